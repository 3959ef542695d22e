//! Events as an EPCIS document in JSON-LD (EPCIS 2.0 §10).

use alloc::{
	collections::BTreeMap,
	format,
	string::{String, ToString},
	vec::Vec,
};
use serde_json::{json, Map, Value as Json};

use crate::{
	event::{
		BizTransaction, ErrorDeclaration, Event, Extension, Lasting, Location, Party, Quantity,
		SensorElement, SensorMetadata, SensorReport, Value, What,
	},
	time::Time,
	uri::Uri,
	vocabulary::{Term, Vocabulary},
	MASTER_DATA, NAMESPACE,
};

/// What GS1's words mean: the context that every document names.
pub const CONTEXT: &str = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/// A document with these events, in this order. `created` is when it was made.
pub fn document(events: &[Event], created: Time) -> Json {
	let mut prefixes = Prefixes::default();
	let list: Vec<Json> = events.iter().map(|event| prefixes.event(event)).collect();
	json!({
		"@context": prefixes.context(),
		"type": "EPCISDocument",
		"schemaVersion": "2.0",
		"creationDate": created.to_string(),
		"epcisBody": { "eventList": list },
	})
}

/// A JSON object that is being filled.
#[derive(Default)]
struct Object(Map<String, Json>);

impl Object {
	fn put(&mut self, name: &str, value: impl Into<Json>) {
		self.0.insert(name.into(), value.into());
	}

	fn text(&mut self, name: &str, value: Option<impl ToString>) {
		if let Some(value) = value {
			self.put(name, value.to_string());
		}
	}

	fn number(&mut self, name: &str, value: Option<crate::Decimal>) {
		if let Some(value) = value {
			self.put(name, value.to_json());
		}
	}

	fn term<V: Vocabulary>(&mut self, name: &str, term: Option<&Term<V>>) {
		self.text(name, term.map(Term::bare));
	}

	fn list(&mut self, name: &str, list: Vec<Json>) {
		if !list.is_empty() {
			self.put(name, list);
		}
	}

	fn uris(&mut self, name: &str, uris: &[Uri]) {
		self.list(name, uris.iter().map(|uri| uri.as_str().into()).collect());
	}

	fn quantities(&mut self, name: &str, quantities: &[Quantity]) {
		let element = |quantity: &Quantity| {
			let mut object = Object::default();
			object.text("epcClass", Some(&quantity.class));
			object.number("quantity", quantity.amount);
			object.text("uom", quantity.unit.as_ref().map(|unit| unit.as_str()));
			object.0.into()
		};
		self.list(name, quantities.iter().map(element).collect());
	}

	fn lasting(&mut self, lasting: &Lasting) {
		let mut object = Object::default();
		for (name, terms) in [("set", &lasting.set), ("unset", &lasting.unset)] {
			object.list(name, terms.iter().map(|term| term.bare().into()).collect());
		}
		if !object.0.is_empty() {
			self.put("persistentDisposition", object.0);
		}
	}

	fn parties(&mut self, list: &str, name: &str, parties: &[Party]) {
		let element = |party: &Party| {
			let mut object = Object::default();
			object.term("type", Some(&party.kind));
			object.text(name, Some(&party.id));
			object.0.into()
		};
		self.list(list, parties.iter().map(element).collect());
	}

	fn transactions(&mut self, transactions: &[BizTransaction]) {
		let element = |transaction: &BizTransaction| {
			let mut object = Object::default();
			object.term("type", transaction.kind.as_ref());
			object.text("bizTransaction", Some(&transaction.id));
			object.0.into()
		};
		self.list(
			"bizTransactionList",
			transactions.iter().map(element).collect(),
		);
	}
}

/// Short names for the namespaces of fields that are not the standard's.
#[derive(Default)]
struct Prefixes(BTreeMap<String, String>);

impl Prefixes {
	/// The contexts: GS1's, and what the short names stand for.
	fn context(self) -> Json {
		let own: Map<String, Json> = self
			.0
			.into_iter()
			.filter(|(namespace, _)| namespace != MASTER_DATA)
			.map(|(namespace, prefix)| (prefix, namespace.into()))
			.collect();
		match own.is_empty() {
			true => json!([CONTEXT]),
			false => json!([CONTEXT, own]),
		}
	}

	fn prefix(&mut self, namespace: &Uri) -> &str {
		let number = self.0.len() + 1;
		self.0
			.entry(namespace.to_string())
			.or_insert_with(|| match namespace.as_str() {
				// GS1's context has this one.
				MASTER_DATA => "cbvmda".into(),
				NAMESPACE => "hallmark".into(),
				_ => format!("ns{number}"),
			})
	}

	fn extend(&mut self, object: &mut Object, extensions: &[Extension]) {
		for extension in extensions {
			let name = format!(
				"{}:{}",
				self.prefix(extension.namespace()),
				extension.name()
			);
			let value = match &extension.value {
				Value::Text(text) => text.as_str().into(),
				Value::Number(number) => number.to_json(),
				Value::Flag(flag) => (*flag).into(),
				Value::Fields(fields) => {
					let mut object = Object::default();
					self.extend(&mut object, fields);
					object.0.into()
				},
			};
			// The same name again makes a list of them.
			match object.0.get_mut(&name) {
				None => object.put(&name, value),
				Some(Json::Array(list)) => list.push(value),
				Some(first) => *first = Json::Array([first.take(), value].into()),
			}
		}
	}

	fn event(&mut self, event: &Event) -> Json {
		let mut object = Object::default();
		object.put("type", event.what.event_type());
		object.text("eventID", event.id.as_ref());
		object.text("eventTime", Some(event.time));
		object.text("eventTimeZoneOffset", Some(event.offset));
		object.text("recordTime", event.recorded);
		object.uris("certificationInfo", &event.certification);
		if let Some(error) = &event.error {
			let error = self.error(error);
			object.put("errorDeclaration", error);
		}
		object.text("action", event.what.action().map(|action| action.word()));
		self.what(&mut object, &event.what);
		object.term("bizStep", event.biz_step.as_ref());
		object.term("disposition", event.disposition.as_ref());
		for (name, location) in [
			("readPoint", &event.read_point),
			("bizLocation", &event.biz_location),
		] {
			if let Some(location) = location {
				let location = self.location(location);
				object.put(name, location);
			}
		}
		object.transactions(&event.transactions);
		object.parties("sourceList", "source", &event.sources);
		object.parties("destinationList", "destination", &event.destinations);
		let sensors = event
			.sensors
			.iter()
			.map(|element| self.sensor(element))
			.collect();
		object.list("sensorElementList", sensors);
		self.extend(&mut object, &event.extensions);
		object.0.into()
	}

	fn what(&mut self, object: &mut Object, what: &What) {
		match what {
			What::Object {
				epcs,
				quantities,
				lasting,
				master_data,
				..
			} => {
				object.uris("epcList", epcs);
				object.quantities("quantityList", quantities);
				object.lasting(lasting);
				self.master_data(object, master_data);
			},
			What::Aggregation {
				parent,
				children,
				quantities,
				..
			} => {
				object.text("parentID", parent.as_ref());
				object.uris("childEPCs", children);
				object.quantities("childQuantityList", quantities);
			},
			What::Transaction {
				parent,
				epcs,
				quantities,
				..
			} => {
				object.text("parentID", parent.as_ref());
				object.uris("epcList", epcs);
				object.quantities("quantityList", quantities);
			},
			What::Transformation {
				id,
				inputs,
				input_quantities,
				outputs,
				output_quantities,
				lasting,
				master_data,
			} => {
				object.text("transformationID", id.as_ref());
				object.uris("inputEPCList", inputs);
				object.quantities("inputQuantityList", input_quantities);
				object.uris("outputEPCList", outputs);
				object.quantities("outputQuantityList", output_quantities);
				object.lasting(lasting);
				self.master_data(object, master_data);
			},
			What::Association {
				parent,
				children,
				quantities,
				..
			} => {
				object.text("parentID", Some(parent));
				object.uris("childEPCs", children);
				object.quantities("childQuantityList", quantities);
			},
		}
	}

	fn master_data(&mut self, object: &mut Object, fields: &[Extension]) {
		if !fields.is_empty() {
			let mut inner = Object::default();
			self.extend(&mut inner, fields);
			object.put("ilmd", inner.0);
		}
	}

	fn location(&mut self, location: &Location) -> Map<String, Json> {
		let mut object = Object::default();
		object.text("id", Some(&location.id));
		self.extend(&mut object, &location.extensions);
		object.0
	}

	fn error(&mut self, error: &ErrorDeclaration) -> Map<String, Json> {
		let mut object = Object::default();
		object.text("declarationTime", Some(error.declared));
		object.term("reason", error.reason.as_ref());
		object.uris("correctiveEventIDs", &error.corrective);
		self.extend(&mut object, &error.extensions);
		object.0
	}

	fn sensor(&mut self, element: &SensorElement) -> Json {
		let mut object = Object::default();
		let metadata = self.metadata(&element.metadata);
		if !metadata.is_empty() {
			object.put("sensorMetadata", metadata);
		}
		let reports = element
			.reports
			.iter()
			.map(|report| self.report(report))
			.collect();
		object.list("sensorReport", reports);
		self.extend(&mut object, &element.extensions);
		object.0.into()
	}

	fn metadata(&mut self, metadata: &SensorMetadata) -> Map<String, Json> {
		let mut object = Object::default();
		object.text("time", metadata.time);
		object.text("startTime", metadata.start);
		object.text("endTime", metadata.end);
		object.text("deviceID", metadata.device.as_ref());
		object.text("deviceMetadata", metadata.device_metadata.as_ref());
		object.text("rawData", metadata.raw_data.as_ref());
		object.text("dataProcessingMethod", metadata.processing.as_ref());
		object.text("bizRules", metadata.rules.as_ref());
		self.extend(&mut object, &metadata.extensions);
		object.0
	}

	fn report(&mut self, report: &SensorReport) -> Json {
		let mut object = Object::default();
		object.term("type", Some(&report.kind));
		object.term("exception", report.exception.as_ref());
		object.text("deviceID", report.device.as_ref());
		object.text("deviceMetadata", report.device_metadata.as_ref());
		object.text("rawData", report.raw_data.as_ref());
		object.text("dataProcessingMethod", report.processing.as_ref());
		object.text("time", report.time);
		object.text("microorganism", report.microorganism.as_ref());
		object.text("chemicalSubstance", report.substance.as_ref());
		object.number("value", report.value);
		object.term("component", report.component.as_ref());
		object.text("stringValue", report.text.as_ref());
		if let Some(flag) = report.flag {
			object.put("booleanValue", flag);
		}
		object.text("hexBinaryValue", report.bytes.as_ref());
		object.text("uriValue", report.uri.as_ref());
		object.number("minValue", report.lowest);
		object.number("maxValue", report.highest);
		object.number("meanValue", report.mean);
		object.number("sDev", report.deviation);
		object.number("percRank", report.percentile);
		object.number("percValue", report.percentile_value);
		object.text("uom", report.unit.as_ref().map(|unit| unit.as_str()));
		object.text(
			"coordinateReferenceSystem",
			report.reference_system.as_ref(),
		);
		self.extend(&mut object, &report.extensions);
		object.0.into()
	}
}
