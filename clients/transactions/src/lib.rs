#![doc = include_str!("../README.md")]

mod error;
mod submit;

pub use error::Error;
pub use submit::{from_hex, refused, submit, to_hex};

use codec::{Compact, Decode, Encode};
use frame_metadata::{
	v16::{RuntimeMetadataV16, TransactionExtensionMetadata},
	RuntimeMetadata, RuntimeMetadataPrefixed,
};
use jsonrpsee::{core::client::ClientT, rpc_params};
use scale_info::{form::PortableForm, PortableRegistry, TypeDef};

/// The version of metadata that is asked for and understood.
pub const METADATA_VERSION: u32 = 16;

/// The version of the extrinsic format that general transactions belong to.
const FORMAT_VERSION: u8 = 5;

/// The two high bits of a general transaction's first byte.
const GENERAL: u8 = 0b0100_0000;

/// The version of the list of extensions: chains have had one so far.
const EXTENSIONS_VERSION: u8 = 0;

/// What a chain's metadata says about assembling transactions for it.
///
/// It holds for one runtime: read it again after an upgrade.
#[derive(Clone, Debug)]
pub struct Chain {
	metadata: RuntimeMetadataV16,
	/// What all extensions carry, one after the other.
	extensions: Vec<u8>,
}

impl Chain {
	/// Asks a node for the metadata at its best block.
	pub async fn of(client: &impl ClientT) -> Result<Self, Error> {
		let version = METADATA_VERSION.encode();
		let answer: String = client
			.request(
				"state_call",
				rpc_params!["Metadata_metadata_at_version", submit::to_hex(&version)],
			)
			.await
			.map_err(Error::Connection)?;
		let answer = submit::from_hex(&answer).ok_or(Error::Metadata)?;
		let metadata: Option<Vec<u8>> =
			Decode::decode(&mut &answer[..]).map_err(|_| Error::Metadata)?;
		Self::from_metadata(&metadata.ok_or(Error::MetadataVersion)?)
	}

	/// Reads metadata of version 16 with its prefix, as `Metadata_metadata_at_version` answers it.
	pub fn from_metadata(metadata: &[u8]) -> Result<Self, Error> {
		let metadata =
			RuntimeMetadataPrefixed::decode(&mut &metadata[..]).map_err(|_| Error::Metadata)?;
		let RuntimeMetadata::V16(metadata) = metadata.1 else {
			return Err(Error::MetadataVersion);
		};
		if !metadata.extrinsic.versions.contains(&FORMAT_VERSION) {
			return Err(Error::NoGeneralTransactions);
		}
		let order = metadata
			.extrinsic
			.transaction_extensions_by_version
			.get(&EXTENSIONS_VERSION)
			.ok_or(Error::NoGeneralTransactions)?;
		let mut extensions = Vec::new();
		for index in order {
			let extension = metadata
				.extrinsic
				.transaction_extensions
				.get(index.0 as usize)
				.ok_or(Error::Metadata)?;
			extensions.extend_from_slice(carried(extension, &metadata.types)?);
		}
		Ok(Self {
			metadata,
			extensions,
		})
	}

	/// A general transaction that calls `call` of `pallet` with these arguments, SCALE-encoded one
	/// after the other.
	///
	/// The names are the metadata's: `ReadingAttestation` and `submit`. The arguments are not
	/// looked at: the chain refuses what it cannot decode.
	pub fn general(&self, pallet: &str, call: &str, arguments: &[u8]) -> Result<Vec<u8>, Error> {
		let (pallet, call) = self.indices(pallet, call)?;
		let head = [GENERAL | FORMAT_VERSION, EXTENSIONS_VERSION];
		let body = [&head, &self.extensions[..], &[pallet, call], arguments].concat();
		let length = u32::try_from(body.len()).map_err(|_| Error::TooLong)?;
		Ok([Compact(length).encode(), body].concat())
	}

	fn indices(&self, pallet: &str, call: &str) -> Result<(u8, u8), Error> {
		let found = self
			.metadata
			.pallets
			.iter()
			.find(|candidate| candidate.name == pallet)
			.ok_or_else(|| Error::NoSuchPallet(pallet.into()))?;
		let no_such_call = || Error::NoSuchCall(pallet.into(), call.into());
		let calls = found.calls.as_ref().ok_or_else(no_such_call)?;
		let calls = self
			.metadata
			.types
			.resolve(calls.ty.id)
			.ok_or(Error::Metadata)?;
		let TypeDef::Variant(calls) = &calls.type_def else {
			return Err(Error::Metadata);
		};
		let index = calls
			.variants
			.iter()
			.find(|variant| variant.name == call)
			.ok_or_else(no_such_call)?
			.index;
		Ok((found.index, index))
	}
}

/// What an extension carries in a transaction that nobody signs.
fn carried(
	extension: &TransactionExtensionMetadata<PortableForm>,
	types: &PortableRegistry,
) -> Result<&'static [u8], Error> {
	if is_empty(extension.ty.id, types, 0) {
		return Ok(&[]);
	}
	match extension.identifier.as_str() {
		// Valid for ever.
		"CheckMortality" => Ok(&[0]),
		// Compact zeros: the first transaction of nobody, who tips nothing.
		"CheckNonce" | "ChargeTransactionPayment" => Ok(&[0]),
		// Without a hash of the metadata.
		"CheckMetadataHash" => Ok(&[0]),
		other => Err(Error::UnknownExtension(other.into())),
	}
}

/// Whether values of a type take no bytes.
fn is_empty(id: u32, types: &PortableRegistry, depth: u32) -> bool {
	// Deeper than any extension: a type that holds itself is not empty.
	const DEEPEST: u32 = 8;
	let Some(ty) = types.resolve(id).filter(|_| depth < DEEPEST) else {
		return false;
	};
	match &ty.type_def {
		TypeDef::Composite(fields) => fields
			.fields
			.iter()
			.all(|field| is_empty(field.ty.id, types, depth + 1)),
		TypeDef::Tuple(fields) => fields
			.fields
			.iter()
			.all(|field| is_empty(field.id, types, depth + 1)),
		_ => false,
	}
}
