//! The presets: who is who in the first block, and that the chain moves from there.

use crate::common::*;
use hallmark_runtime::*;
use hallmark_types::units::STABLECOIN;
use polkadot_sdk::{frame_support::traits::fungibles::Inspect, *};

#[test]
fn each_preset_seats_its_founders() {
	for (preset, founders, minimum, length, sudo) in [
		("development", 1, 1, 15, true),
		("local", 4, 3, 15, true),
		("consortium", 4, 3, 150, false),
	] {
		chain(preset).execute_with(|| {
			assert_eq!(ValidatorSet::validators().len(), founders, "{preset}");
			assert_eq!(Session::validators().len(), founders, "{preset}");
			assert_eq!(
				pallet_aura::Authorities::<Runtime>::get().len(),
				founders,
				"{preset}"
			);
			assert_eq!(Grandpa::grandpa_authorities().len(), founders, "{preset}");
			let council = pallet_collective::Members::<Runtime, configs::CouncilCollective>::get();
			assert_eq!(council.len(), founders, "{preset}");
			assert_eq!(
				pallet_validator_set::MinimumValidators::<Runtime>::get(),
				minimum,
				"{preset}"
			);
			assert_eq!(
				pallet_validator_set::SessionLength::<Runtime>::get(),
				length,
				"{preset}"
			);
			assert_eq!(
				pallet_sudo::Key::<Runtime>::get().is_some(),
				sudo,
				"{preset}"
			);
		});
	}
}

#[test]
fn the_stablecoin_and_the_token_are_endowed() {
	chain("consortium").execute_with(|| {
		let alice = ALICE.to_account_id();
		assert_eq!(
			Balances::free_balance(&alice),
			genesis_config_presets::ENDOWMENT
		);
		assert_eq!(
			Assets::balance(STABLECOIN, &alice),
			genesis_config_presets::STABLECOIN_ENDOWMENT
		);
		assert_eq!(
			Assets::total_issuance(STABLECOIN) % genesis_config_presets::STABLECOIN_ENDOWMENT,
			0
		);
	});
}

#[test]
fn an_unknown_preset_is_none() {
	assert!(genesis_config_presets::get_preset(&"mainnet".into()).is_none());
	assert_eq!(genesis_config_presets::preset_names().len(), 3);
}

#[test]
fn sessions_rotate_and_the_set_stays() {
	chain("local").execute_with(|| {
		begin_block();
		(0..31).for_each(|_| next_block());
		assert_eq!(Session::current_index(), 2);
		assert_eq!(Session::validators().len(), 4);
		assert_eq!(
			pallet_grandpa::CurrentSetId::<Runtime>::get(),
			0,
			"nothing changed"
		);
	});
}

#[test]
fn a_validator_that_is_voted_in_becomes_an_authority() {
	use codec::Encode;
	use polkadot_sdk::sp_core::{proof_of_possession::ProofOfPossessionGenerator, Pair};
	chain("local").execute_with(|| {
		begin_block();
		let owner = EVE.to_account_id();
		let keys = genesis_config_presets::session_keys(EVE);
		let mut aura = EVE.pair();
		let mut grandpa = polkadot_sdk::sp_core::ed25519::Pair::from_string("//Eve", None)
			.expect("the derivation is well formed");
		let proof = (
			aura.generate_proof_of_possession(&owner.encode()),
			grandpa.generate_proof_of_possession(&owner.encode()),
		)
			.encode();
		carried_out(EVE, pallet_session::Call::set_keys { keys, proof });
		let seat = pallet_validator_set::Call::add_validator {
			validator: owner.clone(),
		};
		assert_eq!(motion(&[ALICE, BOB, CHARLIE], seat), Some(Ok(())));

		(0..31).for_each(|_| next_block());
		assert!(Session::validators().contains(&owner));
		assert_eq!(pallet_aura::Authorities::<Runtime>::get().len(), 5);
	});
}
