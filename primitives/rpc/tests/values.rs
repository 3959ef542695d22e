//! How values are written and read.

use hallmark_rpc::{
	Account, Bytes, DeviceRef, Hex32, ItemRef, Limit, Measured, Number, OrgRef, StreamName, Time,
	When,
};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{from_value, json, to_value, Value};

/// That a value is written so, and read so.
#[track_caller]
fn is_written<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(
	value: T,
	json: Value,
) {
	assert_eq!(to_value(&value).expect("it can be written"), json);
	assert_eq!(from_value::<T>(json).expect("it can be read"), value);
}

/// What is said about something that is none.
#[track_caller]
fn problem<T: DeserializeOwned + std::fmt::Debug>(json: Value) -> String {
	from_value::<T>(json).expect_err("it is none").to_string()
}

#[test]
fn numbers_are_exact_and_text() {
	for (mantissa, exponent, text) in [
		(21_500, -3, "21.5"),
		(-250, -3, "-0.25"),
		(0, -3, "0"),
		(7, 2, "700"),
		(i64::MIN, 0, "-9223372036854775808"),
		(1, -18, "0.000000000000000001"),
		(5, 20, "5e20"),
	] {
		is_written(Number::new(mantissa, exponent), json!(text));
	}
	for (smallest, decimals, text) in [
		(0, 12, "0"),
		(1, 12, "0.000000000001"),
		(2_500_000, 6, "2.5"),
		(u128::MAX, 0, "340282366920938463463374607431768211455"),
		(100, 2, "1"),
	] {
		is_written(Number::amount(smallest, decimals), json!(text));
	}
	is_written(Number::count(u64::MAX, 0), json!("18446744073709551615"));
	is_written(Number::count(u64::MAX, -1), json!("1844674407370955161.5"));
	is_written(Number::count(u64::MAX, 1), json!("18446744073709551615e1"));
	for wrong in ["", "-", ".5", "1.", "1e", "+1", "1 ", "0x1", "1.2.3"] {
		assert!(problem::<Number>(json!(wrong)).contains(wrong), "{wrong}");
	}
	assert_eq!(
		from_value::<Measured>(json!(9.125))
			.expect("a number")
			.0
			.as_str(),
		"9.125"
	);
	assert_eq!(
		from_value::<Measured>(json!(-3))
			.expect("a number")
			.0
			.as_str(),
		"-3"
	);
}

#[test]
fn moments_are_text_and_milliseconds_are_taken() {
	is_written(Time(1_795_334_400_000), json!("2026-11-22T08:00:00Z"));
	is_written(Time(1_795_334_400_250), json!("2026-11-22T08:00:00.250Z"));
	is_written(Time(u64::MAX), json!("@18446744073709551615"));
	assert!(problem::<Time>(json!("tomorrow")).contains("tomorrow"));
	for same in [json!("2026-11-22T08:00:00Z"), json!(1_795_334_400_000u64)] {
		let when: When = from_value(same).expect("a moment");
		assert_eq!(when, When::from(1_795_334_400_000));
	}
}

#[test]
fn bytes_are_hexadecimal() {
	is_written(Hex32([0xab; 32]), json!(format!("0x{}", "ab".repeat(32))));
	is_written(Bytes(vec![]), json!("0x"));
	is_written(Bytes(vec![1, 255]), json!("0x01ff"));
	let upper: Hex32 = from_value(json!(format!("0x{}", "AB".repeat(32)))).expect("an id");
	assert_eq!(upper, Hex32([0xab; 32]));
	for (wrong, word) in [
		("abab", "begin with"),
		("0xabcd", "4 hexadecimal digits where 64"),
		("0xabc", "whole bytes"),
		("0xé0", "`é`"),
	] {
		assert!(problem::<Hex32>(json!(wrong)).contains(word), "{wrong}");
	}
}

#[test]
fn things_are_named_by_what_people_know() {
	let id = Hex32([7; 32]);
	is_written(DeviceRef::from(id), json!(id));
	let named = DeviceRef::Serial {
		maker: 7,
		serial: "SN-1".into(),
	};
	is_written(named.clone(), json!({ "maker": 7, "serial": "SN-1" }));
	let hash = hallmark_types::device::device_id(7, b"SN-1");
	assert_eq!(named.id(), hash.into());

	let uri = "urn:epc:id:sgtin:9506000.134352.1";
	let item: ItemRef = from_value(json!(uri
		.to_uppercase()
		.replace("SGTIN", "sgtin")
		.replace(":ID:", ":id:")))
	.expect("an EPC");
	is_written(item.clone(), json!(uri));
	let ItemRef::Epc(epc) = &item else {
		panic!("it is a name");
	};
	assert_eq!(item.id(), epc.id().into());
	is_written(ItemRef::from(id), json!(id));

	is_written(OrgRef::from(3), json!(3));
	let alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	is_written(
		from_value::<Account>(json!(alice)).expect("an address"),
		json!(alice),
	);
	is_written(
		from_value::<OrgRef>(json!(alice)).expect("an address"),
		json!(alice),
	);
	let damaged = alice.replace('Y', "Z");
	assert!(problem::<Account>(json!(damaged)).contains(&damaged));
}

#[test]
fn names_and_limits_have_bounds() {
	let name: StreamName = "temp".parse().expect("a name");
	is_written(name, json!("temp"));
	assert!(problem::<StreamName>(json!("a b")).contains("character"));
	assert_eq!(Limit::default().get(), 25);
	is_written(Limit::new(100).expect("a limit"), json!(100));
	for wrong in [json!(0), json!(101), json!(-1), json!("1"), json!(1.5)] {
		assert!(problem::<Limit>(wrong).contains("1 to 100"));
	}
	assert_eq!((Limit::new(0), Limit::new(101)), (None, None));
}
