//! How items come under a policy, and out of it.

use super::*;
use frame_support::ensure;
use hallmark_conditions::{
	excursion::{BadPolicy, Policy, Record, Rule, MAX_RULES},
	List,
};
use hallmark_types::{
	device::Passports,
	items::ItemId,
	organisation::{Directory, OrgId},
	readings::{Readings, Signal, SignalTerms, Watch},
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_attach_policy(
		who: T::AccountId,
		id: ItemId,
		signal: Signal,
		terms: PolicyTerms,
		context: Context,
	) -> DispatchResult {
		let org = Self::acting(&who)?;
		let mut item = Self::active(&id)?;
		Self::ensure_party(&item, org)?;
		let stream = T::Readings::signal(&signal).ok_or(Error::<T>::UnknownStream)?;
		ensure!(
			T::Devices::owner(&signal.device) == Some(org),
			Error::<T>::ForeignStream
		);
		let policy = Self::policy(&terms, &stream.terms)?;
		if let Some(until) = terms.until {
			ensure!(
				T::Organisations::standing(until).is_some(),
				Error::<T>::RecipientNotMember
			);
		}
		ensure!(item.policies < MAX_POLICIES, Error::<T>::TooManyPolicies);

		T::Readings::watch(&signal)?;
		let mut act = Self::begin(org, context)?;
		act.bytes += Self::guard_bytes();
		let slot = item.policies;
		let guard = Guard {
			signal,
			by: org,
			policy,
			record: Record::new(&policy, act.at),
			since: act.at,
			until: terms.until,
			ended_at: None,
			closed: false,
			bill: act.bill,
		};
		Guards::<T>::insert(id, slot, guard);
		Listeners::<T>::insert(signal, (id, slot), ());
		item.policies += 1;
		Self::record(&mut act, &id, &mut item, Deed::Attached { signal, slot })?;
		Items::<T>::insert(id, &item);
		Self::settle(act, &who)?;
		Self::tell_around(&id, &item);
		Self::deposit_event(Event::PolicyAttached {
			item: id,
			slot,
			signal,
		});
		Ok(())
	}

	pub(crate) fn do_detach_policy(
		who: T::AccountId,
		id: ItemId,
		slot: u8,
		context: Context,
	) -> DispatchResult {
		let org = Self::acting(&who)?;
		let mut item = Items::<T>::get(id).ok_or(Error::<T>::UnknownItem)?;
		let mut guard = Guards::<T>::get(id, slot).ok_or(Error::<T>::UnknownPolicy)?;
		if org != guard.by {
			let owner = Self::owner_of(&item, &Self::ancestors(&item));
			ensure!(org == owner, Error::<T>::NotOwner);
		}
		ensure!(Self::end_of(&id, &guard).is_none(), Error::<T>::PolicyEnded);

		let mut act = Self::begin(org, context)?;
		guard.ended_at = Some(act.at);
		let signal = guard.signal;
		// What was measured until now may still be on its way: it listens until that is settled.
		Guards::<T>::insert(id, slot, guard);
		Self::record(&mut act, &id, &mut item, Deed::Detached { signal, slot })?;
		Items::<T>::insert(id, &item);
		Self::settle(act, &who)?;
		Self::tell_around(&id, &item);
		Self::deposit_event(Event::PolicyDetached { item: id, slot });
		Ok(())
	}

	/// Tell those who want to hear of an item, or of the outermost container that it is in.
	pub(crate) fn tell_around(id: &ItemId, item: &Item) {
		Self::tell(id, item);
		if let Some((root, container)) = Self::ancestors(item).last() {
			Self::tell(root, container);
		}
	}

	/// Stop listening for a policy. What it came to stays.
	pub(crate) fn close_guard(id: &ItemId, slot: u8, guard: &mut Guard) {
		if !guard.closed {
			guard.closed = true;
			T::Readings::unwatch(&guard.signal);
			Listeners::<T>::remove(guard.signal, (*id, slot));
		}
	}

	/// That an organisation owns an item or has it.
	fn ensure_party(item: &Item, org: OrgId) -> DispatchResult {
		let ancestors = Self::ancestors(item);
		ensure!(
			Self::custodian_of(item, &ancestors) == org || Self::owner_of(item, &ancestors) == org,
			Error::<T>::NotCustodian
		);
		Ok(())
	}

	/// The policy that is asked for, for this stream.
	fn policy(terms: &PolicyTerms, stream: &SignalTerms) -> Result<Policy, DispatchError> {
		ensure!(terms.unit == stream.unit, Error::<T>::UnitDiffers);
		let rules: List<Rule, MAX_RULES> = match &terms.demand {
			Demand::Preset(preset) => {
				let preset = preset.preset();
				ensure!(stream.unit.symbol() == preset.unit, Error::<T>::UnitDiffers);
				preset.rules(stream.exponent).map_err(Self::bad_policy)?
			},
			Demand::Rules(rules) => {
				List::from_slice(rules).map_err(|_| Self::bad_policy(BadPolicy::TooManyRules))?
			},
		};
		let hold = terms.hold.unwrap_or(stream.longest_silence);
		ensure!(hold >= stream.longest_silence, Error::<T>::HoldTooShort);
		let policy = Policy {
			rules,
			hold,
			disorder: terms.disorder,
			disclosure: terms.disclosure,
			interval: stream.min_interval,
		};
		policy.validate().map_err(Self::bad_policy)?;
		Ok(policy)
	}

	fn bad_policy(bad: BadPolicy) -> DispatchError {
		Error::<T>::BadPolicy(bad as u8).into()
	}
}
