//! Who and what benchmarks are about: members, terms of any length, and agreements at every stage.

use super::*;
use core::hint::black_box;
use frame_support::traits::{Consideration, Footprint, Time};
use hallmark_agreements::{
	Action, AgreementId, Arbitration, Clause, Command, Often, Party, Ruling, Stream, Terms, Ticket,
	Unknown, MAX_CLAUSES, MAX_ITEMS, MAX_STREAMS, WHOLE,
};
use hallmark_conditions::{
	condition::{Look, Node, Who, MAX_NODES},
	Comparison, Condition, Decimal,
};
use hallmark_keys::PublicKey;
use hallmark_types::{
	device::Passports,
	items::Items,
	organisation::{ActsFor, OrgId, Role, Roles},
	readings::{Readings, Signal, Unit},
	AssetId, Balance, Moment,
};
use p256::ecdsa::SigningKey;
use polkadot_sdk::frame_benchmarking::v2::account;
use sp_core::H256;

/// A long time.
pub(super) const LONG: Moment = 1_000_000;

/// Somebody who acts for an organisation and is rich.
pub(super) fn member<T: Config>(name: &'static str) -> (T::AccountId, OrgId) {
	let who: T::AccountId = account(name, 0, 0);
	let org = T::Organisations::make_acting(&who, Roles::of(&[Role::Operator]));
	T::Consideration::ensure_successful(&who, Footprint::from_parts(1, 1 << 20));
	T::BenchmarkHelper::fund(&who, Balance::from(u64::MAX));
	(who, org)
}

/// The members of an agreement: four parties, and an arbiter.
pub(super) struct Cast<T: Config> {
	pub parties: Vec<(T::AccountId, OrgId)>,
	pub arbiter: (T::AccountId, OrgId),
	pub asset: AssetId,
}

impl<T: Config> Cast<T> {
	pub fn new() -> Self {
		let names = ["one", "two", "three", "four"];
		let parties: Vec<_> = names.into_iter().map(member::<T>).collect();
		Self {
			arbiter: member::<T>("arbiter"),
			asset: T::BenchmarkHelper::fund(&parties[0].0, 1),
			parties,
		}
	}

	pub fn origin(&self, party: usize) -> RawOrigin<T::AccountId> {
		RawOrigin::Signed(self.parties[party].0.clone())
	}
}

/// So many questions all conditions of an agreement can ask, each with a node that binds them together.
pub(super) const QUESTIONS: u32 = MAX_CLAUSES * (MAX_NODES as u32 - 1);

/// One of these conditions holds, or the only one.
pub(super) fn any(mut nodes: Vec<Node>) -> Condition {
	if nodes.len() > 1 {
		let of = nodes.len() as u8;
		nodes.push(Node::Or { of });
	}
	Condition::new(&nodes).expect("within the bounds")
}

/// An agreement whose conditions ask so many questions, in as few clauses as can be. What it never was
/// signed for is put into its terms.
pub(super) fn asking<T: Config>(
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

/// Read terms as they are stored, and ask each of their conditions what an evaluation asks it.
pub(super) fn ask_all<T: Config>(mut stored: &[u8], known: &facts::Known<T>) {
	let terms = Terms::decode(&mut stored).expect("they were stored");
	for clause in &terms.clauses {
		black_box(clause.when.explain(known));
		black_box(known.has_news_for(&clause.when));
		black_box(clause.when.next_change(known));
	}
}

/// What is compared with. Nothing a benchmark says comes near it.
pub(super) fn limit() -> Decimal {
	Decimal::new(1, -1)
}

/// The longest condition there is over these streams and items: it asks each leaf's fact, and is false
/// unless everybody has confirmed.
pub(super) fn condition(
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
pub(super) fn terms<T: Config>(
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
pub(super) fn payments() -> [Action; 4] {
	[0u8, 1, 2, 3].map(|from| Action::PayShare {
		from,
		to: (from + 1) % 4,
		parts: WHOLE / 2,
	})
}

/// Propose terms, and let so many parties sign.
pub(super) fn signed<T: Config>(cast: &Cast<T>, terms: &Terms, parties: usize) -> AgreementId {
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
pub(super) fn active<T: Config>(cast: &Cast<T>) -> AgreementId {
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
pub(super) fn device_key() -> (SigningKey, PublicKey) {
	let pair = SigningKey::from_slice(&[7; 32]).expect("the seed is below the order");
	let point = pair.verifying_key().to_encoded_point(true);
	let key = point.as_bytes().try_into().expect("compressed");
	(pair, PublicKey::Es256(key))
}

pub(super) fn change<T: Config>(id: AgreementId, change: impl FnOnce(&mut AgreementOf<T>)) {
	Contracts::<T>::mutate(id, |agreement| {
		change(agreement.as_mut().expect("it is there"))
	});
}

/// A clause of it has come true and can be challenged, or was challenged by the first party.
pub(super) fn put_to_challenge<T: Config>(cast: &Cast<T>, id: AgreementId, is_challenged: bool) {
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

/// A record of full length.
pub(super) fn firing<T: Config>(id: AgreementId, terms: &Terms, number: u32) -> Firing {
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
