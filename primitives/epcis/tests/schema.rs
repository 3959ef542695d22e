//! Documents against GS1's JSON schema for EPCIS 2.0, and GS1's examples against our reader.
//!
//! Schema and examples are not ours to pass on. `HALLMARK_DATA` names a folder that has them under
//! `standards/epcis`; without it these tests say that they were skipped, and pass.

#[path = "common/mod.rs"]
mod common;
#[path = "common/steps.rs"]
mod journey;

use std::{
	env, fs,
	path::{Path, PathBuf},
};

use boon::{Compiler, SchemaIndex, Schemas};
use common::{field, named, uri, Dice};
use hallmark_epcis::{
	document,
	event::{SensorElement, Value},
	events, hash, read, Event, Time,
};
use serde_json::{json, Value as Json};

/// The folder, if there is one.
fn data(test: &str) -> Option<PathBuf> {
	let folder =
		env::var_os("HALLMARK_DATA").map(|data| PathBuf::from(data).join("standards/epcis"));
	if folder.is_none() {
		eprintln!("{test}: SKIPPED, since HALLMARK_DATA names no folder with GS1's schema");
	}
	folder
}

fn load(path: PathBuf) -> Json {
	let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
	serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path:?}: {error}"))
}

/// GS1's schema, ready to validate with.
struct Schema {
	schemas: Schemas,
	index: SchemaIndex,
}

impl Schema {
	/// The schema refers to nothing outside itself. Formats count: what must be a URI is one.
	fn load(folder: &Path) -> Self {
		let mut schema = load(folder.join("EPCIS-JSON-Schema.json"));
		without_looking_ahead(&mut schema);
		let mut compiler = Compiler::new();
		compiler.enable_format_assertions();
		let address = "https://gs1.example/epcis.json";
		compiler.add_resource(address, schema).expect("a schema");
		let mut schemas = Schemas::new();
		let index = compiler
			.compile(address, &mut schemas)
			.expect("GS1's schema is one");
		Self { schemas, index }
	}

	fn is_valid(&self, document: &Json) -> bool {
		self.schemas.validate(document, self.index).is_ok()
	}

	/// Asserts that it is.
	fn valid(&self, document: &Json) {
		if let Err(error) = self.schemas.validate(document, self.index) {
			panic!("{error:#}\n{document:#}");
		}
	}
}

/// The validator's regular expressions do not look ahead. GS1's do in one way only, to say what
/// text must not begin with, and `not` says that as well.
fn without_looking_ahead(schema: &mut Json) {
	match schema {
		Json::Array(list) => list.iter_mut().for_each(without_looking_ahead),
		Json::Object(map) => {
			map.values_mut().for_each(without_looking_ahead);
			let pattern = map
				.get("pattern")
				.and_then(Json::as_str)
				.unwrap_or_default();
			let ahead = pattern
				.strip_prefix("^(?!")
				.and_then(|rest| rest.strip_suffix(')'));
			if let Some(start) = ahead.map(|start| format!("^{start}")) {
				map.remove("pattern");
				map.insert("not".into(), json!({ "pattern": start }));
			}
		},
		_ => {},
	}
}

fn created() -> Time {
	common::time("2026-11-22T12:00:00Z")
}

#[test]
fn every_step_is_a_valid_document() {
	let Some(folder) = data("every_step_is_a_valid_document") else {
		return;
	};
	let schema = Schema::load(&folder);
	let all = events(&journey::CHAIN, &journey::journey()).expect("events");
	for event in &all {
		let document = document(std::slice::from_ref(event), created());
		schema.valid(&document);
	}
	for events in [&all[..], &[]] {
		schema.valid(&document(events, created()));
	}
}

#[test]
fn every_field_is_valid_where_it_stands() {
	let Some(folder) = data("every_field_is_valid_where_it_stands") else {
		return;
	};
	let schema = Schema::load(&folder);
	let mut event = events(&journey::CHAIN, &journey::journey())
		.expect("events")
		.remove(9);
	event.certification = vec![uri("https://example.org/certificate/1")];
	event.extensions.push(field("list", "a"));
	event.extensions.push(field("list", "b"));
	event.extensions.push(field(
		"nested",
		Value::Fields(vec![field("flag", Value::Flag(true))]),
	));
	event
		.extensions
		.push(named("urn:example:other#", "x-1", "y"));
	let place = event.read_point.as_mut().expect("a place");
	place.extensions.push(field("gate", "7"));
	event.sensors.push(SensorElement {
		reports: vec![common::report("Speed", "12.5", "KMH")],
		..Default::default()
	});
	let document = document(&[event], created());
	schema.valid(&document);
}

#[test]
fn documents_are_refused_when_something_is_wrong_with_them() {
	let Some(folder) = data("documents_are_refused_when_something_is_wrong_with_them") else {
		return;
	};
	let schema = Schema::load(&folder);
	let steps = journey::journey();
	let events = events(&journey::CHAIN, &steps).expect("events");
	let good = |index: usize| document(&events[index..=index], created());
	let event = "/epcisBody/eventList/0";
	for (index, path, value) in [
		(0, "/type", json!("EPCISdocument")),
		(0, "/creationDate", json!("yesterday")),
		(0, "/schemaVersion", json!("two")),
		(0, "/epcisBody", json!({})),
		(0, "/@context", json!(7)),
		(0, "/epcisBody/eventList/0/action", json!("add")),
		(0, "/epcisBody/eventList/0/action", json!("OBSERVE")),
		(0, "/epcisBody/eventList/0/bizStep", json!("commission")),
		(
			0,
			"/epcisBody/eventList/0/bizStep",
			json!("urn:epcglobal:cbv:bizstep:commissioning"),
		),
		(0, "/epcisBody/eventList/0/disposition", json!("fresh")),
		(0, "/epcisBody/eventList/0/eventTime", json!("2026-11-22")),
		(0, "/epcisBody/eventList/0/eventTimeZoneOffset", json!("Z")),
		(0, "/epcisBody/eventList/0/epcList", json!(["not a URI"])),
		(
			0,
			"/epcisBody/eventList/0/epcList",
			json!([journey::CASE, journey::CASE]),
		),
		(0, "/epcisBody/eventList/0/eventID", json!("no URI")),
		(
			0,
			"/epcisBody/eventList/0/readPoint",
			json!({ "place": "urn:x:y" }),
		),
		(
			1,
			"/epcisBody/eventList/0/quantityList/0/uom",
			json!("kilogram"),
		),
		(
			1,
			"/epcisBody/eventList/0/quantityList/0/quantity",
			json!("12.5"),
		),
		(2, "/epcisBody/eventList/0/transformationID", json!(5)),
		(3, "/epcisBody/eventList/0/parentID", json!(5)),
		(8, "/epcisBody/eventList/0/bizTransactionList", json!([])),
		(
			8,
			"/epcisBody/eventList/0/sourceList/0/type",
			json!("owner"),
		),
		(
			8,
			"/epcisBody/eventList/0/sensorElementList/0/sensorReport",
			json!([]),
		),
		(
			8,
			"/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/type",
			json!("Heat"),
		),
		(
			13,
			"/epcisBody/eventList/0/persistentDisposition",
			json!({}),
		),
		(
			19,
			"/epcisBody/eventList/0/errorDeclaration/reason",
			json!("mistake"),
		),
	] {
		let mut document = good(index);
		schema.valid(&document);
		*document
			.pointer_mut(path)
			.unwrap_or_else(|| panic!("{path} is not there")) = value;
		assert!(!schema.is_valid(&document), "{path}: {document:#}");
	}
	// A field that does not belong there, by its name alone.
	for (index, name) in [
		(0, "parentID"),
		(0, "colour"),
		(2, "action"),
		(3, "persistentDisposition"),
		(8, "ilmd"),
	] {
		let mut document = good(index);
		let fields = document
			.pointer_mut(event)
			.and_then(Json::as_object_mut)
			.expect("an event");
		fields.insert(name.into(), json!({}));
		assert!(!schema.is_valid(&document), "{name}: {document:#}");
	}
	// And one that is missing.
	for (index, name) in [
		(0, "eventTime"),
		(0, "eventTimeZoneOffset"),
		(0, "epcList"),
		(0, "action"),
		(3, "childEPCs"),
		(4, "parentID"),
		(8, "bizTransactionList"),
	] {
		let mut document = good(index);
		let fields = document
			.pointer_mut(event)
			.and_then(Json::as_object_mut)
			.expect("an event");
		fields.remove("childQuantityList");
		assert!(fields.remove(name).is_some(), "{name}");
		assert!(!schema.is_valid(&document), "{name}: {document:#}");
	}
}

/// GS1's examples that are read here.
const EXAMPLES: [&str; 4] = [
	"Example_9.6.1-ObjectEvent.jsonld",
	"Example_9.6.3-AggregationEvent.jsonld",
	"Example_9.6.4-TransformationEvent.jsonld",
	"SensorDataExample1.jsonld",
];

#[test]
fn published_documents_are_read_and_written_again() {
	let Some(folder) = data("published_documents_are_read_and_written_again") else {
		return;
	};
	let schema = Schema::load(&folder);
	let mut dice = Dice(11);
	for name in EXAMPLES {
		let published = load(folder.join(name));
		schema.valid(&published);
		let events: Vec<Event> = read(&published).unwrap_or_else(|error| panic!("{name}: {error}"));
		assert!(!events.is_empty(), "{name}");
		let written = document(&events, created());
		schema.valid(&written);
		assert_eq!(read(&written).as_ref(), Ok(&events), "{name}");

		// In another order it is the same event.
		let mut shuffled = published.clone();
		shuffle(&mut shuffled["epcisBody"]["eventList"][0], &mut dice);
		let other = read(&shuffled).unwrap_or_else(|error| panic!("{name}: {error}"));
		assert_eq!(hash(&other[0]), hash(&events[0]), "{name}");
	}
}

#[test]
fn first_example_has_its_published_hash() {
	let Some(folder) = data("first_example_has_its_published_hash") else {
		return;
	};
	// As the algorithm's reference implementation has it; the ids inside the file are older.
	let events = read(&load(folder.join(EXAMPLES[0]))).expect("events");
	let published = [
		"df6523665bc5e5803d6c7b84f5a04e103694d8220f2abc4f2c74310e89f31bc6",
		"32547b2344d525ea60ab1b899d82a9011fd9c39bb26ed936e113066146f49941",
	];
	for (event, digits) in events.iter().zip(published) {
		assert_eq!(
			hash(event).as_str(),
			format!("ni:///sha-256;{digits}?ver=CBV2.0")
		);
	}
}

/// Every list in another order.
fn shuffle(json: &mut Json, dice: &mut Dice) {
	match json {
		Json::Array(list) => {
			dice.shuffle(list);
			list.iter_mut().for_each(|entry| shuffle(entry, dice));
		},
		Json::Object(map) => map.values_mut().for_each(|value| shuffle(value, dice)),
		_ => {},
	}
}

#[test]
fn vocabulary_is_the_schemas() {
	use hallmark_epcis::vocabulary as v;
	let Some(folder) = data("vocabulary_is_the_schemas") else {
		return;
	};
	fn words<V: v::Vocabulary>() -> Vec<&'static str> {
		V::ALL.iter().map(|word| word.word()).collect()
	}
	let schema = load(folder.join("EPCIS-JSON-Schema.json"));
	for (definition, mut ours) in [
		("bizStep", words::<v::BizStep>()),
		("disposition", words::<v::Disposition>()),
		("bizTransaction-type", words::<v::TransactionType>()),
		("source-dest-type", words::<v::PartyType>()),
		("error-reason", words::<v::ErrorReason>()),
		("measurementType", words::<v::Measurement>()),
		("sensorAlertType", words::<v::SensorAlert>()),
		("component", words::<v::Component>()),
	] {
		let list = &schema["definitions"][definition]["anyOf"][1]["enum"];
		let list = list.as_array().unwrap_or_else(|| panic!("{definition}"));
		let mut theirs: Vec<&str> = list.iter().filter_map(Json::as_str).collect();
		theirs.sort_unstable();
		ours.sort_unstable();
		assert_eq!(ours, theirs, "{definition}");
	}
}
