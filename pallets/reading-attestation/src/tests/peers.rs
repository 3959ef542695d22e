//! How a reading is held against its peers.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hallmark_envelope::Unit;
use hallmark_types::{
	device::{Charge, DeviceStatus, OnStanding, Passports},
	Moment,
};

const TOLERANCE: i64 = 50;
const PATIENCE: u8 = 2;

/// Devices 1 to `members` in one group, with a stream each.
fn group(members: u8) -> GroupId {
	let terms = GroupTerms {
		unit: Unit::Celsius,
		exponent: -1,
		tolerance: TOLERANCE as u64,
		patience: PATIENCE,
		freshness: MINUTE,
	};
	assert_ok!(ReadingAttestation::open_group(by(OTHER), terms));
	let group = LastGroup::<Test>::get();
	for n in 1..=members {
		open(n, "temp");
		assert_ok!(ReadingAttestation::offer_seat(
			by(OTHER),
			group,
			device(n),
			name("temp")
		));
		let place = Place { group, seat: n - 1 };
		assert_ok!(ReadingAttestation::take_seat(by(OWNER), place));
	}
	group
}

/// Every member reports once, ten seconds later.
fn round(sequence: u64, values: &[i64]) {
	pass(10 * SECOND);
	for (n, value) in (1..).zip(values) {
		assert_eq!(submit(reading(n, sequence, *value)), Ok(()));
	}
}

fn strikes(n: u8) -> u32 {
	Records::<Test>::get(device(n))
		.map(|record| record.strikes)
		.unwrap_or_default()
}

#[test]
fn liar_among_five_is_quarantined_and_the_evidence_is_shown() {
	on_chain(|| {
		let group = group(5);
		let mut sequence = 0;
		while Convictions::get().is_empty() {
			sequence += 1;
			assert!(sequence < 20, "the liar gets away");
			round(sequence, &[200, 205, 195, 202, 300]);
		}
		let lie = reading(5, sequence, 300);
		assert_eq!(
			Convictions::get(),
			[(device(5), Charge::Misreporting, digest(&lie))]
		);
		assert_eq!(Devices::status(&device(5)), Some(DeviceStatus::Quarantined));
		assert!(events().contains(&Event::Struck {
			signal: signal(5, "temp"),
			sequence,
			evidence: digest(&lie),
			cause: Cause::Outlier {
				value: 300,
				sequence: sequence - 1,
				group,
				low: 200,
				high: 202
			},
			strikes: MAX_STRIKES,
		}));
		// As often as patience and strikes allow, and once more, for the last one to be looked at
		// again.
		assert_eq!(sequence, u64::from(PATIENCE) * u64::from(MAX_STRIKES) + 1);
		for honest in 1..=4 {
			assert_eq!(strikes(honest), 0);
		}
	});
}

#[test]
fn what_lies_within_the_tolerance_is_no_lie() {
	on_chain(|| {
		group(4);
		for sequence in 1..10 {
			round(sequence, &[200, 200, 200, 200 + TOLERANCE]);
		}
		assert_eq!(strikes(4), 0);
		for sequence in 10..=10 + u64::from(PATIENCE) {
			round(sequence, &[200, 200, 200, 200 + TOLERANCE + 1]);
		}
		assert_eq!(strikes(4), 1);
	});
}

/// What moves faster than the tolerance is told by one first and by another last. Neither lies.
#[test]
fn whoever_tells_of_a_change_first_or_last_is_no_liar() {
	on_chain(|| {
		group(5);
		for sequence in 1..20i64 {
			let moved = 200 + sequence * 10 * TOLERANCE;
			let back = 200 + (20 - sequence) * 10 * TOLERANCE;
			let value = if sequence < 10 { moved } else { back };
			round(
				sequence as u64,
				&[value, value + 1, value - 1, value, value + 2],
			);
		}
		for n in 1..=5 {
			assert_eq!(strikes(n), 0);
		}
	});
}

/// It swings, and one of them always reports half way.
#[test]
fn what_lies_between_before_and_after_is_no_lie() {
	on_chain(|| {
		group(4);
		for sequence in 1..20 {
			let others = if sequence % 2 == 0 { 200 } else { 600 };
			round(sequence, &[others, others, others, 400]);
		}
		assert_eq!(strikes(4), 0);
	});
}

/// Who talks much is judged at the pace of the group, not at its own.
#[test]
fn nobody_is_judged_before_the_others_have_spoken_in_their_turn() {
	on_chain(|| {
		group(5);
		round(1, &[200, 200, 200, 200, 200]);
		for sequence in 2..20 {
			pass(SECOND);
			assert_eq!(submit(reading(5, sequence, 300)), Ok(()));
		}
		assert_eq!(strikes(5), 0);
		let doubt = || Circles::<Test>::get(1).expect("there is a group").voices[4].doubt;
		assert_eq!(doubt().map(|doubt| doubt.said.sequence), Some(2));

		// They say so too.
		for n in 1..=4 {
			assert_eq!(submit(reading(n, 2, 300)), Ok(()));
		}
		pass(SECOND);
		assert_eq!(submit(reading(5, 20, 300)), Ok(()));
		assert_eq!((doubt(), strikes(5)), (None, 0));
	});
}

#[test]
fn lie_that_a_truth_follows_before_the_others_speak_counts() {
	on_chain(|| {
		group(5);
		let mut sequence = 0;
		let mut say = |value: i64| {
			sequence += 1;
			pass(SECOND);
			assert_eq!(submit(reading(5, sequence, value)), Ok(()));
		};
		for round in 1..=u64::from(PATIENCE) + 1 {
			pass(10 * SECOND);
			for n in 1..=4 {
				assert_eq!(submit(reading(n, round, 200)), Ok(()));
			}
			say(300);
			say(200);
		}
		assert_eq!(strikes(5), 1);
	});
}

#[test]
fn one_truth_between_two_lies_ends_the_row() {
	on_chain(|| {
		group(4);
		for sequence in 1..10 {
			let value = if sequence % 2 == 0 { 300 } else { 200 };
			round(sequence, &[200, 200, 200, value]);
		}
		assert_eq!(strikes(4), 0);
	});
}

#[test]
fn nobody_is_judged_by_fewer_than_three() {
	on_chain(|| {
		group(3);
		for sequence in 1..10 {
			round(sequence, &[200, 200, 800]);
		}
		assert_eq!(strikes(3), 0);
	});
}

#[test]
fn of_an_even_number_the_nearer_middle_value_counts() {
	on_chain(|| {
		let group = group(5);
		// The others of the fifth: two at 100, two at 300.
		for sequence in 1..6 {
			round(sequence, &[100, 100, 300, 300, 300 + TOLERANCE]);
			assert_eq!(strikes(5), 0);
		}
		for sequence in 6..9 {
			round(sequence, &[100, 100, 300, 300, 100 - TOLERANCE - 1]);
		}
		assert_eq!(strikes(5), 1);
		let expected = Cause::Outlier {
			value: 49,
			sequence: 7,
			group,
			low: 100,
			high: 300,
		};
		assert!(events()
			.iter()
			.any(|event| matches!(event, Event::Struck { cause, .. } if *cause == expected)));
	});
}

#[test]
fn silent_member_does_not_count() {
	on_chain(|| {
		group(4);
		round(1, &[200, 200, 200, 200]);
		// Two go silent. What they said gets stale, and those that remain are no quorum.
		pass(2 * MINUTE);
		for sequence in 2..8 {
			pass(10 * SECOND);
			assert_eq!(submit(reading(1, sequence, 200)), Ok(()));
			assert_eq!(submit(reading(4, sequence, 700)), Ok(()));
		}
		assert_eq!(strikes(4), 0);
	});
}

#[test]
fn readings_of_another_time_are_not_held_against_each_other() {
	on_chain(|| {
		group(4);
		round(1, &[200, 200, 200, 200]);
		// What was measured yesterday, though it comes today.
		let yesterday = now() - DAY;
		for sequence in 2..5u64 {
			let measured: Moment = yesterday + sequence * SECOND;
			assert_eq!(submit(reading_at(4, sequence, 700, measured)), Ok(()));
		}
		assert_eq!(strikes(4), 0);
		// Nor does it change what the others are judged by.
		let said = Circles::<Test>::get(1).expect("there is a group").voices[3].said;
		let last = Said {
			value: 200,
			measured: now(),
			sequence: 1,
		};
		assert_eq!(said, Some(last));
	});
}

#[test]
fn voice_of_a_device_that_leaves_good_standing_is_silenced_at_once() {
	for status in [
		DeviceStatus::Quarantined,
		DeviceStatus::Suspect,
		DeviceStatus::Suspended,
		DeviceStatus::Retired,
	] {
		on_chain(|| {
			group(4);
			round(1, &[200, 200, 200, 200]);
			let said = || {
				let circle = Circles::<Test>::get(1).expect("there is a group");
				circle
					.voices
					.iter()
					.map(|voice| voice.said.is_some())
					.collect::<Vec<_>>()
			};
			assert_eq!(said(), [true; 4]);
			set_status(device(2), status);
			assert_eq!(said(), [true, false, true, true]);
			// So there are two others left to judge the fourth: too few.
			for sequence in 2..6 {
				pass(10 * SECOND);
				for n in [1, 3] {
					assert_eq!(submit(reading(n, sequence, 200)), Ok(()));
				}
				assert_eq!(submit(reading(4, sequence, 800)), Ok(()));
			}
			assert_eq!(strikes(4), 0);
			// What it says while it is out of standing is not counted either.
			if matches!(status, DeviceStatus::Quarantined | DeviceStatus::Suspect) {
				assert_eq!(submit(reading(2, 6, 200)), Ok(()));
				assert_eq!(said(), [true, false, true, true]);
			}
			// Back again, it is heard again.
			set_status(device(2), DeviceStatus::Active);
			pass(SECOND);
			assert_eq!(submit(reading(2, 7, 200)), Ok(()));
			assert_eq!(said(), [true; 4]);
		});
	}
}

#[test]
fn quarantined_liar_loses_its_voice_in_the_same_breath() {
	on_chain(|| {
		group(4);
		round(1, &[200, 200, 200, 200]);
		for sequence in 2..=u64::from(MAX_STRIKES) + 1 {
			round(sequence, &[200, 200, 200, 9_999]);
		}
		assert_eq!(Devices::status(&device(4)), Some(DeviceStatus::Quarantined));
		let circle = Circles::<Test>::get(1).expect("there is a group");
		assert_eq!(circle.voices[3], Voice::default());
	});
}

#[test]
fn voice_of_a_leaked_key_does_not_count() {
	on_chain(|| {
		group(4);
		round(1, &[200, 200, 200, 200]);
		change(device(4), |passport| {
			passport.compromised_since = Some(now())
		});
		pass(10 * SECOND);
		assert_eq!(submit(reading(4, 2, 205)), Ok(()));
		let circle = Circles::<Test>::get(1).expect("there is a group");
		assert_eq!(circle.voices[3].said, None);
	});
}

#[test]
fn who_takes_a_seat_again_begins_anew() {
	on_chain(|| {
		let group = group(4);
		round(1, &[200, 200, 200, 300]);
		let place = Place { group, seat: 3 };
		assert_ok!(ReadingAttestation::free_seat(by(OWNER), place));
		assert_ok!(ReadingAttestation::offer_seat(
			by(OTHER),
			group,
			device(4),
			name("temp")
		));
		assert_ok!(ReadingAttestation::take_seat(by(OWNER), place));
		let circle = Circles::<Test>::get(group).expect("there is a group");
		assert_eq!(circle.voices[3], Voice::default());
	});
}

#[test]
fn judging_is_paid_for_where_it_happened() {
	on_chain(|| {
		group(1);
		let info = dispatch(reading(1, 1, 5)).expect("it is good");
		assert_eq!(
			info.actual_weight.map(|weight| weight.ref_time()),
			Some(30 + 2 + 4)
		);
		assert_eq!(
			<ReadingAttestation as OnStanding>::weight().ref_time(),
			u64::from(MAX_SEATS)
		);
	});
}

#[test]
fn extreme_values_are_judged_without_overflow() {
	on_chain(|| {
		let mut voices = Voices {
			tolerance: u64::MAX - 1,
			patience: 1,
			freshness: Moment::MAX,
			voices: vec![Voice::default(); 5].try_into().expect("bounded"),
		};
		for seat in 0..4 {
			assert_eq!(voices.judge(seat, said(i64::MIN, 1)), None);
		}
		let doubt = Doubt {
			said: said(i64::MAX, Moment::MAX),
			low: i64::MIN,
			high: i64::MIN,
		};
		assert_eq!(voices.judge(4, doubt.said), None);
		for seat in 0..4 {
			assert_eq!(voices.judge(seat, said(i64::MIN, Moment::MAX)), None);
		}
		assert_eq!(voices.judge(4, doubt.said), Some(doubt));
		voices.tolerance = u64::MAX;
		assert_eq!(voices.judge(4, doubt.said), None);
		// A seat that is not there says nothing.
		assert_eq!(voices.judge(5, said(0, 1)), None);
	});
}

fn said(value: i64, measured: Moment) -> Said {
	Said {
		value,
		measured,
		sequence: 1,
	}
}
