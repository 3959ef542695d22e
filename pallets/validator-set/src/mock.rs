//! A chain of accounts 1, 2, 3 … whose session keys are real Aura keys, so that evidence is signed
//! and checked as on the real one.

use crate as pallet_validator_set;
use crate::*;
use frame_support::{
	assert_ok, derive_impl,
	traits::{ConstU128, ConstU32, EitherOfDiverse, OnFinalize, OnInitialize},
};
use frame_system::EnsureRoot;
use polkadot_sdk::*;
use sp_consensus_aura::{
	digests::CompatibleDigestItem,
	sr25519::{AuthorityId as AuraId, AuthorityPair, AuthoritySignature},
};
use sp_core::{Pair, H256};
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, ConvertInto, Header as _, OpaqueKeys},
	BuildStorage, Digest, DigestItem, MultiAddress, MultiSignature,
};
use sp_staking::SessionIndex;

pub type AccountId = u64;
pub type Header = generic::Header<u32, BlakeTwo256>;
pub type Extrinsic =
	generic::UncheckedExtrinsic<MultiAddress<AccountId, ()>, RuntimeCall, MultiSignature, ()>;
pub type Block = generic::Block<Header, Extrinsic>;

/// What the consortium's vote is in these tests: root, or the account [`COUNCIL`].
pub const COUNCIL: AccountId = 99;
pub const SESSION_LENGTH: u32 = 10;

sp_runtime::impl_opaque_keys! {
	pub struct SessionKeys {
		pub aura: AuraHandler,
	}
}

/// The end of the session pallet's announcements: who authors, as Aura would know it.
pub struct AuraHandler;

frame_support::parameter_types! {
	pub static Authorities: Vec<AuraId> = Vec::new();
	pub static Disabled: Vec<u32> = Vec::new();
	pub static AnnouncedChanges: u32 = 0;
}

impl sp_runtime::BoundToRuntimeAppPublic for AuraHandler {
	type Public = AuraId;
}

impl frame_support::traits::OneSessionHandler<AccountId> for AuraHandler {
	type Key = AuraId;

	fn on_genesis_session<'a, I>(validators: I)
	where
		I: Iterator<Item = (&'a AccountId, AuraId)> + 'a,
	{
		Authorities::set(validators.map(|(_, key)| key).collect());
	}

	fn on_new_session<'a, I>(changed: bool, validators: I, _: I)
	where
		I: Iterator<Item = (&'a AccountId, AuraId)> + 'a,
	{
		Authorities::set(validators.map(|(_, key)| key).collect());
		if changed {
			Disabled::set(Vec::new());
			AnnouncedChanges::mutate(|changes| *changes += 1);
		}
	}

	fn on_disabled(index: u32) {
		Disabled::mutate(|disabled| disabled.push(index));
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
	pub type ValidatorSet = pallet_validator_set;
	#[runtime::pallet_index(3)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(4)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(5)]
	pub type Offences = pallet_offences;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
	type Block = Block;
	type AccountId = AccountId;
	type Lookup = sp_runtime::traits::AccountIdLookup<AccountId, ()>;
	type AccountData = pallet_balances::AccountData<u128>;
	type BlockHashCount = ConstU32<64>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
	type AccountStore = System;
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
}

impl pallet_session::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = ValidatorSet;
	type NextSessionRotation = ValidatorSet;
	type SessionManager = pallet_session::historical::NoteHistoricalRoot<Test, ValidatorSet>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = pallet_session::disabling::UpToLimitDisablingStrategy<3>;
	type WeightInfo = ();
	type Currency = Balances;
	type KeyDeposit = ConstU128<5>;
}

pub struct AccountAlone;
impl sp_runtime::traits::Convert<AccountId, Option<()>> for AccountAlone {
	fn convert(_: AccountId) -> Option<()> {
		Some(())
	}
}

impl pallet_session::historical::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = AccountAlone;
}

impl pallet_offences::Config for Test {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = pallet_session::historical::IdentificationTuple<Test>;
	type OnOffenceHandler = ValidatorSet;
}

frame_support::ord_parameter_types! {
	pub const CouncilAccount: AccountId = COUNCIL;
}

impl Config for Test {
	type GovernanceOrigin = EitherOfDiverse<
		EnsureRoot<AccountId>,
		frame_system::EnsureSignedBy<CouncilAccount, AccountId>,
	>;
	type ReportOffence = Offences;
	type MaxValidators = ConstU32<6>;
	type MinSessionLength = ConstU32<5>;
	type EvidenceLifetime = ConstU32<4>;
	type MaxEvidenceLength = ConstU32<2_048>;
	type WeightInfo = ();
}

/// The Aura key pair number `n`. Account `n` uses it, unless a test says otherwise.
pub fn pair(n: u64) -> AuthorityPair {
	AuthorityPair::from_string(&format!("//{n}"), None).expect("the derivation is well formed")
}

pub fn keys(n: u64) -> SessionKeys {
	SessionKeys {
		aura: pair(n).public(),
	}
}

pub fn council() -> RuntimeOrigin {
	RuntimeOrigin::signed(COUNCIL)
}

/// A chain whose accounts 1 to `validators` hold seats, in its first block.
pub fn chain_of(validators: u64, minimum: u32) -> sp_io::TestExternalities {
	let seated: Vec<AccountId> = (1..=validators).collect();
	let storage = RuntimeGenesisConfig {
		balances: BalancesConfig {
			balances: (1..=20).map(|who| (who, 1_000)).collect(),
			..Default::default()
		},
		validator_set: ValidatorSetConfig {
			validators: seated.clone(),
			minimum,
			session_length: SESSION_LENGTH,
		},
		session: SessionConfig {
			keys: seated
				.into_iter()
				.map(|who| (who, who, keys(who)))
				.collect(),
			..Default::default()
		},
		..Default::default()
	}
	.build_storage()
	.expect("the genesis is sound");
	let mut chain = sp_io::TestExternalities::new(storage);
	chain.execute_with(|| {
		Disabled::set(Vec::new());
		AnnouncedChanges::set(0);
		begin_block(1);
	});
	chain
}

/// Run `test` on a chain of `validators` and check the invariants of every pallet after it.
pub fn on_chain_of(validators: u64, minimum: u32, test: impl FnOnce()) {
	chain_of(validators, minimum).execute_with(|| {
		test();
		check_invariants();
	});
}

pub fn check_invariants() {
	ValidatorSet::do_try_state().expect("the invariants hold");
}

/// The hash that block `number` has in these tests.
pub fn hash_of(number: u32) -> H256 {
	sp_io::hashing::blake2_256(&number.to_le_bytes()).into()
}

fn begin_block(number: u32) {
	System::reset_events();
	System::initialize(&number, &hash_of(number - 1), &Default::default());
	Session::on_initialize(number);
}

pub fn next_block() {
	let number = System::block_number();
	Session::on_finalize(number);
	System::note_finished_extrinsics();
	let _ = System::finalize();
	begin_block(number + 1);
}

/// Go on to the first block of session `index`.
pub fn to_session(index: SessionIndex) {
	while Session::current_index() < index {
		next_block();
		check_invariants();
	}
}

/// Register session keys number `key` for `who`, with the proof that pallet-session asks for.
pub fn set_keys(who: AccountId, key: u64) {
	assert_ok!(try_set_keys(who, key));
}

pub fn try_set_keys(who: AccountId, key: u64) -> frame_support::dispatch::DispatchResult {
	use codec::Encode;
	use sp_core::proof_of_possession::ProofOfPossessionGenerator;
	let mut pair: sp_core::sr25519::Pair = pair(key).into();
	let proof = pair.generate_proof_of_possession(&who.encode());
	Session::set_keys(RuntimeOrigin::signed(who), keys(key), (proof,).encode())
}

/// A header on top of block `parent`, for `slot`, sealed by key pair `n`. `salt` tells apart what
/// would be the same block.
pub fn sealed_header(parent: u32, slot: u64, n: u64, salt: u64) -> Header {
	let mut header = Header::new(
		parent + 1,
		H256::from_low_u64_be(salt),
		H256::zero(),
		hash_of(parent),
		Digest {
			logs: vec![
				<DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(
					slot.into(),
				),
			],
		},
	);
	seal(&mut header, n);
	header
}

/// Put key pair `n`'s seal on `header`.
pub fn seal(header: &mut Header, n: u64) {
	let signature = pair(n).sign(header.hash().as_ref());
	header.digest_mut().push(DigestItem::aura_seal(signature));
}

/// Sound evidence that key pair `n` sealed two blocks for `slot`, both after the running block's
/// parent.
pub fn evidence(n: u64, slot: u64) -> Evidence<Header> {
	let parent = System::block_number() - 1;
	Evidence {
		offender: pair(n).public(),
		slot: slot.into(),
		first_header: sealed_header(parent, slot, n, 1),
		second_header: sealed_header(parent, slot, n, 2),
	}
}

/// Seats by account, in order.
pub fn seated() -> Vec<AccountId> {
	ValidatorSet::validators()
}

/// The events of our pallet in this block.
pub fn events() -> Vec<Event<Test>> {
	System::events()
		.into_iter()
		.filter_map(|record| match record.event {
			RuntimeEvent::ValidatorSet(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// Proof that key pair `n` is an authority's in the running session.
pub fn ownership(n: u64) -> sp_session::MembershipProof {
	use frame_support::traits::KeyOwnerProofSystem;
	Historical::prove((sp_runtime::key_types::AURA, keys(n).aura)).expect("there is a set to prove")
}

/// Convict account `who`, through the evidence of key pair `key` for `slot`.
pub fn report(who: AccountId, key: u64, slot: u64) {
	use frame_support::{pallet_prelude::TransactionSource, traits::Authorize};
	let call = Call::<Test>::report_aura_equivocation {
		evidence: Box::new(evidence(key, slot)),
		key_owner_proof: ownership(key),
	};
	assert_ok!(call
		.authorize(TransactionSource::Local)
		.expect("evidence authorises the call"));
	assert_ok!(sp_runtime::traits::Dispatchable::dispatch(
		RuntimeCall::from(call),
		frame_system::Origin::<Test>::Authorized.into()
	));
	assert!(Offenders::<Test>::contains_key(who));
}
