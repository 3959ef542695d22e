//! Signatures by the examples of COSE's working group, and another library at both ends.

use super::*;
use crate::{
	cose::{External, Sign1, MAX_EXTERNAL_LEN},
	sign::KeyPair,
};
use coset::{
	iana, CborSerializable, CoseSign1, CoseSign1Builder, HeaderBuilder, TaggedCborSerializable,
};
use hallmark_keys::{PublicKey, PureRust, Signature, Verify};
use hex_literal::hex;

/// The P-256 key `11` of the examples, x and y.
const KEY_11: [u8; 65] = hex!(
	"04"
	"bac5b11cad8f99f9c72b05cf4b9e26d244dc189f745228255a219a86d6a09eff"
	"20138bf82dc1b6d562be0fa54ab7804a3a64b6d72ccfed6b6fb6ed28bbfc117e"
);

/// The Ed25519 key `11` of the examples.
const ED_KEY_11: [u8; 32] =
	hex!("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

/// RFC 8392 Appendix A.2.3: the key that signs CBOR web tokens.
const TOKEN_KEY: [u8; 65] = hex!(
	"04"
	"143329cce7868e416927599cf65a34f3ce2ffda55a7eca69ed8919a394d42f0f"
	"60f7f1a780d8a783bfb7a2dd6b2796e8128dbbcef9d3d168db9529971a36e7b9"
);

/// `github.com/cose-wg/Examples`, public domain: the message, and the bytes that are signed.
struct Example {
	key: PublicKey,
	message: &'static [u8],
	signed: &'static [u8],
}

fn examples() -> [Example; 4] {
	let key_11 = PublicKey::es256_from_sec1(&KEY_11).expect("a point");
	[
		// sign1-tests/ecdsa-examples: ecdsa-sig-01.
		Example {
			key: key_11,
			message: &hex!(
				"d28445a201260300a10442313154546869732069732074686520636f6e74656e742e5840"
				"6520bbaf2081d7e0ed0f95f76eb0733d667005f7467cec4b87b9381a6ba1ede8"
				"e00df29f32a37230f39a842a54821fdd223092819d7728efb9d3a0080b75380b"
			),
			signed: &hex!(
				"846a5369676e61747572653145a2012603004054546869732069732074686520636f6e74"
				"656e742e"
			),
		},
		// eddsa-examples: eddsa-sig-01.
		Example {
			key: PublicKey::Ed25519(ED_KEY_11),
			message: &hex!(
				"d28445a201270300a10442313154546869732069732074686520636f6e74656e742e5840"
				"7142fd2ff96d56db85bee905a76ba1d0b7321a95c8c4d3607c5781932b7afb87"
				"11497dfa751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d"
			),
			signed: &hex!(
				"846a5369676e61747572653145a2012703004054546869732069732074686520636f6e74"
				"656e742e"
			),
		},
		// RFC 9052 Appendix C.2.1.
		Example {
			key: key_11,
			message: &hex!(
				"d28443a10126a10442313154546869732069732074686520636f6e74656e742e5840"
				"8eb33e4ca31d1c465ab05aac34cc6b23d58fef5c083106c4d25a91aef0b0117e"
				"2af9a291aa32e14ab834dc56ed2a223444547e01f11d3b0916e5a4c345cacb36"
			),
			signed: &hex!(
				"846a5369676e61747572653143a101264054546869732069732074686520636f6e74656e"
				"742e"
			),
		},
		// RFC 8392 Appendix A.3: a signed CBOR web token.
		Example {
			key: PublicKey::es256_from_sec1(&TOKEN_KEY).expect("a point"),
			message: &hex!(
				"d28443a10126a05850a70175636f61703a2f2f61732e6578616d706c652e636f6d02656572"
				"696b77037818636f61703a2f2f6c696768742e6578616d706c652e636f6d041a5612aeb0"
				"051a5610d9f0061a5610d9f007420b715840"
				"5427c1ff28d23fbad1f29c4c7c6a555e601d6fa29f9179bc3d7438bacaca5acd"
				"08c8d4d4f96131680c429a01f85951ecee743a52b9b63632c57209120e1c9e30"
			),
			signed: &hex!(
				"846a5369676e61747572653143a10126405850a70175636f61703a2f2f61732e6578616d70"
				"6c652e636f6d02656572696b77037818636f61703a2f2f6c696768742e6578616d706c65"
				"2e636f6d041a5612aeb0051a5610d9f0061a5610d9f007420b71"
			),
		},
	]
}

#[test]
fn the_working_groups_examples_verify() {
	for Example {
		key,
		message,
		signed,
	} in examples()
	{
		let message = Sign1::parse(message).expect("well formed");
		message.using_signed_bytes(&External::EMPTY, |bytes| assert_eq!(bytes, signed));
		let signature = Signature(message.signature().try_into().expect("64 bytes"));
		let verifies = |external: &External| {
			message.using_signed_bytes(external, |bytes| PureRust.verify(&key, bytes, &signature))
		};
		assert!(verifies(&External::EMPTY));
		let other = External::new(&[b"another ", b"purpose"]).expect("short");
		assert!(!verifies(&other));
	}
}

#[test]
fn the_examples_are_no_envelopes() {
	for (example, error) in examples().iter().zip([
		Error::UnprotectedHeader,
		Error::UnprotectedHeader,
		Error::UnprotectedHeader,
		Error::DeviceMissing,
	]) {
		let found = Envelope::parse(example.message).map(drop);
		assert_eq!(found, Err(error));
	}
}

#[test]
fn external_data_has_a_bound() {
	let most = [7; MAX_EXTERNAL_LEN];
	let external = External::new(&[&most[..60], &most[60..]]).expect("it fits");
	assert_eq!(external.as_slice(), most);
	assert!(External::new(&[&most, &[1]]).is_none());
	// Whatever a message's parts are, the signed bytes have room.
	let payload = vec![1; MAX_ENVELOPE_LEN - 10];
	let parts = vec![bytes(&[]), Value::Map(vec![]), bytes(&payload), bytes(&[])];
	let message = cbor(&Value::Array(parts));
	assert_eq!(message.len(), MAX_ENVELOPE_LEN - 3);
	let message = Sign1::parse(&message).expect("well formed");
	message.using_signed_bytes(&external, |bytes| {
		assert!(bytes.ends_with(&payload));
		assert_eq!(bytes.len(), 12 + 1 + 66 + 3 + payload.len());
	});
}

/// The same header, by the other library's names for things.
fn their_header(algorithm: iana::Algorithm, content_type: Value) -> coset::Header {
	let mut header = HeaderBuilder::new()
		.algorithm(algorithm)
		.key_id(DEVICE.to_vec())
		.value(-65537, Value::from(5))
		.build();
	header.content_type = Some(match content_type {
		Value::Text(name) => coset::ContentType::Text(name),
		_ => coset::ContentType::Assigned(iana::CoapContentFormat::SenmlCbor),
	});
	header
}

fn accepts_theirs(key: &impl KeyPair, algorithm: iana::Algorithm, content_type: Value) {
	let external = Purpose::Readings.external(&GENESIS);
	let theirs = CoseSign1Builder::new()
		.protected(their_header(algorithm, content_type))
		.payload(payload())
		.create_signature(external.as_slice(), |bytes| {
			key.sign(bytes).expect("in memory").0.to_vec()
		})
		.build();
	for bytes in [
		theirs.clone().to_vec().expect("they made it"),
		theirs.to_tagged_vec().expect("they made it"),
	] {
		let envelope = Envelope::parse(&bytes).expect("well formed");
		assert_eq!(envelope.device(), &DEVICE);
		assert_eq!(envelope.sequence(), 5);
		assert_eq!(
			envelope.verify_signature(&key.public_key(), &GENESIS, &PureRust),
			Ok(())
		);
	}
}

#[test]
fn an_envelope_of_another_library_is_accepted() {
	for content_type in [int(112), text("application/senml+cbor")] {
		accepts_theirs(&ed25519(), iana::Algorithm::EdDSA, content_type.clone());
		accepts_theirs(&p256(), iana::Algorithm::ES256, content_type.clone());
		accepts_theirs(&k256(), iana::Algorithm::ES256K, content_type);
	}
}

fn ours_is_read_by_theirs(bytes: &[u8], purpose: Purpose, algorithm: iana::Algorithm) {
	let ours = Envelope::parse(bytes).expect("well formed");
	let theirs = CoseSign1::from_tagged_slice(bytes).expect("they read it");
	let header = &theirs.protected.header;
	assert_eq!(
		header.alg,
		Some(coset::RegisteredLabelWithPrivate::Assigned(algorithm))
	);
	assert_eq!(header.key_id, DEVICE);
	assert!(theirs.unprotected.is_empty());
	assert_eq!(theirs.payload.as_deref(), Some(ours.payload()));
	assert_eq!(theirs.signature, ours.signature().0);
	let external = purpose.external(&GENESIS);
	ours.using_signed_bytes(&GENESIS, |bytes| {
		assert_eq!(bytes, theirs.tbs_data(external.as_slice()));
	});
	// Written again by them, it has the same bytes: ours are in their deterministic order.
	let mut again = theirs;
	again.protected.original_data = None;
	assert_eq!(again.to_tagged_vec().expect("they read it"), bytes);
}

#[test]
fn our_envelope_is_read_by_another_library() {
	let header = Header {
		device: DEVICE,
		sequence: 5,
		corrects: Some(3),
	};
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let readings = seal_readings(&mut buffer, &header, &[record()], &GENESIS, &p256());
	ours_is_read_by_theirs(
		readings.expect("it fits"),
		Purpose::Readings,
		iana::Algorithm::ES256,
	);
	let mut builder = BatchBuilder::new(name("temp"), Some(Unit::Celsius), -1).expect("in range");
	builder.push(NOON, 231).expect("in order");
	let batch = builder.batch().expect("not empty");
	let batch = seal_batch(&mut buffer, &header, &batch, &GENESIS, &ed25519());
	ours_is_read_by_theirs(
		batch.expect("it fits"),
		Purpose::Batch,
		iana::Algorithm::EdDSA,
	);
}
