//! What the pallet refuses, and why.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

/// Taken into the pallet's module, whose imports it uses. A number says which clause, stream, item,
/// ticket or party of the terms.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The terms are refused by themselves.
		Unsound(Unsound),
		/// The agreement would last longer than agreements may.
		TooLong,
		/// A party is no active member.
		PartyNotActive(u8),
		/// The arbiter is no active member.
		ArbiterNotActive,
		/// A witness is no member.
		UnknownWitness(u8),
		/// There is no such asset.
		UnknownAsset,
		/// The asset is frozen.
		AssetFrozen,
		/// No such stream is open.
		UnknownStream(u8),
		/// The stream's device is nobody's whom the terms name.
		ForeignStream(u8),
		/// The stream counts something else than the terms say.
		UnitMismatch(u8),
		/// The stream has another exponent than the terms say.
		ExponentMismatch(u8),
		/// A clause compares a stream with a limit that its owner expects it never to reach: most
		/// likely somebody is wrong about the exponent.
		LimitOutOfRange(u8),
		/// There is no such item.
		UnknownItem(u8),
		/// The item belongs to nobody, and is with nobody, whom the terms name.
		ForeignItem(u8),
		/// A clause would hold an item that no party owns or has.
		HoldsForeignItem(u8),
		/// There is no such device.
		UnknownDevice(u8),
		/// No party owns the device that is to be commanded.
		ForeignDevice(u8),
		/// A clause's cool-down is shorter than it may be.
		CoolDownTooShort(u8),
		/// A clause pays less than an account of the asset can be opened with.
		DustPayout(u8),
		/// A ticket's proof depends on a device of whoever is to prove.
		ProofByServicer(u8),
		/// There is no such agreement.
		UnknownAgreement,
		/// Whoever the caller acts for is no party.
		NotParty,
		/// All have signed, or it is over.
		NotProposed,
		/// Not all have signed, or it is over.
		NotActive,
		/// It is not over.
		NotEnded,
		/// What is signed are other terms than those proposed.
		OtherTerms,
		/// The party has signed already, and its share is held.
		AlreadySigned,
		/// The time to sign is over.
		SigningOver,
		/// The party has consented already.
		AlreadyConsented,
		/// The other parties have not consented.
		OthersHaveNotConsented,
		/// The party has confirmed already.
		AlreadyConfirmed,
		/// There is no such ticket in the terms.
		UnknownTicket,
		/// Only the ticket's requester may do that.
		NotRequester,
		/// Only the ticket's servicer may do that.
		NotServicer,
		/// The ticket is open already.
		TicketOpen,
		/// The ticket is not open, or somebody has taken it on already.
		TicketNotOpen,
		/// Nobody has taken the ticket on, or it is resolved already.
		TicketNotAcknowledged,
		/// What has to be true for the ticket to be resolved is not, or nobody knows.
		NotProven,
		/// There is no such command in the terms.
		UnknownCommand,
		/// The command was not given, or not as often.
		CommandNotGiven,
		/// The command's time is over.
		CommandExpired,
		/// The device has acknowledged the command already.
		AlreadyAcknowledged,
		/// The device is not in good standing, or its key has been in other hands.
		DeviceNotTrusted,
		/// The device's key did not sign that.
		NotSignedByDevice,
		/// There is no such clause in the terms.
		UnknownClause,
		/// Nothing has come true that could be challenged.
		NothingToChallenge,
		/// The time to challenge is over.
		ChallengeTooLate,
		/// Somebody has challenged it already.
		AlreadyChallenged,
		/// The bond cannot be held.
		NoBond,
		/// Whoever the caller acts for is not the arbiter.
		NotArbiter,
		/// Nobody has challenged it.
		NotChallenged,
		/// The arbiter's time is over: what the terms say holds.
		RulingTooLate,
		/// A split of nothing, of all, or of more than all.
		SplitOutOfRange,
		/// Nothing is owed to the party.
		NoCredit,
		/// Somebody has not claimed what it is owed.
		CreditsOutstanding,
		/// It has to stay for a while after its end.
		RetentionNotOver,
		/// Less rests of a share than is to be paid out of it.
		EscrowExhausted,
		/// No party owns or has the item any more that is to be held.
		ItemNotOurs,
		/// The numbers of agreements are used up.
		NoNumberLeft,
	}
}
