//! The real runtime, run in memory: what it promises, how it begins, what it refuses.

mod agreements;
mod common;
mod frozen;
mod genesis;
mod identity;
mod refusals;
mod world;
