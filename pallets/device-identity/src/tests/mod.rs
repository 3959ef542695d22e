//! One file for each concern, with every error of every call in it; then what the others see, and
//! random sequences.

mod anchors;
mod certificates;
mod enrolment;
mod invariants;
mod keys;
mod manifests;
mod ownership;
mod quarantine;
mod standing;
mod succession;
mod views;
