//! One device of a fleet, with what is wrong with it.

use std::convert::Infallible;

use hallmark_device::{
	envelope::{Decimal, Name, Record, Unit, MAX_ENVELOPE_LEN},
	Counter, Device, Identity, Numbers,
};
use hallmark_types::{device::DeviceId, Moment};

use super::{
	fault::Kind,
	source::{self, Chance, Source, EXPONENT},
};
use crate::{
	device_key::{DeviceKey, DeviceScheme},
	devices, Error, Result,
};

/// How far ahead a wrong clock is, in milliseconds.
const AHEAD: Moment = 60 * 60 * 1000;

/// One in so many readings of a device that has outliers is one.
const OUTLIERS: u64 = 8;

/// A counter in memory: the chain tells where a fleet's numbers go on.
#[derive(Debug)]
struct Memory(Option<u64>);

impl Counter for Memory {
	type Error = Infallible;

	fn load(&mut self) -> Result<Option<u64>, Infallible> {
		Ok(self.0)
	}

	fn store(&mut self, number: u64) -> Result<(), Infallible> {
		self.0 = Some(number);
		Ok(())
	}
}

/// What a device calls what it measures, and what that counts.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
	/// The stream.
	pub name: Name,
	/// Its unit.
	pub unit: Unit,
}

/// An envelope to be carried.
#[derive(Clone, Debug)]
pub struct Signed {
	/// Its number.
	pub sequence: u64,
	/// Its bytes.
	pub bytes: Vec<u8>,
}

/// What a device signed at once.
#[derive(Debug)]
pub struct Said {
	/// Its own envelope.
	pub own: Signed,
	/// Whether it is lost on its way.
	pub lost: bool,
	/// What whoever copied its key signed under the same number.
	pub copy: Option<Signed>,
}

/// A device of the fleet.
#[derive(Debug)]
pub struct Member {
	/// Its id.
	pub id: DeviceId,
	/// What is wrong with it.
	pub fault: Option<Kind>,
	/// Whether the chain knows that there are two of it.
	pub exposed: bool,
	identity: Identity,
	secret: (DeviceScheme, [u8; 32]),
	device: Device<DeviceKey, Memory>,
	measure: Measure,
	chance: Chance,
	bias: i64,
	/// When it last measured.
	measured_at: Moment,
	/// Where it is stuck.
	held: Option<i64>,
}

fn device(
	identity: Identity,
	(scheme, secret): &(DeviceScheme, [u8; 32]),
	next: u64,
) -> Result<Device<DeviceKey, Memory>> {
	let key = DeviceKey::from_secret(*scheme, secret)
		.ok_or_else(|| Error::Input("the seed makes no key: take another --seed".into()))?;
	let numbers = Numbers::resume(Memory(Some(next)), std::num::NonZeroU32::MIN)
		.map_err(|error| Error::Input(error.to_string()))?;
	Ok(Device::new(identity, key, numbers))
}

impl Member {
	/// A device whose next envelope has the number `next`.
	pub fn new(
		identity: Identity,
		secret: (DeviceScheme, [u8; 32]),
		next: u64,
		fault: Option<Kind>,
		measure: Measure,
		mut chance: Chance,
	) -> Result<Self> {
		Ok(Self {
			id: identity.device.into(),
			fault,
			exposed: false,
			identity,
			device: device(identity, &secret, next)?,
			secret,
			measure,
			bias: source::bias(&mut chance),
			chance,
			measured_at: 0,
			held: None,
		})
	}

	/// Measures, and signs what it takes for the truth. `round` of so many is the step of the
	/// source, `now` the time.
	pub fn measure(
		&mut self,
		source: &Source,
		(round, rounds): (u64, u64),
		now: Moment,
	) -> Result<Said> {
		let truth = source.at(round) + self.bias + source::noise(&mut self.chance);
		let percent = i64::try_from(round * 100 / rounds.max(1)).unwrap_or(100);
		let strikes = self.chance.next().is_multiple_of(OUTLIERS);
		let is_faulty = percent >= 20;
		let value = match self.fault.filter(|_| is_faulty) {
			Some(Kind::Drift) => truth.saturating_add(source.width() / 80 * (percent - 20)),
			Some(Kind::Stuck) => *self.held.get_or_insert(truth),
			Some(Kind::Outlier) if strikes => source.range().1.saturating_add(source.width()),
			_ => truth,
		};
		// No two of one millisecond: they would have no order.
		let time = now.max(self.measured_at + 1);
		self.measured_at = time;
		let shown = match self.fault {
			Some(Kind::Clock) if is_faulty => time + AHEAD,
			_ => time,
		};
		let own = sign(&mut self.device, self.measure, shown, value)?;
		let copied = self.fault == Some(Kind::Clone) && percent >= 50 && !self.exposed;
		let copy = copied
			.then(|| {
				let mut twin = device(self.identity, &self.secret, own.sequence)?;
				sign(&mut twin, self.measure, shown, value.saturating_sub(1))
			})
			.transpose()?;
		Ok(Said {
			own,
			lost: self.fault == Some(Kind::Gap) && (40..60).contains(&percent),
			copy,
		})
	}
}

fn sign(
	device: &mut Device<DeviceKey, Memory>,
	measure: Measure,
	time: Moment,
	value: i64,
) -> Result<Signed> {
	let value = Decimal::new(value, EXPONENT)
		.map_err(|error| Error::Input(format!("a value cannot be signed: {error}")))?;
	let record = Record {
		name: measure.name,
		unit: Some(measure.unit),
		time,
		value,
	};
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let sealed = device
		.readings(&mut buffer, &[record])
		.map_err(devices::unsigned)?;
	Ok(Signed {
		sequence: sealed.number,
		bytes: sealed.bytes.to_vec(),
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use hallmark_device::envelope::{Content, Envelope};

	const ROUNDS: u64 = 100;

	fn member(fault: Option<Kind>) -> Member {
		let identity = Identity {
			device: [1; 32],
			genesis: [2; 32],
		};
		let secret = core::array::from_fn(|place| place as u8);
		let measure = Measure {
			name: Name::new("temp").expect("a name"),
			unit: Unit::Celsius,
		};
		let chance = Chance::new(1);
		Member::new(
			identity,
			(DeviceScheme::Ed25519, secret),
			7,
			fault,
			measure,
			chance,
		)
		.expect("a member")
	}

	/// Each envelope's number, moment and value.
	fn told(fault: Option<Kind>) -> Vec<(u64, Moment, i64, bool, bool)> {
		let source = Source::made_up();
		let mut member = member(fault);
		let said = (0..ROUNDS).map(|round| {
			let said = member
				.measure(&source, (round, ROUNDS), 1_700_000_000_000)
				.expect("it measures");
			let envelope = Envelope::parse(&said.own.bytes).expect("an envelope");
			let Content::Readings(readings) = envelope.content() else {
				panic!("readings")
			};
			let record = readings.into_iter().next().expect("a reading");
			let value = record.value.at(EXPONENT).expect("hundredths");
			(
				said.own.sequence,
				record.time,
				value,
				said.lost,
				said.copy.is_some(),
			)
		});
		said.collect()
	}

	#[test]
	fn sound_device_counts_and_stays_in_range() {
		let range = Source::made_up().range();
		for (place, (number, time, value, lost, copied)) in told(None).into_iter().enumerate() {
			assert_eq!(number, 7 + place as u64);
			assert_eq!(time, 1_700_000_000_000 + place as Moment);
			assert!((range.0..=range.1).contains(&value));
			assert!(!lost && !copied);
		}
	}

	#[test]
	fn same_seed_says_the_same() {
		assert_eq!(told(None), told(None));
	}

	#[test]
	fn each_fault_shows() {
		let (low, high) = Source::made_up().range();
		let out = |told: &[(u64, Moment, i64, bool, bool)]| {
			told.iter()
				.filter(|it| !(low..=high).contains(&it.2))
				.count()
		};
		assert!(out(&told(Some(Kind::Drift))) > 10);
		assert!(out(&told(Some(Kind::Outlier))) > 1);
		let stuck = told(Some(Kind::Stuck));
		assert!(stuck[20..].iter().all(|it| it.2 == stuck[20].2));
		let gap = told(Some(Kind::Gap));
		assert_eq!(gap.iter().filter(|it| it.3).count(), 20);
		let clock = told(Some(Kind::Clock));
		assert!(clock[99].1 > 1_700_000_000_000 + AHEAD);
		assert!(told(Some(Kind::Clone))[99].4);
	}
}
