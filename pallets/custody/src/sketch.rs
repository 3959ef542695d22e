//! Which lots may be in a container, in the same few bytes whatever is in it.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_types::items::ItemId;
use scale_info::TypeInfo;

/// A Bloom filter over lots: it never denies a lot that was put in, and may affirm one that was not.
///
/// A recall of a lot takes effect at once, though going over its items takes time: meanwhile what may
/// hold one of them does not move. With 20 lots inside, one container in 180 waits a moment for
/// nothing.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Default,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Sketch([u64; 4]);

impl Sketch {
	/// Of nothing.
	pub const EMPTY: Self = Self([0; 4]);

	/// Of one lot. Its id is a hash, so its bytes are as good as random.
	pub fn of(lot: &ItemId) -> Self {
		let mut sketch = Self::EMPTY;
		for byte in &lot.as_bytes()[..4] {
			sketch.0[usize::from(byte >> 6)] |= 1 << (byte & 63);
		}
		sketch
	}

	/// Of both.
	pub fn and(mut self, other: &Self) -> Self {
		for (word, others) in self.0.iter_mut().zip(other.0) {
			*word |= others;
		}
		self
	}

	/// Whether all that is in `other` may be in it.
	pub fn may_hold(&self, other: &Self) -> bool {
		self.0
			.iter()
			.zip(other.0)
			.all(|(word, others)| word & others == others)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sp_crypto_hashing::blake2_256;

	fn lot(n: u32) -> ItemId {
		blake2_256(&n.to_le_bytes()).into()
	}

	#[test]
	fn sketch_never_denies_what_was_put_in() {
		let mut sketch = Sketch::EMPTY;
		for n in 0..200 {
			sketch = sketch.and(&Sketch::of(&lot(n)));
			assert!((0..=n).all(|n| sketch.may_hold(&Sketch::of(&lot(n)))));
		}
	}

	#[test]
	fn sketch_of_a_few_lots_denies_nearly_all_others() {
		let sketch = (0..20).fold(Sketch::EMPTY, |sketch, n| sketch.and(&Sketch::of(&lot(n))));
		let affirmed = (1_000..11_000)
			.filter(|n| sketch.may_hold(&Sketch::of(&lot(*n))))
			.count();
		assert!(affirmed < 100, "{affirmed} of 10,000");
		assert!(!Sketch::EMPTY.may_hold(&Sketch::of(&lot(1))));
	}
}
