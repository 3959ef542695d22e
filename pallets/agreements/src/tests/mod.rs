//! One file for each call; then how agreements are evaluated, what others see, and random sequences.

mod acknowledge_command;
mod cancel;
mod challenge;
mod claim;
mod clauses;
mod confirm;
mod expiry;
mod invariants;
mod items;
mod lag;
mod payments;
mod poke;
mod propose;
mod remove;
mod rounds;
mod rule;
mod set_payee;
mod sign;
mod templates;
mod tickets;
mod views;
