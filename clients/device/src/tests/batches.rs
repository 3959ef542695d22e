//! Batches and the proofs of their readings, against the code of a maker's tool and of the chain.

use super::*;
use hallmark_envelope::{Batch, Content, Error, Leaf, MAX_BATCH};
use hallmark_merkle::Tree;
use std::string::ToString;

/// A log in a vector, which fails when it is told to.
#[derive(Clone, Debug, Default)]
struct Card {
	readings: Vec<Reading>,
	is_out: bool,
}

impl ReadingLog for Card {
	type Error = Cut;

	fn count(&mut self) -> Result<u32, Cut> {
		match self.is_out {
			true => Err(Cut),
			false => Ok(self.readings.len() as u32),
		}
	}

	fn get(&mut self, index: u32) -> Result<Reading, Cut> {
		let reading = self.readings.get(index as usize).copied();
		reading.filter(|_| !self.is_out).ok_or(Cut)
	}

	fn append(&mut self, reading: Reading) -> Result<(), Cut> {
		if self.is_out {
			return Err(Cut);
		}
		self.readings.push(reading);
		Ok(())
	}
}

fn reading(minute: u32) -> Reading {
	Reading {
		time: NOON + u64::from(minute) * 60_000,
		value: i64::from(minute).pow(2) % 17 - 8,
	}
}

fn collector<L: ReadingLog>(log: L) -> Collector<L>
where
	L::Error: core::fmt::Debug,
{
	Collector::resume(name(), Some(Unit::Celsius), -1, log).expect("the log is readable")
}

/// So many readings, collected.
fn collected(count: u32) -> (Batch, Card) {
	let mut collector = collector(Card::default());
	for minute in 0..count {
		let leaf = collector.push(reading(minute)).expect("in order");
		assert_eq!(leaf.index, minute);
	}
	assert_eq!(collector.count(), count);
	let batch = collector.batch().expect("not empty");
	(batch, collector.into_log())
}

#[test]
fn every_reading_of_every_small_batch_is_proven_by_the_path_of_its_tree() {
	for count in 1..=70 {
		let (batch, mut card) = collected(count);
		let tree = Tree::new((0..count).map(|index| {
			let Reading { time, value } = reading(index);
			Leaf { index, time, value }.hash()
		}))
		.expect("not empty");
		assert_eq!(batch.root, tree.root());
		for index in 0..count {
			let proof = prove(&batch, &mut card, index).expect("it is there");
			assert_eq!(proof.leaf.index, index);
			assert_eq!(
				proof.path.as_slice(),
				tree.path(index).expect("it is there")
			);
			assert_eq!(batch.verify(&proof.leaf, proof.path.as_slice()), Ok(()));
		}
	}
}

#[test]
fn the_largest_batch_is_proven_in_the_same_memory() {
	let (batch, mut card) = collected(MAX_BATCH);
	for index in [1, MAX_BATCH - 1] {
		let proof = prove(&batch, &mut card, index).expect("it is there");
		assert_eq!(proof.path.as_slice().len(), 16);
	}
	let mut collector = collector(card);
	assert_eq!(
		collector.push(reading(MAX_BATCH)),
		Err(CollectorError::Refused(Error::BatchCount))
	);
}

#[test]
fn a_sealed_batch_is_read_by_the_chain_and_can_be_corrected() {
	let (batch, _) = collected(5);
	let mut device = device();
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let number = device.batch(&mut buffer, &batch).expect("it fits").number;
	let sealed = device
		.correct_batch(&mut buffer, number, &batch)
		.expect("it fits");
	let envelope = verified(sealed.bytes, &key().public_key());
	assert_eq!((envelope.sequence(), envelope.corrects()), (2, Some(1)));
	match envelope.content() {
		Content::Batch(read) => assert_eq!(read, batch),
		Content::Readings(_) => panic!("a batch was sealed"),
	}

	let impossible = Batch {
		min: batch.max + 1,
		..batch
	};
	let refused = device.batch(&mut buffer, &impossible);
	let error = hallmark_envelope::SealError::Refused(Error::BatchExtremes);
	assert_eq!(refused, Err(DeviceError::Seal(error)));
}

#[test]
fn collecting_goes_on_after_a_loss_of_power() {
	let (whole, _) = collected(50);
	for interrupted in 0..50 {
		let (_, card) = match interrupted {
			0 => (None, Card::default()),
			count => {
				let (batch, card) = collected(count);
				(Some(batch), card)
			},
		};
		let mut collector = collector(card);
		for minute in interrupted..50 {
			collector.push(reading(minute)).expect("in order");
		}
		assert_eq!(collector.batch(), Ok(whole));
	}
}

#[test]
fn what_no_batch_can_have_is_neither_logged_nor_collected() {
	let mut collector = collector(Card::default());
	assert_eq!(collector.batch(), Err(Error::BatchCount), "none yet");
	let refused = |error| Err(CollectorError::Refused(error));
	let at = |time, value| Reading { time, value };
	assert_eq!(collector.push(at(1, 0)), refused(Error::TimeRelative));
	assert_eq!(
		collector.push(at(u64::MAX, 0)),
		refused(Error::TimeOutOfRange)
	);
	collector.push(at(NOON, i64::MAX)).expect("it fits");
	assert_eq!(collector.push(at(NOON - 1, 0)), refused(Error::BatchOrder));
	assert_eq!(collector.push(at(NOON, 1)), refused(Error::BatchSum));
	assert_eq!(collector.count(), 1);
	assert_eq!(collector.log().readings, [at(NOON, i64::MAX)]);

	let exponent = Collector::resume(name(), None, 31, Card::default());
	assert_eq!(
		exponent.expect_err("too large"),
		CollectorError::Refused(Error::BatchExponent)
	);
	let disordered = Card {
		readings: vec![reading(1), reading(0)],
		is_out: false,
	};
	let resumed = Collector::resume(name(), None, 0, disordered);
	assert_eq!(
		resumed.expect_err("disordered"),
		CollectorError::Refused(Error::BatchOrder)
	);
}

#[test]
fn a_log_that_fails_keeps_the_batch_as_it_was() {
	let mut collector = collector(Card::default());
	collector.push(reading(0)).expect("in order");
	let before = collector.batch();
	collector.log().is_out = true;
	assert_eq!(collector.push(reading(1)), Err(CollectorError::Log(Cut)));
	assert_eq!(collector.batch(), before);

	let out = Card {
		is_out: true,
		..Card::default()
	};
	let resumed = Collector::resume(name(), None, 0, out);
	assert_eq!(resumed.expect_err("out"), CollectorError::Log(Cut));
}

#[test]
fn a_proof_that_would_not_hold_is_not_handed_out() {
	let (batch, card) = collected(20);
	let proven = |card: &Card, index| prove(&batch, &mut card.clone(), index).map(drop);
	assert_eq!(proven(&card, 7), Ok(()));
	assert_eq!(proven(&card, 20), Err(ProofError::NoReading));
	assert_eq!(proven(&card, u32::MAX), Err(ProofError::NoReading));

	let not_of_it = |error| Err(ProofError::NotOfTheBatch(error));
	for index in 0..20 {
		let mut altered = card.clone();
		altered.readings[index].time += 1;
		assert!(matches!(
			proven(&altered, 7),
			Err(ProofError::NotOfTheBatch(
				Error::LeafNotInTree | Error::LeafTime
			))
		));
	}
	let mut altered = card.clone();
	altered.readings[7].value = batch.max + 1;
	assert_eq!(proven(&altered, 7), not_of_it(Error::LeafValue));
	altered.readings[7].time = batch.last + 1;
	assert_eq!(proven(&altered, 7), not_of_it(Error::LeafTime));

	let mut shorter = card.clone();
	shorter.readings.pop();
	assert_eq!(proven(&shorter, 7), Err(ProofError::Log(Cut)));

	// More readings than any batch has.
	let count = MAX_BATCH * 2;
	let impossible = Batch { count, ..batch };
	let mut long = Card {
		readings: (0..count).map(|_| reading(0)).collect(),
		is_out: false,
	};
	assert_eq!(
		prove(&impossible, &mut long, 0).map(drop),
		not_of_it(Error::BatchCount)
	);
}

#[test]
fn a_log_in_memory_is_bounded() {
	let mut log = MemoryLog::<3>::new();
	for minute in 0..3 {
		assert_eq!(log.append(reading(minute)), Ok(()));
	}
	assert_eq!(log.append(reading(3)), Err(MemoryLogError::Full));
	assert_eq!(log.count(), Ok(3));
	assert_eq!(log.get(2), Ok(reading(2)));
	assert_eq!(log.get(3), Err(MemoryLogError::NoReading));
	log.clear();
	assert_eq!(log.count(), Ok(0));
	assert_eq!(log.get(0), Err(MemoryLogError::NoReading));
}

#[test]
fn errors_say_what_is_wrong() {
	type Any = MemoryLogError;
	let said = [
		CollectorError::<Any>::Log(Any::Full).to_string(),
		CollectorError::<Any>::Refused(Error::BatchOrder).to_string(),
		ProofError::<Any>::Log(Any::NoReading).to_string(),
		ProofError::<Any>::NoReading.to_string(),
		ProofError::<Any>::NotOfTheBatch(Error::LeafNotInTree).to_string(),
	];
	let begins = [
		"the log failed: the log is full",
		"no batch can have it: ",
		"the log failed: there is no such reading",
		"the batch has no such reading",
		"the log has other readings than the batch: ",
	];
	for (said, begin) in said.iter().zip(begins) {
		assert!(said.starts_with(begin), "{said}");
	}
}
