//! What an agreement's conditions are told.

use super::*;
use alloc::vec::Vec;
use frame_support::traits::{
	fungibles::Inspect,
	tokens::{Fortitude, Preservation},
	Time,
};
use hallmark_agreements::{PartyIndex, Terms};
use hallmark_conditions::{
	condition::{
		Band, Facts, ItemId as AskedItem, ItemState, Judged, Look, Node, Observed, OrgId, Ticket,
		Who, Why,
	},
	Condition, Signal as AskedSignal, Truth,
};
use hallmark_types::{
	epc::ItemId,
	items::{ItemFacts, Items, Judgement, Life, Verdict},
	readings::{Attested, AttestedBatch, Readings, Signal, SignalState},
	windows::{Epoch, Unseen},
	Balance, Moment,
};
use proposing::asset_of;

/// A stream, and what of it is new.
struct Heard {
	signal: Signal,
	state: Option<SignalState>,
	unseen: Unseen,
}

/// An item.
struct Found {
	item: ItemId,
	facts: Option<ItemFacts>,
	judgement: Option<Judgement>,
}

/// What was found out at one moment. Each stream and each item was looked at once, however many
/// conditions ask about it.
pub(crate) struct Gathered {
	now: Moment,
	streams: Vec<Heard>,
	items: Vec<Found>,
}

/// What is known of an agreement at one moment.
pub(crate) struct Known<'a, T: Config> {
	agreement: &'a AgreementOf<T>,
	terms: &'a Terms,
	gathered: &'a Gathered,
}

/// What somebody imagines that a stream says.
#[derive(Clone, Copy)]
pub(crate) struct Imagined {
	pub signal: Signal,
	pub value: i64,
}

impl<T: Config> Pallet<T> {
	/// Find out what an agreement's conditions ask about, with what was heard after the epoch that it
	/// has seen, up to `until`.
	pub(crate) fn gather(
		agreement: &AgreementOf<T>,
		terms: &Terms,
		until: Epoch,
		imagined: Option<Imagined>,
	) -> Gathered {
		let hear = |signal: Signal| {
			let mut state = T::Readings::signal(&signal);
			if let (Some(state), Some(imagined)) = (&mut state, imagined) {
				if imagined.signal == signal {
					imagine(state, imagined.value, T::Time::now());
				}
			}
			let windows = state.and_then(|state| state.windows).unwrap_or_default();
			Heard {
				signal,
				unseen: windows.unseen(agreement.seen, until),
				state,
			}
		};
		let find = |item: ItemId| Found {
			item,
			facts: T::Items::facts(&item),
			judgement: T::Items::judge(&item),
		};
		Gathered {
			// What happens when its time is over does not count: it is looked at as of its last moment.
			now: T::Time::now().min(terms.expires_at.saturating_sub(1)),
			streams: terms.streams.iter().map(|it| hear(it.signal)).collect(),
			items: terms.items().into_iter().map(find).collect(),
		}
	}
}

impl<'a, T: Config> Known<'a, T> {
	/// What was gathered, for this agreement as it stands.
	pub fn new(agreement: &'a AgreementOf<T>, terms: &'a Terms, gathered: &'a Gathered) -> Self {
		Self {
			agreement,
			terms,
			gathered,
		}
	}

	/// Whether something landed that a condition wants to see all of.
	pub fn has_news_for(&self, condition: &Condition) -> bool {
		condition.nodes().iter().any(|node| match node {
			Node::Reading {
				signal,
				look: Look::Window,
				..
			} => self.heard_of(signal).is_some_and(|it| it.unseen.is_new),
			_ => false,
		})
	}

	/// What the streams have said that a condition listens to.
	pub fn evidence(&self, condition: &Condition) -> Vec<Evidence> {
		let signals = condition
			.signals()
			.filter_map(|signal| self.heard_of(signal));
		signals
			.filter_map(|heard| {
				let state = heard.state.as_ref()?;
				let reading = state.latest.map(|it| it.sequence);
				let batch = state.latest_batch.map(|it| it.sequence);
				Some(Evidence {
					signal: heard.signal,
					sequence: reading.max(batch).unwrap_or_default(),
					batch: state.latest_batch.map(|it| it.number),
					heard_at: state.heard_at,
				})
			})
			.collect()
	}

	fn heard_of(&self, signal: &AskedSignal) -> Option<&Heard> {
		let signal = Signal::from(*signal);
		let mut streams = self.gathered.streams.iter();
		streams.find(|it| it.signal == signal)
	}

	/// A stream that can be believed.
	fn believed(&self, signal: &AskedSignal) -> Result<(&Heard, &SignalState), Why> {
		let heard = self.heard_of(signal).ok_or(Why::NoSuchStream)?;
		let state = heard.state.as_ref().ok_or(Why::NoSuchStream)?;
		if !state.sound {
			return Err(Why::Tainted);
		}
		Ok((heard, state))
	}

	fn item(&self, item: &AskedItem) -> Result<(&Found, &ItemFacts), Why> {
		let id = ItemId::from(*item);
		let mut items = self.gathered.items.iter();
		let found = items
			.find(|found| found.item == id)
			.ok_or(Why::NoSuchItem)?;
		let facts = found.facts.as_ref().ok_or(Why::NoSuchItem)?;
		Ok((found, facts))
	}

	fn org(&self, who: &Who) -> Result<OrgId, Why> {
		match who {
			Who::Org(org) => Ok(*org),
			Who::Party(party) => {
				let party = self.terms.parties.get(usize::from(*party));
				party.map(|party| party.org).ok_or(Why::NoSuchParty)
			},
		}
	}
}

impl<T: Config> Facts for Known<'_, T> {
	fn now(&self) -> Moment {
		self.gathered.now
	}

	fn reading(&self, signal: &AskedSignal, run: u8) -> Result<Observed, Why> {
		let (heard, state) = self.believed(signal)?;
		let measured = state.heard_at.ok_or(Why::NoData)?;
		let stale_from = measured
			.checked_add(state.terms.longest_silence)
			.and_then(|last| last.checked_add(1));
		// What has not been looked at yet counts as it did when it came: late evaluation misses nothing.
		let at = if heard.unseen.is_new {
			landed_at(state).unwrap_or(self.gathered.now)
		} else {
			self.gathered.now
		};
		if stale_from.is_some_and(|from| from <= at) {
			return Err(Why::Stale);
		}
		let exponent = state.terms.exponent;
		let mut observed = heard
			.unseen
			.runs
			.observe(run, exponent, measured, stale_from)
			.ok_or(Why::NoData)?;
		// The latest is the latest, whoever has seen it.
		let newest = state.windows.as_ref().and_then(|windows| {
			windows
				.newest()
				.observe(run, exponent, measured, stale_from)
		});
		if let Some(newest) = newest {
			observed.latest = newest.latest;
		}
		// Of a single one it is known which was measured last; of several, which landed last.
		if let Some(latest) = state.latest.filter(|it| run == 1 && is_newest(it, state)) {
			observed.latest = Band::of(latest.value);
		}
		Ok(observed)
	}

	fn heard(&self, signal: &AskedSignal) -> Result<Option<Moment>, Why> {
		let (_, state) = self.believed(signal)?;
		Ok(state.heard_at)
	}

	fn verdict(&self, item: &AskedItem) -> Result<Judged, Why> {
		let (found, _) = self.item(item)?;
		let judgement = found.judgement.ok_or(Why::NoPolicy)?;
		Ok(Judged {
			breached: match judgement.verdict {
				Verdict::Good => Truth::False,
				Verdict::Breached => Truth::True,
				Verdict::Unknown => Truth::Unknown,
			},
			until: judgement.until,
		})
	}

	fn item_is(&self, item: &AskedItem, state: ItemState) -> Result<bool, Why> {
		let (found, facts) = self.item(item)?;
		Ok(match state {
			ItemState::Active => facts.life == Life::Active,
			ItemState::Packed => facts.is_packed(&found.item),
			ItemState::Offered => facts.offered,
			ItemState::Held => facts.held,
			ItemState::Recalled => facts.recalled,
			ItemState::Consumed => facts.life == Life::Consumed,
			ItemState::Destroyed => facts.life == Life::Destroyed,
			ItemState::Archived => facts.life == Life::Archived,
		})
	}

	fn is_custodian(&self, item: &AskedItem, who: &Who) -> Result<bool, Why> {
		let (_, facts) = self.item(item)?;
		Ok(facts.custodian == self.org(who)?)
	}

	fn has_accepted(&self, item: &AskedItem, who: &Who) -> Result<bool, Why> {
		let (found, _) = self.item(item)?;
		let org = self.org(who)?;
		let since = self.agreement.active_since;
		Ok(since.is_some_and(|since| T::Items::accepted_since(&found.item, org, since)))
	}

	fn ticket(&self, ticket: u8) -> Option<Ticket> {
		let record = self.agreement.tickets.get(usize::from(ticket))?;
		Some(record.seen())
	}

	fn balance(&self, party: PartyIndex, asset: Option<u32>) -> Result<Balance, Why> {
		let purse = self
			.agreement
			.purses
			.get(usize::from(party))
			.and_then(Option::as_ref)
			.ok_or(Why::NoSuchParty)?;
		let asset = asset_of(asset);
		if !T::Assets::asset_exists(asset.clone()) {
			return Err(Why::NoSuchAsset);
		}
		Ok(T::Assets::reducible_balance(
			asset,
			&purse.account,
			Preservation::Preserve,
			Fortitude::Polite,
		))
	}

	fn has_confirmed(&self, party: PartyIndex) -> Result<bool, Why> {
		if usize::from(party) >= self.terms.parties.len() {
			return Err(Why::NoSuchParty);
		}
		Ok(self.agreement.confirmed & signing::bit(party) != 0)
	}

	fn is_acknowledged(&self, command: u8) -> Result<bool, Why> {
		let record = self.agreement.commands.get(usize::from(command));
		record
			.filter(|record| record.issue > 0)
			.map(|record| record.acknowledged.is_some())
			.ok_or(Why::NoSuchCommand)
	}
}

/// When the word came by which a stream's freshness is judged.
fn landed_at(state: &SignalState) -> Option<Moment> {
	let reading = state.latest.map(|it| (it.measured, it.received));
	let batch = state.latest_batch.map(|it| (it.last, it.received));
	let of = |word: Option<(Moment, Moment)>| {
		word.filter(|(measured, _)| Some(*measured) == state.heard_at)
			.map(|(_, received)| received)
	};
	of(reading).max(of(batch))
}

/// Whether no batch is newer than the latest reading.
fn is_newest(latest: &Attested, state: &SignalState) -> bool {
	let is_older = |batch: AttestedBatch| batch.last <= latest.measured;
	!latest.tainted && state.latest_batch.is_none_or(is_older)
}

/// A stream, as if it said this now.
fn imagine(state: &mut SignalState, value: i64, now: Moment) {
	let before = state.latest;
	state.latest = Some(Attested {
		value,
		exponent: state.terms.exponent,
		measured: now,
		received: now,
		block: before.map_or(0, |it| it.block),
		sequence: before.map_or(1, |it| it.sequence.saturating_add(1)),
		corrects: None,
		out_of_range: value < state.terms.min || value > state.terms.max,
		tainted: false,
	});
	state.heard_at = Some(now);
	let mut windows = state.windows.unwrap_or_default();
	windows.push(Epoch::MAX, value);
	state.windows = Some(windows);
}
