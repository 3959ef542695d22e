#![doc = include_str!("../README.md")]
#![no_std]

#[cfg(test)]
extern crate std;

mod collector;
mod counter;
mod device;
pub mod key;
mod log;
mod proof;
mod slots;
mod statement;
#[cfg(test)]
mod tests;

pub use collector::{Collector, CollectorError};
pub use counter::{Counter, CounterError, Numbers};
pub use device::{Device, DeviceError, Identity, Sealed};
pub use log::{MemoryLog, MemoryLogError, Reading, ReadingLog};
pub use proof::{prove, Path, Proof, ProofError};
pub use slots::{Slot, Slots, SlotsError, TwoSlots, SLOT_LEN};
pub use statement::{Command, Rotated, StatementError, MAX_STATEMENT_LIFETIME};

/// What is signed and read on both sides: the crates that the chain itself uses.
pub use hallmark_envelope as envelope;
pub use hallmark_keys as keys;
