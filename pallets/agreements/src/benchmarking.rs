//! What the calls and the steps of evaluation cost at worst: conditions of full length over streams and
//! items that are as costly to look at as any, and payments in an asset, which cost more than those in
//! the native token.

use super::*;
use alloc::{boxed::Box, vec::Vec};
use core::hint::black_box;
use frame_support::{
	traits::{Consideration, Footprint, Get, Time},
	weights::WeightMeter,
};
use frame_system::RawOrigin;
use hallmark_agreements::{
	Action, AgreementId, Arbitration, Clause, Command, Often, Party, Ruling, Stream, Terms, Ticket,
	Unknown, MAX_CLAUSES, MAX_ITEMS, MAX_STREAMS, WHOLE,
};
use hallmark_conditions::{
	condition::{ItemState, Look, Node, TicketState, Who, MAX_NODES},
	Comparison, Condition, Decimal,
};
use hallmark_keys::{Acknowledgement, PublicKey, Signature, Statement};
use hallmark_types::{
	device::Passports,
	items::Items,
	organisation::{ActsFor, OrgId, Role, Roles},
	readings::{Readings, Signal, Unit},
	AssetId, Balance, Moment,
};
use p256::ecdsa::{signature::Signer, SigningKey};
use polkadot_sdk::frame_benchmarking::v2::*;
use sp_core::H256;

/// A long time.
const LONG: Moment = 1_000_000;

/// How benchmarks come by an asset.
pub trait BenchmarkHelper<AccountId> {
	/// Give an account so much of an asset, always the same one, which exists from then on.
	fn fund(who: &AccountId, amount: Balance) -> AssetId;
}

/// Somebody who acts for an organisation and is rich.
fn member<T: Config>(name: &'static str) -> (T::AccountId, OrgId) {
	let who: T::AccountId = account(name, 0, 0);
	let org = T::Organisations::make_acting(&who, Roles::of(&[Role::Operator]));
	T::Consideration::ensure_successful(&who, Footprint::from_parts(1, 1 << 20));
	T::BenchmarkHelper::fund(&who, Balance::from(u64::MAX));
	(who, org)
}

/// The members of an agreement: four parties, and an arbiter.
struct Cast<T: Config> {
	parties: Vec<(T::AccountId, OrgId)>,
	arbiter: (T::AccountId, OrgId),
	asset: AssetId,
}

impl<T: Config> Cast<T> {
	fn new() -> Self {
		let names = ["one", "two", "three", "four"];
		let parties: Vec<_> = names.into_iter().map(member::<T>).collect();
		Self {
			arbiter: member::<T>("arbiter"),
			asset: T::BenchmarkHelper::fund(&parties[0].0, 1),
			parties,
		}
	}

	fn origin(&self, party: usize) -> RawOrigin<T::AccountId> {
		RawOrigin::Signed(self.parties[party].0.clone())
	}
}

/// So many questions all conditions of an agreement can ask, each with a node that binds them together.
const QUESTIONS: u32 = MAX_CLAUSES * (MAX_NODES as u32 - 1);

/// One of these conditions holds, or the only one.
fn any(mut nodes: Vec<Node>) -> Condition {
	if nodes.len() > 1 {
		let of = nodes.len() as u8;
		nodes.push(Node::Or { of });
	}
	Condition::new(&nodes).expect("within the bounds")
}

/// An agreement whose conditions ask so many questions, in as few clauses as can be. What it never was
/// signed for is put into its terms.
fn asking<T: Config>(
	cast: &Cast<T>,
	questions: u32,
	question: impl Fn(u32) -> Node,
) -> (AgreementOf<T>, Terms) {
	let id = signed::<T>(cast, &terms::<T>(cast, 0, 0, 1, &payments()), 4);
	let (agreement, mut terms) = Pallet::<T>::found(id).expect("it is there");
	let all: Vec<Node> = (0..questions).map(question).collect();
	let clause = terms.clauses[0].clone();
	let clauses = all.chunks(MAX_NODES - 1).map(|nodes| Clause {
		when: any(nodes.to_vec()),
		..clause.clone()
	});
	terms.clauses = clauses
		.collect::<Vec<_>>()
		.try_into()
		.expect("as many as there may be");
	let mut signals: Vec<Signal> = Vec::new();
	for signal in all.iter().filter_map(Node::signal) {
		let signal = Signal::from(*signal);
		if !signals.contains(&signal) {
			signals.push(signal);
		}
	}
	terms.streams = signals
		.into_iter()
		.map(|signal| Stream {
			signal,
			unit: Unit::Celsius,
			exponent: -1,
		})
		.collect::<Vec<_>>()
		.try_into()
		.expect("as many as there may be");
	(agreement, terms)
}

/// Ask each condition what an evaluation asks it.
fn ask_all<T: Config>(terms: &Terms, known: &facts::Known<T>) {
	for clause in &terms.clauses {
		black_box(clause.when.explain(known));
		black_box(known.has_news_for(&clause.when));
		black_box(clause.when.next_change(known));
	}
}

/// What is compared with. Nothing a benchmark says comes near it.
fn limit() -> Decimal {
	Decimal::new(1, -1)
}

/// The longest condition there is over these streams and items: it asks each leaf's fact, and is false
/// unless everybody has confirmed.
fn condition(
	streams: &[Signal],
	items: &[hallmark_types::epc::ItemId],
	asset: AssetId,
) -> Condition {
	let leaves = MAX_NODES - 1;
	let mut nodes: Vec<Node> = (0..leaves)
		.map(|n| match n % 4 {
			0 | 2 if !items.is_empty() => Node::ItemAccepted {
				item: items[n / 2 % items.len()].0,
				// Not the owner, who has accepted it.
				who: Who::Party((n % 4 + 1) as u8),
			},
			1 if !streams.is_empty() => Node::Reading {
				signal: streams[n / 4 % streams.len()].into(),
				look: Look::Window,
				comparison: Comparison::Below,
				limit: limit(),
				run: 8,
			},
			_ => Node::Balance {
				party: (n / 4 % 4) as u8,
				asset: Some(asset),
				comparison: Comparison::Below,
				limit: 1,
			},
		})
		.collect();
	nodes[0] = Node::Confirmed { party: 0 };
	nodes.push(Node::Or { of: leaves as u8 });
	Condition::new(&nodes).expect("within the bounds")
}

/// Terms that ask about so many streams and items in so many clauses. All come true when the first
/// party confirms. The last clause listens to whatever the others do not.
fn terms<T: Config>(
	cast: &Cast<T>,
	streams: u32,
	items: u32,
	clauses: u32,
	actions: &[Action],
) -> Terms {
	let owner = cast.parties[0].1;
	let streams: Vec<Signal> = (0..streams)
		.map(|n| T::Readings::make_signal(owner, n, Unit::Celsius))
		.collect();
	let items: Vec<_> = (0..items).map(|n| T::Items::make_item(owner, n)).collect();
	let all = condition(&streams, &items, cast.asset);
	// However many a condition has room for, every stream is heard and every item held by one clause.
	let confirmed = [Node::Confirmed { party: 0 }];
	let hearing = streams.iter().map(|signal| Node::Reading {
		signal: (*signal).into(),
		look: Look::Window,
		comparison: Comparison::Below,
		limit: limit(),
		run: 8,
	});
	let mut listening: Vec<Node> = confirmed.into_iter().chain(hearing).collect();
	if listening.len() > 1 {
		let of = listening.len() as u8;
		listening.push(Node::Or { of });
	}
	let clause = |when, actions: &[Action]| Clause {
		when,
		often: Often::Once,
		challenge: 0,
		unknown: Unknown::Waits,
		actions: actions.to_vec().try_into().expect("few"),
	};
	let mut list: Vec<Clause> = (0..clauses.saturating_sub(1))
		.map(|_| clause(all, actions))
		.collect();
	list.push(clause(
		Condition::new(&listening).expect("within the bounds"),
		actions,
	));
	for (place, chunk) in items.chunks(3).enumerate() {
		let holds: Vec<_> = chunk.iter().map(|item| Action::HoldItem(*item)).collect();
		let place = place.min(list.len() - 1);
		let mut actions = list[place].actions.to_vec();
		actions.truncate(4usize.saturating_sub(holds.len()));
		actions.extend(holds);
		list[place].actions = actions.try_into().expect("four");
	}
	let now = T::Time::now();
	Terms {
		parties: cast
			.parties
			.iter()
			.map(|(_, org)| Party {
				org: *org,
				escrow: 1 << 60,
			})
			.collect::<Vec<_>>()
			.try_into()
			.expect("four"),
		asset: Some(cast.asset),
		streams: streams
			.iter()
			.map(|signal| Stream {
				signal: *signal,
				unit: Unit::Celsius,
				exponent: -1,
			})
			.collect::<Vec<_>>()
			.try_into()
			.expect("as many as there may be"),
		clauses: list.try_into().expect("as many as there may be"),
		tickets: Default::default(),
		commands: Default::default(),
		arbitration: Some(Arbitration {
			arbiter: cast.arbiter.1,
			bond: 1 << 50,
			patience: LONG,
			silence: Ruling::Uphold,
		}),
		witnesses: Default::default(),
		sign_by: now + LONG,
		expires_at: now + 100 * LONG,
		document: H256::zero(),
	}
}

/// Four payments, each to another account.
fn payments() -> [Action; 4] {
	[0u8, 1, 2, 3].map(|from| Action::PayShare {
		from,
		to: (from + 1) % 4,
		parts: WHOLE / 2,
	})
}

/// Propose terms, and let so many parties sign.
fn signed<T: Config>(cast: &Cast<T>, terms: &Terms, parties: usize) -> AgreementId {
	let who = cast.origin(0);
	Pallet::<T>::propose(who.into(), Box::new(terms.clone())).expect("the terms are sound");
	let id = LastAgreement::<T>::get();
	let hash = Contracts::<T>::get(id).expect("it is proposed").hash;
	for party in 0..parties {
		Pallet::<T>::sign(cast.origin(party).into(), id, hash).expect("a party");
	}
	id
}

/// An active agreement with a ticket, a command and a clause that can be challenged.
fn active<T: Config>(cast: &Cast<T>) -> AgreementId {
	let mut terms = terms::<T>(cast, MAX_STREAMS, MAX_ITEMS, MAX_CLAUSES, &payments());
	let streams: Vec<Signal> = terms.streams.iter().map(|it| it.signal).collect();
	let nodes: Vec<Node> = streams
		.iter()
		.map(|signal| Node::Fresh {
			signal: (*signal).into(),
			age: Moment::MAX,
		})
		.chain([Node::Or {
			of: streams.len() as u8,
		}])
		.collect();
	let proof = Condition::new(&nodes).expect("within the bounds");
	terms.tickets = Vec::from([Ticket {
		requester: 0,
		servicer: 1,
		proof: Some(proof),
	}])
	.try_into()
	.expect("one");
	terms.commands = Vec::from([Command {
		device: T::Devices::make_device(cast.parties[0].1, 1_000, device_key().1),
		opcode: 1,
		lifetime: LONG,
	}])
	.try_into()
	.expect("one");
	terms.clauses[0].challenge = LONG;
	let id = signed::<T>(cast, &terms, 4);
	Progress::<T>::kill();
	id
}

/// The key of the device that is commanded: P-256, for which the host has no function.
fn device_key() -> (SigningKey, PublicKey) {
	let pair = SigningKey::from_slice(&[7; 32]).expect("the seed is below the order");
	let point = pair.verifying_key().to_encoded_point(true);
	let key = point.as_bytes().try_into().expect("compressed");
	(pair, PublicKey::Es256(key))
}

fn change<T: Config>(id: AgreementId, change: impl FnOnce(&mut AgreementOf<T>)) {
	Contracts::<T>::mutate(id, |agreement| {
		change(agreement.as_mut().expect("it is there"))
	});
}

/// A clause of it has come true and can be challenged, or was challenged by the first party.
fn put_to_challenge<T: Config>(cast: &Cast<T>, id: AgreementId, is_challenged: bool) {
	change::<T>(id, |agreement| {
		agreement.clauses[0].pending = Some(Pending {
			number: 0,
			until: T::Time::now() + LONG,
			challenged_by: None,
			settled: None,
		});
		agreement.firings = 1;
	});
	if is_challenged {
		Pallet::<T>::challenge(cast.origin(0).into(), id, 0).expect("it can be challenged");
	}
}

#[benchmarks]
mod benchmarks {
	use super::*;

	#[benchmark]
	fn propose(s: Linear<0, MAX_STREAMS>, i: Linear<0, MAX_ITEMS>, c: Linear<1, MAX_CLAUSES>) {
		let cast = Cast::<T>::new();
		let terms = Box::new(terms::<T>(&cast, s, i.min(3 * c), c, &payments()));

		#[extrinsic_call]
		_(cast.origin(0), terms);

		assert_eq!(LastAgreement::<T>::get(), 1);
	}

	#[benchmark]
	fn sign(s: Linear<0, MAX_STREAMS>, i: Linear<0, MAX_ITEMS>) {
		let cast = Cast::<T>::new();
		let terms = terms::<T>(&cast, s, i, MAX_CLAUSES, &payments());
		let id = signed::<T>(&cast, &terms, 3);
		let hash = Contracts::<T>::get(id).expect("it is proposed").hash;

		#[extrinsic_call]
		_(cast.origin(3), id, hash);

		assert_eq!(
			Contracts::<T>::get(id).map(|it| it.status),
			Some(Status::Active)
		);
	}

	#[benchmark]
	fn consent() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);

		#[extrinsic_call]
		_(cast.origin(0), id, true);

		assert_eq!(Contracts::<T>::get(id).map(|it| it.consents), Some(1));
	}

	/// What it costs that it ends is measured by itself.
	#[benchmark]
	fn cancel() {
		let cast = Cast::<T>::new();
		let terms = terms::<T>(&cast, MAX_STREAMS, MAX_ITEMS, MAX_CLAUSES, &payments());
		let id = signed::<T>(&cast, &terms, 0);

		#[extrinsic_call]
		_(cast.origin(0), id);

		assert_eq!(
			Contracts::<T>::get(id).map(|it| it.status),
			Some(Status::Ended(Ending::Cancelled))
		);
	}

	#[benchmark]
	fn confirm() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);

		#[extrinsic_call]
		_(cast.origin(0), id);

		assert_eq!(Contracts::<T>::get(id).map(|it| it.confirmed), Some(1));
	}

	#[benchmark]
	fn open_ticket() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);

		#[extrinsic_call]
		_(cast.origin(0), id, 0);
	}

	#[benchmark]
	fn acknowledge_ticket() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		Pallet::<T>::open_ticket(cast.origin(0).into(), id, 0).expect("the requester");

		#[extrinsic_call]
		_(cast.origin(1), id, 0);
	}

	#[benchmark]
	fn resolve_ticket() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		// Whatever the streams say: what is measured is looking at all of them.
		Agreed::<T>::mutate(id, |terms| {
			let terms = terms.as_mut().expect("it is there");
			let proof = condition(
				&terms.streams.iter().map(|it| it.signal).collect::<Vec<_>>(),
				&terms.items(),
				cast.asset,
			);
			terms.tickets[0].proof = Some(proof);
		});
		change::<T>(id, |agreement| {
			agreement.confirmed = 1;
			agreement.tickets[0].state = TicketState::Acknowledged;
		});

		#[extrinsic_call]
		_(cast.origin(1), id, 0);
	}

	#[benchmark]
	fn close_ticket() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		Pallet::<T>::open_ticket(cast.origin(0).into(), id, 0).expect("the requester");

		#[extrinsic_call]
		_(cast.origin(0), id, 0);
	}

	#[benchmark]
	fn acknowledge_command() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		let expires_at = T::Time::now() + LONG;
		change::<T>(id, |agreement| {
			agreement.commands[0] = CommandRecord {
				issue: 1,
				given: 0,
				expires_at,
				acknowledged: None,
			};
		});
		let terms = Agreed::<T>::get(id).expect("it is there");
		let statement = Acknowledgement {
			genesis: Pallet::<T>::genesis(),
			device: terms.commands[0].device.0,
			agreement: id,
			command: 0,
			issue: 1,
			opcode: 1,
			expires_at,
		};
		let (pair, _) = device_key();
		let signed: p256::ecdsa::Signature = statement.using_bytes(|bytes| pair.sign(bytes));
		let signature = Signature(signed.to_bytes().into());

		#[block]
		{
			// A device that the benchmark made may hold another key: then it is refused last of all.
			let who = cast.origin(0).into();
			let _ = Pallet::<T>::acknowledge_command(who, id, 0, 1, signature);
		}
	}

	#[benchmark]
	fn challenge() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		put_to_challenge::<T>(&cast, id, false);

		#[extrinsic_call]
		_(cast.origin(0), id, 0);
	}

	#[benchmark]
	fn rule() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		put_to_challenge::<T>(&cast, id, true);
		let arbiter = RawOrigin::Signed(cast.arbiter.0.clone());

		#[extrinsic_call]
		_(arbiter, id, 0, Ruling::Uphold);
	}

	#[benchmark]
	fn set_payee() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		let payee = account("payee", 0, 0);

		#[extrinsic_call]
		_(cast.origin(0), id, payee);
	}

	#[benchmark]
	fn claim() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		let amount: Balance = 1 << 40;
		change::<T>(id, |agreement| {
			for from in 0..4u8 {
				let purse = agreement.purses[usize::from(from)].as_mut();
				purse.expect("all have signed").rest -= amount;
				let credit = Credit {
					from,
					to: 0,
					amount,
				};
				agreement.credits.try_push(credit).expect("there is room");
			}
			agreement.ledger.credited = 4 * amount;
		});

		#[extrinsic_call]
		_(cast.origin(0), id);

		assert_eq!(
			Contracts::<T>::get(id).map(|it| it.ledger.credited),
			Some(0)
		);
	}

	#[benchmark]
	fn remove(f: Linear<0, { T::KeptFirings::get() }>) {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		let (mut agreement, terms) = Pallet::<T>::found(id).expect("it is there");
		Pallet::<T>::end(id, &terms, &mut agreement, Ending::Expired);
		agreement.ended_at = None;
		agreement.firings = f;
		Pallet::<T>::save(id, agreement, None);
		for number in 0..f {
			Firings::<T>::insert(id, number, firing::<T>(id, &terms, number));
		}

		#[extrinsic_call]
		_(cast.origin(0), id);

		assert!(!Contracts::<T>::contains_key(id));
	}

	#[benchmark]
	fn mark() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		let terms = Agreed::<T>::get(id).expect("it is there");
		let source = Source::Stream(terms.streams[0].signal);

		#[block]
		{
			let _ = Progress::<T>::get();
			Pallet::<T>::mark(source);
		}

		assert!(Queue::<T>::contains_key(0));
	}

	#[benchmark]
	fn look_for_work() {
		let cast = Cast::<T>::new();
		active::<T>(&cast);
		let due: Vec<_> = Agenda::<T>::iter_keys().collect();
		due.into_iter().for_each(Agenda::<T>::remove);
		let mut meter = WeightMeter::new();

		#[block]
		{
			Pallet::<T>::work(&mut meter);
		}
	}

	#[benchmark]
	fn find_watcher() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		let terms = Agreed::<T>::get(id).expect("it is there");
		Pallet::<T>::mark(Source::Stream(terms.streams[0].signal));
		Pallet::<T>::begin_if_over();
		let mut progress = Progress::<T>::get();
		// It was the last one that watched: the head is taken off.
		progress.after = Some(id);

		#[block]
		{
			Pallet::<T>::step(progress);
		}

		assert!(!Queue::<T>::contains_key(0));
	}

	#[benchmark]
	fn find_due() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		let due = Contracts::<T>::get(id).and_then(|it| it.due);
		let due = due.expect("it was just signed");

		#[block]
		{
			assert!(Agenda::<T>::iter_keys().next().is_some());
			Pallet::<T>::begin_if_over();
			Agenda::<T>::remove(Due::new(due, id));
			Agenda::<T>::insert(Due::new(due + 1, id), ());
		}
	}

	#[benchmark]
	fn skip_watcher() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		let progress = Rounds::default();

		#[block]
		{
			Pallet::<T>::look(id, Some(&progress));
		}
	}

	#[benchmark]
	fn evaluate(s: Linear<0, MAX_STREAMS>, i: Linear<0, MAX_ITEMS>) {
		let cast = Cast::<T>::new();
		let mut terms = terms::<T>(&cast, s, 0, 1, &payments());
		let items: Vec<_> = (0..i)
			.map(|n| T::Items::make_item(cast.parties[0].1, n))
			.collect();
		// An item that is waited for is looked at, and judged, as one that is acted on.
		let mut nodes: Vec<Node> = terms.clauses[0].when.nodes().to_vec();
		nodes.retain(|node| !matches!(node, Node::Or { .. }));
		nodes.extend(items.iter().map(|item| Node::ItemIs {
			item: item.0,
			state: ItemState::Destroyed,
		}));
		terms.clauses[0].when = any(nodes);
		let id = signed::<T>(&cast, &terms, 4);
		// From now on it is due when its time is over, or when an item's verdict may change.
		Pallet::<T>::evaluate(id);

		#[block]
		{
			assert!(!Pallet::<T>::evaluate(id).ended);
		}

		let agreement = Contracts::<T>::get(id).expect("it is there");
		assert_eq!((agreement.firings, agreement.roots.len()), (0, i as usize));
	}

	#[benchmark]
	fn ask(n: Linear<0, { QUESTIONS }>) {
		let cast = Cast::<T>::new();
		let streams: Vec<Signal> = (0..MAX_STREAMS)
			.map(|n| T::Readings::make_signal(cast.parties[0].1, n, Unit::Celsius))
			.collect();
		let question = |place: u32| Node::Reading {
			signal: streams[(place % MAX_STREAMS) as usize].into(),
			look: Look::Window,
			comparison: Comparison::Below,
			limit: limit(),
			run: 8,
		};
		let (agreement, terms) = asking::<T>(&cast, n, question);
		let gathered = Pallet::<T>::gather(&agreement, &terms, 0, None);
		let known = facts::Known::<T>::new(&agreement, &terms, &gathered);

		#[block]
		{
			ask_all::<T>(&terms, &known);
		}
	}

	#[benchmark]
	fn ask_acceptance(n: Linear<0, { QUESTIONS }>) {
		let cast = Cast::<T>::new();
		let items: Vec<_> = (0..MAX_ITEMS)
			.map(|n| T::Items::make_item(cast.parties[0].1, n))
			.collect();
		let question = |place: u32| Node::ItemAccepted {
			item: items[(place % MAX_ITEMS) as usize].0,
			// Not the owner, who has accepted it.
			who: Who::Party((place % 3 + 1) as u8),
		};
		let (agreement, terms) = asking::<T>(&cast, n, question);
		let gathered = Pallet::<T>::gather(&agreement, &terms, 0, None);
		let known = facts::Known::<T>::new(&agreement, &terms, &gathered);

		#[block]
		{
			ask_all::<T>(&terms, &known);
		}
	}

	#[benchmark]
	fn ask_balance(n: Linear<0, { QUESTIONS }>) {
		let cast = Cast::<T>::new();
		let question = |place: u32| Node::Balance {
			party: (place % 4) as u8,
			asset: Some(cast.asset),
			comparison: Comparison::Below,
			limit: 1,
		};
		let (agreement, terms) = asking::<T>(&cast, n, question);
		let gathered = Pallet::<T>::gather(&agreement, &terms, 0, None);
		let known = facts::Known::<T>::new(&agreement, &terms, &gathered);

		#[block]
		{
			ask_all::<T>(&terms, &known);
		}
	}

	#[benchmark]
	fn reschedule() {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		let agreement = Contracts::<T>::get(id).expect("it is there");
		let due = agreement.due.map(|due| due + 1);

		#[block]
		{
			assert!(Pallet::<T>::save(id, agreement, due));
		}
	}

	#[benchmark]
	fn follow() {
		let cast = Cast::<T>::new();
		let terms = terms::<T>(&cast, 0, 1, 1, &payments());
		let id = signed::<T>(&cast, &terms, 4);
		let (mut agreement, terms) = Pallet::<T>::found(id).expect("it is there");
		// As if it had been in another container until now.
		let now = core::mem::replace(
			&mut agreement.roots[0],
			T::Items::make_item(cast.parties[0].1, 1),
		);
		Pallet::<T>::unwatch(id, Source::Item(now));
		Pallet::<T>::watch(id, Source::Item(agreement.roots[0])).expect("it is there");

		#[block]
		{
			Pallet::<T>::follow_roots(id, &terms, &mut agreement);
		}

		assert_eq!(agreement.roots[0], now);
	}

	#[benchmark]
	fn come_true(s: Linear<0, MAX_STREAMS>) {
		let cast = Cast::<T>::new();
		let terms = terms::<T>(&cast, s, 0, 1, &payments());
		let id = signed::<T>(&cast, &terms, 4);
		let (mut agreement, terms) = Pallet::<T>::found(id).expect("it is there");
		let found = Pallet::<T>::found_true(&terms, &agreement);

		#[block]
		{
			let now = T::Time::now();
			Pallet::<T>::note_true(id, &mut agreement, now, found);
		}

		assert!(Firings::<T>::contains_key(id, 0));
	}

	#[benchmark]
	fn fire(p: Linear<0, 4>) {
		let cast = Cast::<T>::new();
		let id = active::<T>(&cast);
		let (mut agreement, mut terms) = Pallet::<T>::found(id).expect("it is there");
		terms.clauses[0].challenge = 0;
		terms.clauses[0].actions = payments()
			.into_iter()
			.take(p as usize)
			.collect::<Vec<_>>()
			.try_into()
			.expect("four at most");
		agreement.clauses[0].waiting = Some(0);
		agreement.firings = 1;
		Firings::<T>::insert(id, 0, firing::<T>(id, &terms, 0));

		#[block]
		{
			Pallet::<T>::fire_all(id, &terms, &mut agreement, T::Time::now());
		}

		assert_eq!(agreement.clauses[0].fired, 1);
		assert_eq!(agreement.ledger.paid > 0, p > 0);
	}

	#[benchmark]
	fn end(s: Linear<0, MAX_STREAMS>, i: Linear<0, MAX_ITEMS>) {
		let cast = Cast::<T>::new();
		let terms = terms::<T>(&cast, s, i, MAX_CLAUSES, &payments());
		let id = signed::<T>(&cast, &terms, 4);
		let (mut agreement, terms) = Pallet::<T>::found(id).expect("it is there");

		#[block]
		{
			Pallet::<T>::end(id, &terms, &mut agreement, Ending::Expired);
		}

		assert!(agreement.ledger.refunded > 0);
	}

	impl_benchmark_test_suite!(Pallet, mock::new_chain(), mock::Test);
}

/// A record of full length.
fn firing<T: Config>(id: AgreementId, terms: &Terms, number: u32) -> Firing {
	let agreement = Contracts::<T>::get(id).expect("it is there");
	let gathered = Pallet::<T>::gather(&agreement, terms, 0, None);
	let known = facts::Known::<T>::new(&agreement, terms, &gathered);
	let evidence = terms.streams.iter().map(|stream| Evidence {
		signal: stream.signal,
		sequence: 1,
		batch: None,
		heard_at: Some(1),
	});
	Firing {
		number,
		clause: 0,
		came_true_at: T::Time::now(),
		cause: Cause::Holds,
		explanation: terms.clauses[0].when.explain(&known),
		evidence: evidence
			.collect::<Vec<_>>()
			.try_into()
			.expect("as many as there may be"),
		outcome: Outcome::Waiting,
	}
}
