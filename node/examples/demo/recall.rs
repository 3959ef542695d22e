//! A lot is recalled: nothing of it moves onwards from that block on, and who has something of it is known.

use std::collections::BTreeMap;

use futures::future::try_join_all;
use hallmark_runtime::{Runtime, RuntimeEvent};
use hallmark_types::{items::ItemId, organisation::OrgId};
use pallet_custody::{
	Call, Context, Deed, ErrandNumbers, Error, Event, Subject, Title, TraceForwardViewFunction,
	TraceViewFunction,
};
use polkadot_sdk::{sp_io::hashing::blake2_256, sp_runtime::DispatchError};
use tokio::time::sleep;

use crate::{
	cast::{expect, Newcomers, Org, World},
	journey::{hand_over, Goods},
	news::{PATIENCE, POLL},
	story::Chapter,
	support::{
		client::within,
		devices::{now, OPERATOR},
		shipment::{offer, try_send, unpack, AGENCY, CARRIER},
		Result,
	},
};

/// The most that a page of a trace holds.
const PAGE: u32 = 100;

/// Meadow Vaccines recalls what Lakeside Hospital has passed on in part.
pub async fn run(
	world: &World,
	chapter: &Chapter,
	goods: &Goods,
	newcomers: Newcomers,
) -> Result<()> {
	let client = &world.client;
	let (maker, hospital) = (newcomers.vaccines, newcomers.hospital);
	let passed_on = *goods.cases.get(2).ok_or("three cases are on the pallet")?;
	let unpacked = world
		.send(hospital, unpack(goods.pallet, &[passed_on]))
		.await?;
	chapter.step(format!(
		"{} takes a case off the pallet",
		world.name(hospital.0)
	));
	chapter.proof(client, unpacked);
	hand_over(world, chapter, passed_on, hospital, OPERATOR).await?;

	chapter.step(format!(
		"{} finds glass in a vial, and recalls lot A7",
		world.name(maker.0)
	));
	let recall = Call::recall {
		subject: Subject::Lot(goods.lot.id()),
		reason: blake2_256(b"glass in a vial").into(),
		returns_to: Default::default(),
		context: Context::default(),
	};
	let recalled = world.send(maker, recall).await?;
	let number = recalled.events.iter().find_map(|event| match event {
		RuntimeEvent::Custody(Event::RecallBegun { recall, .. }) => Some(*recall),
		_ => None,
	});
	let number = number.ok_or("a recall has a number")?;
	chapter.proof(client, recalled);

	chapter.step("Whoever tries to pass something of it on is refused, from the next block on");
	let tries = [(hospital, goods.pallet), (OPERATOR, passed_on)];
	try_join_all(tries.map(|(org, item)| stopped(world, chapter, org, item))).await?;

	within(PATIENCE, "the recall to have gone over the lot", async {
		loop {
			let key = ErrandNumbers::<Runtime>::hashed_key();
			let left: Option<(u64, u64)> = client.storage(&key, None).await?;
			let (first, next) = left.ok_or("a recall leaves errands")?;
			if first == next {
				return Ok(());
			}
			sleep(POLL).await;
		}
	})
	.await?;
	let holders = holders(world, goods).await?;
	let named: Vec<String> = holders
		.iter()
		.map(|(org, vials)| format!("{} ({vials})", world.name(*org)))
		.collect();
	let all: usize = holders.values().sum();
	let expected = BTreeMap::from([(maker.0, 20), (hospital.0, 40), (OPERATOR.0, 20)]);
	expect(holders == expected, "the chain knows where each vial is")?;
	chapter.step(format!("Who has the {all} vials: {}", named.join(", ")));
	let vial = goods.vials[passed_on_vial(goods)];
	let hands: Vec<&str> = hands(world, vial)
		.await?
		.iter()
		.map(|org| world.name(*org))
		.collect();
	chapter.says(format!("vial {vial:?}: {}", hands.join(" → ")));
	let expected = [maker.0, CARRIER.0, hospital.0, OPERATOR.0].map(|org| world.name(org));
	expect(hands == expected, "the trace names each hand")?;

	chapter.step("Both acknowledge the recall");
	let acknowledgements = [(hospital, goods.vials[0]), (OPERATOR, vial)].map(|(org, item)| {
		let acknowledge = Call::acknowledge {
			recall: number,
			item,
			context: Context::default(),
		};
		world.send(org, acknowledge)
	});
	for done in try_join_all(acknowledgements).await? {
		chapter.proof(client, done);
	}
	Ok(())
}

/// A vial of the case that was passed on: the first of the third case.
fn passed_on_vial(goods: &Goods) -> usize {
	2 * goods.vials.len() / goods.cases.len()
}

/// Somebody offers something onwards, and is refused.
async fn stopped(world: &World, chapter: &Chapter, org: Org, item: ItemId) -> Result<()> {
	let client = &world.client;
	// It could go back to whoever had it. The agency never had.
	let onwards = offer(item, Title::Custody, AGENCY.0, now(client).await?);
	let refused = try_send(client, org.1, onwards).await?;
	let why = [Error::<Runtime>::RecallSpreading, Error::ItemIsRecalled]
		.into_iter()
		.map(DispatchError::from)
		.find(|why| refused.result() == Err(*why));
	let why = why.ok_or_else(|| {
		let name = world.name(org.0);
		format!(
			"{name} is not stopped by the recall: {:?}",
			refused.result()
		)
	})?;
	let DispatchError::Module(error) = why else {
		return Err("a pallet's error".into());
	};
	chapter.says(format!(
		"{}: {}",
		world.name(org.0),
		error.message.unwrap_or("refused")
	));
	chapter.refusal(client, refused, why);
	Ok(())
}

/// How many vials of the lot each has.
async fn holders(world: &World, goods: &Goods) -> Result<BTreeMap<OrgId, usize>> {
	let subject = Subject::Lot(goods.lot.id());
	let (mut holders, mut from) = (BTreeMap::new(), None);
	loop {
		let view = TraceForwardViewFunction::<Runtime>::new(subject, from, PAGE);
		let page = world.client.view(view).await?;
		for found in page.items {
			*holders.entry(found.custodian).or_default() += 1;
		}
		match page.next {
			Some(next) => from = Some(next),
			None => return Ok(holders),
		}
	}
}

/// Through whose hands an item went, its maker's first.
async fn hands(world: &World, item: ItemId) -> Result<Vec<OrgId>> {
	let (mut hands, mut from) = (Vec::new(), None);
	loop {
		let view = TraceViewFunction::<Runtime>::new(item, from, PAGE);
		let page = world.client.view(view).await?;
		hands.extend(
			page.items
				.into_iter()
				.filter_map(|traced| match traced.step.deed {
					Deed::Commissioned { .. } => Some(traced.step.by),
					Deed::HandedOver {
						title: Title::Custody,
						to,
						..
					} => Some(to),
					_ => None,
				}),
		);
		match page.next {
			Some(next) => from = Some(next),
			None => return Ok(hands),
		}
	}
}
