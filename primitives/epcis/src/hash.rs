//! The hash that names an event, however it is written down (CBV 2.0 §8.9).
//!
//! First the event becomes one string: its fields in the standard's order, each value in its one
//! form, each list sorted, nothing between them. Then SHA-256 of that.

use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use core::fmt::Display;
use sha2::{Digest, Sha256};

use crate::{
	event::{
		BizTransaction, Event, Extension, Lasting, Location, Party, Quantity, SensorElement,
		SensorMetadata, SensorReport, Value, What,
	},
	uri::{canonical, Uri},
	vocabulary::{Disposition, Term, Vocabulary},
};

/// SHA-256 of the [pre-hash string](pre_hash).
pub fn hash_bytes(event: &Event) -> [u8; 32] {
	Sha256::digest(pre_hash(event)).into()
}

/// The hash as a URI: `ni:///sha-256;…?ver=CBV2.0`.
pub fn hash(event: &Event) -> Uri {
	Uri::event(&hash_bytes(event))
}

/// The string that is hashed.
///
/// Not in it are the event's id, when it was recorded, and whether it was declared wrong: they are
/// about the event, and a copy without them is the same event.
pub fn pre_hash(event: &Event) -> String {
	let mut string = PreHash::default();
	string.field("eventType", Some(event.what.event_type()));
	string.field("eventTime", Some(event.time));
	string.field("eventTimeZoneOffset", Some(event.offset));
	string.sorted("", &event.certification, |uri, out| {
		out.uri("certificationInfo", Some(uri))
	});
	match &event.what {
		What::Object { epcs, .. } => string.epcs("epcList", epcs),
		What::Aggregation {
			parent, children, ..
		} => {
			string.uri("parentID", parent.as_ref());
			string.epcs("childEPCs", children);
		},
		What::Transaction { parent, epcs, .. } => {
			string.epcs("epcList", epcs);
			string.uri("parentID", parent.as_ref());
		},
		What::Transformation { inputs, .. } => string.epcs("inputEPCList", inputs),
		What::Association {
			parent, children, ..
		} => {
			string.uri("parentID", Some(parent));
			string.epcs("childEPCs", children);
		},
	}
	match &event.what {
		What::Object { quantities, .. } | What::Transaction { quantities, .. } => {
			string.quantities("quantityList", quantities);
		},
		What::Aggregation { quantities, .. } | What::Association { quantities, .. } => {
			string.quantities("childQuantityList", quantities);
		},
		What::Transformation {
			id,
			input_quantities,
			outputs,
			output_quantities,
			..
		} => {
			string.quantities("inputQuantityList", input_quantities);
			string.epcs("outputEPCList", outputs);
			string.quantities("outputQuantityList", output_quantities);
			string.uri("transformationID", id.as_ref());
		},
	}
	string.field("action", event.what.action().map(|action| action.word()));
	string.term("bizStep", event.biz_step.as_ref());
	string.term("disposition", event.disposition.as_ref());
	if let What::Object { lasting, .. } | What::Transformation { lasting, .. } = &event.what {
		string.lasting(lasting);
	}
	string.location("readPoint", event.read_point.as_ref());
	string.location("bizLocation", event.biz_location.as_ref());
	string.sorted(
		"bizTransactionList",
		&event.transactions,
		PreHash::transaction,
	);
	string.sorted("sourceList", &event.sources, |party, out| {
		out.party("source", party)
	});
	string.sorted("destinationList", &event.destinations, |party, out| {
		out.party("destination", party);
	});
	string.sorted("sensorElementList", &event.sensors, PreHash::sensor);
	if let What::Object { master_data, .. } | What::Transformation { master_data, .. } = &event.what
	{
		if !master_data.is_empty() {
			string.name("ilmd");
			string.extensions(master_data);
		}
	}
	string.extensions(&event.extensions);
	string.0
}

/// A pre-hash string that is being made.
#[derive(Default)]
struct PreHash(String);

impl PreHash {
	fn name(&mut self, name: &str) {
		self.0.push_str(name);
	}

	/// `name=value`, if there is a value.
	fn field(&mut self, name: &str, value: Option<impl Display>) {
		if let Some(value) = value {
			self.name(name);
			self.name("=");
			self.name(value.to_string().trim());
		}
	}

	fn uri(&mut self, name: &str, uri: Option<&Uri>) {
		self.field(name, uri.map(|uri| canonical(uri.as_str())));
	}

	fn term<V: Vocabulary>(&mut self, name: &str, term: Option<&Term<V>>) {
		self.field(name, term.map(Term::web_address));
	}

	/// Each entry by itself, in the order of their bytes, behind the list's name.
	fn sorted<'a, T: 'a>(
		&mut self,
		name: &str,
		entries: impl IntoIterator<Item = &'a T>,
		write: impl Fn(&'a T, &mut PreHash),
	) {
		let mut strings: Vec<String> = entries
			.into_iter()
			.map(|entry| {
				let mut string = PreHash::default();
				write(entry, &mut string);
				string.0
			})
			.collect();
		strings.sort_unstable();
		if !strings.is_empty() {
			self.name(name);
		}
		for string in strings {
			self.name(&string);
		}
	}

	fn epcs(&mut self, name: &str, epcs: &[Uri]) {
		self.sorted(name, epcs, |uri, out| out.uri("epc", Some(uri)));
	}

	fn quantities(&mut self, name: &str, quantities: &[Quantity]) {
		self.sorted(name, quantities, |quantity, out| {
			out.name("quantityElement");
			out.uri("epcClass", Some(&quantity.class));
			out.field("quantity", quantity.amount);
			out.field("uom", quantity.unit.as_ref().map(|unit| unit.as_str()));
		});
	}

	fn lasting(&mut self, lasting: &Lasting) {
		if lasting.is_empty() {
			return;
		}
		self.name("persistentDisposition");
		let states: [(&'static str, &[Term<Disposition>]); 2] =
			[("set", &lasting.set), ("unset", &lasting.unset)];
		for (name, terms) in states {
			self.sorted("", terms, |term, out| out.term(name, Some(term)));
		}
	}

	fn location(&mut self, name: &str, location: Option<&Location>) {
		if let Some(location) = location {
			self.name(name);
			self.uri("id", Some(&location.id));
			self.extensions(&location.extensions);
		}
	}

	fn transaction(transaction: &BizTransaction, out: &mut PreHash) {
		out.term("type", transaction.kind.as_ref());
		out.uri("bizTransaction", Some(&transaction.id));
	}

	fn party(&mut self, name: &str, party: &Party) {
		self.term("type", Some(&party.kind));
		self.uri(name, Some(&party.id));
	}

	fn sensor(element: &SensorElement, out: &mut PreHash) {
		out.name("sensorElement");
		let metadata = Self::metadata(&element.metadata);
		if !metadata.is_empty() {
			out.name("sensorMetadata");
			out.name(&metadata);
		}
		out.sorted("", &element.reports, Self::report);
		out.extensions(&element.extensions);
	}

	fn metadata(metadata: &SensorMetadata) -> String {
		let mut out = Self::default();
		out.field("time", metadata.time);
		out.field("startTime", metadata.start);
		out.field("endTime", metadata.end);
		out.uri("deviceID", metadata.device.as_ref());
		out.uri("deviceMetadata", metadata.device_metadata.as_ref());
		out.uri("rawData", metadata.raw_data.as_ref());
		out.uri("dataProcessingMethod", metadata.processing.as_ref());
		out.uri("bizRules", metadata.rules.as_ref());
		out.extensions(&metadata.extensions);
		out.0
	}

	fn report(report: &SensorReport, out: &mut PreHash) {
		out.name("sensorReport");
		out.term("type", Some(&report.kind));
		out.term("exception", report.exception.as_ref());
		out.uri("deviceID", report.device.as_ref());
		out.uri("deviceMetadata", report.device_metadata.as_ref());
		out.uri("rawData", report.raw_data.as_ref());
		out.uri("dataProcessingMethod", report.processing.as_ref());
		out.field("time", report.time);
		out.uri("microorganism", report.microorganism.as_ref());
		out.uri("chemicalSubstance", report.substance.as_ref());
		out.field("value", report.value);
		out.term("component", report.component.as_ref());
		out.field("stringValue", report.text.as_ref());
		out.field("booleanValue", report.flag);
		out.field("hexBinaryValue", report.bytes.as_ref());
		out.uri("uriValue", report.uri.as_ref());
		out.field("minValue", report.lowest);
		out.field("maxValue", report.highest);
		out.field("meanValue", report.mean);
		out.field("sDev", report.deviation);
		out.field("percRank", report.percentile);
		out.field("percValue", report.percentile_value);
		out.field("uom", report.unit.as_ref().map(|unit| unit.as_str()));
		out.uri(
			"coordinateReferenceSystem",
			report.reference_system.as_ref(),
		);
		out.extensions(&report.extensions);
	}

	/// `{namespace}name=value` each, sorted; fields inside fields behind the name of those.
	fn extensions(&mut self, extensions: &[Extension]) {
		self.sorted("", extensions, |extension, out| {
			out.name("{");
			out.name(extension.namespace().as_str());
			out.name("}");
			match &extension.value {
				Value::Text(text) => out.field(extension.name(), Some(canonical(text))),
				Value::Number(number) => out.field(extension.name(), Some(number)),
				Value::Flag(flag) => out.field(extension.name(), Some(flag)),
				Value::Fields(fields) => {
					out.name(extension.name());
					out.extensions(fields);
				},
			}
		});
	}
}
