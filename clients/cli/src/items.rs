//! Items as the command line names them: by EPC URI, by GS1 Digital Link, or by id.

use std::{fmt, str::FromStr};

use hallmark_epcis::canonical;
use hallmark_rpc::{organisation::OrgApiClient, ItemRef};
use hallmark_types::{
	epc::{Epc, ItemId, Scheme},
	gs1::{CompanyPrefix, Digits},
};

use crate::{connection::Connection, units, Error, Result};

/// Where canonical Digital Links live.
const DOMAIN: &str = "https://id.gs1.org/";

/// What names an item or a lot on the command line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Name {
	/// Its id.
	Id(ItemId),
	/// Its EPC URI.
	Epc(Epc),
	/// Its GS1 Digital Link.
	Link(Link),
}

/// A GS1 Digital Link of something that an item can be. Where its company prefix ends is not to be
/// seen from it: the chain knows.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Link {
	/// As it was written.
	written: String,
	scheme: Scheme,
	/// The key with its check digit; of an asset, which has none, the digits that it begins with.
	key: Digits,
	/// What follows the key: the serial number, the lot, or all of an asset.
	text: Vec<u8>,
}

impl FromStr for Name {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let begins_with = |start: &str| {
			text.get(..start.len())
				.is_some_and(|first| first.eq_ignore_ascii_case(start))
		};
		if begins_with("urn:") {
			let epc = units::epc(text)?;
			return match epc.scheme() {
				Scheme::Sgln => Err(no_place()),
				_ => Ok(Self::Epc(epc)),
			};
		}
		if begins_with("https://") || begins_with("http://") {
			return Link::parse(text).map(Self::Link);
		}
		units::hash(text).map(Self::Id).map_err(|_| {
			"no item: its EPC URI such as urn:epc:id:sgtin:950600.0013435.1, its GS1 Digital Link, \
			 or its id, 0x and 64 hexadecimal digits"
				.to_owned()
		})
	}
}

fn no_place() -> String {
	"a GLN names a place: items are SGTIN, SSCC, LGTIN, GIAI or GRAI".to_owned()
}

impl fmt::Display for Name {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Self::Id(id) => write!(f, "{id:?}"),
			Self::Epc(epc) => epc.fmt(f),
			Self::Link(link) => f.write_str(&link.written),
		}
	}
}

impl Name {
	/// The EPC, where the name tells it.
	pub async fn epc(&self, connection: &Connection) -> Result<Option<Epc>> {
		match self {
			Self::Id(_) => Ok(None),
			Self::Epc(epc) => Ok(Some(epc.clone())),
			Self::Link(link) => link.epc(connection).await.map(Some),
		}
	}

	/// The id, where the name tells it: what a Digital Link names, only the chain knows.
	pub fn known(&self) -> Option<ItemId> {
		match self {
			Self::Id(id) => Some(*id),
			Self::Epc(epc) => Some(epc.id()),
			Self::Link(_) => None,
		}
	}

	/// The id.
	pub async fn id(&self, connection: &Connection) -> Result<ItemId> {
		match self {
			Self::Id(id) => Ok(*id),
			Self::Epc(epc) => Ok(epc.id()),
			Self::Link(link) => Ok(link.epc(connection).await?.id()),
		}
	}

	/// How the node's own methods name it.
	pub async fn reference(&self, connection: &Connection) -> Result<ItemRef> {
		Ok(match self.epc(connection).await? {
			Some(epc) => ItemRef::Epc(epc),
			None => ItemRef::Id(self.id(connection).await?.into()),
		})
	}

	/// What to say where there is no such item.
	pub fn unknown(&self) -> Error {
		Error::NotFound(format!("there is no item {self}"))
	}
}

impl Link {
	/// Reads a link in whatever domain.
	fn parse(written: &str) -> Result<Self, String> {
		let wrong = |what: &str| format!("no GS1 Digital Link of an item: {what}");
		let canonical = canonical(written);
		let path = canonical.strip_prefix(DOMAIN).ok_or_else(|| {
			wrong("it has no GS1 key, as https://id.gs1.org/01/09506000134352/21/1 has")
		})?;
		let parts: Vec<&str> = path.split('/').collect();
		let (scheme, key, text) = match parts[..] {
			["01", gtin, "21", serial] => (Scheme::Sgtin, gtin, serial),
			["01", gtin, "10", lot] => (Scheme::Lgtin, gtin, lot),
			["01", ..] => return Err(wrong(
				"a GTIN alone is a kind of thing: a serial number (21) or a lot (10) is missing",
			)),
			["00", sscc] => (Scheme::Sscc, sscc, ""),
			// A zero stands before the key.
			["8003", asset] => asset
				.strip_prefix('0')
				.and_then(|asset| asset.split_at_checked(13))
				.filter(|(_, serial)| !serial.is_empty())
				.map(|(key, serial)| (Scheme::Grai, key, serial))
				.ok_or_else(|| wrong("the serial number of the returnable asset is missing"))?,
			["8004", asset] => {
				let digits = asset
					.bytes()
					.take(CompanyPrefix::MAX_LENGTH.into())
					.take_while(u8::is_ascii_digit)
					.count();
				(Scheme::Giai, &asset[..digits], asset)
			},
			["414", ..] => return Err(no_place()),
			_ => return Err(wrong("what it names is no item")),
		};
		let key = Digits::parse(key.as_bytes()).map_err(|error| wrong(&error.to_string()))?;
		if scheme != Scheme::Giai && !key.check_digit_holds() {
			return Err(wrong(&format!("{key} has a wrong check digit")));
		}
		let text = unescaped(text).ok_or_else(|| wrong("a percent sign without two digits"))?;
		Ok(Self {
			written: written.to_owned(),
			scheme,
			key,
			text,
		})
	}

	/// The key from its company prefix on.
	fn after_indicator(&self) -> Option<Digits> {
		match self.scheme {
			// One digit stands before the prefix.
			Scheme::Sgtin | Scheme::Lgtin | Scheme::Sscc => {
				let length = self.key.length().checked_sub(1)?;
				Digits::new(self.key.number() % 10u64.pow(length.into()), length).ok()
			},
			_ => Some(self.key),
		}
	}

	/// The EPC, once the chain has said where the company prefix ends.
	async fn epc(&self, connection: &Connection) -> Result<Epc> {
		let unknown = || {
			Error::NotFound(format!(
				"nobody holds a company prefix that {} could begin with: name it by its EPC URI",
				self.written
			))
		};
		let key = self.after_indicator().ok_or_else(unknown)?;
		for prefix in CompanyPrefix::candidates(key) {
			let digits = hallmark_rpc::Digits(prefix.digits());
			let holder = OrgApiClient::prefix_holder(connection.rpc(), digits, None).await?;
			if holder.is_some() {
				return self
					.under(prefix)
					.map_err(|error| Error::Input(format!("{}: {error}", self.written)));
			}
		}
		Err(unknown())
	}

	/// The EPC under this company prefix.
	fn under(&self, prefix: CompanyPrefix) -> Result<Epc, hallmark_types::epc::Malformed> {
		use hallmark_types::epc::Malformed;
		match self.scheme {
			Scheme::Sgtin => Epc::sgtin(self.key, prefix, &self.text),
			Scheme::Lgtin => Epc::lgtin(self.key, prefix, &self.text),
			Scheme::Sscc => Epc::sscc(self.key, prefix),
			Scheme::Grai => Epc::grai(self.key, prefix, &self.text),
			Scheme::Giai => {
				// In a URI a prefix has six digits at least.
				let length = prefix.digits().length().max(6);
				let digits = self.key.first(length).ok_or(Malformed::PrefixLength)?;
				let prefix = CompanyPrefix::new(digits).map_err(|_| Malformed::PrefixLength)?;
				let asset = self.text.get(usize::from(length)..).unwrap_or_default();
				Epc::giai(prefix, asset)
			},
			Scheme::Sgln => Err(Malformed::SchemeUnknown),
		}
	}
}

/// The characters that a part of a path stands for.
fn unescaped(part: &str) -> Option<Vec<u8>> {
	let mut characters = Vec::with_capacity(part.len());
	let mut bytes = part.bytes();
	while let Some(byte) = bytes.next() {
		let mut digit = || char::from(bytes.next()?).to_digit(16);
		characters.push(match byte {
			b'%' => u8::try_from(digit()? * 16 + digit()?).ok()?,
			plain => plain,
		});
	}
	Some(characters)
}

#[cfg(test)]
mod tests {
	use super::*;

	fn prefix(digits: &str) -> CompanyPrefix {
		digits.parse().expect("a prefix")
	}

	#[test]
	fn digital_link_is_the_epc_under_its_prefix() {
		for (link, digits, uri) in [
			(
				"https://id.gs1.org/01/09506000134352/21/1",
				"950600",
				"urn:epc:id:sgtin:950600.0013435.1",
			),
			(
				"https://id.gs1.org/01/9506000134352/21/1",
				"9506000",
				"urn:epc:id:sgtin:9506000.013435.1",
			),
			(
				"https://shop.example/x/gtin/09506000134352/lot/A%2F7?linkType=all",
				"950600",
				"urn:epc:class:lgtin:950600.0013435.A%2F7",
			),
			(
				"https://id.gs1.org/00/095060000000000015",
				"950600",
				"urn:epc:id:sscc:950600.00000000001",
			),
			(
				"https://id.gs1.org/8004/950600Crane-7",
				"9506",
				"urn:epc:id:giai:950600.Crane-7",
			),
			(
				"https://id.gs1.org/8003/09506000134352C7",
				"950600",
				"urn:epc:id:grai:950600.013435.C7",
			),
		] {
			let Ok(Name::Link(read)) = link.parse() else {
				panic!("{link} is a link: {:?}", link.parse::<Name>());
			};
			let epc = read.under(prefix(digits)).expect("an EPC");
			assert_eq!(epc.uri(), uri, "{link}");
			let start = read.after_indicator().expect("digits");
			assert!(start.starts_with(prefix(digits).digits()), "{link}");
		}
	}

	#[test]
	fn wrong_name_says_which_part_is_wrong() {
		for (text, expected) in [
			("vial 1", "no item: its EPC URI"),
			("0x12", "no item: its EPC URI"),
			("urn:epc:id:sgtin:950600.0013435", "a part is missing"),
			("urn:epc:id:sgtin:950600.013435.1", "wrong number of digits"),
			("urn:epc:id:sgtin:95O600.0013435.1", "else than a digit"),
			("urn:epc:id:thing:950600.1", "unknown scheme"),
			("urn:epc:id:sgln:950600.000001.0", "a place"),
			("https://id.gs1.org/414/9506000000015", "a place"),
			("https://id.gs1.org/01/09506000134353/21/1", "check digit"),
			("https://id.gs1.org/01/09506000134352", "serial number (21)"),
			("https://id.gs1.org/8003/09506000134352", "serial number"),
			("https://id.gs1.org/417/9506000000015", "no item"),
			("https://example.org/vial", "no GS1 key"),
			("https://id.gs1.org/01/12", "a kind of thing"),
		] {
			let error = text.parse::<Name>().expect_err(text);
			assert!(error.contains(expected), "{text}: {error}");
		}
	}
}
