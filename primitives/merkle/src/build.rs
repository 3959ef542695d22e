//! Making roots and paths: what a maker's tool does before it publishes.

use crate::{node_hash, Error, Hash, MAX_LEAVES};

#[cfg(feature = "std")]
use std::vec::Vec;

/// Places for complete subtrees of 1, 2, 4 … 2³² leaves.
const PEAKS: usize = 33;

/// Makes the root of a tree from its leaves as they come, in order, and remembers no more than one
/// hash for each power of two: 33 of them, whatever the size.
#[derive(Clone, Debug)]
pub struct RootBuilder {
	/// The roots of complete subtrees: that of 2^i leaves at place i, where `size` has bit i.
	peaks: [Hash; PEAKS],
	/// How many leaves there were.
	size: u64,
}

impl Default for RootBuilder {
	fn default() -> Self {
		Self::new()
	}
}

impl RootBuilder {
	/// A tree without leaves.
	pub const fn new() -> Self {
		Self {
			peaks: [[0; 32]; PEAKS],
			size: 0,
		}
	}

	/// How many leaves there were so far.
	pub fn size(&self) -> u64 {
		self.size
	}

	/// Add the next leaf. One hash on average, 32 at most.
	///
	/// Errors: [`TooManyLeaves`](Error::TooManyLeaves) where there are [`MAX_LEAVES`] already;
	/// the builder is as it was.
	pub fn push(&mut self, leaf: Hash) -> Result<(), Error> {
		if self.size >= MAX_LEAVES {
			return Err(Error::TooManyLeaves);
		}
		// As in counting: the new leaf joins subtrees of its own size as long as there are any.
		let carries = self.size.trailing_ones() as usize;
		self.peaks[carries] = self.peaks[..carries]
			.iter()
			.fold(leaf, |right, left| node_hash(left, &right));
		self.size += 1;
		Ok(())
	}

	/// The root of the tree of all leaves so far (RFC 9162 §2.1.1). More may follow.
	///
	/// Errors: [`EmptyTree`](Error::EmptyTree).
	pub fn root(&self) -> Result<Hash, Error> {
		let mut root = None;
		for (level, peak) in self.peaks.iter().enumerate() {
			if (self.size >> level) & 1 == 1 {
				root = Some(root.map_or(*peak, |right| node_hash(peak, &right)));
			}
		}
		root.ok_or(Error::EmptyTree)
	}
}

/// The root over `leaves`, in memory that does not grow with their number.
///
/// Errors: [`EmptyTree`](Error::EmptyTree), [`TooManyLeaves`](Error::TooManyLeaves).
pub fn root(leaves: impl IntoIterator<Item = Hash>) -> Result<Hash, Error> {
	let mut builder = RootBuilder::new();
	for leaf in leaves {
		builder.push(leaf)?;
	}
	builder.root()
}

/// A whole tree in memory, about 64 bytes a leaf, that returns the path of any leaf.
#[cfg(feature = "std")]
#[derive(Clone, Debug)]
pub struct Tree {
	/// The leaves first, the root alone in the last. Never empty, and no level is.
	levels: Vec<Vec<Hash>>,
}

#[cfg(feature = "std")]
impl Tree {
	/// The tree over `leaves`, in their order.
	///
	/// Errors: [`EmptyTree`](Error::EmptyTree), [`TooManyLeaves`](Error::TooManyLeaves).
	pub fn new(leaves: impl IntoIterator<Item = Hash>) -> Result<Self, Error> {
		let mut level = Vec::new();
		for leaf in leaves {
			if level.len() as u64 >= MAX_LEAVES {
				return Err(Error::TooManyLeaves);
			}
			level.push(leaf);
		}
		if level.is_empty() {
			return Err(Error::EmptyTree);
		}
		let mut levels = Vec::new();
		while level.len() > 1 {
			// A lone node at the right edge rises as it is.
			let above = level
				.chunks(2)
				.map(|pair| match pair {
					[left, right] => node_hash(left, right),
					lone => lone[0],
				})
				.collect();
			levels.push(core::mem::replace(&mut level, above));
		}
		levels.push(level);
		Ok(Self { levels })
	}

	/// How many leaves it has.
	pub fn size(&self) -> u64 {
		self.levels[0].len() as u64
	}

	/// Its root.
	pub fn root(&self) -> Hash {
		self.levels[self.levels.len() - 1][0]
	}

	/// The path that proves the leaf at `index` (RFC 9162 §2.1.3.1), for
	/// [`verify_inclusion`](crate::verify_inclusion).
	///
	/// Errors: [`IndexOutOfRange`](Error::IndexOutOfRange).
	pub fn path(&self, index: u32) -> Result<Vec<Hash>, Error> {
		if u64::from(index) >= self.size() {
			return Err(Error::IndexOutOfRange);
		}
		let mut place = index as usize;
		let mut path = Vec::new();
		for level in &self.levels {
			path.extend(level.get(place ^ 1));
			place >>= 1;
		}
		Ok(path)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A builder that has seen so many leaves, all of whose hashes are zero.
	fn after(size: u64) -> RootBuilder {
		RootBuilder {
			peaks: [[0; 32]; PEAKS],
			size,
		}
	}

	#[test]
	fn the_last_leaf_fills_the_tree_and_another_is_refused() {
		let mut builder = after(MAX_LEAVES - 1);
		assert_eq!(builder.push([7; 32]), Ok(()));
		let root = builder.root();
		assert_eq!(root, Ok(builder.peaks[PEAKS - 1]));

		assert_eq!(builder.push([7; 32]), Err(Error::TooManyLeaves));
		assert_eq!(builder.size(), MAX_LEAVES);
		assert_eq!(builder.root(), root);
	}
}
