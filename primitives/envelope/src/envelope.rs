//! Envelopes: a COSE_Sign1 with our header and a payload of ours.

use crate::{
	cbor::{Item, Reader},
	cose::{External, Sign1},
	Batch, Error, Readings,
};
use hallmark_keys::{Algorithm, PublicKey, Signature, Verify};
use sha2::{Digest, Sha256};

/// Labels of the protected header (RFC 9052 §3.1). Those below −65536 are for private use
/// (RFC 9052 §11.1).
pub(crate) mod label {
	pub const ALGORITHM: i64 = 1;
	pub const CRITICAL: i64 = 2;
	pub const CONTENT_TYPE: i64 = 3;
	pub const KEY_ID: i64 = 4;
	pub const SEQUENCE: i64 = -65537;
	pub const CORRECTS: i64 = -65538;
}

/// What an envelope is for: what its content type says and what its signature commits to.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Purpose {
	/// Readings, each of them in the envelope.
	Readings,
	/// A batch: a summary of readings that stay elsewhere.
	Batch,
}

impl Purpose {
	/// What the signed bytes begin with besides the message, before the genesis hash: so that what
	/// is signed for one purpose is worth nothing for another.
	pub fn domain(self) -> &'static [u8] {
		match self {
			Self::Readings => b"hallmark/reading/v1",
			Self::Batch => b"hallmark/batch/v1",
		}
	}

	/// The content type by name (RFC 9052 §3.1).
	pub fn media_type(self) -> &'static str {
		match self {
			Self::Readings => "application/senml+cbor",
			Self::Batch => "application/vnd.hallmark.batch+cbor",
		}
	}

	/// The content type by its number among CoAP's content formats, where it has one (RFC 8428 §12).
	pub fn content_format(self) -> Option<u16> {
		match self {
			Self::Readings => Some(112),
			Self::Batch => None,
		}
	}

	/// What a signature for this purpose and chain covers besides the message.
	pub(crate) fn external(self, genesis: &[u8; 32]) -> External {
		External::new(&[self.domain(), genesis])
			.expect("a purpose and a hash are shorter than what there is room for; qed")
	}

	fn from_content_type(item: Item<'_>) -> Result<Self, Error> {
		[Self::Readings, Self::Batch]
			.into_iter()
			.find(|purpose| match item {
				Item::Text(name) => name == purpose.media_type(),
				Item::Integer(number) => purpose.content_format().map(i128::from) == Some(number),
				_ => false,
			})
			.ok_or(match item {
				Item::Text(_) | Item::Integer(_) => Error::ContentTypeUnsupported,
				_ => Error::HeaderMalformed,
			})
	}
}

/// Whose envelope it is and which one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Header {
	/// The device's id: `kid` (RFC 9052 §3.1).
	pub device: [u8; 32],
	/// The envelope's number among all of the device's, from 1.
	pub sequence: u64,
	/// The number of an earlier envelope, which this one puts right.
	pub corrects: Option<u64>,
}

/// What an envelope says.
#[derive(Clone, Copy, Debug)]
pub enum Content<'a> {
	/// Readings.
	Readings(Readings<'a>),
	/// A summary of readings.
	Batch(Batch),
}

/// An envelope that is well formed. That its signature is good is for
/// [`verify_signature`](Self::verify_signature) to say.
#[derive(Clone, Copy, Debug)]
pub struct Envelope<'a> {
	message: Sign1<'a>,
	signature: Signature,
	algorithm: Algorithm,
	header: Header,
	purpose: Purpose,
	content: Content<'a>,
}

impl<'a> Envelope<'a> {
	/// Take an envelope apart, down to the last record. Linear in its length, which is bounded;
	/// nothing is copied but numbers and names.
	///
	/// Errors: every [`Error`] but those of signatures and leaves.
	pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
		let message = Sign1::parse(bytes)?;
		if !matches!(Reader::new(message.unprotected()).item()?, Item::Map(0)) {
			return Err(Error::UnprotectedHeader);
		}
		let signature = message
			.signature()
			.try_into()
			.map_err(|_| Error::SignatureLength)?;
		let Protected {
			algorithm,
			header,
			purpose,
		} = Protected::parse(message.protected())?;
		let content = match purpose {
			Purpose::Readings => Content::Readings(Readings::parse(message.payload())?),
			Purpose::Batch => Content::Batch(Batch::parse(message.payload())?),
		};
		Ok(Self {
			message,
			signature: Signature(signature),
			algorithm,
			header,
			purpose,
			content,
		})
	}

	/// Whose it is and which one.
	pub fn header(&self) -> &Header {
		&self.header
	}

	/// The device that is said to have signed it.
	pub fn device(&self) -> &[u8; 32] {
		&self.header.device
	}

	/// Its number among all of the device's, from 1.
	pub fn sequence(&self) -> u64 {
		self.header.sequence
	}

	/// The number of the earlier envelope that it puts right.
	pub fn corrects(&self) -> Option<u64> {
		self.header.corrects
	}

	/// How it is signed.
	pub fn algorithm(&self) -> Algorithm {
		self.algorithm
	}

	/// What it is for.
	pub fn purpose(&self) -> Purpose {
		self.purpose
	}

	/// What it says.
	pub fn content(&self) -> Content<'a> {
		self.content
	}

	/// The payload's bytes.
	pub fn payload(&self) -> &'a [u8] {
		self.message.payload()
	}

	/// The protected header's bytes.
	pub fn protected(&self) -> &'a [u8] {
		self.message.protected()
	}

	/// The signature. It is no name for the envelope: see [`digest`](Self::digest).
	pub fn signature(&self) -> &Signature {
		&self.signature
	}

	/// Hand the bytes that are signed to `with`: the Sig_structure of RFC 9052 §4.4 over the received
	/// bytes of header and payload, with purpose and genesis hash as external data. At most 1,021
	/// bytes, which take their room on the stack.
	pub fn using_signed_bytes<R>(&self, genesis: &[u8; 32], with: impl FnOnce(&[u8]) -> R) -> R {
		let external = self.purpose.external(genesis);
		self.message.using_signed_bytes(&external, with)
	}

	/// SHA-256 of the signed bytes: names what the device said on this chain, whatever signature it
	/// comes with. (Anyone can make a second good one of an ECDSA signature.)
	///
	/// A runtime can hash in the host instead, through
	/// [`using_signed_bytes`](Self::using_signed_bytes).
	pub fn digest(&self, genesis: &[u8; 32]) -> [u8; 32] {
		self.using_signed_bytes(genesis, |bytes| Sha256::digest(bytes).into())
	}

	/// Whether `key` signed it for the chain with this genesis hash. One verification, by far the
	/// dearest thing here, and none if the key is of another algorithm.
	///
	/// Errors: [`Error::AlgorithmMismatch`], [`Error::SignatureInvalid`].
	pub fn verify_signature(
		&self,
		key: &PublicKey,
		genesis: &[u8; 32],
		verifier: &impl Verify,
	) -> Result<(), Error> {
		if key.algorithm() != self.algorithm {
			return Err(Error::AlgorithmMismatch);
		}
		let is_good = self.using_signed_bytes(genesis, |bytes| {
			verifier.verify(key, bytes, &self.signature)
		});
		if is_good {
			Ok(())
		} else {
			Err(Error::SignatureInvalid)
		}
	}

	/// Whether the two say different things under one number of one device. If both are well
	/// signed, that is proof of a cloned or cheating device.
	///
	/// What is compared is what they say: an envelope that was signed anew, after a reset or with the
	/// device's next key, does not contradict the first.
	pub fn contradicts(&self, other: &Envelope<'_>) -> bool {
		self.device() == other.device()
			&& self.sequence() == other.sequence()
			&& (self.purpose, self.corrects(), self.payload())
				!= (other.purpose, other.corrects(), other.payload())
	}
}

/// What the protected header says.
struct Protected {
	algorithm: Algorithm,
	header: Header,
	purpose: Purpose,
}

impl Protected {
	/// Parameters may stand in any order, as libraries write them in orders of their own.
	fn parse(bytes: &[u8]) -> Result<Self, Error> {
		// No parameters at all are an empty byte string (RFC 9052 §3).
		let mut reader = Reader::new(bytes);
		let pairs = match bytes {
			[] => 0,
			_ => match reader.item()? {
				Item::Map(pairs) => pairs,
				_ => return Err(Error::HeaderMalformed),
			},
		};
		let (mut algorithm, mut purpose, mut device) = (None, None, None);
		let (mut sequence, mut corrects) = (None, None);
		for _ in 0..pairs {
			let label = match reader.item()? {
				Item::Integer(label) => i64::try_from(label).unwrap_or_default(),
				Item::Text(_) => return Err(Error::HeaderUnknown),
				_ => return Err(Error::HeaderMalformed),
			};
			match label {
				label::ALGORITHM => once(&mut algorithm, read_algorithm(reader.item()?)?)?,
				label::CONTENT_TYPE => {
					once(&mut purpose, Purpose::from_content_type(reader.item()?)?)?
				},
				label::KEY_ID => once(&mut device, read_device(reader.item()?)?)?,
				label::SEQUENCE => once(
					&mut sequence,
					number(reader.item()?).ok_or(Error::SequenceMalformed)?,
				)?,
				label::CORRECTS => once(
					&mut corrects,
					number(reader.item()?).ok_or(Error::CorrectsMalformed)?,
				)?,
				label::CRITICAL => return Err(Error::HeaderCritical),
				_ => return Err(Error::HeaderUnknown),
			}
		}
		reader.finish()?;
		let header = Header {
			device: device.ok_or(Error::DeviceMissing)?,
			sequence: sequence.ok_or(Error::SequenceMissing)?,
			corrects,
		};
		if corrects.is_some_and(|corrects| corrects >= header.sequence) {
			return Err(Error::CorrectsNotEarlier);
		}
		Ok(Self {
			algorithm: algorithm.ok_or(Error::AlgorithmMissing)?,
			purpose: purpose.ok_or(Error::ContentTypeMissing)?,
			header,
		})
	}
}

/// Put a parameter into its place, which must be free.
fn once<T>(place: &mut Option<T>, value: T) -> Result<(), Error> {
	match place.replace(value) {
		None => Ok(()),
		Some(_) => Err(Error::HeaderDuplicate),
	}
}

/// The algorithm by its number in the COSE registry.
fn read_algorithm(item: Item<'_>) -> Result<Algorithm, Error> {
	match item {
		// EdDSA (RFC 9053 §2.2), and the name that RFC 9864 has for it with this curve.
		Item::Integer(-8 | -19) => Ok(Algorithm::Ed25519),
		// ES256 (RFC 9053 §2.1), and ESP256 of RFC 9864.
		Item::Integer(-7 | -9) => Ok(Algorithm::Es256),
		// ES256K (RFC 8812 §3.2).
		Item::Integer(-47) => Ok(Algorithm::Es256k),
		Item::Integer(_) | Item::Text(_) => Err(Error::AlgorithmUnsupported),
		_ => Err(Error::HeaderMalformed),
	}
}

fn read_device(item: Item<'_>) -> Result<[u8; 32], Error> {
	match item {
		Item::Bytes(id) => id.try_into().map_err(|_| Error::DeviceMalformed),
		_ => Err(Error::DeviceMalformed),
	}
}

/// A sequence number.
fn number(item: Item<'_>) -> Option<u64> {
	match item {
		Item::Integer(number) => u64::try_from(number).ok().filter(|number| *number > 0),
		_ => None,
	}
}
