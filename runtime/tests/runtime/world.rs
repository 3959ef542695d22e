//! Devices that measure, organisations that agree, and somebody who counts the money after them.

use codec::{Decode, Encode};
use ed25519_zebra::SigningKey;
use hallmark_agreements::{
	templates::Frame, Action, AgreementId, Clause, Often, Party, Stream, Terms, Unknown,
};
use hallmark_conditions::text::parse;
use hallmark_envelope::{
	seal_batch, seal_readings, sign::KeyPair, Batch, BatchBuilder, Decimal, Header, Name, Record,
	Unit, MAX_ENVELOPE_LEN,
};
use hallmark_keys::{Possession, Signature as KeySignature, Statement};
use hallmark_merkle::{leaf_hash, Tree};
use hallmark_runtime::*;
use hallmark_types::{
	device::{device_id, DeviceId},
	organisation::OrgId,
	readings::{Signal, StreamName},
	units::STABLECOIN,
};
use pallet_agreements::{Agreed, Contracts, HoldReason};
use pallet_device_identity::{ManifestEntry, Proof};
use polkadot_sdk::{
	frame_support::traits::{fungible, fungibles},
	sp_keyring::Sr25519Keyring,
	sp_runtime::generic::Era,
	*,
};

use crate::common::*;

/// A party of the presets: its number and its admin.
pub type Member = (OrgId, Sr25519Keyring);

/// Makes devices and repairs them.
pub const MAKER: Member = (1, BOB);
/// Runs devices.
pub const OPERATOR: Member = (2, CHARLIE);
/// Carries things.
pub const CARRIER: Member = (3, DAVE);
/// Regulates.
pub const AGENCY: Member = (4, EVE);

/// What agreements can be paid with: the native token, and a stablecoin.
pub const CURRENCIES: [Option<AssetId>; 2] = [None, Some(STABLECOIN)];

/// A second, as clocks of chains count.
pub const SECOND: Moment = 1_000;
/// A day.
pub const DAY: Moment = 24 * 3_600 * SECOND;

/// What every stream here is called.
const STREAM: &str = "level";
/// Values are thousandths.
const EXPONENT: i8 = -3;
/// One.
pub const ONE: i64 = 1_000;

/// How many batches a stream keeps.
pub const RETENTION: u32 = 2;

/// The chain's clock.
pub fn now() -> Moment {
	Timestamp::get()
}

/// Finish the running block, let everybody count, and begin the next so much later: a slot at least.
pub fn pass(time: Moment) {
	Executive::finalize_block();
	balance_books();
	let slots = time / hallmark_types::units::SLOT_DURATION;
	begin_block_later(slots.max(1));
}

/// Apply a call that needs no account.
fn carried_out_for_nobody(call: impl Into<RuntimeCall>) {
	let extension = transactions::tx_extension(Era::Immortal, 0, 0);
	Executive::apply_extrinsic(UncheckedExtrinsic::new_transaction(call.into(), extension))
		.expect("the transaction is valid")
		.expect("the call is carried out");
}

/// A device of the operator's.
pub struct Sensor {
	id: DeviceId,
	key: SigningKey,
	sequence: u64,
}

impl Sensor {
	/// Its maker lists it, the operator enrols it with the device's own word, and opens its stream.
	pub fn enrolled(n: u8) -> Self {
		let serial = vec![b'0' + n];
		let key = SigningKey::from([n; 32]);
		let sensor = Self {
			id: device_id(MAKER.0, &serial),
			key,
			sequence: 0,
		};
		let line = ManifestEntry::line(&sensor.key.public_key(), &serial);
		let list = Tree::new([leaf_hash(&line)]).expect("a line");
		let publish = pallet_device_identity::Call::publish_manifest {
			root: list.root().into(),
			size: list.size(),
			model: Default::default(),
		};
		carried_out(MAKER.1, publish);
		let possession = Possession {
			genesis: System::block_hash(0).0,
			device: sensor.id.0,
			owner: OPERATOR.0,
			key: sensor.key.public_key(),
			expires_at: now() + 3_600 * SECOND,
		};
		let signature = possession.using_bytes(|bytes| sensor.key.sign(bytes));
		let enrol = pallet_device_identity::Call::enrol_with_manifest {
			maker: MAKER.0,
			root: list.root().into(),
			entry: ManifestEntry {
				serial: serial.try_into().expect("short"),
				key: possession.key,
				index: 0,
				path: Default::default(),
			},
			proof: Proof {
				expires_at: possession.expires_at,
				signature: KeySignature(signature.into()),
			},
		};
		carried_out(OPERATOR.1, enrol);
		let open = pallet_reading_attestation::Call::open_stream {
			device: sensor.id,
			name: sensor.signal().name,
			terms: pallet_reading_attestation::Terms {
				unit: Unit::Ratio,
				exponent: EXPONENT,
				retention: RETENTION,
				bounds: pallet_reading_attestation::Bounds {
					min: -100 * ONE,
					max: 100 * ONE,
					min_interval: 0,
					longest_silence: 200 * DAY,
				},
			},
		};
		carried_out(OPERATOR.1, open);
		sensor
	}

	/// Its stream.
	pub fn signal(&self) -> Signal {
		Signal {
			device: self.id,
			name: StreamName::new(STREAM.as_bytes()).expect("a name"),
		}
	}

	/// Its stream, as agreements declare it.
	pub fn declared(&self) -> Stream {
		Stream {
			signal: self.signal(),
			unit: Unit::Ratio,
			exponent: EXPONENT,
		}
	}

	fn next(&mut self) -> Header {
		self.sequence += 1;
		Header {
			device: self.id.0,
			sequence: self.sequence,
			corrects: None,
		}
	}

	fn carry(envelope: &[u8]) {
		let envelope = envelope.to_vec().try_into().expect("it is bounded");
		carried_out_for_nobody(pallet_reading_attestation::Call::submit { envelope });
	}

	/// It says these values, an envelope each, and a modem hands them in.
	pub fn says(&mut self, values: &[i64]) {
		for (time, value) in (now()..).zip(values) {
			let record = Record {
				name: Name::new(STREAM).expect("a name"),
				unit: None,
				time,
				value: Decimal::new(*value, EXPONENT).expect("a value"),
			};
			let mut buffer = [0; MAX_ENVELOPE_LEN];
			let (header, genesis) = (self.next(), System::block_hash(0));
			let sealed = seal_readings(&mut buffer, &header, &[record], &genesis.0, &self.key);
			Self::carry(sealed.expect("a reading fits"));
		}
	}

	/// It says these values in one batch.
	pub fn says_at_once(&mut self, values: &[i64]) -> Batch {
		let name = Name::new(STREAM).expect("a name");
		let mut builder =
			BatchBuilder::new(name, Some(Unit::Ratio), EXPONENT).expect("an exponent");
		for (time, value) in (now()..).zip(values) {
			builder.push(time, *value).expect("in their order");
		}
		let batch = builder.batch().expect("there are some");
		let mut buffer = [0; MAX_ENVELOPE_LEN];
		let (header, genesis) = (self.next(), System::block_hash(0));
		let sealed = seal_batch(&mut buffer, &header, &batch, &genesis.0, &self.key);
		Self::carry(sealed.expect("a batch fits"));
		batch
	}
}

/// What something costs in these tests: no round number, in any currency.
pub fn price(currency: Option<AssetId>) -> Balance {
	use hallmark_types::units::{HEUR, HMK};
	match currency {
		None => 3 * HMK + 1,
		Some(_) => 250 * HEUR + 1,
	}
}

/// A frame for an agreement that is signed at once and may last for ten days.
pub fn frame(asset: Option<AssetId>) -> Frame {
	Frame {
		asset,
		sign_by: now() + 3_600 * SECOND,
		expires_at: now() + 10 * DAY,
		document: Default::default(),
		witnesses: vec![],
	}
}

/// A clause that fires once.
pub fn once(when: &str, actions: &[Action]) -> Clause {
	Clause {
		when: parse(when, &()).expect("a condition"),
		often: Often::Once,
		challenge: 0,
		unknown: Unknown::Waits,
		actions: actions.to_vec().try_into().expect("four at most"),
	}
}

/// A payment out of the first party's share to the second party.
pub fn pay(amount: Balance) -> Action {
	Action::Pay {
		from: 0,
		to: 1,
		amount,
	}
}

/// Terms of these clauses alone: the carrier puts so much in, and the maker nothing. The operator, whose
/// devices speak, is no party.
pub fn terms(
	asset: Option<AssetId>,
	escrow: Balance,
	streams: &[Stream],
	clauses: Vec<Clause>,
) -> Terms {
	let frame = frame(asset);
	let parties = [(CARRIER.0, escrow), (MAKER.0, 0)];
	let parties = parties.map(|(org, escrow)| Party { org, escrow });
	Terms {
		parties: parties.to_vec().try_into().expect("two"),
		asset,
		streams: streams.to_vec().try_into().expect("sixteen at most"),
		clauses: clauses.try_into().expect("sixteen at most"),
		tickets: Default::default(),
		commands: Default::default(),
		arbitration: None,
		witnesses: vec![OPERATOR.0].try_into().expect("one"),
		sign_by: frame.sign_by,
		expires_at: frame.expires_at,
		document: frame.document,
	}
}

/// The admin of an organisation.
fn admin(org: OrgId) -> Sr25519Keyring {
	let members = [MAKER, OPERATOR, CARRIER, AGENCY];
	let found = members.into_iter().find(|(number, _)| *number == org);
	found.expect("a member of the presets").1
}

/// The first party proposes, and all sign what is proposed.
pub fn agree(terms: &Terms) -> AgreementId {
	let propose = pallet_agreements::Call::propose {
		terms: Box::new(terms.clone()),
	};
	carried_out(admin(terms.parties[0].org), propose);
	let agreement = pallet_agreements::LastAgreement::<Runtime>::get();
	let hash = terms.hash(&System::block_hash(0).0, agreement);
	for party in &terms.parties {
		carried_out(
			admin(party.org),
			pallet_agreements::Call::sign { agreement, hash },
		);
	}
	agreement
}

/// What is held of an account for a reason of agreements.
pub fn on_hold(asset: Option<AssetId>, reason: HoldReason, who: &AccountId) -> Balance {
	let reason = RuntimeHoldReason::Agreements(reason);
	match asset {
		None => <Balances as fungible::InspectHold<_>>::balance_on_hold(&reason, who),
		Some(asset) => {
			<AssetsHolder as fungibles::InspectHold<_>>::balance_on_hold(asset, &reason, who)
		},
	}
}

/// What an account owns of a currency. What is held of it counts.
pub fn owned(asset: Option<AssetId>, who: &AccountId) -> Balance {
	match asset {
		None => <Balances as fungible::Inspect<_>>::total_balance(who),
		Some(asset) => <Assets as fungibles::Inspect<_>>::total_balance(asset, who),
	}
}

/// Counts what is held of all accounts for agreements, and what agreements say is held for them: to the
/// unit the same, for each currency and for deposits. Built with the feature `try-runtime`, every pallet
/// goes over its own state besides.
pub fn balance_books() {
	let everybody: Vec<AccountId> = frame_system::Account::<Runtime>::iter_keys().collect();
	for asset in CURRENCIES {
		let contracts = Contracts::<Runtime>::iter().filter_map(|(id, contract)| {
			let terms = Agreed::<Runtime>::get(id).expect("what was agreed is kept");
			let bond = terms.arbitration.map_or(0, |it| it.bond);
			(terms.asset == asset).then_some((contract, bond))
		});
		let owed: Balance = contracts
			.map(|(contract, bond)| {
				let credits: Balance = contract.credits.iter().map(|it| it.amount).sum();
				let (held, ledger) = (contract.held(bond), contract.ledger);
				assert_eq!(ledger.credited, credits);
				let out = ledger.paid + ledger.refunded;
				assert_eq!(ledger.funded, held + credits + out);
				held + credits
			})
			.sum();
		let escrows = everybody.iter();
		let held: Balance = escrows
			.map(|who| on_hold(asset, HoldReason::Escrow, who))
			.sum();
		assert_eq!(held, owed, "{asset:?}");
	}
	let tickets = Contracts::<Runtime>::iter_values().map(|it| it.deposit.ticket.encode());
	let owed: Balance = tickets
		.map(|ticket| Balance::decode(&mut &ticket[..]).expect("a ticket says how much it is"))
		.sum();
	let deposits = everybody.iter();
	let held: Balance = deposits
		.map(|who| on_hold(None, HoldReason::Storage, who))
		.sum();
	assert_eq!(held, owed);

	#[cfg(feature = "try-runtime")]
	{
		use frame_support::traits::{TryState, TryStateSelect};
		AllPalletsWithSystem::try_state(System::block_number(), TryStateSelect::All)
			.expect("every pallet's state is sound");
	}
}
