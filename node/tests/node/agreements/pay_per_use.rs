//! A carrier uses a clinic's scanner, and pays for each period in which it says that it was used.

use hallmark_agreements::templates::PayPerUse;
use hallmark_conditions::{condition::Why, Decimal, Truth};
use hallmark_envelope::Unit;
use hallmark_runtime::{Balance, Runtime};
use hallmark_types::units::{HEUR, STABLECOIN};
use pallet_agreements::{Call, Credit, Ending, Error, Ledger, Status};
use polkadot_sdk::{
	pallet_assets,
	sp_runtime::{DispatchError, TokenError},
};

use super::{assert_settled, came_true, is_over, reasons, start};
use crate::support::{
	agreements::{
		account, assert_refused, declared, frame, measuring, run_to, spendable, Coins, Contract,
		ONE, SECOND,
	},
	devices::{now, OPERATOR as OWNER},
	fleet::Fleet,
	shipment::{send, try_send, CARRIER as USER},
	Client, Result,
};

const PRICE: Balance = 30 * HEUR + 1;
const STANDBY: Balance = 10 * HEUR + 3;
/// What the user puts up.
const PRICES: Balance = 10 * PRICE;

const USED: &str = "used";
const FAULT: &str = "fault";

/// Blocks accounts of the stablecoin, and frees them.
const ISSUER: &str = "//Alice";

async fn agree(client: &Client) -> Result<(Fleet, Contract<'_>)> {
	let fleet = Fleet::enrol(client, 1).await?;
	let used = measuring(Unit::Count, 600 * SECOND);
	fleet.open(client, USED, used).await?;
	let fault = measuring(Unit::Ratio, 600 * SECOND);
	fleet.open(client, FAULT, fault).await?;
	let template = PayPerUse {
		user: USER.0,
		owner: OWNER.0,
		used: declared(&fleet.sensors[0], USED, Unit::Count),
		fault: declared(&fleet.sensors[0], FAULT, Unit::Ratio),
		threshold: Decimal::new(1, 0),
		period: 20 * SECOND,
		price: PRICE,
		standby: STANDBY,
		begins: now(client).await? + 30 * SECOND,
		silence: 60 * SECOND,
		unknown_for: 30 * SECOND,
		periods: 10,
	};
	let terms = template.terms(&frame(client, 300 * SECOND).await?)?;
	Ok((fleet, Contract::agree(client, &terms).await?))
}

#[tokio::test(flavor = "multi_thread")]
async fn user_pays_for_use_and_for_silence_until_the_machine_breaks() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract) = agree(&client).await?;
	assert_eq!(coins.gains(&client).await?[2], -(PRICES as i128));

	fleet.tell(&client, 0, USED, &[ONE]).await?;
	contract
		.until("the price", |it| it.status.ledger.paid == PRICE)
		.await?;
	// Twice more in the same period: that is put off until it is over, and is paid for once. What is
	// below the threshold is no use.
	fleet.tell(&client, 0, USED, &[2 * ONE]).await?;
	fleet.tell(&client, 0, USED, &[ONE, ONE / 2]).await?;
	assert_eq!(contract.statement().await?.status.ledger.paid, PRICE);
	let twice = contract
		.until("the price again", |it| it.status.ledger.paid > PRICE)
		.await?;
	assert_eq!(twice.status.ledger.paid, 2 * PRICE);

	// Somebody unplugs it. That is found out without anybody's doing.
	let silent = contract
		.until("the standby price", |it| it.status.ledger.paid > 2 * PRICE)
		.await?;
	assert_eq!(silent.status.ledger.paid, 2 * PRICE + STANDBY);
	assert_eq!(came_true(&silent), [0, 0, 1]);

	fleet.tell(&client, 0, FAULT, &[ONE]).await?;
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Completed));
	let paid = 2 * PRICE + STANDBY;
	assert_settled(
		&over,
		Ledger {
			funded: PRICES,
			paid,
			credited: 0,
			refunded: PRICES - paid,
		},
	);
	let paid = paid as i128;
	assert_eq!(coins.gains(&client).await?, [0, paid, -paid, 0, 0]);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn agreement_ends_when_the_meter_is_quarantined_for_long() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract) = agree(&client).await?;
	fleet.tell(&client, 0, USED, &[0]).await?;
	fleet.equivocate(&client, 0).await?;

	// It is heard, and drives nothing.
	fleet.tell(&client, 0, USED, &[5 * ONE]).await?;
	fleet.tell(&client, 0, FAULT, &[ONE]).await?;
	let clauses = contract.explain().await?;
	for clause in [0, 2] {
		assert_eq!(clauses[clause].truth, Truth::Unknown);
		assert_eq!(reasons(&clauses[clause]), [Why::Tainted]);
	}
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Unknown));
	assert!(came_true(&over).is_empty());
	assert_settled(
		&over,
		Ledger {
			funded: PRICES,
			paid: 0,
			credited: 0,
			refunded: PRICES,
		},
	);
	assert_eq!(coins.gains(&client).await?, [0; 5]);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn owner_claims_its_price_when_its_account_was_blocked() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract) = agree(&client).await?;
	let block = pallet_assets::Call::<Runtime>::block {
		id: STABLECOIN.into(),
		who: account(OWNER.1).into(),
	};
	send(&client, ISSUER, block).await?;
	fleet.tell(&client, 0, USED, &[ONE]).await?;
	let owed = contract
		.until("a credit", |it| it.status.ledger.credited > 0)
		.await?;
	let credit = Credit {
		from: PayPerUse::USER,
		to: PayPerUse::OWNER,
		amount: PRICE,
	};
	assert_eq!(owed.credits, [credit]);
	assert_eq!(
		owed.status.ledger,
		Ledger {
			funded: PRICES,
			paid: 0,
			credited: PRICE,
			refunded: 0,
		}
	);
	// Nobody's share any more, and nobody has it yet.
	assert_eq!(owed.status.held, PRICES - PRICE);
	let unpaid = [0, 0, -(PRICES as i128), 0, 0];
	assert_eq!(coins.gains(&client).await?, unpaid);

	let claim = || Call::claim {
		agreement: contract.id,
	};
	let still_blocked = try_send(&client, OWNER.1, claim()).await?;
	let cannot_take_it = DispatchError::Token(TokenError::CannotCreate);
	assert_refused(&still_blocked, cannot_take_it);
	contract.refused(USER.1, claim(), Error::NoCredit).await?;
	// The owner names another account, to which the next price goes at once.
	let till = account("//Charlie//till");
	let set_payee = Call::set_payee {
		agreement: contract.id,
		payee: till.clone(),
	};
	contract.done(OWNER.1, set_payee).await?;
	run_to(&client, now(&client).await? + 20 * SECOND).await?;
	fleet.tell(&client, 0, USED, &[ONE]).await?;
	contract
		.until("the price", |it| it.status.ledger.paid == PRICE)
		.await?;
	assert_eq!(spendable(&client, &till).await?, PRICE);

	// The credit outlives the agreement, and is claimed when the account is free again.
	fleet.tell(&client, 0, FAULT, &[ONE]).await?;
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.ledger.credited, PRICE);
	let thaw = pallet_assets::Call::<Runtime>::thaw {
		id: STABLECOIN.into(),
		who: account(OWNER.1).into(),
	};
	send(&client, ISSUER, thaw).await?;
	contract.done(OWNER.1, claim()).await?;
	contract.refused(OWNER.1, claim(), Error::NoCredit).await?;
	assert_settled(
		&contract.statement().await?,
		Ledger {
			funded: PRICES,
			paid: 2 * PRICE,
			credited: 0,
			refunded: PRICES - 2 * PRICE,
		},
	);
	let price = PRICE as i128;
	assert_eq!(coins.gains(&client).await?, [0, price, -2 * price, 0, 0]);
	Ok(())
}
