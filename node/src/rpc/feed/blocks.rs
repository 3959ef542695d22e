//! Blocks, as feeds read them.

use std::{
	collections::VecDeque,
	sync::{Arc, Mutex, PoisonError},
};

use hallmark_envelope::Envelope;
use hallmark_rpc::reading::Stands;
use hallmark_types::{BlockNumber, Hash, Moment};
use polkadot_sdk::{sc_client_api::BlockBackend, sp_blockchain::HeaderBackend};

use super::{
	carried::{Cargo, Transaction},
	ledger,
};
use crate::{rpc::show::time, service::types::FullClient};

/// How many blocks are remembered: all feeds read the newest one.
const REMEMBERED: usize = 16;

/// No number is taken in that is so far below the highest one, or farther: whoever goes back and meets
/// such a number has gone past the place.
const DISORDER: u64 = hallmark_envelope::WINDOW as u64;

/// An envelope that was taken in.
pub struct Accepted {
	/// Whose.
	pub device: [u8; 32],
	/// Its number.
	pub sequence: u64,
	/// Its bytes.
	pub bytes: Vec<u8>,
	/// The place of its transaction in the block.
	pub transaction: u32,
	/// Its place in the transaction.
	pub place: u32,
}

/// What a block took in.
pub struct Block {
	/// Its height.
	pub number: BlockNumber,
	/// Its hash.
	pub hash: Hash,
	/// Its time.
	pub time: Moment,
	/// The envelopes, in the order in which they were taken in.
	pub accepted: Vec<Accepted>,
}

impl Block {
	/// Where one of its envelopes stands.
	pub fn stands(&self, envelope: &Accepted) -> Stands {
		Stands {
			received_at: time(self.time),
			block: self.number,
			block_hash: self.hash.into(),
			transaction: envelope.transaction,
			place: envelope.place,
		}
	}
}

/// An envelope that was found.
pub struct Found {
	/// The block that took it in.
	pub block: Arc<Block>,
	/// Its place among those that the block took in.
	pub index: usize,
}

/// Where an envelope is looked for.
#[derive(Clone, Copy)]
pub enum Reach {
	/// In one block.
	Block(BlockNumber),
	/// From a block back.
	Back {
		/// The newest.
		from: BlockNumber,
		/// How many.
		blocks: BlockNumber,
	},
}

/// Reads final blocks.
pub struct Blocks {
	client: Arc<FullClient>,
	remembered: Mutex<VecDeque<Arc<Block>>>,
}

impl Blocks {
	/// Reads the blocks of this chain.
	pub fn new(client: Arc<FullClient>) -> Self {
		Self {
			client,
			remembered: Mutex::default(),
		}
	}

	fn body(&self, number: BlockNumber) -> Result<(Hash, Vec<Transaction>), String> {
		let hash = self
			.client
			.hash(number)
			.map_err(|error| error.to_string())?;
		let hash = hash.ok_or_else(|| format!("the node has no block {number}"))?;
		let body = self
			.client
			.block_body(hash)
			.map_err(|error| error.to_string())?;
		let body =
			body.ok_or_else(|| format!("the body of block {number} is not kept any more"))?;
		Ok((hash, body))
	}

	fn recall(&self, number: BlockNumber) -> Option<Arc<Block>> {
		let remembered = self
			.remembered
			.lock()
			.unwrap_or_else(PoisonError::into_inner);
		remembered.iter().find(|it| it.number == number).cloned()
	}

	/// What a final block took in, if it can be anything of this device's.
	fn read(&self, device: &[u8; 32], number: BlockNumber) -> Result<Option<Arc<Block>>, String> {
		if let Some(block) = self.recall(number) {
			return Ok(Some(block));
		}
		let (hash, body) = self.body(number)?;
		// An envelope names its device by these bytes.
		if !body
			.iter()
			.any(|transaction| mentions(transaction.inner(), device))
		{
			return Ok(None);
		}
		let cargo = Cargo::of(&body).map_err(|problem| format!("block {number}: {problem}"))?;
		let refused = ledger::refused(&self.client, (number, hash), &cargo)?;
		let refused = refused.ok_or_else(|| {
			format!(
				"which envelopes block {number} took in is not known any more: its state is gone, \
				 and the node did not follow it"
			)
		})?;
		let mut accepted = Vec::new();
		for load in &cargo.loads {
			for (place, bytes) in load.envelopes.iter().enumerate() {
				if refused.contains(load, place) {
					continue;
				}
				let envelope = Envelope::parse(bytes)
					.map_err(|problem| format!("block {number}: an envelope: {problem}"))?;
				accepted.push(Accepted {
					device: *envelope.device(),
					sequence: envelope.sequence(),
					bytes: bytes.to_vec(),
					transaction: load.transaction,
					// At most 256.
					place: place as u32,
				});
			}
		}
		let block = Arc::new(Block {
			number,
			hash,
			time: cargo.time,
			accepted,
		});
		let mut remembered = self
			.remembered
			.lock()
			.unwrap_or_else(PoisonError::into_inner);
		if remembered.len() == REMEMBERED {
			remembered.pop_front();
		}
		remembered.push_back(block.clone());
		Ok(Some(block))
	}

	/// The first block from one to another, both included, that took in something of a device's.
	pub fn next_of(
		&self,
		device: &[u8; 32],
		from: BlockNumber,
		until: BlockNumber,
	) -> Result<Option<Arc<Block>>, String> {
		for number in from..=until {
			if let Some(block) = self.read(device, number)? {
				if block.accepted.iter().any(|it| it.device == *device) {
					return Ok(Some(block));
				}
			}
		}
		Ok(None)
	}

	/// An envelope of a device by its number. `None` if the final blocks have none.
	///
	/// The error says why it is not known whether they have.
	pub fn find(
		&self,
		device: &[u8; 32],
		sequence: u64,
		reach: Reach,
	) -> Result<Option<Found>, String> {
		let (lowest, highest) = match reach {
			Reach::Block(number) => (number, number),
			Reach::Back { from, blocks } => (from.saturating_sub(blocks.saturating_sub(1)), from),
		};
		for number in (lowest..=highest).rev() {
			let Some(block) = self.read(device, number)? else {
				continue;
			};
			let own = |(_, it): &(usize, &Accepted)| it.device == *device;
			for (index, envelope) in block.accepted.iter().enumerate().filter(own).rev() {
				if envelope.sequence == sequence {
					return Ok(Some(Found {
						block: block.clone(),
						index,
					}));
				}
				if envelope.sequence.saturating_add(DISORDER) <= sequence {
					return Ok(None);
				}
			}
		}
		match reach {
			Reach::Back { blocks, .. } if lowest > 0 => Err(format!(
				"the last {blocks} final blocks have no envelope {sequence} of this device, and the node \
				 looks no farther back"
			)),
			_ => Ok(None),
		}
	}
}

/// Whether these bytes are anywhere in the others.
fn mentions(bytes: &[u8], device: &[u8; 32]) -> bool {
	bytes.windows(device.len()).any(|window| window == device)
}
