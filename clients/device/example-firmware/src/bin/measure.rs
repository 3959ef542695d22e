//! What each step costs: instructions and stack, printed to the serial line.
//!
//! For an emulator that executes one instruction a nanosecond (QEMU's `-icount shift=0`), with a
//! processor clock of 25 MHz: one tick of the SysTick timer is 40 instructions.

#![no_std]
#![no_main]

use core::{
	fmt::Write,
	ptr::{addr_of_mut, read_volatile, write_volatile},
};
use cortex_m::{
	asm,
	peripheral::{syst::SystClkSource, Peripherals, SYST},
	register::msp,
};
use cortex_m_rt::entry;
use cortex_m_semihosting::debug;
use hallmark_device::envelope::{Signer, MAX_ENVELOPE_LEN};
use hallmark_example_firmware::{board::Serial, key, Fridge, NOON, SAMPLES};

/// Instructions in a tick of the timer.
const TICK: u32 = 40;

/// How far it counts: 24 bits.
const RELOAD: u32 = 0x00ff_ffff;

/// What unused stack is painted with.
const PAINT: u32 = 0xcccc_cccc;

/// How much below the stack pointer stays unpainted: what painting itself uses.
const MARGIN: u32 = 256;

extern "C" {
	static mut _stack_end: u32;
}

/// The lowest word of the stack.
fn bottom() -> *mut u32 {
	addr_of_mut!(_stack_end)
}

/// Paint the stack from its end up to a little below what is in use. Returns where the stack is now.
#[inline(never)]
fn paint() -> u32 {
	let now = msp::read();
	let mut word = bottom();
	while (word as u32) < now - MARGIN {
		// SAFETY: between the stack's end and its pointer is nothing.
		unsafe {
			write_volatile(word, PAINT);
			word = word.add(1);
		}
	}
	now
}

/// How far below `from` the stack has been since it was painted.
#[inline(never)]
fn used(from: u32) -> u32 {
	let mut word = bottom();
	// SAFETY: reads the stack.
	while unsafe { read_volatile(word) } == PAINT {
		word = unsafe { word.add(1) };
	}
	from - word as u32
}

struct Meter {
	timer: SYST,
	serial: Serial,
}

impl Meter {
	/// Do it once, and say what it took.
	#[inline(never)]
	fn step<R>(&mut self, name: &str, work: impl FnOnce() -> Option<R>) -> R {
		let from = paint();
		self.timer.clear_current();
		let result = work();
		let ticks = RELOAD - SYST::get_current();
		let overflown = self.timer.has_wrapped();
		let stack = used(from);
		let Some(result) = result.filter(|_| !overflown) else {
			let _ = writeln!(self.serial, "failed {name}");
			debug::exit(debug::EXIT_FAILURE);
			loop {
				asm::bkpt();
			}
		};
		let _ = writeln!(self.serial, "cost {name} {} {stack}", ticks * TICK);
		result
	}
}

#[entry]
fn main() -> ! {
	let mut serial = Serial::new();
	let Some(peripherals) = Peripherals::take() else {
		loop {
			asm::bkpt();
		}
	};
	let mut timer = peripherals.SYST;
	timer.set_clock_source(SystClkSource::Core);
	timer.set_reload(RELOAD);
	timer.enable_counter();
	let _ = writeln!(serial, "begin");
	let mut meter = Meter { timer, serial };

	// Eight million instructions, in a loop of two: to see whether the emulator keeps the time that is assumed.
	meter.step("calibration", || {
		asm::delay(4_000_000);
		Some(())
	});
	let key = meter.step("key", key);
	meter.step("signature", || key.sign(&[0; 141]));
	let mut fridge = meter.step("boot", || Fridge::boot(key));

	let mut buffer = [0; MAX_ENVELOPE_LEN];
	meter.step("possession", || fridge.enrol());
	meter.step("reading", || {
		fridge.report(&mut buffer, NOON, SAMPLES[0]).map(drop)
	});
	for (time, sample) in (NOON..).step_by(60_000).zip(SAMPLES) {
		meter.step("collect", || fridge.collect(time, sample));
	}
	let batch = meter.step("batch", || {
		fridge.close(&mut buffer).map(|(batch, _)| batch)
	});
	meter.step("prove", || fridge.prove(&batch, 3));
	meter.step("acknowledgement", || fridge.acknowledge());

	let _ = writeln!(meter.serial, "end");
	debug::exit(debug::EXIT_SUCCESS);
	loop {
		asm::bkpt();
	}
}
