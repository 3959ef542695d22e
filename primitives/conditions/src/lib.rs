#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "std"), no_std)]

pub mod condition;
pub mod decimal;
pub mod excursion;
mod list;
pub mod signal;
pub mod text;

pub use condition::{Condition, Facts, Truth};
pub use decimal::{Comparison, Decimal};
pub use excursion::{Policy, Record, Rule, Verdict};
pub use list::{List, TooMany};
pub use signal::{Name, Signal};

/// Domain time: milliseconds since the Unix epoch.
pub type Moment = u64;

/// A stretch of time in milliseconds.
pub type Duration = u64;

/// One second.
pub const SECOND: Duration = 1_000;

/// One minute.
pub const MINUTE: Duration = 60 * SECOND;

/// One hour.
pub const HOUR: Duration = 60 * MINUTE;

/// One day.
pub const DAY: Duration = 24 * HOUR;

/// What a device calls its envelopes: each number is given once.
pub type Sequence = u64;
