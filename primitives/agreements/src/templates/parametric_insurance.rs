use alloc::{format, string::String, vec, vec::Vec};
use hallmark_conditions::{text::PrintedMoment, Decimal, Duration};
use hallmark_types::{organisation::OrgId, Balance, Moment};

use super::{list, Frame, Parts, Unwritable, Words};
use crate::{
	Action, Arbitration, Clause, Often, Party, PartyIndex, Ruling, Stream, Terms, Unknown,
};

/// **Parametric insurance over several stations.** An insurer puts the cover up, the insured the
/// premium. If it rained too little by the end of the season, as the median of several stations has
/// it, the cover is paid; so it is after a storm that enough stations saw.
///
/// | clause | when | then |
/// |---|---|---|
/// | 0 premium | the season has begun | the premium is paid |
/// | 1 drought | the season is over, and the median of the fresh stations is below the limit | the cover is paid; end |
/// | 2 storm | at least so many stations saw a gust | the cover is paid; end |
///
/// Unhappy paths:
/// - *A station lies or fails.* One among several cannot move the median beyond what the others say,
///   and a stale or quarantined one has no voice at all.
/// - *Too few stations are left.* The drought is unknown, and unknown pays nothing: at the end the
///   cover goes back. The insured should choose stations of different owners.
/// - *The insurer objects.* It has the time agreed, and a bond to lose. If the arbiter says nothing,
///   the cover is paid.
/// - *A gust lasts a minute and the chain is busy.* No gust is missed, however late it is looked at.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ParametricInsurance {
	/// Party 0: bears the risk.
	pub insurer: OrgId,
	/// Party 1: pays for that.
	pub insured: OrgId,
	/// Decides if they disagree.
	pub arbiter: OrgId,
	/// Rain so far in the season, one stream a station.
	pub rain: Vec<Stream>,
	/// Wind, one stream a station, in the same order.
	pub wind: Vec<Stream>,
	/// How many stations must be fresh, and how many must see a storm.
	pub quorum: u8,
	/// Less rain than this is a drought.
	pub drought: Decimal,
	/// More wind than this is a gust.
	pub storm: Decimal,
	/// When the season begins.
	pub season_begins: Moment,
	/// When it is over.
	pub season_ends: Moment,
	/// What is paid for the cover.
	pub premium: Balance,
	/// What is paid in case.
	pub cover: Balance,
	/// How long the insurer can object.
	pub objection: Duration,
	/// What an objection puts at stake.
	pub bond: Balance,
	/// How long the arbiter has.
	pub patience: Duration,
}

impl ParametricInsurance {
	/// The insurer's place.
	pub const INSURER: PartyIndex = 0;
	/// The insured's place.
	pub const INSURED: PartyIndex = 1;

	/// The terms.
	///
	/// Errors: more stations than conditions can name.
	pub fn terms(&self, frame: &Frame) -> Result<Terms, Unwritable> {
		let names: Vec<String> = (0..self.rain.len().max(self.wind.len()))
			.flat_map(|n| [format!("rain{n}"), format!("wind{n}")])
			.collect();
		let streams = |streams: &[Stream], word: &str| {
			let of = streams.iter().enumerate();
			of.map(|(n, stream)| format!("{word}{n}/{}", stream.signal.name))
				.collect::<Vec<_>>()
		};
		let device = |name: &str| {
			let (of, n) = name.split_at(4);
			let n: usize = n.parse().ok()?;
			let streams = if of == "rain" { &self.rain } else { &self.wind };
			Some(streams.get(n)?.signal.device.0)
		};
		let words = Words {
			devices: names
				.iter()
				.filter_map(|name| Some((name.as_str(), device(name)?)))
				.collect(),
			..Words::default()
		};
		let rain = streams(&self.rain, "rain").join(", ");
		let gusts: Vec<_> = streams(&self.wind, "wind")
			.iter()
			.map(|stream| format!("reading({stream}) > {}", self.storm))
			.collect();
		let (quorum, drought) = (self.quorum, self.drought);
		let (begins, ends) = (
			PrintedMoment(self.season_begins),
			PrintedMoment(self.season_ends),
		);
		let clause = |text: &str, challenge, actions| {
			Ok::<_, Unwritable>(Clause {
				when: words.say(text)?,
				often: Often::Once,
				challenge,
				unknown: Unknown::Waits,
				actions: list(actions)?,
			})
		};
		let pay = |from, to, amount| Action::Pay { from, to, amount };
		let cover = || vec![pay(Self::INSURER, Self::INSURED, self.cover), Action::End];
		Parts {
			parties: vec![
				Party {
					org: self.insurer,
					escrow: self.cover,
				},
				Party {
					org: self.insured,
					escrow: self.premium,
				},
			],
			streams: self.rain.iter().chain(&self.wind).copied().collect(),
			clauses: vec![
				clause(
					&format!("time >= {begins}"),
					0,
					vec![pay(Self::INSURED, Self::INSURER, self.premium)],
				)?,
				clause(
					&format!("time >= {ends} and median({rain}; {quorum} fresh) < {drought}"),
					self.objection,
					cover(),
				)?,
				clause(
					&format!("atleast {quorum} of ({})", gusts.join(", ")),
					self.objection,
					cover(),
				)?,
			],
			tickets: vec![],
			commands: vec![],
			arbitration: Some(Arbitration {
				arbiter: self.arbiter,
				bond: self.bond,
				patience: self.patience,
				silence: Ruling::Uphold,
			}),
		}
		.terms(frame)
	}
}
