//! How methods are declared: once, for the trait of the node, the trait of clients, the check of
//! parameters and the OpenRPC document.

use schemars::{Schema, SchemaGenerator};
use serde_json::Value;

/// A method as it is described.
#[derive(Clone, Copy, Debug)]
pub struct Method {
	/// Its name, such as `device_passport`.
	pub name: &'static str,
	/// What it does, line by line.
	pub doc: &'static [&'static str],
	/// Its parameters in their order, the required ones first.
	pub params: &'static [Param],
	/// What it answers.
	pub answer: fn(&mut SchemaGenerator) -> Schema,
	/// What it delivers afterwards, if it is a subscription, and what ends it.
	pub delivers: Option<Delivery>,
}

/// A parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param {
	/// Its name.
	pub name: &'static str,
	/// What it means and how it is written, line by line.
	pub doc: &'static [&'static str],
	/// Whether it has to be there.
	pub required: bool,
	/// Its schema.
	pub schema: fn(&mut SchemaGenerator) -> Schema,
	/// Why a value is none of this parameter's.
	pub check: fn(&Value) -> Result<(), String>,
}

/// What a subscription delivers.
#[derive(Clone, Copy, Debug)]
pub struct Delivery {
	/// The method of the notifications.
	pub notification: &'static str,
	/// The method that ends it.
	pub unsubscribe: &'static str,
	/// What is in each.
	pub item: fn(&mut SchemaGenerator) -> Schema,
}

/// Lines of a doc comment as one text.
pub(crate) fn text(doc: &[&str]) -> String {
	let lines: Vec<&str> = doc.iter().map(|line| line.trim()).collect();
	lines.join(" ").trim().replace("  ", "\n\n")
}

/// What is wrong with a value. Numbers that may be meant and are not named are named.
pub(crate) fn problem(value: &Value, error: &serde_json::Error) -> String {
	let said = error.to_string();
	let numbers: Vec<String> = match value {
		Value::Number(number) if !said.contains(&number.to_string()) => vec![number.to_string()],
		// serde says which field is missing or unknown, but not which one holds a number that does not fit.
		Value::Object(fields) if said.contains("invalid number") => fields
			.iter()
			.filter(|(_, value)| value.is_number())
			.map(|(name, value)| format!("{name} {value}"))
			.collect(),
		_ => vec![],
	};
	if numbers.is_empty() {
		return said;
	}
	format!("{said}: {}", numbers.join(", "))
}

/// The description of a parameter.
macro_rules! param {
	($required:literal, $name:ident, $Type:ty, [$($doc:tt)*]) => {
		$crate::method::Param {
			name: stringify!($name),
			doc: &[$($doc),*],
			required: $required,
			schema: |generator| generator.subschema_for::<$Type>(),
			check: |value| {
				<$Type as serde::Deserialize>::deserialize(value)
					.map(drop)
					.map_err(|error| $crate::method::problem(value, &error))
			},
		}
	};
}
pub(crate) use param;

/// Declares the methods of a name space. Behind the semicolon stand the parameters that may be left
/// out; the last of every method is `at`.
macro_rules! methods {
	(
		$(#[doc = $trait_doc:tt])+
		$Api:ident, $LIST:ident, $namespace:tt;
		$(
			$(#[doc = $doc:tt])+
			$method:ident $name:tt (
				$($(#[doc = $param_doc:tt])+ $param:ident: $Param:ty,)*
				$(; $($(#[doc = $option_doc:tt])+ $option:ident: $Option:ty,)+)?
			) -> $Answer:ty;
		)+
	) => {
		$(#[doc = $trait_doc])+
		#[cfg(any(feature = "client", feature = "server"))]
		#[cfg_attr(
			all(feature = "client", feature = "server"),
			jsonrpsee::proc_macros::rpc(client, server, namespace = $namespace)
		)]
		#[cfg_attr(
			all(feature = "client", not(feature = "server")),
			jsonrpsee::proc_macros::rpc(client, namespace = $namespace)
		)]
		#[cfg_attr(
			all(not(feature = "client"), feature = "server"),
			jsonrpsee::proc_macros::rpc(server, namespace = $namespace)
		)]
		pub trait $Api {
			$(
				$(#[doc = $doc])+
				#[method(name = $name, blocking)]
				fn $method(
					&self,
					$($param: $Param,)*
					$($($option: Option<$Option>,)+)?
					at: Option<$crate::Hex32>,
				) -> jsonrpsee::core::RpcResult<$Answer>;
			)+
		}

		/// The methods as they are described.
		pub(crate) const $LIST: &[$crate::method::Method] = &[$(
			$crate::method::Method {
				name: concat!($namespace, "_", $name),
				doc: &[$($doc),+],
				params: &[
					$($crate::method::param!(true, $param, $Param, [$($param_doc)+]),)*
					$($($crate::method::param!(false, $option, $Option, [$($option_doc)+]),)+)?
					$crate::method::param!(false, at, $crate::Hex32, [
						"The block as of which to answer, by its hash: `0x` and 64 hexadecimal digits. \
						 The best block if it is left out."
					]),
				],
				answer: |generator| generator.subschema_for::<$Answer>(),
				delivers: None,
			},
		)+];
	};
}
pub(crate) use methods;
