//! What agreements ask about items, and that they keep them where they are.

use hallmark_agreements::{templates::Frame, Action};
use hallmark_runtime::{Balance, Moment, Runtime, RuntimeEvent};
use hallmark_types::{items::ItemId, units::HEUR};
use pallet_agreements::{Call, Ending, Event, Ledger, Status};
use pallet_custody::{Call as Custody, Error, ItemView, ItemViewFunction, Title};

use super::{assert_settled, came_true, is_over, price, start};
use crate::support::{
	agreements::{
		assert_refused, event, frame, once, pay, run_to, terms, Contract, Wealth, CURRENCIES, ONE,
		SECOND,
	},
	devices::{now, MAKER, OPERATOR as CLINIC},
	fleet::{Fleet, STREAM},
	shipment::{
		commission, hand_over, keep_cold, offer, pack, send, try_send, unit_load, vial, CARRIER,
	},
	Client, Result,
};

async fn view(client: &Client, item: ItemId) -> Result<ItemView> {
	let item = ItemViewFunction::<Runtime>::new(item);
	Ok(client.view(item).await?.ok_or("there is such an item")?)
}

/// Whoever was offered an item in custody takes it.
fn accept(item: ItemId) -> Custody<Runtime> {
	Custody::accept {
		item,
		title: Title::Custody,
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn item_stays_where_it_is_as_long_as_an_agreement_holds_it() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	for (n, asset) in (1..).zip(CURRENCIES) {
		let (item, price) = (unit_load(n).id(), price(asset));
		send(&client, MAKER.1, commission([unit_load(n)], None)).await?;
		// The carrier is about to take it.
		let time = now(&client).await?;
		let onwards = offer(item, Title::Custody, CARRIER.0, time);
		send(&client, MAKER.1, onwards).await?;

		let wealth = Wealth::now(&client, asset).await?;
		let frame = frame(&client, 240 * SECOND).await?;
		let held_and_confirmed = format!("item({item:?}).state = held and confirmed(party 1)");
		let terms = terms(
			&Frame { asset, ..frame },
			&[(CLINIC.0, price), (MAKER.0, 0)],
			&[],
			vec![
				once("confirmed(party 0)", &[Action::HoldItem(item)])?,
				once(&held_and_confirmed, &[pay(price), Action::End])?,
			],
		)?;
		let contract = Contract::agree(&client, &terms).await?;
		let agreement = contract.id;
		let confirm = || Call::confirm { agreement };
		assert!(!view(&client, item).await?.held);

		// The clinic wants it to stay. From then on nobody moves it, whatever was offered before.
		let from = client.finalized().await?.0 + 1;
		contract.done(CLINIC.1, confirm()).await?;
		let held = event(&client, from, |event| match event {
			RuntimeEvent::Agreements(Event::ItemHeld { item, agreement }) => {
				Some((*item, *agreement))
			},
			_ => None,
		});
		assert_eq!(held.await?, (item, agreement));
		assert!(view(&client, item).await?.held);
		let taken = try_send(&client, CARRIER.1, accept(item)).await?;
		assert_refused(&taken, Error::<Runtime>::ItemIsHeld);
		let time = now(&client).await?;
		let sold = offer(item, Title::Ownership, CLINIC.0, time);
		let sold = try_send(&client, MAKER.1, sold).await?;
		assert_refused(&sold, Error::<Runtime>::ItemIsHeld);
		assert_eq!(view(&client, item).await?.custodian, MAKER.0);

		// It is paid for, the agreement is over, and the carrier drives off.
		contract.done(MAKER.1, confirm()).await?;
		let over = contract.until("the end", is_over).await?;
		assert_eq!(over.status.status, Status::Ended(Ending::Completed));
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
		assert_eq!(wealth.gains(&client).await?, [price, -price, 0, 0, 0]);
		assert!(!view(&client, item).await?.held);
		send(&client, CARRIER.1, accept(item)).await?;
		assert_eq!(view(&client, item).await?.custodian, CARRIER.0);
	}
	Ok(())
}

/// What each leg of the journey is worth.
const LEGS: [Balance; 4] = [HEUR, 2 * HEUR, 4 * HEUR, 8 * HEUR];

/// How long it may be too warm.
const ALLOWED: Moment = 10 * SECOND;

#[tokio::test(flavor = "multi_thread")]
async fn clauses_follow_an_item_wherever_it_is_packed() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let (item, case) = (vial(1).id(), unit_load(1).id());
	send(&client, MAKER.1, commission([vial(1)], None)).await?;
	send(&client, MAKER.1, commission([unit_load(1)], None)).await?;
	let mut fleet = Fleet::enrol_for(&client, CARRIER, 0..1).await?;
	let when = [
		format!("item({item:?}).state = packed"),
		format!("item({item:?}).custodian = party 1"),
		format!("item({item:?}).verdict = breached"),
		format!("item({item:?}).custodian = org {}", CLINIC.0),
	];
	let clauses = when.iter().zip(LEGS);
	let clauses = clauses.map(|(when, leg)| once(when, &[pay(leg)]));
	let escrow = LEGS.iter().sum();
	let terms = terms(
		&frame(&client, 240 * SECOND).await?,
		&[(MAKER.0, escrow), (CARRIER.0, 0)],
		&[],
		clauses.collect::<Result<_>>()?,
	)?;
	let contract = Contract::agree(&client, &terms).await?;
	let paid = |leg: usize| {
		let sum: Balance = LEGS[..=leg].iter().sum();
		contract.until("the next leg", move |it| it.status.ledger.paid == sum)
	};

	send(&client, MAKER.1, pack(case, &[item])).await?;
	paid(0).await?;
	// Of what happens to the case the vial's agreement hears, too.
	hand_over(&client, case, Title::Custody, MAKER.1, CARRIER).await?;
	paid(1).await?;
	let policy = keep_cold(case, fleet.sensors[0].signal(), ALLOWED, CLINIC.0);
	send(&client, CARRIER.1, policy).await?;
	fleet.tell(&client, 0, STREAM, &[5 * ONE]).await?;
	fleet.tell(&client, 0, STREAM, &[9 * ONE]).await?;
	assert_eq!(contract.statement().await?.status.firings, 2);
	run_to(&client, now(&client).await? + ALLOWED).await?;
	fleet.tell(&client, 0, STREAM, &[5 * ONE]).await?;
	paid(2).await?;
	hand_over(&client, case, Title::Custody, CARRIER.1, CLINIC).await?;
	let all = paid(3).await?;
	assert_eq!(came_true(&all), [0, 1, 2, 3]);
	assert_eq!(all.status.held, 0);
	Ok(())
}
