//! A chain with a maker, a carrier, a clinic, two regulators, and a thermometer. Account `n` acts
//! for organisation `n` in matters of items and of regulation; account `100 + n` acts for it in
//! others.

mod goods;
mod world;

pub use goods::*;
pub use world::*;

use crate as pallet_custody;
use crate::*;
use frame_support::{
	derive_impl,
	traits::{fungible::HoldConsideration, ConstU128, ConstU64, Hooks, LinearStoragePrice},
};
use hallmark_types::{
	device::DeviceId,
	gs1::CompanyPrefix,
	items::ItemId,
	organisation::{OrgId, Standing},
	readings::{Signal, SignalState},
	Moment,
};
use polkadot_sdk::*;
use sp_core::H256;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult, Weight};
use std::collections::BTreeMap;

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlockU32<Test>;

/// Makes vaccines, under the company prefix 950600.
pub const MAKER: OrgId = 1;
/// Trades, under the company prefix 950601.
pub const TRADER: OrgId = 2;
/// Carries, under the company prefix 950602.
pub const CARRIER: OrgId = 3;
/// Regulates.
pub const AGENCY: OrgId = 4;
/// Regulates at the border.
pub const CUSTOMS: OrgId = 5;
/// Uses vaccines.
pub const CLINIC: OrgId = 6;
/// What every account owns at first.
pub const ENDOWMENT: u128 = 1_000_000_000;

/// The hash of some document.
pub const REASON: H256 = H256::repeat_byte(7);

pub const SECOND: Moment = 1_000;
pub const MINUTE: Moment = 60 * SECOND;
pub const HOUR: Moment = 60 * MINUTE;
pub const DAY: Moment = 24 * HOUR;
/// 2026-01-01, when every test begins.
pub const START: Moment = 1_767_225_600 * SECOND;
pub const RETENTION: Moment = 365 * DAY;
pub const OFFER_PERIOD: Moment = 30 * DAY;
/// What a block reserves: enough for a hundred small steps.
pub const RESERVED: u64 = 1_000;

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
	pub type Timestamp = pallet_timestamp;
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type Custody = pallet_custody;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_timestamp::config_preludes::TestDefaultConfig)]
impl pallet_timestamp::Config for Test {}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
}

frame_support::parameter_types! {
	/// How members stand.
	pub static Register: BTreeMap<OrgId, Standing> = BTreeMap::new();
	/// Members that regulate.
	pub static Regulators: Vec<OrgId> = Vec::new();
	/// Who acts for whom besides the founders.
	pub static Members: BTreeMap<AccountId, OrgId> = BTreeMap::new();
	/// Company prefixes besides the founders'.
	pub static Prefixes: Vec<(CompanyPrefix, OrgId)> = Vec::new();
	/// Open streams.
	pub static Streams: BTreeMap<Signal, SignalState> = BTreeMap::new();
	/// How many watch a stream.
	pub static Interest: BTreeMap<Signal, u32> = BTreeMap::new();
	/// Whose devices are.
	pub static Owners: BTreeMap<DeviceId, OrgId> = BTreeMap::new();
	/// The items that somebody was told of since that was looked at last.
	pub static Told: Vec<ItemId> = Vec::new();
	/// What it costs to tell somebody of an item.
	pub static TellingCosts: u64 = 0;
	pub const StorageDeposit: RuntimeHoldReason = RuntimeHoldReason::Custody(HoldReason::Storage);
	/// What a block reserves, of time and of proof.
	pub static Share: u64 = RESERVED;
	pub Reserved: Weight = Weight::from_parts(Share::get(), Share::get());
}

impl Config for Test {
	type Organisations = Organisations;
	type Devices = Devices;
	type Readings = Stream;
	type OnItem = Listener;
	type Time = Timestamp;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		StorageDeposit,
		LinearStoragePrice<ConstU128<1_000>, ConstU128<1>, u128>,
	>;
	type MaxOfferPeriod = ConstU64<OFFER_PERIOD>;
	type RetentionPeriod = ConstU64<RETENTION>;
	type ReservedShare = Reserved;
	type WeightInfo = ();
}

/// A chain in its first block, at [`START`].
pub fn new_chain() -> sp_io::TestExternalities {
	let storage = RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: (1..=20)
				.chain(101..=120)
				.map(|who| (who, ENDOWMENT))
				.collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.expect("the genesis is sound");
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| {
		Register::set((1..=6).map(|org| (org, Standing::Active)).collect());
		Regulators::set(vec![AGENCY, CUSTOMS]);
		Members::set(BTreeMap::new());
		Prefixes::set(Vec::new());
		Streams::set(BTreeMap::new());
		Interest::set(BTreeMap::new());
		Owners::set(BTreeMap::new());
		Told::set(Vec::new());
		TellingCosts::set(0);
		Share::set(RESERVED);
		System::set_block_number(1);
		Timestamp::set_timestamp(START);
	});
	chain
}

/// Run `test` on a new chain and check the invariants after it.
pub fn on_chain(test: impl FnOnce()) {
	new_chain().execute_with(|| {
		test();
		check_invariants();
	});
}

/// The pallet's own invariants, and that what is held is what the bills say.
pub fn check_invariants() {
	Custody::do_try_state().expect("the invariants hold");
	let mut owed: BTreeMap<AccountId, u128> = BTreeMap::new();
	for (_, bill) in Bills::<Test>::iter() {
		*owed.entry(bill.payer).or_default() += 1_000 + u128::from(bill.bytes);
	}
	for who in (1..=20).chain(101..=120) {
		assert_eq!(
			held(who),
			owed.remove(&who).unwrap_or_default(),
			"held of {who}"
		);
	}
	let mut interest = Interest::get();
	interest.retain(|_, watchers| *watchers > 0);
	let mut listening: BTreeMap<Signal, u32> = BTreeMap::new();
	for (signal, _, ()) in Listeners::<Test>::iter() {
		*listening.entry(signal).or_default() += 1;
	}
	assert_eq!(interest, listening);
}

/// What is held of an account.
pub fn held(who: AccountId) -> u128 {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&StorageDeposit::get(), &who)
}

/// Somebody who acts for an organisation in matters of items.
pub fn by(org: OrgId) -> RuntimeOrigin {
	RuntimeOrigin::signed(org.into())
}

/// Somebody who acts for an organisation in other matters.
pub fn by_clerk(org: OrgId) -> RuntimeOrigin {
	RuntimeOrigin::signed(100 + AccountId::from(org))
}

pub fn now() -> Moment {
	Timestamp::get()
}

/// The block ends, with room for whatever waits, and the next begins some time later.
pub fn pass(time: Moment) {
	pass_with(time, Weight::MAX);
}

/// The same with so much room in the block that ends.
pub fn pass_with(time: Moment, room: Weight) {
	let block = System::block_number();
	let used = Custody::on_idle(block, room);
	assert!(used.all_lte(room), "idle work took {used} of {room}");
	System::set_block_number(block + 1);
	Timestamp::set_timestamp(now() + time);
	let used = Custody::on_initialize(block + 1);
	assert!(used.all_lte(Reserved::get()), "reserved work took {used}");
}

/// What the pallet has said, the oldest first.
pub fn events() -> Vec<Event<Test>> {
	let said = System::events().into_iter().map(|record| record.event);
	said.filter_map(|event| match event {
		RuntimeEvent::Custody(event) => Some(event),
		_ => None,
	})
	.collect()
}

/// What it said last.
pub fn last_event() -> Event<Test> {
	events().pop().expect("there is one")
}

/// That a call is refused to everybody who does not act for `org` while that is active. Whatever is
/// wrong with what it names is not even looked at.
pub fn is_refused_to_who_does_not_act(org: OrgId, call: impl Fn(RuntimeOrigin) -> DispatchResult) {
	use frame_support::assert_noop;
	for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
		assert_noop!(call(origin), DispatchError::BadOrigin);
	}
	assert_noop!(call(by_clerk(org)), OUT_OF_SCOPE);
	assert_noop!(call(RuntimeOrigin::signed(20)), NOT_A_MEMBER);
	for standing in [Standing::Suspended, Standing::Expelled] {
		set_standing(org, standing);
		assert_noop!(call(by(org)), NOT_ACTIVE);
	}
	set_standing(org, Standing::Active);
}

/// That a call is refused when there is no number left for a step or a deposit.
pub fn is_refused_when_no_number_is_left(call: impl Fn() -> DispatchResult) {
	let before = Counters::<Test>::get();
	let full = [
		Numbers {
			step: u64::MAX,
			..before
		},
		Numbers {
			bill: u64::MAX,
			..before
		},
	];
	for numbers in full {
		Counters::<Test>::put(numbers);
		frame_support::assert_noop!(call(), Error::<Test>::NumbersExhausted);
	}
	Counters::<Test>::put(before);
}

/// An account without money.
pub const PAUPER: AccountId = 999;

/// Somebody who acts for an organisation and has no money.
pub fn by_pauper(org: OrgId) -> RuntimeOrigin {
	Members::mutate(|members| members.insert(PAUPER, org));
	RuntimeOrigin::signed(PAUPER)
}

/// What is refused to somebody who cannot pay the deposit.
pub const NO_MONEY: DispatchError = DispatchError::Token(sp_runtime::TokenError::FundsUnavailable);
