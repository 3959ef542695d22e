//! Records, and what they cost.

use alloc::{string::String, vec::Vec};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use hallmark_types::{
	gs1::{CompanyPrefix, Gln},
	organisation::{OrgId, Roles, Scope, Scopes, Standing},
	Moment,
};
use polkadot_sdk::{
	frame_support::{
		dispatch::DispatchResult,
		traits::{Consideration, Footprint},
		BoundedVec,
	},
	frame_system,
	sp_core::{ConstU32, H256},
	sp_io::hashing::blake2_256,
	sp_runtime::DispatchError,
};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

use crate::Config;

/// The most bytes in an organisation's name.
pub const MAX_NAME_LENGTH: u32 = 64;

/// The most bytes in a reason.
pub const MAX_REASON_LENGTH: u32 = 128;

/// An organisation's name: UTF-8, something to read in it, no control characters.
pub type Name = BoundedVec<u8, ConstU32<MAX_NAME_LENGTH>>;

/// Why something was done to an organisation, in words: as a [`Name`], but longer.
pub type Reason = BoundedVec<u8, ConstU32<MAX_REASON_LENGTH>>;

/// What is known of an organisation.
#[derive(
	Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo,
)]
pub struct Profile {
	/// Its name, as the council admitted it.
	pub name: Name,
	/// What it is to the others: at least one role.
	pub roles: Roles,
	/// Its Global Location Number, if it has one: well formed, but nobody vouches for it.
	pub gln: Option<Gln>,
	/// Hash of a document about it that is kept elsewhere, if there is one.
	pub metadata: Option<H256>,
}

impl Profile {
	/// What the council's vote commits to: BLAKE2b-256 over the SCALE encoding of the applicant and
	/// the profile.
	pub fn digest<AccountId: Encode>(&self, applicant: &AccountId) -> H256 {
		(applicant, self).using_encoded(blake2_256).into()
	}
}

/// A deposit, and who gets it back.
#[derive(Clone, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Deposit<AccountId, Ticket> {
	/// Who paid it.
	pub payer: AccountId,
	/// The consideration's receipt.
	pub ticket: Ticket,
}

impl<AccountId, Ticket: Consideration<AccountId, Footprint>> Deposit<AccountId, Ticket> {
	/// Take the deposit for `footprint` from `payer`.
	pub(crate) fn take(payer: AccountId, footprint: Footprint) -> Result<Self, DispatchError> {
		let ticket = Ticket::new(&payer, footprint)?;
		Ok(Self { payer, ticket })
	}

	/// Give it back.
	pub(crate) fn give_back(self) -> DispatchResult {
		self.ticket.drop(&self.payer)
	}
}

/// The deposit type of a runtime.
pub type DepositOf<T> =
	Deposit<<T as frame_system::Config>::AccountId, <T as Config>::Consideration>;

/// A request to become a member.
#[derive(Clone, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Application<Deposit> {
	/// What the organisation is to be.
	pub profile: Profile,
	/// When it was made.
	pub since: Moment,
	/// Paid by the applicant. It becomes the organisation's.
	pub deposit: Deposit,
}

/// The application type of a runtime.
pub type ApplicationOf<T> = Application<DepositOf<T>>;

/// A member.
#[derive(Clone, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Organisation<AccountId, Deposit> {
	/// What is known of it.
	pub profile: Profile,
	/// The account that may do everything for it.
	pub admin: AccountId,
	/// To whom the admin has offered its place.
	pub offered_to: Option<AccountId>,
	/// How it stands with the consortium.
	pub standing: Standing,
	/// Since when it stands so.
	pub since: Moment,
	/// How many agents it has, those included who have not accepted yet.
	pub agents: u32,
	/// For the record. Paid by the admin.
	pub deposit: Deposit,
}

/// The organisation type of a runtime.
pub type OrganisationOf<T> = Organisation<<T as frame_system::Config>::AccountId, DepositOf<T>>;

/// What an agent may do, and until when.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Mandate {
	/// The parts of the organisation's business: at least one.
	pub scopes: Scopes,
	/// The first moment at which it may no longer. `None`: no end is set.
	pub expires_at: Option<Moment>,
}

impl Mandate {
	/// Whether it is still good.
	pub fn lasts(&self, now: Moment) -> bool {
		self.expires_at.is_none_or(|end| now < end)
	}

	/// Whether it ends no later than `other`.
	pub fn ends_within(&self, other: &Self) -> bool {
		match (self.expires_at, other.expires_at) {
			(_, None) => true,
			(None, Some(_)) => false,
			(Some(mine), Some(others)) => mine <= others,
		}
	}
}

/// An agent of an organisation.
#[derive(Clone, Debug, Decode, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
pub struct Agency<Deposit> {
	/// What the agent may do.
	pub mandate: Mandate,
	/// Whether the account has agreed. Before, it is no agent.
	pub accepted: bool,
	/// Paid by whoever named the agent.
	pub deposit: Deposit,
}

/// The agency type of a runtime.
pub type AgencyOf<T> = Agency<DepositOf<T>>;

/// As what an account acts.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub enum Capacity {
	/// As the admin.
	#[codec(index = 0)]
	Admin,
	/// As an agent, within a mandate.
	#[codec(index = 1)]
	Agent,
}

/// The one organisation that an account acts for.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	TypeInfo,
)]
pub struct Membership {
	/// The organisation.
	pub org: OrgId,
	/// As what.
	pub capacity: Capacity,
}

/// What an account that acts for an organisation may do.
#[derive(Clone, Copy, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub enum Authority {
	/// It may do everything.
	#[codec(index = 0)]
	Admin,
	/// It may do this, while the mandate lasts.
	#[codec(index = 1)]
	Agent(Mandate),
}

impl Authority {
	/// Whether it extends to `scope`.
	pub fn covers(&self, scope: Scope) -> bool {
		match self {
			Authority::Admin => true,
			Authority::Agent(own) => own.scopes.contains(scope),
		}
	}

	/// Whether agents with `scopes` are its to manage. To an agent, those are agents with scopes of
	/// its own, and none that manage agents themselves.
	pub fn manages(&self, scopes: Scopes) -> bool {
		match self {
			Authority::Admin => true,
			Authority::Agent(own) => scopes.is_within(own.scopes.without(Scope::Organisation)),
		}
	}

	/// Whether it can give `mandate` to another. An agent gives none that outlasts its own.
	pub fn gives(&self, mandate: &Mandate) -> bool {
		self.manages(mandate.scopes)
			&& match self {
				Authority::Admin => true,
				Authority::Agent(own) => mandate.ends_within(own),
			}
	}
}

/// What a view says of an agent.
#[derive(Clone, Debug, Decode, DecodeWithMemTracking, Encode, Eq, PartialEq, TypeInfo)]
pub struct Agent<AccountId> {
	/// Who it is.
	pub account: AccountId,
	/// What it may do.
	pub mandate: Mandate,
	/// Whether it has agreed.
	pub accepted: bool,
}

/// A member from the first block on.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Founder<AccountId> {
	/// Its name, as a [`Name`].
	pub name: String,
	/// Its admin, who pays the deposit.
	pub admin: AccountId,
	/// At least one role.
	pub roles: Roles,
	/// Its GLN, if it has one.
	#[serde(default)]
	pub gln: Option<Gln>,
	/// The GS1 Company Prefixes that it holds.
	#[serde(default)]
	pub prefixes: Vec<CompanyPrefix>,
}
