//! The council's decisions: a call is proposed, voted on, and carried out.

use std::fmt;

use hallmark_types::Hash;
use polkadot_sdk::sp_crypto_hashing::blake2_256;
use serde::Serialize;
use subxt::{
	dynamic::Value,
	ext::scale_decode::DecodeAsType,
	utils::{AccountId32, H256},
};

use crate::{
	connection::{AtBlock, Connection},
	context::Context,
	error::of_chain,
	state,
	transaction::{call, Call, Included},
	units,
	values::{self, encoded},
	Error, Result,
};

/// The councillors, as pallet-collective keeps them.
pub async fn members(at: &AtBlock) -> Result<Vec<AccountId32>> {
	Ok(state::stored(at, "Council", "Members", ())
		.await?
		.unwrap_or_default())
}

/// How many votes make two thirds of a council: what most decisions take.
pub fn two_thirds(members: usize) -> u32 {
	u32::try_from((2 * members).div_ceil(3)).unwrap_or(u32::MAX)
}

/// A motion's votes so far.
#[derive(Clone, Debug, DecodeAsType)]
#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
pub struct Votes {
	/// Its number.
	pub index: u32,
	/// How many ayes it takes.
	pub threshold: u32,
	/// Who is for it.
	pub ayes: Vec<AccountId32>,
	/// Who is against it.
	pub nays: Vec<AccountId32>,
	/// The block at which voting ends.
	pub end: u32,
}

/// The votes of an open motion. [`Error::NotFound`] if there is none of that hash.
pub async fn votes(at: &AtBlock, motion: Hash) -> Result<Votes> {
	state::stored(at, "Council", "Voting", (motion.0,))
		.await?
		.ok_or_else(|| {
			Error::NotFound(format!(
				"no motion {motion:?} is open: `hallmark council motions` lists them"
			))
		})
}

/// What became of a call that the council decides on.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Decision {
	/// The motion: the hash of its call. `None` if it was carried out at once.
	pub motion: Option<Hash>,
	/// How many ayes it takes.
	pub threshold: u32,
	/// How many it has.
	pub ayes: u32,
	/// Whether the call was carried out.
	pub carried_out: bool,
	/// The last transaction that was made for it.
	#[serde(flatten)]
	pub included: Included,
}

impl fmt::Display for Decision {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		self.included.fmt(f)?;
		match self.motion {
			Some(motion) if !self.carried_out => write!(
				f,
				"\nmotion {motion:?} is open, with {} of {} votes; for the others:\n  \
				 hallmark council vote {motion:?}\nand when it has its votes:\n  \
				 hallmark council close {motion:?}",
				self.ayes, self.threshold
			),
			_ => Ok(()),
		}
	}
}

/// Has the council decide on a call. In a council of one the call is carried out at once; in any
/// other the motion is proposed and the proposer votes for it.
pub async fn decide(context: &Context, connection: &Connection, call: Call) -> Result<Decision> {
	let at = connection.best().await?;
	let keypair = context.keypair(connection).await?;
	let members = members(&at).await?;
	let account: [u8; 32] = keypair.account().into();
	if !members.iter().any(|member| member.0 == account) {
		return Err(Error::refused(format!(
			"{} does not sit on the council, which decides this",
			keypair.address()
		)));
	}
	let threshold = two_thirds(members.len());
	let motion = Hash::from(blake2_256(&encoded_call(&at, &call)?));
	let propose = propose(&at, threshold, call)?;
	let proposed = context.send_as(connection, &keypair, &propose).await?;
	if threshold < 2 {
		return Ok(Decision {
			motion: None,
			threshold,
			ayes: 1,
			carried_out: true,
			included: proposed,
		});
	}
	// The vote needs the number that the motion was given.
	let votes = votes(&connection.at(proposed.block).await?, motion).await?;
	let included = context
		.send_as(connection, &keypair, &vote(motion, votes.index, true))
		.await?;
	Ok(Decision {
		motion: Some(motion),
		threshold,
		ayes: 1,
		carried_out: false,
		included,
	})
}

/// Connects, has the council decide, and shows what became of it.
pub async fn execute(context: &Context, call: Call) -> Result<()> {
	let connection = context.connect().await?;
	let decision = decide(context, &connection, call).await?;
	context.output.show(&decision)
}

/// The call that proposes another to the council.
fn propose(at: &AtBlock, threshold: u32, proposal: Call) -> Result<Call> {
	let length = encoded_call(at, &proposal)?.len();
	Ok(call(
		"Council",
		"propose",
		[
			("threshold", Value::u128(threshold.into())),
			("proposal", proposal.into_value()),
			("length_bound", Value::u128(length as u128)),
		],
	))
}

/// The call that votes on a motion.
pub fn vote(motion: Hash, index: u32, approve: bool) -> Call {
	call(
		"Council",
		"vote",
		[
			("proposal", encoded(&motion)),
			("index", Value::u128(index.into())),
			("approve", Value::bool(approve)),
		],
	)
}

/// The call that closes a motion: carries it out if it has its votes, or drops it if it cannot have
/// them any more.
pub async fn close(at: &AtBlock, motion: Hash) -> Result<Call> {
	let votes = votes(at, motion).await?;
	let (proposal, _) = proposal(at, motion).await?;
	let length = u32::try_from(proposal.len()).unwrap_or(u32::MAX);
	let call_of = at.tx().from_call_data_bytes(&proposal).map_err(of_chain)?;
	let weight = weight_of(at, call_of, length).await?;
	Ok(call(
		"Council",
		"close",
		[
			("proposal_hash", encoded(&motion)),
			("index", Value::u128(votes.index.into())),
			("proposal_weight_bound", weight),
			("length_bound", Value::u128(length.into())),
		],
	))
}

/// The call of an open motion, in SCALE, and its type in the metadata.
pub async fn proposal(at: &AtBlock, motion: Hash) -> Result<(Vec<u8>, u32)> {
	state::stored_bytes(at, "Council", "ProposalOf", (motion.0,))
		.await?
		.ok_or_else(|| Error::NotFound(format!("the call of motion {motion:?} is not known")))
}

/// The hashes of the open motions.
pub async fn open(at: &AtBlock) -> Result<Vec<Hash>> {
	let motions: Option<Vec<H256>> = state::stored(at, "Council", "Proposals", ()).await?;
	let motions = motions.unwrap_or_default();
	Ok(motions.into_iter().map(|hash| Hash::from(hash.0)).collect())
}

/// What a call weighs, as the runtime charges it.
async fn weight_of(at: &AtBlock, call: Call, length: u32) -> Result<Value> {
	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
	struct Info {
		weight: Weight,
	}
	#[derive(DecodeAsType)]
	#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
	struct Weight {
		ref_time: u64,
		proof_size: u64,
	}
	let arguments = (call.into_value(), Value::u128(length.into()));
	let info: Info = state::asked(
		at,
		"TransactionPaymentCallApi",
		"query_call_info",
		arguments,
	)
	.await?;
	Ok(Value::named_composite([
		("ref_time", Value::u128(info.weight.ref_time.into())),
		("proof_size", Value::u128(info.weight.proof_size.into())),
	]))
}

/// The call with which the council acts as root: it whitelists another and dispatches it.
pub fn as_root(at: &AtBlock, inner: Call) -> Result<Call> {
	let hash = Hash::from(blake2_256(&encoded_call(at, &inner)?));
	let whitelist = call(
		"Whitelist",
		"whitelist_call",
		[("call_hash", encoded(&hash))],
	);
	let dispatch = call(
		"Whitelist",
		"dispatch_whitelisted_call_with_preimage",
		[("call", inner.into_value())],
	);
	Ok(call(
		"Utility",
		"batch_all",
		[(
			"calls",
			Value::unnamed_composite([whitelist.into_value(), dispatch.into_value()]),
		)],
	))
}

fn encoded_call(at: &AtBlock, call: &Call) -> Result<Vec<u8>> {
	at.tx().call_data(call).map_err(of_chain)
}

/// An open motion, as it is listed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Motion {
	/// The hash of its call.
	pub motion: Hash,
	/// Its number.
	pub index: u32,
	/// How many ayes it takes.
	pub threshold: u32,
	/// Who is for it.
	pub ayes: Vec<String>,
	/// Who is against it.
	pub nays: Vec<String>,
	/// The block at which voting ends.
	pub end: u32,
	/// What it would do.
	pub call: serde_json::Value,
}

impl Motion {
	/// An open motion.
	pub async fn of(at: &AtBlock, motion: Hash) -> Result<Self> {
		let votes = votes(at, motion).await?;
		let (bytes, ty) = proposal(at, motion).await?;
		let metadata = at.metadata();
		let call = match values::decode(&bytes, ty, &metadata) {
			Some(value) => values::to_json(&value, &metadata),
			None => hallmark_transactions::to_hex(&bytes).into(),
		};
		let addresses = |accounts: &[AccountId32]| accounts.iter().map(units::address).collect();
		Ok(Self {
			motion,
			index: votes.index,
			threshold: votes.threshold,
			ayes: addresses(&votes.ayes),
			nays: addresses(&votes.nays),
			end: votes.end,
			call,
		})
	}
}

impl fmt::Display for Motion {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(
			f,
			"{:?}: {} of {} votes for it, {} against, open until block {}\n  {}",
			self.motion,
			self.ayes.len(),
			self.threshold,
			self.nays.len(),
			self.end,
			self.call
		)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn two_thirds_are_rounded_up() {
		for (members, votes) in [(1, 1), (2, 2), (3, 2), (4, 3), (5, 4), (6, 4), (7, 5)] {
			assert_eq!(two_thirds(members), votes, "of {members}");
		}
	}
}
