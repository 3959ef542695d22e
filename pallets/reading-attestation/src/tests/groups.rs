//! Who sits in a peer group.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_envelope::Unit;
use sp_runtime::{traits::BadOrigin, DispatchResult, TokenError};

fn group_terms() -> GroupTerms {
	GroupTerms {
		unit: Unit::Celsius,
		exponent: -1,
		tolerance: 50,
		patience: 2,
		freshness: MINUTE,
	}
}

fn open_group() -> GroupId {
	assert_ok!(ReadingAttestation::open_group(by(OTHER), group_terms()));
	LastGroup::<Test>::get()
}

fn offer(org: u32, group: GroupId, n: u8) -> DispatchResult {
	ReadingAttestation::offer_seat(by(org), group, device(n), name("temp"))
}

fn place(group: GroupId, seat: u8) -> Place {
	Place { group, seat }
}

#[test]
fn group_is_opened_and_closed_at_the_hosts_expense() {
	on_chain(|| {
		let group = open_group();
		assert_eq!(last_event(), Event::GroupOpened { group, host: OTHER });
		assert!(held(OTHER.into()) > 0);
		assert_noop!(
			ReadingAttestation::close_group(by(OWNER), group),
			Error::<Test>::NotHost
		);
		assert_ok!(ReadingAttestation::close_group(by(OTHER), group));
		assert_eq!(last_event(), Event::GroupClosed { group });
		assert_eq!(held(OTHER.into()), 0);
		assert_noop!(
			ReadingAttestation::close_group(by(OTHER), group),
			Error::<Test>::UnknownGroup
		);
		// Its number is not given again.
		assert_eq!(open_group(), group + 1);
	});
}

#[test]
fn group_is_not_opened_on_terms_that_make_no_sense_or_by_who_may_not() {
	on_chain(|| {
		let open = |origin, terms| ReadingAttestation::open_group(origin, terms);
		assert_noop!(open(RuntimeOrigin::none(), group_terms()), BadOrigin);
		assert_noop!(open(by_clerk(OWNER), group_terms()), OUT_OF_SCOPE);
		let hasty = GroupTerms {
			patience: 0,
			..group_terms()
		};
		assert_noop!(open(by(OWNER), hasty), Error::<Test>::NoPatience);
		let stale = GroupTerms {
			freshness: 0,
			..group_terms()
		};
		assert_noop!(open(by(OWNER), stale), Error::<Test>::NoFreshness);
		LastGroup::<Test>::put(GroupId::MAX);
		assert_noop!(open(by(OWNER), group_terms()), Error::<Test>::Overflow);
		LastGroup::<Test>::put(0);
		let _ = Balances::force_set_balance(RuntimeOrigin::root(), OWNER.into(), 10);
		assert_noop!(open(by(OWNER), group_terms()), TokenError::FundsUnavailable);
	});
}

#[test]
fn seat_is_offered_by_the_host_and_taken_by_the_owner() {
	on_chain(|| {
		let temp = open(1, "temp");
		let group = open_group();
		assert_ok!(offer(OTHER, group, 1));
		let seat = place(group, 0);
		assert_eq!(
			last_event(),
			Event::SeatOffered {
				place: seat,
				signal: temp
			}
		);
		// An offer binds nobody.
		assert_eq!(stream(temp).place, None);
		assert_noop!(
			ReadingAttestation::take_seat(by(OTHER), seat),
			Error::<Test>::NotOwner
		);
		assert_ok!(ReadingAttestation::take_seat(by(OWNER), seat));
		assert_eq!(
			last_event(),
			Event::SeatTaken {
				place: seat,
				signal: temp
			}
		);
		assert_eq!(stream(temp).place, Some(seat));
		assert_noop!(
			ReadingAttestation::close_group(by(OTHER), group),
			Error::<Test>::GroupInUse
		);
	});
}

#[test]
fn seat_is_not_offered_by_others_or_to_what_cannot_be_compared() {
	on_chain(|| {
		open(1, "temp");
		open_with(
			2,
			"temp",
			Terms {
				unit: Unit::Kelvin,
				..terms()
			},
		);
		open_with(
			3,
			"temp",
			Terms {
				exponent: -2,
				..terms()
			},
		);
		let group = open_group();
		assert_noop!(
			ReadingAttestation::offer_seat(RuntimeOrigin::none(), group, device(1), name("temp")),
			BadOrigin
		);
		assert_noop!(offer(OWNER, group, 1), Error::<Test>::NotHost);
		assert_noop!(offer(OTHER, 9, 1), Error::<Test>::UnknownGroup);
		assert_noop!(offer(OTHER, group, 9), Error::<Test>::UnknownStream);
		assert_noop!(offer(OTHER, group, 2), Error::<Test>::UnitMismatch);
		assert_noop!(offer(OTHER, group, 3), Error::<Test>::ExponentMismatch);
		assert_ok!(offer(OTHER, group, 1));
		assert_noop!(offer(OTHER, group, 1), Error::<Test>::AlreadyOffered);
	});
}

#[test]
fn seat_is_not_offered_when_the_group_is_full() {
	on_chain(|| {
		let group = open_group();
		let offer = |n: u8, text: &str| {
			ReadingAttestation::offer_seat(by(OTHER), group, device(n), name(text))
		};
		for n in 1..=8 {
			for text in ["a", "b", "c", "d"] {
				open(n, text);
				assert_ok!(offer(n, text));
			}
		}
		open(9, "a");
		assert_noop!(offer(9, "a"), Error::<Test>::GroupFull);
		// A free seat is given again.
		assert_ok!(ReadingAttestation::free_seat(by(OTHER), place(group, 5)));
		assert_ok!(offer(9, "a"));
		assert_eq!(
			last_event(),
			Event::SeatOffered {
				place: place(group, 5),
				signal: signal(9, "a")
			}
		);
	});
}

#[test]
fn seat_is_not_taken_when_it_cannot_be() {
	on_chain(|| {
		open(1, "temp");
		open(1, "gone");
		let group = open_group();
		let take = |origin, seat| ReadingAttestation::take_seat(origin, seat);
		assert_noop!(take(by(OWNER), place(group, 0)), Error::<Test>::SeatIsFree);
		assert_noop!(take(by(OWNER), place(9, 0)), Error::<Test>::UnknownGroup);
		assert_ok!(offer(OTHER, group, 1));
		assert_noop!(take(RuntimeOrigin::none(), place(group, 0)), BadOrigin);
		assert_noop!(take(by_clerk(OWNER), place(group, 0)), OUT_OF_SCOPE);
		assert_ok!(take(by(OWNER), place(group, 0)));
		assert_noop!(take(by(OWNER), place(group, 0)), Error::<Test>::SeatIsTaken);

		// One group a stream.
		let second = open_group();
		assert_ok!(offer(OTHER, second, 1));
		assert_noop!(
			take(by(OWNER), place(second, 0)),
			Error::<Test>::AlreadySeated
		);

		assert_ok!(ReadingAttestation::offer_seat(
			by(OTHER),
			second,
			device(1),
			name("gone")
		));
		assert_ok!(ReadingAttestation::close_stream(
			by(OWNER),
			device(1),
			name("gone")
		));
		assert_noop!(
			take(by(OWNER), place(second, 1)),
			Error::<Test>::UnknownStream
		);
	});
}

#[test]
fn seat_is_not_taken_when_the_device_has_too_many() {
	on_chain(|| {
		let group = open_group();
		for (seat, text) in ["a", "b", "c"].into_iter().enumerate() {
			open(1, text);
			assert_ok!(ReadingAttestation::offer_seat(
				by(OTHER),
				group,
				device(1),
				name(text)
			));
			let result = ReadingAttestation::take_seat(by(OWNER), place(group, seat as u8));
			let is_one_too_many = seat as u32 == MAX_SEATS;
			assert_eq!(result.is_err(), is_one_too_many);
			if is_one_too_many {
				assert_noop!(
					ReadingAttestation::take_seat(by(OWNER), place(group, seat as u8)),
					Error::<Test>::TooManySeats
				);
			}
		}
	});
}

#[test]
fn seat_is_freed_by_the_host_or_the_owner() {
	for freer in [OWNER, OTHER] {
		on_chain(|| {
			let temp = open(1, "temp");
			let group = open_group();
			let seat = place(group, 0);
			assert_ok!(offer(OTHER, group, 1));
			assert_ok!(ReadingAttestation::take_seat(by(OWNER), seat));
			assert_eq!(submit(reading(1, 1, 5)), Ok(()));
			let free = |origin, seat| ReadingAttestation::free_seat(origin, seat);
			assert_noop!(free(RuntimeOrigin::none(), seat), BadOrigin);
			assert_noop!(free(by(3), seat), Error::<Test>::NotOwner);
			assert_noop!(free(by_clerk(freer), seat), OUT_OF_SCOPE);
			assert_noop!(free(by(freer), place(9, 0)), Error::<Test>::UnknownGroup);
			assert_noop!(free(by(freer), place(group, 1)), Error::<Test>::SeatIsFree);

			assert_ok!(free(by(freer), seat));
			assert_eq!(
				last_event(),
				Event::SeatFreed {
					place: seat,
					signal: temp
				}
			);
			assert_eq!(stream(temp).place, None);
			assert_eq!(SeatsOf::<Test>::iter().count(), 0);
			assert_ok!(ReadingAttestation::close_group(by(OTHER), group));
		});
	}
}

#[test]
fn offer_is_withdrawn_or_declined_without_touching_the_stream() {
	for freer in [OWNER, OTHER] {
		on_chain(|| {
			let temp = open(1, "temp");
			// It sits elsewhere, and stays there.
			let first = open_group();
			assert_ok!(offer(OTHER, first, 1));
			assert_ok!(ReadingAttestation::take_seat(by(OWNER), place(first, 0)));
			let group = open_group();
			assert_ok!(offer(OTHER, group, 1));
			assert_ok!(ReadingAttestation::free_seat(by(freer), place(group, 0)));
			assert_eq!(stream(temp).place, Some(place(first, 0)));
		});
	}
}

#[test]
fn closing_a_stream_frees_its_seat() {
	on_chain(|| {
		let temp = open(1, "temp");
		let group = open_group();
		assert_ok!(offer(OTHER, group, 1));
		assert_ok!(ReadingAttestation::take_seat(by(OWNER), place(group, 0)));
		assert_ok!(ReadingAttestation::close_stream(
			by(OWNER),
			temp.device,
			temp.name
		));
		assert!(events().contains(&Event::SeatFreed {
			place: place(group, 0),
			signal: temp
		}));
		assert_ok!(ReadingAttestation::close_group(by(OTHER), group));
	});
}
