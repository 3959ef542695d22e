//! Long lists, a page at a time or all of them.

use std::{fmt, future::Future};

use clap::Args;
use hallmark_rpc::{Cursor, Limit, Page};
use jsonrpsee::core::ClientError;
use serde::Serialize;

use crate::{context::Context, Result};

/// Which part of a long list is wanted.
#[derive(Args, Clone, Debug)]
pub struct Paging {
	/// All of it, however long
	#[arg(long, conflicts_with_all = ["limit", "after"])]
	all: bool,
	/// How many entries at most: 1 to 100
	#[arg(long, value_name = "NUMBER", value_parser = limit)]
	limit: Option<Limit>,
	/// Go on where the page before ended: what it says at its end
	#[arg(long, value_name = "PLACE")]
	after: Option<Cursor>,
}

fn limit(text: &str) -> Result<Limit, String> {
	text.parse()
		.ok()
		.and_then(Limit::new)
		.ok_or_else(|| format!("a page has 1 to {} entries", Limit::MAX))
}

impl Paging {
	/// The whole list.
	pub const ALL: Self = Self {
		all: true,
		limit: None,
		after: None,
	};

	/// Asks for the part that is wanted. `None` if there is no such list.
	pub async fn ask<T, F, A>(&self, context: &Context, ask: F) -> Result<Option<Page<T>>>
	where
		F: Fn(Option<Limit>, Option<Cursor>) -> A,
		A: Future<Output = Result<Option<Page<T>>, ClientError>>,
	{
		let Some(mut page) = ask(self.limit, self.after.clone()).await? else {
			return Ok(None);
		};
		let progress = context.progress();
		while self.all && page.next.is_some() {
			progress.say(&format!("read: {}", page.items.len()));
			let Some(more) = ask(None, page.next.take()).await? else {
				break;
			};
			page.items.extend(more.items);
			page.next = more.next;
		}
		Ok(Some(page))
	}
}

/// An answer of the node, and how a person reads it.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Told<T> {
	answer: T,
	#[serde(skip)]
	words: String,
}

impl<T> Told<T> {
	/// An answer in these words.
	pub fn new(answer: T, words: String) -> Self {
		Self { answer, words }
	}
}

impl<T> Told<Page<T>> {
	/// A page, one entry a line, or `nothing` where there is none.
	pub fn page(page: Page<T>, lines: Vec<String>, nothing: &str) -> Self {
		let mut words = match lines.is_empty() {
			true => nothing.to_owned(),
			false => lines.join("\n"),
		};
		if let Some(next) = &page.next {
			words += &format!("\nThere is more: --after {next}, or --all");
		}
		Self::new(page, words)
	}
}

impl<T> fmt::Display for Told<T> {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.words)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn page_says_how_to_go_on() {
		let page = |next| Page {
			items: vec![1, 2],
			next,
		};
		let lines = || vec!["one".to_owned(), "two".to_owned()];
		let last = Told::page(page(None), lines(), "Nothing.");
		assert_eq!(last.to_string(), "one\ntwo");
		let next = Some("0xab".parse().expect("bytes"));
		let first = Told::page(page(next), lines(), "Nothing.");
		assert!(first.to_string().ends_with("--after 0xab, or --all"));
		let json = serde_json::to_string(&first).expect("JSON");
		assert_eq!(json, r#"{"items":[1,2],"next":"0xab"}"#);
		let none = Told::page(page(None), Vec::new(), "Nothing.");
		assert_eq!(none.to_string(), "Nothing.");
	}

	#[test]
	fn page_has_one_to_a_hundred_entries() {
		assert!(limit("1").is_ok() && limit("100").is_ok());
		for wrong in ["", "0", "101", "-1", "all"] {
			assert!(limit(wrong).is_err(), "{wrong}");
		}
	}
}
