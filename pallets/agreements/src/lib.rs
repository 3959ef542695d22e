#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use frame_support::pallet_macros::import_section;
use polkadot_sdk::{frame_support, frame_system, sp_core, sp_runtime};

mod agenda;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod challenges;
mod commands;
mod deposits;
mod ending;
mod errors;
mod evaluation;
mod events;
mod facts;
mod firing;
#[cfg(test)]
mod mock;
mod money;
mod proposing;
pub mod queue;
mod rounds;
pub mod shown;
mod signing;
#[cfg(test)]
mod tests;
mod tickets;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
mod views;
mod watching;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use queue::*;
pub use shown::*;
pub use types::*;
pub use weights::WeightInfo;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
#[allow(missing_docs)] // The macros' own items; ours are documented.
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use frame_support::{
		pallet_prelude::*,
		traits::{fungibles, tokens::fungible::NativeOrWithId, Consideration, Footprint, Time},
		weights::WeightMeter,
	};
	use frame_system::pallet_prelude::*;
	use hallmark_agreements::{AgreementId, ClauseIndex, CommandIndex, Ruling, Terms, TicketIndex};
	use hallmark_keys::{Signature, Verify};
	use hallmark_types::{
		device::{DeviceId, Passports},
		epc::ItemId,
		items::Items,
		organisation::{ActsFor, Directory, OrgId},
		page::Page,
		readings::{Readings, Signal, Watch},
		AssetId, Balance, Moment,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What is held for a datum, and for whom.
	pub type DepositOf<T> =
		Deposit<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For the bytes of agreements.
		#[codec(index = 0)]
		Storage,
		/// A share of an agreement, a bond, or what somebody else can claim of it.
		#[codec(index = 1)]
		Escrow,
	}

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who acts for whom, and what is known of organisations.
		type Organisations: ActsFor<Self::AccountId> + Directory;

		/// What is known of devices.
		type Devices: Passports;

		/// What devices say, and what of it is kept as evidence.
		type Readings: Readings + Watch + hallmark_types::readings::Evidence;

		/// What is known of items.
		type Items: Items;

		/// The native token and all assets, and how they are held.
		type Assets: fungibles::Inspect<
				Self::AccountId,
				AssetId = NativeOrWithId<AssetId>,
				Balance = Balance,
			> + fungibles::hold::Mutate<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// Why money is held, in this runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// What stored bytes cost.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// How signatures are verified.
		type Signatures: Verify + Default;

		/// The longest time from a proposal to the agreement's end, in milliseconds.
		#[pallet::constant]
		type MaxLifetime: Get<Moment>;

		/// The shortest time between two firings of a clause, in milliseconds.
		#[pallet::constant]
		type MinCoolDown: Get<Moment>;

		/// After how many milliseconds a clause is tried again that could not fire.
		#[pallet::constant]
		type RetryAfter: Get<Moment>;

		/// How long an agreement stays after its end, in milliseconds.
		#[pallet::constant]
		type RetentionPeriod: Get<Moment>;

		/// How many firings of an agreement are on record. Older ones are in the events.
		#[pallet::constant]
		type KeptFirings: Get<u32>;

		/// How many clauses fire at most when an agreement is evaluated; others fire a moment later.
		#[pallet::constant]
		type MaxFirings: Get<u32>;

		/// What every block keeps free for evaluation, however full it is.
		#[pallet::constant]
		type ReservedShare: Get<Weight>;

		/// Measured weights.
		type WeightInfo: WeightInfo;

		/// How benchmarks come by an asset.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	/// The number of the latest agreement.
	#[pallet::storage]
	pub type LastAgreement<T: Config> = StorageValue<_, AgreementId, ValueQuery>;

	/// Agreements, as they stand.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Contracts<T: Config> =
		StorageMap<_, Twox64Concat, AgreementId, AgreementOf<T>, OptionQuery>;

	/// What was agreed. Never changes.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Agreed<T: Config> = StorageMap<_, Twox64Concat, AgreementId, Terms, OptionQuery>;

	/// The agreements of an organisation, as a party or as the arbiter.
	///
	/// Twox64Concat: both are numbers that are assigned.
	#[pallet::storage]
	pub type AgreementsOf<T: Config> =
		StorageDoubleMap<_, Twox64Concat, OrgId, Twox64Concat, AgreementId, (), OptionQuery>;

	/// The clauses that came true last: number n lies at n modulo `KeptFirings`.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Firings<T: Config> =
		StorageDoubleMap<_, Twox64Concat, AgreementId, Twox64Concat, u32, Firing, OptionQuery>;

	/// Which agreements watch a source, and for how many of their items.
	///
	/// Blake2_128Concat: names of streams and items are chosen. Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Watchers<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, Source, Twox64Concat, AgreementId, u8, OptionQuery>;

	/// The sources that somebody watches.
	///
	/// Blake2_128Concat: names of streams and items are chosen.
	#[pallet::storage]
	pub type Sources<T: Config> = StorageMap<_, Blake2_128Concat, Source, Interest, OptionQuery>;

	/// Sources of which something was heard, in that order.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Queue<T: Config> = StorageMap<_, Twox64Concat, u64, Source, OptionQuery>;

	/// How far evaluation has come. Read and written in every block in which there is anything to do, and
	/// paid for once, by looking for it.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Progress<T: Config> = StorageValue<_, Rounds, ValueQuery>;

	/// When agreements are due, the earliest first.
	///
	/// Identity: the keys have to lie in the order of time. They are moments, which nobody can choose
	/// so that many have a long beginning in common and differ later, beyond what twelve bytes allow.
	#[pallet::storage]
	pub type Agenda<T: Config> = StorageMap<_, Identity, Due, (), OptionQuery>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_initialize(_: BlockNumberFor<T>) -> Weight {
			let mut meter = WeightMeter::with_limit(T::ReservedShare::get());
			Self::work(&mut meter);
			meter.consumed()
		}

		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			let mut meter = WeightMeter::with_limit(remaining);
			Self::work(&mut meter);
			meter.consumed()
		}

		fn integrity_test() {
			assert!(
				Self::step_weight()
					.saturating_mul(2)
					.all_lte(T::ReservedShare::get()),
				"ReservedShare: queue and agenda would not both find room for the costliest evaluation"
			);
			assert!(
				T::MinCoolDown::get() > 0 && T::RetryAfter::get() > 0,
				"MinCoolDown, RetryAfter: a clause must not fire again at the same moment"
			);
			assert!(
				T::KeptFirings::get() >= hallmark_agreements::MAX_CLAUSES,
				"KeptFirings: what is pending must be on record"
			);
			assert!(
				T::MaxFirings::get() > 0,
				"MaxFirings: no clause would ever fire"
			);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Propose an agreement.
		///
		/// Origin: an account that acts for a party in `Scope::Agreements`. It signs nothing by that.
		/// Everything is checked that can be: the terms by themselves ([`Terms::check`]), that
		/// parties and arbiter are active members, that streams and items exist, are what the terms say
		/// and belong to whom the terms name, the asset, the payouts. A deposit is held of the caller
		/// until the agreement is removed. Emits [`Event::Proposed`]. O(nodes of all conditions).
		#[pallet::call_index(0)]
		#[pallet::weight(Pallet::<T>::propose_weight(terms))]
		pub fn propose(origin: OriginFor<T>, terms: Box<Terms>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_propose(who, *terms)
		}

		/// Sign an agreement for a party: exactly the terms with this hash. The party's share is held of
		/// the caller, which is paid from then on, unless the party names another payee. With the last
		/// signature the agreement is active.
		///
		/// Origin: an account that acts for a party in `Scope::Agreements`. Emits [`Event::Signed`], and
		/// [`Event::Activated`]. O(streams + items).
		#[pallet::call_index(1)]
		#[pallet::weight(Pallet::<T>::sign_weight())]
		pub fn sign(origin: OriginFor<T>, agreement: AgreementId, hash: H256) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_sign(who, agreement, hash)
		}

		/// Consent to the end of an active agreement, or take that back.
		///
		/// Origin: an account that acts for a party in `Scope::Agreements`. Emits
		/// [`Event::Consented`]. O(1).
		#[pallet::call_index(2)]
		pub fn consent(
			origin: OriginFor<T>,
			agreement: AgreementId,
			consents: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_consent(who, agreement, consents)
		}

		/// Cancel an agreement: everybody gets back what rests. One party can do so as long as not all
		/// have signed, or when the time is over; of an active agreement all others must have
		/// consented.
		///
		/// Origin: an account that acts for a party in `Scope::Agreements`. Emits [`Event::Ended`].
		/// O(streams + items + clauses).
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::end_weight().saturating_add(T::WeightInfo::cancel()))]
		pub fn cancel(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel(who, agreement)
		}

		/// Confirm: conditions can ask for it.
		///
		/// Origin: an account that acts for a party in `Scope::Agreements`. Once, and for good. Emits
		/// [`Event::Confirmed`]. O(1).
		#[pallet::call_index(4)]
		pub fn confirm(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_confirm(who, agreement)
		}

		/// Open a ticket.
		///
		/// Origin: an account that acts for the ticket's requester in `Scope::Tickets`. Emits
		/// [`Event::TicketOpened`]. O(1).
		#[pallet::call_index(5)]
		pub fn open_ticket(
			origin: OriginFor<T>,
			agreement: AgreementId,
			ticket: TicketIndex,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_ticket(who, agreement, ticket)
		}

		/// Take a ticket on.
		///
		/// Origin: an account that acts for the ticket's servicer in `Scope::Tickets`. Emits
		/// [`Event::TicketAcknowledged`]. O(1).
		#[pallet::call_index(6)]
		pub fn acknowledge_ticket(
			origin: OriginFor<T>,
			agreement: AgreementId,
			ticket: TicketIndex,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_acknowledge_ticket(who, agreement, ticket)
		}

		/// Say that what the ticket asks for is done. The ticket's proof must hold now.
		///
		/// Origin: an account that acts for the ticket's servicer in `Scope::Tickets`. Emits
		/// [`Event::TicketResolved`]. O(streams + items).
		#[pallet::call_index(7)]
		pub fn resolve_ticket(
			origin: OriginFor<T>,
			agreement: AgreementId,
			ticket: TicketIndex,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resolve_ticket(who, agreement, ticket)
		}

		/// Close a ticket that stands open, whatever came of it. Nothing is paid by that.
		///
		/// Origin: an account that acts for the ticket's requester in `Scope::Tickets`. A resolved
		/// ticket is closed by a clause: its servicer waits for money. Emits
		/// [`Event::TicketClosed`]. O(1).
		#[pallet::call_index(8)]
		pub fn close_ticket(
			origin: OriginFor<T>,
			agreement: AgreementId,
			ticket: TicketIndex,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_ticket(who, agreement, ticket)
		}

		/// Show that a device did what it was told.
		///
		/// Origin: any account. The device has signed an `Acknowledgement` (`hallmark-keys`) of this
		/// command, given so often, with the key that speaks for it now. Emits
		/// [`Event::Acknowledged`]. One signature.
		#[pallet::call_index(9)]
		pub fn acknowledge_command(
			origin: OriginFor<T>,
			agreement: AgreementId,
			command: CommandIndex,
			issue: u32,
			signature: Signature,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_acknowledge_command(agreement, command, issue, &signature)
		}

		/// Challenge a clause that came true: it does not fire before the arbiter has decided, or let
		/// its time pass.
		///
		/// Origin: an account that acts for a party in `Scope::Agreements`. The bond is held of the
		/// account that signed for the party. Emits [`Event::Challenged`]. O(1).
		#[pallet::call_index(10)]
		pub fn challenge(
			origin: OriginFor<T>,
			agreement: AgreementId,
			clause: ClauseIndex,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_challenge(who, agreement, clause)
		}

		/// Decide about a clause that was challenged.
		///
		/// Origin: an account that acts for the arbiter in `Scope::Agreements`. What is decided is done
		/// when the agreement is evaluated next, at the latest in the next block. Emits
		/// [`Event::Ruled`]. O(parties).
		#[pallet::call_index(11)]
		pub fn rule(
			origin: OriginFor<T>,
			agreement: AgreementId,
			clause: ClauseIndex,
			ruling: Ruling,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rule(who, agreement, clause, ruling)
		}

		/// Name the account into which a party is paid from now on. What goes back goes to the account
		/// that signed all the same.
		///
		/// Origin: an account that acts for a party in `Scope::Agreements`. Emits
		/// [`Event::PayeeChanged`]. O(1).
		#[pallet::call_index(12)]
		pub fn set_payee(
			origin: OriginFor<T>,
			agreement: AgreementId,
			payee: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_payee(who, agreement, payee)
		}

		/// Claim what a party is owed and could not be paid. The caller gets it.
		///
		/// Origin: an account that acts for a party in `Scope::Agreements`; a suspended party can
		/// receive. Emits [`Event::Claimed`]. O(parties).
		#[pallet::call_index(13)]
		pub fn claim(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim(who, agreement)
		}

		/// Evaluate an agreement now.
		///
		/// Origin: any account, which pays for it. Sees everything that was heard until now, unless a
		/// round of evaluation is under way: then what was heard before that round. Emits what comes of
		/// it. O(nodes of all conditions).
		#[pallet::call_index(14)]
		#[pallet::weight(Pallet::<T>::step_weight())]
		pub fn poke(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			Self::do_poke(agreement)
		}

		/// Remove an agreement that is over. The deposit goes back to whoever paid it.
		///
		/// Origin: an account that acts for a party in `Scope::Agreements`, `RetentionPeriod` after the end.
		/// Nobody may be owed anything. Emits [`Event::Removed`]. O(firings on record).
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::remove(T::KeptFirings::get()))]
		pub fn remove(origin: OriginFor<T>, agreement: AgreementId) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let firings = Self::do_remove(who, agreement)?;
			Ok(Some(T::WeightInfo::remove(firings)).into())
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What was agreed.
		pub fn terms(agreement: AgreementId) -> Option<Terms> {
			Agreed::<T>::get(agreement)
		}

		/// Where an agreement stands.
		pub fn status(agreement: AgreementId) -> Option<StatusView<T::AccountId>> {
			Self::status_of(agreement)
		}

		/// The agreements of an organisation, as a party or as the arbiter, in no particular order.
		pub fn agreements_of(
			org: OrgId,
			after: Option<AgreementId>,
			limit: u32,
		) -> Page<AgreementId, AgreementId> {
			Self::page_of_agreements(org, after, limit)
		}

		/// Each clause's condition now, and why.
		pub fn explain(agreement: AgreementId) -> Option<Vec<ClauseView>> {
			Self::explanation_of(agreement)
		}

		/// What each clause would do if a stream said this now: a dry run, which changes nothing.
		pub fn what_if(
			agreement: AgreementId,
			signal: Signal,
			value: i64,
		) -> Option<Vec<Forecast>> {
			Self::forecast_of(agreement, &signal, value)
		}

		/// The clauses that came true last, by number, the oldest first.
		pub fn firings(
			agreement: AgreementId,
			after: Option<u32>,
			limit: u32,
		) -> Page<Firing, u32> {
			Self::page_of_firings(agreement, after, limit)
		}

		/// Who agreed on what, what happened, when, and on which evidence.
		pub fn statement(agreement: AgreementId) -> Option<Statement<T::AccountId>> {
			Self::statement_of(agreement)
		}

		/// An agreement's tickets.
		pub fn tickets(agreement: AgreementId) -> Option<Vec<TicketView>> {
			Self::tickets_of(agreement)
		}

		/// What is owed in an agreement and could not be paid.
		pub fn credits(agreement: AgreementId) -> Option<Vec<Credit>> {
			Some(Contracts::<T>::get(agreement)?.credits.into_inner())
		}

		/// How far evaluation has come.
		pub fn progress() -> Rounds {
			Progress::<T>::get()
		}

		/// What the parties of such terms would sign if they were proposed next.
		pub fn next_hash(terms: Box<Terms>) -> H256 {
			terms.hash(
				&Self::genesis(),
				LastAgreement::<T>::get().saturating_add(1),
			)
		}
	}
}
