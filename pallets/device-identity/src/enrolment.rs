//! How a device comes by its passport.
//!
//! What costs nothing is checked first, certificates and paths next, the device's own signature
//! last: by then everything that it speaks for is known to be the maker's word.

use super::*;
use codec::Encode;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use frame_system::pallet_prelude::BlockNumberFor;
use hallmark_keys::{Possession, PublicKey, Statement};
use hallmark_types::{
	device::{device_id, DeviceId, DeviceStatus},
	organisation::{ActsFor, OrgId, Scope},
	Moment,
};
use sp_core::H256;
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

/// A device as its maker vouches for it, before it has spoken itself.
struct Vouched {
	maker: OrgId,
	serial: Serial,
	key: PublicKey,
	origin: Origin,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_enrol_with_certificate(
		who: T::AccountId,
		maker: OrgId,
		anchor: Fingerprint,
		chain: Chain,
		proof: Proof,
	) -> DispatchResult {
		let owner = T::Organisations::acting(&who, Scope::Devices)?;
		let now = T::Time::now();
		Self::ensure_fresh(&proof, now)?;
		let record = Anchors::<T>::get(maker, anchor).ok_or(Error::<T>::UnknownAnchor)?;
		ensure!(
			record.withdrawn_from.is_none_or(|from| now < from),
			Error::<T>::AnchorWithdrawn
		);
		Self::ensure_vouched(maker)?;

		let certificates: alloc::vec::Vec<&[u8]> = chain.iter().map(|one| &one[..]).collect();
		// Tools send the anchor along: it is known here, and proves nothing about itself.
		let issued = match certificates.split_last() {
			Some((last, issued)) if Self::fingerprint(last) == anchor => issued,
			_ => &certificates[..],
		};
		let identity =
			hallmark_x509::verify_chain(issued, &record.authority, now, &T::Signatures::default())
				.map_err(Error::<T>::from)?;
		let leaf = certificates
			.first()
			.ok_or(Error::<T>::ChainLengthOutOfRange)?;

		Self::admit(
			who,
			owner,
			Vouched {
				maker,
				serial: Serial::try_from(identity.serial.as_slice().to_vec())
					.map_err(|_| Error::<T>::SerialInvalid)?,
				key: identity.key,
				origin: Origin::Certificate {
					anchor,
					certificate: Self::fingerprint(leaf),
					model: Model::try_from(identity.model.as_slice().to_vec())
						.map_err(|_| Error::<T>::ModelInvalid)?,
				},
			},
			&proof,
			now,
		)
	}

	pub(crate) fn do_enrol_with_manifest(
		who: T::AccountId,
		maker: OrgId,
		root: H256,
		entry: ManifestEntry,
		proof: Proof,
	) -> DispatchResult {
		let owner = T::Organisations::acting(&who, Scope::Devices)?;
		let now = T::Time::now();
		Self::ensure_fresh(&proof, now)?;
		let record = Manifests::<T>::get(maker, root).ok_or(Error::<T>::UnknownManifest)?;
		ensure!(
			record.withdrawn_from.is_none_or(|from| now < from),
			Error::<T>::ManifestWithdrawn
		);
		Self::ensure_vouched(maker)?;
		ensure!(
			!entry.serial.is_empty() && entry.serial.iter().all(|byte| matches!(byte, 0x20..=0x7e)),
			Error::<T>::SerialInvalid
		);
		hallmark_merkle::verify_inclusion(
			&hallmark_merkle::leaf_hash(&ManifestEntry::line(&entry.key, &entry.serial)),
			entry.index,
			record.size,
			&entry.path,
			root.as_fixed_bytes(),
		)
		.map_err(Self::manifest_error)?;

		Self::admit(
			who,
			owner,
			Vouched {
				maker,
				serial: entry.serial,
				key: entry.key,
				origin: Origin::Manifest {
					root,
					index: entry.index,
				},
			},
			&proof,
			now,
		)
	}

	/// Enrol a device that its maker vouches for, or note that it is there twice.
	fn admit(
		payer: T::AccountId,
		owner: OrgId,
		vouched: Vouched,
		proof: &Proof,
		now: Moment,
	) -> DispatchResult {
		let Vouched {
			maker,
			serial,
			key,
			origin,
		} = vouched;
		let id = device_id(maker, &serial);
		ensure!(!Removed::<T>::contains_key(id), Error::<T>::DeviceIsRemoved);
		let key_hash = Self::key_hash(&key);
		if let Some(holder) = KeyOwners::<T>::get(key_hash) {
			ensure!(holder != id, Error::<T>::AlreadyEnrolled);
			return Err(Error::<T>::KeyInUse.into());
		}
		Self::ensure_possession(id, owner, key, proof)?;

		if let Some(device) = Devices::<T>::get(id) {
			if matches!(
				device.status,
				DeviceStatus::Active | DeviceStatus::Suspended
			) {
				Self::set_status(id, device, DeviceStatus::Suspect, now);
			}
			Self::deposit_event(Event::DuplicateClaimed {
				device: id,
				claimant: owner,
				key_hash,
			});
			return Ok(());
		}

		let deposit = Self::take_deposit(&payer, Self::device_footprint(1))?;
		Devices::<T>::insert(
			id,
			Device {
				maker,
				serial,
				origin,
				owner,
				enrolled_at: now,
				status: DeviceStatus::Active,
				status_since: now,
				out_of_use_at: None,
				last_epoch: 0,
				latest: KeyEpoch::from(key, now),
				previous: None,
				deposit,
			},
		);
		KeyOwners::<T>::insert(key_hash, id);
		Self::deposit_event(Event::DeviceEnrolled {
			device: id,
			maker,
			owner,
		});
		Ok(())
	}

	/// That a statement holds now, and for no longer than allowed.
	pub(crate) fn ensure_fresh(proof: &Proof, now: Moment) -> DispatchResult {
		ensure!(now < proof.expires_at, Error::<T>::ProofExpired);
		ensure!(
			proof.expires_at - now <= T::MaxProofLifetime::get(),
			Error::<T>::ProofLivesTooLong
		);
		Ok(())
	}

	/// That `key` signed its `Possession` of `device` for `owner`.
	pub(crate) fn ensure_possession(
		device: DeviceId,
		owner: OrgId,
		key: PublicKey,
		proof: &Proof,
	) -> DispatchResult {
		let statement = Possession {
			genesis: Self::genesis(),
			device: device.0,
			owner,
			key,
			expires_at: proof.expires_at,
		};
		ensure!(
			statement.is_signed_by(&key, &proof.signature, &T::Signatures::default()),
			Error::<T>::PossessionNotProven
		);
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

	/// What a key is found by.
	pub(crate) fn key_hash(key: &PublicKey) -> H256 {
		key.using_encoded(sp_io::hashing::blake2_256).into()
	}

	/// This pallet's word for what is wrong with a path.
	fn manifest_error(error: hallmark_merkle::Error) -> DispatchError {
		use hallmark_merkle::Error as Merkle;
		match error {
			Merkle::EmptyTree | Merkle::TooManyLeaves => Error::<T>::ManifestSizeOutOfRange,
			Merkle::IndexOutOfRange => Error::<T>::ManifestIndexOutOfRange,
			Merkle::PathLength { .. } => Error::<T>::ManifestPathLengthMismatch,
			Merkle::RootMismatch => Error::<T>::NotInManifest,
		}
		.into()
	}
}
