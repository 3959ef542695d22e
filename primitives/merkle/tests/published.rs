//! The tree that Certificate Transparency's implementations test themselves with: its eight
//! entries, the root after each of them, and paths (the tests of google/certificate-transparency
//! and transparency-dev/merkle).
#![cfg(feature = "std")]

use hallmark_merkle::{leaf_hash, root, verify_inclusion, Hash, RootBuilder, Tree};

const ENTRIES: [&str; 8] = [
	"",
	"00",
	"10",
	"2021",
	"3031",
	"40414243",
	"5051525354555657",
	"606162636465666768696a6b6c6d6e6f",
];

const ROOTS: [&str; 8] = [
	"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
	"fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
	"aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
	"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
	"4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
	"76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
	"ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
	"5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// Index, size and path.
const PATHS: [(u32, u64, &[&str]); 5] = [
	(0, 1, &[]),
	(
		0,
		8,
		&[
			"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
			"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
			"6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
		],
	),
	(
		5,
		8,
		&[
			"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
			"ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
			"d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
		],
	),
	(
		2,
		3,
		&["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
	),
	(
		1,
		5,
		&[
			"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
			"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
			"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
		],
	),
];

fn bytes(hex: &str) -> Vec<u8> {
	(0..hex.len())
		.step_by(2)
		.map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex"))
		.collect()
}

fn hash(hex: &str) -> Hash {
	bytes(hex).try_into().expect("32 bytes")
}

fn leaves() -> impl Iterator<Item = Hash> {
	ENTRIES.iter().map(|entry| leaf_hash(&bytes(entry)))
}

#[test]
fn roots_are_the_published_ones_when_leaves_come_one_by_one() {
	let mut builder = RootBuilder::new();
	for (leaf, expected) in leaves().zip(ROOTS) {
		builder.push(leaf).expect("there is room");
		assert_eq!(builder.root(), Ok(hash(expected)));
		// Asking changes nothing.
		assert_eq!(builder.root(), Ok(hash(expected)));
	}
	assert_eq!(builder.size(), 8);
}

#[test]
fn roots_are_the_published_ones_when_the_tree_is_built_at_once() {
	for (size, expected) in (1..).zip(ROOTS) {
		let tree = Tree::new(leaves().take(size)).expect("not empty");
		assert_eq!(tree.root(), hash(expected));
		assert_eq!(tree.size(), size as u64);
		assert_eq!(root(leaves().take(size)), Ok(hash(expected)));
	}
}

#[test]
fn paths_are_the_published_ones_and_verify() {
	for (index, size, path) in PATHS {
		let path: Vec<Hash> = path.iter().map(|one| hash(one)).collect();
		let tree = Tree::new(leaves().take(size as usize)).expect("not empty");
		assert_eq!(tree.path(index), Ok(path.clone()));

		let leaf = leaf_hash(&bytes(ENTRIES[index as usize]));
		let root = hash(ROOTS[size as usize - 1]);
		assert_eq!(verify_inclusion(&leaf, index, size, &path, &root), Ok(()));
	}
}
