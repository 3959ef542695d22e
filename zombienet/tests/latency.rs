//! How long a transfer takes until it is final, at a steady load on four authorities.

use std::{env, time::Duration};

use anyhow::{ensure, Context, Result};
use hallmark_zombienet::{
	chain::{Block, SLOT},
	drill, keys,
	load::{drive, fund_riders, Refused, RATE},
	stats::Times,
	Monitor, Node,
};
use tokio::time::sleep;

/// Half of the transfers are final within this.
const P50_TARGET: Duration = Duration::from_secs(6);
/// 99 % of the transfers are.
const P99_TARGET: Duration = Duration::from_secs(8);

/// A node keeps the state of this many blocks; clocks are read from state.
const BLOCKS_WITH_STATE: u32 = 200;

/// Seconds of load: `HALLMARK_LOAD_SECONDS`, or three minutes.
fn load_seconds() -> Result<u64> {
	let Ok(text) = env::var("HALLMARK_LOAD_SECONDS") else {
		return Ok(180);
	};
	let seconds = text
		.parse()
		.with_context(|| format!("HALLMARK_LOAD_SECONDS: '{text}'"))?;
	ensure!(
		(10..=3600).contains(&seconds),
		"HALLMARK_LOAD_SECONDS is from 10 to 3600"
	);
	Ok(seconds)
}

/// The times between the blocks of `from..=to`, by the chain's own clock.
async fn intervals(node: &Node, from: u32, to: u32) -> Result<Times> {
	let mut clocks = Vec::new();
	for number in from.max(to.saturating_sub(BLOCKS_WITH_STATE))..=to {
		clocks.push(node.timestamp(node.block(number).await?).await?);
	}
	Ok(clocks
		.windows(2)
		.map(|pair| Duration::from_millis(pair[1] - pair[0]))
		.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn transfers_are_final_within_seconds() -> Result<()> {
	let seconds = load_seconds()?;
	drill("latency", "four-authorities.toml", async |net, report| {
		let nodes = net.authorities().await?;
		let riders = fund_riders(&nodes[0], &keys::account("//Alice")?).await?;
		let monitor = Monitor::watch(net.endpoints());

		report.say(format_args!(
			"{RATE} transfers a second for {seconds} s, over four nodes"
		));
		let before = nodes[0].finalised().await?;
		let time = sleep(Duration::from_secs(seconds));
		let outcome = drive(nodes.clone(), riders, Refused::IsAnError, time).await?;
		let Block { number: after, .. } = nodes[0].finalised().await?;

		let spacing = intervals(&nodes[0], before.number, after).await?;
		report.say(format_args!("block interval        {spacing}"));
		report.say(format_args!(
			"submitted → in a best block  {}",
			outcome.to_best
		));
		report.say(format_args!(
			"submitted → finalised        {}",
			outcome.to_final
		));

		let sent = outcome.finalised + outcome.lost.len();
		let reasons = outcome
			.lost
			.first()
			.map_or(String::new(), |first| format!(": {first}"));
		report.judge(
			"every transfer is finalised",
			outcome.lost.is_empty() && sent > 0,
			format_args!("{} of {sent}{reasons}", outcome.finalised),
		);
		report.judge(
			"the load is what it claims to be",
			outcome.crowded == 0 && sent as u64 >= u64::from(RATE) * seconds,
			format_args!("{sent} sent, {} ticks left out", outcome.crowded),
		);
		let (p50, p99) = (outcome.to_final.p50(), outcome.to_final.p99());
		report.judge(
			format_args!("p50 is at most {} s", P50_TARGET.as_secs()),
			p50 <= P50_TARGET,
			format_args!("{:.2} s", p50.as_secs_f64()),
		);
		report.judge(
			format_args!("p99 is at most {} s", P99_TARGET.as_secs()),
			p99 <= P99_TARGET,
			format_args!("{:.2} s", p99.as_secs_f64()),
		);
		report.judge(
			"no slot is left empty",
			spacing.max() < 2 * SLOT,
			format_args!("longest interval {:.2} s", spacing.max().as_secs_f64()),
		);
		monitor.judge(report);
		Ok(())
	})
	.await
}
