//! Fleets of sensors: devices with an Ed25519 key and one stream each, enrolled on a running chain or
//! written into the genesis of one.

use std::ops::Range;

use codec::{Decode, Encode};
use ed25519_zebra::SigningKey;
use hallmark_envelope::{
	seal_batch, seal_readings, sign::KeyPair, Batch, Decimal, Header, Name, Record, Unit,
	MAX_ENVELOPE_LEN,
};
use hallmark_keys::{Possession, Signature, Statement};
use hallmark_merkle::{leaf_hash, Tree};
use hallmark_runtime::{AccountId, Hash, Moment, Runtime, RuntimeCall, RuntimeEvent};
use hallmark_types::{
	device::{device_id, DeviceId, DeviceStatus},
	organisation::OrgId,
	readings::{Signal, StreamName},
};
use pallet_device_identity::{
	Deposit, Device, DeviceOf, Devices, KeyEpoch, KeyOwners, Manifest, ManifestEntry, ManifestOf,
	Manifests, Origin, Proof,
};
use pallet_reading_attestation::{
	Bounds, Bucket, Buckets, Envelopes, Event, GroupTerms, Place, Stream, Streams, Terms,
};
use polkadot_sdk::{
	frame_support::traits::Get,
	pallet_utility,
	sp_core::{Pair, H256},
	sp_io::hashing::blake2_256,
};

use super::{
	devices::{now, MAKER, OPERATOR},
	key,
	spec::Entry,
	Client, Finalized, Result,
};

/// The name of every sensor's stream.
pub const STREAM: &str = "temp";

/// Readings are kept in thousandths.
pub const EXPONENT: i8 = -3;

/// How many batches a sensor's stream keeps.
pub const RETENTION: u32 = 64;

/// Who shows that a device signed two different things: nobody in particular.
const REPORTER: &str = "//Alice";

/// The number of a sensor whose owner has used its quota up.
pub const PENNILESS: u32 = u32::MAX;

/// A device that signs readings.
pub struct Sensor {
	/// Its id.
	pub id: DeviceId,
	/// The number of its last envelope.
	pub sequence: u64,
	key: SigningKey,
}

fn serial(n: u32) -> Vec<u8> {
	format!("TS1-{n:07}").into_bytes()
}

/// The id of the n-th sensor of a fleet.
pub fn id(n: u32) -> DeviceId {
	device_id(MAKER.0, &serial(n))
}

/// A deposit that nothing is held for: who starts here has paid nothing.
fn deposit<Ticket: Decode>() -> Deposit<AccountId, Ticket> {
	Deposit {
		payer: AccountId::from([0; 32]),
		ticket: Ticket::decode(&mut &[0; 64][..]).expect("a ticket of nothing"),
	}
}

impl Sensor {
	/// The n-th sensor of a fleet.
	pub fn new(n: u32) -> Self {
		Self {
			id: id(n),
			sequence: 0,
			key: SigningKey::from(blake2_256(&serial(n))),
		}
	}

	fn next(&mut self) -> Header {
		self.sequence += 1;
		Header {
			device: self.id.0,
			sequence: self.sequence,
			corrects: None,
		}
	}

	/// Its stream.
	pub fn signal(&self) -> Signal {
		self.signal_of(STREAM)
	}

	/// Its stream of this name.
	pub fn signal_of(&self, name: &str) -> Signal {
		Signal {
			device: self.id,
			name: name_of(name),
		}
	}

	/// Its signature, whatever the bytes mean.
	pub fn sign(&self, bytes: &[u8]) -> Vec<u8> {
		<[u8; 64]>::from(self.key.sign(bytes)).to_vec()
	}

	/// Its next envelope, with one reading.
	pub fn reading(&mut self, genesis: Hash, time: Moment, value: i64) -> Vec<u8> {
		self.reading_of(STREAM, genesis, time, value)
	}

	/// Its next envelope, with one reading of the stream of this name.
	pub fn reading_of(&mut self, name: &str, genesis: Hash, time: Moment, value: i64) -> Vec<u8> {
		let header = self.next();
		let record = Record {
			name: Name::new(name).expect("a name"),
			unit: None,
			time,
			value: Decimal::new(value, EXPONENT).expect("a value"),
		};
		let mut buffer = [0; MAX_ENVELOPE_LEN];
		seal_readings(&mut buffer, &header, &[record], &genesis.0, &self.key)
			.expect("a reading fits")
			.to_vec()
	}

	/// Its next envelope, with a batch.
	pub fn batch(&mut self, genesis: Hash, batch: &Batch) -> Vec<u8> {
		let header = self.next();
		let mut buffer = [0; MAX_ENVELOPE_LEN];
		seal_batch(&mut buffer, &header, batch, &genesis.0, &self.key)
			.expect("a batch fits")
			.to_vec()
	}
}

/// What a fleet leaves in the state: its maker's list, its owner's quota, which is the largest there
/// is, and each device with its stream; and [`PENNILESS`].
pub fn genesis(sensors: u32) -> impl Iterator<Item = Entry> {
	let full = Bucket {
		level: u64::MAX,
		updated_at: 0,
		units: <Runtime as pallet_reading_attestation::Config>::MaxQuotaUnits::get(),
	};
	// Nothing comes back before the end of time.
	let empty = Bucket {
		level: 0,
		updated_at: Moment::MAX,
		units: 0,
	};
	[
		list(sensors),
		quota(OPERATOR.0, full),
		quota(MAKER.0, empty),
	]
	.into_iter()
	.chain((0..sensors).flat_map(|n| sensor(n, OPERATOR.0)))
	.chain(sensor(PENNILESS, MAKER.0))
}

fn list(size: u32) -> Entry {
	let list: ManifestOf<Runtime> = Manifest {
		size: size.into(),
		model: Default::default(),
		published_at: 0,
		withdrawn_from: None,
		deposit: deposit(),
	};
	let key = Manifests::<Runtime>::hashed_key_for(MAKER.0, H256::zero());
	(key, list.encode())
}

fn quota(org: OrgId, bucket: Bucket) -> Entry {
	(Buckets::<Runtime>::hashed_key_for(org), bucket.encode())
}

fn sensor(n: u32, owner: OrgId) -> [Entry; 3] {
	let id = id(n);
	let key = Sensor::new(n).key.public_key();
	let device: DeviceOf<Runtime> = Device {
		maker: MAKER.0,
		serial: serial(n).try_into().expect("short"),
		origin: Origin::Manifest {
			root: H256::zero(),
			index: n,
		},
		owner,
		enrolled_at: 0,
		status: DeviceStatus::Active,
		status_since: 0,
		out_of_use_at: None,
		last_epoch: 0,
		latest: KeyEpoch::from(key, 0),
		previous: None,
		deposit: deposit(),
	};
	let stream = Stream::new(terms());
	let key_hash = H256(key.using_encoded(blake2_256));
	[
		(Devices::<Runtime>::hashed_key_for(id), device.encode()),
		(KeyOwners::<Runtime>::hashed_key_for(key_hash), id.encode()),
		(
			Streams::<Runtime>::hashed_key_for(id, stream_name()),
			stream.encode(),
		),
	]
}

fn stream_name() -> StreamName {
	name_of(STREAM)
}

fn name_of(name: &str) -> StreamName {
	StreamName::new(name.as_bytes()).expect("a name")
}

/// What every sensor's stream is opened with.
fn terms() -> Terms {
	Terms {
		unit: Unit::Celsius,
		exponent: EXPONENT,
		retention: RETENTION,
		bounds: Bounds {
			min: -100_000,
			max: 100_000,
			min_interval: 0,
			longest_silence: 3_600_000,
		},
	}
}

/// Sensors that were enrolled on a running chain, each with its own proof, and have a stream.
pub struct Fleet {
	/// They.
	pub sensors: Vec<Sensor>,
	/// Whose they are.
	owner: (OrgId, &'static str),
}

impl Fleet {
	/// The maker lists so many sensors, the operator enrols them and opens their streams.
	pub async fn enrol(client: &Client, count: u32) -> Result<Self> {
		Self::enrol_for(client, OPERATOR, 0..count).await
	}

	/// The maker lists the sensors of these numbers, an organisation enrols them and opens their
	/// streams.
	pub async fn enrol_for(
		client: &Client,
		owner: (OrgId, &'static str),
		numbers: Range<u32>,
	) -> Result<Self> {
		let (fleet, _) = Self::enrol_with_proof(client, owner, numbers).await?;
		Ok(fleet)
	}

	/// The same. Returns what publishing the list and what enrolling led to, too.
	pub async fn enrol_with_proof(
		client: &Client,
		owner: (OrgId, &'static str),
		numbers: Range<u32>,
	) -> Result<(Self, [Finalized; 2])> {
		let sensors: Vec<_> = numbers.clone().map(Sensor::new).collect();
		let lines = numbers.clone().zip(&sensors).map(|(n, sensor)| {
			leaf_hash(&ManifestEntry::line(&sensor.key.public_key(), &serial(n)))
		});
		let list = Tree::new(lines)?;
		let publish = pallet_device_identity::Call::publish_manifest {
			root: list.root().into(),
			size: list.size(),
			model: b"Thermometer 1"
				.to_vec()
				.try_into()
				.map_err(|_| "too long")?,
		};
		let published = send(client, MAKER.1, publish).await?;

		let expires_at = now(client).await? + 3_600_000;
		let mut calls = Vec::new();
		for (index, (n, sensor)) in (0..).zip(numbers.zip(&sensors)) {
			let possession = Possession {
				genesis: client.genesis.0,
				device: sensor.id.0,
				owner: owner.0,
				key: sensor.key.public_key(),
				expires_at,
			};
			let signature = possession.using_bytes(|bytes| sensor.sign(bytes));
			let enrol = pallet_device_identity::Call::enrol_with_manifest {
				maker: MAKER.0,
				root: list.root().into(),
				entry: ManifestEntry {
					serial: serial(n).try_into().map_err(|_| "too long")?,
					key: sensor.key.public_key(),
					index,
					path: list.path(index)?.try_into().map_err(|_| "too long")?,
				},
				proof: Proof {
					expires_at,
					signature: Signature(signature.try_into().map_err(|_| "64 bytes")?),
				},
			};
			let open = pallet_reading_attestation::Call::open_stream {
				device: sensor.id,
				name: stream_name(),
				terms: terms(),
			};
			calls.extend([RuntimeCall::from(enrol), open.into()]);
		}
		let enrolled = send_all(client, owner.1, calls).await?;
		Ok((Self { sensors, owner }, [published, enrolled]))
	}

	/// The owner opens one more stream of each sensor.
	pub async fn open(&self, client: &Client, name: &str, terms: Terms) -> Result<()> {
		let open = |sensor: &Sensor| {
			RuntimeCall::from(pallet_reading_attestation::Call::open_stream {
				device: sensor.id,
				name: name_of(name),
				terms,
			})
		};
		let calls = self.sensors.iter().map(open).collect();
		send_all(client, self.owner.1, calls).await?;
		Ok(())
	}

	/// The owner opens the first peer group of the chain and seats every sensor in it.
	pub async fn make_peers(&self, client: &Client, terms: GroupTerms) -> Result<()> {
		use pallet_reading_attestation::Call;
		const GROUP: u32 = 1;
		let mut calls: Vec<RuntimeCall> = vec![Call::open_group { terms }.into()];
		for (seat, sensor) in (0..).zip(&self.sensors) {
			let offer = Call::offer_seat {
				group: GROUP,
				device: sensor.id,
				name: stream_name(),
			};
			let take = Call::take_seat {
				place: Place { group: GROUP, seat },
			};
			calls.extend([RuntimeCall::from(offer), take.into()]);
		}
		send_all(client, self.owner.1, calls).await?;
		Ok(())
	}

	/// The owner puts up a deposit, so that its fleet may say more in a minute.
	pub async fn raise_quota(&self, client: &Client, units: u32) -> Result<()> {
		let raise = pallet_reading_attestation::Call::raise_quota { units };
		send(client, self.owner.1, raise).await?;
		Ok(())
	}

	/// One sensor says these values on a stream, a millisecond apart, and they are carried at once.
	pub async fn tell(
		&mut self,
		client: &Client,
		place: usize,
		name: &str,
		values: &[i64],
	) -> Result<Finalized> {
		let time = now(client).await?;
		let sensor = self.sensors.get_mut(place).ok_or("no such sensor")?;
		let envelopes = readings(sensor, client, name, time, values);
		self.relay(client, envelopes).await
	}

	/// Every sensor says these values on its stream of this name, and they are carried at once.
	pub async fn tell_all(
		&mut self,
		client: &Client,
		name: &str,
		values: &[i64],
	) -> Result<Finalized> {
		let time = now(client).await?;
		let sensors = self.sensors.iter_mut();
		let envelopes = sensors
			.flat_map(|sensor| readings(sensor, client, name, time, values))
			.collect();
		self.relay(client, envelopes).await
	}

	/// One sensor signs two different things under one number, somebody shows both, and its device is
	/// quarantined.
	pub async fn equivocate(&mut self, client: &Client, place: usize) -> Result<Finalized> {
		let time = now(client).await?;
		let sensor = self.sensors.get_mut(place).ok_or("no such sensor")?;
		let first = sensor.reading(client.genesis, time, 1_000);
		sensor.sequence -= 1;
		let second = sensor.reading(client.genesis, time, 2_000);
		let report = pallet_reading_attestation::Call::report_equivocation {
			first: first.try_into().map_err(|_| "an envelope is bounded")?,
			second: second.try_into().map_err(|_| "an envelope is bounded")?,
		};
		send(client, REPORTER, report).await
	}

	/// A gateway, here the owner's own, carries envelopes. One that is refused is an error.
	pub async fn relay(&self, client: &Client, envelopes: Vec<Vec<u8>>) -> Result<Finalized> {
		let envelopes: Vec<_> = envelopes
			.into_iter()
			.map(|one| one.try_into().map_err(|_| "an envelope is bounded"))
			.collect::<std::result::Result<_, _>>()?;
		let envelopes = Envelopes::try_from(envelopes).map_err(|_| "a relay holds 256")?;
		let relay = pallet_reading_attestation::Call::relay { envelopes };
		let finalized = send(client, self.owner.1, relay).await?;
		let refused = finalized.events.iter().find_map(|event| match event {
			RuntimeEvent::ReadingAttestation(Event::Relayed { refused, .. }) => {
				refused.first().copied()
			},
			_ => None,
		});
		match refused {
			Some((place, refusal)) => Err(format!("envelope {place}: {refusal:?}").into()),
			None => Ok(finalized),
		}
	}
}

/// A sensor's next envelopes, with a reading each.
fn readings(
	sensor: &mut Sensor,
	client: &Client,
	name: &str,
	time: Moment,
	values: &[i64],
) -> Vec<Vec<u8>> {
	(time..)
		.zip(values)
		.map(|(time, value)| sensor.reading_of(name, client.genesis, time, *value))
		.collect()
}

/// Sends a call and waits until it is final. A call that failed is an error.
async fn send(client: &Client, seed: &str, call: impl Into<RuntimeCall>) -> Result<Finalized> {
	let signer = key(seed);
	let nonce = client.nonce(&AccountId::from(signer.public())).await?;
	let signed = client.sign(call, &signer, nonce).await?;
	let finalized = client.submit_and_watch(signed).await?;
	finalized.result().map_err(|error| format!("{error:?}"))?;
	Ok(finalized)
}

/// Sends calls in one transaction: all or none.
async fn send_all(client: &Client, seed: &str, calls: Vec<RuntimeCall>) -> Result<Finalized> {
	send(client, seed, pallet_utility::Call::batch_all { calls }).await
}
