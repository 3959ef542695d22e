//! Weights of the calls, and of what evaluation consists of.

#![allow(missing_docs)]
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs at worst, and each step of evaluation. It is measured with conditions of full
/// length over streams and items that are as costly to look at as any.
pub trait WeightInfo {
	/// Proposing terms with `s` streams, `i` items and `c` clauses.
	fn propose(s: u32, i: u32, c: u32) -> Weight;
	/// Signing as the last party terms with `s` streams and `i` items.
	fn sign(s: u32, i: u32) -> Weight;
	fn consent() -> Weight;
	/// Cancelling, apart from what it costs that an agreement ends.
	fn cancel() -> Weight;
	fn confirm() -> Weight;
	fn open_ticket() -> Weight;
	fn acknowledge_ticket() -> Weight;
	fn resolve_ticket() -> Weight;
	fn close_ticket() -> Weight;
	fn acknowledge_command() -> Weight;
	fn challenge() -> Weight;
	fn rule() -> Weight;
	fn set_payee() -> Weight;
	fn claim() -> Weight;
	/// Removing an agreement with `f` firings on record.
	fn remove(f: u32) -> Weight;
	/// Noting that something was heard of a source.
	fn mark() -> Weight;
	/// Seeing whether there is anything to do.
	fn look_for_work() -> Weight;
	/// Finding the next watcher of the queue's head, or taking the head off.
	fn find_watcher() -> Weight;
	/// Finding what is due first.
	fn find_due() -> Weight;
	/// Seeing that a watcher has seen the round.
	fn skip_watcher() -> Weight;
	/// Looking at an agreement of `s` streams, of which nothing comes. What its conditions ask comes on
	/// top of it, and what its items cost.
	fn evaluate_streams(s: u32) -> Weight;
	/// The same of `i` items, and no streams.
	fn evaluate_items(i: u32) -> Weight;
	/// Asking `n` nodes what was gathered of streams and items.
	fn ask(n: u32) -> Weight;
	/// Asking `n` times whether somebody has accepted an item.
	fn ask_acceptance(n: u32) -> Weight;
	/// Asking `n` times for somebody's balance.
	fn ask_balance(n: u32) -> Weight;
	/// What it adds that an agreement is due at another time than before.
	fn reschedule() -> Weight;
	/// What it adds that an item has moved from one container into another.
	fn follow() -> Weight;
	/// What it adds that a clause comes true that listens to `s` streams with batches.
	fn come_true(s: u32) -> Weight;
	/// What it adds that a clause fires, with `p` payments. Holding items comes on top of it: their own
	/// pallet says what that costs.
	fn fire(p: u32) -> Weight;
	/// What it adds that an agreement ends that watches `s` streams and `i` items.
	fn end(s: u32, i: u32) -> Weight;
}

/// For tests: nothing costs anything but evaluation, in numbers that tell one step from the other.
impl WeightInfo for () {
	fn propose(s: u32, i: u32, c: u32) -> Weight {
		Weight::from_parts((s + i + c).into(), 0)
	}
	fn sign(s: u32, i: u32) -> Weight {
		Weight::from_parts((s + i).into(), 0)
	}
	fn consent() -> Weight {
		Weight::zero()
	}
	fn cancel() -> Weight {
		Weight::zero()
	}
	fn confirm() -> Weight {
		Weight::zero()
	}
	fn open_ticket() -> Weight {
		Weight::zero()
	}
	fn acknowledge_ticket() -> Weight {
		Weight::zero()
	}
	fn resolve_ticket() -> Weight {
		Weight::zero()
	}
	fn close_ticket() -> Weight {
		Weight::zero()
	}
	fn acknowledge_command() -> Weight {
		Weight::zero()
	}
	fn challenge() -> Weight {
		Weight::zero()
	}
	fn rule() -> Weight {
		Weight::zero()
	}
	fn set_payee() -> Weight {
		Weight::zero()
	}
	fn claim() -> Weight {
		Weight::zero()
	}
	fn remove(f: u32) -> Weight {
		Weight::from_parts(f.into(), 0)
	}
	fn mark() -> Weight {
		Weight::from_parts(3, 0)
	}
	fn look_for_work() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn find_watcher() -> Weight {
		Weight::from_parts(10, 0)
	}
	fn find_due() -> Weight {
		Weight::from_parts(10, 0)
	}
	fn skip_watcher() -> Weight {
		Weight::from_parts(1, 0)
	}
	fn evaluate_streams(s: u32) -> Weight {
		Weight::from_parts(100 + u64::from(s), 0)
	}
	fn evaluate_items(i: u32) -> Weight {
		Weight::from_parts(100 + u64::from(i), 0)
	}
	fn ask(n: u32) -> Weight {
		Weight::from_parts(n.into(), 0)
	}
	fn ask_acceptance(n: u32) -> Weight {
		Weight::from_parts((2 * n).into(), 0)
	}
	fn ask_balance(n: u32) -> Weight {
		Weight::from_parts((3 * n).into(), 0)
	}
	fn reschedule() -> Weight {
		Weight::from_parts(4, 0)
	}
	fn follow() -> Weight {
		Weight::from_parts(6, 0)
	}
	fn come_true(s: u32) -> Weight {
		Weight::from_parts(s.into(), 0)
	}
	fn fire(p: u32) -> Weight {
		Weight::from_parts(20 + u64::from(8 * p), 0)
	}
	fn end(s: u32, i: u32) -> Weight {
		Weight::from_parts(40 + u64::from(s + i), 0)
	}
}
