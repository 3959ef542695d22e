//! Readings on a real node, from the owner's first call to what an auditor reads: carried without
//! an account, made by a library nobody here wrote, refused with a reason.

use std::time::Duration;

use codec::Encode;
use coset::{cbor::value::Value, iana, CoseSign1Builder, HeaderBuilder, TaggedCborSerializable};
use hallmark_envelope::Unit;
use hallmark_runtime::{Moment, Runtime, RuntimeEvent};
use hallmark_transactions::{submit, Chain, Error};
use hallmark_types::{
	device::DeviceStatus,
	readings::{Attested, Signal},
};
use jsonrpsee::rpc_params;
use pallet_device_identity::PassportViewFunction;
use pallet_reading_attestation::{
	EnvelopeBytes, Event, GroupTerms, LatestViewFunction, Refusal, RefusalViewFunction,
};
use polkadot_sdk::sp_core::Bytes;
use tokio::time::sleep;

use crate::support::{
	client::within,
	devices::now,
	fleet::{Fleet, EXPONENT, STREAM},
	Client, NodeBuilder, Result,
};

/// Hands an envelope to the pool, as a device's own modem might.
pub(crate) async fn carry(
	client: &Client,
	chain: &Chain,
	envelope: &[u8],
) -> std::result::Result<(), Error> {
	let transaction = chain.general("ReadingAttestation", "submit", &envelope.encode())?;
	submit(client.rpc(), &transaction).await.map(drop)
}

/// The latest reading, once it is the one of envelope `sequence`.
async fn heard(client: &Client, signal: Signal, sequence: u64) -> Result<Attested> {
	within(
		Duration::from_secs(30),
		"the reading to be in a block",
		async {
			loop {
				let latest = client
					.view(LatestViewFunction::<Runtime>::new(signal))
					.await?;
				match latest.filter(|latest| latest.sequence == sequence) {
					Some(latest) => return Ok(latest),
					None => sleep(Duration::from_millis(50)).await,
				}
			}
		},
	)
	.await
}

/// Waits until nothing waits in the pool.
pub(crate) async fn emptied(client: &Client) -> Result<()> {
	within(Duration::from_secs(30), "the pool to be empty", async {
		loop {
			let pending: Vec<Bytes> = client
				.call("author_pendingExtrinsics", rpc_params![])
				.await?;
			if pending.is_empty() {
				return Ok(());
			}
			sleep(Duration::from_millis(20)).await;
		}
	})
	.await
}

pub(crate) fn code(outcome: std::result::Result<(), Error>) -> Option<u8> {
	match outcome {
		Err(Error::Refused { code, .. }) => code,
		_ => None,
	}
}

#[tokio::test(flavor = "multi_thread")]
async fn an_envelope_needs_no_account_and_its_refusal_has_a_reason() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let chain = Chain::of(client.rpc()).await?;
	let mut fleet = Fleet::enrol(&client, 1).await?;
	let time = now(&client).await?;
	let sensor = &mut fleet.sensors[0];

	let envelope = sensor.reading(client.genesis, time, 4_500);
	carry(&client, &chain, &envelope).await?;
	let latest = heard(&client, sensor.signal(), 1).await?;
	assert_eq!(
		(latest.value, latest.exponent, latest.measured),
		(4_500, EXPONENT, time)
	);
	assert!(!latest.tainted && !latest.out_of_range);

	// The pool knows the same bytes while it holds them, and says so in its own words.
	emptied(&client).await?;
	// What is wrong is said before it gets into a block, each time with its own code.
	let replayed = carry(&client, &chain, &envelope).await;
	assert_eq!(code(replayed), Some(Refusal::AlreadyReceived.code()));

	let mut forged = sensor.reading(client.genesis, time, 4_600);
	*forged.last_mut().ok_or("not empty")? ^= 1;
	let refused = carry(&client, &chain, &forged).await;
	assert_eq!(code(refused), Some(Refusal::SignatureInvalid.code()));

	let elsewhere = sensor.reading(Default::default(), time, 4_600);
	let refused = carry(&client, &chain, &elsewhere).await;
	assert_eq!(code(refused), Some(Refusal::SignatureInvalid.code()));

	let early = sensor.reading(client.genesis, time + 3_600_000, 4_600);
	let refused = carry(&client, &chain, &early).await;
	assert_eq!(code(refused), Some(Refusal::MeasuredInFuture.code()));

	let mut stranger = crate::support::fleet::Sensor::new(999);
	let unknown = stranger.reading(client.genesis, time, 4_600);
	let refused = carry(&client, &chain, &unknown).await;
	assert_eq!(code(refused), Some(Refusal::UnknownDevice.code()));

	let garbage = carry(&client, &chain, &[0x84; 100]).await;
	assert!(code(garbage).is_some_and(|code| code >= 100));

	// The same question can be asked of a view, for nothing.
	let asked = EnvelopeBytes::try_from(unknown).map_err(|_| "an envelope is bounded")?;
	assert_eq!(
		client
			.view(RefusalViewFunction::<Runtime>::new(asked))
			.await?,
		Some(Refusal::UnknownDevice)
	);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_envelope_of_another_library_is_taken_in() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let chain = Chain::of(client.rpc()).await?;
	let fleet = Fleet::enrol(&client, 1).await?;
	let time = now(&client).await?;
	let sensor = &fleet.sensors[0];

	// 21.5 °C, by coset and ciborium alone.
	let mut payload = Vec::new();
	let record = Value::Map(vec![
		(Value::from(0), Value::from(STREAM)),
		(Value::from(1), Value::from("Cel")),
		(Value::from(2), Value::from(21.5)),
		(Value::from(6), Value::from(time / 1_000)),
	]);
	coset::cbor::into_writer(&Value::Array(vec![record]), &mut payload)?;
	let protected = HeaderBuilder::new()
		.algorithm(iana::Algorithm::EdDSA)
		.key_id(sensor.id.0.to_vec())
		.content_type("application/senml+cbor".into())
		.value(-65_537, Value::from(1))
		.build();
	let bound_to = [&b"hallmark/reading/v1"[..], &client.genesis.0].concat();
	let envelope = CoseSign1Builder::new()
		.protected(protected)
		.payload(payload)
		.create_signature(&bound_to, |bytes| sensor.sign(bytes))
		.build()
		.to_tagged_vec()
		.map_err(|error| error.to_string())?;

	carry(&client, &chain, &envelope).await?;
	let latest = heard(&client, sensor.signal(), 1).await?;
	assert_eq!(latest.value, 21_500);
	assert_eq!(latest.measured, time / 1_000 * 1_000);
	Ok(())
}

/// Five thermometers in one cold room. For a while all tell the truth, then one says what its owner
/// would like to hear.
#[tokio::test(flavor = "multi_thread")]
async fn who_lies_among_peers_is_quarantined_with_the_evidence() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let mut fleet = Fleet::enrol(&client, 5).await?;
	fleet
		.make_peers(
			&client,
			GroupTerms {
				unit: Unit::Celsius,
				exponent: EXPONENT,
				tolerance: 1_000,
				patience: 3,
				freshness: 600_000,
			},
		)
		.await?;
	let genesis = client.genesis;
	let start = now(&client).await?;
	let liar = fleet.sensors[4].id;
	let mut struck = 0;
	for round in 0..40u64 {
		// The room warms from 4 °C to 12 °C: the cooling has failed.
		let time: Moment = start + round;
		let truth = 4_000 + 200 * round as i64;
		let envelopes = fleet
			.sensors
			.iter_mut()
			.enumerate()
			.map(|(place, sensor)| {
				let noise = (place as i64 * 37 + round as i64 * 11) % 100 - 50;
				let value = if sensor.id == liar {
					4_000 + noise
				} else {
					truth + noise
				};
				sensor.reading(genesis, time, value)
			})
			.collect();
		let done = fleet.relay(&client, envelopes).await?;
		struck += done
			.events
			.iter()
			.filter(|event| {
				matches!(
					event,
					RuntimeEvent::ReadingAttestation(Event::Struck { signal, .. })
						if signal.device == liar
				)
			})
			.count();
		let standing = |id| {
			let client = &client;
			async move {
				let passport = client
					.view(PassportViewFunction::<Runtime>::new(id))
					.await?;
				Result::Ok(passport.ok_or("it is enrolled")?)
			}
		};
		for sensor in &fleet.sensors[..4] {
			assert_eq!(
				standing(sensor.id).await?.origin.status,
				DeviceStatus::Active
			);
		}
		let passport = standing(liar).await?;
		if passport.origin.status == DeviceStatus::Quarantined {
			assert_eq!(struck, 3, "a quarantine takes three strikes");
			assert!(truth > 5_000, "an honest value was held against it");
			let quarantine = passport.quarantine.ok_or("a quarantine has evidence")?;
			assert_ne!(quarantine.evidence, Default::default());
			return Ok(());
		}
	}
	Err("the liar was not found out".into())
}
