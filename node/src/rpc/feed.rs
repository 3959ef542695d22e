//! The feed of a stream: every reading of final blocks, once and in order, for as long as it is
//! wanted; and the way from a number to the envelope.
//!
//! What a feed delivers is read from the chain when it is its turn, never kept for it: a slow reader
//! costs a place in the chain and one message, and takes nothing from the others. So a feed can begin
//! at any envelope that the node finds, whatever happened since.

mod blocks;
mod carried;
mod ledger;

use std::{sync::Arc, time::Duration};

use hallmark_envelope::{Content, Envelope};
use hallmark_rpc::{
	code, door,
	reading::{
		ClosedReason, EnvelopeOnChain, FedBatch, FedReading, FedReadings, Feed, FeedApiServer,
		Stands,
	},
	Bytes, DeviceRef, Hex32, Number, StreamName, Time,
};
use hallmark_runtime::Runtime;
use hallmark_types::{readings::Signal, BlockNumber};
use jsonrpsee::{
	core::{
		async_trait,
		server::{
			PendingSubscriptionSink, SendTimeoutError, SubscriptionMessage, SubscriptionSink,
		},
		RpcResult, SubscriptionResult,
	},
	types::ErrorObjectOwned,
};
use pallet_reading_attestation::StreamViewFunction;
use polkadot_sdk::{
	sc_client_api::BlockchainEvents, sc_service::SpawnTaskHandle, sp_blockchain::HeaderBackend,
};
use tokio::{
	sync::{watch, Semaphore},
	task::spawn_blocking,
};

use self::blocks::{Accepted, Blocks, Found, Reach};
use super::{
	ask::{failed, Ask},
	reading::signal,
};
use crate::{cli::FeedOptions, service::types::FullClient};

/// The most feeds at once.
const MAX_FEEDS: usize = 4_096;

/// The most searches at once, each of which may go over many blocks.
const MAX_SEARCHES: usize = 2;

/// The most blocks that a feed goes over before it looks whether its reader is still there.
const STRIDE: BlockNumber = 1_024;

/// What all feeds of a node share.
pub struct Feeds {
	client: Arc<FullClient>,
	blocks: Blocks,
	/// The height of the newest final block that feeds may read.
	finalised: watch::Receiver<BlockNumber>,
	places: Arc<Semaphore>,
	searches: Semaphore,
	patience: Duration,
	lookback: BlockNumber,
}

/// Starts to follow finality. The task ends with the node.
pub fn start(
	client: Arc<FullClient>,
	options: FeedOptions,
	spawner: &SpawnTaskHandle,
) -> Arc<Feeds> {
	let blocks = Blocks::new(client.clone());
	let (heights, finalised) = watch::channel(client.info().finalized_number);
	let follower = ledger::Follower::new(client.clone());
	let task = follow(client.clone(), follower, heights);
	spawner.spawn("reading-feeds", Some("rpc"), task);
	Arc::new(Feeds {
		client,
		blocks,
		finalised,
		places: Arc::new(Semaphore::new(MAX_FEEDS)),
		searches: Semaphore::new(MAX_SEARCHES),
		patience: options.patience(),
		lookback: options.feed_lookback,
	})
}

/// Writes down of each final block what is lost with its state, and then lets feeds read it.
async fn follow(
	client: Arc<FullClient>,
	mut follower: ledger::Follower,
	heights: watch::Sender<BlockNumber>,
) {
	use futures::StreamExt;
	let mut finality = client.finality_notification_stream();
	loop {
		let until = client.info().finalized_number;
		let task = spawn_blocking(move || {
			follower.follow(until);
			follower
		});
		// It fails when the node ends.
		let Ok(back) = task.await else { return };
		follower = back;
		heights.send_if_modified(|height| std::mem::replace(height, until) != until);
		if client.info().finalized_number == until && finality.next().await.is_none() {
			return;
		}
	}
}

/// Where a feed goes on.
#[derive(Clone, Copy)]
struct Place {
	/// The block.
	block: BlockNumber,
	/// How many envelopes of it are behind.
	skip: usize,
}

impl Feeds {
	/// Something that reads many blocks, apart from what answers quickly.
	async fn read<T: Send + 'static>(
		self: &Arc<Self>,
		work: impl FnOnce(&Self) -> T + Send + 'static,
	) -> RpcResult<T> {
		let this = self.clone();
		spawn_blocking(move || work(&this))
			.await
			.map_err(|error| failed("blocks", error))
	}

	fn newest(&self) -> BlockNumber {
		*self.finalised.borrow()
	}

	/// The block of an envelope, if the stream remembers it.
	fn hint(&self, signal: Signal, sequence: u64) -> RpcResult<Option<BlockNumber>> {
		let ask = Ask::new(&self.client, Some(self.client.info().finalized_hash.into()))?;
		let view = ask.view(StreamViewFunction::<Runtime>::new(signal))?;
		let recent = view.map(|view| view.stream.recent).unwrap_or_default();
		let entry = recent.iter().find(|entry| entry.sequence == sequence);
		Ok(entry.map(|entry| entry.block))
	}

	/// An envelope of a device: where it stands.
	async fn search(
		self: &Arc<Self>,
		device: [u8; 32],
		sequence: u64,
		reach: Reach,
	) -> RpcResult<Option<Found>> {
		// It is closed never.
		let _permit = self.searches.acquire().await;
		let found = self
			.read(move |this| this.blocks.find(&device, sequence, reach))
			.await?;
		found.map_err(unknown_place)
	}

	/// Where a feed begins that goes on after an envelope.
	async fn place_after(self: &Arc<Self>, signal: Signal, sequence: u64) -> RpcResult<Place> {
		let newest = self.newest();
		let hint = self.read(move |this| this.hint(signal, sequence)).await??;
		let reach = match hint {
			Some(block) => Reach::Block(block),
			None => Reach::Back {
				from: newest,
				blocks: self.lookback,
			},
		};
		match self.search(signal.device.0, sequence, reach).await? {
			Some(found) => Ok(Place {
				block: found.block.number,
				skip: found.index + 1,
			}),
			None => Err(unknown_place(format!(
				"no final block has an envelope {sequence} of this device"
			))),
		}
	}

	/// The unit of a stream.
	///
	/// Fails if there is no such stream.
	fn unit(&self, signal: Signal) -> RpcResult<String> {
		let ask = Ask::new(&self.client, None)?;
		let view = ask.view(StreamViewFunction::<Runtime>::new(signal))?;
		let view = view.ok_or_else(|| {
			let problem = format!("the device has no open stream `{}`", signal.name);
			door::refuse("reading_subscribe", "stream", &problem)
		})?;
		Ok(view.stream.terms.unit.to_string())
	}

	/// Deliver until the reader is gone or too slow.
	async fn deliver(self: Arc<Self>, reader: Reader, mut place: Place) {
		let mut finalised = self.finalised.clone();
		let mut delivered = reader.after;
		loop {
			let newest = *finalised.borrow_and_update();
			while place.block <= newest {
				let (device, from) = (reader.signal.device.0, place.block);
				let until = newest.min(from.saturating_add(STRIDE));
				let next = self
					.read(move |this| this.blocks.next_of(&device, from, until))
					.await;
				let block = match next.map_err(|error| error.message().to_owned()).flatten() {
					Ok(Some(block)) => block,
					Ok(None) if reader.sink.is_closed() => return,
					Ok(None) => {
						place = Place {
							block: until + 1,
							skip: 0,
						};
						continue;
					},
					Err(problem) => {
						return reader
							.close(ClosedReason::Failed, delivered, &problem)
							.await
					},
				};
				let skip = if block.number == place.block {
					place.skip
				} else {
					0
				};
				for envelope in block.accepted.iter().skip(skip) {
					let stands = block.stands(envelope);
					let Some(message) = reader.message(envelope, stands) else {
						continue;
					};
					match reader.send(message, self.patience).await {
						Sent::Taken => delivered = Some(envelope.sequence),
						Sent::Gone => return,
						Sent::Stalled => {
							let problem = format!(
								"the reader took nothing for {} s",
								self.patience.as_secs()
							);
							return reader
								.close(ClosedReason::Lagged, delivered, &problem)
								.await;
						},
					}
				}
				place = Place {
					block: block.number + 1,
					skip: 0,
				};
			}
			tokio::select! {
				changed = finalised.changed() => if changed.is_err() { return },
				_ = reader.sink.closed() => return,
			}
		}
	}
}

/// What became of a message.
enum Sent {
	Taken,
	Stalled,
	Gone,
}

/// Who reads a feed.
struct Reader {
	sink: SubscriptionSink,
	signal: Signal,
	unit: String,
	after: Option<u64>,
}

impl Reader {
	async fn send(&self, feed: Feed, patience: Duration) -> Sent {
		let Ok(message) = SubscriptionMessage::from_json(&feed) else {
			return Sent::Gone;
		};
		match self.sink.send_timeout(message, patience).await {
			Ok(()) => Sent::Taken,
			Err(SendTimeoutError::Timeout(_)) => Sent::Stalled,
			Err(SendTimeoutError::Closed(_)) => Sent::Gone,
		}
	}

	/// Say that nothing follows, as soon as the reader takes it.
	async fn close(&self, reason: ClosedReason, resume_after: Option<u64>, problem: &str) {
		let resume = match resume_after {
			Some(sequence) => format!("subscribe again with `after` {sequence}"),
			None => "subscribe again".into(),
		};
		let feed = Feed::Closed {
			reason,
			resume_after,
			message: format!("{problem}: {resume}"),
		};
		if let Ok(message) = SubscriptionMessage::from_json(&feed) {
			// It fails if the reader is gone.
			let _ = self.sink.send(message).await;
		}
	}

	/// What an envelope says on the stream. `None` if it says nothing.
	fn message(&self, envelope: &Accepted, stands: Stands) -> Option<Feed> {
		if envelope.device != self.signal.device.0 {
			return None;
		}
		// What the chain took in is well formed.
		let parsed = Envelope::parse(&envelope.bytes).ok()?;
		let name = self.signal.name.as_str();
		match parsed.content() {
			Content::Readings(readings) => {
				let own = readings.filter(|reading| reading.name.as_str() == name);
				let readings: Vec<FedReading> = own
					.map(|reading| FedReading {
						value: Number::new(reading.value.mantissa(), reading.value.exponent()),
						unit: self.unit.clone(),
						measured_at: Time(reading.time),
					})
					.collect();
				(!readings.is_empty()).then_some(Feed::Readings(FedReadings {
					sequence: envelope.sequence,
					readings,
					corrects: parsed.corrects(),
					stands,
				}))
			},
			Content::Batch(batch) if batch.name.as_str() == name => {
				let number = |value| Number::new(value, batch.exponent);
				Some(Feed::Batch(FedBatch {
					sequence: envelope.sequence,
					count: batch.count,
					first_at: Time(batch.first),
					last_at: Time(batch.last),
					min: number(batch.min),
					max: number(batch.max),
					sum: number(batch.sum),
					unit: self.unit.clone(),
					root: batch.root.into(),
					corrects: parsed.corrects(),
					stands,
				}))
			},
			Content::Batch(_) => None,
		}
	}
}

fn unknown_place(problem: String) -> ErrorObjectOwned {
	ErrorObjectOwned::owned(code::PLACE_UNKNOWN, problem, None::<()>)
}

/// Answers the methods.
pub struct Readers(pub Arc<Feeds>);

#[async_trait]
impl FeedApiServer for Readers {
	async fn feed(
		&self,
		pending: PendingSubscriptionSink,
		device: DeviceRef,
		stream: StreamName,
		after: Option<u64>,
	) -> SubscriptionResult {
		let feeds = self.0.clone();
		let Ok(_place) = feeds.places.clone().try_acquire_owned() else {
			let problem = format!("{MAX_FEEDS} feeds are open, and no more are served");
			let error = ErrorObjectOwned::owned(code::TOO_MANY_FEEDS, problem, None::<()>);
			pending.reject(error).await;
			return Ok(());
		};
		let signal = signal(&device, stream);
		let begin = async {
			let unit = feeds.read(move |feeds| feeds.unit(signal)).await??;
			let place = match after {
				Some(sequence) => feeds.place_after(signal, sequence).await?,
				None => Place {
					block: feeds.newest().saturating_add(1),
					skip: 0,
				},
			};
			RpcResult::Ok((unit, place))
		};
		match begin.await {
			Ok((unit, place)) => {
				let sink = pending.accept().await?;
				let reader = Reader {
					sink,
					signal,
					unit,
					after,
				};
				feeds.deliver(reader, place).await;
			},
			Err(error) => pending.reject(error).await,
		}
		Ok(())
	}

	async fn envelope(
		&self,
		device: DeviceRef,
		sequence: u64,
		block: Option<BlockNumber>,
	) -> RpcResult<Option<EnvelopeOnChain>> {
		let feeds = &self.0;
		let newest = feeds.newest();
		let reach = match block {
			Some(block) if block > newest => {
				let problem = format!("block {block} is not final: the newest that is is {newest}");
				return Err(door::refuse("reading_envelope", "block", &problem));
			},
			Some(block) => Reach::Block(block),
			None => Reach::Back {
				from: newest,
				blocks: feeds.lookback,
			},
		};
		let Some(found) = feeds.search(device.id().0, sequence, reach).await? else {
			return Ok(None);
		};
		let envelope = &found.block.accepted[found.index];
		let genesis = feeds.client.info().genesis_hash;
		let parsed =
			Envelope::parse(&envelope.bytes).map_err(|problem| failed("an envelope", problem))?;
		Ok(Some(EnvelopeOnChain {
			device: Hex32(envelope.device),
			sequence,
			digest: parsed.digest(&genesis.0).into(),
			envelope: Bytes(envelope.bytes.clone()),
			stands: found.block.stands(envelope),
		}))
	}
}
