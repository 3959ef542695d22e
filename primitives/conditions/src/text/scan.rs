//! Reading a text from left to right, one token after the other.

use super::{is_of_word, ParseError, Problem};

/// A place in a text.
pub(super) struct Scanner<'a> {
	text: &'a str,
	at: usize,
}

impl<'a> Scanner<'a> {
	pub(super) fn new(text: &'a str) -> Self {
		Self { text, at: 0 }
	}

	/// Where the next token begins.
	pub(super) fn place(&mut self) -> usize {
		let rest = self.rest();
		let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
		self.at += blank;
		self.at
	}

	/// Whether nothing is left.
	pub(super) fn is_at_end(&mut self) -> bool {
		self.place() == self.text.len()
	}

	/// Pass these characters, if they come next.
	pub(super) fn passes(&mut self, symbol: &str) -> bool {
		self.place();
		let found = self.rest().starts_with(symbol);
		if found {
			self.at += symbol.len();
		}
		found
	}

	/// Pass this word, if it comes next.
	pub(super) fn passes_word(&mut self, word: &str) -> bool {
		let place = self.place();
		let found = self.word() == word;
		if !found {
			self.at = place;
		}
		found
	}

	/// The word that comes next; empty if there is none.
	pub(super) fn word(&mut self) -> &'a str {
		self.token(is_of_word)
	}

	/// The longest token of these characters that comes next; empty if there is none.
	pub(super) fn token(&mut self, is_part: fn(u8) -> bool) -> &'a str {
		self.place();
		let rest = self.rest();
		let length = rest.bytes().take_while(|byte| is_part(*byte)).count();
		// All these characters are ASCII, so that the token ends between characters.
		let token = rest.get(..length).unwrap_or_default();
		self.at += token.len();
		token
	}

	/// Demand these characters.
	pub(super) fn demand(&mut self, symbol: &'static str) -> Result<(), ParseError> {
		let place = self.place();
		if self.passes(symbol) {
			Ok(())
		} else {
			Err(expected(place, symbol))
		}
	}

	/// Demand this word.
	pub(super) fn demand_word(&mut self, word: &'static str) -> Result<(), ParseError> {
		let place = self.place();
		if self.passes_word(word) {
			Ok(())
		} else {
			Err(expected(place, word))
		}
	}

	fn rest(&self) -> &'a str {
		self.text.get(self.at..).unwrap_or_default()
	}
}

/// Something else should stand at this place.
pub(super) fn expected(at: usize, what: &'static str) -> ParseError {
	ParseError {
		at,
		problem: Problem::Expected(what),
	}
}
