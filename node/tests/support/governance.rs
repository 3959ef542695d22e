//! Motions of the council: of one, as on a development chain, or of several.

use codec::Encode;
use futures::future::try_join_all;
use hallmark_runtime::{configs::CouncilCollective, Runtime, RuntimeCall, RuntimeEvent};
use polkadot_sdk::{
	frame_support::dispatch::GetDispatchInfo, pallet_collective, pallet_utility, pallet_whitelist,
	sp_core::H256, sp_io::hashing::blake2_256,
};

use super::{shipment::send, Client, Finalized, Result};

/// A motion that is carried by its proposer alone.
pub fn motion(call: impl Into<RuntimeCall>) -> RuntimeCall {
	let call = call.into();
	pallet_collective::Call::<Runtime, CouncilCollective>::propose {
		threshold: 1,
		length_bound: call.encoded_size() as u32,
		proposal: Box::new(call),
	}
	.into()
}

/// How the council acts as root: it whitelists a call and dispatches it, in one motion.
pub fn as_root(call: impl Into<RuntimeCall>) -> RuntimeCall {
	let call = call.into();
	pallet_utility::Call::batch_all {
		calls: vec![
			pallet_whitelist::Call::whitelist_call {
				call_hash: H256(blake2_256(&call.encode())),
			}
			.into(),
			pallet_whitelist::Call::dispatch_whitelisted_call_with_preimage {
				call: Box::new(call),
			}
			.into(),
		],
	}
	.into()
}

/// What the call of a motion returned. A motion can be carried and its call fail all the same.
pub fn carried_out(finalized: &Finalized) -> Result<()> {
	let result = finalized.events.iter().find_map(|event| match event {
		RuntimeEvent::Council(pallet_collective::Event::MemberExecuted { result, .. })
		| RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => Some(*result),
		_ => None,
	});
	match result {
		Some(Ok(())) => Ok(()),
		Some(Err(error)) => Err(format!("the motion's call failed: {error:?}").into()),
		None => Err("the motion was not carried out".into()),
	}
}

/// The council carries a motion. `members` are all of it: the first proposes, as many vote for it as
/// two thirds are, and the first closes the vote. Returns the transaction in which it was carried out.
///
/// Fails if the motion's call does.
pub async fn carry(
	client: &Client,
	members: &[&str],
	call: impl Into<RuntimeCall>,
) -> Result<Finalized> {
	type Call = pallet_collective::Call<Runtime, CouncilCollective>;
	let call = call.into();
	let chair = members.first().ok_or("a council has members")?;
	if members.len() == 1 {
		let done = send(client, chair, motion(call)).await?;
		carried_out(&done)?;
		return Ok(done);
	}
	let needed = (2 * members.len()).div_ceil(3);
	let threshold = u32::try_from(needed)?;
	let length_bound = call.encoded_size() as u32;
	let proposal_weight_bound = call.get_dispatch_info().call_weight;
	let propose = Call::propose {
		threshold,
		length_bound,
		proposal: Box::new(call),
	};
	let proposed = send(client, chair, propose).await?;
	let motion = proposed.events.iter().find_map(|event| match event {
		RuntimeEvent::Council(pallet_collective::Event::Proposed {
			proposal_index,
			proposal_hash,
			..
		}) => Some((*proposal_index, *proposal_hash)),
		_ => None,
	});
	let (index, proposal) = motion.ok_or("a motion has a number")?;
	let votes = members[..needed].iter().map(|member| {
		let vote = Call::vote {
			proposal,
			index,
			approve: true,
		};
		send(client, member, vote)
	});
	try_join_all(votes).await?;
	let close = Call::close {
		proposal_hash: proposal,
		index,
		proposal_weight_bound,
		length_bound,
	};
	let done = send(client, chair, close).await?;
	carried_out(&done)?;
	Ok(done)
}
