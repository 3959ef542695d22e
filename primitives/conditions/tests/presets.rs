//! What others have set, at its exact boundaries.

#[path = "common/excursions.rs"]
mod common;

use common::{breached, verdict};
use hallmark_conditions::{
	excursion::{
		presets::{self, Preset, PresetId},
		BadPolicy,
	},
	Policy, Rule, Verdict, DAY, HOUR, MINUTE,
};

fn preset(preset: &Preset) -> Policy {
	Policy {
		rules: preset.rules(-1).unwrap(),
		hold: DAY,
		..Policy::default()
	}
}

#[test]
fn shipment_is_breached_when_it_is_at_45_degrees_for_exactly_an_hour() {
	let policy = preset(&presets::VACCINE_SHIPMENT);
	let until = |end| verdict(&policy, &[(0, 450), (end, 200)], 2 * HOUR);
	assert_eq!(until(HOUR - 1), Verdict::Good);
	assert_eq!(until(HOUR), breached(&[0]));
	let cooler = verdict(&policy, &[(0, 449), (9 * HOUR, 200)], 12 * HOUR);
	assert_eq!(cooler, Verdict::Good);
	// In two pieces it is no hour at a stretch.
	let pieces = [
		(0, 450),
		(40 * MINUTE, 449),
		(41 * MINUTE, 450),
		(80 * MINUTE, 0),
	];
	assert_eq!(verdict(&policy, &pieces, 2 * HOUR), Verdict::Good);
}

#[test]
fn shipment_is_breached_when_30_degrees_add_up_to_exactly_ten_hours() {
	let policy = preset(&presets::VACCINE_SHIPMENT);
	let until = |end| {
		let pieces = [(0, 300), (4 * HOUR, 299), (5 * HOUR, 300), (end, 299)];
		verdict(&policy, &pieces, 20 * HOUR)
	};
	assert_eq!(until(11 * HOUR - 1), Verdict::Good);
	assert_eq!(until(11 * HOUR), breached(&[1]));
}

#[test]
fn shipment_is_breached_when_it_is_at_half_a_degree_of_frost_for_exactly_an_hour() {
	let policy = preset(&presets::VACCINE_SHIPMENT);
	let until = |value, end| verdict(&policy, &[(0, value), (end, 50)], 2 * HOUR);
	assert_eq!(until(-5, HOUR - 1), Verdict::Good);
	assert_eq!(until(-5, HOUR), breached(&[2]));
	assert_eq!(until(-4, HOUR + MINUTE), Verdict::Good);
}

#[test]
fn refrigerator_is_breached_when_its_allowed_times_are_reached() {
	let policy = preset(&presets::VACCINE_REFRIGERATOR);
	let until = |value, end| verdict(&policy, &[(0, value), (end, 50)], 12 * HOUR);
	assert_eq!(until(81, 10 * HOUR - 1), Verdict::Good);
	assert_eq!(until(81, 10 * HOUR), breached(&[0]));
	assert_eq!(until(80, 11 * HOUR), Verdict::Good);
	assert_eq!(until(-5, HOUR), breached(&[1]));
}

#[test]
fn label_is_breached_when_one_reading_is_beyond_it() {
	let once = |which, value| verdict(&preset(which), &[(0, value)], 0);
	for (which, good, bad) in [
		(&presets::COLD_CHAIN, 80, 81),
		(&presets::FROZEN, -150, -149),
		(&presets::DEEP_FROZEN, -200, -199),
	] {
		assert_eq!(once(which, good), Verdict::Good);
		assert_eq!(once(which, bad), breached(&[0]));
	}
	assert_eq!(once(&presets::COLD_CHAIN, 20), Verdict::Good);
	assert_eq!(once(&presets::COLD_CHAIN, 19), breached(&[1]));
}

#[test]
fn preset_keeps_its_number() {
	use codec::{Decode, Encode};
	for (index, preset) in (0u8..).zip(presets::ALL) {
		let id = PresetId::decode(&mut &[index][..]).unwrap();
		assert_eq!(id.encode(), [index]);
		assert_eq!(id.preset().name, preset.name);
	}
	assert!(PresetId::decode(&mut &[presets::ALL.len() as u8][..]).is_err());
	assert_eq!(PresetId::VaccineShipment.preset().limits.len(), 3);
	assert_eq!(PresetId::DeepFrozen.preset().name, "deep-frozen");
}

#[test]
fn preset_keeps_its_limits_when_the_exponent_differs() {
	let limits = |exponent| {
		let rules = presets::VACCINE_SHIPMENT.rules(exponent).unwrap();
		[0, 1, 2].map(|place| match rules[place] {
			Rule::Limit { limit, .. } => limit,
			Rule::Silence { .. } => panic!("there is none"),
		})
	};
	assert_eq!(limits(-3), [45_000, 30_000, -500]);
	// In whole degrees, what is at most -0.5 is at most -1; in tens, what is at least 45 is at least
	// 50.
	assert_eq!(limits(0), [45, 30, -1]);
	assert_eq!(limits(1), [5, 3, -1]);
	assert_eq!(
		presets::VACCINE_SHIPMENT.rules(-30),
		Err(BadPolicy::LimitOutOfRange)
	);
	for preset in presets::ALL {
		assert_eq!(presets::find(preset.name).unwrap().source, preset.source);
		let policy = Policy {
			rules: preset.rules(-2).unwrap(),
			hold: 1,
			..Policy::default()
		};
		assert_eq!(policy.validate(), Ok(()));
	}
	assert!(presets::find("unheard-of").is_none());
}
