//! What keeps things where they are, and what ends them.

use clap::Subcommand;
use subxt::dynamic::Value;

use super::{
	about::{organisation, About, Reason},
	PALLET,
};
use crate::{
	commands::organisation::Named,
	context::Context,
	examples,
	items::Name,
	transaction::call,
	values::{encoded, option},
	Result,
};

/// What keeps things, and what ends them.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Let nobody move an item or what it is packed in, as a regulator
	#[command(after_help = examples!(
		"hallmark item hold urn:epc:id:sscc:950600.00000000002 --document stamp.txt --dev Eve",
	))]
	Hold {
		/// The item
		item: Name,
		#[command(flatten)]
		reason: Reason,
		#[command(flatten)]
		about: About,
	},
	/// Let an item go again, as the regulator that holds it
	#[command(after_help = examples!(
		"hallmark item release urn:epc:id:sscc:950600.00000000002 --dev Eve",
	))]
	Release {
		/// The item
		item: Name,
		/// The regulator that holds it, if that is none any more and you are one: a number, or an
		/// account
		#[arg(long, value_name = "ORG")]
		holder: Option<Named>,
		#[command(flatten)]
		about: About,
	},
	/// Declare that a step of yours is wrong. It stays, and so does what it did
	#[command(after_help = examples!(
		"hallmark item declare-wrong urn:epc:id:sgtin:950600.0013435.3 1 --did-not-occur --dev Bob",
		"Its data was wrong, and step 3 has it right:",
		"hallmark item declare-wrong urn:epc:id:sgtin:950600.0013435.4 1 --corrected-by 2 --dev Bob",
	))]
	DeclareWrong {
		/// The item
		item: Name,
		/// Which of its own steps, as `hallmark item trace back` counts them
		step: u32,
		/// It never happened
		#[arg(long, conflicts_with = "corrected_by")]
		did_not_occur: bool,
		/// The later step of the item that has it right
		#[arg(long, value_name = "STEP")]
		corrected_by: Option<u32>,
		#[command(flatten)]
		about: About,
	},
	/// Say that an item is no more, as whoever has it
	#[command(after_help = examples!(
		"hallmark item destroy urn:epc:id:sgtin:950600.0013435.3 --dev Bob",
	))]
	Destroy {
		/// The item
		item: Name,
		#[command(flatten)]
		about: About,
	},
	/// Take an item out of use for good, as whoever has and owns it
	#[command(after_help = examples!(
		"hallmark item archive urn:epc:id:sgtin:950600.0013435.3 --dev Bob",
	))]
	Archive {
		/// The item
		item: Name,
		#[command(flatten)]
		about: About,
	},
	/// Remove what is stored of an archived item whose retention is over, as anybody. Deposits go back
	#[command(after_help = examples!(
		"hallmark item prune urn:epc:id:sgtin:950600.0013435.3 --dev Bob",
	))]
	Prune {
		/// The item
		item: Name,
		/// How many of its steps at most, up to 100; the item itself goes with its last one
		#[arg(long, value_name = "NUMBER", default_value_t = 100)]
		limit: u32,
	},
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Hold {
				item,
				reason,
				about,
			} => {
				let (reason, about) = (reason.value()?, about.value()?);
				let connection = context.connect().await?;
				let named = ("item", encoded(&item.id(&connection).await?));
				let call = call(PALLET, "hold", [named, reason, about]);
				let included = context.send(&connection, &call).await?;
				context.output.show(&included)
			},
			Self::Release {
				item,
				holder,
				about,
			} => {
				let about = about.value()?;
				let connection = context.connect().await?;
				let holder = match holder {
					Some(named) => organisation(&connection, &named).await?,
					None => {
						let keypair = context.keypair(&connection).await?;
						connection.organisation_of(&keypair.account()).await?
					},
				};
				let arguments = [
					("item", encoded(&item.id(&connection).await?)),
					("holder", Value::u128(holder.into())),
					about,
				];
				let call = call(PALLET, "release", arguments);
				let included = context.send(&connection, &call).await?;
				context.output.show(&included)
			},
			Self::DeclareWrong {
				item,
				step,
				did_not_occur,
				corrected_by,
				about,
			} => {
				let about = about.value()?;
				let connection = context.connect().await?;
				let correction = option(corrected_by.map(|step| Value::u128(step.into())));
				let wrong = match did_not_occur {
					true => Value::unnamed_variant("DidNotOccur", []),
					false => Value::unnamed_variant("IncorrectData", [correction]),
				};
				let arguments = [
					("item", encoded(&item.id(&connection).await?)),
					("step", Value::u128(step.into())),
					("wrong", wrong),
					about,
				];
				let call = call(PALLET, "declare_wrong", arguments);
				let included = context.send(&connection, &call).await?;
				context.output.show(&included)
			},
			Self::Destroy { item, about } => end(context, "destroy", item, about).await,
			Self::Archive { item, about } => end(context, "archive", item, about).await,
			Self::Prune { item, limit } => {
				let connection = context.connect().await?;
				let named = ("item", encoded(&item.id(&connection).await?));
				let limit = ("limit", Value::u128(limit.into()));
				let included = context
					.send(&connection, &call(PALLET, "prune", [named, limit]))
					.await?;
				context.output.show(&included)
			},
		}
	}
}

async fn end(context: &Context, name: &str, item: Name, about: About) -> Result<()> {
	let about = about.value()?;
	let connection = context.connect().await?;
	let named = ("item", encoded(&item.id(&connection).await?));
	let call = call(PALLET, name, [named, about]);
	let included = context.send(&connection, &call).await?;
	context.output.show(&included)
}
