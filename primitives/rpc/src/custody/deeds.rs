//! What is answered about the steps of an item: what was done, when and by whom.

use hallmark_types::organisation::OrgId;

use super::{Exception, Finding, Named, Quantity, Title};
use crate::{
	value::{kinds, objects},
	Hex32, StreamName, Time,
};

objects! {
	/// A step in the trace of an item: its own, or one of a container while it was in it.
	pub struct Step {
		/// Whose step it is.
		pub item: Named,
		/// Which of its steps, counted from 0.
		pub index: u32,
		/// Counts the steps of all items: of two, the later has the higher one.
		pub number: u64,
		/// When.
		pub at: Time,
		/// By whom. 0 where an agreement did it.
		pub by: OrgId,
		/// The GLN where.
		pub place: Option<String>,
		/// The CBV 2.0 hash of the full event, which is kept elsewhere.
		pub document: Option<Hex32>,
		/// What was done.
		pub deed: Deed,
		/// The step of the item that declares this one wrong.
		pub declared_wrong_by: Option<u32>,
	}
}

kinds! {
	/// By whose word an item is held.
	pub enum Holder {
		/// A regulator.
		Organisation {
			/// Its number.
			org: OrgId,
		},
		/// An agreement.
		Agreement {
			/// Its number.
			agreement: u32,
		},
	}

	/// What was done in a step.
	pub enum Deed {
		/// It got its name.
		Commissioned {
			/// With others in this commission.
			commission: u64,
		},
		/// It was made of others.
		Made {
			/// In this transformation.
			transformation: u64,
		},
		/// Its custodian saw it.
		Observed {
			/// At which step of the business: a word of the Core Business Vocabulary.
			biz_step: Option<String>,
			/// In which state: a word of the same.
			disposition: Option<String>,
		},
		/// It was packed.
		Packed {
			/// Into what, and what that was in, the innermost first.
			into: Vec<Named>,
		},
		/// It was unpacked.
		Unpacked {
			/// Out of what.
			parent: Named,
		},
		/// Others were packed into it.
		Filled {
			/// Which.
			children: Vec<Hex32>,
		},
		/// Others were unpacked out of it.
		Emptied {
			/// Which.
			children: Vec<Hex32>,
		},
		/// It changed hands.
		HandedOver {
			/// In which respect.
			title: Title,
			/// Who gave.
			from: OrgId,
			/// Who took.
			to: OrgId,
			/// What was wrong with it.
			exceptions: Vec<Exception>,
			/// How much was offered, if less was accepted.
			offered: Option<Quantity>,
			/// What was known of its conditions.
			verdict: Option<Finding>,
		},
		/// Something was made of it, or of a part of it.
		Used {
			/// In this transformation.
			transformation: u64,
			/// How much of it, if it has a quantity.
			used: Option<Quantity>,
		},
		/// It is no more.
		Destroyed,
		/// Nobody may move it.
		Held {
			/// By whose word.
			holder: Holder,
			/// Why: the hash of a document that is kept elsewhere.
			reason: Hex32,
		},
		/// One fewer holds it.
		Released {
			/// Who held it.
			holder: Holder,
		},
		/// It was called back by itself.
		Recalled {
			/// In this recall.
			recall: u32,
		},
		/// Its holder has heard of a recall.
		Acknowledged {
			/// Of which.
			recall: u32,
		},
		/// The recall that began with it is over.
		RecallEnded {
			/// Which.
			recall: u32,
		},
		/// A device began to ride along, and a policy with it.
		Attached {
			/// The device.
			device: Hex32,
			/// Its stream.
			stream: StreamName,
			/// The policy's place.
			slot: u8,
		},
		/// It rides along no more.
		Detached {
			/// The device.
			device: Hex32,
			/// Its stream.
			stream: StreamName,
			/// The policy's place.
			slot: u8,
		},
		/// Another of its steps is wrong: it never happened.
		DidNotOccur {
			/// Which.
			step: u32,
		},
		/// Something about another of its steps is wrong.
		IncorrectData {
			/// Which.
			step: u32,
			/// The later step that has it right.
			corrected_by: Option<u32>,
		},
		/// It is out of use.
		Archived,
	}
}
