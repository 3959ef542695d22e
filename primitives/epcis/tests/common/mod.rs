//! What several tests share, though not each of them all of it.
#![allow(dead_code)]

use hallmark_epcis::{
	event::{
		Action, BizTransaction, Extension, Lasting, Party, Quantity, SensorElement, SensorMetadata,
		SensorReport, Unit, Value, What,
	},
	hash, pre_hash,
	vocabulary::{BizStep, Disposition, PartyType, Term, TransactionType, Vocabulary},
	Decimal, Event, Time, Uri,
};
use sha2::{Digest, Sha256};

/// The namespace of the examples' own fields.
pub const EXAMPLE: &str = "https://ns.example.com/epcis/";

pub fn uri(text: &str) -> Uri {
	Uri::new(text).unwrap_or_else(|| panic!("{text} is no URI"))
}

pub fn uris(texts: &[&str]) -> Vec<Uri> {
	texts.iter().map(|text| uri(text)).collect()
}

pub fn time(text: &str) -> Time {
	text.parse()
		.unwrap_or_else(|_| panic!("{text} is no moment"))
}

pub fn term<V: Vocabulary>(text: &str) -> Term<V> {
	Term::read(text).unwrap_or_else(|| panic!("{text} is neither a word nor a URI"))
}

pub fn unit(code: &str) -> Option<Unit> {
	Some(Unit::new(code).unwrap_or_else(|| panic!("{code} is no unit")))
}

pub fn decimal(text: &str) -> Option<Decimal> {
	Some(
		text.parse()
			.unwrap_or_else(|_| panic!("{text} is no number")),
	)
}

/// A field of the examples' own.
pub fn field(name: &str, value: impl Into<Value>) -> Extension {
	named(EXAMPLE, name, value)
}

pub fn named(namespace: &str, name: &str, value: impl Into<Value>) -> Extension {
	Extension::new(uri(namespace), name, value.into()).expect("a name")
}

pub fn object(action: Action, epcs: &[&str], quantities: Vec<Quantity>) -> What {
	What::Object {
		action,
		epcs: uris(epcs),
		quantities,
		lasting: Lasting::default(),
		master_data: Vec::new(),
	}
}

pub fn aggregation(
	action: Action,
	parent: &str,
	children: &[&str],
	quantities: Vec<Quantity>,
) -> What {
	What::Aggregation {
		action,
		parent: Some(uri(parent)),
		children: uris(children),
		quantities,
	}
}

pub fn transaction(epcs: &[&str], quantities: Vec<Quantity>) -> What {
	What::Transaction {
		action: Action::Add,
		parent: None,
		epcs: uris(epcs),
		quantities,
	}
}

/// So much of a class; `code` is empty for pieces.
pub fn quantity(class: &str, amount: &str, code: &str) -> Quantity {
	Quantity {
		class: uri(class),
		amount: if amount.is_empty() {
			None
		} else {
			decimal(amount)
		},
		unit: if code.is_empty() { None } else { unit(code) },
	}
}

/// An event at a moment, in a time zone, at a step of the business and a place.
pub fn event(moment: &str, offset: &str, what: What, biz_step: &str, place: &str) -> Event {
	Event {
		offset: offset.parse().expect("an offset"),
		biz_step: Some(term::<BizStep>(biz_step)),
		read_point: Some(uri(place).into()),
		..Event::new(time(moment), what)
	}
}

pub fn disposition(word: &str) -> Option<Term<Disposition>> {
	Some(term(word))
}

pub fn documents(list: &[(&str, &str)]) -> Vec<BizTransaction> {
	list.iter()
		.map(|(kind, id)| BizTransaction {
			kind: Some(term::<TransactionType>(kind)),
			id: uri(id),
		})
		.collect()
}

pub fn parties(list: &[(&str, &str)]) -> Vec<Party> {
	list.iter()
		.map(|(kind, id)| Party {
			kind: term::<PartyType>(kind),
			id: uri(id),
		})
		.collect()
}

/// Values of several kinds of measurement at one moment.
pub fn sensor(metadata: SensorMetadata, reports: Vec<SensorReport>) -> SensorElement {
	SensorElement {
		metadata,
		reports,
		extensions: Vec::new(),
	}
}

pub fn report(kind: &str, value: &str, code: &str) -> SensorReport {
	SensorReport {
		value: decimal(value),
		unit: unit(code),
		..SensorReport::new(term(kind))
	}
}

/// The event hashes to these digits.
pub fn published(event: &Event, digits: &str) {
	let expected = format!("ni:///sha-256;{digits}?ver=CBV2.0");
	assert_eq!(hash(event).as_str(), expected, "{}", pre_hash(event));
}

/// It does with its sources and destinations changed over.
pub fn published_with_destinations_first(event: &Event, digits: &str) {
	let string = pre_hash(event);
	let sources = string.find("sourceList").expect("sources");
	let destinations = string.find("destinationList").expect("destinations");
	let end = string[destinations..]
		.find('{')
		.map_or(string.len(), |end| destinations + end);
	assert!(sources < destinations, "{string}");
	let changed = [
		&string[..sources],
		&string[destinations..end],
		&string[sources..destinations],
		&string[end..],
	]
	.concat();
	let digest: String = Sha256::digest(&changed)
		.iter()
		.map(|byte| format!("{byte:02x}"))
		.collect();
	assert_eq!(digest, digits, "{changed}");
}

/// A small generator (xorshift64*): the same numbers in every run.
pub struct Dice(pub u64);

impl Dice {
	pub fn roll(&mut self, sides: usize) -> usize {
		self.0 ^= self.0 >> 12;
		self.0 ^= self.0 << 25;
		self.0 ^= self.0 >> 27;
		(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
	}

	pub fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
		of[self.roll(of.len())]
	}

	/// Another order.
	pub fn shuffle<T>(&mut self, list: &mut [T]) {
		for last in (1..list.len()).rev() {
			list.swap(last, self.roll(last + 1));
		}
	}
}
