//! Looking at an agreement: which clauses have come true, which fire, and when to look again.

use super::*;
use alloc::vec::Vec;
use facts::{Gathered, Known};
use frame_support::{
	storage::with_storage_layer,
	traits::{Get, Time},
	BoundedVec,
};
use hallmark_agreements::{AgreementId, Clause, ClauseIndex, Often, Terms, Unknown};
use hallmark_conditions::{condition::Explanation, Truth};
use hallmark_types::{
	readings::{BatchId, Evidence as Keeping},
	Moment,
};
use rounds::Evaluated;

/// That a clause has come true, and how that is known.
pub(crate) struct True {
	clause: ClauseIndex,
	cause: Cause,
	explanation: Explanation,
	evidence: Vec<Evidence>,
}

impl<T: Config> Pallet<T> {
	/// Look at an agreement. What it does is done in layers of storage of their own, so that whatever
	/// goes wrong is its own affair, and nobody else's.
	pub(crate) fn evaluate(id: AgreementId) -> Evaluated {
		let (Some(agreement), Some(terms)) = (Contracts::<T>::get(id), Agreed::<T>::get(id)) else {
			return Evaluated::default();
		};
		match agreement.status {
			Status::Active => Self::do_evaluate(id, &terms, agreement),
			Status::Proposed => Self::lapse(id, &terms, agreement),
			Status::Ended(_) => Evaluated::default(),
		}
	}

	/// The time to sign may be over.
	fn lapse(id: AgreementId, terms: &Terms, mut agreement: AgreementOf<T>) -> Evaluated {
		let ended = T::Time::now() >= terms.sign_by;
		if ended {
			Self::end(id, terms, &mut agreement, Ending::Lapsed);
		}
		let due = (!ended).then_some(terms.sign_by);
		Evaluated {
			ended,
			rescheduled: Self::save(id, agreement, due),
			..Evaluated::default()
		}
	}

	fn do_evaluate(id: AgreementId, terms: &Terms, mut agreement: AgreementOf<T>) -> Evaluated {
		let now = T::Time::now();
		let progress = Progress::<T>::get();
		let followed = Self::follow_roots(id, terms, &mut agreement);
		let gathered = Self::gather(&agreement, terms, progress.until(), None);
		let is_over = now >= terms.expires_at;
		let mut came_true = 0u32;
		if agreement.closing.is_none() {
			let (found, too_long) = Self::find_true(terms, &mut agreement, now, &gathered);
			for it in found {
				came_true = came_true.saturating_add(1);
				Self::note_true(id, &mut agreement, now, it);
			}
			// Whatever landed before the end counts: it closes when all of that has been seen.
			agreement.closing = if too_long {
				Some(Ending::Unknown)
			} else if is_over && progress.is_complete() {
				Some(Ending::Expired)
			} else {
				None
			};
		}
		agreement.seen = agreement.seen.max(progress.until());

		let fired = Evaluated {
			came_true,
			followed,
			..Self::fire_all(id, terms, &mut agreement, now)
		};
		let is_idle = agreement
			.clauses
			.iter()
			.all(|clause| clause.pending.is_none() && clause.waiting.is_none());
		let ending = if fired.ended {
			Some(Ending::Completed)
		} else {
			agreement.closing.filter(|_| is_idle)
		};
		if let Some(ending) = ending {
			Self::end(id, terms, &mut agreement, ending);
			return Evaluated {
				ended: true,
				rescheduled: Self::save(id, agreement, None),
				..fired
			};
		}
		let due = if fired.firings > 0 || (is_over && agreement.closing.is_none()) {
			// What has fired may make something else true.
			Some(now.saturating_add(1))
		} else {
			Self::next_due(terms, &agreement, now, &gathered)
		};
		Evaluated {
			rescheduled: Self::save(id, agreement, due),
			..fired
		}
	}

	/// The clauses that have come true, and whether one is unknown for so long that the agreement ends.
	/// All are asked about the same moment, before any fires.
	fn find_true(
		terms: &Terms,
		agreement: &mut AgreementOf<T>,
		now: Moment,
		gathered: &Gathered,
	) -> (Vec<True>, bool) {
		let known = Known::<T>::new(agreement, terms, gathered);
		let mut found = Vec::new();
		let mut too_long = false;
		let mut states = agreement.clauses.clone();
		for (index, (clause, state)) in (0..).zip(terms.clauses.iter().zip(states.iter_mut())) {
			if is_spent(clause, state) {
				continue;
			}
			let explanation = clause.when.explain(&known);
			let is_new = known.has_news_for(&clause.when);
			let cause = match state.learn(clause, explanation.truth(), is_new, now) {
				Lesson::Nothing => continue,
				Lesson::Ends => {
					too_long = true;
					continue;
				},
				Lesson::ComesTrue(cause) => cause,
			};
			found.push(True {
				clause: index,
				cause,
				explanation,
				evidence: known.evidence(&clause.when),
			});
		}
		agreement.clauses = states;
		(found, too_long)
	}

	/// Put on record that a clause has come true. If it came true before and is still put off, that
	/// is the same time.
	pub(crate) fn note_true(
		id: AgreementId,
		agreement: &mut AgreementOf<T>,
		now: Moment,
		found: True,
	) {
		let number = agreement.firings;
		let state = agreement.clauses.get_mut(usize::from(found.clause));
		let Some(state) = state.filter(|state| state.waiting.is_none()) else {
			return;
		};
		state.waiting = Some(number);
		// A counter, and every number is used up after a moment's rest at least.
		agreement.firings = number.saturating_add(1);
		let firing = Firing {
			number,
			clause: found.clause,
			came_true_at: now,
			cause: found.cause,
			explanation: found.explanation,
			// There is room for every stream that terms may have.
			evidence: BoundedVec::truncate_from(Self::keep_evidence(found.evidence)),
			outcome: Outcome::Waiting,
		};
		Self::forget(id, Self::slot(number));
		Firings::<T>::insert(id, Self::slot(number), firing);
		Self::deposit_event(Event::CameTrue {
			agreement: id,
			clause: found.clause,
			number,
			cause: found.cause,
		});
	}

	/// That the last clause has come true.
	#[cfg(feature = "runtime-benchmarks")]
	pub(crate) fn found_true(terms: &Terms, agreement: &AgreementOf<T>) -> True {
		let gathered = Self::gather(agreement, terms, 0, None);
		let known = Known::<T>::new(agreement, terms, &gathered);
		let clause = terms.clauses.last().expect("there is one");
		True {
			clause: (terms.clauses.len() - 1) as ClauseIndex,
			cause: Cause::Holds,
			explanation: clause.when.explain(&known),
			evidence: known.evidence(&clause.when),
		}
	}

	/// Keep the batches that something is based on. One that cannot be kept is left out.
	fn keep_evidence(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
		for it in &mut evidence {
			let signal = it.signal;
			let keep = |number: &u64| {
				let batch = BatchId {
					signal,
					number: *number,
				};
				with_storage_layer(|| T::Readings::keep(&batch)).is_ok()
			};
			it.batch = it.batch.filter(keep);
		}
		evidence
	}

	/// Take what lies at a place off the record, and let its evidence go.
	pub(crate) fn forget(id: AgreementId, slot: u32) {
		let Some(firing) = Firings::<T>::take(id, slot) else {
			return;
		};
		for evidence in firing.evidence {
			if let Some(number) = evidence.batch {
				T::Readings::release(&BatchId {
					signal: evidence.signal,
					number,
				});
			}
		}
	}

	/// Where the record of a number lies.
	pub(crate) fn slot(number: u32) -> u32 {
		number
			.checked_rem(T::KeptFirings::get())
			.unwrap_or_default()
	}

	/// When something may change by time alone.
	fn next_due(
		terms: &Terms,
		agreement: &AgreementOf<T>,
		now: Moment,
		gathered: &Gathered,
	) -> Option<Moment> {
		let known = Known::<T>::new(agreement, terms, gathered);
		let is_closing = agreement.closing.is_some();
		let mut due = (!is_closing).then_some(terms.expires_at);
		let mut consider = |at: Option<Moment>| {
			if let Some(at) = at {
				due = Some(due.map_or(at, |due| due.min(at)));
			}
		};
		let soon = now.saturating_add(1);
		for (clause, state) in terms.clauses.iter().zip(&agreement.clauses) {
			match (&state.pending, &state.waiting) {
				(Some(pending), _) if pending.settled.is_none() => {
					consider(Some(pending.until.max(soon)))
				},
				(Some(_), _) => consider(Some(state.not_before.max(soon))),
				(None, Some(_)) => consider(Some(state.not_before.max(soon))),
				(None, None) => {},
			}
			if is_closing || is_spent(clause, state) {
				continue;
			}
			consider(state.patience(clause).map(|at| at.max(soon)));
			consider(clause.when.next_change(&known).map(|at| at.max(soon)));
		}
		due
	}
}

/// Whether a clause can come true no more.
pub(crate) fn is_spent(clause: &Clause, state: &ClauseState) -> bool {
	let is_under_way = state.pending.is_some() || state.waiting.is_some();
	clause.often == Often::Once && (state.fired > 0 || is_under_way)
}

/// What is learnt by looking at a clause.
pub(crate) enum Lesson {
	/// Nothing follows.
	Nothing,
	/// It comes true.
	ComesTrue(Cause),
	/// It is unknown for so long that the agreement ends.
	Ends,
}

impl ClauseState {
	/// Remember what a condition evaluates to, and see what follows. It comes true if it is true and
	/// was not before, or if new readings make it true of which it wants to see all.
	pub(crate) fn learn(
		&mut self,
		clause: &Clause,
		truth: Truth,
		is_new: bool,
		now: Moment,
	) -> Lesson {
		let was_armed = core::mem::replace(&mut self.armed, truth != Truth::True);
		if truth != Truth::Unknown {
			self.unknown = None;
			return if truth.is_true() && (was_armed || is_new) {
				Lesson::ComesTrue(Cause::Holds)
			} else {
				Lesson::Nothing
			};
		}
		let unknown = self.unknown.get_or_insert(Unknowing {
			since: now,
			spent: false,
		});
		let lasted = now.saturating_sub(unknown.since);
		match clause.unknown {
			Unknown::Fires { after } if lasted >= after && !unknown.spent => {
				unknown.spent = true;
				Lesson::ComesTrue(Cause::Unknown)
			},
			Unknown::Ends { after } if lasted >= after => Lesson::Ends,
			_ => Lesson::Nothing,
		}
	}

	/// When it will have been unknown for so long that something follows.
	fn patience(&self, clause: &Clause) -> Option<Moment> {
		let unknown = self.unknown.filter(|unknown| !unknown.spent)?;
		match clause.unknown {
			Unknown::Waits => None,
			Unknown::Fires { after } | Unknown::Ends { after } => unknown.since.checked_add(after),
		}
	}
}
