//! Agreements that watch the same stream, of which one cannot do what it should.

use std::collections::BTreeMap;

use hallmark_agreements::{templates::Frame, Action, AgreementId};
use hallmark_envelope::Unit;
use hallmark_runtime::{Balance, Runtime, RuntimeEvent};
use hallmark_types::AssetId;
use pallet_agreements::{Call, Ending, Error, Event, Ledger, Status};
use pallet_custody::Title;
use polkadot_sdk::sp_runtime::DispatchError;

use super::{assert_settled, came_true, price, start};
use crate::support::{
	agreements::{
		declared, every, frame, measuring, pay, terms, Contract, Wealth, CURRENCIES, ONE, SECOND,
	},
	devices::{MAKER, OPERATOR},
	fleet::Fleet,
	shipment::{commission, hand_over, send, unit_load, AGENCY, CARRIER},
	Client, Result,
};

const LEVEL: &str = "level";

/// How many others there are.
const OTHERS: usize = 6;

/// For how many payments each share is enough.
const TIMES: Balance = 3;

/// What became of agreements in the final blocks from a height on, by the number of the block.
async fn outcomes(
	client: &Client,
	from: u32,
) -> Result<BTreeMap<AgreementId, (u32, std::result::Result<(), DispatchError>)>> {
	let mut outcomes = BTreeMap::new();
	for number in from..=client.finalized().await?.0 {
		let block = client.block_hash(number).await?.ok_or("it is final")?;
		for record in client.events_at(block).await? {
			let (agreement, outcome) = match record.event {
				RuntimeEvent::Agreements(Event::Fired { agreement, .. }) => (agreement, Ok(())),
				RuntimeEvent::Agreements(Event::FiringFailed {
					agreement, reason, ..
				}) => (agreement, Err(reason)),
				_ => continue,
			};
			let before = outcomes.insert(agreement, (number, outcome));
			assert_eq!(before, None, "{agreement} had two turns");
		}
	}
	Ok(outcomes)
}

#[tokio::test(flavor = "multi_thread")]
async fn agreement_that_cannot_fire_delays_no_other() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let mut fleet = Fleet::enrol(&client, 1).await?;
	let level = measuring(Unit::Ratio, 600 * SECOND);
	fleet.open(&client, LEVEL, level).await?;
	let stream = declared(&fleet.sensors[0], LEVEL, Unit::Ratio);
	let signal = stream.signal;
	let low = format!("reading({:?}/{}) < 2", signal.device, signal.name);
	// Whose device it is is no party.
	let usual = frame(&client, 600 * SECOND).await?;
	let frame = Frame {
		witnesses: vec![OPERATOR.0],
		// Many agreements take many blocks to be signed.
		sign_by: usual.sign_by + 120 * SECOND,
		..usual
	};
	let contract = |asset: Option<AssetId>, besides: Vec<Action>| {
		let (client, frame, low) = (&client, frame.clone(), low.clone());
		async move {
			let actions = [vec![pay(price(asset))], besides].concat();
			let terms = terms(
				&Frame { asset, ..frame },
				&[(CARRIER.0, TIMES * price(asset)), (MAKER.0, 0)],
				&[stream],
				vec![every(&low, &actions)?],
			)?;
			Contract::agree(client, &terms).await
		}
	};

	// Each of the first two is to hold a thing that is the maker's. Then it is not any more.
	let item = unit_load(1).id();
	send(&client, MAKER.1, commission([unit_load(1)], None)).await?;
	let before = [
		Wealth::now(&client, CURRENCIES[0]).await?,
		Wealth::now(&client, CURRENCIES[1]).await?,
	];
	let mut failing = Vec::new();
	for asset in CURRENCIES {
		failing.push(contract(asset, vec![Action::HoldItem(item)]).await?);
	}
	let mut others = Vec::new();
	for asset in CURRENCIES.into_iter().cycle().take(OTHERS) {
		others.push((contract(asset, vec![]).await?, price(asset)));
	}
	for title in [Title::Custody, Title::Ownership] {
		hand_over(&client, item, title, MAKER.1, AGENCY).await?;
	}

	let cannot = DispatchError::from(Error::<Runtime>::ItemNotOurs);
	for times in 1..=2 {
		let from = client.finalized().await?.0 + 1;
		fleet.tell(&client, 0, LEVEL, &[ONE]).await?;
		let (last, price) = others.last().ok_or("there are others")?;
		last.until("its payment", |it| it.status.ledger.paid == times * price)
			.await?;
		let outcomes = outcomes(&client, from).await?;
		let blocks: Vec<u32> = outcomes.values().map(|(block, _)| *block).collect();
		for (other, price) in &others {
			assert_eq!(outcomes[&other.id].1, Ok(()));
			let paid = other.statement().await?.status.ledger.paid;
			assert_eq!(paid, times * price);
		}
		for one in &failing {
			let statement = one.statement().await?;
			assert_eq!(
				(came_true(&statement), statement.status.ledger.paid),
				(vec![0], 0)
			);
			assert_eq!(statement.status.status, Status::Active);
			match times {
				// All have their turn in one block, whoever cannot.
				1 => assert_eq!(outcomes[&one.id], (blocks[0], Err(cannot))),
				// They are not tried again so soon.
				_ => assert!(!outcomes.contains_key(&one.id)),
			}
		}
		assert!(blocks.iter().all(|block| *block == blocks[0]), "{blocks:?}");
	}

	// Nothing is lost where it cannot be done.
	for (one, asset) in failing.iter().zip(CURRENCIES) {
		let cancel = Call::cancel { agreement: one.id };
		one.refused(CARRIER.1, cancel, Error::OthersHaveNotConsented)
			.await?;
		one.cancel(MAKER.1, CARRIER.1).await?;
		let over = one.statement().await?;
		assert_eq!(over.status.status, Status::Ended(Ending::Cancelled));
		let funded = TIMES * price(asset);
		assert_settled(
			&over,
			Ledger {
				funded,
				paid: 0,
				credited: 0,
				refunded: funded,
			},
		);
	}
	for (before, asset) in before.iter().zip(CURRENCIES) {
		let paid = (OTHERS / 2) as i128 * 2 * price(asset) as i128;
		assert_eq!(before.gains(&client).await?, [paid, 0, -paid, 0, 0]);
	}
	Ok(())
}
