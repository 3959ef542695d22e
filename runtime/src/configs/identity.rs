//! Who is who, and which device is which.

use crate::*;
use frame_support::{
	parameter_types,
	traits::{fungible::HoldConsideration, ConstU128, ConstU32, ConstU64, LinearStoragePrice},
};
use hallmark_keys::{PublicKey, PureRust, Signature as KeySignature, Verify};

/// Milliseconds in a day.
pub(super) const DAY: Moment = 24 * 3_600 * 1_000;

parameter_types! {
	pub const OrganisationsHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::Organisations(pallet_organisations::HoldReason::Storage);
	pub const DeviceIdentityHoldReason: RuntimeHoldReason =
		RuntimeHoldReason::DeviceIdentity(pallet_device_identity::HoldReason::Storage);
}

/// What stored bytes cost, held of whoever stores them.
pub(super) type StorageDeposit<Reason> = HoldConsideration<
	AccountId,
	Balances,
	Reason,
	LinearStoragePrice<
		ConstU128<{ configs::deposit(1, 0) }>,
		ConstU128<{ configs::deposit(0, 1) }>,
		Balance,
	>,
>;

impl pallet_organisations::Config for Runtime {
	type GovernanceOrigin = configs::TwoThirdsOfCouncil;
	type Time = Timestamp;
	type Consideration = StorageDeposit<OrganisationsHoldReason>;
	type MaxAgents = ConstU32<1_000>;
	type WeightInfo = weights::pallet_organisations::WeightInfo<Runtime>;
}

/// Verifies with the host's functions where it has them: some 50 µs instead of a millisecond or
/// two.
#[derive(Clone, Copy, Debug, Default)]
pub struct HostSignatures;

impl Verify for HostSignatures {
	fn verify(&self, key: &PublicKey, message: &[u8], signature: &KeySignature) -> bool {
		match key {
			PublicKey::Ed25519(key) => {
				sp_io::crypto::ed25519_verify(&signature.0.into(), message, &(*key).into())
			},
			PublicKey::Es256k(key) => {
				let hash = sp_io::hashing::sha2_256(message);
				// The host's form tells which of two keys signed. Ours does not: try both.
				(0..2).any(|recovery| {
					let mut recoverable = [0; 65];
					recoverable[..64].copy_from_slice(&signature.0);
					recoverable[64] = recovery;
					sp_io::crypto::ecdsa_verify_prehashed(
						&recoverable.into(),
						&hash,
						&(*key).into(),
					)
				})
			},
			PublicKey::Es256(_) => PureRust.verify(key, message, signature),
		}
	}
}

impl pallet_device_identity::Config for Runtime {
	type Organisations = Organisations;
	type CouncilOrigin = configs::TwoThirdsOfCouncil;
	type OnStanding = (ReadingAttestation, Agreements);
	type Time = Timestamp;
	type Signatures = HostSignatures;
	type Consideration = StorageDeposit<DeviceIdentityHoldReason>;
	// Long enough to carry a statement from a cellar to a connection, too short to be stored up.
	type MaxProofLifetime = ConstU64<DAY>;
	// A long weekend: somebody at the owner's notices.
	type RotationDelay = ConstU64<{ 3 * DAY }>;
	type AppealPeriod = ConstU64<{ 30 * DAY }>;
	// A quarter's claims can still be checked.
	type RetentionPeriod = ConstU64<{ 90 * DAY }>;
	// A key a month for twenty years.
	type MaxKeyEpochs = ConstU32<240>;
	type MaxSuccessions = ConstU32<8>;
	type WeightInfo = weights::pallet_device_identity::WeightInfo<Runtime>;
}
