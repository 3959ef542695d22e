//! Making envelopes: what a device does.

use crate::{
	cbor::{Full, Writer},
	cose, decimal,
	envelope::label,
	readings::label as senml,
	Batch, Decimal, Error, Header, Purpose, Readings, Record, MAX_ENVELOPE_LEN,
};
use core::{fmt, ops::Range};
use hallmark_keys::{Algorithm, Signature};

/// How many bytes an envelope's last part takes: a byte string of 64.
const SIGNATURE_LEN: usize = 2 + 64;

/// Holds a device's key.
pub trait Signer {
	/// How it signs.
	fn algorithm(&self) -> Algorithm;

	/// Sign. `None` if the key cannot be had: a secure element that does not answer.
	fn sign(&self, message: &[u8]) -> Option<Signature>;
}

impl<S: Signer + ?Sized> Signer for &S {
	fn algorithm(&self) -> Algorithm {
		(**self).algorithm()
	}

	fn sign(&self, message: &[u8]) -> Option<Signature> {
		(**self).sign(message)
	}
}

/// Why there is no envelope.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SealError {
	/// The buffer is too small for it.
	BufferTooSmall,
	/// Nobody would accept it, for this reason.
	Refused(Error),
	/// The signer did not sign.
	NotSigned,
}

impl From<Error> for SealError {
	fn from(error: Error) -> Self {
		Self::Refused(error)
	}
}

impl fmt::Display for SealError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::BufferTooSmall => f.write_str("the buffer is too small"),
			Self::Refused(error) => write!(f, "it would be refused: {error}"),
			Self::NotSigned => f.write_str("the signer did not sign"),
		}
	}
}

impl core::error::Error for SealError {}

/// Write an envelope with readings into `buffer`, signed for the chain with this genesis hash, and
/// return it. [`MAX_ENVELOPE_LEN`] bytes of buffer are always enough; about twice as many are needed
/// on the stack.
///
/// Written deterministically: the same readings under the same header have the same bytes, up to the
/// signature.
///
/// Errors: [`SealError::BufferTooSmall`], [`SealError::NotSigned`], and [`SealError::Refused`] with
/// whatever the reader would say.
pub fn seal_readings<'b>(
	buffer: &'b mut [u8],
	header: &Header,
	records: &[Record],
	genesis: &[u8; 32],
	signer: &impl Signer,
) -> Result<&'b [u8], SealError> {
	seal(
		buffer,
		header,
		Purpose::Readings,
		genesis,
		signer,
		|writer| write_records(writer, records),
		|payload| Readings::parse(payload).map(drop),
	)
}

/// Write an envelope with a batch into `buffer`, as [`seal_readings`] does one with readings.
///
/// Errors: those of [`seal_readings`].
pub fn seal_batch<'b>(
	buffer: &'b mut [u8],
	header: &Header,
	batch: &Batch,
	genesis: &[u8; 32],
	signer: &impl Signer,
) -> Result<&'b [u8], SealError> {
	seal(
		buffer,
		header,
		Purpose::Batch,
		genesis,
		signer,
		|writer| batch.write(writer),
		|payload| Batch::parse(payload).map(drop),
	)
}

fn seal<'b>(
	buffer: &'b mut [u8],
	header: &Header,
	purpose: Purpose,
	genesis: &[u8; 32],
	signer: &impl Signer,
	payload: impl FnOnce(&mut Writer<'_>) -> Result<(), Full>,
	check: impl FnOnce(&[u8]) -> Result<(), Error>,
) -> Result<&'b [u8], SealError> {
	if header.sequence == 0 {
		return Err(Error::SequenceMalformed.into());
	}
	match header.corrects {
		Some(0) => return Err(Error::CorrectsMalformed.into()),
		Some(corrects) if corrects >= header.sequence => {
			return Err(Error::CorrectsNotEarlier.into())
		},
		_ => (),
	}
	let room = buffer.len().min(MAX_ENVELOPE_LEN);
	// A larger buffer than the longest envelope would not help.
	let full = |Full| match room {
		MAX_ENVELOPE_LEN => SealError::Refused(Error::TooLong),
		_ => SealError::BufferTooSmall,
	};
	let mut writer = Writer::new(&mut buffer[..room]);
	let parts = write_parts(&mut writer, header, purpose, signer.algorithm(), payload);
	let (protected, payload) = parts.map_err(full)?;
	let (protected, payload) = (&writer.written()[protected], &writer.written()[payload]);
	// What would be refused, or has no room, is not signed.
	check(payload)?;
	if writer.written().len() + SIGNATURE_LEN > room {
		return Err(full(Full));
	}
	let external = purpose.external(genesis);
	let signature =
		cose::using_signed_bytes(protected, &external, payload, |bytes| signer.sign(bytes))
			.ok_or(SealError::NotSigned)?;
	writer.bytes(&signature.0).map_err(full)?;
	Ok(writer.finish())
}

/// Everything but the signature. Returns where the two signed parts stand.
fn write_parts(
	writer: &mut Writer<'_>,
	header: &Header,
	purpose: Purpose,
	algorithm: Algorithm,
	payload: impl FnOnce(&mut Writer<'_>) -> Result<(), Full>,
) -> Result<(Range<usize>, Range<usize>), Full> {
	writer.tag(cose::TAG)?;
	writer.array(4)?;
	let protected =
		writer.bytes_of(|writer| write_protected(writer, header, purpose, algorithm))?;
	writer.map(0)?;
	let payload = writer.bytes_of(payload)?;
	Ok((protected, payload))
}

fn write_protected(
	writer: &mut Writer<'_>,
	header: &Header,
	purpose: Purpose,
	algorithm: Algorithm,
) -> Result<(), Full> {
	writer.map(if header.corrects.is_some() { 5 } else { 4 })?;
	writer.integer(label::ALGORITHM)?;
	writer.integer(match algorithm {
		Algorithm::Ed25519 => -8,
		Algorithm::Es256 => -7,
		Algorithm::Es256k => -47,
	})?;
	writer.integer(label::CONTENT_TYPE)?;
	match purpose.content_format() {
		Some(number) => writer.unsigned(number.into())?,
		None => writer.text(purpose.media_type())?,
	}
	writer.integer(label::KEY_ID)?;
	writer.bytes(&header.device)?;
	writer.integer(label::SEQUENCE)?;
	writer.unsigned(header.sequence)?;
	if let Some(corrects) = header.corrects {
		writer.integer(label::CORRECTS)?;
		writer.unsigned(corrects)?;
	}
	Ok(())
}

/// Records in SenML. Two or more share a base time, that of the first, and base name and unit where
/// all have the same.
fn write_records(writer: &mut Writer<'_>, records: &[Record]) -> Result<(), Full> {
	writer.array(records.len())?;
	let Some(first) = records.first() else {
		return Ok(());
	};
	let several = records.len() > 1;
	let base_time = if several { first.time } else { 0 };
	let base_name = several && records.iter().all(|record| record.name == first.name);
	let base_unit =
		several && first.unit.is_some() && records.iter().all(|record| record.unit == first.unit);
	for (index, record) in records.iter().enumerate() {
		let bases = index == 0 && several;
		let unit = record.unit.filter(|_| !base_unit);
		let time = record.time.wrapping_sub(base_time) as i64;
		let fields = [
			!base_name,
			unit.is_some(),
			true,
			time != 0,
			bases && base_name,
			bases,
			bases && base_unit,
		];
		writer.map(fields.into_iter().filter(|is_there| *is_there).count())?;
		if !base_name {
			writer.integer(senml::NAME)?;
			writer.text(record.name.as_str())?;
		}
		if let Some(unit) = unit {
			writer.integer(senml::UNIT)?;
			writer.text(unit.symbol())?;
		}
		writer.integer(senml::VALUE)?;
		write_value(writer, record.value)?;
		if time != 0 {
			writer.integer(senml::TIME)?;
			write_seconds(writer, time)?;
		}
		if bases {
			if base_name {
				writer.integer(senml::BASE_NAME)?;
				writer.text(first.name.as_str())?;
			}
			writer.integer(senml::BASE_TIME)?;
			write_seconds(writer, base_time as i64)?;
			if let Some(unit) = first.unit.filter(|_| base_unit) {
				writer.integer(senml::BASE_UNIT)?;
				writer.text(unit.symbol())?;
			}
		}
	}
	Ok(())
}

/// An integer where the value is one, else a decimal fraction.
fn write_value(writer: &mut Writer<'_>, value: Decimal) -> Result<(), Full> {
	match value.at(0) {
		Some(integer) => writer.integer(integer),
		None => writer.decimal_fraction(value.mantissa(), value.exponent().into()),
	}
}

/// Milliseconds, in seconds.
fn write_seconds(writer: &mut Writer<'_>, milliseconds: i64) -> Result<(), Full> {
	if milliseconds % 1000 == 0 {
		writer.integer(milliseconds / 1000)
	} else {
		writer.decimal_fraction(milliseconds, decimal::MILLI)
	}
}
