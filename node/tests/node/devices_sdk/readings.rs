//! Readings, batches and what puts them right.

use hallmark_device::{prove, Collector, Device, Identity, MemoryLog, Reading, ReadingLog};
use hallmark_envelope::{Batch, Error as EnvelopeError, Leaf, MAX_ENVELOPE_LEN, MAX_RECORDS};
use hallmark_types::{
	device::DeviceStatus,
	readings::{BatchId, Proven},
};
use pallet_device_identity::PassportViewFunction;
use pallet_reading_attestation::{
	BatchViewFunction, CheckProofViewFunction, Path, ProofError, StreamViewFunction,
};

use super::*;

/// What a batch is made of.
const BATCH: [i64; 5] = [23_100, 23_000, 22_900, 26_200, 23_100];

/// How far its readings are apart.
const APART: Moment = 100;

/// Anybody.
const STRANGER: &str = "//Alice";

/// Collects a batch of these values from a moment on.
fn collected(from: Moment, values: [i64; 5]) -> Result<(Batch, MemoryLog<5>)> {
	let name = Name::new(STREAM)?;
	let log = MemoryLog::<5>::new();
	let mut collector = Collector::resume(name, Some(Unit::Celsius), EXPONENT, log)?;
	for (n, value) in (0..).zip(values) {
		let time = from + n * APART;
		collector.push(Reading { time, value })?;
	}
	Ok((collector.batch()?, collector.into_log()))
}

/// A reading of a batch and its way to the root, as the chain takes them.
fn proof(
	batch: &Batch,
	log: &mut impl ReadingLog<Error = hallmark_device::MemoryLogError>,
	index: u32,
) -> Result<(Leaf, Path)> {
	let proof = prove(batch, log, index)?;
	let path = proof.path.as_slice().to_vec();
	Ok((proof.leaf, path.try_into().map_err(|_| "sixteen at most")?))
}

/// A device says all that devices say, and everybody can see it.
async fn speak<S: Signer>(serial: &str, (signer, key): (S, PublicKey)) -> Result<()> {
	let net = Net::start().await?;
	let view = &net.client;
	let mut device = switch_on(identity(view, serial), signer, &provisioned()?)?;
	let signal = net.enrol(serial, key, &device).await?;
	let passport = PassportViewFunction::<Runtime>::new(signal.device);
	let passport = view.view(passport).await?.ok_or("it is enrolled")?;
	assert_eq!((passport.owner, passport.key.epoch), (OPERATOR.0, 0));
	assert_eq!(passport.key.key, key);
	assert_eq!(passport.origin.status, DeviceStatus::Active);
	assert_eq!(passport.origin.serial.to_vec(), serial.as_bytes());

	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let noon = net.now().await?;
	let sealed = device.readings(&mut buffer, &[celsius(noon, 4_500)?])?;
	assert_eq!(sealed.number, 1);
	net.hear(signal, sealed).await?;
	let latest = net.latest(signal).await?;
	assert_eq!((latest.value, latest.exponent), (4_500, EXPONENT));
	assert_eq!((latest.measured, latest.sequence), (noon, 1));
	assert!(!latest.tainted && !latest.out_of_range);

	// The contact was loose. That is put right once.
	let sealed = device.correct_reading(&mut buffer, 1, &celsius(noon, 4_200)?)?;
	net.hear(signal, sealed).await?;
	let latest = net.latest(signal).await?;
	assert_eq!((latest.value, latest.corrects), (4_200, Some(1)));
	let again = device.correct_reading(&mut buffer, 1, &celsius(noon, 4_100)?)?;
	net.refuse(again.bytes, Refusal::AlreadyCorrected).await?;

	// As many as an envelope holds.
	let last = net.now().await?;
	let records: Vec<_> = (0..MAX_RECORDS as i64)
		.map(|n| celsius(last - 31 + n.unsigned_abs(), 4_000 + n))
		.collect::<Result<_>>()?;
	let sealed = device.readings(&mut buffer, &records)?;
	let number = sealed.number;
	net.hear(signal, sealed).await?;
	let latest = net.latest(signal).await?;
	assert_eq!((latest.value, latest.measured), (4_031, last));
	assert_eq!(latest.sequence, number);

	// A batch stands for readings that the chain has not seen, and each of them can be shown.
	let from = net.now().await?;
	let (batch, mut log) = collected(from, BATCH)?;
	let sealed = device.batch(&mut buffer, &batch)?;
	let number = sealed.number;
	let done = net.hear(signal, sealed).await?;
	let attested = Event::BatchAttested {
		signal,
		number: 0,
		sequence: number,
	};
	assert!(done
		.events
		.contains(&RuntimeEvent::ReadingAttestation(attested)));
	let first = BatchId { signal, number: 0 };
	let kept = BatchViewFunction::<Runtime>::new(first);
	let kept = view.view(kept).await?.ok_or("it is kept")?;
	assert_eq!((kept.signed, kept.sequence), (batch, number));
	for (index, value) in (0..).zip(BATCH) {
		let (leaf, path) = proof(&batch, &mut log, index)?;
		let check = CheckProofViewFunction::<Runtime>::new(first, leaf, path);
		let proven = Proven {
			batch: 0,
			sequence: number,
			index,
			measured: from + u64::from(index) * APART,
			value,
			exponent: EXPONENT,
			tainted: false,
		};
		assert_eq!(view.view(check).await?, Ok(proven));
	}
	let (leaf, path) = proof(&batch, &mut log, 3)?;
	let cooler = Leaf {
		value: leaf.value - 1,
		..leaf
	};
	let check = CheckProofViewFunction::<Runtime>::new(first, cooler, path.clone());
	let mismatch = ProofError::NotInBatch(EnvelopeError::LeafNotInTree);
	assert_eq!(view.view(check).await?, Err(mismatch));
	let show = pallet_reading_attestation::Call::prove {
		batch: first,
		leaf,
		path,
	};
	let shown = send(view, STRANGER, show).await?;
	let proven = Event::ReadingProven {
		batch: first,
		index: 3,
	};
	assert!(shown
		.events
		.contains(&RuntimeEvent::ReadingAttestation(proven)));

	// One of the readings was wrong: another batch takes the first one's place.
	let (right, mut log) = collected(from, [23_100, 23_000, 22_900, 23_000, 23_100])?;
	let sealed = device.correct_batch(&mut buffer, number, &right)?;
	net.hear(signal, sealed).await?;
	let stream = StreamViewFunction::<Runtime>::new(signal);
	let stream = view.view(stream).await?.ok_or("it is open")?.stream;
	let latest = stream.latest_batch.ok_or("it has batches")?;
	assert_eq!((latest.number, latest.max), (1, 23_100));
	assert_eq!((latest.corrects, stream.batches), (Some(number), 2));
	let (leaf, path) = proof(&right, &mut log, 3)?;
	let check = CheckProofViewFunction::<Runtime>::new(BatchId { signal, number: 1 }, leaf, path);
	let proven = view
		.view(check)
		.await?
		.map_err(|error| format!("{error:?}"))?;
	assert_eq!((proven.value, proven.tainted), (23_000, false));
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_ed25519_device_says_is_taken_in() -> Result<()> {
	speak("SDK-ED25519", ed25519(1)?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_es256_device_says_is_taken_in() -> Result<()> {
	speak("SDK-ES256", es256(1)?).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_before_or_elsewhere_or_by_others_is_refused() -> Result<()> {
	let net = Net::start().await?;
	let serial = "SDK-REFUSED";
	let (signer, key) = ed25519(1)?;
	let identity = identity(&net.client, serial);
	let flash = provisioned()?;
	let mut device = switch_on(identity, signer, &flash)?;
	let mut buffer = [0; MAX_ENVELOPE_LEN];

	// What comes before its device is enrolled can come again, but not what was measured before that: no
	// key spoke for the device then.
	let time = net.now().await?;
	let before = device.readings(&mut buffer, &[celsius(time, 4_000)?])?;
	let before = before.bytes.to_vec();
	let early = device.readings(&mut buffer, &[celsius(time + 20 * SECOND, 4_000)?])?;
	let early = early.bytes.to_vec();
	for envelope in [&before, &early] {
		net.refuse(envelope, Refusal::UnknownDevice).await?;
	}
	let signal = net.enrol(serial, key, &device).await?;
	net.refuse(&before, Refusal::KeyUnknown).await?;
	net.take_in(&early).await?;
	assert_eq!(net.latest(signal).await?.sequence, 2);

	// The same bytes are the same envelope, whoever carries them.
	net.refuse(&early, Refusal::AlreadyReceived).await?;

	// A chain's envelope is no other chain's.
	let elsewhere = Identity {
		genesis: [0x47; 32],
		..identity
	};
	let mut abroad = switch_on(elsewhere, ed25519(1)?.0, &flash)?;
	let time = time + 21 * SECOND;
	let sealed = abroad.readings(&mut buffer, &[celsius(time, 4_100)?])?;
	net.refuse(sealed.bytes, Refusal::SignatureInvalid).await?;

	// Nor does another key speak for the device, of its own kind or another.
	let numbers = abroad.into_numbers();
	let mut forger = Device::new(identity, ed25519(2)?.0, numbers);
	let sealed = forger.readings(&mut buffer, &[celsius(time, 4_200)?])?;
	net.refuse(sealed.bytes, Refusal::SignatureInvalid).await?;
	let mut forger = forger.with_signer(es256(2)?.0);
	let sealed = forger.readings(&mut buffer, &[celsius(time, 4_200)?])?;
	net.refuse(sealed.bytes, Refusal::AlgorithmMismatch).await?;

	// The clock is wrong.
	let mut device = forger.with_signer(ed25519(1)?.0);
	const WEEK: Moment = 7 * 24 * 3_600 * SECOND;
	let clock = net.now().await?;
	for (time, why) in [
		(clock + 40 * SECOND, Refusal::MeasuredInFuture),
		(clock - WEEK - SECOND, Refusal::MeasuredTooLongAgo),
	] {
		let sealed = device.readings(&mut buffer, &[celsius(time, 4_300)?])?;
		net.refuse(sealed.bytes, why).await?;
	}

	// Nothing of that has harmed the device, whose numbers go on.
	let sealed = device.readings(&mut buffer, &[celsius(time, 4_400)?])?;
	net.hear(signal, sealed).await?;
	let latest = net.latest(signal).await?;
	assert_eq!((latest.value, latest.sequence), (4_400, sealed.number));
	Ok(())
}
