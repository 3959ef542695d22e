//! Agreements between the organisations of the presets: proposed, signed by all, and watched until
//! they are settled.
//!
//! With `--sealing instant` a chain's clock goes on by a slot with every block, so time passes as fast
//! as blocks are made: nothing here waits for the clock on the wall.

use hallmark_agreements::{templates::Frame, AgreementId, Stream, Terms};
use hallmark_envelope::Unit;
use hallmark_runtime::{AccountId, Balance, Moment, Runtime, RuntimeEvent};
use hallmark_types::{organisation::OrgId, readings::Signal, units::STABLECOIN};
use pallet_agreements::{
	Call, ClauseView, Error, Event, ExplainViewFunction, Forecast, Statement,
	StatementViewFunction, TermsViewFunction, TicketView, TicketsViewFunction, WhatIfViewFunction,
};
use pallet_reading_attestation::Bounds;
use polkadot_sdk::{
	frame_system::{self, AccountInfo},
	pallet_assets, pallet_balances,
	sp_core::Pair,
	sp_runtime::DispatchError,
};

use super::{
	devices::{now, MAKER, OPERATOR},
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
async fn make_block(client: &Client) -> Result<()> {
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
	let now = now(client).await?;
	Ok(Frame {
		asset: Some(STABLECOIN),
		sign_by: now + 30 * SECOND,
		expires_at: now + lifetime,
		document: Default::default(),
		witnesses: vec![],
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
	let key = frame_system::Account::<Runtime>::hashed_key_for(account);
	let info: Option<AccountInfo<u32, pallet_balances::AccountData<Balance>>> =
		client.storage(&key, None).await?;
	Ok(info.map_or(0, |info| info.data.free + info.data.reserved))
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
		let propose = Call::propose {
			terms: Box::new(terms.clone()),
		};
		let proposed = send(client, admin(proposer.org)?, propose).await?;
		let id = proposed.events.iter().find_map(|event| match event {
			RuntimeEvent::Agreements(Event::Proposed { agreement, .. }) => Some(*agreement),
			_ => None,
		});
		let id = id.ok_or("a proposal has a number")?;
		Ok(Self { id, client })
	}

	/// A party reads what was proposed, and signs exactly that.
	pub async fn sign(&self, org: OrgId) -> Result<Finalized> {
		let terms = self
			.client
			.view(TermsViewFunction::<Runtime>::new(self.id))
			.await?
			.ok_or("there is such an agreement")?;
		let sign = Call::sign {
			agreement: self.id,
			hash: terms.hash(&self.client.genesis.0, self.id),
		};
		try_send(self.client, admin(org)?, sign).await
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
