//! What can go wrong, in words.

use std::fmt;

use jsonrpsee::core::ClientError;

/// Why a transaction could not be made, or was not taken.
#[derive(Debug)]
pub enum Error {
	/// The node could not be asked.
	Connection(ClientError),
	/// What the node gave as metadata cannot be read.
	Metadata,
	/// The chain has no metadata of version 16.
	MetadataVersion,
	/// The chain takes no transactions of the extrinsic format's version 5.
	NoGeneralTransactions,
	/// An extension carries bytes that this crate cannot fill in.
	UnknownExtension(String),
	/// The chain has no such pallet.
	NoSuchPallet(String),
	/// The pallet has no such call.
	NoSuchCall(String, String),
	/// Longer than any chain takes.
	TooLong,
	/// The node's pool did not take the transaction.
	Refused {
		/// The runtime's own code, if it gave one: of `InvalidTransaction::Custom`, or of
		/// `UnknownTransaction::Custom` for what may be valid later.
		code: Option<u8>,
		/// The node's words.
		message: String,
	},
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Connection(error) => write!(f, "the node could not be asked: {error}"),
			Self::Metadata => f.write_str("the node's metadata cannot be read"),
			Self::MetadataVersion => write!(
				f,
				"the chain has no metadata of version {}: its runtime is too old, or too new",
				super::METADATA_VERSION
			),
			Self::NoGeneralTransactions => {
				f.write_str("the chain takes no transactions without an account")
			},
			Self::UnknownExtension(name) => write!(
				f,
				"the chain's extension {name} carries something that this program does not know: \
				 use a newer one"
			),
			Self::NoSuchPallet(pallet) => write!(f, "the chain has no pallet {pallet}"),
			Self::NoSuchCall(pallet, call) => {
				write!(f, "the chain's pallet {pallet} has no call {call}")
			},
			Self::TooLong => f.write_str("the call is longer than any chain takes"),
			Self::Refused {
				code: Some(code),
				message,
			} => write!(f, "refused with code {code}: {message}"),
			Self::Refused {
				code: None,
				message,
			} => write!(f, "refused: {message}"),
		}
	}
}

impl std::error::Error for Error {
	fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
		match self {
			Self::Connection(error) => Some(error),
			_ => None,
		}
	}
}
