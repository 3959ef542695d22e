//! Envelopes and batches as large as they may be, with signatures of each algorithm.

use super::*;
use alloc::vec::Vec;
use hallmark_envelope::{
	seal_batch, seal_readings, sign::KeyPair, BatchBuilder, Decimal, Header, Leaf, Name, Unit,
	MAX_BATCH, MAX_ENVELOPE_LEN, MAX_PATH_LEN,
};
use hallmark_keys::Algorithm;
use hallmark_types::device::DeviceId;

/// A device's key of any algorithm.
pub(super) enum Pair {
	Ed25519(ed25519_zebra::SigningKey),
	Es256(p256::ecdsa::SigningKey),
	Es256k(k256::ecdsa::SigningKey),
}

impl Pair {
	pub fn new(algorithm: Algorithm, n: u32) -> Self {
		let mut seed = [1; 32];
		seed[..4].copy_from_slice(&n.to_le_bytes());
		match algorithm {
			Algorithm::Ed25519 => Self::Ed25519(seed.into()),
			Algorithm::Es256 => Self::Es256(
				p256::ecdsa::SigningKey::from_slice(&seed).expect("the seed is below the order"),
			),
			Algorithm::Es256k => Self::Es256k(
				k256::ecdsa::SigningKey::from_slice(&seed).expect("the seed is below the order"),
			),
		}
	}
}

impl hallmark_envelope::Signer for Pair {
	fn algorithm(&self) -> Algorithm {
		match self {
			Self::Ed25519(_) => Algorithm::Ed25519,
			Self::Es256(_) => Algorithm::Es256,
			Self::Es256k(_) => Algorithm::Es256k,
		}
	}

	fn sign(&self, message: &[u8]) -> Option<hallmark_keys::Signature> {
		use hallmark_envelope::Signer;
		match self {
			Self::Ed25519(key) => Signer::sign(key, message),
			Self::Es256(key) => Signer::sign(key, message),
			Self::Es256k(key) => Signer::sign(key, message),
		}
	}
}

impl KeyPair for Pair {
	fn public_key(&self) -> hallmark_keys::PublicKey {
		match self {
			Self::Ed25519(key) => key.public_key(),
			Self::Es256(key) => key.public_key(),
			Self::Es256k(key) => key.public_key(),
		}
	}
}

/// Stream number `n`'s name, as long as a name may be.
pub(super) fn text(n: u32) -> [u8; 16] {
	let mut text = *b"temperature/0000";
	for (place, digit) in text[12..].iter_mut().rev().zip([1, 10, 100, 1_000]) {
		*place = b'0' + (n / digit % 10) as u8;
	}
	text
}

/// Record number `n` of an envelope: each measured a little before the one before it.
pub(super) fn record(stream: u32, n: u32) -> hallmark_envelope::Record {
	hallmark_envelope::Record {
		name: Name::new(core::str::from_utf8(&text(stream)).expect("ASCII")).expect("a name"),
		unit: Some(Unit::Celsius),
		time: NOW - 1 - u64::from(n) * 10,
		value: Decimal::new(21_001 + i64::from(n), -3).expect("in range"),
	}
}

/// An envelope with a record of each of `streams` streams, and `further` ones of the last.
pub(super) fn envelope<T: Config>(
	device: DeviceId,
	sequence: u64,
	pair: &Pair,
	streams: u32,
	further: u32,
) -> EnvelopeBytes {
	let records: Vec<_> = (0..streams + further)
		.map(|n| record(n.min(streams.saturating_sub(1)), n))
		.collect();
	let header = Header {
		device: device.0,
		sequence,
		corrects: None,
	};
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	seal_readings(
		&mut buffer,
		&header,
		&records,
		&Pallet::<T>::genesis(),
		pair,
	)
	.expect("it fits")
	.to_vec()
	.try_into()
	.expect("bounded")
}

pub(super) fn batch_envelope<T: Config>(
	device: DeviceId,
	sequence: u64,
	corrects: Option<u64>,
	pair: &Pair,
) -> EnvelopeBytes {
	let first = record(0, 0);
	let mut builder = BatchBuilder::new(first.name, first.unit, -3).expect("in range");
	builder.push(NOW - 2, 1).expect("the first");
	builder.push(NOW - 1, 2).expect("in order");
	let batch = builder.batch().expect("it has two");
	let header = Header {
		device: device.0,
		sequence,
		corrects,
	};
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	seal_batch(&mut buffer, &header, &batch, &Pallet::<T>::genesis(), pair)
		.expect("it fits")
		.to_vec()
		.try_into()
		.expect("bounded")
}

/// A batch of as many readings as there can be, of which the first is shown, and the path.
pub(super) fn large_batch() -> (hallmark_envelope::Batch, Leaf, Path) {
	let leaf = Leaf {
		index: 0,
		time: NOW - 1,
		value: 1,
	};
	let path: Vec<[u8; 32]> = (0..MAX_PATH_LEN as u8).map(|level| [level; 32]).collect();
	let root = path.iter().fold(leaf.hash(), |hash, neighbour| {
		hallmark_merkle::node_hash(&hash, neighbour)
	});
	let batch = hallmark_envelope::Batch {
		name: record(0, 0).name,
		unit: Some(Unit::Celsius),
		exponent: -3,
		count: MAX_BATCH,
		first: NOW - 1,
		last: NOW,
		min: 1,
		max: 1,
		sum: i64::from(MAX_BATCH),
		root,
	};
	(batch, leaf, path.try_into().expect("bounded"))
}

pub(super) fn stored_batch(number: u64, kept: u32) -> Batch {
	Batch {
		number,
		sequence: number + 1,
		signed: large_batch().0,
		interval: 1,
		received: NOW,
		corrects: None,
		corrected_by: None,
		out_of_range: false,
		tainted: false,
		kept,
	}
}
