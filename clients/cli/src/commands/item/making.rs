//! What is done with things where they are: named, seen, packed, made of others.

use std::{fmt, path::PathBuf};

use clap::Subcommand;
use hallmark_epcis::vocabulary::{BizStep, Disposition, Vocabulary};
use hallmark_types::{
	epc::{Epc, ItemId},
	quantity::Scale,
};
use serde::Serialize;
use subxt::dynamic::Value;

use super::{
	about::{list, About},
	listing::{ids, listed},
	quantity::{in_known_scale, scale_if_any, Amount, Measured, Named},
	PALLET,
};
use crate::{
	clock::{self, NamedMoment},
	connection::Connection,
	context::Context,
	examples,
	items::Name,
	transaction::{call, Included},
	values::{bytes, encoded, option},
	Error, Result,
};

/// The most things that one call names.
const MAX_NEW: usize = 1_000;

/// The most things that are packed, unpacked, used up, made or seen by one call.
const MAX_MOVED: usize = 100;

/// How many new names a person reads one by one.
const SHOWN: usize = 20;

/// What is done where things are.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Give things their names: you are their first owner, and have them
	#[command(after_help = examples!(
		"Vials of a lot, by their EPC URIs or their GS1 Digital Links:",
		"hallmark item commission urn:epc:id:sgtin:950600.0013435.1 \
		 https://id.gs1.org/01/09506000134352/21/2 \
		 --lot urn:epc:class:lgtin:950600.0013435.A7 --expires 2099-12-31 --at 9506000000015 \
		 --dev Bob",
		"A case and a pallet, from a file:",
		"hallmark item commission --file cases.txt --dev Bob",
		"A lot that is kept as one, counted in tenths of a litre:",
		"hallmark item commission 'urn:epc:class:lgtin:950600.0023450.M1 1000.0LTR' --dev Bob",
	))]
	Commission {
		/// An EPC URI or a GS1 Digital Link; behind a space how much of it there is: lots need that,
		/// pieces may have it
		#[arg(value_name = "ITEM")]
		items: Vec<Measured>,
		/// More of them, one a line
		#[arg(long)]
		file: Option<PathBuf>,
		/// The lot that the pieces are of
		#[arg(long)]
		lot: Option<Name>,
		/// The last moment at which they may be used
		#[arg(long, value_name = "MOMENT")]
		expires: Option<NamedMoment>,
		#[command(flatten)]
		about: About,
	},
	/// Say that you have seen things, and in which state
	#[command(after_help = examples!(
		"hallmark item observe urn:epc:id:sgtin:950600.0013435.1 --step inspecting \
		 --disposition conformant --dev Bob",
	))]
	Observe {
		/// What was seen
		#[arg(value_name = "ITEM")]
		items: Vec<Name>,
		/// More of them, one a line
		#[arg(long)]
		file: Option<PathBuf>,
		/// The step of your business: a word of the Core Business Vocabulary, such as inspecting
		#[arg(long, value_name = "WORD", value_parser = word::<BizStep>)]
		step: Option<String>,
		/// Their state: a word of the same vocabulary, such as conformant
		#[arg(long, value_name = "WORD", value_parser = word::<Disposition>)]
		disposition: Option<String>,
		#[command(flatten)]
		about: About,
	},
	/// Pack things into a container. They move with it from then on
	#[command(after_help = examples!(
		"hallmark item pack urn:epc:id:sscc:950600.00000000001 \
		 urn:epc:id:sgtin:950600.0013435.1 urn:epc:id:sgtin:950600.0013435.2 --dev Bob",
		"hallmark item pack urn:epc:id:sscc:950600.00000000002 \
		 urn:epc:id:sscc:950600.00000000001 --dev Bob",
	))]
	Pack {
		/// What they are packed into
		container: Name,
		/// What is packed
		#[arg(value_name = "ITEM")]
		items: Vec<Name>,
		/// More of them, one a line
		#[arg(long)]
		file: Option<PathBuf>,
		#[command(flatten)]
		about: About,
	},
	/// Take things out of a container
	#[command(after_help = examples!(
		"hallmark item unpack urn:epc:id:sscc:950600.00000000001 \
		 urn:epc:id:sgtin:950600.0013435.2 --dev Charlie",
	))]
	Unpack {
		/// What they are packed in
		container: Name,
		/// What is taken out
		#[arg(value_name = "ITEM")]
		items: Vec<Name>,
		/// More of them, one a line
		#[arg(long)]
		file: Option<PathBuf>,
		#[command(flatten)]
		about: About,
	},
	/// Make things of others, which are used up
	#[command(after_help = examples!(
		"hallmark item transform \
		 --input 'urn:epc:class:lgtin:950600.0023450.M1 10LTR' \
		 --output 'urn:epc:id:sgtin:950600.0033455.1 5LTR' \
		 --output 'urn:epc:id:sgtin:950600.0033455.2 4.5LTR' \
		 --lost 0.5LTR --lot urn:epc:class:lgtin:950600.0033455.B1 --dev Bob",
	))]
	Transform {
		/// What is used; behind a space how much of it, if not all; more than once for several
		#[arg(long = "input", required = true, value_name = "ITEM")]
		inputs: Vec<Measured>,
		/// What is made, as for `item commission`; more than once for several
		#[arg(long = "output", required = true, value_name = "ITEM")]
		outputs: Vec<Measured>,
		/// What is lost; more than once for several units. Of each unit that is used, what is made
		/// and lost is as much
		#[arg(long, value_name = "QUANTITY")]
		lost: Vec<Amount>,
		/// The lot that the pieces are of
		#[arg(long)]
		lot: Option<Name>,
		/// The last moment at which they may be used
		#[arg(long, value_name = "MOMENT")]
		expires: Option<NamedMoment>,
		#[command(flatten)]
		about: About,
	},
}

/// A word of the Core Business Vocabulary 2.0.
fn word<V: Vocabulary>(text: &str) -> Result<String, String> {
	V::find(text)
		.map(|word| word.word().to_owned())
		.ok_or_else(|| {
			let some: Vec<_> = V::ALL.iter().take(3).map(|word| word.word()).collect();
			format!("no word of CBV 2.0 for this: such as {}", some.join(", "))
		})
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Commission {
				items,
				file,
				lot,
				expires,
				about,
			} => {
				let items = listed(items, file.as_deref(), MAX_NEW)?;
				let about = about.value()?;
				let connection = context.connect().await?;
				let names = named(&items, &connection, &[]).await?;
				let arguments = [
					("items", list(names.iter().map(Named::value))),
					("lot", lot_value(lot, &connection).await?),
					("expires", clock::option(expires, &connection).await?),
					about,
				];
				let call = call(PALLET, "commission", arguments);
				let included = context.send(&connection, &call).await?;
				context.output.show(&Made::of(names, included))
			},
			Self::Observe {
				items,
				file,
				step,
				disposition,
				about,
			} => {
				let items = listed(items, file.as_deref(), MAX_MOVED)?;
				let about = about.value()?;
				let connection = context.connect().await?;
				let arguments = [
					("items", moved(&items, &connection).await?),
					("biz_step", option(step.map(bytes))),
					("disposition", option(disposition.map(bytes))),
					about,
				];
				let call = call(PALLET, "observe", arguments);
				let included = context.send(&connection, &call).await?;
				context.output.show(&included)
			},
			Self::Pack {
				container,
				items,
				file,
				about,
			} => repack(context, "pack", container, (items, file), about).await,
			Self::Unpack {
				container,
				items,
				file,
				about,
			} => repack(context, "unpack", container, (items, file), about).await,
			Self::Transform {
				inputs,
				outputs,
				lost,
				lot,
				expires,
				about,
			} => {
				let about = about.value()?;
				let inputs = listed(inputs, None, MAX_MOVED)?;
				let outputs = listed(outputs, None, MAX_MOVED)?;
				let connection = context.connect().await?;
				let (inputs, scales) = used(&inputs, &connection).await?;
				let names = named(&outputs, &connection, &scales).await?;
				let mut losses = Vec::with_capacity(lost.len());
				for amount in lost {
					losses.push(encoded(&in_known_scale(amount, &scales)?));
				}
				let arguments = [
					("inputs", list(inputs)),
					("outputs", list(names.iter().map(Named::value))),
					("lost", list(losses)),
					("lot", lot_value(lot, &connection).await?),
					("expires", clock::option(expires, &connection).await?),
					about,
				];
				let call = call(PALLET, "transform", arguments);
				let included = context.send(&connection, &call).await?;
				context.output.show(&Made::of(names, included))
			},
		}
	}
}

async fn repack(
	context: &Context,
	name: &str,
	container: Name,
	(items, file): (Vec<Name>, Option<PathBuf>),
	about: About,
) -> Result<()> {
	let items = listed(items, file.as_deref(), MAX_MOVED)?;
	let about = about.value()?;
	let connection = context.connect().await?;
	let arguments = [
		("parent", encoded(&container.id(&connection).await?)),
		("children", moved(&items, &connection).await?),
		about,
	];
	let call = call(PALLET, name, arguments);
	let included = context.send(&connection, &call).await?;
	context.output.show(&included)
}

async fn moved(items: &[Name], connection: &Connection) -> Result<Value> {
	let ids = ids(items, connection).await?;
	Ok(list(ids.iter().map(encoded)))
}

async fn named(
	items: &[Measured],
	connection: &Connection,
	scales: &[Scale],
) -> Result<Vec<Named>> {
	let mut names = Vec::with_capacity(items.len());
	for item in items {
		names.push(item.named(connection, scales).await?);
	}
	Ok(names)
}

async fn lot_value(lot: Option<Name>, connection: &Connection) -> Result<Value> {
	let Some(lot) = lot else {
		return Ok(option(None));
	};
	let epc = lot.epc(connection).await?.ok_or_else(|| {
		Error::Input(format!(
			"{lot}: a lot is named by its EPC URI (urn:epc:class:lgtin:…) or its GS1 Digital Link"
		))
	})?;
	Ok(option(Some(encoded(&epc))))
}

/// What is used, as the call takes it, and in which scales it is measured.
async fn used(inputs: &[Measured], connection: &Connection) -> Result<(Vec<Value>, Vec<Scale>)> {
	let at = connection.best().await?;
	let (mut values, mut scales) = (Vec::with_capacity(inputs.len()), Vec::new());
	for input in inputs {
		let id = input.name.id(connection).await?;
		let scale = scale_if_any(&at, id)
			.await?
			.ok_or_else(|| input.name.unknown())?;
		let part = match (input.amount, scale) {
			(Some(amount), Some(scale)) => Some(amount.in_scale(scale)?.number),
			(Some(_), None) => {
				return Err(Error::Input(format!("{} has no quantity", input.name)));
			},
			(None, _) => None,
		};
		let part = part.map(|number| Value::u128(number.into()));
		values.push(Value::named_composite([
			("item", encoded(&id)),
			("number", option(part)),
		]));
		scales.extend(scale);
	}
	Ok((values, scales))
}

/// What got its name.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Made {
	items: Vec<New>,
	#[serde(flatten)]
	included: Included,
}

/// A new item.
#[derive(Serialize)]
struct New {
	id: ItemId,
	epc: Epc,
}

impl Made {
	fn of(names: Vec<Named>, included: Included) -> Self {
		let items = names.into_iter().map(|named| New {
			id: named.epc.id(),
			epc: named.epc,
		});
		Self {
			items: items.collect(),
			included,
		}
	}
}

impl fmt::Display for Made {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for item in self.items.iter().take(SHOWN) {
			writeln!(f, "{} {:?}", item.epc, item.id)?;
		}
		if let Some(more) = self.items.len().checked_sub(SHOWN).filter(|more| *more > 0) {
			writeln!(f, "and {more} more")?;
		}
		self.included.fmt(f)
	}
}
