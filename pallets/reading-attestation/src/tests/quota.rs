//! What an owner's devices may spend.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_envelope::sign::KeyPair;
use sp_runtime::{traits::BadOrigin, TokenError};

/// What a reading of one record costs with Ed25519 here: its check, its intake, its listener.
const ONE: u64 = 63 + 30;

fn level(org: u32) -> u64 {
	ReadingAttestation::quota(org).level
}

fn set_level(org: u32, level: u64) {
	Buckets::<Test>::insert(
		org,
		Bucket {
			level,
			updated_at: now(),
			units: 0,
		},
	);
}

#[test]
fn envelope_costs_its_owner_what_its_algorithm_and_records_cost() {
	on_chain(|| {
		open(1, "temp");
		open(2, "temp");
		change(device(2), |passport| {
			passport.keys = vec![(0, es256(2).public_key())]
		});
		assert_eq!(level(OWNER), CAPACITY);
		assert_eq!(submit(reading(1, 1, 5)), Ok(()));
		assert_eq!(level(OWNER), CAPACITY - ONE);
		// All its devices draw on one bucket.
		let es256 = sealed(&header(2, 1), &[record("temp", 5, now())], &es256(2));
		assert_eq!(submit(es256), Ok(()));
		assert_eq!(level(OWNER), CAPACITY - 2 * ONE - 1_440);
		let two = [
			record("temp", 5, now() - SECOND),
			record("temp", 5, now() - 2 * SECOND),
		];
		assert_eq!(submit(sealed(&header(1, 2), &two, &ed25519(1))), Ok(()));
		assert_eq!(level(OWNER), CAPACITY - 3 * ONE - 1_440 - 2);
		assert_eq!(submit(batch(1, 3, &[(now(), 5)])), Ok(()));
		assert_eq!(level(OWNER), CAPACITY - 4 * ONE - 1_440 - 2 - 5);
		assert_eq!(level(OTHER), CAPACITY);
	});
}

#[test]
fn exhausted_quota_refuses_before_any_signature_and_recovers() {
	on_chain(|| {
		open(1, "temp");
		open(10, "temp");
		set_level(OWNER, ONE - 1);
		// Not even a bad signature is looked at.
		let forged = sealed(&header(1, 1), &[record("temp", 5, now())], &ed25519(2));
		assert_refused(forged, Refusal::QuotaExhausted);
		assert_refused(reading(1, 1, 5), Refusal::QuotaExhausted);
		// Others are not concerned.
		assert_eq!(submit(reading(10, 1, 5)), Ok(()));
		pass(SECOND / RECOVERY);
		assert_eq!(submit(reading(1, 1, 5)), Ok(()));
		assert_eq!(level(OWNER), 0);
		pass(DAY);
		assert_eq!(level(OWNER), CAPACITY);
	});
}

#[test]
fn strangers_do_not_drain_a_quota() {
	on_chain(|| {
		open(1, "temp");
		let good = reading(1, 1, 5);
		assert_eq!(submit(good.clone()), Ok(()));
		let before = level(OWNER);
		let forged = sealed(
			&header(1, 2),
			&[record("temp", 5, now() - MINUTE)],
			&ed25519(2),
		);
		for _ in 0..10 {
			assert_refused(good.clone(), Refusal::AlreadyReceived);
			assert_refused(forged.clone(), Refusal::SignatureInvalid);
		}
		assert_eq!(level(OWNER), before);
	});
}

#[test]
fn new_owner_pays_for_what_the_device_says() {
	on_chain(|| {
		open(1, "temp");
		change(device(1), |passport| passport.owner = OTHER);
		assert_eq!(submit(reading(1, 1, 5)), Ok(()));
		assert_eq!((level(OWNER), level(OTHER)), (CAPACITY, CAPACITY - ONE));
	});
}

#[test]
fn deposit_enlarges_a_quota() {
	on_chain(|| {
		assert_ok!(ReadingAttestation::raise_quota(by(OWNER), 3));
		assert_eq!(
			last_event(),
			Event::QuotaChanged {
				org: OWNER,
				who: OWNER.into(),
				units: 3
			}
		);
		assert_eq!(held_for_quota(OWNER.into()), 3 * QUOTA_PRICE);
		let quota = ReadingAttestation::quota(OWNER);
		assert_eq!(
			(quota.capacity, quota.recovery),
			(4 * CAPACITY, 4 * RECOVERY)
		);
		// It fills as it recovers: nobody doubles what is left by putting money in and out.
		assert_eq!(quota.level, CAPACITY);
		pass(10 * SECOND);
		assert_eq!(level(OWNER), CAPACITY + 40 * RECOVERY);
		pass(DAY);
		assert_eq!(level(OWNER), 4 * CAPACITY);
	});
}

#[test]
fn quota_is_not_raised_by_who_may_not_or_cannot_pay() {
	on_chain(|| {
		let raise = |origin, units| ReadingAttestation::raise_quota(origin, units);
		assert_noop!(raise(RuntimeOrigin::none(), 1), BadOrigin);
		assert_noop!(raise(RuntimeOrigin::signed(GATEWAY), 1), NOT_A_MEMBER);
		assert_noop!(raise(by_clerk(OWNER), 1), OUT_OF_SCOPE);
		assert_noop!(raise(by(OWNER), 0), Error::<Test>::NoUnits);
		assert_noop!(raise(by(OWNER), 9), Error::<Test>::TooManyUnits);
		assert_noop!(raise(by(OWNER), u32::MAX), Error::<Test>::TooManyUnits);
		assert_ok!(raise(by(OWNER), 5));
		assert_noop!(raise(by(OWNER), 4), Error::<Test>::TooManyUnits);
		let _ = Balances::force_set_balance(RuntimeOrigin::root(), OTHER.into(), 10);
		assert_noop!(raise(by(OTHER), 1), TokenError::FundsUnavailable);
	});
}

#[test]
fn deposit_comes_back_and_the_quota_shrinks() {
	on_chain(|| {
		assert_ok!(ReadingAttestation::raise_quota(by(OWNER), 3));
		pass(DAY);
		let lower = |units| {
			ReadingAttestation::lower_quota(RuntimeOrigin::signed(OWNER.into()), OWNER, units)
		};
		assert_noop!(lower(0), Error::<Test>::NoUnits);
		assert_noop!(lower(4), Error::<Test>::NotPutUp);
		assert_ok!(lower(1));
		assert_eq!(held_for_quota(OWNER.into()), 2 * QUOTA_PRICE);
		assert_eq!(level(OWNER), 3 * CAPACITY);
		assert_ok!(lower(2));
		assert_eq!(held_for_quota(OWNER.into()), 0);
		assert_eq!(level(OWNER), CAPACITY);
		assert_eq!(
			last_event(),
			Event::QuotaChanged {
				org: OWNER,
				who: OWNER.into(),
				units: 0
			}
		);
		assert_noop!(lower(1), Error::<Test>::NotPutUp);
	});
}

#[test]
fn who_paid_gets_it_back_whomever_they_act_for_now() {
	on_chain(|| {
		assert_ok!(ReadingAttestation::raise_quota(by(OWNER), 2));
		// Another account's money is not this one's to take.
		assert_noop!(
			ReadingAttestation::lower_quota(by(OTHER), OWNER, 1),
			Error::<Test>::NotPutUp
		);
		assert_noop!(
			ReadingAttestation::lower_quota(RuntimeOrigin::none(), OWNER, 1),
			BadOrigin
		);
		// No membership is asked for: the account may have left its organisation.
		assert_ok!(ReadingAttestation::lower_quota(by(OWNER), OWNER, 2));
	});
}

#[test]
fn what_was_paid_at_another_price_comes_back_in_full() {
	on_chain(|| {
		assert_ok!(ReadingAttestation::raise_quota(by(OWNER), 3));
		// As if two units had cost a little more once.
		let held = 3 * QUOTA_PRICE + 1;
		assert_ok!(<Balances as frame_support::traits::fungible::MutateHold<
			u64,
		>>::hold(&QuotaDeposit::get(), &OWNER.into(), 1));
		Stakes::<Test>::insert(OWNER, u64::from(OWNER), Stake { units: 3, held });
		for left in [2, 1, 0u128] {
			assert_ok!(ReadingAttestation::lower_quota(by(OWNER), OWNER, 1));
			let expected = if left == 0 { 0 } else { left * QUOTA_PRICE + 1 };
			assert_eq!(held_for_quota(OWNER.into()), expected);
		}
	});
}

#[test]
fn costliest_envelope_is_affordable() {
	on_chain(|| {
		assert!(ReadingAttestation::costliest() <= CAPACITY);
		let records: Vec<_> = (0..4)
			.flat_map(|n| {
				let text = ["a", "b", "c", "d"][n];
				open(1, text);
				(0..8).map(move |it| record(text, 1, START - it * SECOND))
			})
			.collect();
		change(device(1), |passport| {
			passport.keys = vec![(0, es256(1).public_key())]
		});
		assert_eq!(
			submit(sealed(&header(1, 1), &records[..20], &es256(1))),
			Ok(())
		);
		assert!(CAPACITY - level(OWNER) <= ReadingAttestation::costliest());
	});
}
