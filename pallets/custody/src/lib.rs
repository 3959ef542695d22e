#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use frame_support::pallet_macros::import_section;
use polkadot_sdk::{frame_support, frame_system, sp_core, sp_io, sp_runtime};

mod acts;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod commissioning;
mod containers;
mod corrections;
mod deposits;
mod endings;
mod errands;
mod errors;
mod events;
mod guards;
mod handing_over;
mod holding;
mod hooks;
mod inbox;
#[cfg(test)]
mod mock;
mod packing;
mod recalls;
pub mod shown;
pub mod sketch;
#[cfg(test)]
mod tests;
mod trace;
mod trace_forward;
mod transforming;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
mod verdicts;
mod views;
pub mod weights;

pub use pallet::*;
pub use shown::*;
pub use types::*;
pub use weights::WeightInfo;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
#[allow(missing_docs)] // The macros' own items; ours are documented.
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, Time},
		weights::WeightMeter,
	};
	use frame_system::pallet_prelude::*;
	use hallmark_types::{
		device::Passports,
		epc::Epc,
		items::{Holder, ItemId, OnItem},
		organisation::{ActsFor, Directory, OrgId},
		page::Page,
		readings::{Readings, Signal, Watch},
		BlockNumber, Moment,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What is held for bytes, and for whom.
	pub type BillOf<T> = Bill<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For the bytes of items, their steps, offers, recalls and policies.
		#[codec(index = 0)]
		Storage,
	}

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who acts for whom, and who holds which company prefix.
		type Organisations: ActsFor<Self::AccountId> + Directory;

		/// Whose devices are.
		type Devices: Passports;

		/// What devices report.
		type Readings: Readings + Watch;

		/// Who hears that an item changed, of those that somebody watches.
		type OnItem: OnItem;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// What stored bytes cost.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// For how long an offer can stand, in milliseconds: what is on offer stays as it is.
		#[pallet::constant]
		type MaxOfferPeriod: Get<Moment>;

		/// For how long an item stays on record after its last step, in milliseconds.
		#[pallet::constant]
		type RetentionPeriod: Get<Moment>;

		/// What of each block is reserved for readings and recalls that wait. There is more if the
		/// block has room.
		#[pallet::constant]
		type ReservedShare: Get<Weight>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// Items.
	///
	/// Identity: the id is a hash that we made.
	#[pallet::storage]
	pub type Items<T: Config> = StorageMap<_, Identity, ItemId, Item, OptionQuery>;

	/// Items that were removed: none gets its name again.
	///
	/// Hasher as for [`Items`].
	#[pallet::storage]
	pub type Removed<T: Config> = StorageMap<_, Identity, ItemId, Gone, OptionQuery>;

	/// Lots that anything was ever of.
	///
	/// Hasher as for [`Items`].
	#[pallet::storage]
	pub type Lots<T: Config> = StorageMap<_, Identity, ItemId, Lot, OptionQuery>;

	/// What is of a lot, numbered in the order in which it got its name.
	///
	/// Hasher as for [`Items`]. Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Members<T: Config> =
		StorageDoubleMap<_, Identity, ItemId, Twox64Concat, u32, ItemId, OptionQuery>;

	/// What is packed in a container directly.
	///
	/// Hashers as for [`Items`].
	#[pallet::storage]
	pub type Children<T: Config> =
		StorageDoubleMap<_, Identity, ItemId, Identity, ItemId, (), OptionQuery>;

	/// The steps of items but for the first, which their birth tells.
	///
	/// Hashers as for [`Members`].
	#[pallet::storage]
	pub type Steps<T: Config> =
		StorageDoubleMap<_, Identity, ItemId, Twox64Concat, u32, Step, OptionQuery>;

	/// Steps that were declared wrong, with the step that declares it.
	///
	/// Hashers as for [`Members`].
	#[pallet::storage]
	pub type DeclaredWrong<T: Config> =
		StorageDoubleMap<_, Identity, ItemId, Twox64Concat, u32, u32, OptionQuery>;

	/// How items got their names.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Commissions<T: Config> = StorageMap<_, Twox64Concat, BirthId, Commission, OptionQuery>;

	/// How items were made of others.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Transformations<T: Config> =
		StorageMap<_, Twox64Concat, BirthId, Transformation, OptionQuery>;

	/// In which transformations an item was used, numbered in their order.
	///
	/// Hashers as for [`Members`].
	#[pallet::storage]
	pub type Uses<T: Config> =
		StorageDoubleMap<_, Identity, ItemId, Twox64Concat, u32, BirthId, OptionQuery>;

	/// What is on offer.
	///
	/// Hasher as for [`Items`]. Twox64Concat: one of two.
	#[pallet::storage]
	pub type Offers<T: Config> =
		StorageDoubleMap<_, Identity, ItemId, Twox64Concat, Title, Offer, OptionQuery>;

	/// By whose word items are held, and since when.
	///
	/// Hasher as for [`Items`]. Twox64Concat: numbers that others assign, one after the other.
	#[pallet::storage]
	pub type Holds<T: Config> =
		StorageDoubleMap<_, Identity, ItemId, Twox64Concat, Holder, Moment, OptionQuery>;

	/// Recalls.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Recalls<T: Config> = StorageMap<_, Twox64Concat, RecallId, Recall, OptionQuery>;

	/// What a recall that is not over has come to.
	///
	/// Twox64Concat: numbers that we assign, and hashes that we made.
	#[pallet::storage]
	pub type RecallReach<T: Config> =
		StorageDoubleMap<_, Twox64Concat, RecallId, Twox64Concat, Reached, (), OptionQuery>;

	/// Who has heard of a recall, and when.
	///
	/// Twox64Concat: numbers that we assign, and organisations count up.
	#[pallet::storage]
	pub type Acknowledgements<T: Config> =
		StorageDoubleMap<_, Twox64Concat, RecallId, Twox64Concat, OrgId, Moment, OptionQuery>;

	/// Work that recalls have left, the oldest first.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Errands<T: Config> = StorageMap<_, Twox64Concat, u64, Errand, OptionQuery>;

	/// The number of the oldest errand, and of the next one.
	#[pallet::storage]
	pub type ErrandNumbers<T: Config> = StorageValue<_, (u64, u64), ValueQuery>;

	/// Lots whose items a recall goes over at this moment: what may hold one does not move.
	#[pallet::storage]
	pub type Spreading<T: Config> = StorageValue<_, Spread, ValueQuery>;

	/// How many lots are gone over for each organisation that recalled them.
	///
	/// Twox64Concat: the organisations count up.
	#[pallet::storage]
	pub type Busy<T: Config> = StorageMap<_, Twox64Concat, OrgId, u32, ValueQuery>;

	/// Policies of items.
	///
	/// Hasher as for [`Items`]. Twox64Concat: places that we assign.
	#[pallet::storage]
	pub type Guards<T: Config> =
		StorageDoubleMap<_, Identity, ItemId, Twox64Concat, u8, Guard, OptionQuery>;

	/// The policies that hear of a stream.
	///
	/// Identity: a device's id and an item's id are hashes that we made, and a stream's name lies
	/// beneath its own device.
	#[pallet::storage]
	pub type Listeners<T: Config> =
		StorageDoubleMap<_, Identity, Signal, Identity, (ItemId, u8), (), OptionQuery>;

	/// What was heard in this block and waits. As long as the block's readings are many; whoever
	/// reads it takes it away.
	#[pallet::storage]
	#[pallet::unbounded]
	#[pallet::whitelist_storage]
	pub type Inbox<T: Config> = StorageValue<_, Vec<(Signal, Heard)>, ValueQuery>;

	/// What was heard in earlier blocks and waits, by the block.
	///
	/// Twox64Concat: blocks count up.
	#[pallet::storage]
	#[pallet::unbounded]
	pub type Backlog<T: Config> =
		StorageMap<_, Twox64Concat, BlockNumber, Vec<(Signal, Heard)>, ValueQuery>;

	/// Where the work on the backlog stands: what was heard before its block is done.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Done<T: Config> = StorageValue<_, Progress, ValueQuery>;

	/// Deposits.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Bills<T: Config> = StorageMap<_, Twox64Concat, BillId, BillOf<T>, OptionQuery>;

	/// The numbers that were given last.
	#[pallet::storage]
	pub type Counters<T: Config> = StorageValue<_, Numbers, ValueQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T>
	where
		BlockNumberFor<T>: Into<BlockNumber>,
	{
		fn on_initialize(now: BlockNumberFor<T>) -> Weight {
			// What was heard in the block before and did not fit into it.
			Self::collect(now.into().saturating_sub(1));
			let mut meter = WeightMeter::with_limit(T::ReservedShare::get());
			Self::work(&mut meter, now.into());
			meter.consumed()
		}

		fn on_idle(now: BlockNumberFor<T>, rest: Weight) -> Weight {
			Self::collect(now.into());
			let mut meter = WeightMeter::with_limit(rest);
			// What was heard in this block is done with it, too.
			Self::work(&mut meter, now.into().saturating_add(1));
			meter.consumed()
		}

		fn integrity_test() {
			let step = T::WeightInfo::errand()
				.max(T::WeightInfo::hear_step())
				.saturating_add(T::WeightInfo::open_backlog(1))
				.saturating_add(T::OnItem::weight().saturating_mul(MAX_LEVELS.into()));
			assert!(
				T::ReservedShare::get().all_gte(step.saturating_mul(2)),
				"ReservedShare: waiting work would never be done"
			);
			let fullest = T::WeightInfo::open_backlog(FULLEST_BLOCK);
			assert!(
				T::ReservedShare::get().all_gte(fullest.saturating_add(step.saturating_mul(2))),
				"ReservedShare: what a full block heard would never be looked at"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(
			_: BlockNumberFor<T>,
		) -> Result<(), polkadot_sdk::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Give things their names, and take them into custody as their owner.
		///
		/// Origin: an account that acts, in `Scope::Items`, for the organisation that holds the
		/// company prefix of all names. `lot` is an LGTIN of the pieces' GTIN; a lot that is named
		/// itself is of itself. A deposit is held until the things are removed. Emits
		/// [`Event::Commissioned`]. O(items).
		#[pallet::call_index(0)]
		#[pallet::weight(T::WeightInfo::commission(items.len() as u32))]
		pub fn commission(
			origin: OriginFor<T>,
			items: NewItems,
			lot: Option<Epc>,
			expires: Option<Moment>,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_commission(who, items, lot, expires, context)
		}

		/// Say that things were seen.
		///
		/// Origin: an account that acts, in `Scope::Items`, for the custodian of all of them.
		/// `biz_step` and `disposition` are words of the Core Business Vocabulary 2.0 (§7.1, §7.2).
		/// Emits [`Event::Observed`]. O(items).
		#[pallet::call_index(1)]
		#[pallet::weight(T::WeightInfo::observe(items.len() as u32))]
		pub fn observe(
			origin: OriginFor<T>,
			items: ItemIds,
			biz_step: Option<Word>,
			disposition: Option<Word>,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_observe(who, items, biz_step, disposition, context)
		}

		/// Pack things into a container.
		///
		/// Origin: an account that acts, in `Scope::Items`, for the custodian of the container and
		/// of all things. None is packed already, held or on offer. Things whose owner is the
		/// container's change their owner with it from now on. Emits [`Event::Packed`].
		/// O(children).
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::pack(children.len() as u32)
			.saturating_add(T::OnItem::weight().saturating_mul(children.len() as u64 + 2)))]
		pub fn pack(
			origin: OriginFor<T>,
			parent: ItemId,
			children: ItemIds,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_pack(who, parent, children, context)
		}

		/// Take things out of a container. They are in the hands of whoever has the container.
		///
		/// Origin: an account that acts, in `Scope::Items`, for the container's custodian. A
		/// container that is held, or is in one that is, stays closed; a thing that is held by
		/// itself may be taken out, so that the others can go on. Emits [`Event::Unpacked`].
		/// O(children).
		#[pallet::call_index(3)]
		#[pallet::weight(T::WeightInfo::unpack(children.len() as u32)
			.saturating_add(T::OnItem::weight().saturating_mul(children.len() as u64 + 2)))]
		pub fn unpack(
			origin: OriginFor<T>,
			parent: ItemId,
			children: ItemIds,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_unpack(who, parent, children, context)
		}

		/// Offer somebody an item, with everything that is in it.
		///
		/// Origin: an account that acts, in `Scope::Items`, for the item's custodian, or for its
		/// owner where it is the ownership that is offered. The item is not packed, and nothing
		/// forbids it to go there: a recall lets it go back only, to whoever had it before, to its
		/// maker, or to whom `recall` names. An offer that expired gives way. Emits
		/// [`Event::Offered`]. O(1), whatever is in it.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::offer().saturating_add(T::OnItem::weight()))]
		pub fn offer(
			origin: OriginFor<T>,
			item: ItemId,
			title: Title,
			to: OrgId,
			expires_at: Moment,
			recall: Option<RecallId>,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer(who, item, title, to, expires_at, recall, context)
		}

		/// Take what is offered.
		///
		/// Origin: an account that acts, in `Scope::Items`, for whom it was offered to, who may be
		/// suspended. The offerer still has what it offered. What is known of the item's
		/// conditions is recorded with it. Emits [`Event::Accepted`]. O(1), whatever is in it.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::accept().saturating_add(T::OnItem::weight()))]
		pub fn accept(origin: OriginFor<T>, item: ItemId, title: Title) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept(who, item, title, 0, None)
		}

		/// Take what is offered, and say what is wrong with it.
		///
		/// Origin and effects as for [`accept`](Self::accept). `exceptions` has a bit for each
		/// reason, see [`Exceptions`]. `number` is how much of it came, where it is less than the
		/// item has; there is so much of it from then on. Emits [`Event::Accepted`]. O(1).
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::accept().saturating_add(T::OnItem::weight()))]
		pub fn accept_with_exceptions(
			origin: OriginFor<T>,
			item: ItemId,
			title: Title,
			exceptions: Exceptions,
			number: Option<u64>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			ensure!(exceptions != 0 || number.is_some(), Error::<T>::NoException);
			Self::do_accept(who, item, title, exceptions, number)
		}

		/// Turn down what is offered.
		///
		/// Origin: an account that acts, in `Scope::Items`, for whom it was offered to, who may be
		/// suspended. Everything stays as it was. Emits [`Event::Rejected`]. O(1).
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::close_offer().saturating_add(T::OnItem::weight()))]
		pub fn reject(
			origin: OriginFor<T>,
			item: ItemId,
			title: Title,
			reason: Rejection,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reject(who, item, title, reason)
		}

		/// Take an offer back, expired or not.
		///
		/// Origin: an account that acts, in `Scope::Items`, for whoever offered. Emits
		/// [`Event::OfferWithdrawn`]. O(1).
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::close_offer().saturating_add(T::OnItem::weight()))]
		pub fn withdraw_offer(origin: OriginFor<T>, item: ItemId, title: Title) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_offer(who, item, title)
		}

		/// Make things of others, which are used up.
		///
		/// Origin: an account that acts, in `Scope::Items`, for the organisation that has and owns
		/// all inputs and holds the company prefix of all outputs. No input is packed, held,
		/// recalled or on offer, and nothing is packed in it. For each scale in which an input is
		/// measured, the outputs and what is lost are as much as the inputs; outputs are measured
		/// in no other scale, unless no input is measured. The outputs go into `lot` as for
		/// [`commission`](Self::commission). Emits [`Event::Transformed`].
		/// O(inputs + outputs).
		#[pallet::call_index(9)]
		#[pallet::weight(
			T::WeightInfo::transform(inputs.len() as u32, outputs.len() as u32)
				.saturating_add(T::OnItem::weight().saturating_mul(inputs.len() as u64))
		)]
		pub fn transform(
			origin: OriginFor<T>,
			inputs: Inputs,
			outputs: Outputs,
			lost: Losses,
			lot: Option<Epc>,
			expires: Option<Moment>,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_transform(who, inputs, outputs, lost, lot, expires, context)
		}

		/// Let nobody move an item, or anything that it is packed in. Sensing goes on.
		///
		/// Origin: an account that acts for a regulator in `Scope::Regulation`. `reason` is the
		/// hash of a document that is kept elsewhere. Emits [`Event::Held`]. O(1).
		#[pallet::call_index(10)]
		#[pallet::weight(
			T::WeightInfo::hold()
				.saturating_add(T::OnItem::weight().saturating_mul(MAX_LEVELS.into()))
		)]
		pub fn hold(
			origin: OriginFor<T>,
			item: ItemId,
			reason: H256,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_hold(who, item, reason, context)
		}

		/// Let an item go again, as far as the caller's organisation is concerned.
		///
		/// Origin: an account that acts, in `Scope::Regulation`, for the regulator that holds it;
		/// if that is none any more, for any regulator, which names it. Emits
		/// [`Event::Released`]. O(1).
		#[pallet::call_index(11)]
		#[pallet::weight(
			T::WeightInfo::hold()
				.saturating_add(T::OnItem::weight().saturating_mul(MAX_LEVELS.into()))
		)]
		pub fn release(
			origin: OriginFor<T>,
			item: ItemId,
			holder: OrgId,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_release(who, item, holder, context)
		}

		/// Call an item or a lot back. At once nothing of it moves on, nor does anything that it is
		/// packed in; what was made of it follows as fast as blocks have room. It may go back.
		///
		/// Origin: an account that acts for the maker in `Scope::Items`, or for a regulator in
		/// `Scope::Regulation`. `reason` is the hash of a document that is kept elsewhere;
		/// `returns_to` are organisations that things may be brought to besides where they came
		/// from. Emits [`Event::RecallBegun`]. O(1); the work that it leaves is O(items).
		#[pallet::call_index(12)]
		#[pallet::weight(
			T::WeightInfo::recall()
				.saturating_add(T::OnItem::weight().saturating_mul(MAX_LEVELS.into()))
		)]
		pub fn recall(
			origin: OriginFor<T>,
			subject: Subject,
			reason: H256,
			returns_to: BoundedVec<OrgId, ConstU32<MAX_RETURNS>>,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_recall(who, subject, reason, returns_to, context)
		}

		/// Say that one has heard of a recall and has something of it.
		///
		/// Origin: an account that acts, in `Scope::Items`, for the custodian of `item`, which the
		/// recall has reached. Once for each organisation and recall. Emits
		/// [`Event::RecallAcknowledged`]. O(1).
		#[pallet::call_index(13)]
		pub fn acknowledge(
			origin: OriginFor<T>,
			recall: RecallId,
			item: ItemId,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_acknowledge(who, recall, item, context)
		}

		/// End a recall. What it reached is free as fast as blocks have room, unless another recall
		/// has it.
		///
		/// Origin: an account that acts for whoever recalled, in `Scope::Items` or
		/// `Scope::Regulation`, or, if that organisation is not active any more, for a regulator.
		/// Emits [`Event::RecallEnded`]. O(1); the work that it leaves is O(reached).
		#[pallet::call_index(14)]
		#[pallet::weight(T::WeightInfo::end_recall().saturating_add(T::OnItem::weight()))]
		pub fn end_recall(
			origin: OriginFor<T>,
			recall: RecallId,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_recall(who, recall, context)
		}

		/// Put an item under a policy: a device rides along, and what its stream says is held
		/// against rules.
		///
		/// Origin: an account that acts, in `Scope::Items`, for an organisation that owns the
		/// device and is the item's owner or custodian. Emits [`Event::PolicyAttached`]. O(1).
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::attach_policy().saturating_add(T::OnItem::weight().saturating_mul(2)))]
		pub fn attach_policy(
			origin: OriginFor<T>,
			item: ItemId,
			signal: Signal,
			terms: PolicyTerms,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_attach_policy(who, item, signal, terms, context)
		}

		/// End a policy. What it came to stays.
		///
		/// Origin: an account that acts, in `Scope::Items`, for whoever put it on, or for the
		/// item's owner. Emits [`Event::PolicyDetached`]. O(1).
		#[pallet::call_index(16)]
		#[pallet::weight(T::WeightInfo::detach_policy().saturating_add(T::OnItem::weight().saturating_mul(2)))]
		pub fn detach_policy(
			origin: OriginFor<T>,
			item: ItemId,
			slot: u8,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_detach_policy(who, item, slot, context)
		}

		/// Declare that a step is wrong. It stays, and so does what it did.
		///
		/// Origin: an account that acts, in `Scope::Items`, for the organisation that did the step.
		/// A step is declared wrong once, and a declaration never. Emits
		/// [`Event::DeclaredWrong`]. O(1).
		#[pallet::call_index(17)]
		pub fn declare_wrong(
			origin: OriginFor<T>,
			item: ItemId,
			step: u32,
			wrong: Wrong,
			context: Context,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_declare_wrong(who, item, step, wrong, context)
		}

		/// Say that an item is no more. It is empty and not packed, held or on offer.
		///
		/// Origin: an account that acts, in `Scope::Items`, for its custodian. Emits
		/// [`Event::Destroyed`]. O(1).
		#[pallet::call_index(18)]
		#[pallet::weight(T::WeightInfo::end_item().saturating_add(T::OnItem::weight()))]
		pub fn destroy(origin: OriginFor<T>, item: ItemId, context: Context) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_destroy(who, item, context)
		}

		/// Take an item out of use for good.
		///
		/// Origin: an account that acts, in `Scope::Items`, for its owner, who has it, or, if it
		/// was used up or destroyed, for its owner or its maker. It is empty and not packed, held,
		/// recalled or on offer. Emits [`Event::Archived`]. O(1).
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::end_item().saturating_add(T::OnItem::weight()))]
		pub fn archive(origin: OriginFor<T>, item: ItemId, context: Context) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_archive(who, item, context)
		}

		/// Remove an archived item's steps, and in the end itself, when it has been on record for
		/// long enough and no recall is about it. Deposits go back. Its name is never given again.
		///
		/// Origin: any account. Emits [`Event::Pruned`]. O(steps), of which `limit` bounds the
		/// number, and [`MAX_MOVED`].
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::prune((*limit).min(MAX_MOVED)))]
		pub fn prune(origin: OriginFor<T>, item: ItemId, limit: u32) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let steps = Self::do_prune(item, limit.min(MAX_MOVED))?;
			Ok(Some(T::WeightInfo::prune(steps)).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// An item as it stands: where it is, whose it is, and in what condition.
		pub fn item(item: ItemId) -> Option<ItemView> {
			Self::view_of(item)
		}

		/// Several items as they stand, in that order: one question in place of many.
		pub fn items(items: ItemIds) -> Vec<Option<ItemView>> {
			items.into_iter().map(Self::view_of).collect()
		}

		/// An item by its name.
		pub fn item_by_epc(epc: Epc) -> Option<ItemView> {
			Self::view_of(epc.id())
		}

		/// What is packed in a container directly, at most 100 at once, after `after`.
		pub fn contents(item: ItemId, after: Option<ItemId>, limit: u32) -> Page<ItemId, ItemId> {
			Self::contents_of(item, after, limit)
		}

		/// A lot.
		pub fn lot(lot: ItemId) -> Option<Lot> {
			Lots::<T>::get(lot)
		}

		/// How things got their names.
		pub fn commission_record(commission: BirthId) -> Option<Commission> {
			Commissions::<T>::get(commission)
		}

		/// How things were made of others.
		pub fn transformation(transformation: BirthId) -> Option<Transformation> {
			Transformations::<T>::get(transformation)
		}

		/// Trace back: every step of an item and of its containers while it was in them, the oldest
		/// first, from where `from` says. At most 100 at once.
		pub fn trace(
			item: ItemId,
			from: Option<TraceCursor>,
			limit: u32,
		) -> Page<Traced, TraceCursor> {
			Self::trace_of(item, from, limit)
		}

		/// Trace forward: everything that came of a lot or an item, and where it is now. At most
		/// 100 at once.
		pub fn trace_forward(
			subject: Subject,
			from: Option<ForwardCursor>,
			limit: u32,
		) -> Page<Whereabouts, ForwardCursor> {
			Self::trace_forward_of(subject, from, limit)
		}

		/// What the policies of an item came to, those of its containers for the time that it was in
		/// them included.
		pub fn verdict(item: ItemId) -> Option<Finding> {
			Self::finding_of(&item)
		}

		/// The policies of an item itself, with what is remembered under each.
		pub fn policies(item: ItemId) -> Vec<GuardView> {
			Self::guards_of(&item)
		}

		/// A recall.
		pub fn recall_record(recall: RecallId) -> Option<Recall> {
			Recalls::<T>::get(recall)
		}

		/// Who has heard of a recall, and when, at most 100 at once, after `after`.
		pub fn acknowledgements(
			recall: RecallId,
			after: Option<OrgId>,
			limit: u32,
		) -> Page<(OrgId, Moment), OrgId> {
			Self::acknowledgements_of(recall, after, limit)
		}

		/// Why an item could not be offered to somebody now, as the call would say. `None` if it
		/// could.
		pub fn obstacle(
			item: ItemId,
			title: Title,
			to: OrgId,
			recall: Option<RecallId>,
		) -> Option<DispatchError> {
			Self::obstacle_of(item, title, to, recall)
		}
	}
}
