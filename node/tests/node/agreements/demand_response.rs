//! Power is dear, and a clinic's refrigerator is told to use less of it.

use hallmark_agreements::templates::DemandResponse;
use hallmark_conditions::{condition::Why, Decimal};
use hallmark_envelope::Unit;
use hallmark_keys::{Acknowledgement, Signature, Statement};
use hallmark_runtime::{Balance, Moment, Runtime};
use hallmark_types::units::HMK;
use pallet_agreements::{Call, Ending, Error, Ledger, Status};

use super::{assert_settled, is_over, reasons, start};
use crate::support::{
	agreements::{
		account, declared, frame, measuring, next_order, owned, run_to, Contract, Order,
		INSURER as GRID, ONE, SECOND,
	},
	devices::{now, OPERATOR as OWNER},
	fleet::{Fleet, Sensor},
	shipment::CARRIER as UTILITY,
	Client, Result,
};

const REWARD: Balance = 2 * HMK + 1;
/// What the utility puts up.
const REWARDS: Balance = 3 * REWARD;

const PRICE: &str = "price";
const REDUCE: u32 = 7;
const RESTORE: u32 = 8;

/// After how long the price is stale.
const LONGEST_SILENCE: Moment = 60 * SECOND;

/// Carries what devices sign. It is no party.
const COURIER: &str = "//Alice";

/// A device signs that it did what it was told.
fn answer(
	client: &Client,
	contract: &Contract<'_>,
	by: &Sensor,
	order: Order,
) -> Result<Call<Runtime>> {
	let statement = Acknowledgement {
		genesis: client.genesis.0,
		device: order.device.0,
		agreement: contract.id,
		command: order.command,
		issue: order.issue,
		opcode: order.opcode,
		expires_at: order.expires_at,
	};
	let signature = statement.using_bytes(|bytes| by.sign(bytes));
	Ok(Call::acknowledge_command {
		agreement: contract.id,
		command: order.command,
		issue: order.issue,
		signature: Signature(signature.try_into().map_err(|_| "64 bytes")?),
	})
}

#[tokio::test(flavor = "multi_thread")]
async fn owner_is_paid_when_the_appliance_itself_answers_in_time() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let mut grid = Fleet::enrol_for(&client, GRID, 0..1).await?;
	let price = measuring(Unit::Count, LONGEST_SILENCE);
	grid.open(&client, PRICE, price).await?;
	let appliances = Fleet::enrol_for(&client, OWNER, 1..2).await?;
	let appliance = &appliances.sensors[0];
	let template = DemandResponse {
		utility: UTILITY.0,
		owner: OWNER.0,
		price: declared(&grid.sensors[0], PRICE, Unit::Count),
		dear: Decimal::new(50, 0),
		cheap: Decimal::new(20, 0),
		appliance: appliance.id,
		reduce: REDUCE,
		restore: RESTORE,
		answer_within: 30 * SECOND,
		rest: 20 * SECOND,
		reward: REWARD,
		times: 3,
		unknown_for: 30 * SECOND,
	};
	let mut frame = frame(&client, 600 * SECOND).await?;
	// In the native token, and the grid's operator is no party.
	frame.asset = None;
	frame.witnesses = vec![GRID.0];
	let contract = Contract::agree(&client, &template.terms(&frame)?).await?;
	// The owner is paid into an account that has nothing, and the utility spends nothing from now on.
	let till = account("//Charlie//till");
	let set_payee = Call::set_payee {
		agreement: contract.id,
		payee: till.clone(),
	};
	contract.done(OWNER.1, set_payee).await?;
	let utility = account(UTILITY.1);
	let before = owned(&client, &utility).await?;

	// Power is dear. Only the appliance can answer, and only once.
	let from = client.finalized().await?.0 + 1;
	grid.tell(&client, 0, PRICE, &[60 * ONE]).await?;
	let order = next_order(&client, from).await?;
	assert_eq!((order.command, order.issue, order.opcode), (0, 1, REDUCE));
	assert_eq!(order.device, appliance.id);
	let forged = answer(&client, &contract, &grid.sensors[0], order)?;
	contract
		.refused(COURIER, forged, Error::NotSignedByDevice)
		.await?;
	let genuine = answer(&client, &contract, appliance, order)?;
	contract.done(COURIER, genuine.clone()).await?;
	contract
		.until("the reward", |it| it.status.ledger.paid == REWARD)
		.await?;
	assert_eq!(owned(&client, &till).await?, REWARD);
	contract
		.refused(COURIER, genuine, Error::AlreadyAcknowledged)
		.await?;

	// Power is cheap, and it is told to go on.
	let from = client.finalized().await?.0 + 1;
	grid.tell(&client, 0, PRICE, &[10 * ONE]).await?;
	let order = next_order(&client, from).await?;
	assert_eq!((order.command, order.issue, order.opcode), (1, 1, RESTORE));
	contract
		.done(COURIER, answer(&client, &contract, appliance, order)?)
		.await?;

	// A peak that is over at once is not missed. This time the answer comes too late.
	let from = client.finalized().await?.0 + 1;
	let heard = now(&client).await?;
	grid.tell(&client, 0, PRICE, &[70 * ONE, 30 * ONE]).await?;
	let order = next_order(&client, from).await?;
	assert_eq!((order.command, order.issue), (0, 2));
	run_to(&client, order.expires_at).await?;
	contract
		.refused(
			COURIER,
			answer(&client, &contract, appliance, order)?,
			Error::CommandExpired,
		)
		.await?;
	assert_eq!(contract.statement().await?.status.ledger.paid, REWARD);

	// The grid's operator falls silent. Nobody knows the price, and when that lasts it ends.
	run_to(&client, heard + LONGEST_SILENCE + 2 * SECOND).await?;
	assert_eq!(reasons(&contract.explain().await?[0]), [Why::Stale]);
	assert_eq!(contract.statement().await?.status.status, Status::Active);
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Unknown));
	assert_eq!((over.commands[0].issue, over.commands[1].issue), (2, 1));
	assert_settled(
		&over,
		Ledger {
			funded: REWARDS,
			paid: REWARD,
			credited: 0,
			refunded: REWARDS - REWARD,
		},
	);
	assert_eq!(owned(&client, &till).await?, REWARD);
	assert_eq!(before - owned(&client, &utility).await?, REWARD);
	Ok(())
}
