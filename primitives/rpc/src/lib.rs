#![doc = include_str!("../README.md")]

pub mod agreement;
pub mod custody;
pub mod device;
#[cfg(feature = "server")]
pub mod door;
pub mod hallmark;
mod method;
mod openrpc;
pub mod organisation;
pub mod reading;
mod value;

pub use custody::ItemRef;
pub use device::DeviceRef;
pub use method::{Delivery, Method, Param};
pub use openrpc::{document, methods};
pub use organisation::{Digits, OrgRef};
pub use reading::StreamName;
pub use value::{Account, Bytes, Cursor, Hex32, Limit, Measured, Money, Number, Page, Time, When};

/// Codes of errors beside those of JSON-RPC itself.
pub mod code {
	/// The state of the block that was asked for is not kept any more.
	pub const STATE_GONE: i32 = 7001;
	/// A feed cannot be resumed: the place is not to be found.
	pub const PLACE_UNKNOWN: i32 = 7002;
	/// More feeds are open than the node serves.
	pub const TOO_MANY_FEEDS: i32 = 7003;
}
