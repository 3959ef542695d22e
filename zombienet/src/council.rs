//! The council at work: motions, and calls that need Root.

use anyhow::{ensure, Context, Result};
use tokio::task::JoinSet;
use zombienet_sdk::{
	subxt::{
		config::{substrate::BlakeTwo256, Hasher},
		dynamic::{tx, At, Value},
		error::DispatchError,
		events::EventDetails,
		tx::DynamicPayload,
		PolkadotConfig,
	},
	subxt_signer::sr25519::Keypair,
};

use crate::{
	chain::{is, Landed},
	Node,
};

/// What became of a motion that was carried.
pub struct Motion {
	/// The closing of the vote, with the events of the call that was voted on.
	pub closed: Landed,
	/// Why the call was refused, as `Pallet::Error`; `None` if it was executed.
	pub refused: Option<String>,
}

impl Motion {
	/// An error if the call that was voted on did not succeed.
	pub fn executed(self) -> Result<Self> {
		let Some(reason) = &self.refused else {
			return Ok(self);
		};
		anyhow::bail!("the council's motion was carried, but refused by the runtime: {reason}")
	}
}

/// Carries a motion: the first member proposes, every member votes for it, the first one closes
/// the vote. The threshold is the number of `members`.
pub async fn carry(node: &Node, members: &[Keypair], call: DynamicPayload) -> Result<Motion> {
	let encoded = node.client().tx().call_data(&call)?;
	let hash = hash_of(node, &encoded);
	let length = Value::u128(encoded.len() as u128);
	let chair = members
		.first()
		.context("a motion needs a member who proposes it")?;

	let threshold = Value::u128(members.len() as u128);
	let propose = tx(
		"Council",
		"propose",
		vec![threshold, call.into_value(), length.clone()],
	);
	let proposed = node.submit(chair, &propose).await?;
	let event = find(&proposed, "Council", "Proposed")?;
	let fields = event.field_values()?;
	let index = fields
		.at("proposal_index")
		.and_then(|index| index.as_u128());
	let index = Value::u128(index.context("Council.Proposed names no index")?);

	let mut votes = JoinSet::new();
	for member in members.iter().cloned() {
		let arguments = vec![Value::from_bytes(hash), index.clone(), Value::bool(true)];
		let vote = tx("Council", "vote", arguments);
		let node = node.clone();
		votes.spawn(async move { node.submit(&member, &vote).await.map(drop) });
	}
	while let Some(vote) = votes.join_next().await {
		vote??;
	}

	let (time, proof) = node.weight_of(&encoded).await?;
	let weight = Value::named_composite([
		("ref_time", Value::u128(time.into())),
		("proof_size", Value::u128(proof.into())),
	]);
	let close = tx(
		"Council",
		"close",
		vec![Value::from_bytes(hash), index, weight, length],
	);
	let closed = node.submit(chair, &close).await?;
	let refused = refusal(node, &find(&closed, "Council", "Executed")?)?;
	Ok(Motion { closed, refused })
}

/// The call by which a council motion has `call` dispatched as Root.
pub fn as_root(node: &Node, call: DynamicPayload) -> Result<DynamicPayload> {
	let hash = hash_of(node, &node.client().tx().call_data(&call)?);
	let allow = tx("Whitelist", "whitelist_call", vec![Value::from_bytes(hash)]);
	let dispatch = tx(
		"Whitelist",
		"dispatch_whitelisted_call_with_preimage",
		vec![call.into_value()],
	);
	let both = Value::unnamed_composite([allow.into_value(), dispatch.into_value()]);
	Ok(tx("Utility", "batch_all", vec![both]))
}

/// BLAKE2b with 256 bits, by which the chain names calls and code.
pub fn hash_of(node: &Node, bytes: &[u8]) -> [u8; 32] {
	BlakeTwo256::new(&node.client().metadata()).hash(bytes).0
}

/// The event of that pallet and name among a transaction's.
pub fn find(landed: &Landed, pallet: &str, name: &str) -> Result<EventDetails<PolkadotConfig>> {
	for event in landed.events.iter() {
		let event = event?;
		if is(&event, pallet, name) {
			return Ok(event);
		}
	}
	anyhow::bail!(
		"block {} has no event {pallet}.{name} of this transaction",
		landed.block.number
	)
}

/// Reads the result in `Council.Executed`: 32 bytes of hash, then 0, or 1 and the error.
fn refusal(node: &Node, executed: &EventDetails<PolkadotConfig>) -> Result<Option<String>> {
	let result = executed.field_bytes().get(32..).unwrap_or_default();
	let (failed, error) = result
		.split_first()
		.context("Council.Executed has no result")?;
	if *failed == 0 {
		return Ok(None);
	}
	ensure!(
		*failed == 1,
		"Council.Executed has a result that cannot be read"
	);
	let error = DispatchError::decode_from(error, node.client().metadata())?;
	Ok(Some(match error {
		DispatchError::Module(module) => module.to_string(),
		other => other.to_string(),
	}))
}
