//! Random conditions against the obvious evaluator of the fuzzer (`fuzz/src/conditions.rs`).

#[path = "../fuzz/src/choices.rs"]
mod choices;
#[path = "../fuzz/src/conditions.rs"]
mod conditions;
#[path = "../fuzz/src/facts.rs"]
mod facts;

use choices::{random_bytes, Choices};
use hallmark_conditions::{text::parse, Truth};

/// How many conditions: `HALLMARK_SERIES`, or a number that a test run can wait for. Releases and
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
fn condition_agrees_with_the_obvious_one_in_random_worlds() {
	let mut found = [0; 3];
	for seed in 0..series() {
		let bytes = random_bytes(seed, 512);
		match std::panic::catch_unwind(|| conditions::check(&mut Choices::new(&bytes))) {
			Ok(truth) => found[truth as usize] += 1,
			Err(_) => panic!("condition {seed}"),
		}
	}
	for truth in [Truth::True, Truth::False, Truth::Unknown] {
		assert!(found[truth as usize] > series() / 10, "{found:?}");
	}
}

#[test]
fn nothing_panics_when_bytes_are_random() {
	for seed in 0..series() {
		let length = seed as usize % 300;
		conditions::check_bytes(&random_bytes(seed, length));
	}
}

#[test]
fn text_is_read_or_refused_when_a_character_is_changed() {
	let text = "atleast 2 of (reading(fridge/temp) > 40 for 3, not fresh(pump-7/flow, 10m), \
	            median(fridge/a, r_2/b; 2 fresh) <= -4.5e3) and time > 2026-11-22T10:00:00.5Z or \
	            item(r_2).accepted by org 7 and ticket(1).waiting >= 4h and balance(party 0) < 10";
	assert!(parse(text, &facts::Named).is_ok());
	for place in 0..text.len() {
		for other in " ()\n.,;/0zé-@=".chars() {
			let changed: String = text
				.chars()
				.enumerate()
				.map(|(index, old)| if index == place { other } else { old })
				.collect();
			conditions::check_bytes(changed.as_bytes());
			conditions::check_bytes(&text.as_bytes()[..place]);
		}
	}
}
