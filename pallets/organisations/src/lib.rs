#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

use polkadot_sdk::{frame_support, frame_system, sp_runtime};

mod admin;
mod admission;
mod agents;
mod authority;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
#[cfg(test)]
mod mock;
mod prefixes;
mod profile;
mod standing;
#[cfg(test)]
mod tests;
#[cfg(any(feature = "try-runtime", test))]
mod try_state;
pub mod types;
pub mod weights;

use authority::Actor;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

#[frame_support::pallet]
#[allow(missing_docs)] // The macros' own items; ours are documented.
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame_support::{
		pallet_prelude::*,
		traits::{Consideration, Footprint, Time},
	};
	use frame_system::pallet_prelude::*;
	use hallmark_types::{
		gs1::{CompanyPrefix, Digits, Gln},
		organisation::{OrgId, Roles, Scopes},
		page::Page,
		Moment,
	};
	use polkadot_sdk::sp_core::H256;

	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: polkadot_sdk::frame_system::Config {
		/// The council: who admits and expels members, gives roles and assigns prefixes.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Domain time.
		type Time: Time<Moment = Moment>;

		/// What an application, a member and an agent cost while they are stored.
		type Consideration: Consideration<Self::AccountId, Footprint>;

		/// The most agents of one organisation, those included who have not accepted yet.
		#[pallet::constant]
		type MaxAgents: Get<u32>;

		/// Measured weights.
		type WeightInfo: WeightInfo;
	}

	/// Why this pallet holds money.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// For what it keeps: applications, members, agents.
		#[codec(index = 0)]
		Storage,
	}

	/// Requests to become a member, by the account that made them and is to be the admin.
	///
	/// Blake2_128Concat: users choose their accounts.
	#[pallet::storage]
	pub type Applications<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, ApplicationOf<T>, OptionQuery>;

	/// The number that was given last.
	#[pallet::storage]
	pub type LastId<T: Config> = StorageValue<_, OrgId, ValueQuery>;

	/// The members, past ones included.
	///
	/// Twox64Concat: we assign the numbers.
	#[pallet::storage]
	pub type Members<T: Config> =
		StorageMap<_, Twox64Concat, OrgId, OrganisationOf<T>, OptionQuery>;

	/// Whom an account acts for.
	///
	/// Blake2_128Concat: users choose their accounts.
	#[pallet::storage]
	pub type Accounts<T: Config> =
		StorageMap<_, Blake2_128Concat, T::AccountId, Membership, OptionQuery>;

	/// The agents of an organisation, those included who have not accepted yet.
	///
	/// Twox64Concat and Blake2_128Concat: we assign the numbers, users choose their accounts.
	#[pallet::storage]
	pub type Agents<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		OrgId,
		Blake2_128Concat,
		T::AccountId,
		AgencyOf<T>,
		OptionQuery,
	>;

	/// Who holds a company prefix.
	///
	/// Twox64Concat: only a vote adds a key.
	#[pallet::storage]
	pub type Prefixes<T: Config> = StorageMap<_, Twox64Concat, CompanyPrefix, OrgId, OptionQuery>;

	/// How many of [`Prefixes`] lie inside this one, where there are any. Tells in one read that it
	/// can be assigned to nobody.
	///
	/// Twox64Concat: only a vote adds a key.
	#[pallet::storage]
	pub type PrefixesInside<T: Config> =
		StorageMap<_, Twox64Concat, CompanyPrefix, u32, ValueQuery>;

	#[pallet::genesis_config]
	#[derive(frame_support::DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// The first members, numbered from 1 on. Their admins pay deposits, so they need money in
		/// the genesis of an earlier pallet.
		pub organisations: Vec<Founder<T::AccountId>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for founder in &self.organisations {
				Pallet::<T>::found(founder).unwrap_or_else(|error| {
					panic!("genesis: organisation {}: {error:?}", founder.name)
				});
			}
		}
	}

	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// An account applied for membership.
		Applied {
			/// Who is to be the admin.
			applicant: T::AccountId,
			/// What a vote for it has to name: see [`Profile::digest`].
			digest: H256,
		},
		/// An application was taken back.
		ApplicationWithdrawn {
			/// Whose it was.
			applicant: T::AccountId,
		},
		/// An application was declined.
		Declined {
			/// Whose it was.
			applicant: T::AccountId,
			/// Why.
			reason: Reason,
		},
		/// There is a new member.
		Admitted {
			/// Its number.
			org: OrgId,
			/// Its admin.
			admin: T::AccountId,
			/// Its roles.
			roles: Roles,
		},
		/// The council set a member's roles.
		RolesSet {
			/// Whose.
			org: OrgId,
			/// All that it has now.
			roles: Roles,
		},
		/// A member changed what is its own to say about itself.
		MetadataSet {
			/// Which.
			org: OrgId,
			/// Its GLN now.
			gln: Option<Gln>,
			/// The hash of the document about it now.
			metadata: Option<H256>,
		},
		/// A member was suspended: it can receive, not act.
		Suspended {
			/// Which.
			org: OrgId,
			/// The regulator who did it, or `None` for the council.
			by: Option<OrgId>,
			/// Why.
			reason: Reason,
		},
		/// A suspended member is active again.
		Reinstated {
			/// Which.
			org: OrgId,
		},
		/// A member was expelled, for ever.
		Expelled {
			/// Which.
			org: OrgId,
			/// Why.
			reason: Reason,
		},
		/// An account was named as agent. It is none before it accepts.
		AgentAdded {
			/// For whom.
			org: OrgId,
			/// Who.
			agent: T::AccountId,
			/// What it is to do.
			mandate: Mandate,
		},
		/// An account agreed to be an agent.
		AgencyAccepted {
			/// For whom.
			org: OrgId,
			/// Who.
			agent: T::AccountId,
		},
		/// An agent's mandate was changed.
		MandateSet {
			/// For whom it acts.
			org: OrgId,
			/// Who.
			agent: T::AccountId,
			/// What it may do now.
			mandate: Mandate,
		},
		/// An agent was removed or left, or was never to accept.
		AgentRemoved {
			/// For whom it acted.
			org: OrgId,
			/// Who.
			agent: T::AccountId,
		},
		/// An admin offered its place to another account, or took the offer back.
		AdminOffered {
			/// For which organisation.
			org: OrgId,
			/// To whom, or `None` if the offer was taken back.
			to: Option<T::AccountId>,
		},
		/// An organisation has another admin.
		AdminChanged {
			/// Which.
			org: OrgId,
			/// Who was.
			from: T::AccountId,
			/// Who is.
			to: T::AccountId,
		},
		/// A company prefix was assigned.
		PrefixAssigned {
			/// The prefix.
			prefix: CompanyPrefix,
			/// To whom.
			org: OrgId,
		},
		/// A company prefix was taken from its holder.
		PrefixWithdrawn {
			/// The prefix.
			prefix: CompanyPrefix,
			/// Who held it.
			org: OrgId,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// The account acts for no organisation.
		NotAMember,
		/// The account is not the organisation's admin.
		NotAdmin,
		/// The agent's mandate does not extend to this.
		OutOfScope,
		/// The agent's mandate has ended.
		AgencyExpired,
		/// The organisation is suspended: it can receive, not act.
		OrganisationSuspended,
		/// The organisation is expelled.
		OrganisationExpelled,
		/// The organisation is no regulator.
		NotARegulator,
		/// There is no organisation of that number.
		UnknownOrganisation,
		/// The account acts for an organisation already: it has to leave that first.
		AlreadyActs,
		/// The account has an open application: it has to take that back first.
		ApplicationOpen,
		/// The account has no open application.
		NoApplication,
		/// The account's application is not the one that was voted on.
		ApplicationDiffers,
		/// A name or a reason is empty, is no UTF-8, or has control characters in it.
		NotText,
		/// An organisation has at least one role.
		NoRoles,
		/// The organisation is not suspended.
		NotSuspended,
		/// Regulators are suspended by the council alone.
		SubjectIsRegulator,
		/// An agent has at least one scope.
		NoScopes,
		/// The mandate would have ended before it begins.
		MandateEnded,
		/// An agent can give, and take from others, no more than it has itself.
		BeyondOwnAuthority,
		/// The account is the organisation's agent already, or was asked to be.
		AlreadyAgent,
		/// The account is not the organisation's agent, nor was it asked to be.
		NotAgent,
		/// The organisation has as many agents as it can have.
		TooManyAgents,
		/// This was not offered.
		NotOffered,
		/// The company prefix is assigned already.
		PrefixTaken,
		/// The company prefix lies inside another, or another inside it.
		PrefixOverlaps,
		/// The company prefix is not assigned.
		PrefixNotAssigned,
		/// Every number was given.
		NoIdsLeft,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight(<T as Config>::WeightInfo))]
	impl<T: Config> Pallet<T> {
		/// Ask to be admitted as an organisation, with the caller as its admin.
		///
		/// Origin: signed, by an account that acts for no organisation. Takes a deposit, which
		/// becomes the organisation's or comes back. Emits [`Event::Applied`]. O(1).
		#[pallet::call_index(0)]
		pub fn apply(
			origin: OriginFor<T>,
			name: Name,
			roles: Roles,
			gln: Option<Gln>,
			metadata: Option<H256>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_apply(
				who,
				Profile {
					name,
					roles,
					gln,
					metadata,
				},
			)
		}

		/// Take back the caller's application and its deposit.
		///
		/// Origin: signed. Emits [`Event::ApplicationWithdrawn`]. O(1).
		#[pallet::call_index(1)]
		pub fn withdraw_application(origin: OriginFor<T>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_application(who)
		}

		/// Admit `applicant` as an organisation.
		///
		/// Origin: [`Config::GovernanceOrigin`]. `digest` is that of the application which was
		/// voted on: one that was swapped since is refused. Emits [`Event::Admitted`]. O(1).
		#[pallet::call_index(2)]
		pub fn admit(
			origin: OriginFor<T>,
			applicant: T::AccountId,
			digest: H256,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_admit(applicant, digest)
		}

		/// Decline `applicant`'s application and return its deposit.
		///
		/// Origin: [`Config::GovernanceOrigin`]. Emits [`Event::Declined`]. O(1).
		#[pallet::call_index(3)]
		pub fn decline(
			origin: OriginFor<T>,
			applicant: T::AccountId,
			reason: Reason,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_decline(applicant, reason)
		}

		/// Give `org` these roles and no others.
		///
		/// Origin: [`Config::GovernanceOrigin`]. Emits [`Event::RolesSet`]. O(1).
		#[pallet::call_index(4)]
		pub fn set_roles(origin: OriginFor<T>, org: OrgId, roles: Roles) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_roles(org, roles)
		}

		/// Replace the GLN and the metadata hash of the caller's organisation.
		///
		/// Origin: signed, by its admin or an agent with the scope `Organisation`. Emits
		/// [`Event::MetadataSet`]. O(1).
		#[pallet::call_index(5)]
		pub fn set_metadata(
			origin: OriginFor<T>,
			gln: Option<Gln>,
			metadata: Option<H256>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_metadata(who, gln, metadata)
		}

		/// Suspend `org`: until it is reinstated, nobody acts for it.
		///
		/// Origin: [`Config::GovernanceOrigin`], or signed by a regulator's admin or agent with
		/// the scope `Regulation`. A regulator cannot suspend a regulator. Emits
		/// [`Event::Suspended`]. O(1).
		#[pallet::call_index(6)]
		pub fn suspend(origin: OriginFor<T>, org: OrgId, reason: Reason) -> DispatchResult {
			let regulator = match T::GovernanceOrigin::try_origin(origin) {
				Ok(_) => None,
				Err(origin) => Some(ensure_signed(origin)?),
			};
			Self::do_suspend(regulator, org, reason)
		}

		/// Lift the suspension of `org`.
		///
		/// Origin: [`Config::GovernanceOrigin`], whoever suspended it. Emits
		/// [`Event::Reinstated`]. O(1).
		#[pallet::call_index(7)]
		pub fn reinstate(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_reinstate(org)
		}

		/// Expel `org`, for ever.
		///
		/// Origin: [`Config::GovernanceOrigin`]. Record, deposit and prefixes stay, for others
		/// refer to them. Emits [`Event::Expelled`]. O(1).
		#[pallet::call_index(8)]
		pub fn expel(origin: OriginFor<T>, org: OrgId, reason: Reason) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_expel(org, reason)
		}

		/// Ask `account` to be an agent of the caller's organisation, with these scopes, until
		/// `expires_at` (the first moment at which it no longer is).
		///
		/// Origin: signed, by the admin or an agent with the scope `Organisation`, who can give
		/// scopes that it has itself other than that one, for no longer than it has them. Takes a
		/// deposit from the caller. Emits [`Event::AgentAdded`]. O(1).
		#[pallet::call_index(9)]
		pub fn add_agent(
			origin: OriginFor<T>,
			account: T::AccountId,
			scopes: Scopes,
			expires_at: Option<Moment>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_add_agent(who, account, Mandate { scopes, expires_at })
		}

		/// Agree to be an agent of `org`.
		///
		/// Origin: signed, by an account that was asked, acts for no organisation and has no open
		/// application. Emits [`Event::AgencyAccepted`]. O(1).
		#[pallet::call_index(10)]
		pub fn accept_agency(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_agency(who, org)
		}

		/// Change what `account` may do as an agent of the caller's organisation, and until when.
		/// It need not agree anew.
		///
		/// Origin: as [`Pallet::add_agent`]; and what the agent could do before must have been the
		/// caller's to give. Emits [`Event::MandateSet`]. O(1).
		#[pallet::call_index(11)]
		pub fn set_mandate(
			origin: OriginFor<T>,
			account: T::AccountId,
			scopes: Scopes,
			expires_at: Option<Moment>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_mandate(who, account, Mandate { scopes, expires_at })
		}

		/// Remove `account` from the agents of the caller's organisation, whether it has accepted
		/// or not, and return the deposit to whoever paid it.
		///
		/// Origin: signed, by the admin, by `account` itself (both whatever the organisation's
		/// standing), or by an agent with the scope `Organisation`, all of `account`'s scopes
		/// being its to give. Emits [`Event::AgentRemoved`]. O(1).
		#[pallet::call_index(12)]
		pub fn remove_agent(origin: OriginFor<T>, account: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_agent(who, account)
		}

		/// Offer the admin's place to `to`, instead of any earlier offer; or take the offer back.
		///
		/// Origin: signed, by the admin. Emits [`Event::AdminOffered`]. O(1).
		#[pallet::call_index(13)]
		pub fn offer_admin(origin: OriginFor<T>, to: Option<T::AccountId>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer_admin(who, to)
		}

		/// Become the admin of `org`.
		///
		/// Origin: signed, by the account to which the place was offered; it may be an agent of
		/// that organisation, but act for no other. Takes a deposit from it and returns the former
		/// admin's. Emits [`Event::AdminChanged`]. O(1).
		#[pallet::call_index(14)]
		pub fn accept_admin(origin: OriginFor<T>, org: OrgId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_admin(who, org)
		}

		/// Assign the GS1 Company Prefix `prefix` to `org`.
		///
		/// Origin: [`Config::GovernanceOrigin`]. Refused where it is assigned already, lies inside
		/// an assigned one, or contains one. Emits [`Event::PrefixAssigned`]. O(digits).
		#[pallet::call_index(15)]
		pub fn assign_prefix(
			origin: OriginFor<T>,
			prefix: CompanyPrefix,
			org: OrgId,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_assign_prefix(prefix, org)
		}

		/// Take the GS1 Company Prefix `prefix` from its holder.
		///
		/// Origin: [`Config::GovernanceOrigin`]. Emits [`Event::PrefixWithdrawn`]. O(digits).
		#[pallet::call_index(16)]
		pub fn withdraw_prefix(origin: OriginFor<T>, prefix: CompanyPrefix) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_withdraw_prefix(prefix)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The open application of `applicant`, and the digest that a vote for it has to name.
		pub fn application(applicant: T::AccountId) -> Option<(ApplicationOf<T>, H256)> {
			let application = Applications::<T>::get(&applicant)?;
			let digest = application.profile.digest(&applicant);
			Some((application, digest))
		}

		/// The organisation of that number.
		pub fn organisation(org: OrgId) -> Option<OrganisationOf<T>> {
			Members::<T>::get(org)
		}

		/// Which organisation `account` acts for, and what it may do for it. The organisation may
		/// be suspended or expelled, and an agent's mandate may have ended.
		pub fn organisation_of(account: T::AccountId) -> Option<(OrgId, Authority)> {
			Self::membership(&account)
		}

		/// The agents of `org` from the one after `after` on, or from the first: at most `limit`,
		/// and never more than [`MAX_PAGE`](hallmark_types::page::MAX_PAGE).
		pub fn agents(
			org: OrgId,
			after: Option<T::AccountId>,
			limit: u32,
		) -> Page<Agent<T::AccountId>, T::AccountId> {
			Self::agents_after(org, after, limit)
		}

		/// The organisation that holds the GS1 Company Prefix with which `key` begins.
		pub fn prefix_holder(key: Digits) -> Option<OrgId> {
			Self::assigned(key).map(|(_, holder)| holder)
		}
	}
}
