//! Choices that are made by bytes: a fuzzer's input, or a random number's.

/// Bytes to choose by. When they are used up, every choice falls on the first.
pub struct Choices<'a> {
	bytes: &'a [u8],
}

impl<'a> Choices<'a> {
	/// Choose by these bytes.
	pub fn new(bytes: &'a [u8]) -> Self {
		Self { bytes }
	}

	/// Any byte.
	pub fn byte(&mut self) -> u8 {
		match self.bytes.split_first() {
			Some((first, rest)) => {
				self.bytes = rest;
				*first
			},
			None => 0,
		}
	}

	/// A number below `end`, which is at most 65,536.
	pub fn below(&mut self, end: u64) -> u64 {
		match end {
			0 | 1 => 0,
			2..=256 => u64::from(self.byte()) % end,
			_ => u64::from(u16::from_le_bytes([self.byte(), self.byte()])) % end,
		}
	}

	/// A number from `from` to `to`, both included.
	pub fn between(&mut self, from: i64, to: i64) -> i64 {
		from + self.below((to - from) as u64 + 1) as i64
	}

	/// Yes, so many times out of a hundred.
	pub fn happens(&mut self, percent: u64) -> bool {
		self.below(100) >= 100 - percent
	}

	/// One of these.
	pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
		from[self.below(from.len() as u64) as usize]
	}
}

/// Bytes of a random series (SplitMix64), each seed its own.
pub fn random_bytes(seed: u64, length: usize) -> Vec<u8> {
	let mut state = seed.wrapping_mul(0x2545_f491_4f6c_dd1d);
	(0..length.div_ceil(8))
		.flat_map(|_| {
			state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
			let mut word = state;
			word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
			word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
			(word ^ word >> 31).to_le_bytes()
		})
		.collect()
}
