//! What terms say of themselves.

use codec::{Decode, Encode, MaxEncodedLen};
use hallmark_agreements::{share_of, templates::*, Flaw, Parts, Stream, Terms, WHOLE};
use hallmark_conditions::{Decimal, DAY, HOUR, MINUTE};
use hallmark_types::{
	device::DeviceId,
	epc::ItemId,
	readings::{Signal, Unit},
};
use polkadot_sdk::sp_core::H256;

const NOW: u64 = 1_767_225_600_000;

fn frame() -> Frame {
	Frame {
		asset: Some(1),
		sign_by: NOW + DAY,
		expires_at: NOW + 365 * DAY,
		document: H256::zero(),
		witnesses: vec![9],
	}
}

fn stream(n: u8, name: &str, unit: Unit) -> Stream {
	Stream {
		signal: Signal {
			device: DeviceId::repeat_byte(n),
			name: name.parse().expect("a name"),
		},
		unit,
		exponent: -1,
	}
}

fn field_service() -> FieldService {
	FieldService {
		operator: 1,
		servicer: 2,
		arbiter: 7,
		fault: stream(1, "fault", Unit::Ratio),
		fee: 100,
		penalty: 20,
		visits: 3,
		acknowledge_within: 4 * HOUR,
		heard_within: 10 * MINUTE,
		objection: DAY,
		bond: 50,
		patience: 5 * DAY,
	}
}

fn cold_chain() -> ColdChain {
	ColdChain {
		consignee: 1,
		carrier: 2,
		shipper: 3,
		arbiter: 7,
		item: ItemId::repeat_byte(5),
		freight: 500,
		if_breached: 300_000,
		unknown_for: 3 * DAY,
		objection: DAY,
		bond: 50,
		patience: 5 * DAY,
	}
}

fn pay_per_use() -> PayPerUse {
	PayPerUse {
		user: 1,
		owner: 2,
		used: stream(1, "used", Unit::Count),
		fault: stream(1, "fault", Unit::Ratio),
		threshold: Decimal::new(1, 0),
		period: DAY,
		price: 30,
		standby: 10,
		begins: NOW + DAY,
		silence: 2 * DAY,
		unknown_for: 10 * DAY,
		periods: 10,
	}
}

fn insurance(stations: u8) -> ParametricInsurance {
	let all = |name, unit| (0..stations).map(|n| stream(n, name, unit)).collect();
	ParametricInsurance {
		insurer: 1,
		insured: 2,
		arbiter: 7,
		rain: all("rain", Unit::Metre),
		wind: all("wind", Unit::MetrePerSecond),
		quorum: 3,
		drought: Decimal::new(5, -2),
		storm: Decimal::new(325, -1),
		season_begins: NOW + 10 * DAY,
		season_ends: NOW + 100 * DAY,
		premium: 60,
		cover: 900,
		objection: 7 * DAY,
		bond: 50,
		patience: 5 * DAY,
	}
}

fn demand_response() -> DemandResponse {
	DemandResponse {
		utility: 1,
		owner: 2,
		price: stream(9, "price", Unit::Count),
		dear: Decimal::new(50, 0),
		cheap: Decimal::new(20, 0),
		appliance: DeviceId::repeat_byte(2),
		reduce: 7,
		restore: 8,
		answer_within: HOUR,
		rest: HOUR,
		reward: 15,
		times: 4,
		unknown_for: 10 * DAY,
	}
}

fn all() -> [Terms; 5] {
	let frame = frame();
	[
		field_service().terms(&frame),
		cold_chain().terms(&frame),
		pay_per_use().terms(&frame),
		insurance(5).terms(&frame),
		demand_response().terms(&frame),
	]
	.map(|terms| terms.expect("it can be written"))
}

#[test]
fn templates_are_sound_and_survive_encoding() {
	for terms in all() {
		assert_eq!(terms.check(NOW), Ok(()));
		let bytes = terms.encode();
		assert!(bytes.len() <= Terms::max_encoded_len());
		assert_eq!(Terms::decode(&mut &bytes[..]), Ok(terms));
	}
}

#[test]
fn templates_say_what_their_documentation_says() {
	let [service, cold, used, insured, response] = all();
	let text = |terms: &Terms, clause: usize| {
		let text = terms.clauses[clause].when.to_string();
		// Ids are long.
		["01", "02", "05", "09"].iter().fold(text, |text, byte| {
			text.replace(&format!("0x{}", byte.repeat(32)), &format!("#{byte}"))
		})
	};
	assert_eq!(
		text(&service, 0),
		"reading(#01/fault) >= 1 for 3 and (ticket.state = none or ticket.state = closed)"
	);
	assert_eq!(text(&service, 1), "ticket.state = open and ticket.age > 4h");
	assert_eq!(
		text(&cold, 1),
		"item(#05).accepted by party 0 and item(#05).verdict = breached"
	);
	assert_eq!(
		text(&used, 1),
		"time >= 2026-01-02T00:00:00Z and not fresh(#01/used, 2d)"
	);
	assert!(text(&insured, 1).ends_with("; 3 fresh) < 0.05"));
	assert!(text(&insured, 2).starts_with("atleast 3 of (reading("));
	assert_eq!(
		text(&response, 2),
		"acknowledged(command 0) and latest(#09/price) < 20"
	);
}

#[test]
fn template_gives_no_terms_when_numbers_do_not_fit() {
	let frame = frame();
	let mut service = field_service();
	service.fee = u128::MAX;
	assert_eq!(service.terms(&frame), Err(Unwritable::TooLarge));
	let mut used = pay_per_use();
	used.price = u128::MAX;
	assert_eq!(used.terms(&frame), Err(Unwritable::TooLarge));
	let mut response = demand_response();
	response.reward = u128::MAX;
	assert_eq!(response.terms(&frame), Err(Unwritable::TooLarge));
	// Nine stations have more streams than an agreement listens to; forty more than a condition names.
	assert_eq!(insurance(9).terms(&frame), Err(Unwritable::TooMany));
	let error = insurance(40).terms(&frame);
	assert!(matches!(error, Err(Unwritable::Condition(_))), "{error:?}");
	let mut many = frame.clone();
	many.witnesses = (10..20).collect();
	assert_eq!(cold_chain().terms(&many), Err(Unwritable::TooMany));
	for error in [Unwritable::TooLarge, Unwritable::TooMany] {
		assert!(!error.to_string().is_empty());
	}
}

#[test]
fn what_is_signed_commits_to_chain_number_and_terms() {
	let [terms, other, ..] = all();
	let hash = terms.hash(&[1; 32], 1);
	assert_eq!(hash, terms.hash(&[1; 32], 1));
	assert_ne!(hash, terms.hash(&[2; 32], 1));
	assert_ne!(hash, terms.hash(&[1; 32], 2));
	assert_ne!(hash, other.hash(&[1; 32], 1));
	let mut changed = terms.clone();
	changed.document = H256::repeat_byte(1);
	assert_ne!(hash, changed.hash(&[1; 32], 1));
	let bytes = ("hallmark/agreement/v1", [1u8; 32], 1u32, terms).encode();
	let expected = polkadot_sdk::sp_crypto_hashing::blake2_256(&bytes);
	assert_eq!(hash.0, expected);
}

#[test]
fn share_is_rounded_down_and_never_more_than_there_is() {
	for amount in [
		0,
		1,
		2,
		999_999,
		1_000_000,
		1_000_001,
		u128::MAX / 7,
		u128::MAX,
	] {
		assert_eq!(share_of(amount, 0), 0);
		assert_eq!(share_of(amount, WHOLE), amount);
		assert_eq!(share_of(amount, Parts::MAX), amount);
		let third = share_of(amount, 333_333);
		assert!(third <= amount / 3);
		for parts in [1, 333_333, 500_000, 999_999] {
			let (one, other) = (share_of(amount, parts), share_of(amount, WHOLE - parts));
			assert!(amount - one - other <= 1, "{amount} {parts}");
		}
	}
	assert_eq!(share_of(901, 500_000), 450);
}

#[test]
fn terms_name_parties_arbiter_and_witnesses_and_nobody_else() {
	let [_, terms, ..] = all();
	for org in [1, 2, 3, 7, 9] {
		assert!(terms.names(org), "{org}");
	}
	assert!(!terms.names(4));
	assert_eq!((terms.party(3), terms.party(7)), (Some(2), None));
	assert_eq!(terms.items(), [ItemId::repeat_byte(5)]);
}

#[test]
fn flaw_says_which_clause() {
	let [mut terms, ..] = all();
	terms.clauses[1].actions.clear();
	let flaw = terms.check(NOW).expect_err("it does nothing");
	assert_eq!(flaw, Flaw::NoActions(1));
	assert_eq!(flaw.to_string(), "clause 1 does nothing");
	assert!(flaw.encode().len() <= 2);
	assert_eq!(
		Flaw::ProofOverWindow(2).to_string(),
		"ticket 2: its proof asks for a window"
	);
}
