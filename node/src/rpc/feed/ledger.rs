//! What has to be known of a block after its state is gone: which of its envelopes were not taken in.
//!
//! A block's body says what came, its events say what was refused, and events are part of the state,
//! which a node keeps for the newest blocks only. So the node writes down what was refused when a block
//! becomes final: nothing at all for most blocks, for a gateway pays for what is refused.

use std::sync::Arc;

use codec::{Decode, Encode};
use hallmark_runtime::{Hash, RuntimeEvent};
use hallmark_types::BlockNumber;
use polkadot_sdk::{
	frame_system::EventRecord,
	sc_client_api::{AuxStore, BlockBackend, StorageKey, StorageProvider},
	sp_blockchain::HeaderBackend,
	sp_io::hashing::twox_128,
};

use super::carried::{Cargo, Refused};
use crate::service::types::{FullBackend, FullClient};

/// Which blocks were gone over.
const FOLLOWED: &[u8] = b"hallmark/feed/followed";

/// What was refused in a block, by its hash.
const REFUSED: &[u8] = b"hallmark/feed/refused/";

/// How many of the newest final blocks a node goes over that has never done so.
const FIRST_LOOK: BlockNumber = 256;

/// How often it is written down how far it got, in blocks.
const STEP: BlockNumber = 256;

/// Something to write down, and under which key.
type Entry = (Vec<u8>, Vec<u8>);

/// The blocks that were gone over, first and last included, without a gap.
#[derive(Clone, Copy, Debug, Decode, Encode, Eq, PartialEq)]
struct Followed {
	from: BlockNumber,
	until: BlockNumber,
}

/// What was refused in a final block. `None` where that is not known any more.
///
/// Fails if the database does.
pub fn refused(
	client: &FullClient,
	(number, hash): (BlockNumber, Hash),
	cargo: &Cargo,
) -> Result<Option<Refused>, String> {
	if cargo.loads.iter().all(|load| load.envelopes.is_empty()) {
		return Ok(Some(Refused::default()));
	}
	let read = |key: &[u8]| client.get_aux(key).map_err(|error| error.to_string());
	if let Some(bytes) = read(&[REFUSED, hash.as_bytes()].concat())? {
		let refused = Refused::decode(&mut &bytes[..]).map_err(|error| error.to_string())?;
		return Ok(Some(refused));
	}
	let followed = read(FOLLOWED)?.and_then(|bytes| Followed::decode(&mut &bytes[..]).ok());
	if followed.is_some_and(|it| (it.from..=it.until).contains(&number)) {
		return Ok(Some(Refused::default()));
	}
	Ok(events(client, hash)?.map(|events| cargo.refused(&events)))
}

/// The events of a block. `None` if its state is gone.
fn events(
	client: &FullClient,
	hash: Hash,
) -> Result<Option<Vec<EventRecord<RuntimeEvent, Hash>>>, String> {
	if client.state_at(hash).is_err() {
		return Ok(None);
	}
	let key = StorageKey([twox_128(b"System"), twox_128(b"Events")].concat());
	let stored = StorageProvider::<_, FullBackend>::storage(client, hash, &key);
	match stored.map_err(|error| error.to_string())? {
		Some(data) => Decode::decode(&mut &data.0[..])
			.map(Some)
			.map_err(|error| format!("the events of block {hash:?} cannot be read: {error}")),
		None => Ok(Some(Vec::new())),
	}
}

/// Goes over final blocks.
pub struct Follower {
	client: Arc<FullClient>,
	followed: Option<Followed>,
}

impl Follower {
	/// Goes on where it was.
	pub fn new(client: Arc<FullClient>) -> Self {
		let stored = client.get_aux(FOLLOWED).ok().flatten();
		let followed = stored.and_then(|bytes| Followed::decode(&mut &bytes[..]).ok());
		Self { client, followed }
	}

	/// Go over all final blocks up to this one. A block of which nothing is known any more makes a
	/// gap, and what was before it is forgotten.
	pub fn follow(&mut self, until: BlockNumber) {
		let first = match self.followed {
			Some(followed) => followed.until.saturating_add(1),
			None => until.saturating_sub(FIRST_LOOK),
		};
		for number in first..=until {
			let is_due = number == until || number % STEP == 0;
			match self.go_over(number) {
				Ok(refused) => self.note(number, refused, is_due),
				Err(problem) => {
					log::debug!(target: "feeds", "Block {number}: {problem}");
					self.followed = None;
				},
			}
		}
	}

	/// What was refused in a block, with the key under which it is written down.
	fn go_over(&self, number: BlockNumber) -> Result<Option<Entry>, String> {
		let hash = self
			.client
			.hash(number)
			.map_err(|error| error.to_string())?
			.ok_or("there is no such block")?;
		let body = self
			.client
			.block_body(hash)
			.map_err(|error| error.to_string())?
			.ok_or("its body is not kept")?;
		let cargo = Cargo::of(&body)?;
		if cargo.loads.is_empty() {
			return Ok(None);
		}
		let events = events(&self.client, hash)?.ok_or("its state is gone")?;
		let refused = cargo.refused(&events);
		let key = || [REFUSED, hash.as_bytes()].concat();
		Ok((!refused.0.is_empty()).then(|| (key(), refused.encode())))
	}

	fn note(&mut self, number: BlockNumber, refused: Option<Entry>, is_due: bool) {
		let followed = Followed {
			from: self.followed.map_or(number, |followed| followed.from),
			until: number,
		};
		self.followed = Some(followed);
		let marker = followed.encode();
		let mut entries: Vec<(&[u8], &[u8])> = Vec::new();
		if let Some((key, value)) = &refused {
			entries.push((key, value));
		}
		if is_due || refused.is_some() {
			entries.push((FOLLOWED, &marker));
		}
		if entries.is_empty() {
			return;
		}
		if let Err(error) = self.client.insert_aux(&entries, &[]) {
			log::warn!(target: "feeds", "Cannot write down what block {number} refused: {error}");
		}
	}
}
