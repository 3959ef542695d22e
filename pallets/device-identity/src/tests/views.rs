use crate::mock::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::{
	device::{Charge, DeviceStatus, Passports},
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
		assert_ok!(DeviceIdentity::withdraw_manifest(
			by(MAKER),
			MAKER,
			root,
			START
		));
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

#[test]
fn facts_tell_which_of_the_last_two_keys_spoke() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let facts = |moment| <DeviceIdentity as Passports>::facts(&id, moment).expect("enrolled");
		let spoke = |moment| facts(moment).key.map(|at| (at.epoch, at.key));
		assert_eq!(
			(facts(0).owner, facts(0).status),
			(OWNER, DeviceStatus::Active)
		);
		assert_eq!(spoke(START - 1), None);
		assert_eq!(spoke(START), Some((0, key(1))));

		for (epoch, old, next) in [(0, 1, 31), (1, 31, 32)] {
			pass(DAY);
			assert_ok!(DeviceIdentity::rotate_key(
				by(OWNER),
				id,
				key(next),
				rotation(old, id, epoch, next),
				possession(next, id, OWNER),
			));
		}
		assert_eq!(spoke(now()), Some((2, key(32))));
		assert_eq!(spoke(now() - 1), Some((1, key(31))));
		assert_eq!(spoke(START + DAY), Some((1, key(31))));
		// The first key is no longer among them: that is for `key_at`.
		assert_eq!(spoke(START), None);
		assert_eq!(
			<DeviceIdentity as Passports>::key_at(&id, START).map(|at| at.key),
			Some(key(1))
		);

		// While a key is announced, the one in force is the last but one.
		assert_ok!(DeviceIdentity::announce_rotation(
			by(OWNER),
			id,
			key(33),
			possession(33, id, OWNER)
		));
		assert_eq!(spoke(now()), Some((2, key(32))));
		assert_eq!(spoke(now() + ROTATION_DELAY), Some((3, key(33))));
	});
}

#[test]
fn facts_are_found_in_one_read_whatever_the_device_has_been_through() {
	let mut chain = new_chain();
	let id = chain.execute_with(|| {
		let id = enrol(1, OWNER);
		for (epoch, old, next) in [(0, 1, 31), (1, 31, 32), (2, 32, 33)] {
			pass(DAY);
			assert_ok!(DeviceIdentity::rotate_key(
				by(OWNER),
				id,
				key(next),
				rotation(old, id, epoch, next),
				possession(next, id, OWNER),
			));
		}
		id
	});
	chain.commit_all().expect("it can be written");
	// With nothing but the passport left in the state, the answer is the same.
	chain.execute_with(|| {
		let passport = Devices::<Test>::get(id).expect("enrolled");
		let moments = [0, START, now() - DAY, now() - 1, now(), u64::MAX];
		let facts = || moments.map(|moment| <DeviceIdentity as Passports>::facts(&id, moment));
		let expected = facts();
		let keys: Vec<_> = core::iter::successors(sp_io::storage::next_key(&[]), |key| {
			sp_io::storage::next_key(key)
		})
		.collect();
		keys.iter().for_each(|key| sp_io::storage::clear(key));
		Devices::<Test>::insert(id, passport);
		assert_eq!(facts(), expected);
		assert!(expected[2].is_some_and(|facts| facts.key.is_some()));
	});
}

#[cfg(feature = "runtime-benchmarks")]
#[test]
fn devices_for_benchmarks_are_in_good_standing_and_told_apart() {
	new_chain().execute_with(|| {
		let first = <DeviceIdentity as Passports>::make_device(OWNER, 1, key(1));
		let second = <DeviceIdentity as Passports>::make_device(OWNER, 2, key(2));
		assert_ne!(first, second);
		for (id, n) in [(first, 1), (second, 2)] {
			let facts = <DeviceIdentity as Passports>::facts(&id, START).expect("it was made");
			assert_eq!((facts.owner, facts.status), (OWNER, DeviceStatus::Active));
			let at = facts.key.expect("it has a key");
			assert_eq!((at.key, at.compromised), (key(n), false));
		}
	});
}
