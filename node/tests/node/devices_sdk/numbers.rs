//! A device's numbers, whatever happens to the power.

use std::collections::{BTreeMap, BTreeSet};

use hallmark_device::{CounterError, DeviceError, SlotsError};
use hallmark_envelope::{MAX_ENVELOPE_LEN, WINDOW};
use hallmark_types::device::DeviceStatus;
use pallet_device_identity::PassportViewFunction;
use pallet_reading_attestation::{DeviceView, DeviceViewFunction};

use super::*;

const SERIAL: &str = "SDK-POWER";

/// How often the power goes.
const CUTS: u64 = 6;

/// What the chain knows of a device's numbers.
async fn numbers(net: &Net, signal: Signal) -> Result<DeviceView> {
	let view = DeviceViewFunction::<Runtime>::new(signal.device);
	Ok(net.client.view(view).await?.ok_or("it has a stream")?)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_number_comes_twice_when_the_power_goes_again_and_again() -> Result<()> {
	let net = Net::start().await?;
	let (signer, key) = ed25519(1)?;
	let identity = identity(&net.client, SERIAL);
	let flash = provisioned()?;
	let device = switch_on(identity, signer, &flash)?;
	let signal = net.enrol(SERIAL, key, &device).await?;
	drop(device);

	let mut buffer = [0; MAX_ENVELOPE_LEN];
	// All that was ever sealed, and what the link has not carried yet.
	let mut sealed = BTreeMap::new();
	let mut waits: Option<Vec<u8>> = None;
	for cut in 0..CUTS {
		let is_torn = cut % 2 == 1;
		let mut device = switch_on(identity, ed25519(1)?.0, &flash)?;
		let mut today = Vec::new();
		let off = loop {
			let time = net.now().await?;
			match device.readings(&mut buffer, &[celsius(time, 4_000)?]) {
				Ok(one) => {
					let before = sealed.insert(one.number, one.bytes.to_vec());
					assert_eq!(before, None, "{} came twice", one.number);
					today.push(one.bytes.to_vec());
				},
				Err(error) => break Some(error),
			}
			if is_torn {
				// The power will go in the middle of the next write to the counter.
				flash.fail();
			} else if today.len() == 4 {
				break None;
			}
		};
		let torn = DeviceError::Counter(CounterError::Memory(SlotsError::Memory(Cut)));
		assert_eq!(off, is_torn.then_some(torn));
		drop(device);

		// The newest goes first, and the oldest waits until there is a link again.
		for envelope in today.iter().skip(1).rev().chain(&waits) {
			net.take_in(envelope).await?;
		}
		waits = today.into_iter().next();
	}
	net.take_in(&waits.ok_or("there is one")?).await?;

	// The chain has all of them, and took no two for one.
	let known = numbers(&net, signal).await?;
	let numbers_used: BTreeSet<u64> = sealed.keys().copied().collect();
	let highest = *numbers_used.last().ok_or("there are some")?;
	assert_eq!(known.highest, highest);
	let never_came = (1..=highest).filter(|number| !numbers_used.contains(number));
	let (lost, missing): (Vec<_>, Vec<_>) =
		never_came.partition(|number| highest - number >= u64::from(WINDOW));
	assert_eq!(known.gaps, lost.len() as u64);
	assert_eq!(known.missing as usize, missing.len());
	for bytes in sealed.values().rev().take(8) {
		net.refuse(bytes, Refusal::AlreadyReceived).await?;
	}
	let passport = PassportViewFunction::<Runtime>::new(signal.device);
	let passport = net.client.view(passport).await?.ok_or("it is enrolled")?;
	assert_eq!(passport.origin.status, DeviceStatus::Active);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_that_lost_its_counter_goes_on_above_what_the_chain_has_seen() -> Result<()> {
	let net = Net::start().await?;
	let (signer, key) = es256(1)?;
	let identity = identity(&net.client, SERIAL);
	let flash = provisioned()?;
	let mut device = switch_on(identity, signer, &flash)?;
	let signal = net.enrol(SERIAL, key, &device).await?;
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let time = net.now().await?;
	let waits = device.readings(&mut buffer, &[celsius(time, 4_000)?])?;
	let waits = waits.bytes.to_vec();
	let sealed = device.readings(&mut buffer, &[celsius(time + 1, 4_100)?])?;
	net.hear(signal, sealed).await?;
	drop(device);

	// Both pages are gone. It does not begin at 1.
	flash.erase();
	let stopped = switch_on(identity, es256(1)?.0, &flash);
	let why = stopped.err().ok_or("it stops")?;
	let words = CounterError::<SlotsError<Cut>>::Blank.to_string();
	assert_eq!(why.to_string(), words);

	// Its owner looks up how far it had come, and sets it well above that.
	let first = numbers(&net, signal).await?.highest + u64::from(WINDOW);
	let mut counter = TwoSlots::new(flash.clone());
	Numbers::provision(&mut counter, first)?;
	let back = Numbers::provision(&mut counter, first - 1);
	assert_eq!(back, Err(CounterError::Ahead(first)));
	let mut device = switch_on(identity, es256(1)?.0, &flash)?;
	let time = net.now().await?;
	let sealed = device.readings(&mut buffer, &[celsius(time, 4_200)?])?;
	assert_eq!(sealed.number, first);
	net.hear(signal, sealed).await?;
	let latest = net.latest(signal).await?;
	assert_eq!((latest.value, latest.sequence), (4_200, first));

	// What still waited has become too old by that.
	net.refuse(&waits, Refusal::SequenceTooOld).await
}
