//! Another reader of the same format sees the same certificate. The fuzzer asks the same question.

use super::{issued_by_others::GOOD, links::Links, mint::*};
use std::{vec, vec::Vec};

#[path = "../../fuzz/src/oracle.rs"]
mod oracle;

#[test]
fn both_readers_agree_on_what_others_issued() {
	for der in GOOD {
		assert!(oracle::check(der), "it parses");
	}
}

#[test]
fn both_readers_agree_on_what_the_tests_mint() {
	for length in 1..=3 {
		for der in Links::of(length).mint() {
			assert!(oracle::check(&der), "it parses");
		}
	}
	let root = Party::new("root", Key::ed25519(1));
	let mut draft = Draft::device(&root, &Party::new("device", Key::ed25519(2)));
	draft.subject = name(&[]);
	draft.not_after = utc_time("491231235959Z");
	draft.serial_number = integer(&[0x00, 0xff]);
	draft.extensions = vec![unknown_extension(false)];
	assert!(oracle::check(&draft.signed_by(&root)));
	draft.extensions = vec![];
	assert!(oracle::check(&draft.signed_by(&root)));
}

#[test]
fn both_readers_agree_on_whatever_is_left_when_a_byte_is_altered() {
	let mut accepted = 0;
	for der in GOOD {
		let mut altered: Vec<u8> = der.to_vec();
		for place in 0..der.len() {
			for flip in [0x01, 0x80, 0xff] {
				altered[place] = der[place] ^ flip;
				accepted += u32::from(oracle::check(&altered));
			}
			altered[place] = der[place];
		}
	}
	assert!(accepted > 0, "names, numbers and signatures can be altered");
}

#[test]
fn the_oracle_tells_readers_apart() {
	// It would be of no use if it called anything an agreement: what does not parse is none.
	assert!(!oracle::check(b""));
	assert!(!oracle::check(&[0x30, 0]));
}
