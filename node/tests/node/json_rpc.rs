//! JSON-RPC at its edges: garbage, too much, too often, and from outside.

use std::{
	io::{Read, Write},
	net::TcpStream,
	time::Duration,
};

use futures::future::join_all;
use jsonrpsee::rpc_params;
use serde_json::Value;

use crate::{
	assert_no_panic,
	support::{Node, NodeBuilder, Result},
};

/// Posts `body` to the node and returns the HTTP status and what came back.
fn post(node: &Node, body: &[u8]) -> Result<(u16, String)> {
	let address = node.address();
	let mut stream = TcpStream::connect(address)?;
	stream.set_read_timeout(Some(Duration::from_secs(60)))?;
	let head = format!(
		"POST / HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n\
		 Content-Length: {}\r\nConnection: close\r\n\r\n",
		body.len(),
	);
	stream.write_all(head.as_bytes())?;
	// A node that refuses by the announced length may stop reading.
	let _ = stream.write_all(body);
	let mut answer = Vec::new();
	let _ = stream.read_to_end(&mut answer);
	let answer = String::from_utf8_lossy(&answer);
	let status = answer
		.split_whitespace()
		.nth(1)
		.ok_or("no HTTP status")?
		.parse()?;
	let (_, content) = answer.split_once("\r\n\r\n").unwrap_or_default();
	Ok((status, content.to_owned()))
}

#[tokio::test]
async fn garbage_is_answered_with_an_error_and_harms_nothing() -> Result<()> {
	let mut node = NodeBuilder::dev().args(["--sealing", "manual"]).start()?;
	let client = node.client().await?;
	let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
	let request = |method: &str, params: &str| {
		format!(r#"{{"jsonrpc":"2.0","id":1,"method":"{method}","params":{params}}}"#)
	};
	let garbage: [(Vec<u8>, i64); 15] = [
		(b"{".to_vec(), -32700),
		(b"\xff\xfe\x00".to_vec(), -32700),
		(b"null".to_vec(), -32700),
		(b"[]".to_vec(), -32600),
		(deep.into_bytes(), -32600),
		(br#"{"jsonrpc":"2.0","id":1}"#.to_vec(), -32600),
		(request("no_such_method", "[]").into(), -32601),
		(request("engine_createBlock", r#"["yes"]"#).into(), -32602),
		(request("chain_getBlockHash", r#"[{"a":1}]"#).into(), -32602),
		(request("chain_getHeader", r#"["0x12"]"#).into(), -32602),
		(request("state_getStorage", r#"["0xzz"]"#).into(), -32602),
		(request("author_submitExtrinsic", r#"["0x"]"#).into(), 1040),
		(
			request("author_submitExtrinsic", r#"["0x280403000b"]"#).into(),
			1040,
		),
		// Bytes enough, but no transaction: the runtime gives up in its sandbox.
		(
			request("author_submitExtrinsic", r#"["0x10050300ff"]"#).into(),
			1002,
		),
		(
			request("system_accountNextIndex", r#"["nobody"]"#).into(),
			-32602,
		),
	];
	for (body, code) in garbage {
		let sent = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
		let (_, content) = post(&node, &body)?;
		let answer: Value = serde_json::from_str(&content)
			.map_err(|error| format!("{sent} was answered with `{content}`: {error}"))?;
		// To a batch the answer is a batch.
		let answer = answer.get(0).unwrap_or(&answer);
		assert_eq!(
			answer["error"]["code"], code,
			"{sent} was answered with {answer}"
		);
		assert!(
			answer["error"]["message"].is_string(),
			"{sent} was answered with {answer}"
		);
	}

	assert!(node.is_running());
	assert_eq!(client.info().await?["best"]["number"], 0);
	assert_no_panic(&node);
	Ok(())
}

#[tokio::test]
async fn a_request_that_is_too_large_is_refused() -> Result<()> {
	let mut node = NodeBuilder::dev()
		.args(["--sealing", "manual", "--rpc-max-request-size", "1"])
		.start()?;
	let padding = "0".repeat(1024 * 1024);
	let body = format!(
		r#"{{"jsonrpc":"2.0","id":1,"method":"author_submitExtrinsic","params":["0x{padding}"]}}"#
	);
	let (status, content) = post(&node, body.as_bytes())?;
	assert_eq!(status, 413, "{content}");

	// Over WebSocket the connection ends, and only that one.
	let greedy = node.client().await?;
	let answer = greedy
		.call::<Value>(
			"author_submitExtrinsic",
			rpc_params![format!("0x{padding}")],
		)
		.await;
	let error = answer.unwrap_err().to_string();
	assert!(!error.is_empty());
	assert!(node.is_running());
	assert_eq!(node.client().await?.info().await?["best"]["number"], 0);
	assert_no_panic(&node);
	Ok(())
}

#[tokio::test]
async fn too_many_calls_are_refused() -> Result<()> {
	let node = NodeBuilder::dev()
		.args(["--sealing", "manual", "--rpc-rate-limit", "600"])
		.start()?;
	let client = node.client().await?;
	let calls = (0..900).map(|_| client.call::<Value>("system_health", rpc_params![]));
	let answers = join_all(calls).await;
	let (good, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.is_ok());
	assert!(good.len() >= 600, "{} were answered", good.len());
	assert!(
		!refused.is_empty(),
		"a burst of 900 is above a limit of 600"
	);
	for answer in refused {
		let error = answer.unwrap_err().to_string();
		assert!(error.contains("rate limit exceeded"), "{error}");
	}
	Ok(())
}

#[tokio::test]
async fn unsafe_methods_are_for_this_machine_only() -> Result<()> {
	let rotate = "author_rotateKeys";
	let inside = NodeBuilder::dev().args(["--sealing", "manual"]).start()?;
	assert!(inside.address().starts_with("127.0.0.1:"));
	inside
		.client()
		.await?
		.call::<String>(rotate, rpc_params![])
		.await?;

	let outside = NodeBuilder::dev()
		.args(["--sealing", "manual", "--rpc-external"])
		.start()?;
	let client = outside.client().await?;
	let error = client
		.call::<String>(rotate, rpc_params![])
		.await
		.unwrap_err()
		.to_string();
	assert!(error.contains("unsafe"), "{error}");
	let _: Value = client.call("system_health", rpc_params![]).await?;
	Ok(())
}
