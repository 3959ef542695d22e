//! Keys in memory, and the way to keys that are not.
//!
//! Signing needs no randomness with any of them: Ed25519 has none, and ECDSA takes its nonce from key
//! and message (RFC 6979). Where a secret comes from is the firmware's business; it is overwritten
//! when the key is dropped.

mod digest;
#[cfg(feature = "ed25519")]
mod ed25519;
#[cfg(feature = "es256")]
mod es256;
#[cfg(feature = "es256k")]
mod es256k;

pub use digest::Es256Digest;
#[cfg(feature = "ed25519")]
pub use ed25519::Ed25519Key;
#[cfg(feature = "es256")]
pub use es256::Es256Key;
#[cfg(feature = "es256k")]
pub use es256k::Es256kKey;
