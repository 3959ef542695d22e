//! What follows a proven offence, whichever consensus proved it.

use super::*;
use frame_support::weights::Weight;
use pallet_session::historical::IdentificationTuple;
use sp_runtime::Perbill;
use sp_staking::{
	offence::{OffenceDetails, OffenceSeverity, OnOffenceHandler},
	SessionIndex,
};

impl<T: Config> OnOffenceHandler<T::AccountId, IdentificationTuple<T>, Weight> for Pallet<T> {
	fn on_offence(
		offenders: &[OffenceDetails<T::AccountId, IdentificationTuple<T>>],
		_slash_fraction: &[Perbill],
		session: SessionIndex,
	) -> Weight {
		for details in offenders {
			Self::convict(&details.offender.0, session);
		}
		<T as Config>::WeightInfo::on_offence().saturating_mul(offenders.len() as u64)
	}
}

impl<T: Config> Pallet<T> {
	/// Take the offender's seat and keys, and keep it from authoring in the sessions that it
	/// still belongs to.
	fn convict(offender: &T::AccountId, session: SessionIndex) {
		match Validators::<T>::get(offender) {
			Some(seat) if session < seat.answers_from => return,
			Some(_) if Validators::<T>::count() == 1 => {
				Self::deposit_event(Event::LastValidatorOffended {
					validator: offender.clone(),
					offence_session: session,
				});
				return;
			},
			Some(_) => {
				Validators::<T>::remove(offender);
				Self::deposit_event(Event::OffenderRemoved {
					validator: offender.clone(),
					offence_session: session,
					effective: Self::effective_session(),
				});
			},
			// Voted out before the offence came to light: what is left is the record.
			None => {},
		}

		let latest = Offenders::<T>::get(offender).map_or(session, |known| known.max(session));
		Offenders::<T>::insert(offender, latest);

		let queued = pallet_session::QueuedKeys::<T>::get()
			.into_iter()
			.filter_map(|(who, keys)| (&who == offender).then_some(keys));
		let registered = pallet_session::Pallet::<T>::load_keys(offender);
		queued.chain(registered).for_each(|keys| Self::burn(&keys));

		pallet_session::Pallet::<T>::report_offence(
			offender.clone(),
			OffenceSeverity::max_severity(),
		);
	}
}
