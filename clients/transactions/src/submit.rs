//! Handing transactions to a node.

use jsonrpsee::{
	core::{client::ClientT, ClientError},
	rpc_params,
	types::ErrorObject,
};

use crate::Error;

/// What a node answers for a transaction that the runtime finds invalid, and what its words for
/// `InvalidTransaction::Custom` stand between.
const INVALID: (i32, &str, &str) = (1010, "Custom error: ", "");

/// The same for one that is not valid yet: `UnknownTransaction::Custom`.
const UNKNOWN: (i32, &str, &str) = (1011, "Custom(", ")");

/// Hands a transaction to a node's pool. Returns its hash, in hexadecimal.
///
/// That it is in the pool is no promise that it will be in a block: watch the chain for that.
pub async fn submit(client: &impl ClientT, transaction: &[u8]) -> Result<String, Error> {
	client
		.request("author_submitExtrinsic", rpc_params![to_hex(transaction)])
		.await
		.map_err(|error| match error {
			ClientError::Call(refusal) => refused(&refusal),
			error => Error::Connection(error),
		})
}

/// What a node means by the error that it answers for a transaction which its pool does not take.
pub fn refused(refusal: &ErrorObject) -> Error {
	let data = refusal
		.data()
		.map(|data| data.get().trim_matches('"').to_owned());
	let code = data.as_deref().and_then(|data| {
		let (_, before, after) = [INVALID, UNKNOWN]
			.into_iter()
			.find(|(code, ..)| *code == refusal.code())?;
		let code = data.strip_prefix(before)?.strip_suffix(after)?;
		code.parse().ok()
	});
	let message = match data {
		Some(data) => format!("{}: {data}", refusal.message()),
		None => refusal.message().to_owned(),
	};
	Error::Refused { code, message }
}

/// Bytes as JSON-RPC writes them.
pub fn to_hex(bytes: &[u8]) -> String {
	const DIGITS: &[u8; 16] = b"0123456789abcdef";
	let mut text = String::with_capacity(2 + 2 * bytes.len());
	text.push_str("0x");
	for byte in bytes {
		text.push(DIGITS[usize::from(byte >> 4)].into());
		text.push(DIGITS[usize::from(byte & 15)].into());
	}
	text
}

/// Bytes that JSON-RPC wrote. `None` if they are not written so.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
	let digits = text.strip_prefix("0x")?.as_bytes();
	let value = |digit: u8| char::from(digit).to_digit(16);
	digits.len().is_multiple_of(2).then_some(())?;
	digits
		.chunks_exact(2)
		.map(|pair| u8::try_from(value(pair[0])? << 4 | value(pair[1])?).ok())
		.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn bytes_survive_hexadecimal() {
		let bytes: Vec<u8> = (0..=255).collect();
		assert_eq!(from_hex(&to_hex(&bytes)), Some(bytes));
		assert_eq!(to_hex(&[]), "0x");
		for wrong in ["", "00", "0x0", "0xg0", "0x€"] {
			assert_eq!(from_hex(wrong), None, "{wrong}");
		}
	}

	#[test]
	fn a_refusal_carries_the_runtimes_code() {
		let of = |code, data: &str| {
			refused(&ErrorObject::owned(
				code,
				"Invalid Transaction",
				Some(data.to_owned()),
			))
		};
		for (code, data) in [(1010, "Custom error: 7"), (1011, "Custom(7)")] {
			assert!(matches!(
				of(code, data),
				Error::Refused { code: Some(7), .. }
			));
		}
		for (code, data) in [
			(1010, "Transaction is outdated"),
			(1010, "Custom error: many"),
			(1010, "Custom(7)"),
			(1011, "CannotLookup"),
			(1012, "Custom error: 7"),
		] {
			let error = of(code, data);
			assert!(
				matches!(error, Error::Refused { code: None, .. }),
				"{error}"
			);
			assert!(error.to_string().ends_with(data));
		}
	}
}
