//! What anybody can ask about the story now, with nothing but `curl`.

use serde_json::{json, Value};

use crate::{
	cast::Newcomers,
	firmware::TEMPERATURE,
	journey::Delivered,
	service::Served,
	support::{answers, http::Http, Result},
};

/// A question to the node's JSON-RPC.
pub struct Question {
	/// What it asks.
	about: String,
	method: &'static str,
	params: Value,
}

/// Questions about what happened.
pub fn questions(served: &Served, delivered: &Delivered, newcomers: Newcomers) -> Vec<Question> {
	let (fridge, goods) = (served.device, &delivered.goods);
	let question = |about: &str, method, params| Question {
		about: about.into(),
		method,
		params,
	};
	vec![
		question("the chain", "hallmark_info", json!([])),
		question(
			"a member that was admitted",
			"org_get",
			json!([newcomers.servicer.0]),
		),
		question("the fridge's passport", "device_passport", json!([fridge])),
		question("who vouches for it", "device_verifyOrigin", json!([fridge])),
		question(
			"what it measured last",
			"reading_latest",
			json!([fridge, TEMPERATURE]),
		),
		question("its stream", "reading_stream", json!([fridge, TEMPERATURE])),
		question(
			"the field service",
			"agreement_status",
			json!([served.agreement]),
		),
		question(
			"its clauses, and why",
			"agreement_explain",
			json!([served.agreement]),
		),
		question(
			"who was paid for what, on which evidence",
			"agreement_statement",
			json!([served.agreement]),
		),
		question(
			"the freight",
			"agreement_statement",
			json!([delivered.agreement]),
		),
		question(
			"through whose hands the pallet went",
			"custody_trace",
			json!([goods.pallet]),
		),
		question("how warm it was", "custody_verdict", json!([goods.pallet])),
		question(
			"its steps as EPCIS 2.0",
			"custody_epcis",
			json!([goods.pallet]),
		),
		question(
			"who has vials of the recalled lot",
			"custody_traceForward",
			json!([goods.lot.to_string()]),
		),
	]
}

/// Asks a node all of it. Fails if it has no answer to something.
pub fn ask(address: &str, questions: &[Question]) -> Result<()> {
	let mut http = Http::connect(address)?;
	for Question {
		about,
		method,
		params,
	} in questions
	{
		let answer = http.call(method, params.clone());
		match answer.map_err(|error| format!("{method} about {about}: {error}"))? {
			Value::Null => return Err(format!("{method} knows nothing of {about}").into()),
			_ => continue,
		}
	}
	Ok(())
}

/// Asks each of them so often, and prints how long the answers take.
pub fn time(address: &str, questions: &[Question], times: u32) -> Result<()> {
	println!("\nHow long the answers take, over HTTP");
	let asked = questions.iter().map(|it| answers::Question {
		method: it.method,
		params: vec![it.params.clone()],
	});
	answers::time(address, &asked.collect::<Vec<_>>(), times)
}

/// Prints how to ask it by hand.
pub fn print(url: &str, questions: &[Question]) {
	println!("\nAsk it:");
	for Question {
		about,
		method,
		params,
	} in questions
	{
		let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
		println!("\n  # {about}");
		println!("  curl -s {url} -H 'content-type: application/json' -d '{body}'");
	}
}
