//! How items and lots are named where something is asked about them.

use std::borrow::Cow;

use hallmark_types::epc::Epc;
use schemars::{json_schema, JsonSchema, Schema, SchemaGenerator};
use serde::{de, Deserialize, Deserializer, Serialize};

use crate::Hex32;

/// An item or a lot as a parameter: by its id, or by its name.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ItemRef {
	/// Its id.
	Id(Hex32),
	/// Its EPC URI.
	Epc(Epc),
}

impl ItemRef {
	/// Its id.
	pub fn id(&self) -> Hex32 {
		match self {
			Self::Id(id) => *id,
			Self::Epc(epc) => epc.id().into(),
		}
	}
}

impl From<Hex32> for ItemRef {
	fn from(id: Hex32) -> Self {
		Self::Id(id)
	}
}

impl From<Epc> for ItemRef {
	fn from(epc: Epc) -> Self {
		Self::Epc(epc)
	}
}

impl<'de> Deserialize<'de> for ItemRef {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = Cow::<str>::deserialize(deserializer)?;
		if text.starts_with("0x") {
			return text.parse().map(Self::Id).map_err(de::Error::custom);
		}
		match Epc::parse(text.as_bytes()) {
			Ok(epc) => Ok(Self::Epc(epc)),
			Err(problem) => Err(de::Error::custom(problem)),
		}
	}
}

impl JsonSchema for ItemRef {
	fn schema_name() -> Cow<'static, str> {
		"ItemRef".into()
	}

	fn json_schema(generator: &mut SchemaGenerator) -> Schema {
		json_schema!({
			"description": "An item or a lot by its id, or by its EPC URI.",
			"anyOf": [
				generator.subschema_for::<Hex32>(),
				{ "type": "string", "pattern": "^[uU][rR][nN]:[eE][pP][cC]:(id|class):" },
			],
		})
	}
}
