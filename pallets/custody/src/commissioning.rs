//! How things get their names.

use super::*;
use crate::acts::Act;
use alloc::vec::Vec;
use frame_support::{ensure, traits::Time, BoundedVec};
use hallmark_types::{
	epc::{Epc, Scheme},
	gs1::Digits,
	items::{ItemId, Life},
	organisation::{Directory, OrgId},
	Moment,
};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

/// Names that may be given, with what they are of.
pub(crate) struct Names {
	/// Each with its id and its lot's.
	items: Vec<(ItemId, NewItem, Option<ItemId>)>,
	/// The lot of the pieces, which is made if it is not there.
	lot: Option<(ItemId, Epc)>,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_commission(
		who: T::AccountId,
		items: NewItems,
		lot: Option<Epc>,
		expires: Option<Moment>,
		context: Context,
	) -> DispatchResult {
		let org = Self::acting(&who)?;
		let names = Self::names_for(org, items.into_inner(), lot)?;
		Self::ensure_ahead(expires)?;

		let mut commission = 0;
		let mut act = Self::begin_with(org, context, |numbers| {
			numbers.commission = Self::after(numbers.commission)?;
			commission = numbers.commission;
			Ok(())
		})?;
		// At most `MAX_NEW`.
		let count = names.items.len() as u32;
		let pieces_lot = names.lot.as_ref().map(|(id, _)| *id);
		Self::bring_about(&mut act, Birth::Commission(commission), names)?;
		let record = Commission {
			number: act.number,
			at: act.at,
			by: org,
			place: context.place,
			document: context.document,
			expires,
			items: count,
			bill: act.bill,
		};
		act.bytes += Self::record_bytes(&record);
		Commissions::<T>::insert(commission, record);
		Self::settle(act, &who)?;
		Self::deposit_event(Event::Commissioned {
			commission,
			by: org,
			items: count,
			lot: pieces_lot,
		});
		Ok(())
	}

	/// That `org` may give these names, and that nothing has them.
	pub(crate) fn names_for(
		org: OrgId,
		items: Vec<NewItem>,
		lot: Option<Epc>,
	) -> Result<Names, DispatchError> {
		ensure!(!items.is_empty(), Error::<T>::NothingNamed);
		let prefix = items[0].epc.prefix();
		ensure!(
			items.iter().all(|item| item.epc.prefix() == prefix)
				&& lot.as_ref().is_none_or(|lot| lot.prefix() == prefix),
			Error::<T>::PrefixesDiffer
		);
		let (assigned, holder) =
			T::Organisations::assigned_prefix(prefix.digits()).ok_or(Error::<T>::ForeignPrefix)?;
		// One prefix, one length of it: what holds for the first name holds for all.
		ensure!(
			holder == org && items[0].epc.is_issued_under(assigned),
			Error::<T>::ForeignPrefix
		);
		let lot_gtin = match &lot {
			Some(lot) => {
				ensure!(lot.scheme() == Scheme::Lgtin, Error::<T>::LotDiffers);
				lot.key()
			},
			None => None,
		};
		// A lot that nothing is of would be named for nothing.
		ensure!(
			lot.is_none()
				|| items
					.iter()
					.any(|item| matches!(item.epc.scheme(), Scheme::Sgtin | Scheme::Lgtin)),
			Error::<T>::LotDiffers
		);
		let lot = lot.map(|epc| (epc.id(), epc));
		let mut named = Vec::with_capacity(items.len());
		for item in items {
			let id = item.epc.id();
			let of = Self::lot_of(&item, id, lot.as_ref().map(|(id, _)| *id), lot_gtin)?;
			named.push((id, item, of));
		}
		let ids: Vec<_> = named.iter().map(|(id, ..)| *id).collect();
		Self::ensure_distinct(&ids)?;
		for id in &ids {
			ensure!(
				!Items::<T>::contains_key(id) && !Removed::<T>::contains_key(id),
				Error::<T>::NameTaken
			);
		}
		Ok(Names { items: named, lot })
	}

	/// That an item is one, and the lot that it is of.
	fn lot_of(
		item: &NewItem,
		id: ItemId,
		lot: Option<ItemId>,
		lot_gtin: Option<Digits>,
	) -> Result<Option<ItemId>, DispatchError> {
		let has_some = |quantity: &hallmark_types::quantity::Quantity| quantity.number > 0;
		match item.epc.scheme() {
			Scheme::Sgtin => {
				ensure!(
					item.quantity.as_ref().is_none_or(has_some),
					Error::<T>::QuantityOutOfRange
				);
				ensure!(
					lot.is_none() || item.epc.key() == lot_gtin,
					Error::<T>::LotDiffers
				);
				Ok(lot)
			},
			Scheme::Lgtin => {
				ensure!(
					item.quantity.as_ref().is_some_and(has_some),
					Error::<T>::QuantityMissing
				);
				ensure!(lot.is_none_or(|lot| lot == id), Error::<T>::LotDiffers);
				Ok(Some(id))
			},
			Scheme::Sscc | Scheme::Giai | Scheme::Grai => {
				ensure!(item.quantity.is_none(), Error::<T>::QuantityOutOfPlace);
				Ok(None)
			},
			Scheme::Sgln => Err(Error::<T>::NotAnItem.into()),
		}
	}

	/// Make the items that have these names, in the hands of whoever acts and as its property.
	/// Returns their ids.
	pub(crate) fn bring_about(
		act: &mut Act,
		birth: Birth,
		names: Names,
	) -> Result<Vec<ItemId>, DispatchError> {
		let hand = act.hand();
		let mut lots: Vec<(ItemId, Lot)> = Vec::new();
		let mut ids = Vec::with_capacity(names.items.len());
		for (id, NewItem { epc, quantity }, of) in names.items {
			if let Some(lot_id) = of {
				let place = match lots.iter().position(|(known, _)| *known == lot_id) {
					Some(place) => place,
					None => {
						let name = names.lot.as_ref().filter(|(named, _)| *named == lot_id);
						let name = name.map_or(&epc, |(_, name)| name);
						lots.push((lot_id, Self::lot_or_new(&lot_id, name, act.by)));
						lots.len() - 1
					},
				};
				let lot = &mut lots[place].1;
				Members::<T>::insert(lot_id, lot.members, id);
				lot.members = lot
					.members
					.checked_add(1)
					.ok_or(Error::<T>::NumbersExhausted)?;
			}
			let mut item = Item {
				epc,
				lot: of,
				issuer: act.by,
				birth,
				life: Life::Active,
				owner: act.by,
				custodian: act.by,
				parent: None,
				quantity,
				hands: BoundedVec::new(),
				steps: 1,
				head: Self::first_head(act, birth),
				contents: None,
				holds: 0,
				recalls: 0,
				counted: false,
				uses: 0,
				policies: 0,
				stays: BoundedVec::new(),
				inherited: None,
				watchers: 0,
				bill: act.bill,
			};
			item.pass_to(hand);
			act.bytes += Self::item_bytes();
			Items::<T>::insert(id, item);
			ids.push(id);
		}
		for (id, lot) in lots {
			Lots::<T>::insert(id, lot);
		}
		Ok(ids)
	}

	fn lot_or_new(id: &ItemId, name: &Epc, issuer: OrgId) -> Lot {
		Lots::<T>::get(id).unwrap_or_else(|| Lot {
			epc: name.clone(),
			issuer,
			members: 0,
			recalls: 0,
		})
	}

	/// The head of the hash chain of an item that has just come to be.
	fn first_head(act: &Act, birth: Birth) -> H256 {
		let step = Step {
			number: act.number,
			at: act.at,
			by: act.by,
			place: act.context.place,
			document: act.context.document,
			deed: Self::deed_of(birth),
			bill: act.bill,
		};
		Self::extend(H256::zero(), &step)
	}

	/// What the first step of an item is.
	pub(crate) fn deed_of(birth: Birth) -> Deed {
		match birth {
			Birth::Commission(commission) => Deed::Commissioned { commission },
			Birth::Transformation(transformation) => Deed::Made { transformation },
		}
	}

	/// That a moment, if there is one, is still to come.
	pub(crate) fn ensure_ahead(moment: Option<Moment>) -> DispatchResult {
		ensure!(
			moment.is_none_or(|moment| moment > T::Time::now()),
			Error::<T>::MomentInPast
		);
		Ok(())
	}
}
