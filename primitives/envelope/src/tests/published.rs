//! The page that devices are written by: what it shows is what the code makes and takes.

use super::*;
use crate::sign::KeyPair;
use hallmark_keys::PureRust;
use hallmark_merkle::{node_hash, Hash, Tree};
use std::{format, string::String};

const PAGE: &str = include_str!("../../../../docs/envelope.md");

/// The bytes of the block of this name. Behind a `#` stands a comment.
fn block(name: &str) -> Vec<u8> {
	let opening = format!("```hex {name}\n");
	let (_, behind) = PAGE.split_once(&opening).expect("the page has the block");
	let (block, _) = behind.split_once("```").expect("it ends");
	let digits: String = block
		.lines()
		.map(|line| line.split('#').next().unwrap_or_default())
		.flat_map(str::chars)
		.filter(|character| !character.is_whitespace())
		.collect();
	digits
		.as_bytes()
		.chunks(2)
		.map(|pair| {
			let pair = core::str::from_utf8(pair).expect("ASCII");
			u8::from_str_radix(pair, 16).expect("two digits")
		})
		.collect()
}

fn block_of<const N: usize>(name: &str) -> [u8; N] {
	block(name).try_into().expect("it has this length")
}

fn ed25519() -> ed25519_zebra::SigningKey {
	block_of("ed25519.secret").into()
}

fn p256() -> p256::ecdsa::SigningKey {
	p256::ecdsa::SigningKey::from_slice(&block("p256.secret")).expect("below the order")
}

fn header(sequence: u64, corrects: Option<u64>) -> Header {
	Header {
		device: block_of("device"),
		sequence,
		corrects,
	}
}

/// That the example verifies and is named as the page says.
fn verifies(name: &str, key: &impl KeyPair) {
	let genesis = block_of("genesis");
	let bytes = block(name);
	let envelope = Envelope::parse(&bytes).expect("well formed");
	assert_eq!(
		envelope.verify_signature(&key.public_key(), &genesis, &PureRust),
		Ok(())
	);
}

#[test]
fn the_published_keys_belong_together() {
	assert_eq!(ed25519().public_key().as_bytes(), block("ed25519.public"));
	assert_eq!(p256().public_key().as_bytes(), block("p256.public"));
}

#[test]
fn the_example_of_one_reading_is_what_the_code_makes_and_takes() {
	let genesis = block_of("genesis");
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let sealed = seal_readings(
		&mut buffer,
		&header(1, None),
		&[record()],
		&genesis,
		&ed25519(),
	);
	assert_eq!(sealed, Ok(&block("one-reading")[..]));
	verifies("one-reading", &ed25519());

	let bytes = block("one-reading");
	let envelope = Envelope::parse(&bytes).expect("well formed");
	assert_eq!(envelope.protected(), block("one-reading.protected"));
	assert_eq!(envelope.payload(), block("one-reading.payload"));
	envelope.using_signed_bytes(&genesis, |bytes| {
		assert_eq!(bytes, block("one-reading.signed"));
	});
	assert_eq!(envelope.digest(&genesis), block_of("one-reading.digest"));
	assert!(PAGE.contains(&format!(
		"| one reading, the first example below | {} |",
		bytes.len()
	)));
}

#[test]
fn the_example_of_three_readings_is_what_the_code_makes_and_takes() {
	let genesis = block_of("genesis");
	let at = |milliseconds, value| Record {
		time: NOON + milliseconds,
		value,
		..record()
	};
	let records = [
		at(0, decimal(231, -1)),
		at(60_000, decimal(23, 0)),
		at(90_500, decimal(-25, -2)),
	];
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let header = header(42, Some(40));
	let sealed = seal_readings(&mut buffer, &header, &records, &genesis, &p256());
	assert_eq!(sealed, Ok(&block("three-readings")[..]));
	verifies("three-readings", &p256());
	let bytes = block("three-readings");
	let envelope = Envelope::parse(&bytes).expect("well formed");
	assert_eq!(envelope.digest(&genesis), block_of("three-readings.digest"));
}

#[test]
fn the_example_of_a_batch_is_what_the_code_makes_and_takes() {
	let genesis = block_of("genesis");
	let mut builder = BatchBuilder::new(name("temp"), Some(Unit::Celsius), -1).expect("in range");
	let mut leaves = Vec::new();
	for (minute, value) in [231, 230, 229, 262, 231].into_iter().enumerate() {
		let leaf = builder
			.push(NOON + minute as u64 * 60_000, value)
			.expect("in order");
		leaf.using_entry(|entry| assert_eq!(entry, block(&format!("batch.entry.{minute}"))));
		assert_eq!(leaf.hash(), block_of(&format!("batch.leaf.{minute}")));
		leaves.push(leaf);
	}
	let of = |left: usize, right: usize| node_hash(&leaves[left].hash(), &leaves[right].hash());
	assert_eq!(of(0, 1), block_of("batch.node.0-1"));
	assert_eq!(of(2, 3), block_of("batch.node.2-3"));
	let four = node_hash(&of(0, 1), &of(2, 3));
	assert_eq!(four, block_of("batch.node.0-3"));
	let batch = builder.batch().expect("not empty");
	assert_eq!(batch.root, block_of("batch.root"));
	assert_eq!(batch.root, node_hash(&four, &leaves[4].hash()));

	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let sealed = seal_batch(&mut buffer, &header(43, None), &batch, &genesis, &ed25519());
	assert_eq!(sealed, Ok(&block("batch")[..]));
	verifies("batch", &ed25519());

	let path: Vec<Hash> = block("batch.path.3")
		.chunks(32)
		.map(|hash| hash.try_into().expect("32 bytes"))
		.collect();
	let tree = Tree::new(leaves.iter().map(Leaf::hash)).expect("not empty");
	assert_eq!(tree.path(3).as_ref(), Ok(&path));
	assert_eq!(batch.verify(&leaves[3], &path), Ok(()));
}

#[test]
fn the_page_names_every_reason_and_every_unit() {
	for (index, error) in Error::ALL.iter().enumerate() {
		let row = format!("\n| {index} | `{error:?}` | ");
		assert!(PAGE.contains(&row), "{row}");
	}
	for unit in Unit::ALL {
		assert!(PAGE.contains(&format!("`{unit}`")), "{unit}");
	}
}

#[test]
fn the_pages_number_of_a_tenth_is_the_floats() {
	assert!(PAGE.contains(&format!("{:.47}", 23.1f64)));
}
