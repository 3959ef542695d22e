#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use polkadot_sdk::{
	frame_support, frame_system, pallet_session, sp_consensus_aura, sp_core, sp_io, sp_runtime,
	sp_session, sp_staking,
};

#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod equivocation;
#[cfg(test)]
mod mock;
mod offences;
mod seats;
mod sessions;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
pub mod weights;

const LOG_TARGET: &str = "runtime::validator-set";

pub use equivocation::AuraEquivocationOffence;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
#[allow(missing_docs)] // The macros' own items; ours are documented.
pub mod pallet {
	use super::*;
	use alloc::{boxed::Box, vec::Vec};
	use frame_support::pallet_prelude::*;
	use frame_system::pallet_prelude::*;
	use pallet_session::historical::IdentificationTuple;
	use sp_core::H256;
	use sp_session::MembershipProof;
	use sp_staking::{offence::ReportOffence, SessionIndex};

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config:
		polkadot_sdk::frame_system::Config
		+ pallet_session::Config<ValidatorId = <Self as frame_system::Config>::AccountId>
		+ pallet_session::historical::Config
	{
		/// Who votes authorities in and out, and sets the bounds.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Where a proven Aura equivocation is recorded. It comes back to this pallet through
		/// [`OnOffenceHandler`](sp_staking::offence::OnOffenceHandler), as GRANDPA's do.
		type ReportOffence: ReportOffence<
			Self::AccountId,
			IdentificationTuple<Self>,
			AuraEquivocationOffence<IdentificationTuple<Self>>,
		>;

		/// The most seats there can be. Bounds every loop over the set.
		#[pallet::constant]
		type MaxValidators: Get<u32>;

		/// The shortest session that can be voted for, in blocks.
		#[pallet::constant]
		type MinSessionLength: Get<BlockNumberFor<Self>>;

		/// For how many sessions evidence of an offence is accepted: the membership roots of
		/// older sessions are pruned.
		#[pallet::constant]
		type EvidenceLifetime: Get<SessionIndex>;

		/// The largest evidence of an Aura equivocation, in encoded bytes of its two headers.
		#[pallet::constant]
		type MaxEvidenceLength: Get<u32>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// The seats: who authors and finalises from the session after next on.
	///
	/// Twox64Concat: only a vote adds a key.
	#[pallet::storage]
	pub type Validators<T: Config> =
		CountedStorageMap<_, Twox64Concat, T::AccountId, Seat, OptionQuery>;

	/// A vote cannot bring the number of seats below this.
	#[pallet::storage]
	pub type MinimumValidators<T: Config> = StorageValue<_, u32, ValueQuery>;

	/// Blocks in a session.
	#[pallet::storage]
	pub type SessionLength<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// The block at which the running session began.
	#[pallet::storage]
	pub type SessionStart<T: Config> = StorageValue<_, BlockNumberFor<T>, ValueQuery>;

	/// Who lost a seat through a proven offence and has not been voted back in, with the session
	/// of the latest offence.
	///
	/// Twox64Concat: only a conviction adds a key.
	#[pallet::storage]
	pub type Offenders<T: Config> =
		StorageMap<_, Twox64Concat, T::AccountId, SessionIndex, OptionQuery>;

	/// Session keys that no seat is given to: each is the hash of key type and public key.
	///
	/// Identity: the key is a hash that we made.
	#[pallet::storage]
	pub type BurnedKeys<T: Config> = StorageMap<_, Identity, H256, (), OptionQuery>;

	/// Fingerprint of the set that was planned last, with its session keys: an unchanged set is
	/// not announced again, so that GRANDPA's authority set changes only when the authorities do.
	#[pallet::storage]
	pub type PlannedSet<T: Config> = StorageValue<_, H256, OptionQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first authorities. Each needs its session keys in pallet-session's genesis.
		pub validators: Vec<T::AccountId>,
		/// The least number of seats: at least 1, at most the number of validators.
		pub minimum: u32,
		/// Blocks in a session: at least `MinSessionLength`.
		pub session_length: BlockNumberFor<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			// A chain without seats is one that this pallet is not used on yet.
			if self.validators.is_empty() {
				return;
			}
			let seats = self.validators.len() as u32;
			assert!(
				seats <= T::MaxValidators::get(),
				"genesis: {seats} validators are more than MaxValidators"
			);
			assert!(
				self.minimum >= 1 && self.minimum <= seats,
				"genesis: minimum {} is not between 1 and the {seats} validators",
				self.minimum
			);
			assert!(
				self.session_length >= T::MinSessionLength::get(),
				"genesis: the session length is below MinSessionLength"
			);
			for who in &self.validators {
				assert!(
					!Validators::<T>::contains_key(who),
					"genesis: a validator stands twice"
				);
				Validators::<T>::insert(who, Seat::default());
			}
			MinimumValidators::<T>::put(self.minimum);
			SessionLength::<T>::put(self.session_length);
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A seat was given by vote.
		ValidatorAdded {
			/// Who holds it.
			validator: T::AccountId,
			/// The first session in which it authors.
			effective: SessionIndex,
		},
		/// A seat was taken by vote.
		ValidatorRemoved {
			/// Who held it.
			validator: T::AccountId,
			/// The first session in which it no longer authors.
			effective: SessionIndex,
		},
		/// A seat was lost through a proven offence, and the session keys with it.
		OffenderRemoved {
			/// Who held it.
			validator: T::AccountId,
			/// The session of the offence.
			offence_session: SessionIndex,
			/// The first session in which it is no longer an authority.
			effective: SessionIndex,
		},
		/// An offence of the only validator was proven. The seat stays, for without it the chain
		/// would end: the council has to act.
		LastValidatorOffended {
			/// Who holds the only seat.
			validator: T::AccountId,
			/// The session of the offence.
			offence_session: SessionIndex,
		},
		/// The least number of seats was set by vote.
		MinimumSet {
			/// The number.
			minimum: u32,
		},
		/// The length of a session was set by vote. It holds from the running session on.
		SessionLengthSet {
			/// The length in blocks.
			blocks: BlockNumberFor<T>,
		},
		/// An account without a seat took its session keys back.
		KeysWithdrawn {
			/// Whose keys they were.
			who: T::AccountId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The account holds a seat already.
		AlreadyValidator,
		/// The account holds no seat.
		NotValidator,
		/// Every seat is taken.
		TooManyValidators,
		/// The number of seats would fall below the minimum.
		BelowMinimum,
		/// The account has registered no session keys: it has to call `session.set_keys` first.
		KeysNotSet,
		/// One of the account's session keys took part in an offence: it needs fresh ones.
		KeysBurned,
		/// The minimum is not between 1 and the number of seats.
		MinimumOutOfRange,
		/// The session would be shorter than `MinSessionLength`.
		SessionTooShort,
		/// The session keys are in use: the account holds a seat, or its last session has not
		/// ended yet.
		KeysInUse,
		/// The key did not belong to an authority of the session that the proof names.
		InvalidKeyOwnershipProof,
		/// This offence was reported before.
		OffenceAlreadyReported,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			assert!(
				T::MaxValidators::get() > 0,
				"MaxValidators: there must be room for one"
			);
			assert!(
				T::EvidenceLifetime::get() >= 2,
				"EvidenceLifetime: the running session and the one before must be provable"
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
		/// Give `validator` a seat, from the session after next on.
		///
		/// Origin: [`Config::GovernanceOrigin`]. The account must have registered session keys,
		/// none of them burned. An offender comes back this way: offences from before its return
		/// are settled by it. Emits [`Event::ValidatorAdded`]. O(1).
		#[pallet::call_index(0)]
		pub fn add_validator(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_add_validator(validator)
		}

		/// Take `validator`'s seat, from the session after next on.
		///
		/// Origin: [`Config::GovernanceOrigin`]. Refused where it would leave fewer seats than
		/// the minimum. Emits [`Event::ValidatorRemoved`]. O(1).
		#[pallet::call_index(1)]
		pub fn remove_validator(origin: OriginFor<T>, validator: T::AccountId) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_remove_validator(validator)
		}

		/// Set the least number of seats.
		///
		/// Origin: [`Config::GovernanceOrigin`]. Between 1 and the number of seats. Emits
		/// [`Event::MinimumSet`]. O(1).
		#[pallet::call_index(2)]
		pub fn set_minimum(origin: OriginFor<T>, minimum: u32) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_minimum(minimum)
		}

		/// Set the number of blocks in a session, the running one included.
		///
		/// Origin: [`Config::GovernanceOrigin`]. Emits [`Event::SessionLengthSet`]. O(1).
		#[pallet::call_index(3)]
		pub fn set_session_length(
			origin: OriginFor<T>,
			blocks: BlockNumberFor<T>,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_session_length(blocks)
		}

		/// Take back the caller's session keys and their deposit.
		///
		/// Origin: signed, by an account without a seat that is no authority of the running or
		/// the next session. It stands in for `session.purge_keys`, which would let a seated
		/// validator leave a hole in the set. Emits [`Event::KeysWithdrawn`]. O(validators).
		#[pallet::call_index(4)]
		pub fn withdraw_keys(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_keys(who)
		}

		/// Convict an authority of sealing two blocks for one slot.
		///
		/// No account and no fee: the evidence is its own authority, and it is checked in full
		/// before the call is dispatched (see [`Evidence`]). A node makes this transaction itself
		/// when it sees the two blocks; the pool takes it from its own node only. Emits the
		/// events of the offence. O(validators).
		#[pallet::call_index(5)]
		#[pallet::weight((<T as Config>::WeightInfo::report_aura_equivocation(), DispatchClass::Operational))]
		#[pallet::weight_of_authorize(<T as Config>::WeightInfo::authorize_report_aura_equivocation())]
		#[pallet::authorize(|source, evidence, proof| Self::authorize_report(source, evidence, proof))]
		pub fn report_aura_equivocation(
			origin: OriginFor<T>,
			evidence: Box<Evidence<HeaderFor<T>>>,
			key_owner_proof: MembershipProof,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_report(*evidence, key_owner_proof)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The accounts that hold a seat.
		pub fn validators() -> Vec<T::AccountId> {
			Self::seated()
		}

		/// What stands between `who` and a seat, or that it holds one.
		pub fn standing(who: T::AccountId) -> Standing {
			Self::standing_of(&who)
		}
	}
}
