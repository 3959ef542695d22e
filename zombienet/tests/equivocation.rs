//! An authority's session keys in use on two nodes at once.

use std::time::Duration;

use anyhow::{Context, Result};
use hallmark_zombienet::{chain::is, drill, keys, wait_for, Monitor, AUTHORITIES};
use zombienet_sdk::subxt::utils::AccountId32;

/// How long the twins may take until one of their offences is on the chain.
const CAUGHT: Duration = Duration::from_secs(180);

/// How many sessions after the report the offender may still validate in.
const MOST_SESSIONS: u32 = 2;

/// Three sessions of 15 blocks, and some slack.
const REMOVED: Duration = Duration::from_secs(120);

/// Blocks by which finality has to rise without the offender.
const RISE: u32 = 10;

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_runs_twice_loses_its_seat() -> Result<()> {
	drill("equivocation", "double-key.toml", async |net, report| {
		let alice = net.node("alice").await?;
		let dave = keys::id(&keys::account("//Dave")?);
		let monitor = Monitor::watch(net.endpoints());
		report.say("dave and dave-twin hold the same session keys");

		// The chain first names who loses the seat, then the offence.
		let mut convicted = None;
		let (block, kind) = alice
			.wait_for_event("an offence on the chain", 1, CAUGHT, |event| {
				let fields = event.field_bytes();
				if is(event, "ValidatorSet", "OffenderRemoved") {
					let who = fields.get(..32).context("OffenderRemoved names nobody")?;
					convicted = Some(AccountId32(who.try_into()?));
				}
				if !is(event, "Offences", "Offence") {
					return Ok(None);
				}
				let kind = fields.get(..16).context("Offences.Offence has no kind")?;
				Ok(Some(String::from_utf8_lossy(kind).into_owned()))
			})
			.await?;
		let reported = alice.session(block).await?;
		report.judge(
			"the offence is reported, and dave convicted of it",
			convicted.as_ref() == Some(&dave),
			format_args!("'{kind}' in block {}, session {reported}", block.number),
		);

		let gone = wait_for("the offender losing its seat", REMOVED, async || {
			let now = alice.finalised().await?;
			Ok((!alice.validators(now).await?.contains(&dave)).then_some(now))
		})
		.await;
		let figure = match &gone {
			Ok(now) => {
				let sessions = alice.session(*now).await? - reported;
				(
					sessions <= MOST_SESSIONS,
					format!("{sessions} sessions after the report"),
				)
			},
			Err(error) => (false, format!("{error:#}")),
		};
		report.judge(
			format_args!("the offender is out within {MOST_SESSIONS} sessions"),
			figure.0,
			figure.1,
		);

		let mut left = alice.validators(alice.finalised().await?).await?;
		let mut honest = keys::council()?[..3]
			.iter()
			.map(keys::id)
			.collect::<Vec<_>>();
		left.sort();
		honest.sort();
		report.judge(
			"nobody else loses a seat",
			left == honest,
			format_args!("{} validators are left", left.len()),
		);

		let three = &AUTHORITIES[..3];
		let goal = monitor.lowest(three) + RISE;
		let goes_on = wait_for("finality among the three", REMOVED, async || {
			Ok((monitor.lowest(three) >= goal).then_some(()))
		})
		.await;
		report.judge(
			"the three others go on",
			goes_on.is_ok(),
			goes_on.map_or_else(|error| format!("{error:#}"), |()| format!("height {goal}")),
		);
		monitor.judge(report);
		Ok(())
	})
	.await
}
