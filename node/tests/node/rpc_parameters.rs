//! What is asked wrongly: each parameter of each method, in each way, is refused by its name.

use hallmark_rpc::{methods, Method};
use jsonrpsee::rpc_params;
use serde_json::{json, Map, Value};

use crate::{
	rpc_asking::Asker,
	support::{shipment::vial, NodeBuilder, Result},
};

/// A value that this parameter takes.
fn good(method: &str, param: &str) -> Value {
	let id = format!("0x{}", "11".repeat(32));
	match (method, param) {
		("reading_proof", "leaf") => {
			json!({ "index": 0, "measuredAt": "2026-11-22T08:00:00Z", "value": "21.5" })
		},
		("reading_proof", "path") => json!([id]),
		("device_ofKey", "key") => json!({ "algorithm": "ed25519", "public": id }),
		("org_prefixHolder", "key") => json!("9506000"),
		(_, "device") => json!({ "maker": 1, "serial": "SN-1" }),
		(_, "stream") => json!("temp"),
		(_, "moment") => json!("2026-11-22T08:00:00Z"),
		(_, "value") => json!(21.5),
		(_, "item" | "subject" | "lot") => json!(vial(1).uri()),
		(_, "title") => json!("custody"),
		(_, "account") => json!("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"),
		(_, "envelope" | "terms") => json!("0x0102"),
		(_, "cursor") => json!("0x01"),
		(_, "at") => json!(id),
		_ => json!(1),
	}
}

/// Values that are none of this parameter's, and a word of what is said about each.
fn bad(method: &str, param: &str) -> Vec<(Value, &'static str)> {
	let short = json!("0x1234");
	let odd = format!("0x{}", "1".repeat(63));
	let not_hex = format!("0x{}", "zz".repeat(32));
	match (method, param) {
		("reading_proof", "leaf") => vec![
			(json!({ "index": 0, "value": "1" }), "measuredAt"),
			(json!({ "index": -1, "measuredAt": 1, "value": "1" }), "-1"),
			(
				json!({ "index": 0, "measuredAt": "noon", "value": "1" }),
				"noon",
			),
			(
				json!({ "index": 0, "measuredAt": 1, "value": "warm" }),
				"warm",
			),
		],
		("reading_proof", "path") => {
			vec![(json!([short]), "4 hexadecimal digits"), (json!("0x"), "")]
		},
		("device_ofKey", "key") => vec![
			(json!({ "algorithm": "rsa", "public": "0x01" }), "rsa"),
			(json!({ "algorithm": "ed25519" }), "public"),
		],
		("org_prefixHolder", "key") => {
			vec![
				(json!("12a"), "digit"),
				(json!(""), "number of digits"),
				(json!("1".repeat(19)), ""),
			]
		},
		(_, "device") => vec![
			(short, "4 hexadecimal digits"),
			(json!(odd), "63 hexadecimal digits"),
			(json!(not_hex), "`z`"),
			(json!("SN-1"), "0x"),
			(json!({ "maker": 1 }), "serial"),
			(json!({ "maker": 1, "serial": "1", "model": "2" }), "model"),
			(json!(5), "5"),
		],
		(_, "stream") => vec![
			(json!(""), "16 characters"),
			(json!("seventeen-letters"), "16 characters"),
			(json!("-t"), "character"),
		],
		(_, "moment") => vec![
			(json!("2026-11-22"), "2026-11-22"),
			(json!("2026-02-30T00:00:00Z"), "2026-02-30"),
			(json!("2026-11-22T08:00:00+01:00"), "+01:00"),
			(json!(-1), "-1"),
			(json!(1.5), "1.5"),
		],
		(_, "value") => vec![
			(json!("warm"), "warm"),
			(json!("1.2.3"), "1.2.3"),
			(json!("123456789012345678901234567890"), "digits"),
			(json!([1]), "no number"),
		],
		(_, "item" | "subject" | "lot") => vec![
			(short, "4 hexadecimal digits"),
			(json!("9506000134352"), "urn:epc"),
			(json!("urn:epc:id:sgtin:9506000.134352"), "missing"),
			(json!("urn:epc:id:sgtin:9506000.13435x.1"), "digit"),
			(json!("urn:epc:id:gdti:9506000.13435.1"), "scheme"),
		],
		(_, "title") => vec![(json!("love"), "love"), (json!("Custody"), "Custody")],
		(_, "account") => vec![(json!("nobody"), "nobody"), (json!(7), "number")],
		(_, "org") if method != "reading_quota" => vec![
			(json!("nobody"), "nobody"),
			(json!(-1), "-1"),
			(json!(4_294_967_296u64), "4294967296"),
		],
		(_, "envelope" | "terms" | "cursor") => {
			vec![
				(json!("0x123"), "whole bytes"),
				(json!("00"), "0x"),
				(json!("0xgg"), "`g`"),
			]
		},
		(_, "limit") => vec![(json!(0), "0"), (json!(101), "101"), (json!("ten"), "ten")],
		(_, "at") => vec![(short, "4 hexadecimal digits"), (json!("best"), "0x")],
		_ => vec![
			(json!(-1), "-1"),
			(json!("one"), "one"),
			(json!(1.5), "1.5"),
		],
	}
}

fn sample(method: &Method) -> Vec<Value> {
	let params = method.params.iter();
	params.map(|param| good(method.name, param.name)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_malformed_parameter_is_refused_by_its_name() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "manual"]).start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let mut tried = 0;
	for method in methods() {
		let name = method.name;
		let sample = sample(method);
		for (place, param) in method.params.iter().enumerate() {
			let mut wrong = bad(name, param.name);
			// No parameter is a truth value.
			wrong.push((json!(true), ""));
			for (value, word) in wrong {
				let mut list = sample.clone();
				list[place] = value.clone();
				let problem = asker.refused(name, list.into(), param.name).await?;
				assert!(problem.contains(word), "{name}: {}: {problem}", param.name);
				let mut object: Map<String, Value> = Map::new();
				for (param, value) in method.params.iter().zip(&sample) {
					object.insert(param.name.into(), value.clone());
				}
				object.insert(param.name.into(), value);
				let same = asker.refused(name, object.into(), param.name).await?;
				assert_eq!(same, problem);
				tried += 2;
			}
			if param.required {
				let list = sample[..place].to_vec();
				let problem = asker.refused(name, list.into(), param.name).await?;
				assert!(problem.contains("missing"), "{name}: {problem}");
				let mut list = sample.clone();
				list[place] = Value::Null;
				asker.refused(name, list.into(), param.name).await?;
				tried += 2;
			}
		}
		// Too many, and one that there is not.
		let mut list = sample.clone();
		list.push(json!(1));
		asker.refused(name, list.into(), "params").await?;
		asker
			.refused(name, json!({ "colour": 1 }), "colour")
			.await?;
	}
	assert!(tried > 500, "{tried} were tried");
	assert!(client
		.call::<Value>("hallmark_info", rpc_params![])
		.await
		.is_ok());
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_is_refused_when_there_is_none_and_when_its_state_is_gone() -> Result<()> {
	let node = NodeBuilder::dev()
		.args(["--sealing", "instant", "--state-pruning", "2"])
		.start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let nowhere = format!("0x{}", "11".repeat(32));
	for method in methods().filter(|it| it.params.last().is_some_and(|it| it.name == "at")) {
		let mut list = sample(method);
		for (param, value) in method.params.iter().zip(list.iter_mut()) {
			match param.name {
				"at" => *value = json!(nowhere),
				"cursor" => *value = Value::Null,
				_ => {},
			}
		}
		let problem = asker.refused(method.name, list.into(), "at").await?;
		assert!(problem.contains("no block"), "{problem}");
	}

	// A cursor of another method is none of this one's.
	let problem = asker
		.refused("org_agents", json!([1, 25, "0x0102"]), "cursor")
		.await?;
	assert!(problem.contains("gave"), "{problem}");

	for _ in 0..8 {
		let nothing = polkadot_sdk::frame_system::Call::remark { remark: vec![] };
		crate::support::shipment::send(&client, "//Alice", nothing).await?;
	}
	let second = client.block_hash(1).await?.ok_or("there is such a block")?;
	let error = asker.error("org_get", json!([1, second])).await?;
	assert_eq!(error.code(), hallmark_rpc::code::STATE_GONE);
	assert!(error.message().contains("not kept any more"), "{error:?}");
	let _: Value = asker.get("org_get", json!([1])).await?;
	Ok(())
}
