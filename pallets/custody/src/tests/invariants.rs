//! Random calls in random order by everybody, over items, packing, hand-overs, holds, recalls,
//! transformations, policies and readings: whatever they do, the invariants hold after each, and an
//! obvious model agrees.
//!
//! `HALLMARK_SEQUENCES` sets the number of sequences.

mod dice;
mod model;
mod steps;

use crate::{mock::*, *};
use dice::Dice;
use model::Model;
use sp_runtime::Weight;
use steps::{names, step};

fn run(seed: u64) {
	let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
	let mut model = Model::default();
	// A few steps of work for each block.
	Share::set(30 + dice.roll(60));
	let signals: Vec<_> = [MAKER, MAKER, CARRIER, CLINIC]
		.into_iter()
		.zip(1..)
		.map(|(org, n)| thermometer(n, org))
		.collect();
	for _ in 0..10 {
		let (org, names, of) = names(&mut dice, &mut model);
		let given: Vec<_> = names.iter().map(|name| name.epc.id()).collect();
		let names = names.try_into().expect("not too many");
		frame_support::assert_ok!(Custody::commission(by(org), names, of, None, anywhere()));
		given.into_iter().for_each(|id| model.begin(org, id));
	}
	for number in 0..240 {
		step(&mut dice, &mut model, &signals);
		model.check();
		// That takes longer than a few steps.
		if number % 3 == 0 {
			Custody::do_try_state()
				.unwrap_or_else(|broken| panic!("seed {seed}, step {number}: {broken:?}"));
		}
	}
	let mut blocks = 0;
	while Errands::<Test>::iter().next().is_some() {
		pass_with(SECOND, Weight::from_parts(dice.roll(150), u64::MAX));
		blocks += 1;
		assert!(blocks < 1_000, "the work never ends");
	}
	check_invariants();
	model.check();
	model.check_in_the_end();
	assert_eq!(Spreading::<Test>::get(), Spread::default());
	pass(SECOND);
	assert_eq!(Backlog::<Test>::iter().count(), 0);
}

#[test]
fn random_calls_keep_the_invariants() {
	let sequences: u64 = std::env::var("HALLMARK_SEQUENCES").map_or(20, |number| {
		number.parse().expect("HALLMARK_SEQUENCES is a number")
	});
	for seed in 1..=sequences {
		// What fails without a number is found by it.
		println!("seed {seed}");
		new_chain().execute_with(|| run(seed));
	}
}
