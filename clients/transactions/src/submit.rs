//! Handing transactions to a node.

use jsonrpsee::{
	core::{client::ClientT, ClientError},
	rpc_params,
	types::ErrorObject,
};

use crate::Error;

/// What a node answers for a transaction that the runtime finds invalid.
const INVALID_TRANSACTION: i32 = 1010;

/// How the node's words for `InvalidTransaction::Custom` begin.
const CUSTOM: &str = "Custom error: ";

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

fn refused(refusal: &ErrorObject) -> Error {
	let data = refusal
		.data()
		.map(|data| data.get().trim_matches('"').to_owned());
	let code = data
		.as_deref()
		.filter(|_| refusal.code() == INVALID_TRANSACTION)
		.and_then(|data| data.strip_prefix(CUSTOM)?.parse().ok());
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
		assert!(matches!(
			of(INVALID_TRANSACTION, "Custom error: 7"),
			Error::Refused { code: Some(7), .. }
		));
		for (code, data) in [
			(INVALID_TRANSACTION, "Transaction is outdated"),
			(INVALID_TRANSACTION, "Custom error: many"),
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
