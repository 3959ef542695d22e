//! What calls and hooks cost, counted: in accesses to storage, every one of them, whatever is
//! cached.

use super::{
	policies::attach,
	recall::{bulk, transform},
};
use crate::{mock::*, *};
use frame_support::{assert_ok, traits::Hooks};
use hallmark_accesses::{counted, Accesses};
use hallmark_types::items::{ItemId, Items as _};

#[test]
fn hearing_a_reading_costs_the_same_with_one_policy_and_with_a_thousand() {
	let cost = |policies: u32| {
		let mut cost = Accesses::default();
		on_chain(|| {
			let signal = thermometer(1, MAKER);
			for vial in commission(MAKER, (0..policies).map(vial)) {
				assert_ok!(attach(MAKER, vial, signal));
			}
			cost = counted(|| reads(signal, 1, 50)).1;
			pass(SECOND);
		});
		cost
	};
	let append = Accesses {
		appends: 1,
		..Accesses::default()
	};
	// The one read is the mock's, of the time; and one of the block's number.
	let one = cost(1);
	assert_eq!((one.writes, one.appends), (append.writes, append.appends));
	assert_eq!(one, cost(1_000));
}

#[test]
fn recalling_a_lot_costs_the_same_with_one_item_and_with_a_thousand() {
	let cost = |items: u32| {
		let mut cost = Accesses::default();
		on_chain(|| {
			let vials = commission_in(MAKER, (0..items).map(vial), Some(lot("A")));
			let case = commission(MAKER, [case(1)])[0];
			pack(case, &vials[..vials.len().min(100)]);
			cost = counted(|| recall_lot(MAKER, lot("A").id())).1;
		});
		cost
	};
	assert_eq!(cost(1), cost(1_000));
}

#[test]
fn moving_a_pallet_costs_the_same_with_one_item_and_with_ten_thousand() {
	let cost = |vials_each: u32, cases: u64| {
		let mut cost = Vec::new();
		new_chain().execute_with(|| {
			let pallet = commission(MAKER, [case(0)])[0];
			let layers = commission(MAKER, (1..=cases.div_ceil(100)).map(case));
			pack(pallet, &layers);
			let boxes = commission(MAKER, (1_000..1_000 + cases).map(case));
			for (layer, boxes) in layers.iter().zip(boxes.chunks(100)) {
				pack(*layer, boxes);
			}
			for (n, case) in (0..).zip(&boxes) {
				let names = n * vials_each..(n + 1) * vials_each;
				pack(
					*case,
					&commission_in(MAKER, names.map(vial), Some(lot("A"))),
				);
			}
			pass(SECOND);
			cost.push(
				counted(|| {
					assert_ok!(offer(pallet, CARRIER));
				})
				.1,
			);
			let accept = || {
				assert_ok!(Custody::accept(by(CARRIER), pallet, Title::Custody));
			};
			cost.push(counted(accept).1);
			let vial = vial(0).id();
			assert_eq!(custodian(vial), CARRIER);
		});
		cost
	};
	assert_eq!(cost(1, 1), cost(100, 100));
}

#[test]
fn each_step_of_a_recall_costs_the_same_whatever_the_lot() {
	let cost = |items: u32| {
		let mut cost = Accesses::default();
		on_chain(|| {
			let vials = commission_in(MAKER, (0..items).map(vial), Some(lot("A")));
			let case = commission(MAKER, [case(1)])[0];
			pack(case, &vials[..vials.len().min(100)]);
			recall_lot(MAKER, lot("A").id());
			cost = counted(Custody::run_one_errand).1;
		});
		cost
	};
	assert_eq!(cost(1), cost(1_000));
}

/// An item that is as deep as can be, with as many policies and past stays as may be.
fn deep() -> ItemId {
	let vial = commission(MAKER, [vial(1)])[0];
	let signal = thermometer(1, MAKER);
	let guard_all = |item| {
		for _ in 0..MAX_POLICIES {
			let terms = PolicyTerms {
				until: Some(CLINIC),
				..cold_chain()
			};
			assert_ok!(Custody::attach_policy(
				by(MAKER),
				item,
				signal,
				terms,
				anywhere()
			));
		}
	};
	for n in 0..u64::from(MAX_STAYS) {
		let past = commission(MAKER, [case(100 + n)])[0];
		guard_all(past);
		pack(past, &[vial]);
		pass(SECOND);
		unpack(past, &[vial]);
	}
	guard_all(vial);
	let boxes = commission(MAKER, (0..4).map(case));
	for pair in boxes.windows(2) {
		pack(pair[1], &pair[..1]);
	}
	for case in &boxes {
		guard_all(*case);
	}
	pack(boxes[0], &[vial]);
	reads(signal, 1, 50);
	pass(SECOND);
	vial
}

#[test]
fn verdict_reads_a_bounded_number_of_things() {
	on_chain(|| {
		let vial = deep();
		let (judged, accesses) = counted(|| Custody::judge(&vial));
		assert!(judged.is_some());
		// Thirteen things with four policies each; with each policy its item and the containers that
		// that is in, to see who has accepted it, besides the time and what waits.
		let policies = 13 * u32::from(MAX_POLICIES);
		assert!(
			accesses.reads <= 1 + 4 + 8 + policies * (2 + 5 + 2),
			"{accesses:?}"
		);
		assert_eq!((accesses.writes, accesses.appends), (0, 0));
		// Whatever else was heard and packed.
		let before = accesses;
		let signal = thermometer(2, MAKER);
		for vial in commission(MAKER, (10..200).map(super::super::mock::vial)) {
			assert_ok!(attach(MAKER, vial, signal));
		}
		assert_eq!(counted(|| Custody::judge(&vial)).1, before);
	});
}

#[test]
fn facts_read_no_more_than_they_say() {
	on_chain(|| {
		let vial = deep();
		let (facts, accesses) = counted(|| Custody::facts(&vial));
		assert!(facts.is_some());
		// The time is read besides, once for a look at the offers.
		let reads = 2 * (1 + MAX_ANCESTORS as u32) + 2;
		assert!(accesses.reads <= reads + 1, "{accesses:?}");
		assert_eq!(accesses.writes, 0);
	});
}

#[test]
fn idle_blocks_read_little_and_write_nothing() {
	on_chain(|| {
		pass(SECOND);
		let (_, accesses) = counted(|| {
			Custody::on_idle(System::block_number(), sp_runtime::Weight::MAX);
		});
		assert!(accesses.reads <= 5, "{accesses:?}");
		// That the block is done with.
		assert!(accesses.writes <= 2, "{accesses:?}");
	});
}

#[test]
fn recall_of_an_item_costs_the_same_whatever_was_made_of_it() {
	let cost = |products: u32| {
		let mut cost = Accesses::default();
		on_chain(|| {
			let stuff = bulk(MAKER, "STUFF", 1_000);
			for n in 0..products {
				assert_ok!(transform(
					MAKER,
					&[(stuff, Some(1))],
					&[(&format!("P{n}"), 1)]
				));
			}
			cost = counted(|| recall(MAKER, Subject::Item(stuff), &[])).1;
		});
		cost
	};
	assert_eq!(cost(1), cost(50));
}
