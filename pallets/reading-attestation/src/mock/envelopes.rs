//! Envelopes with real signatures, and their ways into a block.

use super::*;
use frame_support::{
	dispatch::{DispatchResultWithPostInfo, Pays},
	pallet_prelude::{Authorize, TransactionSource, ValidTransaction},
};
use hallmark_envelope::{seal_batch, seal_readings, BatchBuilder, Decimal, Header, Leaf, Name};
use sp_runtime::{transaction_validity::TransactionValidityError, Weight};

/// Device `n`'s key pair, unless it is given another.
pub fn ed25519(n: u8) -> ed25519_zebra::SigningKey {
	ed25519_zebra::SigningKey::from([n; 32])
}

pub fn es256(n: u8) -> p256::ecdsa::SigningKey {
	p256::ecdsa::SigningKey::from_slice(&[n; 32]).expect("the seed is below the order")
}

pub fn es256k(n: u8) -> k256::ecdsa::SigningKey {
	k256::ecdsa::SigningKey::from_slice(&[n; 32]).expect("the seed is below the order")
}

/// A record of stream `text`: tenths of a degree at a moment.
pub fn record(text: &str, tenths: i64, time: Moment) -> hallmark_envelope::Record {
	hallmark_envelope::Record {
		name: Name::new(text).expect("a name"),
		unit: Some(Unit::Celsius),
		time,
		value: Decimal::new(tenths, -1).expect("in range"),
	}
}

pub fn header(n: u8, sequence: u64) -> Header {
	Header {
		device: device(n).0,
		sequence,
		corrects: None,
	}
}

/// An envelope with these records, signed by this key.
pub fn sealed(
	header: &Header,
	records: &[hallmark_envelope::Record],
	key: &impl KeyPair,
) -> EnvelopeBytes {
	let mut buffer = [0; hallmark_envelope::MAX_ENVELOPE_LEN];
	let genesis = ReadingAttestation::genesis();
	let bytes = seal_readings(&mut buffer, header, records, &genesis, key).expect("it fits");
	bytes.to_vec().try_into().expect("bounded")
}

/// Device `n` says in its envelope `sequence`: it has so many tenths of a degree now.
pub fn reading(n: u8, sequence: u64, tenths: i64) -> EnvelopeBytes {
	reading_at(n, sequence, tenths, now())
}

pub fn reading_at(n: u8, sequence: u64, tenths: i64, measured: Moment) -> EnvelopeBytes {
	sealed(
		&header(n, sequence),
		&[record("temp", tenths, measured)],
		&ed25519(n),
	)
}

/// Device `n`'s envelope `sequence` replaces what `corrects` said of a moment.
pub fn correction(
	n: u8,
	sequence: u64,
	corrects: u64,
	tenths: i64,
	measured: Moment,
) -> EnvelopeBytes {
	let header = Header {
		corrects: Some(corrects),
		..header(n, sequence)
	};
	sealed(&header, &[record("temp", tenths, measured)], &ed25519(n))
}

/// A batch of these readings, and its leaves.
pub fn batch_of(text: &str, readings: &[(Moment, i64)]) -> (hallmark_envelope::Batch, Vec<Leaf>) {
	let mut builder = BatchBuilder::new(Name::new(text).expect("a name"), Some(Unit::Celsius), -1)
		.expect("in range");
	let leaves = readings
		.iter()
		.map(|(time, value)| builder.push(*time, *value).expect("in order"))
		.collect();
	(builder.batch().expect("not empty"), leaves)
}

pub fn sealed_batch(
	header: &Header,
	batch: &hallmark_envelope::Batch,
	key: &impl KeyPair,
) -> EnvelopeBytes {
	let mut buffer = [0; hallmark_envelope::MAX_ENVELOPE_LEN];
	let genesis = ReadingAttestation::genesis();
	let bytes = seal_batch(&mut buffer, header, batch, &genesis, key).expect("it fits");
	bytes.to_vec().try_into().expect("bounded")
}

/// Device `n`'s envelope `sequence`: a batch of these readings of "temp".
pub fn batch(n: u8, sequence: u64, readings: &[(Moment, i64)]) -> EnvelopeBytes {
	sealed_batch(
		&header(n, sequence),
		&batch_of("temp", readings).0,
		&ed25519(n),
	)
}

/// The path from leaf `index` to the root.
pub fn path(leaves: &[Leaf], index: u32) -> Path {
	let tree = hallmark_merkle::Tree::new(leaves.iter().map(Leaf::hash)).expect("not empty");
	tree.path(index)
		.expect("in range")
		.try_into()
		.expect("bounded")
}

/// What the pool says of an envelope.
pub fn authorize(bytes: &EnvelopeBytes) -> Result<ValidTransaction, TransactionValidityError> {
	let call = Call::<Test>::submit {
		envelope: bytes.clone(),
	};
	let before = sp_io::storage::root(Default::default());
	let verdict = call
		.authorize(TransactionSource::External)
		.expect("it authorises");
	assert_eq!(
		before,
		sp_io::storage::root(Default::default()),
		"the pool writes nothing"
	);
	verdict.map(|(validity, unspent)| {
		assert_eq!(unspent, Weight::zero());
		validity
	})
}

/// Send an envelope: the pool's check, and its way into a block.
pub fn submit(bytes: EnvelopeBytes) -> Result<(), TransactionValidityError> {
	authorize(&bytes)?;
	assert_ok!(dispatch(bytes));
	Ok(())
}

/// An envelope's way into a block after its check.
pub fn dispatch(envelope: EnvelopeBytes) -> DispatchResultWithPostInfo {
	ReadingAttestation::submit(frame_system::RawOrigin::Authorized.into(), envelope)
}

/// Relay envelopes. Returns which were refused, and whether the gateway pays.
pub fn relay(envelopes: Vec<EnvelopeBytes>) -> (Vec<(u8, Refusal)>, Pays) {
	let envelopes: Envelopes = envelopes.try_into().expect("bounded");
	let worst = ReadingAttestation::relay_weight(&envelopes);
	let count = envelopes.len();
	let info = ReadingAttestation::relay(RuntimeOrigin::signed(GATEWAY), envelopes)
		.expect("a relay never fails");
	let spent = info.actual_weight.expect("it is metered");
	assert!(spent.all_lte(worst), "{spent:?} is more than {worst:?}");
	match last_event() {
		Event::Relayed {
			gateway,
			accepted,
			refused,
		} => {
			assert_eq!(gateway, GATEWAY);
			assert_eq!(accepted as usize + refused.len(), count);
			(refused.into_inner(), info.pays_fee)
		},
		other => panic!("the last event is another: {other:?}"),
	}
}

/// The pool refuses an envelope for this reason, and so does a relay, which leaves nothing behind.
pub fn assert_refused(bytes: EnvelopeBytes, refusal: Refusal) {
	assert_eq!(authorize(&bytes), Err(refusal.into()));
	assert_eq!(ReadingAttestation::refusal_of(&bytes), Some(refusal));
	let events = System::events();
	let state = state();
	assert_eq!(relay(vec![bytes]), (vec![(0, refusal)], Pays::Yes));
	assert_eq!(
		state,
		self::state(),
		"a refused envelope leaves nothing behind"
	);
	assert_eq!(System::events().len(), events.len() + 1);
}

/// Digest of an envelope.
pub fn digest(bytes: &EnvelopeBytes) -> H256 {
	let envelope = hallmark_envelope::Envelope::parse(bytes).expect("an envelope");
	envelope.digest(&ReadingAttestation::genesis()).into()
}
