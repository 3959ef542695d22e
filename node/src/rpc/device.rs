//! Devices: passports, origin, keys.

use std::sync::Arc;

use hallmark_keys::PublicKey;
use hallmark_rpc::{
	device::{
		Algorithm, AnnouncedKey, Charge, DeviceApiServer, DeviceOffer, DeviceStatus, Key, KeyAt,
		Origin, Passport, Quarantine, Supervisor, VerifiedOrigin,
	},
	door, DeviceRef, Hex32, Time, When,
};
use hallmark_runtime::Runtime;
use hallmark_types::device;
use jsonrpsee::core::RpcResult;
use pallet_device_identity::{
	types, DeviceOfKeyViewFunction, KeyAtViewFunction, PassportViewFunction,
	VerifyOriginViewFunction,
};

use super::{
	ask::Ask,
	show::{hex_if, text, time, time_if, Show},
};
use crate::service::types::FullClient;

/// Answers the methods.
pub struct Devices(pub Arc<FullClient>);

impl Show for device::DeviceStatus {
	type As = DeviceStatus;

	fn show(&self) -> DeviceStatus {
		match self {
			Self::Active => DeviceStatus::Active,
			Self::Suspended => DeviceStatus::Suspended,
			Self::Suspect => DeviceStatus::Suspect,
			Self::Quarantined => DeviceStatus::Quarantined,
			Self::Retired => DeviceStatus::Retired,
			Self::Revoked => DeviceStatus::Revoked,
		}
	}
}

impl Show for device::KeyAt {
	type As = KeyAt;

	fn show(&self) -> KeyAt {
		KeyAt {
			epoch: self.epoch,
			key: self.key.show(),
			compromised: self.compromised,
			compromised_since: time_if(self.compromised_since),
		}
	}
}

impl Show for device::Charge {
	type As = Charge;

	fn show(&self) -> Charge {
		match self {
			Self::Cloned => Charge::Cloned,
			Self::Tampered => Charge::Tampered,
			Self::Misreporting => Charge::Misreporting,
			Self::Defective => Charge::Defective,
			Self::DoubleSigned => Charge::DoubleSigned,
		}
	}
}

impl Show for types::Supervisor {
	type As = Supervisor;

	fn show(&self) -> Supervisor {
		match *self {
			Self::Council => Supervisor::Council,
			Self::Maker(org) => Supervisor::Maker { org },
			Self::Regulator(org) => Supervisor::Regulator { org },
			Self::Chain => Supervisor::Chain,
		}
	}
}

impl Show for types::Quarantine {
	type As = Quarantine;

	fn show(&self) -> Quarantine {
		Quarantine {
			by: self.by.show(),
			charge: self.charge.show(),
			evidence: self.evidence.into(),
			appeal_before: time(self.appeal_before),
			appeal: hex_if(self.appeal),
		}
	}
}

impl Show for types::Origin {
	type As = Origin;

	fn show(&self) -> Origin {
		match self {
			Self::Certificate {
				anchor,
				certificate,
				..
			} => Origin::Certificate {
				anchor: (*anchor).into(),
				certificate: (*certificate).into(),
			},
			Self::Manifest { root, index } => Origin::Manifest {
				root: (*root).into(),
				index: *index,
			},
		}
	}
}

impl Show for types::VerifiedOrigin {
	type As = VerifiedOrigin;

	fn show(&self) -> VerifiedOrigin {
		VerifiedOrigin {
			maker: self.maker,
			maker_standing: self.maker_standing.show(),
			successor: self.successor,
			serial: text(&self.serial),
			model: text(&self.model),
			vouched_by: self.origin.show(),
			withdrawn_from: time_if(self.withdrawn_from),
			enrolled_at: time(self.enrolled_at),
			status: self.status.show(),
			status_since: time(self.status_since),
		}
	}
}

impl Show for types::Passport {
	type As = Passport;

	fn show(&self) -> Passport {
		Passport {
			device: self.device.into(),
			origin: self.origin.show(),
			owner: self.owner,
			key: self.key.show(),
			announced: self.announced.map(|(key, valid_from)| AnnouncedKey {
				key: key.show(),
				valid_from: time(valid_from),
			}),
			offer: self.offer.map(|offer| DeviceOffer {
				to: offer.to,
				expires_at: time(offer.expires_at),
			}),
			quarantine: self.quarantine.show(),
		}
	}
}

/// A key as the chain has it.
///
/// Fails if it has more or fewer bytes than one of its kind.
fn public_key(key: &Key) -> RpcResult<PublicKey> {
	let bytes = &key.public.0[..];
	let read = match key.algorithm {
		Algorithm::Ed25519 => bytes.try_into().ok().map(PublicKey::Ed25519),
		Algorithm::Es256 => bytes.try_into().ok().map(PublicKey::Es256),
		Algorithm::Es256k => bytes.try_into().ok().map(PublicKey::Es256k),
	};
	read.ok_or_else(|| {
		let problem = format!("{} bytes are no key of this algorithm", bytes.len());
		door::refuse("device_ofKey", "key", &problem)
	})
}

impl DeviceApiServer for Devices {
	fn passport(&self, device: DeviceRef, at: Option<Hex32>) -> RpcResult<Option<Passport>> {
		let view = PassportViewFunction::<Runtime>::new(device.id().into());
		Ok(Ask::new(&self.0, at)?.view(view)?.show())
	}

	fn verify_origin(
		&self,
		device: DeviceRef,
		at: Option<Hex32>,
	) -> RpcResult<Option<VerifiedOrigin>> {
		let view = VerifyOriginViewFunction::<Runtime>::new(device.id().into());
		Ok(Ask::new(&self.0, at)?.view(view)?.show())
	}

	fn key_at(
		&self,
		device: DeviceRef,
		When(Time(moment)): When,
		at: Option<Hex32>,
	) -> RpcResult<Option<KeyAt>> {
		let view = KeyAtViewFunction::<Runtime>::new(device.id().into(), moment);
		Ok(Ask::new(&self.0, at)?.view(view)?.show())
	}

	fn of_key(&self, key: Key, at: Option<Hex32>) -> RpcResult<Option<Hex32>> {
		let view = DeviceOfKeyViewFunction::<Runtime>::new(public_key(&key)?);
		Ok(hex_if(Ask::new(&self.0, at)?.view(view)?))
	}
}
