//! Strikes, and the proof that a device says two things at once.

use super::*;
use drafts::span;
use frame_support::{ensure, storage::with_storage_layer, traits::Get};
use hallmark_envelope::Envelope;
use hallmark_types::{
	device::{Charge, DeviceId, DeviceStatus, Discipline, Passports},
	readings::Signal,
	Moment,
};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	/// Give a device a strike. Returns whether it has to go into quarantine.
	pub(crate) fn strike(
		record: &mut Record,
		signal: Signal,
		sequence: u64,
		evidence: H256,
		cause: Cause,
		now: Moment,
	) -> bool {
		// It never gets far: at `MaxStrikes` it starts anew.
		let strikes = Self::strikes_at(record, now).saturating_add(1);
		let is_out = strikes >= T::MaxStrikes::get();
		record.strikes = if is_out { 0 } else { strikes };
		record.struck_at = now;
		Self::deposit_event(Event::Struck {
			signal,
			sequence,
			evidence,
			cause,
			strikes,
		});
		is_out
	}

	/// How many strikes count at a moment.
	pub(crate) fn strikes_at(record: &Record, now: Moment) -> u32 {
		if now.saturating_sub(record.struck_at) < T::StrikePeriod::get() {
			record.strikes
		} else {
			0
		}
	}

	/// Put a device into quarantine, if that is possible. What was taken in stays, whatever comes
	/// of this.
	pub(crate) fn quarantine(device: &DeviceId, evidence: H256) {
		let quarantined: DispatchResult = with_storage_layer(|| {
			T::Discipline::quarantine(device, Charge::Misreporting, evidence)
		});
		// A device that was in good standing a moment ago can be quarantined. If it cannot, its
		// reading is tainted all the same, and the strikes are counted anew.
		debug_assert!(quarantined.is_ok(), "{quarantined:?}");
	}

	pub(crate) fn do_report_equivocation(
		reporter: T::AccountId,
		first: &[u8],
		second: &[u8],
	) -> DispatchResult {
		let first = Self::parse(first)?;
		let second = Self::parse(second)?;
		ensure!(first.contradicts(&second), Error::<T>::NoContradiction);
		let device = DeviceId::from(*first.device());
		match T::Devices::status(&device).ok_or(Error::<T>::UnknownDevice)? {
			DeviceStatus::Active | DeviceStatus::Suspended | DeviceStatus::Suspect => (),
			DeviceStatus::Quarantined => return Err(Error::<T>::AlreadyQuarantined.into()),
			DeviceStatus::Retired | DeviceStatus::Revoked => {
				return Err(Error::<T>::DeviceOutOfUse.into())
			},
		}
		let genesis = Self::genesis();
		// Both keys before either signature, which costs most.
		let keys = [
			Self::key_for_evidence(&device, &first)?,
			Self::key_for_evidence(&device, &second)?,
		];
		let mut digests = [H256::zero(); 2];
		for ((envelope, key), digest) in [&first, &second].into_iter().zip(keys).zip(&mut digests) {
			ensure!(
				envelope
					.verify_signature(&key, &genesis, &T::Signatures::default())
					.is_ok(),
				Error::<T>::EvidenceNotSigned
			);
			*digest = Self::digest(envelope, &genesis);
		}
		// Whoever reports it, in whatever order, has the same evidence.
		digests.sort_unstable();
		let evidence: H256 =
			sp_io::hashing::blake2_256(&[digests[0].as_bytes(), digests[1].as_bytes()].concat())
				.into();

		T::Discipline::quarantine(&device, Charge::DoubleSigned, evidence)?;
		Self::deposit_event(Event::EquivocationProven {
			device,
			sequence: first.sequence(),
			evidence,
			reporter,
		});
		Ok(())
	}

	/// The key that an envelope must be signed with to be held against its device.
	fn key_for_evidence(
		device: &DeviceId,
		envelope: &Envelope<'_>,
	) -> Result<hallmark_keys::PublicKey, DispatchError> {
		let (_, newest) = span(envelope);
		let at = T::Devices::key_at(device, newest).ok_or(Error::<T>::EvidenceNotSigned)?;
		ensure!(
			!at.compromised && at.compromised_since.is_none(),
			Error::<T>::KeyCompromised
		);
		Ok(at.key)
	}

	fn parse(bytes: &[u8]) -> Result<Envelope<'_>, DispatchError> {
		Envelope::parse(bytes)
			.map_err(|error| Error::<T>::Refused(Refusal::from(error).code()).into())
	}

	/// Names what was signed: SHA-256 of the signed bytes, hashed by the host.
	pub(crate) fn digest(envelope: &Envelope<'_>, genesis: &[u8; 32]) -> H256 {
		envelope
			.using_signed_bytes(genesis, sp_io::hashing::sha2_256)
			.into()
	}
}
