//! What every command has at hand: the settings, the output, and ways to a node and a key.

use std::{env, path::PathBuf};

use crate::{
	arguments::{Settings, Wait},
	connection::Connection,
	error::Error,
	keys::Keypair,
	output::Output,
	progress::Progress,
	transaction::{Call, Included},
	Result,
};

/// The file with the key, if `--key` does not name one.
const KEY_FILE: &str = "HALLMARK_KEY_FILE";

/// The key itself.
const KEY: &str = "HALLMARK_KEY";

/// What a command works with.
#[derive(Debug)]
pub struct Context {
	/// Options that every subcommand takes.
	pub settings: Settings,
	/// Where results go.
	pub output: Output,
}

impl Context {
	/// From the command line.
	pub fn new(settings: Settings) -> Self {
		let output = Output::new(settings.json);
		Self { settings, output }
	}

	/// What tells of long work. It shows on a terminal only.
	pub fn progress(&self) -> Progress {
		Progress::new(self.settings.quiet)
	}

	/// Connects to the node that the settings name.
	pub async fn connect(&self) -> Result<Connection> {
		Connection::open(&self.settings.url).await
	}

	/// The key to sign with: of `--dev`, of `--key`, or of the environment.
	///
	/// Everybody knows the keys of development accounts, so those are refused on any other chain.
	pub async fn keypair(&self, connection: &Connection) -> Result<Keypair> {
		if let Some(name) = &self.settings.dev {
			connection
				.ensure_development("the account of --dev")
				.await?;
			return Keypair::development(name);
		}
		self.own_keypair()
	}

	/// The key of `--key` or of the environment.
	pub fn own_keypair(&self) -> Result<Keypair> {
		let file = self.settings.key.clone();
		if let Some(file) = file.or_else(|| env::var_os(KEY_FILE).map(PathBuf::from)) {
			return Keypair::read(&file);
		}
		match env::var(KEY) {
			Ok(secret) => {
				Keypair::from_text(&secret).map_err(|error| Error::Input(format!("{KEY}: {error}")))
			},
			Err(env::VarError::NotPresent) => Err(Error::Input(format!(
				"this needs a key: name a file with --key FILE or {KEY_FILE}, put the secret into \
				 {KEY}, or use --dev NAME on a development chain"
			))),
			Err(env::VarError::NotUnicode(_)) => Err(Error::Input(format!("{KEY} is no text"))),
		}
	}

	/// Signs a call with the key to sign with, hands it in, and waits as long as the settings say.
	///
	/// [`Error::Refused`] if it was not taken, or was taken and failed.
	pub async fn send(&self, connection: &Connection, call: &Call) -> Result<Included> {
		let keypair = self.keypair(connection).await?;
		self.send_as(connection, &keypair, call).await
	}

	/// As [`Self::send`], with this key.
	pub async fn send_as(
		&self,
		connection: &Connection,
		keypair: &Keypair,
		call: &Call,
	) -> Result<Included> {
		let bytes = connection.sign(keypair, call).await?;
		self.hand_in(connection, &bytes).await
	}

	/// Hands a complete transaction in, signed or without an account, and waits as long as the
	/// settings say.
	pub async fn hand_in(&self, connection: &Connection, bytes: &[u8]) -> Result<Included> {
		let progress = self.progress();
		connection
			.hand_in(bytes, self.settings.wait, &progress)
			.await?
			.succeeded()
	}

	/// Connects, sends a call and shows what came of it: most commands are this.
	pub async fn execute(&self, call: &Call) -> Result<()> {
		let connection = self.connect().await?;
		let included = self.send(&connection, call).await?;
		self.output.show(&included)
	}

	/// Whether transactions are waited for until they are final.
	pub fn waits_for_finality(&self) -> bool {
		self.settings.wait == Wait::Final
	}
}
