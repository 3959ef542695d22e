//! What the pallet says has happened.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

/// Taken into the pallet's module, whose imports it uses.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Somebody proposed an agreement.
		Proposed {
			/// Which.
			agreement: AgreementId,
			/// Who.
			proposer: OrgId,
			/// What the parties sign.
			hash: H256,
		},
		/// A party signed, and its share is held.
		Signed {
			/// What.
			agreement: AgreementId,
			/// Who.
			party: OrgId,
			/// How much is held.
			escrow: Balance,
		},
		/// All have signed.
		Activated {
			/// What.
			agreement: AgreementId,
		},
		/// A party consents to a cancellation, or does not any more.
		Consented {
			/// To the end of which agreement.
			agreement: AgreementId,
			/// Who.
			party: OrgId,
			/// Whether it consents.
			consents: bool,
		},
		/// A party confirmed.
		Confirmed {
			/// In which agreement.
			agreement: AgreementId,
			/// Who.
			party: OrgId,
		},
		/// A party is paid into another account from now on.
		PayeeChanged {
			/// In which agreement.
			agreement: AgreementId,
			/// Who.
			party: OrgId,
			/// Which account.
			payee: T::AccountId,
		},
		/// A clause came true.
		CameTrue {
			/// Of which agreement.
			agreement: AgreementId,
			/// Which.
			clause: ClauseIndex,
			/// Under which number it is on record.
			number: u32,
			/// Why.
			cause: Cause,
		},
		/// What came true can be challenged.
		Challengeable {
			/// In which agreement.
			agreement: AgreementId,
			/// Which clause.
			clause: ClauseIndex,
			/// Under which number it is on record.
			number: u32,
			/// Until when.
			until: Moment,
		},
		/// A party challenged it.
		Challenged {
			/// In which agreement.
			agreement: AgreementId,
			/// Which clause.
			clause: ClauseIndex,
			/// Who.
			by: OrgId,
			/// Until when the arbiter has time.
			until: Moment,
		},
		/// It was decided about a challenge.
		Ruled {
			/// In which agreement.
			agreement: AgreementId,
			/// Which clause.
			clause: ClauseIndex,
			/// What.
			ruling: Ruling,
			/// By whom: `None` if the arbiter said nothing.
			by: Option<OrgId>,
		},
		/// A clause fired.
		Fired {
			/// Of which agreement.
			agreement: AgreementId,
			/// Which.
			clause: ClauseIndex,
			/// Under which number it is on record.
			number: u32,
		},
		/// A clause could not fire, and left nothing behind. It is tried again.
		FiringFailed {
			/// Of which agreement.
			agreement: AgreementId,
			/// Which.
			clause: ClauseIndex,
			/// Under which number it is on record.
			number: u32,
			/// What stood in the way.
			reason: DispatchError,
		},
		/// Money was paid.
		Paid {
			/// By which agreement.
			agreement: AgreementId,
			/// Out of whose share.
			from: OrgId,
			/// To whom.
			to: OrgId,
			/// How much.
			amount: Balance,
		},
		/// Money could not be paid, and can be claimed.
		Credited {
			/// By which agreement.
			agreement: AgreementId,
			/// Out of whose share.
			from: OrgId,
			/// To whom.
			to: OrgId,
			/// How much.
			amount: Balance,
		},
		/// Money went back to whoever put it in.
		Refunded {
			/// By which agreement.
			agreement: AgreementId,
			/// To whom.
			party: OrgId,
			/// How much.
			amount: Balance,
		},
		/// A party claimed what it was owed.
		Claimed {
			/// Of which agreement.
			agreement: AgreementId,
			/// Who.
			party: OrgId,
			/// How much.
			amount: Balance,
		},
		/// A ticket was opened.
		TicketOpened {
			/// In which agreement.
			agreement: AgreementId,
			/// Which.
			ticket: TicketIndex,
			/// By whom: `None` if a clause did.
			by: Option<OrgId>,
		},
		/// The servicer took a ticket on.
		TicketAcknowledged {
			/// In which agreement.
			agreement: AgreementId,
			/// Which.
			ticket: TicketIndex,
		},
		/// The servicer did what the ticket asked for, and its proof holds.
		TicketResolved {
			/// In which agreement.
			agreement: AgreementId,
			/// Which.
			ticket: TicketIndex,
		},
		/// A ticket was closed.
		TicketClosed {
			/// In which agreement.
			agreement: AgreementId,
			/// Which.
			ticket: TicketIndex,
			/// By whom: `None` if a clause did.
			by: Option<OrgId>,
		},
		/// A device was told to do something.
		Commanded {
			/// By which agreement.
			agreement: AgreementId,
			/// Which of its commands.
			command: CommandIndex,
			/// How often it was given by now.
			issue: u32,
			/// The device.
			device: DeviceId,
			/// What it is to do.
			opcode: u32,
			/// Until when.
			expires_at: Moment,
		},
		/// A device signed that it did what it was told.
		Acknowledged {
			/// By which agreement.
			agreement: AgreementId,
			/// Which of its commands.
			command: CommandIndex,
			/// How often it had been given.
			issue: u32,
		},
		/// An agreement holds an item: nobody moves it as long as it lasts.
		ItemHeld {
			/// Which agreement.
			agreement: AgreementId,
			/// Which item.
			item: ItemId,
		},
		/// An agreement is over.
		Ended {
			/// Which.
			agreement: AgreementId,
			/// How.
			ending: Ending,
		},
		/// An agreement that was over is not kept any more.
		Removed {
			/// Which.
			agreement: AgreementId,
		},
	}
}
