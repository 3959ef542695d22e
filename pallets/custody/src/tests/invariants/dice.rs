//! What makes the calls random.

use hallmark_types::organisation::OrgId;

/// A small generator with a fixed seed for each sequence: a failure names the seed.
pub(super) struct Dice(pub u64);

impl Dice {
	pub fn roll(&mut self, sides: u64) -> u64 {
		// xorshift64*: enough to stir a test.
		self.0 ^= self.0 >> 12;
		self.0 ^= self.0 << 25;
		self.0 ^= self.0 >> 27;
		(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
	}

	pub fn one_in(&mut self, sides: u64) -> bool {
		self.roll(sides) == 0
	}

	pub fn org(&mut self) -> OrgId {
		1 + self.roll(6) as OrgId
	}

	/// Mostly whoever has a chance of success.
	pub fn org_or(&mut self, org: OrgId) -> OrgId {
		if self.one_in(8) {
			self.org()
		} else {
			org
		}
	}

	pub fn of<T: Clone>(&mut self, list: &[T]) -> Option<T> {
		match list.len() {
			0 => None,
			length => Some(list[self.roll(length as u64) as usize].clone()),
		}
	}
}
