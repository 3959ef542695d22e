//! What is shown, and what the other pallets ask.

use crate::{mock::*, *};
use frame_support::assert_ok;
use hallmark_envelope::{sign::KeyPair, Unit};
use hallmark_types::{device::DeviceStatus, readings::Readings, windows::Windows};

#[test]
fn latest_stream_and_windows_show_what_is_stored() {
	on_chain(|| {
		let temp = open(1, "temp");
		assert_eq!(ReadingAttestation::latest(temp), None);
		assert_eq!(ReadingAttestation::windows(temp), Some(Windows::default()));
		let view = ReadingAttestation::stream(temp).expect("it is open");
		assert!(view.sound && !view.fresh);
		assert_eq!(submit(reading(1, 1, 215)), Ok(()));
		assert_eq!(ReadingAttestation::latest(temp), Some(last_heard()));
		assert_eq!(ReadingAttestation::windows(temp), stream(temp).windows);
		assert_eq!(ranged(temp), Some((215, 215)));
		let view = ReadingAttestation::stream(temp).expect("it is open");
		assert!(view.sound && view.fresh);
		assert_eq!((view.signal, view.stream), (temp, stream(temp)));
		pass(10 * MINUTE);
		assert!(ReadingAttestation::stream(temp).is_some_and(|view| view.fresh));
		pass(1);
		assert!(ReadingAttestation::stream(temp).is_some_and(|view| !view.fresh));
	});
}

#[test]
fn nothing_is_shown_of_what_is_not_there() {
	on_chain(|| {
		let temp = signal(1, "temp");
		assert_eq!(ReadingAttestation::latest(temp), None);
		assert_eq!(ReadingAttestation::stream(temp), None);
		assert_eq!(ReadingAttestation::windows(temp), None);
		assert_eq!(ReadingAttestation::device(device(1)), None);
		assert_eq!(ReadingAttestation::group(1), None);
		assert_eq!(<ReadingAttestation as Readings>::signal(&temp), None);
		assert!(ReadingAttestation::recent(&temp).is_empty());
		let page = ReadingAttestation::streams(device(1), None);
		assert_eq!((page.names, page.next), (vec![], None));
		let quota = ReadingAttestation::quota(99);
		assert_eq!(
			(quota.level, quota.capacity, quota.units),
			(CAPACITY, CAPACITY, 0)
		);
	});
}

#[test]
fn streams_of_a_device_come_in_pages() {
	on_chain(|| {
		// More than a device can open: what is shown does not depend on that.
		let names: Vec<_> = (0..250).map(|n| name(&format!("s{n:03}"))).collect();
		for name in &names {
			Streams::<Test>::insert(device(1), name, Stream::new(terms()));
		}
		Streams::<Test>::insert(device(2), name("other"), Stream::new(terms()));
		let first = ReadingAttestation::streams(device(1), None);
		assert_eq!(first.names, names[..100]);
		let second = ReadingAttestation::streams(device(1), first.next);
		assert_eq!(second.names, names[100..200]);
		let third = ReadingAttestation::streams(device(1), second.next);
		assert_eq!(third.names, names[200..]);
		assert_eq!(third.next, None);
		// From a name that is not there, what comes after it.
		let page = ReadingAttestation::streams(device(1), Some(name("s248a")));
		assert_eq!(page.names, names[249..]);
		let _ = Streams::<Test>::clear(u32::MAX, None);
	});
}

#[test]
fn numbers_and_conduct_of_a_device_are_shown() {
	on_chain(|| {
		open(1, "temp");
		assert_eq!(submit(reading(1, 70, 9_999)), Ok(()));
		pass(SECOND);
		assert_eq!(submit(reading(1, 68, 5)), Ok(()));
		assert_eq!(
			ReadingAttestation::device(device(1)),
			Some(DeviceView {
				device: device(1),
				highest: 70,
				missing: 62,
				gaps: 6,
				strikes: 1,
				streams: 1,
			})
		);
	});
}

#[test]
fn group_is_shown_with_what_its_members_said() {
	on_chain(|| {
		open(1, "temp");
		open(2, "temp");
		let terms = GroupTerms {
			unit: Unit::Celsius,
			exponent: -1,
			tolerance: 5,
			patience: 2,
			freshness: MINUTE,
		};
		assert_ok!(ReadingAttestation::open_group(by(OTHER), terms));
		for n in 1..=2 {
			assert_ok!(ReadingAttestation::offer_seat(
				by(OTHER),
				1,
				device(n),
				name("temp")
			));
		}
		assert_ok!(ReadingAttestation::take_seat(
			by(OWNER),
			Place { group: 1, seat: 0 }
		));
		assert_eq!(submit(reading(1, 1, 215)), Ok(()));
		let member = |seat, n, taken, said: Option<i64>| MemberView {
			seat,
			signal: signal(n, "temp"),
			taken,
			voice: Voice {
				said: said.map(|value| Said {
					value,
					measured: now(),
					sequence: 1,
				}),
				..Default::default()
			},
		};
		assert_eq!(
			ReadingAttestation::group(1),
			Some(GroupView {
				group: 1,
				host: OTHER,
				terms,
				members: vec![member(0, 1, true, Some(215)), member(1, 2, false, None)],
			})
		);
	});
}

#[test]
fn signal_shows_terms_and_state() {
	on_chain(|| {
		let temp = open(1, "temp");
		assert_eq!(submit(reading(1, 1, 215)), Ok(()));
		assert_eq!(
			submit(batch(1, 2, &[(now() - MINUTE, 1), (now(), 300)])),
			Ok(())
		);
		let state = <ReadingAttestation as Readings>::signal(&temp).expect("it is open");
		assert_eq!(state.terms.exponent, -1);
		assert_eq!((state.terms.min, state.terms.max), (-400, 850));
		assert_eq!(state.latest.map(|it| it.value), Some(215));
		assert_eq!(state.latest_batch.map(|it| it.max), Some(300));
		assert_eq!(state.windows, stream(temp).windows);
		assert_eq!(ranged(temp), Some((1, 300)));
		assert!(state.sound && state.is_fresh(now()));
	});
}

#[test]
fn signal_is_not_sound_when_the_device_is_not_in_good_standing() {
	on_chain(|| {
		let temp = open(1, "temp");
		let sound =
			|| <ReadingAttestation as Readings>::signal(&temp).is_some_and(|state| state.sound);
		for _ in 0..2 {
			for status in [
				DeviceStatus::Suspended,
				DeviceStatus::Suspect,
				DeviceStatus::Quarantined,
				DeviceStatus::Retired,
				DeviceStatus::Revoked,
			] {
				set_status(device(1), status);
				assert!(!sound());
			}
			set_status(device(1), DeviceStatus::Active);
			assert!(sound());
			if stream(temp).latest.is_none() {
				assert_eq!(submit(reading(1, 1, 215)), Ok(()));
			}
		}
		Register::mutate(|register| register.remove(&device(1)));
		assert!(!sound());
	});
}

#[test]
fn signal_is_not_sound_when_the_key_had_leaked_before_the_reading_came() {
	on_chain(|| {
		let temp = open(1, "temp");
		let sound =
			|| <ReadingAttestation as Readings>::signal(&temp).is_some_and(|state| state.sound);
		assert_eq!(submit(reading(1, 1, 215)), Ok(()));
		// It leaks later: what was received before is good.
		change(device(1), |passport| {
			passport.compromised_since = Some(now() + 1)
		});
		assert!(sound());
		// It turns out to have leaked earlier: in hindsight it is not.
		change(device(1), |passport| {
			passport.compromised_since = Some(now())
		});
		assert!(!sound());
		// A reading under the next key is.
		change(device(1), |passport| {
			passport
				.keys
				.push((now() + MINUTE, ed25519(101).public_key()));
		});
		pass(MINUTE);
		let records = [record("temp", 5, now())];
		assert_eq!(
			submit(sealed(&header(1, 2), &records, &ed25519(101))),
			Ok(())
		);
		assert!(sound());
	});
}

#[test]
fn signal_is_not_sound_after_a_tainted_reading_until_a_good_one() {
	on_chain(|| {
		let temp = open(1, "temp");
		let sound =
			|| <ReadingAttestation as Readings>::signal(&temp).is_some_and(|state| state.sound);
		set_status(device(1), DeviceStatus::Quarantined);
		assert_eq!(submit(reading(1, 1, 215)), Ok(()));
		set_status(device(1), DeviceStatus::Active);
		assert!(!sound());
		pass(SECOND);
		assert_eq!(submit(batch(1, 2, &[(now(), 5)])), Ok(()));
		assert!(sound());
		// The tainted reading stays what it is, though something better came after it.
		let state = <ReadingAttestation as Readings>::signal(&temp).expect("it is open");
		assert!(state.latest.is_some_and(|latest| latest.tainted));
		assert!(state.latest_batch.is_some_and(|batch| !batch.tainted));
	});
}

#[test]
fn window_begins_anew_with_each_epoch_and_the_one_before_stays() {
	on_chain(|| {
		let temp = open(1, "temp");
		for (sequence, value) in [(1, 5), (2, 100), (3, -20)] {
			assert_eq!(submit(reading(1, sequence, value)), Ok(()));
			pass(SECOND);
		}
		let unseen = |seen, until| {
			let windows = stream(temp).windows.expect("it is watched");
			let range = windows.unseen(seen, until).runs.range();
			range.map(|band| (band.lowest, band.highest))
		};
		assert_eq!(unseen(0, 1), Some((-20, 100)));
		Now::set(2);
		assert_eq!(submit(reading(1, 4, 7)), Ok(()));
		// One who has not seen the first epoch still sees it, and one who has sees the second.
		assert_eq!(unseen(0, 1), Some((-20, 100)));
		assert_eq!(unseen(1, 1), None);
		assert_eq!(unseen(1, 2), Some((7, 7)));
	});
}

#[test]
fn windows_begin_with_what_is_remembered_when_somebody_begins_to_watch() {
	on_chain(|| {
		let temp = open(1, "temp");
		unwatch(temp);
		assert_eq!(stream(temp).windows, None);
		for (sequence, value) in [(1, 5), (2, 100), (3, -20)] {
			assert_eq!(submit(reading(1, sequence, value)), Ok(()));
			pass(SECOND);
		}
		assert_eq!(stream(temp).windows, None);
		watch(temp);
		assert_eq!(stream(temp).windows, Some(Windows::after([5, 100, -20])));
		assert_eq!(ranged(temp), None);
	});
}

#[test]
fn refusal_says_what_a_gateway_would_hear() {
	on_chain(|| {
		open(1, "temp");
		assert_eq!(ReadingAttestation::refusal(reading(1, 1, 5)), None);
		let state = state();
		assert_eq!(
			ReadingAttestation::refusal(reading(99, 1, 5)),
			Some(Refusal::UnknownDevice)
		);
		assert_eq!(self::state(), state);
	});
}
