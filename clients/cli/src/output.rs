//! Results: words for people, or JSON for machines.

use std::{
	fmt::{self, Display},
	io::{self, Write},
};

use serde::Serialize;
use serde_json::Value as Json;

use crate::{Error, Result};

/// Where results go, and how they are written.
#[derive(Clone, Copy, Debug)]
pub struct Output {
	json: bool,
}

impl Output {
	/// Writes JSON if it is to.
	pub fn new(json: bool) -> Self {
		Self { json }
	}

	/// Whether it writes JSON.
	pub fn is_json(&self) -> bool {
		self.json
	}

	/// Writes a result: as its `Display` reads, or as JSON on one line.
	pub fn show<T: Display + Serialize>(&self, result: &T) -> Result<()> {
		if self.json {
			self.json(result)
		} else {
			line(result)
		}
	}

	/// Writes a list: one entry a line, or one JSON array. Where there is nothing, a person reads
	/// `nothing`, a sentence such as "No motions are open.".
	pub fn list<T: Display + Serialize>(&self, results: &[T], nothing: &str) -> Result<()> {
		if self.json {
			return self.json(&results);
		}
		if results.is_empty() {
			return line(nothing);
		}
		results.iter().try_for_each(line)
	}

	/// Writes JSON on one line, whoever reads it.
	pub fn json<T: Serialize + ?Sized>(&self, result: &T) -> Result<()> {
		let text = serde_json::to_string(result)
			.map_err(|error| Error::Output(io::Error::other(error)))?;
		line(&text)
	}
}

/// What the node answered, as it is: for people, one line a particular, those of a part indented.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Record<T>(pub T);

impl<T: Serialize> fmt::Display for Record<T> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let value = serde_json::to_value(&self.0).map_err(|_| fmt::Error)?;
		let mut lines = Vec::new();
		describe(&value, 0, &mut lines);
		f.write_str(&lines.join("\n"))
	}
}

/// One line for each particular of a value.
fn describe(value: &Json, depth: usize, lines: &mut Vec<String>) {
	let indent = "  ".repeat(depth);
	match value {
		Json::Object(fields) => {
			for (name, value) in fields {
				let name = words(name);
				match short(value) {
					Some(text) => lines.push(format!("{indent}{name}: {text}")),
					None => {
						lines.push(format!("{indent}{name}:"));
						describe(value, depth + 1, lines);
					},
				}
			}
		},
		Json::Array(values) => {
			for value in values {
				match short(value) {
					Some(text) => lines.push(format!("{indent}- {text}")),
					None => {
						// The entry's first line has the dash in place of its indentation.
						let first = lines.len();
						describe(value, depth + 1, lines);
						if let Some(first) = lines.get_mut(first) {
							first.replace_range(2 * depth..=2 * depth, "-");
						}
					},
				}
			}
		},
		value => lines.push(format!("{indent}{}", short(value).unwrap_or_default())),
	}
}

/// A value that fits on a line beside its name.
fn short(value: &Json) -> Option<String> {
	match value {
		Json::Null => Some("none".into()),
		Json::Bool(true) => Some("yes".into()),
		Json::Bool(false) => Some("no".into()),
		Json::Number(number) => Some(number.to_string()),
		Json::String(text) => Some(text.clone()),
		Json::Array(values) if values.is_empty() => Some("none".into()),
		Json::Array(values) if values.len() <= 8 => {
			let texts: Option<Vec<&str>> = values.iter().map(Json::as_str).collect();
			texts
				.map(|texts| texts.join(", "))
				.filter(|line| line.len() <= 80)
		},
		// Money, as the node's own methods write it.
		Json::Object(fields) => {
			let text = |name: &str| fields.get(name)?.as_str();
			let (amount, symbol) = text("amount").zip(text("symbol"))?;
			Some(format!("{amount} {symbol}"))
		},
		_ => None,
	}
}

/// A name such as `specVersion` or `spec_version` as words.
fn words(name: &str) -> String {
	let mut words = String::new();
	for character in name.chars() {
		match character {
			'_' => words.push(' '),
			upper if upper.is_ascii_uppercase() && !words.is_empty() => {
				words.push(' ');
				words.push(upper.to_ascii_lowercase());
			},
			other => words.push(other),
		}
	}
	words
}

fn line(text: &(impl Display + ?Sized)) -> Result<()> {
	let mut stdout = io::stdout().lock();
	writeln!(stdout, "{text}")
		.and_then(|()| stdout.flush())
		.map_err(Error::Output)
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::json;

	/// What the node could answer, in the order of its fields.
	#[derive(Serialize)]
	#[serde(rename_all = "camelCase")]
	struct Answer {
		spec_version: u32,
		safe_mode_until: Option<u32>,
		best: (u32, u32),
		price: Json,
		council: Vec<&'static str>,
		parties: Vec<Party>,
	}

	#[derive(Serialize)]
	struct Party {
		org: u32,
	}

	#[test]
	fn record_reads_line_by_line() {
		let record = Record(Answer {
			spec_version: 1,
			safe_mode_until: None,
			best: (7, 8),
			price: json!({ "amount": "12.5", "symbol": "HMK", "asset": null }),
			council: vec!["5A", "5B"],
			parties: vec![Party { org: 1 }, Party { org: 2 }],
		});
		// serde_json sorts the fields of an object unless another crate asks it to keep their order.
		let mut parts: Vec<Vec<String>> = Vec::new();
		for line in record.to_string().lines() {
			match parts.last_mut() {
				Some(part) if line.starts_with(' ') => part.push(line.to_owned()),
				_ => parts.push(vec![line.to_owned()]),
			}
		}
		parts.sort();
		let expected = [
			"best:\n  - 7\n  - 8",
			"council: 5A, 5B",
			"parties:\n  - org: 1\n  - org: 2",
			"price: 12.5 HMK",
			"safe mode until: none",
			"spec version: 1",
		];
		let parts: Vec<String> = parts.iter().map(|part| part.join("\n")).collect();
		assert_eq!(parts, expected);
	}

	#[test]
	fn name_reads_as_words() {
		assert_eq!(words("genesisHash"), "genesis hash");
		assert_eq!(words("dispatch_error"), "dispatch error");
		assert_eq!(words("gln"), "gln");
	}
}
