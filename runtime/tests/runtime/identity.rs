//! Organisations and devices on the real runtime: who is there from the start, and that the chain's
//! way of verifying signatures agrees with everybody else's.

use crate::common::*;
use hallmark_keys::{PublicKey, PureRust, Signature as KeySignature, Verify};
use hallmark_runtime::*;
use hallmark_types::organisation::{ActsFor, Directory, Role, Scope, Standing};
use polkadot_sdk::{sp_core::Pair, *};

#[test]
fn development_chains_begin_with_organisations_and_a_consortium_without() {
	for (preset, count) in [("development", 5), ("local", 5), ("consortium", 0)] {
		chain(preset).execute_with(|| {
			let members = pallet_organisations::Members::<Runtime>::iter().count();
			assert_eq!(members, count, "{preset}");
		});
	}
	chain("development").execute_with(|| {
		assert_eq!(Organisations::standing(1), Some(Standing::Active));
		assert!(Organisations::has_role(1, Role::Maker));
		assert!(Organisations::has_role(2, Role::Operator));
		assert!(Organisations::has_role(4, Role::Regulator));
		let bob = BOB.to_account_id();
		assert_eq!(Organisations::acting(&bob, Scope::Anchors), Ok(1));
		let digits = "9506001".parse().expect("digits");
		assert_eq!(Organisations::prefix_holder(digits), Some(1));
	});
}

/// A key of each kind, and its signature over `message`.
fn signed(message: &[u8]) -> Vec<(PublicKey, KeySignature)> {
	let hash = sp_io::hashing::sha2_256(message);
	let ed25519 = sp_core::ed25519::Pair::from_seed(&[1; 32]);
	let es256k = sp_core::ecdsa::Pair::from_seed(&[2; 32]);
	let es256 = p256::ecdsa::SigningKey::from_slice(&[3; 32]).expect("below the order");
	let point = es256.verifying_key().to_encoded_point(true);
	let p256_signature: p256::ecdsa::Signature =
		p256::ecdsa::signature::Signer::sign(&es256, message);
	let recoverable = es256k.sign_prehashed(&hash);
	vec![
		(
			PublicKey::Ed25519(ed25519.public().0),
			KeySignature(ed25519.sign(message).0),
		),
		(
			PublicKey::Es256k(es256k.public().0),
			KeySignature(recoverable.0[..64].try_into().expect("64 bytes")),
		),
		(
			PublicKey::Es256(point.as_bytes().try_into().expect("compressed")),
			KeySignature(p256_signature.to_bytes().into()),
		),
	]
}

#[test]
fn the_host_accepts_what_everybody_else_does() {
	sp_io::TestExternalities::default().execute_with(|| {
		let host = configs::HostSignatures;
		for round in 0..32u8 {
			let message = [round; 40];
			for (key, signature) in signed(&message) {
				assert!(host.verify(&key, &message, &signature), "{key:?}");
				assert!(PureRust.verify(&key, &message, &signature), "{key:?}");
				for byte in [0, 31, 32, 63] {
					let mut altered = signature;
					altered.0[byte] ^= 1 << (round % 8);
					assert!(!host.verify(&key, &message, &altered), "{key:?}");
					assert!(!PureRust.verify(&key, &message, &altered), "{key:?}");
				}
				assert!(!host.verify(&key, &message[1..], &signature), "{key:?}");
			}
		}
	});
}

#[test]
fn the_host_accepts_a_high_s_as_everybody_else_does() {
	sp_io::TestExternalities::default().execute_with(|| {
		let message = b"reading";
		let (key, signature) = signed(message)[1];
		let low = k256::ecdsa::Signature::from_slice(&signature.0).expect("a signature");
		let high = k256::ecdsa::Signature::from_scalars(low.r(), -*low.s()).expect("not zero");
		let high = KeySignature(high.to_bytes().into());
		assert_ne!(high, signature);
		assert!(PureRust.verify(&key, message, &high));
		assert!(configs::HostSignatures.verify(&key, message, &high));
	});
}

#[test]
fn an_organisation_that_is_expelled_enrols_nothing_more() {
	chain("local").execute_with(|| {
		begin_block();
		let publish = || pallet_device_identity::Call::publish_manifest {
			root: Default::default(),
			size: 1,
			model: Default::default(),
		};
		carried_out(BOB, publish());
		let expel = pallet_organisations::Call::expel {
			org: 1,
			reason: b"Forged its records".to_vec().try_into().expect("short"),
		};
		assert_eq!(motion(&[ALICE, CHARLIE, DAVE], expel), Some(Ok(())));
		let refused = submit(BOB, publish()).expect("the transaction is valid");
		assert_eq!(
			refused,
			Err(pallet_organisations::Error::<Runtime>::OrganisationExpelled.into())
		);
	});
}
