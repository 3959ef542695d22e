//! What can go wrong, in one line each, and the exit code that says so to a script.

use std::{fmt, io};

/// What a command ends with.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a command did not do what it was asked.
#[derive(Debug)]
pub enum Error {
	/// The chain refused.
	Refused {
		/// Why, in the words of the chain's metadata where it has some.
		message: String,
		/// The runtime's own code, where a transaction without an account was refused with one.
		code: Option<u8>,
	},
	/// Something that the caller gave is wrong: an argument, a file, a key.
	Input(String),
	/// No node was reached, or it did not answer in time, or with something unintelligible.
	Connection(String),
	/// What was asked for is not on the chain.
	NotFound(String),
	/// The result could not be written.
	Output(io::Error),
}

impl Error {
	/// The chain refused, for a reason without a code.
	pub fn refused(message: impl Into<String>) -> Self {
		Self::Refused {
			message: message.into(),
			code: None,
		}
	}

	/// A file that cannot be used.
	pub fn file(path: &std::path::Path, error: impl fmt::Display) -> Self {
		Self::Input(format!("{}: {error}", path.display()))
	}

	/// What the process ends with. clap ends it with 2 by itself where the arguments are wrong.
	pub fn exit_code(&self) -> u8 {
		match self {
			Self::Refused { .. } => 1,
			Self::Input(_) | Self::Output(_) => 2,
			Self::Connection(_) => 3,
			Self::NotFound(_) => 4,
		}
	}
}

impl fmt::Display for Error {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Refused { message, .. } => write!(f, "the chain refused: {message}"),
			Self::Input(message) | Self::Connection(message) | Self::NotFound(message) => {
				f.write_str(message)
			},
			Self::Output(error) => write!(f, "the result could not be written: {error}"),
		}
	}
}

impl std::error::Error for Error {
	fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
		match self {
			Self::Output(error) => Some(error),
			_ => None,
		}
	}
}

impl From<hallmark_transactions::Error> for Error {
	fn from(error: hallmark_transactions::Error) -> Self {
		use hallmark_transactions::Error as Why;
		match error {
			Why::Refused { code, message } => Self::Refused { message, code },
			Why::Connection(error) => error.into(),
			error @ (Why::Metadata | Why::MetadataVersion) => Self::Connection(error.to_string()),
			// The chain's runtime is another than this command was made for.
			error => Self::refused(error.to_string()),
		}
	}
}

impl From<jsonrpsee::core::ClientError> for Error {
	fn from(error: jsonrpsee::core::ClientError) -> Self {
		use jsonrpsee::{
			core::ClientError,
			types::error::{INVALID_PARAMS_CODE, METHOD_NOT_FOUND_CODE},
		};
		match error {
			ClientError::Call(answer) if answer.code() == INVALID_PARAMS_CODE => {
				Self::Input(answer.message().to_owned())
			},
			ClientError::Call(answer) if answer.code() == METHOD_NOT_FOUND_CODE => {
				Self::Connection(format!(
					"the node does not know the method: is it a Hallmark node, and new enough? ({})",
					answer.message()
				))
			},
			ClientError::Call(answer) => Self::Connection(format!(
				"the node answered with an error: {}",
				match answer.data() {
					Some(data) => format!("{}: {data}", answer.message()),
					None => answer.message().to_owned(),
				}
			)),
			ClientError::RequestTimeout => {
				Self::Connection("the node did not answer in time".into())
			},
			error => Self::Connection(format!("the connection to the node failed: {error}")),
		}
	}
}

/// What subxt says is either about the connection, or about a call or a value that this chain's
/// metadata does not have.
pub fn of_chain(error: impl Into<subxt::Error>) -> Error {
	use subxt::error::{ExtrinsicError, RuntimeApiError, ViewFunctionError};
	match error.into() {
		subxt::Error::ExtrinsicError(
			error @ (ExtrinsicError::PalletNameNotFound(_)
			| ExtrinsicError::CallNameNotFound { .. }
			| ExtrinsicError::EncodeError(_)),
		) => Error::refused(format!(
			"its runtime is older or newer than this command: {error}"
		)),
		subxt::Error::ViewFunctionError(
			error @ (ViewFunctionError::PalletNotFound(_)
			| ViewFunctionError::ViewFunctionNotFound { .. }),
		) => Error::refused(format!(
			"its runtime is older or newer than this command: {error}"
		)),
		subxt::Error::RuntimeApiError(error @ RuntimeApiError::CouldNotEncodeInputs(_)) => {
			Error::refused(format!(
				"its runtime is older or newer than this command: {error}"
			))
		},
		error => Error::Connection(format!("the node could not be asked: {error}")),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn each_kind_of_error_has_its_exit_code() {
		let of = |error: Error| error.exit_code();
		assert_eq!(of(Error::refused("no")), 1);
		assert_eq!(of(Error::Input("no".into())), 2);
		assert_eq!(of(Error::Connection("no".into())), 3);
		assert_eq!(of(Error::NotFound("no".into())), 4);
	}

	#[test]
	fn codes_of_the_runtime_survive() {
		let error = Error::from(hallmark_transactions::Error::Refused {
			code: Some(7),
			message: "Invalid Transaction".into(),
		});
		assert!(matches!(error, Error::Refused { code: Some(7), .. }));
		assert_eq!(error.to_string(), "the chain refused: Invalid Transaction");
	}
}
