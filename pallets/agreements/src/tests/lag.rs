//! Nothing is missed: however late and in whatever order agreements are evaluated, the same clauses
//! fire as if each reading had been looked at at once.
//!
//! `HALLMARK_SEQUENCES` sets the number of series.

use crate::{mock::*, *};
use frame_support::weights::Weight;
use hallmark_agreements::AgreementId;

/// A small generator with a fixed seed for each series: a failure names the seed.
#[derive(Clone)]
pub struct Dice(pub u64);

impl Dice {
	pub fn of(seed: u64) -> Self {
		Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
	}

	pub fn roll(&mut self, sides: u64) -> u64 {
		// xorshift64*: enough to stir a test.
		self.0 ^= self.0 >> 12;
		self.0 ^= self.0 << 25;
		self.0 ^= self.0 >> 27;
		(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
	}

	/// A leaf that asks for all readings of a stream.
	fn leaf(&mut self) -> String {
		let stream = 1 + self.roll(2);
		let comparison = [">", ">=", "<", "<="][self.roll(4) as usize];
		let limit = self.roll(30);
		let run = 1 + self.roll(4);
		format!("reading(d{stream}/temp) {comparison} {limit} for {run}")
	}

	/// A condition that is true for certain if it was true at any time.
	fn condition(&mut self) -> String {
		match self.roll(4) {
			0 => format!("not {}", self.leaf()),
			1 => format!("{} or {}", self.leaf(), self.leaf()),
			_ => self.leaf(),
		}
	}
}

/// Readings, and what is done between them.
enum Moment {
	Said(u8, i64),
	Elapsed(u64),
}

fn series(dice: &mut Dice) -> Vec<Moment> {
	(0..40)
		.map(|_| match dice.roll(4) {
			0 => Moment::Elapsed(1 + dice.roll(3 * MINUTE)),
			_ => Moment::Said(1 + dice.roll(2) as u8, dice.roll(300) as i64),
		})
		.collect()
}

/// Which clauses have fired at all, when this was said and evaluated so.
fn run(
	clauses: &[Vec<String>],
	series: &[Moment],
	mut evaluate: impl FnMut(&[AgreementId]),
) -> Vec<Vec<bool>> {
	let mut result = Vec::new();
	on_chain(|| {
		let ids: Vec<_> = clauses
			.iter()
			.map(|texts| {
				let clauses: Vec<_> = texts
					.iter()
					.enumerate()
					.map(|(n, text)| {
						if n % 2 == 0 {
							once(text, &[pay(5)])
						} else {
							every(text, &[pay(5)])
						}
					})
					.collect();
				agree(&terms(&clauses))
			})
			.collect();
		for moment in series {
			match moment {
				Moment::Said(n, value) => say(*n, *value),
				Moment::Elapsed(time) => Now::mutate(|now| *now += time),
			}
			evaluate(&ids);
		}
		Free::set(Weight::from_parts(100_000, 0));
		Spare::set(1_000_000);
		settle();
		// What was put off has its turn.
		pass(2 * MINUTE);
		settle();
		result = ids
			.iter()
			.map(|id| fired(*id).iter().map(|times| *times > 0).collect())
			.collect();
	});
	result
}

#[test]
fn same_clauses_fire_whenever_they_are_evaluated() {
	let number: u64 = std::env::var("HALLMARK_SEQUENCES").map_or(40, |number| {
		number.parse().expect("HALLMARK_SEQUENCES is a number")
	});
	let (mut fires, mut silent) = (0, 0);
	for seed in 1..=number {
		let mut dice = Dice::of(seed);
		let clauses: Vec<Vec<_>> = (0..6)
			.map(|_| (0..3).map(|_| dice.condition()).collect())
			.collect();
		let series = series(&mut dice);
		let at_once = run(&clauses, &series, |_| settle());
		let lagging = run(&clauses, &series, |ids| match dice.roll(6) {
			0 => {
				work(dice.roll(3_000));
			},
			1 => {
				let id = ids[dice.roll(ids.len() as u64) as usize];
				// One that is over cannot be poked.
				let _ = Agreements::poke(RuntimeOrigin::signed(9), id);
			},
			2 => {
				Free::set(Weight::from_parts(1_500, 0));
				Spare::set(dice.roll(2_000));
				pass(0);
			},
			_ => {},
		});
		assert_eq!(at_once, lagging, "seed {seed}: {clauses:?}");
		let all = at_once.iter().flatten();
		fires += all.clone().filter(|fired| **fired).count();
		silent += all.filter(|fired| !**fired).count();
	}
	// The test says something only if there are clauses of both kinds.
	assert!(
		fires > silent / 9 && silent > fires / 9,
		"{fires}, {silent}"
	);
}

#[test]
fn a_moment_above_the_limit_is_seen_by_all_though_it_is_long_over() {
	on_chain(|| {
		let terms = terms(&[once("reading(d1/temp) > 8", &[pay(5)])]);
		let ids: Vec<_> = (0..20).map(|_| agree(&terms)).collect();
		for n in 0..20 {
			say(1, if n == 3 { 90 } else { 20 });
			// One agreement is looked at for each reading: most are when it is long over.
			work(room_for_one(ids[0]));
			Now::mutate(|now| *now += SECOND);
		}
		settle();
		for id in ids {
			assert_eq!(fired(id), [1], "{id}");
		}
	});
}

#[test]
fn what_came_in_time_counts_though_the_stream_is_stale_when_it_is_looked_at() {
	on_chain(|| {
		let id = agree(&terms(&[once("reading(d1/temp) > 8", &[pay(5)])]));
		say(1, 90);
		pass_unseen(DAY);
		settle();
		assert_eq!(fired(id), [1]);
		// What was stale when it came does not.
		let id = agree(&terms(&[once("reading(d1/temp) > 8", &[pay(5)])]));
		pass(DAY);
		change_stream(signal(1, "temp"), |state| state.heard_at = None);
		say_at(signal(1, "temp"), 90, now() - HOUR);
		settle();
		assert_eq!(fired(id), [0]);
	});
}
