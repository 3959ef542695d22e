//! What agreements ask about their parties: what they confirm, and what they can spend.

use hallmark_agreements::{templates::Frame, Action};
use hallmark_conditions::Truth;
use hallmark_runtime::{Balance, RuntimeCall, RuntimeEvent};
use hallmark_types::{
	units::{HMK, STABLECOIN},
	AssetId,
};
use pallet_agreements::{Call, Credit, Ending, Error, Event, Ledger, Status};
use polkadot_sdk::{pallet_assets, pallet_balances};

use super::{assert_settled, is_over, price, start};
use crate::support::{
	agreements::{
		account, frame, held, once, owned, pay, run_to, terms, wealth, Contract, Wealth,
		CURRENCIES, INSURER, SECOND,
	},
	devices::{now, OPERATOR},
	shipment::{send, CARRIER},
	Result,
};

/// No party, and no organisation's.
const STRANGER: &str = "//Alice";

#[tokio::test(flavor = "multi_thread")]
async fn clause_waits_until_both_have_confirmed() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	for asset in CURRENCIES {
		let price = price(asset);
		let before = Wealth::now(&client, asset).await?;
		let frame = frame(&client, 240 * SECOND).await?;
		let both = "confirmed(party 0) and confirmed(party 1)";
		let terms = terms(
			&Frame { asset, ..frame },
			&[(CARRIER.0, price), (OPERATOR.0, 0)],
			&[],
			vec![once(both, &[pay(price), Action::End])?],
		)?;
		let contract = Contract::agree(&client, &terms).await?;
		let agreement = contract.id;
		let confirm = || Call::confirm { agreement };

		contract.done(CARRIER.1, confirm()).await?;
		contract
			.refused(CARRIER.1, confirm(), Error::AlreadyConfirmed)
			.await?;
		contract
			.refused(INSURER.1, confirm(), Error::NotParty)
			.await?;
		run_to(&client, now(&client).await? + 3 * SECOND).await?;
		let waits = contract.statement().await?;
		assert_eq!((waits.status.firings, waits.status.held), (0, price));
		let confirmed = waits.status.parties.iter().map(|it| it.confirmed);
		assert_eq!(confirmed.collect::<Vec<_>>(), [true, false]);

		contract.done(OPERATOR.1, confirm()).await?;
		let over = contract.until("the end", is_over).await?;
		assert_settled(
			&over,
			Ledger {
				funded: price,
				paid: price,
				credited: 0,
				refunded: 0,
			},
		);
		let price = price as i128;
		assert_eq!(before.gains(&client).await?, [0, price, -price, 0, 0]);
	}
	Ok(())
}

/// The call that gives so much of a currency away.
fn give(asset: Option<AssetId>, amount: Balance) -> RuntimeCall {
	let to = account("//Charlie//vault");
	match asset {
		None => pallet_balances::Call::transfer_keep_alive {
			dest: to.into(),
			value: amount,
		}
		.into(),
		Some(id) => pallet_assets::Call::transfer {
			id: id.into(),
			target: to.into(),
			amount,
		}
		.into(),
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn balance_counts_as_it_is_when_somebody_looks() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	for asset in CURRENCIES {
		let price = price(asset);
		let has = wealth(&client, asset, &account(CARRIER.1)).await?;
		let poor = match asset {
			None => format!("balance(party 0) < {}", has / 2),
			Some(asset) => format!("balance(party 0, asset {asset}) < {}", has / 2),
		};
		let frame = frame(&client, 240 * SECOND).await?;
		let terms = terms(
			&Frame { asset, ..frame },
			&[(CARRIER.0, price), (OPERATOR.0, 0)],
			&[],
			vec![once(&poor, &[pay(price), Action::End])?],
		)?;
		let contract = Contract::agree(&client, &terms).await?;
		let agreement = contract.id;
		assert_eq!(contract.explain().await?[0].truth, Truth::False);

		// Nobody is told of transfers: they cost the same whoever watches.
		send(&client, CARRIER.1, give(asset, has / 2 + 1)).await?;
		run_to(&client, now(&client).await? + 5 * SECOND).await?;
		assert_eq!(contract.statement().await?.status.firings, 0);
		let now = contract.explain().await?;
		assert_eq!((now[0].truth, now[0].comes_true), (Truth::True, true));

		// Anybody can have it looked at, and then it fires at once.
		let poke = || Call::poke { agreement };
		let done = contract.done(STRANGER, poke()).await?;
		let paid = RuntimeEvent::Agreements(Event::Paid {
			agreement,
			from: CARRIER.0,
			to: OPERATOR.0,
			amount: price,
		});
		assert!(done.events.contains(&paid));
		let over = contract.statement().await?;
		assert_eq!(over.status.status, Status::Ended(Ending::Completed));
		contract.refused(STRANGER, poke(), Error::NotActive).await?;
		let nobodys = Call::poke { agreement: 999 };
		contract
			.refused(STRANGER, nobodys, Error::UnknownAgreement)
			.await?;
	}
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn party_claims_what_its_empty_account_could_not_take() -> Result<()> {
	/// Less than an account can be opened with: a millionth of the escrow.
	const ESCROW: Balance = 2 * HMK;
	const CRUMB: Balance = ESCROW / 1_000_000;

	let node = start()?;
	let client = node.client().await?;
	let before = Wealth::now(&client, None).await?;
	let frame = Frame {
		asset: None,
		..frame(&client, 240 * SECOND).await?
	};
	let crumb = Action::PayShare {
		from: 0,
		to: 1,
		parts: 1,
	};
	let terms = terms(
		&frame,
		&[(CARRIER.0, ESCROW), (OPERATOR.0, 0)],
		&[],
		vec![once("confirmed(party 0)", &[crumb, Action::End])?],
	)?;
	let contract = Contract::agree(&client, &terms).await?;
	let agreement = contract.id;
	let till = account("//Charlie//till");
	let payee = Call::set_payee {
		agreement,
		payee: till.clone(),
	};
	contract.done(OPERATOR.1, payee).await?;
	contract
		.done(CARRIER.1, Call::confirm { agreement })
		.await?;
	let owed = contract.until("the end", is_over).await?;
	let credit = Credit {
		from: 0,
		to: 1,
		amount: CRUMB,
	};
	assert_eq!((owed.credits, owed.status.ledger.paid), (vec![credit], 0));
	assert_eq!(owed.status.ledger.refunded, ESCROW - CRUMB);
	assert_eq!(owned(&client, &till).await?, 0);

	// It is kept for the one to whom it is owed, until that one takes it.
	let claim = || Call::claim { agreement };
	contract
		.refused(CARRIER.1, claim(), Error::NoCredit)
		.await?;
	contract
		.refused(INSURER.1, claim(), Error::NotParty)
		.await?;
	assert_eq!(before.gains(&client).await?, [0; 5]);
	let (operator, carrier) = (account(OPERATOR.1), account(CARRIER.1));
	let kept = [
		held(&client, &carrier).await?,
		held(&client, &operator).await?,
	];
	contract.done(OPERATOR.1, claim()).await?;
	let left = [
		held(&client, &carrier).await?,
		held(&client, &operator).await?,
	];
	assert_eq!(left, [kept[0] - CRUMB, kept[1]]);
	contract
		.refused(OPERATOR.1, claim(), Error::NoCredit)
		.await?;
	assert_settled(
		&contract.statement().await?,
		Ledger {
			funded: ESCROW,
			paid: CRUMB,
			credited: 0,
			refunded: ESCROW - CRUMB,
		},
	);
	let crumb = CRUMB as i128;
	assert_eq!(before.gains(&client).await?, [0, crumb, -crumb, 0, 0]);
	assert_eq!(wealth(&client, Some(STABLECOIN), &till).await?, 0);
	Ok(())
}
