//! A chain with a handful of organisations. Account `n` acts for organisation `n` in every scope;
//! account `100 + n` acts for it in none. Devices sign with real keys.

use crate as pallet_device_identity;
use crate::*;
use frame_support::{
	derive_impl,
	traits::{fungible::HoldConsideration, ConstU128, ConstU32, ConstU64, LinearStoragePrice},
	weights::Weight,
};
use hallmark_keys::{Possession, PublicKey, PureRust, Rotation, Signature, Statement};
use hallmark_merkle::Tree;
use hallmark_types::{
	device::{device_id, DeviceId, DeviceStatus, OnStanding},
	organisation::{ActsFor, Directory, OrgId, Role, Roles, Scope, Standing},
	Moment,
};
use p256::ecdsa::{signature::Signer, SigningKey};
use polkadot_sdk::*;
use sp_core::H256;
use sp_runtime::{BuildStorage, DispatchError};
use std::{collections::BTreeMap, sync::OnceLock};

pub type AccountId = u64;
pub type Block = frame_system::mocking::MockBlockU32<Test>;

/// Makes devices.
pub const MAKER: OrgId = 1;
/// Makes devices too.
pub const OTHER_MAKER: OrgId = 2;
/// Runs devices.
pub const OWNER: OrgId = 3;
/// Runs devices too.
pub const BUYER: OrgId = 4;
/// Watches over all of them.
pub const REGULATOR: OrgId = 5;
/// Watches over all of them too, and owns a device now and then.
pub const OTHER_REGULATOR: OrgId = 6;
/// An account that acts for nobody.
pub const STRANGER: AccountId = 99;

pub const SECOND: Moment = 1_000;
pub const DAY: Moment = 24 * 3_600 * SECOND;
/// 2026-01-01, when every test begins.
pub const START: Moment = 1_767_225_600 * SECOND;
pub const ROTATION_DELAY: Moment = 3 * DAY;
pub const APPEAL_PERIOD: Moment = 30 * DAY;
pub const RETENTION: Moment = 90 * DAY;
pub const PROOF_LIFETIME: Moment = DAY;

/// What every account owns at first.
pub const ENDOWMENT: u128 = 10_000_000;

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
	pub type DeviceIdentity = pallet_device_identity;
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

/// What telling [`Watcher`] costs.
pub const WATCHING: Weight = Weight::from_parts(1_000_000, 0);

frame_support::parameter_types! {
	/// What [`Watcher`] was told.
	pub static Told: Vec<(DeviceId, DeviceStatus)> = Vec::new();
	/// What the register of organisations says.
	pub static Register: BTreeMap<OrgId, (Standing, Roles)> = founders();
	pub const StorageDeposit: RuntimeHoldReason =
		RuntimeHoldReason::DeviceIdentity(HoldReason::Storage);
}

#[cfg(feature = "runtime-benchmarks")]
frame_support::parameter_types! {
	/// For whom the benchmarks' accounts act.
	pub static Hired: BTreeMap<AccountId, OrgId> = BTreeMap::new();
}

fn founders() -> BTreeMap<OrgId, (Standing, Roles)> {
	let active = |roles: &[Role]| (Standing::Active, Roles::of(roles));
	BTreeMap::from([
		(MAKER, active(&[Role::Maker])),
		(OTHER_MAKER, active(&[Role::Maker])),
		(OWNER, active(&[Role::Operator])),
		(BUYER, active(&[Role::Operator])),
		(REGULATOR, active(&[Role::Regulator])),
		(OTHER_REGULATOR, active(&[Role::Regulator])),
	])
}

/// Change an organisation's standing.
pub fn stand(organisation: OrgId, standing: Standing) {
	Register::mutate(|register| {
		register.get_mut(&organisation).expect("a founder").0 = standing;
	});
}

pub const NOT_A_MEMBER: DispatchError = DispatchError::Other("NotAMember");
pub const OUT_OF_SCOPE: DispatchError = DispatchError::Other("OutOfScope");
pub const SUSPENDED: DispatchError = DispatchError::Other("OrganisationSuspended");

pub struct Organisations;

impl ActsFor<AccountId> for Organisations {
	fn acting(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		#[cfg(feature = "runtime-benchmarks")]
		if let Some(organisation) = Hired::get().get(who) {
			return Ok(*organisation);
		}
		let organisation = (who % 100) as OrgId;
		let (standing, roles) = *Register::get().get(&organisation).ok_or(NOT_A_MEMBER)?;
		if standing != Standing::Active {
			return Err(SUSPENDED);
		}
		if *who > 100 || (scope == Scope::Regulation && !roles.contains(Role::Regulator)) {
			return Err(OUT_OF_SCOPE);
		}
		Ok(organisation)
	}

	fn receiving(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let organisation = *who as OrgId;
		match Self::standing(organisation) {
			Some(Standing::Suspended) => Ok(organisation),
			_ => Self::acting(who, scope),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_acting(who: &AccountId, roles: Roles) -> OrgId {
		let organisation = 1_000 + Register::get().len() as OrgId;
		Hired::mutate(|hired| hired.insert(*who, organisation));
		Register::mutate(|register| register.insert(organisation, (Standing::Active, roles)));
		organisation
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_expelled(organisation: OrgId) {
		stand(organisation, Standing::Expelled);
	}
}

impl Directory for Organisations {
	fn standing(organisation: OrgId) -> Option<Standing> {
		Register::get()
			.get(&organisation)
			.map(|(standing, _)| *standing)
	}

	fn has_role(organisation: OrgId, role: Role) -> bool {
		Register::get()
			.get(&organisation)
			.is_some_and(|(standing, roles)| *standing == Standing::Active && roles.contains(role))
	}

	fn prefix_holder(_: hallmark_types::gs1::Digits) -> Option<OrgId> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_prefix_holder(_: OrgId, _: hallmark_types::gs1::CompanyPrefix) {}
}

impl Config for Test {
	type Organisations = Organisations;
	type CouncilOrigin = frame_system::EnsureRoot<AccountId>;
	type Time = Timestamp;
	type OnStanding = Watcher;
	type Signatures = PureRust;
	type Consideration = HoldConsideration<
		AccountId,
		Balances,
		StorageDeposit,
		LinearStoragePrice<ConstU128<1_000>, ConstU128<1>, u128>,
	>;
	type MaxProofLifetime = ConstU64<PROOF_LIFETIME>;
	type RotationDelay = ConstU64<ROTATION_DELAY>;
	type AppealPeriod = ConstU64<APPEAL_PERIOD>;
	type RetentionPeriod = ConstU64<RETENTION>;
	type MaxKeyEpochs = ConstU32<4>;
	type MaxSuccessions = ConstU32<3>;
	type WeightInfo = ();
}

/// Writes down what it is told.
pub struct Watcher;

impl OnStanding for Watcher {
	fn on_standing(device: &DeviceId, status: DeviceStatus) {
		// It is told after the passport was written, so that whatever it asks agrees.
		assert_eq!(super::mock::status(*device), status);
		Told::mutate(|told| told.push((*device, status)));
	}

	fn weight() -> Weight {
		WATCHING
	}
}

/// A chain in its first block, at [`START`].
pub fn new_chain() -> sp_io::TestExternalities {
	let storage = RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: (1..=9).map(|who| (who, ENDOWMENT)).collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.expect("the genesis is sound");
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| {
		Register::set(founders());
		Told::set(Vec::new());
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
	DeviceIdentity::do_try_state().expect("the invariants hold");
	let mut expected: BTreeMap<AccountId, u128> = BTreeMap::new();
	let mut count = |deposit: DepositOf<Test>, footprint: frame_support::traits::Footprint| {
		*expected.entry(deposit.payer).or_default() +=
			1_000 + u128::from(footprint.count * footprint.size);
	};
	for (_, _, anchor) in Anchors::<Test>::iter() {
		count(anchor.deposit, DeviceIdentity::anchor_footprint());
	}
	for (_, _, manifest) in Manifests::<Test>::iter() {
		count(manifest.deposit, DeviceIdentity::manifest_footprint());
	}
	for (_, device) in Devices::<Test>::iter() {
		let footprint = DeviceIdentity::device_footprint(device.last_epoch + 1);
		count(device.deposit, footprint);
	}
	for who in 1..=9 {
		assert_eq!(
			held(who),
			expected.remove(&who).unwrap_or_default(),
			"what is held of {who}"
		);
	}
}

/// What is held of an account.
pub fn held(who: AccountId) -> u128 {
	use frame_support::traits::fungible::InspectHold;
	Balances::balance_on_hold(&StorageDeposit::get(), &who)
}

/// Somebody who acts for an organisation in every scope.
pub fn by(organisation: OrgId) -> RuntimeOrigin {
	RuntimeOrigin::signed(organisation.into())
}

/// Somebody who acts for an organisation in no scope.
pub fn by_clerk(organisation: OrgId) -> RuntimeOrigin {
	RuntimeOrigin::signed(100 + AccountId::from(organisation))
}

pub fn council() -> RuntimeOrigin {
	RuntimeOrigin::root()
}

pub fn now() -> Moment {
	Timestamp::get()
}

pub fn pass(time: Moment) {
	Timestamp::set_timestamp(now() + time);
}

/// Key pair number `n` of a device, on P-256.
pub fn pair(n: u8) -> SigningKey {
	SigningKey::from_slice(&[n; 32]).expect("the seed is below the order")
}

/// Its public half. Computed once: the random sequences ask for it often.
pub fn key(n: u8) -> PublicKey {
	static KEYS: OnceLock<Vec<PublicKey>> = OnceLock::new();
	let keys = KEYS.get_or_init(|| {
		(1..=u8::MAX - 1)
			.map(|n| {
				let point = pair(n).verifying_key().to_encoded_point(true);
				PublicKey::Es256(point.as_bytes().try_into().expect("compressed"))
			})
			.collect()
	});
	keys[usize::from(n) - 1]
}

/// Key pair `n`'s signature over a statement.
pub fn sign(n: u8, statement: &impl Statement) -> Signature {
	let signature: p256::ecdsa::Signature = statement.using_bytes(|bytes| pair(n).sign(bytes));
	Signature(signature.to_bytes().into())
}

/// Key pair `n` holds `device`, which is or becomes `owner`'s.
pub fn possession(n: u8, device: DeviceId, owner: OrgId) -> Proof {
	let expires_at = now() + SECOND;
	let statement = Possession {
		genesis: DeviceIdentity::genesis(),
		device: device.0,
		owner,
		key: key(n),
		expires_at,
	};
	Proof {
		expires_at,
		signature: sign(n, &statement),
	}
}

/// Key pair `n`, of `epoch`, hands over to key `next`.
pub fn rotation(n: u8, device: DeviceId, epoch: u32, next: u8) -> Proof {
	let expires_at = now() + SECOND;
	let statement = Rotation {
		genesis: DeviceIdentity::genesis(),
		device: device.0,
		epoch,
		next: key(next),
		expires_at,
	};
	Proof {
		expires_at,
		signature: sign(n, &statement),
	}
}

/// The serial number of device `n`.
pub fn serial(n: u8) -> Serial {
	format!("SN-{n:04}").into_bytes().try_into().expect("short")
}

/// The id of device `n` of [`MAKER`].
pub fn device(n: u8) -> DeviceId {
	device_id(MAKER, &serial(n))
}

/// Each device with its number's key: devices 1 to 20, and three more lines that give devices 1,
/// 2 and 3 the keys 101, 102 and 103.
fn lines() -> Vec<(u8, u8)> {
	(1..=20)
		.map(|n| (n, n))
		.chain((1..=3).map(|n| (n, 100 + n)))
		.collect()
}

/// The list that [`publish`] publishes.
pub fn list() -> &'static Tree {
	static LIST: OnceLock<Tree> = OnceLock::new();
	LIST.get_or_init(|| {
		Tree::new(lines().into_iter().map(|(n, key_number)| {
			hallmark_merkle::leaf_hash(&ManifestEntry::line(&key(key_number), &serial(n)))
		}))
		.expect("a small tree")
	})
}

/// Publish the list of [`MAKER`]'s devices.
pub fn publish() -> H256 {
	let list = list();
	frame_support::assert_ok!(DeviceIdentity::publish_manifest(
		by(MAKER),
		list.root().into(),
		list.size(),
		b"Fridge 7".to_vec().try_into().expect("short"),
	));
	list.root().into()
}

/// The list's line of device `n` with key `key_number`.
pub fn entry(n: u8, key_number: u8) -> ManifestEntry {
	let index = lines()
		.iter()
		.position(|line| *line == (n, key_number))
		.expect("on the list") as u32;
	ManifestEntry {
		serial: serial(n),
		key: key(key_number),
		index,
		path: list()
			.path(index)
			.expect("in range")
			.try_into()
			.expect("bounded"),
	}
}

/// Enrol device `n` of [`MAKER`] for `owner`, with its number's key.
pub fn enrol(n: u8, owner: OrgId) -> DeviceId {
	let root = H256::from(list().root());
	if !Manifests::<Test>::contains_key(MAKER, root) {
		publish();
	}
	frame_support::assert_ok!(DeviceIdentity::enrol_with_manifest(
		by(owner),
		MAKER,
		root,
		entry(n, n),
		possession(n, device(n), owner),
	));
	device(n)
}

/// Run a call as a transaction does: what fails leaves nothing.
pub fn with_layer<R>(call: impl FnOnce() -> Result<R, DispatchError>) -> Result<R, DispatchError> {
	frame_support::storage::with_storage_layer(call)
}

/// How a device stands.
pub fn status(device: DeviceId) -> DeviceStatus {
	Devices::<Test>::get(device).expect("enrolled").status
}

/// The last event, which must be this pallet's.
pub fn last_event() -> Event<Test> {
	match System::events().pop().expect("there is one").event {
		RuntimeEvent::DeviceIdentity(event) => event,
		other => panic!("the last event is another pallet's: {other:?}"),
	}
}
