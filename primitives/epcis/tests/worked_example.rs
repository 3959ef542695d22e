//! The example that `docs/epcis.md` works through is what this crate makes of it.

#[path = "common/steps.rs"]
mod journey;

use hallmark_epcis::{
	document, events, hash, pre_hash,
	step::{Deed, Place, Step, Title},
	Time,
};
use journey::*;
use serde_json::Value as Json;

const DOCS: &str = include_str!("../../../docs/epcis.md");

/// The block of this language that stands in the docs.
fn block(language: &str) -> &'static str {
	let start = format!("```{language}\n");
	let (_, rest) = DOCS.split_once(&start).expect("a block of it");
	rest.split_once("```").expect("its end").0
}

fn example() -> Step {
	Step {
		item: epc(CASE).id(),
		index: 2,
		at: START,
		by: organisation(CLINIC),
		place: Some(Place::Gln("0614141000012".parse().expect("a GLN"))),
		document: Some([0xab; 32]),
		deed: Deed::HandOver {
			things: things(&[CASE]),
			title: Title::Custody,
			from: organisation(CARRIER),
			to: organisation(CLINIC),
			exceptions: vec![],
			offered: None,
			conditions: vec![],
		},
	}
}

#[test]
fn document_is_the_one_in_the_docs() {
	let events = events(&CHAIN, &[example()]).expect("an event");
	let document = document(&events, Time::new(START as i64 + 1_000).expect("a year"));
	let shown: Json = serde_json::from_str(block("json")).expect("JSON");
	assert_eq!(shown, document, "{document:#}");
}

#[test]
fn hash_is_the_one_in_the_docs() {
	let event = &events(&CHAIN, &[example()]).expect("an event")[0];
	let shown: String = block("text").lines().collect();
	assert_eq!(shown, pre_hash(event));
	assert!(
		DOCS.contains(&format!("`{}`", hash(event))),
		"{}",
		hash(event)
	);
}

#[test]
fn every_deed_is_in_the_docs() {
	for step in journey() {
		let name = format!("{:?}", step.deed);
		let name = name.split([' ', '(']).next().expect("a name");
		assert!(DOCS.contains(&format!("`{name}`")), "{name}");
	}
}
