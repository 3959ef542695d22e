#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

#[cfg(any(feature = "mint", test))]
extern crate alloc;
#[cfg(test)]
extern crate std;
// The fuzzer's oracle is one of the tests, too.
#[cfg(test)]
extern crate self as hallmark_x509;

mod authority;
mod bytes;
mod certificate;
mod chain;
mod cursor;
mod error;
mod extensions;
mod identity;
mod key;
#[cfg(any(feature = "mint", test))]
pub mod mint;
mod name;
pub mod oid;
#[cfg(test)]
mod tests;
mod validity;

pub use authority::Authority;
pub use bytes::Bytes;
pub use certificate::Certificate;
pub use chain::verify_chain;
pub use error::{Error, Flaw};
pub use extensions::{Extensions, KeyUsage};
pub use identity::{Identity, Model, Serial};
pub use validity::{Moment, Validity};

/// The longest certificate, in bytes of its DER.
pub const MAX_CERTIFICATE_LEN: usize = 2048;

/// The most certificates in a chain, the device's own included and the trust anchor's not.
pub const MAX_CHAIN: usize = 3;

/// The most extensions in a certificate.
pub const MAX_EXTENSIONS: usize = 16;

/// The longest key identifier, in bytes: that of a whole SHA-256 hash.
pub const MAX_KEY_ID_LEN: usize = 32;

/// The longest serial number of a certificate, in bytes of its INTEGER (RFC 5280 §4.1.2.2).
pub const MAX_SERIAL_NUMBER_LEN: usize = 20;

/// The longest serial of a device, in bytes.
pub const MAX_SERIAL_LEN: usize = 96;

/// The longest model of a device, in bytes.
pub const MAX_MODEL_LEN: usize = 64;

/// What a certificate calls a key: any bytes, often a hash of it (RFC 5280 §4.2.1.2).
pub type KeyId = Bytes<MAX_KEY_ID_LEN>;
