//! When an agreement has to be looked at although nothing happens but that time passes.

use super::*;
use frame_support::traits::Time;
use hallmark_agreements::AgreementId;
use hallmark_types::Moment;

impl<T: Config> Pallet<T> {
	/// Write an agreement down, which is due then. It is on the agenda once. Returns whether it was due at
	/// another time before.
	pub(crate) fn save(
		id: AgreementId,
		mut agreement: AgreementOf<T>,
		due: Option<Moment>,
	) -> bool {
		let rescheduled = agreement.due != due;
		if rescheduled {
			if let Some(before) = agreement.due {
				Agenda::<T>::remove(Due::new(before, id));
			}
			if let Some(at) = due {
				Agenda::<T>::insert(Due::new(at, id), ());
			}
			agreement.due = due;
		}
		Contracts::<T>::insert(id, agreement);
		rescheduled
	}

	/// Write an agreement down that somebody has changed: it is to be looked at as soon as possible.
	pub(crate) fn save_and_look(id: AgreementId, agreement: AgreementOf<T>) {
		let now = T::Time::now();
		let due = agreement.due.map_or(now, |due| due.min(now));
		Self::save(id, agreement, Some(due));
	}
}
