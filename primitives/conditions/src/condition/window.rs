//! What a stream remembers of its readings, so that no evaluation misses one.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

use super::{Band, Observed};
use crate::{List, Moment};

/// The latest `K` readings of a stream, and the extremes of its runs of 1 to `K` readings since the
/// last evaluation. It does not grow with the readings, nor with what listens.
///
/// Readings count in the order in which they land.
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
pub struct Window<const K: usize> {
	/// The latest readings, the oldest of them first. Of a batch it is not known which value came
	/// when: each of its readings may be any between its extremes.
	recent: List<Band, K>,
	/// What they were at the last evaluation.
	entering: List<Band, K>,
	/// At place `k`: over the runs of `k + 1` readings that ended since the last evaluation, the band
	/// of their smallest values, and that of their largest.
	runs: List<(Band, Band), K>,
}

impl<const K: usize> Window<K> {
	/// One more reading. Costs `K` steps.
	pub fn push(&mut self, value: i64) {
		self.push_band(Band::of(value));
	}

	/// `count` more readings, of which the smallest and the largest value are known and nothing else.
	/// A run of them counts at its worst: for `>` as if all were the largest, for `<` as if all were
	/// the smallest. The extremes themselves were measured. Costs `K` times `K` steps.
	pub fn push_batch(&mut self, lowest: i64, highest: i64, count: u32) {
		for _ in 0..K.min(count as usize) {
			self.push_band(Band { lowest, highest });
		}
	}

	fn push_band(&mut self, reading: Band) {
		if self.recent.is_full() {
			self.recent.pop_first();
		}
		// There is room, unless `K` is 0 and there is nothing to remember.
		let _ = self.recent.push(reading);
		// Of a run, the smallest value and the largest: each may lie between these.
		let (mut floor, mut ceiling) = (reading, reading);
		for (place, reading) in self.recent.iter().rev().enumerate() {
			floor.lowest = floor.lowest.min(reading.lowest);
			floor.highest = floor.highest.min(reading.highest);
			ceiling.lowest = ceiling.lowest.max(reading.lowest);
			ceiling.highest = ceiling.highest.max(reading.highest);
			match self.runs.get_mut(place) {
				Some((floors, ceilings)) => {
					*floors = floors.and(floor);
					*ceilings = ceilings.and(ceiling);
				},
				None => {
					let _ = self.runs.push((floor, ceiling));
				},
			}
		}
	}

	/// Everything so far has been evaluated: the window begins anew. The latest readings stay, for
	/// runs that began before.
	pub fn evaluated(&mut self) {
		self.entering = self.recent;
		self.runs.truncate(0);
	}

	/// The window as it was when it began: with what was in force then, and nothing since.
	pub fn began(mut self) -> Self {
		self.recent = self.entering;
		self.runs.truncate(0);
		self
	}

	/// Whether a reading has landed since the last evaluation.
	pub fn is_open(&self) -> bool {
		!self.runs.is_empty()
	}

	/// The smallest and the largest of all values since the last evaluation. `None` if there was
	/// none.
	pub fn range(&self) -> Option<Band> {
		self.runs
			.first()
			.map(|(floors, ceilings)| floors.and(*ceilings))
	}

	/// This window and the one that began when it was taken, as one: for a listener that has seen
	/// neither.
	pub fn followed_by(mut self, later: &Self) -> Self {
		for (place, (floors, ceilings)) in later.runs.iter().enumerate() {
			match self.runs.get_mut(place) {
				Some(run) => {
					run.0 = run.0.and(*floors);
					run.1 = run.1.and(*ceilings);
				},
				None => {
					let _ = self.runs.push((*floors, *ceilings));
				},
			}
		}
		self.recent = later.recent;
		self
	}

	/// What the stream says about runs of `run` readings. `None` if there were fewer, or if so many
	/// are not remembered.
	pub fn observe(
		&self,
		run: u8,
		exponent: i8,
		measured: Moment,
		stale_from: Option<Moment>,
	) -> Option<Observed> {
		let latest = last_run(&self.recent, run)?;
		let (floors, ceilings) = self
			.runs
			.get(usize::from(run) - 1)
			.copied()
			.unwrap_or((Band::of(latest.lowest), Band::of(latest.highest)));
		Some(Observed {
			exponent,
			measured,
			stale_from,
			entering: last_run(&self.entering, run),
			latest,
			floors,
			ceilings,
		})
	}
}

/// The band of the values of the last `run` readings. `None` if there are fewer, or for 0.
fn last_run(readings: &[Band], run: u8) -> Option<Band> {
	let start = readings.len().checked_sub(run.into())?;
	let (first, others) = readings[start..].split_first()?;
	Some(
		others
			.iter()
			.fold(*first, |band, reading| band.and(*reading)),
	)
}
