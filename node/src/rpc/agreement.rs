//! Agreements: where they stand, why, and what they would do.

mod conditions;
mod terms;

use std::sync::Arc;

use codec::Decode;
use hallmark_agreements::{AgreementId, PartyIndex, Ruling as Ruled};
use hallmark_rpc::{
	agreement::{
		AgreementApiServer, AgreementStatus, Cause, ClauseState, CommandState, Credit, Evidence,
		ExplainedClause, Firing, Forecast, Outcome, PartyStatus, Payment, Pending, Progress, Purse,
		Ruling, Statement, Status, Terms, Ticket, TicketRecord, TicketState, Truth,
	},
	door, Account, Bytes, Cursor, DeviceRef, Hex32, Limit, Measured, OrgRef, Page, StreamName,
};
use hallmark_runtime::Runtime;
use hallmark_types::{AccountId, Moment};
use jsonrpsee::core::RpcResult;
use pallet_agreements::{
	AgreementsOfViewFunction, CreditsViewFunction, Ending, ExplainViewFunction,
	FiringsViewFunction, NextHashViewFunction, ProgressViewFunction, StatementViewFunction,
	StatusView, StatusViewFunction, TermsViewFunction, TicketsViewFunction, WhatIfViewFunction,
};

use self::conditions::explained;
use super::{
	ask::{cursor, limit, place, Ask, Asset},
	organisation::number_of,
	reading::{mantissa, signal},
	show::{stream, time, time_if, Show},
};
use crate::service::types::FullClient;

/// Answers the methods.
pub struct Agreements(pub Arc<FullClient>);

impl Show for pallet_agreements::Status {
	type As = Status;

	fn show(&self) -> Status {
		match self {
			Self::Proposed => Status::Proposed,
			Self::Active => Status::Active,
			Self::Ended(Ending::Completed) => Status::Completed,
			Self::Ended(Ending::Expired) => Status::Expired,
			Self::Ended(Ending::Cancelled) => Status::Cancelled,
			Self::Ended(Ending::Lapsed) => Status::Lapsed,
			Self::Ended(Ending::Unknown) => Status::EndedUnknown,
		}
	}
}

impl Show for hallmark_conditions::Truth {
	type As = Truth;

	fn show(&self) -> Truth {
		match self {
			Self::False => Truth::False,
			Self::True => Truth::True,
			Self::Unknown => Truth::Unknown,
		}
	}
}

impl Show for hallmark_conditions::condition::TicketState {
	type As = TicketState;

	fn show(&self) -> TicketState {
		match self {
			Self::None => TicketState::None,
			Self::Open => TicketState::Open,
			Self::Acknowledged => TicketState::Acknowledged,
			Self::Resolved => TicketState::Resolved,
			Self::Closed => TicketState::Closed,
		}
	}
}

impl Show for Ruled {
	type As = Ruling;

	fn show(&self) -> Ruling {
		match *self {
			Self::Uphold => Ruling::Uphold,
			Self::Strike => Ruling::Strike,
			Self::Split(millionths) => Ruling::Split { millionths },
		}
	}
}

impl Show for pallet_agreements::ClauseState {
	type As = ClauseState;

	fn show(&self) -> ClauseState {
		ClauseState {
			fired: self.fired,
			fired_at: time_if(self.fired_at),
			armed: self.armed,
			not_before: since(self.not_before),
			unknown_since: time_if(self.unknown.map(|unknown| unknown.since)),
			waiting: self.waiting,
			pending: self.pending.map(|pending| Pending {
				number: pending.number,
				until: time(pending.until),
				challenged_by: pending.challenged_by,
				settled: pending.settled.show(),
			}),
		}
	}
}

/// A moment that is 0 where there was none.
fn since(moment: Moment) -> Option<hallmark_rpc::Time> {
	time_if(Some(moment).filter(|moment| *moment > 0))
}

/// An agreement, and how its money is written.
struct Found {
	id: AgreementId,
	terms: hallmark_agreements::Terms,
	asset: Asset,
}

impl Found {
	/// `None` if there is none of that number.
	fn look(ask: &Ask, id: AgreementId) -> RpcResult<Option<Self>> {
		let terms = ask.view(TermsViewFunction::<Runtime>::new(id))?;
		terms.map(|terms| Self::of(ask, id, terms)).transpose()
	}

	fn of(ask: &Ask, id: AgreementId, terms: hallmark_agreements::Terms) -> RpcResult<Self> {
		let asset = ask.asset(terms.asset)?;
		Ok(Self { id, terms, asset })
	}

	fn status(&self, view: StatusView<AccountId>) -> AgreementStatus {
		let money = |amount| self.asset.money(amount);
		let party = |(index, party): (PartyIndex, pallet_agreements::PartyView<AccountId>)| {
			let purse = party.purse.map(|purse| Purse {
				account: Account(purse.account),
				payee: Account(purse.payee),
				rest: money(purse.rest),
			});
			PartyStatus {
				party: index,
				org: party.org,
				purse,
				confirmed: party.confirmed,
				consents: party.consents,
			}
		};
		AgreementStatus {
			agreement: view.agreement,
			status: view.status.show(),
			hash: view.hash.into(),
			proposer: view.proposer,
			proposed_at: time(view.proposed_at),
			active_since: time_if(view.active_since),
			ended_at: time_if(view.ended_at),
			parties: (0..).zip(view.parties).map(party).collect(),
			held: money(view.held),
			funded: money(view.ledger.funded),
			paid: money(view.ledger.paid),
			credited: money(view.ledger.credited),
			refunded: money(view.ledger.refunded),
			due: time_if(view.due),
			firings: view.firings,
		}
	}

	/// A clause as it is explained. `None` if the terms have none of its number.
	fn clause(&self, view: &pallet_agreements::ClauseView) -> Option<ExplainedClause> {
		let clause = self.terms.clauses.get(usize::from(view.clause))?;
		Some(ExplainedClause {
			clause: view.clause,
			when: clause.when.to_string(),
			truth: view.truth.show(),
			why: explained(&clause.when, &view.explanation),
			comes_true: view.comes_true,
			state: view.state.show(),
		})
	}

	fn payment(&self, payment: &pallet_agreements::Payment) -> Payment {
		Payment {
			from: payment.from,
			to: payment.to,
			amount: self.asset.money(payment.amount),
			credited: payment.credited,
		}
	}

	fn credits(&self, credits: &[pallet_agreements::Credit]) -> Vec<Credit> {
		let credit = |credit: &pallet_agreements::Credit| Credit {
			from: credit.from,
			to: credit.to,
			amount: self.asset.money(credit.amount),
		};
		credits.iter().map(credit).collect()
	}

	/// A firing. `None` if the terms have no such clause.
	fn firing(&self, firing: &pallet_agreements::Firing) -> Option<Firing> {
		let clause = self.terms.clauses.get(usize::from(firing.clause))?;
		let evidence = firing.evidence.iter().map(|evidence| Evidence {
			device: evidence.signal.device.into(),
			stream: stream(evidence.signal.name),
			sequence: evidence.sequence,
			batch: evidence.batch,
			heard_at: time_if(evidence.heard_at),
		});
		Some(Firing {
			number: firing.number,
			clause: firing.clause,
			came_true_at: time(firing.came_true_at),
			cause: match firing.cause {
				pallet_agreements::Cause::Holds => Cause::Holds,
				pallet_agreements::Cause::Unknown => Cause::Unknown,
			},
			why: explained(&clause.when, &firing.explanation),
			evidence: evidence.collect(),
			outcome: self.outcome(&firing.outcome),
		})
	}

	fn outcome(&self, outcome: &pallet_agreements::Outcome) -> Outcome {
		use pallet_agreements::Outcome as Became;
		match outcome {
			Became::Waiting => Outcome::Waiting,
			Became::Pending {
				until,
				challenged_by,
			} => Outcome::Pending {
				until: time(*until),
				challenged_by: *challenged_by,
			},
			Became::Fired {
				at,
				ruling,
				payments,
			} => Outcome::Fired {
				at: time(*at),
				ruling: ruling.show(),
				payments: payments.iter().map(|it| self.payment(it)).collect(),
			},
			Became::Struck { at } => Outcome::Struck { at: time(*at) },
			Became::Dropped { at } => Outcome::Dropped { at: time(*at) },
		}
	}
}

fn ticket_record((ticket, record): (u8, &pallet_agreements::TicketRecord)) -> TicketRecord {
	TicketRecord {
		ticket,
		state: record.state.show(),
		opened_at: since(record.opened),
		changed_at: since(record.changed),
		times: record.times,
	}
}

fn command((command, record): (u8, &pallet_agreements::CommandRecord)) -> CommandState {
	CommandState {
		command,
		issue: record.issue,
		given_at: since(record.given),
		expires_at: since(record.expires_at),
		acknowledged_at: time_if(record.acknowledged),
	}
}

impl AgreementApiServer for Agreements {
	fn status(&self, agreement: u32, at: Option<Hex32>) -> RpcResult<Option<AgreementStatus>> {
		let ask = Ask::new(&self.0, at)?;
		let status = ask.view(StatusViewFunction::<Runtime>::new(agreement))?;
		let found = Found::look(&ask, agreement)?;
		Ok(found
			.zip(status)
			.map(|(found, status)| found.status(status)))
	}

	fn terms(&self, agreement: u32, at: Option<Hex32>) -> RpcResult<Option<Terms>> {
		let found = Found::look(&Ask::new(&self.0, at)?, agreement)?;
		Ok(found.map(|found| found.terms()))
	}

	fn explain(
		&self,
		agreement: u32,
		at: Option<Hex32>,
	) -> RpcResult<Option<Vec<ExplainedClause>>> {
		let ask = Ask::new(&self.0, at)?;
		let clauses = ask.view(ExplainViewFunction::<Runtime>::new(agreement))?;
		let found = Found::look(&ask, agreement)?;
		Ok(found.zip(clauses).map(|(found, clauses)| {
			let clauses = clauses.iter().filter_map(|clause| found.clause(clause));
			clauses.collect()
		}))
	}

	fn what_if(
		&self,
		agreement: u32,
		device: DeviceRef,
		name: StreamName,
		Measured(value): Measured,
		at: Option<Hex32>,
	) -> RpcResult<Option<Vec<Forecast>>> {
		let refuse =
			|parameter, problem: &str| door::refuse("agreement_whatIf", parameter, problem);
		let ask = Ask::new(&self.0, at)?;
		let Some(found) = Found::look(&ask, agreement)? else {
			return Ok(None);
		};
		let signal = signal(&device, name);
		let named = found.terms.streams.iter().find(|it| it.signal == signal);
		let named =
			named.ok_or_else(|| refuse("stream", "the agreement's terms do not name it"))?;
		let mantissa = value
			.decimal()
			.and_then(|value| mantissa(value, named.exponent))
			.ok_or_else(|| {
				refuse(
					"value",
					&format!("{value} is finer than the stream's values"),
				)
			})?;
		let view = WhatIfViewFunction::<Runtime>::new(agreement, signal, mantissa);
		let forecast = |forecast: pallet_agreements::Forecast| {
			let payments = forecast.payments.map(|payments| {
				let payments = payments.iter().map(|it| found.payment(it));
				payments.collect()
			});
			Some(Forecast {
				clause: found.clause(&forecast.view)?,
				fires: forecast.fires,
				payments,
			})
		};
		let forecasts = ask.view(view)?;
		Ok(forecasts.map(|all| all.into_iter().filter_map(forecast).collect()))
	}

	fn statement(&self, agreement: u32, at: Option<Hex32>) -> RpcResult<Option<Statement>> {
		let ask = Ask::new(&self.0, at)?;
		let statement = ask.view(StatementViewFunction::<Runtime>::new(agreement))?;
		let Some(statement) = statement else {
			return Ok(None);
		};
		let found = Found::of(&ask, agreement, statement.terms)?;
		let firings = statement.firings.iter();
		Ok(Some(Statement {
			terms: found.terms(),
			status: found.status(statement.status),
			tickets: (0..).zip(&statement.tickets).map(ticket_record).collect(),
			commands: (0..).zip(&statement.commands).map(command).collect(),
			credits: found.credits(&statement.credits),
			firings: firings.filter_map(|it| found.firing(it)).collect(),
		}))
	}

	fn list(
		&self,
		org: OrgRef,
		wanted: Option<Limit>,
		from: Option<Cursor>,
		at: Option<Hex32>,
	) -> RpcResult<Page<u32>> {
		let ask = Ask::new(&self.0, at)?;
		let after: Option<AgreementId> = place(from)?;
		let Some(org) = number_of(&ask, org)? else {
			return Ok(Page {
				items: Vec::new(),
				next: None,
			});
		};
		let view = AgreementsOfViewFunction::<Runtime>::new(org, after, limit(wanted));
		let page = ask.view(view)?;
		Ok(Page {
			items: page.items,
			next: page.next.map(cursor),
		})
	}

	fn firings(
		&self,
		agreement: u32,
		wanted: Option<Limit>,
		from: Option<Cursor>,
		at: Option<Hex32>,
	) -> RpcResult<Option<Page<Firing>>> {
		let ask = Ask::new(&self.0, at)?;
		let after: Option<u32> = place(from)?;
		let Some(found) = Found::look(&ask, agreement)? else {
			return Ok(None);
		};
		let view = FiringsViewFunction::<Runtime>::new(agreement, after, limit(wanted));
		let page = ask.view(view)?;
		let firings = page.items.iter();
		Ok(Some(Page {
			items: firings.filter_map(|it| found.firing(it)).collect(),
			next: page.next.map(cursor),
		}))
	}

	fn tickets(&self, agreement: u32, at: Option<Hex32>) -> RpcResult<Option<Vec<Ticket>>> {
		let ask = Ask::new(&self.0, at)?;
		let tickets = ask.view(TicketsViewFunction::<Runtime>::new(agreement))?;
		let found = Found::look(&ask, agreement)?;
		Ok(found.zip(tickets).map(|(found, tickets)| {
			let ticket = |view: &pallet_agreements::TicketView| {
				let terms = found.terms.tickets.get(usize::from(view.ticket));
				let proof = terms.and_then(|terms| terms.proof.as_ref()).zip(view.proof);
				let TicketRecord {
					ticket,
					state,
					opened_at,
					changed_at,
					times,
				} = ticket_record((view.ticket, &view.record));
				Ticket {
					ticket,
					requester: view.requester,
					servicer: view.servicer,
					state,
					opened_at,
					changed_at,
					times,
					proof: proof.map(|(proof, why)| explained(proof, &why)),
				}
			};
			tickets.iter().map(ticket).collect()
		}))
	}

	fn credits(&self, agreement: u32, at: Option<Hex32>) -> RpcResult<Option<Vec<Credit>>> {
		let ask = Ask::new(&self.0, at)?;
		let credits = ask.view(CreditsViewFunction::<Runtime>::new(agreement))?;
		let found = Found::look(&ask, agreement)?;
		Ok(found
			.zip(credits)
			.map(|(found, credits)| found.credits(&credits)))
	}

	fn progress(&self, at: Option<Hex32>) -> RpcResult<Progress> {
		let rounds = Ask::new(&self.0, at)?.view(ProgressViewFunction::<Runtime>::new())?;
		Ok(Progress {
			epoch: rounds.epoch,
			left: rounds.sealed.saturating_sub(rounds.head),
			waiting: rounds.tail.saturating_sub(rounds.sealed),
		})
	}

	fn next_hash(&self, Bytes(terms): Bytes, at: Option<Hex32>) -> RpcResult<Hex32> {
		let ask = Ask::new(&self.0, at)?;
		let mut rest = &terms[..];
		let terms = hallmark_agreements::Terms::decode(&mut rest)
			.map_err(|problem| problem.to_string())
			.and_then(|terms| match rest.len() {
				0 => Ok(terms),
				left => Err(format!("{left} bytes are left over")),
			})
			.map_err(|problem| {
				let problem = format!("they are no terms: {problem}");
				door::refuse("agreement_nextHash", "terms", &problem)
			})?;
		let view = NextHashViewFunction::<Runtime>::new(Box::new(terms));
		Ok(ask.view(view)?.into())
	}
}
