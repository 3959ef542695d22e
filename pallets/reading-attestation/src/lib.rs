#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use frame_support::pallet_macros::import_section;
use polkadot_sdk::{frame_support, frame_system, sp_core, sp_io, sp_runtime};

mod batches;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod conduct;
mod deposits;
mod drafts;
mod errors;
mod events;
mod intake;
#[cfg(test)]
mod mock;
mod peers;
mod plans;
mod quota;
mod refusal;
mod relay;
mod signatures;
mod streams;
mod submit;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
mod views;
mod watching;
mod weighing;
pub mod weights;

pub use pallet::*;
pub use refusal::Refusal;
pub use signatures::{Claim, VerifyAll};
pub use types::*;
pub use weights::WeightInfo;

#[import_section(errors::errors)]
#[import_section(events::events)]
#[frame_support::pallet]
#[allow(missing_docs)] // The macros' own items; ours are documented.
pub mod pallet {
	use super::*;
	use frame_support::{
		pallet_prelude::*,
		traits::{
			fungible::{Inspect, MutateHold},
			Consideration, Footprint, Time,
		},
	};
	use frame_system::pallet_prelude::*;
	use hallmark_envelope::Leaf;
	use hallmark_types::{
		device::{DeviceId, Discipline, Passports},
		organisation::{ActsFor, OrgId},
		readings::{BatchId, OnReading, Signal, StreamName},
		windows::Windows,
		Moment,
	};
	use sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	/// What is held for a datum, and for whom.
	pub type DepositOf<T> =
		Deposit<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

	/// An amount of the currency that quotas are enlarged with.
	pub type BalanceOf<T> =
		<<T as Config>::Currency as Inspect<<T as frame_system::Config>::AccountId>>::Balance;

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why money is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For the bytes of streams and peer groups.
		#[codec(index = 0)]
		Storage,
		/// For as long as it enlarges a quota.
		#[codec(index = 1)]
		Quota,
	}

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config<RuntimeEvent: From<Event<Self>>> {
		/// Who acts for whom.
		type Organisations: ActsFor<Self::AccountId>;

		/// What is known of devices.
		type Devices: Passports;

		/// How a device is quarantined.
		type Discipline: Discipline;

		/// Who hears of readings, of those streams that somebody watches.
		type OnReading: OnReading;

		/// The chain's clock.
		type Time: Time<Moment = Moment>;

		/// How signatures are verified.
		type Signatures: VerifyAll + Default;

		/// What stored bytes cost.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// Why money is held, in this runtime.
		type RuntimeHoldReason: From<HoldReason>;

		/// What quotas are enlarged with.
		type Currency: MutateHold<Self::AccountId, Reason = Self::RuntimeHoldReason>;

		/// How far a measured time may be ahead of the chain's, in milliseconds.
		#[pallet::constant]
		type MaxLead: Get<Moment>;

		/// How far a measured time may lie back, in milliseconds.
		#[pallet::constant]
		type MaxLag: Get<Moment>;

		/// The most streams that a device can ever have opened.
		#[pallet::constant]
		type MaxStreams: Get<u32>;

		/// The most batches that a stream keeps.
		#[pallet::constant]
		type MaxRetention: Get<u32>;

		/// The most seats in peer groups that a device has.
		#[pallet::constant]
		type MaxSeats: Get<u32>;

		/// How many strikes bring a device into quarantine.
		#[pallet::constant]
		type MaxStrikes: Get<u32>;

		/// After how many milliseconds without another one strikes are forgotten.
		#[pallet::constant]
		type StrikePeriod: Get<Moment>;

		/// What an owner's devices can spend at once, in picoseconds of execution time.
		#[pallet::constant]
		type QuotaCapacity: Get<u64>;

		/// How much of that comes back in a second.
		#[pallet::constant]
		type QuotaRecovery: Get<u64>;

		/// What has to be held to have capacity and recovery once more.
		#[pallet::constant]
		type QuotaPrice: Get<BalanceOf<Self>>;

		/// The most units by which a quota can be enlarged.
		#[pallet::constant]
		type MaxQuotaUnits: Get<u32>;

		/// What the base weight of every transaction includes for the verification of its sender's
		/// signature. An envelope that comes by itself has no sender.
		#[pallet::constant]
		type SenderSignature: Get<Weight>;

		/// The priority of envelopes in the pool, the same for all of them. Quotas bound what they
		/// take of a block, so they may go ahead of transactions that pay.
		#[pallet::constant]
		type PoolPriority: Get<u64>;

		/// How many blocks an envelope may stay in the pool.
		#[pallet::constant]
		type PoolLongevity: Get<u64>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// Streams, by device and name.
	///
	/// Identity: the id is a hash that we made. Identity: a name has 16 bytes and lies beneath its
	/// own device, so that an ill-chosen one makes no path longer but the owner's own.
	#[pallet::storage]
	pub type Streams<T: Config> =
		StorageDoubleMap<_, Identity, DeviceId, Identity, StreamName, Stream, OptionQuery>;

	/// What is held for streams.
	///
	/// Hashers as for [`Streams`].
	#[pallet::storage]
	pub type StreamDeposits<T: Config> =
		StorageDoubleMap<_, Identity, DeviceId, Identity, StreamName, DepositOf<T>, OptionQuery>;

	/// Names of closed streams, with the moment: none is opened again. `MaxStreams` bounds how many
	/// a device has.
	///
	/// Hashers as for [`Streams`].
	#[pallet::storage]
	pub type Closed<T: Config> =
		StorageDoubleMap<_, Identity, DeviceId, Identity, StreamName, Moment, OptionQuery>;

	/// Numbers and conduct of devices that ever had a stream.
	///
	/// Identity: the id is a hash that we made.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Identity, DeviceId, Record, OptionQuery>;

	/// The latest batches of a stream: number n lies at n modulo the stream's retention.
	///
	/// Hashers as for [`Streams`]. Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Batches<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Identity, DeviceId>,
			NMapKey<Identity, StreamName>,
			NMapKey<Twox64Concat, u32>,
		),
		Batch,
		OptionQuery,
	>;

	/// Batches that would have been pruned if they were not kept as evidence, by their number.
	///
	/// Hashers as for [`Batches`].
	#[pallet::storage]
	pub type Kept<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Identity, DeviceId>,
			NMapKey<Identity, StreamName>,
			NMapKey<Twox64Concat, u64>,
		),
		Batch,
		OptionQuery,
	>;

	/// The number of the latest peer group.
	#[pallet::storage]
	pub type LastGroup<T: Config> = StorageValue<_, GroupId, ValueQuery>;

	/// Who sits in a peer group.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Groups<T: Config> = StorageMap<_, Twox64Concat, GroupId, GroupOf<T>, OptionQuery>;

	/// What the members of a peer group said last.
	///
	/// Twox64Concat: numbers that we assign.
	#[pallet::storage]
	pub type Circles<T: Config> = StorageMap<_, Twox64Concat, GroupId, Voices, OptionQuery>;

	/// The seats of a device, all its streams together.
	///
	/// Identity: the id is a hash that we made.
	#[pallet::storage]
	pub type SeatsOf<T: Config> =
		StorageMap<_, Identity, DeviceId, BoundedVec<Place, T::MaxSeats>, ValueQuery>;

	/// What the devices of an owner may still spend. One that is not here is full.
	///
	/// Twox64Concat: the organisations count up.
	#[pallet::storage]
	pub type Buckets<T: Config> = StorageMap<_, Twox64Concat, OrgId, Bucket, OptionQuery>;

	/// Who enlarges whose quota.
	///
	/// Twox64Concat: the organisations count up. Blake2_128Concat: accounts are chosen.
	#[pallet::storage]
	pub type Stakes<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrgId,
		Blake2_128Concat,
		T::AccountId,
		Stake<BalanceOf<T>>,
		OptionQuery,
	>;

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				T::MaxLag::get() > 0,
				"MaxLag: a reading takes time to arrive"
			);
			assert!(
				T::MaxStreams::get() > 0,
				"MaxStreams: there must be room for one"
			);
			assert!(
				T::MaxStrikes::get() > 0,
				"MaxStrikes: a device in good standing has none"
			);
			assert!(
				Self::costliest() <= T::QuotaCapacity::get(),
				"QuotaCapacity: the costliest envelope would never be affordable"
			);
			assert!(
				T::QuotaRecovery::get() > 0,
				"QuotaRecovery: a used quota must recover"
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
		/// Open a stream of a device.
		///
		/// Origin: an account that acts for the device's owner in `Scope::Readings`. The device is
		/// not out of use. A deposit for the stream and all batches that it will keep is held of
		/// the caller until the stream is closed. Emits [`Event::StreamOpened`]. O(1).
		#[pallet::call_index(0)]
		pub fn open_stream(
			origin: OriginFor<T>,
			device: DeviceId,
			name: StreamName,
			terms: Terms,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_stream(who, Signal { device, name }, terms)
		}

		/// Change what is expected of a stream, from now on.
		///
		/// Origin: an account that acts for the device's owner in `Scope::Readings`. Unit,
		/// exponent and retention stay. Emits [`Event::StreamAmended`]. O(1).
		#[pallet::call_index(1)]
		pub fn amend_stream(
			origin: OriginFor<T>,
			device: DeviceId,
			name: StreamName,
			bounds: Bounds,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_amend_stream(who, Signal { device, name }, bounds)
		}

		/// Close a stream for good: its name is never given again. Its seat in a peer group
		/// becomes free. Batches that are kept as evidence stay until they are released; the
		/// others are removed. The deposit goes back to whoever paid it.
		///
		/// Origin: an account that acts for the device's owner in `Scope::Readings`, or, if the
		/// device has no passport any more, whoever paid the deposit. Emits
		/// [`Event::StreamClosed`]. O(batches), which the stream's retention bounds.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::close_stream(T::MaxRetention::get()))]
		pub fn close_stream(
			origin: OriginFor<T>,
			device: DeviceId,
			name: StreamName,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let batches = Self::do_close_stream(who, Signal { device, name })?;
			Ok(Some(T::WeightInfo::close_stream(batches)).into())
		}

		/// Take in what a device signed.
		///
		/// Origin: none. No account, no fee: the envelope is its own authority, and it is checked
		/// in full, its signature last, before the call is dispatched. The owner's quota pays.
		/// What is wrong is a [`Refusal`], whose code the pool reports. Emits
		/// [`Event::Attested`], and [`Event::BatchAttested`] and [`Event::Struck`] as it may be.
		/// O(records), of which an envelope has at most 32.
		#[pallet::call_index(3)]
		#[pallet::weight(Pallet::<T>::submit_weight(envelope))]
		#[pallet::weight_of_authorize(Pallet::<T>::authorize_weight(envelope))]
		#[pallet::authorize(|_, envelope| Self::authorize_envelope(envelope))]
		pub fn submit(origin: OriginFor<T>, envelope: EnvelopeBytes) -> DispatchResultWithPostInfo {
			ensure_authorized(origin)?;
			Self::do_submit(&envelope)
		}

		/// Take in what devices signed, as many envelopes as a gateway has at hand.
		///
		/// Origin: any account. Each envelope is judged for itself: a bad one is reported with its
		/// [`Refusal`] and skipped, and leaves nothing behind. Free if all were good; otherwise
		/// the caller pays for the whole call. The owners' quotas pay for what is taken in. Emits
		/// [`Event::Relayed`], and [`Event::BatchAttested`] and [`Event::Struck`] as it may be.
		/// O(envelopes).
		#[pallet::call_index(4)]
		#[pallet::weight(Pallet::<T>::relay_weight(envelopes))]
		pub fn relay(origin: OriginFor<T>, envelopes: Envelopes) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_relay(who, &envelopes)
		}

		/// Show one reading of a batch.
		///
		/// Origin: any account. `path` leads from the reading to the batch's root (RFC 9162
		/// §2.1.3.2). Who watches the stream hears of it, whatever the batch's extremes
		/// suggested. Emits [`Event::ReadingProven`]. At most 17 hashes, the reading's own included.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::prove().saturating_add(T::OnReading::weight()))]
		pub fn prove(
			origin: OriginFor<T>,
			batch: BatchId,
			leaf: Leaf,
			path: Path,
		) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_prove(batch, leaf, &path)
		}

		/// Show that a device signed two different things under one number: it is quarantined at
		/// once.
		///
		/// Origin: any account, which pays nothing if it is right. There is no reward. Both
		/// envelopes must be signed by the device's keys of their days, none of which was in other
		/// hands. Neither needs to have been taken in. Emits [`Event::EquivocationProven`]. Two
		/// signatures.
		#[pallet::call_index(6)]
		#[pallet::weight(
			T::WeightInfo::report_equivocation().saturating_add(T::Discipline::weight())
		)]
		pub fn report_equivocation(
			origin: OriginFor<T>,
			first: EnvelopeBytes,
			second: EnvelopeBytes,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			Self::do_report_equivocation(who, &first, &second)?;
			Ok(Pays::No.into())
		}

		/// Open a peer group.
		///
		/// Origin: an account that acts for an organisation, the group's host, in
		/// `Scope::Readings`. A deposit for the group and all its seats is held of the caller
		/// until the group is closed. Emits [`Event::GroupOpened`]. O(1).
		#[pallet::call_index(7)]
		pub fn open_group(origin: OriginFor<T>, terms: GroupTerms) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_open_group(who, terms)
		}

		/// Close a peer group whose seats are all free. Its number is never given again. The
		/// deposit goes back to whoever paid it.
		///
		/// Origin: an account that acts for the host in `Scope::Readings`. Emits
		/// [`Event::GroupClosed`]. O(1).
		#[pallet::call_index(8)]
		pub fn close_group(origin: OriginFor<T>, group: GroupId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_group(who, group)
		}

		/// Offer a stream a seat in a peer group.
		///
		/// Origin: an account that acts for the host in `Scope::Readings`. The stream has the
		/// group's unit and exponent. Emits [`Event::SeatOffered`]. O(seats).
		#[pallet::call_index(9)]
		pub fn offer_seat(
			origin: OriginFor<T>,
			group: GroupId,
			device: DeviceId,
			name: StreamName,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer_seat(who, group, Signal { device, name })
		}

		/// Take a seat that is offered: from now on the stream is held against the others, and they
		/// against it.
		///
		/// Origin: an account that acts for the device's owner in `Scope::Readings`. Emits
		/// [`Event::SeatTaken`]. O(1).
		#[pallet::call_index(10)]
		pub fn take_seat(origin: OriginFor<T>, place: Place) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_take_seat(who, place)
		}

		/// Free a seat, taken or not.
		///
		/// Origin: an account that acts, in `Scope::Readings`, for the host or for the owner of
		/// the device whose seat it is. Emits [`Event::SeatFreed`]. O(1).
		#[pallet::call_index(11)]
		pub fn free_seat(origin: OriginFor<T>, place: Place) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_free_seat(who, place)
		}

		/// Enlarge the quota of the caller's organisation by so many units, each of which is worth
		/// as much as every owner has for nothing. It fills as it recovers.
		///
		/// Origin: an account that acts for an organisation in `Scope::Readings`. `QuotaPrice` is
		/// held of it for each unit. Emits [`Event::QuotaChanged`]. O(1).
		#[pallet::call_index(12)]
		pub fn raise_quota(origin: OriginFor<T>, units: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_raise_quota(who, units)
		}

		/// Take back what the caller has put up for an organisation's quota, or a part of it.
		///
		/// Origin: the account that put it up, whomever it acts for now. What is in the bucket
		/// beyond the new capacity is lost. Emits [`Event::QuotaChanged`]. O(1).
		#[pallet::call_index(13)]
		pub fn lower_quota(origin: OriginFor<T>, org: OrgId, units: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_lower_quota(who, org, units)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The reading of a stream that was measured last.
		pub fn latest(signal: Signal) -> Option<hallmark_types::readings::Attested> {
			Self::latest_of(&signal)
		}

		/// A stream as it stands.
		pub fn stream(signal: Signal) -> Option<StreamView> {
			Self::view_of(&signal)
		}

		/// A device's open streams, at most 100 at once, from `from` on, that one included.
		pub fn streams(device: DeviceId, from: Option<StreamName>) -> StreamPage {
			Self::streams_of(&device, from)
		}

		/// What landed on a stream of late, as conditions on it see it. `None` where nobody watches.
		pub fn windows(signal: Signal) -> Option<Windows> {
			Streams::<T>::get(signal.device, signal.name)?.windows
		}

		/// A batch that is kept.
		pub fn batch(batch: BatchId) -> Option<Batch> {
			Self::batch_of(&batch)
		}

		/// What [`prove`](Self::prove) would say, without a fee and without anybody hearing of it.
		pub fn check_proof(
			batch: BatchId,
			leaf: Leaf,
			path: Path,
		) -> Result<hallmark_types::readings::Proven, ProofError> {
			Self::check_proof_of(&batch, &leaf, &path)
		}

		/// What an organisation's devices may still spend.
		pub fn quota(org: OrgId) -> QuotaView {
			Self::quota_of(org)
		}

		/// A device's numbers and conduct. `None` if it never had a stream.
		pub fn device(device: DeviceId) -> Option<DeviceView> {
			Self::device_of(&device)
		}

		/// A peer group and what its members said last.
		pub fn group(group: GroupId) -> Option<GroupView> {
			Self::group_of(group)
		}

		/// Why these bytes would not be taken in now, their signature included. `None` if they
		/// would.
		pub fn refusal(envelope: EnvelopeBytes) -> Option<Refusal> {
			Self::refusal_of(&envelope)
		}
	}
}
