//! What was agreed.

use codec::Encode;
use hallmark_agreements as agreed;
use hallmark_rpc::{
	agreement::{
		Action, Arbitration, Clause, CommandTerms, IfUnknown, Often, Party, TermStream, Terms,
		TicketTerms,
	},
	Bytes,
};

use super::Found;
use crate::rpc::show::{stream, time, Show};

impl Found {
	/// The terms, as they are written.
	pub(super) fn terms(&self) -> Terms {
		let terms = &self.terms;
		let party = |(party, it): (u8, &agreed::Party)| Party {
			party,
			org: it.org,
			escrow: self.asset.money(it.escrow),
		};
		let listened = |it: &agreed::Stream| TermStream {
			device: it.signal.device.into(),
			stream: stream(it.signal.name),
			unit: it.unit.to_string(),
			exponent: it.exponent,
		};
		let ticket = |(ticket, it): (u8, &agreed::Ticket)| TicketTerms {
			ticket,
			requester: it.requester,
			servicer: it.servicer,
			proof: it.proof.as_ref().map(ToString::to_string),
		};
		let command = |(command, it): (u8, &agreed::Command)| CommandTerms {
			command,
			device: it.device.into(),
			opcode: it.opcode,
			lifetime_ms: it.lifetime,
		};
		Terms {
			agreement: self.id,
			parties: (0..).zip(&terms.parties).map(party).collect(),
			symbol: self.asset.symbol.clone(),
			asset: self.asset.id,
			streams: terms.streams.iter().map(listened).collect(),
			clauses: (0..)
				.zip(&terms.clauses)
				.map(|(index, clause)| self.written_clause(index, clause))
				.collect(),
			tickets: (0..).zip(&terms.tickets).map(ticket).collect(),
			commands: (0..).zip(&terms.commands).map(command).collect(),
			arbitration: terms.arbitration.map(|it| Arbitration {
				arbiter: it.arbiter,
				bond: self.asset.money(it.bond),
				patience_ms: it.patience,
				silence: it.silence.show(),
			}),
			witnesses: terms.witnesses.to_vec(),
			sign_by: time(terms.sign_by),
			expires_at: time(terms.expires_at),
			document: terms.document.into(),
			encoded: Bytes(terms.encode()),
		}
	}

	fn written_clause(&self, clause: u8, it: &agreed::Clause) -> Clause {
		Clause {
			clause,
			when: it.when.to_string(),
			often: match it.often {
				agreed::Often::Once => Often::Once,
				agreed::Often::EveryTime { cool_down } => Often::EveryTime {
					cool_down_ms: cool_down,
				},
			},
			challenge_ms: it.challenge,
			if_unknown: match it.unknown {
				agreed::Unknown::Waits => IfUnknown::Waits,
				agreed::Unknown::Fires { after } => IfUnknown::Fires { after_ms: after },
				agreed::Unknown::Ends { after } => IfUnknown::Ends { after_ms: after },
			},
			actions: it
				.actions
				.iter()
				.map(|it| self.written_action(it))
				.collect(),
		}
	}

	fn written_action(&self, action: &agreed::Action) -> Action {
		match *action {
			agreed::Action::Pay { from, to, amount } => Action::Pay {
				from,
				to,
				amount: self.asset.money(amount),
			},
			agreed::Action::PayShare { from, to, parts } => Action::PayShare {
				from,
				to,
				millionths: parts,
			},
			agreed::Action::RefundRest => Action::RefundRest,
			agreed::Action::OpenTicket(ticket) => Action::OpenTicket { ticket },
			agreed::Action::CloseTicket(ticket) => Action::CloseTicket { ticket },
			agreed::Action::HoldItem(item) => Action::HoldItem { item: item.into() },
			agreed::Action::CommandDevice(command) => Action::CommandDevice { command },
			agreed::Action::End => Action::End,
		}
	}
}
