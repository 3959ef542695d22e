//! Takes any bytes for a condition, as an encoding, as a text, and as choices.
#![no_main]

use hallmark_conditions_fuzz::{choices::Choices, conditions};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
	match bytes.split_first() {
		Some((first, rest)) if first % 2 == 1 => {
			conditions::check(&mut Choices::new(rest));
		},
		Some((_, rest)) => conditions::check_bytes(rest),
		None => {},
	}
});
