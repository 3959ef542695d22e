//! Following a stream.

use std::{fmt, time::Duration};

use hallmark_rpc::{
	code,
	reading::{ClosedReason, Feed, FeedApiClient, ReadingApiClient},
};
use jsonrpsee::core::{client::Subscription, ClientError};
use serde::Serialize;

use crate::{
	connection::Connection,
	context::Context,
	devices::{self, NamedStream},
	Error, Result,
};

/// How long to wait before a node that is gone is looked for again.
const PAUSE: Duration = Duration::from_secs(2);

/// How often it is looked for.
const ATTEMPTS: u32 = 30;

/// An envelope of a feed: for people, one line a reading.
#[derive(Serialize)]
#[serde(transparent)]
struct Told(Feed);

impl fmt::Display for Told {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match &self.0 {
			Feed::Readings(fed) => {
				for (place, reading) in fed.readings.iter().enumerate() {
					if place > 0 {
						writeln!(f)?;
					}
					write!(
						f,
						"{}  {}  {} {}",
						fed.sequence, reading.measured_at, reading.value, reading.unit
					)?;
					if let Some(corrects) = fed.corrects {
						write!(f, "  in place of {corrects}")?;
					}
				}
				Ok(())
			},
			Feed::Batch(batch) => {
				write!(
					f,
					"{}  {} to {}  {} readings from {} to {} {}",
					batch.sequence,
					batch.first_at,
					batch.last_at,
					batch.count,
					batch.min,
					batch.max,
					batch.unit
				)?;
				match batch.corrects {
					Some(corrects) => write!(f, "  in place of {corrects}"),
					None => Ok(()),
				}
			},
			Feed::Closed { message, .. } => f.write_str(message),
		}
	}
}

/// How far a watch has come.
struct Place {
	/// The number of the last envelope.
	after: Option<u64>,
	/// How many envelopes are still wanted. `None` if there is no end.
	left: Option<u64>,
}

/// Why a feed ended.
enum End {
	/// All that was wanted is there.
	Done,
	/// It goes on with another subscription.
	Again,
	/// The node is gone.
	Gone,
}

/// Shows what a stream says until it has said enough. Where the node is gone for a while it goes on
/// behind what was shown last.
pub async fn watch(
	context: &Context,
	stream: NamedStream,
	after: Option<u64>,
	count: Option<u64>,
) -> Result<()> {
	let mut place = Place { after, left: count };
	let mut connection = context.connect().await?;
	let (device, name) = stream.reference(&connection).await?;
	ReadingApiClient::stream(connection.rpc(), device.clone(), name, None)
		.await?
		.ok_or_else(devices::no_stream)?;
	loop {
		let opened = FeedApiClient::feed(connection.rpc(), device.clone(), name, place.after).await;
		let end = match opened {
			Ok(feed) => follow(context, feed, &mut place).await?,
			Err(ClientError::RestartNeeded(_) | ClientError::Transport(_)) => End::Gone,
			Err(error) => return Err(not_found(error)),
		};
		match end {
			End::Done => return Ok(()),
			End::Again => (),
			End::Gone => connection = reconnect(context).await?,
		}
	}
}

async fn follow(context: &Context, mut feed: Subscription<Feed>, place: &mut Place) -> Result<End> {
	while let Some(fed) = feed.next().await {
		let fed = fed.map_err(|error| {
			Error::Connection(format!(
				"what the node tells of the stream cannot be read: {error}"
			))
		})?;
		let sequence = match &fed {
			Feed::Readings(readings) => readings.sequence,
			Feed::Batch(batch) => batch.sequence,
			Feed::Closed {
				reason: ClosedReason::Lagged,
				resume_after,
				..
			} => {
				place.after = resume_after.or(place.after);
				return Ok(End::Again);
			},
			Feed::Closed { message, .. } => return Err(Error::Connection(message.clone())),
		};
		context.output.show(&Told(fed))?;
		place.after = Some(sequence);
		if let Some(left) = &mut place.left {
			*left = left.saturating_sub(1);
			if *left == 0 {
				return Ok(End::Done);
			}
		}
	}
	Ok(End::Gone)
}

/// Connects to a node that was there a moment ago.
async fn reconnect(context: &Context) -> Result<Connection> {
	let progress = context.progress();
	let mut failed = Error::Connection("the node closed the connection".into());
	for attempt in 1..=ATTEMPTS {
		progress.count(
			"looking for the node again",
			attempt.into(),
			ATTEMPTS.into(),
		);
		tokio::time::sleep(PAUSE).await;
		match context.connect().await {
			Ok(connection) => return Ok(connection),
			Err(error) => failed = error,
		}
	}
	Err(failed)
}

/// A place that is not to be found is not on the chain, as far as the node knows.
pub fn not_found(error: ClientError) -> Error {
	match error {
		ClientError::Call(answer) if answer.code() == code::PLACE_UNKNOWN => {
			Error::NotFound(answer.message().to_owned())
		},
		error => error.into(),
	}
}
