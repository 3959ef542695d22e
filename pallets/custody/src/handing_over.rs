//! How items change hands: the one offers, the other answers.

use super::*;
use frame_support::{
	ensure,
	traits::{Get, Time},
};
use hallmark_types::{
	items::ItemId,
	organisation::{ActsFor, Directory, OrgId, Scope, Standing},
	Moment,
};
use sp_runtime::{DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_offer(
		who: T::AccountId,
		id: ItemId,
		title: Title,
		to: OrgId,
		expires_at: Moment,
		recall: Option<RecallId>,
		context: Context,
	) -> DispatchResult {
		let org = Self::acting(&who)?;
		let item = Self::active(&id)?;
		Self::ensure_theirs(&item, title, org)?;
		Self::ensure_may_go(&id, &item, title, to, recall)?;
		Self::ensure_ahead(Some(expires_at))?;
		ensure!(
			expires_at.saturating_sub(T::Time::now()) <= T::MaxOfferPeriod::get(),
			Error::<T>::OfferTooLong
		);
		let former = Offers::<T>::get(id, title);
		ensure!(
			former
				.as_ref()
				.is_none_or(|offer| offer.expires_at <= T::Time::now()),
			Error::<T>::OfferOpen
		);

		if let Some(former) = former {
			Self::reduce_bill(former.bill, Self::offer_bytes())?;
		}
		let mut act = Self::begin(org, context)?;
		act.bytes += Self::offer_bytes();
		let offer = Offer {
			from: org,
			to,
			place: context.place,
			expires_at,
			document: context.document,
			recall,
			bill: act.bill,
		};
		Offers::<T>::insert(id, title, offer);
		Self::settle(act, &who)?;
		Self::tell(&id, &item);
		Self::deposit_event(Event::Offered {
			item: id,
			title,
			from: org,
			to,
			expires_at,
		});
		Ok(())
	}

	pub(crate) fn do_accept(
		who: T::AccountId,
		id: ItemId,
		title: Title,
		exceptions: Exceptions,
		number: Option<u64>,
	) -> DispatchResult {
		let org = T::Organisations::receiving(&who, Scope::Items)?;
		let mut item = Self::active(&id)?;
		let offer = Self::offer_to(org, &id, title)?;
		ensure!(T::Time::now() < offer.expires_at, Error::<T>::OfferExpired);
		let theirs = Self::ensure_theirs(&item, title, offer.from);
		let is_active = T::Organisations::standing(offer.from) == Some(Standing::Active);
		ensure!(theirs.is_ok() && is_active, Error::<T>::OffererLostRight);
		Self::ensure_may_go(&id, &item, title, org, offer.recall)?;
		let offered = Self::lessened(&mut item, title, number)?;
		let exceptions = match offered {
			Some(_) => exceptions | SHORT,
			None => exceptions,
		};

		let verdict = Self::finding_of(&id);
		let context = Context {
			place: offer.place,
			document: offer.document,
		};
		let mut act = Self::begin(org, context)?;
		match title {
			Title::Custody => item.pass_to(act.hand()),
			Title::Ownership => item.owner = org,
		}
		let deed = Deed::HandedOver {
			title,
			from: offer.from,
			to: org,
			exceptions,
			offered,
			verdict,
		};
		Self::record(&mut act, &id, &mut item, deed)?;
		Items::<T>::insert(id, &item);
		Offers::<T>::remove(id, title);
		Self::reduce_bill(offer.bill, Self::offer_bytes())?;
		Self::settle(act, &who)?;
		Self::tell(&id, &item);
		Self::deposit_event(Event::Accepted {
			item: id,
			title,
			from: offer.from,
			to: org,
			exceptions,
			verdict,
		});
		Ok(())
	}

	pub(crate) fn do_reject(
		who: T::AccountId,
		id: ItemId,
		title: Title,
		reason: Rejection,
	) -> DispatchResult {
		let org = T::Organisations::receiving(&who, Scope::Items)?;
		let item = Items::<T>::get(id).ok_or(Error::<T>::UnknownItem)?;
		let offer = Self::offer_to(org, &id, title)?;

		Self::close_offer(&id, &item, title, offer)?;
		Self::deposit_event(Event::Rejected {
			item: id,
			title,
			by: org,
			reason,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_offer(who: T::AccountId, id: ItemId, title: Title) -> DispatchResult {
		let org = Self::acting(&who)?;
		let item = Items::<T>::get(id).ok_or(Error::<T>::UnknownItem)?;
		let offer = Offers::<T>::get(id, title).ok_or(Error::<T>::NoOffer)?;
		ensure!(offer.from == org, Error::<T>::NotOfferer);

		Self::close_offer(&id, &item, title, offer)?;
		Self::deposit_event(Event::OfferWithdrawn {
			item: id,
			title,
			by: org,
		});
		Ok(())
	}

	/// Why an item cannot be offered to somebody now by whoever has or owns it.
	pub(crate) fn obstacle_of(
		id: ItemId,
		title: Title,
		to: OrgId,
		recall: Option<RecallId>,
	) -> Option<DispatchError> {
		let item = match Self::active(&id) {
			Ok(item) => item,
			Err(error) => return Some(error),
		};
		let open = Offers::<T>::get(id, title)
			.filter(|offer| T::Time::now() < offer.expires_at)
			.map(|_| Error::<T>::OfferOpen.into());
		let packed = item.parent.map(|_| Error::<T>::ItemIsPacked.into());
		packed
			.or_else(|| Self::ensure_may_go(&id, &item, title, to, recall).err())
			.or(open)
	}

	/// Whether there is an offer on an item that could still be accepted.
	pub(crate) fn is_on_offer(id: &ItemId) -> bool {
		let now = T::Time::now();
		[Title::Custody, Title::Ownership]
			.into_iter()
			.filter_map(|title| Offers::<T>::get(id, title))
			.any(|offer| now < offer.expires_at)
	}

	/// That `org` has the item, or owns it, and that it can change hands by itself.
	fn ensure_theirs(item: &Item, title: Title, org: OrgId) -> DispatchResult {
		ensure!(item.parent.is_none(), Error::<T>::ItemIsPacked);
		match title {
			Title::Custody => ensure!(item.custodian == org, Error::<T>::NotCustodian),
			Title::Ownership => ensure!(item.owner == org, Error::<T>::NotOwner),
		}
		Ok(())
	}

	/// That an item which is not packed may go to somebody, with everything that is in it.
	fn ensure_may_go(
		id: &ItemId,
		item: &Item,
		title: Title,
		to: OrgId,
		recall: Option<RecallId>,
	) -> DispatchResult {
		let present = match title {
			Title::Custody => item.custodian,
			Title::Ownership => item.owner,
		};
		ensure!(to != present, Error::<T>::AlreadyTheirs);
		ensure!(
			matches!(
				T::Organisations::standing(to),
				Some(Standing::Active | Standing::Suspended)
			),
			Error::<T>::RecipientNotMember
		);
		let inside = item.inside();
		ensure!(item.holds == 0 && inside.held == 0, Error::<T>::ItemIsHeld);
		if !item.leads_back(to) && Self::is_recalled(item) {
			let may_return =
				to == item.issuer || recall.is_some_and(|recall| Self::names(recall, id, item, to));
			ensure!(may_return, Error::<T>::ItemIsRecalled);
		}
		// What is in it goes back the way that it came, or is unpacked.
		if item.leads_contents_back(to) {
			return Ok(());
		}
		ensure!(inside.recalled == 0, Error::<T>::ItemIsRecalled);
		ensure!(
			!Spreading::<T>::get().may_reach(&inside),
			Error::<T>::RecallSpreading
		);
		Ok(())
	}

	/// What is offered to `org`.
	fn offer_to(org: OrgId, id: &ItemId, title: Title) -> Result<Offer, DispatchError> {
		let offer = Offers::<T>::get(id, title).ok_or(Error::<T>::NoOffer)?;
		ensure!(offer.to == org, Error::<T>::NotOffered);
		Ok(offer)
	}

	/// Let there be so much of an item. Returns how much there was, if that was more.
	fn lessened(
		item: &mut Item,
		title: Title,
		number: Option<u64>,
	) -> Result<Option<u64>, DispatchError> {
		let Some(number) = number else {
			return Ok(None);
		};
		// Who only owns it has not counted it.
		ensure!(title == Title::Custody, Error::<T>::QuantityOutOfPlace);
		let quantity = item
			.quantity
			.as_mut()
			.ok_or(Error::<T>::QuantityOutOfPlace)?;
		ensure!(
			0 < number && number <= quantity.number,
			Error::<T>::QuantityOutOfRange
		);
		let offered = core::mem::replace(&mut quantity.number, number);
		Ok((number < offered).then_some(offered))
	}

	fn close_offer(id: &ItemId, item: &Item, title: Title, offer: Offer) -> DispatchResult {
		Offers::<T>::remove(id, title);
		Self::reduce_bill(offer.bill, Self::offer_bytes())?;
		Self::tell(id, item);
		Ok(())
	}
}
