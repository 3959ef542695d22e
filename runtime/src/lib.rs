#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]
#![recursion_limit = "256"]
// Nearly every public item here is made by a macro.
#![allow(missing_docs)]

extern crate alloc;

// The SDK's macros name its crates from the root.
#[allow(unused_imports)]
use polkadot_sdk::*;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

pub mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod genesis_config_presets;
pub mod migrations;
pub mod transactions;
pub mod weights;

#[allow(unused_imports)] // Named by the macros, and in the prelude of a native build.
use alloc::vec::Vec;

use alloc::borrow::Cow;
use sp_runtime::{generic, impl_opaque_keys};
use sp_version::RuntimeVersion;

pub use hallmark_types::{
	AccountId, Address, AssetId, Balance, BlockNumber, Hash, Hashing, Header, Moment, Nonce,
	OpaqueBlock, Signature,
};
pub use transactions::{SignedPayload, TxExtension, UncheckedExtrinsic};

/// A block with its extrinsics decoded.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

impl_opaque_keys! {
	/// What an authority's machine signs with.
	pub struct SessionKeys {
		/// Authors blocks.
		pub aura: Aura,
		/// Finalises them.
		pub grandpa: Grandpa,
	}
}

// An upgrade must raise `spec_version`. A macro, for the attribute wants a literal
// and the upgrade drill (`runtime/upgrade-drill`) another one.
macro_rules! version {
	($spec_version:tt) => {
		/// What distinguishes this runtime from the one before.
		#[sp_version::runtime_version]
		pub const VERSION: RuntimeVersion = RuntimeVersion {
			spec_name: Cow::Borrowed("hallmark"),
			impl_name: Cow::Borrowed("hallmark-node"),
			authoring_version: 1,
			spec_version: $spec_version,
			impl_version: 1,
			apis: apis::RUNTIME_API_VERSIONS,
			transaction_version: 1,
			system_version: 1,
		};
	};
}

#[cfg(not(upgrade_drill))]
version!(1);
#[cfg(upgrade_drill)]
version!(2);

/// Runs a block: the transactions with their extensions, the hooks of every pallet, migrations.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

/// The pallets. An index is part of every stored call and event: once released it never changes
/// (`tests/frozen.rs`). Hooks and genesis run in this order, which matters in one place: Aura and
/// Authorship name a block's author by the authorities that it was sealed under, so they come
/// before Session, which may replace them in the same block.
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
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;

	// Money.
	#[runtime::pallet_index(2)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(3)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(4)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(5)]
	pub type AssetsHolder = pallet_assets_holder;

	// Consensus.
	#[runtime::pallet_index(10)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(11)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(12)]
	pub type ValidatorSet = pallet_validator_set;
	#[runtime::pallet_index(13)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(14)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(15)]
	pub type Offences = pallet_offences;
	#[runtime::pallet_index(16)]
	pub type Grandpa = pallet_grandpa;

	// The consortium's decisions.
	#[runtime::pallet_index(20)]
	pub type Council = pallet_collective<Instance1>;
	#[runtime::pallet_index(21)]
	pub type Whitelist = pallet_whitelist;
	#[runtime::pallet_index(22)]
	pub type Scheduler = pallet_scheduler;
	#[runtime::pallet_index(23)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(24)]
	pub type SafeMode = pallet_safe_mode;
	#[runtime::pallet_index(25)]
	pub type Sudo = pallet_sudo;
	#[runtime::pallet_index(26)]
	pub type MultiBlockMigrations = pallet_migrations;

	// Ways to sign and send.
	#[runtime::pallet_index(30)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(31)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(32)]
	pub type Proxy = pallet_proxy;

	// The physical world.
	#[runtime::pallet_index(40)]
	pub type Organisations = pallet_organisations;
	#[runtime::pallet_index(41)]
	pub type DeviceIdentity = pallet_device_identity;
	#[runtime::pallet_index(42)]
	pub type ReadingAttestation = pallet_reading_attestation;
	#[runtime::pallet_index(43)]
	pub type Custody = pallet_custody;
	#[runtime::pallet_index(44)]
	pub type Agreements = pallet_agreements;
}
