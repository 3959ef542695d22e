//! Two blocks for one slot: the check of the evidence, and the offence that it proves.
//!
//! The SDK's Aura finds such a pair and writes a log line. Here the pair becomes a transaction,
//! and the transaction a conviction.

use super::*;
use alloc::{vec, vec::Vec};
use codec::Encode;
use frame_support::{
	dispatch::DispatchResult,
	ensure,
	pallet_prelude::TransactionValidityWithRefund,
	traits::{Get, KeyOwnerProofSystem},
	weights::Weight,
};
use frame_system::pallet_prelude::HeaderFor;
use pallet_session::historical::{self, IdentificationTuple};
use sp_consensus_aura::{
	digests::CompatibleDigestItem,
	sr25519::{AuthorityId as AuraId, AuthoritySignature},
};
use sp_runtime::{
	key_types::AURA,
	traits::{Header, One},
	transaction_validity::{
		InvalidTransaction, TransactionPriority, TransactionSource, ValidTransaction,
	},
	Perbill, RuntimeAppPublic,
};
use sp_session::{GetSessionNumber, GetValidatorCount, MembershipProof};
use sp_staking::{
	offence::{Kind, Offence, ReportOffence},
	SessionIndex,
};

use polkadot_sdk::sp_consensus_slots::Slot;

/// How long a report stays in the pool, in blocks.
const LONGEVITY: u64 = 64;

/// A proven Aura equivocation.
pub struct AuraEquivocationOffence<Offender> {
	/// The slot for which two blocks were sealed.
	pub slot: Slot,
	/// The session in which the key was an authority's.
	pub session: SessionIndex,
	/// How many authorities that session had.
	pub validator_count: u32,
	/// Whose key it was.
	pub offender: Offender,
}

impl<Offender: Clone> Offence<Offender> for AuraEquivocationOffence<Offender> {
	const ID: Kind = *b"aura:equivocatio";
	type Slot = Slot;

	fn offenders(&self) -> Vec<Offender> {
		vec![self.offender.clone()]
	}

	fn session_index(&self) -> SessionIndex {
		self.session
	}

	fn validator_set_count(&self) -> u32 {
		self.validator_count
	}

	fn slot(&self) -> Slot {
		self.slot
	}

	/// Nothing is slashed: the seat is lost whole.
	fn slash_fraction(&self, _: u32) -> Perbill {
		Perbill::from_percent(100)
	}
}

impl<T: Config> Pallet<T> {
	/// The pool's and the block's check of a report: the cheap parts first, signatures last.
	pub(crate) fn authorize_report(
		source: TransactionSource,
		evidence: &Evidence<HeaderFor<T>>,
		key_owner_proof: &MembershipProof,
	) -> TransactionValidityWithRefund {
		// A stranger's report would cost every node two signature checks. Who saw the blocks is a
		// node, and reports them itself.
		ensure!(
			matches!(
				source,
				TransactionSource::Local | TransactionSource::InBlock
			),
			InvalidTransaction::Call
		);
		ensure!(
			evidence.encoded_size() <= T::MaxEvidenceLength::get() as usize,
			InvalidTransaction::ExhaustsResources
		);
		ensure!(Self::is_plausible(evidence), InvalidTransaction::BadProof);
		let offender = Self::owner_of(&evidence.offender, key_owner_proof)
			.ok_or(InvalidTransaction::BadProof)?;
		ensure!(
			!Self::is_known(offender, evidence.slot),
			InvalidTransaction::Stale
		);
		ensure!(
			is_sealed_by(&evidence.first_header, &evidence.offender)
				&& is_sealed_by(&evidence.second_header, &evidence.offender),
			InvalidTransaction::BadProof
		);

		let validity = ValidTransaction::with_tag_prefix("AuraEquivocation")
			.priority(TransactionPriority::MAX)
			.and_provides((&evidence.offender, evidence.slot))
			.longevity(LONGEVITY)
			// Other nodes would refuse it: it comes from outside for them.
			.propagate(false)
			.build()?;
		Ok((validity, Weight::zero()))
	}

	/// Record the offence. The evidence itself was checked when the call was authorised.
	pub(crate) fn do_report(
		evidence: Evidence<HeaderFor<T>>,
		key_owner_proof: MembershipProof,
	) -> DispatchResult {
		let offender = Self::owner_of(&evidence.offender, &key_owner_proof)
			.ok_or(Error::<T>::InvalidKeyOwnershipProof)?;
		let offence = AuraEquivocationOffence {
			slot: evidence.slot,
			session: key_owner_proof.session(),
			validator_count: key_owner_proof.validator_count(),
			offender,
		};

		// Nobody is paid for a report: every honest node makes the same one.
		T::ReportOffence::report_offence(Vec::new(), offence)
			.map_err(|_| Error::<T>::OffenceAlreadyReported)?;
		Ok(())
	}

	/// What can be told without a signature: two different blocks of this chain for one slot.
	fn is_plausible(evidence: &Evidence<HeaderFor<T>>) -> bool {
		let headers = [&evidence.first_header, &evidence.second_header];
		// What the author signed must differ. One block whose seal somebody padded, or that was
		// sealed twice, is still one block.
		unsealed_hash(headers[0]) != unsealed_hash(headers[1])
			&& headers
				.iter()
				.all(|header| slot_of(*header) == Some(evidence.slot))
			&& headers
				.iter()
				.all(|header| Self::continues_this_chain(header))
	}

	/// Whether the header's parent is a block of this chain that is recent enough to be known.
	fn continues_this_chain(header: &HeaderFor<T>) -> bool {
		use sp_runtime::traits::CheckedSub;
		let Some(parent_number) = header.number().checked_sub(&One::one()) else {
			return false;
		};
		frame_system::BlockHash::<T>::contains_key(parent_number)
			&& frame_system::Pallet::<T>::block_hash(parent_number) == *header.parent_hash()
	}

	fn owner_of(key: &AuraId, proof: &MembershipProof) -> Option<IdentificationTuple<T>> {
		historical::Pallet::<T>::check_proof((AURA, key), proof.clone())
	}

	fn is_known(offender: IdentificationTuple<T>, slot: Slot) -> bool {
		T::ReportOffence::is_known_offence(&[offender], &slot)
	}
}

/// The slot that the header claims.
fn slot_of<H: Header>(header: &H) -> Option<Slot> {
	header
		.digest()
		.logs()
		.iter()
		.find_map(CompatibleDigestItem::<AuthoritySignature>::as_aura_pre_digest)
}

/// The hash that an author signs: of the header before its seal is put at the end.
fn unsealed_hash<H: Header>(header: &H) -> H::Hash {
	let mut unsealed = header.clone();
	unsealed.digest_mut().pop();
	unsealed.hash()
}

/// Whether the header's last digest item is `author`'s seal of all that stands before it.
fn is_sealed_by<H: Header>(header: &H, author: &AuraId) -> bool {
	let signature: Option<AuthoritySignature> = header
		.digest()
		.logs()
		.last()
		.and_then(CompatibleDigestItem::as_aura_seal);
	signature.is_some_and(|signature| author.verify(&unsealed_hash(header), &signature))
}
