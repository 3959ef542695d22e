//! The window against a set that forgets nothing.

use super::*;
use std::collections::HashSet;

/// Accepts a number once, if it is not too far below the highest.
#[derive(Default)]
struct Reference {
	accepted: HashSet<u64>,
	highest: u64,
}

impl Reference {
	fn accept(&mut self, number: u64) -> Result<(), Replay> {
		if number + 64 <= self.highest {
			return Err(Replay::TooOld);
		}
		if number == 0 || !self.accepted.insert(number) {
			return Err(Replay::Seen);
		}
		self.highest = self.highest.max(number);
		Ok(())
	}

	/// Numbers from 1 up to where the window begins that were never accepted.
	fn lost(&self) -> u64 {
		(1..=self.highest.saturating_sub(64))
			.filter(|number| !self.accepted.contains(number))
			.count() as u64
	}

	/// Numbers of the window that were not accepted yet.
	fn missing(&self) -> u64 {
		(1..=self.highest)
			.filter(|number| !self.accepted.contains(number))
			.count() as u64
			- self.lost()
	}
}

#[test]
fn each_number_is_accepted_once_whatever_the_order() {
	let mut dice = Dice(6);
	for _ in 0..200 {
		let (mut window, mut reference) = (Window::new(), Reference::default());
		let mut lost = 0;
		let spread = 1 + dice.below(100);
		let mut centre = 0;
		for _ in 0..300 {
			centre += dice.below(4);
			if dice.below(60) == 0 {
				centre += dice.below(200);
			}
			let number = (centre + dice.below(spread)).saturating_sub(spread / 2);
			let expected = reference.accept(number);
			assert_eq!(window.accepts(number).is_ok(), expected.is_ok());
			let before = window;
			let found = window.accept(number);
			assert_eq!(found.map(drop), expected, "{number} after {before:?}");
			match found {
				Ok(more) => lost += more,
				Err(_) => assert_eq!(window, before, "nothing changes"),
			}
			assert_eq!(window.highest(), reference.highest);
			assert_eq!(lost, reference.lost());
			assert_eq!(u64::from(window.missing()), reference.missing());
		}
	}
}

#[test]
fn the_first_number_may_be_any_but_zero() {
	let fresh = Window::default();
	assert_eq!(fresh.highest(), 0);
	assert_eq!(fresh.missing(), 0);
	assert_eq!(fresh.accepts(0), Err(Replay::Seen));
	for first in [1, 2, 63, 64, 65, 1_000, u64::MAX] {
		let mut window = fresh;
		assert_eq!(
			window.accept(first),
			Ok(first.saturating_sub(64)),
			"{first}"
		);
		assert_eq!(u64::from(window.missing()), (first - 1).min(63));
		assert_eq!(window.accept(first), Err(Replay::Seen));
	}
}

#[test]
fn the_window_ends_sixty_three_below_the_highest() {
	let mut window = Window::new();
	assert_eq!(window.accept(1_000), Ok(936));
	assert_eq!(window.accepts(937), Ok(()));
	assert_eq!(window.accepts(936), Err(Replay::TooOld));
	assert_eq!(window.accept(937), Ok(0));
	assert_eq!(window.accept(937), Err(Replay::Seen));
	// 937 was accepted and falls out; 938 was not and follows it.
	assert_eq!(window.accept(1_001), Ok(0));
	assert_eq!(window.accept(937), Err(Replay::TooOld));
	assert_eq!(window.accept(1_002), Ok(1));
}

#[test]
fn nothing_overflows_at_the_last_number() {
	let mut window = Window::new();
	assert_eq!(window.accept(1), Ok(0));
	assert_eq!(window.accept(u64::MAX), Ok(u64::MAX - 65));
	assert_eq!(window.accept(u64::MAX - 63), Ok(0));
	assert_eq!(window.accept(u64::MAX - 64), Err(Replay::TooOld));
	assert_eq!(window.accept(u64::MAX), Err(Replay::Seen));
	assert_eq!(window.missing(), 62);
}
