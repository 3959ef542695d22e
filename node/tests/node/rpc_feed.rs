//! `reading_subscribe`: every reading of final blocks once and in order, across a restart, for readers
//! that are slow, and for what gateways brought in vain.

use std::{
	io::{Read, Write},
	net::TcpStream,
	time::Duration,
};

use hallmark_rpc::{
	code,
	reading::{ClosedReason, FedReadings, Feed as Delivered},
};
use hallmark_runtime::{Runtime, RuntimeCall};
use jsonrpsee::{
	core::client::{Subscription, SubscriptionClientT},
	ws_client::WsClientBuilder,
};
use pallet_reading_attestation::{Call, Envelopes};
use polkadot_sdk::{frame_system, pallet_utility};
use serde_json::{json, Value};
use tokio::{net::TcpSocket, time::timeout};

use crate::{
	rpc_asking::{id, Asker, Feed},
	support::{
		devices::{now, OPERATOR},
		fleet::{Fleet, STREAM},
		shipment::{send, try_send},
		Client, Node, NodeBuilder, Result,
	},
};

/// How long a delivery may take.
const SOON: Duration = Duration::from_secs(30);

/// What is delivered next, which is readings.
async fn readings(feed: &mut Feed<'_>) -> Result<FedReadings> {
	match timeout(SOON, feed.next()).await?? {
		Delivered::Readings(readings) => Ok(readings),
		other => Err(format!("{other:?}").into()),
	}
}

/// The sequences that are delivered next.
async fn sequences(feed: &mut Feed<'_>, count: usize) -> Result<Vec<u64>> {
	let mut sequences = Vec::new();
	for _ in 0..count {
		sequences.push(readings(feed).await?.sequence);
	}
	Ok(sequences)
}

/// Asserts that nothing else has come: what comes next is what is said now.
async fn assert_next(
	client: &Client,
	fleet: &mut Fleet,
	feed: &mut Feed<'_>,
	sequence: u64,
) -> Result<()> {
	fleet.tell(client, 0, STREAM, &[1_000]).await?;
	assert_eq!(sequences(feed, 1).await?, [sequence]);
	Ok(())
}

fn start(base: &std::path::Path) -> Result<Node> {
	NodeBuilder::dev()
		.args(["--sealing", "instant"])
		.base_path(base)
		.start()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_delivers_once_and_in_order_and_goes_on_after_a_restart() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let node = start(folder.path())?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let mut fleet = Fleet::enrol(&client, 2).await?;
	let stream = json!([id(fleet.sensors[0].id), STREAM]);

	// What was said before is not delivered.
	fleet.tell(&client, 0, STREAM, &[1_000]).await?;
	let mut feed = asker.subscribe(stream.clone()).await?;
	let time = now(&client).await?;
	let told = fleet.tell(&client, 0, STREAM, &[4_500, -250]).await?;
	let first = readings(&mut feed).await?;
	assert_eq!(first.sequence, 2);
	let reading = &first.readings[0];
	assert_eq!(
		(reading.value.as_str(), reading.unit.as_str()),
		("4.5", "Cel")
	);
	assert_eq!(reading.measured_at.0, time);
	assert_eq!(first.stands.block_hash, told.block_hash.into());
	assert_eq!(
		(first.stands.transaction, first.stands.place),
		(told.index, 0)
	);
	let block = client.header(Some(told.block_hash)).await?.number;
	assert_eq!(first.stands.block, block);
	let second = readings(&mut feed).await?;
	assert_eq!((second.sequence, second.stands.place), (3, 1));
	assert_eq!(second.readings[0].value.as_str(), "-0.25");
	// Another device's are another feed's.
	fleet.tell(&client, 1, STREAM, &[9_000]).await?;
	assert_next(&client, &mut fleet, &mut feed, 4).await?;

	// The node goes down, the device goes on, the reader comes back.
	drop(feed);
	drop(asker);
	drop(client);
	node.stop()?;
	let node = start(folder.path())?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	fleet.tell(&client, 0, STREAM, &[2_000, 2_100]).await?;
	let after = |sequence: u64| json!([stream[0], STREAM, sequence]);
	let mut feed = asker.subscribe(after(2)).await?;
	assert_eq!(sequences(&mut feed, 4).await?, [3, 4, 5, 6]);
	assert_next(&client, &mut fleet, &mut feed, 7).await?;
	// From anywhere, as often as one likes; from the middle of a block.
	for from in 1..=7 {
		let mut again = asker.subscribe(after(from)).await?;
		let rest: Vec<u64> = (from + 1..=7).collect();
		assert_eq!(sequences(&mut again, rest.len()).await?, rest);
		again.end().await?;
	}

	// What there is not.
	let error = refusal(&client, after(99)).await?;
	assert_eq!(error.code(), code::PLACE_UNKNOWN);
	assert!(error.message().contains("99"), "{error:?}");
	let error = refusal(&client, json!([stream[0], "humidity"])).await?;
	assert_eq!(error.code(), -32602);
	assert!(error.message().starts_with("stream: "), "{error:?}");
	feed.end().await?;
	Ok(())
}

/// The error that a subscription is refused with.
async fn refusal(client: &Client, params: Value) -> Result<jsonrpsee::types::ErrorObjectOwned> {
	let params: Vec<Value> = serde_json::from_value(params)?;
	let mut array = jsonrpsee::core::params::ArrayParams::new();
	params
		.into_iter()
		.try_for_each(|value| array.insert(value))?;
	let outcome: std::result::Result<Subscription<Value>, _> = client
		.rpc()
		.subscribe("reading_subscribe", array, "reading_unsubscribe")
		.await;
	match outcome {
		Err(jsonrpsee::core::client::Error::Call(error)) => Ok(error),
		Err(other) => Err(other.into()),
		Ok(_) => Err("it was not refused".into()),
	}
}

/// The call that carries envelopes.
fn relay(envelopes: Vec<Vec<u8>>) -> Result<RuntimeCall> {
	let envelopes: Vec<_> = envelopes
		.into_iter()
		.map(|one| one.try_into().map_err(|_| "an envelope is bounded"))
		.collect::<std::result::Result<_, _>>()?;
	let envelopes = Envelopes::try_from(envelopes).map_err(|_| "a relay holds 256")?;
	Ok(Call::<Runtime>::relay { envelopes }.into())
}

/// Brings good and bad envelopes in every way. Returns the sequences of the good ones, in order.
async fn bring_in_vain(client: &Client, fleet: &mut Fleet) -> Result<Vec<u64>> {
	let (genesis, time) = (client.genesis, now(client).await?);
	let sensor = &mut fleet.sensors[0];
	let mut next = |value| sensor.reading(genesis, time, value);
	let (one, two, three, four, five) = (next(1), next(2), next(3), next(4), next(5));
	let mut forged = two.clone();
	*forged.last_mut().ok_or("not empty")? ^= 1;
	// One that was forged, and one that comes twice.
	let bad = relay(vec![forged, one.clone(), one.clone()])?;
	send(client, OPERATOR.1, bad).await?;
	// Two relays in one transaction, and in each what came already.
	let calls = vec![
		relay(vec![one.clone(), two.clone()])?,
		relay(vec![two.clone(), three.clone(), one.clone()])?,
	];
	send(
		client,
		OPERATOR.1,
		pallet_utility::Call::batch_all { calls },
	)
	.await?;
	// One that is executed, and one behind a call that fails.
	let fails = frame_system::Call::set_heap_pages { pages: 1 };
	let calls = vec![
		relay(vec![four.clone()])?,
		fails.into(),
		relay(vec![five.clone()])?,
	];
	try_send(client, OPERATOR.1, pallet_utility::Call::batch { calls }).await?;
	// And all of it undone.
	let fails = frame_system::Call::set_heap_pages { pages: 1 };
	let calls = vec![relay(vec![five.clone()])?, fails.into()];
	try_send(
		client,
		OPERATOR.1,
		pallet_utility::Call::batch_all { calls },
	)
	.await?;
	send(client, OPERATOR.1, relay(vec![five])?).await?;
	Ok(vec![1, 2, 3, 4, 5])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_leaves_out_what_the_chain_refused_also_after_its_state_is_gone() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let builder = NodeBuilder::dev()
		.args(["--sealing", "instant", "--state-pruning", "4"])
		.base_path(folder.path());
	let node = builder.start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let mut fleet = Fleet::enrol(&client, 1).await?;
	let stream = json!([id(fleet.sensors[0].id), STREAM]);
	let mut feed = asker.subscribe(stream.clone()).await?;
	let good = bring_in_vain(&client, &mut fleet).await?;
	assert_eq!(sequences(&mut feed, good.len()).await?, good);
	assert_next(&client, &mut fleet, &mut feed, 6).await?;

	// Enough blocks later, and in another process, only the blocks' bodies tell.
	for _ in 0..12 {
		let nothing = frame_system::Call::remark { remark: vec![] };
		send(&client, "//Alice", nothing).await?;
	}
	drop(feed);
	drop(asker);
	drop(client);
	node.stop()?;
	let node = builder.start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let early = client.block_hash(8).await?.ok_or("there is such a block")?;
	let error = asker.error("org_get", json!([1, early])).await?;
	assert_eq!(error.code(), code::STATE_GONE);
	let mut feed = asker.subscribe(json!([stream[0], STREAM, 1])).await?;
	assert_eq!(sequences(&mut feed, 5).await?, [2, 3, 4, 5, 6]);
	assert_next(&client, &mut fleet, &mut feed, 7).await?;
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_is_not_looked_for_farther_back_than_the_node_is_told() -> Result<()> {
	let node = NodeBuilder::dev()
		.args(["--sealing", "instant", "--feed-lookback", "3"])
		.start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let mut fleet = Fleet::enrol(&client, 1).await?;
	let device = id(fleet.sensors[0].id);
	// More than a stream remembers, so that blocks have to be looked through.
	fleet.tell(&client, 0, STREAM, &[1_000]).await?;
	for _ in 0..3 {
		fleet.tell(&client, 0, STREAM, &[1_000; 8]).await?;
	}
	let error = refusal(&client, json!([device, STREAM, 1])).await?;
	assert_eq!(error.code(), code::PLACE_UNKNOWN);
	assert!(error.message().contains("last 3 final blocks"), "{error:?}");
	let error = asker.error("reading_envelope", json!([device, 1])).await?;
	assert_eq!(error.code(), code::PLACE_UNKNOWN);
	let mut feed = asker.subscribe(json!([device, STREAM, 2])).await?;
	let rest: Vec<u64> = (3..=25).collect();
	assert_eq!(sequences(&mut feed, rest.len()).await?, rest);
	Ok(())
}

/// A WebSocket that takes from its connection only what is asked of it (RFC 6455): whoever writes to it
/// has to wait.
struct Slow(TcpStream);

impl Slow {
	/// Connects, with hardly any room for what was not taken yet.
	async fn connect(node: &Node) -> Result<Self> {
		let socket = TcpSocket::new_v4()?;
		socket.set_recv_buffer_size(4_096)?;
		let stream = socket.connect(node.address().parse()?).await?.into_std()?;
		stream.set_nonblocking(false)?;
		stream.set_read_timeout(Some(SOON))?;
		let mut slow = Self(stream);
		let hello = format!(
			"GET / HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
			 Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
			node.address(),
		);
		slow.0.write_all(hello.as_bytes())?;
		let mut answer = Vec::new();
		while !answer.ends_with(b"\r\n\r\n") {
			answer.push(slow.byte()?);
		}
		match answer.starts_with(b"HTTP/1.1 101 ") {
			true => Ok(slow),
			false => Err(String::from_utf8_lossy(&answer).into_owned().into()),
		}
	}

	fn byte(&mut self) -> Result<u8> {
		let mut byte = [0];
		self.0.read_exact(&mut byte)?;
		Ok(byte[0])
	}

	/// Sends a question. A client masks what it sends, here with zeros.
	fn ask(&mut self, method: &str, params: &Value) -> Result<()> {
		let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		let body = body.to_string();
		let length = u16::try_from(body.len())?.to_be_bytes();
		let head = [0x81, 0x80 | 126, length[0], length[1], 0, 0, 0, 0];
		self.0.write_all(&[&head, body.as_bytes()].concat())?;
		Ok(())
	}

	/// The next message.
	fn take(&mut self) -> Result<Value> {
		loop {
			let (kind, length) = (self.byte()? & 0x0f, self.byte()?);
			let bytes = match length {
				126 => 2,
				127 => 8,
				_ => 0,
			};
			let mut long = 0;
			for _ in 0..bytes {
				long = long << 8 | usize::from(self.byte()?);
			}
			let mut body = vec![0; if bytes == 0 { length.into() } else { long }];
			self.0.read_exact(&mut body)?;
			// Others are pings.
			if kind == 1 {
				return Ok(serde_json::from_slice(&body)?);
			}
		}
	}

	/// What the feed delivers next.
	fn next(&mut self) -> Result<Delivered> {
		let message = self.take()?;
		let delivered = message["params"]["result"].clone();
		Ok(serde_json::from_value(delivered).map_err(|error| format!("{error}: {message}"))?)
	}
}

/// A client that has room for all that is delivered: it drops what it has no room for.
fn roomy() -> WsClientBuilder {
	WsClientBuilder::default().max_buffer_capacity_per_subscription(FLOOD as usize)
}

/// How many readings are more than the buffers of a connection on loopback have room for.
const FLOOD: u64 = 60 * 256;

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_lags_is_told_from_where_to_resume_and_holds_up_nobody() -> Result<()> {
	let node = NodeBuilder::dev()
		.args(["--sealing", "instant", "--feed-patience", "2"])
		.start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let mut fleet = Fleet::enrol(&client, 1).await?;
	fleet.raise_quota(&client, 60).await?;
	let stream = json!([id(fleet.sensors[0].id), STREAM]);
	let mut slow = Slow::connect(&node).await?;
	slow.ask("reading_subscribe", &stream)?;
	assert!(slow.take()?["result"].is_string());

	// A second reader takes all there is as it comes.
	let other = node.client().await?;
	let url = node.ws_url();
	let reading = tokio::spawn({
		let stream = stream.clone();
		async move {
			let asker = Asker::new(&other).await?;
			let rpc = roomy().build(url).await?;
			let mut feed = asker.subscribe_on(&rpc, stream).await?;
			let mut seen = Vec::new();
			while seen.len() < FLOOD as usize {
				seen.push(readings(&mut feed).await?.sequence);
			}
			Result::Ok(seen)
		}
	});
	while fleet.sensors[0].sequence < FLOOD {
		let values: Vec<i64> = (0..256).collect();
		fleet.tell(&client, 0, STREAM, &values).await?;
	}
	let seen = reading.await??;
	assert_eq!(seen, (1..=FLOOD).collect::<Vec<_>>());

	// The first has taken nothing for longer than the node waits. It gets what was on its way, the word
	// that this is all, and from where to resume.
	let mut next = 1;
	let (reason, resume_after) = loop {
		match slow.next()? {
			Delivered::Readings(readings) => {
				assert_eq!(readings.sequence, next);
				next += 1;
			},
			Delivered::Closed {
				reason,
				resume_after,
				message,
			} => {
				assert!(message.contains("2 s"), "{message}");
				break (reason, resume_after);
			},
			other => return Err(format!("{other:?}").into()),
		}
	};
	assert_eq!(
		(reason, resume_after),
		(ClosedReason::Lagged, Some(next - 1))
	);
	assert!(next > 1 && next <= FLOOD, "{next} were on their way");

	// And so it goes on.
	let resumed = json!([stream[0], STREAM, next - 1]);
	let rpc = roomy().build(node.ws_url()).await?;
	let mut feed = asker.subscribe_on(&rpc, resumed).await?;
	let rest: Vec<u64> = (next..=FLOOD).collect();
	assert_eq!(sequences(&mut feed, rest.len()).await?, rest);
	assert_next(&client, &mut fleet, &mut feed, FLOOD + 1).await?;
	Ok(())
}
