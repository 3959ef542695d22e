//! Proving single readings of a batch that was signed.

use crate::{Reading, ReadingLog};
use core::{fmt, ops::Range};
use hallmark_envelope::{Batch, Error, Leaf, MAX_PATH_LEN};
use hallmark_merkle::{Hash, RootBuilder};

/// The most hashes of a path.
const MAX_LEN: usize = MAX_PATH_LEN as usize;

/// The hashes beside the way from a leaf up to the root, lowest first: at most 16.
#[derive(Clone, Copy, Debug)]
pub struct Path {
	hashes: [Hash; MAX_LEN],
	length: usize,
}

impl Path {
	/// The hashes.
	pub fn as_slice(&self) -> &[Hash] {
		self.hashes.get(..self.length).unwrap_or_default()
	}

	/// Whether there was room.
	fn push(&mut self, hash: Hash) -> Option<()> {
		*self.hashes.get_mut(self.length)? = hash;
		self.length += 1;
		Some(())
	}
}

/// What shows that a reading was in a batch: with the batch's device, stream and number these are the
/// arguments of `readingAttestation.prove`.
#[derive(Clone, Copy, Debug)]
pub struct Proof {
	/// The reading.
	pub leaf: Leaf,
	/// Its way to the batch's root.
	pub path: Path,
}

/// Why there is no proof. `E` is the log's error.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ProofError<E> {
	/// The log failed.
	Log(E),
	/// The batch has no reading at this index.
	NoReading,
	/// The log has other readings than the batch, or an altered one: what it has at this index would
	/// not be believed, for this reason.
	NotOfTheBatch(Error),
}

impl<E: fmt::Display> fmt::Display for ProofError<E> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Log(error) => write!(f, "the log failed: {error}"),
			Self::NoReading => f.write_str("the batch has no such reading"),
			Self::NotOfTheBatch(error) => {
				write!(f, "the log has other readings than the batch: {error}")
			},
		}
	}
}

impl<E: fmt::Debug + fmt::Display> core::error::Error for ProofError<E> {}

/// Prove the reading at `index` of `batch` from the log that has the batch's readings. What is
/// returned holds: it was verified as the chain verifies it.
///
/// Reads every reading of the batch once and hashes about twice as often as there are readings; takes
/// about 2 KiB of stack, whatever their number.
///
/// Errors: [`ProofError::NoReading`], [`ProofError::Log`], [`ProofError::NotOfTheBatch`].
pub fn prove<L: ReadingLog>(
	batch: &Batch,
	log: &mut L,
	index: u32,
) -> Result<Proof, ProofError<L::Error>> {
	if index >= batch.count {
		return Err(ProofError::NoReading);
	}
	let Reading { time, value } = log.get(index).map_err(ProofError::Log)?;
	let leaf = Leaf { index, time, value };
	let mut path = Path {
		hashes: [[0; 32]; MAX_LEN],
		length: 0,
	};
	for beside in beside(index, batch.count) {
		// A batch that was not checked may say that it has more readings than any has.
		root(log, beside)?
			.and_then(|root| path.push(root))
			.ok_or(ProofError::NotOfTheBatch(Error::BatchCount))?;
	}
	batch
		.verify(&leaf, path.as_slice())
		.map_err(ProofError::NotOfTheBatch)?;
	Ok(Proof { leaf, path })
}

/// The leaves under each neighbour of the way from the leaf at `index` up to the root of `count`
/// leaves, lowest first. On level i a node stands over 2^i leaves, or over what is left of them; one
/// without a neighbour rises as it is.
fn beside(index: u32, count: u32) -> impl Iterator<Item = Range<u32>> {
	(0..u32::BITS).filter_map(move |level| {
		let start = u64::from((index >> level) ^ 1) << level;
		let end = (start + (1 << level)).min(count.into());
		let start = u32::try_from(start).ok().filter(|start| *start < count)?;
		Some(start..u32::try_from(end).ok()?)
	})
}

/// The node over these leaves.
fn root<L: ReadingLog>(
	log: &mut L,
	leaves: Range<u32>,
) -> Result<Option<Hash>, ProofError<L::Error>> {
	let mut builder = RootBuilder::new();
	for index in leaves {
		let Reading { time, value } = log.get(index).map_err(ProofError::Log)?;
		if builder.push(Leaf { index, time, value }.hash()).is_err() {
			return Ok(None);
		}
	}
	Ok(builder.root().ok())
}
