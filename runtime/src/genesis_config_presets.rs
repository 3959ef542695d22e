//! First blocks, by name.
//!
//! | preset | authorities | council | sudo | organisations |
//! |---|---|---|---|---|
//! | `development` | Alice | Alice | Alice | five, for trying things |
//! | `local` | Alice, Bob, Charlie, Dave | the same | Alice | the same five |
//! | `consortium` | Alice, Bob, Charlie, Dave | the same | none | none: the council admits them |
//!
//! All of them use keys that everybody knows. `consortium` is the shape of a real chain: its
//! founders export it, put their own accounts and session keys in, and never run it as it is.

use crate::*;
use alloc::{string::ToString, vec, vec::Vec};
use frame_support::build_struct_json_patch;
use hallmark_types::{
	organisation::{Role, Roles},
	units::{HEUR, HMK, STABLECOIN, STABLECOIN_DECIMALS},
};
use pallet_organisations::Founder;
use serde_json::Value;
use sp_genesis_builder::PresetId;
use sp_keyring::{Ed25519Keyring, Sr25519Keyring};

/// One authority, for one developer.
pub const DEVELOPMENT: &str = "development";
/// Four authorities on one machine.
pub const LOCAL: &str = "local";
/// Four authorities of four organisations, and nobody above them.
pub const CONSORTIUM: &str = "consortium";

/// What each account of a preset owns at first.
pub const ENDOWMENT: Balance = 1_000_000 * HMK;
/// What each account of a preset owns of the stablecoin at first.
pub const STABLECOIN_ENDOWMENT: Balance = 1_000_000 * HEUR;

/// The four of `local` and `consortium`.
const FOUR: [Sr25519Keyring; 4] = [
	Sr25519Keyring::Alice,
	Sr25519Keyring::Bob,
	Sr25519Keyring::Charlie,
	Sr25519Keyring::Dave,
];

/// What the presets differ in.
struct Preset<'a> {
	founders: &'a [Sr25519Keyring],
	minimum_validators: u32,
	/// In blocks.
	session_length: BlockNumber,
	sudo: Option<AccountId>,
	organisations: Vec<Founder<AccountId>>,
}

impl Preset<'_> {
	fn build(self) -> Value {
		let founders: Vec<AccountId> = self
			.founders
			.iter()
			.map(|key| key.to_account_id())
			.collect();
		let endowed: Vec<AccountId> = Sr25519Keyring::well_known()
			.map(|key| key.to_account_id())
			.collect();
		let issuer = founders[0].clone();

		build_struct_json_patch!(RuntimeGenesisConfig {
			balances: BalancesConfig {
				balances: endowed
					.iter()
					.map(|who| (who.clone(), ENDOWMENT))
					.collect::<Vec<_>>(),
			},
			assets: AssetsConfig {
				assets: vec![(STABLECOIN, issuer, true, 1)],
				metadata: vec![(
					STABLECOIN,
					b"Hallmark Euro".to_vec(),
					b"HEUR".to_vec(),
					STABLECOIN_DECIMALS,
				)],
				accounts: endowed
					.iter()
					.map(|who| (STABLECOIN, who.clone(), STABLECOIN_ENDOWMENT))
					.collect::<Vec<_>>(),
			},
			validator_set: ValidatorSetConfig {
				validators: founders.clone(),
				minimum: self.minimum_validators,
				session_length: self.session_length,
			},
			session: SessionConfig {
				keys: self
					.founders
					.iter()
					.map(|key| {
						let account = key.to_account_id();
						(account.clone(), account, session_keys(*key))
					})
					.collect::<Vec<_>>(),
			},
			council: CouncilConfig { members: founders },
			sudo: SudoConfig { key: self.sudo },
			organisations: OrganisationsConfig {
				organisations: self.organisations
			},
		})
	}
}

/// One organisation for each part that there is to play. Their GS1 numbers begin with 950, which
/// GS1 keeps for examples.
fn organisations() -> Vec<Founder<AccountId>> {
	let founder = |name: &str, admin: Sr25519Keyring, roles: &[Role], gs1: Option<(&str, &str)>| {
		let (gln, prefixes) = match gs1 {
			Some((gln, prefix)) => (
				Some(gln.parse().expect("the check digit is right")),
				vec![prefix.parse().expect("4 to 12 digits")],
			),
			None => (None, vec![]),
		};
		Founder {
			name: name.into(),
			admin: admin.to_account_id(),
			roles: Roles::of(roles),
			gln,
			prefixes,
		}
	};
	vec![
		founder(
			"Frost & Sons",
			Sr25519Keyring::Bob,
			&[Role::Maker, Role::Servicer],
			Some(("9506000000015", "950600")),
		),
		founder(
			"Northern Clinics",
			Sr25519Keyring::Charlie,
			&[Role::Operator],
			Some(("9506010000012", "950601")),
		),
		founder(
			"Polar Freight",
			Sr25519Keyring::Dave,
			&[Role::Carrier],
			Some(("9506020000019", "950602")),
		),
		founder(
			"Medicines Agency",
			Sr25519Keyring::Eve,
			&[Role::Regulator],
			None,
		),
		founder(
			"Harbour Mutual",
			Sr25519Keyring::Ferdie,
			&[Role::Insurer, Role::Auditor],
			None,
		),
	]
}

/// The session keys that are derived from the same well-known seed as the account.
pub fn session_keys(key: Sr25519Keyring) -> SessionKeys {
	let finality = Ed25519Keyring::iter()
		.find(|candidate| candidate.to_seed() == key.to_seed())
		.expect("both keyrings hold the same names");
	SessionKeys {
		aura: key.public().into(),
		grandpa: finality.public().into(),
	}
}

/// The genesis of a preset as JSON, or `None` if there is none of that name.
pub fn get_preset(id: &PresetId) -> Option<Vec<u8>> {
	let alice = Sr25519Keyring::Alice.to_account_id();
	let preset = match id.as_ref() {
		DEVELOPMENT => Preset {
			founders: &[Sr25519Keyring::Alice],
			minimum_validators: 1,
			session_length: 15,
			sudo: Some(alice),
			organisations: organisations(),
		},
		LOCAL => Preset {
			founders: &FOUR,
			minimum_validators: 3,
			session_length: 15,
			sudo: Some(alice),
			organisations: organisations(),
		},
		CONSORTIUM => Preset {
			founders: &FOUR,
			minimum_validators: 3,
			session_length: 150,
			sudo: None,
			organisations: vec![],
		},
		_ => return None,
	};
	Some(preset.build().to_string().into_bytes())
}

/// The presets' names.
pub fn preset_names() -> Vec<PresetId> {
	[DEVELOPMENT, LOCAL, CONSORTIUM]
		.map(PresetId::from)
		.to_vec()
}
