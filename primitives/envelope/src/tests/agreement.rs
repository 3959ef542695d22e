//! Another reader of the same format sees the same envelope, and nothing is proven that is not so. The
//! fuzzer asks the same questions.

use super::*;

#[path = "../../fuzz/src/batches.rs"]
mod batches;
#[path = "../../fuzz/src/mutate.rs"]
mod mutate;
#[path = "../../fuzz/src/oracle.rs"]
mod oracle;

/// What the fuzzer starts from.
const ENVELOPES: [&[u8]; 6] = [
	include_bytes!("../../fuzz/seeds/envelope/bases-and-floats"),
	include_bytes!("../../fuzz/seeds/envelope/batch"),
	include_bytes!("../../fuzz/seeds/envelope/batch-without-unit"),
	include_bytes!("../../fuzz/seeds/envelope/one-reading"),
	include_bytes!("../../fuzz/seeds/envelope/thirty-two-readings"),
	include_bytes!("../../fuzz/seeds/envelope/three-readings"),
];

#[test]
fn both_readers_agree_on_whatever_the_fuzzer_starts_from() {
	for seed in ENVELOPES {
		assert!(oracle::check(seed), "it parses");
	}
}

#[test]
fn both_readers_agree_on_whatever_is_left_when_a_byte_is_altered() {
	let mut accepted = 0;
	for seed in ENVELOPES {
		for place in 0..seed.len() {
			for flip in [0x01, 0x20, 0x80, 0xff] {
				let mut altered = seed.to_vec();
				altered[place] ^= flip;
				accepted += u32::from(oracle::check(&altered));
			}
		}
	}
	assert!(
		accepted > 1_000,
		"ids, numbers and signatures can be altered"
	);
}

#[test]
fn both_readers_agree_on_what_is_changed_by_item() {
	let mut accepted = 0;
	for seed in 0..3_000 {
		let start = ENVELOPES[seed as usize % ENVELOPES.len()];
		accepted += u32::from(oracle::check(&mutate::mutate(start, seed)));
	}
	assert!(accepted > 300, "some changes are harmless: {accepted}");
	assert!(mutate::mutate(b"", 1).is_empty());
}

#[test]
fn the_oracle_tells_what_is_no_envelope() {
	// It would be of no use if it called anything an agreement.
	assert!(!oracle::check(b""));
	assert!(!oracle::check(&[0xd2, 0x84]));
}

#[test]
fn batches_of_any_bytes_prove_their_readings_and_no_other() {
	for seed in [
		&include_bytes!("../../fuzz/seeds/batch/five")[..],
		include_bytes!("../../fuzz/seeds/batch/many"),
		include_bytes!("../../fuzz/seeds/batch/one"),
	] {
		assert!(batches::check(seed));
	}
	assert!(!batches::check(include_bytes!(
		"../../fuzz/seeds/batch/payload"
	)));
	let mut dice = Dice(9);
	let mut built = 0;
	for _ in 0..2_000 {
		let length = dice.below(700) as usize;
		let mut bytes: Vec<u8> = (0..length).map(|_| dice.next() as u8).collect();
		if let Some(exponent) = bytes.first_mut() {
			*exponent %= 30;
		}
		built += u32::from(batches::check(&bytes));
	}
	assert!(built > 500, "{built}");
}
