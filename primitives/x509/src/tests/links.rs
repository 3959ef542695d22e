//! Chains that can be altered before they are minted.

use super::mint::*;
use crate::{verify_chain, Authority, Error, Flaw, Identity, Moment};
use hallmark_keys::{PureRust, Verify};
use std::vec::Vec;

/// A chain that can be altered before it is minted.
pub struct Links {
	/// The device's first.
	pub drafts: Vec<Draft>,
	/// Who signs each.
	pub signers: Vec<Party>,
	/// What the chain has to lead to.
	pub anchor: Authority,
}

impl Links {
	/// A good chain of so many certificates below the root, with P-256 keys.
	pub fn of(length: usize) -> Self {
		Self::with_keys(
			length,
			[Key::p256(1), Key::p256(2), Key::p256(3), Key::p256(4)],
		)
	}

	/// A good chain of so many certificates. The root's key is first, the device's the last that is
	/// needed.
	pub fn with_keys(length: usize, keys: [Key; 4]) -> Self {
		let names = ["root", "line", "shop", "device"];
		let parties: Vec<Party> = names
			.into_iter()
			.zip(keys)
			.map(|(name, key)| Party::new(name, key))
			.collect();
		let pairs: Vec<(&Party, &Party)> = parties.iter().zip(&parties[1..]).take(length).collect();
		let mut drafts: Vec<Draft> = pairs
			.iter()
			.map(|(issuer, subject)| Draft::authority(issuer, subject, None))
			.collect();
		if let (Some(last), Some((issuer, subject))) = (drafts.last_mut(), pairs.last()) {
			*last = Draft::device(issuer, subject);
			last.subject = name(&[common_name("Pump 7"), serial("P7-0001")]);
		}
		drafts.reverse();
		Self {
			drafts,
			signers: pairs
				.iter()
				.rev()
				.map(|(issuer, _)| (*issuer).clone())
				.collect(),
			anchor: parties[0].anchor(),
		}
	}

	pub fn mint(&self) -> Vec<Vec<u8>> {
		self.drafts
			.iter()
			.zip(&self.signers)
			.map(|(draft, signer)| draft.signed_by(signer))
			.collect()
	}

	pub fn verify_with(&self, verifier: &impl Verify) -> Result<Identity, Error> {
		verify_chain(&self.mint(), &self.anchor, NOW, verifier)
	}

	pub fn verify_at(&self, now: Moment) -> Result<Identity, Error> {
		verify_chain(&self.mint(), &self.anchor, now, &PureRust)
	}

	/// Alter the draft at `depth` and see what becomes of the chain.
	pub fn altered(
		mut self,
		depth: usize,
		alter: impl FnOnce(&mut Draft),
	) -> Result<Identity, Error> {
		alter(&mut self.drafts[depth]);
		self.verify_at(NOW)
	}

	/// Replace an extension at `depth` and see what becomes of the chain.
	pub fn replaced(
		mut self,
		depth: usize,
		kind: &[u8],
		new: Option<Vec<u8>>,
	) -> Result<Identity, Error> {
		self.drafts[depth] = self.drafts[depth].clone().replace(kind, new);
		self.verify_at(NOW)
	}
}

/// The outcome when the certificate at `depth` has this flaw.
pub fn refused(depth: u8, flaw: Flaw) -> Result<Identity, Error> {
	Err(Error::Certificate { depth, flaw })
}
