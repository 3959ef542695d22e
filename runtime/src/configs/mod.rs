//! The pallets' configurations, split by concern.

mod access;
mod agreements;
mod consensus;
mod custody;
mod governance;
mod identity;
mod money;
mod readings;
pub mod system;

pub use consensus::MaxAuthorities;
pub use governance::{CouncilCollective, TwoThirdsOfCouncil};
pub use identity::HostSignatures;
pub use money::deposit;
