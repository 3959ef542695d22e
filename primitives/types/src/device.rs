//! Devices: their ids, their standing, and what the other pallets may ask about them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_keys::PublicKey;
use polkadot_sdk::{sp_core::H256, sp_crypto_hashing::blake2_256};
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
}

/// What the other pallets ask about devices.
pub trait Passports {
	/// Who owns the device. `None` if there is no such device.
	fn owner(device: &DeviceId) -> Option<OrgId>;

	/// Where it stands. `None` if there is no such device.
	fn status(device: &DeviceId) -> Option<DeviceStatus>;

	/// The key that speaks for it at `moment`. `None` before its first key and for no device.
	fn key_at(device: &DeviceId, moment: Moment) -> Option<KeyAt>;
}

/// A chain without devices.
impl Passports for () {
	fn owner(_: &DeviceId) -> Option<OrgId> {
		None
	}

	fn status(_: &DeviceId) -> Option<DeviceStatus> {
		None
	}

	fn key_at(_: &DeviceId, _: Moment) -> Option<KeyAt> {
		None
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
