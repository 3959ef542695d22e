//! Devices: their ids, their standing, and what the other pallets may ask about them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_keys::PublicKey;
use polkadot_sdk::{
	sp_core::H256,
	sp_crypto_hashing::blake2_256,
	sp_runtime::{DispatchResult, Weight},
};
use scale_info::TypeInfo;

use crate::{organisation::OrgId, Moment};

/// Names a device for ever: [`device_id`] of its maker and serial number.
pub type DeviceId = H256;

/// The most bytes of a serial number: X.520 allows 64, and a certificate without one is named by
/// its issuer's key and its own number, which take up to 81.
pub const MAX_SERIAL_LEN: u32 = 96;

/// The most bytes of a model's name (X.520's bound for a common name).
pub const MAX_MODEL_LEN: u32 = 64;

/// The id of the device that `maker` gave this serial number: BLAKE2b-256 over the SCALE encoding
/// of `("hallmark/device", maker, serial)`. One serial number of one maker is one device for ever.
pub fn device_id(maker: OrgId, serial: &[u8]) -> DeviceId {
	("hallmark/device", maker, serial)
		.using_encoded(blake2_256)
		.into()
}

/// Where a device stands.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum DeviceStatus {
	/// In good standing.
	#[codec(index = 0)]
	Active,
	/// Put aside by its owner, who can take it up again.
	#[codec(index = 1)]
	Suspended,
	/// A second key was proven for its serial number: one of the two is a clone.
	#[codec(index = 2)]
	Suspect,
	/// There is evidence against it: what it says drives nothing until an appeal is upheld.
	#[codec(index = 3)]
	Quarantined,
	/// Out of use, by its owner, for good.
	#[codec(index = 4)]
	Retired,
	/// Disowned by its maker or a regulator, for good.
	#[codec(index = 5)]
	Revoked,
}

impl DeviceStatus {
	/// Whether nothing can change any more.
	pub fn is_final(self) -> bool {
		matches!(self, Self::Retired | Self::Revoked)
	}
}

/// The key that spoke for a device at one moment.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct KeyAt {
	/// Counts the device's keys from 0.
	pub epoch: u32,
	/// The key.
	pub key: PublicKey,
	/// Whether somebody else may have held it at that moment too: what it signed is tainted.
	pub compromised: bool,
	/// From when on somebody else may have held it. Whatever arrives later may be theirs, even if
	/// it claims to be from an earlier moment.
	pub compromised_since: Option<Moment>,
}

/// What has to be known of a device before what it says is believed.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Facts {
	/// Who owns it now.
	pub owner: OrgId,
	/// Where it stands now.
	pub status: DeviceStatus,
	/// The key that spoke for it at the moment in question. `None` if that was before the last but
	/// one of its keys: [`Passports::key_at`] knows the older ones.
	pub key: Option<KeyAt>,
}

/// What the other pallets ask about devices.
pub trait Passports {
	/// Who owns the device and where it stands now, and which of its last two keys spoke for it at
	/// `moment`. `None` if there is no such device.
	///
	/// One read, whatever the device has been through. Two keys are enough for what is measured
	/// under one and sent under the next, and for an announced key that is not in force yet.
	fn facts(device: &DeviceId, moment: Moment) -> Option<Facts>;

	/// The key that speaks for it at `moment`. `None` before its first key and for no device.
	///
	/// O(log keys) reads.
	fn key_at(device: &DeviceId, moment: Moment) -> Option<KeyAt>;

	/// Who owns the device. `None` if there is no such device. One read.
	fn owner(device: &DeviceId) -> Option<OrgId> {
		Self::facts(device, Moment::MAX).map(|facts| facts.owner)
	}

	/// Where it stands. `None` if there is no such device. One read.
	fn status(device: &DeviceId) -> Option<DeviceStatus> {
		Self::facts(device, Moment::MAX).map(|facts| facts.status)
	}

	/// Enrol a device of `owner`, in good standing from the beginning of time on, which speaks
	/// with `key` and is as large to read as any. `n` tells devices apart.
	#[cfg(feature = "runtime-benchmarks")]
	fn make_device(owner: OrgId, n: u32, key: PublicKey) -> DeviceId;
}

/// A chain without devices.
impl Passports for () {
	fn facts(_: &DeviceId, _: Moment) -> Option<Facts> {
		None
	}

	fn key_at(_: &DeviceId, _: Moment) -> Option<KeyAt> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_device(_: OrgId, _: u32, _: PublicKey) -> DeviceId {
		DeviceId::zero()
	}
}

/// What a device is held to have done.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Charge {
	/// Two devices carry its serial number or its key.
	#[codec(index = 0)]
	Cloned,
	/// It was opened or altered.
	#[codec(index = 1)]
	Tampered,
	/// What it says is wrong.
	#[codec(index = 2)]
	Misreporting,
	/// It is known to be faulty or unsafe.
	#[codec(index = 3)]
	Defective,
	/// It signed two different things under one sequence number: it is cloned, or it cheats.
	#[codec(index = 4)]
	DoubleSigned,
}

/// How the chain itself, on evidence that it has checked, puts a device in quarantine.
pub trait Discipline {
	/// Quarantine `device`: what it says drives nothing until an appeal is upheld. `evidence` is
	/// the hash of what proves the charge. The caller has checked it: nobody is asked.
	///
	/// Errors, which leave everything as it was: there is no such device, it is quarantined
	/// already, or it is out of use for good.
	fn quarantine(device: &DeviceId, charge: Charge, evidence: H256) -> DispatchResult;

	/// What that costs at worst, those included who are told of it.
	fn weight() -> Weight;
}

/// A chain on which nothing is held against a device.
impl Discipline for () {
	fn quarantine(_: &DeviceId, _: Charge, _: H256) -> DispatchResult {
		Ok(())
	}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// Who has to know at once that a device's standing changed.
pub trait OnStanding {
	/// `device` now stands at `status`. Called after it was written down. It cannot fail.
	fn on_standing(device: &DeviceId, status: DeviceStatus);

	/// What one such call costs at worst.
	fn weight() -> Weight;
}

/// Nobody has to know.
impl OnStanding for () {
	fn on_standing(_: &DeviceId, _: DeviceStatus) {}

	fn weight() -> Weight {
		Weight::zero()
	}
}

/// One is told after the other.
impl<A: OnStanding, B: OnStanding> OnStanding for (A, B) {
	fn on_standing(device: &DeviceId, status: DeviceStatus) {
		A::on_standing(device, status);
		B::on_standing(device, status);
	}

	fn weight() -> Weight {
		A::weight().saturating_add(B::weight())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn device_id_is_the_hash_of_a_purpose_a_maker_and_a_serial() {
		let bytes = [
			&[15 << 2],
			b"hallmark/device".as_slice(),
			&[7, 0, 0, 0],
			&[4 << 2],
			b"SN-1",
		]
		.concat();
		assert_eq!(device_id(7, b"SN-1").0, blake2_256(&bytes));
		assert_ne!(device_id(7, b"SN-1"), device_id(8, b"SN-1"));
		assert_ne!(device_id(7, b"SN-1"), device_id(7, b"SN-2"));
	}

	struct Told<const N: u64>;

	impl<const N: u64> OnStanding for Told<N> {
		fn on_standing(_: &DeviceId, _: DeviceStatus) {}

		fn weight() -> Weight {
			Weight::from_parts(N, 1)
		}
	}

	#[test]
	fn telling_two_costs_as_much_as_telling_both() {
		type Both = (Told<1>, (Told<2>, ()));
		Both::on_standing(&DeviceId::zero(), DeviceStatus::Active);
		assert_eq!(Both::weight(), Weight::from_parts(3, 2));
	}

	#[test]
	fn only_two_standings_are_final() {
		let all = [
			(DeviceStatus::Active, false),
			(DeviceStatus::Suspended, false),
			(DeviceStatus::Suspect, false),
			(DeviceStatus::Quarantined, false),
			(DeviceStatus::Retired, true),
			(DeviceStatus::Revoked, true),
		];
		for (index, (status, is_final)) in all.into_iter().enumerate() {
			assert_eq!(status.encode(), [index as u8]);
			assert_eq!(status.is_final(), is_final);
		}
	}
}
