//! Each custody step and the event that it is.

#[path = "common/mod.rs"]
mod common;
#[path = "common/steps.rs"]
mod journey;

use common::{disposition, term, uri, uris};
use hallmark_epcis::{
	event::{Action, Extension, Value, What},
	events, hash, pre_hash,
	step::{Deed, Exception, Place, Step, Title, Unmappable, Verdict, Why, Wrong},
	vocabulary::{BizStep, ErrorReason, SensorAlert, Term},
	Event, NAMESPACE,
};
use journey::*;

fn told(deed: Deed) -> Event {
	let mut events = events(&CHAIN, &[step(3, MAKER, deed)]).expect("an event");
	assert_eq!(events.len(), 1);
	events.remove(0)
}

fn refused(deed: Deed) -> Why {
	let Unmappable { step, why } = events(&CHAIN, &[step(3, MAKER, deed)]).expect_err("no event");
	assert_eq!(step, 3);
	why
}

/// What this project's own field says.
fn own<'a>(extensions: &'a [Extension], name: &str) -> Vec<&'a Value> {
	extensions
		.iter()
		.filter(|extension| extension.namespace().as_str() == NAMESPACE)
		.filter(|extension| extension.name() == name)
		.map(|extension| &extension.value)
		.collect()
}

/// The event's type, action, business step and state.
fn table(event: &Event) -> (&str, &str, &str, &str) {
	(
		event.what.event_type(),
		event.what.action().map_or("", |action| action.word()),
		event.biz_step.as_ref().map_or("", Term::bare),
		event.disposition.as_ref().map_or("", Term::bare),
	)
}

#[test]
fn every_step_is_one_event_and_keeps_its_order() {
	let steps = journey();
	let events = events(&CHAIN, &steps).expect("events");
	let expected = [
		("ObjectEvent", "ADD", "commissioning", "active"),
		("ObjectEvent", "ADD", "commissioning", "active"),
		("TransformationEvent", "", "commissioning", "active"),
		("AggregationEvent", "ADD", "packing", "in_progress"),
		("AssociationEvent", "ADD", "installing", "in_progress"),
		("AssociationEvent", "ADD", "installing", "in_progress"),
		("ObjectEvent", "OBSERVE", "departing", "in_transit"),
		("ObjectEvent", "OBSERVE", "", ""),
		("TransactionEvent", "ADD", "accepting", "in_progress"),
		("TransactionEvent", "ADD", "accepting", "mismatch_instance"),
		("TransactionEvent", "ADD", "accepting", "mismatch_quantity"),
		("ObjectEvent", "OBSERVE", "holding", "unavailable"),
		("ObjectEvent", "OBSERVE", "other", "available"),
		("ObjectEvent", "OBSERVE", "holding", "recalled"),
		("ObjectEvent", "OBSERVE", "holding", "recalled"),
		("ObjectEvent", "OBSERVE", "other", "in_progress"),
		("AssociationEvent", "DELETE", "removing", "in_progress"),
		("AggregationEvent", "DELETE", "unpacking", "in_progress"),
		("ObjectEvent", "DELETE", "destroying", "destroyed"),
		("ObjectEvent", "OBSERVE", "departing", "in_transit"),
		("TransactionEvent", "ADD", "accepting", "mismatch_instance"),
	];
	assert_eq!(events.iter().map(table).collect::<Vec<_>>(), expected);
	for (event, step) in events.iter().zip(&steps) {
		assert_eq!(event.id, Some(hash(event)));
		if event.error.is_none() {
			assert_eq!(event.time.milliseconds() as u64, step.at);
			assert_eq!(event.recorded, Some(event.time));
			assert_eq!(event.offset.minutes(), 0);
			assert_eq!(own(&event.extensions, "by").len(), 1);
		}
	}
}

#[test]
fn commissioning_tells_lot_and_expiry() {
	let event = told(journey()[0].deed.clone());
	let What::Object {
		action: Action::Add,
		epcs,
		quantities,
		master_data,
		..
	} = &event.what
	else {
		panic!("{:?}", event.what);
	};
	assert_eq!(*epcs, uris(&VIALS));
	assert!(quantities.is_empty());
	let told: Vec<_> = master_data
		.iter()
		.map(|field| (field.name(), &field.value))
		.collect();
	assert_eq!(
		told,
		[
			("lotNumber", &Value::from("L-7")),
			("itemExpirationDate", &Value::from("2028-01-01")),
		]
	);
	assert_eq!(event.biz_location, event.read_point);
}

#[test]
fn things_of_a_lot_are_counted_and_others_named() {
	let event = told(journey()[3].deed.clone());
	let What::Aggregation {
		parent,
		children,
		quantities,
		..
	} = &event.what
	else {
		panic!("{:?}", event.what);
	};
	assert_eq!(*parent, Some(uri(CASE)));
	assert_eq!(*children, uris(&VIALS));
	assert_eq!(quantities.len(), 1);
	assert_eq!(quantities[0].class, uri(LOT));
	assert_eq!(quantities[0].amount.expect("an amount").to_string(), "10");
	assert_eq!(quantities[0].unit, None);
}

#[test]
fn hand_over_names_both_parties_its_step_and_the_fuller_event() {
	let steps = journey();
	let event = &events(&CHAIN, &steps).expect("events")[8];
	let genesis = "SEhISEhISEhISEhISEhISEhISEhISEhISEhISEhISEg";
	assert_eq!(
		event.sources[0].id,
		uri("https://id.gs1.org/417/9506000134352")
	);
	assert_eq!(
		event.destinations[0].id,
		uri(&format!("ni:///blake2b-256;{genesis}?organisation=2")),
		"the carrier has no GLN"
	);
	for party in [&event.sources[0], &event.destinations[0]] {
		assert_eq!(party.kind.bare(), "possessing_party");
	}
	let item: String = steps[8]
		.item
		.as_bytes()
		.iter()
		.map(|byte| format!("{byte:02x}"))
		.collect();
	assert_eq!(
		event.transactions[0].id,
		uri(&format!("ni:///blake2b-256;{genesis}?item={item}&step=8"))
	);
	assert_eq!(
		own(&event.extensions, "document"),
		[&Value::Text(format!(
			"ni:///sha-256;{}?ver=CBV2.0",
			"ab".repeat(32)
		))]
	);
	// A title moves nothing: who owns a thing says nothing of where it is.
	assert!(event.biz_location.is_some());
	let sold = told(hand_over(Title::Ownership, vec![], vec![]));
	assert_eq!(sold.sources[0].kind.bare(), "owning_party");
	assert_eq!(sold.biz_location, None);
}

#[test]
fn the_gravest_exception_is_the_state_and_all_of_them_are_told() {
	let state = |exceptions: &[Exception]| {
		let event = told(hand_over(Title::Custody, exceptions.to_vec(), vec![]));
		assert_eq!(own(&event.extensions, "exception").len(), exceptions.len());
		event.disposition
	};
	assert_eq!(state(&[]), disposition("in_progress"));
	assert_eq!(state(&[Exception::Late]), disposition("in_progress"));
	for exception in [Exception::Short, Exception::Over] {
		assert_eq!(
			state(&[exception, Exception::Late]),
			disposition("mismatch_quantity")
		);
	}
	for exception in [
		Exception::Temperature,
		Exception::SealBroken,
		Exception::Label,
	] {
		assert_eq!(
			state(&[exception, Exception::Short]),
			disposition("non_conformant")
		);
	}
	assert_eq!(
		state(&[Exception::Damaged, Exception::Temperature]),
		disposition("damaged")
	);
	assert_eq!(
		state(&[Exception::WrongItem, Exception::Damaged]),
		disposition("mismatch_instance")
	);
	let Deed::HandOver {
		things, exceptions, ..
	} = &journey()[10].deed
	else {
		panic!("a hand-over");
	};
	assert_eq!(
		(things.len(), exceptions.as_slice()),
		(1, &[Exception::Short][..])
	);
	let wrong = told(Deed::HandOver {
		things: things.clone(),
		title: Title::Custody,
		from: organisation(MAKER),
		to: organisation(CLINIC),
		exceptions: vec![Exception::WrongItem],
		offered: None,
		conditions: vec![],
	});
	assert_eq!(wrong.disposition, disposition("mismatch_class"));
}

#[test]
fn exceptions_are_read_from_their_bits() {
	assert_eq!(Exception::from_bits(0), []);
	assert_eq!(Exception::from_bits(0xff), Exception::ALL);
	for (bit, exception) in Exception::ALL.into_iter().enumerate() {
		assert_eq!(Exception::from_bits(1 << bit), [exception]);
	}
}

#[test]
fn conditions_are_sensor_reports_and_a_breach_is_an_alarm() {
	let event = told(hand_over(
		Title::Custody,
		vec![],
		vec![condition(Verdict::Breached)],
	));
	let [element] = event.sensors.as_slice() else {
		panic!("one element");
	};
	assert_eq!(
		element
			.metadata
			.start
			.map(|start| start.milliseconds() as u64),
		Some(START)
	);
	assert_eq!(
		own(&element.extensions, "verdict"),
		[&Value::from("breached")]
	);
	assert_eq!(own(&element.extensions, "stream"), [&Value::from("t")]);
	let [report] = element.reports.as_slice() else {
		panic!("one report");
	};
	assert_eq!(report.kind, term("Temperature"));
	assert_eq!(report.unit.expect("a unit").as_str(), "CEL");
	assert_eq!(report.lowest.expect("a value").to_string(), "2.1");
	assert_eq!(report.highest.expect("a value").to_string(), "31.4");
	assert_eq!(report.exception, Some(SensorAlert::Alarm.into()));
	for verdict in [Verdict::Good, Verdict::Unknown, Verdict::Pending] {
		let event = told(hand_over(Title::Custody, vec![], vec![condition(verdict)]));
		assert_eq!(event.sensors[0].reports[0].exception, None, "{verdict:?}");
	}
}

#[test]
fn recall_lasts_until_it_ends() {
	let steps = journey();
	let events = events(&CHAIN, &steps).expect("events");
	let lasting = |event: &Event| match &event.what {
		What::Object { lasting, .. } => (lasting.set.clone(), lasting.unset.clone()),
		other => panic!("{other:?}"),
	};
	assert_eq!(lasting(&events[13]), (vec![term("recalled")], vec![]));
	assert_eq!(lasting(&events[14]), (vec![], vec![]));
	assert_eq!(lasting(&events[15]), (vec![], vec![term("recalled")]));
}

#[test]
fn declaration_is_the_wrong_event_again() {
	let steps = journey();
	let events = events(&CHAIN, &steps).expect("events");
	let (wrong, corrective, declared) = (&events[6], &events[7], &events[19]);
	assert_eq!(declared.id, wrong.id);
	assert_eq!(pre_hash(declared), pre_hash(wrong));
	let error = declared.error.as_ref().expect("a declaration");
	assert_eq!(error.declared.milliseconds() as u64, steps[19].at);
	assert_eq!(error.reason, Some(ErrorReason::IncorrectData.into()));
	assert_eq!(error.corrective, [corrective.id.clone().expect("an id")]);
	assert_eq!(own(&error.extensions, "by").len(), 1);
	let without = Event {
		error: None,
		..declared.clone()
	};
	assert_eq!(without, *wrong);
	let never = events[20].error.as_ref().expect("a declaration");
	assert_eq!(never.reason, Some(ErrorReason::DidNotOccur.into()));
	assert!(never.corrective.is_empty());
}

#[test]
fn declaration_is_refused_when_its_steps_are_not_there() {
	let refused = |steps: &[Step]| events(&CHAIN, steps).expect_err("no event");
	let steps = journey();
	let missing = |step| Unmappable {
		step,
		why: Why::StepMissing,
	};
	assert_eq!(refused(&steps[7..20]), missing(19), "the wrong step");
	assert_eq!(
		refused(&[steps[6].clone(), steps[19].clone()]),
		missing(19),
		"what corrects it"
	);
	// One of another item is not meant, and a declaration is not declared wrong.
	let mut other = steps.clone();
	other[6].item = epc(CRATE).id();
	assert_eq!(refused(&other), missing(19));
	let mut again = steps;
	let wrong = Wrong::DidNotOccur;
	again[20].deed = Deed::DeclareError { step: 19, wrong };
	assert_eq!(refused(&again), missing(20));
	again[20].deed = Deed::DeclareError { step: 20, wrong };
	assert_eq!(refused(&again), missing(20));
}

#[test]
fn step_is_refused_when_it_names_nothing() {
	let nothing = Vec::new;
	for deed in [
		Deed::Commission {
			things: nothing(),
			lot: None,
			expires: None,
		},
		Deed::Observe {
			things: nothing(),
			biz_step: Some(BizStep::Storing),
			disposition: None,
		},
		Deed::Destroy { things: nothing() },
		Deed::Pack {
			parent: epc(CASE),
			children: nothing(),
		},
		Deed::Unpack {
			parent: epc(CASE),
			children: nothing(),
		},
		Deed::Transform {
			id: 1,
			inputs: nothing(),
			outputs: things(&VIALS),
			lost: vec![],
		},
		Deed::Transform {
			id: 1,
			inputs: things(&VIALS),
			outputs: nothing(),
			lost: vec![],
		},
		Deed::Release { things: nothing() },
	] {
		assert_eq!(refused(deed.clone()), Why::NoThing, "{deed:?}");
	}
}

#[test]
fn step_is_refused_when_a_class_is_to_hold_something() {
	assert_eq!(
		refused(Deed::Pack {
			parent: epc(LOT),
			children: things(&VIALS),
		}),
		Why::ParentIsClass
	);
	assert_eq!(
		refused(Deed::Attach {
			item: epc(LOT),
			device: sensor(),
		}),
		Why::ParentIsClass
	);
}

#[test]
fn step_is_refused_when_place_or_moment_is_none() {
	let deed = Deed::Destroy {
		things: things(&VIALS),
	};
	let why = |step: Step| events(&CHAIN, &[step]).map_err(|refused| refused.why);
	let mut elsewhere = step(3, MAKER, deed.clone());
	elsewhere.place = Some(Place::Sgln(epc(CASE)));
	assert_eq!(why(elsewhere), Err(Why::NotAPlace));
	for at in [253_402_300_800_000, u64::MAX] {
		let mut late = step(3, MAKER, deed.clone());
		late.at = at;
		assert_eq!(why(late), Err(Why::Moment));
	}
}

#[test]
fn same_thing_twice_is_told_once() {
	let event = told(Deed::Destroy {
		things: things(&[VIALS[1], VIALS[0], VIALS[1]]),
	});
	let What::Object { epcs, .. } = event.what else {
		panic!("an ObjectEvent");
	};
	assert_eq!(epcs, uris(&VIALS));
}
