//! What the calls cost with every seat taken.

use super::*;
use alloc::{boxed::Box, vec::Vec};
use codec::{Decode, Encode};
use frame_support::traits::{EnsureOrigin, Get, KeyOwnerProofSystem};
use frame_system::{pallet_prelude::HeaderFor, RawOrigin};
use pallet_session::historical;
use polkadot_sdk::{
	frame_benchmarking::v2::*, sp_runtime::transaction_validity::TransactionSource,
};
use sp_consensus_aura::{
	digests::CompatibleDigestItem,
	sr25519::{AuthorityId as AuraId, AuthoritySignature},
};
use sp_runtime::{
	key_types::AURA,
	traits::{Header, One, Zero},
	Digest, DigestItem, RuntimeAppPublic,
};

/// Session keys with a fresh Aura key in them. The Aura key comes first in the encoding; what
/// follows it is never looked at here.
fn fresh_keys<T: Config>(filler: u32) -> (AuraId, T::Keys) {
	let aura = AuraId::generate_pair(None);
	let mut encoded = aura.encode();
	encoded.extend(sp_io::hashing::blake2_256(&filler.encode()));
	let keys = T::Keys::decode(&mut &encoded[..]).expect("public keys have a fixed length");
	(aura, keys)
}

/// Every seat but `free` taken, running and planned. Returns the last validator and its Aura key.
fn fill<T: Config>(free: u32) -> (T::AccountId, AuraId) {
	let _ = Validators::<T>::clear(u32::MAX, None);
	let mut planned = Vec::new();
	let mut last = None;
	for seat in 0..T::MaxValidators::get() - free {
		let who: T::AccountId = account("validator", seat, 0);
		let (aura, keys) = fresh_keys::<T>(seat);
		Validators::<T>::insert(&who, Seat::default());
		pallet_session::NextKeys::<T>::insert(&who, keys.clone());
		planned.push((who.clone(), keys));
		last = Some((who, aura));
	}
	pallet_session::Validators::<T>::put(
		planned
			.iter()
			.map(|(who, _)| who.clone())
			.collect::<Vec<_>>(),
	);
	pallet_session::QueuedKeys::<T>::put(planned);
	MinimumValidators::<T>::put(1);
	last.expect("there is more than one seat")
}

fn governance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

/// Sound evidence against the owner of `aura`, and the proof of who that is.
fn evidence<T: Config>(
	aura: &AuraId,
) -> (
	Evidence<HeaderFor<T>>,
	polkadot_sdk::sp_session::MembershipProof,
) {
	let parent = frame_system::Pallet::<T>::block_hash(
		frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
	);
	frame_system::BlockHash::<T>::insert(
		frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
		parent,
	);
	let slot = 7.into();
	let header = |salt: u8| {
		let mut header = <HeaderFor<T> as Header>::new(
			One::one(),
			T::Hash::default(),
			sp_io::hashing::blake2_256(&[salt]).using_encoded(|hash| {
				T::Hash::decode(&mut &hash[..]).expect("the chain's hash has 32 bytes")
			}),
			parent,
			Digest {
				logs: alloc::vec![
					<DigestItem as CompatibleDigestItem<AuthoritySignature>>::aura_pre_digest(slot)
				],
			},
		);
		let seal = aura
			.sign(&header.hash())
			.expect("the benchmark holds the key");
		header.digest_mut().push(DigestItem::aura_seal(seal));
		header
	};
	let proof = historical::Pallet::<T>::prove((AURA, aura)).expect("the key is an authority's");
	(
		Evidence {
			offender: aura.clone(),
			slot,
			first_header: header(1),
			second_header: header(2),
		},
		proof,
	)
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn add_validator() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		fill::<T>(1);
		let who: T::AccountId = account("candidate", 0, 0);
		let (_, keys) = fresh_keys::<T>(u32::MAX);
		pallet_session::NextKeys::<T>::insert(&who, keys);
		Offenders::<T>::insert(&who, 0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert!(Validators::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn remove_validator() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let (who, _) = fill::<T>(0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone());

		assert!(!Validators::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn set_minimum() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		fill::<T>(0);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, T::MaxValidators::get());

		assert_eq!(MinimumValidators::<T>::get(), T::MaxValidators::get());
		Ok(())
	}

	#[benchmark]
	fn set_session_length() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let blocks = T::MinSessionLength::get();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, blocks);

		assert_eq!(SessionLength::<T>::get(), blocks);
		Ok(())
	}

	#[benchmark]
	fn withdraw_keys() -> Result<(), BenchmarkError> {
		fill::<T>(0);
		let who: T::AccountId = whitelisted_caller();
		frame_system::Pallet::<T>::inc_providers(&who);
		frame_system::Pallet::<T>::inc_consumers(&who)
			.map_err(|_| BenchmarkError::Stop("the caller has a provider"))?;
		let (_, keys) = fresh_keys::<T>(u32::MAX);
		pallet_session::NextKeys::<T>::insert(&who, keys);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(pallet_session::Pallet::<T>::load_keys(&who).is_none());
		Ok(())
	}

	#[benchmark]
	fn report_aura_equivocation() -> Result<(), BenchmarkError> {
		let (who, aura) = fill::<T>(0);
		let (evidence, proof) = evidence::<T>(&aura);

		#[extrinsic_call]
		_(RawOrigin::Authorized, Box::new(evidence), proof);

		assert!(Offenders::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn authorize_report_aura_equivocation() -> Result<(), BenchmarkError> {
		let (_, aura) = fill::<T>(0);
		let (evidence, proof) = evidence::<T>(&aura);

		#[block]
		{
			Pallet::<T>::authorize_report(TransactionSource::InBlock, &evidence, &proof)
				.map_err(|_| BenchmarkError::Stop("the evidence is sound"))?;
		}
		Ok(())
	}

	/// What an offence costs after it was proven, whichever consensus proved it.
	#[benchmark]
	fn on_offence() -> Result<(), BenchmarkError> {
		use polkadot_sdk::sp_staking::offence::{OffenceDetails, OnOffenceHandler};
		let (who, _) = fill::<T>(0);
		let id =
			<T::FullIdentificationOf as sp_runtime::traits::Convert<_, _>>::convert(who.clone())
				.ok_or(BenchmarkError::Stop("a validator can be identified"))?;
		let details = OffenceDetails {
			offender: (who.clone(), id),
			reporters: Vec::new(),
		};

		#[block]
		{
			Pallet::<T>::on_offence(&[details], &[], 0);
		}

		assert!(Offenders::<T>::contains_key(&who));
		Ok(())
	}
}
