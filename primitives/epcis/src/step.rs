//! Custody steps, told in plain words by whoever reads them from the chain, and the event that each
//! of them is. `docs/epcis.md` has the table.

use alloc::{format, string::String, vec::Vec};
use core::fmt;
use hallmark_types::{
	epc::{Epc, ItemId},
	gs1::Gln,
	organisation::OrgId,
	Moment,
};

use crate::{
	event::Unit,
	uri::{hexadecimal, Uri},
	vocabulary::{BizStep, Disposition},
	Decimal, Time,
};

/// The chain, by the hash of its first block: it names what GS1 has no name for.
///
/// The names are those of RFC 6920: `ni:///blake2b-256;` and the hash, with what is meant behind a
/// question mark.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Chain {
	/// The hash of the first block: BLAKE2b-256 of its header.
	pub genesis: [u8; 32],
}

impl Chain {
	fn name(&self, what: &str) -> Uri {
		Uri::made(format!(
			"ni:///blake2b-256;{}?{what}",
			base64url(&self.genesis)
		))
	}

	/// A member without a GLN.
	pub fn organisation(&self, id: OrgId) -> Uri {
		self.name(&format!("organisation={id}"))
	}

	/// A device without an EPC.
	pub fn device(&self, id: &[u8; 32]) -> Uri {
		self.name(&format!("device={}", hexadecimal(id)))
	}

	/// A step of an item.
	pub fn step(&self, item: &ItemId, index: u32) -> Uri {
		self.name(&format!(
			"item={}&step={index}",
			hexadecimal(item.as_bytes())
		))
	}

	/// A transformation.
	pub fn transformation(&self, id: u64) -> Uri {
		self.name(&format!("transformation={id}"))
	}
}

/// Bytes in base64url without padding (RFC 4648 §5).
fn base64url(bytes: &[u8]) -> String {
	const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	let mut text = String::new();
	for chunk in bytes.chunks(3) {
		let group = chunk
			.iter()
			.fold(0u32, |group, byte| (group << 8) | u32::from(*byte));
		let bits = chunk.len() * 8;
		for digit in 0..bits.div_ceil(6) {
			// The last digit is filled up with zeros.
			let shifted = (u64::from(group) << 6) >> (bits - digit * 6);
			text.push(char::from(DIGITS[(shifted & 63) as usize]));
		}
	}
	text
}

/// A member organisation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Organisation {
	/// Its number on the chain.
	pub id: OrgId,
	/// Its GLN, if the register has one.
	pub gln: Option<Gln>,
}

impl Organisation {
	pub(crate) fn uri(&self, chain: &Chain) -> Uri {
		self.gln
			.map_or_else(|| chain.organisation(self.id), Uri::party)
	}
}

/// A place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Place {
	/// A GLN by itself.
	Gln(Gln),
	/// An EPC of a place, with or without an extension.
	Sgln(Epc),
}

/// A device.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Device {
	/// Its id on the chain.
	pub id: [u8; 32],
	/// The asset that it is, if its owner says so.
	pub epc: Option<Epc>,
}

impl Device {
	pub(crate) fn uri(&self, chain: &Chain) -> Uri {
		match &self.epc {
			Some(epc) => epc.into(),
			None => chain.device(&self.id),
		}
	}
}

/// So much of something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount {
	/// How much.
	pub number: Decimal,
	/// Of which unit. Pieces where there is none.
	pub unit: Option<Unit>,
}

/// An item, or a part of a class or lot.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
	/// Its name.
	pub epc: Epc,
	/// How much of it, where the name is a lot's. A thing with a name of its own is one.
	pub amount: Option<Amount>,
}

impl From<Epc> for Thing {
	fn from(epc: Epc) -> Self {
		Self { epc, amount: None }
	}
}

/// What changed hands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Title {
	/// Who holds it.
	Custody,
	/// To whom it belongs.
	Ownership,
}

/// What was wrong with things that were accepted all the same. In the order of their bits.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Exception {
	/// Something is broken.
	Damaged,
	/// There was less than was offered.
	Short,
	/// There was more.
	Over,
	/// It was too warm or too cold.
	Temperature,
	/// A seal was broken.
	SealBroken,
	/// It was not what was offered.
	WrongItem,
	/// A label was wrong or missing.
	Label,
	/// It came too late.
	Late,
}

impl Exception {
	/// Every one, in the order of their bits.
	pub const ALL: [Self; 8] = [
		Self::Damaged,
		Self::Short,
		Self::Over,
		Self::Temperature,
		Self::SealBroken,
		Self::WrongItem,
		Self::Label,
		Self::Late,
	];

	/// Those whose bits are set, the lowest bit being the first.
	pub fn from_bits(bits: u8) -> Vec<Self> {
		let set = |(bit, _): &(usize, Self)| (bits >> bit) & 1 == 1;
		Self::ALL
			.into_iter()
			.enumerate()
			.filter(set)
			.map(|(_, it)| it)
			.collect()
	}

	pub(crate) const fn word(self) -> &'static str {
		match self {
			Self::Damaged => "damaged",
			Self::Short => "short",
			Self::Over => "over",
			Self::Temperature => "temperature",
			Self::SealBroken => "seal_broken",
			Self::WrongItem => "wrong_item",
			Self::Label => "label",
			Self::Late => "late",
		}
	}
}

/// What became of a policy for an item.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Verdict {
	/// It was kept.
	Good,
	/// It was not.
	Breached,
	/// Nobody can know.
	Unknown,
	/// Not all readings are counted yet.
	Pending,
}

impl Verdict {
	pub(crate) const fn word(self) -> &'static str {
		match self {
			Self::Good => "good",
			Self::Breached => "breached",
			Self::Unknown => "unknown",
			Self::Pending => "pending",
		}
	}
}

/// What a stream said of an item's conditions, up to a hand-over.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
	/// Which device measured.
	pub device: Device,
	/// The stream's name.
	pub stream: String,
	/// Its SenML unit.
	pub unit: String,
	/// From when on.
	pub since: Moment,
	/// Until when.
	pub until: Moment,
	/// The lowest value, if there was any.
	pub lowest: Option<Decimal>,
	/// The highest value, if there was any.
	pub highest: Option<Decimal>,
	/// What became of the policy.
	pub verdict: Verdict,
}

/// Why a step is declared wrong.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Wrong {
	/// It never happened. Nothing can correct that.
	DidNotOccur,
	/// Something about it is wrong. Another step of the item, if there is one, has it right.
	IncorrectData(Option<u32>),
}

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub enum Deed {
	/// Things got their names.
	Commission {
		/// The things.
		things: Vec<Thing>,
		/// The lot that they are of, where their names do not say it.
		lot: Option<Epc>,
		/// The last day on which they may be used.
		expires: Option<Time>,
	},
	/// Their custodian saw them.
	Observe {
		/// The things.
		things: Vec<Thing>,
		/// At which step of the business.
		biz_step: Option<BizStep>,
		/// In which state.
		disposition: Option<Disposition>,
	},
	/// They ended.
	Destroy {
		/// The things.
		things: Vec<Thing>,
	},
	/// They were put into something.
	Pack {
		/// The container.
		parent: Epc,
		/// The things.
		children: Vec<Thing>,
	},
	/// They were taken out of it.
	Unpack {
		/// The container.
		parent: Epc,
		/// The things.
		children: Vec<Thing>,
	},
	/// They changed hands, and whoever took them said so.
	HandOver {
		/// The things as they were accepted.
		things: Vec<Thing>,
		/// What changed hands.
		title: Title,
		/// Who gave.
		from: Organisation,
		/// Who took.
		to: Organisation,
		/// What was wrong with them.
		exceptions: Vec<Exception>,
		/// How much was offered, where it was not what was accepted.
		offered: Option<Amount>,
		/// What is known of their conditions.
		conditions: Vec<Condition>,
	},
	/// Things were used up and others made of them.
	Transform {
		/// The transformation's number.
		id: u64,
		/// What was used up.
		inputs: Vec<Thing>,
		/// What was made.
		outputs: Vec<Thing>,
		/// What was lost.
		lost: Vec<Amount>,
	},
	/// A device began to ride along.
	Attach {
		/// The item.
		item: Epc,
		/// The device.
		device: Device,
	},
	/// It rides along no more.
	Detach {
		/// The item.
		item: Epc,
		/// The device.
		device: Device,
	},
	/// Somebody may not let them go on.
	Hold {
		/// The things.
		things: Vec<Thing>,
		/// Why.
		reason: Option<String>,
	},
	/// They may go on.
	Release {
		/// The things.
		things: Vec<Thing>,
	},
	/// They are called back.
	Recall {
		/// The things, or a lot.
		things: Vec<Thing>,
		/// Why.
		reason: Option<String>,
	},
	/// They are called back no more.
	EndRecall {
		/// The things, or the lot.
		things: Vec<Thing>,
	},
	/// Their holder has heard of the recall.
	Acknowledge {
		/// The things, or the lot.
		things: Vec<Thing>,
	},
	/// Another step of the item is wrong.
	DeclareError {
		/// Which.
		step: u32,
		/// In which way.
		wrong: Wrong,
	},
}

/// One step of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
	/// The item.
	pub item: ItemId,
	/// The step's number.
	pub index: u32,
	/// When the chain recorded it, in milliseconds since 1970 began.
	pub at: Moment,
	/// Who did it.
	pub by: Organisation,
	/// Where.
	pub place: Option<Place>,
	/// The hash of the full event, which its parties keep.
	pub document: Option<[u8; 32]>,
	/// What was done.
	pub deed: Deed,
}

/// Why a step is no event.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Why {
	/// It says nothing of any thing.
	NoThing,
	/// A container or what a device rides on is a class or lot: EPCIS asks for one thing.
	ParentIsClass,
	/// A place's name is not that of a place.
	NotAPlace,
	/// A moment is beyond the year 9999.
	Moment,
	/// The step that is declared wrong, or the one that corrects it, is not among the steps, or is
	/// itself a declaration.
	StepMissing,
}

/// A step that is no event.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Unmappable {
	/// The step's number.
	pub step: u32,
	/// Why it is none.
	pub why: Why,
}

impl fmt::Display for Unmappable {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let why = match self.why {
			Why::NoThing => "names no thing",
			Why::ParentIsClass => "puts something into a class of things",
			Why::NotAPlace => "happened at what is no place",
			Why::Moment => "happened beyond the year 9999",
			Why::StepMissing => "is about a step that is not here",
		};
		write!(f, "step {} {why}", self.step)
	}
}

impl core::error::Error for Unmappable {}
