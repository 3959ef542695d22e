//! Enrolment by certificate. What can be wrong with a certificate is tested in `hallmark-x509`,
//! field by field; here it is what the call makes of it.

use super::anchors::register;
use crate::mock::*;
use crate::*;
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	device::{device_id, DeviceId, DeviceStatus},
	organisation::Standing,
};
use hallmark_x509::{
	mint::{
		basic_constraints, common_name, key_usage, name, oid, oid as oid_of, sequence,
		serial as serial_attribute, unknown_extension, utc_time, Draft, Key, Party,
	},
	Flaw,
};
use sp_runtime::DispatchResult;

/// The maker's root, its line's authority, and a device with key pair 1.
pub struct Factory {
	pub root: Party,
	pub line: Party,
	pub device: Party,
}

impl Factory {
	pub fn new() -> Self {
		let device = Party {
			name: name(&[common_name("Fridge 7"), serial_attribute("SN-0001")]),
			key: Key::p256(1),
		};
		Self {
			root: Party::new("Root", Key::p256(91)),
			line: Party::new("Line 4", Key::ed25519(92)),
			device,
		}
	}

	pub fn root_certificate(&self) -> Vec<u8> {
		self.root.root().signed_by(&self.root)
	}

	pub fn chain(&self) -> Vec<Vec<u8>> {
		vec![
			Draft::device(&self.line, &self.device).signed_by(&self.line),
			Draft::authority(&self.root, &self.line, Some(0)).signed_by(&self.root),
		]
	}
}

fn bounded(chain: &[Vec<u8>]) -> Chain {
	chain
		.iter()
		.map(|one| one.clone().try_into().expect("short"))
		.collect::<Vec<_>>()
		.try_into()
		.expect("few")
}

/// What the factory's device is called.
fn id() -> DeviceId {
	device_id(MAKER, b"SN-0001")
}

/// Enrol the device of `chain` for [`OWNER`] under [`MAKER`]'s `anchor`.
fn enrol_chain(anchor: Fingerprint, chain: &[Vec<u8>]) -> DispatchResult {
	DeviceIdentity::enrol_with_certificate(
		by(OWNER),
		MAKER,
		anchor,
		bounded(chain),
		possession(1, id(), OWNER),
	)
}

#[test]
fn certificate_enrols_a_device() {
	on_chain(|| {
		let factory = Factory::new();
		let anchor = register(&factory.root_certificate());
		let chain = factory.chain();
		assert_ok!(enrol_chain(anchor, &chain));
		assert_eq!(
			last_event(),
			Event::DeviceEnrolled {
				device: id(),
				maker: MAKER,
				owner: OWNER
			}
		);
		let origin = DeviceIdentity::verify_origin(id()).expect("enrolled");
		assert_eq!(origin.serial.to_vec(), b"SN-0001");
		assert_eq!(origin.model.to_vec(), b"Fridge 7");
		assert_eq!(
			origin.origin,
			Origin::Certificate {
				anchor,
				certificate: sp_io::hashing::sha2_256(&chain[0]).into(),
				model: b"Fridge 7".to_vec().try_into().expect("short"),
			}
		);
		assert_eq!(
			DeviceIdentity::key_at(id(), now()).expect("a key").key,
			key(1)
		);
		assert_noop!(enrol_chain(anchor, &chain), Error::<Test>::AlreadyEnrolled);
	});
}

#[test]
fn the_anchors_own_certificate_may_follow_the_chain() {
	on_chain(|| {
		let factory = Factory::new();
		let anchor = register(&factory.root_certificate());
		let mut chain = factory.chain();
		chain.push(factory.root_certificate());
		assert_ok!(enrol_chain(anchor, &chain));
	});
}

#[test]
fn enrolment_is_refused_without_an_anchor_in_force() {
	on_chain(|| {
		let factory = Factory::new();
		let chain = factory.chain();
		let fingerprint = DeviceIdentity::fingerprint(&factory.root_certificate());
		assert_noop!(
			enrol_chain(fingerprint, &chain),
			Error::<Test>::UnknownAnchor
		);

		// Another maker's is no better than none.
		assert_ok!(DeviceIdentity::register_anchor(
			by(OTHER_MAKER),
			factory.root_certificate().try_into().expect("short")
		));
		assert_noop!(
			enrol_chain(fingerprint, &chain),
			Error::<Test>::UnknownAnchor
		);

		let anchor = register(&factory.root_certificate());
		assert_ok!(DeviceIdentity::withdraw_anchor(
			by(MAKER),
			MAKER,
			anchor,
			START + SECOND
		));
		pass(SECOND);
		assert_noop!(enrol_chain(anchor, &chain), Error::<Test>::AnchorWithdrawn);
	});
}

#[test]
fn enrolment_by_certificate_is_refused_to_whom_does_not_act_for_an_owner() {
	on_chain(|| {
		let factory = Factory::new();
		let anchor = register(&factory.root_certificate());
		let enrol = |origin| {
			DeviceIdentity::enrol_with_certificate(
				origin,
				MAKER,
				anchor,
				bounded(&factory.chain()),
				possession(1, id(), OWNER),
			)
		};
		assert_noop!(enrol(RuntimeOrigin::signed(STRANGER)), NOT_A_MEMBER);
		assert_noop!(enrol(by_clerk(OWNER)), OUT_OF_SCOPE);
		assert_noop!(enrol(council()), sp_runtime::DispatchError::BadOrigin);
		stand(OWNER, Standing::Suspended);
		assert_noop!(enrol(by(OWNER)), SUSPENDED);
		stand(OWNER, Standing::Active);
		for standing in [Standing::Suspended, Standing::Expelled] {
			stand(MAKER, standing);
			assert_noop!(enrol(by(OWNER)), Error::<Test>::MakerNotActive);
		}
	});
}

#[test]
fn enrolment_by_certificate_is_refused_without_the_devices_own_word() {
	on_chain(|| {
		let factory = Factory::new();
		let anchor = register(&factory.root_certificate());
		let enrol = |proof| {
			DeviceIdentity::enrol_with_certificate(
				by(OWNER),
				MAKER,
				anchor,
				bounded(&factory.chain()),
				proof,
			)
		};
		assert_noop!(
			enrol(possession(2, id(), OWNER)),
			Error::<Test>::PossessionNotProven
		);
		assert_noop!(
			enrol(possession(1, id(), BUYER)),
			Error::<Test>::PossessionNotProven
		);
		let old = possession(1, id(), OWNER);
		pass(SECOND);
		assert_noop!(enrol(old), Error::<Test>::ProofExpired);
		let far = Proof {
			expires_at: now() + PROOF_LIFETIME + 1,
			..old
		};
		assert_noop!(enrol(far), Error::<Test>::ProofLivesTooLong);
	});
}

#[test]
fn enrolment_by_certificate_is_refused_for_a_key_or_a_number_that_was_used() {
	on_chain(|| {
		let factory = Factory::new();
		let anchor = register(&factory.root_certificate());
		// Another device holds the key that the certificate names.
		enrol(2, OWNER);
		assert_ok!(DeviceIdentity::rotate_key(
			by(OWNER),
			device(2),
			key(1),
			rotation(2, device(2), 0, 1),
			possession(1, device(2), OWNER),
		));
		assert_noop!(
			enrol_chain(anchor, &factory.chain()),
			Error::<Test>::KeyInUse
		);
		// The number was a device's whose passport is gone.
		Removed::<Test>::insert(id(), now());
		assert_noop!(
			enrol_chain(anchor, &factory.chain()),
			Error::<Test>::DeviceIsRemoved
		);
		Removed::<Test>::remove(id());
	});
}

#[test]
fn enrolment_by_certificate_is_refused_when_the_deposit_cannot_be_paid() {
	on_chain(|| {
		let factory = Factory::new();
		let anchor = register(&factory.root_certificate());
		assert_ok!(Balances::force_set_balance(council(), OWNER.into(), 100));
		assert_noop!(
			enrol_chain(anchor, &factory.chain()),
			sp_runtime::TokenError::FundsUnavailable
		);
	});
}

#[test]
fn a_second_certificate_with_another_key_marks_the_device() {
	on_chain(|| {
		let factory = Factory::new();
		let anchor = register(&factory.root_certificate());
		assert_ok!(enrol_chain(anchor, &factory.chain()));
		let clone = Factory {
			device: Party {
				key: Key::p256(2),
				..factory.device.clone()
			},
			..Factory::new()
		};
		assert_ok!(DeviceIdentity::enrol_with_certificate(
			by(BUYER),
			MAKER,
			anchor,
			bounded(&clone.chain()),
			possession(2, id(), BUYER),
		));
		assert_eq!(status(id()), DeviceStatus::Suspect);
	});
}

/// Every wrong certificate and what it is refused with.
fn refused() -> Vec<(Vec<Vec<u8>>, Error<Test>)> {
	let factory = Factory::new();
	let Factory { root, line, device } = &factory;
	let good = factory.chain();
	let leaf = Draft::device(line, device);
	let issuer = Draft::authority(root, line, Some(0));
	let with_leaf = |draft: Draft| vec![draft.signed_by(line), good[1].clone()];
	let with_issuer = |draft: Draft| vec![good[0].clone(), draft.signed_by(root)];
	let stranger = Party::new("Root", Key::p256(99));
	let p384 = include_bytes!("../../../../primitives/x509/tests/data/openssl/p384.der").to_vec();
	let rsa = include_bytes!("../../../../primitives/x509/tests/data/openssl/rsa.der").to_vec();
	// 1.2.840.10045.4.3.3
	let ecdsa_with_sha_384 = sequence(&[&oid_of(&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3])]);

	let mut trailing = good.clone();
	trailing[0].push(0);
	let mut altered = good.clone();
	// The last byte of Ed25519's S, which no check looks at before the signature.
	*altered[0].last_mut().expect("not empty") ^= 1;
	vec![
		(vec![], Error::ChainLengthOutOfRange),
		(vec![vec![]], Error::CertificateMalformed(0)),
		(trailing, Error::BytesAfterCertificate(0)),
		(
			with_leaf(Draft {
				version: vec![],
				..leaf.clone()
			}),
			Error::CertificateVersionUnsupported(0),
		),
		(vec![p384, good[1].clone()], Error::CurveUnsupported(0)),
		(vec![rsa, good[1].clone()], Error::KeyUnsupported(0)),
		(
			with_leaf(Draft {
				algorithm: ecdsa_with_sha_384.clone(),
				outer_algorithm: ecdsa_with_sha_384,
				..leaf.clone()
			}),
			Error::SignatureAlgorithmUnsupported(0),
		),
		(
			with_leaf(Draft {
				extensions: [leaf.extensions.clone(), vec![unknown_extension(true)]].concat(),
				..leaf.clone()
			}),
			Error::CriticalExtensionUnknown(0),
		),
		(
			with_leaf(Draft {
				extensions: [leaf.extensions.clone(), leaf.extensions.clone()].concat(),
				..leaf.clone()
			}),
			Error::ExtensionsMalformed(0),
		),
		(
			with_leaf(Draft {
				not_before: utc_time("270101000000Z"),
				..leaf.clone()
			}),
			Error::CertificateNotYetValid(0),
		),
		(
			with_issuer(Draft {
				not_before: utc_time("200101000000Z"),
				not_after: utc_time("251231235959Z"),
				..issuer.clone()
			}),
			Error::CertificateExpired(1),
		),
		(vec![good[0].clone()], Error::IssuerMismatch(0)),
		(
			with_leaf(leaf.clone().replace(oid::AUTHORITY_KEY_ID, None)),
			Error::AuthorityKeyMismatch(0),
		),
		(
			with_issuer(issuer.clone().replace(oid::SUBJECT_KEY_ID, None)),
			Error::KeyIdentifierMissing(1),
		),
		(
			with_leaf(
				leaf.clone()
					.replace(oid::BASIC_CONSTRAINTS, Some(basic_constraints(true, None))),
			),
			Error::LeafIsAuthority,
		),
		(
			with_issuer(
				issuer
					.clone()
					.replace(oid::BASIC_CONSTRAINTS, Some(basic_constraints(false, None))),
			),
			Error::IssuerIsNotAuthority(1),
		),
		(
			with_leaf(leaf.clone().replace(oid::KEY_USAGE, Some(key_usage(0x08)))),
			Error::KeyUsageMismatch(0),
		),
		(altered, Error::CertificateSignatureInvalid(0)),
		(
			vec![
				good[0].clone(),
				Draft::authority(root, line, Some(0)).signed_by(&stranger),
			],
			Error::CertificateSignatureInvalid(1),
		),
		(
			with_leaf(Draft {
				subject: name(&[serial_attribute("")]),
				..leaf.clone()
			}),
			Error::SerialInvalid,
		),
		(
			with_leaf(Draft {
				subject: name(&[common_name("a\nb"), serial_attribute("SN-0001")]),
				..leaf
			}),
			Error::ModelInvalid,
		),
	]
}

#[test]
fn a_wrong_certificate_is_refused_with_its_own_error_and_leaves_nothing() {
	on_chain(|| {
		let anchor = register(&Factory::new().root_certificate());
		for (chain, error) in refused() {
			let name = format!("{error:?}");
			assert_eq!(enrol_chain(anchor, &chain), Err(error.into()), "{name}");
		}
		assert_eq!(Devices::<Test>::iter().count(), 0);
		assert_eq!(KeyOwners::<Test>::iter().count(), 0);
		assert_eq!(held(OWNER.into()), 0);
	});
}

#[test]
fn a_path_that_is_too_long_is_refused() {
	on_chain(|| {
		let Factory { root, line, device } = Factory::new();
		let narrow = Draft::authority(&root, &root, Some(0)).signed_by(&root);
		let anchor = register(&narrow);
		let chain = [
			Draft::device(&line, &device).signed_by(&line),
			Draft::authority(&root, &line, None).signed_by(&root),
		];
		assert_noop!(enrol_chain(anchor, &chain), Error::<Test>::PathTooLong(1));
	});
}

#[test]
fn an_anchor_out_of_its_time_is_refused() {
	on_chain(|| {
		let Factory { root, line, device } = Factory::new();
		let root_of = |not_before: &str, not_after: &str| {
			Draft {
				not_before: utc_time(not_before),
				not_after: utc_time(not_after),
				..root.root()
			}
			.signed_by(&root)
		};
		let chain = [
			Draft::device(&line, &device).signed_by(&line),
			Draft::authority(&root, &line, None).signed_by(&root),
		];
		let early = register(&root_of("270101000000Z", "280101000000Z"));
		assert_noop!(enrol_chain(early, &chain), Error::<Test>::AnchorNotYetValid);
		let late = register(&root_of("250101000000Z", "260102000000Z"));
		pass(2 * DAY);
		assert_noop!(
			DeviceIdentity::enrol_with_certificate(
				by(OWNER),
				MAKER,
				late,
				bounded(&chain),
				possession(1, id(), OWNER)
			),
			Error::<Test>::AnchorExpired
		);
	});
}

#[test]
fn every_flaw_has_an_error_that_says_where_it_is() {
	use codec::{Decode, Encode};
	let flaws: Vec<Flaw> = (0..=u8::MAX)
		.map_while(|index| Flaw::decode(&mut &[index][..]).ok())
		.collect();
	assert_eq!(flaws.len(), 44, "a flaw was added: it needs an error here");
	for flaw in flaws {
		let encoded = Error::<Test>::from_flaw(2, flaw).encode();
		assert!(encoded.len() == 1 || encoded[1..] == [2], "{flaw:?}");
	}
}

/// The private key that the Matter SDK publishes for its test device FFF1-8000-0000.
const MATTER_TEST_KEY: [u8; 32] = [
	0x21, 0xf2, 0xe3, 0xe4, 0x20, 0xc0, 0x70, 0x17, 0x34, 0x81, 0x04, 0x69, 0xb6, 0xba, 0xd1, 0x5c,
	0xf3, 0x06, 0x78, 0x22, 0xc9, 0xa4, 0xa5, 0x96, 0xc1, 0x86, 0xfa, 0x9b, 0xef, 0x15, 0x3f, 0xa1,
];

#[test]
fn a_device_with_a_real_attestation_chain_enrols() {
	use hallmark_keys::{Possession, PublicKey, Signature, Statement};
	use p256::ecdsa::{signature::Signer, SigningKey};

	macro_rules! matter {
		($name:literal) => {
			include_bytes!(concat!(
				"../../../../primitives/x509/tests/data/matter/",
				$name,
				".der"
			))
			.to_vec()
		};
	}
	on_chain(|| {
		let anchor = register(&matter!("root"));
		let chain = [matter!("device"), matter!("intermediate")];
		// Its certificate has no serial number of the device: issuer and number stand in.
		let serial = b"af42b7094debd515ec6ecf33b81115225f325288:1bd63818f144a797";
		let id = device_id(MAKER, serial);
		let secret = SigningKey::from_slice(&MATTER_TEST_KEY).expect("a key");
		let point = secret.verifying_key().to_encoded_point(true);
		let expires_at = now() + SECOND;
		let statement = Possession {
			genesis: DeviceIdentity::genesis(),
			device: id.0,
			owner: OWNER,
			key: PublicKey::Es256(point.as_bytes().try_into().expect("compressed")),
			expires_at,
		};
		let signature: p256::ecdsa::Signature = statement.using_bytes(|bytes| secret.sign(bytes));
		assert_ok!(DeviceIdentity::enrol_with_certificate(
			by(OWNER),
			MAKER,
			anchor,
			bounded(&chain),
			Proof {
				expires_at,
				signature: Signature(signature.to_bytes().into()),
			},
		));
		let origin = DeviceIdentity::verify_origin(id).expect("enrolled");
		assert_eq!(origin.serial.to_vec(), serial);
		assert_eq!(origin.model.to_vec(), b"Matter Test DAC 0000");
	});
}
