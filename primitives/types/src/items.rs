//! Items in the supply chain: what the other pallets may ask about them, and how they hear that
//! something about one changed.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	sp_core::H256,
	sp_runtime::{DispatchError, DispatchResult, Weight},
};
use scale_info::TypeInfo;

use crate::{organisation::OrgId, Moment};

pub use crate::epc::ItemId;

/// What became of an item.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Life {
	/// It exists.
	#[codec(index = 0)]
	Active,
	/// Something else was made of it.
	#[codec(index = 1)]
	Consumed,
	/// It is no more.
	#[codec(index = 2)]
	Destroyed,
	/// It is out of use.
	#[codec(index = 3)]
	Archived,
}

/// What the condition policies of an item came to.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Verdict {
	/// All were kept, and there is no time of which nobody knows.
	#[codec(index = 0)]
	Good,
	/// One was not. That never changes.
	#[codec(index = 1)]
	Breached,
	/// Data is missing.
	#[codec(index = 2)]
	Unknown,
}

impl Verdict {
	/// Both together: one breach is enough, and what is unknown is never good.
	pub fn and(self, other: Self) -> Self {
		match (self, other) {
			(Self::Breached, _) | (_, Self::Breached) => Self::Breached,
			(Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
			_ => Self::Good,
		}
	}
}

/// A verdict, and for how long it stands if nothing happens.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Judgement {
	/// The verdict at this moment, what was measured but is not settled yet included.
	pub verdict: Verdict,
	/// When it may change with no other event than time. `None` if it never will.
	pub until: Option<Moment>,
}

/// An item as it stands. Everything that its containers decide is already in it.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct ItemFacts {
	/// What became of it.
	pub life: Life,
	/// To whom it belongs.
	pub owner: OrgId,
	/// Who has it.
	pub custodian: OrgId,
	/// The outermost container that it is in; itself, if it is not packed. What changes hands is
	/// the root, and whoever waits for that has to [watch](Items::watch) the root.
	pub root: ItemId,
	/// It, or a container that it is in, is on offer.
	pub offered: bool,
	/// It, or a container that it is in, is held.
	pub held: bool,
	/// It is recalled, or is of a recalled lot, or was made of something that is.
	pub recalled: bool,
}

impl ItemFacts {
	/// Whether it is in a container.
	pub fn is_packed(&self, item: &ItemId) -> bool {
		self.root != *item
	}
}

/// By whose word an item is held.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	Hash,
	MaxEncodedLen,
	Ord,
	PartialEq,
	PartialOrd,
	TypeInfo,
)]
pub enum Holder {
	/// A regulator: customs, a medicines agency.
	#[codec(index = 0)]
	Organisation(OrgId),
	/// An agreement, by its number.
	#[codec(index = 1)]
	Agreement(u32),
}

/// What the other pallets ask about items.
pub trait Items {
	/// An item as it stands. `None` if there is no such item. It reads the item's containers, of
	/// which there are at most four.
	fn facts(item: &ItemId) -> Option<ItemFacts>;

	/// What an item's policies came to, those of its containers for the time that it was in them
	/// included. `None` if there is no such item, or no policy. Takes no longer than
	/// [`judge_weight`](Self::judge_weight) says.
	fn judge(item: &ItemId) -> Option<Judgement>;

	/// Whether `org` has taken an item into custody since `since`, that moment included, packed or
	/// not. Of the oldest of many hands nothing is known any more, and then the answer is no.
	fn accepted_since(item: &ItemId, org: OrgId, since: Moment) -> bool;

	/// One more wants to hear of an item, until [`unwatch`](Self::unwatch) was called as often.
	///
	/// Errors: there is no such item, or more are interested than can be counted.
	fn watch(item: &ItemId) -> DispatchResult;

	/// One fewer does. Nothing changes where nobody does.
	fn unwatch(item: &ItemId);

	/// Let nobody move an item until it is released. Where it is held by the same holder already,
	/// nothing changes.
	///
	/// Errors: there is no such item any more, or as many hold it as may.
	fn hold(item: &ItemId, holder: Holder, reason: H256) -> DispatchResult;

	/// Let it go, as far as this holder is concerned. Where it does not hold it, nothing changes.
	fn release(item: &ItemId, holder: Holder);

	/// What [`facts`](Self::facts), [`accepted_since`](Self::accepted_since),
	/// [`watch`](Self::watch) or [`unwatch`](Self::unwatch) cost at worst.
	fn facts_weight() -> Weight;

	/// What [`judge`](Self::judge) costs at worst.
	fn judge_weight() -> Weight;

	/// What [`hold`](Self::hold) or [`release`](Self::release) cost at worst.
	fn hold_weight() -> Weight;

	/// An item of `owner`, in its own hands, as costly to look at as any: packed as deep as can be,
	/// with policies. `n` tells items apart.
	#[cfg(feature = "runtime-benchmarks")]
	fn make_item(owner: OrgId, n: u32) -> ItemId;
}

/// A chain without items.
impl Items for () {
	fn facts(_: &ItemId) -> Option<ItemFacts> {
		None
	}

	fn judge(_: &ItemId) -> Option<Judgement> {
		None
	}

	fn accepted_since(_: &ItemId, _: OrgId, _: Moment) -> bool {
		false
	}

	fn watch(_: &ItemId) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}

	fn unwatch(_: &ItemId) {}

	fn hold(_: &ItemId, _: Holder, _: H256) -> DispatchResult {
		Err(DispatchError::Unavailable)
	}

	fn release(_: &ItemId, _: Holder) {}

	fn facts_weight() -> Weight {
		Weight::zero()
	}

	fn judge_weight() -> Weight {
		Weight::zero()
	}

	fn hold_weight() -> Weight {
		Weight::zero()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_item(_: OrgId, _: u32) -> ItemId {
		ItemId::zero()
	}
}

/// Who hears that something about an item changed: of those that somebody
/// [watches](Items::watch).
///
/// It runs once for each change, in constant time whatever the number of those interested: it
/// notes that something happened, and others work on that later. It cannot fail.
pub trait OnItem {
	/// Something about `item` changed: its state, its hands, its container, or its verdict.
	fn on_item(item: &ItemId);

	/// What that costs at worst, once.
	fn weight() -> Weight;
}

/// Nobody hears.
impl OnItem for () {
	fn on_item(_: &ItemId) {}

	fn weight() -> Weight {
		Weight::zero()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn verdict_is_no_better_than_the_worst() {
		use Verdict::*;
		for (one, other, both) in [
			(Good, Good, Good),
			(Good, Unknown, Unknown),
			(Good, Breached, Breached),
			(Unknown, Breached, Breached),
			(Unknown, Unknown, Unknown),
			(Breached, Breached, Breached),
		] {
			assert_eq!(one.and(other), both);
			assert_eq!(other.and(one), both);
		}
	}

	#[test]
	fn nothing_is_known_where_there_are_no_items() {
		let item = ItemId::zero();
		assert_eq!(<() as Items>::facts(&item), None);
		assert_eq!(<() as Items>::judge(&item), None);
		assert!(!<() as Items>::accepted_since(&item, 1, 0));
		assert_eq!(<() as Items>::watch(&item), Err(DispatchError::Unavailable));
		let held = <() as Items>::hold(&item, Holder::Organisation(1), H256::zero());
		assert_eq!(held, Err(DispatchError::Unavailable));
		<() as Items>::release(&item, Holder::Agreement(1));
		<() as Items>::unwatch(&item);
		<() as OnItem>::on_item(&item);
		assert_eq!(<() as OnItem>::weight(), Weight::zero());
	}
}
