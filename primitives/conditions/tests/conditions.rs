//! Conditions, one at a time.

mod common;

use codec::MaxEncodedLen;
use common::parsed;
use hallmark_conditions::{
	condition::{
		Band, Facts, ItemId, ItemState, Judged, Node, Observed, Party, Seen, Ticket, TicketState,
		Truth, Who, Why, Window,
	},
	text::Explained,
	Condition, Moment, Signal,
};

const TRUTHS: [Truth; 3] = [Truth::False, Truth::True, Truth::Unknown];

/// What the tests say.
#[derive(Default)]
struct Said {
	now: Moment,
	/// Values of streams in whole units, by the device's first byte; how many were evaluated.
	streams: Vec<(u8, Vec<i64>, usize)>,
	/// Why a stream says nothing.
	faults: Vec<(u8, Why)>,
	confirmed: Vec<Result<bool, Why>>,
	verdict: Option<Truth>,
	ticket: Option<Ticket>,
	balance: Option<u128>,
}

impl Facts for Said {
	fn now(&self) -> Moment {
		self.now
	}

	fn reading(&self, signal: &Signal, run: u8) -> Result<Observed, Why> {
		let number = signal.device[0];
		if let Some((_, why)) = self.faults.iter().find(|(of, _)| *of == number) {
			return Err(*why);
		}
		let stream = self.streams.iter().find(|(of, ..)| *of == number);
		let (_, values, evaluated) = stream.ok_or(Why::NoSuchStream)?;
		let mut window = Window::<4>::default();
		for value in &values[..*evaluated] {
			window.push(*value);
		}
		window.evaluated();
		for value in &values[*evaluated..] {
			window.push(*value);
		}
		window.observe(run, 0, 100, Some(1_000)).ok_or(Why::NoData)
	}

	fn heard(&self, signal: &Signal) -> Result<Option<Moment>, Why> {
		match self.reading(signal, 1) {
			Ok(observed) => Ok(Some(observed.measured)),
			Err(Why::NoData) => Ok(None),
			Err(why) => Err(why),
		}
	}

	fn verdict(&self, _: &ItemId) -> Result<Judged, Why> {
		let breached = self.verdict.ok_or(Why::NoPolicy)?;
		Ok(Judged {
			breached,
			until: Some(500),
		})
	}

	fn item_is(&self, _: &ItemId, _: ItemState) -> Result<bool, Why> {
		Err(Why::NoSuchItem)
	}

	fn is_custodian(&self, _: &ItemId, _: &Who) -> Result<bool, Why> {
		Err(Why::NoSuchItem)
	}

	fn has_accepted(&self, _: &ItemId, _: &Who) -> Result<bool, Why> {
		Err(Why::NoSuchItem)
	}

	fn ticket(&self, ticket: u8) -> Option<Ticket> {
		self.ticket.filter(|_| ticket == 0)
	}

	fn balance(&self, _: Party, _: Option<u32>) -> Result<u128, Why> {
		self.balance.ok_or(Why::NoSuchAsset)
	}

	fn has_confirmed(&self, party: Party) -> Result<bool, Why> {
		let said = self.confirmed.get(usize::from(party));
		said.copied().unwrap_or(Err(Why::NoSuchParty))
	}

	fn is_acknowledged(&self, _: u8) -> Result<bool, Why> {
		Err(Why::NoSuchCommand)
	}
}

fn streams(streams: &[(u8, &[i64], usize)]) -> Said {
	let owned =
		|(number, values, evaluated): &(u8, &[i64], usize)| (*number, values.to_vec(), *evaluated);
	Said {
		streams: streams.iter().map(owned).collect(),
		..Said::default()
	}
}

#[test]
fn operators_follow_kleene_when_something_is_unknown() {
	let confirmed = |party| Node::Confirmed { party };
	let answer = |truth: Truth| match truth {
		Truth::Unknown => Err(Why::Tainted),
		other => Ok(other.is_true()),
	};
	let two = |root| Condition::new(&[confirmed(0), confirmed(1), root]).unwrap();
	let not = Condition::new(&[confirmed(0), Node::Not]).unwrap();
	for one in TRUTHS {
		for other in TRUTHS {
			let said = Said {
				confirmed: vec![answer(one), answer(other)],
				..Said::default()
			};
			let among = |truth| one == truth || other == truth;
			let and = if among(Truth::False) {
				Truth::False
			} else if among(Truth::Unknown) {
				Truth::Unknown
			} else {
				Truth::True
			};
			let or = if among(Truth::True) {
				Truth::True
			} else if among(Truth::Unknown) {
				Truth::Unknown
			} else {
				Truth::False
			};
			assert_eq!(two(Node::And { of: 2 }).evaluate(&said), and);
			assert_eq!(two(Node::Or { of: 2 }).evaluate(&said), or);
			let at_least = |count| two(Node::AtLeast { count, of: 2 }).evaluate(&said);
			assert_eq!(at_least(1), or);
			assert_eq!(at_least(2), and);
			assert_eq!(not.evaluate(&said), one.negated());
		}
	}
}

#[test]
fn at_least_is_decided_when_the_unknown_cannot_change_it() {
	let condition = parsed(
		"atleast 2 of (confirmed(party 0), confirmed(party 1), confirmed(party 2), \
		 confirmed(party 3))",
	);
	let with = |answers: [Option<bool>; 4]| {
		let said = Said {
			confirmed: answers.map(|answer| answer.ok_or(Why::Tainted)).to_vec(),
			..Said::default()
		};
		condition.evaluate(&said)
	};
	let (yes, no) = (Some(true), Some(false));
	assert_eq!(with([yes, None, None, yes]), Truth::True);
	assert_eq!(with([yes, None, no, no]), Truth::Unknown);
	assert_eq!(with([no, no, no, None]), Truth::False);
}

#[test]
fn window_shows_a_reading_when_others_landed_after_it() {
	let over = parsed("reading(a) > 40");
	let under = parsed("reading(a) < 10");
	let latest = parsed("latest(a) > 40");
	let said = streams(&[(10, &[20, 50, 5, 20], 1)]);
	assert_eq!(over.evaluate(&said), Truth::True);
	assert_eq!(under.evaluate(&said), Truth::True);
	assert_eq!(latest.evaluate(&said), Truth::False);
	// What was evaluated is not looked at again.
	let said = streams(&[(10, &[20, 50, 5, 20], 3)]);
	assert_eq!(over.evaluate(&said), Truth::False);
	assert_eq!(under.evaluate(&said), Truth::False);
	// Where nothing has landed since, the latest is looked at.
	let said = streams(&[(10, &[20, 50], 2)]);
	assert_eq!(over.evaluate(&said), Truth::True);
}

#[test]
fn window_shows_what_was_not_so_when_it_is_asked_by_a_not() {
	let never_above = parsed("not reading(a) > 40");
	let said = |values: &[i64]| never_above.evaluate(&streams(&[(10, values, 1)]));
	assert_eq!(said(&[0, 50, 20, 50]), Truth::True);
	assert_eq!(said(&[0, 50, 60, 50]), Truth::False);
	// Two of them cancel.
	let twice = parsed("not not reading(a) > 40");
	let values = streams(&[(10, &[0, 20, 50, 20], 1)]);
	assert_eq!(twice.evaluate(&values), Truth::True);
}

#[test]
fn window_begins_with_what_was_in_force_when_other_things_are_asked_too() {
	let alone = parsed("reading(a) > 40");
	let both = parsed("reading(a) > 40 and reading(b) > 40");
	// a was above 40 while b rose, and fell later.
	let said = streams(&[(10, &[50, 20], 1), (11, &[0, 50], 1)]);
	assert_eq!(both.evaluate(&said), Truth::True);
	assert_eq!(alone.evaluate(&said), Truth::False);
}

#[test]
fn run_counts_when_it_began_before_the_last_evaluation() {
	let condition = parsed("reading(a) > 40 for 3");
	let said = |values: &[i64], evaluated| condition.evaluate(&streams(&[(10, values, evaluated)]));
	assert_eq!(said(&[50, 50], 0), Truth::Unknown);
	assert_eq!(said(&[50, 50, 50], 2), Truth::True);
	assert_eq!(said(&[50, 50, 40, 50, 50], 0), Truth::False);
	assert_eq!(said(&[50, 50, 50, 0, 0, 0], 0), Truth::True);
	assert_eq!(said(&[50, 50, 50, 0, 0, 0], 3), Truth::False);
	let below = parsed("reading(a) <= 2 for 2");
	let said = streams(&[(10, &[9, 2, 1, 9, 9], 0)]);
	assert_eq!(below.evaluate(&said), Truth::True);
}

#[test]
fn window_is_whole_when_two_of_them_are_joined() {
	let values = [3, 9, 1, 4, 1, 5, 9, 2, 6];
	for first in 0..values.len() {
		for second in first..values.len() {
			let mut all = Window::<3>::default();
			for value in &values[..first] {
				all.push(*value);
			}
			all.evaluated();
			let mut early = all;
			for value in &values[first..second] {
				all.push(*value);
				early.push(*value);
			}
			let mut late = early;
			late.evaluated();
			for value in &values[second..] {
				all.push(*value);
				late.push(*value);
			}
			assert_eq!(early.followed_by(&late), all);
			assert_eq!(all.is_open(), first < values.len());
		}
	}
}

#[test]
fn window_says_nothing_when_it_does_not_remember_so_many() {
	let mut window = Window::<3>::default();
	assert_eq!(window.observe(1, 0, 0, None), None);
	for value in [7, 8, 9] {
		window.push(value);
	}
	assert_eq!(window.observe(0, 0, 0, None), None);
	assert_eq!(window.observe(4, 0, 0, None), None);
	let observed = window.observe(2, -1, 5, None).unwrap();
	assert_eq!(observed.latest, Band::of(8).with(9));
	assert_eq!(observed.floors, Band::of(7).with(8));
	assert_eq!(observed.ceilings, Band::of(8).with(9));
	// What a stream that remembers four spends on it.
	assert_eq!(Window::<4>::max_encoded_len(), 259);
	assert_eq!(Window::<8>::max_encoded_len(), 515);
}

#[test]
fn window_takes_a_batch_at_its_worst_when_a_run_is_asked_for() {
	let mut window = Window::<4>::default();
	window.push(4);
	window.push_batch(2, 9, 2);
	window.push(8);
	assert_eq!(
		window.range(),
		Some(Band {
			lowest: 2,
			highest: 9
		})
	);
	let of = |run| window.observe(run, 0, 0, None).unwrap();
	// Both extremes were measured.
	assert_eq!(of(1).floors, Band::of(2).with(9));
	assert_eq!(of(1).ceilings, Band::of(2).with(9));
	// All of the batch may have been 9, or 2, and so may its end, before the 8.
	assert_eq!(of(2).floors, Band::of(2).with(9));
	assert_eq!(of(2).ceilings, Band::of(2).with(9));
	assert_eq!(of(3).floors, Band::of(2).with(8));
	assert_eq!(of(3).ceilings, Band::of(4).with(9));
	assert_eq!(of(4).floors, Band::of(2).with(4));
	// The latest run is above a limit if all of it is for certain.
	assert_eq!(of(2).latest, Band::of(2).with(9));
	// One that is longer than what is remembered is as good as that.
	let mut long = Window::<4>::default();
	long.push_batch(1, 3, 65_536);
	assert_eq!(
		long.observe(4, 0, 0, None).unwrap().floors,
		Band::of(1).with(3)
	);
	assert!(long.observe(5, 0, 0, None).is_none());
}

#[test]
fn median_is_above_when_more_than_half_of_the_fresh_streams_are() {
	let text = |comparison| {
		let ids = ["01", "02", "03", "04"].map(|digit| format!("0x{}/t", digit.repeat(32)));
		format!("median({}; 2 fresh) {comparison}", ids.join(", "))
	};
	let above = parsed(&text("> 5"));
	let below = parsed(&text("< 5"));
	let said = |values: [i64; 4]| {
		let values = values.map(|value| [value]);
		let said = [1, 2, 3, 4].map(|number| (number, &values[usize::from(number) - 1][..], 0));
		streams(&said)
	};
	assert_eq!(above.evaluate(&said([9, 9, 9, 0])), Truth::True);
	// Between the two middle values lies the limit: neither is certain.
	assert_eq!(above.evaluate(&said([9, 9, 0, 0])), Truth::False);
	assert_eq!(below.evaluate(&said([9, 9, 0, 0])), Truth::False);
	assert_eq!(below.evaluate(&said([9, 4, 0, 0])), Truth::True);
	// A stale one is left out, and three are decided by the middle one.
	let mut stale = said([9, 9, 0, 0]);
	stale.faults = vec![(3, Why::Stale)];
	assert_eq!(above.evaluate(&stale), Truth::True);
	stale.faults = vec![(1, Why::Stale), (2, Why::Tainted), (3, Why::NoData)];
	let explanation = above.explain(&stale);
	let findings = explanation.findings();
	assert_eq!(findings[4].why, Some(Why::NotEnoughFresh));
	assert_eq!(findings[4].seen, Some(Seen::Fresh(1)));
	assert_eq!(findings[1].why, Some(Why::Tainted));
	assert_eq!(findings[3].truth, Truth::False);
}

#[test]
fn stream_is_fresh_when_its_age_is_exactly_reached() {
	let condition = parsed("fresh(a, 50ms)");
	let at = |now, values: &[i64]| {
		let mut said = streams(&[(10, values, 0)]);
		said.now = now;
		condition.evaluate(&said)
	};
	assert_eq!(at(150, &[1]), Truth::True);
	assert_eq!(at(151, &[1]), Truth::False);
	// The device's clock may be ahead of the chain's.
	assert_eq!(at(99, &[1]), Truth::True);
	assert_eq!(at(99, &[]), Truth::False);
	let unheard = condition.explain(&Said::default());
	assert_eq!(unheard.findings()[0].why, Some(Why::NoSuchStream));
}

#[test]
fn verdict_decides_nothing_when_it_is_unknown() {
	let good = parsed("item(x).verdict = good");
	let breached = parsed("item(x).verdict = breached");
	let with = |verdict| Said {
		verdict,
		..Said::default()
	};
	for truth in TRUTHS {
		let said = with(Some(truth));
		assert_eq!(breached.evaluate(&said), truth);
		assert_eq!(good.evaluate(&said), truth.negated());
	}
	let why = |verdict| good.explain(&with(verdict)).findings()[0].why;
	assert_eq!(why(Some(Truth::Unknown)), Some(Why::NoVerdict));
	assert_eq!(why(None), Some(Why::NoPolicy));
}

#[test]
fn ticket_has_a_state_but_no_age_when_there_is_none() {
	let evaluate = |text, ticket, now| {
		let said = Said {
			ticket,
			now,
			..Said::default()
		};
		let explanation = parsed(text).explain(&said);
		(explanation.truth(), explanation.findings()[0].why)
	};
	let open = Some(Ticket {
		state: TicketState::Acknowledged,
		opened: 100,
		changed: 150,
	});
	assert_eq!(
		evaluate("ticket.state = none", None, 0),
		(Truth::True, None)
	);
	assert_eq!(evaluate("ticket.state = open", None, 0).0, Truth::False);
	assert_eq!(
		evaluate("ticket.age > 0ms", None, 0),
		(Truth::Unknown, Some(Why::NoSuchTicket))
	);
	assert_eq!(evaluate("ticket(1).state = none", open, 0).0, Truth::True);
	assert_eq!(
		evaluate("ticket.state = acknowledged", open, 0).0,
		Truth::True
	);
	assert_eq!(evaluate("ticket.age > 50ms", open, 150).0, Truth::False);
	assert_eq!(evaluate("ticket.age > 50ms", open, 151).0, Truth::True);
	assert_eq!(
		evaluate("ticket.waiting >= 50ms", open, 199).0,
		Truth::False
	);
	assert_eq!(evaluate("ticket.waiting >= 50ms", open, 200).0, Truth::True);
}

#[test]
fn explanation_names_what_was_seen_and_why_it_is_unknown() {
	let condition = parsed(
		"(reading(a) > 40 for 2 or latest(b) < 2.5) and balance(party 0) >= 10 and \
		 not item(x).state = held and acknowledged(command 1) and time < @7",
	);
	let mut said = streams(&[(10, &[39, 41], 0)]);
	said.faults = vec![(11, Why::Stale)];
	said.balance = Some(12);
	said.now = 7;
	let explanation = condition.explain(&said);
	assert_eq!(explanation.truth(), Truth::False);
	let id = |digits: &str| digits.repeat(32);
	let expected = format!(
		"false: and\n  \
		 unknown: or (an operand is unknown)\n    \
		 false: reading(0x{a}/t) > 40 for 2 [39]\n    \
		 unknown: latest(0x{b}/t) < 2.5 (stale)\n  \
		 true: balance(party 0) >= 10 [12]\n  \
		 unknown: not (an operand is unknown)\n    \
		 unknown: item(0x{x}).state = held (no such item)\n  \
		 unknown: acknowledged(command 1) (no such command)\n  \
		 false: time < 1970-01-01T00:00:00.007Z [1970-01-01T00:00:00.007Z]\n",
		a = id("0a"),
		b = id("0b"),
		x = id("01"),
	);
	let lines = Explained::new(&condition, &explanation, &()).to_string();
	assert_eq!(lines, expected);
}

#[test]
fn what_a_condition_depends_on_is_named_once() {
	let condition = parsed(
		"reading(a) > 1 and latest(a) < 5 and (fresh(b, 1m) or item(x).verdict = good or \
		 item(x).accepted by party 3) and item(y).custodian = party 3 and confirmed(party 1) and \
		 item(y).custodian = org 9",
	);
	let streams: Vec<u8> = condition.signals().map(|one| one.device[0]).collect();
	let items: Vec<u8> = condition.items().map(|one| one[0]).collect();
	let parties: Vec<Party> = condition.parties().copied().collect();
	assert_eq!(streams, [10, 11]);
	assert_eq!(items, [1, 2]);
	assert_eq!(parties, [3, 1]);
}

#[test]
fn change_is_announced_when_time_alone_can_bring_it() {
	let next = |text, now| {
		let mut said = streams(&[(10, &[1], 0)]);
		said.now = now;
		said.verdict = Some(Truth::False);
		said.ticket = Some(Ticket {
			state: TicketState::Open,
			opened: 100,
			changed: 150,
		});
		parsed(text).next_change(&said)
	};
	for (text, turns) in [
		("time >= @300", 300),
		("time < @300", 300),
		("time > @300", 301),
		("time <= @300", 301),
		("fresh(a, 50ms)", 151),
		("ticket.age > 70ms", 171),
		("ticket.waiting >= 70ms", 220),
		("reading(a) > 40", 1_000),
		("item(x).verdict = good", 500),
	] {
		assert_eq!(next(text, turns - 1), Some(turns), "{text}");
		assert_eq!(next(text, turns), None, "{text}");
	}
	assert_eq!(next("time > @300 and time > @200", 0), Some(201));
	assert_eq!(next("time > @18446744073709551615", 0), None);
	assert_eq!(next("confirmed(party 0)", 0), None);
	assert_eq!(next("ticket(1).age > 70ms", 0), None);
}
