//! Proposing: everything is checked that can be before anybody signs.

use super::*;
use frame_support::{
	ensure,
	traits::{
		fungibles::Inspect,
		tokens::{fungible::NativeOrWithId, WithdrawConsequence},
		Get, Time,
	},
};
use frame_system::pallet_prelude::BlockNumberFor;
use hallmark_agreements::{Action, AgreementId, Often, PartyIndex, Terms};
use hallmark_conditions::{condition::Node, Decimal};
use hallmark_types::{
	device::Passports,
	items::Items,
	organisation::{ActsFor, Directory, OrgId, Scope, Standing},
	readings::{Readings, Signal, SignalTerms},
	AssetId, Moment,
};
use sp_runtime::{traits::Zero, DispatchError, DispatchResult};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose(who: T::AccountId, terms: Terms) -> DispatchResult {
		let proposer = T::Organisations::acting(&who, Scope::Agreements)?;
		ensure!(terms.party(proposer).is_some(), Error::<T>::NotParty);
		let now = T::Time::now();
		terms
			.check(now)
			.map_err(|flaw| Error::<T>::Unsound(Unsound(flaw)))?;
		ensure!(
			terms.expires_at.saturating_sub(now) <= T::MaxLifetime::get(),
			Error::<T>::TooLong
		);
		Self::check_members(&terms)?;
		Self::check_asset(&who, &terms)?;
		Self::check_streams(&terms)?;
		Self::check_items(&terms)?;
		Self::check_commands(&terms)?;
		Self::check_proofs(&terms)?;
		let id = LastAgreement::<T>::get()
			.checked_add(1)
			.ok_or(Error::<T>::NoNumberLeft)?;

		let agreement = Self::new_agreement(who, proposer, id, now, &terms)?;
		let hash = agreement.hash;
		LastAgreement::<T>::put(id);
		for org in Self::concerned(&terms) {
			AgreementsOf::<T>::insert(org, id, ());
		}
		Agreed::<T>::insert(id, &terms);
		// It is looked at again when the time to sign is over.
		Self::save(id, agreement, Some(terms.sign_by));
		Self::deposit_event(Event::Proposed {
			agreement: id,
			proposer,
			hash,
		});
		Ok(())
	}

	fn new_agreement(
		who: T::AccountId,
		proposer: OrgId,
		id: AgreementId,
		now: Moment,
		terms: &Terms,
	) -> Result<AgreementOf<T>, DispatchError> {
		let nobody = alloc::vec![None; terms.parties.len()];
		let clauses = alloc::vec![ClauseState::default(); terms.clauses.len()];
		let tickets = alloc::vec![TicketRecord::NONE; terms.tickets.len()];
		let commands = alloc::vec![CommandRecord::default(); terms.commands.len()];
		Ok(Agreement {
			status: Status::Proposed,
			hash: terms.hash(&Self::genesis(), id),
			proposer,
			proposed_at: now,
			active_since: None,
			ended_at: None,
			purses: nobody.try_into().map_err(bounded_of)?,
			confirmed: 0,
			consents: 0,
			clauses: clauses.try_into().map_err(bounded_of)?,
			tickets: tickets.try_into().map_err(bounded_of)?,
			commands: commands.try_into().map_err(bounded_of)?,
			roots: terms.items().try_into().map_err(bounded_of)?,
			seen: 0,
			due: None,
			closing: None,
			firings: 0,
			ledger: Ledger::default(),
			credits: Default::default(),
			load: Load::of(terms),
			deposit: Self::take_deposit(&who, Self::footprint(terms))?,
		})
	}

	/// Whose list an agreement is on: the parties' and the arbiter's.
	pub(crate) fn concerned(terms: &Terms) -> impl Iterator<Item = OrgId> + '_ {
		let parties = terms.parties.iter().map(|party| party.org);
		parties.chain(terms.arbitration.map(|it| it.arbiter))
	}

	fn check_members(terms: &Terms) -> DispatchResult {
		let is_active = |org| T::Organisations::standing(org) == Some(Standing::Active);
		for (index, party) in (0..).zip(&terms.parties) {
			ensure!(is_active(party.org), Error::<T>::PartyNotActive(index));
		}
		if let Some(arbitration) = &terms.arbitration {
			ensure!(is_active(arbitration.arbiter), Error::<T>::ArbiterNotActive);
		}
		for (index, witness) in (0..).zip(&terms.witnesses) {
			ensure!(
				T::Organisations::standing(*witness).is_some(),
				Error::<T>::UnknownWitness(index)
			);
		}
		Ok(())
	}

	fn check_asset(who: &T::AccountId, terms: &Terms) -> DispatchResult {
		let asset = asset_of(terms.asset);
		ensure!(
			T::Assets::asset_exists(asset.clone()),
			Error::<T>::UnknownAsset
		);
		match T::Assets::can_withdraw(asset.clone(), who, 0) {
			WithdrawConsequence::Frozen => return Err(Error::<T>::AssetFrozen.into()),
			WithdrawConsequence::UnknownAsset => return Err(Error::<T>::UnknownAsset.into()),
			_ => {},
		}
		for node in terms.nodes() {
			if let Node::Balance { asset, .. } = node {
				ensure!(
					T::Assets::asset_exists(asset_of(*asset)),
					Error::<T>::UnknownAsset
				);
			}
		}
		let least = T::Assets::minimum_balance(asset);
		for (index, clause) in (0..).zip(&terms.clauses) {
			for action in &clause.actions {
				if let Action::Pay { amount, .. } = action {
					ensure!(*amount >= least, Error::<T>::DustPayout(index));
				}
			}
			if let Often::EveryTime { cool_down } = clause.often {
				ensure!(
					cool_down >= T::MinCoolDown::get(),
					Error::<T>::CoolDownTooShort(index)
				);
			}
		}
		Ok(())
	}

	fn check_streams(terms: &Terms) -> DispatchResult {
		let mut declared = alloc::vec::Vec::new();
		for (index, stream) in (0..).zip(&terms.streams) {
			let state =
				T::Readings::signal(&stream.signal).ok_or(Error::<T>::UnknownStream(index))?;
			let owner = T::Devices::owner(&stream.signal.device);
			ensure!(
				owner.is_some_and(|owner| terms.names(owner)),
				Error::<T>::ForeignStream(index)
			);
			ensure!(
				state.terms.unit == stream.unit,
				Error::<T>::UnitMismatch(index)
			);
			ensure!(
				state.terms.exponent == stream.exponent,
				Error::<T>::ExponentMismatch(index)
			);
			declared.push((stream.signal, state.terms));
		}
		for (index, clause) in (0..).zip(&terms.clauses) {
			for node in clause.when.nodes() {
				if let Node::Reading { signal, limit, .. } = node {
					let signal = Signal::from(*signal);
					let range = declared.iter().find(|(it, _)| *it == signal);
					ensure!(
						range.is_none_or(|(_, terms)| is_within(limit, terms)),
						Error::<T>::LimitOutOfRange(index)
					);
				}
			}
		}
		Ok(())
	}

	fn check_items(terms: &Terms) -> DispatchResult {
		let held: alloc::vec::Vec<_> = terms.held().collect();
		for (index, item) in (0..).zip(terms.items()) {
			let facts = T::Items::facts(&item).ok_or(Error::<T>::UnknownItem(index))?;
			ensure!(
				terms.names(facts.owner) || terms.names(facts.custodian),
				Error::<T>::ForeignItem(index)
			);
			if held.contains(&item) {
				ensure!(
					is_ours(terms, facts.owner, facts.custodian),
					Error::<T>::HoldsForeignItem(index)
				);
			}
		}
		Ok(())
	}

	fn check_commands(terms: &Terms) -> DispatchResult {
		for (index, command) in (0..).zip(&terms.commands) {
			let owner =
				T::Devices::owner(&command.device).ok_or(Error::<T>::UnknownDevice(index))?;
			ensure!(
				terms.party(owner).is_some(),
				Error::<T>::ForeignDevice(index)
			);
		}
		Ok(())
	}

	fn check_proofs(terms: &Terms) -> DispatchResult {
		for (index, ticket) in (0..).zip(&terms.tickets) {
			let servicer = terms
				.parties
				.get(usize::from(ticket.servicer))
				.map(|it| it.org);
			for signal in ticket.proof.iter().flat_map(|proof| proof.signals()) {
				ensure!(
					T::Devices::owner(&Signal::from(*signal).device) != servicer,
					Error::<T>::ProofByServicer(index)
				);
			}
		}
		Ok(())
	}

	/// The agreement with its terms, if `who` acts for a party of it in `scope`.
	pub(crate) fn for_party(
		who: &T::AccountId,
		id: AgreementId,
		scope: Scope,
	) -> Result<(AgreementOf<T>, Terms, PartyIndex), DispatchError> {
		let org = T::Organisations::acting(who, scope)?;
		let (agreement, terms) = Self::found(id)?;
		let party = terms.party(org).ok_or(Error::<T>::NotParty)?;
		Ok((agreement, terms, party))
	}

	/// An agreement with its terms.
	pub(crate) fn found(id: AgreementId) -> Result<(AgreementOf<T>, Terms), DispatchError> {
		let agreement = Contracts::<T>::get(id).ok_or(Error::<T>::UnknownAgreement)?;
		let terms = Agreed::<T>::get(id).ok_or(Error::<T>::UnknownAgreement)?;
		Ok((agreement, terms))
	}

	/// The hash of the first block.
	pub(crate) fn genesis() -> [u8; 32] {
		let hash = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let mut genesis = [0; 32];
		let bytes = hash.as_ref();
		let length = bytes.len().min(genesis.len());
		genesis[..length].copy_from_slice(&bytes[..length]);
		genesis
	}
}

/// The asset of an amount in terms.
pub(crate) fn asset_of(asset: Option<AssetId>) -> NativeOrWithId<AssetId> {
	asset.map_or(NativeOrWithId::Native, NativeOrWithId::WithId)
}

/// Whether an item is a party's, or with one.
pub(crate) fn is_ours(terms: &Terms, owner: OrgId, custodian: OrgId) -> bool {
	terms.party(owner).is_some() || terms.party(custodian).is_some()
}

/// Whether a stream's owner expects values on both sides of a limit, or on it.
fn is_within(limit: &Decimal, terms: &SignalTerms) -> bool {
	let at = |value| Decimal::new(value, terms.exponent);
	at(terms.min) <= *limit && *limit <= at(terms.max)
}

/// What is as long as something in the terms is within the terms' bounds.
fn bounded_of<E>(_: E) -> DispatchError {
	DispatchError::Corruption
}
