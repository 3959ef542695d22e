//! Who is told of readings, and what that costs.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo};
use hallmark_accesses::{counted, Accesses};
use hallmark_types::readings::{BatchId, Readings, Signal, Watch};
use sp_runtime::Weight;

/// Stream "temp" of device `n`, which nobody watches.
fn open_unwatched(n: u8) -> Signal {
	let signal = open(n, "temp");
	unwatch(signal);
	signal
}

#[test]
fn nobody_is_told_when_nobody_watches() {
	on_chain(|| {
		let temp = open_unwatched(1);
		let (summary, leaves) = batch_of("temp", &[(now() - MINUTE, 5), (now(), 6)]);
		let prove = || {
			ReadingAttestation::prove(
				RuntimeOrigin::signed(GATEWAY),
				BatchId {
					signal: temp,
					number: 0,
				},
				leaves[0],
				path(&leaves, 0),
			)
		};
		assert_eq!(submit(reading(1, 1, 215)), Ok(()));
		let bytes = sealed_batch(&header(1, 2), &summary, &ed25519(1));
		assert_eq!(submit(bytes), Ok(()));
		assert_ok!(prove());
		assert_eq!(heard(), []);
		assert_eq!(stream(temp).told_at, None);
		// It is on record all the same.
		assert_eq!(stream(temp).recent.len(), 1);

		watch(temp);
		pass(SECOND);
		assert_ok!(prove());
		assert_eq!(heard().len(), 1);
		assert_eq!(stream(temp).told_at, Some(2));
		pass(SECOND);
		assert_eq!(submit(reading(1, 3, 216)), Ok(()));
		assert_eq!(heard().len(), 1);
		assert_eq!(stream(temp).told_at, Some(3));
		let state = ReadingAttestation::signal(&temp).expect("it is open");
		assert_eq!(state.told_at, Some(3));
	});
}

#[test]
fn only_the_stream_that_is_watched_is_told_of_when_an_envelope_has_two() {
	on_chain(|| {
		open_unwatched(1);
		let air = open(1, "air");
		let records = [record("temp", 1, now()), record("air", 2, now())];
		assert_eq!(submit(sealed(&header(1, 1), &records, &ed25519(1))), Ok(()));
		match &heard()[..] {
			[Heard::Reading(signal, reading)] => assert_eq!((*signal, reading.value), (air, 2)),
			other => panic!("something else was heard: {other:?}"),
		}
	});
}

#[test]
fn stream_is_watched_until_everybody_has_lost_interest() {
	on_chain(|| {
		let temp = open_unwatched(1);
		watch(temp);
		watch(temp);
		assert_eq!(ReadingAttestation::watchers(&temp), 2);
		let view = ReadingAttestation::stream(temp).expect("it is open");
		assert_eq!(view.stream.watchers, 2);
		unwatch(temp);
		assert_eq!(submit(reading(1, 1, 215)), Ok(()));
		assert_eq!(heard().len(), 1);
		unwatch(temp);
		pass(SECOND);
		assert_eq!(submit(reading(1, 2, 216)), Ok(()));
		assert_eq!(heard(), []);
		// Nobody's interest cannot be lost.
		let before = state();
		ReadingAttestation::unwatch(&temp);
		assert_eq!(before, state());
	});
}

#[test]
fn stream_takes_those_who_watched_it_along_when_it_is_closed() {
	on_chain(|| {
		let temp = open(1, "temp");
		assert_ok!(ReadingAttestation::close_stream(
			by(OWNER),
			temp.device,
			temp.name
		));
		assert_eq!(ReadingAttestation::watchers(&temp), 0);
		assert_noop!(
			ReadingAttestation::watch(&temp),
			Error::<Test>::UnknownStream
		);
		let before = state();
		unwatch(temp);
		assert_eq!(before, state());
	});
}

#[test]
fn stream_is_not_watched_when_it_is_unknown_or_interest_cannot_be_counted() {
	on_chain(|| {
		assert_noop!(
			ReadingAttestation::watch(&signal(1, "temp")),
			Error::<Test>::UnknownStream
		);
		let temp = open(1, "temp");
		let set = |watchers| {
			Streams::<Test>::mutate(temp.device, temp.name, |stream| {
				stream.as_mut().expect("it is open").watchers = watchers;
			})
		};
		set(u32::MAX);
		assert_noop!(
			ReadingAttestation::watch(&temp),
			Error::<Test>::WatchedTooOften
		);
		set(1);
	});
}

/// What taking in a reading, a batch and a proof has cost: declared, refunded, and in accesses.
type Cost = Vec<(Weight, Option<Weight>, Accesses)>;

/// What a stream costs that so many are interested in.
fn cost_with(interested: u32) -> Cost {
	let mut cost = Cost::new();
	on_chain(|| {
		let temp = open_unwatched(1);
		for _ in 0..interested {
			watch(temp);
		}
		let (summary, leaves) = batch_of("temp", &[(now() - MINUTE, 5), (now(), 6)]);
		let batch = sealed_batch(&header(1, 2), &summary, &ed25519(1));
		let several = [record("temp", 1, now()), record("temp", 2, now() - SECOND)];
		let several = sealed(&header(1, 1), &several, &ed25519(1));
		let submit = |envelope: EnvelopeBytes| {
			let declared = Call::<Test>::submit {
				envelope: envelope.clone(),
			};
			let declared = declared.get_dispatch_info().call_weight;
			let (info, accesses) = counted(|| dispatch(envelope));
			(declared, info.expect("it is good").actual_weight, accesses)
		};
		cost.push(submit(several));
		cost.push(submit(batch));
		let id = BatchId {
			signal: temp,
			number: 0,
		};
		let declared = Call::<Test>::prove {
			batch: id,
			leaf: leaves[1],
			path: path(&leaves, 1),
		};
		let declared = declared.get_dispatch_info().call_weight;
		let who = RuntimeOrigin::signed(GATEWAY);
		let (result, accesses) =
			counted(|| ReadingAttestation::prove(who, id, leaves[1], path(&leaves, 1)));
		assert_ok!(result);
		cost.push((declared, None, accesses));
		assert_eq!(heard().len(), if interested == 0 { 0 } else { 4 });
	});
	cost
}

#[test]
fn reading_costs_the_same_when_nobody_one_or_100_000_are_interested() {
	let [nobody, one, many] = [0, 1, 100_000].map(cost_with);
	assert_eq!(one, many);
	// With nobody to tell, what is saved is what the listener does: an append each time, and in this
	// mock a look at the stream for each reading. As much is declared, and what was not done is given
	// back. That somebody was told is noted with the stream, which is written anyway, but for a proof.
	let told = [(2, 0, 2), (0, 0, 1), (0, 1, 1)];
	for ((silent, told), (reads, writes, appends)) in nobody.iter().zip(&one).zip(told) {
		assert_eq!(silent.0, told.0);
		let saved = <Listener as hallmark_types::readings::OnReading>::weight()
			.saturating_mul(u64::from(appends));
		let expected = told.1.map(|weight| weight.saturating_sub(saved));
		assert_eq!(silent.1, expected);
		assert_eq!(silent.2.reads + reads, told.2.reads);
		assert_eq!(silent.2.writes + writes, told.2.writes);
		assert_eq!(silent.2.appends + appends, told.2.appends);
	}
}
