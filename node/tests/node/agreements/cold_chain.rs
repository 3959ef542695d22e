//! A case of vaccines travels with the carrier's thermometer, and the clinic pays by its verdict.

use hallmark_agreements::{templates::ColdChain, ClauseIndex};
use hallmark_conditions::condition::Why;
use hallmark_runtime::{Balance, Moment};
use hallmark_types::{items::ItemId, units::HEUR};
use pallet_agreements::{Cause, Ending, Ledger, Status};
use pallet_custody::Title;

use super::{assert_settled, came_true, challenge, is_over, is_pending, reasons, start};
use crate::support::{
	agreements::{frame, run_to, Coins, Contract, ONE, SECOND},
	devices::{now, MAKER, OPERATOR as CLINIC},
	fleet::{Fleet, STREAM},
	shipment::{commission, hand_over, keep_cold, send, unit_load, AGENCY, CARRIER},
	Client, Result,
};

const FREIGHT: Balance = 1_000 * HEUR + 7;
const BOND: Balance = 20 * HEUR + 1;
/// Three tenths of the freight, and half of that, rounded down.
const PART: Balance = 300 * HEUR + 2;
const HALF: Balance = 150 * HEUR + 1;

/// How long it may be too warm.
const ALLOWED: Moment = 10 * SECOND;

const BREACHED: ClauseIndex = 1;

/// The case is under way with the carrier, whose thermometer rides along.
async fn dispatch(client: &Client) -> Result<(Fleet, Contract<'_>, ItemId)> {
	let item = unit_load(1).id();
	send(client, MAKER.1, commission([unit_load(1)], None)).await?;
	let template = ColdChain {
		consignee: CLINIC.0,
		carrier: CARRIER.0,
		shipper: MAKER.0,
		arbiter: AGENCY.0,
		item,
		freight: FREIGHT,
		if_breached: 300_000,
		unknown_for: 20 * SECOND,
		objection: 10 * SECOND,
		bond: BOND,
		patience: 20 * SECOND,
	};
	let terms = template.terms(&frame(client, 120 * SECOND).await?)?;
	let contract = Contract::agree(client, &terms).await?;
	let fleet = Fleet::enrol_for(client, CARRIER, 0..1).await?;
	hand_over(client, item, Title::Custody, MAKER.1, CARRIER).await?;
	let policy = keep_cold(item, fleet.sensors[0].signal(), ALLOWED, CLINIC.0);
	send(client, CARRIER.1, policy).await?;
	Ok((fleet, contract, item))
}

async fn deliver(client: &Client, item: ItemId) -> Result<()> {
	hand_over(client, item, Title::Custody, CARRIER.1, CLINIC).await?;
	Ok(())
}

/// It is too warm for longer than is allowed, and then cold again.
async fn spoil(client: &Client, fleet: &mut Fleet) -> Result<()> {
	fleet.tell(client, 0, STREAM, &[9 * ONE]).await?;
	run_to(client, now(client).await? + ALLOWED).await?;
	fleet.tell(client, 0, STREAM, &[5 * ONE]).await?;
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn carrier_is_paid_at_acceptance_when_the_goods_were_kept_cold() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract, item) = dispatch(&client).await?;
	fleet
		.tell(&client, 0, STREAM, &[5 * ONE, 7 * ONE, 4 * ONE])
		.await?;
	let under_way = contract.statement().await?;
	assert_eq!(
		(under_way.status.held, came_true(&under_way)),
		(FREIGHT, vec![])
	);

	deliver(&client, item).await?;
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Completed));
	assert_eq!(came_true(&over), [0]);
	assert_settled(
		&over,
		Ledger {
			funded: FREIGHT,
			paid: FREIGHT,
			credited: 0,
			refunded: 0,
		},
	);
	let freight = FREIGHT as i128;
	assert_eq!(coins.gains(&client).await?, [0, -freight, freight, 0, 0]);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn carrier_gets_a_part_when_the_goods_were_too_warm() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract, item) = dispatch(&client).await?;
	spoil(&client, &mut fleet).await?;
	deliver(&client, item).await?;
	let pending = contract.until("the time to object", is_pending).await?;
	assert_eq!(pending.status.ledger.paid, 0);

	let over = contract.until("the end", is_over).await?;
	assert_eq!(came_true(&over), [BREACHED]);
	assert_settled(
		&over,
		Ledger {
			funded: FREIGHT,
			paid: PART,
			credited: 0,
			refunded: FREIGHT - PART,
		},
	);
	let part = PART as i128;
	assert_eq!(coins.gains(&client).await?, [0, -part, part, 0, 0]);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn carrier_gets_half_the_part_when_it_objects_and_the_arbiter_says_nothing() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract, item) = dispatch(&client).await?;
	spoil(&client, &mut fleet).await?;
	deliver(&client, item).await?;
	contract.until("the time to object", is_pending).await?;
	contract
		.done(CARRIER.1, challenge(contract.id, BREACHED))
		.await?;
	let held = [0, -(FREIGHT as i128), -(BOND as i128), 0, 0];
	assert_eq!(coins.gains(&client).await?, held);

	let over = contract.until("the end", is_over).await?;
	assert_settled(
		&over,
		Ledger {
			funded: FREIGHT + BOND,
			paid: HALF,
			credited: 0,
			refunded: FREIGHT - HALF + BOND,
		},
	);
	let half = HALF as i128;
	assert_eq!(coins.gains(&client).await?, [0, -half, half, 0, 0]);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_counts_as_a_breach_when_it_lasts_after_acceptance() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	// The thermometer never says a word.
	let (_fleet, contract, item) = dispatch(&client).await?;
	deliver(&client, item).await?;
	let clauses = contract.explain().await?;
	assert!(reasons(&clauses[0]).contains(&Why::NoVerdict));
	assert!(reasons(&clauses[1]).contains(&Why::NoVerdict));
	assert_eq!(contract.statement().await?.status.firings, 0);

	let pending = contract.until("the time to object", is_pending).await?;
	assert_eq!(pending.firings[0].cause, Cause::Unknown);
	let over = contract.until("the end", is_over).await?;
	assert_eq!(came_true(&over), [BREACHED]);
	assert_settled(
		&over,
		Ledger {
			funded: FREIGHT,
			paid: PART,
			credited: 0,
			refunded: FREIGHT - PART,
		},
	);
	let part = PART as i128;
	assert_eq!(coins.gains(&client).await?, [0, -part, part, 0, 0]);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn freight_goes_back_when_the_goods_are_never_accepted() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract, _) = dispatch(&client).await?;
	fleet.tell(&client, 0, STREAM, &[5 * ONE]).await?;
	let expires_at = contract.statement().await?.terms.expires_at;
	run_to(&client, expires_at).await?;
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Expired));
	assert!(came_true(&over).is_empty());
	assert_eq!(coins.gains(&client).await?, [0; 5]);
	Ok(())
}
