//! Motions of a council of one, as on a development chain.

use codec::Encode;
use hallmark_runtime::{configs::CouncilCollective, Runtime, RuntimeCall, RuntimeEvent};
use polkadot_sdk::{
	pallet_collective, pallet_utility, pallet_whitelist, sp_core::H256, sp_io::hashing::blake2_256,
};

use super::{Finalized, Result};

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
