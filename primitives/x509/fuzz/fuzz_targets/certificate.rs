//! Takes any bytes for a certificate.
#![no_main]

use hallmark_x509_fuzz::{mutate, oracle};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|der: &[u8]| {
	oracle::check(der);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
	// One half as libFuzzer does, which breaks lengths; the other half by element.
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
