//! Who is who in the consortium, and the traits through which a pallet asks about it without
//! knowing who keeps the register.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, Error, Input, MaxEncodedLen};
use core::fmt;
use polkadot_sdk::sp_runtime::DispatchError;
use scale_info::TypeInfo;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::gs1::{CompanyPrefix, Digits};

/// Names a member organisation. Counts up from 1 in the order of admission; 0 is nobody's, and no
/// number is given twice.
pub type OrgId = u32;

/// What an organisation is to the others. One organisation may have several roles.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Deserialize,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	Serialize,
	TypeInfo,
)]
pub enum Role {
	/// Makes devices and vouches for their origin.
	#[codec(index = 0)]
	Maker,
	/// Runs devices and answers for what they report.
	#[codec(index = 1)]
	Operator,
	/// Carries goods.
	#[codec(index = 2)]
	Carrier,
	/// Repairs and maintains.
	#[codec(index = 3)]
	Servicer,
	/// Bears risk for others.
	#[codec(index = 4)]
	Insurer,
	/// Examines, and changes nothing.
	#[codec(index = 5)]
	Auditor,
	/// Has powers over other members: it suspends, quarantines, holds.
	#[codec(index = 6)]
	Regulator,
}

impl Role {
	/// Every role.
	pub const ALL: [Self; 7] = [
		Self::Maker,
		Self::Operator,
		Self::Carrier,
		Self::Servicer,
		Self::Insurer,
		Self::Auditor,
		Self::Regulator,
	];
}

/// A part of an organisation's business that an agent may do for it.
///
/// A scope lends no role: an agent with [`Scope::Anchors`] registers a trust anchor only where its
/// organisation is a maker.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Deserialize,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	Serialize,
	TypeInfo,
)]
pub enum Scope {
	/// The organisation itself: its metadata, and agents with scopes that are the agent's own.
	#[codec(index = 0)]
	Organisation,
	/// A maker's trust anchors and manifests.
	#[codec(index = 1)]
	Anchors,
	/// Devices: enrol, own, rotate keys, suspend, retire.
	#[codec(index = 2)]
	Devices,
	/// Streams of readings, and what the organisation reports about them.
	#[codec(index = 3)]
	Readings,
	/// Items: commission, hand over, pack, hold.
	#[codec(index = 4)]
	Items,
	/// Agreements: propose, sign, confirm, challenge.
	#[codec(index = 5)]
	Agreements,
	/// Tickets: open, acknowledge, resolve.
	#[codec(index = 6)]
	Tickets,
	/// A regulator's powers over other members.
	#[codec(index = 7)]
	Regulation,
}

impl Scope {
	/// Every scope.
	pub const ALL: [Self; 8] = [
		Self::Organisation,
		Self::Anchors,
		Self::Devices,
		Self::Readings,
		Self::Items,
		Self::Agreements,
		Self::Tickets,
		Self::Regulation,
	];
}

/// How an organisation stands with the consortium.
#[derive(
	Clone,
	Copy,
	Debug,
	Decode,
	DecodeWithMemTracking,
	Deserialize,
	Encode,
	Eq,
	MaxEncodedLen,
	PartialEq,
	Serialize,
	TypeInfo,
)]
pub enum Standing {
	/// In good standing.
	#[codec(index = 0)]
	Active,
	/// Can receive, cannot act.
	#[codec(index = 1)]
	Suspended,
	/// Out, for ever. Its record stays, for others refer to it.
	#[codec(index = 2)]
	Expelled,
}

/// A set of the variants of an enum, one bit for each: bit n is the variant with codec index n.
macro_rules! set {
	($(#[$doc:meta])* $Set:ident of $Item:ident) => {
		$(#[$doc])*
		#[derive(Clone, Copy, Default, Encode, Eq, MaxEncodedLen, PartialEq, TypeInfo)]
		pub struct $Set(u16);

		impl $Set {
			/// Nothing in it.
			pub const EMPTY: Self = Self(0);
			/// Everything in it.
			pub const ALL: Self = Self::of(&$Item::ALL);

			/// The set of these.
			pub const fn of(items: &[$Item]) -> Self {
				let mut set = Self::EMPTY;
				let mut next = 0;
				while next < items.len() {
					set = set.with(items[next]);
					next += 1;
				}
				set
			}

			/// The set with these bits, unless there are some that mean nothing.
			pub const fn from_bits(bits: u16) -> Option<Self> {
				if bits & !Self::ALL.0 == 0 {
					Some(Self(bits))
				} else {
					None
				}
			}

			/// Its bits.
			pub const fn bits(self) -> u16 {
				self.0
			}

			const fn bit(item: $Item) -> u16 {
				1 << item as u16
			}

			/// The set and `item`.
			pub const fn with(self, item: $Item) -> Self {
				Self(self.0 | Self::bit(item))
			}

			/// The set but for `item`.
			pub const fn without(self, item: $Item) -> Self {
				Self(self.0 & !Self::bit(item))
			}

			/// Whether `item` is in it.
			pub const fn contains(self, item: $Item) -> bool {
				self.0 & Self::bit(item) != 0
			}

			/// Whether all of it is in `other`.
			pub const fn is_within(self, other: Self) -> bool {
				self.0 & !other.0 == 0
			}

			/// Whether nothing is in it.
			pub const fn is_empty(self) -> bool {
				self.0 == 0
			}

			/// What is in it, in the order of the codec indices.
			pub fn iter(self) -> impl Iterator<Item = $Item> {
				$Item::ALL.into_iter().filter(move |item| self.contains(*item))
			}
		}

		impl FromIterator<$Item> for $Set {
			fn from_iter<I: IntoIterator<Item = $Item>>(items: I) -> Self {
				items.into_iter().fold(Self::EMPTY, Self::with)
			}
		}

		impl fmt::Debug for $Set {
			fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
				f.debug_set().entries(self.iter()).finish()
			}
		}

		impl Decode for $Set {
			fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
				Self::from_bits(u16::decode(input)?)
					.ok_or_else(|| concat!(stringify!($Set), ": a bit that means nothing").into())
			}
		}

		impl DecodeWithMemTracking for $Set {}

		// In JSON the set is the list of names.
		impl Serialize for $Set {
			fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
				serializer.collect_seq(self.iter())
			}
		}

		impl<'de> Deserialize<'de> for $Set {
			fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
				Ok(Vec::<$Item>::deserialize(deserializer)?.into_iter().collect())
			}
		}
	};
}

set! {
	/// The roles of an organisation: 16 bits, of which bit n is the [`Role`] with codec index n.
	Roles of Role
}

set! {
	/// What an agent may do: 16 bits, of which bit n is the [`Scope`] with codec index n.
	Scopes of Scope
}

/// Who may act for whom.
pub trait ActsFor<AccountId> {
	/// The organisation that `who` acts for within `scope` at this moment.
	///
	/// What stands in the way is an error of the pallet that keeps the organisations: no
	/// membership, a scope that was not given, an agency that ran out, an organisation that is
	/// suspended or expelled. For [`Scope::Regulation`] the organisation must be a regulator too,
	/// for without the role there is nothing in that scope; of any other role a caller has to ask
	/// [`Directory::has_role`].
	fn acting(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError>;

	/// The organisation that `who` acts for within `scope` where it only takes what is handed to
	/// it: as [`acting`](Self::acting), but a suspended organisation can receive.
	fn receiving(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		Self::acting(who, scope)
	}

	/// An active organisation with `roles`, for which `who` acts in every scope, in the way that
	/// costs most to look up.
	#[cfg(feature = "runtime-benchmarks")]
	fn make_acting(who: &AccountId, roles: Roles) -> OrgId;

	/// Expel an organisation that [`make_acting`](Self::make_acting) made.
	#[cfg(feature = "runtime-benchmarks")]
	fn make_expelled(org: OrgId);
}

/// Nobody acts for anybody.
impl<AccountId> ActsFor<AccountId> for () {
	fn acting(_: &AccountId, _: Scope) -> Result<OrgId, DispatchError> {
		Err(DispatchError::BadOrigin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_acting(_: &AccountId, _: Roles) -> OrgId {
		0
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_expelled(_: OrgId) {}
}

/// What is known of an organisation.
pub trait Directory {
	/// How it stands, or `None` if there never was one of that number.
	fn standing(org: OrgId) -> Option<Standing>;

	/// Whether it has `role` and is active: a role rests while its organisation is suspended, and
	/// is gone when it is expelled.
	fn has_role(org: OrgId, role: Role) -> bool;

	/// The organisation that holds the GS1 Company Prefix with which `key` begins, whatever its
	/// standing. `key` is a prefix itself or the digits of a GS1 key from its prefix on: of an SSCC
	/// or a GTIN-14, those after the first.
	fn prefix_holder(key: Digits) -> Option<OrgId>;

	/// The GS1 Company Prefix with which `key` begins, as it was assigned, and who holds it.
	fn assigned_prefix(key: Digits) -> Option<(CompanyPrefix, OrgId)> {
		// No prefix lies inside another, so the shortest that somebody holds is the assigned one.
		CompanyPrefix::candidates(key)
			.find_map(|prefix| Some((prefix, Self::prefix_holder(prefix.digits())?)))
	}

	/// Let an organisation hold this company prefix, which nobody else's overlaps.
	#[cfg(feature = "runtime-benchmarks")]
	fn make_prefix_holder(org: OrgId, prefix: CompanyPrefix);
}

/// Nobody is known.
impl Directory for () {
	fn standing(_: OrgId) -> Option<Standing> {
		None
	}

	fn has_role(_: OrgId, _: Role) -> bool {
		false
	}

	fn prefix_holder(_: Digits) -> Option<OrgId> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_prefix_holder(_: OrgId, _: CompanyPrefix) {}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn bits_are_codec_indices() {
		for (index, role) in Role::ALL.into_iter().enumerate() {
			assert_eq!(role.encode(), [index as u8]);
			assert_eq!(Roles::of(&[role]).bits(), 1 << index);
		}
		for (index, scope) in Scope::ALL.into_iter().enumerate() {
			assert_eq!(scope.encode(), [index as u8]);
			assert_eq!(Scopes::of(&[scope]).bits(), 1 << index);
		}
	}

	#[test]
	fn set_holds_what_was_put_in() {
		let roles = Roles::of(&[Role::Maker, Role::Regulator]);
		assert!(roles.contains(Role::Maker) && roles.contains(Role::Regulator));
		assert!(!roles.contains(Role::Operator));
		assert_eq!(roles.without(Role::Maker), Roles::of(&[Role::Regulator]));
		assert_eq!(roles.without(Role::Operator), roles);
		assert_eq!(roles.iter().collect::<Roles>(), roles);
		assert!(Roles::EMPTY.is_empty() && !roles.is_empty());
		assert!(roles.is_within(Roles::ALL) && !Roles::ALL.is_within(roles));
		assert!(roles.is_within(roles) && Roles::EMPTY.is_within(Roles::EMPTY));
		assert_eq!(format!("{roles:?}"), "{Maker, Regulator}");
	}

	#[test]
	fn set_survives_encoding_when_every_bit_means_something() {
		for bits in 0..=u16::MAX {
			let decoded = Roles::decode(&mut &bits.encode()[..]);
			assert_eq!(decoded.is_ok(), bits < 1 << Role::ALL.len(), "{bits:#b}");
			assert!(decoded.is_err() || decoded.is_ok_and(|roles| roles.bits() == bits));
			assert_eq!(
				Scopes::decode(&mut &bits.encode()[..]).is_ok(),
				bits < 1 << Scope::ALL.len(),
				"{bits:#b}"
			);
		}
	}

	#[test]
	fn set_is_a_list_of_names_in_json() {
		let roles = Roles::of(&[Role::Maker, Role::Carrier]);
		let json = serde_json::to_string(&roles).expect("JSON");
		assert_eq!(json, r#"["Maker","Carrier"]"#);
		assert_eq!(serde_json::from_str::<Roles>(&json).expect("roles"), roles);
		assert!(serde_json::from_str::<Roles>(r#"["Emperor"]"#).is_err());
	}

	#[test]
	fn assigned_prefix_is_the_one_that_somebody_holds() {
		/// Two prefixes of one holder, and nothing else.
		struct Register;

		impl Directory for Register {
			fn standing(_: OrgId) -> Option<Standing> {
				None
			}

			fn has_role(_: OrgId, _: Role) -> bool {
				false
			}

			fn prefix_holder(key: Digits) -> Option<OrgId> {
				["0614141", "9506"]
					.iter()
					.any(|prefix| key.starts_with(prefix.parse().expect("digits")))
					.then_some(7)
			}

			#[cfg(feature = "runtime-benchmarks")]
			fn make_prefix_holder(_: OrgId, _: CompanyPrefix) {}
		}

		for (key, expected) in [
			("0614141000012", Some("0614141")),
			("9506000134352", Some("9506")),
			("061414", None),
			("4012345000009", None),
		] {
			assert_eq!(
				Register::assigned_prefix(key.parse().expect("digits")),
				expected.map(|prefix| (prefix.parse().expect("a prefix"), 7)),
				"{key}"
			);
		}
	}

	#[test]
	fn receiving_is_acting_where_nothing_else_is_said() {
		assert_eq!(
			<() as ActsFor<u64>>::receiving(&1, Scope::Items),
			Err(DispatchError::BadOrigin)
		);
	}

	#[test]
	fn nobody_acts_or_is_known_where_there_is_no_register() {
		for scope in Scope::ALL {
			assert_eq!(
				<() as ActsFor<u64>>::acting(&1, scope),
				Err(DispatchError::BadOrigin)
			);
		}
		assert_eq!(<() as Directory>::standing(1), None);
		assert!(!<() as Directory>::has_role(1, Role::Maker));
		assert_eq!(
			<() as Directory>::prefix_holder(Digits::new(9506, 4).expect("digits")),
			None
		);
	}
}
