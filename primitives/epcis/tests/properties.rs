//! What the hash depends on, and on what not, over random events.

mod common;

use common::*;
use hallmark_epcis::{
	document,
	event::{
		Action, ErrorDeclaration, Extension, Lasting, Location, Quantity, SensorElement,
		SensorMetadata, SensorReport, Value, What,
	},
	hash, hash_bytes, pre_hash, read,
	vocabulary::{
		BizStep, Component, Disposition, ErrorReason, Measurement, PartyType, SensorAlert, Term,
		TransactionType, Vocabulary,
	},
	Decimal, Event, Offset, Time, Uri,
};
use serde_json::{Map, Value as Json};

const EPCS: [&str; 8] = [
	"urn:epc:id:sgtin:0614141.107346.2017",
	"urn:epc:id:sgtin:0614141.107346.32a%2Fb",
	"urn:epc:id:sscc:0614141.1234567890",
	"urn:epc:id:grai:0614141.12345.400",
	"urn:epc:id:giai:0614141.32a%2Fb",
	"https://id.gs1.org/01/09780345418913/21/765tz",
	"urn:epc:id:gdti:0614141.00001.1618034",
	"https://example.org/thing/1",
];

const CLASSES: [&str; 4] = [
	"urn:epc:class:lgtin:4012345.012345.998877",
	"urn:epc:idpat:sgtin:4012345.066666.*",
	"https://id.gs1.org/01/09780345418913/10/L",
	"urn:example:class",
];

const NAMESPACES: [&str; 3] = [EXAMPLE, "urn:example:other#", "urn:epcglobal:cbv:mda:"];

impl Dice {
	fn some<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
		(self.roll(2) == 0).then(|| make(self))
	}

	fn list<T>(&mut self, most: usize, make: impl Fn(&mut Self) -> T) -> Vec<T> {
		(0..self.roll(most + 1)).map(|_| make(self)).collect()
	}

	fn word<V: Vocabulary>(&mut self) -> Term<V> {
		match self.roll(8) {
			0 => Term::Other(uri(&format!("https://example.org/word/{}", self.roll(9)))),
			_ => Term::Standard(self.one_of(V::ALL)),
		}
	}

	fn epc(&mut self) -> Uri {
		uri(self.one_of(&EPCS))
	}

	fn time(&mut self) -> Time {
		Time::new(self.roll(1 << 31) as i64 * 1_000 + self.roll(1_000) as i64).expect("a year")
	}

	fn number(&mut self) -> Decimal {
		Decimal::new(
			self.roll(2_000_000) as i64 - 1_000_000,
			-(self.roll(6) as i8),
		)
	}

	fn unit(&mut self) -> hallmark_epcis::event::Unit {
		unit(self.one_of(&["CEL", "KGM", "P1", "C62"])).expect("a unit")
	}

	fn quantity(&mut self) -> Quantity {
		Quantity {
			class: uri(self.one_of(&CLASSES)),
			amount: self.some(Self::number),
			unit: self.some(Self::unit),
		}
	}

	fn extension(&mut self, depth: usize) -> Extension {
		let value = match self.roll(if depth == 0 { 3 } else { 4 }) {
			0 => Value::Text(format!("text {}", self.roll(99))),
			1 => Value::Number(self.number()),
			2 => Value::Flag(self.roll(2) == 0),
			_ => Value::Fields(self.extensions(depth - 1, 3)),
		};
		named(
			self.one_of(&NAMESPACES),
			self.one_of(&["a", "b-1", "_c.d"]),
			value,
		)
	}

	/// Grouped as a document groups them: by name, lists in their order.
	fn extensions(&mut self, depth: usize, most: usize) -> Vec<Extension> {
		let mut list = self.list(most, |dice| dice.extension(depth));
		list.sort_by_key(|field| (field.namespace().clone(), field.name().to_string()));
		list
	}

	fn lasting(&mut self) -> Lasting {
		Lasting {
			set: self.list(2, Self::word),
			unset: self.list(2, Self::word),
		}
	}

	fn location(&mut self) -> Location {
		Location {
			id: uri(self.one_of(&["urn:epc:id:sgln:0614141.07346.1234", "geo:47.5,11.1"])),
			extensions: self.extensions(1, 2),
		}
	}

	fn sensor(&mut self) -> SensorElement {
		SensorElement {
			metadata: SensorMetadata {
				time: self.some(Self::time),
				start: self.some(Self::time),
				end: self.some(Self::time),
				device: self.some(Self::epc),
				device_metadata: self.some(Self::epc),
				raw_data: self.some(Self::epc),
				processing: self.some(Self::epc),
				rules: self.some(Self::epc),
				extensions: self.extensions(1, 2),
			},
			reports: self.list(3, Self::report),
			extensions: self.extensions(1, 2),
		}
	}

	fn report(&mut self) -> SensorReport {
		SensorReport {
			kind: self.word::<Measurement>(),
			exception: self.some(Self::word::<SensorAlert>),
			device: self.some(Self::epc),
			device_metadata: self.some(Self::epc),
			raw_data: self.some(Self::epc),
			processing: self.some(Self::epc),
			time: self.some(Self::time),
			microorganism: self.some(Self::epc),
			substance: self.some(Self::epc),
			value: self.some(Self::number),
			component: self.some(Self::word::<Component>),
			text: self.some(|dice| format!("text {}", dice.roll(99))),
			flag: self.some(|dice| dice.roll(2) == 0),
			bytes: self.some(|dice| format!("{:04x}", dice.roll(1 << 16))),
			uri: self.some(Self::epc),
			lowest: self.some(Self::number),
			highest: self.some(Self::number),
			mean: self.some(Self::number),
			deviation: self.some(Self::number),
			percentile: self.some(Self::number),
			percentile_value: self.some(Self::number),
			unit: self.some(Self::unit),
			reference_system: self.some(Self::epc),
			extensions: self.extensions(1, 2),
		}
	}

	fn what(&mut self) -> What {
		let action = self.one_of(&Action::ALL);
		match self.roll(5) {
			0 => What::Object {
				action,
				epcs: self.list(4, Self::epc),
				quantities: self.list(3, Self::quantity),
				lasting: self.lasting(),
				master_data: self.extensions(1, 3),
			},
			1 => What::Aggregation {
				action,
				parent: self.some(Self::epc),
				children: self.list(4, Self::epc),
				quantities: self.list(3, Self::quantity),
			},
			2 => What::Transaction {
				action,
				parent: self.some(Self::epc),
				epcs: self.list(4, Self::epc),
				quantities: self.list(3, Self::quantity),
			},
			3 => What::Transformation {
				id: self.some(Self::epc),
				inputs: self.list(3, Self::epc),
				input_quantities: self.list(2, Self::quantity),
				outputs: self.list(3, Self::epc),
				output_quantities: self.list(2, Self::quantity),
				lasting: self.lasting(),
				master_data: self.extensions(1, 3),
			},
			_ => What::Association {
				action,
				parent: self.epc(),
				children: self.list(4, Self::epc),
				quantities: self.list(3, Self::quantity),
			},
		}
	}

	fn parties(&mut self) -> Vec<hallmark_epcis::event::Party> {
		self.list(3, |dice| hallmark_epcis::event::Party {
			kind: dice.word::<PartyType>(),
			id: uri(dice.one_of(&[
				"urn:epc:id:pgln:4012345.00000",
				"urn:epc:id:pgln:0614141.00000",
			])),
		})
	}

	fn event(&mut self) -> Event {
		let what = self.what();
		Event {
			offset: Offset::new(self.roll(1_681) as i16 - 840).expect("an offset"),
			recorded: self.some(Self::time),
			id: self.some(Self::epc),
			certification: self.list(2, Self::epc),
			error: self.some(|dice| ErrorDeclaration {
				declared: dice.time(),
				reason: dice.some(Self::word::<ErrorReason>),
				corrective: dice.list(2, Self::epc),
				extensions: dice.extensions(1, 2),
			}),
			biz_step: self.some(Self::word::<BizStep>),
			disposition: self.some(Self::word::<Disposition>),
			read_point: self.some(Self::location),
			biz_location: self.some(Self::location),
			transactions: self.list(3, |dice| hallmark_epcis::event::BizTransaction {
				kind: dice.some(Self::word::<TransactionType>),
				id: dice.epc(),
			}),
			sources: self.parties(),
			destinations: self.parties(),
			sensors: self.list(2, Self::sensor),
			extensions: self.extensions(2, 4),
			..Event::new(self.time(), what)
		}
	}
}

fn created() -> Time {
	time("2026-11-22T12:00:00Z")
}

/// Another order of every list and every object's fields.
fn shuffled(json: &Json, dice: &mut Dice) -> Json {
	match json {
		Json::Array(list) => {
			let mut list: Vec<Json> = list.iter().map(|entry| shuffled(entry, dice)).collect();
			dice.shuffle(&mut list);
			list.into()
		},
		Json::Object(map) => {
			let mut fields: Vec<_> = map.iter().collect();
			dice.shuffle(&mut fields);
			let fields = fields
				.into_iter()
				.map(|(name, value)| (name.clone(), shuffled(value, dice)));
			fields.collect::<Map<_, _>>().into()
		},
		other => other.clone(),
	}
}

#[test]
fn event_is_the_same_when_it_was_written_and_read() {
	let mut dice = Dice(1);
	for _ in 0..1_000 {
		let event = dice.event();
		let document = document(std::slice::from_ref(&event), created());
		let text = document.to_string();
		let again = read(&serde_json::from_str(&text).expect("JSON"))
			.unwrap_or_else(|error| panic!("{error}: {document:#}"));
		assert_eq!(pre_hash(&again[0]), pre_hash(&event), "{document:#}");
		assert_eq!(again, [event], "{document:#}");
	}
}

#[test]
fn hash_does_not_depend_on_any_order() {
	let mut dice = Dice(2);
	for _ in 0..1_000 {
		let event = dice.event();
		let written = document(std::slice::from_ref(&event), created());
		let events = &written["epcisBody"]["eventList"];
		let mut other = written.clone();
		other["epcisBody"]["eventList"] = shuffled(events, &mut dice);
		let other = read(&other).expect("a document");
		assert_eq!(hash_bytes(&other[0]), hash_bytes(&event), "{written:#}");
	}
}

#[test]
fn hash_does_not_depend_on_what_is_about_the_event() {
	let mut dice = Dice(3);
	for _ in 0..500 {
		let event = dice.event();
		let other = Event {
			id: Some(uri("urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8")),
			recorded: Some(dice.time()),
			error: None,
			..event.clone()
		};
		assert_eq!(hash(&other), hash(&event));
	}
}

#[test]
fn hash_does_not_depend_on_how_a_word_or_a_name_is_written() {
	let read_one = |fields: &str| {
		let text = format!(
			r#"{{"@context": [{{"x": "https://ns.example.com/epcis/", "y": "https://ns.example.com/epcis/"}}],
			"epcisBody": {{"eventList": [{{"type": "ObjectEvent", "action": "OBSERVE",
			"eventTimeZoneOffset": "+01:00", {fields}}}]}}}}"#
		);
		hash(&read(&serde_json::from_str(&text).expect("JSON")).expect("a document")[0])
	};
	let one = read_one(
		r#""eventTime": "2021-04-01T15:00:00+01:00", "bizStep": "receiving", "x:a": 1.50,
		"certificationInfo": "https://example.org/c",
		"epcList": ["urn:epc:id:sgtin:4012345.011111.2"]"#,
	);
	for other in [
		r#""eventTime": "2021-04-01T14:00:00.0004Z", "bizStep": "cbv:BizStep-receiving", "y:a": 1.5,
		"certificationInfo": ["https://example.org/c"],
		"epcList": ["https://id.gs1.org/01/04012345111118/21/2"]"#,
		r#""eventTime": "2021-04-01T10:30:00-03:30", "x:a": 15e-1,
		"bizStep": "https://ref.gs1.org/cbv/BizStep-receiving", "rdfs:comment": "one of two",
		"certificationInfo": "https://example.org/c",
		"epcList": ["https://shop.example/gtin/4012345111118/lot/7/ser/2?x=y"]"#,
		r#""eventTime": " 2021-04-01T14:00:00Z ", "x:a": 1.5,
		"bizStep": "urn:epcglobal:cbv:bizstep:receiving",
		"certificationInfo": "https://example.org/c",
		"epcList": ["urn:EPC:id:sgtin:4012345.011111.%32"]"#,
	] {
		assert_eq!(read_one(other), one, "{other}");
	}
}

/// Every value of a document's first event that can be another, by the way that leads to it.
fn leaves(json: &Json, path: String, out: &mut Vec<String>) {
	match json {
		Json::Array(list) => {
			for (index, entry) in list.iter().enumerate() {
				leaves(entry, format!("{path}/{index}"), out);
			}
		},
		Json::Object(map) => {
			for (name, value) in map {
				leaves(value, format!("{path}/{name}"), out);
			}
		},
		_ => out.push(path),
	}
}

/// Another value in its place that can still be read. `None` where there is none.
fn altered(path: &str, value: &Json) -> Option<Json> {
	let name = path
		.rsplit('/')
		.find(|part| part.parse::<usize>().is_err())?;
	let own = name.contains(':');
	Some(match value {
		Json::Bool(flag) => (!flag).into(),
		Json::Number(_) => 77_777_777.into(),
		Json::String(_) if own || name == "stringValue" => "something else".into(),
		Json::String(_) => match name {
			"type" if path.matches('/').count() == 1 => return None,
			"action" => return None,
			"time" | "startTime" | "endTime" | "eventTime" => "1999-01-01T00:00:00Z".into(),
			"eventTimeZoneOffset" => "-12:34".into(),
			"hexBinaryValue" => "abcdef01".into(),
			"uom" => "ZZZ".into(),
			_ => "urn:example:something-else".into(),
		},
		_ => return None,
	})
}

#[test]
fn hash_changes_when_any_value_changes_or_goes() {
	let mut dice = Dice(4);
	let (mut changed, mut gone) = (0, 0);
	for _ in 0..100 {
		let event = dice.event();
		let event = Event {
			id: None,
			recorded: None,
			error: None,
			..event
		};
		let written = document(std::slice::from_ref(&event), created());
		let before = hash(&event);
		let first = &written["epcisBody"]["eventList"][0];
		let mut paths = Vec::new();
		leaves(first, String::new(), &mut paths);
		for path in paths {
			let value = first.pointer(&path).expect("a value");
			if let Some(other) = altered(&path, value) {
				let mut altered = written.clone();
				*altered["epcisBody"]["eventList"][0]
					.pointer_mut(&path)
					.expect("a value") = other;
				let events = read(&altered).unwrap_or_else(|error| panic!("{path}: {error}"));
				assert_ne!(hash(&events[0]), before, "{path}: {altered:#}");
				changed += 1;
			}
		}
		let names: Vec<String> = first
			.as_object()
			.expect("an event")
			.keys()
			.cloned()
			.collect();
		for name in names {
			let mut altered = written.clone();
			let fields = altered["epcisBody"]["eventList"][0]
				.as_object_mut()
				.expect("an event");
			fields.remove(&name);
			// What must be there cannot go.
			if let Ok(events) = read(&altered) {
				assert_ne!(hash(&events[0]), before, "{name}: {altered:#}");
				gone += 1;
			}
		}
	}
	assert!(
		changed > 2_000 && gone > 500,
		"{changed} changed, {gone} gone"
	);
}

#[test]
fn hash_changes_with_the_action_and_the_type() {
	let mut hashes = Vec::new();
	for action in Action::ALL {
		let epcs = [EPCS[2]];
		hashes.push(Event::new(created(), object(action, &epcs, vec![])));
		hashes.push(Event::new(
			created(),
			aggregation(action, EPCS[3], &epcs, vec![]),
		));
		let associated = What::Association {
			action,
			parent: uri(EPCS[3]),
			children: uris(&epcs),
			quantities: vec![],
		};
		hashes.push(Event::new(created(), associated));
	}
	let mut hashes: Vec<Uri> = hashes.iter().map(hash).collect();
	hashes.sort();
	hashes.dedup();
	assert_eq!(hashes.len(), 9);
}

#[test]
fn lots_are_told_apart_though_their_numbers_are_equal() {
	let of_lot = |lot: &str| {
		let mut event = Event::new(created(), object(Action::Add, &EPCS[..1], vec![]));
		event.extensions = vec![named("urn:epcglobal:cbv:mda:", "lotNumber", lot)];
		hash(&event)
	};
	assert_ne!(of_lot("0012"), of_lot("12"));
	assert_ne!(of_lot("1e2"), of_lot("100"));
}
