//! Mutation by item: the lengths come out right, whatever is changed.

use coset::cbor::{from_reader, into_writer, Value};

/// A small generator: xorshift.
struct Dice(u64);

impl Dice {
	fn roll(&mut self, sides: usize) -> usize {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 >> 16) as usize % sides.max(1)
	}

	fn number(&mut self) -> i64 {
		let bits = self.roll(64);
		let number = (self.roll(usize::MAX) as i64) >> bits;
		if self.roll(2) == 0 {
			number
		} else {
			number.wrapping_neg()
		}
	}
}

/// A mutation of an envelope. Empty if it cannot be taken apart.
pub fn mutate(bytes: &[u8], seed: u32) -> Vec<u8> {
	let mut dice = Dice(u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
	let Some(mut message) = read(bytes) else {
		return Vec::new();
	};
	// The two signed parts are taken apart in turn, for they are bytes to the message.
	let mut inside = Vec::new();
	for place in [0, 2] {
		let Some(part) = part(&mut message, place) else {
			continue;
		};
		if let Some(value) = part.as_bytes().and_then(|bytes| read(bytes)) {
			inside.push((place, value));
		}
	}
	for _ in 0..=dice.roll(3) {
		let which = dice.roll(inside.len() * 3 + 1);
		let value = match inside.get_mut(which / 3) {
			Some((_, value)) => value,
			None => &mut message,
		};
		let mut place = dice.roll(count(value));
		change_at(value, &mut place, &mut dice);
	}
	for (place, value) in inside {
		if let Some(part) = part(&mut message, place) {
			*part = Value::Bytes(write(&value));
		}
	}
	write(&message)
}

fn read(bytes: &[u8]) -> Option<Value> {
	from_reader(bytes).ok()
}

fn write(value: &Value) -> Vec<u8> {
	let mut bytes = Vec::new();
	into_writer(value, &mut bytes).expect("a vector takes everything");
	bytes
}

/// One of a message's four parts.
fn part(message: &mut Value, place: usize) -> Option<&mut Value> {
	match message {
		Value::Tag(_, inside) => part(inside, place),
		Value::Array(parts) => parts.get_mut(place),
		_ => None,
	}
}

/// How many items there are, in and with this one.
fn count(value: &Value) -> usize {
	1 + match value {
		Value::Array(items) => items.iter().map(count).sum(),
		Value::Map(pairs) => pairs
			.iter()
			.map(|(key, value)| count(key) + count(value))
			.sum(),
		Value::Tag(_, inside) => count(inside),
		_ => 0,
	}
}

/// Change the item that is `place` items after this one.
fn change_at(value: &mut Value, place: &mut usize, dice: &mut Dice) -> bool {
	if *place == 0 {
		change(value, dice);
		return true;
	}
	*place -= 1;
	match value {
		Value::Array(items) => items.iter_mut().any(|item| change_at(item, place, dice)),
		Value::Map(pairs) => pairs
			.iter_mut()
			.any(|(key, value)| change_at(key, place, dice) || change_at(value, place, dice)),
		Value::Tag(_, inside) => change_at(inside, place, dice),
		_ => false,
	}
}

fn change(value: &mut Value, dice: &mut Dice) {
	match value {
		Value::Array(items) if dice.roll(4) > 0 => rearrange(items, dice),
		Value::Map(pairs) if dice.roll(4) > 0 => {
			if dice.roll(3) == 0 {
				pairs.push((Value::from(label(dice)), any(dice)));
			} else {
				rearrange(pairs, dice);
			}
		},
		Value::Integer(integer) if dice.roll(2) == 0 => {
			let near = i128::from(*integer) as i64;
			*value = Value::from(near.wrapping_add(dice.roll(5) as i64 - 2));
		},
		Value::Text(text) if dice.roll(2) == 0 => {
			let letter = *b"aZ0_-:./ ~".get(dice.roll(10)).expect("one of ten");
			text.push(letter.into());
		},
		Value::Bytes(bytes) if dice.roll(2) == 0 && !bytes.is_empty() => {
			let place = dice.roll(bytes.len());
			bytes[place] ^= 1 << dice.roll(8);
		},
		Value::Tag(tag, _) if dice.roll(3) == 0 => *tag = dice.roll(20) as u64,
		_ => *value = any(dice),
	}
}

/// Leave one out, double it, or let it change places.
fn rearrange<T: Clone>(items: &mut Vec<T>, dice: &mut Dice) {
	let length = items.len();
	if length == 0 {
		return;
	}
	let (one, other) = (dice.roll(length), dice.roll(length));
	match dice.roll(4) {
		0 => drop(items.remove(one)),
		1 => items.swap(one, other),
		2 => items[one] = items[other].clone(),
		_ => items.insert(one, items[other].clone()),
	}
}

/// A label of a header, a record or a batch, or one near to them.
fn label(dice: &mut Dice) -> i64 {
	match dice.roll(3) {
		0 => [1, 2, 3, 4, -65537, -65538][dice.roll(6)],
		_ => dice.roll(18) as i64 - 7,
	}
}

/// Something that may stand somewhere in an envelope.
fn any(dice: &mut Dice) -> Value {
	match dice.roll(12) {
		0 => Value::from(dice.number()),
		1 => Value::from([-8, -7, -47, -19, -9, 112, 10, 0, 1][dice.roll(9)]),
		2 => Value::from(1_772_366_400 + dice.number() % 1_000_000),
		3 => Value::from(1_772_366_400_000 + dice.number() % 1_000_000),
		4 => {
			let parts = vec![
				Value::from(dice.roll(70) as i64 - 35),
				Value::from(dice.number()),
			];
			Value::Tag(4, Box::new(Value::Array(parts)))
		},
		5 => Value::from(f64::from_bits(dice.number() as u64)),
		6 => Value::from(dice.number() as f64 / 2f64.powi(dice.roll(40) as i32)),
		7 => {
			let texts = [
				"temp",
				"room/",
				"Cel",
				"%RH",
				"kg",
				"a",
				"",
				"x_",
				"application/senml+cbor",
			];
			Value::from(texts[dice.roll(texts.len())])
		},
		8 => Value::from(dice.roll(2) == 0),
		9 => Value::Bytes(vec![dice.roll(256) as u8; [0, 31, 32, 64][dice.roll(4)]]),
		10 => Value::Null,
		_ => Value::from([u64::MAX, 1 << 63, (1 << 28) - 1, 1 << 28][dice.roll(4)]),
	}
}
