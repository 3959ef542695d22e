//! What the pallet refuses, and why.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

/// Taken into the pallet's module, whose imports it uses.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such device.
		UnknownDevice,
		/// The caller's organisation does not own the device.
		NotOwner,
		/// The device is retired or revoked.
		DeviceOutOfUse,
		/// The exponent is not one that a value can have.
		ExponentOutOfRange,
		/// The least value is above the greatest one.
		RangeEmpty,
		/// The longest silence is zero or shorter than the least interval.
		SilenceTooShort,
		/// The stream would keep more batches than `MaxRetention`.
		RetentionTooLong,
		/// The stream is open already.
		StreamAlreadyOpen,
		/// The stream was closed: its name is not given again.
		StreamIsClosed,
		/// The device has opened `MaxStreams` streams.
		TooManyStreams,
		/// The device has no such stream, or it is closed.
		UnknownStream,
		/// The envelope is refused, for the reason with this code (see [`Refusal::code`]).
		Refused(u8),
		/// There is no such batch, or it is not kept any more.
		UnknownBatch,
		/// The reading is not in the batch, for the reason with this number
		/// (see `hallmark_envelope::Error`).
		NotInBatch(u8),
		/// The batch is kept as evidence too often to be counted.
		KeptTooOften,
		/// The two envelopes do not contradict each other: they say the same, or are of different
		/// devices or numbers.
		NoContradiction,
		/// The device's key was in other hands: what it signed proves nothing against the device.
		KeyCompromised,
		/// One of the envelopes is not signed by the device's key of its day.
		EvidenceNotSigned,
		/// The device is quarantined already.
		AlreadyQuarantined,
		/// There is no such peer group.
		UnknownGroup,
		/// The caller's organisation is not the group's host.
		NotHost,
		/// The group would strike at once: its patience is zero.
		NoPatience,
		/// No two readings would be held against each other: the freshness is zero.
		NoFreshness,
		/// Somebody sits in the group or is offered a seat.
		GroupInUse,
		/// Every seat of the group is taken or offered.
		GroupFull,
		/// The group offers the stream a seat already, or has given it one.
		AlreadyOffered,
		/// The stream counts in another unit than the group.
		UnitMismatch,
		/// The stream's values have another exponent than the group's.
		ExponentMismatch,
		/// The seat is free.
		SeatIsFree,
		/// The seat is taken.
		SeatIsTaken,
		/// The stream sits in a group already.
		AlreadySeated,
		/// The device has `MaxSeats` seats.
		TooManySeats,
		/// No number of units was named.
		NoUnits,
		/// The quota would be enlarged by more than `MaxQuotaUnits`.
		TooManyUnits,
		/// The caller has put up less than that for this organisation.
		NotPutUp,
		/// An amount is too large to be counted.
		Overflow,
		/// More are interested in the stream than can be counted.
		WatchedTooOften,
	}
}
