//! Words that are answered about items.

use crate::value::words;

words! {
	/// What became of an item.
	pub enum Life {
		/// It exists.
		Active,
		/// Something else was made of it.
		Consumed,
		/// It is no more.
		Destroyed,
		/// It is out of use.
		Archived,
	}

	/// What the condition policies of an item came to.
	pub enum Finding {
		/// All were kept.
		Good,
		/// One was breached. That never changes.
		Breached,
		/// Data is missing.
		Unknown,
		/// Not all that was measured is counted yet.
		Pending,
	}

	/// What changes hands.
	pub enum Title {
		/// Who has it.
		Custody,
		/// To whom it belongs.
		Ownership,
	}

	/// What was wrong with something that was accepted all the same.
	pub enum Exception {
		/// Something is broken.
		Damaged,
		/// There was less than was offered.
		Short,
		/// There was more.
		Over,
		/// It was too warm or too cold.
		Temperature,
		/// A seal was broken.
		SealBroken,
		/// It was not what was offered.
		WrongItem,
		/// A label was wrong or missing.
		Label,
		/// It came too late.
		Late,
	}

	/// How a value lies beyond a limit.
	pub enum Comparison {
		/// `>`
		Above,
		/// `>=`
		AtLeast,
		/// `<`
		Below,
		/// `<=`
		AtMost,
	}

	/// What a rule counts.
	pub enum Measure {
		/// The longest time at a stretch.
		Stretch,
		/// All time together.
		Total,
	}
}

impl Exception {
	/// Every one, in the order of their bits in a hand-over, from the lowest on.
	pub const ALL: [Self; 8] = [
		Self::Damaged,
		Self::Short,
		Self::Over,
		Self::Temperature,
		Self::SealBroken,
		Self::WrongItem,
		Self::Label,
		Self::Late,
	];

	/// Its bit in a hand-over as calls and storage have it.
	pub const fn bit(self) -> u8 {
		1 << self as u8
	}

	/// Those whose bits are set, in the order of their bits.
	pub fn from_bits(bits: u8) -> Vec<Self> {
		let is_set = |exception: &Self| bits & exception.bit() != 0;
		Self::ALL.into_iter().filter(is_set).collect()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn exceptions_are_bits_from_the_lowest_on() {
		// As `pallet_custody::Exceptions` has them.
		for (bit, word) in [
			"damaged",
			"short",
			"over",
			"temperature",
			"sealBroken",
			"wrongItem",
			"label",
			"late",
		]
		.into_iter()
		.enumerate()
		{
			let set = Exception::from_bits(1 << bit);
			assert_eq!(serde_json::json!(set), serde_json::json!([word]));
			assert_eq!(set.into_iter().map(Exception::bit).sum::<u8>(), 1 << bit);
		}
		assert_eq!(Exception::from_bits(0), []);
		assert_eq!(
			Exception::from_bits(0b1000_0010),
			[Exception::Short, Exception::Late]
		);
		assert_eq!(Exception::from_bits(u8::MAX), Exception::ALL);
	}
}
