//! Random series against the obvious engine of the fuzzer (`fuzz/src/excursions.rs`).

#[path = "../fuzz/src/choices.rs"]
mod choices;
#[path = "../fuzz/src/excursions.rs"]
mod excursions;
#[path = "../fuzz/src/obvious.rs"]
mod obvious;

use choices::{random_bytes, Choices};

/// How many series: `HALLMARK_SERIES`, or a number that a test run can wait for. Releases and
/// changes of the engine deserve 100,000 and more.
fn series() -> u64 {
	let number = std::env::var("HALLMARK_SERIES")
		.map(|number| number.parse().expect("HALLMARK_SERIES is a number"));
	// Without optimisation it is twenty times slower.
	number.unwrap_or(if cfg!(debug_assertions) {
		3_000
	} else {
		20_000
	})
}

#[test]
fn record_agrees_with_the_obvious_one_over_random_series() {
	let mut exact = 0;
	for seed in 0..series() {
		let bytes = random_bytes(seed, 1_024);
		let outcome = std::panic::catch_unwind(|| excursions::check(&mut Choices::new(&bytes)));
		match outcome {
			Ok(is_exact) => exact += u64::from(is_exact),
			Err(_) => panic!("series {seed}"),
		}
	}
	// Both kinds of series have to be there, or half of the comparison is empty.
	assert!(exact > series() / 4, "{exact} series landed in time");
	assert!(exact < series() * 3 / 4, "{exact} series landed in time");
}
