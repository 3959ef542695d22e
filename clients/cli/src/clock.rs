//! Moments on the command line, and the clocks by which "now" is told.
//!
//! A chain that makes blocks faster than their slots come, as one that seals instantly does, runs ahead
//! of this machine's clock. It acts by its own, so a moment from now that it is told is worked out by
//! that one.

use std::{
	str::FromStr,
	time::{SystemTime, UNIX_EPOCH},
};

use hallmark_conditions::text::parse_moment;
use hallmark_types::Moment;
use subxt::dynamic::Value;

use crate::{
	connection::Connection,
	state,
	units::{self, Malformed},
	values, Result,
};

/// The longest time from now, in milliseconds: no clock shows so much that the two overflow together.
const LONGEST: Moment = Moment::MAX / 2;

/// A moment as the command line names it: `2030-12-31T23:59:59Z`, the day alone for its start, `now`,
/// or `+10m` for so long from now. Always in UTC.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NamedMoment {
	/// By its date.
	At(Moment),
	/// By how long it is from now, in milliseconds.
	FromNow(Moment),
}

impl FromStr for NamedMoment {
	type Err = Malformed;

	fn from_str(text: &str) -> Result<Self, Malformed> {
		let from_now = || {
			let time = units::duration(text.strip_prefix('+')?).ok()?;
			(time <= LONGEST).then_some(Self::FromNow(time))
		};
		let date = || parse_moment(text).or_else(|| parse_moment(&format!("{text}T00:00:00Z")));
		let found = match text {
			"now" => Some(Self::NOW),
			_ => from_now().or_else(|| date().map(Self::At)),
		};
		found.ok_or_else(|| {
			"no moment: such as 2030-12-31T23:59:59Z, 2030-12-31, now, or +10m for ten minutes from \
			 now"
				.to_owned()
		})
	}
}

impl NamedMoment {
	/// This very moment.
	pub const NOW: Self = Self::FromNow(0);

	/// Which moment it is, where a clock shows `now`.
	pub fn by(self, now: Moment) -> Moment {
		match self {
			Self::At(moment) => moment,
			Self::FromNow(time) => now.saturating_add(time),
		}
	}

	/// Which moment it is on the chain that is connected. A date is one everywhere: the chain is not
	/// asked.
	pub async fn on(self, connection: &Connection) -> Result<Moment> {
		match self {
			Self::At(moment) => Ok(moment),
			Self::FromNow(_) => Ok(self.by(now(connection).await?)),
		}
	}

	/// As calls take it.
	pub async fn value(self, connection: &Connection) -> Result<Value> {
		Ok(Value::u128(self.on(connection).await?.into()))
	}
}

/// As calls take a moment that may be left out.
pub async fn option(moment: Option<NamedMoment>, connection: &Connection) -> Result<Value> {
	Ok(values::option(match moment {
		Some(moment) => Some(moment.value(connection).await?),
		None => None,
	}))
}

/// The time on a chain: by this machine's clock, or by the chain's where that is ahead.
pub async fn now(connection: &Connection) -> Result<Moment> {
	let at = connection.best().await?;
	let told: Option<Moment> = state::stored(&at, "Timestamp", "Now", ()).await?;
	Ok(local().max(told.unwrap_or_default()))
}

/// The time by this machine's clock, where no chain is asked.
pub fn local() -> Moment {
	let since = SystemTime::now().duration_since(UNIX_EPOCH);
	since.map_or(0, |time| time.as_millis() as Moment)
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn moment_is_a_date_or_from_now() {
		for (text, moment) in [
			("1970-01-02", NamedMoment::At(86_400_000)),
			("1970-01-01T00:00:01Z", NamedMoment::At(1_000)),
			("now", NamedMoment::FromNow(0)),
			("+10m", NamedMoment::FromNow(600_000)),
		] {
			assert_eq!(text.parse(), Ok(moment), "{text}");
		}
		for wrong in [
			"",
			"tomorrow",
			"2026-02-30",
			"+10",
			"+",
			"+now",
			"10m",
			"1970-01-01T00:00:00",
			// 292 million years.
			"+106751991168d",
		] {
			assert!(wrong.parse::<NamedMoment>().is_err(), "{wrong}");
		}
	}

	#[test]
	fn date_is_the_same_by_every_clock() {
		for now in [0, 7_000] {
			assert_eq!(NamedMoment::At(5_000).by(now), 5_000);
			assert_eq!(NamedMoment::FromNow(1_000).by(now), now + 1_000);
			assert_eq!(NamedMoment::NOW.by(now), now);
		}
	}
}
