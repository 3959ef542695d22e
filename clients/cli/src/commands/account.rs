//! `hallmark account`: balances and transfers.

use std::fmt;

use clap::Subcommand;
use hallmark_types::{units::STABLECOIN, AccountId};
use polkadot_sdk::sp_core::crypto::Ss58Codec;
use serde::Serialize;
use subxt::{dynamic::Value, ext::scale_decode::DecodeAsType};

use crate::{
	connection::Connection,
	context::Context,
	examples,
	keys::Who,
	state,
	story::Step::{self, Example},
	transaction::call,
	units::{Currency, Money},
	values::address,
	Error, Result,
};

/// The order in which the examples are told.
pub const STORY: &[Step] = &[Example("account transfer"), Example("account show")];

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Show what an account owns, and which organisation it acts for
	#[command(after_help = examples!(
		"hallmark account show Bob",
		"Your own account, by its key:",
		"hallmark account show --key alder.key",
	))]
	Show {
		/// Its address, or the name of a development account; your own if left out
		account: Option<Who>,
	},
	/// Send money to another account
	#[command(after_help = examples!(
		"hallmark account transfer $(hallmark key show alder.key) 100 --dev Alice",
		"hallmark account transfer $(hallmark key show plant.key) 100 --dev Alice",
		"hallmark account transfer $(hallmark key show alder.key) 12.5HEUR --dev Alice",
	))]
	Transfer {
		/// To whom: an address, or the name of a development account
		to: Who,
		/// How much: 12.5 of the native token, or 12.5HEUR of the stablecoin
		amount: Money,
	},
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		let connection = context.connect().await?;
		match self {
			Self::Show { account } => {
				let account = match account {
					Some(who) => connection.account(&who).await?,
					None => context.keypair(&connection).await?.account(),
				};
				context
					.output
					.show(&Account::of(&connection, account).await?)
			},
			Self::Transfer { to, amount } => {
				let keypair = context.keypair(&connection).await?;
				let own = Account::of(&connection, keypair.account()).await?;
				let has = match amount.currency {
					Currency::Native => own.free,
					Currency::Stablecoin => own.stablecoin,
				};
				if has.amount < amount.amount {
					return Err(Error::Input(format!(
						"cannot send {amount}: the account has {has}"
					)));
				}
				let to = address(&connection.account(&to).await?);
				let much = Value::u128(amount.amount);
				let call = match amount.currency {
					Currency::Native => call(
						"Balances",
						"transfer_keep_alive",
						[("dest", to), ("value", much)],
					),
					Currency::Stablecoin => call(
						"Assets",
						"transfer_keep_alive",
						[
							("id", Value::u128(STABLECOIN.into())),
							("target", to),
							("amount", much),
						],
					),
				};
				let included = context.send_as(&connection, &keypair, &call).await?;
				context.output.show(&included)
			},
		}
	}
}

/// What is known of an account.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Account {
	/// Its address.
	account: String,
	/// What it can dispose of, but for what keeps it alive.
	free: Money,
	/// What is held of it: deposits, escrow.
	held: Money,
	/// The stablecoin.
	stablecoin: Money,
	/// How many transactions it has sent.
	nonce: u32,
}

impl Account {
	async fn of(connection: &Connection, account: AccountId) -> Result<Self> {
		#[derive(Default, DecodeAsType)]
		#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
		struct Info {
			nonce: u32,
			data: Data,
		}
		#[derive(Default, DecodeAsType)]
		#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
		struct Data {
			free: u128,
			reserved: u128,
		}
		#[derive(DecodeAsType)]
		#[decode_as_type(crate_path = "subxt::ext::scale_decode")]
		struct Asset {
			balance: u128,
		}
		let at = connection.best().await?;
		let id: [u8; 32] = account.clone().into();
		let info: Option<Info> = state::stored(&at, "System", "Account", (id,)).await?;
		let info = info.unwrap_or_default();
		let asset: Option<Asset> =
			state::stored(&at, "Assets", "Account", (STABLECOIN, id)).await?;
		Ok(Self {
			account: account.to_ss58check(),
			free: Money::native(info.data.free),
			held: Money::native(info.data.reserved),
			stablecoin: Money {
				amount: asset.map_or(0, |asset| asset.balance),
				currency: Currency::Stablecoin,
			},
			nonce: info.nonce,
		})
	}
}

impl fmt::Display for Account {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		writeln!(f, "{}", self.account)?;
		writeln!(f, "free: {}", self.free)?;
		writeln!(f, "held: {}", self.held)?;
		writeln!(f, "stablecoin: {}", self.stablecoin)?;
		write!(f, "transactions: {}", self.nonce)
	}
}
