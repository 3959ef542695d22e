//! What a stream keeps of its readings for whoever evaluates conditions on it, so that however many
//! evaluate, and however late, each sees every reading once, and a reading costs the same.
//!
//! Readings are gathered in **epochs**, which are numbered for the whole chain. An epoch ends when
//! all that was to be evaluated of the one before has been. So there are never more than two that
//! anybody still has to see: the one that is being evaluated, which is sealed, and the one that is
//! open. A stream keeps a window for each; whoever evaluates remembers one number, the epoch that it
//! has seen last.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_conditions::condition::{Window, MAX_RUN};
use scale_info::TypeInfo;

/// Numbers the epochs in which readings are gathered. Counts up.
pub type Epoch = u32;

/// A window for runs of any length that a condition can ask for.
pub type Runs = Window<{ MAX_RUN as usize }>;

/// The two latest windows of a stream.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Windows {
	/// The epoch in which the stream was heard last.
	epoch: Epoch,
	/// What landed in it.
	open: Runs,
	/// The epoch before it in which the stream was heard, and what landed then.
	sealed: Option<(Epoch, Runs)>,
}

/// What somebody has not seen of a stream.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Unseen {
	/// The window.
	pub runs: Runs,
	/// Whether anything landed in it.
	pub is_new: bool,
}

impl Windows {
	/// Windows that begin now, after these readings.
	pub fn after(readings: impl IntoIterator<Item = i64>) -> Self {
		let mut open = Runs::default();
		readings.into_iter().for_each(|value| open.push(value));
		open.evaluated();
		Self {
			open,
			..Self::default()
		}
	}

	/// One more reading.
	pub fn push(&mut self, epoch: Epoch, value: i64) {
		self.turn(epoch);
		self.open.push(value);
	}

	/// So many more readings, of which the least and the greatest value are known.
	pub fn push_batch(&mut self, epoch: Epoch, lowest: i64, highest: i64, count: u32) {
		self.turn(epoch);
		self.open.push_batch(lowest, highest, count);
	}

	/// Begin a new window if a new epoch has begun. Of the windows before, the nearest is enough: the
	/// epochs before that one have been evaluated.
	fn turn(&mut self, epoch: Epoch) {
		if epoch <= self.epoch {
			return;
		}
		if self.open.is_open() {
			self.sealed = Some((self.epoch, self.open));
		}
		self.open.evaluated();
		self.epoch = epoch;
	}

	/// What landed in the epochs after `seen`, up to and including `until`. What lands later is not in
	/// it, not even as what is in force.
	pub fn unseen(&self, seen: Epoch, until: Epoch) -> Unseen {
		let of = |runs: Runs| Unseen {
			runs,
			is_new: runs.is_open(),
		};
		if self.epoch > until {
			return match self.sealed {
				Some((epoch, runs)) if seen < epoch && epoch <= until => of(runs),
				_ => of(self.open.began()),
			};
		}
		if self.epoch > seen {
			return match self.sealed {
				Some((epoch, runs)) if seen < epoch => of(runs.followed_by(&self.open)),
				_ => of(self.open),
			};
		}
		let mut runs = self.open;
		runs.evaluated();
		of(runs)
	}

	/// With what is in force now, whichever epoch it landed in.
	pub fn newest(&self) -> &Runs {
		&self.open
	}

	/// Everything that is kept, as one window: of the open epoch and the one before it.
	pub fn all(&self) -> Runs {
		match self.sealed {
			Some((_, runs)) => runs.followed_by(&self.open),
			None => self.open,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use hallmark_conditions::condition::Band;

	/// The least and the greatest value that somebody has not seen.
	fn range(windows: &Windows, seen: Epoch, until: Epoch) -> Option<(i64, i64)> {
		let unseen = windows.unseen(seen, until);
		assert_eq!(unseen.is_new, unseen.runs.range().is_some());
		unseen.runs.range().map(|band| (band.lowest, band.highest))
	}

	#[test]
	fn everybody_sees_what_landed_once_when_epochs_turn() {
		let mut windows = Windows::after([7]);
		assert_eq!(range(&windows, 0, 0), None);
		windows.push(1, 3);
		windows.push(1, 5);
		// The first epoch is sealed: whoever has not seen it sees it.
		assert_eq!(range(&windows, 0, 1), Some((3, 5)));
		windows.push(2, 9);
		assert_eq!(range(&windows, 0, 1), Some((3, 5)));
		assert_eq!(range(&windows, 1, 1), None);
		// The second is sealed.
		assert_eq!(range(&windows, 1, 2), Some((9, 9)));
		assert_eq!(range(&windows, 0, 2), Some((3, 9)));
		assert_eq!(range(&windows, 2, 2), None);
		assert_eq!(
			windows.all().range(),
			Some(Band {
				lowest: 3,
				highest: 9
			})
		);
		// A third in which nothing landed.
		assert_eq!(range(&windows, 2, 3), None);
		windows.push(5, -1);
		assert_eq!(range(&windows, 2, 4), None);
		assert_eq!(range(&windows, 4, 5), Some((-1, -1)));
	}

	#[test]
	fn what_lands_later_is_not_in_force_before() {
		let mut windows = Windows::after([7]);
		windows.push(4, 9);
		let before = windows.unseen(2, 3).runs;
		let observed = before.observe(1, 0, 0, None).expect("there was a reading");
		assert_eq!(observed.latest, Band::of(7));
		assert_eq!(observed.floors, Band::of(7));
	}

	#[test]
	fn a_run_that_began_before_an_epoch_counts_in_it() {
		let mut windows = Windows::default();
		windows.push(1, 5);
		windows.push(2, 6);
		let unseen = windows.unseen(1, 2).runs;
		let observed = unseen.observe(2, 0, 0, None).expect("there were two");
		assert_eq!(observed.floors, Band::of(5));
		assert_eq!(unseen.observe(3, 0, 0, None), None);
	}

	#[test]
	fn windows_are_as_large_after_many_readings_as_after_few() {
		let mut windows = Windows::default();
		for value in 0..1_000 {
			windows.push(value as Epoch / 10, value);
			windows.push_batch(value as Epoch / 10, value, value + 1, 100);
			assert!(windows.encode().len() <= Windows::max_encoded_len());
		}
		assert_eq!(Windows::max_encoded_len(), 4 + 515 + 1 + 4 + 515);
	}
}
