//! What others tell agreements: organisations, devices, streams and items that say what a test wants
//! them to.

use super::*;

/// An item, as the test wants it to be.
#[derive(Clone, Debug, Decode, Encode, Eq, PartialEq)]
pub struct Thing {
	pub facts: ItemFacts,
	pub judgement: Option<Judgement>,
	pub accepted: Vec<(OrgId, Moment)>,
	pub holders: Vec<Holder>,
}

/// Time, as the tests set it.
pub struct Clock;

impl Time for Clock {
	type Moment = Moment;

	fn now() -> Moment {
		Now::get()
	}
}

pub const NOT_A_MEMBER: DispatchError = DispatchError::Other("NotAMember");
pub const OUT_OF_SCOPE: DispatchError = DispatchError::Other("OutOfScope");
pub const NOT_ACTIVE: DispatchError = DispatchError::Other("OrganisationNotActive");

pub struct Organisations;

impl Organisations {
	fn org(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let ours = matches!(scope, Scope::Agreements | Scope::Tickets);
		match who {
			1..=20 if ours => Ok(*who as OrgId),
			101..=120 if !ours => Ok((*who - 100) as OrgId),
			1..=20 | 101..=120 => Err(OUT_OF_SCOPE),
			_ => Members::get().get(who).copied().ok_or(NOT_A_MEMBER),
		}
	}
}

impl ActsFor<AccountId> for Organisations {
	fn acting(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		let org = Self::org(who, scope)?;
		match Self::standing(org) {
			Some(Standing::Active) => Ok(org),
			_ => Err(NOT_ACTIVE),
		}
	}

	fn receiving(who: &AccountId, scope: Scope) -> Result<OrgId, DispatchError> {
		Self::org(who, scope)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_acting(who: &AccountId, _: hallmark_types::organisation::Roles) -> OrgId {
		let mut members = Members::get();
		let next = 1_000 + members.len() as OrgId;
		let org = *members.entry(*who).or_insert(next);
		Members::set(&members);
		org
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_expelled(_: OrgId) {}
}

impl Directory for Organisations {
	fn standing(org: OrgId) -> Option<Standing> {
		let known = (1..=20).contains(&org) || Members::get().values().any(|it| *it == org);
		known.then(|| {
			Standings::get()
				.get(&org)
				.copied()
				.unwrap_or(Standing::Active)
		})
	}

	fn has_role(_: OrgId, _: Role) -> bool {
		false
	}

	fn prefix_holder(_: Digits) -> Option<OrgId> {
		None
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_prefix_holder(_: OrgId, _: hallmark_types::gs1::CompanyPrefix) {}
}

pub struct Devices;

impl Passports for Devices {
	fn facts(device: &DeviceId, moment: Moment) -> Option<Facts> {
		let (owner, status, _) = Register::get().remove(device)?;
		Some(Facts {
			owner,
			status,
			key: Self::key_at(device, moment),
		})
	}

	fn key_at(device: &DeviceId, moment: Moment) -> Option<KeyAt> {
		let (_, _, compromised_since) = Register::get().remove(device)?;
		Some(KeyAt {
			epoch: 0,
			key: key_of(*device),
			compromised: compromised_since.is_some_and(|since| since <= moment),
			compromised_since,
		})
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_device(owner: OrgId, n: u32, _: PublicKey) -> DeviceId {
		let device = DeviceId::from_low_u64_be((1 << 32) + u64::from(n));
		enrol(device, owner);
		device
	}
}

pub struct Mill;

impl Readings for Mill {
	fn signal(signal: &Signal) -> Option<SignalState> {
		let mut state = World::get().remove(signal)?;
		let (_, status, _) = Register::get().remove(&signal.device)?;
		state.sound &= status == DeviceStatus::Active;
		Some(state)
	}

	fn recent(_: &Signal) -> Vec<Attested> {
		Vec::new()
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_signal(owner: OrgId, n: u32, unit: Unit) -> Signal {
		let device = DeviceId::from_low_u64_be((2 << 32) + u64::from(n));
		enrol(device, owner);
		open_with(device, "temp", unit)
	}
}

impl Watch for Mill {
	fn watch(signal: &Signal) -> DispatchResult {
		if !World::get().contains_key(signal) {
			return Err(UNKNOWN);
		}
		let mut watchers = StreamWatchers::get();
		*watchers.entry(*signal).or_default() += 1;
		StreamWatchers::set(&watchers);
		Ok(())
	}

	fn unwatch(signal: &Signal) {
		let mut watchers = StreamWatchers::get();
		if let Some(count) = watchers.get_mut(signal) {
			*count = count.saturating_sub(1);
		}
		watchers.retain(|_, count| *count > 0);
		StreamWatchers::set(&watchers);
	}

	fn watchers(signal: &Signal) -> u32 {
		StreamWatchers::get()
			.get(signal)
			.copied()
			.unwrap_or_default()
	}
}

impl Keeping for Mill {
	fn keep(batch: &BatchId) -> DispatchResult {
		let mut kept = KeptBatches::get();
		let there = World::get()
			.get(&batch.signal)
			.and_then(|it| it.latest_batch);
		if there.is_none() {
			return Err(UNKNOWN);
		}
		*kept.entry((batch.signal, batch.number)).or_default() += 1;
		KeptBatches::set(&kept);
		Ok(())
	}

	fn release(batch: &BatchId) {
		let mut kept = KeptBatches::get();
		if let Some(count) = kept.get_mut(&(batch.signal, batch.number)) {
			*count -= 1;
		}
		kept.retain(|_, count| *count > 0);
		KeptBatches::set(&kept);
	}
}

/// What a stream or an item is that is not there.
pub const UNKNOWN: DispatchError = DispatchError::Other("Unknown");

pub struct Shelf;

impl Items for Shelf {
	fn facts(item: &ItemId) -> Option<ItemFacts> {
		Stock::get().get(item).map(|it| it.facts)
	}

	fn judge(item: &ItemId) -> Option<Judgement> {
		Stock::get().get(item)?.judgement
	}

	fn accepted_since(item: &ItemId, org: OrgId, since: Moment) -> bool {
		let stock = Stock::get();
		let accepted = stock.get(item).map(|it| it.accepted.clone());
		accepted
			.unwrap_or_default()
			.iter()
			.any(|(who, at)| *who == org && *at >= since)
	}

	fn watch(item: &ItemId) -> DispatchResult {
		if !Stock::get().contains_key(item) {
			return Err(UNKNOWN);
		}
		let mut watchers = ItemWatchers::get();
		*watchers.entry(*item).or_default() += 1;
		ItemWatchers::set(&watchers);
		Ok(())
	}

	fn unwatch(item: &ItemId) {
		let mut watchers = ItemWatchers::get();
		if let Some(count) = watchers.get_mut(item) {
			*count = count.saturating_sub(1);
		}
		watchers.retain(|_, count| *count > 0);
		ItemWatchers::set(&watchers);
	}

	fn hold(item: &ItemId, holder: Holder, _: H256) -> DispatchResult {
		let mut stock = Stock::get();
		let thing = stock.get_mut(item).ok_or(UNKNOWN)?;
		if !thing.holders.contains(&holder) {
			thing.holders.push(holder);
		}
		thing.facts.held = true;
		Stock::set(&stock);
		Agreements::on_item(item);
		Ok(())
	}

	fn release(item: &ItemId, holder: Holder) {
		let mut stock = Stock::get();
		if let Some(thing) = stock.get_mut(item) {
			thing.holders.retain(|it| *it != holder);
			thing.facts.held = !thing.holders.is_empty();
		}
		Stock::set(&stock);
	}

	fn facts_weight() -> Weight {
		Weight::from_parts(1, 0)
	}

	fn judge_weight() -> Weight {
		Weight::from_parts(1, 0)
	}

	fn hold_weight() -> Weight {
		Weight::from_parts(1, 0)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn make_item(owner: OrgId, n: u32) -> ItemId {
		let item = ItemId::from_low_u64_be((3 << 32) + u64::from(n));
		let container = ItemId::from_low_u64_be((4 << 32) + u64::from(n));
		stock(container, owner);
		stock(item, owner);
		change_item(item, |thing| thing.facts.root = container);
		item
	}
}

pub fn device(n: u8) -> DeviceId {
	DeviceId::repeat_byte(n)
}

pub fn item(n: u8) -> ItemId {
	ItemId::repeat_byte(0x10 + n)
}

pub fn name(text: &str) -> StreamName {
	text.parse().expect("a name")
}

pub fn signal(n: u8, text: &str) -> Signal {
	Signal {
		device: device(n),
		name: name(text),
	}
}

pub fn key_pair(device: DeviceId) -> ed25519_zebra::SigningKey {
	ed25519_zebra::SigningKey::from(device.0)
}

pub fn key_of(device: DeviceId) -> PublicKey {
	let key = ed25519_zebra::VerificationKey::from(&key_pair(device));
	PublicKey::Ed25519(key.into())
}

pub fn enrol(device: DeviceId, owner: OrgId) {
	let mut register = Register::get();
	register.insert(device, (owner, DeviceStatus::Active, None));
	Register::set(&register);
}

/// A device's key has been in other hands from a moment on.
pub fn compromise(device: DeviceId, since: Moment) {
	let mut register = Register::get();
	register.get_mut(&device).expect("it is enrolled").2 = Some(since);
	Register::set(&register);
}

/// Change a device's standing, and tell of it.
pub fn set_status(device: DeviceId, status: DeviceStatus) {
	let mut register = Register::get();
	register.get_mut(&device).expect("it is enrolled").1 = status;
	Register::set(&register);
	Agreements::on_standing(&device, status);
}

pub fn set_standing(org: OrgId, standing: Standing) {
	let mut standings = Standings::get();
	standings.insert(org, standing);
	Standings::set(&standings);
}

/// Tenths of a degree from −40 to 85 °C, stale after ten minutes.
pub fn open(n: u8, text: &str) -> Signal {
	open_with(device(n), text, Unit::Celsius)
}

pub fn open_with(device: DeviceId, text: &str, unit: Unit) -> Signal {
	let signal = Signal {
		device,
		name: name(text),
	};
	let mut world = World::get();
	let state = SignalState {
		terms: SignalTerms {
			unit,
			exponent: -1,
			min: -400,
			max: 850,
			min_interval: 0,
			longest_silence: 10 * MINUTE,
		},
		latest: None,
		latest_batch: None,
		heard_at: None,
		windows: Some(Windows::default()),
		told_at: None,
		sound: true,
	};
	world.insert(signal, state);
	World::set(&world);
	signal
}

pub fn change_stream(signal: Signal, change: impl FnOnce(&mut SignalState)) {
	let mut world = World::get();
	change(world.get_mut(&signal).expect("it is open"));
	World::set(&world);
}

pub fn close_stream(signal: Signal) {
	let mut world = World::get();
	world.remove(&signal);
	World::set(&world);
	let mut watchers = StreamWatchers::get();
	watchers.remove(&signal);
	StreamWatchers::set(&watchers);
}

/// Stream "temp" of device `n` says so many tenths of a degree now.
pub fn say(n: u8, value: i64) {
	say_at(signal(n, "temp"), value, now());
}

pub fn say_at(signal: Signal, value: i64, measured: Moment) {
	let mut reading = None;
	change_stream(signal, |state| {
		let attested = Attested {
			value,
			exponent: state.terms.exponent,
			measured,
			received: now(),
			block: System::block_number() as u32,
			sequence: state.latest.map_or(1, |latest| latest.sequence + 1),
			corrects: None,
			out_of_range: false,
			tainted: false,
		};
		if state
			.latest
			.is_none_or(|latest| latest.measured <= measured)
		{
			state.latest = Some(attested);
		}
		state.heard_at = state.heard_at.max(Some(measured));
		if let Some(windows) = &mut state.windows {
			windows.push(Agreements::epoch(), value);
		}
		reading = Some(attested);
	});
	let reading = reading.expect("it was said");
	if Mill::watchers(&signal) > 0 {
		Agreements::on_reading(&signal, &reading);
	}
}

/// Stream "temp" of device `n` says in a batch that it was between these.
pub fn say_batch(n: u8, min: i64, max: i64, count: u32) {
	let signal = signal(n, "temp");
	let batch = AttestedBatch {
		number: 0,
		sequence: 1_000,
		count,
		first: now() - MINUTE,
		last: now(),
		min,
		max,
		exponent: -1,
		interval: 0,
		received: now(),
		corrects: None,
		out_of_range: false,
		tainted: false,
	};
	change_stream(signal, |state| {
		state.latest_batch = Some(batch);
		state.heard_at = Some(now());
		if let Some(windows) = &mut state.windows {
			windows.push_batch(Agreements::epoch(), min, max, count);
		}
	});
	Agreements::on_batch(&signal, &batch);
}

/// An item of an organisation, in its own hands, without a policy.
pub fn stock(id: ItemId, owner: OrgId) {
	let mut stock = Stock::get();
	let thing = Thing {
		facts: ItemFacts {
			life: Life::Active,
			owner,
			custodian: owner,
			root: id,
			offered: false,
			held: false,
			recalled: false,
		},
		judgement: None,
		accepted: Vec::new(),
		holders: Vec::new(),
	};
	stock.insert(id, thing);
	Stock::set(&stock);
}

/// Change an item, and tell of it where something changes hands: at its root.
pub fn change_item(id: ItemId, change: impl FnOnce(&mut Thing)) {
	let mut stock = Stock::get();
	let thing = stock.get_mut(&id).expect("it is there");
	let root = thing.facts.root;
	change(thing);
	Stock::set(&stock);
	if ItemWatchers::get().contains_key(&root) {
		Agreements::on_item(&root);
	}
}

pub fn judge(id: ItemId, verdict: Verdict) {
	change_item(id, |thing| {
		thing.judgement = Some(Judgement {
			verdict,
			until: None,
		})
	});
}

/// `org` takes an item into custody.
pub fn accept(id: ItemId, org: OrgId) {
	change_item(id, |thing| {
		thing.facts.custodian = org;
		thing.accepted.push((org, now()));
	});
}
