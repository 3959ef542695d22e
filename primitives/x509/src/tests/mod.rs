//! What is accepted, then everything that can be wrong, then what it costs.

mod agreement;
mod authority;
mod certificate;
mod chain;
pub(crate) mod cost;
mod encoding;
mod extensions;
mod identity;
mod issued_by_others;
mod keys;
mod links;
mod roles;

use crate::mint;
