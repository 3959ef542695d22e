//! Mutation by element: the lengths come out right, whatever is changed.

/// How deep elements are taken apart. A certificate has eight levels.
const DEPTH: usize = 12;

/// Tags that a certificate may have, and some that it may not.
const TAGS: [u8; 20] = [
	0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1e, 0x30, 0x31, 0x80,
	0x82, 0xa0, 0xa1, 0xa3,
];

/// One element and what is in it.
#[derive(Clone)]
struct Element {
	tag: u8,
	content: Content,
}

#[derive(Clone)]
enum Content {
	Bytes(Vec<u8>),
	Elements(Vec<Element>),
}

/// A small generator: xorshift.
struct Dice(u64);

impl Dice {
	fn roll(&mut self, sides: usize) -> usize {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 >> 16) as usize % sides.max(1)
	}

	fn byte(&mut self) -> u8 {
		self.roll(256) as u8
	}
}

/// A mutation of `der`. Empty if it does not begin with an element.
pub fn mutate(der: &[u8], seed: u32) -> Vec<u8> {
	let mut dice = Dice(u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
	let Some(mut elements) = take_apart(der, DEPTH) else {
		return Vec::new();
	};
	for _ in 0..=dice.roll(3) {
		let whole = elements.clone();
		let place = dice.roll(count(&elements));
		change_at(&mut elements, place, &whole, &mut dice);
	}
	put_together(&elements)
}

/// The elements that the bytes are made of, if they are.
fn take_apart(mut bytes: &[u8], depth: usize) -> Option<Vec<Element>> {
	let mut elements = Vec::new();
	while !bytes.is_empty() {
		let (tag, length, header) = match *bytes {
			[tag, length @ 0..=0x7f, ..] => (tag, usize::from(length), 2),
			[tag, 0x81, length, ..] => (tag, usize::from(length), 3),
			[tag, 0x82, high, low, ..] => (tag, usize::from(u16::from_be_bytes([high, low])), 4),
			_ => return None,
		};
		let value = bytes.get(header..header + length)?;
		bytes = &bytes[header + length..];
		// An OCTET STRING may hold an extension.
		let inside = if depth > 0 && (tag & 0x20 != 0 || tag == 0x04) && !value.is_empty() {
			take_apart(value, depth - 1)
		} else {
			None
		};
		elements.push(Element {
			tag,
			content: inside.map_or_else(|| Content::Bytes(value.to_vec()), Content::Elements),
		});
	}
	Some(elements)
}

fn put_together(elements: &[Element]) -> Vec<u8> {
	let mut bytes = Vec::new();
	for element in elements {
		let value = match &element.content {
			Content::Bytes(value) => value.clone(),
			Content::Elements(inside) => put_together(inside),
		};
		bytes.push(element.tag);
		match value.len() {
			length @ 0..=0x7f => bytes.push(length as u8),
			length @ 0x80..=0xff => bytes.extend([0x81, length as u8]),
			length => {
				let [high, low] = (length as u16).to_be_bytes();
				bytes.extend([0x82, high, low]);
			},
		}
		bytes.extend(value);
	}
	bytes
}

/// How many elements there are, at all levels.
fn count(elements: &[Element]) -> usize {
	elements
		.iter()
		.map(|element| match &element.content {
			Content::Bytes(_) => 1,
			Content::Elements(inside) => 1 + count(inside),
		})
		.sum()
}

/// The element at a place, counted from left to right.
fn element_at(elements: &[Element], mut place: usize) -> Option<&Element> {
	for element in elements {
		if place == 0 {
			return Some(element);
		}
		place -= 1;
		if let Content::Elements(inside) = &element.content {
			match element_at(inside, place) {
				Some(found) => return Some(found),
				None => place -= count(inside),
			}
		}
	}
	None
}

/// Change the element at a place. Whether the place was among these.
fn change_at(
	elements: &mut Vec<Element>,
	mut place: usize,
	whole: &[Element],
	dice: &mut Dice,
) -> bool {
	for at in 0..elements.len() {
		if place == 0 {
			change(elements, at, whole, dice);
			return true;
		}
		place -= 1;
		if let Content::Elements(inside) = &mut elements[at].content {
			let inner = count(inside);
			if change_at(inside, place, whole, dice) {
				return true;
			}
			place -= inner;
		}
	}
	false
}

/// Change the element `at` its level: leave it out, double it, move it, put another into its
/// place, wrap it, or alter its tag or value.
fn change(elements: &mut Vec<Element>, at: usize, whole: &[Element], dice: &mut Dice) {
	match dice.roll(12) {
		0 => drop(elements.remove(at)),
		1 => elements.insert(at, elements[at].clone()),
		2 => {
			let other = dice.roll(elements.len());
			elements.swap(at, other);
		},
		3 => {
			if let Some(other) = element_at(whole, dice.roll(count(whole))) {
				elements[at] = other.clone();
			}
		},
		4 => {
			let inside = elements[at].clone();
			elements[at] = Element {
				tag: TAGS[dice.roll(TAGS.len())],
				content: Content::Elements(vec![inside]),
			};
		},
		5 => elements[at].tag = TAGS[dice.roll(TAGS.len())],
		6 => elements[at].tag = dice.byte(),
		_ => {
			if let Content::Bytes(value) = &mut elements[at].content {
				alter(value, dice);
			} else {
				elements[at].tag ^= 1 << dice.roll(8);
			}
		},
	}
}

fn alter(value: &mut Vec<u8>, dice: &mut Dice) {
	let at = dice.roll(value.len());
	match dice.roll(6) {
		0 => value.insert(at, dice.byte()),
		1 if !value.is_empty() => drop(value.remove(at)),
		2 => *value = vec![dice.byte(); dice.roll(40)],
		3 => {
			let length = dice.roll(100);
			value.resize(length, b'a');
		},
		_ if value.is_empty() => value.push(dice.byte()),
		4 => value[at] = dice.byte(),
		_ => value[at] ^= 1 << dice.roll(8),
	}
}
