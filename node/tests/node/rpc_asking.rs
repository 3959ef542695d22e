//! Asks a node's own methods, and holds every answer against the node's own document.

use std::collections::BTreeMap;

use boon::{Compiler, Draft, SchemaIndex, Schemas};
use jsonrpsee::{
	core::{
		client::{ClientT, Error as ClientError, Subscription, SubscriptionClientT},
		params::{ArrayParams, ObjectParams},
	},
	rpc_params,
	types::ErrorObjectOwned,
	ws_client::WsClient,
};
use serde::{de::DeserializeOwned, Serialize};
use serde_json::{json, Value};

use crate::support::{Client, Result};

/// Where the document stands as far as its references are concerned.
const ADDRESS: &str = "https://hallmark.example/openrpc.json";

/// The schemas of a document, ready to validate with.
pub struct Document {
	schemas: Schemas,
	answers: BTreeMap<String, SchemaIndex>,
	notifications: BTreeMap<String, SchemaIndex>,
}

impl Document {
	/// Reads a document. Every schema in it has to be one.
	pub fn read(json: Value) -> Result<Self> {
		let mut compiler = Compiler::new();
		compiler.set_default_draft(Draft::V7);
		compiler
			.add_resource(ADDRESS, json.clone())
			.map_err(|error| error.to_string())?;
		let mut schemas = Schemas::new();
		let (mut answers, mut notifications) = (BTreeMap::new(), BTreeMap::new());
		let methods = json["methods"].as_array().ok_or("a list of methods")?;
		for (place, method) in methods.iter().enumerate() {
			let name = method["name"].as_str().ok_or("a name")?;
			let mut compile = |path: String| {
				let address = format!("{ADDRESS}#/methods/{place}/{path}");
				compiler
					.compile(&address, &mut schemas)
					.map_err(|error| format!("{name}: {path}: {error}"))
			};
			answers.insert(name.into(), compile("result/schema".into())?);
			let params = method["params"].as_array().ok_or("parameters")?;
			for place in 0..params.len() {
				compile(format!("params/{place}/schema"))?;
			}
			if method.get("x-notification").is_some() {
				let schema = compile("x-notification/schema".into())?;
				notifications.insert(name.into(), schema);
			}
		}
		Ok(Self {
			schemas,
			answers,
			notifications,
		})
	}

	fn hold(&self, schema: Option<&SchemaIndex>, what: &str, json: &Value) -> Result<()> {
		let schema = schema.ok_or_else(|| format!("the document has no {what}"))?;
		self.schemas
			.validate(json, *schema)
			.map_err(|error| format!("{what}: {error:#}\n{json:#}").into())
	}

	/// Holds an answer against the document.
	pub fn hold_answer(&self, method: &str, answer: &Value) -> Result<()> {
		self.hold(self.answers.get(method), method, answer)
	}

	/// Holds what a subscription delivered against the document.
	pub fn hold_delivery(&self, method: &str, delivered: &Value) -> Result<()> {
		self.hold(self.notifications.get(method), method, delivered)
	}
}

/// Asks one node.
pub struct Asker<'a> {
	/// The connection.
	pub client: &'a Client,
	/// What the node says its methods are.
	pub document: Document,
}

impl<'a> Asker<'a> {
	/// Reads the node's own document first.
	pub async fn new(client: &'a Client) -> Result<Self> {
		let json: Value = client.call("rpc.discover", rpc_params![]).await?;
		Ok(Self {
			client,
			document: Document::read(json)?,
		})
	}

	/// Asks with parameters by position. The answer fits the document, and is read as what it is
	/// declared to be.
	pub async fn ask<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T> {
		let answer = self.raw(method, &params).await??;
		self.document.hold_answer(method, &answer)?;
		Ok(serde_json::from_value(answer)?)
	}

	/// The same, where something is expected.
	pub async fn get<T: DeserializeOwned>(&self, method: &str, params: Value) -> Result<T> {
		let answer: Option<T> = self.ask(method, params.clone()).await?;
		answer.ok_or_else(|| format!("{method}{params} answers null").into())
	}

	/// Asserts that a question is answered with `null`.
	pub async fn nothing(&self, method: &str, params: Value) -> Result<()> {
		let answer: Value = self.ask(method, params.clone()).await?;
		assert_eq!(answer, Value::Null, "{method}{params}");
		Ok(())
	}

	/// Goes from page to page, with the cursor behind these parameters, and returns all that is on them.
	pub async fn all<T: DeserializeOwned>(&self, method: &str, params: &[Value]) -> Result<Vec<T>> {
		let (mut all, mut cursor) = (Vec::new(), Value::Null);
		loop {
			let mut params = params.to_vec();
			params.push(cursor);
			let page: Value = self.get(method, params.into()).await?;
			let items: Vec<T> = serde_json::from_value(page["items"].clone())?;
			all.extend(items);
			cursor = page["next"].clone();
			if cursor.is_null() {
				return Ok(all);
			}
		}
	}

	/// The error that a question is answered with.
	pub async fn error(&self, method: &str, params: Value) -> Result<ErrorObjectOwned> {
		match self.raw(method, &params).await? {
			Ok(answer) => Err(format!("{method}{params} was answered with {answer}").into()),
			Err(ClientError::Call(error)) => Ok(error),
			Err(other) => Err(other.into()),
		}
	}

	/// Asserts that a question is refused for one of its parameters, and returns what was wrong.
	pub async fn refused(&self, method: &str, params: Value, parameter: &str) -> Result<String> {
		let error = self.error(method, params.clone()).await?;
		let context = format!("{method}{params}: {error:?}");
		assert_eq!(error.code(), -32602, "{context}");
		let data: Value = serde_json::from_str(error.data().ok_or("no data")?.get())?;
		assert_eq!(data["parameter"], json!(parameter), "{context}");
		assert!(
			data["expected"].as_str().is_some_and(|it| !it.is_empty()),
			"{context}"
		);
		let problem = data["problem"].as_str().ok_or("no problem")?.to_owned();
		assert_eq!(
			error.message(),
			format!("{parameter}: {problem}"),
			"{context}"
		);
		Ok(problem)
	}

	/// Subscribes to a stream's feed.
	pub async fn subscribe(&self, params: Value) -> Result<Feed<'_>> {
		self.subscribe_on(self.client.rpc(), params).await
	}

	/// Subscribes over another connection.
	pub async fn subscribe_on(&self, rpc: &WsClient, params: Value) -> Result<Feed<'_>> {
		let subscription = rpc
			.subscribe("reading_subscribe", array(&params)?, "reading_unsubscribe")
			.await?;
		Ok(Feed {
			subscription,
			document: &self.document,
		})
	}

	async fn raw(
		&self,
		method: &str,
		params: &Value,
	) -> Result<std::result::Result<Value, ClientError>> {
		let rpc = self.client.rpc();
		Ok(match params {
			Value::Object(named) => {
				let mut params = ObjectParams::new();
				for (name, value) in named {
					params.insert(name, value)?;
				}
				rpc.request(method, params).await
			},
			_ => rpc.request(method, array(params)?).await,
		})
	}
}

fn array(params: &Value) -> Result<ArrayParams> {
	let mut array = ArrayParams::new();
	for value in params.as_array().ok_or("a list of parameters")? {
		array.insert(value)?;
	}
	Ok(array)
}

/// The feed of a stream.
pub struct Feed<'a> {
	subscription: Subscription<Value>,
	document: &'a Document,
}

impl Feed<'_> {
	/// What is delivered next. It fits the document.
	pub async fn next(&mut self) -> Result<hallmark_rpc::reading::Feed> {
		let next = self.subscription.next().await;
		let delivered = next.ok_or("the feed ended without a word")??;
		self.document
			.hold_delivery("reading_subscribe", &delivered)?;
		Ok(serde_json::from_value(delivered)?)
	}

	/// Ends it.
	pub async fn end(self) -> Result<()> {
		Ok(self.subscription.unsubscribe().await?)
	}
}

/// Something as it is written in JSON.
pub fn written(value: impl Serialize) -> Value {
	serde_json::to_value(value).unwrap_or_default()
}

/// An id as it is written.
pub fn id(id: impl Into<hallmark_rpc::Hex32>) -> Value {
	written(id.into())
}
