use crate::mock::*;
use crate::*;
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	device::{Charge, DeviceStatus},
	organisation::Standing,
};
use sp_core::H256;
use sp_runtime::DispatchError;

#[test]
fn devices_of_an_expelled_maker_live_on_and_are_marked() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		stand(MAKER, Standing::Expelled);
		let origin = DeviceIdentity::verify_origin(id).expect("enrolled");
		assert_eq!(origin.status, DeviceStatus::Active);
		assert_eq!(origin.maker_standing, Some(Standing::Expelled));
		assert_eq!(origin.successor, None);
		assert_eq!(
			DeviceIdentity::quarantine(by(MAKER), id, Charge::Defective, H256::zero()),
			Err(SUSPENDED)
		);
	});
}

#[test]
fn successor_answers_for_what_was_made() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		stand(MAKER, Standing::Expelled);
		assert_ok!(DeviceIdentity::name_successor(
			council(),
			MAKER,
			OTHER_MAKER
		));
		assert_eq!(
			last_event(),
			Event::SuccessorNamed {
				maker: MAKER,
				successor: OTHER_MAKER
			}
		);
		let origin = DeviceIdentity::verify_origin(id).expect("enrolled");
		assert_eq!((origin.maker, origin.successor), (MAKER, Some(OTHER_MAKER)));
		// What was made and not yet enrolled can be; what is enrolled is supervised.
		enrol(2, OWNER);
		assert_ok!(DeviceIdentity::revoke(by(OTHER_MAKER), id, START));
	});
}

#[test]
fn succession_goes_on_when_a_successor_is_expelled() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		stand(MAKER, Standing::Expelled);
		assert_ok!(DeviceIdentity::name_successor(
			council(),
			MAKER,
			OTHER_MAKER
		));
		stand(OTHER_MAKER, Standing::Expelled);
		Register::mutate(|register| {
			let roles = register[&MAKER].1;
			register.insert(7, (Standing::Active, roles));
			register.insert(8, (Standing::Active, roles));
		});
		assert_ok!(DeviceIdentity::name_successor(council(), OTHER_MAKER, 7));
		let successor = || {
			DeviceIdentity::verify_origin(id)
				.expect("enrolled")
				.successor
		};
		assert_eq!(successor(), Some(7));
		// The council can change its mind.
		assert_ok!(DeviceIdentity::name_successor(council(), MAKER, 8));
		assert_eq!(successor(), Some(8));
	});
}

#[test]
fn successor_withdraws_what_the_maker_vouched_with() {
	on_chain(|| {
		let root = publish();
		let certificate = super::certificates::Factory::new().root_certificate();
		let anchor = super::anchors::register(&certificate);
		stand(MAKER, Standing::Expelled);
		let by_certificate = |origin| DeviceIdentity::withdraw_anchor(origin, MAKER, anchor, START);
		let by_list = |origin| DeviceIdentity::withdraw_manifest(origin, MAKER, root, START);
		assert_noop!(
			by_certificate(by(OTHER_MAKER)),
			Error::<Test>::NotAnswerable
		);
		assert_noop!(by_list(by(OTHER_MAKER)), Error::<Test>::NotAnswerable);
		assert_ok!(DeviceIdentity::name_successor(
			council(),
			MAKER,
			OTHER_MAKER
		));
		assert_noop!(by_certificate(by(MAKER)), SUSPENDED);
		assert_ok!(by_certificate(by(OTHER_MAKER)));
		assert_eq!(
			last_event(),
			Event::AnchorWithdrawn {
				maker: MAKER,
				anchor,
				from: START
			}
		);
		assert_ok!(by_list(by(OTHER_MAKER)));
		assert_noop!(
			DeviceIdentity::enrol_with_manifest(
				by(OWNER),
				MAKER,
				root,
				entry(1, 1),
				possession(1, device(1), OWNER)
			),
			Error::<Test>::ManifestWithdrawn
		);
	});
}

#[test]
fn succession_is_followed_no_further_than_its_bound() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let maker = (Standing::Active, Register::get()[&MAKER].1);
		let line = [MAKER, 7, 8, 9, 10];
		for pair in line.windows(2) {
			Register::mutate(|register| register.insert(pair[1], maker));
			stand(pair[0], Standing::Expelled);
			assert_ok!(DeviceIdentity::name_successor(council(), pair[0], pair[1]));
		}
		// Three steps are followed, and the fourth would be the one that is active.
		let origin = || DeviceIdentity::verify_origin(id).expect("enrolled");
		assert_eq!(origin().successor, Some(9));
		let enrol = || {
			DeviceIdentity::enrol_with_manifest(
				by(OWNER),
				MAKER,
				list().root().into(),
				entry(2, 2),
				possession(2, device(2), OWNER),
			)
		};
		assert_noop!(enrol(), Error::<Test>::MakerNotActive);
		assert_ok!(DeviceIdentity::name_successor(council(), MAKER, 10));
		assert_ok!(enrol());
	});
}

#[test]
fn name_successor_is_refused_unless_the_maker_is_expelled_and_the_successor_makes() {
	on_chain(|| {
		assert_noop!(
			DeviceIdentity::name_successor(by(OTHER_MAKER), MAKER, OTHER_MAKER),
			DispatchError::BadOrigin
		);
		for standing in [Standing::Active, Standing::Suspended] {
			stand(MAKER, standing);
			assert_noop!(
				DeviceIdentity::name_successor(council(), MAKER, OTHER_MAKER),
				Error::<Test>::MakerNotExpelled
			);
		}
		assert_noop!(
			DeviceIdentity::name_successor(council(), 77, OTHER_MAKER),
			Error::<Test>::MakerNotExpelled
		);
		stand(MAKER, Standing::Expelled);
		for nobody in [MAKER, OWNER, 77] {
			assert_noop!(
				DeviceIdentity::name_successor(council(), MAKER, nobody),
				Error::<Test>::SuccessorInvalid
			);
		}
		stand(OTHER_MAKER, Standing::Suspended);
		assert_noop!(
			DeviceIdentity::name_successor(council(), MAKER, OTHER_MAKER),
			Error::<Test>::SuccessorInvalid
		);
	});
}
