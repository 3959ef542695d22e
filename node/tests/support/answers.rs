//! How long a node takes to answer.

use std::time::Instant;

use serde_json::Value;

use super::{http::Http, Result};

/// A question, about several things in turn.
pub struct Question {
	/// The method.
	pub method: &'static str,
	/// Its parameters: one list for each thing.
	pub params: Vec<Value>,
}

/// Asks each question so often, and prints how long the answers take. What is not known is an error.
///
/// Over plain HTTP. A WebSocket's answer of more than some thousand bytes is two packets, and the SDK's
/// server does not ask its socket to send the second before the first was acknowledged: 40 ms of
/// waiting that say nothing about the node.
pub fn time(address: &str, questions: &[Question], times: u32) -> Result<()> {
	let mut http = Http::connect(address)?;
	let mut all = Vec::new();
	for Question { method, params } in questions {
		let mut taken = Vec::new();
		for (_, params) in (0..times).zip(params.iter().cycle()) {
			let began = Instant::now();
			let answer = http
				.call(method, params.clone())
				.map_err(|error| format!("{method}{params}: {error}"))?;
			taken.push(began.elapsed().as_secs_f64() * 1e3);
			if answer.is_null() {
				return Err(format!("{method}{params} answers null").into());
			}
		}
		print(method, &mut taken);
		all.extend(taken);
	}
	print("all of them", &mut all);
	Ok(())
}

fn print(what: &str, taken: &mut [f64]) {
	taken.sort_by(f64::total_cmp);
	let at = |share: f64| match taken.len() {
		0 => f64::NAN,
		count => taken[((count - 1) as f64 * share) as usize],
	};
	println!(
		"      {what:<22} median {:.2} ms, 99 % within {:.2} ms, the slowest {:.2} ms, of {}",
		at(0.5),
		at(0.99),
		at(1.0),
		taken.len()
	);
}
