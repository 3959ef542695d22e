//! `hallmark org`: members, their agents and their GS1 company prefixes.

use clap::{Args, Subcommand, ValueEnum};
use hallmark_rpc::{
	organisation::{OrgApiClient, OrgRef},
	Account,
};
use hallmark_types::{
	gs1::{CompanyPrefix, Gln},
	organisation::{OrgId, Role, Roles, Scope, Scopes},
	Hash,
};
use polkadot_sdk::sp_crypto_hashing::blake2_256;
use subxt::dynamic::Value;

use crate::{
	clock::{self, NamedMoment},
	connection::Connection,
	context::Context,
	examples, files,
	keys::Who,
	motion,
	output::Record,
	story::Step::{self, Example, Run},
	transaction::{call, Call},
	units,
	values::{bytes, encoded, option},
	Error, Result,
};

/// The pallet that keeps the register.
const PALLET: &str = "Organisations";

/// The most bytes in an organisation's name.
const MAX_NAME_LENGTH: usize = 64;

/// The most bytes in a reason.
const MAX_REASON_LENGTH: usize = 128;

/// The longest document that is hashed, in bytes.
const MAX_DOCUMENT_LENGTH: u64 = 1 << 30;

/// The order in which the examples are told. The development chain begins with five members, so the
/// one that is admitted here is number 6.
pub const STORY: &[Step] = &[
	Example("org apply"),
	Example("org application"),
	Example("org admit"),
	Run("hallmark key new birch.key"),
	Run("hallmark account transfer $(hallmark key show birch.key) 100 --dev Alice"),
	Run("hallmark org apply Birch --role carrier --key birch.key"),
	Example("org decline"),
	Run("hallmark org apply Birch --role carrier --key birch.key"),
	Example("org withdraw"),
	Example("org describe"),
	Example("org roles"),
	Example("org prefix assign"),
	Example("org prefix holder"),
	Example("org agent add"),
	Example("org agent accept"),
	Example("org agent mandate"),
	Example("org agent list"),
	Example("org agent remove"),
	Example("org admin offer"),
	Example("org admin accept"),
	Example("org show"),
	Example("org suspend"),
	Example("org reinstate"),
	Example("org prefix withdraw"),
	Example("org expel"),
];

/// What to do with organisations.
#[derive(Debug, Subcommand)]
pub enum Command {
	/// Ask to be admitted, with the account that signs as the admin
	#[command(after_help = examples!(
		"hallmark org apply 'Alder Thermometers' --role maker --role servicer \
		 --gln 9506040000013 --key alder.key",
	))]
	Apply {
		/// The organisation's name
		#[arg(value_parser = units::text::<MAX_NAME_LENGTH>)]
		name: String,
		/// What it is to be to the others; more than once for several
		#[arg(long = "role", required = true, value_name = "ROLE")]
		roles: Vec<RoleName>,
		/// What else is said of it
		#[command(flatten)]
		about: About,
	},
	/// Take your application back, and its deposit
	#[command(after_help = examples!("hallmark org withdraw --key birch.key"))]
	Withdraw,
	/// Show an open application, and the digest that a vote for it names
	#[command(after_help = examples!(
		"hallmark org application $(hallmark key show alder.key)",
	))]
	Application {
		/// The applicant
		account: Who,
	},
	/// Admit an applicant: the council decides
	#[command(after_help = examples!(
		"hallmark org admit $(hallmark key show alder.key) --dev Alice",
	))]
	Admit {
		/// The applicant
		account: Who,
		/// What was read and is voted on; the open application if left out
		#[arg(long, value_parser = units::hash)]
		digest: Option<Hash>,
	},
	/// Decline an application: the council decides
	#[command(after_help = examples!(
		"hallmark org decline $(hallmark key show birch.key) --reason 'No papers' --dev Alice",
	))]
	Decline {
		/// The applicant
		account: Who,
		/// Why
		#[arg(long, value_parser = units::text::<MAX_REASON_LENGTH>)]
		reason: String,
	},
	/// Show an organisation
	#[command(after_help = examples!(
		"By its number, or by an account that acts for it:",
		"hallmark org show 1",
		"hallmark org show Charlie",
	))]
	Show {
		/// Its number, or an account that acts for it
		org: Named,
	},
	/// Give an organisation these roles and no others: the council decides
	#[command(after_help = examples!("hallmark org roles 6 --role maker --dev Alice"))]
	Roles {
		/// The organisation's number
		org: OrgId,
		/// A role; more than once for several
		#[arg(long = "role", required = true, value_name = "ROLE")]
		roles: Vec<RoleName>,
	},
	/// Replace the GLN and the document's hash of your organisation
	#[command(after_help = examples!(
		"hallmark org describe --gln 9506040000013 --key alder.key",
	))]
	Describe {
		/// What is said of it; what is left out is removed
		#[command(flatten)]
		about: About,
	},
	/// Suspend an organisation, as a regulator, or by the council
	#[command(after_help = examples!(
		"hallmark org suspend 6 --reason 'Forged certificates' --dev Eve",
	))]
	Suspend {
		/// The organisation's number
		org: OrgId,
		/// Why
		#[arg(long, value_parser = units::text::<MAX_REASON_LENGTH>)]
		reason: String,
		/// Let the council decide
		#[arg(long)]
		council: bool,
	},
	/// Lift a suspension: the council decides
	#[command(after_help = examples!("hallmark org reinstate 6 --dev Alice"))]
	Reinstate {
		/// The organisation's number
		org: OrgId,
	},
	/// Expel an organisation, for ever: the council decides
	#[command(after_help = examples!(
		"hallmark org expel 6 --reason 'Forged certificates' --dev Alice",
	))]
	Expel {
		/// The organisation's number
		org: OrgId,
		/// Why
		#[arg(long, value_parser = units::text::<MAX_REASON_LENGTH>)]
		reason: String,
	},
	/// Accounts that act for your organisation
	#[command(subcommand)]
	Agent(Agent),
	/// The one account that may do everything for your organisation
	#[command(subcommand)]
	Admin(Admin),
	/// GS1 company prefixes
	#[command(subcommand)]
	Prefix(Prefix),
}

/// What an organisation may say of itself.
#[derive(Args, Debug)]
pub struct About {
	/// Its Global Location Number, 13 digits
	#[arg(long)]
	gln: Option<Gln>,
	/// The hash of a document about it that is kept elsewhere
	#[arg(long, value_parser = units::hash, conflicts_with = "document")]
	metadata: Option<Hash>,
	/// A document about it, of which the BLAKE2b-256 hash is kept
	#[arg(long, value_name = "FILE")]
	document: Option<std::path::PathBuf>,
}

impl About {
	fn values(self) -> Result<(Value, Value)> {
		let document = self
			.document
			.map(|file| files::read(&file, MAX_DOCUMENT_LENGTH))
			.transpose()?;
		let metadata = document
			.map(|content| Hash::from(blake2_256(&content)))
			.or(self.metadata);
		Ok((
			option(self.gln.map(|gln| encoded(&gln))),
			option(metadata.map(|hash| encoded(&hash))),
		))
	}
}

/// What to do with agents.
#[derive(Debug, Subcommand)]
pub enum Agent {
	/// Ask an account to act for your organisation, within scopes. It is no agent before it accepts
	#[command(after_help = examples!(
		"hallmark org agent add $(hallmark key show plant.key) --scope anchors --scope devices \
		 --until 2099-12-31 --key alder.key",
	))]
	Add {
		/// The account
		account: Who,
		/// What it is to do
		#[command(flatten)]
		mandate: Mandate,
	},
	/// Agree to act for an organisation
	#[command(after_help = examples!("hallmark org agent accept 6 --key plant.key"))]
	Accept {
		/// The organisation's number
		org: OrgId,
	},
	/// Change what an agent may do, and until when
	#[command(after_help = examples!(
		"hallmark org agent mandate $(hallmark key show plant.key) --scope devices --key alder.key",
	))]
	Mandate {
		/// The account
		account: Who,
		/// What it may do now
		#[command(flatten)]
		mandate: Mandate,
	},
	/// Remove an agent, or leave as one
	#[command(after_help = examples!(
		"hallmark org agent remove $(hallmark key show plant.key) --key alder.key",
	))]
	Remove {
		/// The account
		account: Who,
	},
	/// List the agents of an organisation
	#[command(after_help = examples!("hallmark org agent list 6"))]
	List {
		/// Its number, or an account that acts for it
		org: Named,
	},
}

/// What an agent may do, and until when.
#[derive(Args, Debug)]
// A subcommand has the same name, and that is one group already.
#[group(skip)]
pub struct Mandate {
	/// A part of the organisation's business; more than once for several
	#[arg(long = "scope", required = true, value_name = "SCOPE")]
	scopes: Vec<ScopeName>,
	/// The first moment at which it may no longer: 2030-12-31, +90d; no end if left out
	#[arg(long, value_name = "MOMENT")]
	until: Option<NamedMoment>,
}

impl Mandate {
	async fn call(self, name: &str, account: &Who, connection: &Connection) -> Result<Call> {
		let account = connection.account(account).await?;
		let scopes: Scopes = self.scopes.into_iter().map(|scope| scope.0).collect();
		let arguments = [
			("account", encoded(&account)),
			("scopes", encoded(&scopes)),
			("expires_at", clock::option(self.until, connection).await?),
		];
		Ok(call(PALLET, name, arguments))
	}
}

/// What to do with the admin's place.
#[derive(Debug, Subcommand)]
pub enum Admin {
	/// Offer your place to another account, or take the offer back
	#[command(after_help = examples!(
		"hallmark org admin offer $(hallmark key show plant.key) --key alder.key",
	))]
	Offer {
		/// To whom; left out, the offer is taken back
		account: Option<Who>,
	},
	/// Take an offered place, and its deposit over
	#[command(after_help = examples!("hallmark org admin accept 6 --key plant.key"))]
	Accept {
		/// The organisation's number
		org: OrgId,
	},
}

/// What to do with company prefixes.
#[derive(Debug, Subcommand)]
pub enum Prefix {
	/// Assign a prefix to an organisation: the council decides
	#[command(after_help = examples!("hallmark org prefix assign 950604 6 --dev Alice"))]
	Assign {
		/// The GS1 Company Prefix, 4 to 12 digits
		prefix: CompanyPrefix,
		/// The organisation's number
		org: OrgId,
	},
	/// Take a prefix from its holder: the council decides
	#[command(after_help = examples!("hallmark org prefix withdraw 950604 --dev Alice"))]
	Withdraw {
		/// The GS1 Company Prefix
		prefix: CompanyPrefix,
	},
	/// Show who holds the prefix that a GS1 key begins with
	#[command(after_help = examples!("hallmark org prefix holder 9506040000013"))]
	Holder {
		/// A prefix, or a GS1 key from its prefix on
		#[arg(value_name = "KEY")]
		digits: hallmark_types::gs1::Digits,
	},
}

/// An organisation as the command line names it.
#[derive(Clone, Debug)]
pub enum Named {
	/// By its number.
	Number(OrgId),
	/// By an account that acts for it.
	Account(Who),
}

impl std::str::FromStr for Named {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text.parse() {
			Ok(number) => Ok(Self::Number(number)),
			Err(_) => text.parse().map(Self::Account).map_err(|_| {
				"no organisation: its number, or the address of an account that acts for it"
					.to_owned()
			}),
		}
	}
}

impl Named {
	async fn reference(self, connection: &Connection) -> Result<OrgRef> {
		Ok(match self {
			Self::Number(number) => OrgRef::Number(number),
			Self::Account(who) => OrgRef::Account(Account(connection.account(&who).await?)),
		})
	}
}

/// A role by its name in lower case.
#[derive(Clone, Copy, Debug)]
pub struct RoleName(Role);

/// A scope by its name in lower case.
#[derive(Clone, Copy, Debug)]
pub struct ScopeName(Scope);

/// Lets clap offer the variants of an enum that is not its own.
macro_rules! named {
	($Name:ident of $Item:ident: $($Variant:ident $name:literal),+ $(,)?) => {
		impl ValueEnum for $Name {
			fn value_variants<'a>() -> &'a [Self] {
				&[$($Name($Item::$Variant)),+]
			}

			fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
				Some(clap::builder::PossibleValue::new(match self.0 {
					$($Item::$Variant => $name),+
				}))
			}
		}
	};
}

named!(RoleName of Role:
	Maker "maker",
	Operator "operator",
	Carrier "carrier",
	Servicer "servicer",
	Insurer "insurer",
	Auditor "auditor",
	Regulator "regulator",
);

named!(ScopeName of Scope:
	Organisation "organisation",
	Anchors "anchors",
	Devices "devices",
	Readings "readings",
	Items "items",
	Agreements "agreements",
	Tickets "tickets",
	Regulation "regulation",
);

fn roles(names: Vec<RoleName>) -> Value {
	encoded(&names.into_iter().map(|role| role.0).collect::<Roles>())
}

/// An organisation's number as calls take it.
fn number(org: OrgId) -> (&'static str, Value) {
	("org", Value::u128(org.into()))
}

fn reason(text: String) -> (&'static str, Value) {
	("reason", bytes(text))
}

impl Command {
	/// Does what was asked.
	pub async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Apply {
				name,
				roles: names,
				about,
			} => {
				let (gln, metadata) = about.values()?;
				let arguments = [
					("name", bytes(name)),
					("roles", roles(names)),
					("gln", gln),
					("metadata", metadata),
				];
				context.execute(&call(PALLET, "apply", arguments)).await
			},
			Self::Withdraw => {
				context
					.execute(&call(PALLET, "withdraw_application", []))
					.await
			},
			Self::Application { account } => application(context, account).await,
			Self::Admit { account, digest } => admit(context, account, digest).await,
			Self::Decline {
				account,
				reason: why,
			} => {
				let connection = context.connect().await?;
				let applicant = connection.account(&account).await?;
				let arguments = [("applicant", encoded(&applicant)), reason(why)];
				let decline = call(PALLET, "decline", arguments);
				let decision = motion::decide(context, &connection, decline).await?;
				context.output.show(&decision)
			},
			Self::Show { org } => show(context, org).await,
			Self::Roles { org, roles: names } => {
				let arguments = [number(org), ("roles", roles(names))];
				motion::execute(context, call(PALLET, "set_roles", arguments)).await
			},
			Self::Describe { about } => {
				let (gln, metadata) = about.values()?;
				let arguments = [("gln", gln), ("metadata", metadata)];
				context
					.execute(&call(PALLET, "set_metadata", arguments))
					.await
			},
			Self::Suspend {
				org,
				reason: why,
				council,
			} => {
				let suspend = call(PALLET, "suspend", [number(org), reason(why)]);
				match council {
					true => motion::execute(context, suspend).await,
					false => context.execute(&suspend).await,
				}
			},
			Self::Reinstate { org } => {
				motion::execute(context, call(PALLET, "reinstate", [number(org)])).await
			},
			Self::Expel { org, reason: why } => {
				let arguments = [number(org), reason(why)];
				motion::execute(context, call(PALLET, "expel", arguments)).await
			},
			Self::Agent(agent) => agent.run(context).await,
			Self::Admin(admin) => admin.run(context).await,
			Self::Prefix(prefix) => prefix.run(context).await,
		}
	}
}

async fn show(context: &Context, org: Named) -> Result<()> {
	let connection = context.connect().await?;
	let org = org.reference(&connection).await?;
	let organisation = OrgApiClient::get(connection.rpc(), org, None)
		.await?
		.ok_or_else(no_organisation)?;
	context.output.show(&Record(organisation))
}

fn no_organisation() -> Error {
	Error::NotFound("there is no such organisation".into())
}

async fn application(context: &Context, account: Who) -> Result<()> {
	let connection = context.connect().await?;
	let application = open_application(&connection, &account).await?;
	context.output.show(&Record(application))
}

async fn open_application(
	connection: &Connection,
	account: &Who,
) -> Result<hallmark_rpc::organisation::Application> {
	let account = connection.account(account).await?;
	OrgApiClient::application(connection.rpc(), Account(account), None)
		.await?
		.ok_or_else(|| Error::NotFound("the account has no open application".into()))
}

async fn admit(context: &Context, account: Who, digest: Option<Hash>) -> Result<()> {
	let connection = context.connect().await?;
	let digest = match digest {
		Some(digest) => digest,
		None => open_application(&connection, &account).await?.digest.into(),
	};
	let applicant = connection.account(&account).await?;
	let arguments = [
		("applicant", encoded(&applicant)),
		("digest", encoded(&digest)),
	];
	let admit = call(PALLET, "admit", arguments);
	let decision = motion::decide(context, &connection, admit).await?;
	context.output.show(&decision)
}

impl Agent {
	async fn run(self, context: &Context) -> Result<()> {
		let connection = context.connect().await?;
		let call = match self {
			Self::Add { account, mandate } => {
				mandate.call("add_agent", &account, &connection).await?
			},
			Self::Accept { org } => call(PALLET, "accept_agency", [number(org)]),
			Self::Mandate { account, mandate } => {
				mandate.call("set_mandate", &account, &connection).await?
			},
			Self::Remove { account } => {
				let account = connection.account(&account).await?;
				call(PALLET, "remove_agent", [("account", encoded(&account))])
			},
			Self::List { org } => return agents(context, &connection, org).await,
		};
		let included = context.send(&connection, &call).await?;
		context.output.show(&included)
	}
}

async fn agents(context: &Context, connection: &Connection, org: Named) -> Result<()> {
	let org = org.reference(connection).await?;
	let mut agents = Vec::new();
	let mut cursor = None;
	loop {
		let page = OrgApiClient::agents(connection.rpc(), org.clone(), None, cursor, None)
			.await?
			.ok_or_else(no_organisation)?;
		agents.extend(page.items.into_iter().map(Record));
		cursor = page.next;
		if cursor.is_none() {
			break;
		}
	}
	context.output.list(&agents, "It has no agents.")
}

impl Admin {
	async fn run(self, context: &Context) -> Result<()> {
		let connection = context.connect().await?;
		let call = match self {
			Self::Offer { account: Some(who) } => {
				let to = connection.account(&who).await?;
				call(PALLET, "offer_admin", [("to", option(Some(encoded(&to))))])
			},
			Self::Offer { account: None } => call(PALLET, "offer_admin", [("to", option(None))]),
			Self::Accept { org } => call(PALLET, "accept_admin", [number(org)]),
		};
		let included = context.send(&connection, &call).await?;
		context.output.show(&included)
	}
}

impl Prefix {
	async fn run(self, context: &Context) -> Result<()> {
		match self {
			Self::Assign { prefix, org } => {
				let arguments = [("prefix", encoded(&prefix)), number(org)];
				motion::execute(context, call(PALLET, "assign_prefix", arguments)).await
			},
			Self::Withdraw { prefix } => {
				let arguments = [("prefix", encoded(&prefix))];
				motion::execute(context, call(PALLET, "withdraw_prefix", arguments)).await
			},
			Self::Holder { digits } => {
				let connection = context.connect().await?;
				let key = hallmark_rpc::Digits(digits);
				let org = OrgApiClient::prefix_holder(connection.rpc(), key, None)
					.await?
					.ok_or_else(|| {
						Error::NotFound("nobody holds a prefix that the key begins with".into())
					})?;
				context.output.show(&org)
			},
		}
	}
}
