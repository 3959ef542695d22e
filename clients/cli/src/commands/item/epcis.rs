//! An item's steps as an EPCIS 2.0 document.

use std::{fs, path::PathBuf};

use hallmark_rpc::custody::{CustodyApiClient, Unmapped};
use serde::Serialize;
use serde_json::Value as Json;

use super::paging::Told;
use crate::{context::Context, items::Name, Error, Result};

/// Where a document has its events.
const EVENTS: &str = "/epcisBody/eventList";

/// Asks for all steps of an item, and writes them as one document.
pub async fn export(context: &Context, item: Name, output: Option<PathBuf>) -> Result<()> {
	let connection = context.connect().await?;
	let asked = item.reference(&connection).await?;
	let progress = context.progress();
	let (mut document, mut unmapped, mut cursor) = (None, Vec::new(), None);
	loop {
		let rpc = connection.rpc();
		let page = CustodyApiClient::epcis(rpc, asked.clone(), None, cursor, None)
			.await?
			.ok_or_else(|| item.unknown())?;
		unmapped.extend(page.unmapped);
		match &mut document {
			None => document = Some(page.document),
			Some(document) => append(document, &page.document)?,
		}
		cursor = page.next;
		if cursor.is_none() {
			break;
		}
		progress.say("reading the steps");
	}
	drop(progress);
	let document = document.unwrap_or_default();
	let Some(path) = output else {
		tell_unmapped(context, &unmapped);
		return match context.output.is_json() {
			true => context.output.json(&document),
			false => {
				let words = pretty(&document)?;
				context.output.show(&Told::new(document, words))
			},
		};
	};
	fs::write(&path, pretty(&document)? + "\n").map_err(|error| Error::file(&path, error))?;
	let events = document
		.pointer(EVENTS)
		.and_then(Json::as_array)
		.map_or(0, Vec::len);
	let mut words = vec![format!("{events} events in {}", path.display())];
	words.extend(unmapped.iter().map(no_event));
	let exported = Exported {
		file: path.display().to_string(),
		events,
		unmapped,
	};
	context.output.show(&Told::new(exported, words.join("\n")))
}

/// What was written.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Exported {
	file: String,
	/// How many.
	events: usize,
	/// Steps that are no event.
	unmapped: Vec<Unmapped>,
}

/// The events of the second document go behind those of the first.
fn append(document: &mut Json, more: &Json) -> Result<()> {
	let events = document.pointer_mut(EVENTS).and_then(Json::as_array_mut);
	let more = more.pointer(EVENTS).and_then(Json::as_array);
	match (events, more) {
		(Some(events), Some(more)) => {
			events.extend(more.iter().cloned());
			Ok(())
		},
		_ => Err(Error::Connection(
			"the node answered with a document without events".into(),
		)),
	}
}

fn pretty(document: &Json) -> Result<String> {
	serde_json::to_string_pretty(document)
		.map_err(|error| Error::Output(std::io::Error::other(error)))
}

fn no_event(step: &Unmapped) -> String {
	format!(
		"step {} of {} is no event: {}",
		step.index, step.item, step.problem
	)
}

/// The document has no room for it, so it goes beside.
fn tell_unmapped(context: &Context, unmapped: &[Unmapped]) {
	if !context.settings.quiet {
		for step in unmapped {
			eprintln!("{}", no_event(step));
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	#[test]
	fn events_of_pages_are_one_list() {
		let page = |numbers: &[u32]| json!({ "epcisBody": { "eventList": numbers } });
		let mut document = page(&[1, 2]);
		append(&mut document, &page(&[3])).expect("documents");
		assert_eq!(document, page(&[1, 2, 3]));
		assert!(append(&mut document, &json!({})).is_err());
	}
}
