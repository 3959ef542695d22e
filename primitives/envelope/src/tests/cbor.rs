//! CBOR in one form for each item, and nothing that runs away.

use super::*;
use crate::cbor::{Float, Full, Item, Reader, Writer};
use hex_literal::hex;

fn first(bytes: &[u8]) -> Result<Item<'_>, Error> {
	let mut reader = Reader::new(bytes);
	let item = reader.item()?;
	reader.finish()?;
	Ok(item)
}

#[test]
fn items_of_the_standards_examples_are_read() {
	// RFC 8949, Appendix A.
	for (bytes, item) in [
		(&hex!("00")[..], Item::Integer(0)),
		(&hex!("17"), Item::Integer(23)),
		(&hex!("1818"), Item::Integer(24)),
		(&hex!("1903e8"), Item::Integer(1000)),
		(&hex!("1a000f4240"), Item::Integer(1_000_000)),
		(
			&hex!("1b000000e8d4a51000"),
			Item::Integer(1_000_000_000_000),
		),
		(
			&hex!("1bffffffffffffffff"),
			Item::Integer(18_446_744_073_709_551_615),
		),
		(
			&hex!("3bffffffffffffffff"),
			Item::Integer(-18_446_744_073_709_551_616),
		),
		(&hex!("20"), Item::Integer(-1)),
		(&hex!("3863"), Item::Integer(-100)),
		(&hex!("4401020304"), Item::Bytes(&[1, 2, 3, 4])),
		(&hex!("40"), Item::Bytes(&[])),
		(&hex!("6449455446"), Item::Text("IETF")),
		(&hex!("62c3bc"), Item::Text("ü")),
		(&hex!("80"), Item::Array(0)),
		(&hex!("a0"), Item::Map(0)),
		(&hex!("c4"), Item::Tag(4)),
		(&hex!("f4"), Item::Bool(false)),
		(&hex!("f5"), Item::Bool(true)),
		(&hex!("f6"), Item::Null),
		(&hex!("f7"), Item::Simple),
		(&hex!("f8ff"), Item::Simple),
	] {
		assert_eq!(first(bytes), Ok(item));
	}
}

#[test]
fn floats_are_taken_apart_by_their_bits() {
	let finite = |significand, exponent| Float::Finite {
		negative: false,
		significand,
		exponent,
	};
	// RFC 8949, Appendix A, but for the widest subnormal.
	for (bytes, float) in [
		(&hex!("f90000")[..], finite(0, -24)),
		(&hex!("f93c00"), finite(1 << 10, -10)),
		(&hex!("f97bff"), finite(2047, 5)),
		(&hex!("f90001"), finite(1, -24)),
		(&hex!("f90400"), finite(1 << 10, -24)),
		(&hex!("fa47c35000"), finite(12_800_000, -7)),
		(&hex!("fa7f7fffff"), finite(0xff_ffff, 104)),
		(
			&hex!("fb3ff199999999999a"),
			finite(0x11_9999_9999_999a, -52),
		),
		(
			&hex!("fb000fffffffffffff"),
			finite(0xf_ffff_ffff_ffff, -1074),
		),
		(
			&hex!("f9c400"),
			Float::Finite {
				negative: true,
				significand: 1 << 10,
				exponent: -8,
			},
		),
		(&hex!("f97c00"), Float::Infinite),
		(&hex!("fa7f800000"), Float::Infinite),
		(&hex!("fbfff0000000000000"), Float::Infinite),
		(&hex!("f97e00"), Float::Nan),
		(&hex!("fa7fc00000"), Float::Nan),
		(&hex!("fb7ff8000000000000"), Float::Nan),
	] {
		assert_eq!(first(bytes), Ok(Item::Float(float)));
	}
}

#[test]
fn an_item_is_refused_when_it_is_not_in_its_shortest_form() {
	for bytes in [
		&hex!("1817")[..],
		&hex!("1900ff"),
		&hex!("1a0000ffff"),
		&hex!("1b00000000ffffffff"),
		&hex!("3817"),
		&hex!("5800"),
		&hex!("780161"),
		&hex!("9800"),
		&hex!("b800"),
		&hex!("d804"),
	] {
		assert_eq!(first(bytes), Err(Error::NotShortest));
	}
}

#[test]
fn an_item_is_refused_when_its_length_is_indefinite() {
	for bytes in [hex!("5f"), hex!("7f"), hex!("9f"), hex!("bf")] {
		assert_eq!(first(&bytes), Err(Error::IndefiniteLength));
	}
}

#[test]
fn a_byte_is_refused_when_it_begins_no_item() {
	for bytes in [
		&hex!("1c")[..],
		&hex!("3d"),
		&hex!("5e"),
		&hex!("fc"),
		&hex!("ff"),
		// A simple value that has a shorter form.
		&hex!("f800"),
		&hex!("f81f"),
	] {
		assert_eq!(first(bytes), Err(Error::NotWellFormed));
	}
}

#[test]
fn an_item_is_refused_when_the_bytes_end_within_it() {
	for bytes in [
		&hex!("")[..],
		&hex!("18"),
		&hex!("1903"),
		&hex!("1a000f42"),
		&hex!("1b000000e8d4a510"),
		&hex!("42ff"),
		&hex!("6261"),
		&hex!("81"),
		&hex!("a1"),
		&hex!("f8"),
		&hex!("f93c"),
		&hex!("fa47c350"),
		&hex!("fb3ff199999999"),
		// Lengths that promise far more than there is cost nothing.
		&hex!("5bffffffffffffffff"),
		&hex!("9bffffffffffffffff"),
		&hex!("bbffffffffffffffff"),
	] {
		assert_eq!(first(bytes), Err(Error::Truncated));
	}
}

#[test]
fn a_text_is_refused_when_it_is_not_utf8() {
	assert_eq!(first(&hex!("61ff")), Err(Error::NotUtf8));
	assert_eq!(first(&hex!("62c328")), Err(Error::NotUtf8));
}

#[test]
fn an_item_is_passed_over_with_everything_in_it() {
	let nested = hex!("a2 01 83 01 82 02 03 c4 82 20 05 41ff 63616263 00");
	let mut reader = Reader::new(&nested);
	assert_eq!(reader.skip(), Ok(()));
	assert_eq!(reader.rest(), [0]);

	let mut reader = Reader::new(&nested[..5]);
	assert_eq!(reader.skip(), Err(Error::Truncated));
}

#[test]
fn depth_costs_nothing_when_items_are_nested_without_end() {
	for opening in [0x81, 0xc4] {
		let mut bomb = vec![opening; 1_000_000];
		assert_eq!(Reader::new(&bomb).skip(), Err(Error::Truncated));
		bomb.push(0);
		assert_eq!(Reader::new(&bomb).skip(), Ok(()));
	}
	// A map in each value of a map promises ever more.
	let bomb = [0xb9, 0x00, 0xff].repeat(333);
	assert_eq!(Reader::new(&bomb).skip(), Err(Error::NotShortest));
	let bomb = [0xb8, 0xff].repeat(500);
	assert_eq!(Reader::new(&bomb).skip(), Err(Error::Truncated));
}

#[test]
fn what_is_written_is_what_the_other_library_writes() {
	let mut dice = Dice(1);
	for round in 0..10_000 {
		let number = dice.next() >> dice.below(64);
		let integer = (number as i64).wrapping_mul(if round % 2 == 0 { 1 } else { -1 });
		let mut buffer = [0; 32];
		let mut writer = Writer::new(&mut buffer);
		writer.integer(integer).expect("there is room");
		writer.unsigned(number).expect("there is room");
		let theirs = [cbor(&int(integer)), cbor(&Value::from(number))].concat();
		assert_eq!(writer.finish(), theirs);
	}
	for length in [0, 1, 23, 24, 255, 256, 1000] {
		let content = vec![0x61; length];
		let mut buffer = [0; 4096];
		let mut writer = Writer::new(&mut buffer);
		writer.bytes(&content).expect("there is room");
		let start = writer.written().len();
		let place = writer
			.bytes_of(|writer| writer.raw(&content))
			.expect("there is room");
		assert_eq!(&writer.written()[place.clone()], content);
		assert_eq!(place.end, writer.written().len());
		assert_eq!(writer.written()[..start], writer.written()[start..]);
		let text = core::str::from_utf8(&content).expect("letters");
		writer.text(text).expect("there is room");
		let theirs = [
			cbor(&bytes(&content)),
			cbor(&bytes(&content)),
			cbor(&super::text(text)),
		];
		assert_eq!(writer.finish(), theirs.concat());
	}
}

#[test]
fn nothing_is_written_beyond_the_buffer() {
	let mut buffer = [0; 3];
	let mut writer = Writer::new(&mut buffer);
	assert_eq!(writer.text("abc"), Err(Full));
	let mut writer = Writer::new(&mut buffer);
	assert_eq!(writer.text("ab"), Ok(()));
	assert_eq!(writer.integer(0), Err(Full));
	let mut writer = Writer::new(&mut buffer);
	assert_eq!(writer.bytes_of(|writer| writer.raw(b"abc")), Err(Full));
}
