//! What is shown of items.

use super::*;
use alloc::vec::Vec;
use hallmark_types::{items::ItemId, organisation::OrgId, page::Page, Moment};

impl<T: Config> Pallet<T> {
	pub(crate) fn view_of(id: ItemId) -> Option<ItemView> {
		let item = Items::<T>::get(id)?;
		let ancestors = Self::ancestors(&item);
		let root = Self::root_of(&id, &ancestors);
		let around = || ancestors.iter().map(|(_, container)| container);
		let inside = item.inside();
		Some(ItemView {
			id,
			lot: item.lot,
			issuer: item.issuer,
			life: item.life,
			owner: Self::owner_of(&item, &ancestors),
			custodian: Self::custodian_of(&item, &ancestors),
			containers: ancestors.iter().map(|(container, _)| *container).collect(),
			children: inside.children,
			quantity: item.quantity,
			held: item.holds > 0 || around().any(|container| container.holds > 0),
			held_inside: inside.held > 0,
			recalled: Self::is_recalled(&item) || around().any(Self::is_recalled),
			recalled_inside: inside.recalled > 0,
			offers: [Title::Custody, Title::Ownership]
				.into_iter()
				.filter_map(|title| Some((title, Offers::<T>::get(root, title)?)))
				.collect(),
			verdict: Self::finding_of(&id),
			expires: match item.birth {
				Birth::Commission(number) => Commissions::<T>::get(number)?.expires,
				Birth::Transformation(number) => Transformations::<T>::get(number)?.expires,
			},
			steps: item.steps,
			head: item.head,
			epc: item.epc,
		})
	}

	pub(crate) fn contents_of(
		id: ItemId,
		after: Option<ItemId>,
		limit: u32,
	) -> Page<ItemId, ItemId> {
		let place = |child: &ItemId| *child;
		match after {
			Some(after) => {
				let from = Children::<T>::hashed_key_for(id, after);
				Page::of(Children::<T>::iter_key_prefix_from(id, from), limit, place)
			},
			None => Page::of(Children::<T>::iter_key_prefix(id), limit, place),
		}
	}

	pub(crate) fn acknowledgements_of(
		recall: RecallId,
		after: Option<OrgId>,
		limit: u32,
	) -> Page<(OrgId, Moment), OrgId> {
		let place = |(org, _): &(OrgId, Moment)| *org;
		match after {
			Some(after) => {
				let from = Acknowledgements::<T>::hashed_key_for(recall, after);
				let rest = Acknowledgements::<T>::iter_prefix_from(recall, from);
				Page::of(rest, limit, place)
			},
			None => Page::of(Acknowledgements::<T>::iter_prefix(recall), limit, place),
		}
	}

	pub(crate) fn guards_of(id: &ItemId) -> Vec<GuardView> {
		let policies = Items::<T>::get(id).map_or(0, |item| item.policies);
		(0..policies)
			.filter_map(|slot| {
				let guard = Guards::<T>::get(id, slot)?;
				let judged = Self::judge_guard(id, &guard, 0, None)?;
				Some(GuardView {
					slot,
					ended_at: Self::end_of(id, &guard),
					guard,
					finding: judged.finding(),
					until: judged.until,
				})
			})
			.collect()
	}
}
