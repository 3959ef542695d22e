//! JSON-RPC over plain HTTP, as `curl` speaks it: one connection, one question after the other.

use std::{
	io::{BufRead, BufReader, Read, Write},
	net::TcpStream,
};

use codec::{Decode, Encode};
use polkadot_sdk::frame_support::view_functions::ViewFunction;
use serde_json::{json, Value};

use super::{
	client::{answered, asked, VIEW},
	Result,
};

/// A connection to one node.
pub struct Http {
	stream: BufReader<TcpStream>,
	address: String,
}

impl Http {
	/// Connects to a node at an address such as `127.0.0.1:9944`.
	pub fn connect(address: &str) -> Result<Self> {
		let stream = TcpStream::connect(address)?;
		stream.set_nodelay(true)?;
		Ok(Self {
			stream: BufReader::new(stream),
			address: address.into(),
		})
	}

	/// Calls a method.
	pub fn call(&mut self, method: &str, params: Value) -> Result<Value> {
		let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let body = body.to_string();
		let request = format!(
			"POST / HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
			self.address,
			body.len()
		);
		self.stream.get_mut().write_all(request.as_bytes())?;
		let mut length = None;
		loop {
			let mut line = String::new();
			if self.stream.read_line(&mut line)? == 0 {
				return Err("the node closed the connection".into());
			}
			let line = line.trim().to_ascii_lowercase();
			if line.is_empty() {
				break;
			}
			if let Some(value) = line.strip_prefix("content-length:") {
				length = Some(value.trim().parse::<usize>()?);
			}
		}
		let mut answer = vec![0; length.ok_or("an answer says how long it is")?];
		self.stream.read_exact(&mut answer)?;
		let mut answer: Value = serde_json::from_slice(&answer)?;
		match answer.get("error") {
			Some(error) => Err(error.to_string().into()),
			None => Ok(answer["result"].take()),
		}
	}

	/// What a view function answers at the best block.
	pub fn view<V>(&mut self, question: V) -> Result<V::ReturnType>
	where
		V: ViewFunction + Encode,
		V::ReturnType: Decode,
	{
		let answer = self.call("state_call", json!([VIEW, asked(&question)]))?;
		answered::<V>(&serde_json::from_value(answer)?)
	}
}
