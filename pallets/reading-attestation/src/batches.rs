//! Batches: kept in a ring, proven from, and kept longer where they are evidence.

use super::*;
use frame_support::ensure;
use hallmark_envelope::Leaf;
use hallmark_types::readings::{BatchId, Evidence, OnReading, Proven, Signal, StreamName};
use intake::Arrival;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_prove(
		id: BatchId,
		leaf: Leaf,
		path: &[hallmark_merkle::Hash],
	) -> DispatchResult {
		let proven = Self::check_proof_of(&id, &leaf, path).map_err(|error| match error {
			ProofError::UnknownBatch => Error::<T>::UnknownBatch,
			ProofError::NotInBatch(error) => Error::<T>::NotInBatch(error.into()),
		})?;
		Self::tell_of_proof(&id.signal, &proven);
		Self::deposit_event(Event::ReadingProven {
			batch: id,
			index: leaf.index,
		});
		Ok(())
	}

	/// Tell those who watch the stream, unless it was closed, and with it everybody's interest.
	fn tell_of_proof(signal: &Signal, proven: &Proven) {
		let Signal { device, name } = *signal;
		let Some(mut stream) = Streams::<T>::get(device, name) else {
			return;
		};
		if stream.note_telling(Self::block()) {
			Streams::<T>::insert(device, name, stream);
			T::OnReading::on_proof(signal, proven);
		}
	}

	/// What a path proves.
	pub(crate) fn check_proof_of(
		id: &BatchId,
		leaf: &Leaf,
		path: &[hallmark_merkle::Hash],
	) -> Result<Proven, ProofError> {
		let batch = Self::batch_of(id).ok_or(ProofError::UnknownBatch)?;
		batch
			.signed
			.verify(leaf, path)
			.map_err(ProofError::NotInBatch)?;
		Ok(Proven {
			batch: id.number,
			sequence: batch.sequence,
			index: leaf.index,
			measured: leaf.time,
			value: leaf.value,
			exponent: batch.signed.exponent,
			tainted: batch.tainted || batch.corrected_by.is_some(),
		})
	}

	/// A batch that is kept, in the ring or beside it.
	pub(crate) fn batch_of(id: &BatchId) -> Option<Batch> {
		let Signal { device, name } = id.signal;
		Streams::<T>::get(device, name)
			.and_then(|stream| {
				let slot = Self::slot(&stream.terms, id.number);
				Batches::<T>::get((device, name, slot))
			})
			.filter(|batch| batch.number == id.number)
			.or_else(|| Kept::<T>::get((device, name, id.number)))
	}

	/// Where a batch lies in its stream's ring.
	pub(crate) fn slot(terms: &Terms, number: u64) -> u32 {
		// Below the retention, which is a u32. A stream without a ring has no batches.
		number
			.checked_rem(terms.retention.into())
			.unwrap_or_default() as u32
	}

	/// Take in a batch. Two reads and writes, three if evidence has to be moved out of the way:
	/// returns whether it had to.
	pub(crate) fn take_in_batch(
		arrival: &Arrival,
		name: StreamName,
		mut stream: Stream,
		signed: hallmark_envelope::Batch,
		out_of_range: bool,
		corrects: Option<u64>,
	) -> bool {
		let device = arrival.device;
		if let Some(number) = corrects {
			Batches::<T>::mutate((device, name, Self::slot(&stream.terms, number)), |batch| {
				if let Some(batch) = batch {
					batch.corrected_by = Some(arrival.sequence);
				}
			});
		}
		let batch = Batch {
			number: stream.batches,
			sequence: arrival.sequence,
			signed,
			interval: stream.terms.bounds.min_interval,
			received: arrival.received,
			corrects: arrival.corrects,
			corrected_by: None,
			out_of_range,
			tainted: arrival.tainted,
			kept: 0,
		};
		let place = (device, name, Self::slot(&stream.terms, batch.number));
		let evidence = Batches::<T>::get(place).filter(|pruned| pruned.kept > 0);
		if let Some(evidence) = &evidence {
			Kept::<T>::insert((device, name, evidence.number), evidence);
		}
		Batches::<T>::insert(place, batch);

		// One every nanosecond would take five centuries to count this far.
		stream.batches = stream.batches.saturating_add(1);
		let attested = batch.attested();
		if stream
			.latest_batch
			.is_none_or(|latest| latest.last <= attested.last)
		{
			stream.latest_batch = Some(attested);
		}
		stream.hear(arrival, signed.last, |windows| {
			windows.push_batch(arrival.epoch, signed.min, signed.max, signed.count)
		});
		stream.extend_head(&arrival.digest);
		let is_watched = stream.note_telling(arrival.block);
		Streams::<T>::insert(device, name, stream);
		let signal = Signal { device, name };
		if is_watched {
			T::OnReading::on_batch(&signal, &attested);
		}
		Self::deposit_event(Event::BatchAttested {
			signal,
			number: attested.number,
			sequence: attested.sequence,
		});
		evidence.is_some()
	}

	/// Remove a stream's batches but for those that are kept as evidence. Returns how many there
	/// were.
	pub(crate) fn remove_batches(signal: &Signal, stream: &Stream) -> u32 {
		let retention = stream.terms.retention;
		// No more than the retention, which is a u32.
		let batches = stream.batches.min(retention.into()) as u32;
		for slot in 0..batches {
			let batch = Batches::<T>::take((signal.device, signal.name, slot));
			if let Some(batch) = batch.filter(|batch| batch.kept > 0) {
				Kept::<T>::insert((signal.device, signal.name, batch.number), batch);
			}
		}
		batches
	}

	/// Change a batch that is kept. `None` if there is no such batch.
	fn change<R>(id: &BatchId, change: impl FnOnce(&mut Batch) -> R) -> Option<R> {
		let Signal { device, name } = id.signal;
		let mut batch = Self::batch_of(id)?;
		let result = change(&mut batch);
		if Kept::<T>::contains_key((device, name, id.number)) {
			if batch.kept == 0 {
				Kept::<T>::remove((device, name, id.number));
			} else {
				Kept::<T>::insert((device, name, id.number), batch);
			}
		} else {
			let stream = Streams::<T>::get(device, name)?;
			Batches::<T>::insert((device, name, Self::slot(&stream.terms, id.number)), batch);
		}
		Some(result)
	}
}

impl<T: Config> Evidence for Pallet<T> {
	fn keep(id: &BatchId) -> DispatchResult {
		let batch = Self::batch_of(id).ok_or(Error::<T>::UnknownBatch)?;
		ensure!(batch.kept < u32::MAX, Error::<T>::KeptTooOften);
		Self::change(id, |batch| batch.kept += 1)
			.ok_or_else(|| DispatchError::from(Error::<T>::UnknownBatch))
	}

	fn release(id: &BatchId) {
		// One that is not kept stays as it is.
		Self::change(id, |batch| batch.kept = batch.kept.saturating_sub(1));
	}
}
