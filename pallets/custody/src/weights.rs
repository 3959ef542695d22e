//! Weights of the calls, and of what is done without one.

#![allow(missing_docs)]
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs at worst.
pub trait WeightInfo {
	/// Naming `n` things.
	fn commission(n: u32) -> Weight;
	/// Seeing `n` things.
	fn observe(n: u32) -> Weight;
	/// Packing `n` things.
	fn pack(n: u32) -> Weight;
	/// Unpacking `n` things.
	fn unpack(n: u32) -> Weight;
	fn offer() -> Weight;
	fn accept() -> Weight;
	fn close_offer() -> Weight;
	/// Making `o` things of `i` others.
	fn transform(i: u32, o: u32) -> Weight;
	fn hold() -> Weight;
	fn recall() -> Weight;
	fn acknowledge() -> Weight;
	fn end_recall() -> Weight;
	fn attach_policy() -> Weight;
	fn detach_policy() -> Weight;
	fn declare_wrong() -> Weight;
	fn end_item() -> Weight;
	/// Removing `n` steps, and the item.
	fn prune(n: u32) -> Weight;
	/// Noting that something was heard.
	fn hear() -> Weight;
	/// Finding the next policy that hears of something, and holding it against that.
	fn hear_step() -> Weight;
	/// Looking at what was heard in a block: `n` things.
	fn open_backlog(n: u32) -> Weight;
	/// Looking whether there is anything to do.
	fn look_for_work() -> Weight;
	/// One step of a recall's work.
	fn errand() -> Weight;
	/// Putting an item's verdict together.
	fn judge() -> Weight;
}

/// For tests: nothing costs anything but what is metered or refunded, in numbers that tell one from
/// the other.
impl WeightInfo for () {
	fn commission(_: u32) -> Weight {
		Weight::zero()
	}
	fn observe(_: u32) -> Weight {
		Weight::zero()
	}
	fn pack(_: u32) -> Weight {
		Weight::zero()
	}
	fn unpack(_: u32) -> Weight {
		Weight::zero()
	}
	fn offer() -> Weight {
		Weight::zero()
	}
	fn accept() -> Weight {
		Weight::zero()
	}
	fn close_offer() -> Weight {
		Weight::zero()
	}
	fn transform(_: u32, _: u32) -> Weight {
		Weight::zero()
	}
	fn hold() -> Weight {
		Weight::zero()
	}
	fn recall() -> Weight {
		Weight::zero()
	}
	fn acknowledge() -> Weight {
		Weight::zero()
	}
	fn end_recall() -> Weight {
		Weight::zero()
	}
	fn attach_policy() -> Weight {
		Weight::zero()
	}
	fn detach_policy() -> Weight {
		Weight::zero()
	}
	fn declare_wrong() -> Weight {
		Weight::zero()
	}
	fn end_item() -> Weight {
		Weight::zero()
	}
	fn prune(n: u32) -> Weight {
		Weight::from_parts(n.into(), 0)
	}
	fn hear() -> Weight {
		Weight::from_parts(3, 0)
	}
	fn hear_step() -> Weight {
		Weight::from_parts(10, 0)
	}
	fn open_backlog(n: u32) -> Weight {
		Weight::from_parts(1 + u64::from(n) / 100, 0)
	}
	fn look_for_work() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn errand() -> Weight {
		Weight::from_parts(10, 0)
	}
	fn judge() -> Weight {
		Weight::zero()
	}
}
