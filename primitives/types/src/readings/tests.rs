//! How names are read and written, and what listeners hear in turn.

use super::*;
use crate::device::DeviceId;
use core::cell::RefCell;

fn name(text: &str) -> StreamName {
	text.parse().expect("a name")
}

#[test]
fn name_is_what_rfc_8428_allows() {
	for good in [
		"t",
		"9",
		"temp",
		"urn:dev:ow:10",
		"a-b.c/d_e:f",
		"0123456789abcdef",
	] {
		assert_eq!(name(good).as_str(), good);
		assert_eq!(name(good).to_string(), good);
	}
	for (wrong, why) in [
		("", MalformedName::Length),
		("0123456789abcdefg", MalformedName::Length),
		("-a", MalformedName::Character),
		(".", MalformedName::Character),
		("a b", MalformedName::Character),
		("a\0", MalformedName::Character),
		("grad\u{e9}", MalformedName::Character),
	] {
		assert_eq!(wrong.parse::<StreamName>(), Err(why), "{wrong:?}");
		assert!(why.to_string().starts_with("stream name: "));
	}
}

#[test]
fn name_survives_encoding_and_has_one() {
	let encoded = name("temp").encode();
	assert_eq!(encoded, *b"temp\0\0\0\0\0\0\0\0\0\0\0\0");
	assert_eq!(encoded, name("temp").as_padded());
	assert_eq!(StreamName::decode(&mut &encoded[..]), Ok(name("temp")));
	for wrong in [
		*b"\0emp\0\0\0\0\0\0\0\0\0\0\0\0",
		*b"te\0p\0\0\0\0\0\0\0\0\0\0\0\0",
		[0; 16],
	] {
		assert!(StreamName::decode(&mut &wrong[..]).is_err(), "{wrong:?}");
	}
	assert_eq!(StreamName::max_encoded_len(), 16);
}

#[test]
fn signal_is_the_same_to_a_condition_and_back() {
	for text in ["t", "temp", "a-b.c/d_e:f", "0123456789abcdef"] {
		let signal = Signal {
			device: DeviceId::repeat_byte(7),
			name: name(text),
		};
		let asked = hallmark_conditions::Signal::from(signal);
		assert_eq!(asked.name.as_str(), text);
		assert_eq!(asked.encode(), signal.encode());
		assert_eq!(Signal::from(asked), signal);
	}
}

#[test]
fn name_is_text_in_json() {
	let json = serde_json::to_string(&name("temp")).expect("JSON");
	assert_eq!(json, r#""temp""#);
	assert_eq!(
		serde_json::from_str::<StreamName>(&json).expect("a name"),
		name("temp")
	);
	assert!(serde_json::from_str::<StreamName>(r#""-""#).is_err());
}

#[test]
fn signal_is_fresh_until_it_was_silent_for_too_long() {
	let state = |heard_at| SignalState {
		terms: SignalTerms {
			unit: Unit::Celsius,
			exponent: 0,
			min: 0,
			max: 9,
			min_interval: 0,
			longest_silence: 100,
		},
		latest: None,
		latest_batch: None,
		heard_at,
		windows: None,
		told_at: None,
		sound: true,
	};
	assert!(state(Some(50)).is_fresh(150));
	assert!(!state(Some(50)).is_fresh(151));
	assert!(state(Some(50)).is_fresh(20));
	assert!(!state(None).is_fresh(0));
}

thread_local! {
	static HEARD: RefCell<Vec<(u8, &'static str)>> = const { RefCell::new(Vec::new()) };
}

struct Listener<const N: u8>;

impl<const N: u8> OnReading for Listener<N> {
	fn on_reading(_: &Signal, _: &Attested) {
		HEARD.with(|heard| heard.borrow_mut().push((N, "reading")));
	}

	fn on_batch(_: &Signal, _: &AttestedBatch) {
		HEARD.with(|heard| heard.borrow_mut().push((N, "batch")));
	}

	fn on_proof(_: &Signal, _: &Proven) {
		HEARD.with(|heard| heard.borrow_mut().push((N, "proof")));
	}

	fn epoch() -> Epoch {
		if N == 2 {
			7
		} else {
			0
		}
	}

	fn weight() -> Weight {
		Weight::from_parts(N.into(), 1)
	}
}

#[test]
fn every_listener_of_a_tuple_hears_once_in_turn() {
	type All = (Listener<1>, (Listener<2>, ()));
	let signal = Signal {
		device: DeviceId::zero(),
		name: name("temp"),
	};
	let reading = Attested {
		value: 1,
		exponent: 0,
		measured: 1,
		received: 1,
		block: 1,
		sequence: 1,
		corrects: None,
		out_of_range: false,
		tainted: false,
	};
	let batch = AttestedBatch {
		number: 0,
		sequence: 1,
		count: 1,
		first: 1,
		last: 1,
		min: 1,
		max: 1,
		exponent: 0,
		interval: 0,
		received: 1,
		corrects: None,
		out_of_range: false,
		tainted: false,
	};
	let proven = Proven {
		batch: 0,
		sequence: 1,
		index: 0,
		measured: 1,
		value: 1,
		exponent: 0,
		tainted: false,
	};
	All::on_reading(&signal, &reading);
	All::on_batch(&signal, &batch);
	All::on_proof(&signal, &proven);
	let heard = HEARD.with(|heard| heard.borrow().clone());
	let each = ["reading", "batch", "proof"];
	let expected: Vec<_> = each
		.iter()
		.flat_map(|what| [(1, *what), (2, *what)])
		.collect();
	assert_eq!(heard, expected);
	assert_eq!(All::weight(), Weight::from_parts(3, 2));
	assert_eq!(All::epoch(), 7);
}

#[test]
fn nothing_is_known_where_there_are_no_readings() {
	let signal = Signal {
		device: DeviceId::zero(),
		name: name("temp"),
	};
	assert_eq!(<() as Readings>::signal(&signal), None);
	assert!(<() as Readings>::recent(&signal).is_empty());
	let batch = BatchId { signal, number: 0 };
	assert_eq!(
		<() as Evidence>::keep(&batch),
		Err(DispatchError::Unavailable)
	);
	<() as Evidence>::release(&batch);
	let watched = <() as Watch>::watch(&signal);
	assert_eq!(watched, Err(DispatchError::Unavailable));
	<() as Watch>::unwatch(&signal);
	assert_eq!(<() as Watch>::watchers(&signal), 0);
}
