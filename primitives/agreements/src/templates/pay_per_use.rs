use alloc::{format, vec};
use hallmark_conditions::{
	text::{PrintedDuration, PrintedMoment},
	Decimal, Duration,
};
use hallmark_types::{organisation::OrgId, Balance, Moment};

use super::{list, Frame, Parts, Unwritable, Words};
use crate::{Action, Clause, Often, Party, PartyIndex, Stream, Terms, Unknown};

/// **Pay-per-use meter.** A machine reports how much it was used. For every period in which it was
/// used at all, the user pays the owner a price. A machine that is kept silent is paid for as well.
///
/// | clause | when | then |
/// |---|---|---|
/// | 0 used | a reading at or above the threshold lands, once a period at most | the price is paid |
/// | 1 silent | the machine was to be heard, and was not for longer than agreed | the standby price is paid |
/// | 2 broken | the machine reports a fault | what rests goes back; end |
///
/// Unhappy paths:
/// - *Somebody unplugs the meter.* Each silence costs the standby price, and the machine is not used
///   without being heard.
/// - *The meter lies.* A quarantined meter is unknown, and unknown is neither use nor silence: if it
///   stays so for as long as agreed, the agreement ends and what rests goes back.
/// - *Evaluation lags.* A reading is never missed, and however many landed in one period, that period
///   is paid for once: the price of a period does not depend on how busy the chain is.
/// - *The user's share is used up.* The clause does not fire, which is on record. The parties agree on
///   a new agreement, or the owner takes the machine back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PayPerUse {
	/// Party 0: uses the machine and pays.
	pub user: OrgId,
	/// Party 1: owns it.
	pub owner: OrgId,
	/// How much the machine was used since it last said so.
	pub used: Stream,
	/// A stream of the same machine on which 1 is a fault.
	pub fault: Stream,
	/// From which reading on it counts as used.
	pub threshold: Decimal,
	/// How long a period is.
	pub period: Duration,
	/// What a period of use costs.
	pub price: Balance,
	/// What a silence costs.
	pub standby: Balance,
	/// From when on the machine is expected to be heard.
	pub begins: Moment,
	/// How long the machine may be silent.
	pub silence: Duration,
	/// For how long nobody may know, until it ends.
	pub unknown_for: Duration,
	/// For how many periods the user pays in advance.
	pub periods: u32,
}

impl PayPerUse {
	/// The user's place.
	pub const USER: PartyIndex = 0;
	/// The owner's place.
	pub const OWNER: PartyIndex = 1;

	/// The terms.
	///
	/// Errors: a number is too large.
	pub fn terms(&self, frame: &Frame) -> Result<Terms, Unwritable> {
		let words = Words {
			devices: vec![
				("meter", self.used.signal.device.0),
				("machine", self.fault.signal.device.0),
			],
			..Words::default()
		};
		let (used, fault) = (self.used.signal.name, self.fault.signal.name);
		let threshold = self.threshold;
		let (begins, silence) = (PrintedMoment(self.begins), PrintedDuration(self.silence));
		let every = Often::EveryTime {
			cool_down: self.period,
		};
		let ends = Unknown::Ends {
			after: self.unknown_for,
		};
		let pay = |amount| Action::Pay {
			from: Self::USER,
			to: Self::OWNER,
			amount,
		};
		let clause = |text: &str, often, unknown, actions| {
			Ok::<_, Unwritable>(Clause {
				when: words.say(text)?,
				often,
				challenge: 0,
				unknown,
				actions: list(actions)?,
			})
		};
		let escrow = self
			.price
			.max(self.standby)
			.checked_mul(self.periods.into())
			.ok_or(Unwritable::TooLarge)?;
		Parts {
			parties: vec![
				Party {
					org: self.user,
					escrow,
				},
				Party {
					org: self.owner,
					escrow: 0,
				},
			],
			streams: vec![self.used, self.fault],
			clauses: vec![
				clause(
					&format!("reading(meter/{used}) >= {threshold}"),
					every,
					Unknown::Waits,
					vec![pay(self.price)],
				)?,
				clause(
					&format!("time >= {begins} and not fresh(meter/{used}, {silence})"),
					every,
					ends,
					vec![pay(self.standby)],
				)?,
				clause(
					&format!("reading(machine/{fault}) >= 1"),
					Often::Once,
					Unknown::Waits,
					vec![Action::RefundRest, Action::End],
				)?,
			],
			tickets: vec![],
			commands: vec![],
			arbitration: None,
		}
		.terms(frame)
	}
}
