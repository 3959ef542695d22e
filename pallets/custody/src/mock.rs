//! A chain with a maker, a carrier, a clinic, two regulators, and a thermometer. Account `n` acts
//! for organisation `n` in matters of items and of regulation; account `100 + n` acts for it in
//! others.

use crate as pallet_custody;
use crate::*;
use frame_support::{
	assert_ok, derive_impl,
	traits::{fungible::HoldConsideration, ConstU128, ConstU64, Hooks, LinearStoragePrice},
};
#[cfg(feature = "runtime-benchmarks")]
use hallmark_keys::PublicKey;
use hallmark_types::{
	device::{DeviceId, DeviceStatus, Facts, KeyAt, Passports},
	epc::Epc,
	gs1::{CompanyPrefix, Digits, Gln},
	items::{ItemId, OnItem},
	organisation::{ActsFor, Directory, OrgId, Role, Scope, Standing},
	quantity::{Quantity, Scale},
	readings::{
		Attested, AttestedBatch, OnReading, Proven, Readings, Signal, SignalState, SignalTerms,
		Unit, Watch,
	},
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

pub const NOT_A_MEMBER: DispatchError = DispatchError::Other("NotAMember");
pub const OUT_OF_SCOPE: DispatchError = DispatchError::Other("OutOfScope");
pub const NOT_ACTIVE: DispatchError = DispatchError::Other("NotActive");

pub struct Organisations;

impl Organisations {
	fn member(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let org = match who {
			1..=20 => *who as OrgId,
			101..=120 => return Err(OUT_OF_SCOPE),
			_ => return Members::get().get(who).copied().ok_or(NOT_A_MEMBER),
		};
		if !Register::get().contains_key(&org) {
			return Err(NOT_A_MEMBER);
		}
		match scope {
			Scope::Items => Ok(org),
			Scope::Regulation if Regulators::get().contains(&org) => Ok(org),
			_ => Err(OUT_OF_SCOPE),
		}
	}
}

impl ActsFor<AccountId> for Organisations {
	fn acting(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let org = Self::member(who, scope)?;
		match Self::standing(org) {
			Some(Standing::Active) => Ok(org),
			_ => Err(NOT_ACTIVE),
		}
	}

	fn receiving(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let org = Self::member(who, scope)?;
		match Self::standing(org) {
			Some(Standing::Active | Standing::Suspended) => Ok(org),
			_ => Err(NOT_ACTIVE),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_acting(who: &AccountId, roles: hallmark_types::organisation::Roles) -> OrgId {
		let org = Members::mutate(|members| {
			let next = 1_000 + members.len() as OrgId;
			*members.entry(*who).or_insert(next)
		});
		Register::mutate(|register| register.insert(org, Standing::Active));
		if roles.contains(Role::Regulator) {
			Regulators::mutate(|regulators| regulators.push(org));
		}
		org
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_expelled(org: OrgId) {
		set_standing(org, Standing::Expelled);
	}
}

impl Directory for Organisations {
	fn standing(org: OrgId) -> Option<Standing> {
		Register::get().get(&org).copied()
	}

	fn has_role(org: OrgId, role: Role) -> bool {
		role == Role::Regulator
			&& Regulators::get().contains(&org)
			&& Self::standing(org) == Some(Standing::Active)
	}

	fn prefix_holder(key: Digits) -> Option<OrgId> {
		[("950600", MAKER), ("950601", TRADER), ("950602", CARRIER)]
			.into_iter()
			.find(|(prefix, _)| key.starts_with(prefix.parse().expect("digits")))
			.map(|(_, holder)| holder)
			.or_else(|| {
				Prefixes::get()
					.into_iter()
					.find(|(prefix, _)| key.starts_with(prefix.digits()))
					.map(|(_, holder)| holder)
			})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_prefix_holder(org: OrgId, prefix: CompanyPrefix) {
		Prefixes::mutate(|prefixes| prefixes.push((prefix, org)));
	}
}

pub struct Devices;

impl Passports for Devices {
	fn facts(device: &DeviceId, _: Moment) -> Option<Facts> {
		Some(Facts {
			owner: Owners::get().get(device).copied()?,
			status: DeviceStatus::Active,
			key: None,
		})
	}

	fn key_at(_: &DeviceId, _: Moment) -> Option<KeyAt> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_device(owner: OrgId, n: u32, _: PublicKey) -> DeviceId {
		let device = H256::from_low_u64_be((1 << 32) + u64::from(n));
		Owners::mutate(|owners| owners.insert(device, owner));
		device
	}
}

pub const NO_SUCH_STREAM: DispatchError = DispatchError::Other("NoSuchStream");

pub struct Stream;

impl Readings for Stream {
	fn signal(signal: &Signal) -> Option<SignalState> {
		Streams::get().get(signal).copied()
	}

	fn recent(_: &Signal) -> Vec<Attested> {
		Vec::new()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_signal(owner: OrgId, n: u32, unit: Unit) -> Signal {
		let device = H256::from_low_u64_be((1 << 32) + u64::from(n));
		Owners::mutate(|owners| owners.insert(device, owner));
		let signal = Signal {
			device,
			name: "temp".parse().expect("a name"),
		};
		open_stream(signal, unit);
		signal
	}
}

impl Watch for Stream {
	fn watch(signal: &Signal) -> DispatchResult {
		if !Streams::get().contains_key(signal) {
			return Err(NO_SUCH_STREAM);
		}
		Interest::mutate(|interest| *interest.entry(*signal).or_default() += 1);
		Ok(())
	}

	fn unwatch(signal: &Signal) {
		Interest::mutate(|interest| {
			let watchers = interest.entry(*signal).or_default();
			*watchers = watchers.saturating_sub(1);
		});
	}

	fn watchers(signal: &Signal) -> u32 {
		Interest::get().get(signal).copied().unwrap_or_default()
	}
}

pub struct Listener;

impl OnItem for Listener {
	fn on_item(item: &ItemId) {
		Told::mutate(|told| told.push(*item));
	}

	fn weight() -> Weight {
		Weight::from_parts(TellingCosts::get(), 0)
	}
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

pub fn set_standing(org: OrgId, standing: Standing) {
	Register::mutate(|register| register.insert(org, standing));
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

pub fn epc(uri: &str) -> Epc {
	uri.parse().expect("a name")
}

/// A piece of the maker's vaccine.
pub fn vial(n: u32) -> Epc {
	epc(&format!("urn:epc:id:sgtin:950600.0134352.{n}"))
}

/// A lot of the maker's vaccine.
pub fn lot(name: &str) -> Epc {
	epc(&format!("urn:epc:class:lgtin:950600.0134352.{name}"))
}

/// One of the maker's cases or pallets.
pub fn case(n: u64) -> Epc {
	epc(&format!("urn:epc:id:sscc:950600.{n:011}"))
}

/// A crate of the carrier's that is used again and again.
pub fn crate_of_carrier(n: u32) -> Epc {
	epc(&format!("urn:epc:id:grai:950602.000001.{n}"))
}

pub fn named(epc: Epc) -> NewItem {
	NewItem {
		epc,
		quantity: None,
	}
}

/// So many kilograms.
pub fn kilograms(number: u64) -> Quantity {
	Quantity {
		number,
		scale: Scale {
			unit: "KGM".parse().expect("a unit"),
			exponent: 0,
		},
	}
}

pub fn gln(text: &str) -> Gln {
	text.parse().expect("a GLN")
}

pub fn anywhere() -> Context {
	Context::default()
}

/// Name things for an organisation, and return their ids.
pub fn commission(org: OrgId, names: impl IntoIterator<Item = Epc>) -> Vec<ItemId> {
	commission_in(org, names, None)
}

/// The same, of a lot.
pub fn commission_in(
	org: OrgId,
	names: impl IntoIterator<Item = Epc>,
	lot: Option<Epc>,
) -> Vec<ItemId> {
	let items: Vec<_> = names.into_iter().map(named).collect();
	let ids = items.iter().map(|item| item.epc.id()).collect();
	assert_ok!(Custody::commission(
		by(org),
		items.try_into().expect("not too many"),
		lot,
		None,
		anywhere()
	));
	ids
}

pub fn ids(items: &[ItemId]) -> ItemIds {
	items.to_vec().try_into().expect("not too many")
}

/// Pack things, by whoever has the container.
pub fn pack(parent: ItemId, children: &[ItemId]) {
	let org = custodian(parent);
	assert_ok!(Custody::pack(by(org), parent, ids(children), anywhere()));
}

/// Unpack things, by whoever has the container.
pub fn unpack(parent: ItemId, children: &[ItemId]) {
	let org = custodian(parent);
	assert_ok!(Custody::unpack(by(org), parent, ids(children), anywhere()));
}

pub fn custodian(item: ItemId) -> OrgId {
	Custody::item(item)
		.expect("there is such an item")
		.custodian
}

pub fn owner(item: ItemId) -> OrgId {
	Custody::item(item).expect("there is such an item").owner
}

/// Offer an item's custody for an hour.
pub fn offer(item: ItemId, to: OrgId) -> DispatchResult {
	offer_title(item, Title::Custody, custodian(item), to)
}

/// Offer something for an hour.
pub fn offer_title(item: ItemId, title: Title, from: OrgId, to: OrgId) -> DispatchResult {
	Custody::offer(by(from), item, title, to, now() + HOUR, None, anywhere())
}

/// An item changes hands without more ado.
pub fn hand_over(item: ItemId, to: OrgId) {
	assert_ok!(offer(item, to));
	assert_ok!(Custody::accept(by(to), item, Title::Custody));
}

/// A device's stream of temperatures, in tenths of a degree.
pub fn thermometer(n: u8, owner: OrgId) -> Signal {
	let signal = Signal {
		device: H256::repeat_byte(n),
		name: "temp".parse().expect("a name"),
	};
	Owners::mutate(|owners| owners.insert(signal.device, owner));
	open_stream(signal, Unit::Celsius);
	signal
}

/// Open a stream.
pub fn open_stream(signal: Signal, unit: Unit) {
	let state = SignalState {
		terms: SignalTerms {
			unit,
			exponent: -1,
			min: -400,
			max: 850,
			min_interval: 0,
			longest_silence: HOUR,
		},
		latest: None,
		latest_batch: None,
		heard_at: None,
		windows: None,
		told_at: None,
		sound: true,
	};
	Streams::mutate(|streams| streams.insert(signal, state));
}

/// Cold-chain rules that are breached by a quarter of an hour above 8 °C.
pub fn cold_chain() -> PolicyTerms {
	use hallmark_conditions::{
		excursion::{Measure, Rule},
		Comparison,
	};
	PolicyTerms {
		unit: Unit::Celsius,
		demand: Demand::Rules(
			vec![Rule::Limit {
				comparison: Comparison::Above,
				limit: 80,
				measure: Measure::Stretch,
				allowed: 15 * MINUTE,
			}]
			.try_into()
			.expect("one rule"),
		),
		hold: None,
		disorder: 0,
		disclosure: 0,
		until: None,
	}
}

/// A device reports so many tenths of a degree.
pub fn reads(signal: Signal, sequence: u64, value: i64) {
	let reading = Attested {
		value,
		exponent: -1,
		measured: now(),
		received: now(),
		block: System::block_number(),
		sequence,
		corrects: None,
		out_of_range: false,
		tainted: false,
	};
	hear(signal, reading);
}

/// A reading was taken in.
pub fn hear(signal: Signal, reading: Attested) {
	note(signal);
	Custody::on_reading(&signal, &reading);
}

/// A batch was taken in.
pub fn hear_batch(signal: Signal, batch: AttestedBatch) {
	note(signal);
	Custody::on_batch(&signal, &batch);
}

/// A reading of a batch was proven.
pub fn hear_proof(signal: Signal, proven: Proven) {
	note(signal);
	Custody::on_proof(&signal, &proven);
}

fn note(signal: Signal) {
	let block = System::block_number();
	Streams::mutate(|streams| {
		if let Some(state) = streams.get_mut(&signal) {
			state.told_at = Some(block);
		}
	});
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

/// The items that somebody was told of since this was asked last.
pub fn told() -> Vec<ItemId> {
	Told::take()
}

/// The step that was done last with an item.
pub fn last_step(item: ItemId) -> Step {
	let steps = Items::<Test>::get(item)
		.expect("there is such an item")
		.steps;
	Steps::<Test>::get(item, steps - 1).expect("there is one")
}

/// Call a lot back, for its maker or a regulator. Returns the recall's number.
pub fn recall_lot(org: OrgId, lot: ItemId) -> RecallId {
	recall(org, Subject::Lot(lot), &[])
}

/// Call something back, and name some to whom it may be brought.
pub fn recall(org: OrgId, subject: Subject, returns_to: &[OrgId]) -> RecallId {
	let returns_to = returns_to.to_vec().try_into().expect("not too many");
	assert_ok!(Custody::recall(
		by(org),
		subject,
		REASON,
		returns_to,
		anywhere()
	));
	Counters::<Test>::get().recall
}

/// What was done to an item since it got its name.
pub fn deeds(item: ItemId) -> Vec<Deed> {
	let steps = Custody::item(item).expect("there is such an item").steps;
	(1..steps)
		.map(|index| Steps::<Test>::get(item, index).expect("there is such a step"))
		.map(|step| step.deed)
		.collect()
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

/// Customs hold an item.
pub fn hold(item: ItemId) {
	assert_ok!(Custody::hold(by(CUSTOMS), item, REASON, anywhere()));
}

/// Customs let it go.
pub fn release(item: ItemId) {
	assert_ok!(Custody::release(by(CUSTOMS), item, CUSTOMS, anywhere()));
}

/// An item is no more.
pub fn destroy(item: ItemId) {
	assert_ok!(Custody::destroy(by(custodian(item)), item, anywhere()));
}

/// A company prefix.
pub fn prefix(text: &str) -> CompanyPrefix {
	text.parse().expect("a prefix")
}
