//! From a device's certificate to a trust anchor (RFC 5280 §6).

use crate::{Authority, Certificate, Error, Flaw, Identity, Moment, MAX_CHAIN};
use hallmark_keys::{PublicKey, Verify};

/// Verify that a chain of certificates leads from a device to `anchor`, everything in it valid at
/// `now`, and return what it says of the device.
///
/// The device's own certificate comes first, then its issuer's and so on, up to the one that the
/// anchor issued. The anchor's own is not part of the chain (see [`Authority::without_own`]).
///
/// Every check that needs no signature is made on every certificate before the first signature is
/// verified. Signatures are verified from the anchor down, so that a chain of somebody else's costs
/// one verification. At most [`MAX_CHAIN`] of them.
///
/// Errors: see [`Error`] and [`Flaw`].
pub fn verify_chain<C: AsRef<[u8]>>(
	chain: &[C],
	anchor: &Authority,
	now: Moment,
	verifier: &impl Verify,
) -> Result<Identity, Error> {
	if anchor.validity.is_ahead(now) {
		return Err(Error::AnchorNotYetValid);
	}
	if anchor.validity.is_over(now) {
		return Err(Error::AnchorExpired);
	}
	let chain = Chain::parse(chain, anchor)?;
	for (depth, certificate) in chain.certificates() {
		let issuer = chain.issuer_of(depth);
		check(certificate, depth, &issuer, now).map_err(at(depth))?;
	}
	chain.check_path_lengths()?;
	let (depth, leaf) = chain.certificates().next().ok_or(Error::ChainEmpty)?;
	let identity = Identity::of(leaf).map_err(at(depth))?;

	for (depth, certificate) in chain.certificates().rev() {
		let key = chain.issuer_of(depth).key();
		certificate
			.check_signature(key, verifier)
			.map_err(at(depth))?;
	}
	Ok(identity)
}

/// Everything about one certificate and its issuer but the signature.
fn check(
	certificate: &Certificate<'_>,
	depth: u8,
	issuer: &Issuer<'_>,
	now: Moment,
) -> Result<(), Flaw> {
	certificate.check_validity(now)?;
	if depth == 0 {
		certificate.check_does_not_issue()?;
	} else {
		certificate.check_issues()?;
	}
	if !issuer.is_named(certificate.issuer) {
		return Err(Flaw::IssuerMismatch);
	}
	// An issuer that does not name its key is refused for that at its own depth.
	if let Some(key_id) = issuer.key_id() {
		certificate.check_authority_key_id(key_id)?;
	}
	certificate.check_algorithm(issuer.key())
}

/// What puts a certificate's place to its flaw.
fn at(depth: u8) -> impl Fn(Flaw) -> Error {
	move |flaw| Error::Certificate { depth, flaw }
}

/// Certificates in the order of the chain, and what they lead to.
struct Chain<'a> {
	/// The first ones are there, at least one.
	certificates: [Option<Certificate<'a>>; MAX_CHAIN],
	anchor: &'a Authority,
}

impl<'a> Chain<'a> {
	fn parse<C: AsRef<[u8]>>(chain: &'a [C], anchor: &'a Authority) -> Result<Self, Error> {
		if chain.is_empty() {
			return Err(Error::ChainEmpty);
		}
		if chain.len() > MAX_CHAIN {
			return Err(Error::ChainTooLong);
		}
		let mut certificates = [None; MAX_CHAIN];
		for ((depth, der), place) in (0..).zip(chain).zip(&mut certificates) {
			*place = Some(Certificate::parse(der.as_ref()).map_err(at(depth))?);
		}
		Ok(Self {
			certificates,
			anchor,
		})
	}

	/// From the device's on, each with its depth.
	fn certificates(&self) -> impl DoubleEndedIterator<Item = (u8, &Certificate<'a>)> {
		(0..MAX_CHAIN as u8)
			.zip(&self.certificates)
			.filter_map(|(depth, certificate)| Some((depth, certificate.as_ref()?)))
	}

	/// Who must have signed the certificate at `depth`.
	fn issuer_of(&self, depth: u8) -> Issuer<'_> {
		match self.certificates.get(usize::from(depth) + 1) {
			Some(Some(next)) => Issuer::Certificate(next),
			_ => Issuer::Anchor(self.anchor),
		}
	}

	/// No authority may have more authorities below it than it allows. One that issued itself a
	/// certificate does not count (RFC 5280 §6.1.4 (l)).
	fn check_path_lengths(&self) -> Result<(), Error> {
		// More than a chain can have is as good as no limit.
		let mut room = self.anchor.path_length.unwrap_or(u8::MAX);
		for (depth, authority) in self.certificates().rev().filter(|(depth, _)| *depth > 0) {
			if !authority.is_self_issued() {
				room = room.checked_sub(1).ok_or(at(depth)(Flaw::PathTooLong))?;
			}
			room = room.min(authority.extensions.path_length.unwrap_or(u8::MAX));
		}
		Ok(())
	}
}

/// Who signs a certificate: the next in the chain, or the anchor.
enum Issuer<'a> {
	Certificate(&'a Certificate<'a>),
	Anchor(&'a Authority),
}

impl<'a> Issuer<'a> {
	fn is_named(&self, name: &[u8]) -> bool {
		match self {
			Self::Certificate(certificate) => certificate.subject == name,
			Self::Anchor(anchor) => anchor.is_named(name),
		}
	}

	fn key_id(&self) -> Option<&'a [u8]> {
		match self {
			Self::Certificate(certificate) => certificate.extensions.subject_key_id,
			Self::Anchor(anchor) => Some(&anchor.key_id),
		}
	}

	fn key(&self) -> &'a PublicKey {
		match self {
			Self::Certificate(certificate) => &certificate.key,
			Self::Anchor(anchor) => &anchor.key,
		}
	}
}
