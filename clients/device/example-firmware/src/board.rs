//! The board: a serial line out, and what happens when something that cannot happen does.

use core::ptr::{read_volatile, write_volatile};

/// The first UART of Arm's CMSDK, and its registers: data, state, control, divisor.
const UART: usize = 0x4000_4000;
const STATE: usize = UART + 0x4;
const CONTROL: usize = UART + 0x8;
const DIVISOR: usize = UART + 0x10;

/// The serial line.
pub struct Serial(());

impl Serial {
	/// Switch it on.
	pub fn new() -> Self {
		// SAFETY: the registers of a device that nobody else uses.
		unsafe {
			write_volatile(DIVISOR as *mut u32, 16);
			write_volatile(CONTROL as *mut u32, 1);
		}
		Self(())
	}

	/// Send these bytes.
	pub fn send(&mut self, bytes: &[u8]) {
		for byte in bytes {
			// SAFETY: as above.
			unsafe {
				while read_volatile(STATE as *const u32) & 1 != 0 {}
				write_volatile(UART as *mut u32, u32::from(*byte));
			}
		}
	}
}

impl Default for Serial {
	fn default() -> Self {
		Self::new()
	}
}

impl core::fmt::Write for Serial {
	fn write_str(&mut self, text: &str) -> core::fmt::Result {
		self.send(text.as_bytes());
		Ok(())
	}
}

#[panic_handler]
fn stop(_: &core::panic::PanicInfo<'_>) -> ! {
	loop {
		cortex_m::asm::bkpt();
	}
}
