//! The OpenRPC document of the methods.

use schemars::generate::SchemaSettings;
use serde_json::{json, Map, Value};

use crate::{
	agreement, code, custody, device, hallmark, method::text, organisation, reading, Method,
};

/// Every method, by name space.
pub fn methods() -> impl Iterator<Item = &'static Method> {
	[
		hallmark::METHODS,
		organisation::METHODS,
		device::METHODS,
		reading::METHODS,
		reading::FEED,
		custody::METHODS,
		agreement::METHODS,
	]
	.into_iter()
	.flatten()
}

/// The document: OpenRPC 1.3, with schemas of draft 7.
///
/// A subscription has two extensions: `x-notification`, the notifications' method and the schema of
/// what is in each, and `x-unsubscribe`, the method that ends it.
pub fn document() -> Value {
	let mut settings = SchemaSettings::draft07().for_serialize();
	settings.definitions_path = "/components/schemas".into();
	settings.meta_schema = None;
	let mut generator = settings.into_generator();
	let list: Vec<Value> = methods()
		.map(|method| {
			let params = method.params.iter().map(|param| {
				json!({
					"name": param.name,
					"description": text(param.doc),
					"required": param.required,
					"schema": (param.schema)(&mut generator),
				})
			});
			let mut described = json!({
				"name": method.name,
				"description": text(method.doc),
				"paramStructure": "either",
				"params": params.collect::<Vec<_>>(),
				"result": {
					"name": "answer",
					"schema": (method.answer)(&mut generator),
				},
				"errors": [{ "$ref": "#/components/errors/invalidParameter" }],
			});
			if let Some(delivery) = &method.delivers {
				described["x-notification"] = json!({
					"name": delivery.notification,
					"schema": (delivery.item)(&mut generator),
				});
				described["x-unsubscribe"] = delivery.unsubscribe.into();
			}
			described
		})
		.collect();
	let schemas: Map<String, Value> = generator.take_definitions(true).into_iter().collect();
	json!({
		"openrpc": "1.3.2",
		"info": {
			"title": "Hallmark JSON-RPC",
			"version": env!("CARGO_PKG_VERSION"),
			"license": { "name": "Apache-2.0" },
		},
		"methods": list,
		"components": {
			"schemas": schemas,
			"errors": {
				"invalidParameter": {
					"code": -32602,
					"message": "The parameter's name, and what is wrong with it.",
				},
				"stateGone": {
					"code": code::STATE_GONE,
					"message": "The state of the block that was asked for is not kept any more.",
				},
				"placeUnknown": {
					"code": code::PLACE_UNKNOWN,
					"message": "A feed cannot be resumed: the place is not to be found.",
				},
				"tooManyFeeds": {
					"code": code::TOO_MANY_FEEDS,
					"message": "More feeds are open than the node serves.",
				},
			},
		},
	})
}
