//! The node as its users meet it: real processes, real JSON-RPC, real files.

#[path = "../support/mod.rs"]
mod support;

mod agreements;
mod commands;
mod custody;
mod devices_sdk;
mod faults;
mod json_rpc;
mod passports;
mod readings;
mod refusals;
mod rpc_agreements;
mod rpc_asking;
mod rpc_custody;
mod rpc_devices;
mod rpc_document;
mod rpc_feed;
mod rpc_organisations;
mod rpc_parameters;
mod rpc_readings;
mod running;
mod sealing;
mod temperatures;
mod transactions;
mod upgrade;

use hallmark_runtime::RuntimeCall;
use hallmark_types::{units::HMK, AccountId, Balance};
use polkadot_sdk::{
	frame_system::{self, AccountInfo},
	pallet_balances::{self, AccountData},
	sp_keyring::Sr25519Keyring,
};

use support::{Client, Node, Result};

/// What [`transfer`] moves.
const AMOUNT: Balance = HMK / 100;

/// A small transfer.
fn transfer(to: Sr25519Keyring) -> RuntimeCall {
	pallet_balances::Call::transfer_keep_alive {
		dest: to.to_account_id().into(),
		value: AMOUNT,
	}
	.into()
}

/// Asserts that nothing in the node's own code has panicked. The runtime may have given up over
/// garbage in its sandbox: the log shows that too, in other words.
fn assert_no_panic(node: &Node) {
	let log = node.log();
	assert!(!log.contains("This is a bug"), "{log}");
}

/// What an account owns, as of the best block.
async fn balance(client: &Client, account: &AccountId) -> Result<Balance> {
	let key = frame_system::Account::<hallmark_runtime::Runtime>::hashed_key_for(account);
	let info: Option<AccountInfo<u32, AccountData<Balance>>> = client.storage(&key, None).await?;
	Ok(info.map_or(0, |info| info.data.free))
}
