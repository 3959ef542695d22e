//! Five agreements that are worked out, as data: fill in who, what and how much, and propose what
//! comes out. Each says what it does when something goes wrong, because that is what contracts are
//! for.

mod cold_chain;
mod demand_response;
mod field_service;
mod parametric_insurance;
mod pay_per_use;

pub use cold_chain::ColdChain;
pub use demand_response::DemandResponse;
pub use field_service::FieldService;
pub use parametric_insurance::ParametricInsurance;
pub use pay_per_use::PayPerUse;

use alloc::vec::Vec;
use core::fmt;
use hallmark_conditions::{
	condition::ItemId,
	text::{parse, Names, ParseError},
	Condition,
};
use hallmark_types::{organisation::OrgId, AssetId, Moment};
use polkadot_sdk::sp_core::{bounded::BoundedVec, Get, H256};

use crate::{Clause, Command, Stream, Terms, Ticket};

/// What all agreements have in common.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Frame {
	/// What is paid with; `None` for the native token.
	pub asset: Option<AssetId>,
	/// All have to sign before it.
	pub sign_by: Moment,
	/// When it ends by itself.
	pub expires_at: Moment,
	/// The hash of what the parties wrote down in words.
	pub document: H256,
	/// Who owns devices or items that matter, and is no party.
	pub witnesses: Vec<OrgId>,
}

/// Why a template gives no terms.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unwritable {
	/// A number or a name does not fit into a condition.
	Condition(ParseError),
	/// There is more of something than an agreement may have.
	TooMany,
	/// A number is too large to reckon with.
	TooLarge,
}

impl fmt::Display for Unwritable {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Condition(error) => error.fmt(f),
			Self::TooMany => f.write_str("more than an agreement may have"),
			Self::TooLarge => f.write_str("a number is too large to reckon with"),
		}
	}
}

impl core::error::Error for Unwritable {}

/// Words for the devices and items of a template.
#[derive(Default)]
struct Words<'a> {
	devices: Vec<(&'a str, [u8; 32])>,
	items: Vec<(&'a str, ItemId)>,
}

impl Words<'_> {
	/// The condition that a text with these words says.
	fn say(&self, text: &str) -> Result<Condition, Unwritable> {
		parse(text, self).map_err(Unwritable::Condition)
	}
}

impl Names for Words<'_> {
	fn device(&self, name: &str) -> Option<[u8; 32]> {
		let found = self.devices.iter().find(|(word, _)| *word == name)?;
		Some(found.1)
	}

	fn item(&self, name: &str) -> Option<ItemId> {
		let found = self.items.iter().find(|(word, _)| *word == name)?;
		Some(found.1)
	}

	fn name_of_device(&self, device: &[u8; 32]) -> Option<&str> {
		let found = self.devices.iter().find(|(_, id)| id == device)?;
		Some(found.0)
	}

	fn name_of_item(&self, item: &ItemId) -> Option<&str> {
		let found = self.items.iter().find(|(_, id)| id == item)?;
		Some(found.0)
	}
}

/// A bounded list of these.
fn list<T, N: Get<u32>>(items: Vec<T>) -> Result<BoundedVec<T, N>, Unwritable> {
	items.try_into().map_err(|_| Unwritable::TooMany)
}

/// What is put together by a template.
struct Parts {
	parties: Vec<crate::Party>,
	streams: Vec<Stream>,
	clauses: Vec<Clause>,
	tickets: Vec<Ticket>,
	commands: Vec<Command>,
	arbitration: Option<crate::Arbitration>,
}

impl Parts {
	fn terms(self, frame: &Frame) -> Result<Terms, Unwritable> {
		Ok(Terms {
			parties: list(self.parties)?,
			asset: frame.asset,
			streams: list(self.streams)?,
			clauses: list(self.clauses)?,
			tickets: list(self.tickets)?,
			commands: list(self.commands)?,
			arbitration: self.arbitration,
			witnesses: list(frame.witnesses.clone())?,
			sign_by: frame.sign_by,
			expires_at: frame.expires_at,
			document: frame.document,
		})
	}
}
