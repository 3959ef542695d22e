//! Lets any bytes choose a policy and what lands under it.
#![no_main]

use hallmark_conditions_fuzz::{choices::Choices, excursions};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
	excursions::check(&mut Choices::new(bytes));
});
