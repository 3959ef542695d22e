//! Why an envelope is not taken in.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::fmt;
use hallmark_envelope::Error as Malformed;
use polkadot_sdk::sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionValidityError, UnknownTransaction,
};
use scale_info::TypeInfo;

/// Codes from this one on say what is wrong with an envelope's bytes.
const MALFORMED: u8 = 100;

/// Declares the refusals once: code, name, meaning, words.
macro_rules! refusals {
	($($(#[doc = $doc:literal])+ $code:literal $name:ident $words:literal,)+) => {
		/// Why an envelope is not taken in.
		///
		/// Gateways act on it, so its [`code`](Self::code) is part of the interface and never
		/// changes its meaning.
		#[derive(
			Clone,
			Copy,
			Debug,
			Decode,
			DecodeWithMemTracking,
			Encode,
			Eq,
			MaxEncodedLen,
			PartialEq,
			TypeInfo,
		)]
		pub enum Refusal {
			/// The bytes are no envelope. Code: 100 and the error's own.
			#[codec(index = 0)]
			Malformed(Malformed),
			$($(#[doc = $doc])+ #[codec(index = $code)] $name,)+
		}

		impl Refusal {
			/// All of them but those that have to do with the bytes alone, in the order of their
			/// codes.
			pub const ALL: &'static [Self] = &[$(Self::$name,)+];

			/// The number under which the pool reports it: 1 to 99, and from 100 on what is wrong
			/// with the bytes.
			pub const fn code(self) -> u8 {
				match self {
					// The error's numbers end far below 155.
					Self::Malformed(error) => MALFORMED.saturating_add(error as u8),
					$(Self::$name => $code,)+
				}
			}
		}

		impl fmt::Display for Refusal {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				match self {
					Self::Malformed(error) => error.fmt(f),
					$(Self::$name => f.write_str($words),)+
				}
			}
		}
	};
}

refusals! {
	/// No such device is enrolled. Passes when it is.
	1 UnknownDevice "the device is not enrolled",
	/// The device's owner has put it aside. Passes when the owner takes it up again.
	2 DeviceSuspended "the device's owner has suspended it",
	/// The device is retired or revoked, for good.
	3 DeviceOutOfUse "the device is retired or revoked",
	/// An envelope of this number was taken in already.
	4 AlreadyReceived "the sequence number was received already",
	/// The number is 64 or more below the highest.
	5 SequenceTooOld "the sequence number is too far below the highest",
	/// The number is [`MAX_LEAP`](crate::MAX_LEAP) or more above the highest.
	6 SequenceTooFar "the sequence number is too far above the highest",
	/// A measured time lies further ahead of the chain's time than is allowed. Passes by itself.
	7 MeasuredInFuture "a measured time lies in the future",
	/// A measured time lies further back than is allowed.
	8 MeasuredTooLongAgo "a measured time lies too far back",
	/// At the measured time a key spoke for the device that is no longer known, or none.
	9 KeyUnknown "no key is known for the measured time",
	/// The envelope is signed with another algorithm than the device's key at the measured time.
	10 AlgorithmMismatch "the device's key is of another algorithm",
	/// The owner's allowance is used up. Passes as it recovers.
	11 QuotaExhausted "the owner's quota is used up",
	/// The device has no open stream of such a name. Passes when its owner opens one.
	12 UnknownStream "the stream is not open",
	/// A value is in another unit than the stream's.
	13 UnitMismatch "the unit is not the stream's",
	/// A value has more digits than the stream's exponent has room for, or is too large for it. A
	/// batch has another exponent than the stream.
	14 ValueNotRepresentable "a value does not fit the stream's exponent",
	/// Readings lie closer together in time than the stream allows.
	15 TooFrequent "the readings are closer together than the stream allows",
	/// What the envelope corrects is not among the last eight of its stream, is of another moment
	/// or covers other moments, or the envelope has more than one record.
	16 NothingToCorrect "there is nothing of that number and moment to correct",
	/// What it corrects was corrected already.
	17 AlreadyCorrected "it was corrected already",
	/// Only a device in good standing corrects what is on record.
	18 CorrectionTainted "a device that is not in good standing corrects nothing",
	/// The stream takes no batches.
	19 BatchesNotKept "the stream takes no batches",
	/// The signature is not the device's key's over these bytes and this chain.
	20 SignatureInvalid "the signature is not the device's",
}

impl From<Malformed> for Refusal {
	fn from(error: Malformed) -> Self {
		Self::Malformed(error)
	}
}

impl Refusal {
	/// Whether the same bytes may be taken in later, without anything having been undone.
	pub const fn passes(self) -> bool {
		matches!(
			self,
			Self::UnknownDevice
				| Self::DeviceSuspended
				| Self::MeasuredInFuture
				| Self::QuotaExhausted
				| Self::UnknownStream
		)
	}
}

impl From<Refusal> for TransactionValidityError {
	/// What passes is reported as unknown, the rest as invalid: a pool bans what is invalid for
	/// half an hour, and forgets what is unknown at once, so that it can be sent again. Never as
	/// exhausting resources, for that tells a block's author that the block is full.
	fn from(refusal: Refusal) -> Self {
		if refusal.passes() {
			UnknownTransaction::Custom(refusal.code()).into()
		} else {
			InvalidTransaction::Custom(refusal.code()).into()
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn codes_are_told_apart_and_are_codec_indices() {
		for refusal in Refusal::ALL {
			assert!((1..MALFORMED).contains(&refusal.code()));
			assert_eq!(refusal.encode(), [refusal.code()]);
			assert!(!refusal.to_string().is_empty());
		}
		let mut codes: Vec<u8> = Refusal::ALL
			.iter()
			.copied()
			.chain(
				Malformed::ALL
					.iter()
					.map(|error| Refusal::Malformed(*error)),
			)
			.map(Refusal::code)
			.collect();
		let all = codes.len();
		codes.sort_unstable();
		codes.dedup();
		assert_eq!(codes.len(), all);
		assert!(Malformed::ALL
			.iter()
			.all(|error| u8::from(*error) < u8::MAX - MALFORMED));
	}

	#[test]
	fn pool_bans_what_is_wrong_for_good_and_nothing_else() {
		for refusal in Refusal::ALL {
			let error = TransactionValidityError::from(*refusal);
			let expected = if refusal.passes() {
				TransactionValidityError::Unknown(UnknownTransaction::Custom(refusal.code()))
			} else {
				TransactionValidityError::Invalid(InvalidTransaction::Custom(refusal.code()))
			};
			assert_eq!(error, expected);
			assert!(!error.exhausted_resources());
		}
		assert!(!Refusal::Malformed(Malformed::TooLong).passes());
	}
}
