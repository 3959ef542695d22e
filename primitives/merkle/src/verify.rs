//! Verification of inclusion proofs.

use crate::{node_hash, Error, Hash, MAX_LEAVES};

/// The shape of the way from a leaf to the root.
///
/// It begins below the node where it meets the way of the last leaf. There every node has a
/// neighbour, on the side that the index's bit says. From that node on it follows the tree's right
/// edge: whatever neighbour a node has is on its left, and a node that has none rises as it is.
struct Way {
	/// How many neighbours there are before the ways meet.
	inner: u32,
	/// How many there are along the edge.
	edge: u32,
}

impl Way {
	fn new(index: u32, size: u64) -> Result<Self, Error> {
		if size > MAX_LEAVES {
			return Err(Error::TooManyLeaves);
		}
		let last = size.checked_sub(1).ok_or(Error::EmptyTree)?;
		let index = u64::from(index);
		if index > last {
			return Err(Error::IndexOutOfRange);
		}
		// The ways of this leaf and of the last one meet where their indices begin to agree. At
		// most 32, since both fit 32 bits.
		let inner = u64::BITS - (index ^ last).leading_zeros();
		Ok(Self {
			inner,
			edge: (index >> inner).count_ones(),
		})
	}

	fn length(&self) -> u32 {
		self.inner + self.edge
	}
}

/// How many hashes the path of the leaf at `index` has in a tree of `size` leaves, at most
/// [`MAX_PATH_LENGTH`](crate::MAX_PATH_LENGTH).
///
/// Errors: [`EmptyTree`](Error::EmptyTree), [`TooManyLeaves`](Error::TooManyLeaves),
/// [`IndexOutOfRange`](Error::IndexOutOfRange).
pub fn expected_path_length(index: u32, size: u64) -> Result<u32, Error> {
	Way::new(index, size).map(|way| way.length())
}

/// Whether `leaf` is at `index` of the tree of `size` leaves that has this `root` (RFC 9162
/// §2.1.3.2). The path begins beside the leaf and ends below the root.
///
/// Costs one hash for each entry of the path, and none unless its length is the expected one.
///
/// Errors: those of [`expected_path_length`], [`PathLength`](Error::PathLength) and
/// [`RootMismatch`](Error::RootMismatch).
pub fn verify_inclusion(
	leaf: &Hash,
	index: u32,
	size: u64,
	path: &[Hash],
	root: &Hash,
) -> Result<(), Error> {
	let way = Way::new(index, size)?;
	let expected = way.length();
	if path.len() != expected as usize {
		return Err(Error::PathLength {
			expected,
			found: path.len(),
		});
	}
	let mut hash = *leaf;
	for (level, neighbour) in (0..expected).zip(path) {
		// Before the edge the level is below 32, so the shift is in range.
		let left_of_neighbour = level < way.inner && (index >> level) & 1 == 0;
		hash = if left_of_neighbour {
			node_hash(&hash, neighbour)
		} else {
			node_hash(neighbour, &hash)
		};
	}
	if hash == *root {
		Ok(())
	} else {
		Err(Error::RootMismatch)
	}
}
