//! Random calls in random order by everybody: whatever they do, the invariants hold after each, and
//! money above all: held and paid and credited and refunded is funded, to the unit.
//!
//! `HALLMARK_SEQUENCES` sets the number of sequences.

use super::lag::Dice;
use crate::{mock::*, *};
use frame_support::weights::Weight;
use hallmark_agreements::{Action, AgreementId, Often, Party, Ruling, Terms, Unknown};
use hallmark_keys::{Acknowledgement, Signature, Statement};
use hallmark_types::{
	device::DeviceStatus,
	items::{Life, Verdict},
	organisation::Standing,
};

fn action(dice: &mut Dice) -> Action {
	let (from, to) = [(0, 1), (1, 0), (0, 2), (2, 1)][dice.roll(4) as usize];
	match dice.roll(10) {
		0..=3 => Action::Pay {
			from,
			to,
			amount: 10 + u128::from(dice.roll(90)),
		},
		4 | 5 => Action::PayShare {
			from,
			to,
			parts: 1 + dice.roll(1_000_000) as u32,
		},
		6 => Action::OpenTicket(0),
		7 => Action::CloseTicket(0),
		8 => Action::CommandDevice(0),
		_ => Action::HoldItem(item(1)),
	}
}

fn condition(dice: &mut Dice) -> String {
	let leaf = |dice: &mut Dice| match dice.roll(12) {
		0..=3 => format!("reading(d{}/temp) > {}", 1 + dice.roll(2), dice.roll(30)),
		4 => format!("latest(d1/temp) < {} for 2", dice.roll(30)),
		5 => "fresh(d2/temp, 5m)".into(),
		6 => "item(i1).verdict = breached".into(),
		7 => "item(i2).accepted by party 1".into(),
		8 => "ticket.state = resolved".into(),
		9 => "ticket.age > 1h".into(),
		10 => format!("confirmed(party {})", dice.roll(3)),
		_ => "acknowledged(command 0)".into(),
	};
	let one = leaf(dice);
	match dice.roll(5) {
		0 => format!("not {one}"),
		1 => format!("{one} and {}", leaf(dice)),
		2 => format!("{one} or {}", leaf(dice)),
		_ => one,
	}
}

/// Terms of all sorts. Some are refused.
fn some_terms(dice: &mut Dice) -> Terms {
	let mut clauses: Vec<_> = (0..1 + dice.roll(4))
		.map(|_| {
			let mut actions: Vec<_> = (0..1 + dice.roll(3)).map(|_| action(dice)).collect();
			match dice.roll(8) {
				0 => actions.push(Action::End),
				1 => actions.push(Action::RefundRest),
				_ => {},
			}
			let mut clause = once(&condition(dice), &actions);
			if dice.roll(2) == 0 {
				clause.often = Often::EveryTime {
					cool_down: SECOND + dice.roll(HOUR),
				};
			}
			if dice.roll(3) == 0 {
				clause.challenge = 1 + dice.roll(DAY);
			}
			clause.unknown = match dice.roll(6) {
				0 => Unknown::Fires {
					after: dice.roll(DAY),
				},
				1 => Unknown::Ends {
					after: dice.roll(10 * DAY),
				},
				_ => Unknown::Waits,
			};
			clause
		})
		.collect();
	// So that what may be waited for can be given.
	clauses.push(every("reading(d1/temp) > 20", &[Action::CommandDevice(0)]));
	let mut terms = terms(&clauses);
	terms.parties = [
		(ALICE, 100 + u128::from(dice.roll(900))),
		(BOB, 100 + u128::from(dice.roll(400))),
		(CAROL, 100),
	]
	.map(|(org, escrow)| Party { org, escrow })
	.to_vec()
	.try_into()
	.expect("three");
	terms.tickets = vec![ticket(None)].try_into().expect("one");
	terms.commands = vec![command()].try_into().expect("one");
	terms.asset = [None, Some(COIN)][dice.roll(2) as usize];
	terms.sign_by = now() + 1 + dice.roll(2 * DAY);
	terms.expires_at = terms.sign_by + 1 + dice.roll(30 * DAY);
	terms
}

fn some_agreement(dice: &mut Dice) -> AgreementId {
	1 + dice.roll(u64::from(LastAgreement::<Test>::get()).max(1)) as AgreementId
}

fn acknowledge(id: AgreementId) {
	let Some(agreement) = Contracts::<Test>::get(id) else {
		return;
	};
	let Some(record) = agreement.commands.first() else {
		return;
	};
	let statement = Acknowledgement {
		genesis: Agreements::genesis(),
		device: device(2).0,
		agreement: id,
		command: 0,
		issue: record.issue,
		opcode: 7,
		expires_at: record.expires_at,
	};
	let signature = statement.using_bytes(|bytes| key_pair(device(2)).sign(bytes));
	let signature = Signature(signature.into());
	let _ = Agreements::acknowledge_command(by(STRANGER), id, 0, record.issue, signature);
}

/// One call or one event, of which many are refused or change nothing.
fn step(dice: &mut Dice) {
	let id = some_agreement(dice);
	let org = [ALICE, BOB, CAROL, JUDGE][dice.roll(4) as usize];
	let party = [ALICE, BOB, CAROL][dice.roll(3) as usize];
	let clause = dice.roll(4) as u8;
	match dice.roll(33) {
		0 | 1 => {
			let terms = some_terms(dice);
			let _ = Agreements::propose(by(ALICE), Box::new(terms));
		},
		2..=7 => {
			if let Some(agreement) = Contracts::<Test>::get(id) {
				let _ = Agreements::sign(by(party), id, agreement.hash);
			}
		},
		8 => drop(Agreements::consent(by(party), id, dice.roll(3) > 0)),
		9 => drop(Agreements::cancel(by(party), id)),
		10 => drop(Agreements::confirm(by(party), id)),
		11 => drop(Agreements::open_ticket(by(ALICE), id, 0)),
		12 => drop(Agreements::acknowledge_ticket(by(BOB), id, 0)),
		13 => drop(Agreements::resolve_ticket(by(BOB), id, 0)),
		14 => drop(Agreements::close_ticket(by(ALICE), id, 0)),
		15 => acknowledge(id),
		16 | 17 => {
			// Somebody challenges what can be challenged.
			let found = Contracts::<Test>::iter().find_map(|(id, agreement)| {
				let place = agreement
					.clauses
					.iter()
					.position(|it| it.pending.is_some_and(|it| it.challenged_by.is_none()))?;
				Some((id, place as u8))
			});
			if let Some((id, clause)) = found {
				let _ = Agreements::challenge(by(party), id, clause);
			}
		},
		18 => drop(Agreements::challenge(by(org), id, clause)),
		19 | 20 => {
			let ruling = [
				Ruling::Uphold,
				Ruling::Strike,
				Ruling::Split(dice.roll(1_000_000) as u32),
			][dice.roll(3) as usize];
			let found = Contracts::<Test>::iter().find_map(|(id, agreement)| {
				let place = agreement
					.clauses
					.iter()
					.position(|it| it.pending.is_some_and(|it| it.challenged_by.is_some()))?;
				Some((id, place as u8))
			});
			if let Some((id, clause)) = found {
				let _ = Agreements::rule(by(JUDGE), id, clause, ruling);
			}
		},
		21 => {
			let payee = [1, 2, 3, 500][dice.roll(4) as usize];
			let _ = Agreements::set_payee(by(party), id, payee);
		},
		22 => drop(Agreements::claim(by(party), id)),
		23 => drop(Agreements::poke(by(STRANGER), id)),
		24 => drop(Agreements::remove(by(party), id)),
		25 => {
			let who = RuntimeOrigin::signed(20);
			let target = AccountId::from(party);
			let _ = if dice.roll(2) == 0 {
				Assets::block(who, COIN, target)
			} else {
				Assets::thaw(who, COIN, target)
			};
		},
		26 => {
			let status = [DeviceStatus::Active, DeviceStatus::Quarantined][dice.roll(2) as usize];
			set_status(device(1 + dice.roll(2) as u8), status);
		},
		27 => {
			let standing = [Standing::Active, Standing::Active, Standing::Suspended];
			set_standing(party, standing[dice.roll(3) as usize]);
		},
		28 => match dice.roll(5) {
			0 => judge(item(1), Verdict::Breached),
			1 => judge(item(1), Verdict::Good),
			2 => accept(item(2), BOB),
			3 => change_item(item(1), |thing| {
				let roots = [item(1), item(2), item(9)];
				thing.facts.root = roots[(thing.accepted.len() + 1) % 3];
				thing.accepted.push((STRANGER, 0));
			}),
			_ => change_item(item(2), |thing| thing.facts.life = Life::Destroyed),
		},
		29 => {
			Free::set(Weight::from_parts(dice.roll(3_000), 0));
			Spare::set(dice.roll(5_000));
			pass(dice.roll(HOUR));
		},
		30 => {
			Free::set(Weight::from_parts(100_000, 0));
			Spare::set(1_000_000);
			pass(dice.roll(5 * DAY));
		},
		_ => say(1 + dice.roll(2) as u8, dice.roll(300) as i64),
	}
}

#[test]
fn random_calls_keep_the_invariants_and_every_unit_of_money() {
	let sequences: u64 = std::env::var("HALLMARK_SEQUENCES").map_or(25, |number| {
		number.parse().expect("HALLMARK_SEQUENCES is a number")
	});
	let (mut funded, mut paid, mut credited, mut ended) = (0, 0, 0, 0);
	for seed in 1..=sequences {
		new_chain().execute_with(|| {
			let mut dice = Dice::of(seed);
			for number in 0..250 {
				step(&mut dice);
				Agreements::do_try_state()
					.unwrap_or_else(|broken| panic!("seed {seed}, step {number}: {broken:?}"));
			}
			// In the end everything is over, and nothing is held but what somebody can claim.
			for _ in 0..20 {
				Free::set(Weight::from_parts(100_000, 0));
				Spare::set(1_000_000);
				pass(10 * DAY);
			}
			check_invariants();
			let mut claimable = 0;
			for (id, agreement) in Contracts::<Test>::iter() {
				assert!(
					matches!(agreement.status, Status::Ended(_)),
					"seed {seed}: {id} never ends"
				);
				claimable += agreement.ledger.credited;
				funded += agreement.ledger.funded;
				paid += agreement.ledger.paid;
				credited += agreement.ledger.credited;
				ended += 1;
			}
			let held: u128 = (1..=20).map(|who| held(who) + held_coins(who)).sum();
			assert_eq!(held, claimable, "seed {seed}");
			assert_eq!(Sources::<Test>::iter().count(), 0, "seed {seed}");
			assert_eq!(Agenda::<Test>::iter().count(), 0, "seed {seed}");
		});
	}
	// The test says something only if money moved in every way.
	if sequences >= 20 {
		assert!(ended > 0 && funded > paid && paid > 0 && credited > 0);
	}
}
