//! A refrigerator of Northern Clinics and a meter of Polar Freight, both made by Frost & Sons, whose keys
//! these tests hold.

use std::fs;

use codec::Encode;
use hallmark_cli::{
	arguments::Wait,
	connection::Connection,
	keys::Keypair,
	progress::Progress,
	state,
	transaction::{call, Call, Included},
	values::{address, bytes, decode, encoded},
};
use hallmark_device::{
	envelope::{seal_readings, Decimal, Header, Name, Record, Signer, Unit, MAX_ENVELOPE_LEN},
	key::Ed25519Key,
	keys::{Acknowledgement, Possession, Statement},
};
use hallmark_merkle::{leaf_hash, Tree};
use hallmark_rpc::agreement::AgreementApiClient;
use hallmark_types::{
	device::{device_id, DeviceId},
	organisation::OrgId,
	units::STABLECOIN,
	Hash, Moment,
};
use polkadot_sdk::sp_crypto_hashing::{blake2_256, twox_128, twox_64};
use subxt::{
	dynamic::Value,
	ext::scale_value::{scale::encode_as_type, Composite, Primitive, ValueDef},
};

use super::root;
use crate::support::{Result, Shell};

/// Frost & Sons, by number and admin.
const MAKER: (OrgId, &str) = (1, "Bob");

/// For how many blocks something is waited for.
const PATIENCE: u32 = 20;

/// How long a device's word holds, in milliseconds.
const WORD_HOLDS: Moment = 3_600_000;

/// After how long a stream is stale, in milliseconds.
const LONGEST_SILENCE: Moment = 1_800_000;

/// A device, its owner by number and admin, and its stream.
struct Device {
	serial: &'static str,
	owner: (OrgId, &'static str),
	stream: &'static str,
	unit: Unit,
	exponent: i8,
	/// The greatest value that its owner expects.
	most: i64,
}

const REFRIGERATOR: Device = Device {
	serial: "FRIDGE-1",
	owner: (2, "Charlie"),
	stream: "fault",
	unit: Unit::Ratio,
	exponent: 0,
	most: 1,
};

const METER: Device = Device {
	serial: "METER-1",
	owner: (3, "Dave"),
	stream: "price",
	unit: Unit::Count,
	exponent: -3,
	most: 100_000,
};

impl Device {
	fn id(&self) -> DeviceId {
		device_id(MAKER.0, self.serial.as_bytes())
	}

	fn key(&self) -> Result<Ed25519Key> {
		let secret = blake2_256(self.serial.as_bytes());
		Ok(Ed25519Key::from_secret(&secret).ok_or("no secret")?)
	}

	/// Its line on the maker's list.
	fn line(&self) -> Result<Vec<u8>> {
		Ok([&self.key()?.public_key().encode(), self.serial.as_bytes()].concat())
	}

	/// The call by which its owner enrols it.
	fn enrol(&self, list: &Tree, index: u32, genesis: Hash, now: Moment) -> Result<Call> {
		let key = self.key()?;
		let possession = Possession {
			genesis: genesis.0,
			device: self.id().0,
			owner: self.owner.0,
			key: key.public_key(),
			expires_at: now + WORD_HOLDS,
		};
		let signature = possession.using_bytes(|bytes| key.sign(bytes));
		let entry = Value::named_composite([
			("serial", bytes(self.serial)),
			("key", encoded(&key.public_key())),
			("index", Value::u128(index.into())),
			("path", encoded(&list.path(index)?)),
		]);
		let proof = Value::named_composite([
			("expires_at", Value::u128(possession.expires_at.into())),
			("signature", encoded(&signature.ok_or("it signs")?)),
		]);
		let arguments = [
			("maker", Value::u128(MAKER.0.into())),
			("root", encoded(&Hash::from(list.root()))),
			("entry", entry),
			("proof", proof),
		];
		Ok(call("DeviceIdentity", "enrol_with_manifest", arguments))
	}

	/// The call by which its owner opens its stream.
	fn open(&self) -> Call {
		let bounds = Value::named_composite([
			("min", Value::i128(0)),
			("max", Value::i128(self.most.into())),
			("min_interval", Value::u128(0)),
			("longest_silence", Value::u128(LONGEST_SILENCE.into())),
		]);
		let terms = Value::named_composite([
			("unit", encoded(&self.unit)),
			("exponent", Value::i128(self.exponent.into())),
			("retention", Value::u128(0)),
			("bounds", bounds),
		]);
		let name: hallmark_types::readings::StreamName = self.stream.parse().expect("a name");
		let arguments = [
			("device", encoded(&self.id())),
			("name", encoded(&name)),
			("terms", terms),
		];
		call("ReadingAttestation", "open_stream", arguments)
	}

	/// It says these values, a millisecond apart, in envelopes from this number on.
	async fn tell(&self, chain: &Chain, first: u64, values: &[i64]) -> Result<()> {
		let key = self.key()?;
		let now = chain.now().await?;
		let mut envelopes = Vec::new();
		for (place, value) in (0..).zip(values) {
			let header = Header {
				device: self.id().0,
				sequence: first + place,
				corrects: None,
			};
			let record = Record {
				name: Name::new(self.stream).map_err(|_| "a name")?,
				unit: None,
				time: now + place,
				value: Decimal::new(*value, self.exponent).map_err(|_| "a value")?,
			};
			let genesis = chain.0.genesis();
			let mut buffer = [0; MAX_ENVELOPE_LEN];
			let envelope = seal_readings(&mut buffer, &header, &[record], &genesis.0, &key)
				.map_err(|error| format!("{error:?}"))?;
			envelopes.push(bytes(envelope));
		}
		let arguments = [("envelopes", Value::unnamed_composite(envelopes))];
		let relay = call("ReadingAttestation", "relay", arguments);
		let relayed = chain.send(self.owner.1, &relay).await?;
		let refused = relayed.field("ReadingAttestation", "Relayed", "refused")?;
		match refused.as_array().is_some_and(Vec::is_empty) {
			true => Ok(()),
			false => Err(format!("not all readings were taken: {refused}").into()),
		}
	}
}

/// A node's chain.
struct Chain(Connection);

impl Chain {
	async fn of(shell: &Shell) -> Result<Self> {
		Ok(Self(Connection::open(shell.url()).await?))
	}

	/// A development account calls, and it succeeds.
	async fn send(&self, name: &str, call: &Call) -> Result<Included> {
		let keypair = Keypair::development(name)?;
		let transaction = self.0.sign(&keypair, call).await?;
		let progress = Progress::new(true);
		let included = self.0.hand_in(&transaction, Wait::Final, &progress).await?;
		Ok(included.succeeded()?)
	}

	/// The chain's clock.
	async fn now(&self) -> Result<Moment> {
		let at = self.0.best().await?;
		let now: Option<Moment> = state::stored(&at, "Timestamp", "Now", ()).await?;
		Ok(now.ok_or("the clock shows something")?)
	}

	/// A block in which nothing happens but that time passes.
	async fn make_block(&self) -> Result<()> {
		let remark = call("System", "remark", [("remark", bytes([]))]);
		self.send("Alice", &remark).await?;
		Ok(())
	}
}

/// Both are enrolled, and their streams are open.
pub async fn enrol(shell: &Shell) -> Result<()> {
	let chain = Chain::of(shell).await?;
	let devices = [REFRIGERATOR, METER];
	let lines: Vec<_> = devices.iter().map(Device::line).collect::<Result<_>>()?;
	let list = Tree::new(lines.iter().map(|line| leaf_hash(line)))?;
	let arguments = [
		("root", encoded(&Hash::from(list.root()))),
		("size", Value::u128(list.size().into())),
		("model", bytes("Household 1")),
	];
	let publish = call("DeviceIdentity", "publish_manifest", arguments);
	chain.send(MAKER.1, &publish).await?;
	let now = chain.now().await?;
	for (index, device) in (0..).zip(&devices) {
		let enrol = device.enrol(&list, index, chain.0.genesis(), now)?;
		chain.send(device.owner.1, &enrol).await?;
		chain.send(device.owner.1, &device.open()).await?;
	}
	Ok(())
}

/// The refrigerator says three times that it has failed, and the chain has seen to it.
pub async fn fail(shell: &Shell) -> Result<()> {
	let chain = Chain::of(shell).await?;
	REFRIGERATOR.tell(&chain, 1, &[1; 3]).await?;
	chain.make_block().await
}

/// The refrigerator says three times that it is healthy.
pub async fn heal(shell: &Shell) -> Result<()> {
	REFRIGERATOR
		.tell(&Chain::of(shell).await?, 4, &[0; 3])
		.await
}

/// Nothing can be paid into the account of `till.key` any more.
pub async fn block_till(shell: &Shell) -> Result<()> {
	let till = Keypair::read(&shell.folder().join("till.key"))?.account();
	let arguments = [
		("id", Value::u128(STABLECOIN.into())),
		("who", address(&till)),
	];
	let block = call("Assets", "block", arguments);
	Chain::of(shell).await?.send("Alice", &block).await?;
	Ok(())
}

/// The price rises, agreement 2 tells the refrigerator to use less, and it signs that it does: the
/// file `answer`.
pub async fn obey(shell: &Shell) -> Result<()> {
	const AGREEMENT: u32 = 2;
	let chain = Chain::of(shell).await?;
	METER.tell(&chain, 1, &[60_000]).await?;
	for _ in 0..PATIENCE {
		let statement = AgreementApiClient::statement(chain.0.rpc(), AGREEMENT, None)
			.await?
			.ok_or("there is a second agreement")?;
		let (terms, state) = (&statement.terms.commands[0], &statement.commands[0]);
		if let Some(expires_at) = state.expires_at {
			let acknowledgement = Acknowledgement {
				genesis: chain.0.genesis().0,
				device: terms.device.0,
				agreement: AGREEMENT,
				command: state.command,
				issue: state.issue,
				opcode: terms.opcode,
				expires_at: expires_at.0,
			};
			let key = REFRIGERATOR.key()?;
			let signature = acknowledgement.using_bytes(|bytes| key.sign(bytes));
			let signature = signature.ok_or("it signs")?.0;
			let answer = hallmark_transactions::to_hex(&signature);
			fs::write(shell.folder().join("answer"), answer)?;
			return Ok(());
		}
		chain.make_block().await?;
	}
	Err(format!("{PATIENCE} blocks in vain for a command").into())
}

/// Agreement 1 ended in 1970. Only root can say so.
pub async fn age(shell: &Shell) -> Result<()> {
	const AGREEMENT: u32 = 1;
	let chain = Chain::of(shell).await?;
	let at = chain.0.best().await?;
	let (old, ty) = state::stored_bytes(&at, "Agreements", "Contracts", (AGREEMENT,))
		.await?
		.ok_or("there is a first agreement")?;
	let metadata = at.metadata();
	let mut agreement = decode(&old, ty, &metadata).ok_or("it can be read")?;
	let ValueDef::Composite(Composite::Named(fields)) = &mut agreement.value else {
		return Err("an agreement has named fields".into());
	};
	let ended = fields.iter_mut().find(|(name, _)| name == "ended_at");
	let (_, ended) = ended.ok_or("it has an end")?;
	let ValueDef::Variant(ended) = &mut ended.value else {
		return Err("its end is optional".into());
	};
	let Composite::Unnamed(ended) = &mut ended.values else {
		return Err("its end has no name".into());
	};
	for moment in ended {
		moment.value = ValueDef::Primitive(Primitive::u128(0));
	}
	let mut new = Vec::new();
	encode_as_type(&agreement, ty, metadata.types(), &mut new)?;
	let number = AGREEMENT.encode();
	let key = [
		&twox_128(b"Agreements")[..],
		&twox_128(b"Contracts"),
		&twox_64(&number),
		&number,
	]
	.concat();
	root::stores(&chain.0, key, new).await
}
