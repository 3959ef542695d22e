//! What can be found out about a condition before anything happens.

mod common;

use common::parsed;
use hallmark_conditions::condition::Reach;

#[test]
fn clause_is_found_unreachable_when_its_leaves_exclude_each_other() {
	for text in [
		"latest(a) > 5 and latest(a) < 3",
		"latest(a) > 5 and latest(a) <= 5",
		"latest(a) >= 5 and not latest(a) >= 5",
		"latest(a) > 5 for 3 and latest(a) < 5 for 2",
		"latest(a) > 5 and confirmed(party 0) and (confirmed(party 1) and latest(a) < 3)",
		"atleast 2 of (latest(a) > 5, latest(a) < 3)",
		"not (latest(a) <= 5 or latest(a) >= 3)",
		"confirmed(party 1) and not confirmed(party 1)",
		"time > @5 and time < @6",
		"time < @0",
		"time > @18446744073709551615",
		"ticket.age < 0ms",
		"ticket.age > 1h and ticket.age < 1h",
		"ticket.state = none and ticket.age > 1h",
		"ticket.state = open and ticket.state = closed",
		"fresh(a, 1m) and not fresh(a, 2m)",
		"balance(party 0) > 5 and balance(party 0) < 6",
		"item(x).verdict = good and item(x).verdict = breached",
		"item(x).state = active and item(x).state = consumed",
		"item(x).custodian = org 1 and item(x).custodian = org 2",
	] {
		let reach = parsed(text).reach();
		let expected = Reach {
			can_be_true: false,
			can_be_false: true,
		};
		assert_eq!(reach, expected, "{text}");
		let negated = parsed(&format!("not ({text})")).reach();
		assert!(negated.can_be_true && !negated.can_be_false, "{text}");
		// A part that is unreachable does not make the whole so.
		let or_else = parsed(&format!("confirmed(party 3) or {text}")).reach();
		assert!(or_else.can_be_true, "{text}");
	}
}

#[test]
fn clause_is_not_found_unreachable_when_it_is_not() {
	for text in [
		// A window may hold a reading for each.
		"reading(a) > 5 and reading(a) < 3",
		"reading(a) > 5 and not reading(a) > 5",
		"latest(a) >= 5 and latest(a) <= 5",
		"latest(a) > 5 and latest(b) < 3",
		// That three in a row were not all above 5 says nothing of the last.
		"latest(a) > 6 and not latest(a) > 5 for 3",
		"atleast 1 of (latest(a) > 5, latest(a) < 3)",
		"time >= @5 and time <= @5",
		"ticket.age > 1h and ticket.waiting < 1h",
		"ticket.state = open and ticket(1).state = closed",
		"not ticket.state = open and not ticket.state = closed",
		"balance(party 0) > 5 and balance(party 0, asset 1) < 5",
		"item(x).verdict = good and item(y).verdict = breached",
		"item(x).state = held and item(x).state = recalled",
		// Two places in the terms may be one organisation's.
		"item(x).custodian = party 1 and item(x).custodian = org 2",
		"not fresh(a, 18446744073709551615ms)",
	] {
		assert!(parsed(text).reach().can_be_true, "{text}");
	}
	assert!(!parsed("time >= @0").reach().can_be_false);
	assert!(!parsed("balance(party 0) >= 0").reach().can_be_false);
	assert!(!parsed("time < @5 or time >= @5").reach().can_be_false);
}
