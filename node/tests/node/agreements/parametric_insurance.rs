//! A carrier is insured against drought and storm, as five weather stations of two owners see them.

use hallmark_agreements::{templates::ParametricInsurance, ClauseIndex, Ruling};
use hallmark_conditions::{
	condition::{Seen, Why},
	Decimal, Truth,
};
use hallmark_envelope::Unit;
use hallmark_runtime::{Balance, Moment};
use hallmark_types::units::HEUR;
use pallet_agreements::{Call, Ending, Error, Ledger, Outcome, Status};

use super::{assert_settled, came_true, challenge, is_over, is_pending, reasons, start};
use crate::support::{
	agreements::{declared, frame, measuring, run_to, Coins, Contract, INSURER, ONE, SECOND},
	devices::{now, MAKER, OPERATOR},
	fleet::Fleet,
	shipment::{AGENCY, CARRIER as INSURED},
	Client, Result,
};

const PREMIUM: Balance = 60 * HEUR + 1;
const COVER: Balance = 900 * HEUR + 3;
const BOND: Balance = 50 * HEUR + 5;

const RAIN: &str = "rain";
const WIND: &str = "wind";

const DROUGHT: ClauseIndex = 1;
const STORM: ClauseIndex = 2;

/// After how long a station's word is stale.
const LONGEST_SILENCE: Moment = 40 * SECOND;

/// Three stations of the clinic's, two of the maker's, and what was agreed on them.
struct Season<'a> {
	three: Fleet,
	two: Fleet,
	contract: Contract<'a>,
	ends: Moment,
	expires_at: Moment,
}

async fn insure(client: &Client) -> Result<Season<'_>> {
	let three = Fleet::enrol_for(client, OPERATOR, 0..3).await?;
	let two = Fleet::enrol_for(client, MAKER, 3..5).await?;
	for fleet in [&three, &two] {
		let rain = measuring(Unit::Metre, LONGEST_SILENCE);
		fleet.open(client, RAIN, rain).await?;
		let wind = measuring(Unit::MetrePerSecond, LONGEST_SILENCE);
		fleet.open(client, WIND, wind).await?;
	}
	let streams = |name, unit| {
		let stations = three.sensors.iter().chain(&two.sensors);
		stations.map(|it| declared(it, name, unit)).collect()
	};
	let now = now(client).await?;
	let template = ParametricInsurance {
		insurer: INSURER.0,
		insured: INSURED.0,
		arbiter: AGENCY.0,
		rain: streams(RAIN, Unit::Metre),
		wind: streams(WIND, Unit::MetrePerSecond),
		quorum: 3,
		drought: Decimal::new(5, 0),
		storm: Decimal::new(32, 0),
		season_begins: now + 20 * SECOND,
		season_ends: now + 100 * SECOND,
		premium: PREMIUM,
		cover: COVER,
		objection: 10 * SECOND,
		bond: BOND,
		patience: 60 * SECOND,
	};
	let mut frame = frame(client, 160 * SECOND).await?;
	frame.witnesses = vec![OPERATOR.0, MAKER.0];
	let terms = template.terms(&frame)?;
	Ok(Season {
		contract: Contract::agree(client, &terms).await?,
		three,
		two,
		ends: template.season_ends,
		expires_at: terms.expires_at,
	})
}

/// What the parties can spend more or less if so much was paid beside the premium.
fn after(cover: Balance) -> [i128; 5] {
	let gain = cover as i128 - PREMIUM as i128;
	[0, 0, gain, 0, -gain]
}

#[tokio::test(flavor = "multi_thread")]
async fn cover_is_paid_when_the_median_of_the_fresh_stations_saw_a_drought() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let mut season = insure(&client).await?;
	let held = [0, 0, -(PREMIUM as i128), 0, -(COVER as i128)];
	assert_eq!(coins.gains(&client).await?, held);
	let contract = &season.contract;
	contract
		.until("the premium", |it| it.status.ledger.paid == PREMIUM)
		.await?;

	// It has rained where the maker's stations are, or so they say: the one is quarantined, and the
	// other is not heard of any more.
	season.two.tell_all(&client, RAIN, &[80 * ONE]).await?;
	season.two.equivocate(&client, 0).await?;
	run_to(&client, season.ends - 10 * SECOND).await?;
	// Of the other three one lies.
	for (station, rain) in [3 * ONE, 80 * ONE, 4 * ONE].into_iter().enumerate() {
		season.three.tell(&client, station, RAIN, &[rain]).await?;
	}
	let drought = contract.explain().await?.swap_remove(usize::from(DROUGHT));
	assert_eq!(reasons(&drought), [Why::Tainted, Why::Stale]);
	let median = Some(Seen::Value(Decimal::new(4, 0)));
	let mut findings = drought.explanation.findings().iter();
	assert!(findings.any(|it| it.seen == median));
	assert_eq!(drought.truth, Truth::False, "the season is not over");

	let pending = contract.until("the time to object", is_pending).await?;
	assert_eq!(came_true(&pending), [0, DROUGHT]);
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Completed));
	assert_settled(
		&over,
		Ledger {
			funded: COVER + PREMIUM,
			paid: COVER + PREMIUM,
			credited: 0,
			refunded: 0,
		},
	);
	assert_eq!(coins.gains(&client).await?, after(COVER));
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn cover_goes_back_when_too_few_stations_are_fresh() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let mut season = insure(&client).await?;
	// All have seen a drought, and three are silent in the end.
	season.three.tell_all(&client, RAIN, &[3 * ONE]).await?;
	run_to(&client, season.ends).await?;
	season.two.tell_all(&client, RAIN, &[3 * ONE]).await?;
	let contract = &season.contract;
	let drought = contract.explain().await?.swap_remove(usize::from(DROUGHT));
	assert_eq!(drought.truth, Truth::Unknown);
	assert!(reasons(&drought).contains(&Why::NotEnoughFresh));

	run_to(&client, season.expires_at).await?;
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Expired));
	assert_eq!(came_true(&over), [0]);
	assert_settled(
		&over,
		Ledger {
			funded: COVER + PREMIUM,
			paid: PREMIUM,
			credited: 0,
			refunded: COVER,
		},
	);
	assert_eq!(coins.gains(&client).await?, after(0));
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_paid_for_a_storm_when_the_arbiter_strikes_it() -> Result<()> {
	let node = start()?;
	let client = node.client().await?;
	let coins = Coins::now(&client).await?;
	let mut season = insure(&client).await?;
	// Gusts that are over before anybody looks.
	season
		.three
		.tell_all(&client, WIND, &[40 * ONE, 2 * ONE])
		.await?;
	let contract = &season.contract;
	let storm = |it: &_| is_pending(it) && came_true(it).last() == Some(&STORM);
	contract.until("the time to object", storm).await?;
	contract
		.done(INSURER.1, challenge(contract.id, STORM))
		.await?;
	contract
		.refused(
			INSURED.1,
			challenge(contract.id, STORM),
			Error::AlreadyChallenged,
		)
		.await?;
	let strike = Call::rule {
		agreement: contract.id,
		clause: STORM,
		ruling: Ruling::Strike,
	};
	contract.done(AGENCY.1, strike).await?;
	let struck = contract.statement().await?;
	let outcome = struck.firings.iter().find(|it| it.clause == STORM);
	let outcome = &outcome.ok_or("it is on record")?.outcome;
	assert!(matches!(outcome, Outcome::Struck { .. }));

	run_to(&client, season.expires_at).await?;
	let over = contract.until("the end", is_over).await?;
	assert_settled(
		&over,
		Ledger {
			funded: COVER + PREMIUM + BOND,
			paid: PREMIUM,
			credited: 0,
			refunded: COVER + BOND,
		},
	);
	assert_eq!(coins.gains(&client).await?, after(0));
	Ok(())
}
