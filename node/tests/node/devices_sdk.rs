//! The device SDK against a running node: what firmware makes with it is taken in, and what would be a
//! lie is refused.

mod keys;
mod numbers;
mod orders;
mod readings;

use std::{cell::RefCell, fmt, num::NonZeroU32, rc::Rc};

use codec::{Decode, Encode};
use hallmark_device::{
	key::{Ed25519Key, Es256Key},
	keys::PublicKey,
	Device, Identity, Numbers, Sealed, Slot, Slots, TwoSlots, SLOT_LEN,
};
use hallmark_envelope::{Decimal, Name, Record, Signer, Unit};
use hallmark_merkle::{leaf_hash, Tree};
use hallmark_runtime::{Moment, Runtime, RuntimeEvent, UncheckedExtrinsic};
use hallmark_transactions::Chain;
use hallmark_types::{
	device::device_id,
	readings::{Attested, Signal, StreamName},
};
use pallet_device_identity::{ManifestEntry, Proof};
use pallet_reading_attestation::{
	Bounds, EnvelopeBytes, Event, LatestViewFunction, Refusal, RefusalViewFunction, Terms,
};
use polkadot_sdk::sp_io::hashing::blake2_256;

use crate::{
	readings::{carry, code, emptied},
	support::{
		agreements::{make_block, SECOND},
		devices::{enrol_line, now, MAKER, OPERATOR},
		fleet::{EXPONENT, STREAM},
		shipment::send,
		Client, Finalized, Node, NodeBuilder, Result,
	},
};

/// How many numbers a device writes down at once.
const BLOCK: u32 = 16;

/// How many batches a stream keeps.
const RETENTION: u32 = 8;

/// How long a device's word holds.
const WORD_HOLDS: Moment = 3_600 * SECOND;

/// The power went.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Cut;

impl fmt::Display for Cut {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("the power went")
	}
}

/// Two pages of flash, which outlive a loss of power.
#[derive(Clone)]
struct Flash(Rc<RefCell<Pages>>);

struct Pages {
	bytes: [[u8; SLOT_LEN]; 2],
	/// The power goes in the middle of the next write.
	fails: bool,
}

impl Flash {
	/// As it comes from its maker: erased.
	fn new() -> Self {
		Self(Rc::new(RefCell::new(Pages {
			bytes: [[0xff; SLOT_LEN]; 2],
			fails: false,
		})))
	}

	fn fail(&self) {
		self.0.borrow_mut().fails = true;
	}

	fn erase(&self) {
		self.0.borrow_mut().bytes = [[0xff; SLOT_LEN]; 2];
	}
}

impl Slots for Flash {
	type Error = Cut;

	fn read(&mut self, slot: Slot) -> std::result::Result<[u8; SLOT_LEN], Cut> {
		Ok(self.0.borrow().bytes[slot as usize])
	}

	fn write(&mut self, slot: Slot, bytes: &[u8; SLOT_LEN]) -> std::result::Result<(), Cut> {
		let mut pages = self.0.borrow_mut();
		let page = &mut pages.bytes[slot as usize];
		*page = [0xff; SLOT_LEN];
		let half = SLOT_LEN / 2;
		page[..half].copy_from_slice(&bytes[..half]);
		if pages.fails {
			pages.fails = false;
			return Err(Cut);
		}
		pages.bytes[slot as usize] = *bytes;
		Ok(())
	}
}

/// A device under power.
type Powered<S> = Device<S, TwoSlots<Flash>>;

/// A key that follows from its number, so that a run can be repeated.
fn ed25519(n: u8) -> Result<(Ed25519Key, PublicKey)> {
	let key = Ed25519Key::from_secret(&blake2_256(&[n])).ok_or("a secret")?;
	let public = key.public_key();
	Ok((key, public))
}

/// As [`ed25519`], on P-256.
fn es256(n: u8) -> Result<(Es256Key, PublicKey)> {
	let key = Es256Key::from_secret(&blake2_256(&[n])).ok_or("a secret")?;
	let public = key.public_key();
	Ok((key, public))
}

/// Who a device of this serial number is on a chain.
fn identity(client: &Client, serial: &str) -> Identity {
	Identity {
		device: device_id(MAKER.0, serial.as_bytes()).0,
		genesis: client.genesis.0,
	}
}

/// Memory in which a factory has written the first number.
fn provisioned() -> Result<Flash> {
	let flash = Flash::new();
	Numbers::provision(&mut TwoSlots::new(flash.clone()), 1)?;
	Ok(flash)
}

/// A device is switched on, and goes on from what its memory has.
fn switch_on<S>(identity: Identity, signer: S, flash: &Flash) -> Result<Powered<S>> {
	let block = NonZeroU32::new(BLOCK).ok_or("zero")?;
	let numbers = Numbers::resume(TwoSlots::new(flash.clone()), block)?;
	Ok(Device::new(identity, signer, numbers))
}

/// A chain whose blocks are made as they are needed, and what is needed to speak to it.
struct Net {
	client: Client,
	chain: Chain,
	_node: Node,
}

impl Net {
	async fn start() -> Result<Self> {
		let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
		let client = node.client().await?;
		// The clock shows nothing before the first block.
		make_block(&client).await?;
		Ok(Self {
			chain: Chain::of(client.rpc()).await?,
			client,
			_node: node,
		})
	}

	/// A device fresh from the factory: its maker lists it alone, its owner enrols it with the device's
	/// own word, and opens its stream.
	async fn enrol<S: Signer>(
		&self,
		serial: &str,
		key: PublicKey,
		device: &Powered<S>,
	) -> Result<Signal> {
		let line = ManifestEntry::line(&key, serial.as_bytes());
		let list = Tree::new([leaf_hash(&line)])?;
		let publish = pallet_device_identity::Call::publish_manifest {
			root: list.root().into(),
			size: list.size(),
			model: Default::default(),
		};
		send(&self.client, MAKER.1, publish).await?;

		let asked = now(&self.client).await?;
		let expires_at = asked + WORD_HOLDS;
		let word = Proof {
			expires_at,
			signature: device.possession(&key, OPERATOR.0, asked, expires_at)?,
		};
		let enrol = enrol_line(MAKER.0, &list, 0, (serial, key), word)?;
		send(&self.client, OPERATOR.1, enrol).await?;

		let signal = Signal {
			device: device.identity().device.into(),
			name: StreamName::new(STREAM.as_bytes())?,
		};
		let open = pallet_reading_attestation::Call::open_stream {
			device: signal.device,
			name: signal.name,
			terms: Terms {
				unit: Unit::Celsius,
				exponent: EXPONENT,
				retention: RETENTION,
				bounds: Bounds {
					min: -100_000,
					max: 100_000,
					min_interval: 0,
					longest_silence: WORD_HOLDS,
				},
			},
		};
		send(&self.client, OPERATOR.1, open).await?;
		Ok(signal)
	}

	/// The chain's clock.
	async fn now(&self) -> Result<Moment> {
		now(&self.client).await
	}

	/// An envelope goes to the chain as a general transaction, and is final.
	async fn take_in(&self, envelope: &[u8]) -> Result<Finalized> {
		let bytes = self
			.chain
			.general("ReadingAttestation", "submit", &envelope.encode())?;
		let transaction = UncheckedExtrinsic::decode(&mut &bytes[..])?;
		let done = self.client.submit_and_watch(transaction).await?;
		done.result().map_err(|error| format!("{error:?}"))?;
		Ok(done)
	}

	/// The same of one that was just sealed: the chain says that it has it.
	async fn hear(&self, signal: Signal, sealed: Sealed<'_>) -> Result<Finalized> {
		let done = self.take_in(sealed.bytes).await?;
		let attested = Event::Attested {
			device: signal.device,
			sequence: sealed.number,
		};
		assert!(done
			.events
			.contains(&RuntimeEvent::ReadingAttestation(attested)));
		Ok(done)
	}

	/// The reading that was measured last.
	async fn latest(&self, signal: Signal) -> Result<Attested> {
		let latest = LatestViewFunction::<Runtime>::new(signal);
		Ok(self
			.client
			.view(latest)
			.await?
			.ok_or("it has said something")?)
	}

	/// The pool does not take an envelope, and a view says why without being sent anything.
	async fn refuse(&self, envelope: &[u8], why: Refusal) -> Result<()> {
		// What the pool still holds it refuses in words of its own.
		emptied(&self.client).await?;
		let refused = carry(&self.client, &self.chain, envelope).await;
		assert_eq!(code(refused), Some(why.code()), "{why}");
		let bytes = EnvelopeBytes::try_from(envelope.to_vec()).map_err(|_| "it is bounded")?;
		let asked = RefusalViewFunction::<Runtime>::new(bytes);
		assert_eq!(self.client.view(asked).await?, Some(why));
		Ok(())
	}
}

/// So many thousandths of a degree, at a moment.
fn celsius(time: Moment, thousandths: i64) -> Result<Record> {
	Ok(Record {
		name: Name::new(STREAM)?,
		unit: Some(Unit::Celsius),
		time,
		value: Decimal::new(thousandths, EXPONENT)?,
	})
}
