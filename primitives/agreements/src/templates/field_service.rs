use alloc::{format, vec};
use hallmark_conditions::{text::PrintedDuration, Duration};
use hallmark_types::{organisation::OrgId, Balance};

use super::{list, Frame, Parts, Unwritable, Words};
use crate::{
	Action, Arbitration, Clause, Often, Party, PartyIndex, Stream, Terms, Ticket, Unknown,
};

/// **Field service of medical equipment.** The device reports a fault, a ticket opens by itself, the
/// servicer acknowledges it, repairs, and says so; the device itself proves that it is healthy, the
/// operator has time to object, and the servicer is paid. Who is late pays.
///
/// | clause | when | then |
/// |---|---|---|
/// | 0 fault | the device reports a fault three times in a row, and no ticket is open | a ticket opens |
/// | 1 late | a ticket stands open for longer than agreed | the servicer pays the penalty |
/// | 2 fixed | the ticket is resolved, and nobody objects in time | the fee is paid, the ticket closes |
///
/// Unhappy paths:
/// - *The repair did not hold.* A ticket cannot be resolved unless the device's last three readings
///   are healthy and it was heard just now; a stale or quarantined device proves nothing.
/// - *The operator disagrees.* It challenges the clause with a bond, and the arbiter upholds, strikes
///   or splits. If the arbiter says nothing, the servicer is paid.
/// - *Nobody comes.* Each ticket that stands open for too long costs the servicer a penalty, as long
///   as its share lasts; the operator can close the ticket and call somebody else.
/// - *The operator's share is used up.* The clause does not fire, which is on record, and is tried
///   again; what the servicer is owed beyond the share is between the parties.
/// - *The servicer's account cannot be paid.* The fee becomes a credit that it can claim.
/// - *It runs out.* Both get back what rests, once what was resolved in time has been decided.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct FieldService {
	/// Party 0: runs the device.
	pub operator: OrgId,
	/// Party 1: repairs it.
	pub servicer: OrgId,
	/// Decides if they disagree.
	pub arbiter: OrgId,
	/// A stream on which 1 is a fault and 0 is none.
	pub fault: Stream,
	/// What a repair costs.
	pub fee: Balance,
	/// What a late acknowledgement costs the servicer.
	pub penalty: Balance,
	/// How many repairs are paid for in advance, and how many penalties are put up.
	pub visits: u32,
	/// How long the servicer has to acknowledge a ticket.
	pub acknowledge_within: Duration,
	/// How fresh the device's word must be for a repair to count.
	pub heard_within: Duration,
	/// How long the operator can object.
	pub objection: Duration,
	/// What an objection puts at stake, and how long the arbiter has.
	pub bond: Balance,
	/// How long the arbiter has.
	pub patience: Duration,
}

impl FieldService {
	/// The operator's place.
	pub const OPERATOR: PartyIndex = 0;
	/// The servicer's place.
	pub const SERVICER: PartyIndex = 1;

	/// The terms.
	///
	/// Errors: a number is too large.
	pub fn terms(&self, frame: &Frame) -> Result<Terms, Unwritable> {
		let words = Words {
			devices: vec![("device", self.fault.signal.device.0)],
			..Words::default()
		};
		let fault = self.fault.signal.name;
		let late = PrintedDuration(self.acknowledge_within);
		let heard = PrintedDuration(self.heard_within);
		let every = Often::EveryTime {
			cool_down: hallmark_conditions::MINUTE,
		};
		let clause = |text: &str, challenge, actions| {
			Ok::<_, Unwritable>(Clause {
				when: words.say(text)?,
				often: every,
				challenge,
				unknown: Unknown::Waits,
				actions: list(actions)?,
			})
		};
		let times = |amount: Balance| {
			amount
				.checked_mul(self.visits.into())
				.ok_or(Unwritable::TooLarge)
		};
		let proof = format!("latest(device/{fault}) <= 0 for 3 and fresh(device/{fault}, {heard})");
		Parts {
			parties: vec![
				Party {
					org: self.operator,
					escrow: times(self.fee)?,
				},
				Party {
					org: self.servicer,
					escrow: times(self.penalty)?,
				},
			],
			streams: vec![self.fault],
			clauses: vec![
				clause(
					&format!(
						"reading(device/{fault}) >= 1 for 3 \
						 and (ticket.state = none or ticket.state = closed)"
					),
					0,
					vec![Action::OpenTicket(0)],
				)?,
				clause(
					&format!("ticket.state = open and ticket.age > {late}"),
					0,
					vec![Action::Pay {
						from: Self::SERVICER,
						to: Self::OPERATOR,
						amount: self.penalty,
					}],
				)?,
				clause(
					"ticket.state = resolved",
					self.objection,
					vec![
						Action::Pay {
							from: Self::OPERATOR,
							to: Self::SERVICER,
							amount: self.fee,
						},
						Action::CloseTicket(0),
					],
				)?,
			],
			tickets: vec![Ticket {
				requester: Self::OPERATOR,
				servicer: Self::SERVICER,
				proof: Some(words.say(&proof)?),
			}],
			commands: vec![],
			arbitration: Some(Arbitration {
				arbiter: self.arbiter,
				bond: self.bond,
				patience: self.patience,
				silence: crate::Ruling::Uphold,
			}),
		}
		.terms(frame)
	}
}
