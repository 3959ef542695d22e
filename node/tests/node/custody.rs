//! Vaccines on a real node, from the maker to the clinic and back: packed, held at the border, too
//! warm in one case, recalled.

use std::collections::BTreeSet;

use hallmark_runtime::{Runtime, RuntimeEvent};
use hallmark_types::{items::ItemId, organisation::OrgId};
use pallet_custody::{
	Call, Context, Deed, ErrandNumbers, Error, Event, Finding, ItemViewFunction, Subject, Title,
	TraceForwardViewFunction, TraceViewFunction, VerdictViewFunction,
};
use polkadot_sdk::{frame_system, sp_runtime::DispatchError};

use crate::support::{
	devices::{now, MAKER, OPERATOR as CLINIC},
	fleet::Fleet,
	shipment::{
		commission, hand_over, keep_cold, lot, offer, pack, send, send_all, try_send, unit_load,
		unpack, vial, AGENCY, CARRIER,
	},
	Client, Finalized, NodeBuilder, Result,
};

/// How long it may be too warm, in milliseconds.
const ALLOWED: u64 = 15_000;

/// That a call failed, and why.
fn assert_refused(finalized: &Finalized, why: Error<Runtime>) {
	assert_eq!(finalized.result(), Err(DispatchError::from(why)));
}

async fn custodian(client: &Client, item: ItemId) -> Result<OrgId> {
	let view = client.view(ItemViewFunction::<Runtime>::new(item)).await?;
	Ok(view.ok_or("there is such an item")?.custodian)
}

/// What was known of an item when it was accepted.
fn verdict_at_acceptance(finalized: &Finalized) -> Option<Finding> {
	finalized.events.iter().find_map(|event| match event {
		RuntimeEvent::Custody(Event::Accepted { verdict, .. }) => *verdict,
		_ => None,
	})
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lot_travels_is_held_spoils_in_one_case_and_is_recalled() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;

	// A thousand vials in ten cases on one pallet, sold to the clinic before they leave.
	let vials: Vec<ItemId> = (0..1_000).map(|n| vial(n).id()).collect();
	let cases: Vec<ItemId> = (0..10).map(|n| unit_load(n).id()).collect();
	let pallet = unit_load(10).id();
	send(
		&client,
		MAKER.1,
		commission((0..1_000).map(vial), Some(lot("A7"))),
	)
	.await?;
	send(&client, MAKER.1, commission((0..11).map(unit_load), None)).await?;
	let packing = cases
		.iter()
		.zip(vials.chunks(100))
		.map(|(case, vials)| pack(*case, vials));
	send_all(&client, MAKER.1, packing).await?;
	send(&client, MAKER.1, pack(pallet, &cases)).await?;
	hand_over(&client, pallet, Title::Ownership, MAKER.1, CLINIC).await?;

	// Three thermometers of the clinic's ride along.
	let mut fleet = Fleet::enrol(&client, 3).await?;
	let guarded = cases.iter().zip(&fleet.sensors);
	let policies =
		guarded.map(|(case, sensor)| keep_cold(*case, sensor.signal(), ALLOWED, CLINIC.0));
	send_all(&client, CLINIC.1, policies).await?;

	// The carrier takes the pallet, and with it everything.
	hand_over(&client, pallet, Title::Custody, MAKER.1, CARRIER).await?;
	assert_eq!(custodian(&client, vials[777]).await?, CARRIER.0);

	// At the border nothing moves while it is held, and it is measured all the same.
	let hold = Call::hold {
		item: pallet,
		reason: Default::default(),
		context: Context::default(),
	};
	send(&client, AGENCY.1, hold).await?;
	let time = now(&client).await?;
	let refused = try_send(
		&client,
		CARRIER.1,
		offer(pallet, Title::Custody, CLINIC.0, time),
	)
	.await?;
	assert_refused(&refused, Error::ItemIsHeld);

	// In the first case it is too warm for as long as is not allowed, in the second for less.
	let time = now(&client).await?;
	let genesis = client.genesis;
	let celsius = [
		[9_000, 9_500, 5_000],
		[9_000, 5_000, 5_000],
		[5_000, 5_000, 5_000],
	];
	let mut envelopes = Vec::new();
	for (sensor, values) in fleet.sensors.iter_mut().zip(celsius) {
		for (value, after) in values.into_iter().zip([0, 10_000, 20_000]) {
			envelopes.push(sensor.reading(genesis, time + after, value));
		}
	}
	fleet.relay(&client, envelopes).await?;
	let verdict = |item| client.view(VerdictViewFunction::<Runtime>::new(item));
	assert_eq!(verdict(cases[0]).await?, Some(Finding::Breached));
	assert_eq!(verdict(cases[1]).await?, Some(Finding::Good));
	// A vial was where its case was.
	assert_eq!(verdict(vials[5]).await?, Some(Finding::Breached));
	assert_eq!(verdict(vials[105]).await?, Some(Finding::Good));
	assert_eq!(verdict(vials[905]).await?, None);

	let release = Call::release {
		item: pallet,
		holder: AGENCY.0,
		context: Context::default(),
	};
	send(&client, AGENCY.1, release).await?;

	// The carrier unloads at the clinic, and each acceptance says what is known.
	send(&client, CARRIER.1, unpack(pallet, &cases)).await?;
	for (case, expected) in cases.iter().zip([
		Some(Finding::Breached),
		Some(Finding::Good),
		Some(Finding::Good),
		None,
	]) {
		let accepted = hand_over(&client, *case, Title::Custody, CARRIER.1, CLINIC).await?;
		assert_eq!(verdict_at_acceptance(&accepted), expected);
	}

	// The maker recalls the lot. In that very block nothing of it moves on any more.
	let recall = Call::recall {
		subject: Subject::Lot(lot("A7").id()),
		reason: Default::default(),
		returns_to: Default::default(),
		context: Context::default(),
	};
	send(&client, MAKER.1, recall).await?;
	let time = now(&client).await?;
	let onwards = offer(cases[0], Title::Custody, AGENCY.0, time);
	let refused = try_send(&client, CLINIC.1, onwards).await?;
	let stopped = [Error::<Runtime>::RecallSpreading, Error::ItemIsRecalled];
	assert!(stopped
		.into_iter()
		.any(|why| refused.result() == Err(why.into())));
	// Blocks go over the lot, with whatever room they have. Then it is exactly its containers that
	// stay.
	loop {
		let key = ErrandNumbers::<Runtime>::hashed_key();
		let left: Option<(u64, u64)> = client.storage(&key, None).await?;
		let (first, next) = left.ok_or("a recall leaves errands")?;
		if first == next {
			break;
		}
		let nothing = frame_system::Call::remark { remark: Vec::new() };
		send(&client, MAKER.1, nothing).await?;
	}
	let time = now(&client).await?;
	for case in &cases[..4] {
		let onwards = offer(*case, Title::Custody, AGENCY.0, time);
		let refused = try_send(&client, CLINIC.1, onwards).await?;
		assert_refused(&refused, Error::ItemIsRecalled);
	}
	for case in &cases[4..] {
		let onwards = offer(*case, Title::Custody, AGENCY.0, time);
		let refused = try_send(&client, CARRIER.1, onwards).await?;
		assert_refused(&refused, Error::ItemIsRecalled);
	}
	// The way back is open.
	hand_over(&client, cases[0], Title::Custody, CLINIC.1, CARRIER).await?;
	hand_over(&client, cases[0], Title::Custody, CARRIER.1, MAKER).await?;
	let acknowledge = Call::acknowledge {
		recall: 1,
		item: cases[1],
		context: Context::default(),
	};
	// A case is not of the lot; what is in it is.
	let refused = try_send(&client, CLINIC.1, acknowledge).await?;
	assert_refused(&refused, Error::NotReached);
	let acknowledge = Call::acknowledge {
		recall: 1,
		item: vials[105],
		context: Context::default(),
	};
	send(&client, CLINIC.1, acknowledge).await?;

	// Where everything is, and who had it.
	let mut holders = BTreeSet::new();
	let (mut seen, mut from) = (0, None);
	loop {
		let subject = Subject::Lot(lot("A7").id());
		let page = client
			.view(TraceForwardViewFunction::<Runtime>::new(subject, from, 100))
			.await?;
		seen += page.items.len();
		holders.extend(page.items.iter().map(|found| found.custodian));
		match page.next {
			Some(next) => from = Some(next),
			None => break,
		}
	}
	assert_eq!(seen, 1_000);
	assert_eq!(holders, BTreeSet::from([MAKER.0, CLINIC.0, CARRIER.0]));
	let trace = client
		.view(TraceViewFunction::<Runtime>::new(vials[5], None, 100))
		.await?;
	let hands: Vec<OrgId> = trace
		.items
		.iter()
		.filter_map(|traced| match traced.step.deed {
			Deed::HandedOver {
				title: Title::Custody,
				to,
				..
			} => Some(to),
			_ => None,
		})
		.collect();
	assert_eq!(hands, [CARRIER.0, CLINIC.0, CARRIER.0, MAKER.0]);
	Ok(())
}
