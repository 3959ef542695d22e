#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use frame_support::pallet_macros::import_section;
use polkadot_sdk::{frame_support, frame_system, sp_core, sp_io, sp_runtime};

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod certificates;
mod deposits;
mod enrolment;
mod errors;
mod events;
mod keys;
mod makers;
#[cfg(test)]
mod mock;
mod ownership;
mod standing;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
#[allow(missing_docs)] // The macros' own items; ours are documented.
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, Time},
	};
	use frame_system::pallet_prelude::*;
	use hallmark_keys::{PublicKey, Verify};
	use hallmark_types::{
		device::{Charge, DeviceId, DeviceStatus, KeyAt, OnStanding, Passports},
		organisation::{ActsFor, Directory, OrgId},
		Moment,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What is held for a datum, and for whom.
	pub type DepositOf<T> =
		Deposit<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For the bytes of passports, anchors and manifests.
		#[codec(index = 0)]
		Storage,
	}

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who acts for whom, and what is known of organisations.
		type Organisations: ActsFor<Self::AccountId> + Directory;

		/// The consortium's council.
		type CouncilOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// How signatures are verified.
		type Signatures: Verify + Default;

		/// What stored bytes cost.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Who is told when a device's standing changes.
		type OnStanding: OnStanding;

		/// The longest time that a statement of a device may hold, in milliseconds: what a device
		/// signed is not kept for another day.
		#[pallet::constant]
		type MaxProofLifetime: Get<Moment>;

		/// How long an owner's word alone takes to change a key, in milliseconds.
		#[pallet::constant]
		type RotationDelay: Get<Moment>;

		/// How long a quarantine can be appealed against, in milliseconds.
		#[pallet::constant]
		type AppealPeriod: Get<Moment>;

		/// How long the passport of a retired or revoked device stays, in milliseconds.
		#[pallet::constant]
		type RetentionPeriod: Get<Moment>;

		/// The most keys that a device can have had. Bounds its removal.
		#[pallet::constant]
		type MaxKeyEpochs: Get<u32>;

		/// How many makers that succeeded one another are followed to who answers today. Beyond
		/// it nobody does, until the council names a nearer successor.
		#[pallet::constant]
		type MaxSuccessions: Get<u32>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// CA certificates, by maker and fingerprint.
	///
	/// Twox64Concat: the organisations count up. Identity: a fingerprint is a hash.
	#[pallet::storage]
	pub type Anchors<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Identity, Fingerprint, AnchorOf<T>, OptionQuery>;

	/// Lists of devices, by maker and root.
	///
	/// Blake2_128Concat: nobody has checked that a root is a hash.
	#[pallet::storage]
	pub type Manifests<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrgId,
		Blake2_128Concat,
		H256,
		ManifestOf<T>,
		OptionQuery,
	>;

	/// Passports.
	///
	/// Identity: the id is a hash that we made.
	#[pallet::storage]
	pub type Devices<T: Config> = StorageMap<_, Identity, DeviceId, DeviceOf<T>, OptionQuery>;

	/// The keys that a device had before its last two, which are in its passport, counted from 0.
	///
	/// Identity: the id is a hash that we made. Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type KeyEpochs<T: Config> =
		StorageDoubleMap<_, Identity, DeviceId, Twox64Concat, u32, KeyEpoch, OptionQuery>;

	/// Whose key it is, by the BLAKE2b-256 hash of the key: a key speaks for one device, ever.
	///
	/// Identity: a hash that we made.
	#[pallet::storage]
	pub type KeyOwners<T: Config> = StorageMap<_, Identity, H256, DeviceId, OptionQuery>;

	/// Open offers: one a device.
	///
	/// Identity: the id is a hash that we made.
	#[pallet::storage]
	pub type Offers<T: Config> = StorageMap<_, Identity, DeviceId, Offer, OptionQuery>;

	/// Why a device is quarantined.
	///
	/// Identity: the id is a hash that we made.
	#[pallet::storage]
	pub type Quarantines<T: Config> = StorageMap<_, Identity, DeviceId, Quarantine, OptionQuery>;

	/// Devices whose passport was removed, with the moment: an id is never given again.
	///
	/// Identity: the id is a hash that we made.
	#[pallet::storage]
	pub type Removed<T: Config> = StorageMap<_, Identity, DeviceId, Moment, OptionQuery>;

	/// Who answers for the devices of an expelled maker.
	///
	/// Twox64Concat: the organisations count up.
	#[pallet::storage]
	pub type Successors<T: Config> = StorageMap<_, Twox64Concat, OrgId, OrgId, OptionQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				T::MaxKeyEpochs::get() >= 2,
				"MaxKeyEpochs: a key must be replaceable"
			);
			assert!(
				T::MaxProofLifetime::get() > 0,
				"MaxProofLifetime: no statement would hold"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Name a CA certificate that vouches for the caller's devices: a root or an issuing CA.
		///
		/// Origin: an account that acts for a maker in [`Scope::Anchors`]. Takes a deposit, which
		/// stays as long as the anchor: for good. A CA that issues for several makers must not be
		/// named by any of them, for each would vouch for the others' devices. Emits
		/// [`Event::AnchorRegistered`]. One signature at most.
		///
		/// [`Scope::Anchors`]: hallmark_types::organisation::Scope::Anchors
		#[pallet::call_index(0)]
		pub fn register_anchor(
			origin: OriginFor<T>,
			certificate: CertificateBytes,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register_anchor(who, certificate)
		}

		/// Let a certificate vouch for nothing new from a moment on, which may be past: what was
		/// enrolled since is then in doubt. The moment can be brought forward, not put off.
		///
		/// Origin: an account that acts, in [`Scope::Anchors`], for `maker`, or for whoever
		/// succeeded it if it is expelled. Emits [`Event::AnchorWithdrawn`]. O(1).
		///
		/// [`Scope::Anchors`]: hallmark_types::organisation::Scope::Anchors
		#[pallet::call_index(1)]
		pub fn withdraw_anchor(
			origin: OriginFor<T>,
			maker: OrgId,
			anchor: Fingerprint,
			from: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_anchor(who, maker, anchor, from)
		}

		/// Publish a list of up to 2³² devices as its Merkle root (RFC 9162 §2.1, SHA-256). Each
		/// leaf is a [line](ManifestEntry::line) of key and serial number.
		///
		/// Origin: as for [`register_anchor`](Self::register_anchor). Takes a deposit, which stays
		/// with the list. Emits [`Event::ManifestPublished`]. O(1), however many devices.
		#[pallet::call_index(2)]
		pub fn publish_manifest(
			origin: OriginFor<T>,
			root: H256,
			size: u64,
			model: Model,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_publish_manifest(who, root, size, model)
		}

		/// Let a list vouch for nothing new from a moment on: as
		/// [`withdraw_anchor`](Self::withdraw_anchor) does for a certificate.
		///
		/// Origin: as for [`withdraw_anchor`](Self::withdraw_anchor). Emits
		/// [`Event::ManifestWithdrawn`]. O(1).
		#[pallet::call_index(3)]
		pub fn withdraw_manifest(
			origin: OriginFor<T>,
			maker: OrgId,
			root: H256,
			from: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_manifest(who, maker, root, from)
		}

		/// Enrol a device by its certificate chain, for the caller's organisation.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`. `chain` starts with the
		/// device's own certificate and ends with the one that the anchor issued; the anchor's own
		/// may follow. `proof` is the device's `Possession`. Takes a deposit. Emits
		/// [`Event::DeviceEnrolled`].
		///
		/// If the serial number is enrolled with another key, nothing is enrolled, no deposit is
		/// taken, and the device that is enrolled becomes suspect: the call succeeds, so that this
		/// is kept, and emits [`Event::DuplicateClaimed`]. Four signatures at most.
		#[pallet::call_index(4)]
		#[pallet::weight(
			T::WeightInfo::enrol_with_certificate(chain.len() as u32)
				.saturating_add(T::OnStanding::weight())
		)]
		pub fn enrol_with_certificate(
			origin: OriginFor<T>,
			maker: OrgId,
			anchor: Fingerprint,
			chain: Chain,
			proof: Proof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_enrol_with_certificate(who, maker, anchor, chain, proof)
		}

		/// Enrol a device by its place on a maker's list, for the caller's organisation.
		///
		/// Origin, deposit, events and a second key for a serial number: as for
		/// [`enrol_with_certificate`](Self::enrol_with_certificate). One signature and at most 32
		/// hashes.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::enrol_with_manifest().saturating_add(T::OnStanding::weight()))]
		pub fn enrol_with_manifest(
			origin: OriginFor<T>,
			maker: OrgId,
			root: H256,
			entry: ManifestEntry,
			proof: Proof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_enrol_with_manifest(who, maker, root, entry, proof)
		}

		/// Replace a device's key at once, in both keys' own words: the one in force signs a
		/// `Rotation`, the next one a `Possession`.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`, so that a stolen key
		/// alone replaces nothing. Takes over the device's deposit. Emits [`Event::KeyRotated`].
		/// Two signatures.
		#[pallet::call_index(6)]
		pub fn rotate_key(
			origin: OriginFor<T>,
			device: DeviceId,
			next: PublicKey,
			rotation: Proof,
			possession: Proof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rotate_key(who, device, next, rotation, possession)
		}

		/// Announce a device's next key without the one in force, which is lost or stolen. It is
		/// in force after `RotationDelay` by itself, unless it is cancelled before.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`. `possession` is the
		/// next key's. Takes over the device's deposit. Emits [`Event::RotationAnnounced`]. One
		/// signature.
		#[pallet::call_index(7)]
		pub fn announce_rotation(
			origin: OriginFor<T>,
			device: DeviceId,
			next: PublicKey,
			possession: Proof,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_announce_rotation(who, device, next, possession)
		}

		/// Withdraw an announced key before it is in force.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`. Emits
		/// [`Event::RotationCancelled`]. O(1).
		#[pallet::call_index(8)]
		pub fn cancel_rotation(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel_rotation(who, device)
		}

		/// Say that one of a device's keys may have been in other hands from a moment on. What it
		/// signed since is tainted. The moment can be brought forward, not put off.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`, for the maker in
		/// `Scope::Anchors`, or for a regulator in `Scope::Regulation`. Emits
		/// [`Event::KeyCompromised`]. O(1).
		#[pallet::call_index(9)]
		pub fn report_compromise(
			origin: OriginFor<T>,
			device: DeviceId,
			epoch: u32,
			since: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_report_compromise(who, device, epoch, since)
		}

		/// Offer a device to another organisation, which may be suspended: it can receive.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`. Emits
		/// [`Event::DeviceOffered`]. O(1).
		#[pallet::call_index(10)]
		pub fn offer(
			origin: OriginFor<T>,
			device: DeviceId,
			to: OrgId,
			expires_at: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer(who, device, to, expires_at)
		}

		/// Take an offer back, expired or not.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`. Emits
		/// [`Event::OfferWithdrawn`]. O(1).
		#[pallet::call_index(11)]
		pub fn withdraw_offer(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_offer(who, device)
		}

		/// Accept a device.
		///
		/// Origin: an account that acts, in `Scope::Devices`, for the organisation that it was
		/// offered to, suspended or not. `possession` is signed by the device's key in force and names the new
		/// owner. An announced key is cancelled. Takes over the deposit. Emits
		/// [`Event::OwnerChanged`]. One signature.
		#[pallet::call_index(12)]
		pub fn accept(origin: OriginFor<T>, device: DeviceId, possession: Proof) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept(who, device, possession)
		}

		/// Put a device aside.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`. Emits
		/// [`Event::StatusChanged`]. O(1).
		#[pallet::call_index(13)]
		#[pallet::weight(T::WeightInfo::suspend().saturating_add(T::OnStanding::weight()))]
		pub fn suspend(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_suspend(who, device)
		}

		/// Take a suspended device up again.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`. Emits
		/// [`Event::StatusChanged`]. O(1).
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::resume().saturating_add(T::OnStanding::weight()))]
		pub fn resume(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resume(who, device)
		}

		/// Take a device out of use for good, however it stands.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`. Emits
		/// [`Event::StatusChanged`]. O(1).
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::retire().saturating_add(T::OnStanding::weight()))]
		pub fn retire(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_retire(who, device)
		}

		/// Remove the passport of a device that has been retired or revoked for
		/// `RetentionPeriod`. Its id is never given again. The deposit goes back to whoever paid
		/// it.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`. Emits
		/// [`Event::DeviceRemoved`]. O(keys).
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::remove(T::MaxKeyEpochs::get()))]
		pub fn remove(origin: OriginFor<T>, device: DeviceId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let epochs = Self::do_remove(who, device)?;
			Ok(Some(T::WeightInfo::remove(epochs)).into())
		}

		/// Quarantine a device: what it says drives nothing until an appeal is upheld.
		///
		/// Origin: the council, or an account that acts for the maker in `Scope::Anchors` or for a
		/// regulator in `Scope::Regulation`. `evidence` is the hash of what is kept off-chain.
		/// Emits [`Event::DeviceQuarantined`]. O(1).
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::quarantine().saturating_add(T::OnStanding::weight()))]
		pub fn quarantine(
			origin: OriginFor<T>,
			device: DeviceId,
			charge: Charge,
			evidence: H256,
		) -> DispatchResult {
			Self::do_quarantine(origin, device, charge, evidence)
		}

		/// Appeal against a quarantine, once, within `AppealPeriod`.
		///
		/// Origin: an account that acts for the owner in `Scope::Devices`. `appeal` is the hash of
		/// what is kept off-chain. Emits [`Event::QuarantineAppealed`]. O(1).
		#[pallet::call_index(18)]
		pub fn appeal(origin: OriginFor<T>, device: DeviceId, appeal: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_appeal(who, device, appeal)
		}

		/// Decide an appeal: the device is in good standing again, or revoked.
		///
		/// Origin: the council, or an account that acts in `Scope::Regulation` for a regulator
		/// that neither owns the device nor answers for it as its maker nor ordered the
		/// quarantine. Emits [`Event::StatusChanged`] and [`Event::AppealDecided`]. O(1).
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::decide_appeal().saturating_add(T::OnStanding::weight()))]
		pub fn decide_appeal(
			origin: OriginFor<T>,
			device: DeviceId,
			upheld: bool,
		) -> DispatchResult {
			Self::do_decide_appeal(origin, device, upheld)
		}

		/// Clear a suspect device: the second key was no clone's.
		///
		/// Origin: as for [`quarantine`](Self::quarantine), but nobody clears a device of their
		/// own. Emits [`Event::StatusChanged`]. O(1).
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::clear_suspicion().saturating_add(T::OnStanding::weight()))]
		pub fn clear_suspicion(origin: OriginFor<T>, device: DeviceId) -> DispatchResult {
			Self::do_clear_suspicion(origin, device)
		}

		/// Disown a device for good, from a moment on that may be past.
		///
		/// Origin: as for [`quarantine`](Self::quarantine). Emits [`Event::StatusChanged`]. O(1).
		#[pallet::call_index(21)]
		#[pallet::weight(T::WeightInfo::revoke().saturating_add(T::OnStanding::weight()))]
		pub fn revoke(origin: OriginFor<T>, device: DeviceId, since: Moment) -> DispatchResult {
			Self::do_revoke(origin, device, since)
		}

		/// Name who answers for the devices of an expelled maker: enrols what was made, and
		/// supervises what is enrolled.
		///
		/// Origin: the council. The successor is an active maker. Emits
		/// [`Event::SuccessorNamed`]. O(1).
		#[pallet::call_index(22)]
		pub fn name_successor(
			origin: OriginFor<T>,
			maker: OrgId,
			successor: OrgId,
		) -> DispatchResult {
			T::CouncilOrigin::ensure_origin(origin)?;
			Self::do_name_successor(maker, successor)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// A device's passport.
		pub fn passport(device: DeviceId) -> Option<Passport> {
			Self::passport_of(&device)
		}

		/// Where a device comes from, and what that is worth today.
		pub fn verify_origin(device: DeviceId) -> Option<VerifiedOrigin> {
			Self::origin_of(Devices::<T>::get(device)?)
		}

		/// The key that speaks for a device at a moment.
		pub fn key_at(device: DeviceId, moment: Moment) -> Option<KeyAt> {
			<Self as Passports>::key_at(&device, moment)
		}

		/// Whose key it is, or was.
		pub fn device_of_key(key: PublicKey) -> Option<DeviceId> {
			KeyOwners::<T>::get(Self::key_hash(&key))
		}
	}
}
