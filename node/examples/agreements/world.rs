//! A chain that begins with agreements in force. The runtime itself makes them, natively: they are
//! proposed, signed by both, funded and looked at, and what it stored is copied. One thing differs from
//! what a chain makes in years: their hashes name no genesis, for no genesis can hold its own hash.

use std::{
	collections::BTreeMap,
	ops::Range,
	path::Path,
	time::{SystemTime, UNIX_EPOCH},
};

use hallmark_agreements::{templates::Frame, AgreementId, Terms};
use hallmark_envelope::Unit;
use hallmark_runtime::{
	AccountId, Agreements, Balance, Balances, Moment, ReadingAttestation, Runtime, RuntimeEvent,
	RuntimeOrigin, System,
};
use hallmark_types::units::HMK;
use pallet_agreements::{Agenda, Contracts, Source, Watchers};
use pallet_reading_attestation::{Envelopes, Event};
use polkadot_sdk::{
	frame_support::{
		traits::{fungible::Mutate, Hooks},
		weights::Weight,
	},
	pallet_timestamp,
	sp_core::Pair,
	sp_io::{hashing::twox_128, storage, TestExternalities},
};

use crate::support::{
	agreements::{account, declared, once, pay, terms},
	devices::{MAKER, OPERATOR},
	fleet::{self, Sensor, STREAM},
	key,
	shipment::name_vials,
	spec::{self, Entry},
	Result,
};

/// What is paid when a clause fires: the whole share.
pub const SHARE: Balance = HMK;

/// How often each stream was heard before the chain begins, so that no condition is unknown.
const HEARD: u64 = 8;

/// What was heard, in thousandths of a degree.
pub const COLD: i64 = 4_000;
/// Makes every condition true that asks for warmth.
pub const WARM: i64 = 60_000;

/// What each account owns that sends transfers.
const ALLOWANCE: Balance = 10_000 * HMK;
/// More than all deposits and shares come to.
const FORTUNE: Balance = 1_000_000_000 * HMK;

/// How many agreements are made at once.
const AT_ONCE: usize = 500;

/// A year: nothing ends while it is measured.
const LIFETIME: Moment = 365 * 24 * 3_600_000;

/// What an agreement waits for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum When {
	/// One node: a reading of the first stream is warm.
	Warm,
	/// As many nodes as there may be: most of 31 questions about 16 streams, over runs of 8 readings,
	/// are answered with yes.
	Mostly,
	/// The second party says so.
	Confirmed,
}

impl When {
	/// How many streams it asks about.
	pub fn streams(self) -> u32 {
		match self {
			Self::Warm => 1,
			Self::Mostly => 16,
			Self::Confirmed => 0,
		}
	}

	fn text(self, streams: &[String]) -> String {
		match self {
			Self::Warm => format!("reading({}) > 50", streams[0]),
			Self::Mostly => {
				let questions = (0..31).map(|n| {
					let look = if n % 2 == 0 { "reading" } else { "latest" };
					format!("{look}({}) > 50 for 8", streams[n / 2])
				});
				format!(
					"atleast 16 of ({})",
					questions.collect::<Vec<_>>().join(", ")
				)
			},
			Self::Confirmed => "confirmed(party 1)".into(),
		}
	}
}

/// Agreements that are alike, and about the same streams.
#[derive(Clone, Copy, Debug)]
pub struct Group {
	/// How many.
	pub agreements: u32,
	/// What they wait for.
	pub when: When,
}

/// What there is when the chain begins.
#[derive(Clone, Debug, Default)]
pub struct World {
	/// The agreements, by number. The streams of each group are its own, by the number of their sensors.
	pub groups: Vec<Group>,
	/// How many sensors are heard, if more than the agreements are about.
	pub sensors: u32,
	/// How many sensors there are, if more than are heard.
	pub devices: u32,
	/// How many vials the maker has named.
	pub vials: u32,
	/// Which of them were seen often, and how often.
	pub seen: (Vec<u32>, u32),
	/// Accounts that can send transfers.
	pub senders: u32,
}

/// The n-th account that can send transfers: its seed.
pub fn sender(n: u32) -> String {
	format!("//load//{n}")
}

impl World {
	/// The numbers of a group's agreements.
	pub fn ids(&self, group: usize) -> Range<AgreementId> {
		let before: u32 = self.groups[..group].iter().map(|it| it.agreements).sum();
		before + 1..before + self.groups[group].agreements + 1
	}

	/// The numbers of the sensors that a group's agreements are about.
	pub fn sensors_of(&self, group: usize) -> Range<u32> {
		let streams = |group: &Group| group.when.streams();
		let before: u32 = self.groups[..group].iter().map(streams).sum();
		before..before + streams(&self.groups[group])
	}

	/// The n-th sensor, which goes on where it was when the chain began.
	pub fn sensor(&self, n: u32) -> Sensor {
		let mut sensor = Sensor::new(n);
		sensor.sequence = HEARD;
		sensor
	}

	/// Who watches each stream, in the order in which they are looked at.
	pub fn watchers(&self) -> BTreeMap<Source, Vec<AgreementId>> {
		let mut watchers = BTreeMap::new();
		for group in 0..self.groups.len() {
			for n in self.sensors_of(group) {
				let source = Source::Stream(Sensor::new(n).signal());
				let mut ids: Vec<_> = self.ids(group).collect();
				ids.sort_by_cached_key(|id| Watchers::<Runtime>::hashed_key_for(source, id));
				watchers.insert(source, ids);
			}
		}
		watchers
	}

	/// Writes the specification of a development chain that begins like this.
	pub fn write(&self, node: Option<&Path>, file: &Path) -> Result<()> {
		let mut state = TestExternalities::new(spec::genesis(node, "dev")?);
		let now = state.execute_with(|| self.begin())?;
		for group in 0..self.groups.len() {
			let ids: Vec<_> = self.ids(group).collect();
			for ids in ids.chunks(AT_ONCE) {
				state.execute_with(|| self.agree(group, ids, now))?;
				// What was taken off the agenda stands in the way of whoever looks for the next on it,
				// until it is written down.
				state.commit_all()?;
			}
		}
		let entries = state.execute_with(|| self.end())?;
		spec::write(node, "dev", entries.into_iter(), file)
	}

	/// What is there before the agreements. Returns the time.
	fn begin(&self) -> Result<Moment> {
		// Events are for blocks after the first.
		System::set_block_number(1);
		let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
		let now = Moment::try_from(now)?;
		pallet_timestamp::Now::<Runtime>::put(now);

		let streams: u32 = self.groups.iter().map(|group| group.when.streams()).sum();
		let sensors = streams.max(self.sensors);
		for (key, value) in fleet::genesis(sensors.max(self.devices)) {
			storage::set(&key, &value);
		}
		for (seed, amount) in (0..self.senders)
			.map(|n| (sender(n), ALLOWANCE))
			.chain([MAKER.1, OPERATOR.1].map(|seed| (seed.to_owned(), FORTUNE)))
		{
			let who = AccountId::from(key(&seed).public());
			Balances::mint_into(&who, amount).map_err(|error| format!("{seed}: {error:?}"))?;
		}
		hear(sensors, now)?;
		Ok(now)
	}

	/// What is there besides the agreements. Returns all that is stored.
	fn end(&self) -> Result<Vec<Entry>> {
		let (seen, times) = &self.seen;
		name_vials(&account(MAKER.1), self.vials, seen, *times)?;

		let accounts = [twox_128(b"System"), twox_128(b"Account")].concat();
		let pallets = [
			"Agreements",
			"Balances",
			"Custody",
			"DeviceIdentity",
			"ReadingAttestation",
		];
		let pallets = pallets.map(|pallet| twox_128(pallet.as_bytes()).to_vec());
		let prefixes = pallets.iter().chain([&accounts]);
		Ok(prefixes.flat_map(|prefix| spec::stored(prefix)).collect())
	}

	/// The operator proposes some agreements of a group, and both sign. Then they are looked at.
	fn agree(&self, group: usize, ids: &[AgreementId], now: Moment) -> Result<()> {
		let terms = self.terms(group, now)?;
		// Deriving a key from its words takes milliseconds.
		let [operator, maker] = [OPERATOR.1, MAKER.1].map(account);
		let operator = || RuntimeOrigin::signed(operator.clone());
		let maker = || RuntimeOrigin::signed(maker.clone());
		for &id in ids {
			let agreed = || {
				Agreements::propose(operator(), Box::new(terms.clone()))?;
				let hash = Contracts::<Runtime>::get(id)
					.map(|contract| contract.hash)
					.unwrap_or_default();
				Agreements::sign(operator(), id, hash)?;
				Agreements::sign(maker(), id, hash)
			};
			agreed().map_err(|error| format!("agreement {id}: {error:?}"))?;
			System::reset_events();
		}
		look()
	}

	fn terms(&self, group: usize, now: Moment) -> Result<Terms> {
		let frame = Frame {
			asset: None,
			sign_by: now + LIFETIME / 2,
			expires_at: now + LIFETIME,
			document: Default::default(),
			witnesses: vec![],
		};
		let sensors: Vec<_> = self.sensors_of(group).map(Sensor::new).collect();
		let streams: Vec<_> = sensors
			.iter()
			.map(|sensor| declared(sensor, STREAM, Unit::Celsius))
			.collect();
		let names: Vec<_> = sensors
			.iter()
			.map(|sensor| format!("{:?}/{STREAM}", sensor.id))
			.collect();
		let clause = once(&self.groups[group].when.text(&names), &[pay(SHARE)])?;
		let parties = [(OPERATOR.0, SHARE), (MAKER.0, 0)];
		terms(&frame, &parties, &streams, vec![clause])
	}
}

/// Every sensor is heard some times.
fn hear(sensors: u32, now: Moment) -> Result<()> {
	const RELAYED: u64 = 256;
	// What devices sign for as long as the chain has no first block.
	let genesis = System::block_hash(0);
	let numbers: Vec<_> = (0..sensors).collect();
	for numbers in numbers.chunks((RELAYED / HEARD) as usize) {
		let mut envelopes = Vec::new();
		for n in numbers {
			let mut sensor = Sensor::new(*n);
			for time in now - HEARD..now {
				let envelope = sensor.reading(genesis, time, COLD);
				envelopes.push(envelope.try_into().map_err(|_| "an envelope is bounded")?);
			}
		}
		let envelopes = Envelopes::try_from(envelopes).map_err(|_| "a relay holds 256")?;
		let all = envelopes.len() as u32;
		ReadingAttestation::relay(RuntimeOrigin::signed(account(OPERATOR.1)), envelopes)
			.map_err(|error| format!("{error:?}"))?;
		let is_all = |event| {
			matches!(
				event,
				RuntimeEvent::ReadingAttestation(Event::Relayed { accepted, .. }) if accepted == all
			)
		};
		if !System::events().into_iter().any(|it| is_all(it.event)) {
			return Err("the sensors were not all heard".into());
		}
		System::reset_events();
	}
	Ok(())
}

/// Every agreement is looked at, as a chain does when it becomes active.
fn look() -> Result<()> {
	Agreements::on_idle(1, Weight::MAX);
	System::reset_events();
	let now = pallet_timestamp::Now::<Runtime>::get();
	match Agenda::<Runtime>::iter_keys().next() {
		Some(due) if due.at() <= now => Err("an agreement is due before the chain begins".into()),
		_ => Ok(()),
	}
}
