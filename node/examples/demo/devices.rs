//! A medical fridge is enrolled by certificate, its clone is refused; a thermometer by its line on a list.

use futures::future::try_join;
use hallmark_conditions::HOUR;
use hallmark_envelope::Unit;
use hallmark_runtime::{Balance, Runtime, RuntimeCall, RuntimeEvent};
use hallmark_types::{
	device::{device_id, DeviceId, DeviceStatus},
	units::HMK,
};
use pallet_device_identity::{
	Call, Event, Origin, Passport, PassportViewFunction, VerifyOriginViewFunction,
};
use pallet_reading_attestation::{Bounds, Terms};
use polkadot_sdk::{frame_support::traits::Get, pallet_utility, sp_io::hashing::blake2_256};

use crate::{
	cast::{count, expect, World},
	data::Data,
	firmware::Firmware,
	story::Chapter,
	support::{
		devices::{
			enrol_with_certificate, fingerprint, now, register, Device, Factory, MAKER, OPERATOR,
		},
		fleet::{Fleet, EXPONENT},
		shipment::CARRIER,
		temperatures::RANGE,
		Result,
	},
};

const SERIAL: &str = "FR7-0001";
const MODEL: &str = "Fridge 7";

/// Months are told in a minute: more than an owner's devices may say for nothing.
const QUOTA_UNITS: u32 = 40;

/// What can speak from now on.
pub struct Devices {
	/// The clinic's fridge.
	pub fridge: Firmware,
	/// The carrier's thermometer.
	pub thermometer: Fleet,
}

/// Frost & Sons makes both; Northern Clinics and Polar Freight have them.
pub async fn enrol(world: &World, chapter: &Chapter, data: &Data) -> Result<Devices> {
	let client = &world.client;
	let (maker, operator) = (world.name(MAKER.0), world.name(OPERATOR.0));
	let factory = Factory::new();

	chapter.step(format!(
		"{maker} names the CA from which its devices' certificates come"
	));
	let anchor = fingerprint(&factory.anchor());
	let named = world.send(MAKER, register(factory.anchor())?).await?;
	chapter.says(format!("anchor: {anchor:?}"));
	chapter.proof(client, named);

	chapter.step(format!(
		"{operator} enrols its medical fridge {SERIAL}, which signs that it holds its key (P-256)"
	));
	let secret = blake2_256(SERIAL.as_bytes());
	let id = device_id(MAKER.0, SERIAL.as_bytes());
	let limits = (data.below, data.healthy);
	let fridge = Firmware::new(client.genesis, id, &secret, limits)?;
	let device = Device::with_secret(SERIAL, &secret)?;
	let word = fridge.possession(OPERATOR.0, now(client).await?)?;
	let chain = factory.chain(&device, MODEL);
	let calls = vec![
		enrol_with_certificate(MAKER.0, anchor, chain, word)?.into(),
		open_stream(&fridge)?,
		pallet_reading_attestation::Call::raise_quota { units: QUOTA_UNITS }.into(),
	];
	let enrol = world.send(OPERATOR, pallet_utility::Call::batch_all { calls });
	let thermometer = Fleet::enrol_with_proof(client, CARRIER, 0..1);
	let (enrolled, (thermometer, listed)) = try_join(enrol, thermometer).await?;
	let origin = client
		.view(VerifyOriginViewFunction::<Runtime>::new(id))
		.await?
		.ok_or("the chain does not know the fridge")?;
	expect(origin.maker == MAKER.0, "the chain says who made it")?;
	expect(origin.status == DeviceStatus::Active, "it stands well")?;
	chapter.says(format!("device: {id:?}"));
	chapter.says(format!(
		"verify_origin: {maker} made {} {}, vouched for by {}, {:?}",
		String::from_utf8_lossy(&origin.model),
		String::from_utf8_lossy(&origin.serial),
		match origin.origin {
			Origin::Certificate { anchor, .. } => format!("anchor {anchor}"),
			Origin::Manifest { root, .. } => format!("list {root}"),
		},
		origin.status,
	));
	let price: Balance = <Runtime as pallet_reading_attestation::Config>::QuotaPrice::get();
	chapter.says(format!(
		"{} HMK are put up so that it may say in a minute what others say in months",
		count(price * u128::from(QUOTA_UNITS) / HMK)
	));
	chapter.proof(client, enrolled);

	clone(world, chapter, id, &factory).await?;

	chapter.step(format!(
		"{} enrols a thermometer by its line on a list of {maker}",
		world.name(CARRIER.0)
	));
	chapter.says(format!("device: {:?}", thermometer.sensors[0].id));
	for done in listed {
		chapter.proof(client, done);
	}
	Ok(Devices {
		fridge,
		thermometer,
	})
}

/// A second key for the same serial number, as good as the first: somebody has copied the fridge.
async fn clone(world: &World, chapter: &Chapter, id: DeviceId, factory: &Factory) -> Result<()> {
	let client = &world.client;
	let (maker, first) = (world.name(MAKER.0), passport(world, id).await?.key.key);
	chapter.step("Somebody comes with another key for the same serial number: a clone");
	let copy = Device::with_secret(SERIAL, &[7; 32])?;
	let word = copy.possession(client.genesis, MAKER.0, OPERATOR.0, now(client).await?);
	let chain = factory.chain(&copy, MODEL);
	let anchor = fingerprint(&factory.anchor());
	let enrol = enrol_with_certificate(MAKER.0, anchor, chain, word)?;
	let refused = world.send(OPERATOR, enrol).await?;
	let noted = refused.events.iter().any(|event| {
		matches!(
			event,
			RuntimeEvent::DeviceIdentity(Event::DuplicateClaimed { device, .. }) if *device == id
		)
	});
	expect(noted, "the chain notes that there are two")?;
	let passport_now = passport(world, id).await?;
	expect(
		passport_now.key.key == first,
		"the first key speaks for the fridge still",
	)?;
	let status = passport_now.origin.status;
	expect(status == DeviceStatus::Suspect, "the fridge is suspect")?;
	chapter.says(format!(
		"refused; the passport keeps its first key and says {status:?}: nothing it measures counts"
	));
	chapter.proof(client, refused);

	chapter.step(format!(
		"{maker} looks into it, and clears the fridge that it made"
	));
	let clear = Call::clear_suspicion { device: id };
	let cleared = world.send(MAKER, clear).await?;
	let status = passport(world, id).await?.origin.status;
	expect(status == DeviceStatus::Active, "the fridge is cleared")?;
	chapter.proof(client, cleared);
	Ok(())
}

async fn passport(world: &World, id: DeviceId) -> Result<Passport> {
	let view = PassportViewFunction::<Runtime>::new(id);
	let passport = world.client.view(view).await?;
	Ok(passport.ok_or("the chain does not know the fridge")?)
}

/// Its stream takes whatever a machine can be, each reading by itself.
fn open_stream(fridge: &Firmware) -> Result<RuntimeCall> {
	let signal = fridge.signal()?;
	let (min, max) = RANGE;
	Ok(pallet_reading_attestation::Call::open_stream {
		device: signal.device,
		name: signal.name,
		terms: Terms {
			unit: Unit::Celsius,
			exponent: EXPONENT,
			retention: 0,
			bounds: Bounds {
				min,
				max,
				min_interval: 0,
				longest_silence: HOUR,
			},
		},
	}
	.into())
}
