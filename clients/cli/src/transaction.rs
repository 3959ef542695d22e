//! Transactions: made by the metadata, handed in, waited for, and what came of them.

use std::{fmt, time::Duration};

use hallmark_types::{Hash, Nonce};
use jsonrpsee::{
	core::{
		client::{ClientT, Subscription, SubscriptionClientT},
		ClientError,
	},
	rpc_params,
};
use polkadot_sdk::sp_crypto_hashing::blake2_256;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use subxt::{
	config::DefaultExtrinsicParamsBuilder,
	events::Phase,
	ext::scale_value::{scale::decode_as_fields, Composite, Value, ValueDef},
	tx::DynamicPayload,
	Metadata, SubstrateConfig,
};

use crate::{
	arguments::Wait,
	connection::{AtBlock, Connection},
	error::of_chain,
	keys::Keypair,
	progress::Progress,
	units::Money,
	values, Error, Result,
};

/// How many blocks a signed transaction may take until it is in one.
const MORTALITY: u64 = 64;

/// How long a transaction is waited for.
const TIME: Duration = Duration::from_secs(180);

/// A call, by its names in the metadata.
pub type Call = DynamicPayload<Composite<()>>;

/// A call with its arguments, by the names that the metadata gives them.
pub fn call<const N: usize>(pallet: &str, name: &str, arguments: [(&str, Value); N]) -> Call {
	subxt::dynamic::tx(pallet, name, Composite::named(arguments))
}

/// A transaction in a block.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Included {
	/// The transaction's hash.
	pub transaction: Hash,
	/// The block's height.
	pub number: u32,
	/// The block's hash.
	pub block: Hash,
	/// The transaction's place in it.
	pub index: u32,
	/// Whether the block stays for ever.
	#[serde(rename = "final")]
	pub is_final: bool,
	/// What it cost, if it cost anything.
	pub fee: Option<Money>,
	/// What happened while it was executed.
	pub events: Vec<Event>,
	/// Why the call failed, if it did.
	#[serde(skip)]
	failure: Option<String>,
}

/// Something that happened on the chain.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
	/// The transaction during which it did, by its place in the block.
	pub transaction: Option<u32>,
	/// The pallet that tells it.
	pub pallet: String,
	/// What happened, in the past tense.
	pub name: String,
	/// The particulars.
	pub fields: Map<String, Json>,
}

impl Event {
	/// Whether it is this one.
	pub fn is(&self, pallet: &str, name: &str) -> bool {
		self.pallet == pallet && self.name == name
	}

	/// One of its fields.
	pub fn field(&self, name: &str) -> Option<&Json> {
		self.fields.get(name)
	}

	/// Whether it only accounts for the transaction itself: its fee, its weight.
	pub fn is_bookkeeping(&self) -> bool {
		matches!(
			self.pallet.as_str(),
			"System" | "Balances" | "TransactionPayment"
		)
	}
}

impl fmt::Display for Event {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}.{}", self.pallet, self.name)?;
		for (name, value) in &self.fields {
			match value {
				Json::String(text) => write!(f, " {name}={text}")?,
				value => write!(f, " {name}={value}")?,
			}
		}
		Ok(())
	}
}

impl Included {
	/// The first event of that name.
	pub fn event(&self, pallet: &str, name: &str) -> Option<&Event> {
		self.events.iter().find(|event| event.is(pallet, name))
	}

	/// A field of the first event of that name, as the chain's metadata tells it.
	///
	/// [`Error::Refused`] if there is none: the chain's runtime is another than was expected.
	pub fn field(&self, pallet: &str, name: &str, field: &str) -> Result<&Json> {
		self.event(pallet, name)
			.and_then(|event| event.field(field))
			.ok_or_else(|| {
				Error::refused(format!(
					"the transaction is in block {}, but told no {pallet}.{name} with {field}",
					self.number
				))
			})
	}

	/// The transaction if its call succeeded, and [`Error::Refused`] if it failed: it is in a block
	/// all the same, and paid its fee.
	pub fn succeeded(self) -> Result<Self> {
		match self.failure {
			Some(why) => Err(Error::refused(why)),
			None => Ok(self),
		}
	}
}

impl fmt::Display for Included {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let standing = if self.is_final {
			"final"
		} else {
			"not final yet"
		};
		write!(f, "done in block {} ({standing})", self.number)?;
		if let Some(fee) = &self.fee {
			write!(f, ", fee {fee}")?;
		}
		for event in self.events.iter().filter(|event| !event.is_bookkeeping()) {
			write!(f, "\n  {event}")?;
		}
		Ok(())
	}
}

/// What a node says of a transaction that it was asked to watch.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Status {
	Future,
	Ready,
	Broadcast(#[allow(dead_code)] Vec<String>),
	InBlock(Hash),
	Retracted(#[allow(dead_code)] Hash),
	FinalityTimeout(Hash),
	Finalized(Hash),
	Usurped(#[allow(dead_code)] Hash),
	Dropped,
	Invalid,
}

impl Connection {
	/// A transaction that calls `call` for the account of `keypair`, as its next one.
	///
	/// [`Error::Refused`] if the chain's metadata has no such call, or not with such arguments.
	pub async fn sign(&self, keypair: &Keypair, call: &Call) -> Result<Vec<u8>> {
		// The newest runtime, and an anchor that no fork takes away.
		let (best, anchor) = (self.best().await?, self.finalised().await?);
		let nonce: Nonce = self
			.call("system_accountNextIndex", rpc_params![keypair.address()])
			.await?;
		let params = DefaultExtrinsicParamsBuilder::<SubstrateConfig>::new()
			.nonce(nonce.into())
			.mortal_from_unchecked(MORTALITY, anchor.block_number(), anchor.block_hash())
			.build();
		let mut transaction = best
			.tx()
			.create_signable_offline(call, params)
			.map_err(of_chain)?;
		let signed = transaction.sign(keypair).map_err(of_chain)?;
		Ok(signed.into_encoded())
	}

	/// A transaction without an account, whose call proves its own right. The arguments are
	/// SCALE-encoded one after the other.
	pub async fn general(&self, pallet: &str, call: &str, arguments: &[u8]) -> Result<Vec<u8>> {
		let chain = hallmark_transactions::Chain::of(self.rpc()).await?;
		Ok(chain.general(pallet, call, arguments)?)
	}

	/// Hands a transaction to the node's pool and waits until it is in a block, or in a final one.
	///
	/// A call that failed there is not an error yet: see [`Included::succeeded`].
	pub async fn hand_in(&self, bytes: &[u8], wait: Wait, progress: &Progress) -> Result<Included> {
		progress.say("handing the transaction in");
		let statuses: Subscription<Status> = self
			.rpc()
			.subscribe(
				"author_submitAndWatchExtrinsic",
				rpc_params![hallmark_transactions::to_hex(bytes)],
				"author_unwatchExtrinsic",
			)
			.await
			.map_err(|error| match error {
				ClientError::Call(refusal) => hallmark_transactions::refused(&refusal).into(),
				error => Error::from(error),
			})?;
		let transaction = Hash::from(blake2_256(bytes));
		let waited = tokio::time::timeout(TIME, settled(statuses, wait, progress));
		let (block, is_final) = waited.await.map_err(|_| {
			Error::Connection(format!(
				"waited {} s in vain for transaction {transaction:?}: it may still come to be in \
				 a block",
				TIME.as_secs()
			))
		})??;
		progress.say("reading what happened");
		self.included(bytes, transaction, block, is_final).await
	}

	async fn included(
		&self,
		bytes: &[u8],
		transaction: Hash,
		block: Hash,
		is_final: bool,
	) -> Result<Included> {
		let extrinsics = self.extrinsics(block).await?;
		let wanted = hallmark_transactions::to_hex(bytes);
		let place = extrinsics.iter().position(|extrinsic| *extrinsic == wanted);
		let index = place
			.and_then(|place| u32::try_from(place).ok())
			.ok_or_else(|| {
				Error::Connection(format!("block {block:?} does not hold the transaction"))
			})?;
		let at = self.at(block).await?;
		let happened = happened(&at).await?;
		let metadata = at.metadata();
		let own = happened
			.into_iter()
			.filter(|event| event.during == Some(index));
		let mut included = Included {
			transaction,
			number: u32::try_from(at.block_number()).unwrap_or(u32::MAX),
			block,
			index,
			is_final,
			fee: None,
			events: Vec::new(),
			failure: None,
		};
		for event in own {
			included.failure = included.failure.or_else(|| event.failure(&metadata));
			if let Some(fee) = event.fee() {
				included.fee = Some(Money::native(fee));
			}
			included.events.push(event.told(&metadata));
		}
		Ok(included)
	}

	/// A block's extrinsics in hexadecimal.
	async fn extrinsics(&self, block: Hash) -> Result<Vec<String>> {
		#[derive(Deserialize)]
		struct Signed {
			block: Body,
		}
		#[derive(Deserialize)]
		struct Body {
			extrinsics: Vec<String>,
		}
		let block: Signed = self
			.rpc()
			.request("chain_getBlock", rpc_params![block])
			.await?;
		Ok(block.block.extrinsics)
	}
}

/// What happened in a block.
pub async fn events(at: &AtBlock) -> Result<Vec<Event>> {
	let metadata = at.metadata();
	let happened = happened(at).await?;
	Ok(happened
		.into_iter()
		.map(|event| event.told(&metadata))
		.collect())
}

/// An event before it is put into words.
struct Happened {
	during: Option<u32>,
	pallet: String,
	name: String,
	fields: Composite<u32>,
}

impl Happened {
	fn is(&self, pallet: &str, name: &str) -> bool {
		self.pallet == pallet && self.name == name
	}

	fn field(&self, name: &str) -> Option<&Value<u32>> {
		match &self.fields {
			Composite::Named(fields) => fields
				.iter()
				.find(|(field, _)| field == name)
				.map(|(_, value)| value),
			Composite::Unnamed(_) => None,
		}
	}

	/// Why a call failed, if this event tells that one did: the transaction's own, or one that a
	/// motion or a whitelisting carried.
	fn failure(&self, metadata: &Metadata) -> Option<String> {
		if self.is("System", "ExtrinsicFailed") {
			return Some(values::dispatch_error(
				self.field("dispatch_error")?,
				metadata,
			));
		}
		let carries = self.is("Council", "Executed")
			|| self.is("Council", "MemberExecuted")
			|| self.is("Whitelist", "WhitelistedCallDispatched")
			|| self.is("Sudo", "Sudid");
		let result = self.field("result").or(self.field("sudo_result"));
		match &result.filter(|_| carries)?.value {
			ValueDef::Variant(result) if result.name == "Err" => {
				let error = deepest_error(result.values.values().next()?);
				let why = values::dispatch_error(error, metadata);
				Some(format!("what the motion carried failed: {why}"))
			},
			_ => None,
		}
	}

	/// What the transaction cost, if this event tells it.
	fn fee(&self) -> Option<u128> {
		self.is("TransactionPayment", "TransactionFeePaid")
			.then(|| self.field("actual_fee")?.as_u128())
			.flatten()
	}

	fn told(self, metadata: &Metadata) -> Event {
		Event {
			transaction: self.during,
			fields: values::fields_to_json(&self.fields, metadata),
			pallet: self.pallet,
			name: self.name,
		}
	}
}

/// An error that may come with the weight that was used.
fn deepest_error(error: &Value<u32>) -> &Value<u32> {
	match &error.value {
		ValueDef::Composite(Composite::Named(fields)) => fields
			.iter()
			.find(|(name, _)| name == "error")
			.map_or(error, |(_, inner)| inner),
		_ => error,
	}
}

async fn happened(at: &AtBlock) -> Result<Vec<Happened>> {
	let metadata = at.metadata();
	let events = at.events().fetch().await.map_err(of_chain)?;
	let told = events.iter().map(|event| {
		let event = event.map_err(of_chain)?;
		let variant = metadata
			.pallet_by_event_index(event.pallet_index())
			.and_then(|pallet| pallet.event_variant_by_index(event.event_index()));
		let fields = variant.map_or(&[][..], |variant| &variant.fields);
		let mut types = fields
			.iter()
			.map(|field| subxt::ext::scale_decode::Field::new(field.ty.id, field.name.as_deref()));
		let fields = decode_as_fields(&mut event.field_bytes(), &mut types, metadata.types())
			.map_err(|error| Error::Connection(format!("an event cannot be read: {error}")))?;
		Ok(Happened {
			during: match event.phase() {
				Phase::ApplyExtrinsic(index) => Some(index),
				_ => None,
			},
			pallet: event.pallet_name().to_owned(),
			name: event.event_name().to_owned(),
			fields,
		})
	});
	told.collect()
}

/// Waits until a transaction is where it is to be. Returns the block, and whether it is final.
async fn settled(
	mut statuses: Subscription<Status>,
	wait: Wait,
	progress: &Progress,
) -> Result<(Hash, bool)> {
	progress.say("waiting for a block");
	loop {
		let status = statuses.next().await.ok_or_else(|| {
			Error::Connection(
				"the node closed the connection before the transaction was in a block".into(),
			)
		})?;
		let status = status.map_err(|error| {
			Error::Connection(format!(
				"the node's word on the transaction cannot be read: {error}"
			))
		})?;
		match status {
			Status::InBlock(block) if wait == Wait::InBlock => return Ok((block, false)),
			Status::InBlock(_) => progress.say("in a block, waiting until it is final"),
			Status::Finalized(block) => return Ok((block, true)),
			Status::Invalid => {
				return Err(Error::refused(
					"the transaction became invalid before it was in a block",
				))
			},
			Status::Dropped => {
				return Err(Error::refused(
					"the node's pool is full and dropped the transaction",
				))
			},
			Status::Usurped(_) => {
				return Err(Error::refused(
					"another transaction of the same account took its place",
				))
			},
			Status::FinalityTimeout(block) => {
				return Err(Error::Connection(format!(
					"the transaction is in block {block:?}, but the chain does not finalise it"
				)))
			},
			Status::Future | Status::Ready | Status::Broadcast(_) | Status::Retracted(_) => {},
		}
	}
}
