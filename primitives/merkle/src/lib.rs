#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

mod build;
mod verify;

#[cfg(feature = "std")]
pub use build::Tree;
pub use build::{root, RootBuilder};
pub use verify::{expected_path_length, verify_inclusion};

use core::fmt;
use sha2::{Digest, Sha256};

/// A SHA-256 hash: a leaf, a node or a root.
pub type Hash = [u8; 32];

/// The most leaves a tree has: every index fits a `u32`.
pub const MAX_LEAVES: u64 = 1 << 32;

/// The most hashes a path has.
pub const MAX_PATH_LENGTH: u32 = 32;

/// What the hash of an entry begins with (RFC 9162 §2.1.1).
const LEAF_PREFIX: [u8; 1] = [0x00];

/// What the hash of two hashes begins with (RFC 9162 §2.1.1).
const NODE_PREFIX: [u8; 1] = [0x01];

/// The leaf of an entry (RFC 9162 §2.1.1). One pass over `entry`, of any length.
pub fn leaf_hash(entry: &[u8]) -> Hash {
	Sha256::new()
		.chain_update(LEAF_PREFIX)
		.chain_update(entry)
		.finalize()
		.into()
}

/// The node above two hashes (RFC 9162 §2.1.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
	Sha256::new()
		.chain_update(NODE_PREFIX)
		.chain_update(left)
		.chain_update(right)
		.finalize()
		.into()
}

/// Why a tree cannot be, or why a proof proves nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Error {
	/// The tree has no leaf.
	EmptyTree,
	/// The tree has more than [`MAX_LEAVES`] leaves.
	TooManyLeaves,
	/// The index is not below the number of leaves.
	IndexOutOfRange,
	/// The path is not as long as index and size demand.
	PathLength {
		/// How many hashes it must have.
		expected: u32,
		/// How many it has.
		found: usize,
	},
	/// Leaf and path lead to another root: the leaf is not at this index of the tree.
	RootMismatch,
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::EmptyTree => f.write_str("the tree has no leaf"),
			Self::TooManyLeaves => write!(f, "the tree has more than {MAX_LEAVES} leaves"),
			Self::IndexOutOfRange => f.write_str("the index is not below the number of leaves"),
			Self::PathLength { expected, found } => {
				write!(
					f,
					"the path has {found} hashes where it must have {expected}"
				)
			},
			Self::RootMismatch => f.write_str("leaf and path lead to another root"),
		}
	}
}

impl core::error::Error for Error {}
