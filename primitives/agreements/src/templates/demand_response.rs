use alloc::{format, vec};
use hallmark_conditions::{Decimal, Duration};
use hallmark_types::{device::DeviceId, organisation::OrgId, Balance};

use super::{list, Frame, Parts, Unwritable, Words};
use crate::{Action, Clause, Command, Often, Party, PartyIndex, Stream, Terms, Unknown};

/// **Demand response on a grid's price stream.** When power is dear, an appliance is told to use less;
/// when the appliance itself says that it did, its owner is paid; when power is cheap again, it is
/// told to go on.
///
/// | clause | when | then |
/// |---|---|---|
/// | 0 dear | the price rose above the limit, once a rest at most | the appliance is told to use less |
/// | 1 done | the appliance has acknowledged | the reward is paid |
/// | 2 cheap | the appliance has acknowledged, and the price is below the lower limit | it is told to go on |
///
/// Unhappy paths:
/// - *The appliance does not answer.* No acknowledgement in the command's lifetime, no reward: nobody
///   can acknowledge for it, since only its key can sign.
/// - *An old answer is sent again.* An acknowledgement names the agreement, the command and how often
///   it was given: it is good for one time.
/// - *The price stream is stale.* Nothing is dear and nothing is cheap: the appliance is left alone. If
///   it stays so for as long as agreed, the agreement ends.
/// - *The price jumps to and fro.* A peak is never missed, but in one rest there is one command at most.
/// - *The reward cannot be paid any more.* Then that is on record, and the commands go on.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DemandResponse {
	/// Party 0: pays for what is not used.
	pub utility: OrgId,
	/// Party 1: owns the appliance.
	pub owner: OrgId,
	/// What power costs, as the grid's operator publishes it: a witness, unless it is the utility.
	pub price: Stream,
	/// Above it power is dear.
	pub dear: Decimal,
	/// Below it power is cheap.
	pub cheap: Decimal,
	/// The appliance.
	pub appliance: DeviceId,
	/// What tells it to use less.
	pub reduce: u32,
	/// What tells it to go on.
	pub restore: u32,
	/// How long it has to answer.
	pub answer_within: Duration,
	/// How long it is left alone between two commands of a kind.
	pub rest: Duration,
	/// What is paid each time.
	pub reward: Balance,
	/// For how many times.
	pub times: u32,
	/// For how long nobody may know the price, until it ends.
	pub unknown_for: Duration,
}

impl DemandResponse {
	/// The utility's place.
	pub const UTILITY: PartyIndex = 0;
	/// The owner's place.
	pub const OWNER: PartyIndex = 1;

	/// The terms.
	///
	/// Errors: a number is too large.
	pub fn terms(&self, frame: &Frame) -> Result<Terms, Unwritable> {
		let words = Words {
			devices: vec![("grid", self.price.signal.device.0)],
			..Words::default()
		};
		let price = self.price.signal.name;
		let (dear, cheap) = (self.dear, self.cheap);
		let clause = |text: &str, unknown, action| {
			Ok::<_, Unwritable>(Clause {
				when: words.say(text)?,
				often: Often::EveryTime {
					cool_down: self.rest,
				},
				challenge: 0,
				unknown,
				actions: list(vec![action])?,
			})
		};
		let command = |opcode| Command {
			device: self.appliance,
			opcode,
			lifetime: self.answer_within,
		};
		let escrow = self
			.reward
			.checked_mul(self.times.into())
			.ok_or(Unwritable::TooLarge)?;
		Parts {
			parties: vec![
				Party {
					org: self.utility,
					escrow,
				},
				Party {
					org: self.owner,
					escrow: 0,
				},
			],
			streams: vec![self.price],
			clauses: vec![
				clause(
					&format!("reading(grid/{price}) > {dear}"),
					Unknown::Ends {
						after: self.unknown_for,
					},
					Action::CommandDevice(0),
				)?,
				clause(
					"acknowledged(command 0)",
					Unknown::Waits,
					Action::Pay {
						from: Self::UTILITY,
						to: Self::OWNER,
						amount: self.reward,
					},
				)?,
				clause(
					&format!("acknowledged(command 0) and latest(grid/{price}) < {cheap}"),
					Unknown::Waits,
					Action::CommandDevice(1),
				)?,
			],
			tickets: vec![],
			commands: vec![command(self.reduce), command(self.restore)],
			arbitration: None,
		}
		.terms(frame)
	}
}
