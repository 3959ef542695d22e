//! What must hold after every block.

use super::*;
use frame_support::{ensure, traits::Get};
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let seats = Validators::<T>::count();
		ensure!(
			seats as usize == Validators::<T>::iter_keys().count(),
			"seats: count is off"
		);
		ensure!(seats >= 1, "seats: there is none");
		ensure!(
			seats <= T::MaxValidators::get(),
			"seats: more than MaxValidators"
		);
		ensure!(MinimumValidators::<T>::get() >= 1, "minimum: it is zero");
		ensure!(
			SessionLength::<T>::get() >= T::MinSessionLength::get(),
			"session length: it is below MinSessionLength"
		);
		for who in Validators::<T>::iter_keys() {
			ensure!(
				pallet_session::Pallet::<T>::load_keys(&who).is_some(),
				"seats: a validator has no session keys"
			);
			ensure!(
				!Offenders::<T>::contains_key(&who),
				"seats: an offender is seated"
			);
		}
		ensure!(
			!pallet_session::QueuedKeys::<T>::get().is_empty(),
			"sessions: nobody is planned for the next one"
		);
		Ok(())
	}
}
