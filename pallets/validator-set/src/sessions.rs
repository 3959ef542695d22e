//! What pallet-session asks: when a session ends, and who is in the next one.

use super::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{traits::EstimateNextSessionRotation, traits::Get, weights::Weight};
use frame_system::pallet_prelude::BlockNumberFor;
use pallet_session::{historical, ShouldEndSession};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{
	traits::{Convert, Saturating},
	Permill,
};
use sp_staking::{offence::OffenceSeverity, SessionIndex};

impl<T: Config> Pallet<T> {
	/// The seated validators whose keys may be used. A validator that went back to a burned key
	/// after its return is left out until it registers a fresh one.
	fn eligible() -> Vec<(T::AccountId, T::Keys)> {
		Self::seated()
			.into_iter()
			.filter_map(|who| pallet_session::Pallet::<T>::load_keys(&who).map(|keys| (who, keys)))
			.filter(|(_, keys)| !Self::any_burned(keys))
			.collect()
	}

	/// The set of the session `index`, or `None` where it stays as it is.
	fn plan(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		let eligible = Self::eligible();
		if eligible.is_empty() {
			log::error!(
				target: LOG_TARGET,
				"no validator can be seated in session {index}: the authorities stay as they are"
			);
			return None;
		}

		let fingerprint = H256::from(blake2_256(&eligible.encode()));
		if PlannedSet::<T>::get() == Some(fingerprint) {
			return None;
		}
		PlannedSet::<T>::put(fingerprint);
		Some(eligible.into_iter().map(|(who, _)| who).collect())
	}
}

impl<T: Config> pallet_session::SessionManager<T::AccountId> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<T::AccountId>> {
		if let Some(oldest) = index.checked_sub(T::EvidenceLifetime::get()) {
			historical::Pallet::<T>::prune_up_to(oldest);
		}
		Self::plan(index)
	}

	fn start_session(_: SessionIndex) {
		SessionStart::<T>::put(frame_system::Pallet::<T>::block_number());

		// A changed set clears the list of the disabled, and an offender may still have one
		// session to go in it.
		for who in pallet_session::Validators::<T>::get() {
			if Offenders::<T>::contains_key(&who) {
				pallet_session::Pallet::<T>::report_offence(who, OffenceSeverity::max_severity());
			}
		}
	}

	fn end_session(_: SessionIndex) {}
}

impl<T: Config> historical::SessionManager<T::AccountId, T::FullIdentification> for Pallet<T> {
	fn new_session(index: SessionIndex) -> Option<Vec<(T::AccountId, T::FullIdentification)>> {
		let validators = <Self as pallet_session::SessionManager<_>>::new_session(index)?;
		let identified = validators
			.into_iter()
			.filter_map(|who| T::FullIdentificationOf::convert(who.clone()).map(|id| (who, id)))
			.collect();
		Some(identified)
	}

	fn start_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::start_session(index)
	}

	fn end_session(index: SessionIndex) {
		<Self as pallet_session::SessionManager<_>>::end_session(index)
	}
}

impl<T: Config> ShouldEndSession<BlockNumberFor<T>> for Pallet<T> {
	fn should_end_session(now: BlockNumberFor<T>) -> bool {
		now.saturating_sub(SessionStart::<T>::get()) >= SessionLength::<T>::get()
	}
}

impl<T: Config> EstimateNextSessionRotation<BlockNumberFor<T>> for Pallet<T> {
	fn average_session_length() -> BlockNumberFor<T> {
		SessionLength::<T>::get()
	}

	fn estimate_current_session_progress(now: BlockNumberFor<T>) -> (Option<Permill>, Weight) {
		let passed = now.saturating_sub(SessionStart::<T>::get());
		let progress = Permill::from_rational(passed, SessionLength::<T>::get());
		(Some(progress), T::DbWeight::get().reads(2))
	}

	fn estimate_next_session_rotation(_: BlockNumberFor<T>) -> (Option<BlockNumberFor<T>>, Weight) {
		let next = SessionStart::<T>::get().saturating_add(SessionLength::<T>::get());
		(Some(next), T::DbWeight::get().reads(2))
	}
}
