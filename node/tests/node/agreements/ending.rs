//! Agreements that their parties end, and what is left of them.

use codec::Encode;
use hallmark_agreements::{templates::Frame, Action};
use hallmark_runtime::{Moment, Runtime};
use pallet_agreements::{
	AgreementOf, Call, Config, Contracts, Ending, Error, Ledger, StatementViewFunction, Status,
	TermsViewFunction,
};
use polkadot_sdk::{frame_support::traits::Get, frame_system};

use super::{assert_settled, is_over, price, start};
use crate::support::{
	agreements::{
		account, frame, held, once, pay, run_to, terms, Contract, Wealth, CURRENCIES, INSURER,
		SECOND,
	},
	devices::{now, OPERATOR},
	governance::{as_root, carried_out, motion},
	shipment::{send, AGENCY, CARRIER},
	Client, Result,
};

/// The council.
const COUNCIL: &str = "//Alice";

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_back_what_rests_when_all_cancel() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	for asset in CURRENCIES {
		let price = price(asset);
		let before = Wealth::now(&client, asset).await?;
		let frame = frame(&client, 240 * SECOND).await?;
		let terms = terms(
			&Frame { asset, ..frame },
			&[
				(CARRIER.0, 3 * price),
				(OPERATOR.0, price),
				(INSURER.0, 2 * price),
			],
			&[],
			vec![
				once("confirmed(party 0)", &[pay(price)])?,
				once("confirmed(party 2)", &[Action::End])?,
			],
		)?;
		let contract = Contract::agree(&client, &terms).await?;
		let agreement = contract.id;
		contract
			.done(CARRIER.1, Call::confirm { agreement })
			.await?;
		contract
			.until("the price", |it| it.status.ledger.paid == price)
			.await?;

		// One of three, and two of three, cannot end it; nor can who is no party.
		let cancel = || Call::cancel { agreement };
		let consent = |consents| Call::consent {
			agreement,
			consents,
		};
		contract.done(CARRIER.1, consent(true)).await?;
		contract
			.refused(CARRIER.1, cancel(), Error::OthersHaveNotConsented)
			.await?;
		contract
			.refused(CARRIER.1, consent(true), Error::AlreadyConsented)
			.await?;
		contract.done(OPERATOR.1, consent(true)).await?;
		contract.done(CARRIER.1, consent(false)).await?;
		contract
			.refused(INSURER.1, cancel(), Error::OthersHaveNotConsented)
			.await?;
		contract
			.refused(AGENCY.1, cancel(), Error::NotParty)
			.await?;
		contract.done(CARRIER.1, consent(true)).await?;
		contract.done(INSURER.1, cancel()).await?;

		let over = contract.statement().await?;
		assert_eq!(over.status.status, Status::Ended(Ending::Cancelled));
		assert_settled(
			&over,
			Ledger {
				funded: 6 * price,
				paid: price,
				credited: 0,
				refunded: 5 * price,
			},
		);
		let price = price as i128;
		assert_eq!(before.gains(&client).await?, [0, price, -price, 0, 0]);
		contract
			.refused(INSURER.1, cancel(), Error::NotActive)
			.await?;
	}
	Ok(())
}

/// Lets an agreement be over for so much longer: a chain that lives through a hundred days is more
/// than a test can wait for, and its clock cannot be set. The council can write what it likes.
async fn age(client: &Client, contract: &Contract<'_>, time: Moment) -> Result<()> {
	let key = Contracts::<Runtime>::hashed_key_for(contract.id);
	let record: Option<AgreementOf<Runtime>> = client.storage(&key, None).await?;
	let mut record = record.ok_or("it is kept")?;
	record.ended_at = record.ended_at.map(|at| at - time);
	let write = frame_system::Call::set_storage {
		items: vec![(key, record.encode())],
	};
	let done = send(client, COUNCIL, motion(as_root(write))).await?;
	carried_out(&done)
}

#[tokio::test(flavor = "multi_thread")]
async fn deposit_goes_back_when_an_agreement_is_removed() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let proposer = account(CARRIER.1);
	let retention: Moment = <Runtime as Config>::RetentionPeriod::get();
	for (number, asset) in (1..).zip(CURRENCIES) {
		let price = price(asset);
		let before = Wealth::now(&client, None).await?;
		let free_of_it = held(&client, &proposer).await?;
		let frame = frame(&client, 240 * SECOND).await?;
		let terms = terms(
			&Frame { asset, ..frame },
			&[(CARRIER.0, price), (OPERATOR.0, 0)],
			&[],
			vec![once(
				"confirmed(party 0)",
				&[Action::RefundRest, Action::End],
			)?],
		)?;
		let contract = Contract::propose(&client, &terms).await?;
		let agreement = contract.id;
		// What was removed leaves its number behind: it is not given again.
		assert_eq!(agreement, number);
		let deposit = held(&client, &proposer).await? - free_of_it;
		assert!(deposit > 0);
		let remove = || Call::remove { agreement };
		contract
			.refused(CARRIER.1, remove(), Error::NotEnded)
			.await?;
		for org in [CARRIER.0, OPERATOR.0] {
			assert_eq!(contract.sign(org).await?.result(), Ok(()));
		}
		contract
			.refused(OPERATOR.1, remove(), Error::NotEnded)
			.await?;
		contract
			.done(CARRIER.1, Call::confirm { agreement })
			.await?;
		let over = contract.until("the end", is_over).await?;
		assert_eq!(over.status.ledger.refunded, price);

		// It stays for as long as auditors may ask, and its deposit with it.
		assert_eq!(held(&client, &proposer).await? - free_of_it, deposit);
		age(&client, &contract, retention - 60 * SECOND).await?;
		contract
			.refused(CARRIER.1, remove(), Error::RetentionNotOver)
			.await?;
		run_to(&client, now(&client).await? + 60 * SECOND).await?;
		contract
			.refused(AGENCY.1, remove(), Error::NotParty)
			.await?;
		// The other party may do it as well: the deposit is the payer's all the same.
		contract.done(OPERATOR.1, remove()).await?;
		assert_eq!(held(&client, &proposer).await?, free_of_it);
		assert_eq!(before.gains(&client).await?, [0; 5]);
		let kept = StatementViewFunction::<Runtime>::new(agreement);
		assert_eq!(client.view(kept).await?, None);
		let kept = TermsViewFunction::<Runtime>::new(agreement);
		assert_eq!(client.view(kept).await?, None);
		contract
			.refused(OPERATOR.1, remove(), Error::UnknownAgreement)
			.await?;
	}
	Ok(())
}
