//! A refrigerator reports that it has failed, is repaired, and proves that it is healthy.

use hallmark_agreements::{templates::FieldService, ClauseIndex, Ruling};
use hallmark_conditions::{
	condition::{TicketState, Why},
	Truth,
};
use hallmark_envelope::Unit;
use hallmark_runtime::{Balance, Moment, Runtime};
use hallmark_types::units::HEUR;
use pallet_agreements::{Call, Ending, Error, Ledger, Status};

use super::{assert_settled, came_true, challenge, is_over, is_pending, start};
use crate::support::{
	agreements::{
		assert_refused, declared, frame, measuring, run_to, Coins, Contract, ONE, SECOND,
	},
	devices::{now, MAKER, OPERATOR},
	fleet::Fleet,
	shipment::AGENCY,
	Client, Result,
};

const FEE: Balance = 250 * HEUR + 1;
const PENALTY: Balance = 40 * HEUR + 3;
const BOND: Balance = 30 * HEUR + 5;
/// What the operator and the servicer put up.
const FEES: Balance = 2 * FEE;
const PENALTIES: Balance = 2 * PENALTY;

const FAULT: &str = "fault";
const BROKEN: [i64; 3] = [ONE; 3];
const HEALTHY: [i64; 3] = [0; 3];

const FIXED: ClauseIndex = 2;

/// Longer than any of this takes.
const LIFETIME: Moment = 240 * SECOND;

async fn refrigerator(client: &Client) -> Result<(Fleet, FieldService)> {
	let fleet = Fleet::enrol(client, 1).await?;
	let terms = measuring(Unit::Ratio, 600 * SECOND);
	fleet.open(client, FAULT, terms).await?;
	let template = FieldService {
		operator: OPERATOR.0,
		servicer: MAKER.0,
		arbiter: AGENCY.0,
		fault: declared(&fleet.sensors[0], FAULT, Unit::Ratio),
		fee: FEE,
		penalty: PENALTY,
		visits: 2,
		acknowledge_within: 60 * SECOND,
		heard_within: 60 * SECOND,
		objection: 20 * SECOND,
		bond: BOND,
		patience: 60 * SECOND,
	};
	Ok((fleet, template))
}

async fn agree(client: &Client, lifetime: Moment) -> Result<(Fleet, Contract<'_>)> {
	let (fleet, template) = refrigerator(client).await?;
	let terms = template.terms(&frame(client, lifetime).await?)?;
	Ok((fleet, Contract::agree(client, &terms).await?))
}

/// It reports three times in a row that it has failed, and a ticket opens.
async fn fail(client: &Client, fleet: &mut Fleet, contract: &Contract<'_>) -> Result<()> {
	fleet.tell(client, 0, FAULT, &BROKEN).await?;
	contract
		.until("a ticket", |it| it.tickets[0].state == TicketState::Open)
		.await?;
	Ok(())
}

fn acknowledge(contract: &Contract<'_>) -> Call<Runtime> {
	Call::acknowledge_ticket {
		agreement: contract.id,
		ticket: 0,
	}
}

fn resolve(contract: &Contract<'_>) -> Call<Runtime> {
	Call::resolve_ticket {
		agreement: contract.id,
		ticket: 0,
	}
}

fn close(contract: &Contract<'_>) -> Call<Runtime> {
	Call::close_ticket {
		agreement: contract.id,
		ticket: 0,
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn servicer_is_paid_when_the_device_itself_proves_that_it_is_fixed() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract) = agree(&client, 120 * SECOND).await?;
	let held = [-(PENALTIES as i128), -(FEES as i128), 0, 0, 0];
	assert_eq!(coins.gains(&client).await?, held);

	// Two faults are none yet. One more would be, says the dry run, which changes nothing.
	fleet.tell(&client, 0, FAULT, &BROKEN[..2]).await?;
	let signal = fleet.sensors[0].signal_of(FAULT);
	assert!(contract.what_if(signal, ONE).await?[0].fires);
	assert!(!contract.what_if(signal, 0).await?[0].fires);
	assert_eq!(
		contract.statement().await?.tickets[0].state,
		TicketState::None
	);
	fleet.tell(&client, 0, FAULT, &BROKEN[..1]).await?;
	contract
		.until("a ticket", |it| it.tickets[0].state == TicketState::Open)
		.await?;

	// A word is no proof.
	contract.done(MAKER.1, acknowledge(&contract)).await?;
	contract
		.refused(MAKER.1, resolve(&contract), Error::NotProven)
		.await?;
	fleet.tell(&client, 0, FAULT, &HEALTHY).await?;
	contract.done(MAKER.1, resolve(&contract)).await?;
	let paid = contract
		.until("the fee", |it| it.status.ledger.paid > 0)
		.await?;
	assert_eq!(paid.tickets[0].state, TicketState::Closed);
	assert_eq!(came_true(&paid), [0, FIXED]);
	// It is on record which readings opened the ticket.
	let evidence = paid.firings[0].evidence[0];
	assert_eq!((evidence.signal, evidence.sequence), (signal, 3));
	let gains = coins.gains(&client).await?;
	assert_eq!(gains[0], FEE as i128 - PENALTIES as i128);
	assert_eq!(gains[1], -(FEES as i128));

	// At the end everybody gets back what rests.
	run_to(&client, paid.terms.expires_at).await?;
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Expired));
	assert_settled(
		&over,
		Ledger {
			funded: FEES + PENALTIES,
			paid: FEE,
			credited: 0,
			refunded: FEE + PENALTIES,
		},
	);
	let fee = FEE as i128;
	assert_eq!(coins.gains(&client).await?, [fee, -fee, 0, 0, 0]);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn servicer_pays_a_penalty_once_when_it_is_late() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract) = agree(&client, LIFETIME).await?;
	fail(&client, &mut fleet, &contract).await?;
	let late = contract
		.until("the penalty", |it| it.status.ledger.paid > 0)
		.await?;
	assert_eq!(came_true(&late), [0, 1]);
	run_to(&client, now(&client).await? + 70 * SECOND).await?;
	assert_eq!(contract.statement().await?.status.ledger.paid, PENALTY);

	// The operator calls somebody else, and both want out. One alone cannot end it.
	contract.done(OPERATOR.1, close(&contract)).await?;
	let cancel = Call::cancel {
		agreement: contract.id,
	};
	contract
		.refused(OPERATOR.1, cancel, Error::OthersHaveNotConsented)
		.await?;
	contract.cancel(MAKER.1, OPERATOR.1).await?;
	let over = contract.statement().await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Cancelled));
	assert_settled(
		&over,
		Ledger {
			funded: FEES + PENALTIES,
			paid: PENALTY,
			credited: 0,
			refunded: FEES + PENALTY,
		},
	);
	let penalty = PENALTY as i128;
	assert_eq!(coins.gains(&client).await?, [-penalty, penalty, 0, 0, 0]);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn device_proves_nothing_when_it_is_quarantined() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract) = agree(&client, LIFETIME).await?;
	fail(&client, &mut fleet, &contract).await?;
	contract.done(MAKER.1, acknowledge(&contract)).await?;
	fleet.tell(&client, 0, FAULT, &HEALTHY).await?;

	// It was healthy, and nobody can say so any more.
	fleet.equivocate(&client, 0).await?;
	contract
		.refused(MAKER.1, resolve(&contract), Error::NotProven)
		.await?;
	let proof = contract.ticket().await?.proof.ok_or("there is a proof")?;
	let mut findings = proof.findings().iter();
	assert!(findings.any(|it| it.why == Some(Why::Tainted)));
	assert_eq!(proof.truth(), Truth::Unknown);

	// Nor does it open tickets.
	contract.done(OPERATOR.1, close(&contract)).await?;
	fleet.tell(&client, 0, FAULT, &BROKEN).await?;
	run_to(&client, now(&client).await? + 70 * SECOND).await?;
	let statement = contract.statement().await?;
	assert_eq!(
		(statement.tickets[0].times, statement.status.ledger.paid),
		(1, 0)
	);
	contract.cancel(OPERATOR.1, MAKER.1).await?;
	assert_eq!(coins.gains(&client).await?, [0; 5]);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn servicer_gets_the_fee_and_the_bond_when_the_arbiter_upholds() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (mut fleet, contract) = agree(&client, LIFETIME).await?;
	fail(&client, &mut fleet, &contract).await?;
	contract.done(MAKER.1, acknowledge(&contract)).await?;
	fleet.tell(&client, 0, FAULT, &HEALTHY).await?;
	contract.done(MAKER.1, resolve(&contract)).await?;
	contract.until("the time to object", is_pending).await?;

	contract
		.done(OPERATOR.1, challenge(contract.id, FIXED))
		.await?;
	let at_stake = -((FEES + BOND) as i128);
	assert_eq!(coins.gains(&client).await?[1], at_stake);
	// Nobody is paid before the arbiter has decided, and nobody else decides.
	run_to(&client, now(&client).await? + 30 * SECOND).await?;
	assert_eq!(contract.statement().await?.status.ledger.paid, 0);
	let rule = || Call::rule {
		agreement: contract.id,
		clause: FIXED,
		ruling: Ruling::Uphold,
	};
	contract.refused(MAKER.1, rule(), Error::NotArbiter).await?;
	contract.done(AGENCY.1, rule()).await?;
	contract
		.until("the fee", |it| it.status.ledger.paid == FEE + BOND)
		.await?;
	contract.cancel(OPERATOR.1, MAKER.1).await?;
	assert_settled(
		&contract.statement().await?,
		Ledger {
			funded: FEES + PENALTIES + BOND,
			paid: FEE + BOND,
			credited: 0,
			refunded: FEE + PENALTIES,
		},
	);
	let gain = (FEE + BOND) as i128;
	assert_eq!(coins.gains(&client).await?, [gain, -gain, 0, 0, 0]);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn share_goes_back_when_the_other_party_does_not_sign_in_time() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let (_fleet, template) = refrigerator(&client).await?;
	let terms = template.terms(&frame(&client, LIFETIME).await?)?;
	let contract = Contract::propose(&client, &terms).await?;
	let signed = contract.sign(OPERATOR.0).await?;
	assert_eq!(signed.result(), Ok(()));
	let held = [0, -(FEES as i128), 0, 0, 0];
	assert_eq!(coins.gains(&client).await?, held);

	run_to(&client, terms.sign_by).await?;
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Lapsed));
	assert_eq!(coins.gains(&client).await?, [0; 5]);
	let late = contract.sign(MAKER.0).await?;
	assert_refused(&late, Error::<Runtime>::NotProposed);
	Ok(())
}
