//! What the runtime refuses, whoever asks.

use crate::common::*;
use hallmark_runtime::{configs::TwoThirdsOfCouncil, *};
use hallmark_types::units::HMK;
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, traits::EnsureOrigin},
	pallet_transaction_payment::Multiplier,
	sp_runtime::{
		generic::Era,
		traits::One,
		transaction_validity::{InvalidTransaction, TransactionSource, TransactionValidityError},
		DispatchError,
	},
	*,
};

fn invalid(reason: InvalidTransaction) -> TransactionValidityError {
	TransactionValidityError::Invalid(reason)
}

/// Both the pool and a block must refuse it, for the same reason.
fn refused(extrinsic: UncheckedExtrinsic, reason: InvalidTransaction) {
	let parent = System::block_hash(System::block_number() - 1);
	let in_block = Executive::apply_extrinsic(extrinsic.clone());
	assert_eq!(in_block, Err(invalid(reason)), "in a block");
	let in_pool = polkadot_sdk::frame_support::storage::with_transaction(|| {
		let said = Executive::validate_transaction(TransactionSource::External, extrinsic, parent);
		polkadot_sdk::sp_runtime::TransactionOutcome::Rollback(Ok::<_, DispatchError>(said))
	})
	.expect("nothing fails around it");
	assert_eq!(in_pool.map(drop), Err(invalid(reason)), "in the pool");
}

#[test]
fn a_fee_that_cannot_be_paid_is_refused() {
	chain("local").execute_with(|| {
		begin_block();
		let pauper = polkadot_sdk::sp_keyring::Sr25519Keyring::AliceStash;
		let all = Balances::free_balance(pauper.to_account_id());
		assert_ok!(Balances::force_set_balance(
			RuntimeOrigin::root(),
			pauper.to_account_id().into(),
			hallmark_types::units::MILLI_HMK,
		));
		assert!(all > HMK);
		refused(
			Signing::right(pauper).sign(pauper, transfer(BOB, 1)),
			InvalidTransaction::Payment,
		);
	});
}

#[test]
fn a_tip_that_cannot_be_paid_is_refused() {
	chain("local").execute_with(|| {
		begin_block();
		let signing = Signing {
			tip: Balance::MAX,
			..Signing::right(ALICE)
		};
		refused(
			signing.sign(ALICE, transfer(BOB, 1)),
			InvalidTransaction::Payment,
		);
	});
}

#[test]
fn a_replayed_nonce_is_refused() {
	chain("local").execute_with(|| {
		begin_block();
		let once = Signing::right(ALICE).sign(ALICE, transfer(BOB, HMK));
		assert_ok!(Executive::apply_extrinsic(once.clone()).expect("valid the first time"));
		refused(once, InvalidTransaction::Stale);
	});
}

#[test]
fn an_expired_era_is_refused() {
	chain("local").execute_with(|| {
		begin_block();
		(0..4).for_each(|_| next_block());
		let signing = Signing {
			era: Era::mortal(4, 1),
			..Signing::right(ALICE)
		};
		let mortal = signing.sign(ALICE, transfer(BOB, HMK));
		(0..5).for_each(|_| next_block());
		// Its era is over: the block that it must refer to is another one now.
		refused(mortal, InvalidTransaction::BadProof);
	});
}

#[test]
fn a_transaction_for_another_chain_or_version_is_refused() {
	chain("local").execute_with(|| {
		begin_block();
		let other_chain = Signing {
			genesis: hash_of(7),
			..Signing::right(ALICE)
		};
		refused(
			other_chain.sign(ALICE, transfer(BOB, 1)),
			InvalidTransaction::BadProof,
		);
		let other_version = Signing {
			spec_version: 999,
			..Signing::right(ALICE)
		};
		refused(
			other_version.sign(ALICE, transfer(BOB, 1)),
			InvalidTransaction::BadProof,
		);
	});
}

#[test]
fn a_call_that_was_changed_after_signing_is_refused() {
	chain("local").execute_with(|| {
		begin_block();
		let mut signed = Signing::right(ALICE).sign(ALICE, transfer(BOB, 1));
		signed.function = transfer(BOB, HMK);
		refused(signed, InvalidTransaction::BadProof);
	});
}

#[test]
fn only_the_council_upgrades() {
	chain("consortium").execute_with(|| {
		begin_block();
		let authorize: RuntimeCall = frame_system::Call::authorize_upgrade {
			code_hash: hash_of(1),
		}
		.into();
		let set_code: RuntimeCall = frame_system::Call::set_code { code: vec![1] }.into();

		assert_eq!(
			submit(ALICE, authorize.clone()),
			Ok(Err(DispatchError::BadOrigin))
		);
		assert_eq!(submit(ALICE, set_code), Ok(Err(DispatchError::BadOrigin)));
		assert_eq!(
			submit(EVE, as_root(authorize.clone())),
			Ok(Err(DispatchError::BadOrigin))
		);

		// Half of the council is not two thirds.
		assert_eq!(
			motion(&[ALICE, BOB], as_root(authorize.clone())),
			Some(Err(DispatchError::BadOrigin))
		);
		assert!(System::authorized_upgrade().is_none());

		assert_eq!(
			motion(&[ALICE, BOB, CHARLIE], as_root(authorize)),
			Some(Ok(()))
		);
		assert!(System::authorized_upgrade().is_some());
	});
}

#[test]
fn an_upgrade_that_was_not_authorised_is_refused() {
	chain("consortium").execute_with(|| {
		begin_block();
		let bare = |code: Vec<u8>| {
			UncheckedExtrinsic::new_bare(
				frame_system::Call::apply_authorized_upgrade { code }.into(),
			)
		};
		assert_eq!(
			Executive::validate_transaction(
				TransactionSource::External,
				bare(vec![1, 2, 3]),
				System::block_hash(0)
			),
			Err(invalid(InvalidTransaction::Call))
		);
	});
}

#[test]
fn without_a_sudo_key_nobody_is_root() {
	chain("consortium").execute_with(|| {
		begin_block();
		assert_eq!(pallet_sudo::Key::<Runtime>::get(), None);
		let sudo = pallet_sudo::Call::sudo {
			call: Box::new(frame_system::Call::remark { remark: vec![] }.into()),
		};
		let said = submit(ALICE, sudo).expect("the fee is paid");
		assert_eq!(said, Err(pallet_sudo::Error::<Runtime>::RequireSudo.into()));
	});
}

#[test]
fn the_council_needs_two_thirds_to_seat_a_validator() {
	chain("local").execute_with(|| {
		begin_block();
		let unseat = || pallet_validator_set::Call::remove_validator {
			validator: DAVE.to_account_id(),
		};
		assert_eq!(
			motion(&[ALICE, BOB], unseat()),
			Some(Err(DispatchError::BadOrigin))
		);
		assert_eq!(motion(&[ALICE, BOB, CHARLIE], unseat()), Some(Ok(())));
		assert_eq!(ValidatorSet::validators().len(), 3);

		// Below the minimum of three the vote is refused, however large the majority.
		let unseat_another = pallet_validator_set::Call::remove_validator {
			validator: BOB.to_account_id(),
		};
		assert_eq!(
			motion(&[ALICE, BOB, CHARLIE, DAVE], unseat_another),
			Some(Err(
				pallet_validator_set::Error::<Runtime>::BelowMinimum.into()
			))
		);
	});
}

#[test]
fn a_council_member_who_does_not_vote_has_not_agreed() {
	chain("local").execute_with(|| {
		begin_block();
		type DefaultVote =
			<Runtime as pallet_collective::Config<configs::CouncilCollective>>::DefaultVote;
		assert!(
			!<DefaultVote as pallet_collective::DefaultVote>::default_vote(Some(true), 3, 0, 4)
		);
	});
}

#[test]
fn safe_mode_lets_governance_pass_and_nothing_else() {
	chain("local").execute_with(|| {
		begin_block();
		assert_eq!(
			motion(&[ALICE, BOB], pallet_safe_mode::Call::force_enter {}),
			Some(Ok(()))
		);
		assert!(SafeMode::is_entered());

		let filtered = || Err(frame_system::Error::<Runtime>::CallFiltered.into());
		assert_eq!(submit(EVE, transfer(BOB, HMK)), Ok(filtered()));
		let mint = pallet_assets::Call::transfer {
			id: hallmark_types::units::STABLECOIN.into(),
			target: BOB.to_account_id().into(),
			amount: 1,
		};
		assert_eq!(submit(EVE, mint), Ok(filtered()));
		// Nor does a batch carry what it may not do alone.
		let batch = pallet_utility::Call::batch_all {
			calls: vec![transfer(BOB, HMK)],
		};
		let said = submit(EVE, batch).expect("the fee is paid");
		assert_eq!(said, filtered());

		assert_eq!(
			motion(&[ALICE, BOB], pallet_safe_mode::Call::force_exit {}),
			Some(Ok(()))
		);
		carried_out(EVE, transfer(BOB, HMK));
	});
}

#[test]
fn safe_mode_silences_neither_devices_nor_objections() {
	use frame_support::traits::Contains;
	type Filter = <Runtime as frame_system::Config>::BaseCallFilter;
	chain("local").execute_with(|| {
		begin_block();
		let entered = motion(&[ALICE, BOB], pallet_safe_mode::Call::force_enter {});
		assert_eq!(entered, Some(Ok(())));

		let envelope = Default::default();
		let passes: [RuntimeCall; 3] = [
			pallet_reading_attestation::Call::submit { envelope }.into(),
			pallet_agreements::Call::challenge {
				agreement: 1,
				clause: 0,
			}
			.into(),
			pallet_agreements::Call::confirm { agreement: 1 }.into(),
		];
		for call in passes {
			assert!(Filter::contains(&call), "{call:?}");
		}
		let stops: [RuntimeCall; 3] = [
			pallet_agreements::Call::claim { agreement: 1 }.into(),
			pallet_agreements::Call::cancel { agreement: 1 }.into(),
			pallet_reading_attestation::Call::close_group { group: 1 }.into(),
		];
		for call in stops {
			assert!(!Filter::contains(&call), "{call:?}");
		}
	});
}

#[test]
fn a_failed_migration_leaves_the_chain_to_governance() {
	use configs::system::LetGovernanceRepair;
	use frame_support::migrations::{FailedMigrationHandler, FailedMigrationHandling};
	chain("local").execute_with(|| {
		begin_block();
		assert_eq!(
			LetGovernanceRepair::failed(Some(0)),
			FailedMigrationHandling::ForceUnstuck
		);
		assert!(SafeMode::is_entered());

		// Nobody else touches the state, and it does not end by itself.
		let filtered = Err(frame_system::Error::<Runtime>::CallFiltered.into());
		assert_eq!(submit(EVE, transfer(BOB, HMK)), Ok(filtered));
		assert_eq!(
			pallet_safe_mode::EnteredUntil::<Runtime>::get(),
			Some(BlockNumber::MAX)
		);

		// The council repairs it and lets the others in again.
		let repair = frame_system::Call::kill_storage {
			keys: vec![b":broken".to_vec()],
		};
		assert_eq!(
			motion(&[ALICE, BOB, CHARLIE], as_root(repair)),
			Some(Ok(()))
		);
		assert_eq!(
			motion(&[ALICE, BOB], pallet_safe_mode::Call::force_exit {}),
			Some(Ok(()))
		);
		carried_out(EVE, transfer(BOB, HMK));
	});
}

#[test]
fn session_keys_cannot_be_purged_around_the_validator_set() {
	chain("local").execute_with(|| {
		begin_block();
		assert_eq!(
			submit(ALICE, pallet_session::Call::purge_keys {}),
			Ok(Err(frame_system::Error::<Runtime>::CallFiltered.into()))
		);
		assert_eq!(
			submit(ALICE, pallet_validator_set::Call::withdraw_keys {}),
			Ok(Err(pallet_validator_set::Error::<Runtime>::KeysInUse.into()))
		);
		assert!(Session::load_keys(&ALICE.to_account_id()).is_some());
	});
}

#[test]
fn a_block_takes_no_more_than_its_length_and_weight() {
	chain("local").execute_with(|| {
		begin_block();
		let too_long = frame_system::Call::remark {
			remark: vec![0; 4 * 1024 * 1024],
		};
		refused(
			Signing::right(ALICE).sign(ALICE, too_long.into()),
			InvalidTransaction::ExhaustsResources,
		);
	});
}

#[test]
fn fees_go_to_the_author_and_never_below_the_plain_price() {
	chain("local").execute_with(|| {
		begin_block();
		let author = Authorship::author().expect("the digest names one");
		let payer = EVE.to_account_id();
		assert_ne!(author, payer);
		let (before, paid_from) = (
			Balances::free_balance(&author),
			Balances::free_balance(&payer),
		);
		carried_out(EVE, transfer(EVE, 0));
		let fee = paid_from - Balances::free_balance(&payer);
		assert!(fee > 0);
		assert_eq!(Balances::free_balance(&author), before + fee);
		assert!(TransactionPayment::next_fee_multiplier() >= Multiplier::one());
	});
}

#[test]
fn root_and_the_council_are_the_same_to_the_validator_set() {
	chain("local").execute_with(|| {
		assert_ok!(TwoThirdsOfCouncil::ensure_origin(RuntimeOrigin::root()));
		let unseat = ValidatorSet::remove_validator(
			RuntimeOrigin::signed(ALICE.to_account_id()),
			BOB.to_account_id(),
		);
		assert_eq!(unseat, Err(DispatchError::BadOrigin));
		assert_noop!(
			ValidatorSet::set_minimum(RuntimeOrigin::none(), 1),
			DispatchError::BadOrigin
		);
	});
}
