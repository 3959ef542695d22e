//! What cannot be read is refused, by the name of the field.

use hallmark_epcis::{event::Value, read, Event, Unreadable};
use serde_json::{json, Value as Json};

fn document(event: Json) -> Json {
	json!({
		"@context": [
			"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
			{ "example": "https://ns.example.com/epcis/" },
		],
		"type": "EPCISDocument",
		"schemaVersion": "2.0",
		"creationDate": "2026-11-22T12:00:00Z",
		"epcisBody": { "eventList": [event] },
	})
}

fn plain() -> Json {
	json!({
		"type": "ObjectEvent",
		"action": "OBSERVE",
		"eventTime": "2026-11-22T12:00:00Z",
		"eventTimeZoneOffset": "+00:00",
		"epcList": ["urn:epc:id:sscc:0614141.1234567890"],
	})
}

fn read_one(event: Json) -> Result<Event, Unreadable> {
	read(&document(event)).map(|mut events| events.remove(0))
}

#[test]
fn field_is_refused_when_it_is_malformed_or_unknown() {
	assert!(read_one(plain()).is_ok());
	for (name, value) in [
		("type", json!("SomeEvent")),
		("type", json!("TransformationEvent")),
		("type", json!("AssociationEvent")),
		("action", json!("add")),
		("action", json!(1)),
		("eventTime", json!("2026-11-22")),
		("eventTimeZoneOffset", json!("Z")),
		("recordTime", json!(0)),
		("eventID", json!("no URI")),
		("epcList", json!("urn:epc:id:sscc:0614141.1234567890")),
		("epcList", json!([7])),
		("epcList", json!(["two words"])),
		("quantityList", json!([{ "quantity": 1 }])),
		(
			"quantityList",
			json!([{ "epcClass": "urn:x:y", "quantity": "1" }]),
		),
		(
			"quantityList",
			json!([{ "epcClass": "urn:x:y", "quantity": 0.123_456_789_012_345_6e-200 }]),
		),
		(
			"quantityList",
			json!([{ "epcClass": "urn:x:y", "quantity": 1_234_567_890_123_456_789_u64 }]),
		),
		(
			"quantityList",
			json!([{ "epcClass": "urn:x:y", "uom": "kg" }]),
		),
		("quantityList", json!([7])),
		("bizStep", json!("commission")),
		("disposition", json!(7)),
		("persistentDisposition", json!({ "set": "recalled" })),
		("persistentDisposition", json!("recalled")),
		("readPoint", json!("urn:x:y")),
		("readPoint", json!({})),
		("readPoint", json!({ "id": "urn:x:y", "gate": 7 })),
		("bizTransactionList", json!([{ "type": "po" }])),
		("sourceList", json!([{ "source": "urn:x:y" }])),
		("sourceList", json!([{ "type": "owning_party" }])),
		(
			"sourceList",
			json!([{ "type": "owning party", "source": "urn:x:y" }]),
		),
		("sensorElementList", json!([{ "sensorReport": [{}] }])),
		(
			"sensorElementList",
			json!([{ "sensorReport": [{ "type": "Heat" }] }]),
		),
		(
			"sensorElementList",
			json!([{ "sensorReport": [{ "type": "Mass", "booleanValue": "true" }] }]),
		),
		(
			"sensorElementList",
			json!([{ "sensorMetadata": { "time": "now" }, "sensorReport": [] }]),
		),
		("errorDeclaration", json!({})),
		("errorDeclaration", json!({ "declarationTime": "now" })),
		("ilmd", json!({ "lot": "7" })),
		("colour", json!("red")),
		("example:a b", json!("red")),
		("other:colour", json!("red")),
		("example:colour", json!(null)),
		("example:colour", json!([["red"]])),
		("example:colour", json!({ "shade": "dark" })),
	] {
		let mut event = plain();
		event[name] = value;
		let refused = read_one(event.clone());
		assert!(refused.is_err(), "{event:#} is {refused:?}");
	}
	for name in ["type", "action", "eventTime", "eventTimeZoneOffset"] {
		let mut event = plain();
		event.as_object_mut().expect("an object").remove(name);
		assert_eq!(
			read_one(event),
			Err(Unreadable(format!("{name}: is missing")))
		);
	}
}

#[test]
fn document_is_refused_when_it_has_no_list_of_events() {
	for document in [
		json!(null),
		json!([]),
		json!({}),
		json!({ "epcisBody": {} }),
		json!({ "epcisBody": { "eventList": {} } }),
		json!({ "epcisBody": { "eventList": [7] } }),
		json!({ "epcisBody": { "queryResults": { "resultsBody": {} } } }),
	] {
		assert!(read(&document).is_err(), "{document}");
	}
}

#[test]
fn answers_to_queries_are_read_too() {
	let query = json!({
		"type": "EPCISQueryDocument",
		"epcisBody": { "queryResults": { "resultsBody": { "eventList": [plain()] } } },
	});
	assert_eq!(read(&query), read(&document(plain())));
}

#[test]
fn event_may_bring_its_own_short_names() {
	let mut event = plain();
	event["@context"] = json!({ "mine": "urn:example:mine#" });
	event["mine:colour"] = json!(["red", "blue"]);
	event["example:shade"] = json!("mine:dark");
	let read = read_one(event).expect("an event");
	let told: Vec<_> = read
		.extensions
		.iter()
		.map(|field| (field.namespace().as_str(), field.name(), &field.value))
		.collect();
	assert_eq!(
		told,
		[
			(
				"https://ns.example.com/epcis/",
				"shade",
				&Value::from("urn:example:mine#dark")
			),
			("urn:example:mine#", "colour", &Value::from("red")),
			("urn:example:mine#", "colour", &Value::from("blue")),
		]
	);
}
