//! Events from an EPCIS document in JSON-LD: what hashes a document that somebody else wrote.
//!
//! This is no JSON-LD processor. It knows GS1's context by heart and takes short names of namespaces
//! from the contexts that stand in the document; further contexts by address are not fetched.

use alloc::{
	collections::BTreeMap,
	format,
	string::{String, ToString},
	vec::Vec,
};
use core::{fmt, str::FromStr};
use serde_json::{Map, Value as Json};

use crate::{
	event::{
		Action, BizTransaction, ErrorDeclaration, Event, Extension, Lasting, Location, Party,
		Quantity, SensorElement, SensorMetadata, SensorReport, Unit, Value, What,
	},
	uri::Uri,
	vocabulary::{Disposition, Term, Vocabulary},
	Decimal, MASTER_DATA,
};

/// Whose comments are not part of an event.
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";

/// A document, or an event in it, is not one: the field that is missing, unknown or wrong.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unreadable(pub String);

impl fmt::Display for Unreadable {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "EPCIS document: {}", self.0)
	}
}

impl core::error::Error for Unreadable {}

type Read<T> = Result<T, Unreadable>;

fn wrong<T>(name: &str, why: &str) -> Read<T> {
	Err(Unreadable(format!("{name}: {why}")))
}

/// The events of an EPCISDocument or an EPCISQueryDocument, in their order.
pub fn read(document: &Json) -> Read<Vec<Event>> {
	let mut reader = Reader::default();
	reader.context(document.get("@context"));
	let body = document.get("epcisBody").unwrap_or(&Json::Null);
	let events = body.get("eventList").or_else(|| {
		body.get("queryResults")?
			.get("resultsBody")?
			.get("eventList")
	});
	match events {
		Some(Json::Array(events)) => events.iter().map(|event| reader.event(event)).collect(),
		_ => wrong("eventList", "is missing"),
	}
}

/// What short names stand for.
struct Reader(BTreeMap<String, String>);

impl Default for Reader {
	fn default() -> Self {
		let known = [
			("cbv", "https://ref.gs1.org/cbv/"),
			("epcis", "https://ref.gs1.org/epcis/"),
			("gs1", "https://gs1.org/voc/"),
			("cbvmda", MASTER_DATA),
			("rdfs", RDFS),
		];
		Self(
			known
				.map(|(short, namespace)| (short.into(), namespace.into()))
				.into(),
		)
	}
}

/// An object and the names of its fields that have been asked for.
struct Object<'a> {
	map: &'a Map<String, Json>,
	known: Vec<&'static str>,
}

impl<'a> Object<'a> {
	fn of(name: &str, json: &'a Json) -> Read<Self> {
		match json {
			Json::Object(map) => Ok(Self {
				map,
				known: Vec::new(),
			}),
			_ => wrong(name, "is no object"),
		}
	}

	fn get(&mut self, name: &'static str) -> Option<&'a Json> {
		self.known.push(name);
		self.map.get(name)
	}

	fn text(&mut self, name: &'static str) -> Read<Option<&'a str>> {
		match self.get(name) {
			None => Ok(None),
			Some(Json::String(text)) => Ok(Some(text.trim())),
			Some(_) => wrong(name, "is no text"),
		}
	}

	/// Text that is read by its type.
	fn parsed<T: FromStr>(&mut self, name: &'static str) -> Read<Option<T>> {
		match self.text(name)? {
			None => Ok(None),
			Some(text) => text
				.parse()
				.map(Some)
				.or_else(|_| wrong(name, "is malformed")),
		}
	}

	fn number(&mut self, name: &'static str) -> Read<Option<Decimal>> {
		self.get(name).map(|json| number(name, json)).transpose()
	}

	fn unit(&mut self) -> Read<Option<Unit>> {
		match self.text("uom")? {
			None => Ok(None),
			Some(code) => {
				Unit::new(code).map_or_else(|| wrong("uom", "is no unit"), |it| Ok(Some(it)))
			},
		}
	}

	fn list(&mut self, name: &'static str) -> Read<&'a [Json]> {
		match self.get(name) {
			None => Ok(&[]),
			Some(Json::Array(list)) => Ok(list),
			Some(_) => wrong(name, "is no list"),
		}
	}
}

/// What must be there.
fn needed<T>(name: &str, value: Option<T>) -> Read<T> {
	value.map_or_else(|| wrong(name, "is missing"), Ok)
}

fn number(name: &str, json: &Json) -> Read<Decimal> {
	match json {
		Json::Number(number) => number
			.to_string()
			.parse()
			.or_else(|_| wrong(name, "is a number with too many digits")),
		_ => wrong(name, "is no number"),
	}
}

impl Reader {
	/// Short names from contexts that stand in the document.
	fn context(&mut self, context: Option<&Json>) {
		match context {
			Some(Json::Array(contexts)) => {
				for context in contexts {
					self.context(Some(context));
				}
			},
			Some(Json::Object(terms)) => {
				for (short, namespace) in terms {
					if let Json::String(namespace) = namespace {
						self.0.insert(short.clone(), namespace.clone());
					}
				}
			},
			_ => {},
		}
	}

	/// A name with its namespace in place of the short name.
	fn expanded(&self, text: &str) -> String {
		match text.split_once(':') {
			Some((short, rest)) if !rest.starts_with("//") => match self.0.get(short) {
				Some(namespace) => [namespace, rest].concat(),
				None => text.into(),
			},
			_ => text.into(),
		}
	}

	fn as_uri(&self, name: &str, json: &Json) -> Read<Uri> {
		json.as_str()
			.and_then(|text| Uri::new(&self.expanded(text.trim())))
			.map_or_else(|| wrong(name, "is no URI"), Ok)
	}

	fn as_term<V: Vocabulary>(&self, name: &str, json: &Json) -> Read<Term<V>> {
		json.as_str()
			.and_then(|text| Term::read(&self.expanded(text.trim())))
			.map_or_else(|| wrong(name, "is neither a word nor a URI"), Ok)
	}

	fn uri(&self, object: &mut Object, name: &'static str) -> Read<Option<Uri>> {
		object
			.get(name)
			.map(|json| self.as_uri(name, json))
			.transpose()
	}

	fn term<V: Vocabulary>(
		&self,
		object: &mut Object,
		name: &'static str,
	) -> Read<Option<Term<V>>> {
		object
			.get(name)
			.map(|json| self.as_term(name, json))
			.transpose()
	}

	fn uris(&self, object: &mut Object, name: &'static str) -> Read<Vec<Uri>> {
		object
			.list(name)?
			.iter()
			.map(|json| self.as_uri(name, json))
			.collect()
	}

	fn event(&self, json: &Json) -> Read<Event> {
		let mut object = Object::of("event", json)?;
		if let Some(context) = object.get("@context") {
			let mut inner = Self(self.0.clone());
			inner.context(Some(context));
			return inner.fields_of_event(object);
		}
		self.fields_of_event(object)
	}

	fn fields_of_event(&self, mut object: Object) -> Read<Event> {
		let o = &mut object;
		let time = needed("eventTime", o.parsed("eventTime")?)?;
		let what = self.what(o)?;
		let certification = match o.map.get("certificationInfo") {
			Some(json @ Json::String(_)) => {
				o.known.push("certificationInfo");
				[self.as_uri("certificationInfo", json)?].into()
			},
			_ => self.uris(o, "certificationInfo")?,
		};
		let event = Event {
			offset: needed("eventTimeZoneOffset", o.parsed("eventTimeZoneOffset")?)?,
			recorded: o.parsed("recordTime")?,
			id: self.uri(o, "eventID")?,
			certification,
			error: o
				.get("errorDeclaration")
				.map(|json| self.error(json))
				.transpose()?,
			biz_step: self.term(o, "bizStep")?,
			disposition: self.term(o, "disposition")?,
			read_point: o
				.get("readPoint")
				.map(|json| self.location(json))
				.transpose()?,
			biz_location: o
				.get("bizLocation")
				.map(|json| self.location(json))
				.transpose()?,
			transactions: o
				.list("bizTransactionList")?
				.iter()
				.map(|json| self.transaction(json))
				.collect::<Read<_>>()?,
			sources: self.parties(o, "sourceList", "source")?,
			destinations: self.parties(o, "destinationList", "destination")?,
			sensors: o
				.list("sensorElementList")?
				.iter()
				.map(|json| self.sensor(json))
				.collect::<Read<_>>()?,
			..Event::new(time, what)
		};
		Ok(Event {
			extensions: self.rest(&object)?,
			..event
		})
	}

	fn what(&self, o: &mut Object) -> Read<What> {
		let event_type = needed("type", o.text("type")?)?;
		let action = match o.text("action")? {
			None => None,
			Some(text) => match Action::ALL.into_iter().find(|action| action.word() == text) {
				None => return wrong("action", "is none"),
				action => action,
			},
		};
		let acted = || needed("action", action);
		Ok(match event_type {
			"ObjectEvent" => What::Object {
				action: acted()?,
				epcs: self.uris(o, "epcList")?,
				quantities: self.quantities(o, "quantityList")?,
				lasting: self.lasting(o)?,
				master_data: self.master_data(o)?,
			},
			"AggregationEvent" => What::Aggregation {
				action: acted()?,
				parent: self.uri(o, "parentID")?,
				children: self.uris(o, "childEPCs")?,
				quantities: self.quantities(o, "childQuantityList")?,
			},
			"TransactionEvent" => What::Transaction {
				action: acted()?,
				parent: self.uri(o, "parentID")?,
				epcs: self.uris(o, "epcList")?,
				quantities: self.quantities(o, "quantityList")?,
			},
			"TransformationEvent" if action.is_none() => What::Transformation {
				id: self.uri(o, "transformationID")?,
				inputs: self.uris(o, "inputEPCList")?,
				input_quantities: self.quantities(o, "inputQuantityList")?,
				outputs: self.uris(o, "outputEPCList")?,
				output_quantities: self.quantities(o, "outputQuantityList")?,
				lasting: self.lasting(o)?,
				master_data: self.master_data(o)?,
			},
			"AssociationEvent" => What::Association {
				action: acted()?,
				parent: needed("parentID", self.uri(o, "parentID")?)?,
				children: self.uris(o, "childEPCs")?,
				quantities: self.quantities(o, "childQuantityList")?,
			},
			_ => return wrong("type", "is none of the five"),
		})
	}

	fn quantities(&self, object: &mut Object, name: &'static str) -> Read<Vec<Quantity>> {
		let element = |json| {
			let mut o = Object::of(name, json)?;
			Ok(Quantity {
				class: needed("epcClass", self.uri(&mut o, "epcClass")?)?,
				amount: o.number("quantity")?,
				unit: o.unit()?,
			})
		};
		object.list(name)?.iter().map(element).collect()
	}

	fn lasting(&self, object: &mut Object) -> Read<Lasting> {
		let Some(json) = object.get("persistentDisposition") else {
			return Ok(Lasting::default());
		};
		let mut o = Object::of("persistentDisposition", json)?;
		let mut terms = |name| {
			o.list(name)?
				.iter()
				.map(|json| self.as_term::<Disposition>(name, json))
				.collect::<Read<Vec<_>>>()
		};
		Ok(Lasting {
			set: terms("set")?,
			unset: terms("unset")?,
		})
	}

	fn master_data(&self, object: &mut Object) -> Read<Vec<Extension>> {
		match object.get("ilmd") {
			None => Ok(Vec::new()),
			Some(json) => self.rest(&Object::of("ilmd", json)?),
		}
	}

	fn location(&self, json: &Json) -> Read<Location> {
		let mut o = Object::of("location", json)?;
		Ok(Location {
			id: needed("id", self.uri(&mut o, "id")?)?,
			extensions: self.rest(&o)?,
		})
	}

	fn transaction(&self, json: &Json) -> Read<BizTransaction> {
		let mut o = Object::of("bizTransaction", json)?;
		Ok(BizTransaction {
			kind: self.term(&mut o, "type")?,
			id: needed("bizTransaction", self.uri(&mut o, "bizTransaction")?)?,
		})
	}

	fn parties(
		&self,
		object: &mut Object,
		list: &'static str,
		name: &'static str,
	) -> Read<Vec<Party>> {
		let element = |json| {
			let mut o = Object::of(list, json)?;
			Ok(Party {
				kind: needed("type", self.term(&mut o, "type")?)?,
				id: needed(name, self.uri(&mut o, name)?)?,
			})
		};
		object.list(list)?.iter().map(element).collect()
	}

	fn error(&self, json: &Json) -> Read<ErrorDeclaration> {
		let mut o = Object::of("errorDeclaration", json)?;
		Ok(ErrorDeclaration {
			declared: needed("declarationTime", o.parsed("declarationTime")?)?,
			reason: self.term(&mut o, "reason")?,
			corrective: self.uris(&mut o, "correctiveEventIDs")?,
			extensions: self.rest(&o)?,
		})
	}

	fn sensor(&self, json: &Json) -> Read<SensorElement> {
		let mut o = Object::of("sensorElement", json)?;
		Ok(SensorElement {
			metadata: match o.get("sensorMetadata") {
				Some(json) => self.metadata(json)?,
				None => SensorMetadata::default(),
			},
			reports: o
				.list("sensorReport")?
				.iter()
				.map(|json| self.report(json))
				.collect::<Read<_>>()?,
			extensions: self.rest(&o)?,
		})
	}

	fn metadata(&self, json: &Json) -> Read<SensorMetadata> {
		let mut object = Object::of("sensorMetadata", json)?;
		let o = &mut object;
		Ok(SensorMetadata {
			time: o.parsed("time")?,
			start: o.parsed("startTime")?,
			end: o.parsed("endTime")?,
			device: self.uri(o, "deviceID")?,
			device_metadata: self.uri(o, "deviceMetadata")?,
			raw_data: self.uri(o, "rawData")?,
			processing: self.uri(o, "dataProcessingMethod")?,
			rules: self.uri(o, "bizRules")?,
			extensions: self.rest(o)?,
		})
	}

	fn report(&self, json: &Json) -> Read<SensorReport> {
		let mut object = Object::of("sensorReport", json)?;
		let o = &mut object;
		Ok(SensorReport {
			kind: needed("type", self.term(o, "type")?)?,
			exception: self.term(o, "exception")?,
			device: self.uri(o, "deviceID")?,
			device_metadata: self.uri(o, "deviceMetadata")?,
			raw_data: self.uri(o, "rawData")?,
			processing: self.uri(o, "dataProcessingMethod")?,
			time: o.parsed("time")?,
			microorganism: self.uri(o, "microorganism")?,
			substance: self.uri(o, "chemicalSubstance")?,
			value: o.number("value")?,
			component: self.term(o, "component")?,
			text: o.text("stringValue")?.map(Into::into),
			flag: match o.get("booleanValue") {
				None => None,
				Some(Json::Bool(flag)) => Some(*flag),
				Some(_) => return wrong("booleanValue", "is neither true nor false"),
			},
			bytes: o.text("hexBinaryValue")?.map(Into::into),
			uri: self.uri(o, "uriValue")?,
			lowest: o.number("minValue")?,
			highest: o.number("maxValue")?,
			mean: o.number("meanValue")?,
			deviation: o.number("sDev")?,
			percentile: o.number("percRank")?,
			percentile_value: o.number("percValue")?,
			unit: o.unit()?,
			reference_system: self.uri(o, "coordinateReferenceSystem")?,
			extensions: self.rest(o)?,
		})
	}

	/// The fields of an object that are not the standard's, by their names. Comments are none of
	/// them.
	fn rest(&self, object: &Object) -> Read<Vec<Extension>> {
		let mut rest = Vec::new();
		for (name, json) in object.map {
			if object.known.contains(&name.as_str()) {
				continue;
			}
			let Some((short, local)) = name.split_once(':') else {
				return wrong(name, "is no field there");
			};
			let Some(namespace) = self.0.get(short) else {
				return wrong(name, "has a prefix without a namespace");
			};
			if (namespace.as_str(), local) == (RDFS, "comment") {
				continue;
			}
			let values = match json {
				Json::Array(list) => list.as_slice(),
				single => core::slice::from_ref(single),
			};
			for value in values {
				let value = self.value(name, value)?;
				let extension =
					Uri::new(namespace).and_then(|uri| Extension::new(uri, local, value));
				match extension {
					Some(extension) => rest.push(extension),
					None => return wrong(name, "is no name of a field"),
				}
			}
		}
		// Stable: what is a list stays in its order.
		rest.sort_by(|one: &Extension, other| {
			(one.namespace(), one.name()).cmp(&(other.namespace(), other.name()))
		});
		Ok(rest)
	}

	fn value(&self, name: &str, json: &Json) -> Read<Value> {
		Ok(match json {
			Json::String(text) => Value::Text(self.expanded(text.trim())),
			Json::Number(_) => Value::Number(number(name, json)?),
			Json::Bool(flag) => Value::Flag(*flag),
			Json::Object(_) => Value::Fields(self.rest(&Object::of(name, json)?)?),
			Json::Array(_) | Json::Null => return wrong(name, "is a list in a list, or nothing"),
		})
	}
}
