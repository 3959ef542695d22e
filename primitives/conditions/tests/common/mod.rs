//! What several tests share, though not each of them all of it.
#![allow(dead_code)]

use hallmark_conditions::{Condition, Name, Signal};

/// The only stream of a device.
pub fn signal(number: u8) -> Signal {
	Signal {
		device: [number; 32],
		name: Name::new(b"t").unwrap(),
	}
}

/// Text with short names: the streams `a` and `b` are those of the devices 0x0a… and 0x0b…, the items
/// `x` and `y` are 0x01… and 0x02….
pub fn parsed(text: &str) -> Condition {
	let mut text = text.to_owned();
	for (short, digits, name) in [
		("a", "0a", "/t"),
		("b", "0b", "/t"),
		("x", "01", ""),
		("y", "02", ""),
	] {
		let id = format!("0x{}{name}", digits.repeat(32));
		for end in [")", ","] {
			text = text.replace(&format!("({short}{end}"), &format!("({id}{end}"));
		}
	}
	text.parse()
		.unwrap_or_else(|error| panic!("{text}: {error}"))
}
