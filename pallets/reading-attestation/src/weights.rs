//! Weights of the calls.

#![allow(missing_docs)]
use polkadot_sdk::frame_support::weights::Weight;

/// What each call costs at worst.
pub trait WeightInfo {
	fn open_stream() -> Weight;
	fn amend_stream() -> Weight;
	/// Closing a stream that keeps `b` batches.
	fn close_stream(b: u32) -> Weight;
	/// Taking in an envelope: `s` streams with one record each, and `e` further records.
	fn submit(s: u32, e: u32) -> Weight;
	/// Taking in a batch.
	fn submit_batch() -> Weight;
	/// The same where a batch that is kept as evidence has to be moved out of the way.
	fn submit_batch_over_evidence() -> Weight;
	/// Finding the batch that another one corrects.
	fn find_batch() -> Weight;
	/// Every check of an envelope with records as for `submit`.
	fn authorize_ed25519(s: u32, e: u32) -> Weight;
	fn authorize_es256(s: u32, e: u32) -> Weight;
	fn authorize_es256k(s: u32, e: u32) -> Weight;
	/// A relay of `n` envelopes with one record each.
	fn relay_ed25519(n: u32) -> Weight;
	fn relay_es256(n: u32) -> Weight;
	fn relay_es256k(n: u32) -> Weight;
	/// A relay of `n` envelopes that are refused before their signature is looked at.
	fn relay_refused(n: u32) -> Weight;
	/// What a peer group adds to one reading.
	fn judge() -> Weight;
	fn prove() -> Weight;
	fn report_equivocation() -> Weight;
	fn open_group() -> Weight;
	fn close_group() -> Weight;
	fn offer_seat() -> Weight;
	fn take_seat() -> Weight;
	fn free_seat() -> Weight;
	fn raise_quota() -> Weight;
	fn lower_quota() -> Weight;
	/// Silencing a device that has `s` seats.
	fn on_standing(s: u32) -> Weight;
}

/// For tests: nothing costs anything but what is metered or refunded, in numbers that tell one from
/// the other.
impl WeightInfo for () {
	fn open_stream() -> Weight {
		Weight::zero()
	}
	fn amend_stream() -> Weight {
		Weight::zero()
	}
	fn close_stream(b: u32) -> Weight {
		Weight::from_parts(b.into(), 0)
	}
	fn submit(s: u32, e: u32) -> Weight {
		Weight::from_parts(20 + 10 * u64::from(s) + u64::from(e), 0)
	}
	fn submit_batch() -> Weight {
		Weight::from_parts(35, 0)
	}
	fn submit_batch_over_evidence() -> Weight {
		Weight::from_parts(40, 0)
	}
	fn find_batch() -> Weight {
		Weight::from_parts(8, 0)
	}
	fn authorize_ed25519(s: u32, e: u32) -> Weight {
		Weight::from_parts(60 + 3 * u64::from(s) + u64::from(e), 0)
	}
	fn authorize_es256(s: u32, e: u32) -> Weight {
		Weight::from_parts(1_500 + 3 * u64::from(s) + u64::from(e), 0)
	}
	fn authorize_es256k(s: u32, e: u32) -> Weight {
		Weight::from_parts(70 + 3 * u64::from(s) + u64::from(e), 0)
	}
	fn relay_ed25519(n: u32) -> Weight {
		Weight::from_parts(10 + 80 * u64::from(n), 0)
	}
	fn relay_es256(n: u32) -> Weight {
		Weight::from_parts(10 + 1_520 * u64::from(n), 0)
	}
	fn relay_es256k(n: u32) -> Weight {
		Weight::from_parts(10 + 90 * u64::from(n), 0)
	}
	fn relay_refused(n: u32) -> Weight {
		Weight::from_parts(10 + 5 * u64::from(n), 0)
	}
	fn judge() -> Weight {
		Weight::from_parts(4, 0)
	}
	fn prove() -> Weight {
		Weight::zero()
	}
	fn report_equivocation() -> Weight {
		Weight::zero()
	}
	fn open_group() -> Weight {
		Weight::zero()
	}
	fn close_group() -> Weight {
		Weight::zero()
	}
	fn offer_seat() -> Weight {
		Weight::zero()
	}
	fn take_seat() -> Weight {
		Weight::zero()
	}
	fn free_seat() -> Weight {
		Weight::zero()
	}
	fn raise_quota() -> Weight {
		Weight::zero()
	}
	fn lower_quota() -> Weight {
		Weight::zero()
	}
	fn on_standing(s: u32) -> Weight {
		Weight::from_parts(s.into(), 0)
	}
}
