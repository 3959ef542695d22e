use crate::mock::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::{
	device::{DeviceStatus, Passports},
	organisation::Standing,
};
use sp_core::H256;

#[test]
fn passport_tells_everything_about_a_device() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(DeviceIdentity::offer(by(OWNER), id, BUYER, START + DAY));
		assert_ok!(DeviceIdentity::quarantine(
			by(REGULATOR),
			id,
			Charge::Cloned,
			H256::zero()
		));
		let passport = DeviceIdentity::passport(id).expect("enrolled");
		assert_eq!(passport.device, id);
		assert_eq!(passport.owner, OWNER);
		assert_eq!(passport.key.key, key(1));
		assert_eq!(passport.offer.expect("open").to, BUYER);
		assert_eq!(
			passport.quarantine.expect("quarantined").charge,
			Charge::Cloned
		);
		assert_eq!(
			passport.origin,
			DeviceIdentity::verify_origin(id).expect("enrolled")
		);
	});
}

#[test]
fn verify_origin_names_maker_list_and_model() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let root = H256::from(list().root());
		pass(DAY);
		assert_ok!(DeviceIdentity::withdraw_manifest(by(MAKER), root, START));
		assert_eq!(
			DeviceIdentity::verify_origin(id),
			Some(VerifiedOrigin {
				maker: MAKER,
				maker_standing: Some(Standing::Active),
				successor: None,
				serial: serial(1),
				model: b"Fridge 7".to_vec().try_into().expect("short"),
				origin: Origin::Manifest { root, index: 0 },
				withdrawn_from: Some(START),
				enrolled_at: START,
				status: DeviceStatus::Active,
				status_since: START,
			})
		);
	});
}

#[test]
fn nothing_is_known_of_a_device_that_is_not_there() {
	on_chain(|| {
		let id = device(1);
		assert_eq!(DeviceIdentity::passport(id), None);
		assert_eq!(DeviceIdentity::verify_origin(id), None);
		assert_eq!(DeviceIdentity::key_at(id, START), None);
		assert_eq!(DeviceIdentity::device_of_key(key(1)), None);
		assert_eq!(<DeviceIdentity as Passports>::owner(&id), None);
		assert_eq!(<DeviceIdentity as Passports>::status(&id), None);
	});
}

#[test]
fn the_other_pallets_see_what_the_passport_says() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_eq!(<DeviceIdentity as Passports>::owner(&id), Some(OWNER));
		assert_eq!(
			<DeviceIdentity as Passports>::status(&id),
			Some(DeviceStatus::Active)
		);
		assert_eq!(
			<DeviceIdentity as Passports>::key_at(&id, START),
			DeviceIdentity::key_at(id, START)
		);
	});
}
