//! Waiting for a condition, never for a time.

use std::time::Duration;

use anyhow::{anyhow, Result};
use tokio::time::{sleep, timeout_at, Instant};

/// How often a condition is looked at.
pub const POLL: Duration = Duration::from_millis(250);

/// Asks `probe` until it finds something, for `within` at most.
///
/// An error of the probe means "not yet": a node that is starting refuses connections. The last
/// one is the reason given if the time runs out.
pub async fn wait_for<T>(
	what: impl std::fmt::Display,
	within: Duration,
	mut probe: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
	let deadline = Instant::now() + within;
	let mut reason = None;
	loop {
		match timeout_at(deadline, probe()).await {
			Ok(Ok(Some(found))) => return Ok(found),
			Ok(Ok(None)) => reason = None,
			Ok(Err(error)) => reason = Some(error),
			Err(_) => {},
		}
		if Instant::now() + POLL > deadline {
			let missed = format!("{what}: did not come within {} s", within.as_secs_f32());
			return Err(match reason {
				Some(error) => error.context(missed),
				None => anyhow!(missed),
			});
		}
		sleep(POLL).await;
	}
}
