//! A runtime upgrade by council motion, on four authorities and under load.

use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};
use hallmark_zombienet::{
	chain::is,
	council, drill, keys,
	load::{drive, fund_riders, Refused, RATE},
	network::next_runtime,
	wait_for, Monitor, Node,
};
use tokio::sync::oneshot;
use zombienet_sdk::subxt::dynamic::{tx, At, Value};

/// The longest gap between two blocks, in slots.
const MOST_SLOTS: u64 = 3;

/// How long each step of the upgrade may take.
const STEP: Duration = Duration::from_secs(90);

/// Blocks of load after the last migration.
const AFTERWARDS: u32 = 10;

/// The longest gap between the blocks of `from..=to`, in slots, and the block at its end.
async fn longest_gap(node: &Node, from: u32, to: u32) -> Result<(u64, u32)> {
	let mut longest = (0, from);
	let mut last = node.slot(node.block(from).await?).await?;
	for number in from + 1..=to {
		let slot = node.slot(node.block(number).await?).await?;
		longest = longest.max((slot - last, number));
		last = slot;
	}
	Ok(longest)
}

/// Waits for the end of the multi-block migrations, and returns its height and how many there
/// were.
async fn migrated(node: &Node, from: u32) -> Result<(u32, u128)> {
	const PALLET: &str = "MultiBlockMigrations";
	let mut migrations = 0;
	let (block, ()) = node
		.wait_for_event("the end of the migrations", from, STEP, |event| {
			if is(event, PALLET, "UpgradeStarted") {
				let fields = event.field_values()?;
				let count = fields.at("migrations").and_then(|count| count.as_u128());
				migrations = count.context("UpgradeStarted counts no migrations")?;
			} else if is(event, PALLET, "UpgradeFailed") {
				bail!("the migrations failed: {PALLET}.UpgradeFailed");
			}
			Ok(is(event, PALLET, "UpgradeCompleted").then_some(()))
		})
		.await?;
	Ok((block.number, migrations))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_council_upgrades_the_runtime_under_load() -> Result<()> {
	let code = next_runtime()?;
	drill("upgrade", "four-authorities.toml", async |net, report| {
		let nodes = net.authorities().await?;
		let followers: Vec<_> = nodes.iter().map(Node::follow_upgrades).collect();
		let alice = &nodes[0];
		let riders = fund_riders(alice, &keys::account("//Alice")?).await?;
		let monitor = Monitor::watch(net.endpoints());

		report.say(format_args!("{RATE} transfers a second from here on"));
		let (stop, stopped) = oneshot::channel::<()>();
		let load = tokio::spawn(drive(nodes.clone(), riders, Refused::IsRetried, async {
			// Told to, or because the drill ended early.
			let _ = stopped.await;
		}));

		let start = alice.finalised().await?;
		let old = alice.spec_version(start).await?;
		let hash = council::hash_of(alice, &code);
		report.say(format_args!(
			"the council authorises {} bytes of code",
			code.len()
		));
		let authorise = tx("System", "authorize_upgrade", vec![Value::from_bytes(hash)]);
		let members = &keys::council()?[..3];
		let motion = council::carry(alice, members, council::as_root(alice, authorise)?)
			.await?
			.executed()?;
		council::find(&motion.closed, "System", "UpgradeAuthorized")?;

		report.say("the code is applied, by a transaction that nobody signs");
		let applying = Instant::now();
		let apply = tx(
			"System",
			"apply_authorized_upgrade",
			vec![Value::from_bytes(&code)],
		);
		let applied = alice.submit_bare(&apply).await?;
		council::find(&applied, "System", "CodeUpdated")?;

		let mut versions = Vec::new();
		for node in &nodes {
			let what = format!("the new runtime at {}", node.name());
			let new = wait_for(what, STEP, async || {
				let version = node.spec_version(node.finalised().await?).await?;
				Ok((version != old).then_some(version))
			})
			.await?;
			versions.push(new);
		}
		report.judge(
			"the spec version rises at all nodes",
			versions.iter().all(|new| *new > old && *new == versions[0]),
			format_args!(
				"{old} → {versions:?}, {:.1} s",
				applying.elapsed().as_secs_f64()
			),
		);

		// A connection made now reads events by the new metadata.
		let alice = net.node("alice").await?;
		let (end, migrations) = migrated(&alice, applied.block.number + 1).await?;
		let blocks = end - applied.block.number;
		report.judge(
			"the migration ran",
			migrations > 0,
			format_args!("{migrations} in {blocks} blocks, none failed"),
		);

		wait_for("blocks after the upgrade", STEP, async || {
			Ok((alice.finalised().await?.number >= end + AFTERWARDS).then_some(()))
		})
		.await?;
		let finish = alice.finalised().await?;
		ensure!(
			stop.send(()).is_ok(),
			"the load ended before the upgrade did"
		);
		let outcome = load.await??;
		let (gap, at) = longest_gap(&alice, start.number, finish.number).await?;
		report.judge(
			format_args!("no gap between blocks is over {MOST_SLOTS} slots"),
			gap <= MOST_SLOTS,
			format_args!(
				"{gap} slots at the most, before block {at} of {}..{}",
				start.number, finish.number
			),
		);
		let reasons = outcome
			.lost
			.first()
			.map_or(String::new(), |first| format!(": {first}"));
		report.judge(
			"every transfer is finalised",
			outcome.lost.is_empty() && outcome.finalised > 0,
			format_args!(
				"{} of {}, {} signed anew for the new runtime{reasons}",
				outcome.finalised,
				outcome.finalised + outcome.lost.len(),
				outcome.retried
			),
		);
		report.say(format_args!("submitted → finalised: {}", outcome.to_final));
		monitor.judge(report);
		followers.iter().for_each(|follower| follower.abort());
		Ok(())
	})
	.await
}
