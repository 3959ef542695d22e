//! A chain with a handful of organisations and devices. Account `n` acts for organisation `n` in
//! matters of readings; account `100 + n` acts for it in others. Devices sign with real keys.

mod envelopes;
mod world;

pub use envelopes::*;
pub use world::*;

use crate as pallet_reading_attestation;
use crate::*;
use frame_support::{
	assert_ok, derive_impl,
	traits::{fungible::HoldConsideration, ConstU128, ConstU32, ConstU64, LinearStoragePrice},
};
use hallmark_envelope::{sign::KeyPair, Unit};
use hallmark_keys::PureRust;
use hallmark_types::{
	device::{Charge, DeviceId, DeviceStatus},
	organisation::OrgId,
	readings::{Signal, StreamName, Watch},
	windows::Epoch,
	Moment,
};
use polkadot_sdk::*;
use sp_core::H256;
use sp_runtime::BuildStorage;
use std::collections::BTreeMap;

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlockU32<Test>;

/// Runs devices 1 to 9.
pub const OWNER: OrgId = 1;
/// Runs devices 10 to 19.
pub const OTHER: OrgId = 2;
/// Acts for nobody, and has money.
pub const GATEWAY: AccountId = 50;
/// What every account owns at first.
pub const ENDOWMENT: u128 = 10_000_000;

pub const SECOND: Moment = 1_000;
pub const MINUTE: Moment = 60 * SECOND;
pub const DAY: Moment = 24 * 60 * MINUTE;
/// 2026-01-01, when every test begins.
pub const START: Moment = 1_767_225_600 * SECOND;
pub const MAX_LEAD: Moment = 30 * SECOND;
pub const MAX_LAG: Moment = 7 * DAY;
pub const STRIKE_PERIOD: Moment = DAY;
pub const MAX_STRIKES: u32 = 3;
pub const MAX_STREAMS: u32 = 4;
pub const MAX_SEATS: u32 = 2;
pub const CAPACITY: u64 = 10_000;
pub const RECOVERY: u64 = 100;
pub const QUOTA_PRICE: u128 = 1_000;
pub const PRIORITY: u64 = 7;
pub const LONGEVITY: u64 = 64;

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
	pub type ReadingAttestation = pallet_reading_attestation;
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
	/// What the register of passports says.
	pub static Register: BTreeMap<DeviceId, Passport> = BTreeMap::new();
	/// Who acts for whom besides the founders.
	pub static Members: BTreeMap<AccountId, OrgId> = BTreeMap::new();
	/// Who was quarantined, why, and on what evidence.
	pub static Convictions: Vec<(DeviceId, Charge, H256)> = Vec::new();
	/// Everything that was heard since it was looked at last.
	pub static Ears: Vec<Heard> = Vec::new();
	/// The epoch that readings are gathered in.
	pub static Now: Epoch = 1;
	/// How many watch a stream.
	pub static Interest: BTreeMap<Signal, u32> = BTreeMap::new();
	pub const StorageDeposit: RuntimeHoldReason =
		RuntimeHoldReason::ReadingAttestation(HoldReason::Storage);
	pub const QuotaDeposit: RuntimeHoldReason =
		RuntimeHoldReason::ReadingAttestation(HoldReason::Quota);
}

impl Config for Test {
	type Organisations = Organisations;
	type Devices = Devices;
	type Discipline = Devices;
	type OnReading = Listener;
	type Time = Timestamp;
	type Signatures = PureRust;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		StorageDeposit,
		LinearStoragePrice<ConstU128<1_000>, ConstU128<1>, u128>,
	>;
	type RuntimeHoldReason = RuntimeHoldReason;
	type Currency = Balances;
	type MaxLead = ConstU64<MAX_LEAD>;
	type MaxLag = ConstU64<MAX_LAG>;
	type MaxStreams = ConstU32<MAX_STREAMS>;
	type MaxRetention = ConstU32<16>;
	type MaxSeats = ConstU32<MAX_SEATS>;
	type MaxStrikes = ConstU32<MAX_STRIKES>;
	type StrikePeriod = ConstU64<STRIKE_PERIOD>;
	type QuotaCapacity = ConstU64<CAPACITY>;
	type QuotaRecovery = ConstU64<RECOVERY>;
	type QuotaPrice = ConstU128<QUOTA_PRICE>;
	type MaxQuotaUnits = ConstU32<8>;
	type SenderSignature = ();
	type PoolPriority = ConstU64<PRIORITY>;
	type PoolLongevity = ConstU64<LONGEVITY>;
	type WeightInfo = ();
}

/// A chain in its first block, at [`START`], with devices 1 to 19.
pub fn new_chain() -> sp_io::TestExternalities {
	let accounts = (1..=20).chain(101..=120).chain([GATEWAY]);
	let storage = RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: accounts.map(|who| (who, ENDOWMENT)).collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.expect("the genesis is sound");
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| {
		let passport = |n: u8| Passport {
			owner: if n < 10 { OWNER } else { OTHER },
			status: DeviceStatus::Active,
			keys: vec![(0, ed25519(n).public_key())],
			compromised_since: None,
		};
		Register::set((1..20).map(|n| (device(n), passport(n))).collect());
		Members::set(BTreeMap::new());
		Convictions::set(Vec::new());
		Ears::set(Vec::new());
		Interest::set(BTreeMap::new());
		Now::set(1);
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

/// The pallet's own invariants, and that what is held is what the records say.
pub fn check_invariants() {
	ReadingAttestation::do_try_state().expect("the invariants hold");
	let mut stored: BTreeMap<AccountId, u128> = BTreeMap::new();
	let mut count = |deposit: DepositOf<Test>, footprint: frame_support::traits::Footprint| {
		*stored.entry(deposit.payer).or_default() +=
			1_000 + u128::from(footprint.count * footprint.size);
	};
	for (device, name, deposit) in StreamDeposits::<Test>::iter() {
		let stream = Streams::<Test>::get(device, name).expect("it is open");
		count(
			deposit,
			ReadingAttestation::stream_footprint(stream.terms.retention),
		);
	}
	for (_, group) in Groups::<Test>::iter() {
		count(group.deposit, ReadingAttestation::group_footprint());
	}
	for (device, name, stream) in Streams::<Test>::iter() {
		let interest = Interest::get().remove(&Signal { device, name });
		assert_eq!(stream.watchers, interest.unwrap_or_default());
	}
	let mut staked: BTreeMap<AccountId, u128> = BTreeMap::new();
	for (_, who, stake) in Stakes::<Test>::iter() {
		*staked.entry(who).or_default() += stake.held;
	}
	for who in (1..=20).chain(101..=120).chain([GATEWAY]) {
		assert_eq!(
			held(who),
			stored.remove(&who).unwrap_or_default(),
			"stored by {who}"
		);
		assert_eq!(
			held_for_quota(who),
			staked.remove(&who).unwrap_or_default(),
			"staked by {who}"
		);
	}
}

/// What is held of an account for what it stores.
pub fn held(who: AccountId) -> u128 {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&StorageDeposit::get(), &who)
}

/// What is held of an account for quotas.
pub fn held_for_quota(who: AccountId) -> u128 {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&QuotaDeposit::get(), &who)
}

/// Somebody who acts for an organisation in matters of readings.
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

/// Time passes, and a block with it.
pub fn pass(time: Moment) {
	System::set_block_number(System::block_number() + 1);
	Timestamp::set_timestamp(now() + time);
}

pub fn device(n: u8) -> DeviceId {
	H256::repeat_byte(n)
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

/// Tenths of a degree, from −40 to 85 °C, at most one a second, and four batches.
pub fn terms() -> Terms {
	Terms {
		unit: Unit::Celsius,
		exponent: -1,
		retention: 4,
		bounds: Bounds {
			min: -400,
			max: 850,
			min_interval: SECOND,
			longest_silence: 10 * MINUTE,
		},
	}
}

/// Open stream `text` of device `n`, and watch it.
pub fn open(n: u8, text: &str) -> Signal {
	open_with(n, text, terms())
}

pub fn open_with(n: u8, text: &str, terms: Terms) -> Signal {
	let owner = Register::get()[&device(n)].owner;
	assert_ok!(ReadingAttestation::open_stream(
		by(owner),
		device(n),
		name(text),
		terms
	));
	watch(signal(n, text));
	signal(n, text)
}

/// One more is interested in an open stream.
pub fn watch(signal: Signal) {
	assert_ok!(ReadingAttestation::watch(&signal));
	Interest::mutate(|interest| *interest.entry(signal).or_default() += 1);
}

/// One fewer is interested in a stream that is watched.
pub fn unwatch(signal: Signal) {
	ReadingAttestation::unwatch(&signal);
	Interest::mutate(|interest| *interest.get_mut(&signal).expect("it is watched") -= 1);
}

/// Everything that the pallet has stored.
pub fn state() -> Vec<(Vec<u8>, Vec<u8>)> {
	let prefix = sp_io::hashing::twox_128(b"ReadingAttestation").to_vec();
	let mut state = Vec::new();
	let mut key = prefix.clone();
	while let Some(next) = sp_io::storage::next_key(&key).filter(|next| next.starts_with(&prefix)) {
		let value = frame_support::storage::unhashed::get_raw(&next).expect("it is there");
		state.push((next.clone(), value));
		key = next;
	}
	state
}

pub fn stream(signal: Signal) -> Stream {
	Streams::<Test>::get(signal.device, signal.name).expect("it is open")
}

/// The least and the greatest value that landed on a stream in the last two epochs.
pub fn ranged(signal: Signal) -> Option<(i64, i64)> {
	let windows = stream(signal).windows.expect("it is watched");
	windows
		.all()
		.range()
		.map(|band| (band.lowest, band.highest))
}

/// The events of our pallet in this block.
pub fn events() -> Vec<Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::ReadingAttestation(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// The last event, which must be this pallet's.
pub fn last_event() -> Event<Test> {
	match System::events().pop().expect("there is one").event {
		RuntimeEvent::ReadingAttestation(event) => event,
		other => panic!("the last event is another pallet's: {other:?}"),
	}
}
