//! Opening, amending and closing streams.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_envelope::{MAX_EXPONENT, MIN_EXPONENT};
use hallmark_types::{
	device::DeviceStatus,
	readings::{BatchId, Evidence},
};
use sp_runtime::{traits::BadOrigin, DispatchResult, TokenError};

fn try_open(terms: Terms) -> DispatchResult {
	ReadingAttestation::open_stream(by(OWNER), device(1), name("temp"), terms)
}

fn bounded(change: impl FnOnce(&mut Bounds)) -> Terms {
	let mut terms = terms();
	change(&mut terms.bounds);
	terms
}

#[test]
fn stream_is_opened_at_the_owners_expense() {
	on_chain(|| {
		assert_ok!(try_open(terms()));
		assert_eq!(
			last_event(),
			Event::StreamOpened {
				signal: signal(1, "temp"),
				owner: OWNER
			}
		);
		assert_eq!(stream(signal(1, "temp")), Stream::new(terms()));
		assert!(held(OWNER.into()) > 0);
	});
}

#[test]
fn stream_is_not_opened_by_others_than_the_owner() {
	on_chain(|| {
		let open =
			|origin, n| ReadingAttestation::open_stream(origin, device(n), name("temp"), terms());
		assert_noop!(open(RuntimeOrigin::none(), 1), BadOrigin);
		assert_noop!(open(RuntimeOrigin::signed(GATEWAY), 1), NOT_A_MEMBER);
		assert_noop!(open(by_clerk(OWNER), 1), OUT_OF_SCOPE);
		assert_noop!(open(by(OTHER), 1), Error::<Test>::NotOwner);
		assert_noop!(open(by(OWNER), 99), Error::<Test>::UnknownDevice);
	});
}

#[test]
fn stream_is_not_opened_for_a_device_that_is_out_of_use() {
	for status in [DeviceStatus::Retired, DeviceStatus::Revoked] {
		on_chain(|| {
			set_status(device(1), status);
			assert_noop!(try_open(terms()), Error::<Test>::DeviceOutOfUse);
		});
	}
}

#[test]
fn stream_is_not_opened_on_terms_that_make_no_sense() {
	on_chain(|| {
		for exponent in [MIN_EXPONENT - 1, MAX_EXPONENT + 1] {
			assert_noop!(
				try_open(Terms {
					exponent,
					..terms()
				}),
				Error::<Test>::ExponentOutOfRange
			);
		}
		assert_noop!(
			try_open(Terms {
				retention: 17,
				..terms()
			}),
			Error::<Test>::RetentionTooLong
		);
		assert_noop!(
			try_open(bounded(|it| it.min = it.max + 1)),
			Error::<Test>::RangeEmpty
		);
		assert_noop!(
			try_open(bounded(|it| it.longest_silence = it.min_interval - 1)),
			Error::<Test>::SilenceTooShort
		);
		let never = bounded(|it| {
			it.min_interval = 0;
			it.longest_silence = 0;
		});
		assert_noop!(try_open(never), Error::<Test>::SilenceTooShort);
		let narrow = bounded(|it| {
			it.min = it.max;
			it.longest_silence = it.min_interval;
		});
		assert_ok!(try_open(Terms {
			retention: 16,
			..narrow
		}));
	});
}

#[test]
fn stream_is_not_opened_twice() {
	on_chain(|| {
		assert_ok!(try_open(terms()));
		assert_noop!(try_open(terms()), Error::<Test>::StreamAlreadyOpen);
	});
}

#[test]
fn stream_is_not_opened_when_the_device_has_had_too_many() {
	on_chain(|| {
		for text in ["a", "b", "c", "temp"] {
			open(1, text);
		}
		assert_ok!(ReadingAttestation::close_stream(
			by(OWNER),
			device(1),
			name("a")
		));
		assert_noop!(
			ReadingAttestation::open_stream(by(OWNER), device(1), name("e"), terms()),
			Error::<Test>::TooManyStreams
		);
		// Another device's are its own.
		open(2, "temp");
	});
}

#[test]
fn stream_is_not_opened_by_who_cannot_pay() {
	on_chain(|| {
		let _ = Balances::force_set_balance(RuntimeOrigin::root(), OWNER.into(), 10);
		assert_noop!(try_open(terms()), TokenError::FundsUnavailable);
	});
}

#[test]
fn stream_is_amended_within_what_may_change() {
	on_chain(|| {
		let temp = open(1, "temp");
		let bounds = bounded(|it| it.max = 300).bounds;
		assert_ok!(ReadingAttestation::amend_stream(
			by(OWNER),
			temp.device,
			temp.name,
			bounds
		));
		assert_eq!(
			last_event(),
			Event::StreamAmended {
				signal: temp,
				bounds
			}
		);
		assert_eq!(stream(temp).terms, Terms { bounds, ..terms() });

		let amend = |origin, n, bounds| {
			ReadingAttestation::amend_stream(origin, device(n), name("temp"), bounds)
		};
		assert_noop!(amend(RuntimeOrigin::none(), 1, bounds), BadOrigin);
		assert_noop!(amend(by_clerk(OWNER), 1, bounds), OUT_OF_SCOPE);
		assert_noop!(amend(by(OTHER), 1, bounds), Error::<Test>::NotOwner);
		assert_noop!(amend(by(OWNER), 99, bounds), Error::<Test>::UnknownDevice);
		assert_noop!(amend(by(OWNER), 2, bounds), Error::<Test>::UnknownStream);
		let empty = bounded(|it| it.max = it.min - 1).bounds;
		assert_noop!(amend(by(OWNER), 1, empty), Error::<Test>::RangeEmpty);
		let silent = bounded(|it| it.longest_silence = 1).bounds;
		assert_noop!(amend(by(OWNER), 1, silent), Error::<Test>::SilenceTooShort);
	});
}

#[test]
fn closed_stream_returns_its_deposit_and_its_name_is_never_given_again() {
	on_chain(|| {
		let temp = open(1, "temp");
		assert_eq!(submit(reading(1, 5, 10)), Ok(()));
		assert_ok!(ReadingAttestation::close_stream(
			by(OWNER),
			temp.device,
			temp.name
		));
		assert_eq!(last_event(), Event::StreamClosed { signal: temp });
		assert_eq!(held(OWNER.into()), 0);
		assert_eq!(Closed::<Test>::get(temp.device, temp.name), Some(now()));
		assert_noop!(try_open(terms()), Error::<Test>::StreamIsClosed);
		assert_refused(reading(1, 6, 10), Refusal::UnknownStream);

		// Nor is a number, though the stream is gone.
		open(1, "other");
		assert_refused(reading(1, 5, 10), Refusal::AlreadyReceived);
	});
}

#[test]
fn closing_removes_batches_but_for_evidence() {
	on_chain(|| {
		let temp = open(1, "temp");
		for sequence in 1..=6 {
			assert_eq!(submit(batch(1, sequence, &[(now(), 1)])), Ok(()));
		}
		let evidence = BatchId {
			signal: temp,
			number: 4,
		};
		assert_ok!(ReadingAttestation::keep(&evidence));
		let info = ReadingAttestation::close_stream(by(OWNER), temp.device, temp.name)
			.expect("it is open");
		// Four were there, of the most that there could have been.
		assert_eq!(info.actual_weight.map(|weight| weight.ref_time()), Some(4));
		assert_eq!(Batches::<Test>::iter().count(), 0);
		assert_eq!(
			ReadingAttestation::batch(evidence).map(|batch| batch.sequence),
			Some(5)
		);
		ReadingAttestation::release(&evidence);
		assert_eq!(Kept::<Test>::iter().count(), 0);
	});
}

#[test]
fn stream_is_not_closed_by_others_than_the_owner() {
	on_chain(|| {
		open(1, "temp");
		let close = |origin, n| ReadingAttestation::close_stream(origin, device(n), name("temp"));
		assert_noop!(close(RuntimeOrigin::none(), 1), BadOrigin);
		assert_noop!(close(by_clerk(OWNER), 1), OUT_OF_SCOPE);
		assert_noop!(close(by(OTHER), 1), Error::<Test>::NotOwner);
		assert_noop!(close(by(OWNER), 2), Error::<Test>::UnknownStream);
	});
}

#[test]
fn who_paid_closes_the_stream_of_a_device_without_a_passport() {
	on_chain(|| {
		open(1, "temp");
		Register::mutate(|register| register.remove(&device(1)));
		assert_noop!(
			ReadingAttestation::close_stream(by(OTHER), device(1), name("temp")),
			Error::<Test>::UnknownDevice
		);
		assert_ok!(ReadingAttestation::close_stream(
			by(OWNER),
			device(1),
			name("temp")
		));
		assert_eq!(held(OWNER.into()), 0);
	});
}

#[test]
fn new_owner_closes_the_stream_and_the_old_ones_deposit_returns() {
	on_chain(|| {
		open(1, "temp");
		change(device(1), |passport| passport.owner = OTHER);
		assert_noop!(
			ReadingAttestation::close_stream(by(OWNER), device(1), name("temp")),
			Error::<Test>::NotOwner
		);
		assert_ok!(ReadingAttestation::close_stream(
			by(OTHER),
			device(1),
			name("temp")
		));
		assert_eq!(held(OWNER.into()), 0);
	});
}
