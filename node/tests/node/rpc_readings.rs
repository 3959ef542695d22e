//! `reading_*` on real readings: single ones, batches, peers, what is refused.

use hallmark_envelope::{Batch, Leaf, Name};
use hallmark_merkle::Tree;
use hallmark_rpc::{
	reading::{
		self, DeviceConduct, EnvelopeOnChain, Group, Quota, Reading, ReadingProof, Refusal, Stream,
		Windows,
	},
	Bytes, Hex32, Time,
};
use hallmark_runtime::Moment;
use pallet_reading_attestation::GroupTerms;
use serde_json::{json, Value};

use crate::{
	rpc_asking::{id, Asker},
	support::{
		agreements::{declared, frame, once, terms, Contract, SECOND},
		devices::{now, MAKER, OPERATOR},
		fleet::{Fleet, EXPONENT, STREAM},
		NodeBuilder, Result,
	},
};

/// Three readings, in thousandths of a degree.
const VALUES: [i64; 3] = [4_100, 4_250, 3_900];

/// A batch of those readings, a second apart, and its tree.
fn batch(from: Moment) -> Result<(Batch, Vec<Leaf>, Tree)> {
	let leaves: Vec<Leaf> = (0..)
		.zip(VALUES)
		.map(|(index, value)| Leaf {
			index,
			time: from + Moment::from(index) * SECOND,
			value,
		})
		.collect();
	let tree = Tree::new(leaves.iter().map(Leaf::hash))?;
	let batch = Batch {
		name: Name::new(STREAM)?,
		unit: None,
		exponent: EXPONENT,
		count: 3,
		first: from,
		last: from + 2 * SECOND,
		min: 3_900,
		max: 4_250,
		sum: VALUES.iter().sum(),
		root: tree.root(),
	};
	Ok((batch, leaves, tree))
}

#[tokio::test(flavor = "multi_thread")]
async fn reading_methods_tell_what_devices_said() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let mut fleet = Fleet::enrol(&client, 4).await?;
	let device = id(fleet.sensors[0].id);
	let stream = json!([device, STREAM]);

	// A stream that has heard nothing.
	let silent: Stream = asker.get("reading_stream", stream.clone()).await?;
	assert_eq!((silent.unit.as_str(), silent.exponent), ("Cel", EXPONENT));
	assert_eq!((silent.min.as_str(), silent.max.as_str()), ("-100", "100"));
	assert_eq!(
		(silent.latest, silent.heard_at, silent.fresh),
		(None, None, false)
	);
	asker.nothing("reading_latest", stream.clone()).await?;

	// Two readings.
	let time = now(&client).await?;
	let genesis = client.genesis;
	let sensor = &mut fleet.sensors[0];
	let envelopes = vec![
		sensor.reading(genesis, time, 4_500),
		sensor.reading(genesis, time + 1, 120_250),
	];
	let first = envelopes[0].clone();
	let carried = fleet.relay(&client, envelopes).await?;
	let block = client.header(Some(carried.block_hash)).await?.number;
	let latest: Reading = asker.get("reading_latest", stream.clone()).await?;
	assert_eq!(
		(latest.value.as_str(), latest.unit.as_str()),
		("120.25", "Cel")
	);
	assert_eq!((latest.sequence, latest.block), (2, block));
	assert_eq!(latest.measured_at, Time(time + 1));
	// The range ends at 100.
	assert!(latest.out_of_range && !latest.tainted);
	let heard: Stream = asker.get("reading_stream", stream.clone()).await?;
	assert_eq!(heard.latest, Some(latest));
	assert!(heard.sound && heard.fresh);
	assert_eq!((heard.recent.len(), heard.watchers), (2, 0));
	assert_eq!(heard.recent[0].value.as_str(), "4.5");
	let names: Value = asker.ask("reading_streams", json!([device])).await?;
	assert_eq!(names, json!({ "items": [STREAM], "next": null }));
	let conduct: DeviceConduct = asker.get("reading_device", json!([device])).await?;
	assert_eq!(
		(conduct.highest, conduct.strikes, conduct.streams),
		(2, 1, 1)
	);

	// The envelope that the first came in: found without a hint, and in its block.
	let found: EnvelopeOnChain = asker.get("reading_envelope", json!([device, 1])).await?;
	assert_eq!(found.envelope, Bytes(first.clone()));
	assert_eq!((found.stands.block, found.stands.place), (block, 0));
	assert_eq!(found.stands.block_hash, carried.block_hash.into());
	assert_eq!(found.stands.transaction, carried.index);
	let same: EnvelopeOnChain = asker
		.get("reading_envelope", json!([device, 1, block]))
		.await?;
	assert_eq!(same, found);
	asker
		.nothing("reading_envelope", json!([device, 99]))
		.await?;
	asker
		.nothing("reading_envelope", json!([device, 1, block - 1]))
		.await?;
	let ahead = json!([device, 1, block + 1_000]);
	asker.refused("reading_envelope", ahead, "block").await?;

	// A batch, and one of its readings shown by its path.
	let (signed, leaves, tree) = batch(time + 2)?;
	let envelope = fleet.sensors[0].batch(genesis, &signed);
	fleet.relay(&client, vec![envelope]).await?;
	let kept: reading::Batch = asker
		.get("reading_batch", json!([device, STREAM, 0]))
		.await?;
	assert_eq!((kept.summary.count, kept.summary.sequence), (3, 3));
	assert_eq!(
		(kept.summary.min.as_str(), kept.summary.max.as_str()),
		("3.9", "4.25")
	);
	assert_eq!(
		(kept.sum.as_str(), kept.root),
		("12.25", Hex32(signed.root))
	);
	let leaf =
		|value: &str| json!({ "index": 1, "measuredAt": Time(leaves[1].time), "value": value });
	let path: Vec<Hex32> = tree.path(1)?.into_iter().map(Hex32).collect();
	let proof = |value: &str| json!([device, STREAM, 0, leaf(value), path]);
	let proven: ReadingProof = asker.get("reading_proof", proof("4.25")).await?;
	assert!(proven.proven && proven.problem.is_none());
	let proven = proven.reading.ok_or("it is proven")?;
	assert_eq!(
		(proven.value.as_str(), proven.unit.as_str()),
		("4.25", "Cel")
	);
	assert_eq!((proven.batch, proven.sequence, proven.index), (0, 3, 1));
	let other: ReadingProof = asker.get("reading_proof", proof("4.1")).await?;
	assert!(!other.proven && other.problem.is_some() && other.reading.is_none());
	let problem = asker
		.refused("reading_proof", proof("4.2505"), "leaf")
		.await?;
	assert!(problem.contains("finer"), "{problem}");
	let endless = json!([device, STREAM, 0, leaf("4.25"), vec![Hex32([0; 32]); 18]]);
	asker.refused("reading_proof", endless, "path").await?;
	asker
		.nothing("reading_batch", json!([device, STREAM, 1]))
		.await?;
	asker
		.nothing(
			"reading_proof",
			json!([device, STREAM, 1, leaf("4.25"), path]),
		)
		.await?;

	// Why the first would not be taken in again.
	let refusal: Refusal = asker.get("reading_refusal", json!([Bytes(first)])).await?;
	assert_eq!(
		(refusal.reason.as_str(), refusal.code),
		("AlreadyReceived", 4)
	);
	let next = fleet.sensors[0].reading(genesis, time + 5, 4_500);
	asker
		.nothing("reading_refusal", json!([Bytes(next)]))
		.await?;
	let long = json!([Bytes(vec![0; 2_000])]);
	asker.refused("reading_refusal", long, "envelope").await?;

	// Peers, and what the owner may spend.
	fleet
		.make_peers(
			&client,
			GroupTerms {
				unit: hallmark_envelope::Unit::Celsius,
				exponent: EXPONENT,
				tolerance: 2_500,
				patience: 3,
				freshness: 60 * SECOND,
			},
		)
		.await?;
	fleet.tell_all(&client, STREAM, &[5_000]).await?;
	let group: Group = asker.get("reading_group", json!([1])).await?;
	assert_eq!((group.host, group.tolerance.as_str()), (OPERATOR.0, "2.5"));
	assert_eq!(group.members.len(), 4);
	let said = group.members[3]
		.said
		.as_ref()
		.ok_or("it has said something")?;
	assert_eq!(said.value.as_str(), "5");
	let quota: Quota = asker.ask("reading_quota", json!([OPERATOR.0])).await?;
	assert!(quota.level_ps > 0 && quota.level_ps <= quota.capacity_ps);

	// What landed of late, once somebody watches.
	asker.nothing("reading_windows", stream.clone()).await?;
	let sensor = &fleet.sensors[0];
	let listened = [declared(sensor, STREAM, hallmark_envelope::Unit::Celsius)];
	let when = format!("reading({}/{STREAM}) > 90", Hex32::from(sensor.id));
	let clauses = vec![once(&when, &[hallmark_agreements::Action::End])?];
	let frame = frame(&client, 600 * SECOND).await?;
	let terms = terms(&frame, &[(OPERATOR.0, 0), (MAKER.0, 0)], &listened, clauses)?;
	Contract::agree(&client, &terms).await?;
	fleet.tell(&client, 0, STREAM, &[6_000, 7_500]).await?;
	let windows: Windows = asker.get("reading_windows", stream).await?;
	let all = windows.all.ok_or("something landed")?;
	assert_eq!((all.lowest.as_str(), all.highest.as_str()), ("6", "7.5"));
	assert_eq!(windows.unit, "Cel");

	// What there is not.
	for unknown in [json!([device, "humidity"]), json!([Hex32([7; 32]), STREAM])] {
		for method in ["reading_latest", "reading_stream", "reading_windows"] {
			asker.nothing(method, unknown.clone()).await?;
		}
	}
	asker
		.nothing("reading_device", json!([Hex32([7; 32])]))
		.await?;
	asker.nothing("reading_group", json!([99])).await?;
	let none: Value = asker
		.ask("reading_streams", json!([Hex32([7; 32])]))
		.await?;
	assert_eq!(none, json!({ "items": [], "next": null }));
	Ok(())
}
