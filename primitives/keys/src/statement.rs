//! What a device's key signs off-chain.

use crate::{PublicKey, Signature, Verify};

/// The longest statement: the longest purpose, genesis, device, a number, key, expiry. Where there is
/// no key, three numbers and a byte take less.
const MAX_LEN: usize = 23 + 32 + 32 + 4 + PublicKey::MAX_LEN + 8;

/// Bytes of a statement, put together without an allocator.
struct Bytes {
	bytes: [u8; MAX_LEN],
	length: usize,
}

impl Bytes {
	fn new(purpose: &str) -> Self {
		let empty = Self {
			bytes: [0; MAX_LEN],
			length: 0,
		};
		empty.with(purpose.as_bytes()).with(&[0])
	}

	fn with(mut self, field: &[u8]) -> Self {
		let end = self.length + field.len();
		self.bytes[self.length..end].copy_from_slice(field);
		self.length = end;
		self
	}

	fn with_key(self, key: &PublicKey) -> Self {
		self.with(&[key.algorithm() as u8]).with(key.as_bytes())
	}
}

/// What a key signs: bytes that commit to a purpose, a chain, a device and an expiry.
pub trait Statement {
	/// Tells this kind of statement from every other one.
	const PURPOSE: &'static str;

	/// Hand the bytes that are signed to `with`.
	fn using_bytes<R>(&self, with: impl FnOnce(&[u8]) -> R) -> R;

	/// Whether `key` signed this.
	fn is_signed_by(&self, key: &PublicKey, signature: &Signature, verifier: &impl Verify) -> bool {
		self.using_bytes(|bytes| verifier.verify(key, bytes, signature))
	}
}

/// A device's key says: I am this device's, and this organisation holds the device.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Possession {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The device.
	pub device: [u8; 32],
	/// The organisation that the device is enrolled for or handed to.
	pub owner: u32,
	/// The key that signs this.
	pub key: PublicKey,
	/// Milliseconds since the Unix epoch: holds before it.
	pub expires_at: u64,
}

impl Statement for Possession {
	const PURPOSE: &'static str = "hallmark/possession/v1";

	fn using_bytes<R>(&self, with: impl FnOnce(&[u8]) -> R) -> R {
		let all = Bytes::new(Self::PURPOSE)
			.with(&self.genesis)
			.with(&self.device)
			.with(&self.owner.to_le_bytes())
			.with_key(&self.key)
			.with(&self.expires_at.to_le_bytes());
		with(&all.bytes[..all.length])
	}
}

/// A device's key says: I have carried out what this agreement told me to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Acknowledgement {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The device.
	pub device: [u8; 32],
	/// The agreement.
	pub agreement: u32,
	/// Which of its commands.
	pub command: u8,
	/// How often the command had been given by then: an acknowledgement is good for one time.
	pub issue: u32,
	/// What the command was.
	pub opcode: u32,
	/// Milliseconds since the Unix epoch: the command had to be carried out before it.
	pub expires_at: u64,
}

impl Statement for Acknowledgement {
	const PURPOSE: &'static str = "hallmark/command/v1";

	fn using_bytes<R>(&self, with: impl FnOnce(&[u8]) -> R) -> R {
		let all = Bytes::new(Self::PURPOSE)
			.with(&self.genesis)
			.with(&self.device)
			.with(&self.agreement.to_le_bytes())
			.with(&[self.command])
			.with(&self.issue.to_le_bytes())
			.with(&self.opcode.to_le_bytes())
			.with(&self.expires_at.to_le_bytes());
		with(&all.bytes[..all.length])
	}
}

/// The key in force says: my successor is that one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Rotation {
	/// Hash of the chain's first block.
	pub genesis: [u8; 32],
	/// The device.
	pub device: [u8; 32],
	/// The epoch of the key that signs this: a rotation is good for one time.
	pub epoch: u32,
	/// The key of the next epoch.
	pub next: PublicKey,
	/// Milliseconds since the Unix epoch: holds before it.
	pub expires_at: u64,
}

impl Statement for Rotation {
	const PURPOSE: &'static str = "hallmark/rotation/v1";

	fn using_bytes<R>(&self, with: impl FnOnce(&[u8]) -> R) -> R {
		let all = Bytes::new(Self::PURPOSE)
			.with(&self.genesis)
			.with(&self.device)
			.with(&self.epoch.to_le_bytes())
			.with_key(&self.next)
			.with(&self.expires_at.to_le_bytes());
		with(&all.bytes[..all.length])
	}
}
