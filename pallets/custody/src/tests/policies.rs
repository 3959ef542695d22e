//! How items come under a policy, and out of it.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, BoundedVec};
use hallmark_conditions::{
	excursion::{
		presets::{PresetId, VACCINE_SHIPMENT},
		BadPolicy, Measure, Record, Rule, MAX_WAIT,
	},
	Comparison,
};
use hallmark_types::{
	items::ItemId,
	organisation::OrgId,
	readings::{Signal, Unit},
};
use sp_runtime::DispatchResult;

/// Put an item under [`cold_chain`].
pub fn attach(org: OrgId, item: ItemId, signal: Signal) -> DispatchResult {
	attach_with(org, item, signal, cold_chain())
}

pub fn attach_with(org: OrgId, item: ItemId, signal: Signal, terms: PolicyTerms) -> DispatchResult {
	Custody::attach_policy(by(org), item, signal, terms, anywhere())
}

pub fn detach(org: OrgId, item: ItemId, slot: u8) -> DispatchResult {
	Custody::detach_policy(by(org), item, slot, anywhere())
}

/// These rules, and nothing else.
pub fn rules(rules: &[Rule]) -> PolicyTerms {
	PolicyTerms {
		demand: Demand::Rules(BoundedVec::try_from(rules.to_vec()).expect("not too many")),
		..cold_chain()
	}
}

pub fn above(limit: i64, allowed: hallmark_types::Moment) -> Rule {
	Rule::Limit {
		comparison: Comparison::Above,
		limit,
		measure: Measure::Stretch,
		allowed,
	}
}

/// A policy as it is stored.
pub fn guard(item: ItemId, slot: u8) -> Guard {
	Guards::<Test>::get(item, slot).expect("it is there")
}

#[test]
fn policy_is_written_down_and_paid_for_when_it_is_attached() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		let before = held(MAKER.into());
		pass(MINUTE);
		let terms = PolicyTerms {
			hold: Some(2 * HOUR),
			disorder: SECOND,
			disclosure: MINUTE,
			until: Some(CLINIC),
			..cold_chain()
		};
		assert_ok!(attach_with(MAKER, vial, signal, terms));
		let slot = 0;
		assert_eq!(
			last_event(),
			Event::PolicyAttached {
				item: vial,
				slot,
				signal
			}
		);
		let guard = guard(vial, slot);
		assert_eq!(
			(guard.signal, guard.by, guard.until),
			(signal, MAKER, Some(CLINIC))
		);
		assert_eq!(
			(guard.since, guard.ended_at, guard.closed),
			(now(), None, false)
		);
		let policy = guard.policy;
		assert_eq!(policy.rules.to_vec(), [above(80, 15 * MINUTE)]);
		assert_eq!(
			(
				policy.hold,
				policy.disorder,
				policy.disclosure,
				policy.interval
			),
			(2 * HOUR, SECOND, MINUTE, 0)
		);
		assert_eq!(guard.record, Record::new(&policy, now()));
		assert!(Listeners::<Test>::contains_key(signal, (vial, slot)));
		assert_eq!(Interest::get().get(&signal), Some(&1));
		let step = last_step(vial);
		assert_eq!(step.deed, Deed::Attached { signal, slot });
		let bytes = Custody::guard_bytes() + Custody::step_bytes(&step);
		assert_eq!(held(MAKER.into()), before + 1_000 + bytes as u128);
	});
}

#[test]
fn policy_has_the_streams_own_bounds_when_the_terms_say_nothing() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		Streams::mutate(|streams| {
			let stream = streams.get_mut(&signal).expect("it is open");
			stream.terms.min_interval = 10 * SECOND;
		});
		let terms = PolicyTerms {
			demand: Demand::Preset(PresetId::VaccineShipment),
			..cold_chain()
		};
		assert_ok!(attach_with(MAKER, vial, signal, terms));
		let policy = guard(vial, 0).policy;
		assert_eq!((policy.hold, policy.interval), (HOUR, 10 * SECOND));
		// The limits of the World Health Organization, in tenths of a degree.
		let expected = VACCINE_SHIPMENT.rules(-1).expect("they fit");
		assert_eq!(policy.rules.to_vec(), expected.to_vec());
		assert!(policy.rules.contains(&Rule::Limit {
			comparison: Comparison::AtMost,
			limit: -5,
			measure: Measure::Stretch,
			allowed: HOUR,
		}));
	});
}

#[test]
fn custodian_and_owner_attach_policies_when_the_item_is_packed() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let case = commission(MAKER, [case(1)])[0];
		pack(case, &[vial]);
		hand_over(case, CARRIER);
		let (of_maker, of_carrier) = (thermometer(1, MAKER), thermometer(2, CARRIER));
		let of_trader = thermometer(3, TRADER);
		assert_noop!(attach(TRADER, vial, of_trader), Error::<Test>::NotCustodian);
		assert_ok!(attach(CARRIER, vial, of_carrier));
		assert_ok!(attach(MAKER, vial, of_maker));
		assert_ok!(attach(CARRIER, case, of_carrier));
		assert_eq!(Interest::get().get(&of_carrier), Some(&2));
		// It is for the device's owner to say what it is for.
		assert_noop!(
			attach(CARRIER, case, of_maker),
			Error::<Test>::ForeignStream
		);
		assert_noop!(
			attach(MAKER, vial, of_carrier),
			Error::<Test>::ForeignStream
		);
	});
}

#[test]
fn policy_is_not_attached_when_the_item_or_the_stream_is_not_there() {
	on_chain(|| {
		let vials = commission(MAKER, (0..2).map(vial));
		let signal = thermometer(1, MAKER);
		assert_noop!(
			attach(MAKER, vial(9).id(), signal),
			Error::<Test>::UnknownItem
		);
		destroy(vials[1]);
		assert_noop!(attach(MAKER, vials[1], signal), Error::<Test>::ItemEnded);
		let unknown = Signal {
			name: "other".parse().expect("a name"),
			..signal
		};
		assert_noop!(
			attach(MAKER, vials[0], unknown),
			Error::<Test>::UnknownStream
		);
	});
}

#[test]
fn policy_is_not_attached_when_its_terms_do_not_fit_the_stream() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		let humid = Signal {
			name: "humid".parse().expect("a name"),
			..signal
		};
		open_stream(humid, Unit::RelativeHumidity);
		let attach = |signal, terms| attach_with(MAKER, vial, signal, terms);
		assert_noop!(attach(humid, cold_chain()), Error::<Test>::UnitDiffers);
		// The terms and the stream agree, and the preset has another unit.
		let preset = PolicyTerms {
			unit: Unit::RelativeHumidity,
			demand: Demand::Preset(PresetId::ColdChain),
			..cold_chain()
		};
		assert_noop!(attach(humid, preset.clone()), Error::<Test>::UnitDiffers);
		let short = PolicyTerms {
			hold: Some(HOUR - 1),
			..cold_chain()
		};
		assert_noop!(attach(signal, short), Error::<Test>::HoldTooShort);
		let nobody = PolicyTerms {
			until: Some(19),
			..cold_chain()
		};
		assert_noop!(attach(signal, nobody), Error::<Test>::RecipientNotMember);
	});
}

#[test]
fn policy_is_not_attached_when_it_cannot_be_kept_or_breached() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		let refuse = |signal, terms, reason: BadPolicy| {
			assert_noop!(
				attach_with(MAKER, vial, signal, terms),
				Error::<Test>::BadPolicy(reason as u8)
			);
		};
		refuse(signal, rules(&[]), BadPolicy::NoRules);
		let twice = [above(80, HOUR), above(90, HOUR), above(80, HOUR)];
		refuse(signal, rules(&twice), BadPolicy::RuleRepeated);
		let silence = Rule::Silence { allowed: 0 };
		refuse(signal, rules(&[silence]), BadPolicy::NoSilenceAllowed);
		for (disorder, disclosure) in [(MAX_WAIT + 1, 0), (0, MAX_WAIT + 1)] {
			let terms = PolicyTerms {
				disorder,
				disclosure,
				..cold_chain()
			};
			refuse(signal, terms, BadPolicy::WaitsTooLong);
		}
		let set = |exponent, longest_silence| {
			Streams::mutate(|streams| {
				let stream = streams.get_mut(&signal).expect("it is open");
				stream.terms.exponent = exponent;
				stream.terms.longest_silence = longest_silence;
			});
		};
		set(-1, 0);
		refuse(signal, cold_chain(), BadPolicy::NoHold);
		// In parts so small, no value of the stream is as much as 45 degrees.
		set(-18, HOUR);
		let preset = PolicyTerms {
			demand: Demand::Preset(PresetId::VaccineShipment),
			..cold_chain()
		};
		refuse(signal, preset, BadPolicy::LimitOutOfRange);
	});
}

#[test]
fn policy_is_attached_to_those_only_who_may_act() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		let attach =
			|origin| Custody::attach_policy(origin, vial, signal, cold_chain(), anywhere());
		is_refused_to_who_does_not_act(MAKER, attach);
		let interest = Interest::get();
		assert_noop!(attach(by_pauper(MAKER)), NO_MONEY);
		// The mock's list is no storage, and nothing takes it back.
		Interest::set(interest);
		assert_ok!(attach(by(MAKER)));
		let detach = |origin| Custody::detach_policy(origin, vial, 0, anywhere());
		is_refused_to_who_does_not_act(MAKER, detach);
		assert_noop!(detach(by_pauper(MAKER)), NO_MONEY);
		assert_ok!(detach(by(MAKER)));
	});
}

#[test]
fn policy_is_not_attached_when_the_item_has_had_as_many_as_may_be() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		for slot in 0..MAX_POLICIES {
			assert_ok!(attach(MAKER, vial, signal));
			assert_ok!(detach(MAKER, vial, slot));
		}
		assert_noop!(attach(MAKER, vial, signal), Error::<Test>::TooManyPolicies);
	});
}

#[test]
fn policy_ends_when_it_is_detached_by_whoever_attached_it_or_the_owner() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		hand_over(vial, CARRIER);
		let signal = thermometer(1, CARRIER);
		for _ in 0..2 {
			assert_ok!(attach(CARRIER, vial, signal));
		}
		hand_over(vial, CLINIC);
		let before = held(CARRIER.into());
		pass(MINUTE);
		// Whoever has it now does neither.
		assert_noop!(detach(CLINIC, vial, 0), Error::<Test>::NotOwner);
		assert_ok!(detach(CARRIER, vial, 0));
		assert_eq!(
			last_event(),
			Event::PolicyDetached {
				item: vial,
				slot: 0
			}
		);
		let step = last_step(vial);
		assert_eq!(step.deed, Deed::Detached { signal, slot: 0 });
		let bytes = Custody::step_bytes(&step) as u128;
		assert_eq!(held(CARRIER.into()), before + 1_000 + bytes);
		assert_eq!(guard(vial, 0).ended_at, Some(now()));
		assert_ok!(detach(MAKER, vial, 1));
		assert_eq!(last_step(vial).by, MAKER);
		// What was measured until now is still to come: both listen until it is settled.
		assert_eq!(Interest::get().get(&signal), Some(&2));
	});
}

#[test]
fn owner_of_a_container_detaches_policies_of_what_follows_it() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let case = commission(MAKER, [case(1)])[0];
		let signal = thermometer(1, MAKER);
		assert_ok!(attach(MAKER, vial, signal));
		assert_ok!(attach(MAKER, vial, signal));
		pack(case, &[vial]);
		assert_noop!(detach(TRADER, vial, 0), Error::<Test>::NotOwner);
		assert_ok!(offer_title(case, Title::Ownership, MAKER, TRADER));
		assert_ok!(Custody::accept(by(TRADER), case, Title::Ownership));
		assert_eq!(owner(vial), TRADER);
		assert_ok!(detach(TRADER, vial, 0));
		// It is the maker's device, whose ever the vial is.
		assert_ok!(detach(MAKER, vial, 1));
	});
}

#[test]
fn policy_is_not_detached_when_it_is_not_there_or_has_ended() {
	on_chain(|| {
		let vials = commission(MAKER, (0..2).map(vial));
		let signal = thermometer(1, MAKER);
		assert_noop!(detach(MAKER, vial(9).id(), 0), Error::<Test>::UnknownItem);
		assert_noop!(detach(MAKER, vials[0], 0), Error::<Test>::UnknownPolicy);
		for vial in &vials {
			assert_ok!(attach(MAKER, *vial, signal));
		}
		assert_noop!(detach(MAKER, vials[0], 1), Error::<Test>::UnknownPolicy);
		assert_ok!(detach(MAKER, vials[0], 0));
		assert_noop!(detach(MAKER, vials[0], 0), Error::<Test>::PolicyEnded);
		// With the item its policies end.
		destroy(vials[1]);
		assert_noop!(detach(MAKER, vials[1], 0), Error::<Test>::PolicyEnded);
	});
}

#[test]
fn policy_is_not_detached_when_it_has_ended_by_an_acceptance() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		let terms = PolicyTerms {
			until: Some(CLINIC),
			..cold_chain()
		};
		assert_ok!(attach_with(MAKER, vial, signal, terms));
		reads(signal, 1, 50);
		pass(MINUTE);
		hand_over(vial, CLINIC);
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
		// From now on its time is another's. That nothing was heard since does not change it.
		pass(DAY);
		for org in [MAKER, CLINIC] {
			assert!(detach(org, vial, 0).is_err());
		}
		assert_noop!(detach(MAKER, vial, 0), Error::<Test>::PolicyEnded);
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
	});
}

#[test]
fn policy_ends_where_it_was_accepted_when_the_item_is_destroyed_later() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		let terms = PolicyTerms {
			until: Some(CLINIC),
			..cold_chain()
		};
		assert_ok!(attach_with(MAKER, vial, signal, terms));
		reads(signal, 1, 50);
		pass(MINUTE);
		assert_eq!(Custody::policies(vial)[0].ended_at, None);
		hand_over(vial, CLINIC);
		let accepted = now();
		// It is shown from then on, though nobody has to write it down.
		assert_eq!(guard(vial, 0).ended_at, None);
		assert_eq!(Custody::policies(vial)[0].ended_at, Some(accepted));
		pass(DAY);
		destroy(vial);
		assert_eq!(guard(vial, 0).ended_at, Some(accepted));
		assert_eq!(Custody::verdict(vial), Some(Finding::Good));
	});
}

#[test]
fn watch_is_over_when_the_item_is_removed() {
	on_chain(|| {
		let vial = commission(MAKER, [vial(1)])[0];
		let signal = thermometer(1, MAKER);
		assert_ok!(attach(MAKER, vial, signal));
		destroy(vial);
		assert_ok!(Custody::archive(by(MAKER), vial, anywhere()));
		pass(RETENTION);
		assert_ok!(Custody::prune(by(CLINIC), vial, 100));
		assert_eq!(Interest::get().get(&signal), Some(&0));
		assert_eq!(Listeners::<Test>::iter().count(), 0);
		assert_eq!(held(MAKER.into()), 0);
		// What is heard now is nobody's.
		reads(signal, 1, 500);
		pass(SECOND);
		assert_eq!(Backlog::<Test>::iter().count(), 0);
	});
}
