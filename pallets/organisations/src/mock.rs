//! A chain of accounts 1, 2, 3 …, each with the same money, on which time stands still unless a
//! test moves it.

use crate as pallet_organisations;
use crate::*;
use frame_support::{
	assert_ok, derive_impl,
	traits::{
		fungible::{HoldConsideration, InspectHold},
		ConstU128, ConstU32, EitherOfDiverse, Footprint, LinearStoragePrice, Time,
	},
};
use frame_system::EnsureRoot;
use hallmark_types::{
	gs1::{CompanyPrefix, Gln},
	organisation::{OrgId, Roles, Scopes, Standing},
	Moment,
};
use polkadot_sdk::{sp_core::H256, *};
use sp_runtime::{traits::Convert, BuildStorage};
use std::collections::BTreeMap;

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;

/// What the consortium's vote is in these tests: root, or this account.
pub const COUNCIL: AccountId = 99;
/// Accounts that have money: 1 to this one.
pub const ACCOUNTS: AccountId = 20;
/// How much.
pub const ENDOWMENT: u128 = 10_000;
/// The moment at which tests begin.
pub const START: Moment = 1_000_000;
/// The most agents of an organisation.
pub const MAX_AGENTS: u32 = 3;

frame_support::parameter_types! {
	pub static Now: Moment = START;
	pub const Storage: RuntimeHoldReason =
		RuntimeHoldReason::Organisations(HoldReason::Storage);
}

frame_support::ord_parameter_types! {
	pub const CouncilAccount: AccountId = COUNCIL;
}

/// Time, as the tests set it.
pub struct Clock;

impl Time for Clock {
	type Moment = Moment;

	fn now() -> Moment {
		Now::get()
	}
}

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Test;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(2)]
	pub type Organisations = pallet_organisations;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = sp_runtime::traits::IdentityLookup<AccountId>;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
}

/// What storage costs here.
pub type Price = LinearStoragePrice<ConstU128<10>, ConstU128<1>, u128>;

impl Config for Test {
	type GovernanceOrigin = EitherOfDiverse<
		EnsureRoot<AccountId>,
		frame_system::EnsureSignedBy<CouncilAccount, AccountId>,
	>;
	type Time = Clock;
	type Consideration = HoldConsideration<AccountId, Balances, Storage, Price>;
	type MaxAgents = ConstU32<MAX_AGENTS>;
	type WeightInfo = ();
}

pub fn genesis(organisations: Vec<Founder<AccountId>>) -> RuntimeGenesisConfig {
	RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: (1..=ACCOUNTS).map(|who| (who, ENDOWMENT)).collect(),
			..Default::default()
		},
		organisations: OrganisationsConfig { organisations },
		..Default::default()
	}
}

/// A chain with these members, in its first block.
pub fn chain_with(organisations: Vec<Founder<AccountId>>) -> sp_io::TestExternalities {
	Now::set(START);
	let storage = genesis(organisations)
		.build_storage()
		.expect("the genesis is sound");
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| System::set_block_number(1));
	chain
}

/// Run `test` on a chain without members and check the invariants after it.
pub fn on_chain(test: impl FnOnce()) {
	chain_with(Vec::new()).execute_with(|| {
		test();
		check_invariants();
	});
}

/// The pallet's own, and that each account's deposits are for what is stored at its expense.
pub fn check_invariants() {
	Organisations::do_try_state().expect("the invariants hold");
	let mut due = BTreeMap::<AccountId, u128>::new();
	for applicant in Applications::<Test>::iter_keys() {
		*due.entry(applicant).or_default() += price_of_organisation();
	}
	for organisation in Members::<Test>::iter_values() {
		*due.entry(organisation.deposit.payer).or_default() += price_of_organisation();
	}
	for agency in Agents::<Test>::iter_values() {
		*due.entry(agency.deposit.payer).or_default() += price_of_agency();
	}
	for who in 1..=ACCOUNTS {
		let due = due.get(&who).copied().unwrap_or_default();
		assert_eq!(held(who), due, "deposits of account {who}");
	}
}

/// What is held of `who`'s money.
pub fn held(who: AccountId) -> u128 {
	Balances::balance_on_hold(&Storage::get(), &who)
}

pub fn price_of_organisation() -> u128 {
	price(Organisations::organisation_footprint())
}

pub fn price_of_agency() -> u128 {
	price(Organisations::agency_footprint())
}

fn price(footprint: Footprint) -> u128 {
	<Price as Convert<Footprint, u128>>::convert(footprint)
}

pub fn council() -> RuntimeOrigin {
	RuntimeOrigin::signed(COUNCIL)
}

pub fn signed(who: AccountId) -> RuntimeOrigin {
	RuntimeOrigin::signed(who)
}

pub fn name(text: &str) -> Name {
	text.as_bytes()
		.to_vec()
		.try_into()
		.expect("the name is short")
}

pub fn reason(text: &str) -> Reason {
	text.as_bytes()
		.to_vec()
		.try_into()
		.expect("the reason is short")
}

pub fn gln() -> Gln {
	"9506000134352".parse().expect("the check digit is right")
}

pub fn prefix(digits: &str) -> CompanyPrefix {
	digits.parse().expect("these digits are a prefix")
}

pub fn profile(roles: Roles) -> Profile {
	Profile {
		name: name("Alder"),
		roles,
		gln: Some(gln()),
		metadata: Some(H256::repeat_byte(7)),
	}
}

/// `who` applies for membership with `roles`. Returns the digest.
pub fn apply(who: AccountId, roles: Roles) -> H256 {
	let profile = profile(roles);
	assert_ok!(try_apply(who, &profile));
	profile.digest(&who)
}

pub fn try_apply(who: AccountId, profile: &Profile) -> frame_support::dispatch::DispatchResult {
	let Profile {
		name,
		roles,
		gln,
		metadata,
	} = profile.clone();
	Organisations::apply(signed(who), name, roles, gln, metadata)
}

/// A new member whose admin is `admin`. No events are left of it.
pub fn member(admin: AccountId, roles: Roles) -> OrgId {
	let digest = apply(admin, roles);
	assert_ok!(Organisations::admit(council(), admin, digest));
	System::reset_events();
	LastId::<Test>::get()
}

/// Make `who` an agent of `admin`'s organisation. No events are left of it.
pub fn agent(admin: AccountId, who: AccountId, scopes: Scopes, expires_at: Option<Moment>) {
	assert_ok!(Organisations::add_agent(
		signed(admin),
		who,
		scopes,
		expires_at
	));
	let org = Accounts::<Test>::get(admin).expect("the admin has one").org;
	assert_ok!(Organisations::accept_agency(signed(who), org));
	System::reset_events();
}

/// The council suspends or expels `org`. No events are left of it.
pub fn set_standing(org: OrgId, standing: Standing) {
	assert_ok!(match standing {
		Standing::Active => Organisations::reinstate(council(), org),
		Standing::Suspended => Organisations::suspend(council(), org, reason("Audit")),
		Standing::Expelled => Organisations::expel(council(), org, reason("Fraud")),
	});
	System::reset_events();
}

pub fn organisation(org: OrgId) -> OrganisationOf<Test> {
	Members::<Test>::get(org).expect("there is one of that number")
}

/// The events of our pallet in this block.
pub fn events() -> Vec<Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Organisations(event) => Some(event),
			_ => None,
		})
		.collect()
}
