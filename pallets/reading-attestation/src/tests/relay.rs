//! `relay`: what a gateway carries.

use crate::{mock::*, *};
use frame_support::{assert_noop, dispatch::Pays};
use hallmark_envelope::sign::KeyPair;
use hallmark_types::device::DeviceStatus;
use sp_runtime::traits::BadOrigin;

#[test]
fn relay_is_free_when_all_were_good() {
	on_chain(|| {
		for n in 1..=3 {
			open(n, "temp");
		}
		let envelopes = (1..=3).map(|n| reading(n, 1, i64::from(n))).collect();
		assert_eq!(relay(envelopes), (vec![], Pays::No));
		assert_eq!(heard().len(), 3);
		// One event for all of them.
		assert_eq!(
			events()
				.iter()
				.filter(|it| matches!(it, Event::Attested { .. }))
				.count(),
			0
		);
		// And none at all is none too bad.
		assert_eq!(relay(vec![]), (vec![], Pays::No));
	});
}

#[test]
fn relay_skips_what_is_bad_and_the_gateway_pays() {
	on_chain(|| {
		open(1, "temp");
		open(2, "temp");
		let envelopes = vec![
			reading(1, 1, 10),
			EnvelopeBytes::default(),
			reading(99, 1, 10),
			sealed(&header(2, 1), &[record("temp", 20, now())], &ed25519(3)),
			reading(2, 1, 30),
		];
		let (refused, pays) = relay(envelopes);
		assert_eq!(
			refused,
			[
				(1, Refusal::Malformed(hallmark_envelope::Error::Truncated)),
				(2, Refusal::UnknownDevice),
				(3, Refusal::SignatureInvalid),
			]
		);
		assert_eq!(pays, Pays::Yes);
		assert_eq!(
			stream(signal(1, "temp")).latest.map(|it| it.value),
			Some(10)
		);
		assert_eq!(
			stream(signal(2, "temp")).latest.map(|it| it.value),
			Some(30)
		);
	});
}

#[test]
fn relay_needs_an_account() {
	on_chain(|| {
		for origin in [RuntimeOrigin::none(), RuntimeOrigin::root()] {
			assert_noop!(
				ReadingAttestation::relay(origin, Envelopes::default()),
				BadOrigin
			);
		}
	});
}

#[test]
fn of_two_with_one_number_the_first_good_one_counts() {
	on_chain(|| {
		open(1, "temp");
		let forged = sealed(&header(1, 1), &[record("temp", 10, now())], &ed25519(2));
		let (refused, _) = relay(vec![forged, reading(1, 1, 20), reading(1, 1, 30)]);
		assert_eq!(
			refused,
			[
				(0, Refusal::SignatureInvalid),
				(2, Refusal::AlreadyReceived)
			]
		);
		assert_eq!(
			stream(signal(1, "temp")).latest.map(|it| it.value),
			Some(20)
		);
	});
}

#[test]
fn replay_is_refused_before_its_signature_is_looked_at() {
	on_chain(|| {
		open(1, "temp");
		let good = reading(1, 1, 10);
		assert_eq!(submit(good.clone()), Ok(()));
		let mut bad_signature = good.clone();
		let last = bad_signature.len() - 1;
		bad_signature[last] ^= 1;
		assert_eq!(
			relay(vec![good, bad_signature]).0,
			[(0, Refusal::AlreadyReceived), (1, Refusal::AlreadyReceived)]
		);
	});
}

#[test]
fn earlier_envelopes_of_a_relay_count_for_later_ones() {
	on_chain(|| {
		open(1, "temp");
		// The same moment twice, under different numbers.
		let (refused, _) = relay(vec![reading(1, 1, 10), reading(1, 2, 20)]);
		assert_eq!(refused, [(1, Refusal::TooFrequent)]);
		// The window moves on within the call.
		let at = |sequence: u64| now() + sequence * SECOND / 10;
		pass(MINUTE);
		let (refused, _) = relay(vec![
			reading_at(1, 100, 10, at(100)),
			reading_at(1, 36, 20, now() - 40 * SECOND),
			reading_at(1, 37, 30, now() - 20 * SECOND),
		]);
		assert_eq!(refused, [(1, Refusal::SequenceTooOld)]);
	});
}

#[test]
fn device_that_an_envelope_brings_into_quarantine_is_tainted_for_the_next() {
	on_chain(|| {
		let temp = open(1, "temp");
		let liar = (1..=4)
			.map(|sequence| reading_at(1, sequence, 9_999, now() - MINUTE + sequence * SECOND));
		let (refused, pays) = relay(liar.collect());
		assert_eq!((refused, pays), (vec![], Pays::No));
		let tainted: Vec<bool> = stream(temp).recent.iter().map(|it| it.tainted).collect();
		assert_eq!(tainted, [false, false, true, true]);
		assert_eq!(Convictions::get().len(), 1);
	});
}

#[test]
fn quota_is_spent_envelope_by_envelope() {
	on_chain(|| {
		open(1, "temp");
		let one = CAPACITY - {
			let mut envelope = reading_at(1, 1, 1, now() - MINUTE);
			assert_eq!(relay(vec![std::mem::take(&mut envelope)]).1, Pays::No);
			Buckets::<Test>::get(OWNER).expect("it was used").level
		};
		Buckets::<Test>::mutate(OWNER, |bucket| {
			bucket.as_mut().expect("it was used").level = 2 * one + one / 2;
		});
		let more = (2..=5)
			.map(|n| reading_at(1, n, 1, now() - MINUTE + n * SECOND))
			.collect();
		let (refused, pays) = relay(more);
		assert_eq!(
			refused,
			[(2, Refusal::QuotaExhausted), (3, Refusal::QuotaExhausted)]
		);
		assert_eq!(pays, Pays::Yes);
		assert_eq!(
			Buckets::<Test>::get(OWNER).map(|bucket| bucket.level),
			Some(one / 2)
		);
	});
}

#[test]
fn relay_of_256_is_as_good_as_256_submissions() {
	let envelopes = |n: u8| -> Vec<EnvelopeBytes> {
		(1..=256u64)
			.map(|it| reading_at(n, it, it as i64, START - 300 * SECOND + it * SECOND))
			.collect()
	};
	let generous = || {
		Buckets::<Test>::insert(
			OWNER,
			Bucket {
				level: CAPACITY,
				updated_at: now(),
				units: 0,
			},
		);
	};
	let mut by_relay = new_chain();
	let relayed = by_relay.execute_with(|| {
		open(1, "temp");
		let all = envelopes(1);
		for part in all.chunks(64) {
			generous();
			assert_eq!(relay(part.to_vec()), (vec![], Pays::No));
		}
		(stream(signal(1, "temp")), Records::<Test>::get(device(1)))
	});
	let mut one_by_one = new_chain();
	let submitted = one_by_one.execute_with(|| {
		open(1, "temp");
		for envelope in envelopes(1) {
			generous();
			assert_eq!(submit(envelope), Ok(()));
		}
		(stream(signal(1, "temp")), Records::<Test>::get(device(1)))
	});
	assert_eq!(relayed, submitted);
}

#[test]
fn weight_is_that_of_what_happened() {
	on_chain(|| {
		open(1, "temp");
		open(2, "temp");
		change(device(2), |passport| {
			passport.keys = vec![(0, es256(2).public_key())]
		});
		let weight = |envelopes: Vec<EnvelopeBytes>| {
			let envelopes: Envelopes = envelopes.try_into().expect("bounded");
			let worst = ReadingAttestation::relay_weight(&envelopes).ref_time();
			let info = ReadingAttestation::relay(RuntimeOrigin::signed(GATEWAY), envelopes)
				.expect("a relay never fails");
			(worst, info.actual_weight.expect("it is metered").ref_time())
		};
		assert_eq!(weight(vec![]), (10, 10));
		// One of Ed25519: its verification, its listener, and at worst a judgement and a
		// quarantine.
		let ed25519 = reading(1, 1, 5);
		assert_eq!(weight(vec![ed25519.clone()]), (10 + 82 + 1_004, 10 + 82));
		// A replay is cheap, and rubbish was never expected to be anything else.
		assert_eq!(
			weight(vec![ed25519, Default::default()]),
			(10 + 82 + 1_004 + 5, 10 + 5 + 5)
		);
		let es256 = sealed(&header(2, 1), &[record("temp", 5, now())], &es256(2));
		assert_eq!(weight(vec![es256]), (10 + 1_522 + 1_004, 10 + 1_522));
	});
}

#[test]
fn suspended_device_is_refused_among_others() {
	on_chain(|| {
		open(1, "temp");
		open(2, "temp");
		set_status(device(1), DeviceStatus::Suspended);
		let (refused, _) = relay(vec![reading(1, 1, 5), reading(2, 1, 5)]);
		assert_eq!(refused, [(0, Refusal::DeviceSuspended)]);
	});
}
