//! From terms to a file.

use hallmark_agreements::{
	Action, Arbitration, Clause, Command, Often, Ruling, Stream, Terms, Ticket, Unknown,
};
use hallmark_conditions::{text::Printed, Condition};

use super::{file, print_duration, print_part, Asset, File, Words};
use crate::units::print_moment;

impl File {
	/// The file that says these terms, with these words in the place of ids.
	///
	/// It reads as the same terms, whatever the words.
	pub fn of(terms: &Terms, words: &Words) -> Self {
		let writer = Writer {
			asset: Asset::of(terms.asset),
			words,
		};
		Self {
			asset: match writer.asset {
				Asset::Known(currency) => file::Asset::Symbol(currency.symbol().to_owned()),
				Asset::Other(id) => file::Asset::Number(id),
			},
			parties: terms
				.parties
				.iter()
				.map(|party| file::Party {
					org: party.org,
					escrow: writer.asset.print(party.escrow),
				})
				.collect(),
			devices: words
				.devices
				.iter()
				.map(|(word, (written, _))| (word.clone(), written.clone()))
				.collect(),
			items: words
				.items
				.iter()
				.map(|(word, (written, _))| (word.clone(), written.clone()))
				.collect(),
			streams: terms.streams.iter().map(|it| writer.stream(it)).collect(),
			clauses: terms.clauses.iter().map(|it| writer.clause(it)).collect(),
			tickets: terms.tickets.iter().map(|it| writer.ticket(it)).collect(),
			commands: terms.commands.iter().map(|it| writer.command(it)).collect(),
			arbitration: terms.arbitration.as_ref().map(|it| writer.arbitration(it)),
			witnesses: terms.witnesses.to_vec(),
			sign_by: print_moment(terms.sign_by),
			expires_at: print_moment(terms.expires_at),
			document: Some(terms.document)
				.filter(|document| !document.is_zero())
				.map(|document| format!("{document:?}")),
		}
	}
}

/// What all parts of a file are written with.
struct Writer<'a> {
	asset: Asset,
	words: &'a Words,
}

impl Writer<'_> {
	fn condition(&self, condition: &Condition) -> String {
		Printed::new(condition, self.words).to_string()
	}

	fn stream(&self, stream: &Stream) -> file::Stream {
		file::Stream {
			device: self.words.device_written(stream.signal.device),
			stream: stream.signal.name.to_string(),
			unit: stream.unit.to_string(),
			exponent: stream.exponent,
		}
	}

	fn clause(&self, clause: &Clause) -> file::Clause {
		file::Clause {
			when: self.condition(&clause.when),
			often: match clause.often {
				Often::Once => file::Often::Once,
				Often::EveryTime { cool_down } => file::Often::EveryTime(print_duration(cool_down)),
			},
			challenge: Some(clause.challenge)
				.filter(|time| *time > 0)
				.map(print_duration),
			unknown: match clause.unknown {
				Unknown::Waits => file::Unknown::Waits,
				Unknown::Fires { after } => file::Unknown::Fires(print_duration(after)),
				Unknown::Ends { after } => file::Unknown::Ends(print_duration(after)),
			},
			actions: clause.actions.iter().map(|it| self.action(it)).collect(),
		}
	}

	fn action(&self, action: &Action) -> file::Action {
		match *action {
			Action::Pay { from, to, amount } => file::Action::Pay {
				from,
				to,
				amount: self.asset.print(amount),
			},
			Action::PayShare { from, to, parts } => file::Action::PayShare {
				from,
				to,
				part: print_part(parts),
			},
			Action::RefundRest => file::Action::RefundRest,
			Action::OpenTicket(ticket) => file::Action::OpenTicket(ticket),
			Action::CloseTicket(ticket) => file::Action::CloseTicket(ticket),
			Action::HoldItem(item) => file::Action::HoldItem(self.words.item_written(item.0)),
			Action::CommandDevice(command) => file::Action::CommandDevice(command),
			Action::End => file::Action::End,
		}
	}

	fn ticket(&self, ticket: &Ticket) -> file::Ticket {
		file::Ticket {
			requester: ticket.requester,
			servicer: ticket.servicer,
			proof: ticket.proof.as_ref().map(|proof| self.condition(proof)),
		}
	}

	fn command(&self, command: &Command) -> file::Command {
		file::Command {
			device: self.words.device_written(command.device),
			opcode: command.opcode,
			lifetime: print_duration(command.lifetime),
		}
	}

	fn arbitration(&self, arbitration: &Arbitration) -> file::Arbitration {
		file::Arbitration {
			arbiter: arbitration.arbiter,
			bond: self.asset.print(arbitration.bond),
			patience: print_duration(arbitration.patience),
			silence: match arbitration.silence {
				Ruling::Uphold => file::Ruling::Uphold,
				Ruling::Strike => file::Ruling::Strike,
				Ruling::Split(parts) => file::Ruling::Split(print_part(parts)),
			},
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Everything that terms can say, once.
	const FULL: &str = r#"{
		"asset": "HEUR",
		"parties": [
			{ "org": 2, "escrow": "500 HEUR" },
			{ "org": 1, "escrow": "0.5" }
		],
		"devices": { "fridge": "1/FR-1" },
		"items": { "lot": "urn:epc:id:sgtin:0614141.112345.400" },
		"streams": [
			{ "device": "fridge", "stream": "temp", "unit": "Cel", "exponent": -3 }
		],
		"clauses": [
			{
				"when": "reading(fridge/temp) > 8 for 3",
				"often": { "everyTime": "90m" },
				"challenge": "2d",
				"unknown": { "fires": "3d" },
				"actions": [
					{ "pay": { "from": 0, "to": 1, "amount": "2.5" } },
					{ "payShare": { "from": 0, "to": 1, "part": "30%" } },
					{ "openTicket": 0 },
					{ "commandDevice": 0 }
				]
			},
			{
				"when": "item(lot).verdict = breached",
				"often": "once",
				"unknown": { "ends": "1d" },
				"actions": [{ "closeTicket": 0 }, { "holdItem": "lot" }, "refundRest", "end"]
			}
		],
		"tickets": [
			{ "requester": 0, "servicer": 1, "proof": "latest(fridge/temp) <= 8" }
		],
		"commands": [{ "device": "1/FR-1", "opcode": 7, "lifetime": "10m" }],
		"arbitration": {
			"arbiter": 4, "bond": "30", "patience": "14d", "silence": { "split": "60%" }
		},
		"witnesses": [5],
		"signBy": "2030-01-01",
		"expiresAt": "2031-01-01T12:00:00.5Z",
		"document": "0x1111111111111111111111111111111111111111111111111111111111111111"
	}"#;

	#[test]
	fn file_says_the_same_terms_with_and_without_words() {
		let file: File = serde_json::from_str(FULL).expect("a file");
		let (terms, words) = file.terms().expect("terms");
		assert_eq!(terms.check(0), Ok(()));
		for words in [words, Words::default()] {
			let written = serde_json::to_string(&File::of(&terms, &words)).expect("JSON");
			let again: File = serde_json::from_str(&written).expect("a file");
			assert_eq!(again.terms().expect("terms").0, terms, "{written}");
		}
	}

	#[test]
	fn error_says_where_it_stands() {
		for (right, wrong, words) in [
			(
				"reading(fridge",
				"reading(freezer",
				"clauses[0]: when: at byte",
			),
			(
				"\"2.5\"",
				"\"2,5\"",
				"clauses[0]: actions[0]: pay.amount: no amount",
			),
			(
				"\"500 HEUR\"",
				"\"500 HMK\"",
				"parties[0]: escrow: an amount in HMK",
			),
			("\"30%\"", "\"130%\"", "actions[1]: payShare.part"),
			("\"90m\"", "\"90\"", "often.everyTime: no duration"),
			("\"Cel\"", "\"Fahr\"", "streams[0]: unit: no unit Fahr"),
			("\"2030-01-01\"", "\"+7d\"", "signBy: a moment in a file"),
			("\"HEUR\"", "\"EUR\"", "asset: no currency"),
			("\"1/FR-1\" }", "\"FR-1\" }", "devices.fridge: no device"),
			(
				"[5]",
				"[1,2,3,4,5,6,7,8,9]",
				"witnesses: 9 are too many: at most 8",
			),
		] {
			let text = FULL.replacen(right, wrong, 1);
			let file: File = serde_json::from_str(&text).expect("a file");
			let error = file.terms().expect_err(wrong);
			assert!(error.contains(words), "{error}");
		}
		for (right, wrong) in [
			("\"once\"", "\"twice\""),
			("\"witnesses\"", "\"witness\""),
			("\"refundRest\"", "\"refund\""),
			("\"opcode\": 7", "\"opcode\": -7"),
		] {
			let text = FULL.replacen(right, wrong, 1);
			let error = serde_json::from_str::<File>(&text).expect_err(wrong);
			assert!(error.to_string().contains("line "), "{error}");
		}
	}
}
