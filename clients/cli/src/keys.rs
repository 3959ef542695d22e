//! Keys of accounts.

use std::{path::Path, str::FromStr};

use clap::ValueEnum;
use hallmark_types::AccountId;
use polkadot_sdk::sp_core::{
	crypto::{Ss58Codec, DEV_PHRASE},
	ed25519, sr25519, Pair,
};
use serde::{Deserialize, Serialize};
use subxt::utils::MultiSignature;
use zeroize::Zeroizing;

use crate::{files, Error, Result};

/// The accounts that everybody has the keys of.
pub const DEVELOPMENT_NAMES: [&str; 8] = [
	"Alice", "Bob", "Charlie", "Dave", "Eve", "Ferdie", "One", "Two",
];

/// The name of a development account as it is written, whatever the case it was typed in.
pub fn development_name(text: &str) -> Result<String, String> {
	DEVELOPMENT_NAMES
		.iter()
		.find(|name| name.eq_ignore_ascii_case(text))
		.map(|name| (*name).to_owned())
		.ok_or_else(|| {
			format!(
				"there is no development account of that name: {}",
				DEVELOPMENT_NAMES.join(", ")
			)
		})
}

/// How a key signs.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
	/// Schnorr signatures on Ristretto: what accounts usually have
	Sr25519,
	/// EdDSA on edwards25519
	Ed25519,
}

/// A key that can sign for an account.
#[allow(clippy::large_enum_variant)] // A command holds one.
pub enum Keypair {
	/// Of [`Scheme::Sr25519`].
	Sr25519(sr25519::Pair),
	/// Of [`Scheme::Ed25519`].
	Ed25519(ed25519::Pair),
}

// Neither variant shows its secret.
impl std::fmt::Debug for Keypair {
	fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
		write!(f, "Keypair({})", self.address())
	}
}

/// What a key file holds, as JSON.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
	scheme: Scheme,
	/// A phrase of words (BIP 39), or a seed in hexadecimal.
	secret: Zeroizing<String>,
	/// Whose key it is, for people who look into the file. It is checked when the file is read.
	address: String,
}

impl Keypair {
	/// Makes a key, and a file that only its owner can read. A file that exists is left alone.
	pub fn create(path: &Path, scheme: Scheme) -> Result<Self> {
		let (keypair, secret) = match scheme {
			Scheme::Sr25519 => {
				let (pair, phrase, _) = sr25519::Pair::generate_with_phrase(None);
				(Self::Sr25519(pair), phrase)
			},
			Scheme::Ed25519 => {
				let (pair, phrase, _) = ed25519::Pair::generate_with_phrase(None);
				(Self::Ed25519(pair), phrase)
			},
		};
		let file = KeyFile {
			scheme,
			secret: Zeroizing::new(secret),
			address: keypair.address(),
		};
		let mut text = serde_json::to_string_pretty(&file)
			.map(Zeroizing::new)
			.map_err(|error| Error::file(path, error))?;
		text.push('\n');
		files::write_secret(path, text.as_bytes())?;
		Ok(keypair)
	}

	/// Reads what [`Self::create`] made. A file that others can read is refused.
	pub fn read(path: &Path) -> Result<Self> {
		let text = files::read_secret(path)?;
		let file: KeyFile = serde_json::from_str(&text).map_err(|error| {
			Error::file(
				path,
				// Not the error itself, which may quote the secret.
				format_args!(
					"no key file as `hallmark key new` makes it (line {}, column {})",
					error.line(),
					error.column()
				),
			)
		})?;
		let keypair =
			Self::from_secret(file.scheme, &file.secret).map_err(|why| Error::file(path, why))?;
		if keypair.address() != file.address {
			return Err(Error::file(
				path,
				"the address is not that of the secret: one of them was changed",
			));
		}
		Ok(keypair)
	}

	/// From the words that an environment variable holds: a secret of scheme sr25519, or of the
	/// scheme that stands before it with a colon.
	pub fn from_text(text: &str) -> Result<Self, String> {
		match text.split_once(':') {
			Some((scheme, secret)) => {
				let scheme = Scheme::from_str(scheme, false)
					.map_err(|_| "the scheme before the colon is sr25519 or ed25519".to_owned())?;
				Self::from_secret(scheme, secret)
			},
			None => Self::from_secret(Scheme::Sr25519, text),
		}
	}

	/// The key of a development account, by its name.
	pub fn development(name: &str) -> Result<Self> {
		let name = development_name(name).map_err(Error::Input)?;
		sr25519::Pair::from_string(&format!("//{name}"), None)
			.map(Self::Sr25519)
			.map_err(|_| Error::Input(format!("{name} has no key")))
	}

	fn from_secret(scheme: Scheme, secret: &str) -> Result<Self, String> {
		let secret = secret.trim();
		// The SDK takes a bare derivation as one from the phrase that everybody knows.
		if secret.starts_with('/') || secret.starts_with(DEV_PHRASE) {
			return Err(
				"everybody knows this secret: use --dev NAME on a development chain".into(),
			);
		}
		let wrong = |_| {
			"no secret: a phrase of 12 to 24 words (BIP 39) or a seed of 32 bytes in hexadecimal, \
			 after 0x"
				.to_owned()
		};
		match scheme {
			Scheme::Sr25519 => sr25519::Pair::from_string(secret, None)
				.map(Self::Sr25519)
				.map_err(wrong),
			Scheme::Ed25519 => ed25519::Pair::from_string(secret, None)
				.map(Self::Ed25519)
				.map_err(wrong),
		}
	}

	/// How it signs.
	pub fn scheme(&self) -> Scheme {
		match self {
			Self::Sr25519(_) => Scheme::Sr25519,
			Self::Ed25519(_) => Scheme::Ed25519,
		}
	}

	/// The account it signs for.
	pub fn account(&self) -> AccountId {
		match self {
			Self::Sr25519(pair) => AccountId::new(pair.public().0),
			Self::Ed25519(pair) => AccountId::new(pair.public().0),
		}
	}

	/// The account's address.
	pub fn address(&self) -> String {
		self.account().to_ss58check()
	}
}

impl subxt::tx::Signer<subxt::SubstrateConfig> for Keypair {
	fn account_id(&self) -> subxt::utils::AccountId32 {
		subxt::utils::AccountId32(self.account().into())
	}

	fn sign(&self, payload: &[u8]) -> MultiSignature {
		match self {
			Self::Sr25519(pair) => MultiSignature::Sr25519(pair.sign(payload).0),
			Self::Ed25519(pair) => MultiSignature::Ed25519(pair.sign(payload).0),
		}
	}
}

/// An account as the command line names it: by its address, or by the name of a development
/// account.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Who {
	/// By its address.
	Address(AccountId),
	/// By its name, which means something on development chains only.
	Development(String),
}

impl FromStr for Who {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		if let Ok(name) = development_name(text) {
			return Ok(Self::Development(name));
		}
		AccountId::from_ss58check(text)
			.map(Self::Address)
			.map_err(|_| {
				"no address: 47 or 48 characters such as 5GrwvaEF…, or the name of a development \
				 account"
					.to_owned()
			})
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A phrase of the standard's own test vectors.
	const PHRASE: &str =
		"legal winner thank year wave sausage worth useful legal winner thank yellow";

	#[test]
	fn key_survives_its_file() {
		let folder = tempfile::tempdir().expect("a folder");
		for (name, scheme) in [("s", Scheme::Sr25519), ("e", Scheme::Ed25519)] {
			let path = folder.path().join(name);
			let made = Keypair::create(&path, scheme).expect("made");
			let read = Keypair::read(&path).expect("read");
			assert_eq!(made.address(), read.address());
			assert_eq!(read.scheme(), scheme);
			assert!(Keypair::create(&path, scheme).is_err());
		}
	}

	#[test]
	fn key_file_with_another_address_is_refused() {
		let folder = tempfile::tempdir().expect("a folder");
		let path = folder.path().join("key");
		let bob = Keypair::development("Bob").expect("Bob").address();
		let text = format!(r#"{{"scheme":"sr25519","secret":"{PHRASE}","address":"{bob}"}}"#);
		files::write_secret(&path, text.as_bytes()).expect("written");
		let error = Keypair::read(&path).expect_err("it is another's");
		assert!(error.to_string().contains("address"), "{error}");
	}

	#[test]
	fn error_never_shows_the_secret() {
		let folder = tempfile::tempdir().expect("a folder");
		let path = folder.path().join("key");
		for text in [PHRASE.to_owned(), format!(r#"{{"secret":"{PHRASE}"}}"#)] {
			let _ = std::fs::remove_file(&path);
			files::write_secret(&path, text.as_bytes()).expect("written");
			let error = Keypair::read(&path).expect_err("no key file").to_string();
			assert!(!error.contains("winner"), "{error}");
		}
		let error = Keypair::from_text("legal winner thank").expect_err("too short");
		assert!(!error.contains("winner"), "{error}");
		let shown = format!("{:?}", Keypair::from_text(PHRASE).expect("a phrase"));
		assert!(!shown.contains("winner"), "{shown}");
	}

	#[test]
	fn scheme_stands_before_a_colon() {
		let one = Keypair::from_text(PHRASE).expect("a phrase");
		let same = Keypair::from_text(&format!("sr25519:{PHRASE}")).expect("a phrase");
		let other = Keypair::from_text(&format!("ed25519:{PHRASE}")).expect("a phrase");
		assert_eq!(one.address(), same.address());
		assert_ne!(one.address(), other.address());
		assert!(Keypair::from_text(&format!("rsa:{PHRASE}")).is_err());
	}

	#[test]
	fn well_known_secret_is_refused() {
		for secret in ["//Alice", "/1", DEV_PHRASE, &format!("{DEV_PHRASE}//Bob")] {
			let error = Keypair::from_text(secret).expect_err("everybody knows it");
			assert!(error.contains("--dev"), "{error}");
		}
	}

	#[test]
	fn account_is_named_by_address_or_by_a_known_name() {
		let alice = Keypair::development("alice").expect("Alice");
		let by_address: Who = alice.address().parse().expect("an address");
		assert_eq!(by_address, Who::Address(alice.account()));
		assert_eq!("bob".parse(), Ok(Who::Development("Bob".into())));
		assert!("Mallory".parse::<Who>().is_err());
		assert!(alice.address()[1..].parse::<Who>().is_err());
	}
}
