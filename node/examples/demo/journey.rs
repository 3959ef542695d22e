//! A pallet of vaccines goes through three hands, is too warm for too long on the way, and the carrier gets
//! only a part of the freight.

use futures::future::try_join_all;
use hallmark_agreements::{templates::ColdChain, AgreementId};
use hallmark_conditions::{HOUR, MINUTE};
use hallmark_runtime::{Balance, Moment, Runtime, RuntimeEvent};
use hallmark_types::{epc::Epc, items::ItemId, units::HEUR};
use pallet_agreements::{Event, Ledger};
use pallet_custody::{Finding, Title, VerdictViewFunction};
use tokio::time::sleep;

use crate::{
	cast::{euros, expect, Newcomers, Org, World},
	news::{News, PATIENCE, POLL},
	story::Chapter,
	support::{
		agreements::{account, frame, spendable, Contract, SECOND},
		client::within,
		devices::now,
		fleet::Fleet,
		shipment::{accept, commission, epc, keep_cold, offer, pack, send_all, AGENCY, CARRIER},
		Finalized, Result,
	},
};

const FREIGHT: Balance = 1_000 * HEUR + 7;
const BOND: Balance = 20 * HEUR + 1;
/// Millionths of the freight for goods that were too warm, and what that comes to, rounded down.
const IF_BREACHED: u32 = 300_000;
const PART: Balance = 300 * HEUR + 2;

/// How many vials are in a case, and how many cases there are. The last one stays with the maker.
const VIALS: usize = 20;
const CASES: usize = 4;

/// A minute of the journey, told.
const TOLD_MINUTE: Moment = 20;
/// How often the thermometer measures on the journey, and how long it may be too warm.
const EVERY: Moment = 5 * TOLD_MINUTE;
const ALLOWED: Moment = 30 * TOLD_MINUTE;

/// The goods.
pub struct Goods {
	/// The lot that all vials are of.
	pub lot: Epc,
	/// The vials, case by case.
	pub vials: Vec<ItemId>,
	/// The cases. All but the last are on the pallet.
	pub cases: Vec<ItemId>,
	/// The pallet.
	pub pallet: ItemId,
}

/// What came of it.
pub struct Delivered {
	/// The agreement.
	pub agreement: AgreementId,
	/// What was delivered.
	pub goods: Goods,
	/// How many readings the thermometer has signed.
	pub readings: usize,
	/// What became of the money.
	pub ledger: Ledger,
}

/// What the thermometer measures, in thousandths of °C: two hours as it should be, three quarters of an
/// hour with the door open, an hour and a half as it should be.
fn temperatures() -> (Vec<i64>, Vec<i64>) {
	let cold = |n: i64| 4_000 + n * 7_919 % 2_600;
	let warm = |n: i64| 9_000 + (4 - (n - 4).abs()) * 900 + n * 331 % 300;
	let first = (0..24).map(cold).collect();
	let second = (0..9).map(warm).chain((24..42).map(cold)).collect();
	(first, second)
}

/// Meadow Vaccines sends vaccines to Lakeside Hospital, with Polar Freight.
pub async fn run(
	world: &World,
	chapter: &Chapter,
	mut thermometer: Fleet,
	newcomers: Newcomers,
) -> Result<Delivered> {
	let client = &world.client;
	let (shipper, consignee) = (newcomers.vaccines, newcomers.hospital);
	let [by, carrier, to] = [shipper, CARRIER, consignee].map(|org| world.name(org.0));
	let goods = pack_goods(world, chapter, shipper).await?;
	let pallet = goods.pallet;

	chapter.step(format!(
		"{to}, {carrier} and {by} agree on {} of freight, three tenths of it if it gets too warm",
		euros(FREIGHT)
	));
	let template = ColdChain {
		consignee: consignee.0,
		carrier: CARRIER.0,
		shipper: shipper.0,
		arbiter: AGENCY.0,
		item: pallet,
		freight: FREIGHT,
		if_breached: IF_BREACHED,
		unknown_for: MINUTE,
		objection: 2 * SECOND,
		bond: BOND,
		patience: MINUTE,
	};
	let purses = [consignee, CARRIER].map(|org| account(org.1));
	let balances = || try_join_all(purses.iter().map(|who| spendable(client, who)));
	let before = balances().await?;
	let terms = template.terms(&frame(client, HOUR).await?)?;
	let (contract, proposed) = Contract::propose_by(client, consignee.1, &terms).await?;
	chapter.proof(client, proposed);
	let signatures = [consignee, CARRIER, shipper].map(|org| contract.sign_by(org.1));
	for done in try_join_all(signatures).await? {
		done.result().map_err(|error| format!("{error:?}"))?;
		chapter.proof(client, done);
	}

	hand_over(world, chapter, pallet, shipper, CARRIER).await?;
	let signal = thermometer.sensors[0].signal();
	let policy = keep_cold(pallet, signal, ALLOWED, consignee.0);
	let attached = world.send(CARRIER, policy).await?;
	chapter.step(format!(
		"{carrier}'s thermometer rides along: no more than 8 °C, for 30 minutes at most"
	));
	chapter.proof(client, attached);

	let start = now(client).await?;
	let (first, second) = temperatures();
	let readings = first.len() + second.len();
	chapter.step(format!(
		"On the way: a reading every five minutes, {} minutes told in a second",
		SECOND / TOLD_MINUTE
	));
	for (values, place, expected) in [
		(&first, 0, Finding::Good),
		(&second, first.len(), Finding::Breached),
	] {
		let start = start + EVERY * place as Moment;
		let done = tell(world, &mut thermometer, values, start).await?;
		let verdict = verdict(world, pallet).await?;
		let warm = values.iter().filter(|value| **value > 8_000).count();
		chapter.says(format!(
			"{} readings, {warm} of them above 8 °C: the chain's verdict is {verdict:?}",
			values.len(),
		));
		expect(verdict == expected, "the verdict is what the readings say")?;
		chapter.proof(client, done);
	}

	let news = News::of(client, contract.id).await?;
	hand_over(world, chapter, pallet, CARRIER, consignee).await?;
	let ledger = settle(world, chapter, &contract, news, [carrier, to]).await?;
	let after = balances().await?;
	expect(
		after[0] + PART == before[0] && after[1] == before[1] + PART,
		"the part has changed hands, and nothing else",
	)?;
	Ok(Delivered {
		agreement: contract.id,
		goods,
		readings,
		ledger,
	})
}

/// The maker names vials, cases and a pallet, and packs them.
async fn pack_goods(world: &World, chapter: &Chapter, maker: Org) -> Result<Goods> {
	let name = world.name(maker.0);
	let lot = epc("urn:epc:class:lgtin:950603.0134352.A7");
	let vials: Vec<Epc> = (0..VIALS * CASES)
		.map(|n| epc(format!("urn:epc:id:sgtin:950603.0134352.{n}")))
		.collect();
	let crates: Vec<Epc> = (0..=CASES)
		.map(|n| epc(format!("urn:epc:id:sscc:950603.{n:011}")))
		.collect();
	let ids = |names: &[Epc]| names.iter().map(Epc::id).collect::<Vec<ItemId>>();
	let (vial_ids, mut cases) = (ids(&vials), ids(&crates));
	let pallet = cases.pop().ok_or("there is a pallet")?;
	let into_cases = cases
		.iter()
		.zip(vial_ids.chunks(VIALS))
		.map(|(case, vials)| pack(*case, vials));
	let calls = [
		commission(vials, Some(lot.clone())),
		commission(crates, None),
	]
	.into_iter()
	.chain(into_cases)
	.chain([pack(pallet, &cases[..CASES - 1])]);
	let done = send_all(&world.client, maker.1, calls).await?;
	chapter.step(format!(
		"{name} names {} vials of lot A7, {CASES} cases and a pallet, and packs them",
		vial_ids.len()
	));
	chapter.says(format!("pallet: {pallet:?}"));
	chapter.proof(&world.client, done);
	Ok(Goods {
		lot,
		vials: vial_ids,
		cases,
		pallet,
	})
}

/// Custody of an item changes hands: the one offers, the other accepts.
pub async fn hand_over(
	world: &World,
	chapter: &Chapter,
	item: ItemId,
	from: Org,
	to: Org,
) -> Result<()> {
	let client = &world.client;
	let offer = offer(item, Title::Custody, to.0, now(client).await?);
	let offered = world.send(from, offer).await?;
	let accepted = world.send(to, accept(item, Title::Custody)).await?;
	let found = accepted.events.iter().find_map(|event| match event {
		RuntimeEvent::Custody(pallet_custody::Event::Accepted { verdict, .. }) => *verdict,
		_ => None,
	});
	chapter.step(format!(
		"{} hands over to {}, which accepts{}",
		world.name(from.0),
		world.name(to.0),
		found.map_or_else(String::new, |it| format!("; on record with it: {it:?}"))
	));
	chapter.proof(client, offered);
	chapter.proof(client, accepted);
	Ok(())
}

/// The thermometer signs readings, and the carrier's gateway brings them.
async fn tell(
	world: &World,
	thermometer: &mut Fleet,
	values: &[i64],
	start: Moment,
) -> Result<Finalized> {
	let sensor = thermometer.sensors.first_mut().ok_or("it rides along")?;
	let times = (0..).map(|n| start + EVERY * n);
	let envelopes = times
		.zip(values)
		.map(|(time, value)| sensor.reading(world.client.genesis, time, *value))
		.collect();
	thermometer.relay(&world.client, envelopes).await
}

/// The chain's verdict, once it has gone over everything that was measured.
async fn verdict(world: &World, item: ItemId) -> Result<Finding> {
	within(PATIENCE, "a verdict", async {
		loop {
			let view = VerdictViewFunction::<Runtime>::new(item);
			match world.client.view(view).await?.ok_or("it has a policy")? {
				Finding::Pending => sleep(POLL).await,
				known => return Ok(known),
			}
		}
	})
	.await
}

/// Nobody objects, and the chain divides the freight.
async fn settle(
	world: &World,
	chapter: &Chapter,
	contract: &Contract<'_>,
	mut news: News,
	[carrier, consignee]: [&str; 2],
) -> Result<Ledger> {
	let client = &world.client;
	let is_over = |event: &Event<Runtime>| matches!(event, Event::Ended { .. });
	let said = news
		.until(client, "the freight to be divided", is_over)
		.await?;
	let paid = said
		.iter()
		.find(|(_, event)| matches!(event, Event::Paid { amount: PART, .. }));
	let (height, event) = paid.ok_or("the carrier is paid its part")?;
	let status = contract.statement().await?.status;
	let ledger = status.ledger;
	expect(
		status.held == 0 && ledger.paid == PART && ledger.refunded == FREIGHT - PART,
		"every part of the freight is paid or given back",
	)?;
	chapter.step(format!(
		"The chain divides the freight: {} for {carrier}, {} back to {consignee}",
		euros(ledger.paid),
		euros(ledger.refunded)
	));
	chapter.event(client, *height, RuntimeEvent::Agreements(event.clone()));
	Ok(ledger)
}
