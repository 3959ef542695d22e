//! Tracing back.

use super::{
	hold::hold,
	policies::attach,
	recall::{bulk, transform},
};
use crate::{mock::*, *};
use frame_support::assert_ok;
use hallmark_accesses::counted;
use hallmark_types::{items::ItemId, page::MAX_PAGE};

/// The whole trace of an item, so many steps at once.
fn trace_by(item: ItemId, limit: u32) -> Vec<Traced> {
	let (mut steps, mut from) = (Vec::new(), None);
	loop {
		let page = Custody::trace(item, from, limit);
		assert!(page.items.len() as u32 <= limit.clamp(1, MAX_PAGE));
		steps.extend(page.items);
		from = page.next;
		if from.is_none() {
			return steps;
		}
	}
}

fn trace(item: ItemId) -> Vec<Traced> {
	trace_by(item, 100)
}

/// Whose step of which number each is.
fn places(steps: &[Traced]) -> Vec<(ItemId, u32)> {
	steps.iter().map(|step| (step.item, step.index)).collect()
}

#[test]
fn trace_begins_with_the_name() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let steps = trace(vial);
		assert_eq!(places(&steps), [(vial, 0)]);
		assert_eq!(steps[0].step.deed, Deed::Commissioned { commission: 1 });
		assert_eq!((steps[0].step.at, steps[0].step.by), (START, MAKER));
		assert_eq!(steps[0].declared_wrong, None);
	});
}

#[test]
fn trace_begins_with_what_a_product_was_made_in() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 10);
		pass(MINUTE);
		assert_ok!(transform(MAKER, &[(grain, None)], &[("FLOUR", 10)]));
		let flour = lot("FLOUR").id();
		let steps = trace(flour);
		assert_eq!(places(&steps), [(flour, 0)]);
		assert_eq!(steps[0].step.deed, Deed::Made { transformation: 1 });
		assert_eq!(steps[0].step.at, START + MINUTE);
		assert_eq!(places(&trace(grain)), [(grain, 0), (grain, 1)]);
	});
}

#[test]
fn nothing_is_traced_when_there_is_no_such_item_or_the_cursor_is_anothers() {
	on_chain(|| {
		let vials = commission(MAKER, (0..2).map(vial));
		assert_eq!(Custody::trace(vial(9).id(), None, 10), Default::default());
		hand_over(vials[0], CARRIER);
		hand_over(vials[1], CARRIER);
		let page = Custody::trace(vials[0], None, 1);
		assert!(page.next.is_some());
		assert_eq!(Custody::trace(vials[1], page.next, 1), Default::default());
		let empty = TraceCursor::default();
		assert_eq!(Custody::trace(vials[1], Some(empty), 1), Default::default());
	});
}

/// A vial that goes far: packed, repacked, moved, held, sensed, opened. Returns it with its three
/// containers, the innermost first.
fn journey() -> (ItemId, Vec<ItemId>) {
	let vials = commission(MAKER, (0..3).map(vial));
	let boxes = commission(MAKER, (0..4).map(case));
	let signal = thermometer(1, MAKER);
	// Before the vial was in there.
	assert_ok!(Custody::observe(
		by(MAKER),
		ids(&boxes),
		None,
		None,
		anywhere()
	));
	assert_ok!(attach(MAKER, boxes[0], signal));
	pass(MINUTE);
	pack(boxes[0], &vials[..2]);
	pass(MINUTE);
	pack(boxes[1], &boxes[..1]);
	assert_ok!(Custody::observe(
		by(MAKER),
		ids(&boxes[1..3]),
		None,
		None,
		anywhere()
	));
	pack(boxes[2], &boxes[1..2]);
	hand_over(boxes[2], CARRIER);
	assert_ok!(hold(CUSTOMS, boxes[1]));
	assert_ok!(Custody::release(by(CUSTOMS), boxes[1], CUSTOMS, anywhere()));
	// The inner case comes out of the outer one, which goes elsewhere.
	unpack(boxes[2], &boxes[1..2]);
	hand_over(boxes[2], TRADER);
	hand_over(boxes[1], CLINIC);
	unpack(boxes[0], &vials[..1]);
	// Neither is the vial's business any more.
	hand_over(boxes[1], CARRIER);
	assert_ok!(Custody::observe(
		by(CLINIC),
		ids(&vials[..1]),
		None,
		None,
		anywhere()
	));
	(vials[0], boxes)
}

#[test]
fn trace_tells_of_containers_while_the_item_was_in_them() {
	on_chain(|| {
		let (vial, boxes) = journey();
		let steps = trace(vial);
		let expected = [
			(vial, 0),
			// Packed into the first, that into the second, that into the third.
			(vial, 1),
			(boxes[0], 4),
			(boxes[1], 3),
			(boxes[1], 4),
			(boxes[2], 4),
			(boxes[1], 5),
			(boxes[1], 6),
			(boxes[1], 7),
			(boxes[1], 8),
			(vial, 2),
			(vial, 3),
		];
		assert_eq!(places(&steps), expected);
		let numbers: Vec<_> = steps.iter().map(|step| step.step.number).collect();
		assert!(
			numbers.windows(2).all(|pair| pair[0] < pair[1]),
			"{numbers:?}"
		);
		// Every holder is named.
		let holders: Vec<_> = steps
			.iter()
			.filter_map(|step| match step.step.deed {
				Deed::HandedOver { to, .. } => Some(to),
				_ => None,
			})
			.collect();
		assert_eq!(holders, [CARRIER, CLINIC]);
	});
}

#[test]
fn trace_is_the_same_whatever_the_size_of_a_page() {
	on_chain(|| {
		let (vial, boxes) = journey();
		for item in boxes.into_iter().chain([vial]) {
			let all = trace(item);
			for limit in [0, 1, 2, 3, 5, 7, 1_000] {
				assert_eq!(trace_by(item, limit), all);
			}
		}
	});
}

#[test]
fn trace_goes_through_five_levels_when_all_is_packed_at_once() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let boxes = commission(MAKER, (0..4).map(case));
		for pair in boxes.windows(2) {
			pack(pair[1], &pair[..1]);
		}
		pack(boxes[0], &[vial]);
		hand_over(boxes[3], CARRIER);
		assert_ok!(Custody::observe(
			by(CARRIER),
			ids(&boxes),
			None,
			None,
			anywhere()
		));
		let steps = trace(vial);
		let mut items: Vec<_> = steps.iter().map(|step| step.item).collect();
		assert_eq!(
			items.split_off(2),
			[boxes[3], boxes[0], boxes[1], boxes[2], boxes[3]]
		);
		for limit in 1..7 {
			assert_eq!(trace_by(vial, limit), steps);
		}
	});
}

#[test]
fn trace_says_which_steps_were_declared_wrong() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &[vial]);
		assert_ok!(Custody::observe(
			by(MAKER),
			ids(&[case]),
			None,
			None,
			anywhere()
		));
		assert_ok!(Custody::declare_wrong(
			by(MAKER),
			case,
			2,
			Wrong::DidNotOccur,
			anywhere()
		));
		let steps = trace(vial);
		assert_eq!(places(&steps), [(vial, 0), (vial, 1), (case, 2), (case, 3)]);
		assert_eq!(steps[2].declared_wrong, Some(3));
		assert_eq!(steps[3].declared_wrong, None);
	});
}

#[test]
fn page_of_a_trace_reads_about_as_much_as_it_shows() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		for n in 0..200 {
			hand_over(vial, [CARRIER, MAKER][n % 2]);
		}
		let (page, accesses) = counted(|| Custody::trace(vial, None, 10));
		assert_eq!(page.items.len(), 10);
		assert!(accesses.reads <= 2 * 10 + 5, "{accesses:?}");
		let (page, all) = counted(|| Custody::trace(vial, None, 100));
		assert_eq!(page.items.len(), 100);
		assert!(all.reads <= 2 * 100 + 5, "{all:?}");
		assert_eq!(trace(vial).len(), 201);
	});
}

#[test]
fn trace_goes_on_without_what_was_removed() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let boxes = commission(MAKER, (0..3).map(case));
		pack(boxes[1], &boxes[..1]);
		pack(boxes[0], &[vial]);
		hand_over(boxes[1], CARRIER);
		unpack(boxes[1], &boxes[..1]);
		// The vial is in the first case, which is in none.
		hand_over(boxes[1], TRADER);
		unpack(boxes[0], &[vial]);
		hand_over(boxes[0], MAKER);
		assert_ok!(Custody::archive(by(MAKER), boxes[0], anywhere()));
		pass(RETENTION);
		let before = trace(vial);
		assert_eq!(
			places(&before),
			[
				(vial, 0),
				(vial, 1),
				(boxes[1], 2),
				(boxes[0], 3),
				(vial, 2)
			]
		);
		assert_ok!(Custody::prune(by(MAKER), boxes[0], 100));
		// Where the first case was nobody knows any more, and so where the vial was.
		assert_eq!(places(&trace(vial)), [(vial, 0), (vial, 1), (vial, 2)]);
	});
}
