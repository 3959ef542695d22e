//! Authorities voted in and out, down to the least number there may be.

use std::time::Duration;

use anyhow::{Context, Result};
use hallmark_zombienet::{
	chain::Block, council, drill, keys, wait_for, Monitor, Node, Report, AUTHORITIES,
};
use zombienet_sdk::{
	subxt::{
		dynamic::{tx, Value},
		tx::DynamicPayload,
		utils::AccountId32,
	},
	subxt_signer::sr25519::Keypair,
};

/// Three sessions of 15 blocks, and some slack.
const SESSIONS: Duration = Duration::from_secs(150);

/// How long a seated validator may take until its first block is final.
const FIRST_BLOCK: Duration = Duration::from_secs(60);

/// One session of the chain `local`, in blocks.
const SESSION_BLOCKS: u32 = 15;

/// What the candidate needs for the deposit on its keys and its fees: 100 HMK.
const START_MONEY: u128 = 100_000_000_000_000;

fn seat(call: &str, who: &AccountId32) -> DynamicPayload {
	tx("ValidatorSet", call, vec![keys::argument(who)])
}

/// Registers the session keys that the candidate's own node makes. Returns its Aura key.
async fn register_keys(node: &Node, candidate: &Keypair) -> Result<[u8; 32]> {
	let (public, proof) = node.make_session_keys(&keys::id(candidate)).await?;
	let (aura, grandpa) = public
		.split_at_checked(32)
		.context("session keys are two keys")?;
	let value = Value::named_composite([
		("aura", Value::from_bytes(aura)),
		("grandpa", Value::from_bytes(grandpa)),
	]);
	let call = tx(
		"Session",
		"set_keys",
		vec![value, Value::from_bytes(&proof)],
	);
	node.submit(candidate, &call).await?;
	Ok(aura.try_into()?)
}

/// Waits until `who` validates, or no longer does, and returns the finalised block that says so.
async fn wait_for_seat(node: &Node, who: &AccountId32, seated: bool) -> Result<Block> {
	let what = format!(
		"the session that {}",
		if seated {
			"seats it"
		} else {
			"goes without it"
		}
	);
	wait_for(what, SESSIONS, async || {
		let now = node.finalised().await?;
		Ok((node.validators(now).await?.contains(who) == seated).then_some(now))
	})
	.await
}

/// Carries a vote on a seat, and judges how many sessions it takes to come into force.
async fn vote(
	node: &Node,
	report: &mut Report,
	call: &str,
	who: &AccountId32,
	name: &str,
) -> Result<Block> {
	let members = &keys::council()?[..3];
	let motion = council::carry(node, members, seat(call, who))
		.await?
		.executed()?;
	let voted = node.session(motion.closed.block).await?;
	let now = wait_for_seat(node, who, call == "add_validator").await?;
	let sessions = node.session(now).await? - voted;
	report.judge(
		format_args!("{call} of {name} is in force at the session after next"),
		sessions == 2,
		format_args!("carried in session {voted}, in force {sessions} sessions later"),
	);
	Ok(now)
}

/// How many of the blocks from `from` on are `aura`'s, over `count` finalised blocks.
async fn blocks_by(node: &Node, aura: [u8; 32], from: u32, count: u32) -> Result<u32> {
	wait_for("a session's blocks", SESSIONS, async || {
		Ok((node.finalised().await?.number >= from + count).then_some(()))
	})
	.await?;
	let mut made = 0;
	for number in from..from + count {
		made += u32::from(node.author(node.block(number).await?).await? == aura);
	}
	Ok(made)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_council_seats_and_unseats_validators() -> Result<()> {
	drill(
		"membership",
		"four-authorities.toml",
		async |net, report| {
			let alice = net.node("alice").await?;
			let eve = keys::account("//Eve")?;
			let eve_id = keys::id(&eve);

			report.say("eve's node joins, makes session keys and registers them");
			let eve_node = net.add_candidate("eve").await?;
			let monitor = Monitor::watch(net.endpoints());
			let start = vec![keys::address(&eve_id), Value::u128(START_MONEY)];
			let pay = tx("Balances", "transfer_keep_alive", start);
			alice.submit(&keys::account("//Alice")?, &pay).await?;
			let aura = register_keys(&eve_node, &eve).await?;

			let seated = vote(&alice, report, "add_validator", &eve_id, "eve").await?;
			let mut next = seated.number;
			let first = wait_for("eve's first block", FIRST_BLOCK, async || {
				while next <= alice.finalised().await?.number {
					if alice.author(alice.block(next).await?).await? == aura {
						return Ok(Some(next));
					}
					next += 1;
				}
				Ok(None)
			})
			.await;
			report.judge(
				"a validator voted in authors blocks",
				first.is_ok(),
				match first {
					Ok(number) => {
						format!(
							"its first is block {number}, seated by block {}",
							seated.number
						)
					},
					Err(error) => format!("{error:#}"),
				},
			);

			let unseated = vote(&alice, report, "remove_validator", &eve_id, "eve").await?;
			// The block that rotates the session is still the old set's: start behind it.
			let made = blocks_by(&alice, aura, unseated.number + 1, SESSION_BLOCKS).await?;
			report.judge(
				"a validator voted out stops",
				made == 0,
				format_args!("{made} of the next {SESSION_BLOCKS} blocks are its own"),
			);

			let dave = keys::id(&keys::account("//Dave")?);
			vote(&alice, report, "remove_validator", &dave, "dave").await?;
			let charlie = keys::id(&keys::account("//Charlie")?);
			let members = &keys::council()?[..3];
			let motion =
				council::carry(&alice, members, seat("remove_validator", &charlie)).await?;
			let reason = motion
				.refused
				.unwrap_or_else(|| "it was executed".to_owned());
			report.judge(
				"below the minimum of three the vote is refused",
				reason == "ValidatorSet::BelowMinimum",
				reason,
			);

			let three = &AUTHORITIES[..3];
			let goal = monitor.lowest(three) + SESSION_BLOCKS;
			let goes_on = wait_for("finality among the three", SESSIONS, async || {
				Ok((monitor.lowest(three) >= goal).then_some(()))
			})
			.await;
			report.judge(
				"the three who are left go on",
				goes_on.is_ok(),
				goes_on.map_or_else(|error| format!("{error:#}"), |()| format!("height {goal}")),
			);
			monitor.judge(report);
			Ok(())
		},
	)
	.await
}
