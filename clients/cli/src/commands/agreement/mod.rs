//! `hallmark agreement`: contracts that execute themselves.

mod looking;
mod proposing;
mod service;
mod shown;

use std::path::PathBuf;

use clap::Subcommand;
use hallmark_agreements::{AgreementId, ClauseIndex, Ruling};
use hallmark_types::Hash;
use subxt::dynamic::Value;

use self::{looking::Said, service::TicketCommand};
use crate::{
	context::Context,
	examples,
	keys::Who,
	story::Step::{self, Example, Prepare, Run},
	templates::{self, Organisation, Template},
	terms::part,
	transaction::{call, Call},
	units,
	values::encoded,
	Result,
};

/// The pallet that keeps agreements.
const PALLET: &str = "Agreements";

/// The order in which the examples are told: a refrigerator of Northern Clinics fails, is repaired by
/// its maker, and uses less power while that is dear.
pub const STORY: &[Step] = &[
	Prepare("a refrigerator and a meter of power"),
	Example("agreement templates"),
	Example("agreement template"),
	Example("agreement check"),
	Example("agreement propose"),
	Example("agreement terms"),
	Example("agreement sign"),
	Run("hallmark agreement sign 1 --terms service.json --dev Bob"),
	Example("agreement show"),
	Example("agreement list"),
	Example("agreement explain"),
	Example("agreement dry-run"),
	Run("hallmark key new till.key"),
	// Nothing can be paid into an account that the coin's issuer blocks.
	Run("hallmark account transfer $(hallmark key show till.key) 1HEUR --dev Bob"),
	Prepare("a till that is blocked"),
	Example("agreement payee"),
	Prepare("a refrigerator that fails"),
	Example("agreement ticket list"),
	Example("agreement ticket acknowledge"),
	Prepare("a refrigerator that is healthy again"),
	Example("agreement ticket resolve"),
	Example("agreement poke"),
	Example("agreement challenge"),
	Example("agreement rule"),
	Run("hallmark agreement poke 1 --dev Alice"),
	Example("agreement credits"),
	Example("agreement claim"),
	Example("agreement ticket open"),
	Example("agreement ticket close"),
	Example("agreement confirm"),
	Example("agreement firings"),
	Run("hallmark agreement propose power.json --dev Dave"),
	Run("hallmark agreement sign 2 --terms power.json --dev Dave"),
	Run("hallmark agreement sign 2 --terms power.json --dev Charlie"),
	Prepare("power that is dear, and a refrigerator that obeys"),
	Example("agreement command list"),
	Example("agreement command acknowledge"),
	Example("agreement consent"),
	Example("agreement cancel"),
	Example("agreement statement"),
	Example("agreement progress"),
	Prepare("an agreement that has been over for long"),
	Example("agreement remove"),
];

/// What to do with agreements.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// List the contracts that are worked out, and what each needs
	#[command(after_help = examples!(
		"hallmark agreement templates",
		"hallmark agreement templates --json",
	))]
	Templates,
	/// Fill in a template, and write the terms: JSON, to be read, changed, and proposed
	#[command(after_help = examples!(
		"hallmark agreement template field-service \
		 --set operator=Charlie --set servicer=Bob --set arbiter=Eve \
		 --set fault=1/FRIDGE-1/fault --set fee=250HEUR --set penalty=40HEUR --set visits=2 \
		 --set acknowledge-within=4h --set heard-within=10m --set objection=1d \
		 --set bond=30HEUR --set patience=14d --set expires-at=+365d > service.json",
		"hallmark agreement template demand-response \
		 --set utility=3 --set owner=2 --set price=1/METER-1/price,count,-3 \
		 --set dear=50 --set cheap=20 --set appliance=1/FRIDGE-1 --set reduce=7 --set restore=8 \
		 --set answer-within=1h --set rest=10m --set reward=2 --set times=3 --set unknown-for=1d \
		 --set expires-at=+90d > power.json",
		"Goods by their GS1 Digital Link, which a node is asked about; the file has their EPC URI:",
		"hallmark agreement template cold-chain \
		 --set consignee=2 --set carrier=3 --set shipper=1 --set arbiter=4 \
		 --set item=https://id.gs1.org/00/095060000000000022 --set freight=100HEUR \
		 --set if-breached=30% --set unknown-for=1h --set objection=1h --set bond=10HEUR \
		 --set patience=1d --set expires-at=+30d > freight.json",
	))]
	Template {
		/// Its name, of `hallmark agreement templates`
		#[arg(value_parser = templates::find)]
		template: &'static Template,
		/// A parameter and its value; once for each. +30d is by the chain's clock if a node has to be
		/// asked about another value, such as Charlie, and by this machine's otherwise
		#[arg(long = "set", value_name = "NAME=VALUE", value_parser = templates::setting)]
		settings: Vec<(String, String)>,
		/// What was agreed in words, of which the BLAKE2b-256 hash is part of the terms
		#[arg(long, value_name = "FILE")]
		document: Option<PathBuf>,
	},
	/// Check terms by this machine's clock, and say in words what they are; without a node
	#[command(after_help = examples!(
		"hallmark agreement check service.json",
		"By the chain's clock, with what a node knows of the streams and the hash that would be signed:",
		"hallmark agreement check service.json --chain",
	))]
	Check {
		/// The terms
		terms: PathBuf,
		/// Ask the node, too, and go by the chain's clock
		#[arg(long)]
		chain: bool,
	},
	/// Propose terms. Nobody has signed them by that
	#[command(after_help = examples!("hallmark agreement propose service.json --dev Charlie"))]
	Propose {
		/// The terms
		terms: PathBuf,
	},
	/// Write an agreement's terms as the chain has them
	#[command(after_help = examples!("hallmark agreement terms 1 > agreed.json"))]
	Terms {
		/// Its number
		agreement: AgreementId,
	},
	/// Sign for your organisation, whose share is held from then on; show what was signed
	#[command(after_help = examples!(
		"If it says what is in this file, and nothing else:",
		"hallmark agreement sign 1 --terms service.json --dev Charlie",
	))]
	Sign {
		/// Its number, or the hash of its terms
		agreement: Named,
		/// What you mean to sign
		#[arg(long, value_name = "FILE")]
		terms: Option<PathBuf>,
	},
	/// Show where an agreement stands: who has signed, what is held, what was paid
	#[command(after_help = examples!("hallmark agreement show 1"))]
	Show {
		/// Its number
		agreement: AgreementId,
	},
	/// List the agreements of an organisation, as a party or as the arbiter
	#[command(after_help = examples!(
		"hallmark agreement list 2",
		"hallmark agreement list Charlie",
	))]
	List {
		/// Its number, or an account that acts for it
		#[arg(value_parser = templates::organisation)]
		org: Organisation,
	},
	/// Explain what each clause evaluates to now, part by part, and why
	#[command(after_help = examples!("hallmark agreement explain 1"))]
	Explain {
		/// Its number
		agreement: AgreementId,
	},
	/// Say what each clause would do if a stream said something now. Nothing changes by it
	#[command(after_help = examples!(
		"hallmark agreement dry-run 1 --reading 1/FRIDGE-1/fault=1",
		"hallmark agreement dry-run 1 --reading 1/FRIDGE-1/fault=0/",
	))]
	DryRun {
		/// Its number
		agreement: AgreementId,
		/// A stream, a value, and the unit if you want that checked: 1/TH-1/temp=21.5Cel
		#[arg(long, value_name = "DEVICE/NAME=VALUE[UNIT]")]
		reading: Said,
	},
	/// Confirm: your organisation's word, for which conditions can ask. Once, and for good
	#[command(after_help = examples!("hallmark agreement confirm 1 --dev Charlie"))]
	Confirm {
		/// The agreement's number
		agreement: AgreementId,
	},
	/// Name the account into which your organisation is paid from now on
	#[command(after_help = examples!(
		"hallmark agreement payee 1 $(hallmark key show till.key) --dev Bob",
	))]
	Payee {
		/// The agreement's number
		agreement: AgreementId,
		/// The account
		account: Who,
	},
	/// Challenge a clause that came true, with a bond: it does not fire before the arbiter decides
	#[command(after_help = examples!("hallmark agreement challenge 1 2 --dev Charlie"))]
	Challenge {
		/// The agreement's number
		agreement: AgreementId,
		/// The clause, counted from 0
		clause: ClauseIndex,
	},
	/// Decide, as the arbiter, about a clause that was challenged
	#[command(after_help = examples!(
		"It fires, and pays three fifths of what it would have:",
		"hallmark agreement rule 1 2 60% --dev Eve",
	))]
	Rule {
		/// The agreement's number
		agreement: AgreementId,
		/// The clause, counted from 0
		clause: ClauseIndex,
		/// `uphold` and it fires, `strike` and it does not, or the part that it pays, such as 60%
		#[arg(value_parser = ruling)]
		ruling: Ruling,
	},
	/// Have an agreement evaluated now, for a fee
	#[command(after_help = examples!("hallmark agreement poke 1 --dev Alice"))]
	Poke {
		/// Its number
		agreement: AgreementId,
	},
	/// List what is owed and could not be paid
	#[command(after_help = examples!("hallmark agreement credits 1"))]
	Credits {
		/// The agreement's number
		agreement: AgreementId,
	},
	/// Claim what your organisation is owed and could not be paid
	#[command(after_help = examples!("hallmark agreement claim 1 --dev Bob"))]
	Claim {
		/// The agreement's number
		agreement: AgreementId,
	},
	/// List the clauses that came true last: when, why, on which readings, and what came of it
	#[command(after_help = examples!("hallmark agreement firings 1"))]
	Firings {
		/// The agreement's number
		agreement: AgreementId,
	},
	/// Requests for service
	#[command(subcommand)]
	Ticket(TicketCommand),
	/// What devices are told, and what they answer
	#[command(subcommand)]
	Command(service::Orders),
	/// Consent to the end of an active agreement. When all others have, one cancels it
	#[command(after_help = examples!(
		"hallmark agreement consent 1 --dev Bob",
		"hallmark agreement consent 1 --withdraw --dev Bob",
		"hallmark agreement consent 1 --dev Bob",
	))]
	Consent {
		/// The agreement's number
		agreement: AgreementId,
		/// Take your consent back
		#[arg(long)]
		withdraw: bool,
	},
	/// Cancel an agreement: alone before all have signed, and when all others consent later
	#[command(after_help = examples!("hallmark agreement cancel 1 --dev Charlie"))]
	Cancel {
		/// Its number
		agreement: AgreementId,
	},
	/// Show all that is on record, for an auditor: who agreed on what, what happened, on which evidence
	#[command(after_help = examples!(
		"hallmark agreement statement 1",
		"hallmark agreement statement 1 --json > statement.json",
	))]
	Statement {
		/// The agreement's number
		agreement: AgreementId,
	},
	/// Show how far the evaluation of all agreements has come
	#[command(after_help = examples!("hallmark agreement progress"))]
	Progress,
	/// Remove an agreement that has been over for long; its deposit goes back
	#[command(after_help = examples!("hallmark agreement remove 1 --dev Charlie"))]
	Remove {
		/// Its number
		agreement: AgreementId,
	},
}

/// An agreement as the command line names it.
#[derive(Clone, Copy, Debug)]
pub enum Named {
	/// By its number.
	Number(AgreementId),
	/// By what its parties sign.
	Hash(Hash),
}

impl std::str::FromStr for Named {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let number = || text.parse().map(Self::Number);
		units::hash(text)
			.map(Self::Hash)
			.or_else(|_| number())
			.map_err(|_| "no agreement: its number, or the hash of its terms".to_owned())
	}
}

/// A ruling: `uphold`, `strike`, or a part.
fn ruling(text: &str) -> Result<Ruling, String> {
	let ruling = match text {
		"uphold" => Some(Ruling::Uphold),
		"strike" => Some(Ruling::Strike),
		text => part(text).ok().map(Ruling::Split),
	};
	ruling.filter(Ruling::is_sound).ok_or_else(|| {
		"no ruling: uphold, strike, or a part of more than 0% and less than 100%".to_owned()
	})
}

/// An agreement's number as calls take it.
fn number(agreement: AgreementId) -> (&'static str, Value) {
	("agreement", Value::u128(agreement.into()))
}

/// A call about an agreement as a whole.
fn about(agreement: AgreementId, name: &str) -> Call {
	call(PALLET, name, [number(agreement)])
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Templates => proposing::templates(context),
			Self::Template {
				template,
				settings,
				document,
			} => proposing::template(context, template, &settings, document).await,
			Self::Check { terms, chain } => proposing::check(context, &terms, chain).await,
			Self::Propose { terms } => proposing::propose(context, &terms).await,
			Self::Terms { agreement } => proposing::terms(context, agreement).await,
			Self::Sign { agreement, terms } => {
				proposing::sign(context, agreement, terms.as_deref()).await
			},
			Self::Show { agreement } => looking::show(context, agreement).await,
			Self::List { org } => looking::list(context, &org).await,
			Self::Explain { agreement } => looking::explain(context, agreement).await,
			Self::DryRun { agreement, reading } => {
				looking::dry_run(context, agreement, reading).await
			},
			Self::Confirm { agreement } => context.execute(&about(agreement, "confirm")).await,
			Self::Payee { agreement, account } => {
				let connection = context.connect().await?;
				let payee = connection.account(&account).await?;
				let arguments = [number(agreement), ("payee", encoded(&payee))];
				let set = call(PALLET, "set_payee", arguments);
				let included = context.send(&connection, &set).await?;
				context.output.show(&included)
			},
			Self::Challenge { agreement, clause } => {
				let arguments = [number(agreement), ("clause", Value::u128(clause.into()))];
				context.execute(&call(PALLET, "challenge", arguments)).await
			},
			Self::Rule {
				agreement,
				clause,
				ruling,
			} => {
				let arguments = [
					number(agreement),
					("clause", Value::u128(clause.into())),
					("ruling", encoded(&ruling)),
				];
				context.execute(&call(PALLET, "rule", arguments)).await
			},
			Self::Poke { agreement } => context.execute(&about(agreement, "poke")).await,
			Self::Credits { agreement } => looking::credits(context, agreement).await,
			Self::Claim { agreement } => context.execute(&about(agreement, "claim")).await,
			Self::Firings { agreement } => looking::firings(context, agreement).await,
			Self::Ticket(command) => command.run(context).await,
			Self::Command(command) => command.run(context).await,
			Self::Consent {
				agreement,
				withdraw,
			} => {
				let arguments = [number(agreement), ("consents", Value::bool(!withdraw))];
				context.execute(&call(PALLET, "consent", arguments)).await
			},
			Self::Cancel { agreement } => context.execute(&about(agreement, "cancel")).await,
			Self::Statement { agreement } => looking::statement(context, agreement).await,
			Self::Progress => looking::progress(context).await,
			Self::Remove { agreement } => context.execute(&about(agreement, "remove")).await,
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn ruling_is_a_word_or_a_part() {
		assert_eq!(ruling("uphold"), Ok(Ruling::Uphold));
		assert_eq!(ruling("strike"), Ok(Ruling::Strike));
		assert_eq!(ruling("60%"), Ok(Ruling::Split(600_000)));
		for wrong in ["", "maybe", "0%", "100%", "60"] {
			assert!(ruling(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn agreement_is_named_by_number_or_hash() {
		assert!(matches!("7".parse(), Ok(Named::Number(7))));
		let hash = format!("0x{}", "11".repeat(32));
		assert!(matches!(hash.parse(), Ok(Named::Hash(_))));
		for wrong in ["", "-1", "0x11", "seven"] {
			assert!(wrong.parse::<Named>().is_err(), "{wrong}");
		}
	}
}
