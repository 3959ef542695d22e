//! From a template to an agreement that all have signed.

use std::{
	fmt,
	path::{Path, PathBuf},
};

use codec::Encode;
use hallmark_agreements::{AgreementId, Terms};
use hallmark_rpc::{
	agreement::AgreementApiClient, reading::ReadingApiClient, Bytes, Hex32, StreamName,
};
use hallmark_types::{Hash, Moment};
use polkadot_sdk::sp_crypto_hashing::blake2_256;
use serde::Serialize;

use super::{looking, number, Named, PALLET};
use crate::{
	clock,
	connection::Connection,
	context::Context,
	files,
	keys::Keypair,
	templates::{Filled, Kind, Parameter, Template, FRAME, TEMPLATES},
	terms::{self, told::warnings, told::Told, File, Words},
	transaction::{call, Included},
	values::encoded,
	Error, Result,
};

/// The longest document that is hashed, in bytes.
const MAX_DOCUMENT_LENGTH: u64 = 1 << 30;

/// A template, and what it needs.
#[derive(Serialize)]
#[serde(transparent)]
struct Described(&'static Template);

impl fmt::Display for Described {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let line = |f: &mut fmt::Formatter<'_>, parameter: &Parameter| {
			let Parameter { name, kind, about } = parameter;
			write!(f, "\n  {name}: {about} (")?;
			match kind {
				Kind::Stream | Kind::Streams => {
					write!(
						f,
						"{}; with ,UNIT,EXPONENT if it is not open)",
						kind.example()
					)
				},
				kind => write!(f, "{})", kind.example()),
			}
		};
		write!(f, "{}: {}", self.0.name, self.0.about)?;
		self.0.parameters.iter().try_for_each(|it| line(f, it))?;
		FRAME.iter().try_for_each(|it| line(f, it))
	}
}

pub(super) fn templates(context: &Context) -> Result<()> {
	let all: Vec<_> = TEMPLATES.iter().map(Described).collect();
	context.output.list(&all, "There are no templates.")
}

/// Terms as a file: over several lines for people.
#[derive(Serialize)]
#[serde(transparent)]
struct Shown(File);

impl fmt::Display for Shown {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let text = serde_json::to_string_pretty(&self.0).map_err(|_| fmt::Error)?;
		f.write_str(&text)
	}
}

pub(super) async fn template(
	context: &Context,
	template: &'static Template,
	settings: &[(String, String)],
	document: Option<PathBuf>,
) -> Result<()> {
	let document = match document {
		Some(file) => Hash::from(blake2_256(&files::read(&file, MAX_DOCUMENT_LENGTH)?)),
		None => Hash::zero(),
	};
	let mut filled = Filled::new(template, settings)?;
	if filled.asks(template) {
		filled.resolve(template, &context.connect().await?).await?;
	}
	let terms = filled.terms(template, document)?;
	context
		.output
		.show(&Shown(File::of(&terms, filled.words())))
}

/// What was checked.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Checked {
	/// What the terms say, each clause's condition included.
	#[serde(skip)]
	told: String,
	/// The same, for machines.
	terms: File,
	/// What is worth a second look.
	warnings: Vec<String>,
	/// What the parties would sign if it were proposed next.
	#[serde(skip_serializing_if = "Option::is_none")]
	hash: Option<Hash>,
}

impl fmt::Display for Checked {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.told)?;
		if let Some(hash) = self.hash {
			write!(f, "\nhash if it is proposed next: {hash:?}")?;
		}
		self.warnings
			.iter()
			.try_for_each(|warning| write!(f, "\nwarning: {warning}"))
	}
}

/// Reads terms that make sense if they are proposed now, by this machine's clock.
fn sound(file: &Path) -> Result<(Terms, Words)> {
	let (terms, words) = terms::read(file)?;
	ensure_sound(file, &terms, clock::local())?;
	Ok((terms, words))
}

/// Refuses terms that make no sense if they are proposed at this moment.
fn ensure_sound(file: &Path, terms: &Terms, now: Moment) -> Result<()> {
	terms.check(now).map_err(|flaw| Error::file(file, flaw))
}

pub(super) async fn check(context: &Context, file: &Path, chain: bool) -> Result<()> {
	let (terms, words) = sound(file)?;
	let hash = match chain {
		true => {
			let connection = context.connect().await?;
			ensure_sound(file, &terms, clock::now(&connection).await?)?;
			Some(ask(&connection, &terms).await?)
		},
		false => None,
	};
	context.output.show(&Checked {
		told: Told::new(&terms, &words).to_string(),
		terms: File::of(&terms, &words),
		warnings: warnings(&terms),
		hash,
	})
}

/// Compares the streams with those of the chain. Returns what would be signed.
async fn ask(connection: &Connection, terms: &Terms) -> Result<Hash> {
	for stream in &terms.streams {
		let (device, name) = (stream.signal.device, stream.signal.name);
		let found = ReadingApiClient::stream(
			connection.rpc(),
			Hex32::from(device).into(),
			StreamName(name),
			None,
		)
		.await?
		.ok_or_else(|| Error::NotFound(format!("no stream {device:?}/{name} is open")))?;
		if found.unit != stream.unit.symbol() || found.exponent != stream.exponent {
			return Err(Error::Input(format!(
				"the stream {device:?}/{name} counts {} with exponent {}, and the terms say {} with \
				 exponent {}",
				found.unit, found.exponent, stream.unit, stream.exponent
			)));
		}
	}
	let terms = Bytes(terms.encode());
	let hash = AgreementApiClient::next_hash(connection.rpc(), terms, None).await?;
	Ok(hash.into())
}

/// An agreement, and what it took.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Done {
	/// Its number.
	agreement: AgreementId,
	/// What the parties sign.
	hash: Hash,
	/// What that says, for people.
	#[serde(skip)]
	told: Option<String>,
	#[serde(flatten)]
	included: Included,
}

impl fmt::Display for Done {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		writeln!(f, "agreement {}: {:?}", self.agreement, self.hash)?;
		if let Some(told) = &self.told {
			writeln!(f, "{told}")?;
		}
		write!(f, "{}", self.included)
	}
}

pub(super) async fn propose(context: &Context, file: &Path) -> Result<()> {
	let (terms, _) = sound(file)?;
	let connection = context.connect().await?;
	// The chain's clock may be ahead.
	ensure_sound(file, &terms, clock::now(&connection).await?)?;
	let propose = call(PALLET, "propose", [("terms", encoded(&terms))]);
	let included = context.send(&connection, &propose).await?;
	let agreement = included
		.field(PALLET, "Proposed", "agreement")?
		.as_u64()
		.and_then(|number| AgreementId::try_from(number).ok())
		.ok_or_else(|| Error::refused("it was proposed, under no number that can be read"))?;
	context.output.show(&Done {
		agreement,
		hash: terms.hash(&connection.genesis().0, agreement),
		told: None,
		included,
	})
}

/// What the chain has, and the hash of that: worked out here, so that nobody else's word is signed.
async fn agreed(connection: &Connection, agreement: AgreementId) -> Result<(Terms, Hash)> {
	let terms = looking::terms(connection, agreement).await?;
	let terms = looking::decoded(agreement, &terms)?;
	let hash = terms.hash(&connection.genesis().0, agreement);
	Ok((terms, hash))
}

pub(super) async fn terms(context: &Context, agreement: AgreementId) -> Result<()> {
	let connection = context.connect().await?;
	let (terms, _) = agreed(&connection, agreement).await?;
	context
		.output
		.show(&Shown(File::of(&terms, &Words::default())))
}

pub(super) async fn sign(context: &Context, named: Named, file: Option<&Path>) -> Result<()> {
	let meant = file.map(terms::read).transpose()?;
	let connection = context.connect().await?;
	let keypair = context.keypair(&connection).await?;
	let agreement = match named {
		Named::Number(agreement) => agreement,
		Named::Hash(hash) => by_hash(&connection, &keypair, hash).await?,
	};
	let (terms, hash) = agreed(&connection, agreement).await?;
	if matches!(named, Named::Hash(other) if other != hash) {
		return Err(Error::Connection(format!(
			"the node shows other terms of agreement {agreement} than are to be signed"
		)));
	}
	if let Some((file, _)) = file
		.zip(meant.as_ref())
		.filter(|(_, (meant, _))| *meant != terms)
	{
		return Err(Error::file(
			file,
			format_args!(
				"agreement {agreement} says something else, and was not signed: compare it with \
				 `hallmark agreement terms {agreement}`"
			),
		));
	}
	let words = meant.map(|(_, words)| words).unwrap_or_default();
	let arguments = [number(agreement), ("hash", encoded(&hash))];
	let sign = call(PALLET, "sign", arguments);
	let included = context.send_as(&connection, &keypair, &sign).await?;
	context.output.show(&Done {
		agreement,
		hash,
		told: Some(Told::new(&terms, &words).to_string()),
		included,
	})
}

/// The signer's agreement that has this hash.
async fn by_hash(connection: &Connection, keypair: &Keypair, hash: Hash) -> Result<AgreementId> {
	let org = connection.organisation_of(&keypair.account()).await?;
	for agreement in looking::agreements_of(connection, org).await? {
		if Hash::from(looking::status(connection, agreement).await?.hash) == hash {
			return Ok(agreement);
		}
	}
	Err(Error::NotFound(format!(
		"organisation {org} has no agreement with the hash {hash:?}"
	)))
}
