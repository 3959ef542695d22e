//! What a device's key signs besides envelopes.

use crate::{Device, Identity};
use core::fmt;
use hallmark_envelope::{Moment, Signer};
use hallmark_keys::{Acknowledgement, Possession, PublicKey, Rotation, Signature, Statement};

/// The longest that a proof of possession or a rotation may hold, in milliseconds: a day, as the chain
/// has it. What holds longer is not signed, since whoever finds it could use it.
pub const MAX_STATEMENT_LIFETIME: Moment = 24 * 60 * 60 * 1000;

/// Why a statement is not signed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum StatementError {
	/// It is over already.
	Expired,
	/// It would hold for more than [`MAX_STATEMENT_LIFETIME`].
	HoldsTooLong,
	/// The public key is of another algorithm than the key that signs, or no key at all.
	OtherKey,
	/// Commands are given once or more: an issue of 0 was never given.
	NeverGiven,
	/// The signer did not sign.
	NotSigned,
}

impl fmt::Display for StatementError {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Expired => "it is over already",
			Self::HoldsTooLong => "it would hold for more than a day",
			Self::OtherKey => "the public key is not the signer's",
			Self::NeverGiven => "the command was never given",
			Self::NotSigned => "the signer did not sign",
		})
	}
}

impl core::error::Error for StatementError {}

/// What an agreement told the device to do.
///
/// It reaches the device through a gateway, which may invent it: nothing in it proves that the chain
/// gave it. What only the chain may cause must come by a way that the firmware has reason to trust.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Command {
	/// The agreement's number.
	pub agreement: u32,
	/// Which of its commands.
	pub command: u8,
	/// How often it was given by now, from 1. The same issue is the same order: carry it out once.
	pub issue: u32,
	/// What to do, in words that maker and parties agreed on.
	pub opcode: u32,
	/// It must be carried out, and the chain know of it, before this: milliseconds since the Unix
	/// epoch.
	pub expires_at: Moment,
}

/// What a change of keys needs: the arguments `rotation` and `possession` of
/// `deviceIdentity.rotateKey`, with the moment that both were signed for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Rotated {
	/// The old key names the new one.
	pub rotation: Signature,
	/// The new key says that the device holds it.
	pub possession: Signature,
}

impl Identity {
	/// The proof that `signer`, whose public key is `key`, speaks for this device, which the
	/// organisation `owner` holds or is handed: for enrolment, a change of owner and a lost key.
	///
	/// `now` and `expires_at` are milliseconds since the Unix epoch. Whoever asks for it says for
	/// which owner; let somebody press a button first.
	///
	/// Errors: [`StatementError::Expired`], [`StatementError::HoldsTooLong`],
	/// [`StatementError::OtherKey`], [`StatementError::NotSigned`].
	pub fn possession(
		&self,
		signer: &impl Signer,
		key: &PublicKey,
		owner: u32,
		now: Moment,
		expires_at: Moment,
	) -> Result<Signature, StatementError> {
		check_life(now, expires_at)?;
		if key.algorithm() != signer.algorithm() {
			return Err(StatementError::OtherKey);
		}
		sign(
			signer,
			&Possession {
				genesis: self.genesis,
				device: self.device,
				owner,
				key: *key,
				expires_at,
			},
		)
	}
}

impl<S: Signer, C> Device<S, C> {
	/// The proof that this device holds its key: see [`Identity::possession`], also for the errors.
	pub fn possession(
		&self,
		key: &PublicKey,
		owner: u32,
		now: Moment,
		expires_at: Moment,
	) -> Result<Signature, StatementError> {
		self.identity
			.possession(&self.signer, key, owner, now, expires_at)
	}

	/// Make the key of `next_signer`, whose public key is `next`, the device's next one. `epoch` counts
	/// the keys that it has had before the one that it has now: 0 at the first change.
	///
	/// Goes on signing with the old key. When the chain has taken the change in, and not before, go on
	/// with the new one by [`with_signer`](Self::with_signer).
	///
	/// Errors: those of [`Identity::possession`].
	pub fn rotation(
		&self,
		epoch: u32,
		next_signer: &impl Signer,
		next: &PublicKey,
		owner: u32,
		now: Moment,
		expires_at: Moment,
	) -> Result<Rotated, StatementError> {
		let possession = self
			.identity
			.possession(next_signer, next, owner, now, expires_at)?;
		let rotation = sign(
			&self.signer,
			&Rotation {
				genesis: self.identity.genesis,
				device: self.identity.device,
				epoch,
				next: *next,
				expires_at,
			},
		)?;
		Ok(Rotated {
			rotation,
			possession,
		})
	}

	/// The device's word that it has carried `command` out: the argument `signature` of
	/// `agreements.acknowledgeCommand`. Sign it after the deed, not before. `now` is in milliseconds
	/// since the Unix epoch.
	///
	/// Errors: [`StatementError::Expired`], [`StatementError::NeverGiven`],
	/// [`StatementError::NotSigned`].
	pub fn acknowledge(&self, command: &Command, now: Moment) -> Result<Signature, StatementError> {
		if now >= command.expires_at {
			return Err(StatementError::Expired);
		}
		if command.issue == 0 {
			return Err(StatementError::NeverGiven);
		}
		sign(
			&self.signer,
			&Acknowledgement {
				genesis: self.identity.genesis,
				device: self.identity.device,
				agreement: command.agreement,
				command: command.command,
				issue: command.issue,
				opcode: command.opcode,
				expires_at: command.expires_at,
			},
		)
	}
}

fn check_life(now: Moment, expires_at: Moment) -> Result<(), StatementError> {
	match expires_at.checked_sub(now) {
		None | Some(0) => Err(StatementError::Expired),
		Some(life) if life > MAX_STATEMENT_LIFETIME => Err(StatementError::HoldsTooLong),
		Some(_) => Ok(()),
	}
}

fn sign(signer: &impl Signer, statement: &impl Statement) -> Result<Signature, StatementError> {
	statement
		.using_bytes(|bytes| signer.sign(bytes))
		.ok_or(StatementError::NotSigned)
}
