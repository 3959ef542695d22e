#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod check;
mod flaw;
pub mod templates;
mod terms;

pub use flaw::Flaw;
pub use terms::*;
