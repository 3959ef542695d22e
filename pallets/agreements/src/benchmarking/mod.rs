//! What the calls and the steps of evaluation cost at worst: conditions of full length over streams and
//! items that are as costly to look at as any, and payments in an asset, which cost more than those in
//! the native token.

mod cast;

use super::*;
use alloc::{boxed::Box, vec::Vec};
use cast::*;
use codec::{Decode, Encode};
use frame_support::{
	traits::{Get, Time},
	weights::{Weight, WeightMeter},
};
use frame_system::RawOrigin;
use hallmark_agreements::{Ruling, MAX_CLAUSES, MAX_ITEMS, MAX_STREAMS};
use hallmark_conditions::{
	condition::{ItemState, Look, Node, TicketState, Who},
	Comparison,
};
use hallmark_keys::{Acknowledgement, Signature, Statement};
use hallmark_types::{
	items::Items,
	readings::{Readings, Signal, Unit},
	AssetId, Balance,
};
use p256::ecdsa::signature::Signer;
use polkadot_sdk::frame_benchmarking::v2::*;

/// How benchmarks come by an asset.
pub trait BenchmarkHelper<AccountId> {
	/// Give an account so much of an asset, always the same one, which exists from then on.
	fn fund(who: &AccountId, amount: Balance) -> AssetId;
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
			let _ = Pallet::<T>::step(progress, Weight::MAX);
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
			let _ = Pallet::<T>::look(id, Some(&progress), Weight::MAX);
		}
	}

	#[benchmark]
	fn evaluate_streams(s: Linear<0, MAX_STREAMS>) {
		let cast = Cast::<T>::new();
		let terms = terms::<T>(&cast, s, 0, 1, &payments());
		let id = signed::<T>(&cast, &terms, 4);
		// From now on it is due when its time is over.
		Pallet::<T>::evaluate(id);

		#[block]
		{
			assert!(!Pallet::<T>::evaluate(id).ended);
		}

		let agreement = Contracts::<T>::get(id).expect("it is there");
		assert_eq!((agreement.firings, agreement.load.streams), (0, s as u8));
	}

	#[benchmark]
	fn evaluate_items(i: Linear<0, MAX_ITEMS>) {
		let cast = Cast::<T>::new();
		let mut terms = terms::<T>(&cast, 0, 0, 1, &payments());
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
		let stored = terms.encode();

		#[block]
		{
			ask_all::<T>(&stored, &known);
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
		let stored = terms.encode();

		#[block]
		{
			ask_all::<T>(&stored, &known);
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
		let stored = terms.encode();

		#[block]
		{
			ask_all::<T>(&stored, &known);
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
