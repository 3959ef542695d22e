//! Asks two readers about one envelope: ours, and `coset` with the CBOR reader below it.

use coset::{cbor::Value, CborSerializable, CoseSign1, TaggedCborSerializable};
use hallmark_envelope::{
	seal_batch, seal_readings, Batch, Content, Decimal, Envelope, Error, Header, Moment, Purpose,
	Readings, Record, SealError, Signer, MAX_ENVELOPE_LEN, MAX_RECORDS,
};
use hallmark_keys::{Algorithm, Signature};

/// Hash of the first block of some chain.
const GENESIS: [u8; 32] = [0x47; 32];

/// Whether our reader accepts the envelope.
///
/// Panics if the other one does not agree, or if what was read does not survive being written again.
pub fn check(bytes: &[u8]) -> bool {
	let Ok(ours) = Envelope::parse(bytes) else {
		return false;
	};
	assert!(bytes.len() <= MAX_ENVELOPE_LEN);
	agree(bytes, &ours);
	match ours.content() {
		Content::Readings(readings) => {
			let records = keep_their_promises(readings);
			resolve_alike(ours.payload(), &records);
			survive(&ours, &records);
		},
		Content::Batch(batch) => survives(&ours, &batch),
	}
	true
}

/// Both see the same parts and the same signed bytes.
fn agree(bytes: &[u8], ours: &Envelope<'_>) {
	let theirs = match bytes[0] {
		0xd2 => CoseSign1::from_tagged_slice(bytes),
		_ => CoseSign1::from_slice(bytes),
	};
	let theirs = theirs.expect("only ours accepts it");
	assert_eq!(
		theirs.protected.original_data.as_deref(),
		Some(ours.protected())
	);
	assert!(theirs.unprotected.is_empty(), "something goes unsigned");
	assert_eq!(theirs.payload.as_deref(), Some(ours.payload()));
	assert_eq!(theirs.signature, ours.signature().0);

	let header = &theirs.protected.header;
	assert_eq!(header.key_id, ours.device());
	let private = |label: i64| {
		let mut values = header.rest.iter();
		let found = values.find(|(other, _)| *other == coset::Label::Int(label));
		found.map(|(_, value)| value.clone())
	};
	assert_eq!(private(-65537), Some(Value::from(ours.sequence())));
	assert_eq!(private(-65538), ours.corrects().map(Value::from));
	assert!(header.crit.is_empty() && header.counter_signatures.is_empty());
	assert!(ours.sequence() > ours.corrects().unwrap_or(0));

	let purpose: &[u8] = match ours.purpose() {
		Purpose::Readings => b"hallmark/reading/v1",
		Purpose::Batch => b"hallmark/batch/v1",
	};
	let external = [purpose, &GENESIS].concat();
	ours.using_signed_bytes(&GENESIS, |bytes| {
		assert_eq!(bytes, theirs.tbs_data(&external));
	});
}

/// What the types say of records is true.
fn keep_their_promises(readings: Readings<'_>) -> Vec<Record> {
	let length = readings.len();
	let records: Vec<_> = readings.collect();
	assert_eq!(records.len(), length, "a record that was read is gone");
	assert!((1..=MAX_RECORDS).contains(&length));
	for record in &records {
		assert!((hallmark_envelope::MIN_TIME..=hallmark_envelope::MAX_TIME).contains(&record.time));
		let Record { value, .. } = record;
		assert_eq!(Decimal::new(value.mantissa(), value.exponent()), Ok(*value));
		assert!(value.mantissa() == 0 || value.mantissa() % 10 != 0);
		assert_eq!(value.at(value.exponent()), Some(value.mantissa()));
	}
	records
}

/// Resolve the records once more, in floats and with another reader. (RFC 8428 §4.6.)
fn resolve_alike(payload: &[u8], records: &[Record]) {
	let value: Value = coset::cbor::from_reader(payload).expect("only ours accepts it");
	let theirs = value.into_array().expect("only ours accepts it");
	assert_eq!(theirs.len(), records.len());
	let (mut base_name, mut base_unit) = (String::new(), None);
	let (mut base_time, mut base_value) = (0.0, 0.0);
	for (theirs, ours) in theirs.into_iter().zip(records) {
		let fields = theirs.into_map().expect("only ours accepts it");
		let field = |label: i64| {
			let mut found = fields
				.iter()
				.filter(|(other, _)| *other == Value::from(label));
			let value = found.next().map(|(_, value)| value.clone());
			assert!(found.next().is_none(), "a label twice");
			value
		};
		let text = |label| field(label).map(|text| text.into_text().expect("a text"));
		base_name = text(-2).unwrap_or(base_name);
		base_unit = text(-4).or(base_unit);
		base_time = field(-3).as_ref().map_or(base_time, number);
		base_value = field(-5).as_ref().map_or(base_value, number);

		let name = base_name.clone() + &text(0).unwrap_or_default();
		assert_eq!(name, ours.name.as_str());
		let unit = text(1).or(base_unit.clone());
		assert_eq!(unit.as_deref(), ours.unit.map(|unit| unit.symbol()));

		let time = field(6).as_ref().map_or(0.0, number);
		let milliseconds = (base_time + time) * 1000.0;
		let slack = 2.0 + (base_time.abs() + time.abs()) * 1e-12;
		assert!(
			(milliseconds - ours.time as f64).abs() <= slack,
			"{} is not {milliseconds}",
			ours.time
		);
		let (value, size) = match field(2) {
			Some(value) => {
				let value = number(&value);
				(base_value + value, base_value.abs() + value.abs())
			},
			None => match field(4) {
				Some(Value::Bool(value)) => (f64::from(u8::from(value)), 1.0),
				_ => panic!("only ours sees a value"),
			},
		};
		let ours = scaled(ours.value.mantissa() as f64, ours.value.exponent().into());
		assert!(
			(value - ours).abs() <= size * 1e-12,
			"{ours} is not {value}"
		);
	}
}

/// A number, as near as a float comes.
fn number(value: &Value) -> f64 {
	match value {
		Value::Integer(integer) => i128::from(*integer) as f64,
		Value::Float(float) => *float,
		Value::Tag(4, parts) => match parts.as_array().expect("two parts").as_slice() {
			[exponent, mantissa] => scaled(number(mantissa), number(exponent) as i64),
			_ => panic!("only ours sees a number"),
		},
		_ => panic!("only ours sees a number"),
	}
}

/// `mantissa · 10^exponent`.
fn scaled(mantissa: f64, exponent: i64) -> f64 {
	if mantissa == 0.0 {
		return 0.0;
	}
	let power = 10f64.powi(exponent.unsigned_abs().min(400) as i32);
	if exponent < 0 {
		mantissa / power
	} else {
		mantissa * power
	}
}

/// The records, written by us, are read as the same ones.
fn survive(ours: &Envelope<'_>, records: &[Record]) {
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let sealed = seal_readings(&mut buffer, ours.header(), records, &GENESIS, &Copied(ours));
	// We write plainly: what another packed into the last byte may be too long.
	if sealed == Err(SealError::Refused(Error::TooLong)) {
		return;
	}
	let again = Envelope::parse(sealed.expect("what was read can be written"));
	let again = again.expect("what was written can be read");
	same_header(ours, &again);
	match again.content() {
		Content::Readings(readings) => assert!(readings.eq(records.iter().copied())),
		Content::Batch(_) => panic!("readings became a batch"),
	}
}

/// The batch, written by us, has the same bytes: there is one form.
fn survives(ours: &Envelope<'_>, batch: &Batch) {
	assert_eq!(batch.check(), Ok(()));
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let sealed = seal_batch(&mut buffer, ours.header(), batch, &GENESIS, &Copied(ours))
		.expect("what was read can be written");
	let again = Envelope::parse(sealed).expect("what was written can be read");
	same_header(ours, &again);
	assert_eq!(again.payload(), ours.payload());
	let last: Moment = batch.last;
	assert!(last <= hallmark_envelope::MAX_TIME);
}

fn same_header(left: &Envelope<'_>, right: &Envelope<'_>) {
	let header: &Header = left.header();
	assert_eq!(header, right.header());
	assert_eq!(left.algorithm(), right.algorithm());
	assert_eq!(left.purpose(), right.purpose());
	assert_eq!(left.signature(), right.signature());
	assert_eq!(
		left.contradicts(right),
		left.payload() != right.payload(),
		"the same number says the same"
	);
}

/// Signs with the signature that an envelope has.
struct Copied<'a>(&'a Envelope<'a>);

impl Signer for Copied<'_> {
	fn algorithm(&self) -> Algorithm {
		self.0.algorithm()
	}

	fn sign(&self, _: &[u8]) -> Option<Signature> {
		Some(*self.0.signature())
	}
}
