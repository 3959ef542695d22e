//! Seats given and taken by vote.

use super::*;
use alloc::vec::Vec;
use codec::Encode;
use frame_support::{dispatch::DispatchResult, ensure, traits::Get};
use frame_system::{pallet_prelude::BlockNumberFor, RawOrigin};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{traits::OpaqueKeys, KeyTypeId};
use sp_staking::SessionIndex;

/// Sessions until a change of the seats reaches the authorities: the next session's set is
/// planned when the running one starts.
const SESSIONS_TO_EFFECT: SessionIndex = 2;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_validator(validator: T::AccountId) -> DispatchResult {
		ensure!(
			!Validators::<T>::contains_key(&validator),
			Error::<T>::AlreadyValidator
		);
		ensure!(
			Validators::<T>::count() < T::MaxValidators::get(),
			Error::<T>::TooManyValidators
		);
		let keys =
			pallet_session::Pallet::<T>::load_keys(&validator).ok_or(Error::<T>::KeysNotSet)?;
		ensure!(!Self::any_burned(&keys), Error::<T>::KeysBurned);

		let effective = Self::effective_session();
		let answers_from = match Offenders::<T>::take(&validator) {
			Some(_) => effective,
			None => 0,
		};
		Validators::<T>::insert(&validator, Seat { answers_from });
		Self::deposit_event(Event::ValidatorAdded {
			validator,
			effective,
		});
		Ok(())
	}

	pub(crate) fn do_remove_validator(validator: T::AccountId) -> DispatchResult {
		ensure!(
			Validators::<T>::contains_key(&validator),
			Error::<T>::NotValidator
		);
		ensure!(
			Validators::<T>::count() > MinimumValidators::<T>::get(),
			Error::<T>::BelowMinimum
		);

		Validators::<T>::remove(&validator);
		let effective = Self::effective_session();
		Self::deposit_event(Event::ValidatorRemoved {
			validator,
			effective,
		});
		Ok(())
	}

	pub(crate) fn do_set_minimum(minimum: u32) -> DispatchResult {
		ensure!(
			minimum >= 1 && minimum <= Validators::<T>::count(),
			Error::<T>::MinimumOutOfRange
		);

		MinimumValidators::<T>::put(minimum);
		Self::deposit_event(Event::MinimumSet { minimum });
		Ok(())
	}

	pub(crate) fn do_set_session_length(blocks: BlockNumberFor<T>) -> DispatchResult {
		ensure!(
			blocks >= T::MinSessionLength::get(),
			Error::<T>::SessionTooShort
		);

		SessionLength::<T>::put(blocks);
		Self::deposit_event(Event::SessionLengthSet { blocks });
		Ok(())
	}

	pub(crate) fn do_withdraw_keys(who: T::AccountId) -> DispatchResult {
		ensure!(!Validators::<T>::contains_key(&who), Error::<T>::KeysInUse);
		ensure!(
			!pallet_session::Validators::<T>::get().contains(&who),
			Error::<T>::KeysInUse
		);
		ensure!(
			!pallet_session::QueuedKeys::<T>::get()
				.iter()
				.any(|(queued, _)| queued == &who),
			Error::<T>::KeysInUse
		);

		pallet_session::Pallet::<T>::purge_keys(RawOrigin::Signed(who.clone()).into())?;
		Self::deposit_event(Event::KeysWithdrawn { who });
		Ok(())
	}

	/// The first session that a change of the seats made now can reach.
	pub(crate) fn effective_session() -> SessionIndex {
		// An index that counts sessions cannot come near its end.
		pallet_session::CurrentIndex::<T>::get().saturating_add(SESSIONS_TO_EFFECT)
	}

	/// Who holds a seat, in an order that depends on the accounts alone.
	pub(crate) fn seated() -> Vec<T::AccountId> {
		let mut seated: Vec<_> = Validators::<T>::iter_keys().collect();
		seated.sort();
		seated
	}

	pub(crate) fn standing_of(who: &T::AccountId) -> Standing {
		if Validators::<T>::contains_key(who) {
			return Standing::Seated;
		}
		match pallet_session::Pallet::<T>::load_keys(who) {
			None => Standing::KeysNotSet,
			Some(keys) if Self::any_burned(&keys) => Standing::KeysBurned,
			Some(_) => Standing::Eligible,
		}
	}

	/// Whether one of `keys` took part in an offence.
	pub(crate) fn any_burned(keys: &T::Keys) -> bool {
		Self::fingerprints(keys).any(BurnedKeys::<T>::contains_key)
	}

	/// Never give a seat to `keys` again.
	pub(crate) fn burn(keys: &T::Keys) {
		Self::fingerprints(keys).for_each(|key| BurnedKeys::<T>::insert(key, ()));
	}

	fn fingerprints(keys: &T::Keys) -> impl Iterator<Item = H256> + '_ {
		T::Keys::key_ids().iter().map(|id: &KeyTypeId| {
			let key_data = keys.get_raw(*id);
			blake2_256(&(id.0, key_data).encode()).into()
		})
	}
}
