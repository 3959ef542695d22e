//! The fridge's firmware, as far as it measures: built on the device SDK, as a real one would be.

use std::{convert::Infallible, num::NonZeroU32};

use hallmark_conditions::HOUR;
use hallmark_device::{key::Es256Key, Device, Identity, Numbers, Slot, Slots, TwoSlots, SLOT_LEN};
use hallmark_envelope::{Decimal, Envelope, Name, Record, Unit, MAX_ENVELOPE_LEN, MAX_RECORDS};
use hallmark_keys::PublicKey;
use hallmark_runtime::{Hash, Moment};
use hallmark_types::{device::DeviceId, organisation::OrgId, readings::Signal};
use pallet_device_identity::Proof;
use polkadot_sdk::{sp_core::H256, sp_io::hashing::blake2_256};

use crate::support::{fleet::EXPONENT, Result};

/// The name of its stream.
pub const TEMPERATURE: &str = "temp";

/// How many readings in a row are a failure, and how many show that it is over.
pub const COLD_IN_A_ROW: u32 = 3;
/// As above.
pub const WELL_IN_A_ROW: u32 = 8;

/// How many numbers are written down at once.
const BLOCK: NonZeroU32 = NonZeroU32::new(16).expect("not zero");

/// Two pages of flash; here of memory, which is as good as long as the power stays on.
struct Flash([[u8; SLOT_LEN]; 2]);

impl Slots for Flash {
	type Error = Infallible;

	fn read(&mut self, slot: Slot) -> std::result::Result<[u8; SLOT_LEN], Infallible> {
		Ok(self.0[slot as usize])
	}

	fn write(&mut self, slot: Slot, bytes: &[u8; SLOT_LEN]) -> std::result::Result<(), Infallible> {
		self.0[slot as usize] = *bytes;
		Ok(())
	}
}

/// An envelope that waits for somebody who carries it.
pub struct Sealed {
	/// Its number.
	pub number: u64,
	/// Its bytes.
	pub bytes: Vec<u8>,
	/// How many readings are in it.
	pub readings: usize,
	/// It should go at once.
	pub urgent: bool,
}

/// A device with a key on P-256 that measures its temperature.
///
/// It signs readings when it has collected as many as an envelope holds; and at once when it has got
/// cold, or warm again. Whether that is a failure is not for it to say.
pub struct Firmware {
	device: Device<Es256Key, TwoSlots<Flash>>,
	key: PublicKey,
	/// What it was told to take for cold, and for warm again, in thousandths of °C.
	limits: (i64, i64),
	/// How many readings in a row were so.
	cold: u32,
	warm: u32,
	is_cold: bool,
	waiting: Vec<Record>,
	/// Commits to everything that it has signed, as the stream's head on the chain does.
	head: H256,
}

impl Firmware {
	/// Fresh from the factory, with this secret and these limits.
	pub fn new(
		genesis: Hash,
		device: DeviceId,
		secret: &[u8; 32],
		limits: (i64, i64),
	) -> Result<Self> {
		let signer = Es256Key::from_secret(secret).ok_or("the secret is no key")?;
		let key = signer.public_key();
		let mut counter = TwoSlots::new(Flash([[0xff; SLOT_LEN]; 2]));
		Numbers::provision(&mut counter, 1)?;
		let numbers = Numbers::resume(counter, BLOCK)?;
		let identity = Identity {
			device: device.0,
			genesis: genesis.0,
		};
		Ok(Self {
			device: Device::new(identity, signer, numbers),
			key,
			limits,
			cold: 0,
			warm: 0,
			is_cold: false,
			waiting: Vec::new(),
			head: H256::zero(),
		})
	}

	/// Its id.
	pub fn id(&self) -> DeviceId {
		self.device.identity().device.into()
	}

	/// Its stream.
	pub fn signal(&self) -> Result<Signal> {
		Ok(Signal {
			device: self.id(),
			name: hallmark_types::readings::StreamName::new(TEMPERATURE.as_bytes())?,
		})
	}

	/// Whether it takes itself for cold: it was, and is not warm again.
	pub fn is_cold(&self) -> bool {
		self.is_cold
	}

	/// Commits to everything that it has signed.
	pub fn head(&self) -> H256 {
		self.head
	}

	/// Its word that it holds its key and is `owner`'s.
	pub fn possession(&self, owner: OrgId, now: Moment) -> Result<Proof> {
		let expires_at = now + HOUR;
		let signature = self.device.possession(&self.key, owner, now, expires_at)?;
		Ok(Proof {
			expires_at,
			signature,
		})
	}

	/// Takes a reading, in thousandths of °C. Returns the envelope that it makes full or urgent.
	pub fn measure(&mut self, time: Moment, value: i64) -> Result<Option<Sealed>> {
		self.waiting.push(Record {
			name: Name::new(TEMPERATURE)?,
			unit: Some(Unit::Celsius),
			time,
			value: Decimal::new(value, EXPONENT)?,
		});
		let (cold, warm) = self.limits;
		self.cold = if value < cold { self.cold + 1 } else { 0 };
		self.warm = if value >= warm { self.warm + 1 } else { 0 };
		let turns = match self.is_cold {
			false => self.cold >= COLD_IN_A_ROW,
			true => self.warm >= WELL_IN_A_ROW,
		};
		self.is_cold ^= turns;
		match turns || self.waiting.len() == MAX_RECORDS {
			true => self.seal(turns),
			false => Ok(None),
		}
	}

	/// Signs what waits, if anything does.
	pub fn flush(&mut self) -> Result<Option<Sealed>> {
		self.seal(false)
	}

	fn seal(&mut self, urgent: bool) -> Result<Option<Sealed>> {
		if self.waiting.is_empty() {
			return Ok(None);
		}
		let mut buffer = [0; MAX_ENVELOPE_LEN];
		let sealed = self.device.readings(&mut buffer, &self.waiting)?;
		let (number, bytes) = (sealed.number, sealed.bytes.to_vec());
		let readings = std::mem::take(&mut self.waiting).len();

		// As the pallet extends a stream's head.
		let genesis = &self.device.identity().genesis;
		let digest = Envelope::parse(&bytes)?.digest(genesis);
		let both = [self.head.as_bytes(), &digest].concat();
		self.head = H256(blake2_256(&both));
		Ok(Some(Sealed {
			number,
			bytes,
			readings,
			urgent,
		}))
	}
}
