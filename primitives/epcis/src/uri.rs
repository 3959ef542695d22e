//! Names of things, and the one form of each that is hashed: a canonical GS1 Digital Link URI with
//! the finest level of identification and nothing else (CBV 2.0 §8.9, rules on identifiers; GS1
//! Digital Link: URI Syntax §4.11).

use alloc::{
	format,
	string::{String, ToString},
	vec::Vec,
};
use core::fmt;
use hallmark_types::{
	epc::{Epc, Scheme},
	gs1::{check_digit, Gln},
};

use crate::vocabulary;

/// Where canonical Digital Links live.
const DOMAIN: &str = "https://id.gs1.org";

/// A URI (RFC 3986): a scheme, a colon, and what may follow in ASCII.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Uri(String);

impl Uri {
	/// Text as a URI. `None` where it has no scheme or a character that URIs do not have.
	pub fn new(text: &str) -> Option<Self> {
		let (scheme, rest) = text.split_once(':')?;
		let scheme_is_one = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
			&& scheme
				.bytes()
				.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
		let mut bytes = rest.bytes();
		while let Some(byte) = bytes.next() {
			match byte {
				b'%' if !bytes.next()?.is_ascii_hexdigit()
					|| !bytes.next()?.is_ascii_hexdigit() =>
				{
					return None
				},
				b'%' => {},
				_ if byte.is_ascii_alphanumeric() => {},
				_ if b"-._~:/?#[]@!$&'()*+,;=".contains(&byte) => {},
				_ => return None,
			}
		}
		(scheme_is_one && !rest.is_empty()).then(|| Self(text.into()))
	}

	/// What is one by how it was made.
	pub(crate) fn made(text: String) -> Self {
		debug_assert!(Self::new(&text).is_some(), "{text}");
		Self(text)
	}

	/// A party by its GLN. A Digital Link does not need to know where the company prefix ends.
	pub fn party(gln: Gln) -> Self {
		Self::made(format!("{DOMAIN}/417/{gln}"))
	}

	/// A place by its GLN.
	pub fn place(gln: Gln) -> Self {
		Self::made(format!("{DOMAIN}/414/{gln}"))
	}

	/// An event by its hash (RFC 6920, CBV 2.0 §8.9).
	pub fn event(hash: &[u8; 32]) -> Self {
		Self::made(format!("ni:///sha-256;{}?ver=CBV2.0", hexadecimal(hash)))
	}

	/// The URI.
	pub fn as_str(&self) -> &str {
		&self.0
	}
}

impl From<&Epc> for Uri {
	/// As the chain writes it: the name of which the hash is an item's id.
	fn from(epc: &Epc) -> Self {
		Self::made(epc.uri())
	}
}

impl fmt::Display for Uri {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(&self.0)
	}
}

/// Bytes in hexadecimal digits, small letters.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The canonical GS1 Digital Link of what an EPC names: a GTIN with its serial number or lot, an
/// SSCC, a GLN with or without an extension, a GIAI or a GRAI.
pub fn digital_link(epc: &Epc) -> Uri {
	let key = epc.key().map(|key| key.to_string()).unwrap_or_default();
	let text = escaped(epc.text().unwrap_or_default());
	Uri::made(match epc.scheme() {
		Scheme::Sgtin => format!("{DOMAIN}/01/{key}/21/{text}"),
		Scheme::Lgtin => format!("{DOMAIN}/01/{key}/10/{text}"),
		Scheme::Sscc => format!("{DOMAIN}/00/{key}"),
		Scheme::Giai => format!("{DOMAIN}/8004/{}{text}", epc.prefix()),
		// The application identifier has a zero before the key (General Specifications §3.9.3).
		Scheme::Grai => format!("{DOMAIN}/8003/0{key}{text}"),
		// An extension of zero says that there is none (Tag Data Standard §6.3.3).
		Scheme::Sgln if epc.text() == Some(b"0") => format!("{DOMAIN}/414/{key}"),
		Scheme::Sgln => format!("{DOMAIN}/414/{key}/254/{text}"),
	})
}

/// What a value is hashed as: the Digital Link of what a GS1 identifier names, the web address of
/// a word of the standard's vocabulary, and anything else as it is.
pub fn canonical(value: &str) -> String {
	let value = value.trim();
	urn(value)
		.or_else(|| link(value))
		.or_else(|| vocabulary::web_address(value))
		.unwrap_or_else(|| value.into())
}

/// Characters as a part of a Digital Link's path: all but letters, digits and these stand escaped
/// (Digital Link: URI Syntax, table 7-1, and RFC 3986 §2.1).
fn escaped(characters: &[u8]) -> String {
	let mut path = String::new();
	for character in characters {
		match character {
			plain if plain.is_ascii_alphanumeric() || b"-._';=".contains(plain) => {
				path.push(char::from(*plain));
			},
			other => path.push_str(&format!("%{other:02X}")),
		}
	}
	path
}

/// The same of characters that a URI escapes in its own way. `None` if they are more than `most`,
/// none, or none that GS1 keys have.
fn rewritten(part: &str, most: usize) -> Option<String> {
	let mut characters = Vec::new();
	let mut bytes = part.bytes();
	while let Some(byte) = bytes.next() {
		let digit = |byte: u8| char::from(byte).to_digit(16);
		characters.push(match byte {
			b'%' => (digit(bytes.next()?)? * 16 + digit(bytes.next()?)?) as u8,
			byte => byte,
		});
	}
	let printable = characters.iter().all(u8::is_ascii_graphic);
	(printable && (1..=most).contains(&characters.len())).then(|| escaped(&characters))
}

/// Text of exactly, or at most, so many digits.
fn are_digits(text: &str, lengths: core::ops::RangeInclusive<usize>) -> bool {
	lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A key of `length` digits before its check digit, of company prefix and reference, completed.
/// The first digit of a GTIN or an SSCC stands before the prefix.
fn key(prefix: &str, reference: &str, length: usize, extra_digit: bool) -> Option<String> {
	if !are_digits(prefix, 6..=12)
		|| !are_digits(reference, 0..=length)
		|| prefix.len() + reference.len() != length
	{
		return None;
	}
	let data = match extra_digit {
		true => {
			let (first, rest) = reference.split_at_checked(1)?;
			[first, prefix, rest].concat()
		},
		false => [prefix, reference].concat(),
	};
	let digit = check_digit(data.parse().ok()?);
	Some(format!("{data}{digit}"))
}

/// The Digital Link of what an EPC URI, an EPC class URI or a pattern of one names.
fn urn(uri: &str) -> Option<String> {
	if let Ok(epc) = uri.parse::<Epc>() {
		return Some(digital_link(&epc).0);
	}
	let (kind, rest) = uri.strip_prefix("urn:epc:")?.split_once(':')?;
	let (scheme, rest) = rest.split_once(':')?;
	let (prefix, rest) = rest.split_once('.')?;
	let two = || rest.split_once('.');
	let path = match (kind, scheme) {
		("id", "pgln") => format!("/417/{}", key(prefix, rest, 12, false)?),
		("id", "gsrn") => format!("/8018/{}", key(prefix, rest, 17, false)?),
		("id", "gsrnp") => format!("/8017/{}", key(prefix, rest, 17, false)?),
		("id", "gsin") => format!("/402/{}", key(prefix, rest, 16, false)?),
		("id", "ginc") if are_digits(prefix, 6..=12) => {
			format!("/401/{prefix}{}", rewritten(rest, 30 - prefix.len())?)
		},
		("id", "gdti") => {
			let (reference, serial) = two()?;
			format!(
				"/253/{}{}",
				key(prefix, reference, 12, false)?,
				rewritten(serial, 17)?
			)
		},
		("id", "sgcn") => {
			let (reference, serial) = two().filter(|(_, serial)| are_digits(serial, 1..=12))?;
			format!("/255/{}{serial}", key(prefix, reference, 12, false)?)
		},
		("id", "upui") => {
			let (reference, serial) = two()?;
			format!(
				"/01/{}/235/{}",
				key(prefix, reference, 13, true)?,
				rewritten(serial, 28)?
			)
		},
		("id", "cpi") if are_digits(prefix, 6..=12) => {
			let (reference, serial) = two().filter(|(_, serial)| are_digits(serial, 1..=12))?;
			let reference = rewritten(reference, 30 - prefix.len())?;
			format!("/8010/{prefix}{reference}/8011/{serial}")
		},
		("id" | "idpat", "itip") => {
			let mut parts = rest.splitn(4, '.');
			let gtin = key(prefix, parts.next()?, 13, true)?;
			let piece = parts.next().filter(|piece| are_digits(piece, 2..=2))?;
			let total = parts.next().filter(|total| are_digits(total, 2..=2))?;
			match (kind, parts.next()?) {
				("idpat", "*") => format!("/8006/{gtin}{piece}{total}"),
				("idpat", _) => return None,
				(_, serial) => format!("/8006/{gtin}{piece}{total}/21/{}", rewritten(serial, 20)?),
			}
		},
		// All of a kind: the key without a serial number.
		("idpat", scheme) => {
			let (reference, _) = two().filter(|(_, rest)| *rest == "*")?;
			match scheme {
				"sgtin" | "upui" => format!("/01/{}", key(prefix, reference, 13, true)?),
				"grai" => format!("/8003/0{}", key(prefix, reference, 12, false)?),
				"gdti" => format!("/253/{}", key(prefix, reference, 12, false)?),
				"sgcn" => format!("/255/{}", key(prefix, reference, 12, false)?),
				"cpi" if are_digits(prefix, 6..=12) => {
					format!("/8010/{prefix}{}", rewritten(reference, 30 - prefix.len())?)
				},
				_ => return None,
			}
		},
		_ => return None,
	};
	Some([DOMAIN, &path].concat())
}

/// The canonical Digital Link of a Digital Link in whatever domain, with whatever short names,
/// query and further qualifiers.
fn link(uri: &str) -> Option<String> {
	let rest = uri
		.strip_prefix("https://")
		.or_else(|| uri.strip_prefix("http://"))?;
	let path = rest.split(['?', '#']).next()?.trim_end_matches('/');
	let parts: Vec<&str> = path.split('/').collect();
	// The first part is the domain. What stands before the key is the path to the resolver.
	(1..parts.len()).find_map(|start| path_of_keys(&parts[start..]))
}

/// Application identifiers of keys that a Digital Link may begin with, and their short names.
fn primary(name: &str) -> Option<&'static str> {
	Some(match name {
		"00" | "sscc" => "00",
		"01" | "gtin" => "01",
		"253" | "gdti" => "253",
		"255" | "gcn" => "255",
		"401" | "ginc" => "401",
		"402" | "gsin" => "402",
		"414" | "gln" => "414",
		"417" | "party" => "417",
		"8003" | "grai" => "8003",
		"8004" | "giai" => "8004",
		"8006" | "itip" => "8006",
		"8010" | "cpid" => "8010",
		"8017" | "gsrnp" => "8017",
		"8018" | "gsrn" => "8018",
		_ => return None,
	})
}

/// Application identifiers of what may qualify such a key, and how fine that is: what is finest is
/// kept. A variant (22) is not told apart.
fn qualifier(key: &str, name: &str) -> Option<(&'static str, u8, usize)> {
	Some(match (key, name) {
		("01" | "8006", "22" | "cpv") => ("22", 0, 20),
		("01" | "8006", "10" | "lot") => ("10", 1, 20),
		("01", "235") => ("235", 2, 28),
		("01" | "8006", "21" | "ser") => ("21", 3, 20),
		("414", "254") => ("254", 1, 20),
		("8010", "8011") => ("8011", 1, 12),
		_ => return None,
	})
}

/// The Digital Link of a key, its value, and pairs of qualifiers and their values.
fn path_of_keys(parts: &[&str]) -> Option<String> {
	let [name, value, rest @ ..] = parts else {
		return None;
	};
	let name = primary(name)?;
	let number = |digits: usize| are_digits(value, digits..=digits).then(|| value.to_string());
	let with_text = |digits: usize, most: usize| {
		let (number, text) = value.split_at_checked(digits)?;
		let text = match text {
			"" => String::new(),
			text => rewritten(text, most)?,
		};
		are_digits(number, digits..=digits).then(|| [number, &text].concat())
	};
	let value = match name {
		"01" if matches!(value.len(), 8 | 12..=14) && are_digits(value, 8..=14) => {
			format!("{value:0>14}")
		},
		"00" | "8006" | "8017" | "8018" => number(18)?,
		"402" => number(17)?,
		"414" | "417" => number(13)?,
		"253" => with_text(13, 17)?,
		"255" if are_digits(value, 13..=25) => value.to_string(),
		"8003" => with_text(14, 16)?,
		// Company prefixes have at least four digits.
		"401" | "8004" | "8010" => with_text(4, 26)?,
		_ => return None,
	};
	let mut finest: Option<(u8, String)> = None;
	for pair in rest.chunks(2) {
		let [qualifying, text] = pair else {
			return None;
		};
		let (qualifying, rank, most) = qualifier(name, qualifying)?;
		let text = rewritten(text, most)?;
		if rank > 0 && finest.as_ref().is_none_or(|(found, _)| *found < rank) {
			finest = Some((rank, format!("/{qualifying}/{text}")));
		}
	}
	let finest = finest.map(|(_, path)| path).unwrap_or_default();
	Some(format!("{DOMAIN}/{name}/{value}{finest}"))
}
