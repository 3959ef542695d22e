//! What is shown.

use super::{
	hold::hold,
	policies::attach,
	recall::{bulk, transform},
};
use crate::{mock::*, *};
use frame_support::assert_ok;
use hallmark_types::{
	items::{ItemId, Life},
	organisation::{OrgId, Standing},
	page::Page,
};
use sp_core::H256;
use sp_runtime::DispatchError;

fn view(item: ItemId) -> ItemView {
	Custody::item(item).expect("it is there")
}

#[test]
fn several_items_are_shown_as_each_of_them() {
	on_chain(|| {
		let vials = commission(MAKER, (0..2).map(vial));
		let unknown = vial(9).id();
		let asked = ItemIds::truncate_from(vec![vials[1], unknown, vials[0]]);
		let shown = Custody::items(asked);
		assert_eq!(shown, [Some(view(vials[1])), None, Some(view(vials[0]))]);
	});
}

#[test]
fn item_is_shown_as_its_containers_decide() {
	on_chain(|| {
		let vial_1 = commission_in(MAKER, [vial(1)], Some(lot("A")))[0];
		let boxes = commission(MAKER, (0..2).map(case));
		assert_eq!(
			view(vial_1),
			ItemView {
				id: vial_1,
				epc: vial(1),
				lot: Some(lot("A").id()),
				issuer: MAKER,
				life: Life::Active,
				owner: MAKER,
				custodian: MAKER,
				containers: vec![],
				children: 0,
				quantity: None,
				held: false,
				held_inside: false,
				recalled: false,
				recalled_inside: false,
				offers: vec![],
				verdict: None,
				expires: None,
				steps: 1,
				head: Items::<Test>::get(vial_1).expect("it is there").head,
			}
		);
		pack(boxes[0], &[vial_1]);
		pack(boxes[1], &boxes[..1]);
		let signal = thermometer(1, MAKER);
		assert_ok!(attach(MAKER, boxes[1], signal));
		reads(signal, 1, 50);
		pass(SECOND);
		hand_over(boxes[1], CARRIER);
		assert_ok!(offer(boxes[1], CLINIC));
		assert_ok!(offer_title(boxes[1], Title::Ownership, MAKER, TRADER));
		assert_ok!(hold(CUSTOMS, boxes[0]));
		let shown = view(vial_1);
		assert_eq!(shown.containers, boxes);
		assert_eq!((shown.owner, shown.custodian), (MAKER, CARRIER));
		assert_eq!((shown.held, shown.held_inside), (true, false));
		assert_eq!(shown.verdict, Some(Finding::Good));
		let offers: Vec<_> = shown
			.offers
			.iter()
			.map(|(title, offer)| (*title, offer.from, offer.to))
			.collect();
		assert_eq!(
			offers,
			[
				(Title::Custody, CARRIER, CLINIC),
				(Title::Ownership, MAKER, TRADER)
			]
		);
		assert!(view(boxes[1]).held_inside);
		assert_eq!(view(boxes[1]).children, 1);
		recall_lot(MAKER, lot("A").id());
		assert!(view(vial_1).recalled);
		assert!(!view(boxes[0]).recalled);
		pass(SECOND);
		assert!(view(boxes[1]).recalled_inside);
		recall(MAKER, Subject::Item(boxes[1]), &[]);
		assert!(view(boxes[0]).recalled);
	});
}

#[test]
fn item_is_found_by_its_name() {
	on_chain(|| {
		let items = vec![NewItem {
			epc: lot("GRAIN"),
			quantity: Some(kilograms(7)),
		}];
		let items = items.try_into().expect("one");
		let expires = Some(now() + DAY);
		assert_ok!(Custody::commission(
			by(MAKER),
			items,
			None,
			expires,
			anywhere()
		));
		let shown = Custody::item_by_epc(lot("GRAIN")).expect("it is there");
		assert_eq!(shown.id, lot("GRAIN").id());
		assert_eq!(
			(shown.quantity, shown.expires),
			(Some(kilograms(7)), expires)
		);
		assert_eq!(Custody::item_by_epc(vial(9)), None);
		assert_eq!(Custody::item(vial(9).id()), None);
	});
}

#[test]
fn contents_are_shown_by_pages() {
	on_chain(|| {
		let vials = commission(MAKER, (0..150).map(vial));
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &vials[..100]);
		pack(case, &vials[100..]);
		let mut expected = vials.clone();
		expected.sort();
		for limit in [1, 40, 1_000] {
			let (mut seen, mut after) = (Vec::new(), None);
			loop {
				let page = Custody::contents(case, after, limit);
				assert!(page.items.len() <= limit.min(100) as usize);
				seen.extend(page.items);
				after = page.next;
				if after.is_none() {
					break;
				}
			}
			assert_eq!(seen, expected);
		}
		assert_eq!(Custody::contents(vials[0], None, 10), Page::default());
		assert_eq!(Custody::contents(vial(999).id(), None, 10), Page::default());
	});
}

#[test]
fn lots_and_births_are_shown() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..3).map(vial), Some(lot("A")));
		let shown = Custody::lot(lot("A").id()).expect("it is there");
		assert_eq!((shown.epc, shown.issuer), (lot("A"), MAKER));
		assert_eq!((shown.members, shown.recalls), (3, 0));
		assert_eq!(Custody::lot(vials[0]), None);
		let shown = Custody::commission_record(1).expect("it is there");
		assert_eq!((shown.by, shown.at, shown.items), (MAKER, START, 3));
		assert_eq!(Custody::commission_record(2), None);
		let grain = bulk(MAKER, "GRAIN", 10);
		assert_ok!(transform(MAKER, &[(grain, Some(4))], &[("FLOUR", 4)]));
		let shown = Custody::transformation(1).expect("it is there");
		assert_eq!(shown.inputs.to_vec(), [(grain, Some(kilograms(4)))]);
		assert_eq!(shown.outputs.to_vec(), [lot("FLOUR").id()]);
		assert_eq!(Custody::transformation(2), None);
	});
}

#[test]
fn recalls_and_who_has_heard_of_them_are_shown() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..30).map(vial), Some(lot("A")));
		let orgs: Vec<OrgId> = (2..=20).collect();
		for org in &orgs {
			set_standing(*org, Standing::Active);
			hand_over(vials[*org as usize], *org);
		}
		let recall = recall_lot(MAKER, lot("A").id());
		assert_eq!(Custody::recall_record(recall + 1), None);
		assert_eq!(Custody::acknowledgements(recall, None, 10), Page::default());
		for org in &orgs {
			let vial = vials[*org as usize];
			assert_ok!(Custody::acknowledge(by(*org), recall, vial, anywhere()));
		}
		for limit in [1, 7, 100] {
			let (mut seen, mut after) = (Vec::new(), None);
			loop {
				let page = Custody::acknowledgements(recall, after, limit);
				seen.extend(page.items);
				after = page.next;
				if after.is_none() {
					break;
				}
			}
			seen.sort();
			let expected: Vec<_> = orgs.iter().map(|org| (*org, now())).collect();
			assert_eq!(seen, expected);
		}
		assert_ok!(Custody::end_recall(by(MAKER), recall, anywhere()));
		pass(SECOND);
		let shown = Custody::recall_record(recall).expect("it stays");
		assert_eq!(shown.ended_at, Some(START));
		assert_eq!(Custody::acknowledgements(recall, None, 100).items.len(), 19);
	});
}

#[test]
fn policies_are_shown_with_what_they_came_to() {
	on_chain(|| {
		let vial_1 = commission(MAKER, [vial(1)])[0];
		let (one, two) = (thermometer(1, MAKER), thermometer(2, MAKER));
		assert_ok!(attach(MAKER, vial_1, one));
		assert_ok!(attach(MAKER, vial_1, two));
		reads(one, 1, 50);
		reads(two, 1, 90);
		pass(15 * MINUTE);
		assert_ok!(Custody::detach_policy(by(MAKER), vial_1, 0, anywhere()));
		let shown = Custody::policies(vial_1);
		let findings: Vec<_> = shown
			.iter()
			.map(|policy| (policy.slot, policy.finding))
			.collect();
		assert_eq!(findings, [(0, Finding::Good), (1, Finding::Breached)]);
		assert_eq!(
			shown[0].guard,
			Guards::<Test>::get(vial_1, 0).expect("it is there")
		);
		assert_eq!(shown[0].guard.signal.device, one.device);
		assert_eq!(Custody::policies(vial(9).id()), []);
	});
}

#[test]
fn obstacle_is_what_the_call_would_say() {
	on_chain(|| {
		let vials = commission_in(MAKER, (0..8).map(vial), Some(lot("A")));
		let loose = commission(MAKER, (100..110).map(vial));
		let boxes = commission(MAKER, (0..3).map(case));
		pack(boxes[0], &vials[..1]);
		pack(boxes[1], &loose[..1]);
		destroy(loose[1]);
		assert_ok!(hold(CUSTOMS, loose[2]));
		assert_ok!(hold(CUSTOMS, loose[0]));
		assert_ok!(offer(loose[3], CARRIER));
		recall_lot(MAKER, lot("A").id());
		set_standing(TRADER, Standing::Expelled);
		set_standing(CLINIC, Standing::Suspended);
		let expected = [
			(vial(999).id(), CARRIER, Some(Error::<Test>::UnknownItem)),
			(loose[1], CARRIER, Some(Error::ItemEnded)),
			(loose[0], CARRIER, Some(Error::ItemIsPacked)),
			(loose[4], MAKER, Some(Error::AlreadyTheirs)),
			(loose[4], TRADER, Some(Error::RecipientNotMember)),
			(loose[4], 19, Some(Error::RecipientNotMember)),
			(loose[2], CARRIER, Some(Error::ItemIsHeld)),
			(boxes[1], CARRIER, Some(Error::ItemIsHeld)),
			(vials[1], CARRIER, Some(Error::ItemIsRecalled)),
			(boxes[0], CARRIER, Some(Error::RecallSpreading)),
			(loose[3], CARRIER, Some(Error::OfferOpen)),
			(loose[4], CLINIC, None),
			(boxes[2], CARRIER, None),
		];
		for (item, to, error) in expected {
			let obstacle = Custody::obstacle(item, Title::Custody, to, None);
			assert_eq!(obstacle, error.map(DispatchError::from), "{item} to {to}");
			let offered = frame_support::storage::with_transaction(|| {
				let offered = Custody::offer(
					by(MAKER),
					item,
					Title::Custody,
					to,
					now() + HOUR,
					None,
					anywhere(),
				);
				let result: Result<_, DispatchError> = Ok(offered);
				sp_runtime::TransactionOutcome::Rollback(result)
			});
			assert_eq!(
				offered.expect("it was tried").err(),
				obstacle,
				"{item} to {to}"
			);
		}
		pass(HOUR);
		// It has expired, and gives way.
		assert_eq!(
			Custody::obstacle(loose[3], Title::Custody, CARRIER, None),
			None
		);
	});
}

#[test]
fn hash_chain_can_be_computed_from_what_is_shown() {
	on_chain(|| {
		let vial_1 = commission(MAKER, [vial(1)])[0];
		let context = Context {
			place: Some(gln("9506000134352")),
			document: Some(H256::repeat_byte(3)),
		};
		assert_ok!(Custody::observe(
			by(MAKER),
			ids(&[vial_1]),
			None,
			None,
			context
		));
		hand_over(vial_1, CARRIER);
		assert_ok!(hold(CUSTOMS, vial_1));
		let steps = Custody::trace(vial_1, None, 100).items;
		assert_eq!(steps.len(), 4);
		let head = steps.iter().fold(H256::zero(), |head, traced| {
			Custody::extend(head, &traced.step)
		});
		assert_eq!(view(vial_1).head, head);
	});
}
