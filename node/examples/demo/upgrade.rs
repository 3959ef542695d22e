//! The council replaces the chain's rules, without a fork.

use hallmark_runtime::{Runtime, RuntimeEvent, UncheckedExtrinsic};
use polkadot_sdk::{frame_system, pallet_migrations, sp_core::H256, sp_io::hashing::blake2_256};
use tokio::time::sleep;

use crate::{
	cast::{expect, World},
	news::{PATIENCE, POLL},
	story::Chapter,
	support::{
		client::within,
		governance::{as_root, carry},
		shipment::send,
		Client, Result,
	},
};

/// Who shows that the chain goes on.
const SOMEBODY: &str = "//Alice";

/// Where the migration leaves how many accounts it has visited.
const VISITED: &[u8] = b":hallmark:upgrade_drill:accounts";

/// A motion, the code, a migration over several blocks.
pub async fn run(world: &World, chapter: &Chapter) -> Result<()> {
	let client = &world.client;
	let wasm = hallmark_upgrade_drill::wasm().ok_or("the WASM build was skipped")?;
	let (version, _) = client.runtime_version().await?;
	chapter.step("The council votes for another runtime");
	let code_hash = H256(blake2_256(wasm));
	let authorize = frame_system::Call::authorize_upgrade { code_hash };
	let carried = carry(client, &world.council, as_root(authorize)).await?;
	chapter.says(format!("code {code_hash:?} may come"));
	chapter.proof(client, carried);

	let apply = frame_system::Call::<Runtime>::apply_authorized_upgrade {
		code: wasm.to_vec(),
	};
	let from = client.header(None).await?.number;
	let applied = client
		.submit_and_watch(UncheckedExtrinsic::new_bare(apply.into()))
		.await?;
	applied
		.result()
		.map_err(|error| format!("the upgrade failed: {error:?}"))?;
	chapter.step(format!(
		"{} KiB of WASM arrive, sent by nobody in particular",
		wasm.len() / 1024
	));
	chapter.proof(client, applied);

	let (height, migrated) = within(PATIENCE, "the migration", migration(client, from)).await?;
	let (new_version, _) = client.runtime_version().await?;
	expect(new_version == version + 1, "the spec version rose by one")?;
	let counted: Option<u64> = client.storage(VISITED, None).await?;
	let counted = counted.ok_or("the migration left nothing behind")?;
	expect(counted > 0, "the migration visited the accounts")?;
	chapter.step(format!(
		"Spec version {version} → {new_version}; a migration visits {counted} accounts over blocks"
	));
	chapter.event(client, height, migrated);

	// The rules changed, the history did not: the same client goes on.
	let remark = frame_system::Call::remark_with_event {
		remark: b"still here".to_vec(),
	};
	let done = send(client, SOMEBODY, remark).await?;
	chapter.step("The same chain goes on under the new rules");
	chapter.proof(client, done);
	Ok(())
}

/// The block, after one at a height, that says that the migrations are done, and that it says so.
async fn migration(client: &Client, from: u32) -> Result<(u32, RuntimeEvent)> {
	let mut next = from;
	loop {
		let best = client.header(None).await?.number;
		while next <= best {
			let block = client.block_hash(next).await?;
			let events = client
				.events_at(block.ok_or("there is a best chain")?)
				.await?;
			let done = events.into_iter().find(|record| {
				matches!(
					record.event,
					RuntimeEvent::MultiBlockMigrations(pallet_migrations::Event::UpgradeCompleted)
				)
			});
			if let Some(done) = done {
				return Ok((next, done.event));
			}
			next += 1;
		}
		sleep(POLL).await;
	}
}
