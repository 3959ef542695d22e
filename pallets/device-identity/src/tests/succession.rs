use crate::mock::*;
use crate::*;
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{device::DeviceStatus, organisation::Standing};
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
