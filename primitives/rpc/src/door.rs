//! The check of parameters before a method runs: whoever asks wrongly is told which parameter is
//! wrong, in what way, and what is expected.

use std::sync::Arc;

use jsonrpsee::{
	core::{
		server::{MethodCallback, MethodResponse, Methods},
		RegisterMethodError,
	},
	types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned, Params},
};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{method::text, methods, Method};

/// What an error with code -32602 has as its data.
#[derive(Clone, Debug, Serialize)]
struct Wrong<'a> {
	/// The parameter's name.
	parameter: &'a str,
	/// What is wrong with it.
	problem: &'a str,
	/// What it should be.
	expected: &'a str,
}

/// The error that says what is wrong with a parameter: `-32602`, its name and the problem as the
/// message, and the same with what is expected as data.
pub fn invalid(parameter: &str, problem: &str, expected: &str) -> ErrorObjectOwned {
	let wrong = Wrong {
		parameter,
		problem,
		expected,
	};
	ErrorObjectOwned::owned(
		INVALID_PARAMS_CODE,
		format!("{parameter}: {problem}"),
		Some(wrong),
	)
}

/// The same for a parameter of a described method, with what its description says is expected.
pub fn refuse(method: &str, parameter: &str, problem: &str) -> ErrorObjectOwned {
	let expected = methods()
		.find(|it| it.name == method)
		.and_then(|it| it.params.iter().find(|it| it.name == parameter))
		.map(|it| text(it.doc));
	invalid(parameter, problem, &expected.unwrap_or_default())
}

/// Puts the check before every one of these that is described, and leaves the others as they are.
///
/// Fails if a name is given twice.
pub fn guard(inner: impl Into<Methods>) -> Result<Methods, RegisterMethodError> {
	let inner = inner.into();
	let mut guarded = Methods::new();
	let names: Vec<&'static str> = inner.method_names().collect();
	for name in names {
		let Some(callback) = inner.method(name).cloned() else {
			continue;
		};
		let described = methods().find(|method| method.name == name);
		let callback = match described {
			Some(method) => checked(method, callback),
			None => callback,
		};
		guarded.verify_and_insert(name, callback)?;
	}
	Ok(guarded)
}

fn checked(method: &'static Method, callback: MethodCallback) -> MethodCallback {
	match callback {
		MethodCallback::Sync(call) => MethodCallback::Sync(Arc::new(
			move |id, params, max_size, extensions| match check(method, &params) {
				Ok(params) => call(id, params.borrowed(), max_size, extensions),
				Err(error) => MethodResponse::error(id, error),
			},
		)),
		MethodCallback::Async(call) => MethodCallback::Async(Arc::new(
			move |id, params, connection, max_size, extensions| match check(method, &params) {
				Ok(params) => call(id, params.owned(), connection, max_size, extensions),
				Err(error) => Box::pin(std::future::ready(MethodResponse::error(id, error))),
			},
		)),
		MethodCallback::Subscription(call) => {
			MethodCallback::Subscription(Arc::new(move |id, params, sink, state, extensions| {
				match check(method, &params) {
					Ok(params) => call(id, params.borrowed(), sink, state, extensions),
					Err(error) => Box::pin(std::future::ready(MethodResponse::error(id, error))),
				}
			}))
		},
		other => other,
	}
}

/// Parameters that were checked, in the method's order.
struct Checked(Option<String>);

impl Checked {
	fn borrowed(&self) -> Params<'_> {
		Params::new(self.0.as_deref())
	}

	fn owned(&self) -> Params<'static> {
		Params::new(self.0.as_deref()).into_owned()
	}
}

/// What was given, in the method's order: `null` stands for nothing.
fn check(method: &Method, params: &Params) -> Result<Checked, ErrorObjectOwned> {
	let names = || {
		let names: Vec<&str> = method.params.iter().map(|param| param.name).collect();
		match names.is_empty() {
			true => "no parameters".to_owned(),
			false => names.join(", "),
		}
	};
	let given = match params.as_str() {
		None | Some("") => Value::Array(Vec::new()),
		Some(text) => serde_json::from_str(text)
			.map_err(|error| invalid("params", &error.to_string(), &names()))?,
	};
	let mut values = match given {
		Value::Null => Vec::new(),
		Value::Array(values) => values,
		Value::Object(object) => in_order(method, object)
			.map_err(|name| invalid(&name, "there is no such parameter", &names()))?,
		other => return Err(invalid("params", &format!("{other} is no list"), &names())),
	};
	if values.len() > method.params.len() {
		let problem = format!(
			"{} values for {} parameters",
			values.len(),
			method.params.len()
		);
		return Err(invalid("params", &problem, &names()));
	}
	values.resize(method.params.len(), Value::Null);
	for (param, value) in method.params.iter().zip(&values) {
		match value {
			Value::Null if param.required => {
				return Err(invalid(param.name, "it is missing", &text(param.doc)))
			},
			Value::Null => {},
			value => (param.check)(value)
				.map_err(|problem| invalid(param.name, &problem, &text(param.doc)))?,
		}
	}
	Ok(Checked(match values.is_empty() {
		true => None,
		false => Some(Value::Array(values).to_string()),
	}))
}

/// The values of named parameters in the method's order. The error is a name that it does not have.
fn in_order(method: &Method, mut object: Map<String, Value>) -> Result<Vec<Value>, String> {
	let take = |param: &crate::Param| object.remove(param.name).unwrap_or(Value::Null);
	let values = method.params.iter().map(take).collect();
	match object.keys().next() {
		Some(unknown) => Err(unknown.clone()),
		None => Ok(values),
	}
}
