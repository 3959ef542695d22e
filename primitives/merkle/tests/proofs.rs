//! Proofs of every small tree, everything that can be wrong with one, and trees too large to build.
#![cfg(feature = "std")]

use hallmark_merkle::{
	expected_path_length, leaf_hash, node_hash, root, verify_inclusion, Error, Hash, RootBuilder,
	Tree, MAX_LEAVES, MAX_PATH_LENGTH,
};

/// Small trees, all of them.
const SIZES: core::ops::RangeInclusive<u32> = 1..=70;

fn leaf(index: u32) -> Hash {
	leaf_hash(&index.to_be_bytes())
}

fn tree(size: u32) -> Tree {
	Tree::new((0..size).map(leaf)).expect("not empty")
}

/// The definition of RFC 9162 §2.1.1, word for word: split at the largest power of two below n.
fn defined_root(leaves: &[Hash]) -> Hash {
	match leaves {
		[one] => *one,
		_ => {
			let (left, right) = leaves.split_at(split(leaves.len() as u64) as usize);
			node_hash(&defined_root(left), &defined_root(right))
		},
	}
}

/// The definition of RFC 9162 §2.1.3.1, of which only the length is kept.
fn defined_path_length(index: u64, size: u64) -> u32 {
	if size == 1 {
		return 0;
	}
	let left = split(size);
	1 + if index < left {
		defined_path_length(index, left)
	} else {
		defined_path_length(index - left, size - left)
	}
}

/// The largest power of two below `size`.
fn split(size: u64) -> u64 {
	size.next_power_of_two() / 2
}

/// The root that the algorithm of RFC 9162 §2.1.3.2, step by step, comes to; `None` if it fails on
/// the way.
fn root_by_the_steps(leaf: &Hash, index: u32, size: u64, path: &[Hash]) -> Option<Hash> {
	let (mut first, mut second) = (u64::from(index), size - 1);
	let mut hash = *leaf;
	for neighbour in path {
		if second == 0 {
			return None;
		}
		if first & 1 == 1 || first == second {
			hash = node_hash(neighbour, &hash);
			while first & 1 == 0 && first != 0 {
				first >>= 1;
				second >>= 1;
			}
		} else {
			hash = node_hash(&hash, neighbour);
		}
		first >>= 1;
		second >>= 1;
	}
	(second == 0).then_some(hash)
}

#[test]
fn roots_follow_the_definition_for_every_small_size() {
	for size in SIZES {
		let leaves: Vec<Hash> = (0..size).map(leaf).collect();
		let expected = defined_root(&leaves);
		assert_eq!(tree(size).root(), expected);
		assert_eq!(root(leaves), Ok(expected));
	}
}

#[test]
fn every_leaf_of_every_small_tree_is_proven() {
	for size in SIZES {
		let tree = tree(size);
		for index in 0..size {
			let path = tree.path(index).expect("in range");
			let (leaf, size) = (leaf(index), tree.size());
			assert_eq!(
				verify_inclusion(&leaf, index, size, &path, &tree.root()),
				Ok(())
			);
			assert_eq!(
				root_by_the_steps(&leaf, index, size, &path),
				Some(tree.root())
			);
		}
	}
}

#[test]
fn a_leaf_is_refused_when_index_or_size_are_not_its_own() {
	for size in SIZES {
		let tree = tree(size);
		for index in 0..size {
			let path = tree.path(index).expect("in range");
			let check =
				|index, size| verify_inclusion(&leaf(index), index, size, &path, &tree.root());
			let claim = |claimed_index, claimed_size| {
				verify_inclusion(
					&leaf(index),
					claimed_index,
					claimed_size,
					&path,
					&tree.root(),
				)
			};
			assert_eq!(check(index, tree.size()), Ok(()));
			for other in (0..size).filter(|other| *other != index) {
				assert!(claim(other, tree.size()).is_err(), "{other} for {index}");
			}
			assert_eq!(claim(size, tree.size()), Err(Error::IndexOutOfRange));
			assert_eq!(claim(u32::MAX, tree.size()), Err(Error::IndexOutOfRange));
		}
	}
}

#[test]
fn the_size_is_vouched_for_by_who_publishes_it_and_not_by_the_proof() {
	// The way of a leaf far from the edge is the same in trees of similar sizes: a root goes with
	// the size that was published beside it.
	let tree = tree(7);
	let path = tree.path(0).expect("in range");
	assert_eq!(
		verify_inclusion(&leaf(0), 0, 8, &path, &tree.root()),
		Ok(())
	);
	// A size that asks for another path is refused.
	assert_eq!(
		verify_inclusion(&leaf(0), 0, 9, &path, &tree.root()),
		Err(Error::PathLength {
			expected: 4,
			found: 3
		})
	);
}

#[test]
fn a_proof_is_refused_when_any_byte_is_altered() {
	for size in [1, 2, 3, 5, 8, 13] {
		let tree = tree(size);
		for index in 0..size {
			let path = tree.path(index).expect("in range");
			let verify = |leaf: &Hash, path: &[Hash], root: &Hash| {
				verify_inclusion(leaf, index, tree.size(), path, root)
			};
			for byte in 0..32 {
				for flip in [0x01, 0x80, 0xff] {
					let altered = |hash: &Hash| {
						let mut hash = *hash;
						hash[byte] ^= flip;
						hash
					};
					let (leaf, root) = (leaf(index), tree.root());
					let refused = Err(Error::RootMismatch);
					assert_eq!(verify(&altered(&leaf), &path, &root), refused);
					assert_eq!(verify(&leaf, &path, &altered(&root)), refused);
					for place in 0..path.len() {
						let mut path = path.clone();
						path[place] = altered(&path[place]);
						assert_eq!(verify(&leaf, &path, &root), refused);
					}
				}
			}
		}
	}
}

#[test]
fn a_proof_is_refused_when_its_path_has_another_length() {
	for size in SIZES {
		let tree = tree(size);
		for index in 0..size {
			let right = tree.path(index).expect("in range");
			let expected = right.len() as u32;
			let refused = |path: &[Hash]| {
				assert_eq!(
					verify_inclusion(&leaf(index), index, tree.size(), path, &tree.root()),
					Err(Error::PathLength {
						expected,
						found: path.len()
					})
				);
			};
			if let Some((_, shorter)) = right.split_last() {
				refused(shorter);
				refused(&right[1..]);
			}
			for extra in [[0; 32], tree.root(), leaf(index)] {
				refused(&[right.as_slice(), &[extra]].concat());
				refused(&[&[extra], right.as_slice()].concat());
			}
			refused(&[[0; 32]; 100]);
		}
	}
}

#[test]
fn a_proof_is_refused_when_two_neighbours_change_places() {
	let tree = tree(64);
	let mut path = tree.path(42).expect("in range");
	path.swap(0, 1);
	assert_eq!(
		verify_inclusion(&leaf(42), 42, 64, &path, &tree.root()),
		Err(Error::RootMismatch)
	);
}

#[test]
fn a_node_is_refused_when_it_is_passed_off_as_an_entry() {
	// The bytes of the two hashes below a node, taken for an entry of a tree half as large. Without
	// the first byte that tells leaves from nodes, this would be a proof.
	let tree = tree(4);
	let forged_entry = [leaf(0), leaf(1)].concat();
	let neighbour = node_hash(&leaf(2), &leaf(3));
	assert_eq!(
		verify_inclusion(&leaf_hash(&forged_entry), 0, 2, &[neighbour], &tree.root()),
		Err(Error::RootMismatch)
	);
	assert_ne!(leaf_hash(&forged_entry), node_hash(&leaf(0), &leaf(1)));
}

#[test]
fn the_path_length_follows_the_definition() {
	for size in SIZES {
		for index in 0..size {
			assert_eq!(
				expected_path_length(index, size.into()),
				Ok(defined_path_length(index.into(), size.into()))
			);
		}
	}
	let large = [
		(1 << 31) - 1,
		1 << 31,
		(1 << 31) + 1,
		MAX_LEAVES - 1,
		MAX_LEAVES,
	];
	for size in large {
		for index in [0, 1, 2, 1000, (1 << 31) - 2, size / 3, size - 2, size - 1] {
			let length = expected_path_length(index as u32, size).expect("in range");
			assert_eq!(
				length,
				defined_path_length(index, size),
				"{index} of {size}"
			);
			assert!(length <= MAX_PATH_LENGTH);
		}
	}
}

#[test]
fn the_largest_tree_is_verified_to_its_last_leaf() {
	for (index, size) in [
		(0, MAX_LEAVES),
		(0xdead_beef, MAX_LEAVES),
		(u32::MAX, MAX_LEAVES),
		(u32::MAX - 1, MAX_LEAVES - 1),
		(1 << 31, (1 << 31) + 1),
	] {
		let length = expected_path_length(index, size).expect("in range");
		let path: Vec<Hash> = (0..length).map(leaf).collect();
		let top = root_by_the_steps(&leaf(index), index, size, &path).expect("well formed");
		assert_eq!(
			verify_inclusion(&leaf(index), index, size, &path, &top),
			Ok(())
		);
		// The index decides the sides, so another one does not do.
		let other = index ^ 1 << (length.min(31) / 2);
		assert!(verify_inclusion(&leaf(index), other, size, &path, &top).is_err());
	}
}

#[test]
fn a_tree_is_refused_when_it_is_empty() {
	assert_eq!(RootBuilder::new().root(), Err(Error::EmptyTree));
	assert_eq!(RootBuilder::default().size(), 0);
	assert_eq!(root([]), Err(Error::EmptyTree));
	assert_eq!(Tree::new([]).unwrap_err(), Error::EmptyTree);
	assert_eq!(expected_path_length(0, 0), Err(Error::EmptyTree));
	assert_eq!(
		verify_inclusion(&leaf(0), 0, 0, &[], &leaf(0)),
		Err(Error::EmptyTree)
	);
}

#[test]
fn a_tree_is_refused_when_it_is_too_large() {
	for size in [MAX_LEAVES + 1, u64::MAX] {
		assert_eq!(expected_path_length(0, size), Err(Error::TooManyLeaves));
		assert_eq!(
			verify_inclusion(&leaf(0), 0, size, &[], &leaf(0)),
			Err(Error::TooManyLeaves)
		);
	}
}

#[test]
fn a_path_is_refused_when_the_index_is_not_in_the_tree() {
	assert_eq!(tree(5).path(5), Err(Error::IndexOutOfRange));
	assert_eq!(tree(1).path(u32::MAX), Err(Error::IndexOutOfRange));
	assert_eq!(expected_path_length(5, 5), Err(Error::IndexOutOfRange));
}

#[test]
fn an_error_says_what_is_wrong() {
	let error = Error::PathLength {
		expected: 17,
		found: 16,
	};
	assert_eq!(
		error.to_string(),
		"the path has 16 hashes where it must have 17"
	);
}
