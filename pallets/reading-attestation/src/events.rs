//! What the pallet says has happened.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

/// Taken into the pallet's module, whose imports it uses.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A device's owner opened a stream.
		StreamOpened {
			/// Which.
			signal: Signal,
			/// For whom.
			owner: OrgId,
		},
		/// A stream's owner changed what is expected of it.
		StreamAmended {
			/// Which.
			signal: Signal,
			/// What holds from now on.
			bounds: Bounds,
		},
		/// A stream takes no more readings, ever.
		StreamClosed {
			/// Which.
			signal: Signal,
		},
		/// An envelope that came by itself was taken in.
		Attested {
			/// Whose.
			device: DeviceId,
			/// Its number.
			sequence: u64,
		},
		/// A gateway's envelopes were taken in, but for some.
		Relayed {
			/// Who brought them.
			gateway: T::AccountId,
			/// How many were taken in.
			accepted: u32,
			/// The places of the others, counted from 0, and why.
			refused: Refusals,
		},
		/// A batch was taken in.
		BatchAttested {
			/// Of which stream.
			signal: Signal,
			/// The batch's number.
			number: u64,
			/// The number of its envelope.
			sequence: u64,
		},
		/// A reading of a batch was proven.
		ReadingProven {
			/// The batch.
			batch: BatchId,
			/// The reading's place in it.
			index: u32,
		},
		/// A device has a strike.
		Struck {
			/// What it reported on.
			signal: Signal,
			/// The number of the envelope that brought it about.
			sequence: u64,
			/// The envelope's digest: SHA-256 of the bytes that are signed.
			evidence: H256,
			/// What for.
			cause: Cause,
			/// How many strikes it has. `MaxStrikes` bring it into quarantine, and it starts anew.
			strikes: u32,
		},
		/// A device signed two different things under one number. It is quarantined.
		EquivocationProven {
			/// Which.
			device: DeviceId,
			/// The number.
			sequence: u64,
			/// BLAKE2b-256 hash of the two digests, the smaller one first.
			evidence: H256,
			/// Who showed it.
			reporter: T::AccountId,
		},
		/// There is a new peer group.
		GroupOpened {
			/// Which.
			group: GroupId,
			/// Who decides who sits in it.
			host: OrgId,
		},
		/// A peer group is no more.
		GroupClosed {
			/// Which.
			group: GroupId,
		},
		/// A stream was offered a seat in a peer group.
		SeatOffered {
			/// Which group and seat.
			place: Place,
			/// Which stream.
			signal: Signal,
		},
		/// A stream's owner took the seat.
		SeatTaken {
			/// Which group and seat.
			place: Place,
			/// Which stream.
			signal: Signal,
		},
		/// A seat is free again, taken before or not.
		SeatFreed {
			/// Which group and seat.
			place: Place,
			/// Which stream it was.
			signal: Signal,
		},
		/// An owner's quota changed.
		QuotaChanged {
			/// Whose.
			org: OrgId,
			/// By whose deposit.
			who: T::AccountId,
			/// How many units enlarge it now, whoever put them up.
			units: u32,
		},
	}
}
