//! What policies came to: of the item itself, of what it is and was packed in, and while something
//! waits.

use super::policies::{above, attach, attach_with, detach, guard, rules};
use crate::{mock::*, *};
use frame_support::assert_ok;
use hallmark_conditions::excursion::{presets::PresetId, Measure, Rule};
use hallmark_types::{
	items::{ItemId, Items as _, Judgement, Verdict},
	readings::{Attested, Signal},
	Moment,
};

fn finding(item: ItemId) -> Finding {
	Custody::verdict(item).expect("there is a policy")
}

/// Time passes to a moment.
fn pass_to(moment: Moment) {
	pass(moment - now());
}

/// A vial in the carrier's hands, and a crate of its with a thermometer.
fn vial_and_crate(n: u32) -> (ItemId, ItemId, Signal) {
	let vial = commission(MAKER, [vial(n)])[0];
	hand_over(vial, CARRIER);
	let (container, signal) = crate_with(n);
	(vial, container, signal)
}

fn crate_with(n: u32) -> (ItemId, Signal) {
	let container = commission(CARRIER, [crate_of_carrier(n)])[0];
	let signal = thermometer(n as u8, CARRIER);
	assert_ok!(attach(CARRIER, container, signal));
	(container, signal)
}

/// Something that was measured a while ago lands.
fn lands(signal: Signal, sequence: u64, measured: Moment, value: i64) {
	let reading = Attested {
		value,
		exponent: -1,
		measured,
		received: now(),
		block: System::block_number(),
		sequence,
		corrects: None,
		out_of_range: false,
		tainted: false,
	};
	hear(signal, reading);
}

#[test]
fn nothing_is_said_of_items_that_never_had_a_policy() {
	on_chain(|| {
		let vial_1 = commission(MAKER, [vial(1)])[0];
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &[vial_1]);
		unpack(case, &[vial_1]);
		assert_eq!(Custody::verdict(vial_1), None);
		assert_eq!(Custody::judge(&vial_1), None);
		assert_eq!(Custody::verdict(vial(9).id()), None);
		assert_eq!(Custody::judge(&vial(9).id()), None);
	});
}

#[test]
fn stretch_is_a_breach_at_the_very_millisecond() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		assert_ok!(attach(MAKER, vial, signal));
		pass(MINUTE);
		let began = now();
		reads(signal, 1, 81);
		pass(1);
		// It is known beforehand when it runs out.
		let runs_out = began + 15 * MINUTE;
		let good = Judgement {
			verdict: Verdict::Good,
			until: Some(runs_out),
		};
		assert_eq!(Custody::judge(&vial), Some(good));
		pass_to(runs_out - 1);
		assert_eq!(Custody::judge(&vial), Some(good));
		assert_eq!(finding(vial), Finding::Good);
		pass(1);
		assert_eq!(finding(vial), Finding::Breached);
		let judged = Custody::judge(&vial).expect("there is a policy");
		assert_eq!(judged.verdict, Verdict::Breached);
	});
}

#[test]
fn stretch_is_no_breach_when_it_ends_a_millisecond_before() {
	on_chain(|| {
		let vials = commission(MAKER, (0..2).map(vial));
		for (vial, time) in vials.into_iter().zip([15 * MINUTE - 1, 15 * MINUTE]) {
			let signal = thermometer(time as u8, MAKER);
			assert_ok!(attach(MAKER, vial, signal));
			reads(signal, 1, 81);
			pass(time);
			reads(signal, 2, 80);
			pass(MINUTE);
			let expected = match time < 15 * MINUTE {
				true => Finding::Good,
				false => Finding::Breached,
			};
			assert_eq!(finding(vial), expected);
		}
	});
}

#[test]
fn limits_of_the_world_health_organization_are_exact() {
	on_chain(|| {
		let cases = [
			// The value in tenths of a degree, and in what time it is a breach.
			(450, Some(HOUR)),
			(449, Some(10 * HOUR)),
			(300, Some(10 * HOUR)),
			(299, None),
			(-4, None),
			(-5, Some(HOUR)),
		];
		for (n, (value, time)) in (1..).zip(cases) {
			let vial = commission(MAKER, [vial(n)])[0];
			let signal = thermometer(n as u8, MAKER);
			let terms = PolicyTerms {
				demand: Demand::Preset(PresetId::VaccineShipment),
				hold: Some(DAY),
				..cold_chain()
			};
			assert_ok!(attach_with(MAKER, vial, signal, terms));
			reads(signal, 1, value);
			pass(time.unwrap_or(20 * HOUR) - 1);
			assert_eq!(finding(vial), Finding::Good, "{value}");
			pass(1);
			let expected = time.map_or(Finding::Good, |_| Finding::Breached);
			assert_eq!(finding(vial), expected, "{value}");
		}
	});
}

#[test]
fn time_adds_up_when_a_rule_counts_all_of_it() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		let Rule::Limit {
			comparison, limit, ..
		} = above(80, 0)
		else {
			panic!("it is a limit");
		};
		let rule = Rule::Limit {
			comparison,
			limit,
			measure: Measure::Total,
			allowed: 30 * MINUTE,
		};
		assert_ok!(attach_with(MAKER, vial, signal, rules(&[rule])));
		for (sequence, value) in (0..5).zip([90, 50, 90, 50, 90]) {
			reads(signal, sequence, value);
			pass(10 * MINUTE - u64::from(sequence == 4));
		}
		assert_eq!(finding(vial), Finding::Good);
		pass(1);
		assert_eq!(finding(vial), Finding::Breached);
	});
}

#[test]
fn silence_leaves_the_verdict_unknown_from_the_millisecond_on() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		assert_ok!(attach(MAKER, vial, signal));
		assert_eq!(finding(vial), Finding::Unknown);
		reads(signal, 1, 50);
		pass(HOUR);
		// A reading speaks for an hour.
		assert_eq!(
			Custody::judge(&vial),
			Some(Judgement {
				verdict: Verdict::Good,
				until: Some(START + HOUR + 1),
			})
		);
		pass(1);
		assert_eq!(finding(vial), Finding::Unknown);
		// What nobody knows stays so.
		reads(signal, 2, 50);
		pass(MINUTE);
		assert_eq!(finding(vial), Finding::Unknown);
	});
}

#[test]
fn breach_stays_one_whatever_follows() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		assert_ok!(attach(MAKER, vial, signal));
		reads(signal, 1, 90);
		pass(15 * MINUTE);
		reads(signal, 2, 50);
		pass(3 * HOUR);
		reads(signal, 3, 50);
		assert_eq!(finding(vial), Finding::Breached);
		pass(MINUTE);
		assert_ok!(detach(MAKER, vial, 0));
		assert_ok!(attach(MAKER, vial, signal));
		reads(signal, 4, 50);
		// Not even that something waits is said of it.
		assert_eq!(finding(vial), Finding::Breached);
		pass(MINUTE);
		assert_eq!(finding(vial), Finding::Breached);
		destroy(vial);
		assert_eq!(finding(vial), Finding::Breached);
	});
}

#[test]
fn nothing_is_good_while_something_waits() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		assert_ok!(attach(MAKER, vial, signal));
		reads(signal, 1, 50);
		pass(MINUTE);
		assert_eq!(finding(vial), Finding::Good);
		reads(signal, 2, 50);
		assert_eq!(finding(vial), Finding::Pending);
		// It is asked again in the next millisecond, which is the next block.
		assert_eq!(
			Custody::judge(&vial),
			Some(Judgement {
				verdict: Verdict::Unknown,
				until: Some(now() + 1),
			})
		);
		assert_ok!(offer(vial, CARRIER));
		assert_ok!(Custody::accept(by(CARRIER), vial, Title::Custody));
		let Deed::HandedOver { verdict, .. } = last_step(vial).deed else {
			panic!("it was handed over");
		};
		assert_eq!(verdict, Some(Finding::Pending));
		pass(SECOND);
		assert_eq!(finding(vial), Finding::Good);
	});
}

#[test]
fn hand_over_says_what_was_known_then() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		hand_over(vial, CARRIER);
		let accepted = |verdict| Event::Accepted {
			item: vial,
			title: Title::Custody,
			from: CARRIER,
			to: CLINIC,
			exceptions: 0,
			verdict,
		};
		let signal = thermometer(1, CARRIER);
		assert_ok!(attach(CARRIER, vial, signal));
		for (sequence, value, verdict) in [
			(1, 50, Finding::Good),
			(2, 90, Finding::Breached),
			(3, 50, Finding::Breached),
		] {
			reads(signal, sequence, value);
			pass(20 * MINUTE);
			hand_over(vial, CLINIC);
			assert_eq!(last_event(), accepted(Some(verdict)));
			hand_over(vial, CARRIER);
		}
	});
}

#[test]
fn policy_is_about_the_time_until_it_was_accepted_when_it_says_so() {
	on_chain(|| {
		let vials = commission(MAKER, (0..2).map(vial));
		let case = commission(MAKER, [case(1)])[0];
		let signal = thermometer(1, MAKER);
		let until_clinic = PolicyTerms {
			until: Some(CLINIC),
			..cold_chain()
		};
		assert_ok!(attach_with(MAKER, vials[0], signal, until_clinic));
		assert_ok!(attach(MAKER, vials[1], signal));
		pack(case, &vials);
		hand_over(case, CARRIER);
		reads(signal, 1, 90);
		pass(15 * MINUTE - 1);
		// A millisecond before it was too long.
		hand_over(case, CLINIC);
		pass(1);
		assert_eq!(
			[0, 1].map(|n| finding(vials[n])),
			[Finding::Good, Finding::Breached]
		);
		let judged = Custody::judge(&vials[0]).expect("there is a policy");
		assert_eq!(judged.until, None);
		// It is taken out, moved on and used; that changes nothing any more.
		reads(signal, 2, 500);
		unpack(case, &vials);
		hand_over(vials[0], CARRIER);
		pass(HOUR);
		assert_eq!(finding(vials[0]), Finding::Good);
	});
}

#[test]
fn breach_in_the_millisecond_of_the_acceptance_counts() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		let terms = PolicyTerms {
			until: Some(CLINIC),
			..cold_chain()
		};
		assert_ok!(attach_with(MAKER, vial, signal, terms));
		reads(signal, 1, 90);
		pass(15 * MINUTE);
		hand_over(vial, CLINIC);
		pass(MINUTE);
		assert_eq!(finding(vial), Finding::Breached);
	});
}

#[test]
fn policy_goes_on_when_others_than_the_one_it_waits_for_accept() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		let terms = PolicyTerms {
			until: Some(MAKER),
			..cold_chain()
		};
		// That the maker has it from the first is no acceptance.
		assert_ok!(attach_with(MAKER, vial, signal, terms));
		reads(signal, 1, 50);
		pass(MINUTE);
		for org in [CARRIER, CLINIC] {
			hand_over(vial, org);
			pass(MINUTE);
		}
		assert_ok!(offer_title(vial, Title::Ownership, MAKER, TRADER));
		assert_ok!(Custody::accept(by(TRADER), vial, Title::Ownership));
		reads(signal, 2, 90);
		pass(MINUTE);
		assert_eq!(guard(vial, 0).ended_at, None);
		hand_over(vial, MAKER);
		pass(HOUR);
		assert_eq!(finding(vial), Finding::Good);
	});
}

#[test]
fn containers_policies_count_for_the_time_that_an_item_is_in_them() {
	on_chain(|| {
		let (vial, container, signal) = vial_and_crate(1);
		// It was too warm in the crate before, for less than a quarter of an hour.
		reads(signal, 1, 90);
		pass(14 * MINUTE);
		reads(signal, 2, 50);
		pass(MINUTE);
		pack(container, &[vial]);
		assert_eq!(finding(vial), Finding::Good);
		pass(10 * MINUTE);
		reads(signal, 3, 90);
		pass(MINUTE);
		unpack(container, &[vial]);
		pass(HOUR);
		assert_eq!(finding(container), Finding::Breached);
		assert_eq!(finding(vial), Finding::Good);
		// Of one that comes now it cannot be told any more what happened while it was in there.
		let late = commission(CARRIER, [crate_of_carrier(9)])[0];
		reads(signal, 4, 50);
		pass(MINUTE);
		pack(container, &[late]);
		pass(MINUTE);
		assert_eq!(finding(late), Finding::Unknown);
	});
}

#[test]
fn outer_containers_policies_count_from_when_the_inner_one_was_put_into_it() {
	on_chain(|| {
		let (vial, container, signal) = vial_and_crate(1);
		let inner = commission(CARRIER, [crate_of_carrier(50)])[0];
		pack(inner, &[vial]);
		reads(signal, 1, 90);
		pass(14 * MINUTE);
		pack(container, &[inner]);
		assert_eq!(finding(vial), Finding::Good);
		pass(MINUTE);
		// The stretch had begun before, and its time ran out in there.
		assert_eq!(finding(vial), Finding::Breached);
		assert_eq!(finding(inner), Finding::Breached);
		unpack(inner, &[vial]);
		assert_eq!(finding(vial), Finding::Breached);
		// Both stays came with it: in the inner one there was no policy.
		let stays: Vec<_> = Items::<Test>::get(vial).expect("it is there").stays.into();
		assert_eq!(
			stays,
			[Stay {
				container,
				from: START + 14 * MINUTE,
				to: START + 15 * MINUTE,
			}]
		);
	});
}

#[test]
fn all_of_its_policies_are_weighed_together() {
	on_chain(|| {
		let (vial, container, signal) = vial_and_crate(1);
		let own = thermometer(9, CARRIER);
		assert_ok!(attach(CARRIER, vial, own));
		reads(signal, 1, 50);
		pass(MINUTE);
		pack(container, &[vial]);
		// Nothing was heard of its own.
		assert_eq!(finding(container), Finding::Good);
		assert_eq!(finding(vial), Finding::Unknown);
		reads(own, 1, 50);
		assert_eq!(finding(vial), Finding::Pending);
		pass(MINUTE);
		assert_eq!(finding(vial), Finding::Good);
		let judged = Custody::judge(&vial).expect("there is a policy");
		assert_eq!(judged.until, Some(START + HOUR + 1));
	});
}

#[test]
fn stay_of_no_time_says_nothing() {
	on_chain(|| {
		let (vial, container, signal) = vial_and_crate(1);
		reads(signal, 1, 90);
		pass(20 * MINUTE);
		pack(container, &[vial]);
		unpack(container, &[vial]);
		assert_eq!(Custody::verdict(vial), None);
	});
}

#[test]
fn breach_of_a_past_stay_is_remembered_beyond_the_last_eight() {
	on_chain(|| {
		let (vial, container, signal) = vial_and_crate(1);
		reads(signal, 1, 50);
		pass(MINUTE);
		pack(container, &[vial]);
		reads(signal, 2, 90);
		pass(15 * MINUTE);
		reads(signal, 3, 50);
		pass(MINUTE);
		unpack(container, &[vial]);
		let (other, fine) = crate_with(2);
		let mut sequence = 0;
		for stay in 1..=MAX_STAYS + 2 {
			sequence += 1;
			reads(fine, sequence, 50);
			pass(MINUTE);
			pack(other, &[vial]);
			pass(MINUTE);
			unpack(other, &[vial]);
			let item = Items::<Test>::get(vial).expect("it is there");
			assert_eq!(item.stays.len() as u32, (stay + 1).min(MAX_STAYS));
			let forgotten = stay + 1 > MAX_STAYS;
			assert_eq!(item.inherited, forgotten.then_some(Verdict::Breached));
			assert_eq!(finding(vial), Finding::Breached);
		}
	});
}

#[test]
fn good_stays_are_good_beyond_the_last_eight() {
	on_chain(|| {
		let (vial, container, signal) = vial_and_crate(1);
		for sequence in 1..=u64::from(MAX_STAYS) + 4 {
			reads(signal, sequence, 50);
			pass(MINUTE);
			pack(container, &[vial]);
			pass(MINUTE);
			unpack(container, &[vial]);
		}
		let item = Items::<Test>::get(vial).expect("it is there");
		assert_eq!(item.inherited, Some(Verdict::Good));
		assert_eq!(finding(vial), Finding::Good);
	});
}

#[test]
fn stay_is_not_good_when_it_is_forgotten_before_all_is_counted() {
	on_chain(|| {
		let (vial, container, signal) = vial_and_crate(1);
		let (other, fine) = crate_with(2);
		reads(signal, 1, 50);
		reads(fine, 1, 50);
		pass(MINUTE);
		pack(container, &[vial]);
		pass(30 * MINUTE);
		unpack(container, &[vial]);
		// It was too warm, which is heard of only now; and in the same block the carrier packs and
		// unpacks it so often that the stay is forgotten.
		lands(signal, 2, now() - 20 * MINUTE, 90);
		lands(signal, 3, now(), 50);
		for _ in 0..MAX_STAYS {
			pack(other, &[vial]);
			unpack(other, &[vial]);
		}
		pass(MINUTE);
		assert_eq!(finding(container), Finding::Breached);
		assert!(matches!(
			finding(vial),
			Finding::Breached | Finding::Unknown
		));
	});
}

#[test]
fn stay_is_not_good_when_it_is_forgotten_before_its_end_is_settled() {
	on_chain(|| {
		let (vial, container, signal) = vial_and_crate(1);
		let (other, fine) = crate_with(2);
		reads(signal, 1, 50);
		reads(fine, 1, 50);
		pass(MINUTE);
		pack(container, &[vial]);
		pass(30 * MINUTE);
		unpack(container, &[vial]);
		for _ in 0..MAX_STAYS {
			pack(other, &[vial]);
			pass(SECOND);
			unpack(other, &[vial]);
		}
		// What the device had measured comes later.
		lands(signal, 2, now() - 25 * MINUTE, 90);
		pass(MINUTE);
		lands(signal, 3, now(), 50);
		pass(MINUTE);
		assert_eq!(finding(container), Finding::Breached);
		assert!(matches!(
			finding(vial),
			Finding::Breached | Finding::Unknown
		));
	});
}

#[test]
fn past_stay_is_unknown_when_its_container_was_removed() {
	on_chain(|| {
		let (vial, container, signal) = vial_and_crate(1);
		reads(signal, 1, 50);
		pass(MINUTE);
		pack(container, &[vial]);
		reads(signal, 2, 90);
		pass(20 * MINUTE);
		reads(signal, 3, 50);
		pass(MINUTE);
		unpack(container, &[vial]);
		assert_ok!(Custody::archive(by(CARRIER), container, anywhere()));
		pass(RETENTION);
		assert_eq!(finding(vial), Finding::Breached);
		assert_ok!(Custody::prune(by(CLINIC), container, 100));
		// Nobody can say any more that it was fine.
		assert_eq!(finding(vial), Finding::Unknown);
		let (other, fine) = crate_with(2);
		reads(fine, 1, 50);
		pass(MINUTE);
		for _ in 0..MAX_STAYS {
			pack(other, &[vial]);
			pass(SECOND);
			unpack(other, &[vial]);
		}
		assert_eq!(finding(vial), Finding::Unknown);
	});
}
