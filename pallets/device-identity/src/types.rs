//! What the pallet stores and shows.

use crate::DepositOf;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::{traits::ConstU32, BoundedVec};
use hallmark_keys::{PublicKey, Signature};
use hallmark_types::{
	device::{Charge, DeviceId, DeviceStatus, KeyAt, MAX_MODEL_LEN, MAX_SERIAL_LEN},
	organisation::{OrgId, Standing},
	Moment,
};
use polkadot_sdk::{frame_support, sp_core::H256};
use scale_info::TypeInfo;

/// A certificate's SHA-256 fingerprint, as every tool prints it.
pub type Fingerprint = H256;

/// A certificate in DER.
pub type CertificateBytes = BoundedVec<u8, ConstU32<{ hallmark_x509::MAX_CERTIFICATE_LEN as u32 }>>;

/// Certificates in DER, a device's own first, up to the one that the anchor issued.
pub type Chain = BoundedVec<CertificateBytes, ConstU32<{ hallmark_x509::MAX_CHAIN as u32 }>>;

/// A serial number: printable, as the maker wrote it.
pub type Serial = BoundedVec<u8, ConstU32<MAX_SERIAL_LEN>>;

/// A model's name in UTF-8, empty where the maker gave none.
pub type Model = BoundedVec<u8, ConstU32<MAX_MODEL_LEN>>;

/// The hashes beside the way from a leaf to the root, lowest first (RFC 9162 §2.1.3.1).
pub type Path = BoundedVec<hallmark_merkle::Hash, ConstU32<{ hallmark_merkle::MAX_PATH_LENGTH }>>;

/// Who paid for stored bytes, and what is held for them.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Deposit<AccountId, Ticket> {
	/// Who gets it back.
	pub payer: AccountId,
	/// What is held.
	pub ticket: Ticket,
}

/// A CA certificate that a maker's devices are vouched for by.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Anchor<Deposit> {
	/// What chains are verified against.
	pub authority: hallmark_x509::Authority,
	/// When the maker registered it.
	pub registered_at: Moment,
	/// From when on it vouches for nothing new.
	pub withdrawn_from: Option<Moment>,
	/// For its bytes. An anchor stays as evidence, and so does this.
	pub deposit: Deposit,
}

/// A list of devices that a maker made, as one Merkle root.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Manifest<Deposit> {
	/// How many devices are on the list: 1 to 2³².
	pub size: u64,
	/// What they are.
	pub model: Model,
	/// When the maker published it.
	pub published_at: Moment,
	/// From when on it vouches for nothing new.
	pub withdrawn_from: Option<Moment>,
	/// For its bytes. A manifest stays as evidence, and so does this.
	pub deposit: Deposit,
}

/// What vouches for a device's origin.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub enum Origin {
	/// A certificate chain (IEEE 802.1AR IDevID).
	#[codec(index = 0)]
	Certificate {
		/// The maker's CA certificate at the chain's end.
		anchor: Fingerprint,
		/// The device's own certificate.
		certificate: Fingerprint,
		/// The model that the device's certificate names.
		model: Model,
	},
	/// A place on a list.
	#[codec(index = 1)]
	Manifest {
		/// The list.
		root: H256,
		/// The place.
		index: u32,
	},
}

/// A device's passport as it is stored.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Device<Deposit> {
	/// Who made it.
	pub maker: OrgId,
	/// The number that the maker gave it.
	pub serial: Serial,
	/// What vouches for that.
	pub origin: Origin,
	/// Who holds it.
	pub owner: OrgId,
	/// When it was enrolled.
	pub enrolled_at: Moment,
	/// Where it stands.
	pub status: DeviceStatus,
	/// Since when: for a revoked device this may lie before the revocation.
	pub status_since: Moment,
	/// When it was retired or revoked, whatever moment the revocation reaches back to.
	pub out_of_use_at: Option<Moment>,
	/// The number of its latest key, which may be announced and not in force yet.
	pub last_epoch: u32,
	/// Its latest key. It has no end.
	pub latest: KeyEpoch,
	/// The key before. Here and not among the older ones, so that one read tells which key speaks
	/// now and which spoke just before.
	pub previous: Option<KeyEpoch>,
	/// For its bytes, those of its keys included.
	pub deposit: Deposit,
}

impl<Deposit> Device<Deposit> {
	/// How many keys it has had, an announced one included.
	pub fn epochs(&self) -> u32 {
		// `last_epoch` is less than `MaxKeyEpochs`, which is a number of the same kind.
		self.last_epoch.saturating_add(1)
	}

	/// One of its last two keys, by its number.
	pub fn recent_mut(&mut self, epoch: u32) -> Option<&mut KeyEpoch> {
		if epoch == self.last_epoch {
			Some(&mut self.latest)
		} else if epoch.checked_add(1) == Some(self.last_epoch) {
			self.previous.as_mut()
		} else {
			None
		}
	}

	/// Which of its last two keys spoke for it at `moment`. `None` if that was before them.
	pub fn recent_key(&self, moment: Moment) -> Option<KeyAt> {
		self.latest.at(moment, self.last_epoch).or_else(|| {
			let number = self.last_epoch.checked_sub(1)?;
			self.previous?.at(moment, number)
		})
	}
}

/// A stretch of time with one key.
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
pub struct KeyEpoch {
	/// The key that speaks for the device.
	pub key: PublicKey,
	/// From when on.
	pub valid_from: Moment,
	/// Until when, that moment excluded. `None` for the latest.
	pub valid_until: Option<Moment>,
	/// From when on somebody else may have held it too.
	pub compromised_since: Option<Moment>,
}

impl KeyEpoch {
	/// A stretch that begins at `from` and has no end.
	pub fn from(key: PublicKey, from: Moment) -> Self {
		Self {
			key,
			valid_from: from,
			valid_until: None,
			compromised_since: None,
		}
	}

	/// The key as it spoke at `moment`, if the stretch had begun. The caller knows that no later
	/// one had.
	pub(crate) fn at(&self, moment: Moment, number: u32) -> Option<KeyAt> {
		(self.valid_from <= moment).then(|| KeyAt {
			epoch: number,
			key: self.key,
			compromised: self.compromised_since.is_some_and(|since| since <= moment),
			compromised_since: self.compromised_since,
		})
	}
}

/// An offer of a device to another organisation.
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
pub struct Offer {
	/// Who may accept it.
	pub to: OrgId,
	/// It holds before this moment.
	pub expires_at: Moment,
}

/// Who acted on a device that is not theirs.
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
pub enum Supervisor {
	/// The consortium's council.
	#[codec(index = 0)]
	Council,
	/// The device's maker, or whoever succeeded it.
	#[codec(index = 1)]
	Maker(OrgId),
	/// A regulator.
	#[codec(index = 2)]
	Regulator(OrgId),
	/// The chain itself, on evidence that it has checked: see
	/// [`Discipline`](hallmark_types::device::Discipline).
	#[codec(index = 3)]
	Chain,
}

impl Supervisor {
	/// The organisation, where it is one.
	pub fn organisation(&self) -> Option<OrgId> {
		match self {
			Self::Council | Self::Chain => None,
			Self::Maker(organisation) | Self::Regulator(organisation) => Some(*organisation),
		}
	}
}

/// A quarantine and what was said against it.
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
pub struct Quarantine {
	/// Who ordered it.
	pub by: Supervisor,
	/// On what charge.
	pub charge: Charge,
	/// Hash of the evidence, which is kept off-chain.
	pub evidence: H256,
	/// An appeal can be made before this moment.
	pub appeal_before: Moment,
	/// Hash of the owner's appeal.
	pub appeal: Option<H256>,
}

/// A statement's signature and how long it holds.
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
pub struct Proof {
	/// The statement holds before this moment, which the signature commits to.
	pub expires_at: Moment,
	/// The signature over the statement (see `hallmark-keys`).
	pub signature: Signature,
}

/// One line of a manifest and where it stands.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct ManifestEntry {
	/// The device's number.
	pub serial: Serial,
	/// The device's key.
	pub key: PublicKey,
	/// The line, counted from 0.
	pub index: u32,
	/// What proves it.
	pub path: Path,
}

impl ManifestEntry {
	/// The line's bytes, of which the tree's leaf is the hash: the algorithm's number (0 Ed25519,
	/// 1 ES256, 2 ES256K), the key of 32 or 33 bytes, the serial number.
	pub fn line(key: &PublicKey, serial: &[u8]) -> alloc::vec::Vec<u8> {
		[&[key.algorithm() as u8], key.as_bytes(), serial].concat()
	}
}

/// A device's passport as it is shown.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Passport {
	/// The device.
	pub device: DeviceId,
	/// Where it comes from.
	pub origin: VerifiedOrigin,
	/// Who holds it.
	pub owner: OrgId,
	/// The key that speaks for it now.
	pub key: KeyAt,
	/// The key that was announced, and from when on it speaks.
	pub announced: Option<(PublicKey, Moment)>,
	/// The offer that is open.
	pub offer: Option<Offer>,
	/// The quarantine that it is under.
	pub quarantine: Option<Quarantine>,
}

/// Where a device comes from, and what that is worth today.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct VerifiedOrigin {
	/// Who made it.
	pub maker: OrgId,
	/// Where the maker stands.
	pub maker_standing: Option<Standing>,
	/// Who answers for it, where that is no longer the maker.
	pub successor: Option<OrgId>,
	/// The number that the maker gave it.
	pub serial: Serial,
	/// What it is.
	pub model: Model,
	/// What vouches for it.
	pub origin: Origin,
	/// From when on that vouches for nothing new. What was enrolled later is in doubt.
	pub withdrawn_from: Option<Moment>,
	/// When it was enrolled.
	pub enrolled_at: Moment,
	/// Where it stands.
	pub status: DeviceStatus,
	/// Since when.
	pub status_since: Moment,
}

/// [`Anchor`] in this runtime.
pub type AnchorOf<T> = Anchor<DepositOf<T>>;
/// [`Manifest`] in this runtime.
pub type ManifestOf<T> = Manifest<DepositOf<T>>;
/// [`Device`] in this runtime.
pub type DeviceOf<T> = Device<DepositOf<T>>;
