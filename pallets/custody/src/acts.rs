//! What every call does: find out who acts, give numbers, write steps down, pay for them.

use super::*;
use codec::Encode;
use frame_support::{ensure, traits::Time};
use hallmark_types::{
	items::{ItemId, OnItem},
	organisation::{ActsFor, OrgId, Scope},
	Moment,
};
use sp_core::H256;
use sp_io::hashing::blake2_256;
use sp_runtime::{DispatchError, DispatchResult};

/// One call while it writes. It counts what it stores, and in the end a deposit is held for that.
pub(crate) struct Act {
	/// The number of all its steps.
	pub number: u64,
	/// When.
	pub at: Moment,
	/// For whom. 0 for an agreement.
	pub by: OrgId,
	/// Where, and what fuller record there is.
	pub context: Context,
	/// The deposit for what it stores. 0 for an agreement, which pays none.
	pub bill: BillId,
	/// How many bytes that is so far.
	pub bytes: usize,
}

impl Act {
	/// Whoever acts has something from now on.
	pub(crate) fn hand(&self) -> Hand {
		Hand {
			org: self.by,
			since: self.at,
			number: self.number,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// The organisation that `who` acts for in matters of items.
	pub(crate) fn acting(who: &T::AccountId) -> Result<OrgId, DispatchError> {
		T::Organisations::acting(who, Scope::Items)
	}

	/// An item that exists.
	pub(crate) fn active(id: &ItemId) -> Result<Item, DispatchError> {
		let item = Items::<T>::get(id).ok_or(Error::<T>::UnknownItem)?;
		ensure!(item.is_active(), Error::<T>::ItemEnded);
		Ok(item)
	}

	/// That something is named, and nothing twice.
	pub(crate) fn ensure_distinct(ids: &[ItemId]) -> DispatchResult {
		ensure!(!ids.is_empty(), Error::<T>::NothingNamed);
		let mut sorted = ids.to_vec();
		sorted.sort_unstable();
		let is_repeated = sorted.windows(2).any(|pair| pair[0] == pair[1]);
		ensure!(!is_repeated, Error::<T>::NamedTwice);
		Ok(())
	}

	/// Begin to write. Nothing is refused from here on but numbers that are used up and a deposit
	/// that cannot be paid, and either takes back everything.
	pub(crate) fn begin(by: OrgId, context: Context) -> Result<Act, DispatchError> {
		Self::begin_with(by, context, |_| Ok(()))
	}

	/// The same, with further numbers.
	pub(crate) fn begin_with(
		by: OrgId,
		context: Context,
		further: impl FnOnce(&mut Numbers) -> DispatchResult,
	) -> Result<Act, DispatchError> {
		let mut numbers = Counters::<T>::get();
		numbers.step = Self::after(numbers.step)?;
		numbers.bill = Self::after(numbers.bill)?;
		further(&mut numbers)?;
		Counters::<T>::put(numbers);
		Ok(Act {
			number: numbers.step,
			at: T::Time::now(),
			by,
			context,
			bill: numbers.bill,
			bytes: 0,
		})
	}

	/// The same where an agreement acts: it stores a step or two and pays nothing for them.
	pub(crate) fn begin_for_agreement() -> Result<Act, DispatchError> {
		let mut act = Self::begin(0, Context::default())?;
		act.bill = 0;
		Ok(act)
	}

	/// The number that comes after this one.
	pub(crate) fn after(number: u64) -> Result<u64, DispatchError> {
		number
			.checked_add(1)
			.ok_or_else(|| Error::<T>::NumbersExhausted.into())
	}

	/// Write a step of an item down. The item is the caller's to store.
	pub(crate) fn record(
		act: &mut Act,
		id: &ItemId,
		item: &mut Item,
		deed: Deed,
	) -> DispatchResult {
		let step = Step {
			number: act.number,
			at: act.at,
			by: act.by,
			place: act.context.place,
			document: act.context.document,
			deed,
			bill: act.bill,
		};
		item.head = Self::extend(item.head, &step);
		act.bytes += Self::step_bytes(&step);
		Steps::<T>::insert(id, item.steps, step);
		item.steps = item
			.steps
			.checked_add(1)
			.ok_or(Error::<T>::NumbersExhausted)?;
		Ok(())
	}

	/// The hash chain's head after one more step: BLAKE2b-256 over the head before and the SCALE
	/// encoding of the step, but for its deposit.
	pub(crate) fn extend(head: H256, step: &Step) -> H256 {
		let Step {
			number,
			at,
			by,
			place,
			document,
			deed,
			bill: _,
		} = step;
		(head, number, at, by, place, document, deed)
			.using_encoded(blake2_256)
			.into()
	}

	/// Hold a deposit for what was stored.
	pub(crate) fn settle(act: Act, payer: &T::AccountId) -> DispatchResult {
		Self::open_bill(act.bill, payer, act.bytes)
	}

	/// Tell those who want to hear of an item that something about it changed.
	pub(crate) fn tell(id: &ItemId, item: &Item) {
		if item.watchers > 0 {
			T::OnItem::on_item(id);
		}
	}
}
