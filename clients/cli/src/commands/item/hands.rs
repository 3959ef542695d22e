//! How things change hands: the one offers, the other answers.

use std::fmt;

use clap::{Args, Subcommand, ValueEnum};
use hallmark_rpc::custody::{self, CustodyApiClient, Exception};
use serde::Serialize;
use subxt::dynamic::Value;

use super::{
	about::{organisation, About},
	quantity::{scale_of, Amount},
	PALLET,
};
use crate::{
	clock::NamedMoment,
	commands::organisation::Named,
	context::Context,
	examples,
	items::Name,
	transaction::{call, Call},
	values::{encoded, option},
	Result,
};

/// How things change hands.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Offer somebody an item, with everything that is in it
	#[command(after_help = examples!(
		"To the carrier, who is organisation 3:",
		"hallmark item offer urn:epc:id:sscc:950600.00000000002 3 --until +2d --dev Bob",
		"To whom it is sold:",
		"hallmark item offer urn:epc:id:sscc:950600.00000000002 2 --ownership --dev Bob",
	))]
	Offer {
		/// What is offered: not something that is packed, but its outermost container
		item: Name,
		/// To whom: its number, or an account that acts for it
		to: Named,
		#[command(flatten)]
		title: Title,
		/// From when on it cannot be accepted any more: 2030-12-31, +10m; at most 90 days from now
		#[arg(long, value_name = "MOMENT", default_value = "+7d")]
		until: NamedMoment,
		/// The recall in whose course it goes back
		#[arg(long, value_name = "NUMBER")]
		recall: Option<u32>,
		#[command(flatten)]
		about: About,
	},
	/// Take what was offered to you. What is known of its condition is recorded with it
	#[command(after_help = examples!(
		"hallmark item accept urn:epc:id:sscc:950600.00000000002 --dev Dave",
		"With a word on what was wrong:",
		"hallmark item accept urn:epc:id:sscc:950600.00000000002 --ownership --exception label \
		 --dev Charlie",
	))]
	Accept {
		/// What was offered
		item: Name,
		#[command(flatten)]
		title: Title,
		/// What was wrong with it; more than once for several
		#[arg(long = "exception", value_name = "WORD")]
		exceptions: Vec<ExceptionName>,
		/// How much of it came, if less than was offered
		#[arg(long, value_name = "QUANTITY")]
		came: Option<Amount>,
	},
	/// Turn down what was offered to you: everything stays as it was
	#[command(after_help = examples!(
		"hallmark item reject urn:epc:id:sscc:950600.00000000002 --reason papers --dev Charlie",
	))]
	Reject {
		/// What was offered
		item: Name,
		#[command(flatten)]
		title: Title,
		/// Why
		#[arg(long, value_name = "WORD")]
		reason: Rejection,
	},
	/// Take an offer of yours back, expired or not
	#[command(after_help = examples!(
		"hallmark item withdraw urn:epc:id:sscc:950600.00000000002 --dev Dave",
	))]
	Withdraw {
		/// What was offered
		item: Name,
		#[command(flatten)]
		title: Title,
	},
	/// Say why an item could not be offered to somebody now, if it could not
	#[command(after_help = examples!(
		"hallmark item obstacle urn:epc:id:sscc:950600.00000000002 2",
		"hallmark item obstacle urn:epc:id:sgtin:950600.0013435.1 2",
	))]
	Obstacle {
		/// What would be offered
		item: Name,
		/// To whom: its number, or an account that acts for it
		to: Named,
		#[command(flatten)]
		title: Title,
		/// The recall in whose course it would go back
		#[arg(long, value_name = "NUMBER")]
		recall: Option<u32>,
	},
}

/// In which respect something changes hands.
#[derive(Args, Clone, Copy, Debug)]
pub struct Title {
	/// It is about to whom it belongs, not about who has it
	#[arg(long)]
	ownership: bool,
}

impl Title {
	fn value(self) -> (&'static str, Value) {
		let name = match self.ownership {
			true => "Ownership",
			false => "Custody",
		};
		("title", Value::unnamed_variant(name, []))
	}

	fn asked(self) -> custody::Title {
		match self.ownership {
			true => custody::Title::Ownership,
			false => custody::Title::Custody,
		}
	}
}

/// What was wrong with something that is accepted all the same.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ExceptionName {
	/// Something is broken
	Damaged,
	/// There is less than was offered
	Short,
	/// There is more
	Over,
	/// It was too warm or too cold
	Temperature,
	/// A seal is broken
	SealBroken,
	/// It is not what was offered
	WrongItem,
	/// A label is wrong or missing
	Label,
	/// It came too late
	Late,
}

impl From<ExceptionName> for Exception {
	fn from(name: ExceptionName) -> Self {
		match name {
			ExceptionName::Damaged => Self::Damaged,
			ExceptionName::Short => Self::Short,
			ExceptionName::Over => Self::Over,
			ExceptionName::Temperature => Self::Temperature,
			ExceptionName::SealBroken => Self::SealBroken,
			ExceptionName::WrongItem => Self::WrongItem,
			ExceptionName::Label => Self::Label,
			ExceptionName::Late => Self::Late,
		}
	}
}

/// Why an offer is turned down.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Rejection {
	/// It is damaged
	Damaged,
	/// It was too warm or too cold
	Conditions,
	/// It is not what was agreed on
	WrongItem,
	/// Papers are missing or wrong
	Papers,
	/// It came too late
	Late,
	/// It was not ordered
	NotOrdered,
	/// For another reason
	Other,
}

impl Rejection {
	fn value(self) -> Value {
		let name = match self {
			Self::Damaged => "Damaged",
			Self::Conditions => "Conditions",
			Self::WrongItem => "WrongItem",
			Self::Papers => "Papers",
			Self::Late => "Late",
			Self::NotOrdered => "NotOrdered",
			Self::Other => "Other",
		};
		Value::unnamed_variant(name, [])
	}
}

/// A bit for each.
fn bits(exceptions: &[ExceptionName]) -> u8 {
	exceptions
		.iter()
		.fold(0, |bits, name| bits | Exception::from(*name).bit())
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		let connection = context.connect().await?;
		let call: Call = match self {
			Self::Offer {
				item,
				to,
				title,
				until,
				recall,
				about,
			} => {
				let to = organisation(&connection, &to).await?;
				let recall = recall.map(|number| Value::u128(number.into()));
				let arguments = [
					("item", encoded(&item.id(&connection).await?)),
					title.value(),
					("to", Value::u128(to.into())),
					("expires_at", until.value(&connection).await?),
					("recall", option(recall)),
					about.value()?,
				];
				call(PALLET, "offer", arguments)
			},
			Self::Accept {
				item,
				title,
				exceptions,
				came,
			} => {
				let id = item.id(&connection).await?;
				let named = ("item", encoded(&id));
				let number = match came {
					Some(amount) => {
						let scale = scale_of(&connection.best().await?, &item, id).await?;
						Some(amount.in_scale(scale)?.number)
					},
					None => None,
				};
				if exceptions.is_empty() && number.is_none() {
					call(PALLET, "accept", [named, title.value()])
				} else {
					let number = number.map(|number| Value::u128(number.into()));
					let arguments = [
						named,
						title.value(),
						("exceptions", Value::u128(bits(&exceptions).into())),
						("number", option(number)),
					];
					call(PALLET, "accept_with_exceptions", arguments)
				}
			},
			Self::Reject {
				item,
				title,
				reason,
			} => {
				let named = ("item", encoded(&item.id(&connection).await?));
				let arguments = [named, title.value(), ("reason", reason.value())];
				call(PALLET, "reject", arguments)
			},
			Self::Withdraw { item, title } => {
				let named = ("item", encoded(&item.id(&connection).await?));
				call(PALLET, "withdraw_offer", [named, title.value()])
			},
			Self::Obstacle {
				item,
				to,
				title,
				recall,
			} => {
				let to = organisation(&connection, &to).await?;
				let asked = item.reference(&connection).await?;
				let rpc = connection.rpc();
				let found =
					CustodyApiClient::obstacle(rpc, asked, title.asked(), to, recall, None).await?;
				return context.output.show(&Obstacle { obstacle: found });
			},
		};
		let included = context.send(&connection, &call).await?;
		context.output.show(&included)
	}
}

/// Whether something could be offered.
#[derive(Serialize)]
struct Obstacle {
	/// What would refuse it.
	obstacle: Option<custody::Obstacle>,
}

impl fmt::Display for Obstacle {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let Some(obstacle) = &self.obstacle else {
			return f.write_str("It could be offered.");
		};
		f.write_str("It could not be offered: ")?;
		if let Some(pallet) = &obstacle.pallet {
			write!(f, "{pallet}.")?;
		}
		f.write_str(&obstacle.error)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn exceptions_are_a_bit_each() {
		assert_eq!(bits(&[]), 0);
		assert_eq!(
			bits(&[ExceptionName::Short, ExceptionName::Late]),
			Exception::Short.bit() | Exception::Late.bit()
		);
		assert_eq!(
			bits(&[ExceptionName::Label, ExceptionName::Label]),
			Exception::Label.bit()
		);
		// Every one that the chain knows can be said, under its own name.
		for (name, exception) in ExceptionName::value_variants().iter().zip(Exception::ALL) {
			assert_eq!(format!("{name:?}"), format!("{exception:?}"));
			assert_eq!(bits(&[*name]), exception.bit());
		}
		assert_eq!(bits(ExceptionName::value_variants()), u8::MAX);
	}
}
