//! What the pallet refuses, and why.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

/// Taken into the pallet's module, whose imports it uses.
#[pallet_section]
mod errors {
	#[pallet::error]
	pub enum Error<T> {
		/// The organisation is no maker.
		NotMaker,
		/// The maker is not active, and no active maker succeeded it.
		MakerNotActive,
		/// The maker has registered this certificate already.
		AnchorAlreadyRegistered,
		/// The maker has registered no such certificate, whoever else has.
		UnknownAnchor,
		/// The maker has withdrawn this certificate.
		AnchorWithdrawn,
		/// The maker has published this list already.
		ManifestAlreadyPublished,
		/// The maker has published no such list.
		UnknownManifest,
		/// The maker has withdrawn this list.
		ManifestWithdrawn,
		/// A list has 1 to 2³² devices.
		ManifestSizeOutOfRange,
		/// It is withdrawn from that moment or an earlier one on.
		AlreadyWithdrawn,
		/// The anchor's validity has not begun.
		AnchorNotYetValid,
		/// The anchor's validity is over.
		AnchorExpired,
		/// The chain has no certificate, or more than three below the anchor.
		ChainLengthOutOfRange,
		/// The certificate at this depth of the chain, 0 for the device's own, is not the strict
		/// DER of an X.509 certificate (RFC 5280 §4.1) of at most 2 KiB.
		CertificateMalformed(u8),
		/// Bytes follow the certificate at this depth.
		BytesAfterCertificate(u8),
		/// The certificate at this depth is not of version 3.
		CertificateVersionUnsupported(u8),
		/// The certificate at this depth is signed by an algorithm other than ECDSA with SHA-256
		/// or Ed25519.
		SignatureAlgorithmUnsupported(u8),
		/// The key of the certificate at this depth is of another kind than an elliptic curve's
		/// or Ed25519, or no point of its curve.
		KeyUnsupported(u8),
		/// The key of the certificate at this depth is on another curve than P-256.
		CurveUnsupported(u8),
		/// The certificate at this depth has an extension twice, or more than 16.
		ExtensionsMalformed(u8),
		/// The certificate at this depth has a critical extension that is not understood.
		CriticalExtensionUnknown(u8),
		/// The validity of the certificate at this depth has not begun.
		CertificateNotYetValid(u8),
		/// The validity of the certificate at this depth is over.
		CertificateExpired(u8),
		/// The certificate at this depth was issued by somebody other than the next one in the
		/// chain, or the anchor.
		IssuerMismatch(u8),
		/// The authority key identifier of the certificate at this depth is missing or is not its
		/// issuer's.
		AuthorityKeyMismatch(u8),
		/// The certificate at this depth issues and has no subject key identifier.
		KeyIdentifierMissing(u8),
		/// The certificate at this depth issues and is no authority's.
		IssuerIsNotAuthority(u8),
		/// The key usage of the certificate at this depth does not cover what its key is used for,
		/// or covers what a device's must not be.
		KeyUsageMismatch(u8),
		/// The certificate at this depth is an authority's that one above it allows no room for.
		PathTooLong(u8),
		/// The device's own certificate says that it is an authority's.
		LeafIsAuthority,
		/// The signature of the certificate at this depth is not its issuer's.
		CertificateSignatureInvalid(u8),
		/// The serial number is empty, too long, ambiguous, or has characters that do not print.
		SerialInvalid,
		/// The model's name is too long or is not text.
		ModelInvalid,
		/// The line is not on the list: serial number, key, place or path differ.
		NotInManifest,
		/// There is no line of this number on the list.
		ManifestIndexOutOfRange,
		/// The path has not the length that this place on a list of this size needs.
		ManifestPathLengthMismatch,
		/// The statement has expired.
		ProofExpired,
		/// The statement holds for longer than `MaxProofLifetime`.
		ProofLivesTooLong,
		/// The signature is not the device's key's over this chain, device, owner and expiry.
		PossessionNotProven,
		/// The signature is not that of the key in force over the next key.
		RotationNotProven,
		/// This key is the device's already.
		AlreadyEnrolled,
		/// The key is or was another's, or this device's in another epoch.
		KeyInUse,
		/// The key has been in other hands: only the owner's word, after the delay, replaces it.
		CompromisedKey,
		/// The device has had `MaxKeyEpochs` keys.
		TooManyKeys,
		/// A new key is announced: it has to be cancelled first, or waited for.
		RotationPending,
		/// No new key is announced.
		NoRotationPending,
		/// The device has no key of this number.
		UnknownKey,
		/// The key is known to be compromised from that moment or an earlier one on.
		AlreadyCompromised,
		/// The moment lies in the future.
		MomentInFuture,
		/// There is no such device.
		UnknownDevice,
		/// The device was enrolled once, and its passport was removed: its id is not given again.
		DeviceIsRemoved,
		/// The caller's organisation does not own the device.
		NotOwner,
		/// The organisation does not exist or is expelled.
		RecipientNotMember,
		/// The organisation owns the device already.
		AlreadyOwner,
		/// An offer is open: it has to be withdrawn first.
		OfferOpen,
		/// No offer is open.
		NoOffer,
		/// The offer is to another organisation.
		NotOffered,
		/// The offer has expired.
		OfferExpired,
		/// The moment lies in the past.
		MomentInPast,
		/// The device is suspect, quarantined, retired or revoked: it cannot change hands.
		NotTransferable,
		/// The device is retired or revoked, which is final.
		StatusFinal,
		/// The device is not active.
		NotActive,
		/// The device is not suspended.
		NotSuspended,
		/// The device is not suspect.
		NotSuspect,
		/// The device is not quarantined.
		NotQuarantined,
		/// The device is quarantined already.
		AlreadyQuarantined,
		/// The time for an appeal is over.
		AppealClosed,
		/// An appeal was made already.
		AlreadyAppealed,
		/// No appeal was made.
		NoAppeal,
		/// The caller is not the council, nor does it act for the device's maker or a regulator.
		NotSupervisor,
		/// The caller's organisation owns the device, answers for it as its maker, or ordered the
		/// quarantine: nobody decides in their own cause.
		OwnCause,
		/// The device is in use.
		InUse,
		/// The passport has to stay for `RetentionPeriod` after the device went out of use.
		RetentionPeriodRuns,
		/// The maker is not expelled.
		MakerNotExpelled,
		/// The organisation cannot answer for the maker: it is no active maker.
		SuccessorInvalid,
		/// The caller's organisation is not the maker, nor the one that answers for it.
		NotAnswerable,
	}
}
