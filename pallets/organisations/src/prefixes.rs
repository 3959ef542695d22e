//! GS1 Company Prefixes: one holder each, none inside another.

use super::*;
use frame_support::{dispatch::DispatchResult, ensure};
use hallmark_types::{
	gs1::{CompanyPrefix, Digits},
	organisation::OrgId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_assign_prefix(prefix: CompanyPrefix, org: OrgId) -> DispatchResult {
		Self::member(org)?;
		ensure!(
			!Prefixes::<T>::contains_key(prefix),
			Error::<T>::PrefixTaken
		);
		ensure!(
			PrefixesInside::<T>::get(prefix) == 0
				&& !prefix.enclosing().any(Prefixes::<T>::contains_key),
			Error::<T>::PrefixOverlaps
		);

		Prefixes::<T>::insert(prefix, org);
		for outer in prefix.enclosing() {
			// At most 10^8 prefixes lie inside one: the count cannot come near its end.
			PrefixesInside::<T>::mutate(outer, |count| *count = count.saturating_add(1));
		}
		Self::deposit_event(Event::PrefixAssigned { prefix, org });
		Ok(())
	}

	pub(crate) fn do_withdraw_prefix(prefix: CompanyPrefix) -> DispatchResult {
		let org = Prefixes::<T>::take(prefix).ok_or(Error::<T>::PrefixNotAssigned)?;
		for outer in prefix.enclosing() {
			// Without a prefix inside there is nothing to keep: zero is what absence reads as.
			PrefixesInside::<T>::mutate_exists(outer, |count| {
				*count = count
					.and_then(|inside| inside.checked_sub(1))
					.filter(|inside| *inside > 0)
			});
		}
		Self::deposit_event(Event::PrefixWithdrawn { prefix, org });
		Ok(())
	}

	/// The prefix with which `key` begins, and who holds it: there is at most one, for no prefix
	/// lies inside another. At most nine reads.
	pub(crate) fn assigned(key: Digits) -> Option<(CompanyPrefix, OrgId)> {
		CompanyPrefix::candidates(key)
			.find_map(|prefix| Some((prefix, Prefixes::<T>::get(prefix)?)))
	}
}
