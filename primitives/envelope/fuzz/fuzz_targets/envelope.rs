//! Takes any bytes for an envelope.
#![no_main]

use hallmark_envelope_fuzz::{mutate, oracle};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| {
	oracle::check(bytes);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
	// One half as libFuzzer does, which breaks lengths; the other half by item.
	if seed % 2 == 0 {
		return fuzzer_mutate(data, size, max_size);
	}
	let mutated = mutate::mutate(&data[..size], seed);
	if mutated.is_empty() || mutated.len() > max_size {
		return fuzzer_mutate(data, size, max_size);
	}
	data[..mutated.len()].copy_from_slice(&mutated);
	mutated.len()
});
