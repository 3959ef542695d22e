//! From when until when.

use crate::{
	cursor::{Element, Malformed},
	Flaw,
};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use core::time::Duration;
use der::{
	asn1::{GeneralizedTime, UtcTime},
	Tag,
};
use scale_info::TypeInfo;

/// Milliseconds since the Unix epoch.
pub type Moment = u64;

/// The end of what has no end (RFC 5280 §4.1.2.5).
const NO_END: &[u8] = b"99991231235959Z";

/// The stretch of time in which a certificate holds, both ends included.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Validity {
	/// The first moment: where the second that the certificate names begins.
	pub not_before: Moment,
	/// The last moment: where the second that the certificate names ends. `None` for
	/// `99991231235959Z`, which stands for no end (RFC 5280 §4.1.2.5).
	pub not_after: Option<Moment>,
}

impl Validity {
	/// Whether it has not begun at `now`.
	pub fn is_ahead(&self, now: Moment) -> bool {
		now < self.not_before
	}

	/// Whether it is over at `now`.
	pub fn is_over(&self, now: Moment) -> bool {
		self.not_after.is_some_and(|last| now > last)
	}

	/// From a certificate's two times.
	pub(crate) fn parse(element: &Element<'_>) -> Result<Self, Flaw> {
		let mut times = element.inside();
		let mut read = || -> Result<(Moment, bool), Malformed> {
			let time = times.next()?;
			Ok((begin_of_second(&time)?, time.value == NO_END))
		};
		let (not_before, _) = read().map_err(|_| Flaw::ValidityMalformed)?;
		let (last_second, no_end) = read().map_err(|_| Flaw::ValidityMalformed)?;
		times.end().map_err(|_| Flaw::ValidityMalformed)?;
		// The last second belongs to it (RFC 5280 §4.1.2.5), so its last millisecond does.
		let not_after = (!no_end).then_some(last_second.saturating_add(999));
		if not_after.is_some_and(|last| last < not_before) {
			return Err(Flaw::ValidityEmpty);
		}
		Ok(Self {
			not_before,
			not_after,
		})
	}
}

/// A time as RFC 5280 §4.1.2.5 wants it written: in Greenwich time, to the second, as UTCTime up to
/// the year 2049 and as GeneralizedTime from 2050 on. Times before 1970 are refused.
fn begin_of_second(time: &Element<'_>) -> Result<Moment, Malformed> {
	let since_epoch = match time.tag {
		Tag::UtcTime => time.as_type::<UtcTime>()?.to_unix_duration(),
		Tag::GeneralizedTime => {
			let time: GeneralizedTime = time.as_type()?;
			if time.to_date_time().year() <= UtcTime::MAX_YEAR {
				return Err(Malformed);
			}
			time.to_unix_duration()
		},
		_ => return Err(Malformed),
	};
	moment(since_epoch)
}

fn moment(since_epoch: Duration) -> Result<Moment, Malformed> {
	Moment::try_from(since_epoch.as_millis()).map_err(|_| Malformed)
}
