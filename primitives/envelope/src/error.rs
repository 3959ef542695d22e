//! What can be wrong.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use scale_info::TypeInfo;

/// Declares the errors once: index, name, meaning, words.
macro_rules! errors {
	($($(#[doc = $doc:literal])+ $index:literal $name:ident $words:literal,)+) => {
		/// Why bytes are no envelope, or why a proof proves nothing.
		///
		/// One byte in SCALE, and the same byte by `u8::from`, for those who have room for no more.
		#[derive(
			Clone,
			Copy,
			Debug,
			Decode,
			DecodeWithMemTracking,
			Encode,
			Eq,
			Hash,
			MaxEncodedLen,
			Ord,
			PartialEq,
			PartialOrd,
			TypeInfo,
		)]
		pub enum Error {
			$($(#[doc = $doc])+ #[codec(index = $index)] $name = $index,)+
		}

		impl Error {
			/// All of them, in the order of their indices.
			pub const ALL: &'static [Self] = &[$(Self::$name,)+];
		}

		impl fmt::Display for Error {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				f.write_str(match self { $(Self::$name => $words,)+ })
			}
		}
	};
}

errors! {
	/// It is longer than [`MAX_ENVELOPE_LEN`](crate::MAX_ENVELOPE_LEN).
	0 TooLong "the envelope is longer than 1024 bytes",
	/// It ends in the middle of an item.
	1 Truncated "the bytes end in the middle of an item",
	/// Bytes follow it, or follow the last item of a part of it.
	2 TrailingBytes "bytes follow the last item",
	/// A length or an integer is not in its shortest form (RFC 8949 §4.2.1).
	3 NotShortest "a length or an integer is not in its shortest form",
	/// An item has an indefinite length (RFC 8949 §3.2).
	4 IndefiniteLength "an item has an indefinite length",
	/// A byte begins no item of CBOR (RFC 8949 §3).
	5 NotWellFormed "a byte begins no item of CBOR",
	/// A text is not UTF-8.
	6 NotUtf8 "a text is not UTF-8",
	/// It is not the array of a COSE_Sign1 (RFC 9052 §4.2), or has another tag than 18.
	7 NotSign1 "it is no COSE_Sign1",
	/// Its unprotected header has a parameter: nothing in an envelope goes unsigned.
	8 UnprotectedHeader "the unprotected header is not empty",
	/// Its payload is elsewhere: `nil` (RFC 9052 §4.1).
	9 PayloadDetached "the payload is detached",
	/// Its signature does not have 64 bytes.
	10 SignatureLength "the signature does not have 64 bytes",
	/// Its protected header is no map, or a label or value in it has the wrong type.
	11 HeaderMalformed "the protected header is not well formed",
	/// Its protected header has a parameter twice.
	12 HeaderDuplicate "the protected header has a parameter twice",
	/// Its protected header has a parameter that an envelope does not have.
	13 HeaderUnknown "the protected header has an unknown parameter",
	/// Its protected header says that some parameters are critical (RFC 9052 §3.1, `crit`).
	14 HeaderCritical "the protected header has the parameter crit",
	/// It does not say how it is signed.
	15 AlgorithmMissing "the algorithm is missing",
	/// It is signed otherwise than with EdDSA, ES256 or ES256K.
	16 AlgorithmUnsupported "the algorithm is not supported",
	/// It does not say what its payload is.
	17 ContentTypeMissing "the content type is missing",
	/// Its payload is neither readings nor a batch.
	18 ContentTypeUnsupported "the content type is not supported",
	/// It does not say which device signed it.
	19 DeviceMissing "the device is missing",
	/// Its device's id does not have 32 bytes.
	20 DeviceMalformed "the device's id does not have 32 bytes",
	/// It has no sequence number.
	21 SequenceMissing "the sequence number is missing",
	/// Its sequence number is not from 1 to 2⁶⁴ − 1.
	22 SequenceMalformed "the sequence number is not from 1 to 2^64 - 1",
	/// What it corrects is not a sequence number from 1 to 2⁶⁴ − 1.
	23 CorrectsMalformed "what it corrects is no sequence number",
	/// It corrects itself or what comes after it.
	24 CorrectsNotEarlier "it corrects nothing earlier",
	/// It is signed with another algorithm than the key's.
	25 AlgorithmMismatch "the key is of another algorithm",
	/// Its signature is not the key's over it, for this chain.
	26 SignatureInvalid "the signature is not the key's",
	/// Its payload is no array of maps as SenML has it (RFC 8428 §6).
	27 ReadingsMalformed "the payload is no SenML",
	/// It has no record.
	28 NoRecord "there is no record",
	/// It has more than [`MAX_RECORDS`](crate::MAX_RECORDS) records.
	29 TooManyRecords "there are more than 32 records",
	/// A record has a label that is not understood here.
	30 LabelUnknown "a record has an unknown label",
	/// A record has a label that ends in `_`: whoever does not understand it must not read on
	/// (RFC 8428 §4.4).
	31 LabelMustBeUnderstood "a record has a label that must be understood",
	/// A record has a label twice.
	32 LabelDuplicate "a record has a label twice",
	/// The version of SenML is not 10 (RFC 8428 §4.1, `bver`).
	33 VersionUnsupported "the version of SenML is not 10",
	/// A record has no name.
	34 NameMissing "a record has no name",
	/// A name has more than [`MAX_NAME_LEN`](crate::MAX_NAME_LEN) characters.
	35 NameTooLong "a name has more than 16 characters",
	/// A name has a character that SenML does not allow, or not there (RFC 8428 §4.5.1).
	36 NameMalformed "a name has a character that SenML does not allow",
	/// A unit is not one of [`Unit`](crate::Unit).
	37 UnitUnknown "the unit is not in the registry",
	/// A time is missing or relative to a moment that nobody knows (RFC 8428 §4.5.3).
	38 TimeRelative "a time is relative",
	/// A time is no number.
	39 TimeMalformed "a time is no number",
	/// A time is beyond [`MAX_TIME`](crate::MAX_TIME).
	40 TimeOutOfRange "a time is out of range",
	/// A record has no value.
	41 ValueMissing "a record has no value",
	/// A record has more than one value (RFC 8428 §4.2).
	42 ValueAmbiguous "a record has more than one value",
	/// A value is neither a number nor true or false.
	43 ValueNotNumeric "a value is no number",
	/// A value is a NaN.
	44 ValueNan "a value is not a number",
	/// A value is infinite.
	45 ValueInfinite "a value is infinite",
	/// A value is too large for a [`Decimal`](crate::Decimal).
	46 ValueTooLarge "a value is too large",
	/// A value has more digits, or smaller ones, than a [`Decimal`](crate::Decimal) holds.
	47 ValueTooFine "a value has too many digits",
	/// A record has a sum (RFC 8428 §4.2, `s` and `bs`).
	48 SumPresent "a record has a sum",
	/// A record says when the next one is due (RFC 8428 §4.2, `ut`).
	49 UpdateTimePresent "a record has an update time",
	/// Its payload is no batch: not the map, or not in the one form that it has.
	50 BatchMalformed "the payload is no batch",
	/// A batch has no reading or more than [`MAX_BATCH`](crate::MAX_BATCH).
	51 BatchCount "the batch has no reading or more than 65536",
	/// A batch's exponent is out of the range of [`Decimal`](crate::Decimal)'s.
	52 BatchExponent "the batch's exponent is out of range",
	/// A batch ends before it begins, or lasts though it has one reading.
	53 BatchTimes "the batch's times contradict each other",
	/// A batch's minimum is above its maximum.
	54 BatchExtremes "the batch's minimum is above its maximum",
	/// A batch's sum is not one that so many readings between its extremes can have, or does not
	/// fit 64 bits.
	55 BatchSum "the batch's sum contradicts its extremes",
	/// A reading is earlier than the one before it in its batch.
	56 BatchOrder "a reading is earlier than the one before it",
	/// A leaf's index is not below the batch's count.
	57 LeafIndex "the leaf's index is not in the batch",
	/// A leaf's time is not one that the batch allows at its index.
	58 LeafTime "the leaf's time is not in the batch",
	/// A leaf's value is not between the batch's extremes.
	59 LeafValue "the leaf's value is not between the batch's extremes",
	/// A path is not as long as index and count demand.
	60 PathLength "the path does not have the length that the index demands",
	/// Leaf and path lead to another root.
	61 LeafNotInTree "leaf and path lead to another root",
}

impl From<Error> for u8 {
	fn from(error: Error) -> Self {
		error as u8
	}
}

impl core::error::Error for Error {}
