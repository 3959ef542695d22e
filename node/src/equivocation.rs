//! Catches an author that seals two different blocks for one slot, and reports it.
//!
//! The SDK's Aura can find such a pair but only logs it. Here the finding has consequences:
//!
//! 1. [`EquivocationWatch`] wraps the block import that both the import queue and the author use,
//!    so blocks received and blocks made are remembered alike, by slot and author, with their seal.
//! 2. A second header for a slot, sealed by the same key, makes a proof.
//! 3. [`report`] has the runtime turn the proof into a transaction and hands it to this node's
//!    pool. The transaction carries no signature and pays no fee, and a pool accepts it from its
//!    own node only: an equivocation that one validator saw is on chain as soon as that
//!    validator authors a block.
//!
//! Watching never delays or fails an import: whatever goes wrong here is logged, no more.

use std::sync::{Arc, Mutex};

use futures::StreamExt;
use hallmark_types::{
	consensus::{AuraEquivocationApi, AuraEquivocationProof, Slot},
	Hash, Header, OpaqueBlock as Block,
};
use jsonrpsee::core::async_trait;
use polkadot_sdk::{
	sc_client_api::{AuxStore, BlockchainEvents},
	sc_consensus::{BlockCheckParams, BlockImport, BlockImportParams, ImportResult},
	sc_consensus_aura::{
		standalone::{fetch_authorities, find_pre_digest, slot_author},
		CompatibleDigestItem, SlotDuration,
	},
	sc_consensus_slots::check_equivocation,
	sc_transaction_pool_api::{
		error::{Error as PoolError, IntoPoolError},
		TransactionPool, TransactionSource,
	},
	sp_api::{ApiError, ProvideRuntimeApi},
	sp_blockchain::HeaderBackend,
	sp_consensus_aura::sr25519::{AuthorityId, AuthorityPair, AuthoritySignature},
	sp_runtime::{traits::Block as BlockT, transaction_validity::InvalidTransaction},
	sp_timestamp::Timestamp,
};
use tokio::sync::mpsc;

use crate::service::types::{FullClient, FullPool, GrandpaImport};

const LOG_TARGET: &str = "equivocation";

/// Proofs that may wait for the reporter. One is enough to remove an author, so what is above it
/// is dropped without harm.
const WAITING_PROOFS: usize = 64;

/// New best blocks that a report waits for, at most, while the pool refuses it for the moment.
const ATTEMPTS: usize = 10;

/// Two headers of one author for one slot, and where to prove who that author was.
#[derive(Debug)]
pub struct Equivocation {
	proof: AuraEquivocationProof<Header>,
	/// The block below the one that gave the author away: its state names the authorities.
	parent: Hash,
}

/// How a block gets into the chain, from a peer and from this node's author alike.
pub type FullBlockImport = EquivocationWatch<GrandpaImport>;

/// A block import that remembers who sealed which slot.
#[derive(Clone)]
pub struct EquivocationWatch<I> {
	inner: I,
	client: Arc<FullClient>,
	slot_duration: SlotDuration,
	found: mpsc::Sender<Equivocation>,
	/// Looking up a slot and recording it are two steps, and the author imports its own block
	/// beside the import queue.
	recording: Arc<Mutex<()>>,
}

impl<I> EquivocationWatch<I> {
	/// Watches what goes through `inner`. Proofs come out at the other end of the channel.
	pub fn new(
		inner: I,
		client: Arc<FullClient>,
		slot_duration: SlotDuration,
	) -> (Self, mpsc::Receiver<Equivocation>) {
		let (found, proofs) = mpsc::channel(WAITING_PROOFS);
		(
			Self {
				inner,
				client,
				slot_duration,
				found,
				recording: Default::default(),
			},
			proofs,
		)
	}

	/// Records a sealed header and sends a proof on its way if it is its author's second one.
	fn observe(&self, header: Header) {
		let parent = header.parent_hash;
		let Ok(slot) = find_pre_digest::<Block, AuthoritySignature>(&header) else {
			return;
		};
		let authorities = match fetch_authorities(&*self.client, parent) {
			Ok(authorities) => authorities,
			Err(error) => {
				log::debug!(target: LOG_TARGET, "Cannot tell who sealed slot {slot}: {error}");
				return;
			},
		};
		let now = Slot::from_timestamp(Timestamp::current(), self.slot_duration);

		let finding = {
			let _recording = self
				.recording
				.lock()
				.unwrap_or_else(|poisoned| poisoned.into_inner());
			detect(&*self.client, now, slot, header, &authorities)
		};
		let proof = match finding {
			Ok(Some(proof)) => proof,
			Ok(None) => return,
			Err(error) => {
				log::warn!(target: LOG_TARGET, "Cannot record who sealed slot {slot}: {error}");
				return;
			},
		};
		log::warn!(
			target: LOG_TARGET,
			"Author {} sealed two blocks for slot {slot}: {} and {}",
			proof.offender,
			proof.first_header.hash(),
			proof.second_header.hash(),
		);
		if let Err(error) = self.found.try_send(Equivocation { proof, parent }) {
			log::debug!(target: LOG_TARGET, "This proof is not reported by this node: {error}");
		}
	}
}

#[async_trait]
impl<I> BlockImport<Block> for EquivocationWatch<I>
where
	I: BlockImport<Block> + Send + Sync,
{
	type Error = I::Error;

	async fn check_block(
		&self,
		block: BlockCheckParams<Block>,
	) -> Result<ImportResult, Self::Error> {
		self.inner.check_block(block).await
	}

	async fn import_block(
		&self,
		block: BlockImportParams<Block>,
	) -> Result<ImportResult, Self::Error> {
		let sealed = sealed_header(&block);
		let result = self.inner.import_block(block).await;
		// Whether the block was any good does not matter: the seal is what convicts, and a
		// block without a parent leaves nothing to tell the author by.
		if let Some(header) = sealed {
			self.observe(header);
		}
		result
	}
}

/// The header with its seal. `None` for a block whose seal was not verified before it came here:
/// the verifier and the author set the seal aside, state and gap sync leave it where it is.
fn sealed_header(block: &BlockImportParams<Block>) -> Option<Header> {
	block
		.post_digests
		.iter()
		.any(|item| CompatibleDigestItem::<AuthoritySignature>::as_aura_seal(item).is_some())
		.then(|| block.post_header())
}

/// Remembers the header under its slot and author. Returns the proof if the author had sealed a
/// different one for that slot.
fn detect<A: AuxStore>(
	records: &A,
	now: Slot,
	slot: Slot,
	header: Header,
	authorities: &[AuthorityId],
) -> Result<Option<AuraEquivocationProof<Header>>, polkadot_sdk::sp_blockchain::Error> {
	let Some(author) = slot_author::<AuthorityPair>(slot, authorities) else {
		return Ok(None);
	};
	// A header may lead our clock a little, and the records must not be asked about the past of
	// their first entry.
	let proof = check_equivocation(records, now.max(slot), slot, &header, author)?;
	// A seal is never the same twice. One block under two of them is still one block.
	Ok(proof
		.filter(|proof| unsealed_hash(&proof.first_header) != unsealed_hash(&proof.second_header)))
}

/// The hash that the author signed.
fn unsealed_hash(sealed: &Header) -> Hash {
	let mut header = sealed.clone();
	header.digest.pop();
	header.hash()
}

/// What became of a report that was handed to the pool.
#[derive(Debug, Eq, PartialEq)]
enum Outcome {
	/// It waits for this node's next block.
	Submitted,
	/// It is in the pool or on chain already.
	Known,
	/// It was refused, but may be accepted at a later block.
	Later(String),
	/// It was refused for good.
	Refused(String),
}

/// Reads a pool's answer.
fn outcome<E: IntoPoolError>(answer: Result<Hash, E>) -> Outcome {
	let error = match answer {
		Ok(_) => return Outcome::Submitted,
		Err(error) => error,
	};
	match error.into_pool_error() {
		Ok(PoolError::AlreadyImported(_))
		| Ok(PoolError::InvalidTransaction(InvalidTransaction::Stale)) => Outcome::Known,
		Ok(error) if error.is_retriable() => Outcome::Later(error.to_string()),
		Ok(error) => Outcome::Refused(error.to_string()),
		Err(error) => Outcome::Later(error.to_string()),
	}
}

/// Reports every proof that arrives, until the watch is gone.
pub async fn report(
	client: Arc<FullClient>,
	pool: Arc<FullPool>,
	mut proofs: mpsc::Receiver<Equivocation>,
) {
	while let Some(equivocation) = proofs.recv().await {
		report_one(&client, &pool, equivocation).await;
	}
}

async fn report_one(client: &FullClient, pool: &FullPool, equivocation: Equivocation) {
	let offender = equivocation.proof.offender.clone();
	let slot = equivocation.proof.slot;
	let mut blocks = client.import_notification_stream();

	for _ in 0..ATTEMPTS {
		let best = client.info().best_hash;
		let outcome = match transaction(client, best, &equivocation) {
			Ok(Some(report)) => outcome(
				pool.submit_one(best, TransactionSource::Local, report)
					.await,
			),
			Ok(None) => Outcome::Refused("the runtime does not know the author's key".into()),
			Err(error) => Outcome::Later(error.to_string()),
		};
		match outcome {
			Outcome::Submitted => {
				log::info!(target: LOG_TARGET, "Reported {offender} for slot {slot}");
				return;
			},
			Outcome::Known => {
				log::info!(target: LOG_TARGET, "{offender} is reported for slot {slot} already");
				return;
			},
			Outcome::Refused(reason) => {
				log::warn!(
					target: LOG_TARGET,
					"The report of {offender} for slot {slot} was refused: {reason}",
				);
				return;
			},
			Outcome::Later(reason) => {
				log::debug!(
					target: LOG_TARGET,
					"The report of {offender} for slot {slot} has to wait: {reason}",
				);
				if blocks.next().await.is_none() {
					return;
				}
			},
		}
	}
	log::warn!(
		target: LOG_TARGET,
		"Gave up reporting {offender} for slot {slot} after {ATTEMPTS} attempts",
	);
}

/// The transaction that reports an equivocation, as the runtime at `best` writes it. `None` if
/// no state that is at hand knows the offender's key.
fn transaction(
	client: &FullClient,
	best: Hash,
	equivocation: &Equivocation,
) -> Result<Option<<Block as BlockT>::Extrinsic>, ApiError> {
	let Equivocation { proof, parent } = equivocation;
	let owner_at = |at| {
		client
			.runtime_api()
			.generate_key_ownership_proof(at, proof.offender.clone())
	};
	// The parent's state may be pruned by now; the author may still be one at the best block.
	let owner = match owner_at(*parent) {
		Ok(Some(owner)) => owner,
		_ => match owner_at(best)? {
			Some(owner) => owner,
			None => return Ok(None),
		},
	};
	client
		.runtime_api()
		.report_extrinsic(best, proof.clone(), owner)
		.map(Some)
}

#[cfg(test)]
mod tests {
	use super::*;
	use codec::Encode;
	use polkadot_sdk::{
		sc_consensus_aura::standalone::pre_digest,
		sp_blockchain,
		sp_consensus::BlockOrigin,
		sp_core::Pair,
		sp_runtime::{traits::Header as _, Digest, DigestItem},
	};
	use std::collections::HashMap;

	/// An `AuxStore` that remembers for the length of a test.
	#[derive(Default)]
	struct Records(Mutex<HashMap<Vec<u8>, Vec<u8>>>);

	impl AuxStore for Records {
		fn insert_aux<
			'a,
			'b: 'a,
			'c: 'a,
			I: IntoIterator<Item = &'a (&'c [u8], &'c [u8])>,
			D: IntoIterator<Item = &'a &'b [u8]>,
		>(
			&self,
			insert: I,
			delete: D,
		) -> sp_blockchain::Result<()> {
			let mut records = self.0.lock().unwrap();
			records.extend(insert.into_iter().map(|(k, v)| (k.to_vec(), v.to_vec())));
			for key in delete {
				records.remove(*key);
			}
			Ok(())
		}

		fn get_aux(&self, key: &[u8]) -> sp_blockchain::Result<Option<Vec<u8>>> {
			Ok(self.0.lock().unwrap().get(key).cloned())
		}
	}

	fn authorities() -> Vec<AuthorityId> {
		["//Alice", "//Bob"]
			.map(|seed| AuthorityPair::from_string(seed, None).unwrap().public())
			.to_vec()
	}

	/// A block's header before it is sealed. `root` makes it differ from others.
	fn unsealed(slot: u64, root: u8) -> Header {
		let digest = Digest {
			logs: vec![pre_digest::<AuthorityPair>(slot.into())],
		};
		Header::new(
			1,
			Default::default(),
			Hash::repeat_byte(root),
			Hash::zero(),
			digest,
		)
	}

	fn seal(header: &Header) -> DigestItem {
		let alice = AuthorityPair::from_string("//Alice", None).unwrap();
		CompatibleDigestItem::aura_seal(alice.sign(header.hash().as_ref()))
	}

	fn sealed(slot: u64, root: u8) -> Header {
		let mut header = unsealed(slot, root);
		let seal = seal(&header);
		header.digest.push(seal);
		header
	}

	fn find(records: &Records, now: u64, slot: u64, header: Header) -> Option<(Header, Header)> {
		detect(records, now.into(), slot.into(), header, &authorities())
			.unwrap()
			.map(|proof| {
				assert_eq!(proof.slot, slot);
				assert_eq!(proof.offender, authorities()[slot as usize % 2]);
				(proof.first_header, proof.second_header)
			})
	}

	#[test]
	fn two_blocks_for_one_slot_are_proven_with_their_seals() {
		let records = Records::default();
		let (first, second) = (sealed(10, 1), sealed(10, 2));
		assert_eq!(find(&records, 10, 10, first.clone()), None);
		assert_eq!(find(&records, 10, 10, first.clone()), None, "the same one");
		assert_eq!(
			find(&records, 11, 10, second.clone()),
			Some((first, second))
		);
	}

	#[test]
	fn one_block_under_two_seals_is_one_block() {
		let records = Records::default();
		let (first, again) = (sealed(10, 1), sealed(10, 1));
		assert_ne!(first, again, "a seal is never the same twice");
		assert_eq!(find(&records, 10, 10, first), None);
		assert_eq!(find(&records, 10, 10, again), None);
		assert!(find(&records, 10, 10, sealed(10, 2)).is_some());
	}

	#[test]
	fn one_block_in_each_slot_is_no_offence() {
		let records = Records::default();
		for slot in 10..20 {
			assert_eq!(find(&records, slot, slot, sealed(slot, slot as u8)), None);
		}
	}

	#[test]
	fn a_header_that_leads_our_clock_does_not_blind_the_watch() {
		let records = Records::default();
		assert_eq!(find(&records, 9, 10, sealed(10, 1)), None);
		assert!(find(&records, 9, 10, sealed(10, 2)).is_some());
	}

	#[test]
	fn nobody_is_accused_where_there_are_no_authorities() {
		let records = Records::default();
		for root in [1, 2] {
			let finding = detect(&records, 10.into(), 10.into(), sealed(10, root), &[]);
			assert!(finding.unwrap().is_none());
		}
	}

	#[test]
	fn only_a_seal_that_was_set_aside_counts() {
		let header = unsealed(10, 1);
		let mut params = BlockImportParams::new(BlockOrigin::NetworkBroadcast, header);
		assert_eq!(sealed_header(&params), None, "no seal at all");

		params.post_digests.push(DigestItem::Other(().encode()));
		assert_eq!(sealed_header(&params), None, "no seal among the digests");

		let sealed = sealed(10, 1);
		params.post_digests = sealed.digest.logs.last().cloned().into_iter().collect();
		assert_eq!(sealed_header(&params), Some(sealed.clone()));

		let unverified = BlockImportParams::new(BlockOrigin::NetworkInitialSync, sealed);
		assert_eq!(
			sealed_header(&unverified),
			None,
			"a seal that nobody has looked at"
		);
	}

	#[test]
	fn the_pools_answers_are_understood() {
		let refused = |error| outcome::<PoolError>(Err(error));
		assert_eq!(outcome::<PoolError>(Ok(Hash::zero())), Outcome::Submitted);
		assert_eq!(
			refused(PoolError::AlreadyImported(Box::new(()))),
			Outcome::Known
		);
		assert_eq!(
			refused(PoolError::InvalidTransaction(InvalidTransaction::Stale)),
			Outcome::Known
		);
		assert!(matches!(
			refused(PoolError::ImmediatelyDropped),
			Outcome::Later(_)
		));
		assert!(matches!(
			refused(PoolError::TemporarilyBanned),
			Outcome::Later(_)
		));
		assert!(matches!(
			refused(PoolError::InvalidTransaction(InvalidTransaction::BadProof)),
			Outcome::Refused(_)
		));
	}
}
