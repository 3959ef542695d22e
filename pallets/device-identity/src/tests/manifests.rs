use crate::mock::*;
use crate::*;
use frame_support::{assert_noop, assert_ok};
use hallmark_types::organisation::Standing;
use sp_core::H256;

fn root() -> H256 {
	H256::repeat_byte(7)
}

fn model() -> Model {
	b"Fridge 7".to_vec().try_into().expect("short")
}

#[test]
fn publish_manifest_stores_the_root_and_takes_a_deposit() {
	on_chain(|| {
		assert_ok!(DeviceIdentity::publish_manifest(
			by(MAKER),
			root(),
			1 << 32,
			model()
		));
		let manifest = Manifests::<Test>::get(MAKER, root()).expect("published");
		assert_eq!(manifest.size, 1 << 32);
		assert_eq!(manifest.published_at, START);
		assert!(held(MAKER.into()) > 0);
		assert_eq!(
			last_event(),
			Event::ManifestPublished {
				maker: MAKER,
				root: root(),
				size: 1 << 32
			}
		);
	});
}

#[test]
fn publish_manifest_is_refused_to_all_but_makers() {
	on_chain(|| {
		let publish =
			|origin| DeviceIdentity::publish_manifest(origin, root(), 1, Default::default());
		assert_noop!(publish(by(OWNER)), Error::<Test>::NotMaker);
		assert_noop!(publish(by_clerk(MAKER)), OUT_OF_SCOPE);
		assert_noop!(publish(RuntimeOrigin::signed(STRANGER)), NOT_A_MEMBER);
		assert_noop!(publish(council()), sp_runtime::DispatchError::BadOrigin);
		stand(MAKER, Standing::Suspended);
		assert_noop!(publish(by(MAKER)), SUSPENDED);
	});
}

#[test]
fn publish_manifest_is_refused_when_the_size_is_out_of_range() {
	on_chain(|| {
		for size in [0, (1 << 32) + 1, u64::MAX] {
			assert_noop!(
				DeviceIdentity::publish_manifest(by(MAKER), root(), size, model()),
				Error::<Test>::ManifestSizeOutOfRange
			);
		}
	});
}

#[test]
fn publish_manifest_is_refused_when_the_model_is_no_text() {
	on_chain(|| {
		for bytes in [vec![0xff], b"Fridge\n7".to_vec()] {
			assert_noop!(
				DeviceIdentity::publish_manifest(
					by(MAKER),
					root(),
					1,
					bytes.try_into().expect("short")
				),
				Error::<Test>::ModelInvalid
			);
		}
	});
}

#[test]
fn publish_manifest_is_refused_twice_but_not_to_another_maker() {
	on_chain(|| {
		assert_ok!(DeviceIdentity::publish_manifest(
			by(MAKER),
			root(),
			1,
			model()
		));
		assert_noop!(
			DeviceIdentity::publish_manifest(by(MAKER), root(), 2, model()),
			Error::<Test>::ManifestAlreadyPublished
		);
		assert_ok!(DeviceIdentity::publish_manifest(
			by(OTHER_MAKER),
			root(),
			2,
			model()
		));
	});
}

#[test]
fn publish_manifest_is_refused_when_the_deposit_cannot_be_paid() {
	on_chain(|| {
		assert_ok!(Balances::force_set_balance(council(), MAKER.into(), 100));
		assert_noop!(
			DeviceIdentity::publish_manifest(by(MAKER), root(), 1, model()),
			sp_runtime::TokenError::FundsUnavailable
		);
		assert!(!Manifests::<Test>::contains_key(MAKER, root()));
	});
}

#[test]
fn withdraw_manifest_stops_enrolment_from_its_moment_on() {
	on_chain(|| {
		let root = publish();
		assert_ok!(DeviceIdentity::withdraw_manifest(
			by(MAKER),
			MAKER,
			root,
			START + DAY
		));
		assert_eq!(
			last_event(),
			Event::ManifestWithdrawn {
				maker: MAKER,
				root,
				from: START + DAY
			}
		);
		enrol(1, OWNER);
		pass(DAY);
		assert_noop!(
			DeviceIdentity::enrol_with_manifest(
				by(OWNER),
				MAKER,
				root,
				entry(2, 2),
				possession(2, device(2), OWNER)
			),
			Error::<Test>::ManifestWithdrawn
		);
	});
}

#[test]
fn withdraw_manifest_brings_forward_and_never_puts_off() {
	on_chain(|| {
		let root = publish();
		let withdraw = |from| DeviceIdentity::withdraw_manifest(by(MAKER), MAKER, root, from);
		assert_ok!(withdraw(START));
		assert_noop!(withdraw(START), Error::<Test>::AlreadyWithdrawn);
		assert_noop!(withdraw(START + 1), Error::<Test>::AlreadyWithdrawn);
		assert_ok!(withdraw(START - DAY));
	});
}

#[test]
fn withdraw_manifest_is_refused_for_what_is_not_the_callers() {
	on_chain(|| {
		let root = publish();
		assert_noop!(
			DeviceIdentity::withdraw_manifest(by(OTHER_MAKER), OTHER_MAKER, root, START),
			Error::<Test>::UnknownManifest
		);
		let withdraw = |origin| DeviceIdentity::withdraw_manifest(origin, MAKER, root, START);
		assert_noop!(withdraw(by(OTHER_MAKER)), Error::<Test>::NotAnswerable);
		assert_noop!(withdraw(by(REGULATOR)), Error::<Test>::NotAnswerable);
		assert_noop!(withdraw(by_clerk(MAKER)), OUT_OF_SCOPE);
		assert_noop!(withdraw(RuntimeOrigin::signed(STRANGER)), NOT_A_MEMBER);
		assert_noop!(withdraw(council()), sp_runtime::DispatchError::BadOrigin);
		stand(MAKER, Standing::Suspended);
		assert_noop!(withdraw(by(MAKER)), SUSPENDED);
	});
}
