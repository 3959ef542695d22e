//! What the pallet says has happened.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

/// Taken into the pallet's module, whose imports it uses.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Things got their names.
		Commissioned {
			/// In which commission.
			commission: BirthId,
			/// Whose they are.
			by: OrgId,
			/// How many.
			items: u32,
			/// The lot that the pieces are of.
			lot: Option<ItemId>,
		},
		/// Things were seen.
		Observed {
			/// The number of the step.
			number: u64,
			/// By whom.
			by: OrgId,
			/// How many.
			items: u32,
		},
		/// Things were packed.
		Packed {
			/// Into what.
			parent: ItemId,
			/// How many.
			children: u32,
			/// By whom.
			by: OrgId,
		},
		/// Things were unpacked.
		Unpacked {
			/// Out of what.
			parent: ItemId,
			/// How many.
			children: u32,
			/// By whom.
			by: OrgId,
		},
		/// An item was offered to somebody.
		Offered {
			/// Which.
			item: ItemId,
			/// In which respect.
			title: Title,
			/// By whom.
			from: OrgId,
			/// To whom.
			to: OrgId,
			/// Until when.
			expires_at: Moment,
		},
		/// What was offered was taken.
		Accepted {
			/// Which item.
			item: ItemId,
			/// In which respect.
			title: Title,
			/// From whom.
			from: OrgId,
			/// By whom.
			to: OrgId,
			/// What was wrong with it.
			exceptions: Exceptions,
			/// What was known of its conditions. `None` if there was no policy.
			verdict: Option<Finding>,
		},
		/// What was offered was turned down.
		Rejected {
			/// Which item.
			item: ItemId,
			/// In which respect.
			title: Title,
			/// By whom.
			by: OrgId,
			/// Why.
			reason: Rejection,
		},
		/// What was offered is offered no more.
		OfferWithdrawn {
			/// Which item.
			item: ItemId,
			/// In which respect.
			title: Title,
			/// By whom.
			by: OrgId,
		},
		/// Things were made of others.
		Transformed {
			/// In which transformation.
			transformation: BirthId,
			/// By whom.
			by: OrgId,
			/// How many were used.
			inputs: u32,
			/// How many were made.
			outputs: u32,
		},
		/// Nobody may move an item.
		Held {
			/// Which.
			item: ItemId,
			/// By whose word.
			holder: Holder,
			/// The hash of the reason.
			reason: H256,
		},
		/// One fewer holds an item.
		Released {
			/// Which.
			item: ItemId,
			/// Who held it.
			holder: Holder,
		},
		/// An item or a lot was called back.
		RecallBegun {
			/// In which recall.
			recall: RecallId,
			/// What.
			subject: Subject,
			/// By whom.
			by: OrgId,
			/// The hash of the reason.
			reason: H256,
		},
		/// A recall reached something that was made of what it is about.
		RecallReached {
			/// Which recall.
			recall: RecallId,
			/// What.
			item: ItemId,
		},
		/// Somebody who has something of it has heard of a recall.
		RecallAcknowledged {
			/// Of which.
			recall: RecallId,
			/// Who.
			by: OrgId,
		},
		/// A recall is over.
		RecallEnded {
			/// Which.
			recall: RecallId,
			/// By whose word.
			by: OrgId,
		},
		/// An item was put under a policy.
		PolicyAttached {
			/// Which item.
			item: ItemId,
			/// The policy's place.
			slot: u8,
			/// The stream.
			signal: Signal,
		},
		/// A policy of an item was breached.
		PolicyBreached {
			/// Which item's.
			item: ItemId,
			/// The policy's place.
			slot: u8,
			/// Which of its rules, a bit for each.
			rules: u8,
		},
		/// A policy ended.
		PolicyDetached {
			/// Which item's.
			item: ItemId,
			/// The policy's place.
			slot: u8,
		},
		/// A step was declared wrong.
		DeclaredWrong {
			/// Of which item.
			item: ItemId,
			/// Which step.
			step: u32,
			/// The step that says so.
			by_step: u32,
		},
		/// An item is no more.
		Destroyed {
			/// Which.
			item: ItemId,
			/// By whose word.
			by: OrgId,
		},
		/// An item is out of use.
		Archived {
			/// Which.
			item: ItemId,
			/// By whose word.
			by: OrgId,
		},
		/// Steps of an item were removed.
		Pruned {
			/// Which item.
			item: ItemId,
			/// How many steps.
			steps: u32,
			/// Whether the item itself was removed.
			removed: bool,
		},
	}
}
