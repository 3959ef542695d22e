//! The well-known accounts, and accounts made for a drill.

use std::str::FromStr;

use anyhow::{Context, Result};
use zombienet_sdk::{
	subxt::{dynamic::Value, utils::AccountId32},
	subxt_signer::{sr25519::Keypair, SecretUri},
};

/// The account that `path` derives from the development phrase, such as `//Alice`.
pub fn account(path: &str) -> Result<Keypair> {
	let uri = SecretUri::from_str(path).with_context(|| format!("'{path}' is no key path"))?;
	Keypair::from_uri(&uri).with_context(|| format!("'{path}' makes no key"))
}

/// The accounts of the network's authorities, who are its council: Alice, Bob, Charlie, Dave.
pub fn council() -> Result<Vec<Keypair>> {
	["//Alice", "//Bob", "//Charlie", "//Dave"]
		.into_iter()
		.map(account)
		.collect()
}

/// The account of a key pair.
pub fn id(pair: &Keypair) -> AccountId32 {
	pair.public_key().to_account_id()
}

/// An account as a call's argument.
pub fn argument(who: &AccountId32) -> Value {
	Value::from_bytes(who.0)
}

/// An account as a call's `MultiAddress` argument.
pub fn address(who: &AccountId32) -> Value {
	Value::unnamed_variant("Id", [argument(who)])
}
