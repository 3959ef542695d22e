//! What a release has promised: the numbers under which pallets and calls are stored and signed.
//!
//! A line here may be added, never changed: a wallet, an indexer or a scheduled call that was made
//! yesterday means the same tomorrow.

use codec::Encode;
use hallmark_runtime::*;
use polkadot_sdk::{
	frame_support::traits::{GetCallIndex, PalletInfo},
	*,
};
use scale_info::{form::MetaForm, TypeDef, TypeInfo};

/// `(index, name)` of every pallet.
const PALLETS: &[(usize, &str)] = &[
	(0, "System"),
	(1, "Timestamp"),
	(2, "Balances"),
	(3, "TransactionPayment"),
	(4, "Assets"),
	(5, "AssetsHolder"),
	(10, "Aura"),
	(11, "Authorship"),
	(12, "ValidatorSet"),
	(13, "Session"),
	(14, "Historical"),
	(15, "Offences"),
	(16, "Grandpa"),
	(20, "Council"),
	(21, "Whitelist"),
	(22, "Scheduler"),
	(23, "Preimage"),
	(24, "SafeMode"),
	(25, "Sudo"),
	(26, "MultiBlockMigrations"),
	(30, "Utility"),
	(31, "Multisig"),
	(32, "Proxy"),
	(40, "Organisations"),
	(41, "DeviceIdentity"),
	(42, "ReadingAttestation"),
	(43, "Custody"),
	(44, "Agreements"),
];

/// `(index, name)` of the variants of a call, event or error.
fn variants<T: TypeInfo>() -> Vec<(u8, &'static str)> {
	let info = T::type_info();
	let TypeDef::Variant::<MetaForm>(definition) = &info.type_def else {
		panic!("a call, event or error is an enum");
	};
	definition
		.variants
		.iter()
		.map(|variant| (variant.index, variant.name))
		.collect()
}

#[test]
fn pallets_keep_their_index_and_name() {
	let pallets: Vec<(usize, &str)> =
		<AllPalletsWithSystem as frame_support::traits::PalletsInfoAccess>::infos()
			.into_iter()
			.map(|info| (info.index, info.name))
			.collect();
	assert_eq!(pallets, PALLETS);
	assert_eq!(
		<Runtime as frame_system::Config>::PalletInfo::index::<System>(),
		Some(0)
	);
}

#[test]
fn the_validator_sets_calls_keep_their_index() {
	assert_eq!(
		variants::<pallet_validator_set::Call<Runtime>>(),
		[
			(0, "add_validator"),
			(1, "remove_validator"),
			(2, "set_minimum"),
			(3, "set_session_length"),
			(4, "withdraw_keys"),
			(5, "report_aura_equivocation"),
		]
	);
	assert_eq!(
		pallet_validator_set::Call::<Runtime>::get_call_indices(),
		[0, 1, 2, 3, 4, 5]
	);
}

#[test]
fn the_organisations_calls_keep_their_index() {
	assert_eq!(
		variants::<pallet_organisations::Call<Runtime>>(),
		[
			(0, "apply"),
			(1, "withdraw_application"),
			(2, "admit"),
			(3, "decline"),
			(4, "set_roles"),
			(5, "set_metadata"),
			(6, "suspend"),
			(7, "reinstate"),
			(8, "expel"),
			(9, "add_agent"),
			(10, "accept_agency"),
			(11, "set_mandate"),
			(12, "remove_agent"),
			(13, "offer_admin"),
			(14, "accept_admin"),
			(15, "assign_prefix"),
			(16, "withdraw_prefix"),
		]
	);
}

#[test]
fn the_devices_calls_keep_their_index() {
	assert_eq!(
		variants::<pallet_device_identity::Call<Runtime>>(),
		[
			(0, "register_anchor"),
			(1, "withdraw_anchor"),
			(2, "publish_manifest"),
			(3, "withdraw_manifest"),
			(4, "enrol_with_certificate"),
			(5, "enrol_with_manifest"),
			(6, "rotate_key"),
			(7, "announce_rotation"),
			(8, "cancel_rotation"),
			(9, "report_compromise"),
			(10, "offer"),
			(11, "withdraw_offer"),
			(12, "accept"),
			(13, "suspend"),
			(14, "resume"),
			(15, "retire"),
			(16, "remove"),
			(17, "quarantine"),
			(18, "appeal"),
			(19, "decide_appeal"),
			(20, "clear_suspicion"),
			(21, "revoke"),
			(22, "name_successor"),
		]
	);
}

#[test]
fn the_readings_calls_keep_their_index() {
	assert_eq!(
		variants::<pallet_reading_attestation::Call<Runtime>>(),
		[
			(0, "open_stream"),
			(1, "amend_stream"),
			(2, "close_stream"),
			(3, "submit"),
			(4, "relay"),
			(5, "prove"),
			(6, "report_equivocation"),
			(7, "open_group"),
			(8, "close_group"),
			(9, "offer_seat"),
			(10, "take_seat"),
			(11, "free_seat"),
			(12, "raise_quota"),
			(13, "lower_quota"),
		]
	);
}

#[test]
fn the_custodys_calls_keep_their_index() {
	assert_eq!(
		variants::<pallet_custody::Call<Runtime>>(),
		[
			(0, "commission"),
			(1, "observe"),
			(2, "pack"),
			(3, "unpack"),
			(4, "offer"),
			(5, "accept"),
			(6, "accept_with_exceptions"),
			(7, "reject"),
			(8, "withdraw_offer"),
			(9, "transform"),
			(10, "hold"),
			(11, "release"),
			(12, "recall"),
			(13, "acknowledge"),
			(14, "end_recall"),
			(15, "attach_policy"),
			(16, "detach_policy"),
			(17, "declare_wrong"),
			(18, "destroy"),
			(19, "archive"),
			(20, "prune"),
		]
	);
}

#[test]
fn the_agreements_calls_keep_their_index() {
	assert_eq!(
		variants::<pallet_agreements::Call<Runtime>>(),
		[
			(0, "propose"),
			(1, "sign"),
			(2, "consent"),
			(3, "cancel"),
			(4, "confirm"),
			(5, "open_ticket"),
			(6, "acknowledge_ticket"),
			(7, "resolve_ticket"),
			(8, "close_ticket"),
			(9, "acknowledge_command"),
			(10, "challenge"),
			(11, "rule"),
			(12, "set_payee"),
			(13, "claim"),
			(14, "poke"),
			(15, "remove"),
		]
	);
}

#[test]
fn what_money_is_held_for_keeps_its_number() {
	// A hold is stored under these bytes, and released under them years later.
	for (reason, bytes) in [
		(
			RuntimeHoldReason::Organisations(pallet_organisations::HoldReason::Storage),
			[40, 0],
		),
		(
			RuntimeHoldReason::DeviceIdentity(pallet_device_identity::HoldReason::Storage),
			[41, 0],
		),
		(
			RuntimeHoldReason::ReadingAttestation(pallet_reading_attestation::HoldReason::Storage),
			[42, 0],
		),
		(
			RuntimeHoldReason::ReadingAttestation(pallet_reading_attestation::HoldReason::Quota),
			[42, 1],
		),
		(
			RuntimeHoldReason::Custody(pallet_custody::HoldReason::Storage),
			[43, 0],
		),
		(
			RuntimeHoldReason::Agreements(pallet_agreements::HoldReason::Storage),
			[44, 0],
		),
		(
			RuntimeHoldReason::Agreements(pallet_agreements::HoldReason::Escrow),
			[44, 1],
		),
	] {
		assert_eq!(reason.encode(), bytes);
	}
}

#[test]
fn the_sdks_calls_that_clients_build_keep_their_index() {
	let has = |calls: &[(u8, &str)], wanted: &[(u8, &str)]| {
		for call in wanted {
			assert!(calls.contains(call), "{call:?} moved");
		}
	};
	has(
		&variants::<frame_system::Call<Runtime>>(),
		&[
			(0, "remark"),
			(2, "set_code"),
			(9, "authorize_upgrade"),
			(11, "apply_authorized_upgrade"),
		],
	);
	has(
		&variants::<pallet_balances::Call<Runtime>>(),
		&[
			(0, "transfer_allow_death"),
			(3, "transfer_keep_alive"),
			(4, "transfer_all"),
		],
	);
	has(
		&variants::<pallet_session::Call<Runtime>>(),
		&[(0, "set_keys"), (1, "purge_keys")],
	);
	has(
		&variants::<pallet_collective::Call<Runtime, configs::CouncilCollective>>(),
		&[
			(0, "set_members"),
			(2, "propose"),
			(3, "vote"),
			(6, "close"),
		],
	);
	has(
		&variants::<pallet_whitelist::Call<Runtime>>(),
		&[
			(0, "whitelist_call"),
			(3, "dispatch_whitelisted_call_with_preimage"),
		],
	);
	has(
		&variants::<pallet_utility::Call<Runtime>>(),
		&[(0, "batch"), (2, "batch_all")],
	);
}

#[test]
fn transactions_carry_the_same_extensions_in_the_same_order() {
	use sp_runtime::traits::TransactionExtension;
	let identifiers: Vec<&str> = <TxExtension as TransactionExtension<RuntimeCall>>::metadata()
		.into_iter()
		.map(|extension| extension.identifier)
		.collect();
	assert_eq!(
		identifiers,
		[
			"AuthorizeCall",
			"CheckNonZeroSender",
			"CheckSpecVersion",
			"CheckTxVersion",
			"CheckGenesis",
			"CheckMortality",
			"CheckNonce",
			"CheckWeight",
			"ChargeTransactionPayment",
			"CheckMetadataHash",
			"WeightReclaim",
		]
	);
}
