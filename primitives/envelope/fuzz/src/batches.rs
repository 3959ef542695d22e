//! Makes batches of any bytes, and proofs of what is and is not in them.

use hallmark_envelope::{Batch, BatchBuilder, Error, Leaf, Name, Unit, MIN_TIME};
use hallmark_merkle::{Hash, Tree};

/// The most readings that are made of one input.
const MOST: u8 = 96;

/// Takes numbers from an input; zeros behind its end.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
	fn take<const N: usize>(&mut self) -> [u8; N] {
		let mut taken = [0; N];
		let length = N.min(self.0.len());
		let (front, rest) = self.0.split_at(length);
		taken[..length].copy_from_slice(front);
		self.0 = rest;
		taken
	}

	fn byte(&mut self) -> u8 {
		let [byte] = self.take();
		byte
	}

	fn number(&mut self) -> u64 {
		// Small numbers more often than large ones.
		u64::from_be_bytes(self.take()) >> (self.byte() & 63)
	}
}

/// Whether the input makes a batch.
///
/// Panics if the batch contradicts itself, if one of its readings is not proven, or if something else
/// is.
pub fn check(bytes: &[u8]) -> bool {
	let _ = Batch::parse(bytes).map(|batch| assert_eq!(batch.check(), Ok(())));
	let mut input = Input(bytes);
	let exponent = input.byte() as i8;
	let name = Name::new("stream").expect("a name");
	let Ok(mut builder) = BatchBuilder::new(name, Some(Unit::Celsius), exponent) else {
		return false;
	};
	let mut leaves = Vec::new();
	let mut time = MIN_TIME.saturating_add(input.number());
	for _ in 0..input.byte() % MOST {
		let value = input.number() as i64;
		match builder.push(time, value) {
			Ok(leaf) => {
				let index = leaves.len() as u32;
				assert_eq!(leaf, Leaf { index, time, value });
				leaves.push(leaf);
			},
			Err(error) => assert!(matches!(error, Error::TimeOutOfRange | Error::BatchSum)),
		}
		time = time.saturating_add(u64::from(input.byte()) * 100);
	}
	let Ok(batch) = builder.batch() else {
		assert!(leaves.is_empty());
		return false;
	};
	assert_eq!(batch.check(), Ok(()));
	assert_eq!(batch.count as usize, leaves.len());
	let tree = Tree::new(leaves.iter().map(Leaf::hash)).expect("not empty");
	assert_eq!(batch.root, tree.root());

	claim(&batch, &leaves, &tree, &mut input);
	let index = input.byte() as usize % leaves.len();
	let path = tree.path(index as u32).expect("in range");
	assert_eq!(batch.verify(&leaves[index], &path), Ok(()));
	true
}

/// A leaf and a path that the input makes up, near the truth: what verifies is true.
fn claim(batch: &Batch, leaves: &[Leaf], tree: &Tree, input: &mut Input<'_>) {
	let truth = leaves[input.byte() as usize % leaves.len()];
	let mut leaf = truth;
	let mut path = tree.path(truth.index).expect("in range");
	for _ in 0..input.byte() % 4 {
		match input.byte() % 8 {
			0 => leaf.index = input.number() as u32,
			1 => leaf.index ^= 1 << (input.byte() & 31),
			2 => leaf.time ^= 1 << (input.byte() & 63),
			3 => leaf.value ^= 1 << (input.byte() & 63),
			4 => leaf.value = input.number() as i64,
			5 => path.push(hash(leaves, input)),
			6 => drop(path.pop()),
			_ => {
				let (place, other) = (input.byte() as usize, hash(leaves, input));
				if let Some(hash) = path.get_mut(place) {
					*hash = other;
				}
			},
		}
	}
	if batch.verify(&leaf, &path) == Ok(()) {
		assert_eq!(leaves.get(leaf.index as usize), Some(&leaf), "it is not in");
		assert_eq!(tree.path(leaf.index), Ok(path), "there is one proof of it");
	}
}

/// A hash that is of the batch, or any.
fn hash(leaves: &[Leaf], input: &mut Input<'_>) -> Hash {
	let index = input.byte() as usize;
	leaves
		.get(index)
		.map_or_else(|| input.take(), |leaf| leaf.hash())
}
