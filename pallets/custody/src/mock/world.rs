//! What others tell items: organisations, devices and streams that say what a test wants them to, and
//! a listener that notes what it is told.

use super::*;
#[cfg(feature = "runtime-benchmarks")]
use hallmark_keys::PublicKey;
use hallmark_types::{
	device::{DeviceStatus, Facts, KeyAt, Passports},
	gs1::Digits,
	items::OnItem,
	organisation::{ActsFor, Directory, Role, Scope},
	readings::{Attested, AttestedBatch, OnReading, Proven, Readings, SignalTerms, Unit, Watch},
};

pub const NOT_A_MEMBER: DispatchError = DispatchError::Other("NotAMember");
pub const OUT_OF_SCOPE: DispatchError = DispatchError::Other("OutOfScope");
pub const NOT_ACTIVE: DispatchError = DispatchError::Other("NotActive");

pub struct Organisations;

impl Organisations {
	fn member(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let org = match who {
			1..=20 => *who as OrgId,
			101..=120 => return Err(OUT_OF_SCOPE),
			_ => return Members::get().get(who).copied().ok_or(NOT_A_MEMBER),
		};
		if !Register::get().contains_key(&org) {
			return Err(NOT_A_MEMBER);
		}
		match scope {
			Scope::Items => Ok(org),
			Scope::Regulation if Regulators::get().contains(&org) => Ok(org),
			_ => Err(OUT_OF_SCOPE),
		}
	}
}

impl ActsFor<AccountId> for Organisations {
	fn acting(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let org = Self::member(who, scope)?;
		match Self::standing(org) {
			Some(Standing::Active) => Ok(org),
			_ => Err(NOT_ACTIVE),
		}
	}

	fn receiving(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let org = Self::member(who, scope)?;
		match Self::standing(org) {
			Some(Standing::Active | Standing::Suspended) => Ok(org),
			_ => Err(NOT_ACTIVE),
		}
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_acting(who: &AccountId, roles: hallmark_types::organisation::Roles) -> OrgId {
		let org = Members::mutate(|members| {
			let next = 1_000 + members.len() as OrgId;
			*members.entry(*who).or_insert(next)
		});
		Register::mutate(|register| register.insert(org, Standing::Active));
		if roles.contains(Role::Regulator) {
			Regulators::mutate(|regulators| regulators.push(org));
		}
		org
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_expelled(org: OrgId) {
		set_standing(org, Standing::Expelled);
	}
}

impl Directory for Organisations {
	fn standing(org: OrgId) -> Option<Standing> {
		Register::get().get(&org).copied()
	}

	fn has_role(org: OrgId, role: Role) -> bool {
		role == Role::Regulator
			&& Regulators::get().contains(&org)
			&& Self::standing(org) == Some(Standing::Active)
	}

	fn prefix_holder(key: Digits) -> Option<OrgId> {
		[("950600", MAKER), ("950601", TRADER), ("950602", CARRIER)]
			.into_iter()
			.find(|(prefix, _)| key.starts_with(prefix.parse().expect("digits")))
			.map(|(_, holder)| holder)
			.or_else(|| {
				Prefixes::get()
					.into_iter()
					.find(|(prefix, _)| key.starts_with(prefix.digits()))
					.map(|(_, holder)| holder)
			})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_prefix_holder(org: OrgId, prefix: CompanyPrefix) {
		Prefixes::mutate(|prefixes| prefixes.push((prefix, org)));
	}
}

pub struct Devices;

impl Passports for Devices {
	fn facts(device: &DeviceId, _: Moment) -> Option<Facts> {
		Some(Facts {
			owner: Owners::get().get(device).copied()?,
			status: DeviceStatus::Active,
			key: None,
		})
	}

	fn key_at(_: &DeviceId, _: Moment) -> Option<KeyAt> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_device(owner: OrgId, n: u32, _: PublicKey) -> DeviceId {
		let device = H256::from_low_u64_be((1 << 32) + u64::from(n));
		Owners::mutate(|owners| owners.insert(device, owner));
		device
	}
}

pub const NO_SUCH_STREAM: DispatchError = DispatchError::Other("NoSuchStream");

pub struct Stream;

impl Readings for Stream {
	fn signal(signal: &Signal) -> Option<SignalState> {
		Streams::get().get(signal).copied()
	}

	fn recent(_: &Signal) -> Vec<Attested> {
		Vec::new()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_signal(owner: OrgId, n: u32, unit: Unit) -> Signal {
		let device = H256::from_low_u64_be((1 << 32) + u64::from(n));
		Owners::mutate(|owners| owners.insert(device, owner));
		let signal = Signal {
			device,
			name: "temp".parse().expect("a name"),
		};
		open_stream(signal, unit);
		signal
	}
}

impl Watch for Stream {
	fn watch(signal: &Signal) -> DispatchResult {
		if !Streams::get().contains_key(signal) {
			return Err(NO_SUCH_STREAM);
		}
		Interest::mutate(|interest| *interest.entry(*signal).or_default() += 1);
		Ok(())
	}

	fn unwatch(signal: &Signal) {
		Interest::mutate(|interest| {
			let watchers = interest.entry(*signal).or_default();
			*watchers = watchers.saturating_sub(1);
		});
	}

	fn watchers(signal: &Signal) -> u32 {
		Interest::get().get(signal).copied().unwrap_or_default()
	}
}

pub struct Listener;

impl OnItem for Listener {
	fn on_item(item: &ItemId) {
		Told::mutate(|told| told.push(*item));
	}

	fn weight() -> Weight {
		Weight::from_parts(TellingCosts::get(), 0)
	}
}

pub fn set_standing(org: OrgId, standing: Standing) {
	Register::mutate(|register| register.insert(org, standing));
}

/// A device's stream of temperatures, in tenths of a degree.
pub fn thermometer(n: u8, owner: OrgId) -> Signal {
	let signal = Signal {
		device: H256::repeat_byte(n),
		name: "temp".parse().expect("a name"),
	};
	Owners::mutate(|owners| owners.insert(signal.device, owner));
	open_stream(signal, Unit::Celsius);
	signal
}

/// Open a stream.
pub fn open_stream(signal: Signal, unit: Unit) {
	let state = SignalState {
		terms: SignalTerms {
			unit,
			exponent: -1,
			min: -400,
			max: 850,
			min_interval: 0,
			longest_silence: HOUR,
		},
		latest: None,
		latest_batch: None,
		heard_at: None,
		windows: None,
		told_at: None,
		sound: true,
	};
	Streams::mutate(|streams| streams.insert(signal, state));
}

/// A device reports so many tenths of a degree.
pub fn reads(signal: Signal, sequence: u64, value: i64) {
	let reading = Attested {
		value,
		exponent: -1,
		measured: now(),
		received: now(),
		block: System::block_number(),
		sequence,
		corrects: None,
		out_of_range: false,
		tainted: false,
	};
	hear(signal, reading);
}

/// A reading was taken in.
pub fn hear(signal: Signal, reading: Attested) {
	note(signal);
	Custody::on_reading(&signal, &reading);
}

/// A batch was taken in.
pub fn hear_batch(signal: Signal, batch: AttestedBatch) {
	note(signal);
	Custody::on_batch(&signal, &batch);
}

/// A reading of a batch was proven.
pub fn hear_proof(signal: Signal, proven: Proven) {
	note(signal);
	Custody::on_proof(&signal, &proven);
}

fn note(signal: Signal) {
	let block = System::block_number();
	Streams::mutate(|streams| {
		if let Some(state) = streams.get_mut(&signal) {
			state.told_at = Some(block);
		}
	});
}

/// The items that somebody was told of since this was asked last.
pub fn told() -> Vec<ItemId> {
	Told::take()
}
