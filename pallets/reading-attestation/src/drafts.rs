//! An envelope up to its signature: everything that can be told of it by reading little.

use super::*;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use frame_system::pallet_prelude::BlockNumberFor;
use hallmark_envelope::{Content, Envelope, Replay};
use hallmark_keys::PublicKey;
use hallmark_types::{
	device::{DeviceId, DeviceStatus, Facts, Passports},
	organisation::OrgId,
	Moment,
};
use sp_runtime::traits::Zero;
use weighing::Shape;

/// An envelope against which nothing speaks but perhaps its streams and its signature.
pub(crate) struct Draft<'a> {
	/// What was received.
	pub envelope: Envelope<'a>,
	/// What its cost depends on.
	pub shape: Shape,
	/// Whose it is.
	pub device: DeviceId,
	/// Who pays for it.
	pub owner: OrgId,
	/// The key that it must be signed with.
	pub key: PublicKey,
	/// It drives nothing: the device is not in good standing, or its key was in other hands.
	pub tainted: bool,
	/// The device's numbers and conduct before it.
	pub record: Record,
	/// What the owner's devices may spend before it.
	pub bucket: Bucket,
	/// What it costs of that.
	pub cost: u64,
	/// The chain's time.
	pub now: Moment,
}

impl<T: Config> Pallet<T> {
	/// Read an envelope and judge it as far as its device, numbers, times and quota go. Nothing is
	/// written. Three reads, whatever the number of devices, streams and listeners.
	pub(crate) fn draft(bytes: &[u8]) -> Result<Draft<'_>, Refusal> {
		let now = T::Time::now();
		let envelope = Envelope::parse(bytes)?;
		let (oldest, newest) = span(&envelope);
		let device = DeviceId::from(*envelope.device());

		let facts = T::Devices::facts(&device, newest).ok_or(Refusal::UnknownDevice)?;
		let tainted = is_tainted(&facts, now)?;
		let record = Records::<T>::get(device).unwrap_or_default();
		ensure_new(&record, envelope.sequence())?;
		ensure!(
			newest <= now.saturating_add(T::MaxLead::get()),
			Refusal::MeasuredInFuture
		);
		ensure!(
			oldest >= now.saturating_sub(T::MaxLag::get()),
			Refusal::MeasuredTooLongAgo
		);
		let key = facts.key.ok_or(Refusal::KeyUnknown)?.key;
		ensure!(
			key.algorithm() == envelope.algorithm(),
			Refusal::AlgorithmMismatch
		);
		let shape = Shape::of(&envelope);
		let cost = Self::cost(&shape);
		let bucket = Self::bucket(facts.owner, now);
		ensure!(cost <= bucket.level, Refusal::QuotaExhausted);
		Ok(Draft {
			envelope,
			shape,
			device,
			owner: facts.owner,
			key,
			tainted,
			record,
			bucket,
			cost,
			now,
		})
	}

	/// Judge a draft anew after others were taken in. Its device may have been quarantined since.
	pub(crate) fn refresh(draft: &mut Draft<'_>) -> Result<(), Refusal> {
		let (_, newest) = span(&draft.envelope);
		let facts = T::Devices::facts(&draft.device, newest).ok_or(Refusal::UnknownDevice)?;
		draft.tainted = is_tainted(&facts, draft.now)?;
		draft.record = Records::<T>::get(draft.device).unwrap_or_default();
		ensure_new(&draft.record, draft.envelope.sequence())?;
		draft.bucket = Self::bucket(draft.owner, draft.now);
		ensure!(draft.cost <= draft.bucket.level, Refusal::QuotaExhausted);
		Ok(())
	}

	/// Hash of the first block: what tells this chain from every other.
	pub(crate) fn genesis() -> [u8; 32] {
		let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let mut genesis = [0; 32];
		// A hash of another length is this runtime's choice, not an input's.
		let bytes = hash.as_ref();
		let length = bytes.len().min(32);
		genesis[..length].copy_from_slice(&bytes[..length]);
		genesis
	}
}

/// When the first and the last of an envelope's readings were measured.
pub(crate) fn span(envelope: &Envelope<'_>) -> (Moment, Moment) {
	match envelope.content() {
		Content::Batch(batch) => (batch.first, batch.last),
		Content::Readings(readings) => readings
			.fold((Moment::MAX, 0), |(oldest, newest), record| {
				(oldest.min(record.time), newest.max(record.time))
			}),
	}
}

/// Whether what the device says drives nothing, if it is heard at all.
fn is_tainted(facts: &Facts, now: Moment) -> Result<bool, Refusal> {
	let in_good_standing = match facts.status {
		DeviceStatus::Active => true,
		DeviceStatus::Suspect | DeviceStatus::Quarantined => false,
		DeviceStatus::Suspended => return Err(Refusal::DeviceSuspended),
		DeviceStatus::Retired | DeviceStatus::Revoked => return Err(Refusal::DeviceOutOfUse),
	};
	// What arrives after a key got into other hands may be theirs, whatever time it claims.
	let compromised = facts
		.key
		.is_some_and(|key| key.compromised || key.compromised_since.is_some_and(|at| at <= now));
	Ok(!in_good_standing || compromised)
}

fn ensure_new(record: &Record, sequence: u64) -> Result<(), Refusal> {
	record
		.window
		.accepts(sequence)
		.map_err(|replay| match replay {
			Replay::Seen => Refusal::AlreadyReceived,
			Replay::TooOld => Refusal::SequenceTooOld,
		})?;
	ensure!(
		sequence < record.window.highest().saturating_add(MAX_LEAP),
		Refusal::SequenceTooFar
	);
	Ok(())
}
