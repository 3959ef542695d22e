//! One file a call or concern, and random sequences of all of them.

mod batches;
mod corrections;
mod equivocation;
mod evidence;
mod groups;
mod invariants;
mod peers;
mod quota;
mod relay;
mod streams;
mod strikes;
mod submit;
mod views;
mod watching;
