#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod consensus;
pub mod device;
pub mod gs1;
pub mod organisation;
pub mod primitive;
pub mod units;

pub use primitive::*;
