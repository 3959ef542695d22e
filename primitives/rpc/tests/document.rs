//! The OpenRPC document: what is committed is what the types say, and what the types say is sound.

use std::collections::BTreeSet;

use hallmark_rpc::{document, methods};
use serde_json::Value;

#[test]
fn committed_document_is_current() {
	let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openrpc.json");
	let committed = std::fs::read_to_string(path).unwrap_or_default();
	assert!(
		committed == format!("{:#}\n", document()),
		"docs/openrpc.json is not what the types say: write it anew with \
		 `cargo run -p hallmark-rpc --example openrpc > docs/openrpc.json`"
	);
}

#[test]
fn every_method_and_parameter_is_described_once() {
	let mut names = BTreeSet::new();
	for method in methods() {
		assert!(names.insert(method.name), "{} twice", method.name);
		assert!(!method.doc.concat().trim().is_empty(), "{}", method.name);
		let mut params = BTreeSet::new();
		let mut optional = false;
		for param in method.params {
			assert!(
				params.insert(param.name),
				"{}: {} twice",
				method.name,
				param.name
			);
			assert!(
				!param.doc.concat().trim().is_empty(),
				"{}: {}",
				method.name,
				param.name
			);
			assert!(
				!(optional && param.required),
				"{}: {}",
				method.name,
				param.name
			);
			optional |= !param.required;
		}
	}
	assert!(names.len() > 40);
}

#[test]
fn every_reference_leads_to_a_schema() {
	fn follow(json: &Value, document: &Value, found: &mut usize) {
		match json {
			Value::Array(list) => list.iter().for_each(|it| follow(it, document, found)),
			Value::Object(object) => {
				if let Some(Value::String(to)) = object.get("$ref") {
					let path = to.strip_prefix('#').expect("a reference into the document");
					assert!(document.pointer(path).is_some(), "{to} leads nowhere");
					*found += 1;
				}
				object.values().for_each(|it| follow(it, document, found));
			},
			_ => {},
		}
	}
	let document = document();
	let mut found = 0;
	follow(&document, &document, &mut found);
	assert!(found > 100, "{found} references");
}
