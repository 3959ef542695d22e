//! Tracing forward.

use super::recall::{bulk, transform};
use crate::{mock::*, *};
use frame_support::assert_ok;
use hallmark_accesses::counted;
use hallmark_types::{
	items::{ItemId, Life},
	page::MAX_PAGE,
};
use std::collections::BTreeSet;

/// Everything that came of something, so many at once.
fn forward_by(subject: Subject, limit: u32) -> Vec<Whereabouts> {
	let (mut found, mut from) = (Vec::new(), None);
	for _ in 0..10_000 {
		let page = Custody::trace_forward(subject, from, limit);
		assert!(page.items.len() as u32 <= limit.clamp(1, MAX_PAGE));
		found.extend(page.items);
		from = page.next;
		if from.is_none() {
			return found;
		}
	}
	panic!("it never ends");
}

fn forward(subject: Subject) -> Vec<Whereabouts> {
	forward_by(subject, 100)
}

fn items(found: &[Whereabouts]) -> Vec<ItemId> {
	found.iter().map(|found| found.item).collect()
}

#[test]
fn lot_leads_to_its_items_and_where_they_are() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..3).map(vial), Some(lot("A")));
		let boxes = commission(MAKER, (0..2).map(case));
		pack(boxes[0], &vials[..1]);
		pack(boxes[1], &boxes[..1]);
		hand_over(boxes[1], CARRIER);
		hand_over(vials[1], CLINIC);
		assert_ok!(offer_title(vials[1], Title::Ownership, MAKER, TRADER));
		assert_ok!(Custody::accept(by(TRADER), vials[1], Title::Ownership));
		destroy(vials[2]);
		let found = forward(Subject::Lot(lot("A").id()));
		let at = |item, life, owner, custodian, root| Whereabouts {
			item,
			life,
			owner,
			custodian,
			root,
			made_in: None,
		};
		assert_eq!(
			found,
			[
				at(vials[0], Life::Active, MAKER, CARRIER, boxes[1]),
				at(vials[1], Life::Active, TRADER, CLINIC, vials[1]),
				at(vials[2], Life::Destroyed, MAKER, MAKER, vials[2]),
			]
		);
		assert_eq!(forward(Subject::Item(vials[0])), found[..1]);
	});
}

#[test]
fn products_are_found_over_generations() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 100);
		let salt = bulk(MAKER, "SALT", 10);
		assert_ok!(transform(
			MAKER,
			&[(grain, Some(50))],
			&[("WHITE", 30), ("DARK", 20)]
		));
		let (white, dark) = (lot("WHITE").id(), lot("DARK").id());
		assert_ok!(transform(
			MAKER,
			&[(white, None), (salt, Some(5))],
			&[("BREAD", 35)]
		));
		assert_ok!(transform(MAKER, &[(grain, None)], &[("FEED", 50)]));
		let (bread, feed) = (lot("BREAD").id(), lot("FEED").id());
		hand_over(bread, TRADER);
		let found = forward(Subject::Lot(grain));
		assert_eq!(items(&found), [grain, white, bread, dark, feed]);
		let made_in: Vec<_> = found.iter().map(|found| found.made_in).collect();
		assert_eq!(made_in, [None, Some(1), Some(2), Some(1), Some(3)]);
		assert_eq!(
			(found[0].life, found[1].life),
			(Life::Consumed, Life::Consumed)
		);
		assert_eq!(found[2].custodian, TRADER);
		assert_eq!(items(&forward(Subject::Item(salt))), [salt, bread]);
	});
}

#[test]
fn forward_trace_is_the_same_whatever_the_size_of_a_page() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 1_000);
		for n in 0..20 {
			let names: Vec<_> = (0..5).map(|k| format!("P{n}-{k}")).collect();
			let outputs: Vec<_> = names.iter().map(|name| (name.as_str(), 2)).collect();
			assert_ok!(transform(MAKER, &[(grain, Some(10))], &outputs));
			let first = lot(&names[0]).id();
			assert_ok!(transform(MAKER, &[(first, None)], &[(&format!("Q{n}"), 2)]));
		}
		let all = forward(Subject::Lot(grain));
		assert_eq!(all.len(), 1 + 20 * 6);
		assert_eq!(
			items(&all).into_iter().collect::<BTreeSet<_>>().len(),
			all.len()
		);
		for limit in [0, 1, 2, 7, 99, 10_000] {
			assert_eq!(forward_by(Subject::Lot(grain), limit), all);
		}
	});
}

#[test]
fn item_that_was_made_of_two_is_found_on_both_ways() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 10);
		assert_ok!(transform(
			MAKER,
			&[(grain, None)],
			&[("ONE", 4), ("TWO", 6)]
		));
		let (one, two) = (lot("ONE").id(), lot("TWO").id());
		assert_ok!(transform(
			MAKER,
			&[(one, None), (two, None)],
			&[("BOTH", 10)]
		));
		let both = lot("BOTH").id();
		assert_eq!(
			items(&forward(Subject::Item(grain))),
			[grain, one, both, two, both]
		);
	});
}

#[test]
fn sixteen_generations_are_followed_and_no_more() {
	on_chain(|| {
		let mut last = bulk(MAKER, "G0", 10);
		let first = last;
		let mut line = vec![first];
		for n in 1..=MAX_GENERATIONS + 3 {
			let name = format!("G{n}");
			assert_ok!(transform(MAKER, &[(last, None)], &[(&name, 10)]));
			last = lot(&name).id();
			line.push(last);
		}
		let found = items(&forward(Subject::Lot(first)));
		assert!(found.len() as u32 > MAX_GENERATIONS, "{}", found.len());
		assert_eq!(found, line[..found.len()]);
		// From where it ended it goes on.
		let rest = items(&forward(Subject::Item(found[found.len() - 1])));
		assert_eq!(rest.last(), Some(&last));
	});
}

#[test]
fn products_are_found_when_what_they_were_made_of_was_removed() {
	on_chain(|| {
		let grain = bulk(MAKER, "GRAIN", 10);
		assert_ok!(transform(MAKER, &[(grain, None)], &[("FLOUR", 10)]));
		let flour = lot("FLOUR").id();
		assert_ok!(Custody::archive(by(MAKER), grain, anywhere()));
		pass(RETENTION);
		assert_ok!(Custody::prune(by(MAKER), grain, 100));
		assert_eq!(items(&forward(Subject::Lot(grain))), [flour]);
		assert_eq!(items(&forward(Subject::Item(grain))), [flour]);
	});
}

#[test]
fn nothing_is_found_when_there_is_no_such_thing_or_the_cursor_is_anothers() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..2).map(vial), Some(lot("A")));
		assert_eq!(forward(Subject::Lot(lot("B").id())), []);
		assert_eq!(forward(Subject::Item(vial(9).id())), []);
		let subject = Subject::Lot(lot("A").id());
		let page = Custody::trace_forward(subject, None, 1);
		assert_eq!(items(&page.items), vials[..1]);
		let other = Subject::Item(vials[0]);
		let nothing = Custody::trace_forward(other, page.next.clone(), 1);
		assert_eq!(nothing, Default::default());
		let rest = Custody::trace_forward(subject, page.next, 10);
		assert_eq!(items(&rest.items), vials[1..]);
		let empty = Custody::trace_forward(subject, Some(Default::default()), 1);
		assert_eq!(empty, Default::default());
	});
}

#[test]
fn page_is_bounded_when_the_branches_lead_nowhere() {
	new_chain().execute_with(|| {
		// A lot of which nearly everything was removed.
		commission_in(MAKER, (0..1_000).map(vial), Some(lot("A")));
		for n in 0..999 {
			Items::<Test>::remove(vial(n).id());
		}
		let subject = Subject::Lot(lot("A").id());
		let (page, accesses) = counted(|| Custody::trace_forward(subject, None, 100));
		assert_eq!(page.items, []);
		assert!(page.next.is_some());
		assert!(accesses.reads <= 1_300, "{accesses:?}");
		assert_eq!(items(&forward(subject)), [vial(999).id()]);
	});
}
