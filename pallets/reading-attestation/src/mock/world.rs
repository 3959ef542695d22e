//! What others tell readings: organisations and devices that say what a test wants them to, and a
//! listener that notes what it hears.

use super::*;
use hallmark_keys::PublicKey;
use hallmark_types::{
	device::{Discipline, Facts, KeyAt, OnStanding, Passports},
	organisation::{ActsFor, Scope},
	readings::{Attested, AttestedBatch, OnReading, Proven},
};
use sp_runtime::{DispatchError, DispatchResult, Weight};

/// A device as the register of passports has it.
#[derive(Clone, Debug)]
pub struct Passport {
	pub owner: OrgId,
	pub status: DeviceStatus,
	/// Keys with the moment from which each speaks, the oldest first.
	pub keys: Vec<(Moment, PublicKey)>,
	pub compromised_since: Option<Moment>,
}

/// What a listener heard.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Heard {
	Reading(Signal, Attested),
	Batch(Signal, AttestedBatch),
	Proof(Signal, Proven),
}

pub const NOT_A_MEMBER: DispatchError = DispatchError::Other("NotAMember");
pub const OUT_OF_SCOPE: DispatchError = DispatchError::Other("OutOfScope");

pub struct Organisations;

impl ActsFor<AccountId> for Organisations {
	fn acting(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		match who {
			1..=20 if scope == Scope::Readings => Ok(*who as OrgId),
			101..=120 if scope != Scope::Readings => Ok((*who - 100) as OrgId),
			1..=20 | 101..=120 => Err(OUT_OF_SCOPE),
			_ => Members::get().get(who).copied().ok_or(NOT_A_MEMBER),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_acting(who: &AccountId, _: hallmark_types::organisation::Roles) -> OrgId {
		Members::mutate(|members| {
			let next = 1_000 + members.len() as OrgId;
			*members.entry(*who).or_insert(next)
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_expelled(_: OrgId) {}
}

pub struct Devices;

impl Passports for Devices {
	fn facts(device: &DeviceId, moment: Moment) -> Option<Facts> {
		let passport = Register::get().remove(device)?;
		let key = Self::key_at(device, moment);
		Some(Facts {
			owner: passport.owner,
			status: passport.status,
			key,
		})
	}

	fn key_at(device: &DeviceId, moment: Moment) -> Option<KeyAt> {
		let passport = Register::get().remove(device)?;
		let epoch = passport
			.keys
			.iter()
			.rposition(|(from, _)| *from <= moment)?;
		// The compromise is always of the first key.
		let since = passport.compromised_since.filter(|_| epoch == 0);
		Some(KeyAt {
			epoch: epoch as u32,
			key: passport.keys[epoch].1,
			compromised: since.is_some_and(|since| since <= moment),
			compromised_since: since,
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_device(owner: OrgId, n: u32, key: PublicKey) -> DeviceId {
		let device = H256::from_low_u64_be((1 << 32) + u64::from(n));
		let passport = Passport {
			owner,
			status: DeviceStatus::Active,
			keys: vec![(0, key)],
			compromised_since: None,
		};
		Register::mutate(|register| register.insert(device, passport));
		device
	}
}

pub const CANNOT_BE_QUARANTINED: DispatchError = DispatchError::Other("CannotBeQuarantined");

impl Discipline for Devices {
	fn quarantine(device: &DeviceId, charge: Charge, evidence: H256) -> DispatchResult {
		let status = Self::status(device).ok_or(CANNOT_BE_QUARANTINED)?;
		if status.is_final() || status == DeviceStatus::Quarantined {
			return Err(CANNOT_BE_QUARANTINED);
		}
		set_status(*device, DeviceStatus::Quarantined);
		Convictions::mutate(|convictions| convictions.push((*device, charge, evidence)));
		Ok(())
	}

	fn weight() -> Weight {
		Weight::from_parts(1_000, 0)
	}
}

/// Notes what it hears, as a pallet does that works on it later: with one append.
pub struct Listener;

impl Listener {
	fn note(heard: Heard) {
		sp_io::storage::append(b"inbox", vec![0]);
		Ears::mutate(|ears| ears.push(heard));
	}
}

impl OnReading for Listener {
	fn on_reading(signal: &Signal, reading: &Attested) {
		// What is heard is on the record already.
		assert!(
			Streams::<Test>::get(signal.device, signal.name).is_some_and(|stream| stream
				.recent
				.iter()
				.any(|it| it.sequence == reading.sequence))
		);
		Self::note(Heard::Reading(*signal, *reading));
	}

	fn on_batch(signal: &Signal, batch: &AttestedBatch) {
		Self::note(Heard::Batch(*signal, *batch));
	}

	fn on_proof(signal: &Signal, proven: &Proven) {
		Self::note(Heard::Proof(*signal, *proven));
	}

	fn epoch() -> Epoch {
		Now::get()
	}

	fn weight() -> Weight {
		Weight::from_parts(2, 0)
	}
}

/// Change what the register says of a device.
pub fn change(device: DeviceId, change: impl FnOnce(&mut Passport)) {
	Register::mutate(|register| change(register.get_mut(&device).expect("it is enrolled")));
}

/// Change a device's standing, and tell of it.
pub fn set_status(device: DeviceId, status: DeviceStatus) {
	change(device, |passport| passport.status = status);
	ReadingAttestation::on_standing(&device, status);
}

/// What was heard since the last time.
pub fn heard() -> Vec<Heard> {
	Ears::take()
}

/// The last reading that was heard.
pub fn last_heard() -> Attested {
	match heard().pop() {
		Some(Heard::Reading(_, reading)) => reading,
		other => panic!("no reading was heard last: {other:?}"),
	}
}
