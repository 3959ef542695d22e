//! Between Rust's types, the chain's metadata and JSON.

use codec::{Decode, Encode};
use hallmark_types::{
	epc::Epc,
	gs1::{CompanyPrefix, Digits, Gln},
	organisation::{Roles, Scopes},
	readings::StreamName,
	AccountId,
};
use polkadot_sdk::sp_core::crypto::Ss58Codec;
use scale_info::{MetaType, PortableRegistry, Registry, TypeDef, TypeInfo};
use serde_json::{json, Map, Value as Json};
use subxt::{
	ext::scale_value::{
		self, scale::decode_as_type, Composite, Primitive, Value, ValueDef, Variant,
	},
	Metadata,
};

/// A value of one of Rust's types as calls take it.
///
/// The value is told by name and shape, not by its bytes: the chain's metadata decides how it is
/// encoded, and one that does not fit there is an error before anything is signed.
pub fn encoded<T: Encode + TypeInfo + 'static>(value: &T) -> Value {
	let mut registry = Registry::new();
	let id = registry.register_type(&MetaType::new::<T>()).id;
	let types = PortableRegistry::from(registry);
	decode_as_type(&mut &value.encode()[..], id, &types)
		.expect("a type's information describes its encoding")
		.remove_context()
}

/// A string of bytes as calls take it.
pub fn bytes(bytes: impl AsRef<[u8]>) -> Value {
	Value::from_bytes(bytes)
}

/// An optional value as calls take it.
pub fn option(value: Option<Value>) -> Value {
	match value {
		Some(value) => Value::unnamed_variant("Some", [value]),
		None => Value::unnamed_variant("None", []),
	}
}

/// An account where a call takes an address.
pub fn address(account: &AccountId) -> Value {
	Value::unnamed_variant("Id", [encoded(account)])
}

/// Bytes of the chain as a value that knows its types.
pub fn decode(bytes: &[u8], ty: u32, metadata: &Metadata) -> Option<Value<u32>> {
	decode_as_type(&mut &*bytes, ty, metadata.types()).ok()
}

/// A value of the chain as JSON: accounts by address, hashes in hexadecimal, names as text, amounts
/// and other 128-bit numbers as strings of digits, errors by name.
pub fn to_json(value: &Value<u32>, metadata: &Metadata) -> Json {
	if let Some(json) = known(value, metadata) {
		return json;
	}
	match &value.value {
		ValueDef::Composite(composite) => composite_to_json(composite, value.context, metadata),
		ValueDef::Variant(variant) => variant_to_json(variant, metadata),
		ValueDef::Primitive(primitive) => {
			primitive_to_json(primitive, is_wide(value.context, metadata))
		},
		ValueDef::BitSequence(bits) => {
			Json::String(bits.iter().map(|bit| if bit { '1' } else { '0' }).collect())
		},
	}
}

/// Fields of an event or a call as a JSON object.
pub fn fields_to_json(fields: &Composite<u32>, metadata: &Metadata) -> Map<String, Json> {
	match fields {
		Composite::Named(fields) => fields
			.iter()
			.map(|(name, value)| (name.clone(), to_json(value, metadata)))
			.collect(),
		Composite::Unnamed(values) => values
			.iter()
			.enumerate()
			.map(|(place, value)| (place.to_string(), to_json(value, metadata)))
			.collect(),
	}
}

/// What has a notation of its own, by the name of its type.
fn known(value: &Value<u32>, metadata: &Metadata) -> Option<Json> {
	let name = metadata.types().resolve(value.context)?.path.ident()?;
	let text = |text: String| Some(Json::String(text));
	match name.as_str() {
		"AccountId32" => text(again::<AccountId>(value, metadata)?.to_ss58check()),
		"CompanyPrefix" => text(again::<CompanyPrefix>(value, metadata)?.to_string()),
		"Digits" => text(again::<Digits>(value, metadata)?.to_string()),
		"Epc" => text(again::<Epc>(value, metadata)?.to_string()),
		"Gln" => text(again::<Gln>(value, metadata)?.to_string()),
		"StreamName" => text(again::<StreamName>(value, metadata)?.to_string()),
		"Roles" => serde_json::to_value(again::<Roles>(value, metadata)?).ok(),
		"Scopes" => serde_json::to_value(again::<Scopes>(value, metadata)?).ok(),
		"DispatchError" => text(dispatch_error(value, metadata)),
		_ => None,
	}
}

/// The same value as the type that the chain and this command share.
fn again<T: Decode>(value: &Value<u32>, metadata: &Metadata) -> Option<T> {
	let mut bytes = Vec::new();
	scale_value::scale::encode_as_type(value, value.context, metadata.types(), &mut bytes).ok()?;
	T::decode(&mut &bytes[..]).ok()
}

fn composite_to_json(composite: &Composite<u32>, ty: u32, metadata: &Metadata) -> Json {
	match composite {
		Composite::Named(fields) if !fields.is_empty() => {
			Json::Object(fields_to_json(composite, metadata))
		},
		Composite::Named(_) => Json::Null,
		Composite::Unnamed(values) => {
			if let Some(bytes) = octets(values, ty, metadata) {
				return bytes;
			}
			match (&values[..], is_list(ty, metadata)) {
				// A type that wraps one other is that other.
				([inner], false) => to_json(inner, metadata),
				_ => values
					.iter()
					.map(|value| to_json(value, metadata))
					.collect(),
			}
		},
	}
}

/// Bytes: as text if they were counted when they were encoded and can be read, and in hexadecimal
/// otherwise.
fn octets(values: &[Value<u32>], ty: u32, metadata: &Metadata) -> Option<Json> {
	let (element, counted) = match &metadata.types().resolve(ty)?.type_def {
		TypeDef::Sequence(sequence) => (sequence.type_param.id, true),
		TypeDef::Array(array) => (array.type_param.id, false),
		_ => return None,
	};
	let element = &metadata.types().resolve(element)?.type_def;
	matches!(
		element,
		TypeDef::Primitive(scale_info::TypeDefPrimitive::U8)
	)
	.then_some(())?;
	let bytes: Vec<u8> = values
		.iter()
		.map(|value| value.as_u128().and_then(|byte| u8::try_from(byte).ok()))
		.collect::<Option<_>>()?;
	let text = std::str::from_utf8(&bytes)
		.ok()
		.filter(|text| counted && !text.is_empty() && !text.chars().any(char::is_control));
	Some(Json::String(match text {
		Some(text) => text.to_owned(),
		None => hallmark_transactions::to_hex(&bytes),
	}))
}

fn is_list(ty: u32, metadata: &Metadata) -> bool {
	metadata
		.types()
		.resolve(ty)
		.is_some_and(|ty| matches!(ty.type_def, TypeDef::Sequence(_) | TypeDef::Array(_)))
}

fn variant_to_json(variant: &Variant<u32>, metadata: &Metadata) -> Json {
	let values: Vec<_> = variant.values.values().collect();
	match (variant.name.as_str(), &values[..]) {
		("None", []) => Json::Null,
		("Some", [inner]) => to_json(inner, metadata),
		(name, []) => Json::String(name.to_owned()),
		(name, [inner]) if matches!(variant.values, Composite::Unnamed(_)) => {
			json!({ name: to_json(inner, metadata) })
		},
		(name, _) => json!({ name: fields_to_json(&variant.values, metadata) }),
	}
}

/// Whether a type is of 128 bits: more than other languages read as a number exactly.
fn is_wide(ty: u32, metadata: &Metadata) -> bool {
	use scale_info::TypeDefPrimitive::{I128, U128};
	match metadata.types().resolve(ty).map(|ty| &ty.type_def) {
		Some(TypeDef::Primitive(primitive)) => matches!(primitive, U128 | I128),
		Some(TypeDef::Compact(compact)) => is_wide(compact.type_param.id, metadata),
		_ => false,
	}
}

fn primitive_to_json(primitive: &Primitive, is_wide: bool) -> Json {
	match primitive {
		Primitive::Bool(value) => json!(value),
		Primitive::Char(value) => json!(value),
		Primitive::String(value) => json!(value),
		// Every number of a value is held in 128 bits; its type says how wide it is.
		Primitive::U128(value) => match u64::try_from(*value) {
			Ok(value) if !is_wide => json!(value),
			_ => json!(value.to_string()),
		},
		Primitive::I128(value) => match i64::try_from(*value) {
			Ok(value) if !is_wide => json!(value),
			_ => json!(value.to_string()),
		},
		Primitive::U256(bytes) | Primitive::I256(bytes) => {
			json!(hallmark_transactions::to_hex(bytes))
		},
	}
}

/// Why a call failed: the error's name, its pallet, and its documentation, in one line.
pub fn dispatch_error(error: &Value<u32>, metadata: &Metadata) -> String {
	let ValueDef::Variant(variant) = &error.value else {
		return "for a reason that it does not tell".into();
	};
	if variant.name == "Module" {
		if let Some(words) = module_error(&variant.values, metadata) {
			return words;
		}
	}
	// `Token(FundsUnavailable)` and the like name themselves.
	let inner = variant.values.values().next().map(|value| &value.value);
	match inner {
		Some(ValueDef::Variant(inner)) => format!("{}: {}", variant.name, inner.name),
		_ => variant.name.clone(),
	}
}

fn module_error(values: &Composite<u32>, metadata: &Metadata) -> Option<String> {
	// One field that wraps two: the pallet's index and the error's bytes, its index first.
	let mut values: Vec<_> = values.values().collect();
	while let [only] = values[..] {
		let ValueDef::Composite(inner) = &only.value else {
			return None;
		};
		values = inner.values().collect();
	}
	let [pallet, error] = values[..] else {
		return None;
	};
	let pallet = metadata.pallet_by_error_index(u8::try_from(pallet.as_u128()?).ok()?)?;
	let index = match &error.value {
		ValueDef::Composite(bytes) => bytes.values().next()?.as_u128()?,
		_ => error.as_u128()?,
	};
	let error = pallet.error_variant_by_index(u8::try_from(index).ok()?)?;
	let words = one_line(&error.docs);
	let name = format!("{}.{}", pallet.name(), error.name);
	Some(if words.is_empty() {
		name
	} else {
		format!("{name}: {words}")
	})
}

/// Documentation as one line of plain text.
fn one_line(docs: &[String]) -> String {
	docs.join(" ")
		.split_whitespace()
		.collect::<Vec<_>>()
		.join(" ")
}

#[cfg(test)]
mod tests {
	use super::*;
	use hallmark_types::organisation::Role;

	#[test]
	fn values_keep_names_and_shape() {
		let roles = encoded(&Roles::of(&[Role::Maker, Role::Carrier]));
		assert_eq!(roles, Value::unnamed_composite([Value::u128(0b101)]));
		let prefix: CompanyPrefix = "950600".parse().expect("a prefix");
		let ValueDef::Composite(Composite::Unnamed(inner)) = encoded(&prefix).value else {
			panic!("a prefix wraps its digits");
		};
		let ValueDef::Composite(Composite::Named(fields)) = &inner[0].value else {
			panic!("digits have named fields");
		};
		assert_eq!(fields[0].0, "length");
		assert_eq!(fields[1].1, Value::u128(950_600));
	}

	#[test]
	fn docs_are_one_line() {
		let docs = ["The account".into(), String::new(), " acts.".into()];
		assert_eq!(one_line(&docs), "The account acts.");
	}
}
