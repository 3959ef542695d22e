//! What the pallet refuses, and why.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

/// Taken into the pallet's module, whose imports it uses.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such item.
		UnknownItem,
		/// The item was used up, destroyed or archived.
		ItemEnded,
		/// The caller's organisation does not have the item.
		NotCustodian,
		/// The item does not belong to the caller's organisation.
		NotOwner,
		/// The call names nothing.
		NothingNamed,
		/// The call names something twice.
		NamedTwice,
		/// The name is a place's, and no item's.
		NotAnItem,
		/// There is an item of that name, or there was one.
		NameTaken,
		/// The caller's organisation does not hold the company prefix, or the name's dot does not
		/// stand where the prefix ends.
		ForeignPrefix,
		/// The names in one call have more than one company prefix.
		PrefixesDiffer,
		/// The lot's name is no LGTIN, or one of another GTIN or another lot than the item's.
		LotDiffers,
		/// A lot needs a quantity above zero.
		QuantityMissing,
		/// What is no piece and no lot has no quantity.
		QuantityOutOfPlace,
		/// The quantity is zero, or more than the item has.
		QuantityOutOfRange,
		/// For one scale, what is made and lost is not as much as what was used.
		QuantityNotConserved,
		/// The moment has passed.
		MomentInPast,
		/// A word of the vocabulary has 1 to 32 lower-case letters and `_`.
		NotAWord,
		/// A lot holds nothing: it is a class of things.
		NotAContainer,
		/// The item is packed: it moves with its container, or is unpacked first.
		ItemIsPacked,
		/// The item is not packed in that container directly.
		NotPackedThere,
		/// A container would be in itself.
		Cycle,
		/// Things would be packed deeper than five levels.
		TooDeep,
		/// There is something in the item.
		NotEmpty,
		/// The item, or a container that it is in, or something in it, is held.
		ItemIsHeld,
		/// The item or something in it is recalled, and the way is not back.
		ItemIsRecalled,
		/// A recall that has just begun is going over its items, and one may be in there: try again
		/// in a few blocks, or unpack.
		RecallSpreading,
		/// The item, or a container that it is in, is on offer.
		ItemOnOffer,
		/// The recipient has it already.
		AlreadyTheirs,
		/// The recipient is not a member any more, or never was.
		RecipientNotMember,
		/// The offer would stand for longer than `MaxOfferPeriod`.
		OfferTooLong,
		/// Something is on offer already and has not expired: withdraw it first.
		OfferOpen,
		/// Nothing is on offer.
		NoOffer,
		/// It is offered to somebody else.
		NotOffered,
		/// It was offered by another organisation than the caller's.
		NotOfferer,
		/// The offer has expired.
		OfferExpired,
		/// The offerer does not have what it offered any more, or may not act.
		OffererLostRight,
		/// No exception is named.
		NoException,
		/// The inputs belong to more than one organisation, or not to the caller's.
		OwnersDiffer,
		/// There are no inputs, or no outputs.
		NothingTransformed,
		/// As many hold the item as may.
		TooManyHolders,
		/// The caller's organisation holds the item already.
		AlreadyHeld,
		/// It does not hold the item.
		NotHeld,
		/// An organisation that is still a regulator releases what it holds by itself.
		HolderStillRegulates,
		/// There is no such lot.
		UnknownLot,
		/// Only the maker or a regulator recalls.
		NotMaker,
		/// There is no such recall.
		UnknownRecall,
		/// The recall is over.
		RecallIsOver,
		/// Only whoever recalled ends it, or a regulator if that is not active any more.
		NotRecaller,
		/// As many lots are gone over for the caller's organisation as may be at once: try again in a
		/// few blocks.
		TooManyAtOnce,
		/// The recall has not reached the item.
		NotReached,
		/// The caller's organisation has acknowledged the recall already.
		AlreadyAcknowledged,
		/// No such stream is open.
		UnknownStream,
		/// The device does not belong to the caller's organisation.
		ForeignStream,
		/// The stream measures in another unit than the policy.
		UnitDiffers,
		/// The policy cannot be kept or breached, for the reason with this number (see
		/// `BadPolicy` in the metadata of this pallet's types).
		BadPolicy(u8),
		/// A reading would speak for a shorter time than the stream may be silent.
		HoldTooShort,
		/// The item has had as many policies as may be.
		TooManyPolicies,
		/// The item has no policy in that place.
		UnknownPolicy,
		/// The policy has ended.
		PolicyEnded,
		/// The item has no such step.
		UnknownStep,
		/// Another organisation did the step.
		NotTheirStep,
		/// The step is a declaration, or was declared wrong already.
		CannotBeDeclaredWrong,
		/// What has it right is no later step of the item.
		NoCorrection,
		/// The item is not archived, or has not been on record for long enough.
		NotPrunable,
		/// There is no number left to give.
		NumbersExhausted,
	}
}
