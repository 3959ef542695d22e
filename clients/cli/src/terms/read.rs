//! From a file to terms.

use hallmark_agreements::{
	Action, Arbitration, Clause, Command, Often, Party, Ruling, Stream, Terms, Ticket, Unknown,
};
use hallmark_conditions::{
	text::{parse, Names},
	Condition,
};
use hallmark_types::{device::DeviceId, epc::ItemId, readings::Signal, Hash, Moment};
use polkadot_sdk::sp_core::{bounded::BoundedVec, Get};

use super::{file, part, unit, Asset, File, Words};
use crate::{
	clock::NamedMoment,
	units::{self, Currency, Malformed},
};

/// Says where in the file something is wrong.
trait At<T> {
	fn at(self, place: impl Fn() -> String) -> Result<T, Malformed>;
}

impl<T, E: std::fmt::Display> At<T> for Result<T, E> {
	fn at(self, place: impl Fn() -> String) -> Result<T, Malformed> {
		self.map_err(|why| format!("{}: {why}", place()))
	}
}

impl File {
	/// The terms, and the words of the file.
	///
	/// Errors: what cannot be read, and where it stands.
	pub fn terms(&self) -> Result<(Terms, Words), Malformed> {
		let mut words = Words::default();
		for (word, device) in &self.devices {
			words
				.add_device(word, device)
				.at(|| format!("devices.{word}"))?;
		}
		for (word, item) in &self.items {
			words.add_item(word, item).at(|| format!("items.{word}"))?;
		}
		let asset =
			match &self.asset {
				file::Asset::Number(id) => Asset::of(Some(*id)),
				file::Asset::Symbol(symbol) => [Currency::Native, Currency::Stablecoin]
					.into_iter()
					.find(|currency| currency.symbol() == symbol)
					.map(Asset::Known)
					.ok_or_else(|| {
						format!("asset: no currency is called {symbol}: HMK, HEUR, or an asset's number")
					})?,
			};
		let reader = Reader {
			asset,
			words: &words,
		};
		let terms = Terms {
			parties: reader.all("parties", &self.parties, Reader::party)?,
			asset: asset.id(),
			streams: reader.all("streams", &self.streams, Reader::stream)?,
			clauses: reader.all("clauses", &self.clauses, Reader::clause)?,
			tickets: reader.all("tickets", &self.tickets, Reader::ticket)?,
			commands: reader.all("commands", &self.commands, Reader::command)?,
			arbitration: self
				.arbitration
				.as_ref()
				.map(|arbitration| reader.arbitration(arbitration))
				.transpose()?,
			witnesses: reader.all("witnesses", &self.witnesses, |_, org| Ok(*org))?,
			sign_by: moment(&self.sign_by).at(|| "signBy".into())?,
			expires_at: moment(&self.expires_at).at(|| "expiresAt".into())?,
			document: match &self.document {
				Some(document) => units::hash(document).at(|| "document".into())?,
				None => Hash::zero(),
			},
		};
		Ok((terms, words))
	}
}

/// A moment that is the same whenever the file is read.
fn moment(text: &str) -> Result<Moment, Malformed> {
	match text.parse::<NamedMoment>()? {
		NamedMoment::At(moment) => Ok(moment),
		NamedMoment::FromNow(_) => {
			Err("a moment in a file is a date: 2030-12-31 or 2030-12-31T23:59:59Z".into())
		},
	}
}

/// What all parts of a file are read with.
struct Reader<'a> {
	asset: Asset,
	words: &'a Words,
}

impl Reader<'_> {
	fn all<F, T, N: Get<u32>>(
		&self,
		name: &str,
		parts: &[F],
		read: impl Fn(&Self, &F) -> Result<T, Malformed>,
	) -> Result<BoundedVec<T, N>, Malformed> {
		let read = |(place, part)| read(self, part).at(|| format!("{name}[{place}]"));
		let all: Vec<T> = parts
			.iter()
			.enumerate()
			.map(read)
			.collect::<Result<_, _>>()?;
		all.try_into()
			.map_err(|_| format!("{name}: {} are too many: at most {}", parts.len(), N::get()))
	}

	fn device(&self, text: &str) -> Result<DeviceId, Malformed> {
		match self.words.device(text) {
			Some(id) => Ok(id.into()),
			None => units::device(text),
		}
	}

	fn item(&self, text: &str) -> Result<ItemId, Malformed> {
		match self.words.item(text) {
			Some(id) => Ok(id.into()),
			None => units::item(text),
		}
	}

	fn condition(&self, text: &str) -> Result<Condition, Malformed> {
		parse(text, self.words).map_err(|error| error.to_string())
	}

	fn party(&self, party: &file::Party) -> Result<Party, Malformed> {
		Ok(Party {
			org: party.org,
			escrow: self.asset.amount(&party.escrow).at(|| "escrow".into())?,
		})
	}

	fn stream(&self, stream: &file::Stream) -> Result<Stream, Malformed> {
		Ok(Stream {
			signal: Signal {
				device: self.device(&stream.device).at(|| "device".into())?,
				name: stream.stream.parse().at(|| "stream".into())?,
			},
			unit: unit(&stream.unit).at(|| "unit".into())?,
			exponent: stream.exponent,
		})
	}

	fn clause(&self, clause: &file::Clause) -> Result<Clause, Malformed> {
		let after = |text: &str| units::duration(text).at(|| "unknown".into());
		Ok(Clause {
			when: self.condition(&clause.when).at(|| "when".into())?,
			often: match &clause.often {
				file::Often::Once => Often::Once,
				file::Often::EveryTime(cool_down) => Often::EveryTime {
					cool_down: units::duration(cool_down).at(|| "often.everyTime".into())?,
				},
			},
			challenge: match &clause.challenge {
				Some(time) => units::duration(time).at(|| "challenge".into())?,
				None => 0,
			},
			unknown: match &clause.unknown {
				file::Unknown::Waits => Unknown::Waits,
				file::Unknown::Fires(time) => Unknown::Fires {
					after: after(time)?,
				},
				file::Unknown::Ends(time) => Unknown::Ends {
					after: after(time)?,
				},
			},
			actions: self.all("actions", &clause.actions, Self::action)?,
		})
	}

	fn action(&self, action: &file::Action) -> Result<Action, Malformed> {
		Ok(match action {
			file::Action::Pay { from, to, amount } => Action::Pay {
				from: *from,
				to: *to,
				amount: self.asset.amount(amount).at(|| "pay.amount".into())?,
			},
			file::Action::PayShare {
				from,
				to,
				part: text,
			} => Action::PayShare {
				from: *from,
				to: *to,
				parts: part(text).at(|| "payShare.part".into())?,
			},
			file::Action::RefundRest => Action::RefundRest,
			file::Action::OpenTicket(ticket) => Action::OpenTicket(*ticket),
			file::Action::CloseTicket(ticket) => Action::CloseTicket(*ticket),
			file::Action::HoldItem(item) => {
				Action::HoldItem(self.item(item).at(|| "holdItem".into())?)
			},
			file::Action::CommandDevice(command) => Action::CommandDevice(*command),
			file::Action::End => Action::End,
		})
	}

	fn ticket(&self, ticket: &file::Ticket) -> Result<Ticket, Malformed> {
		Ok(Ticket {
			requester: ticket.requester,
			servicer: ticket.servicer,
			proof: ticket
				.proof
				.as_ref()
				.map(|proof| self.condition(proof).at(|| "proof".into()))
				.transpose()?,
		})
	}

	fn command(&self, command: &file::Command) -> Result<Command, Malformed> {
		Ok(Command {
			device: self.device(&command.device).at(|| "device".into())?,
			opcode: command.opcode,
			lifetime: units::duration(&command.lifetime).at(|| "lifetime".into())?,
		})
	}

	fn arbitration(&self, arbitration: &file::Arbitration) -> Result<Arbitration, Malformed> {
		let at = |name: &str| format!("arbitration.{name}");
		Ok(Arbitration {
			arbiter: arbitration.arbiter,
			bond: self.asset.amount(&arbitration.bond).at(|| at("bond"))?,
			patience: units::duration(&arbitration.patience).at(|| at("patience"))?,
			silence: match &arbitration.silence {
				file::Ruling::Uphold => Ruling::Uphold,
				file::Ruling::Strike => Ruling::Strike,
				file::Ruling::Split(text) => Ruling::Split(part(text).at(|| at("silence.split"))?),
			},
		})
	}
}
