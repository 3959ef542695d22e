use crate::{mock::*, *};
use frame_support::{
	assert_noop, assert_ok,
	pallet_prelude::{
		InvalidTransaction, TransactionSource, TransactionSource::*, TransactionValidityError,
	},
	traits::{Authorize, KeyOwnerProofSystem},
};
use sp_runtime::{key_types::AURA, traits::Header as _, DigestItem, DispatchError::BadOrigin};
use sp_session::MembershipProof;

fn call(evidence: Evidence<Header>, proof: MembershipProof) -> Call<Test> {
	Call::report_aura_equivocation {
		evidence: Box::new(evidence),
		key_owner_proof: proof,
	}
}

/// What the pool says of the report.
fn pool(
	source: TransactionSource,
	evidence: Evidence<Header>,
	proof: MembershipProof,
) -> Result<(), InvalidTransaction> {
	match call(evidence, proof)
		.authorize(source)
		.expect("the call is authorised by evidence")
	{
		Ok(_) => Ok(()),
		Err(TransactionValidityError::Invalid(reason)) => Err(reason),
		Err(unknown) => panic!("the pool is sure of its answer: {unknown:?}"),
	}
}

#[test]
fn a_sound_report_is_valid_and_is_not_gossiped() {
	on_chain_of(4, 1, || {
		let (validity, _) = call(evidence(4, 40), ownership(4))
			.authorize(Local)
			.expect("the call is authorised by evidence")
			.expect("the report is sound");
		assert!(!validity.propagate);
		assert_eq!(validity.provides.len(), 1);
		assert_ok!(pool(InBlock, evidence(4, 40), ownership(4)));
	});
}

#[test]
fn a_report_takes_the_seat() {
	on_chain_of(4, 1, || {
		report(4, 4, 40);

		assert_eq!(
			events(),
			[Event::OffenderRemoved {
				validator: 4,
				offence_session: 0,
				effective: 2
			}]
		);
		assert_eq!(
			Session::disabled_validators(),
			[3],
			"it authors no more, at once"
		);
		to_session(2);
		assert_eq!(Session::validators(), [1, 2, 3]);
	});
}

#[test]
fn a_report_from_outside_is_refused() {
	on_chain_of(4, 1, || {
		assert_eq!(
			pool(External, evidence(4, 40), ownership(4)),
			Err(InvalidTransaction::Call)
		);
	});
}

#[test]
fn a_report_cannot_be_dispatched_without_its_check() {
	on_chain_of(4, 1, || {
		for origin in [
			RuntimeOrigin::signed(1),
			RuntimeOrigin::root(),
			RuntimeOrigin::none(),
		] {
			assert_noop!(
				ValidatorSet::report_aura_equivocation(
					origin,
					Box::new(evidence(4, 40)),
					ownership(4)
				),
				BadOrigin
			);
		}
	});
}

#[test]
fn a_second_report_of_the_same_offence_is_stale() {
	on_chain_of(4, 1, || {
		report(4, 4, 40);
		assert_eq!(
			pool(Local, evidence(4, 40), ownership(4)),
			Err(InvalidTransaction::Stale)
		);
		let authorized = frame_system::Origin::<Test>::Authorized;
		assert_noop!(
			ValidatorSet::report_aura_equivocation(
				authorized.into(),
				Box::new(evidence(4, 40)),
				ownership(4)
			),
			Error::<Test>::OffenceAlreadyReported
		);
	});
}

#[test]
fn evidence_is_refused_when_the_headers_are_one() {
	on_chain_of(4, 1, || {
		let mut same = evidence(4, 40);
		same.second_header = same.first_header.clone();
		assert_eq!(
			pool(Local, same, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);
	});
}

#[test]
fn evidence_is_refused_when_one_block_carries_two_seals() {
	on_chain_of(4, 1, || {
		// Sealed once more: the signature is another one, the block is not.
		let mut again = evidence(4, 40);
		again.second_header = again.first_header.clone();
		again.second_header.digest_mut().pop();
		seal(&mut again.second_header, 4);
		assert_eq!(
			pool(Local, again, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);

		// Padded by a stranger: the bytes differ and the signature in them is still good.
		let mut padded = evidence(4, 40);
		padded.second_header = padded.first_header.clone();
		let Some(DigestItem::Seal(engine, mut bytes)) = padded.second_header.digest_mut().pop()
		else {
			panic!("a sealed header ends with its seal");
		};
		bytes.push(0);
		padded
			.second_header
			.digest_mut()
			.push(DigestItem::Seal(engine, bytes));
		assert_ne!(padded.first_header.hash(), padded.second_header.hash());
		assert_eq!(
			pool(Local, padded, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);
	});
}

#[test]
fn evidence_is_refused_when_a_slot_differs() {
	on_chain_of(4, 1, || {
		let mut other_slot = evidence(4, 40);
		other_slot.second_header = sealed_header(0, 41, 4, 2);
		assert_eq!(
			pool(Local, other_slot, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);

		let mut claimed_slot = evidence(4, 40);
		claimed_slot.slot = 41.into();
		assert_eq!(
			pool(Local, claimed_slot, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);
	});
}

#[test]
fn evidence_is_refused_when_a_seal_is_anothers_or_missing() {
	on_chain_of(4, 1, || {
		let mut anothers = evidence(4, 40);
		anothers.second_header = sealed_header(0, 40, 3, 2);
		assert_eq!(
			pool(Local, anothers, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);

		let mut missing = evidence(4, 40);
		missing.first_header.digest_mut().pop();
		assert_eq!(
			pool(Local, missing, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);

		let mut altered = evidence(4, 40);
		altered.first_header.extrinsics_root = sp_core::H256::repeat_byte(7);
		assert_eq!(
			pool(Local, altered, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);
	});
}

#[test]
fn evidence_from_another_chain_convicts_nobody() {
	on_chain_of(4, 1, || {
		let mut foreign = evidence(4, 40);
		let mut header = Header::new(
			1,
			Default::default(),
			Default::default(),
			sp_core::H256::repeat_byte(9),
			foreign.first_header.digest().clone(),
		);
		header.digest_mut().pop();
		seal(&mut header, 4);
		foreign.second_header = header;
		assert_eq!(
			pool(Local, foreign, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);
	});
}

#[test]
fn evidence_is_refused_when_its_parent_is_forgotten_or_there_is_none() {
	on_chain_of(4, 1, || {
		// The genesis block is never forgotten: start after it.
		next_block();
		let old = evidence(4, 40);
		(0..70).for_each(|_| next_block());
		assert_eq!(
			pool(Local, old, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);

		let mut genesis = evidence(4, 41);
		genesis.first_header.number = 0;
		assert_eq!(
			pool(Local, genesis, ownership(4)),
			Err(InvalidTransaction::BadProof)
		);
	});
}

#[test]
fn evidence_is_refused_when_it_is_too_long() {
	on_chain_of(4, 1, || {
		let mut long = evidence(4, 40);
		long.first_header
			.digest_mut()
			.push(DigestItem::Other(vec![0; 2_048]));
		assert_eq!(
			pool(Local, long, ownership(4)),
			Err(InvalidTransaction::ExhaustsResources)
		);
	});
}

#[test]
fn evidence_is_refused_when_the_key_is_no_authoritys() {
	on_chain_of(4, 1, || {
		set_keys(5, 5);
		assert_eq!(
			pool(Local, evidence(5, 40), ownership(4)),
			Err(InvalidTransaction::BadProof)
		);

		let mut other_session = ownership(4);
		other_session.session = 3;
		assert_eq!(
			pool(Local, evidence(4, 40), other_session),
			Err(InvalidTransaction::BadProof)
		);

		let mut fewer = ownership(4);
		fewer.validator_count = 3;
		assert_eq!(
			pool(Local, evidence(4, 40), fewer.clone()),
			Err(InvalidTransaction::BadProof)
		);
		assert_noop!(
			ValidatorSet::report_aura_equivocation(
				frame_system::Origin::<Test>::Authorized.into(),
				Box::new(evidence(4, 40)),
				fewer
			),
			Error::<Test>::InvalidKeyOwnershipProof
		);
	});
}

#[test]
fn evidence_of_an_earlier_session_convicts_while_its_root_is_kept() {
	on_chain_of(4, 1, || {
		let proof = ownership(4);
		to_session(2);
		let late = evidence(4, 40);
		assert_ok!(pool(Local, late.clone(), proof.clone()));
		to_session(8);
		let too_late = evidence(4, 41);
		assert_eq!(
			pool(Local, too_late, proof),
			Err(InvalidTransaction::BadProof)
		);
		assert!(<Historical as KeyOwnerProofSystem<_>>::prove((AURA, keys(4).aura)).is_some());
	});
}
