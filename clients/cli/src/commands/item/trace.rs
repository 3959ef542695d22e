//! Where things come from, and what came of them.

use std::collections::BTreeMap;

use clap::Subcommand;
use hallmark_rpc::{
	custody::{CustodyApiClient, Deed, Exception, Finding, Holder, Life, Named, Step, Whereabouts},
	custody::{Quantity, Title},
	Hex32,
};
use hallmark_types::organisation::OrgId;

use super::{
	about::{Devices, Members},
	paging::{Paging, Told},
};
use crate::{connection::Connection, context::Context, examples, items::Name, Error, Result};

/// Which way to look.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Every step of an item and of its containers while it was in them, the oldest first
	#[command(after_help = examples!(
		"hallmark item trace back urn:epc:id:sgtin:950600.0013435.1",
		"hallmark item trace back https://id.gs1.org/01/09506000134352/21/1 --limit 3",
		"hallmark item trace back urn:epc:id:sgtin:950600.0013435.1 --all --json",
	))]
	Back {
		/// The item
		item: Name,
		#[command(flatten)]
		paging: Paging,
	},
	/// Everything that came of a lot or an item, where it is now and who has it
	#[command(after_help = examples!(
		"hallmark item trace forward urn:epc:class:lgtin:950600.0013435.A7",
		"hallmark item trace forward urn:epc:class:lgtin:950600.0023450.M1 --all",
	))]
	Forward {
		/// The lot or the item
		subject: Name,
		#[command(flatten)]
		paging: Paging,
	},
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Back { item, paging } => back(context, item, paging).await,
			Self::Forward { subject, paging } => forward(context, subject, paging).await,
		}
	}
}

async fn back(context: &Context, item: Name, paging: Paging) -> Result<()> {
	let connection = context.connect().await?;
	let asked = item.reference(&connection).await?;
	let page = paging
		.ask(context, |limit, cursor| {
			CustodyApiClient::trace(connection.rpc(), asked.clone(), limit, cursor, None)
		})
		.await?
		.ok_or_else(|| item.unknown())?;
	if context.output.is_json() {
		return context.output.json(&page);
	}
	let called = Called {
		members: Members::of(&connection, page.items.iter().flat_map(parties)).await?,
		devices: Devices::of(&connection, page.items.iter().filter_map(device)).await?,
	};
	let lines = lines(&page.items, asked.id(), &called);
	context
		.output
		.show(&Told::page(page, lines, "It has no steps on record."))
}

async fn forward(context: &Context, subject: Name, paging: Paging) -> Result<()> {
	let connection = context.connect().await?;
	let asked = subject.reference(&connection).await?;
	let page = paging
		.ask(context, |limit, cursor| {
			CustodyApiClient::trace_forward(connection.rpc(), asked.clone(), limit, cursor, None)
		})
		.await?
		.ok_or_else(|| Error::NotFound(format!("there is no lot and no item {subject}")))?;
	if context.output.is_json() {
		return context.output.json(&page);
	}
	let orgs = page.items.iter().flat_map(|it| [it.custodian, it.owner]);
	let members = Members::of(&connection, orgs).await?;
	let roots = roots(&connection, &page.items).await?;
	let lines = page
		.items
		.iter()
		.map(|found| whereabouts(found, &roots, &members))
		.collect();
	context
		.output
		.show(&Told::page(page, lines, "Nothing came of it."))
}

/// The organisations that a step is about.
fn parties(step: &Step) -> Vec<OrgId> {
	let mut orgs = vec![step.by];
	match &step.deed {
		Deed::HandedOver { from, to, .. } => orgs.extend([*from, *to]),
		Deed::Released {
			holder: Holder::Organisation { org },
		} => orgs.push(*org),
		_ => {},
	}
	orgs
}

/// The device that a step is about.
fn device(step: &Step) -> Option<Hex32> {
	match &step.deed {
		Deed::Attached { device, .. } => Some(*device),
		_ => None,
	}
}

/// What the ids in an answer are called.
#[derive(Default)]
struct Called {
	members: Members,
	devices: Devices,
}

/// One line for each step: when, by whom, what. `asked` is whose trace it is.
fn lines(steps: &[Step], asked: Hex32, called: &Called) -> Vec<String> {
	let name = |step: &Step| called.members.name(step.by);
	let whens: Vec<String> = steps.iter().map(|step| step.at.to_string()).collect();
	let names: Vec<String> = steps.iter().map(name).collect();
	let width = |texts: &[String]| texts.iter().map(|text| text.chars().count()).max();
	let (when, who) = (width(&whens), width(&names));
	let (when, who) = (when.unwrap_or_default(), who.unwrap_or_default());
	steps
		.iter()
		.zip(whens.iter().zip(&names))
		.map(|(step, (at, by))| {
			let said = said(step, asked, called);
			format!("{at:when$}  {by:who$}  {said}")
		})
		.collect()
}

/// What a step says besides when and by whom: its number, whose it is if not the item's own, and
/// what was done.
fn said(step: &Step, asked: Hex32, called: &Called) -> String {
	let mut said = format!("#{}", step.index);
	if step.item.id != asked {
		said += &format!(" of {}:", named(&step.item));
	}
	said += &format!(" {}", deed(step, called));
	if let Some(place) = &step.place {
		said += &format!(", at {place}");
	}
	if let Some(by) = step.declared_wrong_by {
		said += &format!(" (declared wrong by #{by})");
	}
	said
}

/// What was done, as what is said of whoever did it.
fn deed(step: &Step, called: &Called) -> String {
	match &step.deed {
		Deed::Commissioned { commission } => format!("named it, in commission {commission}"),
		Deed::Made { transformation } => format!("made it, in transformation {transformation}"),
		Deed::Observed {
			biz_step,
			disposition,
		} => {
			let words = [biz_step, disposition];
			let words: Vec<_> = words.into_iter().flatten().map(String::as_str).collect();
			match words.is_empty() {
				true => "saw it".to_owned(),
				false => format!("saw it: {}", words.join(", ")),
			}
		},
		Deed::Packed { into } => {
			let into: Vec<_> = into.iter().map(named).collect();
			format!("packed it into {}", into.join(", in "))
		},
		Deed::Unpacked { parent } => format!("took it out of {}", named(parent)),
		Deed::Filled { children } => format!("packed {} into it", things(children.len())),
		Deed::Emptied { children } => format!("took {} out of it", things(children.len())),
		Deed::HandedOver {
			title,
			from,
			exceptions,
			offered,
			verdict,
			..
		} => {
			let title = match title {
				Title::Custody => "custody",
				Title::Ownership => "ownership",
			};
			let mut said = format!("took {title} from {}", called.members.name(*from));
			if let Some(verdict) = verdict {
				said += &format!(", condition {}", finding(*verdict));
			}
			if !exceptions.is_empty() {
				let words: Vec<_> = exceptions.iter().map(|it| exception(*it)).collect();
				said += &format!(", except: {}", words.join(", "));
			}
			if let Some(offered) = offered {
				said += &format!(", {} were offered", quantity(offered));
			}
			said
		},
		Deed::Used {
			transformation,
			used,
		} => match used {
			Some(used) => format!(
				"used {} of it, in transformation {transformation}",
				quantity(used)
			),
			None => format!("used it up, in transformation {transformation}"),
		},
		Deed::Destroyed => "destroyed it".to_owned(),
		Deed::Held { holder, .. } => match holder {
			Holder::Organisation { .. } => "held it".to_owned(),
			Holder::Agreement { agreement } => format!("held it, by agreement {agreement}"),
		},
		Deed::Released { holder } => match holder {
			Holder::Organisation { org } if *org == step.by => "released it".to_owned(),
			Holder::Organisation { org } => {
				format!("released what {} held", called.members.name(*org))
			},
			Holder::Agreement { agreement } => format!("released it, by agreement {agreement}"),
		},
		Deed::Recalled { recall } => format!("called it back, in recall {recall}"),
		Deed::Acknowledged { recall } => format!("acknowledged recall {recall}"),
		Deed::RecallEnded { recall } => format!("ended recall {recall}"),
		Deed::Attached {
			device,
			stream,
			slot,
		} => format!(
			"put policy {slot} on it, over {}/{stream}",
			called.devices.name(*device)
		),
		Deed::Detached { slot, .. } => format!("took policy {slot} off it"),
		Deed::DidNotOccur { step } => format!("declared #{step} wrong: it never happened"),
		Deed::IncorrectData { step, corrected_by } => match corrected_by {
			Some(right) => format!("declared #{step} wrong: #{right} has it right"),
			None => format!("declared #{step} wrong"),
		},
		Deed::Archived => "archived it".to_owned(),
	}
}

fn things(number: usize) -> String {
	match number {
		1 => "1 thing".to_owned(),
		number => format!("{number} things"),
	}
}

/// A thing by its name, or by its id where the chain has no name for it any more.
pub fn named(thing: &Named) -> String {
	match &thing.epc {
		Some(epc) => epc.clone(),
		None => thing.id.to_string(),
	}
}

/// How much, in words.
pub fn quantity(quantity: &Quantity) -> String {
	format!("{} {}", quantity.amount, quantity.unit)
}

/// What policies came to, in a word.
pub fn finding(finding: Finding) -> &'static str {
	match finding {
		Finding::Good => "good",
		Finding::Breached => "breached",
		Finding::Unknown => "unknown",
		Finding::Pending => "pending",
	}
}

/// What became of an item, in a word.
pub fn life(life: Life) -> &'static str {
	match life {
		Life::Active => "active",
		Life::Consumed => "consumed",
		Life::Destroyed => "destroyed",
		Life::Archived => "archived",
	}
}

fn exception(exception: Exception) -> &'static str {
	match exception {
		Exception::Damaged => "damaged",
		Exception::Short => "short",
		Exception::Over => "over",
		Exception::Temperature => "temperature",
		Exception::SealBroken => "seal broken",
		Exception::WrongItem => "wrong item",
		Exception::Label => "label",
		Exception::Late => "late",
	}
}

/// The names of the outermost containers, each asked for once.
async fn roots(connection: &Connection, found: &[Whereabouts]) -> Result<BTreeMap<Hex32, String>> {
	let mut roots = BTreeMap::new();
	for it in found {
		if it.root != it.item.id && !roots.contains_key(&it.root) {
			let rpc = connection.rpc();
			let root = CustodyApiClient::item(rpc, it.root.into(), None).await?;
			let name = root.map_or_else(|| it.root.to_string(), |root| root.epc);
			roots.insert(it.root, name);
		}
	}
	Ok(roots)
}

/// One line for an item that came of another.
fn whereabouts(found: &Whereabouts, roots: &BTreeMap<Hex32, String>, members: &Members) -> String {
	let mut said = format!("{}  {}", named(&found.item), life(found.life));
	if found.life == Life::Active {
		said += &format!(", {} has it", members.name(found.custodian));
	}
	if found.owner != found.custodian {
		said += &format!(", {} owns it", members.name(found.owner));
	}
	if let Some(root) = roots.get(&found.root) {
		said += &format!(", in {root}");
	}
	if let Some(transformation) = found.made_in {
		said += &format!(", made in transformation {transformation}");
	}
	said
}

#[cfg(test)]
mod tests {
	use super::*;
	use hallmark_rpc::Time;

	fn step(index: u32, by: OrgId, deed: Deed) -> Step {
		Step {
			item: Named {
				id: Hex32([1; 32]),
				epc: Some("urn:epc:id:sgtin:950600.0013435.1".to_owned()),
			},
			index,
			number: index.into(),
			at: Time(u64::from(index) * 1_000),
			by,
			place: None,
			document: None,
			deed,
			declared_wrong_by: None,
		}
	}

	#[test]
	fn step_is_one_line_of_three_columns() {
		let mut first = step(0, 1, Deed::Commissioned { commission: 7 });
		first.place = Some("9506000000015".to_owned());
		let mut second = step(
			1,
			3,
			Deed::HandedOver {
				title: Title::Custody,
				from: 1,
				to: 3,
				exceptions: vec![Exception::SealBroken],
				offered: None,
				verdict: Some(Finding::Breached),
			},
		);
		second.declared_wrong_by = Some(2);
		let agreement = step(
			2,
			0,
			Deed::Held {
				holder: Holder::Agreement { agreement: 7 },
				reason: Hex32([0; 32]),
			},
		);
		let steps = [first, second, agreement];
		let lines = lines(&steps, Hex32([1; 32]), &Called::default());
		assert_eq!(
			lines,
			[
				"1970-01-01T00:00:00Z  organisation 1  #0 named it, in commission 7, at 9506000000015",
				"1970-01-01T00:00:01Z  organisation 3  #1 took custody from organisation 1, condition \
				 breached, except: seal broken (declared wrong by #2)",
				"1970-01-01T00:00:02Z  an agreement    #2 held it, by agreement 7",
			]
		);
	}

	#[test]
	fn step_of_a_container_names_it() {
		let step = step(3, 1, Deed::Archived);
		let said = said(&step, Hex32([2; 32]), &Called::default());
		assert_eq!(said, "#3 of urn:epc:id:sgtin:950600.0013435.1: archived it");
	}
}
