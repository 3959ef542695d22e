//! The firmware whose size counts: an hour in the life of a fridge, sent over the serial line.
//!
//! What is sent stands one behind the other: two bytes of length, big-endian, and so many bytes. An
//! empty one is the end.

#![no_std]
#![no_main]

use cortex_m_rt::entry;
use hallmark_device::envelope::MAX_ENVELOPE_LEN;
use hallmark_example_firmware::{board::Serial, key, Fridge, NOON, SAMPLES};

fn send(serial: &mut Serial, bytes: &[u8]) {
	serial.send(&(bytes.len() as u16).to_be_bytes());
	serial.send(bytes);
}

fn hour(serial: &mut Serial) -> Option<()> {
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let mut fridge = Fridge::boot(key()?)?;
	send(serial, &fridge.enrol()?.0);
	let mut minutes = (NOON..).step_by(60_000).zip(SAMPLES);
	let (noon, sample) = minutes.clone().next()?;
	send(serial, fridge.report(&mut buffer, noon, sample)?.bytes);
	minutes.try_for_each(|(time, sample)| fridge.collect(time, sample).map(drop))?;
	let (batch, sealed) = fridge.close(&mut buffer)?;
	send(serial, sealed.bytes);
	let proof = fridge.prove(&batch, 3)?;
	proof
		.path
		.as_slice()
		.iter()
		.for_each(|hash| send(serial, hash));
	send(serial, &fridge.acknowledge()?.0);
	Some(())
}

#[entry]
fn main() -> ! {
	let mut serial = Serial::new();
	if hour(&mut serial).is_some() {
		send(&mut serial, &[]);
	}
	loop {
		cortex_m::asm::wfi();
	}
}
