//! Calling things back.

use std::collections::BTreeMap;

use clap::Subcommand;
use hallmark_rpc::{
	custody::{Acknowledgement, CustodyApiClient, Life, Recall, Subject, Whereabouts},
	ItemRef, Time,
};
use hallmark_types::organisation::OrgId;
use serde::Serialize;
use serde_json::Value as Json;
use subxt::dynamic::Value;

use super::{
	about::{list, organisation, About, Members, Reason},
	paging::{Paging, Told},
	PALLET,
};
use crate::{
	commands::organisation::Named,
	connection::Connection,
	context::Context,
	examples,
	items::Name,
	transaction::{call, Included},
	values::encoded,
	Error, Result,
};

/// What to do about a recall.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Call a lot or an item back, as its maker or as a regulator. Nothing of it moves onwards from
	/// that block on
	#[command(after_help = examples!(
		"hallmark item recall begin urn:epc:class:lgtin:950600.0013435.A7 \
		 --document glass.txt --returns-to 3 --dev Bob",
	))]
	Begin {
		/// The lot, or the one item
		subject: Name,
		#[command(flatten)]
		reason: Reason,
		/// To whom things may be brought besides where they came from: a number, or an account; more
		/// than once for several
		#[arg(long, value_name = "ORG")]
		returns_to: Vec<Named>,
		#[command(flatten)]
		about: About,
	},
	/// Say that you have heard of a recall and have something of it
	#[command(after_help = examples!(
		"hallmark item recall acknowledge 1 urn:epc:id:sgtin:950600.0013435.1 --dev Charlie",
	))]
	Acknowledge {
		/// The recall's number
		recall: u32,
		/// One of the things that you have of it
		item: Name,
		#[command(flatten)]
		about: About,
	},
	/// Show a recall: what it reached, and who has heard of it
	#[command(after_help = examples!(
		"hallmark item recall status 1",
		"With everybody who still has something of it:",
		"hallmark item recall status 1 --holders",
	))]
	Status {
		/// Its number
		recall: u32,
		/// Go over everything that came of it, and tell who has how much
		#[arg(long)]
		holders: bool,
	},
	/// End a recall of yours: what it reached is free again
	#[command(after_help = examples!("hallmark item recall end 1 --dev Bob"))]
	End {
		/// Its number
		recall: u32,
		#[command(flatten)]
		about: About,
	},
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Begin {
				subject,
				reason,
				returns_to,
				about,
			} => begin(context, subject, reason, returns_to, about).await,
			Self::Acknowledge {
				recall,
				item,
				about,
			} => {
				let about = about.value()?;
				let connection = context.connect().await?;
				let arguments = [
					number(recall),
					("item", encoded(&item.id(&connection).await?)),
					about,
				];
				let call = call(PALLET, "acknowledge", arguments);
				let included = context.send(&connection, &call).await?;
				context.output.show(&included)
			},
			Self::Status { recall, holders } => status(context, recall, holders).await,
			Self::End { recall, about } => {
				let arguments = [number(recall), about.value()?];
				context
					.execute(&call(PALLET, "end_recall", arguments))
					.await
			},
		}
	}
}

fn number(recall: u32) -> (&'static str, Value) {
	("recall", Value::u128(recall.into()))
}

async fn begin(
	context: &Context,
	subject: Name,
	reason: Reason,
	returns_to: Vec<Named>,
	about: About,
) -> Result<()> {
	let (reason, about) = (reason.value()?, about.value()?);
	let connection = context.connect().await?;
	let mut orgs = Vec::with_capacity(returns_to.len());
	for named in &returns_to {
		let org = organisation(&connection, named).await?;
		orgs.push(Value::u128(org.into()));
	}
	let id = subject.id(&connection).await?;
	let kind = kind(&connection, &subject).await?;
	let arguments = [
		("subject", Value::unnamed_variant(kind, [encoded(&id)])),
		reason,
		("returns_to", list(orgs)),
		about,
	];
	let included = context
		.send(&connection, &call(PALLET, "recall", arguments))
		.await?;
	let recall = included.field(PALLET, "RecallBegun", "recall")?.clone();
	let words = format!("recall {recall}\n{included}");
	context
		.output
		.show(&Told::new(Begun { recall, included }, words))
}

/// Whether a name is a lot's or an item's.
async fn kind(connection: &Connection, subject: &Name) -> Result<&'static str> {
	let asked = subject.reference(connection).await?;
	let rpc = connection.rpc();
	if CustodyApiClient::lot(rpc, asked.clone(), None)
		.await?
		.is_some()
	{
		return Ok("Lot");
	}
	match CustodyApiClient::item(rpc, asked, None).await? {
		Some(_) => Ok("Item"),
		None => Err(Error::NotFound(format!(
			"there is no lot and no item {subject}"
		))),
	}
}

/// A recall that has begun.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Begun {
	/// Its number.
	recall: Json,
	#[serde(flatten)]
	included: Included,
}

/// A recall as it stands.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Status {
	#[serde(flatten)]
	recall: Recall,
	/// Who has heard of it.
	acknowledgements: Vec<Acknowledgement>,
	/// Who has something of it, if that was asked for.
	#[serde(skip_serializing_if = "Option::is_none")]
	holders: Option<Vec<Holding>>,
}

/// What somebody has of something.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Holding {
	org: OrgId,
	/// How many things that exist.
	items: u64,
	/// When it acknowledged the recall, if it has.
	acknowledged_at: Option<Time>,
}

async fn status(context: &Context, recall: u32, holders: bool) -> Result<()> {
	let connection = context.connect().await?;
	let rpc = connection.rpc();
	let unknown = || Error::NotFound(format!("there is no recall {recall}"));
	let record = CustodyApiClient::recall(rpc, recall, None)
		.await?
		.ok_or_else(unknown)?;
	let acknowledgements = Paging::ALL
		.ask(context, |limit, cursor| {
			CustodyApiClient::acknowledgements(rpc, recall, limit, cursor, None)
		})
		.await?
		.ok_or_else(unknown)?
		.items;
	let subject: ItemRef = match record.subject {
		Subject::Item { id } | Subject::Lot { id } => id.into(),
	};
	let holders = match holders {
		true => {
			let found = Paging::ALL
				.ask(context, |limit, cursor| {
					CustodyApiClient::trace_forward(rpc, subject.clone(), limit, cursor, None)
				})
				.await?;
			let found = found.map(|page| page.items).unwrap_or_default();
			Some(holdings(&found, &acknowledgements))
		},
		false => None,
	};
	let status = Status {
		recall: record,
		acknowledgements,
		holders,
	};
	if context.output.is_json() {
		return context.output.json(&status);
	}
	let words = told(&connection, &status).await?;
	context.output.show(&Told::new(status, words))
}

/// Who has how many of these.
fn holdings(found: &[Whereabouts], acknowledgements: &[Acknowledgement]) -> Vec<Holding> {
	let mut numbers: BTreeMap<OrgId, u64> = BTreeMap::new();
	for it in found.iter().filter(|it| it.life == Life::Active) {
		*numbers.entry(it.custodian).or_default() += 1;
	}
	numbers
		.into_iter()
		.map(|(org, items)| Holding {
			org,
			items,
			acknowledged_at: acknowledgements
				.iter()
				.find(|heard| heard.org == org)
				.map(|heard| heard.at),
		})
		.collect()
}

async fn told(connection: &Connection, status: &Status) -> Result<String> {
	let recall = &status.recall;
	let rpc = connection.rpc();
	let subject = match recall.subject {
		Subject::Item { id } => {
			let item = CustodyApiClient::item(rpc, id.into(), None).await?;
			format!("item {}", item.map_or_else(|| id.to_string(), |it| it.epc))
		},
		Subject::Lot { id } => {
			let lot = CustodyApiClient::lot(rpc, id.into(), None).await?;
			format!("lot {}", lot.map_or_else(|| id.to_string(), |it| it.epc))
		},
	};
	let holders = status.holders.iter().flatten();
	let orgs = std::iter::once(recall.by)
		.chain(recall.returns_to.iter().copied())
		.chain(status.acknowledgements.iter().map(|heard| heard.org))
		.chain(holders.map(|holding| holding.org));
	let members = Members::of(connection, orgs).await?;

	let mut lines = vec![
		format!("recall {} of {subject}", recall.recall),
		format!("  by {}, since {}", members.name(recall.by), recall.at),
		match recall.ended_at {
			Some(at) => format!("  ended at {at}"),
			None => "  open".to_owned(),
		},
		format!("  reason {}", recall.reason),
		format!(
			"  items, lots and transformations that it has reached: {}",
			recall.reached
		),
	];
	for org in &recall.returns_to {
		lines.push(format!("  may be brought to {}", members.name(*org)));
	}
	for heard in &status.acknowledgements {
		let name = members.name(heard.org);
		lines.push(format!("  acknowledged by {name} at {}", heard.at));
	}
	for holding in status.holders.iter().flatten() {
		let heard = match holding.acknowledged_at {
			Some(_) => "has acknowledged",
			None => "has not acknowledged",
		};
		let name = members.name(holding.org);
		lines.push(format!("  {name} has {} of it, and {heard}", holding.items));
	}
	Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
	use super::*;
	use hallmark_rpc::{custody, Hex32};

	#[test]
	fn holders_are_those_who_have_what_exists() {
		let found = |custodian, life| Whereabouts {
			item: custody::Named {
				id: Hex32([0; 32]),
				epc: None,
			},
			life,
			owner: 1,
			custodian,
			root: Hex32([0; 32]),
			made_in: None,
		};
		let found = [
			found(3, Life::Active),
			found(2, Life::Active),
			found(3, Life::Active),
			found(4, Life::Consumed),
		];
		let heard = [Acknowledgement {
			org: 3,
			at: Time(5),
		}];
		let holdings: Vec<_> = holdings(&found, &heard)
			.into_iter()
			.map(|it| (it.org, it.items, it.acknowledged_at))
			.collect();
		assert_eq!(holdings, [(2, 1, None), (3, 2, Some(Time(5)))]);
	}
}
