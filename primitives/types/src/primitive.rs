//! The concrete types that every part of the chain agrees on.

use polkadot_sdk::{
	sp_core::H256,
	sp_runtime::{
		generic,
		traits::{BlakeTwo256, IdentifyAccount, Verify},
		MultiAddress, MultiSignature, OpaqueExtrinsic,
	},
};

/// A signature of any of the kinds that an account may hold.
pub type Signature = MultiSignature;

/// Public key or key hash that identifies an account.
pub type AccountId = <<Signature as Verify>::Signer as IdentifyAccount>::AccountId;

/// How a call names an account.
pub type Address = MultiAddress<AccountId, ()>;

/// An amount of the native token, in its smallest part (see [`crate::units`]).
pub type Balance = u128;

/// Height of a block. Consensus counts in blocks; the domain never does.
pub type BlockNumber = u32;

/// Domain time: milliseconds since the Unix epoch, as pallet-timestamp keeps it.
pub type Moment = u64;

/// How many transactions an account has sent.
pub type Nonce = u32;

/// The chain's hash.
pub type Hash = H256;

/// The function behind [`Hash`].
pub type Hashing = BlakeTwo256;

/// A block's header.
pub type Header = generic::Header<BlockNumber, Hashing>;

/// A block whose extrinsics are bytes: what a node handles, whatever the runtime of the day.
pub type OpaqueBlock = generic::Block<Header, OpaqueExtrinsic>;

/// Identifies an asset of pallet-assets.
pub type AssetId = u32;
