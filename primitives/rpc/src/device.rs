//! Devices: passports, origin, keys.

use std::borrow::Cow;

use hallmark_types::{device::device_id, organisation::OrgId};
use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};
use serde::{de, Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::{
	method::methods,
	organisation::Standing,
	value::{kinds, objects, words},
	Bytes, Hex32, Time, When,
};

/// A device as a parameter: by its id, or by what its maker calls it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub enum DeviceRef {
	/// Its id.
	Id(Hex32),
	/// Its maker and the serial number that the maker gave it.
	Serial {
		/// The maker's number as an organisation.
		maker: OrgId,
		/// The serial number, as the maker wrote it.
		serial: String,
	},
}

impl DeviceRef {
	/// Its id.
	pub fn id(&self) -> Hex32 {
		match self {
			Self::Id(id) => *id,
			Self::Serial { maker, serial } => device_id(*maker, serial.as_bytes()).into(),
		}
	}
}

impl From<Hex32> for DeviceRef {
	fn from(id: Hex32) -> Self {
		Self::Id(id)
	}
}

impl<'de> Deserialize<'de> for DeviceRef {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		#[derive(Deserialize)]
		#[serde(deny_unknown_fields)]
		struct Named {
			maker: OrgId,
			serial: String,
		}
		match Value::deserialize(deserializer)? {
			Value::String(id) => id.parse().map(Self::Id).map_err(de::Error::custom),
			object @ Value::Object(_) => {
				let Named { maker, serial } =
					Named::deserialize(object).map_err(de::Error::custom)?;
				Ok(Self::Serial { maker, serial })
			},
			other => Err(de::Error::custom(format!("{other} names no device"))),
		}
	}
}

impl JsonSchema for DeviceRef {
	fn schema_name() -> Cow<'static, str> {
		"DeviceRef".into()
	}

	fn json_schema(generator: &mut SchemaGenerator) -> Schema {
		json_schema!({
			"description": "A device by its id, or by its maker's number and its serial number.",
			"anyOf": [
				generator.subschema_for::<Hex32>(),
				{
					"type": "object",
					"properties": {
						"maker": { "type": "integer", "minimum": 0 },
						"serial": { "type": "string" },
					},
					"required": ["maker", "serial"],
					"additionalProperties": false,
				},
			],
		})
	}
}

words! {
	/// Where a device stands.
	pub enum DeviceStatus {
		/// In good standing.
		Active,
		/// Put aside by its owner, who can take it up again.
		Suspended,
		/// A second key was proven for its serial number: one of the two is a clone.
		Suspect,
		/// There is evidence against it: what it says drives nothing until an appeal is upheld.
		Quarantined,
		/// Out of use, by its owner, for good.
		Retired,
		/// Disowned by its maker or a regulator, for good.
		Revoked,
	}

	/// How a key signs.
	pub enum Algorithm {
		/// EdDSA on edwards25519 (RFC 8032).
		Ed25519,
		/// ECDSA on P-256 with SHA-256.
		Es256,
		/// ECDSA on secp256k1 with SHA-256.
		Es256k,
	}

	/// What a device is held to have done.
	pub enum Charge {
		/// Two devices carry its serial number or its key.
		Cloned,
		/// It was opened or altered.
		Tampered,
		/// What it says is wrong.
		Misreporting,
		/// It is known to be faulty or unsafe.
		Defective,
		/// It signed two different things under one sequence number.
		DoubleSigned,
	}
}

objects! {
	/// A public key.
	pub struct Key {
		/// How it signs.
		pub algorithm: Algorithm,
		/// Its bytes: a compressed point, 32 bytes of Ed25519, 33 of the others.
		pub public: Bytes,
	}

	/// The key that spoke for a device at one moment.
	pub struct KeyAt {
		/// Counts the device's keys from 0.
		pub epoch: u32,
		/// The key.
		pub key: Key,
		/// Whether somebody else may have held it at that moment too: what it signed is tainted.
		pub compromised: bool,
		/// From when on somebody else may have held it.
		pub compromised_since: Option<Time>,
	}

	/// A key that is announced and not in force yet.
	pub struct AnnouncedKey {
		/// The key.
		pub key: Key,
		/// From when on it speaks.
		pub valid_from: Time,
	}

	/// An offer of a device to another organisation.
	pub struct DeviceOffer {
		/// Who may accept it.
		pub to: OrgId,
		/// It holds before this moment.
		pub expires_at: Time,
	}

	/// A quarantine and what was said against it.
	pub struct Quarantine {
		/// Who ordered it.
		pub by: Supervisor,
		/// On what charge.
		pub charge: Charge,
		/// Hash of the evidence, which is kept off-chain.
		pub evidence: Hex32,
		/// An appeal can be made before this moment.
		pub appeal_before: Time,
		/// Hash of the owner's appeal.
		pub appeal: Option<Hex32>,
	}

	/// Where a device comes from, and what that is worth today.
	pub struct VerifiedOrigin {
		/// Who made it.
		pub maker: OrgId,
		/// Where the maker stands.
		pub maker_standing: Option<Standing>,
		/// Who answers for it, where that is no longer the maker.
		pub successor: Option<OrgId>,
		/// The number that the maker gave it.
		pub serial: String,
		/// What it is. Empty where the maker gave no name.
		pub model: String,
		/// What vouches for it.
		pub vouched_by: Origin,
		/// From when on that vouches for nothing new. What was enrolled later is in doubt.
		pub withdrawn_from: Option<Time>,
		/// When it was enrolled.
		pub enrolled_at: Time,
		/// Where it stands.
		pub status: DeviceStatus,
		/// Since when.
		pub status_since: Time,
	}

	/// A device's passport.
	pub struct Passport {
		/// The device.
		pub device: Hex32,
		/// Where it comes from.
		pub origin: VerifiedOrigin,
		/// Who holds it.
		pub owner: OrgId,
		/// The key that speaks for it now.
		pub key: KeyAt,
		/// The key that was announced.
		pub announced: Option<AnnouncedKey>,
		/// The offer that is open.
		pub offer: Option<DeviceOffer>,
		/// The quarantine that it is under.
		pub quarantine: Option<Quarantine>,
	}
}

kinds! {
	/// What vouches for a device's origin.
	pub enum Origin {
		/// A certificate chain (IEEE 802.1AR IDevID).
		Certificate {
			/// SHA-256 fingerprint of the maker's CA certificate at the chain's end.
			anchor: Hex32,
			/// SHA-256 fingerprint of the device's own certificate.
			certificate: Hex32,
		},
		/// A place on a list.
		Manifest {
			/// The list's Merkle root (RFC 9162).
			root: Hex32,
			/// The place, counted from 0.
			index: u32,
		},
	}

	/// Who acted on a device that is not theirs.
	pub enum Supervisor {
		/// The consortium's council.
		Council,
		/// The device's maker, or whoever succeeded it.
		Maker {
			/// Its number.
			org: OrgId,
		},
		/// A regulator.
		Regulator {
			/// Its number.
			org: OrgId,
		},
		/// The chain itself, on evidence that it has checked.
		Chain,
	}
}

methods! {
	/// Devices.
	DeviceApi, METHODS, "device";

	/// A device's passport: origin, owner, keys, standing. `null` if there is no such device.
	passport "passport" (
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
	) -> Option<Passport>;

	/// Where a device comes from, who vouches for it, and what that is worth today. `null` if there is
	/// no such device.
	verify_origin "verifyOrigin" (
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
	) -> Option<VerifiedOrigin>;

	/// The key that spoke for a device at a moment. `null` before its first key, and if there is no
	/// such device.
	key_at "keyAt" (
		/// The device: its id, `0x` and 64 hexadecimal digits, or `{"maker": 2, "serial": "SN-1"}`.
		device: DeviceRef,
		/// The moment: in UTC such as `2026-11-22T08:00:00Z`, or in milliseconds since 1970 began.
		moment: When,
	) -> Option<KeyAt>;

	/// The device whose key this is, or was. `null` if it is nobody's.
	of_key "ofKey" (
		/// The key: `{"algorithm": "ed25519", "public": "0x…"}`; 32 bytes of Ed25519, 33 of ES256 and
		/// ES256K.
		key: Key,
	) -> Option<Hex32>;
}
