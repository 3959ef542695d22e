//! What `hallmark item` does not take, and why.

use std::fs;

use crate::{
	assert_refused,
	support::{start_node, Result, Shell},
};

/// An item that nobody has named.
const NOTHING: &str = "urn:epc:id:sgtin:950600.0013435.404";

#[test]
fn wrong_names_and_words_are_refused_without_a_node() -> Result<()> {
	// Nothing listens on port 1.
	let shell = Shell::new("ws://127.0.0.1:1")?;
	let folder = shell.folder();
	fs::write(folder.join("empty.txt"), "# nothing\n")?;
	fs::write(folder.join("list.txt"), "urn:epc:id:sscc:950600.1\n")?;
	fs::write(folder.join("event.json"), "{}")?;
	let many: String = (0..1_001)
		.map(|n| format!("urn:epc:id:sgtin:950600.0013435.{n}\n"))
		.collect();
	fs::write(folder.join("many.txt"), many)?;

	assert_refused(
		&shell,
		&[
			// Names.
			("hallmark item show", 2, "<ITEM>"),
			("hallmark item show vial-1", 2, "no item: its EPC URI"),
			("hallmark item show 0x12", 2, "64 hexadecimal digits"),
			(
				"hallmark item show urn:epc:id:sgtin:950600.0013435",
				2,
				"a part is missing",
			),
			(
				"hallmark item show urn:epc:id:sgtin:950600.013435.1",
				2,
				"wrong number of digits",
			),
			(
				"hallmark item show urn:epc:id:sgtin:95060.00013435.1",
				2,
				"6 to 12 digits",
			),
			(
				"hallmark item show urn:epc:id:gid:950600.1.1",
				2,
				"unknown scheme",
			),
			(
				"hallmark item show urn:epc:id:sgln:950600.000001.0",
				2,
				"names a place",
			),
			(
				"hallmark item show https://id.gs1.org/01/09506000134353/21/1",
				2,
				"wrong check digit",
			),
			(
				"hallmark item show https://id.gs1.org/01/09506000134352",
				2,
				"serial number (21) or a lot (10)",
			),
			(
				"hallmark item show https://example.org/vial",
				2,
				"no GS1 key",
			),
			// Lists and quantities.
			("hallmark item commission --dev Bob", 2, "no item is named"),
			(
				"hallmark item commission --file empty.txt --dev Bob",
				2,
				"no item is named",
			),
			(
				"hallmark item commission --file nowhere.txt --dev Bob",
				2,
				"nowhere.txt",
			),
			(
				"hallmark item commission --file list.txt --dev Bob",
				2,
				"list.txt: line 1: no EPC URI",
			),
			(
				"hallmark item commission --file many.txt --dev Bob",
				2,
				"at most 1000",
			),
			(
				"hallmark item commission 'urn:epc:class:lgtin:950600.0013435.M1 many' --dev Bob",
				2,
				"no quantity",
			),
			(
				"hallmark item commission 'urn:epc:class:lgtin:950600.0013435.M1 5 litres' --dev Bob",
				2,
				"2 or 3 capital letters",
			),
			(
				"hallmark item transform --input urn:epc:id:sgtin:950600.0013435.1 --dev Bob",
				2,
				"--output",
			),
			// Words, times, places.
			(
				"hallmark item observe urn:epc:id:sgtin:950600.0013435.1 --step dancing --dev Bob",
				2,
				"no word of CBV 2.0",
			),
			(
				"hallmark item offer urn:epc:id:sscc:950600.00000000002 3 --until soon --dev Bob",
				2,
				"no moment",
			),
			(
				"hallmark item offer urn:epc:id:sscc:950600.00000000002 Mallory --dev Bob",
				2,
				"no organisation",
			),
			(
				"hallmark item accept urn:epc:id:sscc:950600.00000000002 --exception ugly --dev Dave",
				2,
				"seal-broken",
			),
			(
				"hallmark item reject urn:epc:id:sscc:950600.00000000002 --dev Dave",
				2,
				"--reason",
			),
			(
				"hallmark item observe urn:epc:id:sgtin:950600.0013435.1 --at 9506000000014 --dev Bob",
				2,
				"check digit",
			),
			(
				"hallmark item observe urn:epc:id:sgtin:950600.0013435.1 --event nothing --dev Bob",
				2,
				"neither a file nor the hash",
			),
			(
				"hallmark item observe urn:epc:id:sgtin:950600.0013435.1 --event event.json --dev Bob",
				2,
				"event.json: ",
			),
			// Policies.
			(
				"hallmark item policy attach urn:epc:id:sgtin:950600.0013435.1 1/T/temp --dev Bob",
				2,
				"--preset",
			),
			(
				"hallmark item policy attach urn:epc:id:sgtin:950600.0013435.1 1/T/temp \
				 --rule 'warm' --dev Bob",
				2,
				"no rule: ",
			),
			(
				"hallmark item policy attach urn:epc:id:sgtin:950600.0013435.1 1/T/temp \
				 --rule 'above 8 for ever' --dev Bob",
				2,
				"no duration",
			),
			(
				"hallmark item policy attach urn:epc:id:sgtin:950600.0013435.1 1/T/temp \
				 --rule 'below 2' --preset frozen --dev Bob",
				2,
				"cannot be used with",
			),
			(
				"hallmark item policy attach urn:epc:id:sgtin:950600.0013435.1 T \
				 --preset frozen --dev Bob",
				2,
				"no stream",
			),
			// Pages and reasons.
			(
				"hallmark item trace back urn:epc:id:sgtin:950600.0013435.1 --limit 101",
				2,
				"1 to 100",
			),
			(
				"hallmark item trace back urn:epc:id:sgtin:950600.0013435.1 --all --limit 5",
				2,
				"cannot be used with",
			),
			(
				"hallmark item recall begin urn:epc:class:lgtin:950600.0013435.A7 --dev Bob",
				2,
				"--document",
			),
			(
				"hallmark item hold urn:epc:id:sgtin:950600.0013435.1 --document nowhere --dev Eve",
				2,
				"nowhere",
			),
			(
				"hallmark item declare-wrong urn:epc:id:sgtin:950600.0013435.1 1 --did-not-occur \
				 --corrected-by 2 --dev Bob",
				2,
				"cannot be used with",
			),
			// Nobody there.
			(&format!("hallmark item show {NOTHING}"), 3, "is it running?"),
		],
	)
}

#[test]
fn what_the_chain_does_not_take_is_refused_with_its_reason() -> Result<()> {
	let node = start_node()?;
	let shell = Shell::new(node.ws_url())?;
	let vial = "urn:epc:id:sgtin:950600.0013435.1";
	let lot = "urn:epc:class:lgtin:950600.0013435.A7";
	let milk = "urn:epc:class:lgtin:950600.0023450.M1";
	let case = "urn:epc:id:sscc:950600.00000000001";
	for line in [
		format!("hallmark item commission {vial} --lot {lot} --dev Bob"),
		format!("hallmark item commission {case} '{milk} 10.0LTR' --dev Bob"),
		format!("hallmark item pack {case} {vial} --dev Bob"),
	] {
		let output = shell.run(&line)?;
		let err = String::from_utf8(output.stderr)?;
		assert!(output.status.success(), "`{line}`: {err}");
	}

	let with = |line: &str| {
		line.replace("{vial}", vial)
			.replace("{lot}", lot)
			.replace("{milk}", milk)
			.replace("{case}", case)
			.replace("{nothing}", NOTHING)
	};
	let refusals = [
		// Not there.
		("hallmark item show {nothing}", 4, "there is no item urn:"),
		("hallmark item contents {nothing}", 4, "there is no item"),
		("hallmark item verdict {nothing}", 4, "there is no item"),
		("hallmark item epcis {nothing}", 4, "there is no item"),
		("hallmark item trace back {nothing}", 4, "there is no item"),
		(
			"hallmark item trace forward {nothing}",
			4,
			"no lot and no item",
		),
		("hallmark item lot {vial}", 4, "there is no lot"),
		(
			"hallmark item recall begin {nothing} --reason 0x1111111111111111111111111111111111111111\
			 111111111111111111111111 --dev Bob",
			4,
			"no lot and no item",
		),
		("hallmark item recall status 9", 4, "there is no recall 9"),
		(
			"hallmark item commission-record 99",
			4,
			"there is no commission 99",
		),
		(
			"hallmark item transformation-record 99",
			4,
			"there is no transformation 99",
		),
		(
			// Nobody holds a prefix that it begins with.
			"hallmark item show https://id.gs1.org/01/04012345123456/21/1",
			4,
			"nobody holds a company prefix",
		),
		(
			"hallmark item policy attach {case} 1/NONE/temp --preset frozen --dev Bob",
			4,
			"no open stream temp",
		),
		// Not anybody's to do.
		(
			"hallmark item commission urn:epc:id:sgtin:950600.0013435.7 --dev Charlie",
			1,
			"Custody.ForeignPrefix",
		),
		(
			"hallmark item commission {vial} --dev Bob",
			1,
			"Custody.NameTaken",
		),
		(
			"hallmark item commission urn:epc:class:lgtin:950600.0023450.M2 --dev Bob",
			1,
			"Custody.QuantityMissing",
		),
		(
			"hallmark item commission urn:epc:id:sgtin:950600.0013435.8 --expires 2020-01-01 \
			 --dev Bob",
			1,
			"Custody.MomentInPast",
		),
		(
			"hallmark item offer {vial} 3 --dev Bob",
			1,
			"Custody.ItemIsPacked",
		),
		(
			"hallmark item offer {case} 3 --dev Charlie",
			1,
			"Custody.NotCustodian",
		),
		(
			"hallmark item offer {case} 3 --until +91d --dev Bob",
			1,
			"Custody.OfferTooLong",
		),
		("hallmark item accept {case} --dev Dave", 1, "Custody.NoOffer"),
		(
			"hallmark item withdraw {case} --dev Bob",
			1,
			"Custody.NoOffer",
		),
		("hallmark item pack {vial} {case} --dev Bob", 1, "Custody."),
		(
			"hallmark item hold {case} --document /dev/null --dev Bob",
			1,
			"Organisations.",
		),
		("hallmark item destroy {case} --dev Bob", 1, "Custody.NotEmpty"),
		(
			"hallmark item recall begin {lot} --document /dev/null --dev Charlie",
			1,
			"Custody.NotMaker",
		),
		("hallmark item recall end 9 --dev Bob", 1, "Custody.UnknownRecall"),
		(
			"hallmark item declare-wrong {vial} 9 --dev Bob",
			1,
			"Custody.UnknownStep",
		),
		// Not named, not measured.
		(
			"hallmark item commission 0x1111111111111111111111111111111111111111111111111111111111111111 \
			 --dev Bob",
			2,
			"a new item is named by its EPC URI",
		),
		(
			"hallmark item transform --input '{milk} 1.25LTR' \
			 --output urn:epc:id:sgtin:950600.0013435.9 --dev Bob",
			2,
			"counted in units of 10^-1 LTR",
		),
		(
			"hallmark item transform --input '{milk} 1KGM' \
			 --output urn:epc:id:sgtin:950600.0013435.9 --dev Bob",
			2,
			"measured in LTR",
		),
		(
			"hallmark item transform --input '{milk} 1LTR' \
			 --output 'urn:epc:id:sgtin:950600.0013435.9 2LTR' --dev Bob",
			1,
			"Custody.QuantityNotConserved",
		),
		(
			"hallmark item accept {case} --came 1LTR --dev Dave",
			2,
			"has no quantity",
		),
	];
	for (line, code, words) in refusals {
		assert_refused(&shell, &[(&with(line), code, words)])?;
	}
	Ok(())
}
