#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(test)]
extern crate std;
// What the fuzz targets hold to is one of the tests, too.
#[cfg(test)]
extern crate self as hallmark_envelope;

mod batch;
mod cbor;
pub mod cose;
mod decimal;
mod envelope;
mod error;
mod name;
mod readings;
mod seal;
#[cfg(feature = "sign")]
pub mod sign;
#[cfg(test)]
mod tests;
mod unit;
mod window;

pub use batch::{Batch, BatchBuilder, Leaf};
pub use decimal::{Decimal, MAX_EXPONENT, MIN_EXPONENT};
pub use envelope::{Content, Envelope, Header, Purpose};
pub use error::Error;
pub use name::{Name, MAX_NAME_LEN};
pub use readings::{Readings, Record};
pub use seal::{seal_batch, seal_readings, SealError, Signer};
pub use unit::Unit;
pub use window::{Replay, Window, WINDOW};

/// Milliseconds since the Unix epoch.
pub type Moment = u64;

/// The longest envelope, in bytes.
pub const MAX_ENVELOPE_LEN: usize = 1024;

/// The most records in an envelope.
pub const MAX_RECORDS: usize = 32;

/// The most readings in a batch.
pub const MAX_BATCH: u32 = 1 << 16;

/// The longest path that proves a reading of a batch, in hashes.
pub const MAX_PATH_LEN: u32 = MAX_BATCH.ilog2();

/// The first moment that a reading can have: 2²⁸ seconds. What is less is relative to a moment that
/// nobody knows (RFC 8428 §4.5.3).
pub const MIN_TIME: Moment = (1 << 28) * 1000;

/// The last moment that a reading can have: the end of the year 9999.
pub const MAX_TIME: Moment = 253_402_300_799_999;
