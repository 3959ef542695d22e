//! `propose`: everything is checked that can be before anybody signs.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::{Action, Arbitration, Flaw, Often, Party, Ruling, Terms, Unknown};
use hallmark_types::{
	organisation::Standing,
	readings::{Signal, Unit},
};
use sp_core::H256;
use sp_runtime::{traits::BadOrigin, DispatchResult, TokenError};

fn fine() -> Terms {
	terms(&[once("reading(d1/temp) > 8", &[pay(100)])])
}

fn try_propose(terms: &Terms) -> DispatchResult {
	Agreements::propose(by(ALICE), Box::new(terms.clone()))
}

/// Terms that are fine but for one thing.
fn but(change: impl FnOnce(&mut Terms)) -> Terms {
	let mut terms = fine();
	change(&mut terms);
	terms
}

#[test]
fn propose_puts_terms_on_record_and_takes_a_deposit() {
	on_chain(|| {
		let terms = fine();
		let next = Agreements::next_hash(Box::new(terms.clone()));
		assert_ok!(try_propose(&terms));
		let hash = terms.hash(&Agreements::genesis(), 1);
		assert_eq!(
			events(),
			[Event::Proposed {
				agreement: 1,
				proposer: ALICE,
				hash
			}]
		);
		assert_eq!(hash, next);
		assert_eq!(Agreements::terms(1), Some(terms.clone()));
		assert_eq!((status(1), agreement(1).hash), (Status::Proposed, hash));
		assert!(deposits(1) > 0);
		assert_eq!(held(1), 0);
		for org in [ALICE, BOB, JUDGE] {
			assert_eq!(Agreements::agreements_of(org, None, 9).items, [1], "{org}");
		}
		assert!(Agreements::agreements_of(WITNESS, None, 9).items.is_empty());
		// The same again is another agreement, and is signed for itself.
		assert_ok!(try_propose(&terms));
		assert_ne!(agreement(2).hash, hash);
	});
}

#[test]
fn propose_is_refused_when_the_caller_is_no_party() {
	on_chain(|| {
		let terms = Box::new(fine());
		assert_noop!(
			Agreements::propose(RuntimeOrigin::none(), terms.clone()),
			BadOrigin
		);
		assert_noop!(
			Agreements::propose(by_clerk(ALICE), terms.clone()),
			OUT_OF_SCOPE
		);
		for org in [CAROL, JUDGE, WITNESS] {
			assert_noop!(
				Agreements::propose(by(org), terms.clone()),
				Error::<Test>::NotParty
			);
		}
		set_standing(ALICE, Standing::Suspended);
		assert_noop!(Agreements::propose(by(ALICE), terms), NOT_ACTIVE);
	});
}

#[test]
fn propose_is_refused_when_the_deposit_cannot_be_held() {
	on_chain(|| {
		let all = free(1) - NATIVE_LEAST;
		let who = RuntimeOrigin::signed(1);
		assert_ok!(Balances::transfer_keep_alive(who, 500, all));
		assert_noop!(try_propose(&fine()), TokenError::FundsUnavailable);
	});
}

/// Every flaw that terms can have by themselves.
#[test]
fn propose_is_refused_when_terms_contradict_themselves() {
	on_chain(|| {
		let with = |text: &str| terms(&[once(text, &[pay(100)])]);
		let doing = |actions: &[Action]| terms(&[once("confirmed(party 0)", actions)]);
		let judged = |change: fn(&mut Arbitration)| {
			but(|terms| change(terms.arbitration.as_mut().expect("there is one")))
		};
		let share = |parts| Action::PayShare {
			from: 0,
			to: 1,
			parts,
		};
		let ticketed = |proof: Option<&str>| {
			let mut terms = fine();
			terms.tickets = vec![ticket(proof)].try_into().expect("one");
			terms
		};
		let two_units = {
			open_with(device(2), "wet", Unit::RelativeHumidity);
			with("median(d1/temp, d2/wet; 1 fresh) > 5")
		};
		let holding = |items: core::ops::Range<u8>| {
			let actions: Vec<_> = items.map(|n| Action::HoldItem(item(n))).collect();
			once("confirmed(party 0)", &actions)
		};
		let many_items = terms(&[holding(0..4), holding(4..8), holding(8..9)]);
		let cases = [
			(but(|terms| terms.parties.truncate(1)), Flaw::TooFewParties),
			(
				but(|terms| terms.parties[1].org = ALICE),
				Flaw::PartyRepeated,
			),
			(
				but(|terms| terms.parties[1].escrow = u128::MAX),
				Flaw::EscrowTooLarge,
			),
			(judged(|it| it.arbiter = BOB), Flaw::ArbiterIsParty),
			(judged(|it| it.bond = 0), Flaw::BondMissing),
			(judged(|it| it.patience = 0), Flaw::ArbiterWithoutTime),
			(
				judged(|it| it.silence = Ruling::Split(1_000_000)),
				Flaw::SplitOutOfRange,
			),
			(
				judged(|it| it.silence = Ruling::Split(0)),
				Flaw::SplitOutOfRange,
			),
			(but(|terms| terms.sign_by = now()), Flaw::TimesOutOfOrder),
			(
				but(|terms| terms.expires_at = terms.sign_by),
				Flaw::TimesOutOfOrder,
			),
			(terms(&[]), Flaw::NoClauses),
			(
				but(|terms| {
					let stream = terms.streams[0];
					terms.streams.try_push(stream).expect("there is room");
				}),
				Flaw::StreamRepeated,
			),
			(
				but(|terms| {
					let other = hallmark_agreements::Stream {
						signal: signal(2, "temp"),
						..terms.streams[0]
					};
					terms.streams.try_push(other).expect("there is room");
				}),
				Flaw::StreamUnused,
			),
			(many_items, Flaw::TooManyItems),
			(doing(&[]), Flaw::NoActions(0)),
			(doing(&[pay(5), pay(5)]), Flaw::ActionRepeated(0)),
			(doing(&[Action::End, pay(5)]), Flaw::ActionAfterEnd(0)),
			(with("confirmed(party 2)"), Flaw::NoSuchParty(0)),
			(
				doing(&[Action::Pay {
					from: 0,
					to: 2,
					amount: 5,
				}]),
				Flaw::NoSuchParty(0),
			),
			(with("ticket.state = open"), Flaw::NoSuchTicket(0)),
			(doing(&[Action::OpenTicket(0)]), Flaw::NoSuchTicket(0)),
			(with("acknowledged(command 0)"), Flaw::NoSuchCommand(0)),
			(doing(&[Action::CommandDevice(0)]), Flaw::NoSuchCommand(0)),
			(
				but(|terms| terms.streams.clear()),
				Flaw::StreamUndeclared(0),
			),
			(two_units, Flaw::UnitsMixed(0)),
			(
				with("latest(d1/temp) > 5 and latest(d1/temp) < 3"),
				Flaw::Unreachable(0),
			),
			(with("time > 2027-01-01T00:00:00Z"), Flaw::Unreachable(0)),
			(with("time < 2025-01-01T00:00:00Z"), Flaw::Unreachable(0)),
			(
				with("confirmed(party 0) and time >= 2027-01-01T00:00:00Z"),
				Flaw::Unreachable(0),
			),
			(
				{
					let mut terms = with("acknowledged(command 0)");
					terms.commands = vec![command()].try_into().expect("one");
					terms
				},
				Flaw::CommandNeverGiven(0),
			),
			(
				but(|terms| terms.clauses[0].often = Often::EveryTime { cool_down: 0 }),
				Flaw::CoolDownMissing(0),
			),
			(
				but(|terms| {
					terms.clauses[0].challenge = DAY;
					terms.arbitration = None;
				}),
				Flaw::ArbiterMissing(0),
			),
			(doing(&[pay(0)]), Flaw::PaysNothing(0)),
			(doing(&[share(0)]), Flaw::PaysNothing(0)),
			(
				doing(&[Action::Pay {
					from: 1,
					to: 1,
					amount: 5,
				}]),
				Flaw::PaysItself(0),
			),
			(doing(&[share(1_000_001)]), Flaw::ShareAboveWhole(0)),
			(doing(&[pay(1_001)]), Flaw::PayoutAboveEscrow(0)),
			(doing(&[pay(501), pay(500)]), Flaw::PayoutAboveEscrow(0)),
			(doing(&[pay(u128::MAX), pay(5)]), Flaw::PayoutAboveEscrow(0)),
			(
				{
					let mut terms = ticketed(None);
					terms.tickets[0].servicer = 0;
					terms
				},
				Flaw::TicketParties(0),
			),
			(
				ticketed(Some("latest(d2/temp) < 5")),
				Flaw::ProofOutOfPlace(0),
			),
			(
				ticketed(Some("reading(d1/temp) < 5")),
				Flaw::ProofOverWindow(0),
			),
			(
				but(|terms| {
					let mut command = command();
					command.lifetime = 0;
					terms.commands = vec![command].try_into().expect("one");
				}),
				Flaw::CommandWithoutTime(0),
			),
		];
		for (terms, flaw) in cases {
			assert_noop!(try_propose(&terms), Error::<Test>::Unsound(Unsound(flaw)));
		}
	});
}

#[test]
fn propose_is_refused_when_it_would_last_too_long() {
	on_chain(|| {
		let terms = but(|terms| terms.expires_at = now() + MAX_LIFETIME + 1);
		assert_noop!(try_propose(&terms), Error::<Test>::TooLong);
		let terms = but(|terms| terms.expires_at = now() + MAX_LIFETIME);
		assert_ok!(try_propose(&terms));
	});
}

#[test]
fn propose_is_refused_when_somebody_is_no_active_member() {
	on_chain(|| {
		let unknown = but(|terms| terms.parties[1].org = 77);
		assert_noop!(try_propose(&unknown), Error::<Test>::PartyNotActive(1));
		set_standing(BOB, Standing::Suspended);
		assert_noop!(try_propose(&fine()), Error::<Test>::PartyNotActive(1));
		set_standing(BOB, Standing::Active);
		set_standing(JUDGE, Standing::Expelled);
		assert_noop!(try_propose(&fine()), Error::<Test>::ArbiterNotActive);
		set_standing(JUDGE, Standing::Active);
		let terms = but(|terms| terms.witnesses.try_push(77).expect("there is room"));
		assert_noop!(try_propose(&terms), Error::<Test>::UnknownWitness(1));
	});
}

#[test]
fn propose_is_refused_when_the_asset_is_unknown_or_frozen() {
	on_chain(|| {
		let unknown = but(|terms| terms.asset = Some(99));
		assert_noop!(try_propose(&unknown), Error::<Test>::UnknownAsset);
		let terms = terms(&[once("balance(party 0, asset 99) > 5", &[pay(100)])]);
		assert_noop!(try_propose(&terms), Error::<Test>::UnknownAsset);
		let coin = but(|terms| terms.asset = Some(COIN));
		let issuer = || RuntimeOrigin::signed(20);
		assert_ok!(Assets::freeze_asset(issuer(), COIN));
		assert_noop!(try_propose(&coin), Error::<Test>::AssetFrozen);
		assert_ok!(Assets::thaw_asset(issuer(), COIN));
		assert_ok!(try_propose(&coin));
		assert_ok!(Assets::start_destroy(issuer(), COIN));
		assert_noop!(try_propose(&coin), Error::<Test>::UnknownAsset);
	});
}

#[test]
fn propose_is_refused_when_a_stream_is_unknown_foreign_or_something_else() {
	on_chain(|| {
		let unknown = but(|terms| {
			terms.clauses[0].when = when("reading(d1/wet) > 8");
			declare(terms);
		});
		assert_noop!(try_propose(&unknown), Error::<Test>::UnknownStream(0));
		let foreign = terms(&[once("reading(d9/temp) > 8", &[pay(100)])]);
		assert_noop!(try_propose(&foreign), Error::<Test>::ForeignStream(0));
		// A witness' word counts, and so does the arbiter's.
		assert_ok!(try_propose(&terms(&[once(
			"reading(d8/temp) > 8",
			&[pay(100)]
		)])));
		enrol(device(9), JUDGE);
		assert_ok!(try_propose(&foreign));

		let unit = but(|terms| terms.streams[0].unit = Unit::Kelvin);
		assert_noop!(try_propose(&unit), Error::<Test>::UnitMismatch(0));
		let exponent = but(|terms| terms.streams[0].exponent = -2);
		assert_noop!(try_propose(&exponent), Error::<Test>::ExponentMismatch(0));
		for (limit, is_fine) in [
			("85", true),
			("85.01", false),
			("-40", true),
			("-400", false),
		] {
			let terms = terms(&[once(&format!("reading(d1/temp) < {limit}"), &[pay(100)])]);
			if is_fine {
				assert_ok!(try_propose(&terms));
			} else {
				assert_noop!(try_propose(&terms), Error::<Test>::LimitOutOfRange(0));
			}
		}
	});
}

#[test]
fn propose_is_refused_when_an_item_is_unknown_or_foreign() {
	on_chain(|| {
		let about = |n: u8| terms(&[once(&format!("item(i{n}).state = held"), &[pay(100)])]);
		assert_noop!(try_propose(&about(5)), Error::<Test>::UnknownItem(0));
		assert_noop!(try_propose(&about(9)), Error::<Test>::ForeignItem(0));
		assert_ok!(try_propose(&about(1)));
		// A stranger's item that a witness carries can be asked about, and not held.
		change_item(item(9), |thing| thing.facts.custodian = WITNESS);
		assert_ok!(try_propose(&about(9)));
		let hold = Action::HoldItem(item(9));
		let terms = terms(&[once("confirmed(party 0)", &[hold])]);
		assert_noop!(try_propose(&terms), Error::<Test>::HoldsForeignItem(0));
		change_item(item(9), |thing| thing.facts.custodian = BOB);
		assert_ok!(try_propose(&terms));
	});
}

#[test]
fn propose_is_refused_when_a_device_to_be_commanded_is_no_partys() {
	on_chain(|| {
		let commanding = |n: u8| {
			let mut terms = terms(&[once("confirmed(party 0)", &[Action::CommandDevice(0)])]);
			let mut command = command();
			command.device = device(n);
			terms.commands = vec![command].try_into().expect("one");
			terms
		};
		assert_noop!(try_propose(&commanding(6)), Error::<Test>::UnknownDevice(0));
		assert_noop!(try_propose(&commanding(8)), Error::<Test>::ForeignDevice(0));
		assert_ok!(try_propose(&commanding(2)));
	});
}

#[test]
fn propose_is_refused_when_a_clause_pays_dust_or_fires_too_often() {
	on_chain(|| {
		let dust = |asset, amount| {
			let mut terms = terms(&[once("confirmed(party 0)", &[pay(amount)])]);
			terms.asset = asset;
			terms
		};
		assert_noop!(
			try_propose(&dust(None, NATIVE_LEAST - 1)),
			Error::<Test>::DustPayout(0)
		);
		assert_ok!(try_propose(&dust(None, NATIVE_LEAST)));
		assert_noop!(
			try_propose(&dust(Some(COIN), COIN_LEAST - 1)),
			Error::<Test>::DustPayout(0)
		);
		assert_ok!(try_propose(&dust(Some(COIN), COIN_LEAST)));
		let hasty = but(|terms| {
			terms.clauses[0].often = Often::EveryTime {
				cool_down: SECOND - 1,
			}
		});
		assert_noop!(try_propose(&hasty), Error::<Test>::CoolDownTooShort(0));
	});
}

#[test]
fn propose_is_refused_when_a_servicer_would_mark_its_own_work() {
	on_chain(|| {
		let proven_by = |n: u8| {
			let mut terms = terms(&[once("ticket.state = resolved", &[pay(100)])]);
			let proof = format!("latest(d{n}/temp) < 8");
			terms.tickets = vec![ticket(Some(&proof))].try_into().expect("one");
			declare(&mut terms);
			terms
		};
		assert_noop!(
			try_propose(&proven_by(2)),
			Error::<Test>::ProofByServicer(0)
		);
		assert_ok!(try_propose(&proven_by(1)));
		assert_ok!(try_propose(&proven_by(8)));
	});
}

#[test]
fn propose_is_refused_when_numbers_are_used_up() {
	on_chain(|| {
		LastAgreement::<Test>::put(u32::MAX);
		assert_noop!(try_propose(&fine()), Error::<Test>::NoNumberLeft);
	});
}

#[test]
fn largest_terms_are_within_all_bounds() {
	on_chain(|| {
		// Sixteen clauses of the longest conditions there are, over as many streams as there may be.
		for n in 0..16 {
			open(1, &format!("s{n}"));
		}
		let leaves: Vec<_> = (0..16)
			.map(|n| format!("reading(d1/s{n}) > 8 for 8"))
			.collect();
		let text = format!("({})", leaves.join(" or "));
		let clause = once(&text, &[pay(10), Action::RefundRest, Action::End]);
		let mut terms = terms(&vec![clause; 16]);
		terms.clauses.iter_mut().for_each(|clause| {
			clause.unknown = Unknown::Fires { after: DAY };
			clause.challenge = DAY;
		});
		terms.parties = [ALICE, BOB, CAROL, 4]
			.map(|org| Party { org, escrow: 100 })
			.to_vec()
			.try_into()
			.expect("four");
		terms.document = H256::repeat_byte(1);
		let id = agree(&terms);
		assert_eq!(
			Agreements::step_weight(),
			Agreements::step_weight().min(Free::get())
		);
		let signal: Signal = terms.streams[15].signal;
		assert_eq!(signal.name, name("s15"));
		assert_eq!(status(id), Status::Active);
	});
}
