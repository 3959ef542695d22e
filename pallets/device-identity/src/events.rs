//! What the pallet says has happened.

use polkadot_sdk::frame_support::pallet_macros::pallet_section;

/// Taken into the pallet's module, whose imports it uses.
#[pallet_section]
mod events {
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A maker named a CA certificate that vouches for its devices.
		AnchorRegistered {
			/// Who.
			maker: OrgId,
			/// Which certificate.
			anchor: Fingerprint,
		},
		/// A maker's certificate vouches for nothing new from a moment on.
		AnchorWithdrawn {
			/// Whose.
			maker: OrgId,
			/// Which certificate.
			anchor: Fingerprint,
			/// From when on.
			from: Moment,
		},
		/// A maker published a list of devices.
		ManifestPublished {
			/// Who.
			maker: OrgId,
			/// The list's Merkle root.
			root: H256,
			/// How many devices are on it.
			size: u64,
		},
		/// A maker's list vouches for nothing new from a moment on.
		ManifestWithdrawn {
			/// Whose.
			maker: OrgId,
			/// The list's Merkle root.
			root: H256,
			/// From when on.
			from: Moment,
		},
		/// A device has a passport.
		DeviceEnrolled {
			/// Which.
			device: DeviceId,
			/// Who made it.
			maker: OrgId,
			/// Who holds it.
			owner: OrgId,
		},
		/// A second key was proven for the serial number of an enrolled device, and refused: one
		/// of the two is a clone.
		DuplicateClaimed {
			/// The device that is enrolled.
			device: DeviceId,
			/// Who came with the second one.
			claimant: OrgId,
			/// BLAKE2b-256 hash of the second one's key.
			key_hash: H256,
		},
		/// The device's key changed, in both keys' own words.
		KeyRotated {
			/// Whose.
			device: DeviceId,
			/// The number of the key in force now.
			epoch: u32,
		},
		/// The device's owner announced a new key.
		RotationAnnounced {
			/// Whose.
			device: DeviceId,
			/// The number of the announced key.
			epoch: u32,
			/// From when on it is in force.
			effective_at: Moment,
		},
		/// An announced key was withdrawn before it was in force.
		RotationCancelled {
			/// Whose.
			device: DeviceId,
			/// The number that the key had.
			epoch: u32,
		},
		/// A key may have been in other hands.
		KeyCompromised {
			/// Whose.
			device: DeviceId,
			/// The key's number.
			epoch: u32,
			/// From when on.
			since: Moment,
			/// Who says so.
			by: OrgId,
		},
		/// A device was offered to another organisation.
		DeviceOffered {
			/// Which.
			device: DeviceId,
			/// To whom.
			to: OrgId,
			/// Until when, that moment excluded.
			expires_at: Moment,
		},
		/// An offer was taken back.
		OfferWithdrawn {
			/// Of which device.
			device: DeviceId,
		},
		/// A device changed hands.
		OwnerChanged {
			/// Which.
			device: DeviceId,
			/// Who held it.
			from: OrgId,
			/// Who holds it.
			to: OrgId,
		},
		/// A device's standing changed.
		StatusChanged {
			/// Whose.
			device: DeviceId,
			/// Where it stands.
			status: DeviceStatus,
			/// Since when.
			since: Moment,
		},
		/// A device was quarantined.
		DeviceQuarantined {
			/// Which.
			device: DeviceId,
			/// Who ordered it.
			by: Supervisor,
			/// On what charge.
			charge: Charge,
			/// Hash of the evidence.
			evidence: H256,
			/// An appeal can be made before this moment.
			appeal_before: Moment,
		},
		/// The owner appealed against a quarantine.
		QuarantineAppealed {
			/// Of which device.
			device: DeviceId,
			/// Hash of the appeal.
			appeal: H256,
		},
		/// An appeal was decided.
		AppealDecided {
			/// About which device.
			device: DeviceId,
			/// Who decided.
			by: Supervisor,
			/// Whether the device is in good standing again: if not, it is revoked.
			upheld: bool,
		},
		/// The passport of a device that is out of use was removed.
		DeviceRemoved {
			/// Which.
			device: DeviceId,
		},
		/// Somebody else answers for the devices of an expelled maker.
		SuccessorNamed {
			/// The maker.
			maker: OrgId,
			/// Who answers.
			successor: OrgId,
		},
	}
}
