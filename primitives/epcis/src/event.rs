//! Events in the words of EPCIS 2.0 (§7.4): what, when, where, why and how.
//!
//! What the standard forbids cannot be written: only an event that has a field has a place for it.

use alloc::{string::String, vec::Vec};

use crate::{
	decimal::Decimal,
	time::{Offset, Time},
	uri::Uri,
	vocabulary::{
		BizStep, Component, Disposition, ErrorReason, Measurement, PartyType, SensorAlert, Term,
		TransactionType,
	},
};

/// Something that happened to things.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
	/// When it happened.
	pub time: Time,
	/// What the clocks on the wall were ahead of UTC there.
	pub offset: Offset,
	/// When it was recorded. Not hashed: it is of the record, not of the event.
	pub recorded: Option<Time>,
	/// What the event is called. Not hashed.
	pub id: Option<Uri>,
	/// Certificates that speak for it.
	pub certification: Vec<Uri>,
	/// That it is declared wrong. Not hashed, so that a declaration names the event that it is
	/// about.
	pub error: Option<ErrorDeclaration>,
	/// To what it happened.
	pub what: What,
	/// What the business was doing.
	pub biz_step: Option<Term<BizStep>>,
	/// What state things were in afterwards.
	pub disposition: Option<Term<Disposition>>,
	/// Where it happened.
	pub read_point: Option<Location>,
	/// Where things were afterwards.
	pub biz_location: Option<Location>,
	/// The business documents that it belongs to.
	pub transactions: Vec<BizTransaction>,
	/// Who or where things came from.
	pub sources: Vec<Party>,
	/// Who or where they went to.
	pub destinations: Vec<Party>,
	/// What sensors said.
	pub sensors: Vec<SensorElement>,
	/// What the standard has no field for.
	pub extensions: Vec<Extension>,
}

impl Event {
	/// An event of which nothing is known but this.
	pub fn new(time: Time, what: What) -> Self {
		Self {
			time,
			offset: Offset::UTC,
			recorded: None,
			id: None,
			certification: Vec::new(),
			error: None,
			what,
			biz_step: None,
			disposition: None,
			read_point: None,
			biz_location: None,
			transactions: Vec::new(),
			sources: Vec::new(),
			destinations: Vec::new(),
			sensors: Vec::new(),
			extensions: Vec::new(),
		}
	}
}

/// How an event stands in the life of what it tells.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Action {
	/// It begins.
	Add,
	/// It goes on.
	Observe,
	/// It ends.
	Delete,
}

impl Action {
	/// Every one.
	pub const ALL: [Self; 3] = [Self::Add, Self::Observe, Self::Delete];

	/// The standard's word.
	pub const fn word(self) -> &'static str {
		match self {
			Self::Add => "ADD",
			Self::Observe => "OBSERVE",
			Self::Delete => "DELETE",
		}
	}
}

/// To what an event happened: the five types of events.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
	/// To things, each by itself (ObjectEvent).
	Object {
		/// Whether they begin, go on or end.
		action: Action,
		/// Things with a name of their own.
		epcs: Vec<Uri>,
		/// Things of a class or lot.
		quantities: Vec<Quantity>,
		/// States that they keep or lose until said otherwise.
		lasting: Lasting,
		/// What is told of them when they begin: lot, expiry.
		master_data: Vec<Extension>,
	},
	/// To a container and what is in it (AggregationEvent).
	Aggregation {
		/// Whether being inside begins, goes on or ends.
		action: Action,
		/// The container.
		parent: Option<Uri>,
		/// What is in it: things with a name of their own. None where all of it came out.
		children: Vec<Uri>,
		/// Things of a class or lot.
		quantities: Vec<Quantity>,
	},
	/// To things and a business transaction (TransactionEvent). It must name one.
	Transaction {
		/// Whether they begin, go on or end to be of it.
		action: Action,
		/// The container of them all.
		parent: Option<Uri>,
		/// Things with a name of their own.
		epcs: Vec<Uri>,
		/// Things of a class or lot.
		quantities: Vec<Quantity>,
	},
	/// Things were used up and others came from them (TransformationEvent).
	Transformation {
		/// Joins several events into one transformation.
		id: Option<Uri>,
		/// What was used up, with a name of its own.
		inputs: Vec<Uri>,
		/// What was used up of classes or lots.
		input_quantities: Vec<Quantity>,
		/// What came out, with a name of its own.
		outputs: Vec<Uri>,
		/// What came out of classes or lots.
		output_quantities: Vec<Quantity>,
		/// States that the outputs keep or lose until said otherwise.
		lasting: Lasting,
		/// What is told of the outputs: lot, expiry.
		master_data: Vec<Extension>,
	},
	/// To an asset and what is attached to it (AssociationEvent).
	Association {
		/// Whether being attached begins, goes on or ends.
		action: Action,
		/// The asset or place.
		parent: Uri,
		/// What is attached. None where all of it was taken off.
		children: Vec<Uri>,
		/// Things of a class or lot.
		quantities: Vec<Quantity>,
	},
}

impl What {
	/// The type's name.
	pub const fn event_type(&self) -> &'static str {
		match self {
			Self::Object { .. } => "ObjectEvent",
			Self::Aggregation { .. } => "AggregationEvent",
			Self::Transaction { .. } => "TransactionEvent",
			Self::Transformation { .. } => "TransformationEvent",
			Self::Association { .. } => "AssociationEvent",
		}
	}

	/// How it stands in the life of what it tells. A transformation is over at once.
	pub const fn action(&self) -> Option<Action> {
		match self {
			Self::Object { action, .. }
			| Self::Aggregation { action, .. }
			| Self::Transaction { action, .. }
			| Self::Association { action, .. } => Some(*action),
			Self::Transformation { .. } => None,
		}
	}
}

/// States that things keep until said otherwise (persistentDisposition).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lasting {
	/// They have these from now on.
	pub set: Vec<Term<Disposition>>,
	/// They have these no more.
	pub unset: Vec<Term<Disposition>>,
}

impl Lasting {
	/// Whether it says nothing.
	pub fn is_empty(&self) -> bool {
		self.set.is_empty() && self.unset.is_empty()
	}
}

/// Things of a class or lot, counted or measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
	/// The class or lot.
	pub class: Uri,
	/// How much. None where it is not known.
	pub amount: Option<Decimal>,
	/// Of which unit. Pieces where there is none.
	pub unit: Option<Unit>,
}

/// A unit's code of two or three capital letters and digits (UN/ECE Recommendation 20).
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Unit {
	code: [u8; 3],
	length: u8,
}

impl Unit {
	/// A code. `None` where it is none by its form; whether there is such a unit is not looked up.
	pub fn new(code: &str) -> Option<Self> {
		let bytes = code.as_bytes();
		let formed = matches!(bytes.len(), 2 | 3)
			&& bytes
				.iter()
				.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
		if !formed {
			return None;
		}
		let mut unit = Self {
			code: [0; 3],
			length: bytes.len() as u8,
		};
		unit.code[..bytes.len()].copy_from_slice(bytes);
		Some(unit)
	}

	/// The code.
	pub fn as_str(&self) -> &str {
		// Only ASCII gets in.
		core::str::from_utf8(&self.code[..usize::from(self.length)]).unwrap_or_default()
	}
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
	/// Its name.
	pub id: Uri,
	/// What the standard has no field for.
	pub extensions: Vec<Extension>,
}

impl From<Uri> for Location {
	fn from(id: Uri) -> Self {
		Self {
			id,
			extensions: Vec::new(),
		}
	}
}

/// A business document.
#[derive(Clone, Debug, PartialEq)]
pub struct BizTransaction {
	/// Its kind.
	pub kind: Option<Term<TransactionType>>,
	/// Its name.
	pub id: Uri,
}

/// Who or where things came from or went to.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
	/// As what.
	pub kind: Term<PartyType>,
	/// The party or place.
	pub id: Uri,
}

/// That an event is declared wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorDeclaration {
	/// When that was declared.
	pub declared: Time,
	/// Why.
	pub reason: Option<Term<ErrorReason>>,
	/// The events that put it right.
	pub corrective: Vec<Uri>,
	/// What the standard has no field for.
	pub extensions: Vec<Extension>,
}

/// What sensors said in one stretch of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SensorElement {
	/// What is true of all reports.
	pub metadata: SensorMetadata,
	/// The reports: at least one.
	pub reports: Vec<SensorReport>,
	/// What the standard has no field for.
	pub extensions: Vec<Extension>,
}

/// What is true of all reports of an element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SensorMetadata {
	/// When it was measured.
	pub time: Option<Time>,
	/// From when on.
	pub start: Option<Time>,
	/// Until when.
	pub end: Option<Time>,
	/// By which device.
	pub device: Option<Uri>,
	/// Where the device is described.
	pub device_metadata: Option<Uri>,
	/// Where the raw data is.
	pub raw_data: Option<Uri>,
	/// How the data was processed.
	pub processing: Option<Uri>,
	/// By which rules the sensor reports.
	pub rules: Option<Uri>,
	/// What the standard has no field for.
	pub extensions: Vec<Extension>,
}

/// One thing that a sensor said.
#[derive(Clone, Debug, PartialEq)]
pub struct SensorReport {
	/// What was measured.
	pub kind: Term<Measurement>,
	/// That it is an alarm or a failure.
	pub exception: Option<Term<SensorAlert>>,
	/// By which device.
	pub device: Option<Uri>,
	/// Where the device is described.
	pub device_metadata: Option<Uri>,
	/// Where the raw data is.
	pub raw_data: Option<Uri>,
	/// How the data was processed.
	pub processing: Option<Uri>,
	/// When.
	pub time: Option<Time>,
	/// Which microorganism was measured.
	pub microorganism: Option<Uri>,
	/// Which substance was measured.
	pub substance: Option<Uri>,
	/// The value.
	pub value: Option<Decimal>,
	/// Which part of a quantity the value is.
	pub component: Option<Term<Component>>,
	/// A value that is text.
	pub text: Option<String>,
	/// A value that is true or false.
	pub flag: Option<bool>,
	/// A value that is bytes, in hexadecimal digits.
	pub bytes: Option<String>,
	/// A value that is a URI.
	pub uri: Option<Uri>,
	/// The lowest value.
	pub lowest: Option<Decimal>,
	/// The highest value.
	pub highest: Option<Decimal>,
	/// The mean value.
	pub mean: Option<Decimal>,
	/// The standard deviation.
	pub deviation: Option<Decimal>,
	/// Which percentile the next field is.
	pub percentile: Option<Decimal>,
	/// The value of that percentile.
	pub percentile_value: Option<Decimal>,
	/// The values' unit.
	pub unit: Option<Unit>,
	/// What coordinates refer to.
	pub reference_system: Option<Uri>,
	/// What the standard has no field for.
	pub extensions: Vec<Extension>,
}

impl SensorReport {
	/// A report of which nothing is known but what was measured.
	pub fn new(kind: impl Into<Term<Measurement>>) -> Self {
		Self {
			kind: kind.into(),
			exception: None,
			device: None,
			device_metadata: None,
			raw_data: None,
			processing: None,
			time: None,
			microorganism: None,
			substance: None,
			value: None,
			component: None,
			text: None,
			flag: None,
			bytes: None,
			uri: None,
			lowest: None,
			highest: None,
			mean: None,
			deviation: None,
			percentile: None,
			percentile_value: None,
			unit: None,
			reference_system: None,
			extensions: Vec::new(),
		}
	}
}

/// A field that is not the standard's: its vocabulary's namespace and its name there. The same
/// name several times is a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Extension {
	namespace: Uri,
	name: String,
	/// What it says.
	pub value: Value,
}

impl Extension {
	/// A field. `None` unless the name begins with a letter or an underscore, and goes on with
	/// those, digits, hyphens or dots.
	pub fn new(namespace: Uri, name: &str, value: Value) -> Option<Self> {
		let mut bytes = name.bytes();
		let formed = bytes
			.next()
			.is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
			&& bytes.all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte));
		formed.then(|| Self {
			namespace,
			name: name.into(),
			value,
		})
	}

	/// The vocabulary's namespace.
	pub fn namespace(&self) -> &Uri {
		&self.namespace
	}

	/// The name in it.
	pub fn name(&self) -> &str {
		&self.name
	}
}

/// What a field that is not the standard's says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
	/// Text, a URI or a moment. It is hashed as it is, though a GS1 identifier as a Digital Link:
	/// a lot `0012` is not the lot `12`.
	Text(String),
	/// A number.
	Number(Decimal),
	/// True or false.
	Flag(bool),
	/// Further fields.
	Fields(Vec<Extension>),
}

impl From<&str> for Value {
	fn from(text: &str) -> Self {
		Self::Text(text.into())
	}
}
