use super::certificates::Factory;
use crate::mock::*;
use crate::*;
use frame_support::{assert_noop, assert_ok};
use hallmark_types::organisation::Standing;
use hallmark_x509::mint::{key_usage, oid, utc_time, Draft};
use sp_runtime::DispatchError;

/// Register a certificate as [`MAKER`]'s anchor.
pub fn register(certificate: &[u8]) -> Fingerprint {
	assert_ok!(DeviceIdentity::register_anchor(
		by(MAKER),
		certificate.to_vec().try_into().expect("short")
	));
	DeviceIdentity::fingerprint(certificate)
}

fn certificate() -> CertificateBytes {
	Factory::new().root_certificate().try_into().expect("short")
}

#[test]
fn register_anchor_stores_it_and_takes_a_deposit() {
	on_chain(|| {
		let anchor = register(&certificate());
		let record = Anchors::<Test>::get(MAKER, anchor).expect("registered");
		assert_eq!(record.authority, Factory::new().root.anchor());
		assert_eq!(record.registered_at, START);
		assert!(held(MAKER.into()) > 0);
		assert_eq!(
			last_event(),
			Event::AnchorRegistered {
				maker: MAKER,
				anchor
			}
		);
	});
}

#[test]
fn register_anchor_is_refused_to_all_but_makers() {
	on_chain(|| {
		let register = |origin| DeviceIdentity::register_anchor(origin, certificate());
		assert_noop!(register(by(OWNER)), Error::<Test>::NotMaker);
		assert_noop!(register(by_clerk(MAKER)), OUT_OF_SCOPE);
		assert_noop!(register(RuntimeOrigin::signed(STRANGER)), NOT_A_MEMBER);
		assert_noop!(register(council()), DispatchError::BadOrigin);
		stand(MAKER, Standing::Suspended);
		assert_noop!(register(by(MAKER)), SUSPENDED);
	});
}

#[test]
fn register_anchor_is_refused_twice_but_not_to_another_maker() {
	on_chain(|| {
		register(&certificate());
		assert_noop!(
			DeviceIdentity::register_anchor(by(MAKER), certificate()),
			Error::<Test>::AnchorAlreadyRegistered
		);
		assert_ok!(DeviceIdentity::register_anchor(
			by(OTHER_MAKER),
			certificate()
		));
	});
}

#[test]
fn register_anchor_is_refused_when_the_certificate_is_no_authoritys() {
	on_chain(|| {
		let Factory { root, device, .. } = Factory::new();
		let refused = [
			(vec![], Error::<Test>::CertificateMalformed(0)),
			(
				[certificate().to_vec(), vec![0]].concat(),
				Error::BytesAfterCertificate(0),
			),
			(
				Draft::device(&root, &device).signed_by(&root),
				Error::IssuerIsNotAuthority(0),
			),
			(
				root.root()
					.replace(oid::KEY_USAGE, Some(key_usage(0x80)))
					.signed_by(&root),
				Error::KeyUsageMismatch(0),
			),
			(
				root.root()
					.replace(oid::SUBJECT_KEY_ID, None)
					.signed_by(&root),
				Error::KeyIdentifierMissing(0),
			),
			(
				root.root().signed_by(&device),
				Error::CertificateSignatureInvalid(0),
			),
			(
				Draft {
					not_before: utc_time("200101000000Z"),
					not_after: utc_time("251231235959Z"),
					..root.root()
				}
				.signed_by(&root),
				Error::CertificateExpired(0),
			),
		];
		for (certificate, error) in refused {
			let name = format!("{error:?}");
			assert_eq!(
				DeviceIdentity::register_anchor(by(MAKER), certificate.try_into().expect("short")),
				Err(error.into()),
				"{name}"
			);
		}
		assert_eq!(Anchors::<Test>::iter().count(), 0);
		assert_eq!(held(MAKER.into()), 0);
	});
}

#[test]
fn withdraw_anchor_brings_forward_and_never_puts_off() {
	on_chain(|| {
		let anchor = register(&certificate());
		let withdraw = |from| DeviceIdentity::withdraw_anchor(by(MAKER), MAKER, anchor, from);
		assert_ok!(withdraw(START + DAY));
		assert_eq!(
			last_event(),
			Event::AnchorWithdrawn {
				maker: MAKER,
				anchor,
				from: START + DAY
			}
		);
		assert_noop!(withdraw(START + DAY), Error::<Test>::AlreadyWithdrawn);
		assert_noop!(withdraw(START + 2 * DAY), Error::<Test>::AlreadyWithdrawn);
		assert_ok!(withdraw(START - DAY));
	});
}

#[test]
fn withdraw_anchor_is_refused_for_what_is_not_the_callers() {
	on_chain(|| {
		let anchor = register(&certificate());
		assert_noop!(
			DeviceIdentity::withdraw_anchor(by(OTHER_MAKER), OTHER_MAKER, anchor, START),
			Error::<Test>::UnknownAnchor
		);
		let withdraw = |origin| DeviceIdentity::withdraw_anchor(origin, MAKER, anchor, START);
		assert_noop!(withdraw(by(OTHER_MAKER)), Error::<Test>::NotAnswerable);
		assert_noop!(withdraw(by(REGULATOR)), Error::<Test>::NotAnswerable);
		assert_noop!(withdraw(by_clerk(MAKER)), OUT_OF_SCOPE);
		assert_noop!(withdraw(RuntimeOrigin::signed(STRANGER)), NOT_A_MEMBER);
		assert_noop!(withdraw(council()), DispatchError::BadOrigin);
		stand(MAKER, Standing::Suspended);
		assert_noop!(withdraw(by(MAKER)), SUSPENDED);
	});
}

#[test]
fn register_anchor_is_refused_when_the_deposit_cannot_be_paid() {
	on_chain(|| {
		assert_ok!(Balances::force_set_balance(council(), MAKER.into(), 100));
		assert_noop!(
			DeviceIdentity::register_anchor(by(MAKER), certificate()),
			sp_runtime::TokenError::FundsUnavailable
		);
		assert_eq!(Anchors::<Test>::iter().count(), 0);
	});
}
