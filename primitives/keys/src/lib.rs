#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

mod key;
mod signature;
mod statement;
#[cfg(test)]
mod tests;

pub use key::{Algorithm, PublicKey};
pub use signature::{PureRust, Signature, Verify};
pub use statement::{Acknowledgement, Possession, Rotation, Statement};
