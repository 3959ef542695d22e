//! The pallets' configurations, split by concern.

mod access;
mod consensus;
mod governance;
mod money;
pub mod system;

pub use consensus::MaxAuthorities;
pub use governance::{CouncilCollective, TwoThirdsOfCouncil};
pub use money::deposit;
