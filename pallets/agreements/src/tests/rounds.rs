//! The queue: what a reading costs, who comes first, what is left when a block is full, and that one
//! agreement's misfortune is nobody else's.

use super::lag::Dice;
use crate::{mock::*, *};
use frame_support::{assert_ok, traits::Hooks, weights::Weight};
use hallmark_accesses::{counted, Accesses};
use hallmark_agreements::{
	Action, AgreementId, Terms, MAX_ACTIONS, MAX_CLAUSES, MAX_ITEMS, MAX_STREAMS,
};
use hallmark_conditions::condition::MAX_NODES;
use hallmark_types::{
	items::OnItem,
	readings::{Attested, OnReading},
	windows::Epoch,
};
use std::{collections::BTreeMap, ops::ControlFlow};

fn watching(n: u8) -> Terms {
	terms(&[every(&format!("reading(d{n}/temp) > 8"), &[pay(10)])])
}

/// What one step of the work costs at most, and is reserved for.
fn step() -> u64 {
	Agreements::step_weight().ref_time()
}

/// Look at an agreement, and tell what it cost.
fn looked(id: AgreementId) -> u64 {
	match Agreements::look(id, None, Weight::MAX) {
		ControlFlow::Continue(cost) => cost.ref_time(),
		ControlFlow::Break(_) => panic!("there is room"),
	}
}

/// How many of these have fired.
fn total(ids: &[AgreementId]) -> u32 {
	ids.iter().map(|id| fired(*id).iter().sum::<u32>()).sum()
}

/// What it costs to hear of a reading: the first one of an epoch, and the next.
fn cost(watchers: u32) -> [Accesses; 2] {
	let mut cost = [Accesses::default(); 2];
	on_chain(|| {
		let id = agree(&watching(1));
		let stream = Source::Stream(signal(1, "temp"));
		for other in 1..watchers {
			Watchers::<Test>::insert(stream, id + other, 1);
		}
		Sources::<Test>::mutate(stream, |it| {
			it.as_mut().expect("it is watched").watchers = watchers
		});
		say(2, 1);
		let reading: Attested = World::get()[&signal(2, "temp")]
			.latest
			.expect("it was said");
		cost = [(); 2].map(|()| {
			let heard = || {
				let _: Epoch = Agreements::epoch();
				Agreements::on_reading(&signal(1, "temp"), &reading)
			};
			counted(heard).1
		});
		// Put back what was made up.
		for other in 1..watchers {
			Watchers::<Test>::remove(stream, id + other);
		}
		Sources::<Test>::mutate(stream, |it| {
			it.as_mut().expect("it is watched").watchers = 1
		});
	});
	cost
}

#[test]
fn reading_costs_the_same_when_one_or_100_000_watch() {
	let one = cost(1);
	assert_eq!(one, cost(100_000));
	let (first, next) = (one[0], one[1]);
	assert_eq!((first.reads, first.writes, first.appends), (3, 3, 0));
	assert_eq!((next.reads, next.writes, next.appends), (3, 0, 0));
}

#[test]
fn evaluation_is_charged_for_what_it_does() {
	on_chain(|| {
		let cost = |condition: &str, actions: &[Action]| {
			say(1, 20);
			let id = agree(&terms(&[every(condition, actions)]));
			settle();
			say(1, 90);
			Agreements::begin_if_over();
			let cost = looked(id);
			settle();
			cost
		};
		let nothing = cost("reading(d1/temp) > 9.5", &[pay(10)]);
		let three_nodes = cost(
			"reading(d1/temp) > 9.5 or reading(d1/temp) > 9.6",
			&[pay(10)],
		);
		let balance = cost("reading(d1/temp) > 9.5 or balance(party 0) < 1", &[pay(10)]);
		let fires = cost("reading(d1/temp) > 8", &[pay(10)]);
		let pays_twice = cost("reading(d1/temp) > 8", &[pay(10), pay(20)]);
		let ends = cost("reading(d1/temp) > 8", &[pay(10), Action::End]);

		type Weights = ();
		let weight = |weight: Weight| weight.ref_time();
		assert_eq!(three_nodes - nothing, 2);
		assert_eq!(balance - nothing, 1 + weight(Weights::ask_balance(1)));
		assert_eq!(
			fires - nothing,
			weight(Weights::come_true(1)) + weight(Weights::fire(1))
		);
		let payment = weight(Weights::fire(1)) - weight(Weights::fire(0));
		assert_eq!(pays_twice - fires, payment);
		assert_eq!(ends - fires, weight(Weights::end(1, 0)));

		// What was tried has cost what it costs: there is not enough for a second time.
		say(1, 20);
		let id = agree(&terms(&[every("reading(d1/temp) > 8", &[pay(600)])]));
		say(1, 90);
		settle();
		Now::mutate(|now| *now += MINUTE);
		say(1, 90);
		Agreements::begin_if_over();
		assert_eq!(looked(id), fires);
		assert_eq!(fired(id), [1]);
	});
}

#[test]
fn what_nobody_watches_costs_a_read() {
	on_chain(|| {
		let (_, accesses) = counted(|| Agreements::on_item(&item(1)));
		assert_eq!((accesses.reads, accesses.writes), (1, 0));
	});
}

#[test]
fn nothing_is_written_when_nothing_is_to_be_done() {
	on_chain(|| {
		agree(&watching(1));
		let number = System::block_number();
		let (_, accesses) = counted(|| <Agreements as Hooks<u64>>::on_initialize(number));
		assert_eq!(accesses.writes, 0);
	});
}

#[test]
fn work_is_taken_up_where_it_was_left() {
	on_chain(|| {
		let ids: Vec<_> = (0..10).map(|_| agree(&watching(1))).collect();
		say(1, 90);
		let room = room_for_one(ids[0]);
		for done in 1..=10 {
			// Half is for what is due; what rests of it is for the queue again.
			let used = work(room);
			assert!(used <= room);
			assert_eq!(total(&ids), done);
		}
		// The source is taken off when nobody else watches it.
		work(room);
		assert!(Progress::<Test>::get().is_over());
		assert!(ids.iter().all(|id| fired(*id) == [1]));
	});
}

#[test]
fn work_never_uses_more_than_it_is_given() {
	on_chain(|| {
		let ids: Vec<_> = (0..10).map(|_| agree(&watching(1))).collect();
		say(1, 90);
		for weight in [
			0,
			1,
			room_for_one(ids[0]) - 1,
			room_for_one(ids[0]),
			step() - 1,
			step(),
			2 * step(),
			3 * step() + 7,
			1_000_000,
		] {
			assert!(work(weight) <= weight, "{weight}");
		}
		assert_eq!(total(&ids), 10);
	});
}

#[test]
fn what_was_heard_first_comes_first() {
	on_chain(|| {
		let many: Vec<_> = (0..6).map(|_| agree(&watching(1))).collect();
		let few = [agree(&watching(2))];
		say(1, 90);
		say(2, 90);
		let room = room_for_one(many[0]);
		for done in 1..=6 {
			work(room);
			assert_eq!((total(&many), total(&few)), (done, 0));
		}
		// What is heard meanwhile waits for the next round, however many watch it.
		say(1, 91);
		work(room);
		work(room);
		assert_eq!((total(&many), total(&few)), (6, 1));
	});
}

#[test]
fn small_agreements_are_looked_at_where_there_is_no_room_for_the_greatest() {
	on_chain(|| {
		let ids: Vec<_> = (0..30).map(|_| agree(&watching(1))).collect();
		say(1, 90);
		assert!(room_for_one(ids[0]) < step() / 4);
		work(step() - 1);
		assert!((5..30).contains(&total(&ids)));
		// Where there is no room for one, nothing is lost.
		while total(&ids) < 30 {
			let before = (Progress::<Test>::get(), total(&ids));
			work(room_for_one(ids[0]) / 2);
			assert_eq!((Progress::<Test>::get(), total(&ids)), before);
			work(room_for_one(ids[0]));
			assert_eq!(total(&ids), before.1 + 1);
		}
	});
}

#[test]
fn great_agreement_is_not_passed_over_for_smaller_ones() {
	on_chain(|| {
		let clause = every("reading(d1/temp) > 8", &[pay(5), pay(6), pay(7)]);
		let great = [agree(&terms(&vec![clause; 16]))];
		let small = [agree(&watching(1)), agree(&watching(1))];
		say(1, 90);
		assert!(room_for_one(great[0]) > room_for_one(small[0]) + 100);
		// However often there is room for a small one: the great one was first.
		for _ in 0..10 {
			work(room_for_one(small[0]));
			assert_eq!((total(&great), total(&small)), (0, 0));
		}
		work(room_for_one(great[0]));
		assert!(total(&great) > 0);
		for _ in 0..2 {
			work(room_for_one(small[0]));
		}
		assert_eq!(total(&small), 2);
	});
}

#[test]
fn no_agreement_costs_more_than_the_costliest_step() {
	let mut dice = Dice::of(1);
	for _ in 0..1_000 {
		let streams = dice.roll(u64::from(MAX_STREAMS) + 1) as u8;
		let clauses = 1 + dice.roll(u64::from(MAX_CLAUSES)) as u8;
		// A condition's nodes are of any kind.
		let nodes = dice.roll(u64::from(clauses) * MAX_NODES as u64 + 1) as u16;
		let acceptances = dice.roll(u64::from(nodes) + 1) as u16;
		let balances = dice.roll(u64::from(nodes - acceptances) + 1) as u16;
		let load = Load {
			streams,
			items: dice.roll(u64::from(MAX_ITEMS) + 1) as u8,
			nodes: nodes - acceptances - balances,
			acceptances,
			balances,
			clauses,
			payments: dice.roll(u64::from(MAX_PAYMENTS) + 1) as u8,
			holds: dice.roll(u64::from(MAX_ACTIONS) + 1) as u8,
		};
		assert!(
			Agreements::most_weight(load).all_lte(Agreements::step_weight()),
			"{load:?}"
		);
	}
}

#[test]
fn load_is_what_the_terms_have() {
	on_chain(|| {
		let both = "reading(d1/temp) > 8 and balance(party 0) > 1";
		let accepted = "item(i1).accepted by party 1";
		let terms = terms(&[
			every(both, &[pay(10), pay(20)]),
			once(
				accepted,
				&[pay(10), Action::HoldItem(item(1)), Action::RefundRest],
			),
		]);
		let load = Load {
			streams: 1,
			items: 1,
			// The reading, and what binds it to the balance.
			nodes: 2,
			acceptances: 1,
			balances: 1,
			clauses: 2,
			payments: 1 + terms.parties.len() as u8,
			holds: 1,
		};
		assert_eq!(Load::of(&terms), load);
	});
}

#[test]
fn stream_that_never_rests_does_not_starve_another() {
	on_chain(|| {
		let noisy: Vec<_> = (0..5).map(|_| agree(&watching(1))).collect();
		let quiet = [agree(&watching(2))];
		say(2, 90);
		let mut steps = 0;
		while total(&quiet) == 0 {
			say(1, 90);
			work(room_for_one(quiet[0]));
			steps += 1;
			assert!(steps <= 2 * (noisy.len() + 2), "it starves");
		}
	});
}

#[test]
fn full_blocks_leave_evaluation_its_share() {
	on_chain(|| {
		let ids: Vec<_> = (0..6).map(|_| agree(&watching(1))).collect();
		say(1, 90);
		Spare::set(0);
		Free::set(Weight::from_parts(2 * step(), 0));
		for _ in 0..8 {
			pass(0);
		}
		assert_eq!(total(&ids), 6);
		let used = Agreements::on_initialize(System::block_number());
		assert!(used.all_lte(Free::get()));
	});
}

#[test]
fn due_agreements_come_first_that_are_due_longest() {
	on_chain(|| {
		let at = |time: &str| terms(&[once(&format!("time >= {time}"), &[pay(10)])]);
		let late = [agree(&at("2026-01-03T00:00:00Z"))];
		let early = [agree(&at("2026-01-02T00:00:00Z"))];
		Now::set(START + 3 * DAY);
		let room = room_for_one(early[0]);
		work(room);
		assert_eq!((total(&early), total(&late)), (1, 0));
		work(room);
		assert_eq!((total(&early), total(&late)), (1, 1));
	});
}

#[test]
fn poisoned_agreement_delays_no_other() {
	on_chain(|| {
		let before = [agree(&watching(1))];
		// One in which everything goes wrong: it fires every time, and never can.
		let mut poisoned_terms = terms(&[
			every("reading(d1/temp) > 8", &[pay(600), Action::OpenTicket(0)]),
			every(
				"reading(d1/temp) > 8",
				&[pay(900), pay(100), Action::OpenTicket(0)],
			),
		]);
		poisoned_terms.tickets = vec![ticket(None)].try_into().expect("one");
		let poisoned = agree(&poisoned_terms);
		assert_ok!(Agreements::open_ticket(by(ALICE), poisoned, 0));
		let after: Vec<_> = (0..3).map(|_| agree(&watching(1))).collect();
		System::reset_events();
		say(1, 90);
		settle();
		assert_eq!((total(&before), total(&after)), (1, 3));
		let failed = |event: &Event<Test>| matches!(event, Event::FiringFailed { agreement, .. } if *agreement == poisoned);
		assert!(events().iter().any(failed));
		// Nor does it take more of a block than any other.
		System::reset_events();
		for _ in 0..20 {
			settle();
		}
		assert_eq!(events(), []);
	});
}

#[test]
fn agreement_goes_on_when_a_container_cannot_be_watched() {
	on_chain(|| {
		let id = agree(&terms(&[every(
			"reading(d1/temp) > 8 and item(i1).state = packed",
			&[pay(10)],
		)]));
		change_item(item(1), |thing| thing.facts.root = item(7));
		say(1, 90);
		settle();
		assert_eq!(fired(id), [1]);
		assert_eq!(agreement(id).roots[0], item(1));
		// Once it can be, it is.
		stock(item(7), ALICE);
		say(1, 20);
		settle();
		assert_eq!(agreement(id).roots[0], item(7));
	});
}

#[test]
fn agreement_that_watches_several_sources_is_looked_at_once_a_round() {
	on_chain(|| {
		let id = agree(&terms(&[every(
			"reading(d1/temp) > 8 or reading(d2/temp) > 8",
			&[pay(10)],
		)]));
		say(1, 90);
		say(2, 90);
		settle();
		assert_eq!(fired(id), [1]);
		pass(MINUTE);
		settle();
		assert_eq!(fired(id), [1]);
		// Two that were in force at one time are seen together, whichever was heard first.
		let id = agree(&terms(&[once(
			"reading(d1/temp) > 8 and reading(d2/temp) > 8",
			&[pay(10)],
		)]));
		for (one, other) in [(90, 20), (20, 90), (90, 90), (20, 20)] {
			say(1, one);
			say(2, other);
		}
		settle();
		assert_eq!(fired(id), [1]);
	});
}

#[test]
fn source_is_forgotten_when_nobody_watches_it_any_more() {
	on_chain(|| {
		let ids = [agree(&watching(1)), agree(&watching(1))];
		let stream = Source::Stream(signal(1, "temp"));
		assert_eq!(Sources::<Test>::get(stream).map(|it| it.watchers), Some(2));
		for id in ids {
			// Something was heard, and is in the queue still.
			say(1, 20);
			assert_ok!(Agreements::consent(by(ALICE), id, true));
			assert_ok!(Agreements::cancel(by(BOB), id));
		}
		assert_eq!(Sources::<Test>::iter().count(), 0);
		assert_eq!(StreamWatchers::get(), BTreeMap::new());
		settle();
		assert_eq!(Queue::<Test>::iter().count(), 0);
	});
}
