//! How errors are declared, and that nothing is edited.

use crate::{mock::*, *};
use codec::{Decode, Encode};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	items::{Holder, ItemId, Items as ItemsTrait},
	organisation::OrgId,
};
use sp_runtime::DispatchResult;

fn declare(org: OrgId, item: ItemId, step: u32, wrong: Wrong) -> DispatchResult {
	Custody::declare_wrong(by(org), item, step, wrong, anywhere())
}

/// A vial with two steps besides its birth: the maker saw it, and the carrier took it.
fn vial_under_way() -> ItemId {
	let vials = commission(MAKER, [vial(1)]);
	assert_ok!(Custody::observe(
		by(MAKER),
		ids(&vials),
		None,
		None,
		anywhere()
	));
	hand_over(vials[0], CARRIER);
	vials[0]
}

#[test]
fn declare_wrong_is_a_further_step_and_leaves_the_wrong_one() {
	on_chain(|| {
		let item = vial_under_way();
		let wrong_step = Steps::<Test>::get(item, 1).expect("a step");
		let before = held(MAKER.into());
		let context = Context {
			place: Some(gln("9506000134376")),
			document: Some(REASON),
		};
		assert_ok!(Custody::declare_wrong(
			by(MAKER),
			item,
			1,
			Wrong::DidNotOccur,
			context
		));
		assert_eq!(
			last_event(),
			Event::DeclaredWrong {
				item,
				step: 1,
				by_step: 3
			}
		);
		let declaration = last_step(item);
		let wrong = Wrong::DidNotOccur;
		assert_eq!(declaration.deed, Deed::DeclaredWrong { step: 1, wrong });
		assert_eq!((declaration.by, declaration.place), (MAKER, context.place));
		assert_eq!(DeclaredWrong::<Test>::get(item, 1), Some(3));
		assert_eq!(Steps::<Test>::get(item, 1), Some(wrong_step));
		assert_eq!(custodian(item), CARRIER);
		let page = Custody::trace(item, None, 10);
		let declared: Vec<_> = page.items.iter().map(|step| step.declared_wrong).collect();
		assert_eq!(declared, [None, Some(3), None, None]);
		let bytes = Custody::step_bytes(&declaration) + Custody::record_bytes(&3u32);
		assert_eq!(held(MAKER.into()) - before, 1_000 + bytes as u128);
	});
}

#[test]
fn declare_wrong_names_the_later_step_that_has_it_right() {
	on_chain(|| {
		let item = vial_under_way();
		let wrong = Wrong::IncorrectData(Some(2));
		assert_ok!(declare(MAKER, item, 1, wrong));
		assert_eq!(last_step(item).deed, Deed::DeclaredWrong { step: 1, wrong });
	});
}

#[test]
fn declare_wrong_takes_the_birth_of_an_item_and_a_transformation() {
	on_chain(|| {
		let item = vial_under_way();
		assert_ok!(declare(MAKER, item, 0, Wrong::IncorrectData(None)));
		assert_eq!(DeclaredWrong::<Test>::get(item, 0), Some(3));
		assert_eq!(
			Custody::trace(item, None, 1).items[0].declared_wrong,
			Some(3)
		);
		let used = commission(MAKER, [vial(2)])[0];
		let input = Input {
			item: used,
			number: None,
		};
		assert_ok!(Custody::transform(
			by(MAKER),
			vec![input].try_into().expect("one"),
			vec![named(vial(3))].try_into().expect("one"),
			Losses::default(),
			None,
			None,
			anywhere()
		));
		// It stays made, and what was used up stays used up.
		assert_ok!(declare(MAKER, vial(3).id(), 0, Wrong::DidNotOccur));
		assert_ok!(declare(MAKER, used, 1, Wrong::DidNotOccur));
		assert_noop!(
			offer_title(used, Title::Custody, MAKER, CARRIER),
			Error::<Test>::ItemEnded
		);
	});
}

#[test]
fn declare_wrong_goes_on_when_the_item_is_packed_in_other_hands_or_archived() {
	on_chain(|| {
		let vials = commission(MAKER, [1, 2].map(vial));
		let boxes = commission(MAKER, [case(1)]);
		pack(boxes[0], &vials[..1]);
		hand_over(boxes[0], CARRIER);
		assert_ok!(declare(MAKER, vials[0], 1, Wrong::DidNotOccur));
		// What it did stays: it is packed.
		assert_eq!(custodian(vials[0]), CARRIER);
		assert_ok!(Custody::archive(by(MAKER), vials[1], anywhere()));
		assert_ok!(declare(MAKER, vials[1], 1, Wrong::DidNotOccur));
	});
}

#[test]
fn declare_wrong_is_refused_when_item_or_step_is_unknown() {
	on_chain(|| {
		let item = vial_under_way();
		assert_noop!(
			declare(MAKER, vial(9).id(), 0, Wrong::DidNotOccur),
			Error::<Test>::UnknownItem
		);
		for step in [3, u32::MAX] {
			assert_noop!(
				declare(MAKER, item, step, Wrong::DidNotOccur),
				Error::<Test>::UnknownStep
			);
		}
	});
}

#[test]
fn declare_wrong_is_for_who_did_the_step() {
	on_chain(|| {
		let item = vial_under_way();
		for (org, step) in [(CARRIER, 0), (CARRIER, 1), (MAKER, 2), (AGENCY, 2)] {
			assert_noop!(
				declare(org, item, step, Wrong::DidNotOccur),
				Error::<Test>::NotTheirStep
			);
		}
		assert_ok!(declare(CARRIER, item, 2, Wrong::DidNotOccur));
	});
}

#[test]
fn declare_wrong_is_for_nobody_when_an_agreement_did_the_step() {
	on_chain(|| {
		let item = vial_under_way();
		assert_ok!(<Custody as ItemsTrait>::hold(
			&item,
			Holder::Agreement(1),
			REASON
		));
		for org in [MAKER, CARRIER, AGENCY] {
			assert_noop!(
				declare(org, item, 3, Wrong::DidNotOccur),
				Error::<Test>::NotTheirStep
			);
		}
	});
}

#[test]
fn declare_wrong_is_refused_when_it_was_declared_or_is_a_declaration() {
	on_chain(|| {
		let item = vial_under_way();
		assert_ok!(declare(MAKER, item, 1, Wrong::DidNotOccur));
		for wrong in [Wrong::DidNotOccur, Wrong::IncorrectData(Some(2))] {
			for step in [1, 3] {
				assert_noop!(
					declare(MAKER, item, step, wrong),
					Error::<Test>::CannotBeDeclaredWrong
				);
			}
		}
	});
}

#[test]
fn declare_wrong_is_refused_when_the_correction_is_no_later_step_of_the_item() {
	on_chain(|| {
		let item = vial_under_way();
		assert_ok!(declare(MAKER, item, 0, Wrong::DidNotOccur));
		// Earlier, itself, a declaration, none.
		for correction in [0, 1, 3, 4, u32::MAX] {
			assert_noop!(
				declare(MAKER, item, 1, Wrong::IncorrectData(Some(correction))),
				Error::<Test>::NoCorrection
			);
		}
		assert_ok!(declare(MAKER, item, 1, Wrong::IncorrectData(Some(2))));
	});
}

#[test]
fn declare_wrong_is_refused_to_who_does_not_act() {
	on_chain(|| {
		let item = vial_under_way();
		is_refused_to_who_does_not_act(MAKER, |origin| {
			Custody::declare_wrong(origin, item, 1, Wrong::DidNotOccur, anywhere())
		});
	});
}

#[test]
fn declare_wrong_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		let item = vial_under_way();
		assert_noop!(
			Custody::declare_wrong(by_pauper(MAKER), item, 1, Wrong::DidNotOccur, anywhere()),
			NO_MONEY
		);
	});
}

#[test]
fn declare_wrong_does_not_decode_when_it_is_wrong_in_no_known_way() {
	let decodes = |wrong: &[u8]| {
		let mut call = (17u8, vial(1).id(), 1u32).encode();
		call.extend(wrong);
		call.extend(anywhere().encode());
		Call::<Test>::decode(&mut &call[..]).is_ok()
	};
	assert!(decodes(&Wrong::DidNotOccur.encode()));
	assert!(decodes(&Wrong::IncorrectData(Some(2)).encode()));
	assert!(!decodes(&[2]));
}

#[test]
fn declare_wrong_is_refused_when_no_number_is_left() {
	on_chain(|| {
		let item = vial_under_way();
		is_refused_when_no_number_is_left(|| declare(MAKER, item, 1, Wrong::DidNotOccur));
	});
}
