//! Takes any bytes for readings, and for a proof of one.
#![no_main]

use hallmark_envelope_fuzz::batches;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
	batches::check(bytes);
});
