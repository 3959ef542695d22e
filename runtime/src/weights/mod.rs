//! What calls cost, measured in WASM on the reference machine by `scripts/weights.sh`.
//!
//! One file for each pallet, written by the tool. What the tool cannot measure as a whole is put
//! together here from what it measured. A pallet without a file keeps the weights that the SDK
//! measured on its own reference machine.

pub mod cumulus_pallet_session_benchmarking;
pub mod frame_system;
pub mod frame_system_extensions;
pub mod pallet_agreements;
pub mod pallet_assets;
pub mod pallet_balances;
pub mod pallet_collective;
pub mod pallet_custody;
pub mod pallet_device_identity;
pub mod pallet_grandpa;
pub mod pallet_migrations;
pub mod pallet_multisig;
pub mod pallet_organisations;
pub mod pallet_preimage;
pub mod pallet_proxy;
pub mod pallet_reading_attestation;
pub mod pallet_safe_mode;
pub mod pallet_scheduler;
pub mod pallet_sudo;
pub mod pallet_timestamp;
pub mod pallet_transaction_payment;
pub mod pallet_utility;
pub mod pallet_validator_set;
pub mod pallet_whitelist;

use crate::Runtime;
use polkadot_sdk::{frame_support::weights::Weight, frame_system as system};

/// GRANDPA's reports: the SDK measures how long the check of two votes takes, and the rest is what
/// an Aura report does as well: proving who held the key, and taking the seat.
pub struct Grandpa;

impl polkadot_sdk::pallet_grandpa::WeightInfo for Grandpa {
	fn report_equivocation(_validator_count: u32, _max_nominators: u32) -> Weight {
		use ::pallet_validator_set::WeightInfo;
		type Ours = pallet_validator_set::WeightInfo<Runtime>;

		// The votes' check does not depend on its component, which says whether they are genuine.
		pallet_grandpa::WeightInfo::<Runtime>::check_equivocation_proof(1)
			// Who held the key is proven twice: when the report enters the block, and in the call.
			.saturating_add(Ours::report_aura_equivocation())
			.saturating_add(Ours::report_aura_equivocation())
			// The sessions that the authority set belongs to.
			.saturating_add(<Runtime as system::Config>::DbWeight::get().reads(2))
	}

	fn note_stalled() -> Weight {
		pallet_grandpa::WeightInfo::<Runtime>::note_stalled()
	}
}
