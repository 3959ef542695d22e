#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod decimal;
pub mod event;
mod hash;
mod json;
mod mapping;
mod measure;
mod read;
pub mod step;
mod time;
mod uri;
pub mod vocabulary;

pub use decimal::{Decimal, NoNumber};
pub use event::Event;
pub use hash::{hash, hash_bytes, pre_hash};
pub use json::{document, CONTEXT};
pub use mapping::events;
pub use measure::measure;
pub use read::{read, Unreadable};
pub use step::{Step, Unmappable};
pub use time::{NoTime, Offset, Time};
pub use uri::{canonical, digital_link, Uri};

/// The namespace of lot numbers, expiry dates and other master data (CBV 2.0 §9).
pub const MASTER_DATA: &str = "urn:epcglobal:cbv:mda:";

/// The namespace of this project's own fields: what a custody step says and EPCIS has no field for.
pub const NAMESPACE: &str = "urn:uuid:b908468e-7ae1-44c8-a68c-294b5183ebab#";
