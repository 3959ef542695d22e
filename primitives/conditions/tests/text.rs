//! Conditions as text, and what is wrong with what is none.

use hallmark_conditions::{
	condition::{Look, Malformed, Node, TicketClock, Who, MAX_NODES},
	text::{
		parse, parse_moment, Names, ParseError, Printed, PrintedDuration, PrintedMoment, Problem,
		MAX_TEXT_LEN,
	},
	Comparison, Condition, Decimal, Name, Signal, DAY, HOUR, MINUTE, SECOND,
};

/// The device `dev`, the item `lot` and, by a name that is no word, the device `9`.
struct Known;

impl Names for Known {
	fn device(&self, name: &str) -> Option<[u8; 32]> {
		(name == "dev").then_some([1; 32])
	}

	fn item(&self, name: &str) -> Option<[u8; 32]> {
		(name == "lot").then_some([2; 32])
	}

	fn name_of_device(&self, device: &[u8; 32]) -> Option<&str> {
		match device[0] {
			1 => Some("dev"),
			9 => Some("not a word"),
			_ => None,
		}
	}

	fn name_of_item(&self, item: &[u8; 32]) -> Option<&str> {
		(*item == [2; 32]).then_some("lot")
	}
}

fn read(text: &str) -> Condition {
	parse(text, &Known).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn printed(text: &str) -> String {
	Printed::new(&read(text), &Known).to_string()
}

#[test]
fn text_is_printed_as_it_was_when_it_is_canonical() {
	for text in [
		"reading(dev/temp) > 40 for 3 and fresh(dev/temp, 10m)",
		"latest(dev/a-b:c.d/e_f) <= -0.5",
		"atleast 2 of (confirmed(party 0), not confirmed(party 1), time < @18446744073709551615)",
		"median(dev/a, dev/b, dev/c; 2 fresh) > 4.5",
		"item(lot).verdict = good or item(lot).verdict = breached",
		"item(lot).state = recalled and item(lot).custodian = party 2",
		"item(lot).accepted by org 4294967295",
		"ticket.state = open and ticket.age > 4h",
		"ticket(255).waiting <= 90s",
		"time > 2026-11-22T10:00:00Z",
		"balance(party 1) >= 340282366920938463463374607431768211455",
		"balance(party 1, asset 7) < 10",
		"acknowledged(command 3)",
		"not not confirmed(party 2)",
		"not (confirmed(party 0) and confirmed(party 1))",
		"confirmed(party 0) and (confirmed(party 1) or confirmed(party 2))",
		"(confirmed(party 0) and confirmed(party 1)) and confirmed(party 2)",
		"confirmed(party 0) or (confirmed(party 1) or confirmed(party 2))",
	] {
		assert_eq!(printed(text), text);
		assert_eq!(read(&read(text).to_string()), read(text));
	}
}

#[test]
fn text_is_read_when_its_spaces_and_parentheses_are_others() {
	for (text, canonical) in [
		("reading( dev / temp )>40", "reading(dev/temp) > 40"),
		(
			"\n\treading(dev/temp)\r\n>= 40.0\tfor 1 ",
			"reading(dev/temp) >= 40",
		),
		("((confirmed(party 0)))", "confirmed(party 0)"),
		("not(confirmed(party 0))", "not confirmed(party 0)"),
		("ticket(0).age > 60s", "ticket.age > 1m"),
		("fresh(dev/t, 0d)", "fresh(dev/t, 0ms)"),
		(
			"time > 2026-11-22T10:00:00.5Z",
			"time > 2026-11-22T10:00:00.500Z",
		),
		(
			"(confirmed(party 0) and confirmed(party 1)) or confirmed(party 2)",
			"confirmed(party 0) and confirmed(party 1) or confirmed(party 2)",
		),
		("latest(dev/t) < 45e-1", "latest(dev/t) < 4.5"),
		(
			"latest(0x0909090909090909090909090909090909090909090909090909090909090909/t) < 1",
			"latest(0x0909090909090909090909090909090909090909090909090909090909090909/t) < 1",
		),
	] {
		assert_eq!(printed(text), canonical);
	}
}

#[test]
fn not_binds_before_and_and_before_or() {
	let confirmed = |party| Node::Confirmed { party };
	let condition =
		read("not confirmed(party 0) and confirmed(party 1) or confirmed(party 2) and confirmed(party 3)");
	assert_eq!(
		condition.nodes(),
		[
			confirmed(0),
			Node::Not,
			confirmed(1),
			Node::And { of: 2 },
			confirmed(2),
			confirmed(3),
			Node::And { of: 2 },
			Node::Or { of: 2 },
		]
	);
	let three = read("confirmed(party 0) and confirmed(party 1) and confirmed(party 2)");
	assert_eq!(three.nodes().last(), Some(&Node::And { of: 3 }));
}

#[test]
fn leaf_means_what_it_says() {
	let signal = Signal {
		device: [1; 32],
		name: Name::new(b"temp").unwrap(),
	};
	for (text, node) in [
		(
			"reading(dev/temp) > -12.5 for 3",
			Node::Reading {
				signal,
				look: Look::Window,
				comparison: Comparison::Above,
				limit: Decimal::new(-125, -1),
				run: 3,
			},
		),
		(
			"latest(dev/temp) <= 1e3",
			Node::Reading {
				signal,
				look: Look::Latest,
				comparison: Comparison::AtMost,
				limit: Decimal::new(1, 3),
				run: 1,
			},
		),
		(
			"fresh(dev/temp, 10m)",
			Node::Fresh {
				signal,
				age: 10 * MINUTE,
			},
		),
		(
			"item(lot).accepted by party 1",
			Node::ItemAccepted {
				item: [2; 32],
				who: Who::Party(1),
			},
		),
		(
			"ticket(1).waiting >= 4h",
			Node::TicketAge {
				ticket: 1,
				clock: TicketClock::Changed,
				comparison: Comparison::AtLeast,
				limit: 4 * HOUR,
			},
		),
		(
			"balance(party 2, asset 1) < 7",
			Node::Balance {
				party: 2,
				asset: Some(1),
				comparison: Comparison::Below,
				limit: 7,
			},
		),
	] {
		assert_eq!(read(text).nodes(), [node]);
	}
}

#[test]
fn error_says_where_and_what_when_a_text_is_no_condition() {
	use Problem::{Expected, TooLong, TooNested, UnknownDevice, UnknownItem};
	let condition = Expected("a condition");
	let number = Expected("a number that can be held exactly");
	let duration = Expected("a duration, as `10m`");
	let moment = Expected("a moment, as `2026-11-22T10:00:00Z`");
	for (text, at, problem) in [
		("", 0, condition),
		("  ", 2, condition),
		("reeding(dev/temp) > 4", 0, condition),
		("Confirmed(party 0)", 0, condition),
		("confirmed(party 0) and", 22, condition),
		(
			"confirmed(party 0) xor",
			19,
			Expected("the end, `and` or `or`"),
		),
		(
			"confirmed(party 0))",
			18,
			Expected("the end, `and` or `or`"),
		),
		("(confirmed(party 0)", 19, Expected(")")),
		("reading dev/temp > 4", 8, Expected("(")),
		("reading(dev temp) > 4", 12, Expected("/")),
		("reading(nobody/temp) > 4", 8, UnknownDevice),
		(
			"reading(0x12/temp) > 4",
			8,
			Expected("a stream, as `device/name`"),
		),
		(
			"reading(/temp) > 4",
			8,
			Expected("a stream, as `device/name`"),
		),
		("reading(dev/) > 4", 12, Expected("a stream's name")),
		("reading(dev/-t) > 4", 12, Expected("a stream's name")),
		(
			"reading(dev/seventeen-letters) > 4",
			12,
			Expected("a stream's name"),
		),
		(
			"reading(dev/temp) = 4",
			18,
			Expected("`>`, `>=`, `<` or `<=`"),
		),
		("reading(dev/temp) > four", 20, number),
		("reading(dev/temp) > 1.", 20, number),
		("reading(dev/temp) > .5", 20, number),
		("reading(dev/temp) > 9223372036854775808", 20, number),
		("reading(dev/temp) > 1e-200", 20, number),
		(
			"reading(dev/temp) > 4 for x",
			26,
			Expected("how many readings in a row"),
		),
		(
			"reading(dev/temp) > 4 for 0",
			26,
			Problem::Malformed(Malformed::RunOutOfRange),
		),
		(
			"reading(dev/temp) > 4 for 9",
			26,
			Problem::Malformed(Malformed::RunOutOfRange),
		),
		("fresh(dev/temp 1m)", 15, Expected(",")),
		("fresh(dev/temp, 1)", 16, duration),
		("fresh(dev/temp, 1 m)", 16, duration),
		("fresh(dev/temp, 1w)", 16, duration),
		("fresh(dev/temp, m)", 16, duration),
		("fresh(dev/temp, 99999999999999d)", 16, duration),
		("median(dev/a dev/b; 1 fresh) > 1", 13, Expected(";")),
		("median(dev/a; 1) > 1", 15, Expected("fresh")),
		(
			"median(dev/a; x fresh) > 1",
			14,
			Expected("how many must be fresh"),
		),
		(
			"median(dev/a; 2 fresh) > 1",
			14,
			Problem::Malformed(Malformed::FreshOutOfRange),
		),
		(
			"median(dev/a; 0 fresh) > 1",
			14,
			Problem::Malformed(Malformed::FreshOutOfRange),
		),
		(
			"median(dev/a, dev/a; 1 fresh) > 1",
			14,
			Problem::Malformed(Malformed::StreamRepeated),
		),
		("item(nothing).state = held", 5, UnknownItem),
		("item().state = held", 5, Expected("an item")),
		(
			"item(lot).colour = red",
			10,
			Expected("`verdict`, `state`, `custodian` or `accepted`"),
		),
		(
			"item(lot).verdict = unknown",
			20,
			Expected("`good` or `breached`"),
		),
		("item(lot).verdict > good", 18, Expected("=")),
		("item(lot).state = open", 18, Expected("an item's state")),
		("item(lot).custodian = 5", 22, Expected("`party` or `org`")),
		(
			"item(lot).custodian = org 4294967296",
			26,
			Expected("an organisation's number"),
		),
		("item(lot).accepted = party 1", 19, Expected("by")),
		(
			"item(lot).accepted by party 256",
			28,
			Expected("a party's number"),
		),
		("ticket(256).age > 1h", 7, Expected("a ticket's number")),
		(
			"ticket.stage = open",
			7,
			Expected("`state`, `age` or `waiting`"),
		),
		("ticket.state = held", 15, Expected("a ticket's state")),
		("time > tomorrow", 7, moment),
		("time > 2026-11-22T10:00:00+01:00", 7, moment),
		("balance(0) > 1", 8, Expected("party")),
		("balance(party 0, coin 1) > 1", 17, Expected("asset")),
		(
			"balance(party 0, asset x) > 1",
			23,
			Expected("an asset's number"),
		),
		(
			"balance(party 0) > -1",
			19,
			Expected("an amount in the asset's smallest part"),
		),
		("confirmed(0)", 10, Expected("party")),
		("acknowledged(command x)", 21, Expected("its number")),
		(
			"atleast x of (time > @0, time > @0)",
			8,
			Expected("how many must hold"),
		),
		("atleast 1 (time > @0, time > @0)", 10, Expected("of")),
		(
			"atleast 1 of (time > @0)",
			0,
			Problem::Malformed(Malformed::TooFewOperands),
		),
		(
			"atleast 3 of (time > @0, time > @0)",
			8,
			Problem::Malformed(Malformed::ThresholdOutOfRange),
		),
		(
			"not not not not not not not not time > @0",
			0,
			Problem::Malformed(Malformed::TooDeep),
		),
	] {
		let error = parse(text, &Known).expect_err(text);
		assert_eq!(error, ParseError { at, problem }, "{text}");
	}
	let many = ["time > @0"; MAX_NODES].join(" and ");
	assert_eq!(
		parse(&many, &()).map_err(|error| error.problem),
		Err(Problem::Malformed(Malformed::TooManyNodes))
	);
	let nested = "(".repeat(100);
	let error = parse(&nested, &()).expect_err("nested");
	assert_eq!((error.at, error.problem), (32, TooNested));
	let long = " ".repeat(MAX_TEXT_LEN + 1);
	assert_eq!(
		parse(&long, &()).map_err(|error| error.problem),
		Err(TooLong)
	);
	let error = parse("time > noon", &()).expect_err("no moment");
	assert_eq!(
		error.to_string(),
		"at byte 7: expected a moment, as `2026-11-22T10:00:00Z`"
	);
}

#[test]
fn moment_is_refused_when_there_is_no_such_day_or_time() {
	for (text, moment) in [
		("1970-01-01T00:00:00Z", Some(0)),
		("1972-02-29T00:00:00Z", Some(68_169_600_000)),
		("2000-02-29T23:59:59.999Z", Some(951_868_799_999)),
		("2026-11-22T10:00:00Z", Some(1_795_341_600_000)),
		("9999-12-31T23:59:59.999Z", Some(253_402_300_799_999)),
		("@253402300800000", Some(253_402_300_800_000)),
		("2026-11-22T10:00:00.05Z", Some(1_795_341_600_050)),
		("1969-12-31T23:59:59Z", None),
		("2026-02-29T00:00:00Z", None),
		("2100-02-29T00:00:00Z", None),
		("2026-13-01T00:00:00Z", None),
		("2026-00-01T00:00:00Z", None),
		("2026-04-31T00:00:00Z", None),
		("2026-04-00T00:00:00Z", None),
		("2026-11-22T24:00:00Z", None),
		("2026-11-22T10:60:00Z", None),
		("2026-12-31T23:59:60Z", None),
		("2026-11-22T10:00:00.Z", None),
		("2026-11-22T10:00:00.0000Z", None),
		("2026-11-22T10:00:00", None),
		("2026-11-22 10:00:00Z", None),
		("2026-1-22T10:00:00Z", None),
		("+026-11-22T10:00:00Z", None),
		("@", None),
		("@18446744073709551616", None),
	] {
		assert_eq!(parse_moment(text), moment, "{text}");
	}
}

#[test]
fn moment_is_printed_as_it_is_read() {
	// Every day of 400 years, each at another time of day.
	for day in 0..146_097 * 2 {
		let moment = day * DAY + day * 7_919 % DAY;
		let printed = PrintedMoment(moment).to_string();
		assert_eq!(parse_moment(&printed), Some(moment), "{printed}");
	}
	assert_eq!(
		PrintedMoment(253_402_300_800_000).to_string(),
		"@253402300800000"
	);
}

#[test]
fn duration_is_printed_in_the_largest_unit_that_fits() {
	for (duration, printed) in [
		(0, "0ms"),
		(1, "1ms"),
		(1_500, "1500ms"),
		(90 * SECOND, "90s"),
		(90 * MINUTE, "90m"),
		(36 * HOUR, "36h"),
		(7 * DAY, "7d"),
	] {
		assert_eq!(PrintedDuration(duration).to_string(), printed);
	}
}
