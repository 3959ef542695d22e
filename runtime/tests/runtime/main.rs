//! The real runtime, run in memory: what it promises, how it begins, what it refuses.

mod common;
mod frozen;
mod genesis;
mod identity;
mod refusals;
