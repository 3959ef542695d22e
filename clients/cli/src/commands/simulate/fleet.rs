//! A fleet's devices: made, listed, enrolled.

use codec::Encode;
use hallmark_device::envelope::{Decimal, Unit};
use hallmark_keys::PublicKey;
use hallmark_merkle::{leaf_hash, Tree};
use hallmark_rpc::{
	device::{DeviceApiClient, DeviceStatus},
	reading::ReadingApiClient,
};
use hallmark_types::{
	device::{device_id, DeviceId},
	organisation::OrgId,
	readings::StreamName,
	Hash, Moment,
};
use polkadot_sdk::sp_crypto_hashing::blake2_256;
use subxt::dynamic::Value;

use super::{
	fault::Kind,
	member::{Measure, Member},
	source::{Chance, EXPONENT},
};
use crate::{
	clock,
	connection::Connection,
	context::Context,
	device_key::{DeviceKey, DeviceScheme},
	devices,
	keys::Keypair,
	measured, state,
	transaction::{call, Call, Included},
	values::{bytes, encoded},
	Error, Result,
};

/// How many devices are enrolled by one transaction.
const AT_ONCE: usize = 16;

/// The most seats of a peer group.
const SEATS: usize = 32;

/// How many readings in a row may be too far from the others' before it is a strike.
const PATIENCE: u8 = 3;

/// How far apart two readings may be to be held against each other, in milliseconds.
const FRESHNESS: u64 = 60_000;

/// After how long without a reading a stream is stale, in milliseconds.
const SILENCE: u64 = 60 * 60 * 1000;

/// What a fleet is to be.
#[derive(Debug)]
pub struct Plan {
	/// What is wrong with each of its devices.
	pub faults: Vec<Option<Kind>>,
	/// What they call what they measure.
	pub stream: StreamName,
	/// What it counts.
	pub unit: Unit,
	/// The least and the greatest value that is expected, in hundredths.
	pub range: (i64, i64),
	/// How far apart peers may be.
	pub peers: Option<Decimal>,
	/// How many units more the quota is to have.
	pub quota: Option<u32>,
	/// What keys are made from.
	pub seed: u64,
	/// How they sign.
	pub scheme: DeviceScheme,
}

/// A fleet that is enrolled.
#[derive(Debug)]
pub struct Fleet {
	/// Its devices.
	pub members: Vec<Member>,
	/// Those of them that were not in good standing when it began.
	pub tainted: Vec<DeviceId>,
	/// Who carries what they say.
	pub gateway: Keypair,
}

/// A device before the chain was asked about it.
struct Made {
	id: DeviceId,
	serial: String,
	secret: [u8; 32],
	key: DeviceKey,
	public: PublicKey,
}

/// What a device of this place is, by the seed.
fn made(plan: &Plan, maker: OrgId, place: usize) -> Result<Made> {
	let scheme = match plan.scheme {
		DeviceScheme::Ed25519 => "E",
		DeviceScheme::Es256 => "P",
		DeviceScheme::Es256k => "K",
	};
	let serial = format!("SIM{}-{scheme}{place:05}", plan.seed);
	let secret = ("hallmark/simulate", serial.as_bytes()).using_encoded(blake2_256);
	let key = DeviceKey::from_secret(plan.scheme, &secret)
		.ok_or_else(|| Error::Input("the seed makes no key: take another --seed".into()))?;
	Ok(Made {
		id: device_id(maker, serial.as_bytes()),
		public: key.public_key(),
		serial,
		secret,
		key,
	})
}

/// What enrols a fleet.
struct Enrolling<'a> {
	context: &'a Context,
	connection: &'a Connection,
	plan: &'a Plan,
	keypair: Keypair,
	maker: OrgId,
	now: Moment,
}

impl Fleet {
	/// Makes the devices of a plan and enrols those that are not yet, for the organisation of the
	/// key to sign with.
	pub async fn enrol(context: &Context, connection: &Connection, plan: &Plan) -> Result<Self> {
		let keypair = context.keypair(connection).await?;
		let maker = connection.organisation_of(&keypair.account()).await?;
		let now = clock::now(connection).await?;
		let enrolling = Enrolling {
			context,
			connection,
			plan,
			keypair,
			maker,
			now,
		};
		enrolling.all().await
	}
}

impl Enrolling<'_> {
	async fn all(self) -> Result<Fleet> {
		let count = self.plan.faults.len();
		let made = (0..count)
			.map(|place| made(self.plan, self.maker, place))
			.collect::<Result<Vec<_>>>()?;
		let (missing, tainted) = self.missing(&made).await?;
		if !missing.is_empty() {
			self.enrol_missing(&made, &missing).await?;
		}
		if let Some(units) = self.plan.quota {
			let units = ("units", Value::u128(units.into()));
			self.send(&call("ReadingAttestation", "raise_quota", [units]))
				.await?;
		}
		self.open_streams(&made).await?;
		let members = self.members(&made).await?;
		Ok(Fleet {
			members,
			tainted,
			gateway: self.keypair,
		})
	}

	async fn send(&self, call: &Call) -> Result<Included> {
		self.context
			.send_as(self.connection, &self.keypair, call)
			.await
	}

	/// Sends calls that stand and fall together.
	async fn send_all(&self, calls: impl IntoIterator<Item = Call>) -> Result<Included> {
		let calls: Vec<Value> = calls.into_iter().map(Call::into_value).collect();
		let calls = ("calls", Value::unnamed_composite(calls));
		self.send(&call("Utility", "batch_all", [calls])).await
	}

	/// The places of devices that are not enrolled, and those that are and stand badly.
	async fn missing(&self, made: &[Made]) -> Result<(Vec<usize>, Vec<DeviceId>)> {
		let progress = self.context.progress();
		let (mut missing, mut tainted) = (Vec::new(), Vec::new());
		for (place, one) in made.iter().enumerate() {
			progress.count("looking for devices", place as u64, made.len() as u64);
			let device = devices::reference(one.id);
			let passport = DeviceApiClient::passport(self.connection.rpc(), device, None).await?;
			let Some(passport) = passport else {
				missing.push(place);
				continue;
			};
			if passport.owner != self.maker || passport.key.key != devices::described(&one.public) {
				return Err(Error::Input(format!(
					"device {} is another's already, or has another key: take another --seed",
					one.serial
				)));
			}
			if passport.origin.status != DeviceStatus::Active {
				tainted.push(one.id);
			}
		}
		Ok((missing, tainted))
	}

	/// Publishes the list of all devices, and enrols those that are missing.
	async fn enrol_missing(&self, made: &[Made], missing: &[usize]) -> Result<()> {
		let lines = made
			.iter()
			.map(|one| leaf_hash(&[&one.public.encode(), one.serial.as_bytes()].concat()));
		let list = Tree::new(lines).map_err(|error| Error::Input(format!("no list: {error}")))?;
		let root = Hash::from(list.root());
		let at = self.connection.best().await?;
		let known =
			state::stored_bytes(&at, "DeviceIdentity", "Manifests", (self.maker, root.0)).await?;
		if known.is_none() {
			let publish = call(
				"DeviceIdentity",
				"publish_manifest",
				[
					("root", encoded(&root)),
					("size", Value::u128(list.size().into())),
					("model", bytes("Simulated")),
				],
			);
			self.send(&publish).await?;
		}
		let progress = self.context.progress();
		let mut done = 0;
		for places in missing.chunks(AT_ONCE) {
			progress.count("enrolling devices", done, missing.len() as u64);
			let calls = places
				.iter()
				.filter_map(|place| Some((*place, made.get(*place)?)))
				.map(|(place, one)| self.enrolment(one, place, &list))
				.collect::<Result<Vec<_>>>()?;
			self.send_all(calls).await?;
			done += places.len() as u64;
		}
		Ok(())
	}

	fn enrolment(&self, one: &Made, place: usize, list: &Tree) -> Result<Call> {
		let index = u32::try_from(place).map_err(|error| Error::Input(error.to_string()))?;
		let path = list
			.path(index)
			.map_err(|error| Error::Input(format!("no list: {error}")))?;
		let proof = devices::possession(self.connection, one.id, &one.key, self.maker, self.now)?;
		let entry = Value::named_composite([
			("serial", bytes(&one.serial)),
			("key", encoded(&one.public)),
			("index", Value::u128(index.into())),
			("path", encoded(&path)),
		]);
		Ok(call(
			"DeviceIdentity",
			"enrol_with_manifest",
			[
				("maker", Value::u128(self.maker.into())),
				("root", encoded(&Hash::from(list.root()))),
				("entry", entry),
				("proof", proof),
			],
		))
	}

	/// Opens the streams that are not open, and seats the devices among their peers.
	async fn open_streams(&self, made: &[Made]) -> Result<()> {
		let (mut closed, mut unseated) = (Vec::new(), Vec::new());
		for one in made {
			let (device, name) = (
				devices::reference(one.id),
				hallmark_rpc::StreamName(self.plan.stream),
			);
			let stream =
				ReadingApiClient::stream(self.connection.rpc(), device, name, None).await?;
			match stream {
				None => {
					closed.push(one.id);
					unseated.push(one.id);
				},
				Some(stream)
					if stream.exponent != EXPONENT || stream.unit != self.plan.unit.symbol() =>
				{
					return Err(Error::Input(format!(
						"device {} has a stream {} in other units: take another --stream",
						one.serial, self.plan.stream
					)))
				},
				Some(stream) if stream.peer_group.is_none() => unseated.push(one.id),
				Some(_) => (),
			}
		}
		for devices in closed.chunks(AT_ONCE) {
			self.send_all(devices.iter().map(|device| self.opening(*device)))
				.await?;
		}
		if let Some(tolerance) = self.plan.peers {
			for devices in unseated.chunks(SEATS) {
				self.seat(devices, tolerance).await?;
			}
		}
		Ok(())
	}

	fn opening(&self, device: DeviceId) -> Call {
		let (min, max) = self.plan.range;
		let bounds = Value::named_composite([
			("min", Value::i128(min.into())),
			("max", Value::i128(max.into())),
			("min_interval", Value::u128(0)),
			("longest_silence", Value::u128(SILENCE.into())),
		]);
		let terms = Value::named_composite([
			("unit", encoded(&self.plan.unit)),
			("exponent", Value::i128(EXPONENT.into())),
			("retention", Value::u128(0)),
			("bounds", bounds),
		]);
		call(
			"ReadingAttestation",
			"open_stream",
			[
				("device", encoded(&device)),
				("name", encoded(&self.plan.stream)),
				("terms", terms),
			],
		)
	}

	/// Opens a peer group and gives each device a seat.
	async fn seat(&self, devices: &[DeviceId], tolerance: Decimal) -> Result<()> {
		let tolerance = measured::mantissa(tolerance, EXPONENT).map_err(Error::Input)?;
		let terms = Value::named_composite([
			("unit", encoded(&self.plan.unit)),
			("exponent", Value::i128(EXPONENT.into())),
			("tolerance", Value::u128(tolerance.unsigned_abs().into())),
			("patience", Value::u128(PATIENCE.into())),
			("freshness", Value::u128(FRESHNESS.into())),
		]);
		let open = call("ReadingAttestation", "open_group", [("terms", terms)]);
		let opened = self.send(&open).await?;
		let group = opened
			.field("ReadingAttestation", "GroupOpened", "group")?
			.as_u64()
			.ok_or_else(|| Error::Connection("the group's number cannot be read".into()))?;
		let group = || Value::u128(group.into());
		let calls = devices.iter().enumerate().flat_map(|(seat, device)| {
			let offer = call(
				"ReadingAttestation",
				"offer_seat",
				[
					("group", group()),
					("device", encoded(device)),
					("name", encoded(&self.plan.stream)),
				],
			);
			let place =
				Value::named_composite([("group", group()), ("seat", Value::u128(seat as u128))]);
			let take = call("ReadingAttestation", "take_seat", [("place", place)]);
			[offer, take]
		});
		self.send_all(calls).await?;
		Ok(())
	}

	/// The devices, each with its numbers where the chain has seen them end.
	async fn members(&self, made: &[Made]) -> Result<Vec<Member>> {
		let measure = Measure {
			name: measured::name(self.plan.stream.as_str()).map_err(Error::Input)?,
			unit: self.plan.unit,
		};
		let mut members = Vec::with_capacity(made.len());
		for (place, (one, fault)) in made.iter().zip(&self.plan.faults).enumerate() {
			let device = devices::reference(one.id);
			let conduct = ReadingApiClient::device(self.connection.rpc(), device, None).await?;
			let highest = conduct.map_or(0, |conduct| conduct.highest);
			let next = highest.checked_add(1).ok_or_else(|| {
				Error::Input(format!("device {} has no numbers left", one.serial))
			})?;
			// As different as the devices are.
			let mixed = Chance::new(self.plan.seed)
				.next()
				.wrapping_add(place as u64);
			members.push(Member::new(
				devices::identity(self.connection, one.id),
				(self.plan.scheme, one.secret),
				next,
				*fault,
				measure,
				Chance::new(Chance::new(mixed).next()),
			)?);
		}
		Ok(members)
	}
}
