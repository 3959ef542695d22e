use alloc::vec;
use hallmark_conditions::Duration;
use hallmark_types::{epc::ItemId, organisation::OrgId, Balance};

use super::{list, Frame, Parts as Put, Unwritable, Words};
use crate::{
	Action, Arbitration, Clause, Often, Parts, Party, PartyIndex, Ruling, Terms, Unknown, WHOLE,
};

/// **Cold-chain shipment.** The consignee puts the freight up. If it accepts the goods and their
/// condition policy was kept, the carrier is paid; if it was breached, the carrier gets only a part,
/// and the rest goes back.
///
/// | clause | when | then |
/// |---|---|---|
/// | 0 good | the consignee has accepted, and the verdict is good | the freight is paid; end |
/// | 1 breached | the consignee has accepted, and the policy was breached | a part is paid; end |
///
/// Unhappy paths:
/// - *The sensor was silent for a while.* The verdict is neither good nor breached. If it stays so for
///   as long as agreed after the goods were accepted, the shipment counts as breached: silence never
///   helps whoever was to measure.
/// - *The carrier disagrees with the breach.* It challenges within the time with a bond; the arbiter
///   upholds, strikes or splits. If the arbiter says nothing, half of what was agreed is paid.
/// - *The consignee never accepts.* Nothing is paid; at the end the freight goes back. What the
///   carrier can do about that is put down in words, not here.
/// - *The item is recalled or held on the way.* That alone changes nothing: what counts is whether it
///   was accepted, and in what condition.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ColdChain {
	/// Party 0: receives the goods and pays.
	pub consignee: OrgId,
	/// Party 1: carries them.
	pub carrier: OrgId,
	/// Party 2: sends them, and owns them until then.
	pub shipper: OrgId,
	/// Decides if they disagree.
	pub arbiter: OrgId,
	/// The goods.
	pub item: ItemId,
	/// The freight.
	pub freight: Balance,
	/// Which part of the freight the carrier gets for goods that were too warm.
	pub if_breached: Parts,
	/// For how long a verdict may be missing after acceptance.
	pub unknown_for: Duration,
	/// How long the carrier can object.
	pub objection: Duration,
	/// What an objection puts at stake.
	pub bond: Balance,
	/// How long the arbiter has.
	pub patience: Duration,
}

impl ColdChain {
	/// The consignee's place.
	pub const CONSIGNEE: PartyIndex = 0;
	/// The carrier's place.
	pub const CARRIER: PartyIndex = 1;
	/// The shipper's place.
	pub const SHIPPER: PartyIndex = 2;

	/// The terms.
	///
	/// Errors: more witnesses than there may be.
	pub fn terms(&self, frame: &Frame) -> Result<Terms, Unwritable> {
		let words = Words {
			items: vec![("goods", self.item.0)],
			..Words::default()
		};
		let clause = |text, challenge, unknown, actions| {
			Ok::<_, Unwritable>(Clause {
				when: words.say(text)?,
				often: Often::Once,
				challenge,
				unknown,
				actions: list(actions)?,
			})
		};
		let (from, to) = (Self::CONSIGNEE, Self::CARRIER);
		let mut if_breached = vec![Action::End];
		if self.if_breached > 0 {
			let parts = self.if_breached.min(WHOLE);
			if_breached.insert(0, Action::PayShare { from, to, parts });
		}
		let party = |org, escrow| Party { org, escrow };
		Put {
			parties: vec![
				party(self.consignee, self.freight),
				party(self.carrier, 0),
				party(self.shipper, 0),
			],
			streams: vec![],
			clauses: vec![
				clause(
					"item(goods).accepted by party 0 and item(goods).verdict = good",
					0,
					Unknown::Waits,
					vec![
						Action::Pay {
							from,
							to,
							amount: self.freight,
						},
						Action::End,
					],
				)?,
				clause(
					"item(goods).accepted by party 0 and item(goods).verdict = breached",
					self.objection,
					Unknown::Fires {
						after: self.unknown_for,
					},
					if_breached,
				)?,
			],
			tickets: vec![],
			commands: vec![],
			arbitration: Some(Arbitration {
				arbiter: self.arbiter,
				bond: self.bond,
				patience: self.patience,
				silence: Ruling::Split(WHOLE / 2),
			}),
		}
		.terms(frame)
	}
}
