//! Units of money and the chain's pace.

use crate::{AssetId, Balance, Moment};

/// Milliseconds between two slots, and so between two blocks while every authority is up.
pub const SLOT_DURATION: Moment = 2_000;

/// The native token's symbol.
pub const TOKEN_SYMBOL: &str = "HMK";

/// Decimal places of the native token.
pub const TOKEN_DECIMALS: u32 = 12;

/// How addresses are written: the SS58 prefix (42 is the registry's generic one).
pub const SS58_PREFIX: u8 = 42;

/// One whole native token.
pub const HMK: Balance = 10u128.pow(TOKEN_DECIMALS);

/// A thousandth of a native token.
pub const MILLI_HMK: Balance = HMK / 1_000;

/// A millionth of a native token.
pub const MICRO_HMK: Balance = HMK / 1_000_000;

/// The stablecoin that the genesis presets issue.
pub const STABLECOIN: AssetId = 1;

/// Decimal places of the stablecoin.
pub const STABLECOIN_DECIMALS: u8 = 6;

/// One whole unit of the stablecoin.
pub const HEUR: Balance = 10u128.pow(STABLECOIN_DECIMALS as u32);
