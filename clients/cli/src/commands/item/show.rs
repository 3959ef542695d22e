//! What is on record.

use std::path::PathBuf;

use clap::Subcommand;
use hallmark_rpc::custody::{CustodyApiClient, Item, Offer, Title};

use super::{
	about::Members,
	epcis,
	paging::{Paging, Told},
	trace::{finding, life, named, quantity},
	verdict,
};
use crate::{context::Context, examples, items::Name, output::Record, Error, Result};

/// What is on record.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show an item: where it is, whose it is, in what it is packed, in what condition
	#[command(after_help = examples!(
		"hallmark item show urn:epc:id:sgtin:950600.0013435.1",
		"hallmark item show https://id.gs1.org/01/09506000134352/21/1 --json",
	))]
	Show {
		/// The item
		item: Name,
	},
	/// List what is packed in an item directly
	#[command(after_help = examples!(
		"hallmark item contents urn:epc:id:sscc:950600.00000000001",
	))]
	Contents {
		/// The container
		item: Name,
		#[command(flatten)]
		paging: Paging,
	},
	/// Show a lot: whose it is, how many are of it, how many recalls reach it
	#[command(after_help = examples!(
		"hallmark item lot urn:epc:class:lgtin:950600.0013435.A7",
	))]
	Lot {
		/// The lot
		lot: Name,
	},
	/// Show what the policies of an item came to, rule by rule, with the readings behind it
	#[command(after_help = examples!(
		"hallmark item verdict urn:epc:id:sscc:950600.00000000001",
	))]
	Verdict {
		/// The item
		item: Name,
	},
	/// Export the steps of an item as an EPCIS 2.0 document
	#[command(after_help = examples!(
		"hallmark item epcis urn:epc:id:sgtin:950600.0013435.1 --output vial-1.json",
		"hallmark item epcis urn:epc:id:sgtin:950600.0013435.1",
	))]
	Epcis {
		/// The item
		item: Name,
		/// Where the document goes; standard output if left out
		#[arg(long, value_name = "FILE")]
		output: Option<PathBuf>,
	},
	/// Show how things got their names
	#[command(after_help = examples!("hallmark item commission-record 1"))]
	CommissionRecord {
		/// The commission's number
		commission: u64,
	},
	/// Show how things were made of others
	#[command(after_help = examples!("hallmark item transformation-record 1"))]
	TransformationRecord {
		/// The transformation's number
		transformation: u64,
	},
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Show { item } => show(context, item).await,
			Self::Contents { item, paging } => contents(context, item, paging).await,
			Self::Lot { lot } => {
				let connection = context.connect().await?;
				let asked = lot.reference(&connection).await?;
				let found = CustodyApiClient::lot(connection.rpc(), asked, None)
					.await?
					.ok_or_else(|| Error::NotFound(format!("there is no lot {lot}")))?;
				context.output.show(&Record(found))
			},
			Self::Verdict { item } => verdict::show(context, item).await,
			Self::Epcis { item, output } => epcis::export(context, item, output).await,
			Self::CommissionRecord { commission } => {
				let connection = context.connect().await?;
				let found = CustodyApiClient::commission(connection.rpc(), commission, None)
					.await?
					.ok_or_else(|| {
						Error::NotFound(format!("there is no commission {commission}"))
					})?;
				context.output.show(&Record(found))
			},
			Self::TransformationRecord { transformation } => {
				let connection = context.connect().await?;
				let rpc = connection.rpc();
				let found = CustodyApiClient::transformation(rpc, transformation, None)
					.await?
					.ok_or_else(|| {
						Error::NotFound(format!("there is no transformation {transformation}"))
					})?;
				context.output.show(&Record(found))
			},
		}
	}
}

async fn show(context: &Context, item: Name) -> Result<()> {
	let connection = context.connect().await?;
	let asked = item.reference(&connection).await?;
	let found = CustodyApiClient::item(connection.rpc(), asked, None)
		.await?
		.ok_or_else(|| item.unknown())?;
	if context.output.is_json() {
		return context.output.json(&found);
	}
	let orgs = [found.issuer, found.owner, found.custodian];
	let offers = found.offers.iter().flat_map(|offer| [offer.from, offer.to]);
	let members = Members::of(&connection, orgs.into_iter().chain(offers)).await?;
	let words = words(&found, &members);
	context.output.show(&Told::new(found, words))
}

/// An item, one line a particular. What is not the case is left out.
fn words(item: &Item, members: &Members) -> String {
	let mut lines = vec![item.epc.clone(), format!("  id {}", item.id)];
	if let Some(link) = item
		.epc
		.parse()
		.ok()
		.as_ref()
		.map(hallmark_epcis::digital_link)
	{
		lines.push(format!("  GS1 Digital Link {link}"));
	}
	lines.push(format!(
		"  {}, named by {}",
		life(item.life),
		members.name(item.issuer)
	));
	lines.push(format!("  {} has it", members.name(item.custodian)));
	lines.push(format!("  {} owns it", members.name(item.owner)));
	if let Some(lot) = &item.lot {
		lines.push(format!("  of lot {}", named(lot)));
	}
	if let Some(much) = &item.quantity {
		lines.push(format!("  {}", quantity(much)));
	}
	if let Some(moment) = item.expires_at {
		lines.push(format!("  may be used until {moment}"));
	}
	if !item.containers.is_empty() {
		let containers: Vec<_> = item.containers.iter().map(named).collect();
		lines.push(format!("  packed in {}", containers.join(", in ")));
	}
	if item.children > 0 {
		lines.push(format!("  packed in it: {}", item.children));
	}
	if let Some(verdict) = item.verdict {
		lines.push(format!("  condition {}", finding(verdict)));
	}
	for (is_so, words) in [
		(item.held, "held: it cannot move"),
		(
			item.held_inside,
			"something in it is held: it cannot move either",
		),
		(item.recalled, "recalled: it moves back only"),
		(
			item.recalled_inside,
			"something in it is recalled: it moves back only",
		),
	] {
		if is_so {
			lines.push(format!("  {words}"));
		}
	}
	lines.extend(item.offers.iter().map(|it| offer(it, members)));
	lines.push(format!("  {} steps, head {}", item.steps, item.head));
	lines.join("\n")
}

fn offer(offer: &Offer, members: &Members) -> String {
	let title = match offer.title {
		Title::Custody => "custody",
		Title::Ownership => "ownership",
	};
	let mut said = format!(
		"  {title} offered by {} to {}, until {}",
		members.name(offer.from),
		members.name(offer.to),
		offer.expires_at
	);
	if let Some(place) = &offer.place {
		said += &format!(", at {place}");
	}
	if let Some(recall) = offer.recall {
		said += &format!(", in the course of recall {recall}");
	}
	said
}

async fn contents(context: &Context, item: Name, paging: Paging) -> Result<()> {
	let connection = context.connect().await?;
	let asked = item.reference(&connection).await?;
	let page = paging
		.ask(context, |limit, cursor| {
			CustodyApiClient::contents(connection.rpc(), asked.clone(), limit, cursor, None)
		})
		.await?
		.ok_or_else(|| item.unknown())?;
	let lines = page.items.iter().map(named).collect();
	context
		.output
		.show(&Told::page(page, lines, "There is nothing in it."))
}
