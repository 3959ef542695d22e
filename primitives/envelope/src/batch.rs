//! Batches: one signature over many readings, which stay where they are until one is asked for.

use crate::{
	cbor::{Full, Item, Reader, Writer},
	Error, Moment, Name, Unit, MAX_BATCH, MAX_EXPONENT, MAX_TIME, MIN_EXPONENT, MIN_TIME,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_merkle::{leaf_hash, verify_inclusion, Hash, RootBuilder};
use scale_info::TypeInfo;

/// The keys of a batch's map, in their order.
mod key {
	pub const NAME: i64 = 0;
	pub const UNIT: i64 = 1;
	pub const EXPONENT: i64 = 2;
	pub const COUNT: i64 = 3;
	pub const FIRST: i64 = 4;
	pub const LAST: i64 = 5;
	pub const MIN: i64 = 6;
	pub const MAX: i64 = 7;
	pub const SUM: i64 = 8;
	pub const ROOT: i64 = 9;
}

/// The longest encoding of a [`Leaf`]: an array of three, an index, a time, a value.
const MAX_LEAF_LEN: usize = 1 + 5 + 9 + 9;

/// A device's readings of one stream, summed up.
///
/// What was [parsed](Self::parse) or [built](BatchBuilder) does not contradict itself: so many
/// readings with these times, extremes and sum can exist. Decoding from SCALE does not ask:
/// [`check`](Self::check) does.
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
pub struct Batch {
	/// The stream.
	pub name: Name,
	/// What the values count, if the device says so.
	pub unit: Option<Unit>,
	/// The power of ten that every value in the batch counts.
	pub exponent: i8,
	/// How many readings there are, from 1 to [`MAX_BATCH`].
	pub count: u32,
	/// When the first was measured.
	pub first: Moment,
	/// When the last was measured.
	pub last: Moment,
	/// The least value.
	pub min: i64,
	/// The greatest value.
	pub max: i64,
	/// The sum of all values. A batch whose sum does not fit is two batches.
	pub sum: i64,
	/// The root of the tree (RFC 9162 §2.1) whose leaves are the readings in their order.
	pub root: Hash,
}

impl Batch {
	/// The batch of a payload: a map with the keys 0 to 9 in this order, in one form; the unit alone
	/// may be missing.
	///
	/// Errors: those that name a batch, a name, a unit or a time, and whatever is wrong with the CBOR.
	pub fn parse(payload: &[u8]) -> Result<Self, Error> {
		let mut fields = Fields {
			reader: Reader::new(payload),
		};
		let has_unit = match fields.reader.item()? {
			Item::Map(10) => true,
			Item::Map(9) => false,
			_ => return Err(Error::BatchMalformed),
		};
		let batch = Self {
			name: Name::new(fields.text(key::NAME)?)?,
			unit: match has_unit {
				true => Some(Unit::from_symbol(fields.text(key::UNIT)?)?),
				false => None,
			},
			exponent: fields.integer(key::EXPONENT, Error::BatchExponent)?,
			count: fields.integer(key::COUNT, Error::BatchCount)?,
			first: fields.integer(key::FIRST, Error::TimeOutOfRange)?,
			last: fields.integer(key::LAST, Error::TimeOutOfRange)?,
			min: fields.integer(key::MIN, Error::ValueTooLarge)?,
			max: fields.integer(key::MAX, Error::ValueTooLarge)?,
			sum: fields.integer(key::SUM, Error::BatchSum)?,
			root: match fields.value(key::ROOT)? {
				Item::Bytes(root) => root.try_into().map_err(|_| Error::BatchMalformed)?,
				_ => return Err(Error::BatchMalformed),
			},
		};
		fields.reader.finish()?;
		batch.check()?;
		Ok(batch)
	}

	/// Whether `leaf` is one of the batch's readings: within its summary, and in its tree by `path`
	/// (RFC 9162 §2.1.3.2). At most 17 hashes.
	///
	/// Errors: [`Error::LeafIndex`], [`Error::LeafTime`], [`Error::LeafValue`],
	/// [`Error::PathLength`], [`Error::LeafNotInTree`].
	pub fn verify(&self, leaf: &Leaf, path: &[Hash]) -> Result<(), Error> {
		if leaf.index >= self.count {
			return Err(Error::LeafIndex);
		}
		let is_last = leaf.index == self.count - 1;
		let in_time = (self.first..=self.last).contains(&leaf.time)
			&& (leaf.index > 0 || leaf.time == self.first)
			&& (!is_last || leaf.time == self.last);
		if !in_time {
			return Err(Error::LeafTime);
		}
		if !(self.min..=self.max).contains(&leaf.value) {
			return Err(Error::LeafValue);
		}
		verify_inclusion(
			&leaf.hash(),
			leaf.index,
			self.count.into(),
			path,
			&self.root,
		)
		.map_err(|error| match error {
			hallmark_merkle::Error::PathLength { .. } => Error::PathLength,
			_ => Error::LeafNotInTree,
		})
	}

	/// Whether what it says can be true.
	///
	/// Errors: [`Error::BatchExponent`], [`Error::BatchCount`], [`Error::TimeRelative`],
	/// [`Error::TimeOutOfRange`], [`Error::BatchTimes`], [`Error::BatchExtremes`],
	/// [`Error::BatchSum`].
	pub fn check(&self) -> Result<(), Error> {
		if !(MIN_EXPONENT..=MAX_EXPONENT).contains(&self.exponent) {
			return Err(Error::BatchExponent);
		}
		if !(1..=MAX_BATCH).contains(&self.count) {
			return Err(Error::BatchCount);
		}
		if self.first < MIN_TIME {
			return Err(Error::TimeRelative);
		}
		if self.last > MAX_TIME {
			return Err(Error::TimeOutOfRange);
		}
		if self.first > self.last || (self.count == 1 && self.first != self.last) {
			return Err(Error::BatchTimes);
		}
		if self.min > self.max {
			return Err(Error::BatchExtremes);
		}
		// One reading is the least and one the greatest; the others are anywhere between. For a
		// single one, which is both, this says that all three are the same.
		let (min, max) = (i128::from(self.min), i128::from(self.max));
		let others = i128::from(self.count) - 1;
		let sums = others * min + max..=others * max + min;
		if !sums.contains(&self.sum.into()) {
			return Err(Error::BatchSum);
		}
		Ok(())
	}

	pub(crate) fn write(&self, writer: &mut Writer<'_>) -> Result<(), Full> {
		writer.map(if self.unit.is_some() { 10 } else { 9 })?;
		writer.integer(key::NAME)?;
		writer.text(self.name.as_str())?;
		if let Some(unit) = self.unit {
			writer.integer(key::UNIT)?;
			writer.text(unit.symbol())?;
		}
		writer.integer(key::EXPONENT)?;
		writer.integer(self.exponent.into())?;
		writer.integer(key::COUNT)?;
		writer.unsigned(self.count.into())?;
		writer.integer(key::FIRST)?;
		writer.unsigned(self.first)?;
		writer.integer(key::LAST)?;
		writer.unsigned(self.last)?;
		for (key, value) in [
			(key::MIN, self.min),
			(key::MAX, self.max),
			(key::SUM, self.sum),
		] {
			writer.integer(key)?;
			writer.integer(value)?;
		}
		writer.integer(key::ROOT)?;
		writer.bytes(&self.root)
	}
}

/// Reads a batch's values, each behind the key that must be there.
struct Fields<'a> {
	reader: Reader<'a>,
}

impl<'a> Fields<'a> {
	fn value(&mut self, key: i64) -> Result<Item<'a>, Error> {
		if self.reader.item()? != Item::Integer(key.into()) {
			return Err(Error::BatchMalformed);
		}
		self.reader.item()
	}

	fn text(&mut self, key: i64) -> Result<&'a str, Error> {
		match self.value(key)? {
			Item::Text(text) => Ok(text),
			_ => Err(Error::BatchMalformed),
		}
	}

	/// An integer, and what is wrong if it does not fit.
	fn integer<T: TryFrom<i128>>(&mut self, key: i64, misfit: Error) -> Result<T, Error> {
		match self.value(key)? {
			Item::Integer(integer) => T::try_from(integer).map_err(|_| misfit),
			_ => Err(Error::BatchMalformed),
		}
	}
}

/// One reading of a batch.
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
pub struct Leaf {
	/// Its place in the batch, from 0.
	pub index: u32,
	/// When it was measured.
	pub time: Moment,
	/// What was measured: a mantissa, which goes with the batch's exponent.
	pub value: i64,
}

impl Leaf {
	/// Hand the leaf's entry to `with`: the CBOR array of index, time and value, in shortest form.
	pub fn using_entry<R>(&self, with: impl FnOnce(&[u8]) -> R) -> R {
		let mut buffer = [0; MAX_LEAF_LEN];
		let mut writer = Writer::new(&mut buffer);
		writer
			.array(3)
			.and_then(|()| writer.unsigned(self.index.into()))
			.and_then(|()| writer.unsigned(self.time))
			.and_then(|()| writer.integer(self.value))
			.expect("the buffer is made for the longest entry; qed");
		with(writer.written())
	}

	/// Its hash in the tree (RFC 9162 §2.1.1).
	pub fn hash(&self) -> Hash {
		self.using_entry(leaf_hash)
	}
}

/// Makes a batch from its readings as they are measured, and remembers none of them: about a
/// kilobyte, whatever their number.
///
/// Whoever wants to prove one of them later keeps the readings, or the leaves' hashes: a path is made
/// of those (`hallmark_merkle::Tree`).
#[derive(Clone, Debug)]
pub struct BatchBuilder {
	name: Name,
	unit: Option<Unit>,
	exponent: i8,
	/// Time and value of the readings so far, but for count and root, which the tree knows.
	summary: Option<Summary>,
	tree: RootBuilder,
}

#[derive(Clone, Copy, Debug)]
struct Summary {
	first: Moment,
	last: Moment,
	min: i64,
	max: i64,
	sum: i64,
}

impl BatchBuilder {
	/// A batch of a stream, without readings yet.
	///
	/// Errors: [`Error::BatchExponent`].
	pub fn new(name: Name, unit: Option<Unit>, exponent: i8) -> Result<Self, Error> {
		if !(MIN_EXPONENT..=MAX_EXPONENT).contains(&exponent) {
			return Err(Error::BatchExponent);
		}
		Ok(Self {
			name,
			unit,
			exponent,
			summary: None,
			tree: RootBuilder::new(),
		})
	}

	/// How many readings there are so far.
	pub fn count(&self) -> u32 {
		// At most MAX_BATCH, which `push` sees to.
		self.tree.size() as u32
	}

	/// Add a reading: when it was measured, and its mantissa. Returns its leaf. Two hashes on
	/// average.
	///
	/// Errors, after which the batch is as it was: [`Error::BatchCount`] where it is full;
	/// [`Error::TimeRelative`], [`Error::TimeOutOfRange`]; [`Error::BatchOrder`] for a time before
	/// the last one; [`Error::BatchSum`] where the sum does not fit any more.
	pub fn push(&mut self, time: Moment, value: i64) -> Result<Leaf, Error> {
		let index = self.count();
		if index >= MAX_BATCH {
			return Err(Error::BatchCount);
		}
		if time < MIN_TIME {
			return Err(Error::TimeRelative);
		}
		if time > MAX_TIME {
			return Err(Error::TimeOutOfRange);
		}
		let summary = match self.summary {
			None => Summary {
				first: time,
				last: time,
				min: value,
				max: value,
				sum: value,
			},
			Some(before) if time < before.last => return Err(Error::BatchOrder),
			Some(before) => Summary {
				first: before.first,
				last: time,
				min: before.min.min(value),
				max: before.max.max(value),
				sum: before.sum.checked_add(value).ok_or(Error::BatchSum)?,
			},
		};
		let leaf = Leaf { index, time, value };
		self.tree.push(leaf.hash()).map_err(|_| Error::BatchCount)?;
		self.summary = Some(summary);
		Ok(leaf)
	}

	/// The batch of the readings so far. More may follow, for a batch that has these, too.
	///
	/// Errors: [`Error::BatchCount`] where there is none.
	pub fn batch(&self) -> Result<Batch, Error> {
		let Summary {
			first,
			last,
			min,
			max,
			sum,
		} = self.summary.ok_or(Error::BatchCount)?;
		Ok(Batch {
			name: self.name,
			unit: self.unit,
			exponent: self.exponent,
			count: self.count(),
			first,
			last,
			min,
			max,
			sum,
			root: self.tree.root().map_err(|_| Error::BatchCount)?,
		})
	}
}
