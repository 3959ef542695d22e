//! Who and what benchmarks are about: members, things with names as long as they may be, nests of
//! containers, and policies whose records are full.

use super::*;
use alloc::{format, vec::Vec};
use frame_support::{traits::Consideration, BoundedVec};
use hallmark_conditions::{
	excursion::{Measure, Rule},
	Comparison,
};
use hallmark_types::{
	epc::Epc,
	gs1::{CompanyPrefix, Gln},
	items::ItemId,
	organisation::{ActsFor, Directory, OrgId, Role, Roles, Scope},
	quantity::{Quantity, Scale},
	readings::{AttestedBatch, Readings, Signal, Unit},
	Moment,
};
use polkadot_sdk::frame_benchmarking::v2::account;
use sp_core::H256;

/// When the benchmarks take place: 2026-01-01.
pub(super) const NOW: Moment = 1_767_225_600_000;

/// The longest prefix: it is found last. Of digits that no preset assigns.
pub(super) const PREFIX: &str = "199999999999";

pub(super) fn prefix() -> CompanyPrefix {
	CompanyPrefix::parse(PREFIX.as_bytes()).expect("twelve digits are a prefix")
}

/// A piece whose name is as long as one may be.
pub(super) fn piece(n: u32) -> Epc {
	let serial = format!("%22%22%22%22%22%22%22%22%22{n:011}");
	Epc::parse(format!("urn:epc:id:sgtin:{PREFIX}.0.{serial}").as_bytes()).expect("a name")
}

pub(super) fn lot(n: u32) -> Epc {
	let lot = format!("%22%22%22%22%22%22%22%22%22%22{n:010}");
	Epc::parse(format!("urn:epc:class:lgtin:{PREFIX}.0.{lot}").as_bytes()).expect("a name")
}

pub(super) fn container(n: u32) -> Epc {
	let asset = format!("%22%22%22%22%22%22%22%22{n:010}");
	Epc::parse(format!("urn:epc:id:giai:{PREFIX}.{asset}").as_bytes()).expect("a name")
}

pub(super) fn context() -> Context {
	Context {
		place: Some(Gln::new(9_506_000_134_352).expect("the check digit is right")),
		document: Some(H256::repeat_byte(1)),
	}
}

/// Kilograms.
pub(super) fn amount(number: u64) -> Quantity {
	Quantity {
		number,
		scale: Scale {
			unit: "KGM".parse().expect("a unit"),
			exponent: -3,
		},
	}
}

/// An account that pays for whatever is stored.
pub(super) fn payer<T: Config>(name: &'static str) -> T::AccountId {
	let who: T::AccountId = account(name, 0, 0);
	fund::<T>(&who);
	who
}

/// Money for the deposits of one call.
pub(super) fn fund<T: Config>(who: &T::AccountId) {
	let bytes = (Pallet::<T>::item_bytes() * (MAX_NEW as usize + 10)) as u32;
	T::Consideration::ensure_successful(who, Pallet::<T>::footprint(bytes));
}

/// A member that holds the prefix.
pub(super) fn maker<T: Config>() -> (T::AccountId, OrgId) {
	let who = payer::<T>("maker");
	let org = T::Organisations::make_acting(&who, Roles::ALL);
	T::Organisations::make_prefix_holder(org, prefix());
	(who, org)
}

/// Another member.
pub(super) fn other<T: Config>() -> (T::AccountId, OrgId) {
	let who = payer::<T>("other");
	let org = T::Organisations::make_acting(&who, Roles::of(&[Role::Operator]));
	(who, org)
}

pub(super) fn name_all<T: Config>(
	who: &T::AccountId,
	names: impl IntoIterator<Item = Epc>,
	lot: Option<Epc>,
) -> Vec<ItemId> {
	fund::<T>(who);
	let items: Vec<_> = names
		.into_iter()
		.map(|epc| NewItem {
			epc,
			quantity: None,
		})
		.collect();
	let ids = items.iter().map(|item| item.epc.id()).collect();
	let items = NewItems::truncate_from(items);
	Pallet::<T>::do_commission(who.clone(), items, lot, None, context()).expect("names are free");
	ids
}

pub(super) fn bounded(ids: &[ItemId]) -> ItemIds {
	ItemIds::truncate_from(ids.to_vec())
}

pub(super) fn fill<T: Config>(who: &T::AccountId, parent: ItemId, children: &[ItemId]) {
	fund::<T>(who);
	Pallet::<T>::do_pack(who.clone(), parent, bounded(children), context()).expect("it fits");
}

/// As many containers in each other as can hold one more thing, the innermost first. Numbered from
/// `n` on.
pub(super) fn nest<T: Config>(who: &T::AccountId, n: u32) -> Vec<ItemId> {
	let nest = name_all::<T>(
		who,
		(0..MAX_ANCESTORS as u32).map(|k| container(n + k)),
		None,
	);
	for pair in nest.windows(2).rev() {
		fill::<T>(who, pair[1], &[pair[0]]);
	}
	nest
}

pub(super) fn demand() -> PolicyTerms {
	let rules: Vec<_> = (0..8)
		.map(|n| Rule::Limit {
			comparison: Comparison::Above,
			limit: 80 + n,
			measure: Measure::Stretch,
			allowed: 3_600_000,
		})
		.collect();
	PolicyTerms {
		unit: Unit::Celsius,
		demand: Demand::Rules(BoundedVec::truncate_from(rules)),
		hold: Some(Moment::MAX),
		disorder: 3_600_000,
		disclosure: 3_600_000,
		until: None,
	}
}

/// Put a policy on an item whose record is as full as one may be. Returns its stream.
pub(super) fn guard<T: Config>(who: &T::AccountId, org: OrgId, item: ItemId, n: u32) -> Signal {
	fund::<T>(who);
	let signal = T::Readings::make_signal(org, n, Unit::Celsius);
	Pallet::<T>::do_attach_policy(who.clone(), item, signal, demand(), context())
		.expect("there is room");
	let slot = Items::<T>::get(item).expect("it is there").policies - 1;
	Guards::<T>::mutate(item, slot, |guard| {
		let guard = guard.as_mut().expect("it is there");
		for n in 0..20u64 {
			let source = hallmark_conditions::excursion::Source {
				measured: NOW + n,
				sequence: n,
			};
			guard.record.reading(&guard.policy, source, 90);
		}
	});
	signal
}

/// An item packed as deep as can be, with policies on it and on all that it is in.
pub(crate) fn deep_item<T: Config>(owner: OrgId, n: u32) -> ItemId {
	let who = payer::<T>("maker");
	let org = T::Organisations::acting(&who, Scope::Items)
		.unwrap_or_else(|_| T::Organisations::make_acting(&who, Roles::ALL));
	T::Organisations::make_prefix_holder(org, prefix());
	let item = name_all::<T>(&who, [piece(1_000_000 + n)], Some(lot(n)))[0];
	let nest = nest::<T>(&who, 10 * (n + 1_000));
	fill::<T>(&who, nest[0], &[item]);
	for (place, id) in nest.iter().chain([&item]).enumerate() {
		for slot in 0..MAX_POLICIES as u32 {
			guard::<T>(&who, org, *id, 10_000 + n * 100 + place as u32 * 10 + slot);
		}
	}
	// The outermost container decides whose all of it is.
	for id in nest.iter().chain([&item]) {
		Items::<T>::mutate_extant(id, |item| {
			item.owner = owner;
			item.pass_to(Hand {
				org: owner,
				since: NOW,
				number: u64::MAX,
			});
		});
	}
	item
}

/// A batch of a hundred readings.
pub(super) fn batch() -> AttestedBatch {
	AttestedBatch {
		number: 0,
		sequence: 1,
		count: 100,
		first: NOW,
		last: NOW + 100,
		min: 0,
		max: 100,
		exponent: -1,
		interval: 0,
		received: NOW,
		corrects: None,
		out_of_range: false,
		tainted: false,
	}
}
