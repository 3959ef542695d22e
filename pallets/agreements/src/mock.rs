//! A chain with a handful of organisations, and devices and items that say what a test wants them to.
//! Account `n` acts for organisation `n` in matters of agreements and tickets; account `100 + n` acts
//! for it in others.

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

/// An item, as the test wants it to be.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
pub struct Thing {
	pub facts: ItemFacts,
	pub judgement: Option<Judgement>,
	pub accepted: Vec<(OrgId, Moment)>,
	pub holders: Vec<Holder>,
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

/// Time, as the tests set it.
pub struct Clock;

impl Time for Clock {
	type Moment = Moment;

	fn now() -> Moment {
		Now::get()
	}
}

pub const NOT_A_MEMBER: DispatchError = DispatchError::Other("NotAMember");
pub const OUT_OF_SCOPE: DispatchError = DispatchError::Other("OutOfScope");
pub const NOT_ACTIVE: DispatchError = DispatchError::Other("OrganisationNotActive");

pub struct Organisations;

impl Organisations {
	fn org(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let ours = matches!(scope, Scope::Agreements | Scope::Tickets);
		match who {
			1..=20 if ours => Ok(*who as OrgId),
			101..=120 if !ours => Ok((*who - 100) as OrgId),
			1..=20 | 101..=120 => Err(OUT_OF_SCOPE),
			_ => Members::get().get(who).copied().ok_or(NOT_A_MEMBER),
		}
	}
}

impl ActsFor<AccountId> for Organisations {
	fn acting(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let org = Self::org(who, scope)?;
		match Self::standing(org) {
			Some(Standing::Active) => Ok(org),
			_ => Err(NOT_ACTIVE),
		}
	}

	fn receiving(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		Self::org(who, scope)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_acting(who: &AccountId, _: hallmark_types::organisation::Roles) -> OrgId {
		let mut members = Members::get();
		let next = 1_000 + members.len() as OrgId;
		let org = *members.entry(*who).or_insert(next);
		Members::set(&members);
		org
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_expelled(_: OrgId) {}
}

impl Directory for Organisations {
	fn standing(org: OrgId) -> Option<Standing> {
		let known = (1..=20).contains(&org) || Members::get().values().any(|it| *it == org);
		known.then(|| {
			Standings::get()
				.get(&org)
				.copied()
				.unwrap_or(Standing::Active)
		})
	}

	fn has_role(_: OrgId, _: Role) -> bool {
		false
	}

	fn prefix_holder(_: Digits) -> Option<OrgId> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_prefix_holder(_: OrgId, _: hallmark_types::gs1::CompanyPrefix) {}
}

pub struct Devices;

impl Passports for Devices {
	fn facts(device: &DeviceId, moment: Moment) -> Option<Facts> {
		let (owner, status, _) = Register::get().remove(device)?;
		Some(Facts {
			owner,
			status,
			key: Self::key_at(device, moment),
		})
	}

	fn key_at(device: &DeviceId, moment: Moment) -> Option<KeyAt> {
		let (_, _, compromised_since) = Register::get().remove(device)?;
		Some(KeyAt {
			epoch: 0,
			key: key_of(*device),
			compromised: compromised_since.is_some_and(|since| since <= moment),
			compromised_since,
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_device(owner: OrgId, n: u32, _: PublicKey) -> DeviceId {
		let device = DeviceId::from_low_u64_be((1 << 32) + u64::from(n));
		enrol(device, owner);
		device
	}
}

pub struct Mill;

impl Readings for Mill {
	fn signal(signal: &Signal) -> Option<SignalState> {
		let mut state = World::get().remove(signal)?;
		let (_, status, _) = Register::get().remove(&signal.device)?;
		state.sound &= status == DeviceStatus::Active;
		Some(state)
	}

	fn recent(_: &Signal) -> Vec<Attested> {
		Vec::new()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_signal(owner: OrgId, n: u32, unit: Unit) -> Signal {
		let device = DeviceId::from_low_u64_be((2 << 32) + u64::from(n));
		enrol(device, owner);
		open_with(device, "temp", unit)
	}
}

impl Watch for Mill {
	fn watch(signal: &Signal) -> DispatchResult {
		if !World::get().contains_key(signal) {
			return Err(UNKNOWN);
		}
		let mut watchers = StreamWatchers::get();
		*watchers.entry(*signal).or_default() += 1;
		StreamWatchers::set(&watchers);
		Ok(())
	}

	fn unwatch(signal: &Signal) {
		let mut watchers = StreamWatchers::get();
		if let Some(count) = watchers.get_mut(signal) {
			*count = count.saturating_sub(1);
		}
		watchers.retain(|_, count| *count > 0);
		StreamWatchers::set(&watchers);
	}

	fn watchers(signal: &Signal) -> u32 {
		StreamWatchers::get()
			.get(signal)
			.copied()
			.unwrap_or_default()
	}
}

impl Keeping for Mill {
	fn keep(batch: &BatchId) -> DispatchResult {
		let mut kept = KeptBatches::get();
		let there = World::get()
			.get(&batch.signal)
			.and_then(|it| it.latest_batch);
		if there.is_none() {
			return Err(UNKNOWN);
		}
		*kept.entry((batch.signal, batch.number)).or_default() += 1;
		KeptBatches::set(&kept);
		Ok(())
	}

	fn release(batch: &BatchId) {
		let mut kept = KeptBatches::get();
		if let Some(count) = kept.get_mut(&(batch.signal, batch.number)) {
			*count -= 1;
		}
		kept.retain(|_, count| *count > 0);
		KeptBatches::set(&kept);
	}
}

/// What a stream or an item is that is not there.
pub const UNKNOWN: DispatchError = DispatchError::Other("Unknown");

pub struct Shelf;

impl Items for Shelf {
	fn facts(item: &ItemId) -> Option<ItemFacts> {
		Stock::get().get(item).map(|it| it.facts)
	}

	fn judge(item: &ItemId) -> Option<Judgement> {
		Stock::get().get(item)?.judgement
	}

	fn accepted_since(item: &ItemId, org: OrgId, since: Moment) -> bool {
		let stock = Stock::get();
		let accepted = stock.get(item).map(|it| it.accepted.clone());
		accepted
			.unwrap_or_default()
			.iter()
			.any(|(who, at)| *who == org && *at >= since)
	}

	fn watch(item: &ItemId) -> DispatchResult {
		if !Stock::get().contains_key(item) {
			return Err(UNKNOWN);
		}
		let mut watchers = ItemWatchers::get();
		*watchers.entry(*item).or_default() += 1;
		ItemWatchers::set(&watchers);
		Ok(())
	}

	fn unwatch(item: &ItemId) {
		let mut watchers = ItemWatchers::get();
		if let Some(count) = watchers.get_mut(item) {
			*count = count.saturating_sub(1);
		}
		watchers.retain(|_, count| *count > 0);
		ItemWatchers::set(&watchers);
	}

	fn hold(item: &ItemId, holder: Holder, _: H256) -> DispatchResult {
		let mut stock = Stock::get();
		let thing = stock.get_mut(item).ok_or(UNKNOWN)?;
		if !thing.holders.contains(&holder) {
			thing.holders.push(holder);
		}
		thing.facts.held = true;
		Stock::set(&stock);
		Agreements::on_item(item);
		Ok(())
	}

	fn release(item: &ItemId, holder: Holder) {
		let mut stock = Stock::get();
		if let Some(thing) = stock.get_mut(item) {
			thing.holders.retain(|it| *it != holder);
			thing.facts.held = !thing.holders.is_empty();
		}
		Stock::set(&stock);
	}

	fn facts_weight() -> Weight {
		Weight::from_parts(1, 0)
	}

	fn judge_weight() -> Weight {
		Weight::from_parts(1, 0)
	}

	fn hold_weight() -> Weight {
		Weight::from_parts(1, 0)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_item(owner: OrgId, n: u32) -> ItemId {
		let item = ItemId::from_low_u64_be((3 << 32) + u64::from(n));
		let container = ItemId::from_low_u64_be((4 << 32) + u64::from(n));
		stock(container, owner);
		stock(item, owner);
		change_item(item, |thing| thing.facts.root = container);
		item
	}
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

/// The next block, `time` later, with everything that its hooks do.
pub fn pass(time: Moment) {
	let number = System::block_number() + 1;
	System::set_block_number(number);
	<Agreements as Hooks<u64>>::on_initialize(number);
	Now::mutate(|now| *now += time);
	<Agreements as Hooks<u64>>::on_idle(number, Weight::from_parts(Spare::get(), 0));
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

pub fn device(n: u8) -> DeviceId {
	DeviceId::repeat_byte(n)
}

pub fn item(n: u8) -> ItemId {
	ItemId::repeat_byte(0x10 + n)
}

pub fn name(text: &str) -> StreamName {
	text.parse().expect("a name")
}

pub fn signal(n: u8, text: &str) -> Signal {
	Signal {
		device: device(n),
		name: name(text),
	}
}

pub fn key_pair(device: DeviceId) -> ed25519_zebra::SigningKey {
	ed25519_zebra::SigningKey::from(device.0)
}

pub fn key_of(device: DeviceId) -> PublicKey {
	let key = ed25519_zebra::VerificationKey::from(&key_pair(device));
	PublicKey::Ed25519(key.into())
}

pub fn enrol(device: DeviceId, owner: OrgId) {
	let mut register = Register::get();
	register.insert(device, (owner, DeviceStatus::Active, None));
	Register::set(&register);
}

/// A device's key has been in other hands from a moment on.
pub fn compromise(device: DeviceId, since: Moment) {
	let mut register = Register::get();
	register.get_mut(&device).expect("it is enrolled").2 = Some(since);
	Register::set(&register);
}

/// Change a device's standing, and tell of it.
pub fn set_status(device: DeviceId, status: DeviceStatus) {
	let mut register = Register::get();
	register.get_mut(&device).expect("it is enrolled").1 = status;
	Register::set(&register);
	Agreements::on_standing(&device, status);
}

pub fn set_standing(org: OrgId, standing: Standing) {
	let mut standings = Standings::get();
	standings.insert(org, standing);
	Standings::set(&standings);
}

/// Tenths of a degree from −40 to 85 °C, stale after ten minutes.
pub fn open(n: u8, text: &str) -> Signal {
	open_with(device(n), text, Unit::Celsius)
}

pub fn open_with(device: DeviceId, text: &str, unit: Unit) -> Signal {
	let signal = Signal {
		device,
		name: name(text),
	};
	let mut world = World::get();
	let state = SignalState {
		terms: SignalTerms {
			unit,
			exponent: -1,
			min: -400,
			max: 850,
			min_interval: 0,
			longest_silence: 10 * MINUTE,
		},
		latest: None,
		latest_batch: None,
		heard_at: None,
		windows: Some(Windows::default()),
		told_at: None,
		sound: true,
	};
	world.insert(signal, state);
	World::set(&world);
	signal
}

pub fn change_stream(signal: Signal, change: impl FnOnce(&mut SignalState)) {
	let mut world = World::get();
	change(world.get_mut(&signal).expect("it is open"));
	World::set(&world);
}

pub fn close_stream(signal: Signal) {
	let mut world = World::get();
	world.remove(&signal);
	World::set(&world);
	let mut watchers = StreamWatchers::get();
	watchers.remove(&signal);
	StreamWatchers::set(&watchers);
}

/// Stream "temp" of device `n` says so many tenths of a degree now.
pub fn say(n: u8, value: i64) {
	say_at(signal(n, "temp"), value, now());
}

pub fn say_at(signal: Signal, value: i64, measured: Moment) {
	let mut reading = None;
	change_stream(signal, |state| {
		let attested = Attested {
			value,
			exponent: state.terms.exponent,
			measured,
			received: now(),
			block: System::block_number() as u32,
			sequence: state.latest.map_or(1, |latest| latest.sequence + 1),
			corrects: None,
			out_of_range: false,
			tainted: false,
		};
		if state
			.latest
			.is_none_or(|latest| latest.measured <= measured)
		{
			state.latest = Some(attested);
		}
		state.heard_at = state.heard_at.max(Some(measured));
		if let Some(windows) = &mut state.windows {
			windows.push(Agreements::epoch(), value);
		}
		reading = Some(attested);
	});
	let reading = reading.expect("it was said");
	if Mill::watchers(&signal) > 0 {
		Agreements::on_reading(&signal, &reading);
	}
}

/// Stream "temp" of device `n` says in a batch that it was between these.
pub fn say_batch(n: u8, min: i64, max: i64, count: u32) {
	let signal = signal(n, "temp");
	let batch = AttestedBatch {
		number: 0,
		sequence: 1_000,
		count,
		first: now() - MINUTE,
		last: now(),
		min,
		max,
		exponent: -1,
		interval: 0,
		received: now(),
		corrects: None,
		out_of_range: false,
		tainted: false,
	};
	change_stream(signal, |state| {
		state.latest_batch = Some(batch);
		state.heard_at = Some(now());
		if let Some(windows) = &mut state.windows {
			windows.push_batch(Agreements::epoch(), min, max, count);
		}
	});
	Agreements::on_batch(&signal, &batch);
}

/// An item of an organisation, in its own hands, without a policy.
pub fn stock(id: ItemId, owner: OrgId) {
	let mut stock = Stock::get();
	let thing = Thing {
		facts: ItemFacts {
			life: Life::Active,
			owner,
			custodian: owner,
			root: id,
			offered: false,
			held: false,
			recalled: false,
		},
		judgement: None,
		accepted: Vec::new(),
		holders: Vec::new(),
	};
	stock.insert(id, thing);
	Stock::set(&stock);
}

/// Change an item, and tell of it where something changes hands: at its root.
pub fn change_item(id: ItemId, change: impl FnOnce(&mut Thing)) {
	let mut stock = Stock::get();
	let thing = stock.get_mut(&id).expect("it is there");
	let root = thing.facts.root;
	change(thing);
	Stock::set(&stock);
	if ItemWatchers::get().contains_key(&root) {
		Agreements::on_item(&root);
	}
}

pub fn judge(id: ItemId, verdict: Verdict) {
	change_item(id, |thing| {
		thing.judgement = Some(Judgement {
			verdict,
			until: None,
		})
	});
}

/// `org` takes an item into custody.
pub fn accept(id: ItemId, org: OrgId) {
	change_item(id, |thing| {
		thing.facts.custodian = org;
		thing.accepted.push((org, now()));
	});
}

/// Words for what there is: `d1` is device 1, `i1` is item 1.
pub struct Words;

impl Names for Words {
	fn device(&self, name: &str) -> Option<[u8; 32]> {
		let number = name.strip_prefix('d')?.parse().ok()?;
		Some(device(number).0)
	}

	fn item(&self, name: &str) -> Option<[u8; 32]> {
		let number = name.strip_prefix('i')?.parse().ok()?;
		Some(item(number).0)
	}

	fn name_of_device(&self, _: &[u8; 32]) -> Option<&str> {
		None
	}

	fn name_of_item(&self, _: &[u8; 32]) -> Option<&str> {
		None
	}
}

/// The condition that a text says.
pub fn when(text: &str) -> Condition {
	hallmark_conditions::text::parse(text, &Words).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A clause that fires once, at once.
pub fn once(text: &str, actions: &[Action]) -> Clause {
	Clause {
		when: when(text),
		often: Often::Once,
		challenge: 0,
		unknown: Unknown::Waits,
		actions: actions.to_vec().try_into().expect("few"),
	}
}

/// A clause that fires every time, a minute apart at least.
pub fn every(text: &str, actions: &[Action]) -> Clause {
	Clause {
		often: Often::EveryTime { cool_down: MINUTE },
		..once(text, actions)
	}
}

/// Alice pays Bob.
pub fn pay(amount: u128) -> Action {
	Action::Pay {
		from: 0,
		to: 1,
		amount,
	}
}

/// Terms between Alice, who puts 1,000 in, and Bob, who puts in 200, with these clauses. They can be
/// challenged before the judge. What the clauses listen to is declared.
pub fn terms(clauses: &[Clause]) -> Terms {
	let mut terms = Terms {
		parties: vec![
			Party {
				org: ALICE,
				escrow: 1_000,
			},
			Party {
				org: BOB,
				escrow: 200,
			},
		]
		.try_into()
		.expect("two"),
		asset: None,
		streams: Default::default(),
		clauses: clauses.to_vec().try_into().expect("few"),
		tickets: Default::default(),
		commands: Default::default(),
		arbitration: Some(Arbitration {
			arbiter: JUDGE,
			bond: 50,
			patience: 5 * DAY,
			silence: Ruling::Split(500_000),
		}),
		witnesses: vec![WITNESS].try_into().expect("one"),
		sign_by: now() + DAY,
		expires_at: now() + 100 * DAY,
		document: H256::repeat_byte(5),
	};
	declare(&mut terms);
	terms
}

/// Declare the streams that conditions listen to, as they are.
pub fn declare(terms: &mut Terms) {
	let mut signals: Vec<Signal> = Vec::new();
	for node in terms.nodes() {
		if let Some(signal) = node.signal() {
			let signal = Signal::from(*signal);
			if !signals.contains(&signal) {
				signals.push(signal);
			}
		}
	}
	let of = |signal: Signal| Stream {
		signal,
		unit: World::get()
			.get(&signal)
			.map_or(Unit::Celsius, |it| it.terms.unit),
		exponent: -1,
	};
	terms.streams = signals
		.into_iter()
		.map(of)
		.collect::<Vec<_>>()
		.try_into()
		.expect("few");
}

/// A ticket of Alice's for Bob.
pub fn ticket(proof: Option<&str>) -> Ticket {
	Ticket {
		requester: 0,
		servicer: 1,
		proof: proof.map(when),
	}
}

/// A command to device 2, Bob's.
pub fn command() -> Command {
	Command {
		device: device(2),
		opcode: 7,
		lifetime: HOUR,
	}
}

/// Alice proposes. No events are left of it.
pub fn propose(terms: &Terms) -> AgreementId {
	assert_ok!(Agreements::propose(by(ALICE), Box::new(terms.clone())));
	System::reset_events();
	LastAgreement::<Test>::get()
}

/// All sign. No events are left of it.
pub fn sign_all(id: AgreementId) {
	let terms = Agreed::<Test>::get(id).expect("it is proposed");
	let hash = agreement(id).hash;
	for party in &terms.parties {
		assert_ok!(Agreements::sign(by(party.org), id, hash));
	}
	System::reset_events();
}

/// An active agreement on these terms. It was looked at once, and no events are left of that.
pub fn agree(terms: &Terms) -> AgreementId {
	let id = propose(terms);
	sign_all(id);
	pass(0);
	System::reset_events();
	id
}

pub fn agreement(id: AgreementId) -> AgreementOf<Test> {
	Contracts::<Test>::get(id).expect("there is one of that number")
}

pub fn ledger(id: AgreementId) -> Ledger {
	agreement(id).ledger
}

/// What rests of a party's share.
pub fn rest(id: AgreementId, party: usize) -> u128 {
	agreement(id).purses[party].as_ref().map_or(0, |it| it.rest)
}

/// How often the clauses have fired.
pub fn fired(id: AgreementId) -> Vec<u32> {
	agreement(id).clauses.iter().map(|it| it.fired).collect()
}

pub fn status(id: AgreementId) -> Status {
	agreement(id).status
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
