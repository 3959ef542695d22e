//! Authorities that stop: one of four, then two of four, and their return.

use std::time::Duration;

use anyhow::Result;
use hallmark_zombienet::{drill, wait_for, Monitor, Node, AUTHORITIES};
use tokio::time::{sleep, Instant};

/// How soon after their return every node is to have caught up.
const CATCH_UP_TARGET: Duration = Duration::from_secs(30);

/// How long the network is watched while it has no majority of two thirds.
const WATCHED: Duration = Duration::from_secs(30);

/// A round of votes that was under way when the second node stopped may still end. After this
/// long without a finalised block it has.
const SETTLED: Duration = Duration::from_secs(10);

/// Blocks by which finality has to rise to be said to go on.
const RISE: u32 = 10;

/// Waits until the finalised height of `nodes` has not changed for [`SETTLED`], and returns it.
async fn standstill(monitor: &Monitor, nodes: &[&str]) -> Result<u32> {
	let mut seen = (highest(monitor, nodes), Instant::now());
	wait_for(
		"finality standing still",
		Duration::from_secs(60),
		async || {
			let now = highest(monitor, nodes);
			if now != seen.0 {
				seen = (now, Instant::now());
			}
			Ok((seen.1.elapsed() >= SETTLED).then_some(now))
		},
	)
	.await
}

fn highest(monitor: &Monitor, nodes: &[&str]) -> u32 {
	nodes
		.iter()
		.map(|node| monitor.height(node))
		.max()
		.unwrap_or(0)
}

async fn best_of(nodes: &[&Node]) -> Result<u32> {
	let mut best = 0;
	for node in nodes {
		best = best.max(node.best().await?.number);
	}
	Ok(best)
}

#[tokio::test(flavor = "multi_thread")]
async fn finality_survives_one_fault_and_waits_out_two() -> Result<()> {
	drill("faults", "four-authorities.toml", async |net, report| {
		let alice = net.node("alice").await?;
		let dave = net.node("dave").await?;
		let monitor = Monitor::watch(net.endpoints());
		let four = &AUTHORITIES[..];

		report.say("bob is frozen");
		net.freeze("bob").await?;
		let three = ["alice", "charlie", "dave"];
		let (from, began) = (alice.finalised().await?.number, Instant::now());
		let rise = wait_for(
			"finality with one of four stopped",
			2 * WATCHED,
			async || Ok((monitor.lowest(&three) >= from + RISE).then(|| began.elapsed())),
		)
		.await;
		report.judge(
			"one of four stopped: finality goes on",
			rise.is_ok(),
			match rise {
				Ok(time) => format!("{RISE} blocks final in {:.1} s", time.as_secs_f64()),
				Err(error) => format!("{error:#}"),
			},
		);

		report.say("charlie is frozen too");
		net.freeze("charlie").await?;
		let two = ["alice", "dave"];
		let stuck = standstill(&monitor, &two).await?;
		let best = best_of(&[&alice, &dave]).await?;
		report.say(format_args!(
			"finality stands at {stuck}; watching for {WATCHED:?}"
		));
		sleep(WATCHED).await;
		let (finalised, grown) = (
			highest(&monitor, &two),
			best_of(&[&alice, &dave]).await?.saturating_sub(best),
		);
		report.judge(
			"two of four stopped: nothing new is finalised",
			finalised == stuck,
			format_args!("height {finalised} after {} s more", WATCHED.as_secs()),
		);
		report.judge(
			"two of four stopped: the two still make blocks",
			grown > 0,
			format_args!("{grown} blocks"),
		);

		let goal = best_of(&[&alice, &dave]).await?;
		report.say("bob goes on from memory; charlie is killed and starts from its disk");
		let back = Instant::now();
		net.thaw("bob").await?;
		net.crash_and_restart("charlie").await?;
		let caught_up = wait_for("all four catching up", 4 * CATCH_UP_TARGET, async || {
			Ok((monitor.lowest(four) >= goal).then(|| back.elapsed()))
		})
		.await;
		report.judge(
			format_args!(
				"after their return: caught up within {} s",
				CATCH_UP_TARGET.as_secs()
			),
			caught_up
				.as_ref()
				.is_ok_and(|time| *time <= CATCH_UP_TARGET),
			match &caught_up {
				Ok(time) => {
					let blocks = goal - stuck;
					format!("{:.1} s, {blocks} blocks behind", time.as_secs_f64())
				},
				Err(error) => format!("{error:#}"),
			},
		);

		let on = monitor.lowest(four) + RISE;
		let goes_on = wait_for("finality with all four", 2 * WATCHED, async || {
			Ok((monitor.lowest(four) >= on).then_some(()))
		})
		.await;
		report.judge(
			"after their return: finality goes on at all four",
			goes_on.is_ok(),
			goes_on.map_or_else(|error| format!("{error:#}"), |()| format!("height {on}")),
		);
		monitor.judge(report);
		Ok(())
	})
	.await
}
