//! What an envelope costs, before and after.

use super::*;
use alloc::collections::BTreeSet;
use frame_support::{traits::Get, weights::Weight};
use hallmark_envelope::{Content, Envelope, Name, MAX_RECORDS};
use hallmark_keys::Algorithm;
use hallmark_types::{
	device::{DeviceId, Discipline},
	readings::OnReading,
};

/// What the cost of an envelope depends on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Shape {
	/// How it is signed.
	pub algorithm: Algorithm,
	/// How many streams it has records of.
	pub streams: u32,
	/// How many records there are. A batch counts as one.
	pub records: u32,
	/// It is a batch.
	pub is_batch: bool,
	/// It corrects another one.
	pub corrects: bool,
	/// Whose it is, and the first stream that it names.
	pub spot: Spot,
}

/// A device and one of its streams.
pub(crate) type Spot = (DeviceId, Option<Name>);

/// What the envelopes of a relay were about so far.
pub(crate) type Spots = BTreeSet<Spot>;

/// What taking an envelope in involved, besides what its shape tells.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Extras {
	/// How many readings were held against a peer group.
	pub judged: u32,
	/// The device was quarantined.
	pub quarantined: bool,
	/// Evidence had to be moved out of a batch's way.
	pub moved: bool,
	/// How many readings and batches somebody was told of.
	pub heard: u32,
}

impl Shape {
	pub(crate) fn of(envelope: &Envelope<'_>) -> Self {
		let device = DeviceId::from(*envelope.device());
		let (streams, records, name) = match envelope.content() {
			Content::Batch(batch) => (1, 1, Some(batch.name)),
			Content::Readings(readings) => {
				let mut names: [Option<Name>; MAX_RECORDS] = [None; MAX_RECORDS];
				let (mut streams, mut records) = (0, 0);
				for record in readings {
					records += 1;
					if !names[..streams].contains(&Some(record.name)) {
						names[streams] = Some(record.name);
						streams += 1;
					}
				}
				(streams as u32, records, names[0])
			},
		};
		Self {
			algorithm: envelope.algorithm(),
			streams,
			records,
			is_batch: matches!(envelope.content(), Content::Batch(_)),
			corrects: envelope.corrects().is_some(),
			spot: (device, name),
		}
	}

	/// Of these bytes, if they are an envelope.
	fn of_bytes(bytes: &[u8]) -> Option<Self> {
		Envelope::parse(bytes)
			.ok()
			.map(|envelope| Self::of(&envelope))
	}

	/// How many records go into a stream that another one has been counted for.
	fn further(&self) -> u32 {
		self.records.saturating_sub(self.streams)
	}
}

impl Extras {
	/// Whatever can happen to an envelope of this shape.
	///
	/// A device is quarantined once, so `quarantined` is for the first envelope of each.
	fn worst(shape: &Shape, quarantined: bool) -> Self {
		Self {
			judged: if shape.is_batch { 0 } else { shape.records },
			quarantined,
			moved: shape.is_batch,
			heard: shape.records,
		}
	}

	fn weight<T: Config>(&self) -> Weight {
		let mut weight = T::WeightInfo::judge()
			.saturating_mul(self.judged.into())
			.saturating_add(T::OnReading::weight().saturating_mul(self.heard.into()));
		if self.quarantined {
			weight = weight.saturating_add(T::Discipline::weight());
		}
		if self.moved {
			let moving = T::WeightInfo::submit_batch_over_evidence()
				.saturating_sub(T::WeightInfo::submit_batch());
			weight = weight.saturating_add(moving);
		}
		weight
	}
}

impl<T: Config> Pallet<T> {
	/// Every check, the signature included.
	fn authorize_weight_of(shape: &Shape) -> Weight {
		let (streams, further) = (shape.streams, shape.further());
		let checked = match shape.algorithm {
			Algorithm::Ed25519 => T::WeightInfo::authorize_ed25519(streams, further),
			Algorithm::Es256 => T::WeightInfo::authorize_es256(streams, further),
			Algorithm::Es256k => T::WeightInfo::authorize_es256k(streams, further),
		};
		if shape.is_batch && shape.corrects {
			checked.saturating_add(T::WeightInfo::find_batch())
		} else {
			checked
		}
	}

	/// Taking in what was checked, those who listen not included.
	fn intake_weight_of(shape: &Shape) -> Weight {
		let written = if shape.is_batch {
			T::WeightInfo::submit_batch()
		} else {
			T::WeightInfo::submit(shape.streams, shape.further())
		};
		let found = if shape.is_batch && shape.corrects {
			T::WeightInfo::find_batch()
		} else {
			Weight::zero()
		};
		written.saturating_add(found)
	}

	/// What one envelope of a relay costs if its signature was verified.
	fn relayed_weight_of(shape: &Shape) -> Weight {
		let one = match shape.algorithm {
			Algorithm::Ed25519 => {
				T::WeightInfo::relay_ed25519(1).saturating_sub(T::WeightInfo::relay_ed25519(0))
			},
			Algorithm::Es256 => {
				T::WeightInfo::relay_es256(1).saturating_sub(T::WeightInfo::relay_es256(0))
			},
			Algorithm::Es256k => {
				T::WeightInfo::relay_es256k(1).saturating_sub(T::WeightInfo::relay_es256k(0))
			},
		};
		// Measured with one record of one stream: the rest comes on top.
		let rest = Self::intake_weight_of(shape).saturating_sub(T::WeightInfo::submit(1, 0));
		one.saturating_add(rest)
	}

	/// What an envelope of a relay does not cost because an earlier one was about the same stream
	/// of the same device: these three values are at hand, and two of them are written once.
	fn shared_weight() -> Weight {
		T::DbWeight::get().reads_writes(3, 2)
	}

	/// What one envelope of a relay costs that is refused before its signature is looked at.
	fn refused_weight() -> Weight {
		T::WeightInfo::relay_refused(1).saturating_sub(T::WeightInfo::relay_refused(0))
	}

	/// What the pool's check of these bytes costs.
	pub(crate) fn authorize_weight(bytes: &[u8]) -> Weight {
		let checks = match Shape::of_bytes(bytes) {
			Some(shape) => Self::authorize_weight_of(&shape),
			None => T::WeightInfo::authorize_ed25519(1, 0),
		};
		// Every transaction pays for the verification of a sender's signature. This one has no
		// sender.
		checks.saturating_sub(T::SenderSignature::get())
	}

	/// What taking these bytes in costs at worst.
	pub(crate) fn submit_weight(bytes: &[u8]) -> Weight {
		match Shape::of_bytes(bytes) {
			Some(shape) => Self::submitted_weight(&shape, Extras::worst(&shape, true)),
			None => T::WeightInfo::submit(1, 0),
		}
	}

	/// What taking an envelope in has cost.
	///
	/// The clock, the genesis hash, the device, its record, its owner's bucket and its streams were
	/// read, and paid for, when the call was authorised a moment ago.
	pub(crate) fn submitted_weight(shape: &Shape, extras: Extras) -> Weight {
		let read_before = T::DbWeight::get().reads(5 + u64::from(shape.streams));
		Self::intake_weight_of(shape)
			.saturating_sub(read_before)
			.saturating_add(extras.weight::<T>())
	}

	/// What a relay of these envelopes costs at worst.
	pub(crate) fn relay_weight(envelopes: &Envelopes) -> Weight {
		let mut spots = Spots::new();
		envelopes
			.iter()
			.fold(Self::relay_base_weight(), |sum, bytes| {
				let one = match Shape::of_bytes(bytes) {
					Some(shape) => {
						let worst = Extras::worst(&shape, !spots.contains(&shape.spot));
						Self::relayed_weight(&shape, worst, &mut spots)
					},
					None => Self::refused_weight(),
				};
				sum.saturating_add(one)
			})
	}

	/// What a relay costs besides its envelopes.
	pub(crate) fn relay_base_weight() -> Weight {
		T::WeightInfo::relay_ed25519(0)
	}

	/// What an envelope of a relay has cost, after envelopes about these spots.
	pub(crate) fn relayed_weight(shape: &Shape, extras: Extras, spots: &mut Spots) -> Weight {
		let alone = Self::relayed_weight_of(shape).saturating_add(extras.weight::<T>());
		if spots.insert(shape.spot) {
			alone
		} else {
			alone.saturating_sub(Self::shared_weight())
		}
	}

	/// What an envelope of a relay has cost that was refused before its signature was looked at.
	pub(crate) fn skipped_weight() -> Weight {
		Self::refused_weight()
	}

	/// What an envelope takes from its owner's quota, whichever way it comes: the time to check it
	/// and to take it in. Not the time of those who listen: who they are is not the owner's doing.
	pub(crate) fn cost(shape: &Shape) -> u64 {
		Self::authorize_weight_of(shape)
			.saturating_add(Self::intake_weight_of(shape))
			.ref_time()
	}

	/// The most that an envelope can cost.
	pub(crate) fn costliest() -> u64 {
		let most = MAX_RECORDS as u32;
		let shapes = [(most, false), (1, true)].map(|(records, is_batch)| Shape {
			algorithm: Algorithm::Es256,
			streams: records,
			records,
			is_batch,
			corrects: true,
			spot: Default::default(),
		});
		shapes.iter().map(Self::cost).max().unwrap_or_default()
	}
}
