//! How what was held is let go.

use super::hold::hold;
use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	items::{Holder, ItemId},
	organisation::{OrgId, Standing},
};
use sp_runtime::{DispatchError, DispatchResult};

fn release(org: OrgId, item: ItemId, of: OrgId) -> DispatchResult {
	Custody::release(by(org), item, of, anywhere())
}

/// A vial that customs hold.
fn held_vial() -> ItemId {
	let vial = commission(MAKER, [vial(1)])[0];
	assert_ok!(hold(CUSTOMS, vial));
	vial
}

#[test]
fn release_is_written_down_and_paid_for_when_the_holder_lets_go() {
	on_chain(|| {
		let vial = held_vial();
		let before = held(CUSTOMS.into());
		pass(MINUTE);
		assert_ok!(release(CUSTOMS, vial, CUSTOMS));
		let holder = Holder::Organisation(CUSTOMS);
		assert_eq!(last_event(), Event::Released { item: vial, holder });
		assert_eq!(Holds::<Test>::iter().count(), 0);
		let step = last_step(vial);
		assert_eq!(step.deed, Deed::Released { holder });
		assert_eq!((step.by, step.at), (CUSTOMS, START + MINUTE));
		let bytes = Custody::step_bytes(&step) as u128;
		assert_eq!(held(CUSTOMS.into()), before + 1_000 + bytes);
		assert!(!Custody::item(vial).expect("it is there").held);
		hand_over(vial, CARRIER);
	});
}

#[test]
fn release_is_refused_to_all_but_regulators_that_may_act() {
	on_chain(|| {
		let vial = held_vial();
		let release = |origin| Custody::release(origin, vial, CUSTOMS, anywhere());
		assert_noop!(release(by(MAKER)), OUT_OF_SCOPE);
		assert_noop!(release(by_clerk(CUSTOMS)), OUT_OF_SCOPE);
		assert_noop!(release(by(20)), NOT_A_MEMBER);
		assert_noop!(release(RuntimeOrigin::none()), DispatchError::BadOrigin);
		assert_noop!(release(by_pauper(CUSTOMS)), NO_MONEY);
		set_standing(CUSTOMS, Standing::Suspended);
		assert_noop!(release(by(CUSTOMS)), NOT_ACTIVE);
	});
}

#[test]
fn release_is_refused_when_there_is_nothing_to_release() {
	on_chain(|| {
		let held = held_vial();
		let free = commission(MAKER, [vial(2)])[0];
		assert_noop!(
			release(CUSTOMS, vial(9).id(), CUSTOMS),
			Error::<Test>::UnknownItem
		);
		assert_noop!(release(CUSTOMS, free, CUSTOMS), Error::<Test>::NotHeld);
		assert_noop!(release(AGENCY, held, AGENCY), Error::<Test>::NotHeld);
		assert_noop!(release(CUSTOMS, held, AGENCY), Error::<Test>::NotHeld);
		assert_ok!(release(CUSTOMS, held, CUSTOMS));
		assert_noop!(release(CUSTOMS, held, CUSTOMS), Error::<Test>::NotHeld);
	});
}

#[test]
fn item_is_held_until_all_have_let_go_when_several_hold_it() {
	on_chain(|| {
		let vial = held_vial();
		let case = commission(MAKER, [case(1)])[0];
		assert_ok!(hold(AGENCY, vial));
		assert_ok!(release(CUSTOMS, vial, CUSTOMS));
		assert_noop!(offer(vial, CARRIER), Error::<Test>::ItemIsHeld);
		assert_noop!(
			Custody::pack(by(MAKER), case, ids(&[vial]), anywhere()),
			Error::<Test>::ItemIsHeld
		);
		assert_ok!(release(AGENCY, vial, AGENCY));
		pack(case, &[vial]);
		assert_ok!(hold(AGENCY, vial));
		assert_ok!(hold(CUSTOMS, vial));
		assert_ok!(release(AGENCY, vial, AGENCY));
		assert_noop!(offer(case, CARRIER), Error::<Test>::ItemIsHeld);
		assert_ok!(release(CUSTOMS, vial, CUSTOMS));
		hand_over(case, CARRIER);
	});
}

#[test]
fn another_regulator_lets_go_when_the_holder_regulates_no_more() {
	on_chain(|| {
		let vial = held_vial();
		assert_noop!(
			release(AGENCY, vial, CUSTOMS),
			Error::<Test>::HolderStillRegulates
		);
		Regulators::mutate(|regulators| regulators.retain(|org| *org != CUSTOMS));
		assert_noop!(release(CUSTOMS, vial, CUSTOMS), OUT_OF_SCOPE);
		assert_noop!(release(MAKER, vial, CUSTOMS), OUT_OF_SCOPE);
		assert_ok!(release(AGENCY, vial, CUSTOMS));
		let holder = Holder::Organisation(CUSTOMS);
		assert_eq!(last_event(), Event::Released { item: vial, holder });
		assert_eq!(last_step(vial).by, AGENCY);
		hand_over(vial, CARRIER);
	});
}

#[test]
fn another_regulator_lets_go_when_the_holder_was_expelled() {
	on_chain(|| {
		let vial = held_vial();
		set_standing(CUSTOMS, Standing::Expelled);
		assert_ok!(release(AGENCY, vial, CUSTOMS));
		assert_noop!(release(AGENCY, vial, CUSTOMS), Error::<Test>::NotHeld);
	});
}

#[test]
fn nobody_but_the_agreement_lets_go_when_an_agreement_holds() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let holder = Holder::Agreement(CUSTOMS);
		assert_ok!(<Custody as hallmark_types::items::Items>::hold(
			&vial, holder, REASON
		));
		assert_noop!(release(CUSTOMS, vial, CUSTOMS), Error::<Test>::NotHeld);
		assert_noop!(offer(vial, CARRIER), Error::<Test>::ItemIsHeld);
	});
}
