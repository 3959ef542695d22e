//! A chain with a handful of organisations, and devices and items that say what a test wants them to.
//! Account `n` acts for organisation `n` in matters of agreements and tickets; account `100 + n` acts
//! for it in others.

mod contracts;
mod world;

pub use contracts::*;
pub use world::*;

use crate as pallet_agreements;
use crate::*;
use frame_support::{
	assert_ok, derive_impl,
	pallet_prelude::*,
	traits::{
		fungible::{HoldConsideration, NativeFromLeft, NativeOrWithId, UnionOf},
		fungibles::InspectHold as _,
		AsEnsureOriginWithArg, ConstU128, ConstU32, ConstU64, Hooks, LinearStoragePrice, Time,
	},
	weights::{Weight, WeightMeter},
};
use hallmark_agreements::{
	Action, AgreementId, Arbitration, Clause, Command, Often, Party, Ruling, Stream, Terms, Ticket,
	Unknown,
};
use hallmark_conditions::{text::Names, Condition};
use hallmark_keys::{PublicKey, PureRust};
use hallmark_types::{
	device::{DeviceId, DeviceStatus, Facts, KeyAt, OnStanding, Passports},
	epc::ItemId,
	gs1::Digits,
	items::{Holder, ItemFacts, Items, Judgement, Life, OnItem, Verdict},
	organisation::{ActsFor, Directory, OrgId, Role, Scope, Standing},
	readings::{
		Attested, AttestedBatch, BatchId, Evidence as Keeping, OnReading, Readings, Signal,
		SignalState, SignalTerms, StreamName, Unit, Watch,
	},
	windows::Windows,
	Moment,
};
use polkadot_sdk::*;
use sp_core::H256;
use sp_runtime::{BuildStorage, DispatchError, DispatchResult};
use std::collections::BTreeMap;

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlock<Test>;

/// Parties of most tests.
pub const ALICE: OrgId = 1;
pub const BOB: OrgId = 2;
pub const CAROL: OrgId = 3;
/// Decides if they disagree.
pub const JUDGE: OrgId = 7;
/// Owns a device, and is no party.
pub const WITNESS: OrgId = 8;
/// Nothing to do with anything.
pub const STRANGER: OrgId = 9;
/// What every account owns at first, of the native token and of the coin.
pub const ENDOWMENT: u128 = 1_000_000_000;
/// The least that an account of the native token holds.
pub const NATIVE_LEAST: u128 = 5;
/// An asset.
pub const COIN: u32 = 1;
/// The least that an account of it holds.
pub const COIN_LEAST: u128 = 10;

pub const SECOND: Moment = 1_000;
pub const MINUTE: Moment = 60 * SECOND;
pub const HOUR: Moment = 60 * MINUTE;
pub const DAY: Moment = 24 * HOUR;
/// 2026-01-01, when every test begins.
pub const START: Moment = 1_767_225_600 * SECOND;
/// Time from block to block.
pub const BLOCK: Moment = 2 * SECOND;
pub const MAX_LIFETIME: Moment = 400 * DAY;
pub const RETENTION: Moment = 30 * DAY;
pub const RETRY: Moment = HOUR;
pub const KEPT: u32 = 16;

frame_support::parameter_types! {
	pub static Now: Moment = START;
	/// What hooks may use in a block: a lot, unless a test says otherwise.
	pub static Spare: u64 = 1_000_000;
	/// What a block keeps free for evaluation.
	pub static Free: Weight = Weight::from_parts(100_000, 0);
	/// How organisations stand that are not active.
	pub storage Standings: BTreeMap<OrgId, Standing> = BTreeMap::new();
	/// Devices: owner, standing, and from when on the key has been in other hands.
	pub storage Register: BTreeMap<DeviceId, (OrgId, DeviceStatus, Option<Moment>)> = BTreeMap::new();
	/// Streams.
	pub storage World: BTreeMap<Signal, SignalState> = BTreeMap::new();
	/// How often batches are kept as evidence.
	pub storage KeptBatches: BTreeMap<(Signal, u64), u32> = BTreeMap::new();
	/// How many watch a stream.
	pub storage StreamWatchers: BTreeMap<Signal, u32> = BTreeMap::new();
	/// Items.
	pub storage Stock: BTreeMap<ItemId, Thing> = BTreeMap::new();
	/// How many watch an item.
	pub storage ItemWatchers: BTreeMap<ItemId, u32> = BTreeMap::new();
	/// Accounts that act for organisations besides the founders'.
	pub storage Members: BTreeMap<AccountId, OrgId> = BTreeMap::new();
	pub const StorageDeposit: RuntimeHoldReason =
		RuntimeHoldReason::Agreements(HoldReason::Storage);
	pub const EscrowReason: RuntimeHoldReason = RuntimeHoldReason::Agreements(HoldReason::Escrow);
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
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(3)]
	pub type AssetsHolder = pallet_assets_holder;
	#[runtime::pallet_index(4)]
	pub type Agreements = pallet_agreements;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<NATIVE_LEAST>;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Test {
	type Balance = u128;
	type AssetId = u32;
	type AssetIdParameter = u32;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<frame_system::EnsureSigned<AccountId>>;
	type ForceOrigin = frame_system::EnsureRoot<AccountId>;
	type Holder = AssetsHolder;
}

impl pallet_assets_holder::Config for Test {
	type RuntimeHoldReason = RuntimeHoldReason;
	type RuntimeEvent = RuntimeEvent;
}

impl Config for Test {
	type Organisations = Organisations;
	type Devices = Devices;
	type Readings = Mill;
	type Items = Shelf;
	type Assets = UnionOf<Balances, AssetsHolder, NativeFromLeft, NativeOrWithId<u32>, AccountId>;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		StorageDeposit,
		LinearStoragePrice<ConstU128<1_000>, ConstU128<1>, u128>,
	>;
	type Time = Clock;
	type Signatures = PureRust;
	type MaxLifetime = ConstU64<MAX_LIFETIME>;
	type MinCoolDown = ConstU64<SECOND>;
	type RetryAfter = ConstU64<RETRY>;
	type RetentionPeriod = ConstU64<RETENTION>;
	type KeptFirings = ConstU32<KEPT>;
	type MaxFirings = ConstU32<4>;
	type ReservedShare = Free;
	type WeightInfo = ();
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = Helper;
}

#[cfg(feature = "runtime-benchmarks")]
pub struct Helper;

#[cfg(feature = "runtime-benchmarks")]
impl BenchmarkHelper<AccountId> for Helper {
	fn fund(who: &AccountId, amount: u128) -> u32 {
		use frame_support::traits::fungibles::Mutate;
		assert_ok!(<Assets as Mutate<AccountId>>::mint_into(COIN, who, amount));
		COIN
	}
}

/// A chain in its first block, at [`START`], with devices 1 to 9 and items 1 to 4.
pub fn new_chain() -> sp_io::TestExternalities {
	let accounts = || (1..=20).chain(101..=120);
	let storage = RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: accounts().map(|who| (who, ENDOWMENT)).collect(),
			..Default::default()
		},
		assets: AssetsConfig {
			assets: vec![(COIN, 20, true, COIN_LEAST)],
			accounts: accounts().map(|who| (COIN, who, ENDOWMENT)).collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.expect("the genesis is sound");
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| {
		Now::set(START);
		Spare::set(1_000_000);
		Free::set(Weight::from_parts(100_000, 0));
		System::set_block_number(1);
		for (n, owner) in [
			(1, ALICE),
			(2, BOB),
			(3, CAROL),
			(8, WITNESS),
			(9, STRANGER),
		] {
			enrol(device(n), owner);
			open(n, "temp");
		}
		for (n, owner) in [(1, ALICE), (2, BOB), (9, STRANGER)] {
			stock(item(n), owner);
		}
		System::reset_events();
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

/// The pallet's own invariants; that others know who is interested; and that no money was made or
/// lost.
pub fn check_invariants() {
	Agreements::do_try_state().expect("the invariants hold");
	let watched = |source: &Source| Sources::<Test>::get(source).map_or(0, |it| it.watchers);
	for (signal, count) in StreamWatchers::get() {
		assert_eq!(watched(&Source::Stream(signal)), count, "{signal:?}");
	}
	for (item, count) in ItemWatchers::get() {
		assert_eq!(watched(&Source::Item(item)), count, "{item:?}");
	}
	let mut kept: BTreeMap<(Signal, u64), u32> = BTreeMap::new();
	for evidence in Firings::<Test>::iter_values().flat_map(|firing| firing.evidence) {
		if let Some(number) = evidence.batch {
			*kept.entry((evidence.signal, number)).or_default() += 1;
		}
	}
	assert_eq!(kept, KeptBatches::get(), "evidence");
	let accounts = (1..=20).chain(101..=120);
	let coins: u128 = accounts
		.clone()
		.chain([500])
		.map(|who| coins(who) + held_coins(who))
		.sum();
	assert_eq!(coins, 40 * ENDOWMENT, "coins");
	let native: u128 = accounts
		.chain([500])
		.map(|who| {
			let account = System::account(who).data;
			account.free + account.reserved
		})
		.sum();
	assert_eq!(native, 40 * ENDOWMENT, "native");
}

pub fn free(who: AccountId) -> u128 {
	System::account(who).data.free
}

/// What is held of an account for agreements.
pub fn held(who: AccountId) -> u128 {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&EscrowReason::get(), &who)
}

/// What is held of an account for what it stores.
pub fn deposits(who: AccountId) -> u128 {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&StorageDeposit::get(), &who)
}

pub fn coins(who: AccountId) -> u128 {
	Assets::balance(COIN, who)
}

pub fn held_coins(who: AccountId) -> u128 {
	AssetsHolder::balance_on_hold(COIN, &EscrowReason::get(), &who)
}

/// Somebody who acts for an organisation in matters of agreements.
pub fn by(org: OrgId) -> RuntimeOrigin {
	RuntimeOrigin::signed(org.into())
}

/// Somebody who acts for an organisation in other matters.
pub fn by_clerk(org: OrgId) -> RuntimeOrigin {
	RuntimeOrigin::signed(100 + AccountId::from(org))
}

pub fn now() -> Moment {
	Now::get()
}

/// The next block, `time` later, with everything that its hooks do. They use no more than they are given.
pub fn pass(time: Moment) {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	let used = <Agreements as Hooks<u64>>::on_initialize(number);
	assert!(used.all_lte(Free::get()), "{used} of {}", Free::get());
	Now::mutate(|now| *now += time);
	let spare = Weight::from_parts(Spare::get(), 0);
	let used = <Agreements as Hooks<u64>>::on_idle(number, spare);
	assert!(used.all_lte(spare), "{used} of {spare}");
}

/// Time passes, and nobody looks at anything.
pub fn pass_unseen(time: Moment) {
	System::set_block_number(System::block_number() + 1);
	Now::mutate(|now| *now += time);
}

/// A block, in which everything is looked at that waits.
pub fn settle() {
	pass(BLOCK);
	pass(BLOCK);
}

/// Evaluate as far as so much weight lets.
pub fn work(weight: u64) -> u64 {
	let mut meter = WeightMeter::with_limit(Weight::from_parts(weight, 0));
	Agreements::work(&mut meter);
	meter.consumed().ref_time()
}

/// What work has to be given so that one of the agreements that wait is looked at, and no other: each is
/// looked at in vain twice if there is no room.
pub fn room_for_one(id: AgreementId) -> u64 {
	let vain = <() as WeightInfo>::find_watcher() + <() as WeightInfo>::skip_watcher();
	let looking = <() as WeightInfo>::look_for_work();
	let most = Agreements::most_weight(agreement(id).load);
	(looking + vain * 2 + most).ref_time()
}

/// The events of our pallet since they were reset.
pub fn events() -> Vec<Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::Agreements(event) => Some(event),
			_ => None,
		})
		.collect()
}

pub fn last_event() -> Event<Test> {
	events().pop().expect("something happened")
}
