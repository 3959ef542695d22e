//! What makers vouch with: certificates and lists. And who answers when a maker is gone.

use super::*;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use hallmark_types::{
	organisation::{ActsFor, Directory, OrgId, Role, Scope, Standing},
	Moment,
};
use hallmark_x509::Certificate;
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

/// The most devices on a list.
const MAX_MANIFEST_SIZE: u64 = 1 << 32;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_anchor(
		who: T::AccountId,
		certificate: CertificateBytes,
	) -> DispatchResult {
		let maker = Self::acting_maker(&who)?;
		let anchor = Self::fingerprint(&certificate);
		ensure!(
			!Anchors::<T>::contains_key(maker, anchor),
			Error::<T>::AnchorAlreadyRegistered
		);
		let now = T::Time::now();
		let authority = Certificate::parse(&certificate)
			.and_then(|certificate| certificate.authority(&T::Signatures::default()))
			.map_err(|flaw| Error::<T>::from_flaw(0, flaw))?;
		ensure!(
			!authority.validity.is_over(now),
			Error::<T>::CertificateExpired(0)
		);

		let deposit = Self::take_deposit(&who, Self::anchor_footprint())?;
		Anchors::<T>::insert(
			maker,
			anchor,
			Anchor {
				authority,
				registered_at: now,
				withdrawn_from: None,
				deposit,
			},
		);
		Self::deposit_event(Event::AnchorRegistered { maker, anchor });
		Ok(())
	}

	pub(crate) fn do_withdraw_anchor(
		who: T::AccountId,
		maker: OrgId,
		anchor: Fingerprint,
		from: Moment,
	) -> DispatchResult {
		Self::ensure_answers_for(&who, maker)?;
		let mut record = Anchors::<T>::get(maker, anchor).ok_or(Error::<T>::UnknownAnchor)?;
		Self::bring_forward(&mut record.withdrawn_from, from)?;

		Anchors::<T>::insert(maker, anchor, record);
		Self::deposit_event(Event::AnchorWithdrawn {
			maker,
			anchor,
			from,
		});
		Ok(())
	}

	pub(crate) fn do_publish_manifest(
		who: T::AccountId,
		root: H256,
		size: u64,
		model: Model,
	) -> DispatchResult {
		let maker = Self::acting_maker(&who)?;
		ensure!(
			(1..=MAX_MANIFEST_SIZE).contains(&size),
			Error::<T>::ManifestSizeOutOfRange
		);
		ensure!(
			core::str::from_utf8(&model).is_ok_and(|text| !text.chars().any(char::is_control)),
			Error::<T>::ModelInvalid
		);
		ensure!(
			!Manifests::<T>::contains_key(maker, root),
			Error::<T>::ManifestAlreadyPublished
		);

		let deposit = Self::take_deposit(&who, Self::manifest_footprint())?;
		Manifests::<T>::insert(
			maker,
			root,
			Manifest {
				size,
				model,
				published_at: T::Time::now(),
				withdrawn_from: None,
				deposit,
			},
		);
		Self::deposit_event(Event::ManifestPublished { maker, root, size });
		Ok(())
	}

	pub(crate) fn do_withdraw_manifest(
		who: T::AccountId,
		maker: OrgId,
		root: H256,
		from: Moment,
	) -> DispatchResult {
		Self::ensure_answers_for(&who, maker)?;
		let mut record = Manifests::<T>::get(maker, root).ok_or(Error::<T>::UnknownManifest)?;
		Self::bring_forward(&mut record.withdrawn_from, from)?;

		Manifests::<T>::insert(maker, root, record);
		Self::deposit_event(Event::ManifestWithdrawn { maker, root, from });
		Ok(())
	}

	pub(crate) fn do_name_successor(maker: OrgId, successor: OrgId) -> DispatchResult {
		ensure!(
			T::Organisations::standing(maker) == Some(Standing::Expelled),
			Error::<T>::MakerNotExpelled
		);
		ensure!(
			Self::is_active_maker(successor),
			Error::<T>::SuccessorInvalid
		);

		Successors::<T>::insert(maker, successor);
		Self::deposit_event(Event::SuccessorNamed { maker, successor });
		Ok(())
	}

	/// The maker that `who` acts for.
	fn acting_maker(who: &T::AccountId) -> Result<OrgId, DispatchError> {
		let maker = T::Organisations::acting(who, Scope::Anchors)?;
		ensure!(
			T::Organisations::has_role(maker, Role::Maker),
			Error::<T>::NotMaker
		);
		Ok(maker)
	}

	/// That `who` acts for whoever answers for what `maker` made. The role does not matter: what a
	/// maker said it can always take back.
	fn ensure_answers_for(who: &T::AccountId, maker: OrgId) -> DispatchResult {
		let organisation = T::Organisations::acting(who, Scope::Anchors)?;
		ensure!(
			organisation == Self::responsible_for(maker),
			Error::<T>::NotAnswerable
		);
		Ok(())
	}

	/// Whether the organisation is active and a maker.
	fn is_active_maker(organisation: OrgId) -> bool {
		T::Organisations::standing(organisation) == Some(Standing::Active)
			&& T::Organisations::has_role(organisation, Role::Maker)
	}

	/// Who answers for what `maker` made: itself, or the last in the line of its successors.
	///
	/// The line has no loop: it leads from makers that are expelled, which is final, to one that
	/// was active at the time.
	pub(crate) fn responsible_for(maker: OrgId) -> OrgId {
		let mut last = maker;
		for _ in 0..T::MaxSuccessions::get() {
			match Successors::<T>::get(last) {
				Some(next) => last = next,
				None => break,
			}
		}
		last
	}

	/// That somebody active answers for what `maker` makes.
	pub(crate) fn ensure_vouched(maker: OrgId) -> DispatchResult {
		ensure!(
			Self::is_active_maker(Self::responsible_for(maker)),
			Error::<T>::MakerNotActive
		);
		Ok(())
	}

	/// Set the moment of a withdrawal, or an earlier one than was set.
	fn bring_forward(withdrawn_from: &mut Option<Moment>, from: Moment) -> DispatchResult {
		ensure!(
			withdrawn_from.is_none_or(|already| from < already),
			Error::<T>::AlreadyWithdrawn
		);
		*withdrawn_from = Some(from);
		Ok(())
	}

	/// A certificate's SHA-256.
	pub(crate) fn fingerprint(certificate: &[u8]) -> Fingerprint {
		sp_io::hashing::sha2_256(certificate).into()
	}
}
