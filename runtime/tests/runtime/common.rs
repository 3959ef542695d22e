//! A real runtime in memory: its own genesis, its own executive, extrinsics signed as clients sign
//! them.

use codec::Encode;
use hallmark_runtime::*;
use polkadot_sdk::{
	sp_consensus_aura::AURA_ENGINE_ID,
	sp_core::Pair,
	sp_genesis_builder::PresetId,
	sp_keyring::Sr25519Keyring,
	sp_runtime::{
		generic::Era, traits::Header as _, ApplyExtrinsicResult, BuildStorage, Digest, DigestItem,
	},
	*,
};

/// A chain with the genesis of `preset`, ready for its first block.
pub fn chain(preset: &str) -> sp_io::TestExternalities {
	let patch =
		genesis_config_presets::get_preset(&PresetId::from(preset)).expect("the preset exists");
	let patch: serde_json::Value = serde_json::from_slice(&patch).expect("a preset is JSON");
	let mut genesis = serde_json::to_value(RuntimeGenesisConfig::default())
		.expect("a genesis can be written as JSON");
	merge(&mut genesis, patch);
	let genesis: RuntimeGenesisConfig =
		serde_json::from_value(genesis).expect("the preset fits the genesis");
	let mut chain =
		sp_io::TestExternalities::new(genesis.build_storage().expect("the genesis builds"));
	chain.execute_with(|| System::set_block_number(0));
	chain
}

fn merge(into: &mut serde_json::Value, patch: serde_json::Value) {
	match (into, patch) {
		(serde_json::Value::Object(into), serde_json::Value::Object(patch)) => {
			for (key, value) in patch {
				merge(into.entry(key).or_insert(serde_json::Value::Null), value);
			}
		},
		(into, patch) => *into = patch,
	}
}

/// The slot of the first block: in a year in which devices measure.
const FIRST_SLOT: u64 = 900_000_001;

/// Begin the next block: its inherent has been applied, and calls can follow.
pub fn begin_block() {
	begin_block_later(1);
}

/// Begin the next block, so many slots after the one before.
pub fn begin_block_later(slots: u64) {
	let number = System::block_number() + 1;
	let slot = match number {
		1 => FIRST_SLOT,
		_ => *pallet_aura::CurrentSlot::<Runtime>::get() + slots,
	};
	let digest = Digest {
		logs: vec![DigestItem::PreRuntime(AURA_ENGINE_ID, slot.encode())],
	};
	let parent = match number {
		1 => System::block_hash(0),
		_ => hash_of(number - 1),
	};
	let header = Header::new(
		number,
		Default::default(),
		Default::default(),
		parent,
		digest,
	);
	Executive::initialize_block(&header);
	let now = slot * hallmark_types::units::SLOT_DURATION;
	Executive::apply_extrinsic(UncheckedExtrinsic::new_bare(RuntimeCall::Timestamp(
		pallet_timestamp::Call::set { now },
	)))
	.expect("the inherent is valid")
	.expect("the inherent is applied");
}

/// Finish the running block and begin the next.
pub fn next_block() {
	Executive::finalize_block();
	begin_block();
}

/// The hash that block `number` has in these tests, for the chain keeps no blocks.
pub fn hash_of(number: BlockNumber) -> Hash {
	sp_io::hashing::blake2_256(&number.encode()).into()
}

/// What a signer can get wrong.
pub struct Signing {
	pub era: Era,
	pub nonce: Nonce,
	pub tip: Balance,
	pub genesis: Hash,
	pub spec_version: u32,
}

impl Signing {
	/// Nothing wrong: `who`'s next transaction, valid for ever.
	pub fn right(who: Sr25519Keyring) -> Self {
		Self {
			era: Era::Immortal,
			nonce: System::account_nonce(who.to_account_id()),
			tip: 0,
			genesis: System::block_hash(0),
			spec_version: VERSION.spec_version,
		}
	}

	/// `call` signed by `who`.
	pub fn sign(self, who: Sr25519Keyring, call: RuntimeCall) -> UncheckedExtrinsic {
		let mortality = match self.era {
			Era::Immortal => self.genesis,
			Era::Mortal(..) => {
				System::block_hash(self.era.birth(System::block_number().into()) as u32)
			},
		};
		let extension = transactions::tx_extension(self.era, self.nonce, self.tip);
		let implicit = (
			(),
			(),
			self.spec_version,
			VERSION.transaction_version,
			self.genesis,
			mortality,
			(),
			(),
			(),
			None,
			(),
		);
		let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
		let signature = payload.using_encoded(|bytes| who.pair().sign(bytes));
		UncheckedExtrinsic::new_signed(
			call,
			who.to_account_id().into(),
			Signature::Sr25519(signature),
			extension,
		)
	}
}

/// Apply `call`, signed by `who` with nothing wrong.
pub fn submit(who: Sr25519Keyring, call: impl Into<RuntimeCall>) -> ApplyExtrinsicResult {
	Executive::apply_extrinsic(Signing::right(who).sign(who, call.into()))
}

/// Apply `call` and expect it to be carried out.
pub fn carried_out(who: Sr25519Keyring, call: impl Into<RuntimeCall>) {
	submit(who, call)
		.expect("the transaction is valid")
		.expect("the call is carried out");
}

/// A motion of the council: proposed by the first of `voters`, agreed to by all of them, closed.
/// What the call itself returned is in the last `Executed` event.
pub fn motion(
	voters: &[Sr25519Keyring],
	call: impl Into<RuntimeCall>,
) -> Option<sp_runtime::DispatchResult> {
	let call: RuntimeCall = call.into();
	let length_bound = call.encoded_size() as u32;
	let proposal_hash = <Hashing as sp_runtime::traits::Hash>::hash_of(&call);
	let index = pallet_collective::ProposalCount::<Runtime, configs::CouncilCollective>::get();
	carried_out(
		voters[0],
		pallet_collective::Call::<Runtime, configs::CouncilCollective>::propose {
			threshold: voters.len() as u32,
			proposal: Box::new(call),
			length_bound,
		},
	);
	if voters.len() > 1 {
		for voter in voters {
			carried_out(
				*voter,
				pallet_collective::Call::<Runtime, configs::CouncilCollective>::vote {
					proposal: proposal_hash,
					index,
					approve: true,
				},
			);
		}
		carried_out(
			voters[0],
			pallet_collective::Call::<Runtime, configs::CouncilCollective>::close {
				proposal_hash,
				index,
				proposal_weight_bound: configs::system::MAXIMUM_BLOCK_WEIGHT / 2,
				length_bound,
			},
		);
	}
	System::events()
		.into_iter()
		.rev()
		.find_map(|record| match record.event {
			RuntimeEvent::Council(pallet_collective::Event::Executed { result, .. }) => {
				Some(result)
			},
			_ => None,
		})
}

/// How the council acts as root: one motion that whitelists the call and dispatches it.
pub fn as_root(call: impl Into<RuntimeCall>) -> RuntimeCall {
	let call: RuntimeCall = call.into();
	pallet_utility::Call::batch_all {
		calls: vec![
			pallet_whitelist::Call::whitelist_call {
				call_hash: <Hashing as sp_runtime::traits::Hash>::hash_of(&call),
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

pub const ALICE: Sr25519Keyring = Sr25519Keyring::Alice;
pub const BOB: Sr25519Keyring = Sr25519Keyring::Bob;
pub const CHARLIE: Sr25519Keyring = Sr25519Keyring::Charlie;
pub const DAVE: Sr25519Keyring = Sr25519Keyring::Dave;
pub const EVE: Sr25519Keyring = Sr25519Keyring::Eve;

/// A transfer of `value` to `to`.
pub fn transfer(to: Sr25519Keyring, value: Balance) -> RuntimeCall {
	pallet_balances::Call::transfer_allow_death {
		dest: to.to_account_id().into(),
		value,
	}
	.into()
}
