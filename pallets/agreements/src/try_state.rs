//! What must hold after every block.

use super::*;
use alloc::{collections::BTreeMap, vec::Vec};
use codec::Encode;
use frame_support::{
	ensure,
	traits::{fungibles::hold::Inspect, Get},
};
use hallmark_agreements::{AgreementId, Terms};
use hallmark_types::Balance;
use proposing::asset_of;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		let mut due: BTreeMap<Vec<u8>, (Option<_>, Balance)> = BTreeMap::new();
		let mut watched: BTreeMap<(Source, AgreementId), u8> = BTreeMap::new();
		let (mut agenda, mut listed, mut firings) = (0, 0, 0);
		for (id, agreement) in Contracts::<T>::iter() {
			let terms = Agreed::<T>::get(id).ok_or("agreements: one has no terms")?;
			Self::try_agreement(id, &agreement, &terms)?;
			Self::try_clauses(&agreement, &terms)?;
			Self::count_money(&agreement, &terms, &mut due);
			if agreement.status == Status::Active {
				count_sources(id, &agreement, &terms, &mut watched);
			}
			agenda += usize::from(agreement.due.is_some());
			listed += Self::concerned(&terms).count();
			firings += agreement.firings.min(T::KeptFirings::get()) as usize;
		}
		ensure!(
			Agreed::<T>::iter_keys().count() == Contracts::<T>::iter_keys().count(),
			"terms: some are of no agreement"
		);
		ensure!(
			Agenda::<T>::iter_keys().count() == agenda,
			"agenda: something is due that is not, or is not that is"
		);
		ensure!(
			AgreementsOf::<T>::iter_keys().count() == listed,
			"lists: an organisation has an agreement that it has not"
		);
		ensure!(
			Firings::<T>::iter_keys().count() == firings,
			"firings: one is missing, or of no agreement"
		);
		for (account, asset, amount) in due.into_values().filter_map(|(key, sum)| {
			let (account, asset) = key?;
			Some((account, asset, sum))
		}) {
			ensure!(
				T::Assets::balance_on_hold(asset, &Self::escrow(), &account) == amount,
				"money: something else is held than is accounted for"
			);
		}
		Self::try_sources(watched)?;
		Self::try_queue()
	}

	fn try_agreement(
		id: AgreementId,
		agreement: &AgreementOf<T>,
		terms: &Terms,
	) -> Result<(), TryRuntimeError> {
		ensure!(
			(1..=LastAgreement::<T>::get()).contains(&id),
			"agreements: one has a number to come"
		);
		ensure!(
			agreement.hash == terms.hash(&Self::genesis(), id),
			"agreements: other terms were signed than are kept"
		);
		ensure!(
			agreement.purses.len() == terms.parties.len()
				&& agreement.clauses.len() == terms.clauses.len()
				&& agreement.tickets.len() == terms.tickets.len()
				&& agreement.commands.len() == terms.commands.len()
				&& agreement.roots.len() == terms.items().len(),
			"agreements: one has other parts than its terms"
		);
		if let Some(due) = agreement.due {
			ensure!(
				Agenda::<T>::contains_key(Due::new(due, id)),
				"agenda: one is not on it"
			);
		}
		let ledger = &agreement.ledger;
		let bond = terms.arbitration.map_or(0, |arbitration| arbitration.bond);
		ensure!(
			agreement.held(bond) + ledger.paid + ledger.credited + ledger.refunded == ledger.funded,
			"money: more or less went out than came in"
		);
		let credits: Balance = agreement.credits.iter().map(|it| it.amount).sum();
		ensure!(
			credits == ledger.credited,
			"money: other credits than were given"
		);
		let has_all = agreement.purses.iter().all(Option::is_some);
		match agreement.status {
			Status::Proposed => ensure!(
				!has_all && agreement.active_since.is_none() && agreement.due.is_some(),
				"agreements: one that all have signed is not active"
			),
			Status::Active => ensure!(
				has_all && agreement.active_since.is_some() && agreement.due.is_some(),
				"agreements: one is active that not all have signed"
			),
			Status::Ended(_) => ensure!(
				agreement.ended_at.is_some()
					&& agreement.held(bond) == 0
					&& agreement.due.is_none(),
				"agreements: something is held for one that is over"
			),
		}
		Ok(())
	}

	fn try_clauses(agreement: &AgreementOf<T>, terms: &Terms) -> Result<(), TryRuntimeError> {
		for (clause, state) in terms.clauses.iter().zip(&agreement.clauses) {
			let is_under_way = state.pending.is_some() || state.waiting.is_some();
			ensure!(
				!is_under_way || agreement.status == Status::Active,
				"clauses: one is under way in an agreement that is not active"
			);
			ensure!(
				clause.often != hallmark_agreements::Often::Once
					|| (state.fired <= 1 && !(state.fired == 1 && is_under_way)),
				"clauses: one fires more than once"
			);
			ensure!(
				state.pending.is_none_or(|pending| clause.challenge > 0
					&& (pending.challenged_by.is_none() || pending.settled.is_none())),
				"clauses: one is challenged that cannot be, or is decided"
			);
			let numbers = state
				.pending
				.map(|it| it.number)
				.into_iter()
				.chain(state.waiting);
			for number in numbers {
				ensure!(
					number < agreement.firings,
					"clauses: one has a number to come"
				);
			}
		}
		Ok(())
	}

	/// What should be held of whom.
	#[allow(clippy::type_complexity)]
	fn count_money(
		agreement: &AgreementOf<T>,
		terms: &Terms,
		due: &mut BTreeMap<
			Vec<u8>,
			(
				Option<(
					T::AccountId,
					frame_support::traits::tokens::fungible::NativeOrWithId<u32>,
				)>,
				Balance,
			),
		>,
	) {
		let bond = terms.arbitration.map_or(0, |arbitration| arbitration.bond);
		for (index, purse) in (0u8..).zip(&agreement.purses) {
			let Some(purse) = purse else { continue };
			let bonds = agreement.bonds().filter(|by| *by == index).count() as Balance;
			let credits: Balance = agreement
				.credits
				.iter()
				.filter(|credit| credit.from == index)
				.map(|credit| credit.amount)
				.sum();
			let asset = asset_of(terms.asset);
			let entry = due
				.entry((&purse.account, &asset).encode())
				.or_insert((Some((purse.account.clone(), asset)), 0));
			entry.1 += purse.rest + bond * bonds + credits;
		}
	}

	fn try_sources(watched: BTreeMap<(Source, AgreementId), u8>) -> Result<(), TryRuntimeError> {
		let mut interest: BTreeMap<Source, u32> = BTreeMap::new();
		let mut listed = 0;
		for (source, id, times) in Watchers::<T>::iter() {
			ensure!(
				watched.get(&(source, id)) == Some(&times),
				"watchers: one watches what it does not ask about"
			);
			*interest.entry(source).or_default() += 1;
			listed += 1;
		}
		ensure!(
			listed == watched.len(),
			"watchers: one does not watch what it asks about"
		);
		let progress = Progress::<T>::get();
		for (source, known) in Sources::<T>::iter() {
			ensure!(
				interest.remove(&source) == Some(known.watchers),
				"sources: one has other watchers than are counted"
			);
			ensure!(
				known.marked <= progress.epoch,
				"sources: one was heard in an epoch to come"
			);
		}
		ensure!(interest.is_empty(), "sources: one is not known");
		Ok(())
	}

	fn try_queue() -> Result<(), TryRuntimeError> {
		let progress = Progress::<T>::get();
		ensure!(
			progress.head <= progress.sealed && progress.sealed <= progress.tail,
			"queue: its ends are out of order"
		);
		ensure!(
			(progress.head..progress.tail).all(Queue::<T>::contains_key),
			"queue: something is missing in it"
		);
		ensure!(
			Queue::<T>::iter_keys().count() as u64 == progress.tail - progress.head,
			"queue: something is left of it"
		);
		Ok(())
	}
}

/// What an active agreement should watch, and how often.
fn count_sources<AccountId, Deposit>(
	id: AgreementId,
	agreement: &Agreement<AccountId, Deposit>,
	terms: &Terms,
	watched: &mut BTreeMap<(Source, AgreementId), u8>,
) {
	let mut count = |source| *watched.entry((source, id)).or_default() += 1;
	for stream in &terms.streams {
		count(Source::Stream(stream.signal));
		count(Source::Device(stream.signal.device));
	}
	for (item, root) in terms.items().into_iter().zip(&agreement.roots) {
		count(Source::Item(item));
		if *root != item {
			count(Source::Item(*root));
		}
	}
}
