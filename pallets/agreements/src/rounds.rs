//! Evaluation in rounds: what was heard is worked on in the order in which it was heard, a watcher at
//! a time, within the weight that is given, and taken up again where it was left.
//!
//! A round is everything that was heard until it began. While it lasts, readings are gathered for the
//! next one, so that all watchers of a stream, the first and the last that is looked at, see the same
//! readings, and each sees every reading once.

use super::*;
use frame_support::{
	traits::{Get, Time},
	weights::{Weight, WeightMeter},
};
use hallmark_agreements::AgreementId;
use hallmark_types::items::Items;
use sp_runtime::DispatchError;

impl<T: Config> Pallet<T> {
	/// Evaluate what there is to be evaluated, as far as the meter lets. What waits for time has half
	/// of it, and the other half, too, if the queue leaves it.
	pub(crate) fn work(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::look_for_work()).is_err() {
			return;
		}
		let mut half = WeightMeter::with_limit(meter.remaining() / 2);
		Self::work_off_queue(&mut half);
		meter.consume(half.consumed());
		Self::work_off_agenda(meter);
		Self::work_off_queue(meter);
	}

	/// Look at the watchers of what was heard.
	fn work_off_queue(meter: &mut WeightMeter) {
		while meter.can_consume(Self::step_weight()) {
			let mut progress = Progress::<T>::get();
			if progress.is_over() {
				if progress.is_complete() {
					break;
				}
				progress.begin();
				Progress::<T>::put(progress);
			}
			meter.consume(Self::step(progress));
		}
	}

	/// Look at the next watcher of the queue's head, or go on to the next source. Returns what it cost.
	pub(crate) fn step(mut progress: Rounds) -> Weight {
		let source = Queue::<T>::get(progress.head);
		let next = source.and_then(|source| Self::next_watcher(source, progress.after));
		// Written before anybody is looked at, since what comes of that may be heard of here again.
		match next {
			Some(_) => progress.after = next,
			None => {
				Queue::<T>::remove(progress.head);
				progress.after = None;
				// Below the tail, which did not overflow.
				progress.head = progress.head.saturating_add(1);
			},
		}
		Progress::<T>::put(progress);
		let found = T::WeightInfo::find_watcher();
		match next {
			Some(id) => found.saturating_add(Self::look(id, Some(&progress))),
			None => found,
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

	/// Look at those that are due, the earliest first.
	fn work_off_agenda(meter: &mut WeightMeter) {
		let now = T::Time::now();
		while meter.can_consume(Self::step_weight()) {
			let first = Agenda::<T>::iter_keys().next();
			let Some(due) = first.filter(|due| due.at() <= now) else {
				break;
			};
			Self::begin_if_over();
			let cost = Self::look(due.agreement(), None);
			// One whose agreement is gone would be looked at for ever.
			if Agenda::<T>::contains_key(due) {
				Agenda::<T>::remove(due);
			}
			meter.consume(T::WeightInfo::find_due().saturating_add(cost));
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

	/// Look at an agreement, unless it has seen the round already. Returns what it cost. Whatever goes
	/// wrong with it is its own affair.
	pub(crate) fn look(id: AgreementId, round: Option<&Rounds>) -> Weight {
		let seen = Contracts::<T>::get(id).map(|agreement| (agreement.seen, agreement.load));
		match (seen, round) {
			(Some((seen, _)), Some(round)) if seen >= round.until() => {
				T::WeightInfo::skip_watcher()
			},
			(Some((_, load)), _) => {
				let fired = Self::evaluate(id);
				Self::evaluation_weight(load, fired)
			},
			(None, _) => T::WeightInfo::skip_watcher(),
		}
	}

	pub(crate) fn do_poke(id: AgreementId) -> frame_support::dispatch::DispatchResultWithPostInfo {
		let agreement = Contracts::<T>::get(id).ok_or(Error::<T>::UnknownAgreement)?;
		frame_support::ensure!(
			agreement.status == Status::Active,
			DispatchError::from(Error::<T>::NotActive)
		);
		Self::begin_if_over();
		let fired = Self::evaluate(id);
		let weight = Self::evaluation_weight(agreement.load, fired);
		Ok(Some(weight.saturating_add(T::WeightInfo::look_for_work())).into())
	}

	/// What an evaluation costs in which so many clauses fired. `None` fired where it ended.
	pub(crate) fn evaluation_weight(load: Load, fired: Evaluated) -> Weight {
		let Load {
			streams,
			items,
			clauses,
		} = load;
		let mut weight = T::WeightInfo::evaluate(streams.into(), items.into(), clauses.into())
			.saturating_add(
				T::WeightInfo::come_true(streams.into()).saturating_mul(fired.came_true.into()),
			)
			.saturating_add(Self::fire_weight().saturating_mul(fired.firings.into()));
		if fired.ended {
			weight = weight.saturating_add(Self::end_weight());
		}
		weight
	}

	/// What it costs that a clause fires.
	fn fire_weight() -> Weight {
		T::WeightInfo::fire().saturating_add(
			T::Items::hold_weight().saturating_mul(hallmark_agreements::MAX_ACTIONS.into()),
		)
	}

	/// What it costs that an agreement ends.
	pub(crate) fn end_weight() -> Weight {
		let Load { streams, items, .. } = Load::MOST;
		T::WeightInfo::end(streams.into(), items.into())
	}

	/// What it costs to propose these terms.
	pub(crate) fn propose_weight(terms: &hallmark_agreements::Terms) -> Weight {
		let Load {
			streams,
			items,
			clauses,
		} = Load::of(terms);
		T::WeightInfo::propose(streams.into(), items.into(), clauses.into())
	}

	/// What it costs to sign at worst: with the last signature.
	pub(crate) fn sign_weight() -> Weight {
		let Load { streams, items, .. } = Load::MOST;
		T::WeightInfo::sign(streams.into(), items.into())
	}

	/// What the costliest step of evaluation costs.
	pub(crate) fn step_weight() -> Weight {
		let most = Evaluated {
			came_true: hallmark_agreements::MAX_CLAUSES,
			firings: T::MaxFirings::get(),
			ended: true,
		};
		Self::evaluation_weight(Load::MOST, most)
			.saturating_add(T::WeightInfo::find_watcher())
			.saturating_add(T::WeightInfo::find_due())
			.saturating_add(T::WeightInfo::look_for_work())
	}
}

/// What came of looking at an agreement.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Evaluated {
	/// How many clauses came true.
	pub came_true: u32,
	/// How many clauses fired, or tried to, or had a challenge decided.
	pub firings: u32,
	/// Whether it ended.
	pub ended: bool,
}
