//! Strikes, and where they lead.

use crate::{mock::*, *};
use hallmark_types::device::{Charge, DeviceStatus, Passports};

#[test]
fn value_out_of_range_is_a_fact_and_a_strike() {
	for value in [851, -401] {
		on_chain(|| {
			let temp = open(1, "temp");
			let envelope = reading(1, 1, value);
			let evidence = digest(&envelope);
			assert_eq!(submit(envelope), Ok(()));
			let reading = last_heard();
			assert!(reading.out_of_range && !reading.tainted);
			assert_eq!(ranged(temp), Some((value, value)));
			assert!(events().contains(&Event::Struck {
				signal: temp,
				sequence: 1,
				evidence,
				cause: Cause::OutOfRange { value },
				strikes: 1,
			}));
		});
	}
	on_chain(|| {
		open(1, "temp");
		assert_eq!(submit(reading(1, 1, 850)), Ok(()));
		pass(SECOND);
		assert_eq!(submit(reading(1, 2, -400)), Ok(()));
		assert!(!last_heard().out_of_range);
		assert_eq!(
			Records::<Test>::get(device(1)).map(|it| it.strikes),
			Some(0)
		);
	});
}

#[test]
fn strikes_bring_a_device_into_quarantine_with_the_evidence() {
	on_chain(|| {
		let temp = open(1, "temp");
		for sequence in 1..MAX_STRIKES.into() {
			assert_eq!(submit(reading(1, sequence, 9_999)), Ok(()));
			assert!(!last_heard().tainted);
			pass(MINUTE);
		}
		let before = stream(temp).windows;
		let last = reading(1, MAX_STRIKES.into(), 12_345);
		let evidence = digest(&last);
		assert_eq!(submit(last), Ok(()));
		assert_eq!(Devices::status(&device(1)), Some(DeviceStatus::Quarantined));
		assert_eq!(
			Convictions::get(),
			[(device(1), Charge::Misreporting, evidence)]
		);
		assert!(events().contains(&Event::Struck {
			signal: temp,
			sequence: MAX_STRIKES.into(),
			evidence,
			cause: Cause::OutOfRange { value: 12_345 },
			strikes: MAX_STRIKES,
		}));
		// What gave it away is on record and drives nothing.
		assert!(last_heard().tainted);
		assert_eq!(stream(temp).windows, before);
		// After an appeal it starts anew.
		assert_eq!(
			Records::<Test>::get(device(1)).map(|it| it.strikes),
			Some(0)
		);
	});
}

#[test]
fn strikes_are_forgotten_after_a_while_without_another() {
	on_chain(|| {
		open(1, "temp");
		let strikes = || ReadingAttestation::device(device(1)).map(|it| it.strikes);
		for sequence in 1..=5 {
			assert_eq!(submit(reading(1, sequence, 9_999)), Ok(()));
			assert_eq!(strikes(), Some(1));
			pass(STRIKE_PERIOD);
			assert_eq!(strikes(), Some(0));
		}
		assert_eq!(submit(reading(1, 6, 9_999)), Ok(()));
		pass(STRIKE_PERIOD - 1);
		assert_eq!(submit(reading(1, 7, 9_999)), Ok(()));
		assert_eq!(strikes(), Some(2));
		// The period begins anew with each.
		pass(STRIKE_PERIOD - 1);
		assert_eq!(submit(reading(1, 8, 9_999)), Ok(()));
		assert_eq!(Devices::status(&device(1)), Some(DeviceStatus::Quarantined));
	});
}

#[test]
fn one_envelope_can_bring_all_strikes() {
	on_chain(|| {
		let temp = open(1, "temp");
		let records: Vec<_> = (0..8)
			.map(|n| record("temp", 9_000 + n as i64, now() - n * SECOND))
			.collect();
		let info = dispatch(sealed(&header(1, 1), &records, &ed25519(1))).expect("it is good");
		// Counted until it is out, and no further.
		let struck = events()
			.iter()
			.filter(|it| matches!(it, Event::Struck { .. }))
			.count();
		assert_eq!(struck as u32, MAX_STRIKES);
		assert_eq!(Convictions::get().len(), 1);
		assert_eq!(
			stream(temp).recent.iter().filter(|it| it.tainted).count(),
			8
		);
		// The quarantine is paid for, judgements are not where there were none.
		let weight = info.actual_weight.expect("it is metered").ref_time();
		assert_eq!(weight, 20 + 10 + 7 + 8 * 2 + 1_000);
	});
}

#[test]
fn suspect_device_has_no_strikes() {
	on_chain(|| {
		open(1, "temp");
		set_status(device(1), DeviceStatus::Suspect);
		for sequence in 1..=5 {
			assert_eq!(submit(reading(1, sequence, 9_999)), Ok(()));
			pass(SECOND);
		}
		assert_eq!(Convictions::get(), []);
	});
}
