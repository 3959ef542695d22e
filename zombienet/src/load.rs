//! A steady, bounded stream of transfers, each timed until it is final.

use std::{
	collections::VecDeque,
	future::Future,
	pin::pin,
	time::{Duration, Instant},
};

use anyhow::{ensure, Context, Result};
use tokio::{
	task::JoinSet,
	time::{interval, sleep},
};
use zombienet_sdk::{
	subxt::{
		dynamic::{tx, Value},
		tx::DynamicPayload,
	},
	subxt_signer::sr25519::Keypair,
};

use crate::{
	chain::{finality_of, SLOT},
	keys,
	stats::Times,
	Node,
};

/// Transfers a second, as the chain's targets are stated.
pub const RATE: u32 = 5;

/// Accounts that take turns. Each has one transfer under way at most, so this also bounds what
/// is in the pools; at [`RATE`] it is enough as long as finality takes less than 12 s.
pub const RIDERS: usize = 60;

/// What a rider starts with: 10 HMK, far more than the fees of its transfers.
const FARE: u128 = 10_000_000_000_000;

/// What a rider sends away each time: a thousandth of a HMK.
const AMOUNT: u128 = 1_000_000_000;

/// How a load treats a transfer that a node refuses.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Refused {
	/// It is an error: nothing happens that could excuse it.
	IsAnError,
	/// It is signed anew, up to ten times: a runtime upgrade voids what was signed before it.
	IsRetried,
}

/// What came of a load.
#[derive(Debug, Default)]
pub struct Outcome {
	/// Transfers that were finalised and succeeded.
	pub finalised: usize,
	/// From submission until a best block had it.
	pub to_best: Times,
	/// From submission until it was final.
	pub to_final: Times,
	/// Transfers that had to be signed more than once.
	pub retried: usize,
	/// Ticks that found every rider under way.
	pub crowded: usize,
	/// What was lost, and why.
	pub lost: Vec<String>,
}

struct Ride {
	to_best: Option<Duration>,
	to_final: Duration,
	attempts: u32,
}

/// Makes the riders' accounts and gives each its fare from `funder`.
pub async fn fund_riders(node: &Node, funder: &Keypair) -> Result<Vec<Keypair>> {
	let riders = (0..RIDERS)
		.map(|number| keys::account(&format!("//load//{number}")))
		.collect::<Result<Vec<_>>>()?;
	let fares = riders.iter().map(|rider| {
		let arguments = vec![keys::address(&keys::id(rider)), Value::u128(FARE)];
		tx("Balances", "transfer_keep_alive", arguments).into_value()
	});
	let all = tx(
		"Utility",
		"batch_all",
		vec![Value::unnamed_composite(fares)],
	);
	node.submit(funder, &all)
		.await
		.context("paying the riders their fare")?;
	Ok(riders)
}

/// Sends [`RATE`] transfers a second until `until` is done, over `nodes` in turn, and waits for
/// the last of them.
pub async fn drive(
	nodes: Vec<Node>,
	riders: Vec<Keypair>,
	refused: Refused,
	until: impl Future<Output = ()>,
) -> Result<Outcome> {
	ensure!(!nodes.is_empty(), "a load needs a node to send to");
	let pay = tx(
		"Balances",
		"transfer_keep_alive",
		vec![
			keys::address(&keys::id(&keys::account("//Bob")?)),
			Value::u128(AMOUNT),
		],
	);
	let mut until = pin!(until);
	let mut ticks = interval(Duration::from_secs(1) / RATE);
	let mut turn = nodes.iter().cycle();
	let mut idle = VecDeque::from(riders);
	let mut rides = JoinSet::new();
	let mut outcome = Outcome::default();
	let (mut to_best, mut to_final) = (Vec::new(), Vec::new());
	let mut driving = true;

	while driving || !rides.is_empty() {
		tokio::select! {
			() = &mut until, if driving => driving = false,
			_ = ticks.tick(), if driving => match (idle.pop_front(), turn.next()) {
				(Some(rider), Some(node)) => {
					let (node, pay) = (node.clone(), pay.clone());
					rides.spawn(async move {
						let result = ride(&node, &rider, &pay, refused).await;
						(rider, result)
					});
				},
				_ => outcome.crowded += 1,
			},
			Some(done) = rides.join_next() => {
				let (rider, result) = done?;
				idle.push_back(rider);
				match result {
					Ok(ride) => {
						outcome.finalised += 1;
						outcome.retried += usize::from(ride.attempts > 1);
						to_best.extend(ride.to_best);
						to_final.push(ride.to_final);
					},
					Err(error) => outcome.lost.push(format!("{error:#}")),
				}
			},
		}
	}
	outcome.to_best = to_best.into_iter().collect();
	outcome.to_final = to_final.into_iter().collect();
	Ok(outcome)
}

/// One transfer, from the first submission until it is final.
async fn ride(
	node: &Node,
	rider: &Keypair,
	pay: &DynamicPayload,
	refused: Refused,
) -> Result<Ride> {
	const MOST_ATTEMPTS: u32 = 10;
	let started = Instant::now();
	let mut attempts = 1;
	loop {
		let mut to_best = None;
		let attempt = async {
			let progress = node.send(rider, pay).await?;
			let included = finality_of(progress, |_| {
				to_best.get_or_insert_with(|| started.elapsed());
			})
			.await?;
			let to_final = started.elapsed();
			included.wait_for_success().await?;
			anyhow::Ok(to_final)
		};
		match attempt.await {
			Ok(to_final) => {
				return Ok(Ride {
					to_best,
					to_final,
					attempts,
				})
			},
			Err(_) if refused == Refused::IsRetried && attempts < MOST_ATTEMPTS => {
				attempts += 1;
				// The connection learns of the new runtime with the next finalised block.
				sleep(SLOT).await;
			},
			Err(error) => {
				let times = format!("{} at attempt {attempts}", node.name());
				return Err(error.context(times));
			},
		}
	}
}
