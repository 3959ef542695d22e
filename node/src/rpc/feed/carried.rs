//! The envelopes that a block's transactions carry, and which of them the chain took in.

use codec::{Decode, Encode};
use hallmark_runtime::{Hash, RuntimeCall, RuntimeEvent, UncheckedExtrinsic};
use hallmark_types::{Moment, OpaqueBlock};
use pallet_reading_attestation::{Call, EnvelopeBytes, Event};
use polkadot_sdk::{
	frame_system::{EventRecord, Phase},
	pallet_multisig, pallet_proxy, pallet_sudo, pallet_timestamp, pallet_utility,
	sp_runtime::traits::Block as BlockT,
};

/// A transaction as a block has it.
pub type Transaction = <OpaqueBlock as BlockT>::Extrinsic;

/// What a block's transactions carry.
#[derive(Default)]
pub struct Cargo {
	/// The block's time.
	pub time: Moment,
	/// The loads, in the order in which they are executed.
	pub loads: Vec<Load>,
}

/// The envelopes of one call.
pub struct Load {
	/// The transaction's place in the block.
	pub transaction: u32,
	/// The call's place among those of the transaction that carry envelopes.
	pub call: u32,
	/// What it carries.
	pub envelopes: Vec<EnvelopeBytes>,
}

/// The envelopes of a block that were not taken in: transaction, call, and the places in it. Calls of
/// which all were taken in are left out.
#[derive(Clone, Debug, Decode, Default, Encode, Eq, PartialEq)]
pub struct Refused(pub Vec<(u32, u32, Vec<u8>)>);

impl Refused {
	/// Whether an envelope was not taken in.
	pub fn contains(&self, load: &Load, place: usize) -> bool {
		let of = |(transaction, call, _): &&(u32, u32, Vec<u8>)| {
			(*transaction, *call) == (load.transaction, load.call)
		};
		let places = self.0.iter().find(of).map(|(_, _, places)| places);
		places.is_some_and(|places| places.iter().any(|it| usize::from(*it) == place))
	}
}

impl Cargo {
	/// What the transactions of a block carry. The error says which one cannot be read, and why: it
	/// is of a runtime that this node does not know.
	pub fn of(transactions: &[Transaction]) -> Result<Self, String> {
		let mut cargo = Self::default();
		for (transaction, bytes) in (0..).zip(transactions) {
			let bytes = bytes.encode();
			let decoded = UncheckedExtrinsic::decode(&mut &bytes[..])
				.map_err(|error| format!("transaction {transaction} cannot be read: {error}"))?;
			if let RuntimeCall::Timestamp(pallet_timestamp::Call::set { now }) = decoded.function {
				cargo.time = now;
				continue;
			}
			let mut call = 0;
			unload(decoded.function, &mut |envelopes| {
				cargo.loads.push(Load {
					transaction,
					call,
					envelopes,
				});
				call += 1;
			});
		}
		Ok(cargo)
	}

	/// What was not taken in, as the block's events say.
	pub fn refused(&self, events: &[EventRecord<RuntimeEvent, Hash>]) -> Refused {
		let mut refused = Refused::default();
		let mut said = events
			.iter()
			.filter_map(|record| match (&record.phase, &record.event) {
				(Phase::ApplyExtrinsic(transaction), RuntimeEvent::ReadingAttestation(event)) => {
					Some((*transaction, event))
				},
				_ => None,
			});
		let mut outcomes = said
			.by_ref()
			.filter_map(|(transaction, event)| match event {
				Event::Attested { .. } => Some((transaction, 1, Vec::new())),
				Event::Relayed {
					accepted,
					refused: places,
					..
				} => {
					let count = *accepted as usize + places.len();
					let places = places.iter().map(|(place, _)| *place).collect();
					Some((transaction, count, places))
				},
				_ => None,
			});
		let mut outcome = outcomes.next();
		for load in &self.loads {
			// Calls are executed in their order, and each that is says so: one that does not was not
			// executed, because one before it failed or because it waits for further signatures.
			let places = match &outcome {
				Some((transaction, count, places))
					if (*transaction, *count) == (load.transaction, load.envelopes.len()) =>
				{
					let places = places.clone();
					outcome = outcomes.next();
					places
				},
				// At most 256 envelopes.
				_ => (0..load.envelopes.len()).map(|place| place as u8).collect(),
			};
			if !places.is_empty() {
				refused.0.push((load.transaction, load.call, places));
			}
		}
		refused
	}
}

/// Hand over the envelopes of a call and of those inside it, in the order in which they are executed.
fn unload(call: RuntimeCall, take: &mut impl FnMut(Vec<EnvelopeBytes>)) {
	match call {
		RuntimeCall::ReadingAttestation(Call::submit { envelope }) => take(vec![envelope]),
		RuntimeCall::ReadingAttestation(Call::relay { envelopes }) => take(envelopes.into_inner()),
		RuntimeCall::Utility(
			pallet_utility::Call::batch { calls }
			| pallet_utility::Call::batch_all { calls }
			| pallet_utility::Call::force_batch { calls },
		) => calls.into_iter().for_each(|call| unload(call, take)),
		RuntimeCall::Utility(
			pallet_utility::Call::as_derivative { call, .. }
			| pallet_utility::Call::dispatch_as { call, .. }
			| pallet_utility::Call::dispatch_as_fallible { call, .. }
			| pallet_utility::Call::with_weight { call, .. },
		) => unload(*call, take),
		RuntimeCall::Utility(pallet_utility::Call::if_else { main, fallback }) => {
			unload(*main, take);
			unload(*fallback, take);
		},
		RuntimeCall::Proxy(
			pallet_proxy::Call::proxy { call, .. }
			| pallet_proxy::Call::proxy_announced { call, .. },
		) => unload(*call, take),
		RuntimeCall::Multisig(
			pallet_multisig::Call::as_multi { call, .. }
			| pallet_multisig::Call::as_multi_threshold_1 { call, .. },
		) => unload(*call, take),
		RuntimeCall::Sudo(
			pallet_sudo::Call::sudo { call }
			| pallet_sudo::Call::sudo_as { call, .. }
			| pallet_sudo::Call::sudo_unchecked_weight { call, .. },
		) => unload(*call, take),
		_ => {},
	}
}
