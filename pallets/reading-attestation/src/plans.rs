//! What an envelope would do to the streams that it names.

use super::*;
use alloc::{boxed::Box, vec::Vec};
use drafts::Draft;
use frame_support::ensure;
use hallmark_envelope::{Content, Name, Readings, Unit};
use hallmark_types::{device::DeviceId, readings::StreamName, Moment};

/// How far back a batch is looked for that another one corrects.
const RECENT_BATCHES: u64 = RECENT as u64;

/// A reading, put into its stream's terms.
pub(crate) struct Item {
	/// The stream's place in [`Plan::Readings`].
	pub stream: usize,
	/// The value, at the stream's exponent.
	pub value: i64,
	/// When it was measured.
	pub measured: Moment,
	/// It lies outside the stream's range.
	pub out_of_range: bool,
	/// The place, among the stream's recent readings, of the one that it corrects.
	pub corrects: Option<usize>,
}

/// What an envelope adds, to streams as they are before it.
pub(crate) enum Plan {
	/// Readings.
	Readings {
		/// Each stream once.
		streams: Vec<(StreamName, Stream)>,
		/// In the envelope's order.
		items: Vec<Item>,
	},
	/// A batch.
	Batch {
		/// The stream's name.
		name: StreamName,
		/// The stream.
		stream: Box<Stream>,
		/// What was signed.
		signed: hallmark_envelope::Batch,
		/// An extreme lies outside the stream's range.
		out_of_range: bool,
		/// The number of the batch that it corrects.
		corrects: Option<u64>,
	},
}

impl<T: Config> Pallet<T> {
	/// Hold an envelope against the streams that it names. Nothing is written. One read a stream.
	///
	/// All or nothing: if one reading is refused, the envelope is.
	pub(crate) fn plan(draft: &Draft<'_>) -> Result<Plan, Refusal> {
		ensure!(
			draft.envelope.corrects().is_none() || !draft.tainted,
			Refusal::CorrectionTainted
		);
		match draft.envelope.content() {
			Content::Readings(readings) => Self::plan_readings(draft, readings),
			Content::Batch(batch) => Self::plan_batch(draft, batch),
		}
	}

	fn plan_readings(draft: &Draft<'_>, readings: Readings<'_>) -> Result<Plan, Refusal> {
		let corrects = draft.envelope.corrects();
		ensure!(
			corrects.is_none() || readings.len() == 1,
			Refusal::NothingToCorrect
		);
		let mut streams: Vec<(StreamName, Stream)> = Vec::new();
		let mut items: Vec<Item> = Vec::with_capacity(readings.len());
		for record in readings {
			let name = stream_name(&record.name)?;
			let index = match streams.iter().position(|(known, _)| *known == name) {
				Some(index) => index,
				None => {
					streams.push((name, Self::open_stream_of(&draft.device, name)?));
					streams.len() - 1
				},
			};
			let stream = &streams[index].1;
			ensure_unit(stream, record.unit)?;
			let value = record
				.value
				.at(stream.terms.exponent)
				.ok_or(Refusal::ValueNotRepresentable)?;
			let corrected = match corrects {
				Some(sequence) => Some(find_entry(stream, sequence, record.time)?),
				None => {
					let earlier = items.iter().filter(|item| item.stream == index);
					let others = stream.recent.iter().map(|entry| entry.measured);
					let mut others = others.chain(earlier.map(|item| item.measured));
					let interval = stream.terms.bounds.min_interval;
					ensure!(
						interval == 0
							|| others.all(|other| other.abs_diff(record.time) >= interval),
						Refusal::TooFrequent
					);
					None
				},
			};
			items.push(Item {
				stream: index,
				value,
				measured: record.time,
				out_of_range: is_outside(&stream.terms.bounds, value, value),
				corrects: corrected,
			});
		}
		Ok(Plan::Readings { streams, items })
	}

	fn plan_batch(draft: &Draft<'_>, signed: hallmark_envelope::Batch) -> Result<Plan, Refusal> {
		let name = stream_name(&signed.name)?;
		let stream = Self::open_stream_of(&draft.device, name)?;
		ensure_unit(&stream, signed.unit)?;
		ensure!(stream.terms.retention > 0, Refusal::BatchesNotKept);
		ensure!(
			signed.exponent == stream.terms.exponent,
			Refusal::ValueNotRepresentable
		);
		let bounds = &stream.terms.bounds;
		let least = u64::from(signed.count.saturating_sub(1)).saturating_mul(bounds.min_interval);
		ensure!(
			signed.last.saturating_sub(signed.first) >= least,
			Refusal::TooFrequent
		);
		let corrects = match draft.envelope.corrects() {
			Some(sequence) => Some(Self::find_batch(draft, name, &stream, sequence, &signed)?),
			None => None,
		};
		Ok(Plan::Batch {
			name,
			out_of_range: is_outside(bounds, signed.min, signed.max),
			stream: Box::new(stream),
			signed,
			corrects,
		})
	}

	fn open_stream_of(device: &DeviceId, name: StreamName) -> Result<Stream, Refusal> {
		Streams::<T>::get(device, name).ok_or(Refusal::UnknownStream)
	}

	/// The number of the batch that came in envelope `sequence`, if it is among the last eight of
	/// its stream and covers the same time as `successor`. At most eight reads.
	fn find_batch(
		draft: &Draft<'_>,
		name: StreamName,
		stream: &Stream,
		sequence: u64,
		successor: &hallmark_envelope::Batch,
	) -> Result<u64, Refusal> {
		let kept = RECENT_BATCHES.min(stream.terms.retention.into());
		let oldest = stream.batches.saturating_sub(kept);
		let found = (oldest..stream.batches).rev().find_map(|number| {
			let slot = Self::slot(&stream.terms, number);
			Batches::<T>::get((draft.device, name, slot))
				.filter(|batch| batch.number == number && batch.sequence == sequence)
		});
		let batch = found
			.filter(|batch| {
				(batch.signed.first, batch.signed.last) == (successor.first, successor.last)
			})
			.ok_or(Refusal::NothingToCorrect)?;
		ensure!(batch.corrected_by.is_none(), Refusal::AlreadyCorrected);
		Ok(batch.number)
	}
}

fn stream_name(name: &Name) -> Result<StreamName, Refusal> {
	// Both follow the same rules: there is no name that one takes and the other does not.
	StreamName::new(name).map_err(|_| Refusal::UnknownStream)
}

/// A reading without a unit has the stream's.
fn ensure_unit(stream: &Stream, unit: Option<Unit>) -> Result<(), Refusal> {
	ensure!(
		unit.is_none_or(|unit| unit == stream.terms.unit),
		Refusal::UnitMismatch
	);
	Ok(())
}

fn is_outside(bounds: &Bounds, min: i64, max: i64) -> bool {
	min < bounds.min || max > bounds.max
}

/// The place, among a stream's recent readings, of that of envelope `sequence` and this moment.
fn find_entry(stream: &Stream, sequence: u64, measured: Moment) -> Result<usize, Refusal> {
	let place = stream
		.recent
		.iter()
		.position(|entry| entry.sequence == sequence && entry.measured == measured)
		.ok_or(Refusal::NothingToCorrect)?;
	ensure!(
		stream.recent[place].corrected_by.is_none(),
		Refusal::AlreadyCorrected
	);
	Ok(place)
}
