//! Evaluation in rounds: what was heard is worked on in the order in which it was heard, a watcher at
//! a time, within the weight that is given, and taken up again where it was left.
//!
//! A round is everything that was heard until it began. While it lasts, readings are gathered for the
//! next one, so that all watchers of a stream, the first and the last that is looked at, see the same
//! readings, and each sees every reading once.

use super::*;
use core::ops::ControlFlow::{self, Break, Continue};
use frame_support::{
	traits::{Get, Time},
	weights::{Weight, WeightMeter},
};
use hallmark_agreements::{AgreementId, MAX_ACTIONS, MAX_CLAUSES, MAX_ITEMS, MAX_STREAMS};
use hallmark_conditions::condition::MAX_NODES;
use hallmark_types::items::Items;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Evaluate what there is to be evaluated, as far as the meter lets. What waits for time has half
	/// of it, and the other half, too, if the queue leaves it.
	pub(crate) fn work(meter: &mut WeightMeter) {
		if meter.try_consume(Self::looking_weight()).is_err() {
			return;
		}
		let mut half = WeightMeter::with_limit(meter.remaining() / 2);
		Self::work_off_queue(&mut half);
		meter.consume(half.consumed());
		Self::work_off_agenda(meter);
		Self::work_off_queue(meter);
	}

	/// Look at the watchers of what was heard, one after the other, until there is no room for the next.
	fn work_off_queue(meter: &mut WeightMeter) {
		while meter.can_consume(Self::finding_weight()) {
			let mut progress = Progress::<T>::get();
			if progress.is_over() {
				if progress.is_complete() {
					break;
				}
				progress.begin();
				Progress::<T>::put(progress);
			}
			match Self::step(progress, meter.remaining()) {
				Continue(cost) => meter.consume(cost),
				Break(cost) => {
					meter.consume(cost);
					break;
				},
			}
		}
	}

	/// Look at the next watcher of the queue's head, or go on to the next source. Returns what it cost, and
	/// breaks off if there is no room for what the watcher may cost.
	pub(crate) fn step(before: Rounds, room: Weight) -> ControlFlow<Weight, Weight> {
		let found = T::WeightInfo::find_watcher();
		let source = Queue::<T>::get(before.head);
		let next = source.and_then(|source| Self::next_watcher(source, before.after));
		let Some(id) = next else {
			Queue::<T>::remove(before.head);
			Progress::<T>::put(Rounds {
				after: None,
				// Below the tail, which did not overflow.
				head: before.head.saturating_add(1),
				..before
			});
			return Continue(found);
		};
		let progress = Rounds {
			after: next,
			..before
		};
		// Written before it is looked at, since what comes of that may be heard of here again.
		Progress::<T>::put(progress);
		match Self::look(id, Some(&progress), room.saturating_sub(found)) {
			Continue(cost) => Continue(found.saturating_add(cost)),
			Break(cost) => {
				// It is the next one still.
				Progress::<T>::put(before);
				Break(found.saturating_add(cost))
			},
		}
	}

	fn next_watcher(source: Source, after: Option<AgreementId>) -> Option<AgreementId> {
		match after {
			None => Watchers::<T>::iter_key_prefix(source).next(),
			Some(after) => {
				let key = Watchers::<T>::hashed_key_for(source, after);
				Watchers::<T>::iter_key_prefix_from(source, key).next()
			},
		}
	}

	/// Look at those that are due, the earliest first, until there is no room for the next.
	fn work_off_agenda(meter: &mut WeightMeter) {
		let now = T::Time::now();
		let found = T::WeightInfo::find_due();
		while meter.can_consume(found.saturating_add(T::WeightInfo::skip_watcher())) {
			let first = Agenda::<T>::iter_keys().next();
			let Some(due) = first.filter(|due| due.at() <= now) else {
				break;
			};
			Self::begin_if_over();
			let room = meter.remaining().saturating_sub(found);
			match Self::look(due.agreement(), None, room) {
				Continue(cost) => meter.consume(found.saturating_add(cost)),
				Break(cost) => {
					meter.consume(found.saturating_add(cost));
					break;
				},
			}
			// One whose agreement is gone would be looked at for ever.
			if Agenda::<T>::contains_key(due) {
				Agenda::<T>::remove(due);
			}
		}
	}

	/// Where no round is under way, begin one: then whoever is looked at sees all that was heard.
	pub(crate) fn begin_if_over() {
		let mut progress = Progress::<T>::get();
		if progress.is_over() && !progress.is_complete() {
			progress.begin();
			Progress::<T>::put(progress);
		}
	}

	/// Look at an agreement, unless it has seen the round already. Returns what it cost. Breaks off if what
	/// it may cost at worst does not fit into the room. Whatever goes wrong with it is its own affair.
	pub(crate) fn look(
		id: AgreementId,
		round: Option<&Rounds>,
		room: Weight,
	) -> ControlFlow<Weight, Weight> {
		let looked = T::WeightInfo::skip_watcher();
		let Some(agreement) = Contracts::<T>::get(id) else {
			return Continue(looked);
		};
		if round.is_some_and(|round| agreement.seen >= round.until()) {
			return Continue(looked);
		}
		if !looked
			.saturating_add(Self::most_weight(agreement.load))
			.all_lte(room)
		{
			return Break(looked);
		}
		let done = Self::evaluate(id);
		Continue(looked.saturating_add(Self::evaluation_weight(agreement.load, done)))
	}

	pub(crate) fn do_poke(id: AgreementId) -> frame_support::dispatch::DispatchResultWithPostInfo {
		let agreement = Contracts::<T>::get(id).ok_or(Error::<T>::UnknownAgreement)?;
		frame_support::ensure!(
			agreement.status == Status::Active,
			DispatchError::from(Error::<T>::NotActive)
		);
		Self::begin_if_over();
		let done = Self::evaluate(id);
		let weight = Self::evaluation_weight(agreement.load, done);
		Ok(Some(weight.saturating_add(Self::looking_weight())).into())
	}

	/// What an evaluation costs of which this came.
	pub(crate) fn evaluation_weight(load: Load, done: Evaluated) -> Weight {
		let (streams, items) = (load.streams.into(), load.items.into());
		let item_weight =
			T::WeightInfo::evaluate_items(items).saturating_sub(T::WeightInfo::evaluate_items(0));
		let mut weight = T::WeightInfo::evaluate_streams(streams)
			.saturating_add(item_weight)
			.saturating_add(T::WeightInfo::ask(load.nodes.into()))
			.saturating_add(Self::effort_weight(streams, done));
		// Nothing is looked up where nobody asks.
		if load.acceptances > 0 {
			weight.saturating_accrue(T::WeightInfo::ask_acceptance(load.acceptances.into()));
		}
		if load.balances > 0 {
			weight.saturating_accrue(T::WeightInfo::ask_balance(load.balances.into()));
		}
		if done.ended {
			weight.saturating_accrue(T::WeightInfo::end(streams, items));
		}
		weight
	}

	/// What it costs at worst to evaluate an agreement.
	pub(crate) fn most_weight(load: Load) -> Weight {
		let clauses: u32 = load.clauses.into();
		// A clause whose challenge is decided fires besides.
		let firings = T::MaxFirings::get().min(clauses.saturating_mul(2));
		// That it is decided gives a bond back.
		let payments = u32::from(load.payments).max(1);
		let most = Evaluated {
			came_true: clauses,
			followed: load.items.into(),
			firings,
			payments: payments.saturating_mul(firings),
			holds: u32::from(load.holds).saturating_mul(firings),
			ended: true,
			rescheduled: true,
		};
		Self::evaluation_weight(load, most)
	}

	/// What it costs to find the next watcher, and to see that there is no room for it.
	fn finding_weight() -> Weight {
		T::WeightInfo::find_watcher().saturating_add(T::WeightInfo::skip_watcher())
	}

	/// What it costs to see whether there is anything to do, and to remember how far it is done.
	fn looking_weight() -> Weight {
		T::WeightInfo::look_for_work().saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	/// What it costs that something comes of an evaluation, apart from the end.
	fn effort_weight(streams: u32, done: Evaluated) -> Weight {
		let times = |weight: Weight, count: u32| weight.saturating_mul(count.into());
		let payment = T::WeightInfo::fire(1).saturating_sub(T::WeightInfo::fire(0));
		times(T::WeightInfo::come_true(streams), done.came_true)
			.saturating_add(times(T::WeightInfo::follow(), done.followed))
			.saturating_add(times(T::WeightInfo::fire(0), done.firings))
			.saturating_add(times(payment, done.payments))
			.saturating_add(times(T::Items::hold_weight(), done.holds))
			.saturating_add(times(T::WeightInfo::reschedule(), done.rescheduled.into()))
	}

	/// What it costs at worst that an agreement ends.
	pub(crate) fn end_weight() -> Weight {
		T::WeightInfo::end(MAX_STREAMS, MAX_ITEMS)
	}

	/// What it costs to propose these terms.
	pub(crate) fn propose_weight(terms: &hallmark_agreements::Terms) -> Weight {
		// All are bounded far below what fits.
		T::WeightInfo::propose(
			terms.streams.len() as u32,
			terms.items().len() as u32,
			terms.clauses.len() as u32,
		)
	}

	/// What it costs to sign at worst: with the last signature.
	pub(crate) fn sign_weight() -> Weight {
		T::WeightInfo::sign(MAX_STREAMS, MAX_ITEMS)
	}

	/// What the costliest step of evaluation costs.
	pub(crate) fn step_weight() -> Weight {
		let most = Load {
			// All are bounded far below what fits.
			streams: MAX_STREAMS as u8,
			items: MAX_ITEMS as u8,
			clauses: MAX_CLAUSES as u8,
			payments: MAX_PAYMENTS as u8,
			holds: MAX_ACTIONS as u8,
			..Load::default()
		};
		// Each condition asks so many questions, whichever kind costs most; and some of each kind may be
		// among them.
		let questions = MAX_CLAUSES.saturating_mul(MAX_NODES as u32);
		let kinds: [fn(u32) -> Weight; 3] = [
			T::WeightInfo::ask,
			T::WeightInfo::ask_acceptance,
			T::WeightInfo::ask_balance,
		];
		let first = |kind: &fn(u32) -> Weight| kind(0);
		let others = |kind: &fn(u32) -> Weight| kind(questions).saturating_sub(kind(0));
		Self::most_weight(most)
			.saturating_add(
				kinds
					.iter()
					.map(first)
					.fold(Weight::zero(), |sum, weight| sum.saturating_add(weight)),
			)
			.saturating_add(
				kinds
					.iter()
					.map(others)
					.fold(Weight::zero(), |most, weight| most.max(weight)),
			)
			.saturating_add(T::WeightInfo::find_watcher())
			.saturating_add(T::WeightInfo::skip_watcher())
			.saturating_add(T::WeightInfo::find_due())
			.saturating_add(Self::looking_weight())
	}
}

/// What came of looking at an agreement.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Evaluated {
	/// How many clauses came true.
	pub came_true: u32,
	/// How many items had moved into another container, or out of one.
	pub followed: u32,
	/// How many clauses fired, or tried to, or had a challenge decided.
	pub firings: u32,
	/// How many payments were made, or tried.
	pub payments: u32,
	/// How many items were held, or tried to be.
	pub holds: u32,
	/// Whether it ended.
	pub ended: bool,
	/// Whether it is due at another time than before.
	pub rescheduled: bool,
}
