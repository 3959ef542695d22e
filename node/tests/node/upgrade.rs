//! A runtime that replaces itself, by vote, with a migration that takes several blocks.

use std::time::Duration;

use hallmark_runtime::{Runtime, UncheckedExtrinsic};
use polkadot_sdk::{
	frame_system, sp_core::H256, sp_io::hashing::blake2_256, sp_keyring::Sr25519Keyring,
};

use crate::{
	support::{
		client::within,
		governance::{as_root, carried_out, motion},
		key, Client, NodeBuilder, Result,
	},
	transfer,
};

/// Where the drill's migration leaves the number of accounts that it visited.
const VISITED: &[u8] = b":hallmark:upgrade_drill:accounts";

/// The longest a migration may take on a chain that is sealed instantly.
const MIGRATION: Duration = Duration::from_secs(30);

fn apply(code: &[u8]) -> UncheckedExtrinsic {
	let call = frame_system::Call::<Runtime>::apply_authorized_upgrade {
		code: code.to_vec(),
	};
	UncheckedExtrinsic::new_bare(call.into())
}

async fn authorize(client: &Client, code_hash: H256) -> Result<()> {
	let alice = key("//Alice");
	let nonce = client.nonce(&Sr25519Keyring::Alice.to_account_id()).await?;
	let authorize = frame_system::Call::authorize_upgrade { code_hash };
	let signed = client
		.sign(motion(as_root(authorize)), &alice, nonce)
		.await?;
	carried_out(&client.submit_and_watch(signed).await?)
}

#[tokio::test]
async fn the_council_upgrades_the_runtime_and_the_migration_runs() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let code = hallmark_upgrade_drill::wasm().ok_or("the WASM build was skipped")?;
	let (version, _) = client.runtime_version().await?;

	// Nobody voted for it yet.
	let refused = client
		.submit(&apply(code))
		.await
		.expect_err("it is not authorised");
	assert!(refused.to_string().contains("Invalid"), "{refused}");

	authorize(&client, H256(blake2_256(code))).await?;
	// The vote was for this code and no other.
	let mut other = code.to_vec();
	other.push(0);
	assert!(client.submit(&apply(&other)).await.is_err());

	let applied = client.submit_and_watch(apply(code)).await?;
	assert_eq!(applied.result(), Ok(()));
	let visited = within(MIGRATION, "the migration", async {
		loop {
			// The height first: a block that comes after the look at the state is waited for.
			let (height, _) = client.finalized().await?;
			if let Some(visited) = client.storage::<u64>(VISITED, None).await? {
				return Ok(visited);
			}
			client.until_finalized(height + 1, MIGRATION).await?;
		}
	})
	.await?;
	assert_eq!(visited, Sr25519Keyring::well_known().count() as u64);
	let (new_version, _) = client.runtime_version().await?;
	assert_eq!(new_version, version + 1);

	// The chain goes on under the new rules.
	let nonce = client.nonce(&Sr25519Keyring::Alice.to_account_id()).await?;
	let signed = client
		.sign(transfer(Sr25519Keyring::Bob), &key("//Alice"), nonce)
		.await?;
	assert_eq!(client.submit_and_watch(signed).await?.result(), Ok(()));
	Ok(())
}

#[tokio::test]
async fn code_that_is_not_newer_is_refused_though_it_was_voted_for() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let same = hallmark_runtime::WASM_BINARY.ok_or("the WASM build was skipped")?;
	let (version, _) = client.runtime_version().await?;

	authorize(&client, H256(blake2_256(same))).await?;
	let applied = client.submit_and_watch(apply(same)).await?;
	assert!(
		applied.events.iter().any(|event| matches!(
			event,
			hallmark_runtime::RuntimeEvent::System(
				frame_system::Event::RejectedInvalidAuthorizedUpgrade { .. }
			)
		)),
		"{:?}",
		applied.events
	);
	assert_eq!(client.runtime_version().await?.0, version);
	Ok(())
}
