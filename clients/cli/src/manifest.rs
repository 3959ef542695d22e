//! A maker's list of devices, as a file.
//!
//! One device a line: its serial number, a comma, its public key with the algorithm before a colon,
//! as in `TH-0001,es256:0x02…`. Empty lines and those that begin with `#` are passed over. The
//! order of the lines is part of what is published.

use std::path::Path;

use codec::Encode;
use hallmark_keys::PublicKey;
use hallmark_merkle::{leaf_hash, Tree};
use hallmark_types::{device::MAX_SERIAL_LEN, Hash};

use crate::{files, units, Error, Result};

/// The longest file, in bytes: some ten million devices.
const MAX_LENGTH: u64 = 1 << 30;

/// A list of devices, and the Merkle tree over it (RFC 9162 §2.1, SHA-256).
pub struct Manifest {
	lines: Vec<Line>,
	tree: Tree,
}

/// A device on the list.
pub struct Line {
	/// The number that its maker gave it.
	pub serial: String,
	/// Its key.
	pub key: PublicKey,
}

impl Line {
	/// What the tree's leaf is the hash of: the algorithm's number, the key, the serial number.
	fn leaf(&self) -> hallmark_merkle::Hash {
		leaf_hash(&[&self.key.encode(), self.serial.as_bytes()].concat())
	}

	fn parse(text: &str) -> Result<Self, String> {
		let (serial, key) = text
			.rsplit_once(',')
			.ok_or("no line of a manifest: SERIAL,ALGORITHM:0xKEY")?;
		let serial = serial.trim();
		if !(1..=MAX_SERIAL_LEN as usize).contains(&serial.len()) {
			return Err(format!("a serial number has 1 to {MAX_SERIAL_LEN} bytes"));
		}
		Ok(Self {
			serial: serial.to_owned(),
			key: units::public_key(key.trim())?,
		})
	}
}

impl Manifest {
	/// Reads a file.
	pub fn read(path: &Path) -> Result<Self> {
		let text = String::from_utf8(files::read(path, MAX_LENGTH)?)
			.map_err(|_| Error::file(path, "no text"))?;
		Self::parse(&text).map_err(|why| Error::file(path, why))
	}

	fn parse(text: &str) -> Result<Self, String> {
		let mut lines = Vec::new();
		for (number, line) in text.lines().enumerate() {
			let line = line.trim();
			if !line.is_empty() && !line.starts_with('#') {
				let line =
					Line::parse(line).map_err(|why| format!("line {}: {why}", number + 1))?;
				lines.push(line);
			}
		}
		let tree = Tree::new(lines.iter().map(Line::leaf))
			.map_err(|error| format!("no manifest: {error}"))?;
		Ok(Self { lines, tree })
	}

	/// What is published.
	pub fn root(&self) -> Hash {
		Hash::from(self.tree.root())
	}

	/// How many devices are on it.
	pub fn size(&self) -> u64 {
		self.tree.size()
	}

	/// The line with this serial number, its place counted from 0, and what proves it.
	pub fn find(&self, serial: &str) -> Option<(&Line, u32, Vec<hallmark_merkle::Hash>)> {
		let place = self.lines.iter().position(|line| line.serial == serial)?;
		let index = u32::try_from(place).ok()?;
		let path = self.tree.path(index).ok()?;
		Some((&self.lines[place], index, path))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use hallmark_merkle::verify_inclusion;

	fn line(serial: &str, number: u8) -> String {
		// Every 32 bytes are taken for a key of Ed25519 that may be none: the curve's identity is one.
		let key = [&[number.min(1)][..], &[0; 31]].concat();
		format!("{serial},ed25519:{}", hallmark_transactions::to_hex(&key))
	}

	#[test]
	fn each_line_is_proven() {
		let text = format!(
			"# ours\n\n{}\n{}\n{}\n",
			line("A", 1),
			line("B,2", 1),
			line("C", 1)
		);
		let manifest = Manifest::parse(&text).expect("a manifest");
		assert_eq!(manifest.size(), 3);
		for (place, serial) in ["A", "B,2", "C"].into_iter().enumerate() {
			let (line, index, path) = manifest.find(serial).expect("on it");
			assert_eq!(index as usize, place);
			let leaf = line.leaf();
			verify_inclusion(&leaf, index, 3, &path, &manifest.root().0).expect("proven");
		}
		assert!(manifest.find("D").is_none());
	}

	#[test]
	fn leaf_is_the_chains_line() {
		let line = Line::parse(&line("A", 1)).expect("a line");
		let expected = [&[0], &[1][..], &[0; 31], b"A"].concat();
		assert_eq!(line.leaf(), leaf_hash(&expected));
	}

	#[test]
	fn error_names_the_line() {
		let text = format!("{}\nB;0x00\n", line("A", 1));
		let error = Manifest::parse(&text).err().expect("no line");
		assert!(error.starts_with("line 2: "), "{error}");
		assert!(Manifest::parse("").is_err());
	}
}
