//! What becomes of what devices report: in which order it comes to the policies, and that nothing
//! is lost on the way.

use super::policies::{above, attach, attach_with, detach, guard, rules};
use crate::{mock::*, *};
use frame_support::{assert_ok, traits::Hooks};
use hallmark_conditions::excursion::Verdict;
use hallmark_types::{
	items::ItemId,
	organisation::OrgId,
	readings::{Attested, AttestedBatch, Proven, Signal},
	BlockNumber, Moment,
};
use sp_runtime::Weight;

/// A reading that was measured some time ago.
fn reading(sequence: u64, measured: Moment, value: i64) -> Attested {
	Attested {
		value,
		exponent: -1,
		measured,
		received: now(),
		block: System::block_number(),
		sequence,
		corrects: None,
		out_of_range: false,
		tainted: false,
	}
}

/// A batch of so many readings between these moments.
fn batch(sequence: u64, count: u32, first: Moment, last: Moment, max: i64) -> AttestedBatch {
	AttestedBatch {
		number: 0,
		sequence,
		count,
		first,
		last,
		min: 20,
		max,
		exponent: -1,
		interval: 0,
		received: now(),
		corrects: None,
		out_of_range: false,
		tainted: false,
	}
}

fn proven(sequence: u64, index: u32, measured: Moment, value: i64) -> Proven {
	Proven {
		batch: 0,
		sequence,
		index,
		measured,
		value,
		exponent: -1,
		tainted: false,
	}
}

/// The block ends without room for anything, and so does what is reserved at the next one's begin.
fn pass_without_idle(time: Moment) {
	let block = System::block_number() + 1;
	System::set_block_number(block);
	Timestamp::set_timestamp(now() + time);
	Custody::on_initialize(block);
}

/// A vial under a policy.
fn watched(n: u32, signal: Signal) -> ItemId {
	let vial = commission(MAKER, [vial(n)])[0];
	assert_ok!(attach(MAKER, vial, signal));
	vial
}

fn breaches() -> Vec<(ItemId, u8, u8)> {
	events()
		.into_iter()
		.filter_map(|event| match event {
			Event::PolicyBreached { item, slot, rules } => Some((item, slot, rules)),
			_ => None,
		})
		.collect()
}

/// How much waits, in which blocks.
fn backlog() -> Vec<(BlockNumber, usize)> {
	let mut blocks: Vec<_> = Backlog::<Test>::iter()
		.map(|(block, heard)| (block, heard.len()))
		.collect();
	blocks.sort();
	blocks
}

#[test]
fn reading_counts_at_the_end_of_its_block_when_there_is_room() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vial = watched(1, signal);
		reads(signal, 1, 50);
		assert_eq!(Inbox::<Test>::get().len(), 1);
		assert_eq!(Custody::verdict(vial), Some(Finding::Pending));
		assert_eq!(guard(vial, 0).record.pending().len(), 0);
		Custody::on_idle(1, Weight::MAX);
		assert_eq!(Inbox::<Test>::get(), []);
		assert_eq!(backlog(), []);
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
		assert_eq!(Done::<Test>::get().block, 2);
	});
}

#[test]
fn reading_counts_at_the_begin_of_the_next_block_when_there_was_no_room() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vial = watched(1, signal);
		reads(signal, 1, 50);
		Custody::on_idle(1, Weight::zero());
		assert_eq!(backlog(), [(1, 1)]);
		assert_eq!(Custody::verdict(vial), Some(Finding::Pending));
		pass_without_idle(SECOND);
		assert_eq!(backlog(), []);
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
	});
}

#[test]
fn policy_says_that_it_is_breached_once_and_with_its_rules() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vial = commission(MAKER, [vial(1)])[0];
		let terms = rules(&[above(80, 15 * MINUTE), above(200, 0), above(100, MINUTE)]);
		assert_ok!(attach_with(MAKER, vial, signal, terms));
		for (sequence, value) in [(1, 90), (2, 110), (3, 110), (4, 90), (5, 90), (6, 50)] {
			reads(signal, sequence, value);
			pass(5 * MINUTE);
		}
		// The hundred are passed for five minutes, and the eighty for a quarter of an hour.
		assert_eq!(breaches(), [(vial, 0, 0b100), (vial, 0, 0b101)]);
		let tallies = guard(vial, 0).record.tallies().to_vec();
		assert_eq!(
			tallies[0].breach.map(|breach| breach.at),
			Some(START + 15 * MINUTE)
		);
		assert_eq!(tallies[1].breach, None);
	});
}

#[test]
fn every_policy_on_a_stream_hears_when_there_are_several() {
	on_chain(|| {
		let (signal, other) = (thermometer(1, MAKER), thermometer(2, MAKER));
		let vials: Vec<_> = (0..5).map(|n| watched(n, signal)).collect();
		let apart = watched(9, other);
		let strict = rules(&[above(40, 0)]);
		assert_ok!(attach_with(MAKER, vials[0], signal, strict));
		reads(signal, 1, 50);
		pass(SECOND);
		for vial in &vials[1..] {
			assert_eq!(Custody::verdict(*vial), Some(Finding::Good));
		}
		assert_eq!(breaches(), [(vials[0], 1, 1)]);
		assert_eq!(Custody::verdict(vials[0]), Some(Finding::Breached));
		// Another stream says nothing about them.
		assert_eq!(Custody::verdict(apart), Some(Finding::Unknown));
	});
}

#[test]
fn tainted_readings_drive_nothing() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vial = watched(1, signal);
		reads(signal, 1, 50);
		pass(SECOND);
		let before = guard(vial, 0);
		hear(
			signal,
			Attested {
				tainted: true,
				..reading(2, now(), 500)
			},
		);
		hear_batch(
			signal,
			AttestedBatch {
				tainted: true,
				..batch(3, 10, now(), now() + HOUR, 500)
			},
		);
		hear_proof(
			signal,
			Proven {
				tainted: true,
				..proven(3, 0, now(), 500)
			},
		);
		assert_eq!(Inbox::<Test>::get(), []);
		pass(SECOND);
		assert_eq!(guard(vial, 0), before);
		// Nothing is waited for.
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
	});
}

#[test]
fn reading_that_was_measured_before_the_policy_counts_for_nothing() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vial = watched(1, signal);
		hear(signal, reading(1, START - 1, 500));
		pass(SECOND);
		assert_eq!(Custody::verdict(vial), Some(Finding::Unknown));
		hear(signal, reading(2, START, 50));
		pass(SECOND);
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
		assert_eq!(guard(vial, 0).record.late(), 0);
	});
}

#[test]
fn late_reading_never_helps_and_counts_against_the_policy() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vial = watched(1, signal);
		reads(signal, 1, 90);
		pass(16 * MINUTE);
		reads(signal, 2, 90);
		pass(SECOND);
		assert_eq!(Custody::verdict(vial), Some(Finding::Breached));
		// That it was cold in between comes too late.
		hear(signal, reading(3, START + MINUTE, 50));
		pass(SECOND);
		assert_eq!(Custody::verdict(vial), Some(Finding::Breached));
		assert_eq!(guard(vial, 0).record.late(), 1);

		let other = watched(2, signal);
		let from = now();
		reads(signal, 4, 50);
		pass(20 * MINUTE);
		reads(signal, 5, 50);
		pass(SECOND);
		assert_eq!(Custody::verdict(other), Some(Finding::Good));
		hear(signal, reading(6, from + MINUTE, 90));
		pass(SECOND);
		assert_eq!(Custody::verdict(other), Some(Finding::Breached));
		assert_eq!(breaches(), [(vial, 0, 1), (other, 0, 1)]);
	});
}

#[test]
fn readings_in_disorder_count_as_if_in_order_when_the_policy_waits_for_them() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vials = commission(MAKER, (0..2).map(vial));
		for (vial, disorder) in vials.iter().zip([0, 30 * MINUTE]) {
			let terms = PolicyTerms {
				disorder,
				..cold_chain()
			};
			assert_ok!(attach_with(MAKER, *vial, signal, terms));
		}
		// Warm, cold, cold: the one in the middle lands last.
		hear(signal, reading(1, START, 90));
		pass(20 * MINUTE);
		hear(signal, reading(3, now(), 50));
		pass(SECOND);
		hear(signal, reading(2, START + MINUTE, 50));
		pass(SECOND);
		assert_eq!(Custody::verdict(vials[0]), Some(Finding::Breached));
		assert_eq!(Custody::verdict(vials[1]), Some(Finding::Good));
		assert_eq!(guard(vials[1], 0).record.late(), 0);
	});
}

#[test]
fn batch_counts_at_its_worst_until_its_readings_are_proven() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vials = commission(MAKER, (0..2).map(vial));
		for (vial, disclosure) in vials.iter().zip([0, DAY]) {
			let terms = PolicyTerms {
				disclosure,
				..cold_chain()
			};
			assert_ok!(attach_with(MAKER, *vial, signal, terms));
		}
		pass(30 * MINUTE);
		hear_batch(signal, batch(1, 4, START, START + 30 * MINUTE, 90));
		pass(SECOND);
		for vial in &vials {
			assert_eq!(Custody::verdict(*vial), Some(Finding::Breached));
		}
		// It was warm for ten minutes only. Out of order, or of another batch, a proof shows nothing.
		let readings = [(0, 50), (10, 90), (20, 50), (30, 50)];
		hear_proof(signal, proven(1, 2, START + 20 * MINUTE, 50));
		hear_proof(signal, proven(9, 0, START, 50));
		pass(SECOND);
		assert_eq!(guard(vials[1], 0).record.pending().len(), 1);
		for (index, (minute, value)) in (0..).zip(readings) {
			hear_proof(signal, proven(1, index, START + minute * MINUTE, value));
		}
		pass(SECOND);
		// For the first it was too late.
		assert_eq!(Custody::verdict(vials[0]), Some(Finding::Breached));
		assert_eq!(Custody::verdict(vials[1]), Some(Finding::Good));
	});
}

#[test]
fn detached_policy_hears_what_was_measured_before_its_end_and_is_closed_then() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let (first, second) = (watched(1, signal), watched(2, signal));
		reads(signal, 1, 50);
		pass(20 * MINUTE);
		for vial in [first, second] {
			assert_ok!(detach(MAKER, vial, 0));
		}
		let end = now();
		pass(MINUTE);
		// It was too warm while the policy was in force; that is heard of only now.
		hear(signal, reading(2, START + 2 * MINUTE, 90));
		pass(MINUTE);
		assert_eq!(Custody::verdict(first), Some(Finding::Breached));
		assert!(!guard(first, 0).closed);
		// A reading of the end itself settles all before it.
		hear(signal, reading(3, end, 50));
		pass(MINUTE);
		for vial in [first, second] {
			let guard = guard(vial, 0);
			assert!(guard.closed);
			assert_eq!(guard.ended_at, Some(end));
			assert_eq!(Custody::verdict(vial), Some(Finding::Breached));
		}
		assert_eq!(Interest::get().get(&signal), Some(&0));
		assert_eq!(Listeners::<Test>::iter().count(), 0);
		assert_eq!(breaches(), [(first, 0, 1), (second, 0, 1)]);
	});
}

#[test]
fn what_was_measured_after_the_end_counts_for_nothing() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vial = watched(1, signal);
		reads(signal, 1, 50);
		pass(MINUTE);
		reads(signal, 2, 90);
		pass(10 * MINUTE);
		assert_ok!(detach(MAKER, vial, 0));
		pass(10 * MINUTE);
		reads(signal, 3, 90);
		pass(HOUR);
		reads(signal, 4, 90);
		pass(HOUR);
		// Ten minutes of a quarter of an hour.
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
		assert_eq!(breaches(), []);
		assert!(guard(vial, 0).closed);
	});
}

#[test]
fn policy_is_closed_when_it_ended_by_an_acceptance_and_all_before_is_settled() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vial = commission(MAKER, [vial(1)])[0];
		let case = commission(MAKER, [case(1)])[0];
		let terms = PolicyTerms {
			until: Some(CLINIC),
			..cold_chain()
		};
		assert_ok!(attach_with(MAKER, vial, signal, terms));
		pack(case, &[vial]);
		reads(signal, 1, 50);
		pass(MINUTE);
		hand_over(case, CARRIER);
		pass(MINUTE);
		assert_eq!(guard(vial, 0).ended_at, None);
		hand_over(case, CLINIC);
		let accepted = now();
		pass(MINUTE);
		reads(signal, 2, 500);
		pass(HOUR);
		reads(signal, 3, 500);
		pass(SECOND);
		let guard = guard(vial, 0);
		assert_eq!((guard.ended_at, guard.closed), (Some(accepted), true));
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
		assert_eq!(breaches(), []);
	});
}

#[test]
fn what_was_heard_of_a_destroyed_item_still_counts() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let crates = commission(CARRIER, [crate_of_carrier(1)]);
		let of_carrier = thermometer(2, CARRIER);
		assert_ok!(attach(CARRIER, crates[0], of_carrier));
		let vials: Vec<_> = (0..2).map(|n| watched(n, signal)).collect();
		for vial in &vials {
			hand_over(*vial, CARRIER);
		}
		pack(crates[0], &vials);
		reads(of_carrier, 1, 50);
		reads(signal, 1, 50);
		pass(30 * MINUTE);
		assert_eq!(Custody::verdict(vials[0]), Some(Finding::Good));
		// It was too warm in the crate. The carrier is quick to get rid of it.
		hear(of_carrier, reading(2, now() - 20 * MINUTE, 90));
		unpack(crates[0], &vials);
		destroy(crates[0]);
		pass(MINUTE);
		for vial in &vials {
			assert_eq!(Custody::verdict(*vial), Some(Finding::Breached));
		}
		assert_eq!(breaches(), []);
		assert_eq!(Custody::verdict(crates[0]), Some(Finding::Breached));
	});
}

#[test]
fn what_was_measured_before_an_item_was_destroyed_counts_when_it_lands_later() {
	on_chain(|| {
		let crates = commission(CARRIER, [crate_of_carrier(1)]);
		let signal = thermometer(1, CARRIER);
		assert_ok!(attach(CARRIER, crates[0], signal));
		let vial = commission(MAKER, [vial(1)])[0];
		hand_over(vial, CARRIER);
		pack(crates[0], &[vial]);
		reads(signal, 1, 50);
		pass(20 * MINUTE);
		unpack(crates[0], &[vial]);
		assert_ok!(Custody::archive(by(CARRIER), crates[0], anywhere()));
		let end = now();
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
		hear(signal, reading(2, START + MINUTE, 90));
		pass(MINUTE);
		assert_eq!(Custody::verdict(vial), Some(Finding::Breached));
		hear(signal, reading(3, end, 50));
		pass(MINUTE);
		assert!(guard(crates[0], 0).closed);
	});
}

#[test]
fn what_is_measured_when_an_item_is_used_up_counts_for_nothing() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let stuff = super::recall::bulk(MAKER, "STUFF", 10);
		assert_ok!(attach(MAKER, stuff, signal));
		reads(signal, 1, 50);
		pass(MINUTE);
		let use_of =
			|number, name| super::recall::transform(MAKER, &[(stuff, number)], &[(name, 5)]);
		assert_ok!(use_of(Some(5), "SOME"));
		// There is some of it left, and it is still under the policy.
		pass(MINUTE);
		assert_ok!(use_of(None, "REST"));
		let end = now();
		pass(MINUTE);
		reads(signal, 2, 500);
		pass(DAY);
		reads(signal, 3, 500);
		pass(MINUTE);
		assert_eq!(Custody::verdict(stuff), Some(Finding::Good));
		assert_eq!(
			(guard(stuff, 0).ended_at, guard(stuff, 0).closed),
			(Some(end), true)
		);
		assert_eq!(breaches(), []);
	});
}

/// A story of a hundred policies on three streams, with so much room at the end of each block.
/// Returns what is remembered in the end.
fn story(room: impl Fn(BlockNumber) -> Option<Weight>) -> Vec<(ItemId, u8, Guard)> {
	let mut guards = Vec::new();
	on_chain(|| {
		let signals: Vec<_> = (1..=3).map(|n| thermometer(n, MAKER)).collect();
		let vials = commission(MAKER, (0..100).map(vial));
		for (n, vial) in vials.iter().enumerate() {
			assert_ok!(attach(MAKER, *vial, signals[n % 3]));
		}
		for block in 0..20u64 {
			for (n, signal) in signals.iter().enumerate() {
				let value = 40 + ((block / 4 * 7 + n as u64 * 3) % 11) as i64 * 8;
				reads(*signal, 2 * block + 1, value);
				hear(*signal, reading(2 * block + 2, now() + SECOND, value + 5));
			}
			match room(System::block_number()) {
				Some(room) => pass_with(5 * MINUTE, room),
				None => pass_without_idle(5 * MINUTE),
			}
		}
		let mut blocks = 0;
		while Backlog::<Test>::iter().next().is_some() {
			pass_without_idle(SECOND);
			blocks += 1;
			assert!(blocks < 200, "it never ends");
		}
		guards = Guards::<Test>::iter().collect();
		guards.sort_by_key(|(item, slot, _)| (*item, *slot));
	});
	guards
}

#[test]
fn readings_come_in_order_and_none_is_lost_whatever_room_there_is() {
	let at_once = story(|_| Some(Weight::MAX));
	assert_eq!(at_once.len(), 100);
	// Each heard of all forty readings, and none was late.
	for (_, _, guard) in &at_once {
		assert_eq!(guard.record.late(), 0);
		assert_eq!(guard.record.settled(), START + 19 * 5 * MINUTE + SECOND);
	}
	assert!(at_once
		.iter()
		.any(|(_, _, guard)| !guard.record.breached().is_empty()));
	assert_eq!(story(|_| Some(Weight::zero())), at_once);
	assert_eq!(story(|_| None), at_once);
	let little = |block| Some(Weight::from_parts(u64::from(block) * 37 % 400, u64::MAX));
	assert_eq!(story(little), at_once);
	let seldom = |block| (block % 4 == 0).then_some(Weight::from_parts(123, u64::MAX));
	assert_eq!(story(seldom), at_once);
}

#[test]
fn nothing_is_lost_when_a_block_has_no_room_at_all() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		// More than what is reserved in a block is enough for.
		let vials: Vec<_> = (0..200).map(|n| watched(n, signal)).collect();
		reads(signal, 1, 90);
		assert_eq!(Inbox::<Test>::get().len(), 1);
		pass_without_idle(20 * MINUTE);
		assert_eq!(backlog(), [(1, 1)]);
		reads(signal, 2, 90);
		pass_without_idle(SECOND);
		assert_eq!(backlog(), [(1, 1), (2, 1)]);
		// As long as something waits, nothing is fine.
		let pending = |vial: &&ItemId| Custody::verdict(**vial) == Some(Finding::Pending);
		assert!(vials.iter().filter(pending).count() > 0);
		let mut blocks = 0;
		while Backlog::<Test>::iter().next().is_some() {
			pass_without_idle(SECOND);
			blocks += 1;
		}
		assert!((2..10).contains(&blocks), "{blocks}");
		assert_eq!(breaches().len(), vials.len());
		let progress = Done::<Test>::get();
		assert_eq!(
			(progress.done, progress.last, progress.heard_in),
			(0, None, 2)
		);
		assert_eq!(progress.block, System::block_number());
	});
}

#[test]
fn blocks_in_which_nothing_was_heard_cost_nothing() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vial = watched(1, signal);
		// As after an upgrade that brought the pallet to a chain with many blocks.
		System::set_block_number(10_000_000);
		Custody::on_initialize(10_000_000);
		reads(signal, 1, 50);
		let used = Custody::on_idle(10_000_000, Weight::from_parts(100, u64::MAX));
		assert!(used.all_lte(Weight::from_parts(100, 0)));
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
	});
}

#[test]
fn recalls_and_readings_share_what_room_there_is() {
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		for n in 0..200 {
			watched(n, signal);
		}
		commission_in(MAKER, (1_000..1_500).map(vial), Some(lot("A")));
		recall_lot(MAKER, lot("A").id());
		reads(signal, 1, 50);
		let state = || {
			let Some(Errand::Lot { next, .. }) = Errands::<Test>::iter_values().next() else {
				panic!("the recall is done");
			};
			let heard = Guards::<Test>::iter_values()
				.filter(|guard| guard.record.assess(&guard.policy, now()) == Verdict::Good)
				.count();
			(next, heard)
		};
		Custody::on_idle(1, Weight::from_parts(1_000, u64::MAX));
		// Half of it for either.
		assert_eq!(state(), (49, 50));
	});
}

#[test]
fn policy_is_heard_of_in_a_container_and_at_its_root_when_it_is_watched() {
	use hallmark_types::items::Items as _;
	on_chain(|| {
		let signal = thermometer(1, MAKER);
		let vial = watched(1, signal);
		let cases = commission(MAKER, (0..2).map(case));
		pack(cases[0], &[vial]);
		pack(cases[1], &cases[..1]);
		for item in [vial, cases[0], cases[1]] {
			assert_ok!(Custody::watch(&item));
		}
		told();
		reads(signal, 1, 50);
		pass(SECOND);
		assert_eq!(told(), [vial, cases[1]]);
		// Nothing is new.
		reads(signal, 2, 50);
		pass(SECOND);
		assert_eq!(told(), []);
		// An excursion begins, and will be a breach without a further word: whoever waits for that has to
		// know when to look.
		reads(signal, 3, 90);
		pass(15 * MINUTE);
		assert_eq!(told(), [vial, cases[1]]);
		// It ran out with time: nothing but that is there to hear when the next reading lands.
		reads(signal, 4, 90);
		pass(SECOND);
		assert_eq!(told(), []);
		assert_eq!(Custody::verdict(vial), Some(Finding::Breached));
	});
}

#[test]
fn every_organisation_may_have_policies_on_one_item() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let devices: Vec<(OrgId, Signal)> = [(MAKER, 1), (CARRIER, 2), (CLINIC, 3)]
			.map(|(org, n)| (org, thermometer(n, org)))
			.to_vec();
		for (org, signal) in &devices {
			if *org != MAKER {
				hand_over(vial, *org);
			}
			assert_ok!(attach(*org, vial, *signal));
		}
		reads(devices[0].1, 1, 50);
		reads(devices[2].1, 1, 50);
		pass(SECOND);
		// Of one of them nothing was heard yet.
		assert_eq!(Custody::verdict(vial), Some(Finding::Unknown));
		reads(devices[1].1, 1, 50);
		pass(SECOND);
		let findings: Vec<_> = Custody::policies(vial)
			.iter()
			.map(|policy| (policy.slot, policy.finding))
			.collect();
		assert_eq!(
			findings,
			[(0, Finding::Good), (1, Finding::Good), (2, Finding::Good)]
		);
	});
}
