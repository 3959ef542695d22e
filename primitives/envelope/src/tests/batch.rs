//! Batches, their readings' proofs, and everything that can be wrong with either.

use super::*;
use hallmark_merkle::{Hash, Tree};

/// So many readings, one a second, that go up and down.
fn readings(count: u32) -> Vec<(Moment, i64)> {
	(0..count)
		.map(|index| (NOON + Moment::from(index) * 1000, i64::from(index % 7) - 3))
		.collect()
}

fn build(readings: &[(Moment, i64)]) -> (Batch, Vec<Leaf>, Tree) {
	let mut builder = BatchBuilder::new(name("temp"), Some(Unit::Celsius), -1).expect("in range");
	let leaves: Vec<_> = readings
		.iter()
		.map(|(time, value)| builder.push(*time, *value).expect("in order"))
		.collect();
	let tree = Tree::new(leaves.iter().map(Leaf::hash)).expect("not empty");
	let batch = builder.batch().expect("not empty");
	(batch, leaves, tree)
}

fn sample() -> Batch {
	build(&readings(10)).0
}

/// The payload of a batch by the other library, with or without its unit.
fn written(batch: &Batch) -> Vec<(Value, Value)> {
	let mut pairs = vec![(int(0), text(batch.name.as_str()))];
	pairs.extend(batch.unit.map(|unit| (int(1), text(unit.symbol()))));
	pairs.extend([
		(int(2), int(batch.exponent.into())),
		(int(3), Value::from(batch.count)),
		(int(4), Value::from(batch.first)),
		(int(5), Value::from(batch.last)),
		(int(6), int(batch.min)),
		(int(7), int(batch.max)),
		(int(8), int(batch.sum)),
		(int(9), bytes(&batch.root)),
	]);
	pairs
}

fn parse(pairs: Vec<(Value, Value)>) -> Result<Batch, Error> {
	Batch::parse(&cbor(&Value::Map(pairs)))
}

/// The sample with another value behind a key.
fn with(key: usize, value: Value) -> Result<Batch, Error> {
	let mut pairs = written(&sample());
	pairs[key].1 = value;
	parse(pairs)
}

#[test]
fn a_batch_is_read_as_it_was_written() {
	for count in [1, 2, 10, 300] {
		let (batch, ..) = build(&readings(count));
		assert_eq!(parse(written(&batch)), Ok(batch));
		let unitless = Batch {
			unit: None,
			..batch
		};
		assert_eq!(parse(written(&unitless)), Ok(unitless));
		for batch in [batch, unitless] {
			let header = Header {
				device: DEVICE,
				sequence: 1,
				corrects: None,
			};
			let mut buffer = [0; MAX_ENVELOPE_LEN];
			let sealed = seal_batch(&mut buffer, &header, &batch, &GENESIS, &ed25519());
			let envelope = Envelope::parse(sealed.expect("it fits")).expect("well formed");
			assert_eq!(envelope.payload(), cbor(&Value::Map(written(&batch))));
			assert!(matches!(envelope.content(), Content::Batch(found) if found == batch));
		}
	}
}

#[test]
fn a_batch_sums_its_readings_up() {
	let (batch, leaves, tree) = build(&[(NOON, 5), (NOON, -2), (NOON + 9, 5)]);
	assert_eq!(
		batch,
		Batch {
			name: name("temp"),
			unit: Some(Unit::Celsius),
			exponent: -1,
			count: 3,
			first: NOON,
			last: NOON + 9,
			min: -2,
			max: 5,
			sum: 8,
			root: tree.root(),
		}
	);
	let (index, time, value) = (1, NOON, -2);
	assert_eq!(leaves[1], Leaf { index, time, value });
	let entry = cbor(&Value::Array(vec![int(1), int(NOON as i64), int(-2)]));
	leaves[1].using_entry(|bytes| assert_eq!(bytes, entry));
	assert_eq!(leaves[1].hash(), hallmark_merkle::leaf_hash(&entry));
}

#[test]
fn entries_of_leaves_are_what_the_other_library_writes() {
	let mut dice = Dice(7);
	for _ in 0..10_000 {
		let leaf = Leaf {
			index: (dice.next() >> dice.below(64)) as u32,
			time: dice.next() >> dice.below(64),
			value: dice.next() as i64 >> dice.below(64),
		};
		let parts = vec![
			Value::from(leaf.index),
			Value::from(leaf.time),
			int(leaf.value),
		];
		let entry = cbor(&Value::Array(parts));
		leaf.using_entry(|bytes| assert_eq!(bytes, entry));
	}
}

#[test]
fn every_reading_of_every_small_batch_is_proven() {
	for count in 1..=40 {
		let (batch, leaves, tree) = build(&readings(count));
		for leaf in &leaves {
			let path = tree.path(leaf.index).expect("in range");
			assert_eq!(batch.verify(leaf, &path), Ok(()));
		}
	}
}

#[test]
fn a_path_has_sixteen_hashes_in_the_largest_batch() {
	let (batch, leaves, tree) = build(&readings(MAX_BATCH));
	for index in [0, 1, 32_767, 32_768, 65_535] {
		let path = tree.path(index).expect("in range");
		assert_eq!(path.len() as u32, MAX_PATH_LEN);
		assert_eq!(batch.verify(&leaves[index as usize], &path), Ok(()));
	}
}

#[test]
fn a_leaf_is_refused_when_it_is_outside_the_summary() {
	let (batch, leaves, tree) = build(&readings(10));
	let path = tree.path(4).expect("in range");
	let good = leaves[4];
	let refused = |leaf: Leaf| batch.verify(&leaf, &path).expect_err("it is refused");
	assert_eq!(refused(Leaf { index: 10, ..good }), Error::LeafIndex);
	let index = u32::MAX;
	assert_eq!(refused(Leaf { index, ..good }), Error::LeafIndex);
	let time = batch.first - 1;
	assert_eq!(refused(Leaf { time, ..good }), Error::LeafTime);
	let time = batch.last + 1;
	assert_eq!(refused(Leaf { time, ..good }), Error::LeafTime);
	for value in [batch.min - 1, batch.max + 1] {
		assert_eq!(refused(Leaf { value, ..good }), Error::LeafValue);
	}
	// The first and the last reading have the times that the batch says.
	let time = good.time;
	assert_eq!(refused(Leaf { time, ..leaves[0] }), Error::LeafTime);
	assert_eq!(refused(Leaf { time, ..leaves[9] }), Error::LeafTime);
}

#[test]
fn a_leaf_is_refused_when_it_is_not_in_the_tree() {
	let (batch, leaves, tree) = build(&readings(10));
	for leaf in &leaves {
		let path = tree.path(leaf.index).expect("in range");
		let value = if leaf.value == batch.max {
			leaf.value - 1
		} else {
			leaf.value + 1
		};
		let other = Leaf { value, ..*leaf };
		assert_eq!(batch.verify(&other, &path), Err(Error::LeafNotInTree));
		let longer: Vec<Hash> = path.iter().copied().chain([[0; 32]]).collect();
		assert_eq!(batch.verify(leaf, &longer), Err(Error::PathLength));
		assert_eq!(batch.verify(leaf, &path[1..]), Err(Error::PathLength));
		for place in 0..path.len() {
			let mut altered = path.clone();
			altered[place][31] ^= 1;
			assert_eq!(batch.verify(leaf, &altered), Err(Error::LeafNotInTree));
		}
	}
	let time = leaves[4].time + 1;
	let shifted = Leaf { time, ..leaves[4] };
	let path = tree.path(4).expect("in range");
	assert_eq!(batch.verify(&shifted, &path), Err(Error::LeafNotInTree));
}

#[test]
fn a_batch_is_refused_when_its_map_is_not_the_one() {
	let pairs = || written(&sample());
	for count in [0, 8, 11] {
		let mut some: Vec<_> = pairs().into_iter().cycle().take(count).collect();
		some.truncate(count);
		assert_eq!(parse(some), Err(Error::BatchMalformed));
	}
	assert_eq!(Batch::parse(&cbor(&int(1))), Err(Error::BatchMalformed));
	assert_eq!(Batch::parse(&[]), Err(Error::Truncated));
	// Any other order, and any other key.
	for place in 0..9 {
		let mut swapped = pairs();
		swapped.swap(place, place + 1);
		assert_eq!(parse(swapped), Err(Error::BatchMalformed));
	}
	for place in 0..10 {
		for key in [int(10), int(-1), text("0")] {
			let mut other = pairs();
			other[place].0 = key;
			assert_eq!(parse(other), Err(Error::BatchMalformed));
		}
		let mut missing = pairs();
		missing.remove(place);
		let expected = match place {
			1 => Ok(Batch {
				unit: None,
				..sample()
			}),
			_ => Err(Error::BatchMalformed),
		};
		assert_eq!(parse(missing), expected, "without {place}");
	}
	let mut longer = cbor(&Value::Map(pairs()));
	longer.push(0);
	assert_eq!(Batch::parse(&longer), Err(Error::TrailingBytes));
}

#[test]
fn a_value_is_refused_when_it_is_of_another_type() {
	for key in 0..10 {
		assert_eq!(with(key, Value::Null), Err(Error::BatchMalformed), "{key}");
		let number = with(key, Value::from(1.5));
		assert_eq!(number, Err(Error::BatchMalformed), "{key}");
	}
	assert_eq!(with(9, bytes(&[0; 31])), Err(Error::BatchMalformed));
	assert_eq!(with(9, bytes(&[0; 33])), Err(Error::BatchMalformed));
	let big = Value::Tag(2, Box::new(bytes(&[1; 9])));
	assert_eq!(with(8, big), Err(Error::BatchMalformed));
}

#[test]
fn a_batch_is_refused_when_a_value_is_out_of_range() {
	assert_eq!(with(0, text("te mp")), Err(Error::NameMalformed));
	assert_eq!(with(1, text("kW")), Err(Error::UnitUnknown));
	for exponent in [-31, 31, 128, -129, i64::MIN] {
		assert_eq!(with(2, int(exponent)), Err(Error::BatchExponent));
	}
	for count in [0, -1, 65_537, 1 << 32, i64::MAX] {
		assert_eq!(with(3, int(count)), Err(Error::BatchCount));
	}
	assert_eq!(with(4, int(MIN_TIME as i64 - 1)), Err(Error::TimeRelative));
	assert_eq!(with(4, int(-1)), Err(Error::TimeOutOfRange));
	assert_eq!(
		with(5, int(MAX_TIME as i64 + 1)),
		Err(Error::TimeOutOfRange)
	);
	assert_eq!(with(5, int(-1)), Err(Error::TimeOutOfRange));
	for key in [6, 7] {
		assert_eq!(with(key, Value::from(u64::MAX)), Err(Error::ValueTooLarge));
	}
	assert_eq!(with(8, Value::from(u64::MAX)), Err(Error::BatchSum));
}

#[test]
fn a_batch_is_refused_when_it_contradicts_itself() {
	let good = sample();
	let check = |batch: Batch| {
		assert_eq!(parse(written(&batch)), batch.check().map(|()| batch));
		batch.check()
	};
	let last = good.first - 1;
	assert_eq!(check(Batch { last, ..good }), Err(Error::BatchTimes));
	let min = good.max + 1;
	assert_eq!(check(Batch { min, ..good }), Err(Error::BatchExtremes));

	// Ten readings: one is −3, one is 3, eight are between.
	for (sum, expected) in [
		(-24, Ok(())),
		(24, Ok(())),
		(-25, Err(Error::BatchSum)),
		(25, Err(Error::BatchSum)),
	] {
		assert_eq!(check(Batch { sum, ..good }), expected, "{sum}");
	}
	// A single one is the first and the last, the least and the greatest, and all of the sum.
	let (single, ..) = build(&readings(1));
	assert_eq!(check(single), Ok(()));
	let last = single.last + 1;
	assert_eq!(check(Batch { last, ..single }), Err(Error::BatchTimes));
	let max = single.max + 1;
	assert_eq!(check(Batch { max, ..single }), Err(Error::BatchSum));
	let sum = single.sum + 1;
	assert_eq!(check(Batch { sum, ..single }), Err(Error::BatchSum));
	// Nothing overflows at the edges.
	let wide = Batch {
		count: MAX_BATCH,
		min: i64::MIN,
		max: i64::MAX,
		sum: i64::MAX,
		..good
	};
	assert_eq!(check(wide), Ok(()));
	let high = Batch {
		min: i64::MAX,
		..wide
	};
	assert_eq!(check(high), Err(Error::BatchSum));
}

#[test]
fn a_batch_is_left_as_it_was_when_a_reading_is_refused() {
	let mut builder = BatchBuilder::new(name("temp"), None, 0).expect("in range");
	assert_eq!(builder.batch(), Err(Error::BatchCount));
	assert_eq!(builder.push(MIN_TIME - 1, 0), Err(Error::TimeRelative));
	assert_eq!(builder.push(MAX_TIME + 1, 0), Err(Error::TimeOutOfRange));
	assert_eq!(builder.count(), 0);
	builder.push(NOON, i64::MAX).expect("in order");
	let before = builder.batch();
	assert_eq!(builder.push(NOON - 1, 0), Err(Error::BatchOrder));
	assert_eq!(builder.push(NOON, 1), Err(Error::BatchSum));
	assert_eq!(builder.batch(), before);
	assert_eq!(builder.count(), 1);
	builder.push(NOON, -1).expect("it fits");
	assert_eq!(builder.batch().map(|batch| batch.sum), Ok(i64::MAX - 1));
	for exponent in [MIN_EXPONENT - 1, MAX_EXPONENT + 1] {
		let refused = BatchBuilder::new(name("temp"), None, exponent);
		assert_eq!(refused.map(drop), Err(Error::BatchExponent));
	}
}

#[test]
fn a_batch_is_full_when_it_has_its_most_readings() {
	let mut builder = BatchBuilder::new(name("temp"), None, 0).expect("in range");
	for _ in 0..MAX_BATCH {
		builder.push(NOON, 1).expect("there is room");
	}
	assert_eq!(builder.push(NOON, 1), Err(Error::BatchCount));
	let batch = builder.batch().expect("not empty");
	assert_eq!((batch.count, batch.sum), (MAX_BATCH, MAX_BATCH.into()));
	assert_eq!(batch.check(), Ok(()));
}
