#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub mod consensus;
pub mod device;
pub mod epc;
pub mod gs1;
pub mod items;
pub mod organisation;
pub mod page;
pub mod primitive;
pub mod quantity;
pub mod readings;
pub mod units;
pub mod windows;

pub use primitive::*;
