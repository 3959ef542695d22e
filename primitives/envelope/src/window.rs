//! Which numbers were accepted: each once, in any order.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// How many numbers a window remembers, the highest included.
pub const WINDOW: u32 = u64::BITS;

/// The numbers that were accepted of a device, as far back as it matters: the anti-replay window of
/// RFC 4303 §3.4.3.
///
/// A number is accepted once, as long as it is among the [`WINDOW`] numbers that end with the highest
/// one so far, or above it. So what is carried in another order than it was sent is not lost, and
/// nothing is accepted twice.
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
pub struct Window {
	/// The highest number so far; 0 before the first.
	highest: u64,
	/// Bit i says whether the number `highest − i` was accepted. Below 1 there are no numbers to
	/// miss: their bits are set.
	seen: u64,
}

/// Why a number is not accepted.
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
pub enum Replay {
	/// It was accepted before.
	#[codec(index = 0)]
	Seen,
	/// It is below the window: whether it was accepted before is not known any more.
	#[codec(index = 1)]
	TooOld,
}

impl Default for Window {
	fn default() -> Self {
		Self::new()
	}
}

impl Window {
	/// Before the first number.
	pub const fn new() -> Self {
		Self {
			highest: 0,
			seen: u64::MAX,
		}
	}

	/// The highest number that was accepted; 0 before the first.
	pub fn highest(&self) -> u64 {
		self.highest
	}

	/// How many numbers of the window are still missing and would be accepted.
	pub fn missing(&self) -> u32 {
		self.seen.count_zeros()
	}

	/// Whether `number` can be accepted.
	///
	/// Errors: [`Replay::Seen`], [`Replay::TooOld`]. Zero is no number: it is one of these.
	pub fn accepts(&self, number: u64) -> Result<(), Replay> {
		let Some(below) = self.highest.checked_sub(number) else {
			return Ok(());
		};
		if below >= WINDOW.into() {
			Err(Replay::TooOld)
		} else if self.seen >> below & 1 == 1 {
			Err(Replay::Seen)
		} else {
			Ok(())
		}
	}

	/// Accept `number`. Returns how many numbers fell out of the window thereby without ever having
	/// been accepted: the gaps, which cannot be filled any more.
	///
	/// Errors: those of [`accepts`](Self::accepts); nothing changes.
	pub fn accept(&mut self, number: u64) -> Result<u64, Replay> {
		self.accepts(number)?;
		let Some(ahead) = number.checked_sub(self.highest).filter(|ahead| *ahead > 0) else {
			self.seen |= 1 << (self.highest - number);
			return Ok(0);
		};
		self.highest = number;
		if ahead >= WINDOW.into() {
			// Everything falls out, and so do the numbers that were jumped over.
			let lost = u64::from(self.missing()) + (ahead - u64::from(WINDOW));
			self.seen = 1;
			return Ok(lost);
		}
		// From 1 to 63: both shifts are in range.
		let falling = !self.seen >> (u64::from(WINDOW) - ahead);
		self.seen = self.seen << ahead | 1;
		Ok(falling.count_ones().into())
	}
}

impl fmt::Display for Replay {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Seen => "the number was accepted before",
			Self::TooOld => "the number is below the window",
		})
	}
}

impl core::error::Error for Replay {}
