//! More hashes that others published (see `published.rs`): goods on their way, one event type after
//! the other.

mod common;

use common::*;
use hallmark_epcis::{
	event::{Action, ErrorDeclaration, Lasting, What},
	Uri,
};

#[test]
fn goods_on_their_way() {
	let what = object(
		Action::Observe,
		&["urn:epc:id:sscc:5200001.0111111146"],
		vec![],
	);
	let place = "urn:epc:id:sgln:5200001.99901.0";
	let papers = documents(&[
		("inv", "urn:epcglobal:cbv:bt:5200001000008:RE1099"),
		("desadv", "urn:epcglobal:cbv:bt:5200001000008:4711"),
	]);
	let moment = "2019-10-21T11:00:30.000+01:00";
	let mut departed = event(moment, "+01:00", what.clone(), "departing", place);
	departed.transactions = papers.clone();
	departed.sources = parties(&[("possessing_party", "urn:epc:id:pgln:5200001.00000")]);
	departed.destinations = parties(&[
		("possessing_party", "urn:epc:id:pgln:4000001.98765"),
		("location", "urn:epc:id:sgln:4012345.00012.0"),
	]);
	published_with_destinations_first(
		&departed,
		"25be54b3d29f31ef9b4e62d62e7610f5d186369ba6eabb5e70ba9884153792a7",
	);

	let place = "urn:epc:id:sgln:4012345.00012.0";
	let mut received = event(
		"2019-10-21T12:00:30+01:00",
		"+01:00",
		what,
		"receiving",
		place,
	);
	received.transactions = papers;
	let [from, to] = [
		"urn:epc:id:pgln:4000001.00012",
		"urn:epc:id:pgln:4012345.00000",
	];
	received.sources = parties(&[("possessing_party", from), ("owning_party", from)]);
	received.destinations = parties(&[
		("possessing_party", to),
		("owning_party", to),
		("location", place),
	]);
	published_with_destinations_first(
		&received,
		"b28bf72f1bb227fbf583c8e062dc6c52689849a5f6ea4fa290eaede62f345eab",
	);

	let what = object(
		Action::Observe,
		&["urn:epc:id:sscc:4012345.0111111111"],
		vec![],
	);
	let place = "urn:epc:id:sgln:4012345.00024.0";
	let moment = "2019-10-21T15:45:00.000+01:00";
	let mut inspected = event(moment, "+01:00", what, "inspecting", place);
	inspected.disposition = disposition("in_progress");
	published(
		&inspected,
		"c50842eb714406394a77fb7b517fea621c78a61f65549874de7c9e019afe7b6f",
	);

	let what = object(
		Action::Observe,
		&["urn:epc:id:sscc:4012345.1112223334"],
		vec![],
	);
	let place = "geo:47.506694,11.104301";
	let carried = event(
		"2022-02-16T16:50:00.000+01:00",
		"+01:00",
		what,
		"transporting",
		place,
	);
	published(
		&carried,
		"1d2ec4174d8f0b5988a44795b31a636e8bc7f88ebc4bdc0d35c14f215a842e80",
	);
}

#[test]
fn a_lot_that_begins_with_its_expiry() {
	let what = What::Object {
		action: Action::Add,
		epcs: vec![],
		quantities: vec![quantity(
			"urn:epc:class:lgtin:4054739.099914.20160711",
			"600",
			"KGM",
		)],
		lasting: Lasting::default(),
		master_data: vec![named(
			"urn:epcglobal:cbv:mda:",
			"bestBeforeDate",
			"2019-10-21",
		)],
	};
	let place = "urn:epc:id:sgln:4054739.00001.0";
	let event = event(
		"2019-10-21T14:58:56.000+02:00",
		"+02:00",
		what,
		"commissioning",
		place,
	);
	published(
		&event,
		"5f396ea5cb32fe4d0980cb79f5a5eb9640559e9f5a6cefa5c98a7d6ad554b50b",
	);
}

#[test]
fn packing_and_unpacking() {
	let what = aggregation(
		Action::Add,
		"urn:epc:id:sscc:4047023.0111111122",
		&[
			"urn:epc:id:sgtin:4047023.077551.98",
			"urn:epc:id:sgtin:4047023.077551.97",
			"urn:epc:id:sgtin:4047023.077551.107",
			"urn:epc:id:sgtin:4047023.077551.109",
		],
		vec![],
	);
	let moment = "2019-10-21T11:58:56.591+02:00";
	let place = "urn:epc:id:sgln:4047023.00012.0";
	let packed = event(moment, "+02:00", what, "packing", place);
	published(
		&packed,
		"c941e6486c561c2be83c28dc228c150eaef9a6befb1015e6cc563982fb7414b6",
	);

	let lots = vec![
		quantity("urn:epc:class:lgtin:4054739.099902.P2", "12", "KGM"),
		quantity("urn:epc:class:lgtin:4054739.012345.lot2", "17", ""),
	];
	let what = aggregation(Action::Add, "urn:epc:id:sscc:4012344.0111111133", &[], lots);
	let place = "urn:epc:id:sgln:4012345.00025.0";
	let lots = event(
		"2019-10-21T17:30:56.591+02:00",
		"+02:00",
		what,
		"packing",
		place,
	);
	published(
		&lots,
		"cfda50b7ff23682e989bafc3747ac9b752f405305fcde6618280f6be27344f35",
	);

	let invoice = |number: &str| documents(&[("inv", number)]);
	let what = aggregation(
		Action::Delete,
		"urn:epc:id:sscc:4012344.0111111144",
		&[],
		vec![],
	);
	let mut emptied = event(moment, "+02:00", what, "unpacking", place);
	emptied.transactions = invoice("urn:epcglobal:cbv:bt:4012345123456:RE1099");
	published(
		&emptied,
		"c4bdb87c8d59d6ab569d0cfc6583e9dd4c314cdf71799b0ef8d4febe5239d9c5",
	);

	let what = aggregation(
		Action::Delete,
		"urn:epc:id:sscc:4012344.0998811122",
		&[
			"urn:epc:id:sscc:4012344.0998811123",
			"urn:epc:id:sscc:4012344.0998811124",
			"urn:epc:id:sscc:4012344.0998811125",
		],
		vec![],
	);
	let place = "urn:epc:id:sgln:4012345.00077.0";
	let mut taken = event(
		"2019-10-21T14:02:56.000+02:00",
		"+02:00",
		what,
		"unpacking",
		place,
	);
	taken.transactions = invoice("urn:epcglobal:cbv:bt:4012345123456:4711");
	published(
		&taken,
		"a62b9f9e429fcba628ea47d073542ca67e9fbe4688df2c649b8cd13b8519b91f",
	);
}

#[test]
fn business_transactions() {
	let things = [
		"urn:epc:id:sgtin:0614141.107340.1",
		"urn:epc:id:sgtin:0614141.107340.2",
	];
	let place = "urn:epc:id:sgln:4012345.00000.5";
	let what = transaction(&things, vec![]);
	let mut shipped = event(
		"2019-10-21T00:05:00-06:00",
		"-06:00",
		what,
		"shipping",
		place,
	);
	shipped.biz_location = Some(uri("urn:epc:id:sgln:4012345.00000.0").into());
	shipped.transactions = documents(&[("po", "urn:epcglobal:cbv:bt:4012345123456:RE100099")]);
	published(
		&shipped,
		"cf6559dc931963f19ed9cd2fe33c02ef64c8cfd557e5a96b086a87db315b7122",
	);

	let lot = quantity(
		"urn:epc:class:lgtin:4012345.099988.2014-02-10",
		"2030",
		"KGM",
	);
	let place = "urn:epc:id:sgln:4012345.00025.0";
	let what = transaction(&[], vec![lot]);
	let mut held = event(
		"2019-10-21T14:58:56.591+02:00",
		"+02:00",
		what,
		"holding",
		place,
	);
	held.biz_location = Some(uri("urn:epc:id:sgln:4012345.00002.0").into());
	held.transactions = documents(&[("inv", "urn:epcglobal:cbv:bt:4012345123456:RE1099")]);
	published(
		&held,
		"b741a543ea0b2a4c4bdb3441c7dc196b41710e5b2c9870b211fac8d6d4c93427",
	);
}

#[test]
fn transformations() {
	let inputs = [
		"urn:epc:id:sgtin:4012345.011122.25",
		"urn:epc:id:sgtin:4000001.065432.99886655",
	];
	let outputs = [
		"urn:epc:id:sgtin:4012345.077889.25",
		"urn:epc:id:sgtin:4012345.077889.26",
		"urn:epc:id:sgtin:4012345.077889.27",
		"urn:epc:id:sgtin:4012345.077889.28",
	];
	let what = |id: Option<Uri>, input_quantities, outputs: &[&str], output_quantities, batch| {
		What::Transformation {
			id,
			inputs: uris(&inputs),
			input_quantities,
			outputs: uris(outputs),
			output_quantities,
			lasting: Lasting::default(),
			master_data: batch,
		}
	};
	let batch =
		|batch: &str, date: &str| vec![field("bestBeforeDate", date), field("batch", batch)];
	let id = || Some(uri("urn:epc:id:gdti:4012345.55555.1234"));
	let moment = "2019-10-21T14:58:56.591+02:00";
	let place = "urn:epc:id:sgln:4012345.00001.0";

	let first = what(id(), vec![], &outputs, vec![], batch("4711", "2020-11-10"));
	let first = event(moment, "+02:00", first, "commissioning", place);
	published(
		&first,
		"335da6c3ab1d932824748791beec4d7ed261ed383f6849f6b8718e8fafb4d298",
	);

	let lots = vec![
		quantity("urn:epc:class:lgtin:4012345.011111.4444", "10", "KGM"),
		quantity("urn:epc:class:lgtin:0614141.077777.987", "30", ""),
		quantity("urn:epc:idpat:sgtin:4012345.066666.*", "220", ""),
	];
	let second = what(None, lots, &outputs, vec![], batch("XYZ", "2015-11-10"));
	let second = event(moment, "+02:00", second, "commissioning", place);
	published(
		&second,
		"36ab2ba0e3eac03d14a630148c63c31da00b8c4f1c311f501eb459e89a6e6350",
	);

	let lot = quantity("urn:epc:class:lgtin:4054739.099902.P20131121", "9520", "");
	let third = what(id(), vec![], &[], vec![lot], vec![]);
	let theirs = "http://epcis.example.com/user/vocab/bizstep/exampling";
	let third = event(moment, "+02:00", third, theirs, place);
	published(
		&third,
		"756558aa09b2d38c6bcb6e50eab2fcbebd9bde17362a7c4f4686a5d7f5fb013f",
	);
}

#[test]
fn an_event_that_was_declared_wrong_has_the_hash_of_what_is_wrong() {
	let what = What::Transformation {
		id: None,
		inputs: uris(&["urn:epc:id:sgtin:4012345.011111.987"]),
		input_quantities: vec![quantity(
			"urn:epc:class:lgtin:4012345.022222.87545GHGH",
			"",
			"",
		)],
		outputs: uris(&["urn:epc:id:sgtin:4012345.033333.AGHFG"]),
		output_quantities: vec![quantity(
			"urn:epc:idpat:sgtin:4012345.044444.*",
			"452.0",
			"KGM",
		)],
		lasting: Lasting::default(),
		master_data: vec![],
	};
	let place = "urn:epc:id:sgln:4012345.00000.0";
	let mut event = event(
		"2020-01-14T00:00:00.000+01:00",
		"+01:00",
		what,
		"commissioning",
		place,
	);
	let digits = "e16ce101f3d7383612e00b74419b2d88f12baa6a124b0e390252d396687d5cf7";
	published(&event, digits);
	event.id = Some(uri("urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8"));
	event.error = Some(ErrorDeclaration {
		declared: time("2020-01-15T00:00:00.000+01:00"),
		reason: Some(term("incorrect_data")),
		corrective: vec![],
		extensions: vec![field("vendorExtension", "Test1")],
	});
	published(&event, digits);
}
