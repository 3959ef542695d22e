//! The worked templates, from proposal to settlement, and what happens when something goes wrong.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok};
use hallmark_agreements::{
	templates::{ColdChain, DemandResponse, FieldService, Frame, ParametricInsurance, PayPerUse},
	AgreementId, Ruling, Stream, Terms,
};
use hallmark_conditions::{condition::TicketState, Decimal};
use hallmark_keys::{Acknowledgement, Signature, Statement};
use hallmark_types::{
	device::DeviceStatus,
	items::Verdict,
	readings::{Signal, Unit},
};
use sp_core::H256;

fn frame() -> Frame {
	Frame {
		asset: Some(COIN),
		sign_by: now() + DAY,
		expires_at: now() + 200 * DAY,
		document: H256::repeat_byte(3),
		witnesses: vec![WITNESS],
	}
}

fn stream(n: u8, text: &str, unit: Unit) -> Stream {
	Stream {
		signal: open_with(device(n), text, unit),
		unit,
		exponent: -1,
	}
}

/// A stream says so many tenths now.
fn tell(stream: &Stream, tenths: i64) {
	say_at(stream.signal, tenths, now());
}

fn field_service() -> (FieldService, Terms) {
	let template = FieldService {
		operator: ALICE,
		servicer: BOB,
		arbiter: JUDGE,
		fault: stream(1, "fault", Unit::Ratio),
		fee: 100,
		penalty: 20,
		visits: 3,
		acknowledge_within: 4 * HOUR,
		heard_within: 10 * MINUTE,
		objection: DAY,
		bond: 50,
		patience: 5 * DAY,
	};
	let terms = template.terms(&frame()).expect("it can be written");
	(template, terms)
}

/// An agreement in which the device has reported a fault.
fn broken() -> (FieldService, AgreementId) {
	let (template, terms) = field_service();
	let id = agree(&terms);
	for _ in 0..3 {
		tell(&template.fault, 10);
	}
	settle();
	assert_eq!(agreement(id).tickets[0].state, TicketState::Open);
	(template, id)
}

fn repair(template: &FieldService, id: AgreementId) {
	assert_ok!(Agreements::acknowledge_ticket(by(BOB), id, 0));
	for _ in 0..3 {
		tell(&template.fault, 0);
	}
	assert_ok!(Agreements::resolve_ticket(by(BOB), id, 0));
	settle();
}

#[test]
fn servicer_is_paid_when_the_device_itself_proves_that_it_is_fixed() {
	on_chain(|| {
		let (template, id) = broken();
		let repair_again = || {
			repair(&template, id);
			pass(DAY);
			settle();
		};
		repair_again();
		assert_eq!(ledger(id).paid, 100);
		assert_eq!(agreement(id).tickets[0].state, TicketState::Closed);
		// Next time it is the same.
		pass(MINUTE);
		for _ in 0..3 {
			tell(&template.fault, 10);
		}
		settle();
		assert_eq!(agreement(id).tickets[0].times, 2);
		repair_again();
		assert_eq!((ledger(id).paid, fired(id)), (200, vec![2, 0, 2]));
		Now::set(START + 200 * DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Expired));
		assert_eq!(ledger(id).refunded, 300 + 60 - 200);
	});
}

#[test]
fn one_fault_alone_opens_no_ticket() {
	on_chain(|| {
		let (template, terms) = field_service();
		let id = agree(&terms);
		for value in [10, 10, 0, 10] {
			tell(&template.fault, value);
		}
		settle();
		assert_eq!(agreement(id).tickets[0].state, TicketState::None);
	});
}

#[test]
fn servicer_pays_when_it_is_late() {
	on_chain(|| {
		let (_, id) = broken();
		pass(4 * HOUR);
		settle();
		assert_eq!((fired(id), rest(id, 1)), (vec![1, 1, 0], 40));
		pass(DAY);
		settle();
		assert_eq!(fired(id), [1, 1, 0]);
	});
}

#[test]
fn ticket_is_not_resolved_by_a_word_or_by_a_device_that_cannot_be_believed() {
	on_chain(|| {
		let (template, id) = broken();
		assert_ok!(Agreements::acknowledge_ticket(by(BOB), id, 0));
		let resolve = || Agreements::resolve_ticket(by(BOB), id, 0);
		assert_noop!(resolve(), Error::<Test>::NotProven);
		for _ in 0..3 {
			tell(&template.fault, 0);
		}
		Now::mutate(|now| *now += 11 * MINUTE);
		assert_noop!(resolve(), Error::<Test>::NotProven);
		tell(&template.fault, 0);
		set_status(device(1), DeviceStatus::Quarantined);
		assert_noop!(resolve(), Error::<Test>::NotProven);
	});
}

#[test]
fn operator_objects_and_the_arbiter_splits() {
	on_chain(|| {
		let (template, id) = broken();
		repair(&template, id);
		assert_ok!(Agreements::challenge(by(ALICE), id, 2));
		assert_ok!(Agreements::rule(by(JUDGE), id, 2, Ruling::Split(400_000)));
		settle();
		assert_eq!((ledger(id).paid, ledger(id).refunded), (40, 50));
		assert_eq!(agreement(id).tickets[0].state, TicketState::Closed);
	});
}

fn cold_chain() -> Terms {
	let template = ColdChain {
		consignee: ALICE,
		carrier: BOB,
		shipper: CAROL,
		arbiter: JUDGE,
		item: item(3),
		freight: 500,
		if_breached: 300_000,
		unknown_for: 3 * DAY,
		objection: DAY,
		bond: 50,
		patience: 5 * DAY,
	};
	stock(item(3), CAROL);
	template.terms(&frame()).expect("it can be written")
}

#[test]
fn carrier_is_paid_when_the_goods_were_kept_cold() {
	on_chain(|| {
		let id = agree(&cold_chain());
		judge(item(3), Verdict::Good);
		settle();
		assert_eq!(fired(id), [0, 0]);
		accept(item(3), ALICE);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Completed));
		assert_eq!((ledger(id).paid, ledger(id).refunded), (500, 0));
	});
}

#[test]
fn carrier_gets_a_part_when_the_goods_were_too_warm() {
	on_chain(|| {
		let id = agree(&cold_chain());
		judge(item(3), Verdict::Breached);
		accept(item(3), ALICE);
		settle();
		assert_eq!(status(id), Status::Active);
		pass(DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Completed));
		assert_eq!((ledger(id).paid, ledger(id).refunded), (150, 350));
	});
}

#[test]
fn half_of_the_part_is_paid_when_the_carrier_objects_and_nobody_decides() {
	on_chain(|| {
		let id = agree(&cold_chain());
		judge(item(3), Verdict::Breached);
		accept(item(3), ALICE);
		settle();
		assert_ok!(Agreements::challenge(by(BOB), id, 1));
		pass(5 * DAY);
		settle();
		assert_eq!((ledger(id).paid, ledger(id).refunded), (75, 425 + 50));
	});
}

#[test]
fn silence_of_the_sensor_counts_as_a_breach_when_it_lasts() {
	on_chain(|| {
		let id = agree(&cold_chain());
		judge(item(3), Verdict::Unknown);
		accept(item(3), ALICE);
		settle();
		pass(2 * DAY);
		settle();
		assert_eq!(agreement(id).firings, 0);
		pass(DAY);
		settle();
		assert_eq!(agreement(id).firings, 1);
		pass(DAY);
		settle();
		assert_eq!(ledger(id).paid, 150);
	});
}

#[test]
fn freight_goes_back_when_the_goods_are_never_accepted() {
	on_chain(|| {
		let id = agree(&cold_chain());
		judge(item(3), Verdict::Unknown);
		Now::set(START + 200 * DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Expired));
		assert_eq!((ledger(id).paid, ledger(id).refunded), (0, 500));
	});
}

fn pay_per_use() -> (PayPerUse, AgreementId) {
	let template = PayPerUse {
		user: ALICE,
		owner: BOB,
		used: stream(2, "used", Unit::Count),
		fault: stream(2, "fault", Unit::Ratio),
		threshold: Decimal::new(1, 0),
		period: DAY,
		price: 30,
		standby: 10,
		silence: 2 * DAY,
		unknown_for: 10 * DAY,
		begins: now() + 3 * DAY,
		periods: 10,
	};
	let terms = template.terms(&frame()).expect("it can be written");
	let id = agree(&terms);
	(template, id)
}

#[test]
fn user_pays_for_each_period_in_which_the_machine_was_used() {
	on_chain(|| {
		let (template, id) = pay_per_use();
		// Used twice on the first day, not on the second, once on the third.
		for uses in [2, 0, 1] {
			for _ in 0..uses {
				tell(&template.used, 10);
				settle();
			}
			tell(&template.used, 0);
			pass(DAY);
			settle();
		}
		// The second use of the first day is put off to the second, in which there was none.
		assert_eq!(ledger(id).paid, 90);
	});
}

#[test]
fn user_pays_for_a_machine_that_is_kept_silent_and_nothing_for_a_broken_one() {
	on_chain(|| {
		let (template, id) = pay_per_use();
		settle();
		assert_eq!(ledger(id).paid, 0);
		// It was never heard, and should have been: that is silence.
		pass(3 * DAY);
		settle();
		assert_eq!(ledger(id).paid, 10);
		tell(&template.used, 0);
		settle();
		pass(2 * DAY + 1);
		settle();
		assert_eq!(ledger(id).paid, 20);
		tell(&template.fault, 10);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Completed));
		assert_eq!(ledger(id).refunded, 280);
	});
}

#[test]
fn agreement_ends_when_the_meter_cannot_be_believed_for_long() {
	on_chain(|| {
		let (template, id) = pay_per_use();
		pass(3 * DAY);
		tell(&template.used, 0);
		settle();
		set_status(device(2), DeviceStatus::Quarantined);
		settle();
		pass(10 * DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Unknown));
	});
}

fn insurance() -> (ParametricInsurance, AgreementId) {
	let stations = [1, 2, 3, 8, 9];
	enrol(device(9), WITNESS);
	let template = ParametricInsurance {
		insurer: ALICE,
		insured: BOB,
		arbiter: JUDGE,
		rain: stations.map(|n| stream(n, "rain", Unit::Metre)).to_vec(),
		wind: stations
			.map(|n| stream(n, "wind", Unit::MetrePerSecond))
			.to_vec(),
		quorum: 3,
		drought: Decimal::new(5, 0),
		storm: Decimal::new(32, 0),
		season_begins: now() + 10 * DAY,
		season_ends: now() + 100 * DAY,
		premium: 60,
		cover: 900,
		objection: 7 * DAY,
		bond: 50,
		patience: 5 * DAY,
	};
	let mut frame = frame();
	frame.witnesses.push(CAROL);
	let terms = template.terms(&frame).expect("it can be written");
	let id = agree(&terms);
	(template, id)
}

#[test]
fn cover_is_paid_when_the_median_station_saw_a_drought() {
	on_chain(|| {
		let (template, id) = insurance();
		pass(10 * DAY);
		settle();
		assert_eq!((fired(id), rest(id, 1)), (vec![1, 0, 0], 0));
		Now::set(START + 100 * DAY);
		// Two are stale, one lies, and the median of the fresh ones is what two others say.
		for (station, tenths) in template.rain.iter().zip([30, 31, 800]) {
			tell(station, tenths);
		}
		settle();
		pass(7 * DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Completed));
		assert_eq!((ledger(id).paid, ledger(id).refunded), (960, 0));
	});
}

#[test]
fn nothing_is_paid_when_too_few_stations_are_left() {
	on_chain(|| {
		let (template, id) = insurance();
		Now::set(START + 100 * DAY);
		for (station, tenths) in template.rain.iter().zip([30, 31]) {
			tell(station, tenths);
		}
		settle();
		assert_eq!(fired(id), [1, 0, 0]);
		Now::set(START + 200 * DAY);
		settle();
		assert_eq!((ledger(id).paid, ledger(id).refunded), (60, 900));
	});
}

#[test]
fn gusts_that_enough_stations_saw_are_not_missed() {
	on_chain(|| {
		let (template, id) = insurance();
		for (station, tenths) in template.wind.iter().zip([330, 400, 350]) {
			tell(station, tenths);
			tell(station, 20);
		}
		pass_unseen(MINUTE);
		settle();
		assert_eq!(agreement(id).firings, 1);
		pass(7 * DAY);
		settle();
		assert_eq!(ledger(id).paid, 900);
	});
}

fn demand_response() -> (DemandResponse, AgreementId) {
	let template = DemandResponse {
		utility: ALICE,
		owner: BOB,
		price: stream(8, "price", Unit::Count),
		dear: Decimal::new(50, 0),
		cheap: Decimal::new(20, 0),
		appliance: device(2),
		reduce: 7,
		restore: 8,
		answer_within: HOUR,
		rest: HOUR,
		reward: 15,
		times: 4,
		unknown_for: 10 * DAY,
	};
	let terms = template.terms(&frame()).expect("it can be written");
	let id = agree(&terms);
	(template, id)
}

fn answer(id: AgreementId, command: u8) -> sp_runtime::DispatchResult {
	let record = agreement(id).commands[usize::from(command)];
	let statement = Acknowledgement {
		genesis: Agreements::genesis(),
		device: device(2).0,
		agreement: id,
		command,
		issue: record.issue,
		opcode: [7, 8][usize::from(command)],
		expires_at: record.expires_at,
	};
	let signature = statement.using_bytes(|bytes| key_pair(device(2)).sign(bytes));
	Agreements::acknowledge_command(
		by(STRANGER),
		id,
		command,
		record.issue,
		Signature(signature.into()),
	)
}

#[test]
fn owner_is_rewarded_when_the_appliance_answers() {
	on_chain(|| {
		let (template, id) = demand_response();
		tell(&template.price, 600);
		settle();
		assert_eq!((fired(id), ledger(id).paid), (vec![1, 0, 0], 0));
		assert_ok!(answer(id, 0));
		settle();
		assert_eq!((fired(id), ledger(id).paid), (vec![1, 1, 0], 15));
		tell(&template.price, 100);
		settle();
		assert_eq!(fired(id), [1, 1, 1]);
		assert_ok!(answer(id, 1));
	});
}

#[test]
fn owner_is_not_rewarded_when_the_appliance_does_not_answer_in_time() {
	on_chain(|| {
		let (template, id) = demand_response();
		tell(&template.price, 600);
		settle();
		pass(HOUR);
		settle();
		assert_noop!(answer(id, 0), Error::<Test>::CommandExpired);
		assert_eq!(ledger(id).paid, 0);
		// A peak that was over at once is not missed, and there is one command a rest.
		for tenths in [600, 100, 700, 100] {
			tell(&template.price, tenths);
		}
		settle();
		assert_eq!(agreement(id).commands[0].issue, 2);
	});
}

#[test]
fn appliance_is_left_alone_when_the_price_is_stale() {
	on_chain(|| {
		let (template, id) = demand_response();
		tell(&template.price, 300);
		settle();
		pass(DAY);
		settle();
		assert_eq!(fired(id), [0, 0, 0]);
		pass(10 * DAY);
		settle();
		assert_eq!(status(id), Status::Ended(Ending::Unknown));
		let signal: Signal = template.price.signal;
		assert_eq!(
			Watchers::<Test>::iter_prefix(Source::Stream(signal)).count(),
			0
		);
	});
}
