//! From text to condition, by recursive descent: each function reads one rule of the grammar.

use super::{
	is_word,
	scan::{expected, Scanner},
	time, Names, ParseError, Problem, MAX_TEXT_LEN,
};
use crate::{
	condition::{
		Condition, ItemId, ItemState, Look, Malformed, Node, TicketClock, TicketState, Who,
		MAX_DEPTH, MAX_NODES, MAX_RUN,
	},
	Comparison, Decimal, Duration, List, Moment, Name, Signal,
};

/// How deep parentheses and operators may be nested in a text. Parentheses that change nothing count,
/// so that the parser's own stack is bounded.
const MAX_NESTING: usize = 32;

/// The condition that a text says.
///
/// Errors: [`ParseError`].
pub fn parse(text: &str, names: &impl Names) -> Result<Condition, ParseError> {
	if text.len() > MAX_TEXT_LEN {
		return Err(ParseError {
			at: MAX_TEXT_LEN,
			problem: Problem::TooLong,
		});
	}
	let mut parser = Parser {
		scanner: Scanner::new(text),
		names,
		nodes: List::new(),
		nesting: 0,
	};
	parser.any()?;
	let place = parser.scanner.place();
	if !parser.scanner.is_at_end() {
		return Err(expected(place, "the end, `and` or `or`"));
	}
	Condition::new(&parser.nodes).map_err(|malformed| ParseError {
		at: place,
		problem: Problem::Malformed(malformed),
	})
}

impl core::str::FromStr for Condition {
	type Err = ParseError;

	fn from_str(text: &str) -> Result<Self, ParseError> {
		parse(text, &())
	}
}

struct Parser<'a, N> {
	scanner: Scanner<'a>,
	names: &'a N,
	/// What has been read, in postfix order.
	nodes: List<Node, MAX_NODES>,
	/// How many parentheses and operators are open.
	nesting: usize,
}

/// How deep the part of a condition is that was read.
type Depth = usize;

impl<N: Names> Parser<'_, N> {
	/// `any = all { "or" all }`
	fn any(&mut self) -> Result<Depth, ParseError> {
		self.joined("or", Self::all, |of| Node::Or { of })
	}

	/// `all = one { "and" one }`
	fn all(&mut self) -> Result<Depth, ParseError> {
		self.joined("and", Self::one, |of| Node::And { of })
	}

	fn joined(
		&mut self,
		word: &'static str,
		operand: fn(&mut Self) -> Result<Depth, ParseError>,
		join: fn(u8) -> Node,
	) -> Result<Depth, ParseError> {
		let mut depth = operand(self)?;
		let mut of = 1;
		let place = self.scanner.place();
		while self.scanner.passes_word(word) {
			depth = depth.max(operand(self)?);
			// There are no more operands than nodes.
			of += 1;
		}
		if of == 1 {
			return Ok(depth);
		}
		self.emit_above(join(of), depth, place)
	}

	/// `one = "not" one | "(" any ")" | atleast | leaf`
	fn one(&mut self) -> Result<Depth, ParseError> {
		let place = self.scanner.place();
		if self.nesting == MAX_NESTING {
			return Err(ParseError {
				at: place,
				problem: Problem::TooNested,
			});
		}
		self.nesting += 1;
		let depth = if self.scanner.passes("(") {
			let depth = self.any()?;
			self.scanner.demand(")")?;
			depth
		} else {
			match self.scanner.word() {
				"not" => {
					let depth = self.one()?;
					self.emit_above(Node::Not, depth, place)?
				},
				"atleast" => self.at_least(place)?,
				word => {
					self.leaf(word, place)?;
					1
				},
			}
		};
		self.nesting -= 1;
		Ok(depth)
	}

	/// `atleast = "atleast" number "of" "(" any { "," any } ")"`
	fn at_least(&mut self, place: usize) -> Result<Depth, ParseError> {
		let (at, count) = self.small("how many must hold")?;
		self.scanner.demand_word("of")?;
		self.scanner.demand("(")?;
		let mut depth = self.any()?;
		let mut of = 1;
		while self.scanner.passes(",") {
			depth = depth.max(self.any()?);
			of += 1;
		}
		self.scanner.demand(")")?;
		if of < 2 {
			return Err(malformed(place, Malformed::TooFewOperands));
		}
		if !(1..=of).contains(&count) {
			return Err(malformed(at, Malformed::ThresholdOutOfRange));
		}
		self.emit_above(Node::AtLeast { count, of }, depth, place)
	}

	fn leaf(&mut self, word: &str, place: usize) -> Result<(), ParseError> {
		let node = match word {
			"reading" => self.reading(Look::Window)?,
			"latest" => self.reading(Look::Latest)?,
			"median" => self.median(place)?,
			"fresh" => self.fresh()?,
			"item" => self.item()?,
			"ticket" => self.ticket()?,
			"time" => Node::Time {
				comparison: self.comparison()?,
				limit: self.moment()?,
			},
			"balance" => self.balance()?,
			"confirmed" => Node::Confirmed {
				party: self.numbered("party")?,
			},
			"acknowledged" => Node::Acknowledged {
				command: self.numbered("command")?,
			},
			_ => return Err(expected(place, "a condition")),
		};
		self.emit(node, place)
	}

	/// `"(" stream ")" comparison value [ "for" number ]`
	fn reading(&mut self, look: Look) -> Result<Node, ParseError> {
		self.scanner.demand("(")?;
		let signal = self.stream()?;
		self.scanner.demand(")")?;
		let comparison = self.comparison()?;
		let limit = self.value()?;
		let mut run = 1;
		if self.scanner.passes_word("for") {
			let (at, number) = self.small("how many readings in a row")?;
			if !(1..=MAX_RUN).contains(&number) {
				return Err(malformed(at, Malformed::RunOutOfRange));
			}
			run = number;
		}
		Ok(Node::Reading {
			signal,
			look,
			comparison,
			limit,
			run,
		})
	}

	/// `"(" stream { "," stream } ";" number "fresh" ")" comparison value`
	fn median(&mut self, place: usize) -> Result<Node, ParseError> {
		self.scanner.demand("(")?;
		let first = self.nodes.len();
		let mut of = 0;
		loop {
			let at = self.scanner.place();
			let stream = Node::Stream(self.stream()?);
			if self.nodes[first..].contains(&stream) {
				return Err(malformed(at, Malformed::StreamRepeated));
			}
			self.emit(stream, place)?;
			of += 1;
			if !self.scanner.passes(",") {
				break;
			}
		}
		self.scanner.demand(";")?;
		let (at, fresh) = self.small("how many must be fresh")?;
		if !(1..=of).contains(&fresh) {
			return Err(malformed(at, Malformed::FreshOutOfRange));
		}
		self.scanner.demand_word("fresh")?;
		self.scanner.demand(")")?;
		Ok(Node::Median {
			of,
			fresh,
			comparison: self.comparison()?,
			limit: self.value()?,
		})
	}

	/// `"(" stream "," duration ")"`
	fn fresh(&mut self) -> Result<Node, ParseError> {
		self.scanner.demand("(")?;
		let signal = self.stream()?;
		self.scanner.demand(",")?;
		let age = self.duration()?;
		self.scanner.demand(")")?;
		Ok(Node::Fresh { signal, age })
	}

	/// `"(" id ")" "." ( "verdict" | "state" | "custodian" | "accepted" ) …`
	fn item(&mut self) -> Result<Node, ParseError> {
		self.scanner.demand("(")?;
		let item = self.item_id()?;
		self.scanner.demand(")")?;
		self.scanner.demand(".")?;
		let place = self.scanner.place();
		Ok(match self.scanner.word() {
			"verdict" => Node::ItemVerdict {
				item,
				breached: self.one_of("`good` or `breached`", |word| match word {
					"good" => Some(false),
					"breached" => Some(true),
					_ => None,
				})?,
			},
			"state" => Node::ItemIs {
				item,
				state: self.one_of("an item's state", |word| {
					ItemState::ALL
						.into_iter()
						.find(|state| state.word() == word)
				})?,
			},
			"custodian" => {
				self.scanner.demand("=")?;
				Node::ItemCustodian {
					item,
					who: self.who()?,
				}
			},
			"accepted" => {
				self.scanner.demand_word("by")?;
				Node::ItemAccepted {
					item,
					who: self.who()?,
				}
			},
			_ => {
				return Err(expected(
					place,
					"`verdict`, `state`, `custodian` or `accepted`",
				))
			},
		})
	}

	/// `[ "(" number ")" ] "." ( "state" | "age" | "waiting" ) …`
	fn ticket(&mut self) -> Result<Node, ParseError> {
		let mut ticket = 0;
		if self.scanner.passes("(") {
			(_, ticket) = self.small("a ticket's number")?;
			self.scanner.demand(")")?;
		}
		self.scanner.demand(".")?;
		let place = self.scanner.place();
		let clock = match self.scanner.word() {
			"state" => {
				return Ok(Node::TicketIs {
					ticket,
					state: self.one_of("a ticket's state", |word| {
						TicketState::ALL
							.into_iter()
							.find(|state| state.word() == word)
					})?,
				})
			},
			"age" => TicketClock::Opened,
			"waiting" => TicketClock::Changed,
			_ => return Err(expected(place, "`state`, `age` or `waiting`")),
		};
		Ok(Node::TicketAge {
			ticket,
			clock,
			comparison: self.comparison()?,
			limit: self.duration()?,
		})
	}

	/// `"(" "party" number [ "," "asset" number ] ")" comparison amount`
	fn balance(&mut self) -> Result<Node, ParseError> {
		self.scanner.demand("(")?;
		self.scanner.demand_word("party")?;
		let (_, party) = self.small("a party's number")?;
		let mut asset = None;
		if self.scanner.passes(",") {
			self.scanner.demand_word("asset")?;
			asset = Some(self.whole("an asset's number")?);
		}
		self.scanner.demand(")")?;
		Ok(Node::Balance {
			party,
			asset,
			comparison: self.comparison()?,
			limit: self.whole("an amount in the asset's smallest part")?,
		})
	}

	/// `"(" word number ")"`
	fn numbered(&mut self, word: &'static str) -> Result<u8, ParseError> {
		self.scanner.demand("(")?;
		self.scanner.demand_word(word)?;
		let (_, number) = self.small("its number")?;
		self.scanner.demand(")")?;
		Ok(number)
	}

	/// `who = "party" number | "org" number`
	fn who(&mut self) -> Result<Who, ParseError> {
		let place = self.scanner.place();
		match self.scanner.word() {
			"party" => Ok(Who::Party(self.small("a party's number")?.1)),
			"org" => Ok(Who::Org(self.whole("an organisation's number")?)),
			_ => Err(expected(place, "`party` or `org`")),
		}
	}

	/// `stream = ( id | word ) "/" name`
	fn stream(&mut self) -> Result<Signal, ParseError> {
		let place = self.scanner.place();
		let word = self.scanner.word();
		let device = match id(word) {
			Some(device) => device,
			None if is_word(word) => self.names.device(word).ok_or(ParseError {
				at: place,
				problem: Problem::UnknownDevice,
			})?,
			None => return Err(expected(place, "a stream, as `device/name`")),
		};
		self.scanner.demand("/")?;
		let place = self.scanner.place();
		let name = self.scanner.token(Name::may_hold);
		let name = Name::new(name.as_bytes()).ok_or(expected(place, "a stream's name"))?;
		Ok(Signal { device, name })
	}

	/// `item = id | word`
	fn item_id(&mut self) -> Result<ItemId, ParseError> {
		let place = self.scanner.place();
		let word = self.scanner.word();
		match id(word) {
			Some(item) => Ok(item),
			None if is_word(word) => self.names.item(word).ok_or(ParseError {
				at: place,
				problem: Problem::UnknownItem,
			}),
			None => Err(expected(place, "an item")),
		}
	}

	/// `comparison = ">" | ">=" | "<" | "<="`
	fn comparison(&mut self) -> Result<Comparison, ParseError> {
		let place = self.scanner.place();
		// The longer ones first: `>` begins `>=`, too.
		[
			Comparison::AtLeast,
			Comparison::AtMost,
			Comparison::Above,
			Comparison::Below,
		]
		.into_iter()
		.find(|comparison| self.scanner.passes(comparison.symbol()))
		.ok_or(expected(place, "`>`, `>=`, `<` or `<=`"))
	}

	/// `value = [ "-" ] digits [ "." digits ] [ "e" [ "-" ] digits ]`
	fn value(&mut self) -> Result<Decimal, ParseError> {
		let place = self.scanner.place();
		self.scanner
			.token(|byte| byte.is_ascii_digit() || b"-.e".contains(&byte))
			.parse()
			.map_err(|_| expected(place, "a number that can be held exactly"))
	}

	/// `duration = digits ( "ms" | "s" | "m" | "h" | "d" )`
	fn duration(&mut self) -> Result<Duration, ParseError> {
		let place = self.scanner.place();
		let digits = self.scanner.token(|byte| byte.is_ascii_digit());
		// Between a number and its unit there is no space.
		let unit = if digits.len() == self.scanner.place() - place {
			self.scanner.token(|byte| byte.is_ascii_alphabetic())
		} else {
			""
		};
		time::number(digits)
			.and_then(|number| time::duration(number, unit))
			.ok_or(expected(place, "a duration, as `10m`"))
	}

	fn moment(&mut self) -> Result<Moment, ParseError> {
		let place = self.scanner.place();
		let token = self
			.scanner
			.token(|byte| byte.is_ascii_digit() || b"@-:.TZ".contains(&byte));
		time::parse_moment(token).ok_or(expected(place, "a moment, as `2026-11-22T10:00:00Z`"))
	}

	/// A word behind `=`.
	fn one_of<T>(
		&mut self,
		what: &'static str,
		find: fn(&str) -> Option<T>,
	) -> Result<T, ParseError> {
		self.scanner.demand("=")?;
		let place = self.scanner.place();
		find(self.scanner.word()).ok_or(expected(place, what))
	}

	/// A number that a byte holds, and where it stands.
	fn small(&mut self, what: &'static str) -> Result<(usize, u8), ParseError> {
		let place = self.scanner.place();
		Ok((place, self.whole(what)?))
	}

	/// A whole number.
	fn whole<T: core::str::FromStr>(&mut self, what: &'static str) -> Result<T, ParseError> {
		let place = self.scanner.place();
		self.scanner
			.token(|byte| byte.is_ascii_digit())
			.parse()
			.map_err(|_| expected(place, what))
	}

	fn emit(&mut self, node: Node, place: usize) -> Result<(), ParseError> {
		self.nodes
			.push(node)
			.map_err(|_| malformed(place, Malformed::TooManyNodes))
	}

	/// Put a node above operands of this depth.
	fn emit_above(&mut self, node: Node, depth: Depth, place: usize) -> Result<Depth, ParseError> {
		if depth >= MAX_DEPTH {
			return Err(malformed(place, Malformed::TooDeep));
		}
		self.emit(node, place)?;
		Ok(depth + 1)
	}
}

fn malformed(at: usize, malformed: Malformed) -> ParseError {
	ParseError {
		at,
		problem: Problem::Malformed(malformed),
	}
}

/// The 32 bytes that `0x` and 64 digits are.
fn id(word: &str) -> Option<[u8; 32]> {
	let digits = word.strip_prefix("0x")?.as_bytes();
	if digits.len() != 64 {
		return None;
	}
	let mut id = [0; 32];
	for (byte, pair) in id.iter_mut().zip(digits.chunks_exact(2)) {
		let digit = |character: u8| char::from(character).to_digit(16);
		*byte = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
	}
	Some(id)
}
