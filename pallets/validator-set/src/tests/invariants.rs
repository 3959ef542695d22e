//! Random calls in random order: whatever they do, the invariants hold after every block, and the
//! authorities of a session are those whom the rules say.
//!
//! `HALLMARK_SEQUENCES` sets the number of sequences.

use crate::mock::*;
use crate::*;
use sp_staking::offence::{OffenceDetails, OnOffenceHandler};

/// A small generator with a fixed seed for each sequence: a failure names the seed.
struct Dice(u64);

impl Dice {
	fn roll(&mut self, sides: u64) -> u64 {
		// xorshift64*: enough to stir a test.
		self.0 ^= self.0 >> 12;
		self.0 ^= self.0 << 25;
		self.0 ^= self.0 >> 27;
		(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
	}
}

fn step(dice: &mut Dice) {
	let who = 1 + dice.roll(9);
	match dice.roll(8) {
		0 => drop(ValidatorSet::add_validator(council(), who)),
		1 => drop(ValidatorSet::remove_validator(council(), who)),
		2 => drop(ValidatorSet::set_minimum(council(), dice.roll(7) as u32)),
		3 => drop(ValidatorSet::set_session_length(
			council(),
			dice.roll(12) as u32,
		)),
		4 => drop(ValidatorSet::withdraw_keys(RuntimeOrigin::signed(who))),
		5 => drop(try_set_keys(who, 1 + dice.roll(14))),
		6 if dice.roll(4) == 0 => drop(ValidatorSet::on_offence(
			&[OffenceDetails {
				offender: (who, ()),
				reporters: vec![],
			}],
			&[],
			Session::current_index().saturating_sub(dice.roll(3) as u32),
		)),
		_ => (0..dice.roll(12)).for_each(|_| next_block()),
	}
}

#[test]
fn random_calls_keep_the_invariants() {
	let sequences = std::env::var("HALLMARK_SEQUENCES").map_or(150, |number| {
		number.parse().expect("HALLMARK_SEQUENCES is a number")
	});
	for seed in 1..=sequences {
		chain_of(1 + seed % 6, 1).execute_with(|| {
			let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
			for _ in 0..60 {
				step(&mut dice);
				check_invariants();
				assert!(
					!Authorities::get().is_empty(),
					"seed {seed}: nobody authors"
				);
			}

			// Left alone, the chain comes to rest with the eligible seats as its authorities.
			let rest = Session::current_index() + 3;
			to_session(rest);
			let eligible: Vec<_> = seated()
				.into_iter()
				.filter(|who| {
					Session::load_keys(who).is_some_and(|keys| !ValidatorSet::any_burned(&keys))
				})
				.collect();
			if !eligible.is_empty() {
				assert_eq!(Session::validators(), eligible, "seed {seed}");
			}
		});
	}
}
