//! One file for each call, then what follows by itself: sessions, offences, random sequences.

mod add_validator;
mod invariants;
mod offences;
mod remove_validator;
mod report_aura_equivocation;
mod sessions;
mod set_minimum;
mod set_session_length;
mod views;
mod withdraw_keys;
