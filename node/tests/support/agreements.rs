//! Agreements between the organisations of the presets: proposed, signed by all, and watched until
//! they are settled.
//!
//! With `--sealing instant` a chain's clock goes on by a slot with every block, so time passes as fast
//! as blocks are made: nothing here waits for the clock on the wall.

use codec::Encode;
use hallmark_agreements::{
	templates::Frame, Action, AgreementId, Clause, CommandIndex, Often, Party, Stream, Terms,
	Unknown,
};
use hallmark_conditions::text::parse;
use hallmark_envelope::Unit;
use hallmark_runtime::{AccountId, Balance, Moment, Runtime, RuntimeEvent};
use hallmark_types::{
	device::DeviceId, organisation::OrgId, readings::Signal, units::STABLECOIN, AssetId,
};
use pallet_agreements::{
	Call, ClauseView, Error, Event, ExplainViewFunction, Forecast, Statement,
	StatementViewFunction, TermsViewFunction, TicketView, TicketsViewFunction, WhatIfViewFunction,
};
use pallet_reading_attestation::Bounds;
use polkadot_sdk::{
	frame_support::{Blake2_128Concat, StorageHasher},
	frame_system::{self, AccountInfo},
	pallet_assets, pallet_balances, pallet_transaction_payment,
	sp_core::Pair,
	sp_io::hashing::twox_128,
	sp_runtime::DispatchError,
};

use super::{
	devices::{clock, now, MAKER, OPERATOR},
	fleet::{Sensor, EXPONENT},
	key,
	shipment::{send, try_send, AGENCY, CARRIER},
	Client, Finalized, Result,
};

/// Insures.
pub const INSURER: (OrgId, &str) = (5, "//Ferdie");

/// A second, as clocks of chains count.
pub const SECOND: Moment = 1_000;

/// One, in the thousandths in which every stream of these programs counts.
pub const ONE: i64 = 1_000;

/// The organisations of the presets, in the order of their numbers.
const ORGANISATIONS: [(OrgId, &str); 5] = [MAKER, OPERATOR, CARRIER, AGENCY, INSURER];

/// Makes blocks in which nothing happens. No organisation's.
const CLOCK: &str = "//Alice";

/// For how many blocks something is waited for.
const PATIENCE: u32 = 200;

/// What agreements can be paid with: the native token, and a stablecoin.
pub const CURRENCIES: [Option<AssetId>; 2] = [None, Some(STABLECOIN)];

/// The account of a seed.
pub fn account(seed: &str) -> AccountId {
	key(seed).public().into()
}

/// The seed of an organisation's admin.
fn admin(org: OrgId) -> Result<&'static str> {
	let found = ORGANISATIONS.iter().find(|(number, _)| *number == org);
	Ok(found.ok_or("no organisation of the presets")?.1)
}

/// A block in which nothing happens but that time passes.
pub async fn make_block(client: &Client) -> Result<()> {
	let remark = frame_system::Call::remark { remark: vec![] };
	send(client, CLOCK, remark).await?;
	Ok(())
}

/// Makes blocks until the chain's clock shows a moment.
pub async fn run_to(client: &Client, moment: Moment) -> Result<()> {
	while now(client).await? < moment {
		make_block(client).await?;
	}
	Ok(())
}

/// What the first event that fits says, in the final blocks from a height on. Makes blocks until there
/// is one.
pub async fn event<T>(
	client: &Client,
	from: u32,
	fits: impl Fn(&RuntimeEvent) -> Option<T>,
) -> Result<T> {
	for number in from..from + PATIENCE {
		while client.finalized().await?.0 < number {
			make_block(client).await?;
		}
		let block = client.block_hash(number).await?;
		let events = client.events_at(block.ok_or("it is final")?).await?;
		if let Some(found) = events.iter().find_map(|record| fits(&record.event)) {
			return Ok(found);
		}
	}
	Err(format!("{PATIENCE} blocks in vain for an event").into())
}

/// What a device is told by an agreement.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Order {
	/// Which of the agreement's commands.
	pub command: CommandIndex,
	/// How often it was given by now.
	pub issue: u32,
	/// Who is told.
	pub device: DeviceId,
	/// What to do.
	pub opcode: u32,
	/// Until when.
	pub expires_at: Moment,
}

/// The next command in the final blocks from a height on, as devices hear it.
pub async fn next_order(client: &Client, from: u32) -> Result<Order> {
	event(client, from, |event| match event {
		RuntimeEvent::Agreements(Event::Commanded {
			command,
			issue,
			device,
			opcode,
			expires_at,
			..
		}) => Some(Order {
			command: *command,
			issue: *issue,
			device: *device,
			opcode: *opcode,
			expires_at: *expires_at,
		}),
		_ => None,
	})
	.await
}

/// What a stream that agreements listen to is opened with: stale after so long.
pub fn measuring(unit: Unit, longest_silence: Moment) -> pallet_reading_attestation::Terms {
	pallet_reading_attestation::Terms {
		unit,
		exponent: EXPONENT,
		retention: 0,
		bounds: Bounds {
			min: -100 * ONE,
			max: 100 * ONE,
			min_interval: 0,
			longest_silence,
		},
	}
}

/// The same stream, as agreements declare it.
pub fn declared(sensor: &Sensor, name: &str, unit: Unit) -> Stream {
	Stream {
		signal: sensor.signal_of(name),
		unit,
		exponent: EXPONENT,
	}
}

/// A frame for an agreement that may last for so long, paid in the stablecoin.
pub async fn frame(client: &Client, lifetime: Moment) -> Result<Frame> {
	let mut now = now(client).await?;
	if now == 0 {
		// The clock shows nothing before the first block.
		make_block(client).await?;
		now = clock(client, None).await?;
	}
	Ok(Frame {
		asset: Some(STABLECOIN),
		sign_by: now + 30 * SECOND,
		expires_at: now + lifetime,
		document: Default::default(),
		witnesses: vec![],
	})
}

/// A clause that fires once, when what these words say is true. Devices and items stand in them by
/// their ids.
pub fn once(when: &str, actions: &[Action]) -> Result<Clause> {
	Ok(Clause {
		when: parse(when, &())?,
		often: Often::Once,
		challenge: 0,
		unknown: Unknown::Waits,
		actions: actions.to_vec().try_into().map_err(|_| "four at most")?,
	})
}

/// A clause that fires every time, seconds apart.
pub fn every(when: &str, actions: &[Action]) -> Result<Clause> {
	Ok(Clause {
		often: Often::EveryTime {
			cool_down: 2 * SECOND,
		},
		..once(when, actions)?
	})
}

/// A payment out of the first party's share to the second party.
pub fn pay(amount: Balance) -> Action {
	Action::Pay {
		from: 0,
		to: 1,
		amount,
	}
}

/// Terms of these clauses alone, between parties with their shares, within a frame.
pub fn terms(
	frame: &Frame,
	parties: &[(OrgId, Balance)],
	streams: &[Stream],
	clauses: Vec<Clause>,
) -> Result<Terms> {
	let parties = parties.iter().map(|(org, escrow)| Party {
		org: *org,
		escrow: *escrow,
	});
	let parties: Vec<_> = parties.collect();
	Ok(Terms {
		parties: parties.try_into().map_err(|_| "four at most")?,
		asset: frame.asset,
		streams: streams.to_vec().try_into().map_err(|_| "sixteen at most")?,
		clauses: clauses.try_into().map_err(|_| "sixteen at most")?,
		tickets: Default::default(),
		commands: Default::default(),
		arbitration: None,
		witnesses: frame
			.witnesses
			.clone()
			.try_into()
			.map_err(|_| "eight at most")?,
		sign_by: frame.sign_by,
		expires_at: frame.expires_at,
		document: frame.document,
	})
}

/// What each organisation's admin can spend of the stablecoin.
pub struct Coins([Balance; 5]);

impl Coins {
	/// As it is now.
	pub async fn now(client: &Client) -> Result<Self> {
		let mut coins = [0; 5];
		for (coins, (_, seed)) in coins.iter_mut().zip(ORGANISATIONS) {
			*coins = spendable(client, &account(seed)).await?;
		}
		Ok(Self(coins))
	}

	/// How much more, or less, each can spend than then, in the order of their numbers.
	pub async fn gains(&self, client: &Client) -> Result<[i128; 5]> {
		let Self(now) = Self::now(client).await?;
		let mut gains = [0; 5];
		for (gain, (now, then)) in gains.iter_mut().zip(now.into_iter().zip(self.0)) {
			*gain = i128::try_from(now)? - i128::try_from(then)?;
		}
		Ok(gains)
	}
}

/// What an account can spend of the stablecoin. What is held of it does not count.
pub async fn spendable(client: &Client, account: &AccountId) -> Result<Balance> {
	type Holding = pallet_assets::AssetAccount<Balance, Balance, (), AccountId>;
	let key = pallet_assets::Account::<Runtime>::hashed_key_for(STABLECOIN, account);
	let holding: Option<Holding> = client.storage(&key, None).await?;
	Ok(holding.map_or(0, |it| it.balance))
}

/// What an account owns of the native token. What is held of it counts.
pub async fn owned(client: &Client, account: &AccountId) -> Result<Balance> {
	let purse = purse(client, account).await?;
	Ok(purse.free + purse.reserved)
}

/// What is held of an account's native tokens, deposits included.
pub async fn held(client: &Client, account: &AccountId) -> Result<Balance> {
	Ok(purse(client, account).await?.reserved)
}

async fn purse(
	client: &Client,
	account: &AccountId,
) -> Result<pallet_balances::AccountData<Balance>> {
	let key = frame_system::Account::<Runtime>::hashed_key_for(account);
	let info: Option<AccountInfo<u32, pallet_balances::AccountData<Balance>>> =
		client.storage(&key, None).await?;
	Ok(info.unwrap_or_default().data)
}

/// What an account owns of a currency. What is held of it counts.
pub async fn wealth(
	client: &Client,
	currency: Option<AssetId>,
	account: &AccountId,
) -> Result<Balance> {
	let Some(asset) = currency else {
		return owned(client, account).await;
	};
	// The pallet that holds assets keeps its storage to itself.
	let key = [
		&twox_128(b"AssetsHolder")[..],
		&twox_128(b"BalancesOnHold"),
		&Blake2_128Concat::hash(&asset.encode()),
		&Blake2_128Concat::hash(&account.encode()),
	]
	.concat();
	let held: Option<Balance> = client.storage(&key, None).await?;
	Ok(spendable(client, account).await? + held.unwrap_or_default())
}

/// What the organisations' admins own of a currency, to its smallest part. What is held counts, and
/// fees do not.
pub struct Wealth {
	currency: Option<AssetId>,
	then: [Balance; 5],
	/// The height up to which fees were paid before.
	since: u32,
}

impl Wealth {
	/// As it is now.
	pub async fn now(client: &Client, currency: Option<AssetId>) -> Result<Self> {
		let mut then = [0; 5];
		for (then, (_, seed)) in then.iter_mut().zip(ORGANISATIONS) {
			*then = wealth(client, currency, &account(seed)).await?;
		}
		Ok(Self {
			currency,
			then,
			since: client.finalized().await?.0,
		})
	}

	/// How much more, or less, each owns than then, in the order of their numbers.
	pub async fn gains(&self, client: &Client) -> Result<[i128; 5]> {
		let now = Self::now(client, self.currency).await?;
		let mut gains = [0; 5];
		for (gain, (now, then)) in gains.iter_mut().zip(now.then.into_iter().zip(self.then)) {
			*gain = i128::try_from(now)? - i128::try_from(then)?;
		}
		if self.currency.is_none() {
			for number in self.since + 1..=now.since {
				Self::forget_fees(client, number, &mut gains).await?;
			}
		}
		Ok(gains)
	}

	/// Gives back what was paid for the transactions of a block.
	async fn forget_fees(client: &Client, number: u32, gains: &mut [i128; 5]) -> Result<()> {
		let block = client.block_hash(number).await?.ok_or("it is final")?;
		for record in client.events_at(block).await? {
			let RuntimeEvent::TransactionPayment(
				pallet_transaction_payment::Event::TransactionFeePaid {
					who, actual_fee, ..
				},
			) = record.event
			else {
				continue;
			};
			for (gain, (_, seed)) in gains.iter_mut().zip(ORGANISATIONS) {
				if who == account(seed) {
					*gain += i128::try_from(actual_fee)?;
				}
			}
		}
		Ok(())
	}
}

/// Asserts that a call failed, and why.
#[track_caller]
pub fn assert_refused(finalized: &Finalized, why: impl Into<DispatchError>) {
	assert_eq!(finalized.result(), Err(why.into()));
}

/// An agreement on a running chain.
pub struct Contract<'a> {
	/// Its number.
	pub id: AgreementId,
	client: &'a Client,
}

impl<'a> Contract<'a> {
	/// The first party proposes.
	pub async fn propose(client: &'a Client, terms: &Terms) -> Result<Self> {
		let proposer = terms.parties.first().ok_or("nobody agrees")?;
		let (contract, _) = Self::propose_by(client, admin(proposer.org)?, terms).await?;
		Ok(contract)
	}

	/// A party proposes, which may be of no preset. Returns what that led to, too.
	pub async fn propose_by(
		client: &'a Client,
		seed: &str,
		terms: &Terms,
	) -> Result<(Self, Finalized)> {
		let propose = Call::propose {
			terms: Box::new(terms.clone()),
		};
		let proposed = send(client, seed, propose).await?;
		let id = proposed.events.iter().find_map(|event| match event {
			RuntimeEvent::Agreements(Event::Proposed { agreement, .. }) => Some(*agreement),
			_ => None,
		});
		let id = id.ok_or("a proposal has a number")?;
		Ok((Self { id, client }, proposed))
	}

	/// A party reads what was proposed, and signs exactly that.
	pub async fn sign(&self, org: OrgId) -> Result<Finalized> {
		self.sign_by(admin(org)?).await
	}

	/// The same of a party that may be of no preset.
	pub async fn sign_by(&self, seed: &str) -> Result<Finalized> {
		let terms = self
			.client
			.view(TermsViewFunction::<Runtime>::new(self.id))
			.await?
			.ok_or("there is such an agreement")?;
		let sign = Call::sign {
			agreement: self.id,
			hash: terms.hash(&self.client.genesis.0, self.id),
		};
		try_send(self.client, seed, sign).await
	}

	/// The first party proposes, and all sign.
	pub async fn agree(client: &'a Client, terms: &Terms) -> Result<Self> {
		let contract = Self::propose(client, terms).await?;
		for party in &terms.parties {
			let signed = contract.sign(party.org).await?;
			signed.result().map_err(|error| format!("{error:?}"))?;
		}
		Ok(contract)
	}

	/// Somebody does something. What fails is an error.
	pub async fn done(&self, seed: &str, call: Call<Runtime>) -> Result<Finalized> {
		send(self.client, seed, call).await
	}

	/// Somebody tries something, and it is refused, with this error.
	pub async fn refused(
		&self,
		seed: &str,
		call: Call<Runtime>,
		why: Error<Runtime>,
	) -> Result<()> {
		assert_refused(&try_send(self.client, seed, call).await?, why);
		Ok(())
	}

	/// All want out: the one consents, and the other cancels.
	pub async fn cancel(&self, one: &str, other: &str) -> Result<()> {
		let consent = Call::consent {
			agreement: self.id,
			consents: true,
		};
		self.done(one, consent).await?;
		let cancel = Call::cancel { agreement: self.id };
		self.done(other, cancel).await?;
		Ok(())
	}

	/// All that is on record.
	pub async fn statement(&self) -> Result<Statement<AccountId>> {
		let statement = self
			.client
			.view(StatementViewFunction::<Runtime>::new(self.id))
			.await?;
		Ok(statement.ok_or("there is such an agreement")?)
	}

	/// Makes blocks until what is on record fits.
	pub async fn until(
		&self,
		what: &str,
		fits: impl Fn(&Statement<AccountId>) -> bool,
	) -> Result<Statement<AccountId>> {
		for _ in 0..PATIENCE {
			let statement = self.statement().await?;
			if fits(&statement) {
				return Ok(statement);
			}
			make_block(self.client).await?;
		}
		let statement = self.statement().await?;
		Err(format!("{PATIENCE} blocks in vain for {what}: {statement:?}").into())
	}

	/// What each clause evaluates to now, and why.
	pub async fn explain(&self) -> Result<Vec<ClauseView>> {
		let clauses = self
			.client
			.view(ExplainViewFunction::<Runtime>::new(self.id))
			.await?;
		Ok(clauses.ok_or("there is such an agreement")?)
	}

	/// What each clause would do if a stream said this now.
	pub async fn what_if(&self, signal: Signal, value: i64) -> Result<Vec<Forecast>> {
		let forecasts = self
			.client
			.view(WhatIfViewFunction::<Runtime>::new(self.id, signal, value))
			.await?;
		Ok(forecasts.ok_or("there is such an agreement")?)
	}

	/// Its first ticket.
	pub async fn ticket(&self) -> Result<TicketView> {
		let tickets = self
			.client
			.view(TicketsViewFunction::<Runtime>::new(self.id))
			.await?
			.ok_or("there is such an agreement")?;
		Ok(tickets.into_iter().next().ok_or("it has tickets")?)
	}
}
