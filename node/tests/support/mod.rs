//! Starts real nodes and talks to them as any client would: over JSON-RPC.
//!
//! ```text
//! let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
//! let client = node.client().await?;
//! let transfer = client.sign(call, &alice, client.nonce(&account).await?).await?;
//! let finalized = client.submit_and_watch(transfer).await?;
//! finalized.result()?;
//! ```
//!
//! Every node listens on loopback, on ports that the system chose, and ends with its [`Node`].

// Not every program that uses this module uses all of it.
#![allow(dead_code, unused_imports)]

pub mod agreements;
pub mod answers;
pub mod client;
pub mod devices;
pub mod fleet;
pub mod governance;
pub mod http;
pub mod load;
pub mod network;
pub mod node;
pub mod shipment;
pub mod spec;
pub mod state;
pub mod temperatures;

pub use client::{key, Client, Finalized};
pub use node::{command, Ended, Node, NodeBuilder};

/// What can go wrong, in words.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
/// A value, or what went wrong.
pub type Result<T> = std::result::Result<T, Error>;
