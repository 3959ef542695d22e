use super::*;

/// URIs with the keys that they stand for: the examples of the Tag Data Standard (§6.3, §6.4, §7)
/// and of GS1's published EPCIS documents.
const PUBLISHED: [(&str, Option<&str>, Option<&str>); 17] = [
	(
		"urn:epc:id:sgtin:0614141.112345.400",
		Some("10614141123459"),
		Some("400"),
	),
	(
		"urn:epc:id:sgtin:0614141.812345.6789",
		Some("80614141123458"),
		Some("6789"),
	),
	(
		"urn:epc:id:sgtin:0614141.712345.32a%2Fb",
		Some("70614141123451"),
		Some("32a/b"),
	),
	(
		"urn:epc:id:sgtin:4012345.011111.9876",
		Some("04012345111118"),
		Some("9876"),
	),
	(
		"urn:epc:id:sscc:0614141.1234567890",
		Some("106141412345678908"),
		None,
	),
	(
		"urn:epc:class:lgtin:4012345.012345.998877",
		Some("04012345123456"),
		Some("998877"),
	),
	(
		"urn:epc:class:lgtin:0614141.077777.987",
		Some("00614141777778"),
		Some("987"),
	),
	("urn:epc:id:giai:0614141.12345400", None, Some("12345400")),
	("urn:epc:id:giai:0614141.32a%2Fb", None, Some("32a/b")),
	("urn:epc:id:giai:4000001.111", None, Some("111")),
	(
		"urn:epc:id:grai:0614141.12345.400",
		Some("0614141123452"),
		Some("400"),
	),
	(
		"urn:epc:id:grai:0614141.12345.32a%2Fb",
		Some("0614141123452"),
		Some("32a/b"),
	),
	(
		"urn:epc:id:sgln:0614141.12345.400",
		Some("0614141123452"),
		Some("400"),
	),
	(
		"urn:epc:id:sgln:0614141.12345.32a%2Fb",
		Some("0614141123452"),
		Some("32a/b"),
	),
	(
		"urn:epc:id:sgln:0614141.00777.0",
		Some("0614141007776"),
		Some("0"),
	),
	(
		"urn:epc:id:sgln:0614141.07346.1234",
		Some("0614141073467"),
		Some("1234"),
	),
	(
		"urn:epc:id:sgln:061414112345..0",
		Some("0614141123452"),
		Some("0"),
	),
];

fn epc(uri: &str) -> Epc {
	uri.parse().unwrap_or_else(|error| panic!("{uri}: {error}"))
}

fn refused(uri: &str, error: Malformed) {
	assert_eq!(uri.parse::<Epc>(), Err(error), "{uri}");
}

fn prefix(text: &str) -> CompanyPrefix {
	text.parse().expect("a company prefix")
}

fn key(text: &str) -> Digits {
	text.parse().expect("digits")
}

#[test]
fn published_uris_are_read_and_written() {
	for (uri, key, text) in PUBLISHED {
		let epc = epc(uri);
		assert_eq!(epc.uri(), uri);
		assert_eq!(
			epc.key().map(|key| key.to_string()).as_deref(),
			key,
			"{uri}"
		);
		assert_eq!(epc.text(), text.map(str::as_bytes), "{uri}");
		assert!(epc.key().is_none_or(Digits::check_digit_holds), "{uri}");
		assert_eq!(epc.id().0, blake2_256(uri.as_bytes()));
	}
}

#[test]
fn published_keys_make_their_uris() {
	let ours = prefix("0614141");
	let theirs = prefix("4012345");
	let gln = |text: &str| text.parse::<Gln>().expect("a GLN");
	let made = [
		Epc::sgtin(key("80614141123458"), ours, b"6789"),
		Epc::sgtin(key("70614141123451"), ours, b"32a/b"),
		Epc::sgtin(key("4012345111118"), theirs, b"9876"),
		Epc::lgtin(key("4012345123456"), theirs, b"998877"),
		Epc::lgtin(key("614141777778"), ours, b"987"),
		Epc::sscc(key("106141412345678908"), ours),
		Epc::giai(ours, b"12345400"),
		Epc::giai(ours, b"32a/b"),
		Epc::grai(key("0614141123452"), ours, b"400"),
		Epc::sgln(gln("0614141123452"), ours, Some(b"32a/b")),
		Epc::sgln(gln("0614141007776"), ours, None),
		Epc::sgln(gln("0614141123452"), prefix("061414112345"), None),
	];
	for epc in made {
		let uri = epc.expect("well formed").uri();
		assert!(
			PUBLISHED.iter().any(|(published, ..)| *published == uri),
			"{uri}"
		);
	}
}

#[test]
fn keys_and_uris_lead_to_each_other_for_every_length_of_the_prefix() {
	for length in 6..=12 {
		for (scheme, total) in [
			(Scheme::Sgtin, 13),
			(Scheme::Sscc, 17),
			(Scheme::Lgtin, 13),
			(Scheme::Grai, 12),
			(Scheme::Sgln, 12),
		] {
			let digits = &"95060001343520731"[..total];
			let (start, behind) = digits.split_at(length);
			let text = if scheme == Scheme::Sscc { "" } else { ".A-1" };
			let uri = format!("{}{start}.{behind}{text}", scheme.start());
			let read = epc(&uri);
			assert_eq!(read.uri(), uri);
			let printed = read.key().expect("not an asset");
			let prefix = prefix(start);
			let made = match scheme {
				Scheme::Sgtin => Epc::sgtin(printed, prefix, b"A-1"),
				Scheme::Lgtin => Epc::lgtin(printed, prefix, b"A-1"),
				Scheme::Sscc => Epc::sscc(printed, prefix),
				Scheme::Grai => Epc::grai(printed, prefix, b"A-1"),
				_ => {
					let gln = printed.to_string().parse().expect("a GLN");
					Epc::sgln(gln, prefix, Some(b"A-1"))
				},
			};
			assert_eq!(made, Ok(read), "{uri}");
		}
	}
}

#[test]
fn a_thing_has_one_name_however_it_is_written() {
	let canonical = "urn:epc:id:sgtin:0614141.712345.32a%2Fb";
	for uri in [
		"URN:EPC:id:sgtin:0614141.712345.32a%2Fb",
		"urn:Epc:id:sgtin:0614141.712345.32a%2fb",
		"urn:epc:id:sgtin:0614141.712345.%332%61%2Fb",
	] {
		assert_eq!(epc(uri).uri(), canonical, "{uri}");
		assert_eq!(epc(uri).id(), epc(canonical).id());
	}
	// What is another serial number is another thing.
	assert_ne!(
		epc("urn:epc:id:sgtin:0614141.712345.400").id(),
		epc("urn:epc:id:sgtin:0614141.712345.0400").id()
	);
}

#[test]
fn characters_are_escaped_when_a_uri_cannot_hold_them() {
	let all: Vec<u8> = (0..=u8::MAX).filter(|byte| is_allowed(*byte)).collect();
	assert_eq!(all.len(), 82, "General Specifications, figure 7.11-1");
	let ours = prefix("0614141");
	for chunk in all.chunks(20) {
		let made = Epc::sgtin(key("80614141123458"), ours, chunk).expect("allowed");
		let uri = made.uri();
		assert!(uri[8..].bytes().all(|byte| is_plain(byte) || byte == b'%'));
		assert_eq!(epc(&uri), made);
		assert_eq!(epc(&uri).text(), Some(chunk));
	}
	for byte in (0..=u8::MAX).filter(|byte| !is_allowed(*byte)) {
		assert_eq!(
			Epc::giai(ours, &[byte]),
			Err(Malformed::Character),
			"{byte}"
		);
		refused(
			&format!("urn:epc:id:giai:0614141.%{byte:02X}"),
			Malformed::Character,
		);
	}
}

#[test]
fn uri_is_refused_when_it_is_no_epcs() {
	for uri in [
		"",
		"urn:epc",
		"urn:epc:",
		"urn:epd:id:sgtin:0614141.112345.400",
		"urn:epc:tag:sgtin-96:3.0614141.112345.400",
		"urn:epc:idpat:sgtin:0614141.112345.*",
		"https://id.gs1.org/01/10614141123459/21/400",
		"\u{fc}rn:epc:id:sgtin:0614141.112345.400",
	] {
		refused(uri, Malformed::NotEpc);
	}
	for uri in [
		"urn:epc:id:",
		"urn:epc:id:sgtin",
		"urn:epc:id:SGTIN:0614141.112345.400",
		"urn:epc:id:lgtin:0614141.112345.400",
		"urn:epc:class:sgtin:0614141.112345.400",
		"urn:epc:id:gid:95100000.12345.400",
	] {
		refused(uri, Malformed::SchemeUnknown);
	}
}

#[test]
fn uri_is_refused_when_a_part_is_missing() {
	for uri in [
		"urn:epc:id:sgtin:0614141",
		"urn:epc:id:sgtin:0614141.112345",
		"urn:epc:class:lgtin:0614141.112345",
		"urn:epc:id:sscc:0614141",
		"urn:epc:id:giai:0614141",
		"urn:epc:id:grai:0614141.12345",
		"urn:epc:id:sgln:0614141.12345",
	] {
		refused(uri, Malformed::PartMissing);
	}
}

#[test]
fn uri_is_refused_when_digits_are_wrong() {
	for uri in [
		"urn:epc:id:sgtin:061414X.112345.400",
		"urn:epc:id:sgtin:0614141.11234X.400",
		"urn:epc:id:sgtin:0614141.1123 5.400",
		"urn:epc:id:sgtin:+614141.112345.400",
		"urn:epc:id:sgtin:%3614141.112345.400",
		"urn:epc:id:sscc:0614141.1234567890.1",
	] {
		refused(uri, Malformed::NotDigits);
	}
	for uri in [
		"urn:epc:id:sgtin:.112345.400",
		"urn:epc:id:sgtin:06141.41112345.400",
		"urn:epc:id:sgtin:0614141123456..400",
		"urn:epc:id:giai:06141.1",
		"urn:epc:id:giai:0614141123456.1",
		"urn:epc:id:giai:0614141123456000000000000.1",
	] {
		refused(uri, Malformed::PrefixLength);
	}
	for uri in [
		"urn:epc:id:sgtin:0614141.11234.400",
		"urn:epc:id:sgtin:0614141.1123456.400",
		"urn:epc:id:sgtin:0614141..400",
		"urn:epc:id:sgtin:061414112345..400",
		"urn:epc:class:lgtin:0614141.11234.400",
		"urn:epc:id:sscc:0614141.123456789",
		"urn:epc:id:sscc:0614141.12345678901",
		"urn:epc:id:sscc:0614141.1234567890123456789",
		"urn:epc:id:sscc:0614141.",
		"urn:epc:id:grai:0614141.1234.400",
		"urn:epc:id:grai:061414112345.6.400",
		"urn:epc:id:sgln:0614141.123456.400",
	] {
		refused(uri, Malformed::KeyLength);
	}
}

#[test]
fn uri_is_refused_when_what_follows_the_key_is_wrong() {
	for (start, most) in [
		("urn:epc:id:sgtin:0614141.112345.", 20),
		("urn:epc:class:lgtin:0614141.112345.", 20),
		("urn:epc:id:sgln:0614141.12345.", 20),
		("urn:epc:id:grai:0614141.12345.", 16),
		("urn:epc:id:giai:061414.", 24),
		("urn:epc:id:giai:0614141.", 23),
		("urn:epc:id:giai:061414112345.", 18),
	] {
		refused(start, Malformed::TextEmpty);
		for character in ["a", ".", "%2F"] {
			let longest = format!("{start}{}", character.repeat(most));
			assert_eq!(epc(&longest).uri(), longest);
			let longer = format!("{longest}b");
			let error = match longer.len() > MAX_URI_LEN as usize {
				true => Malformed::TooLong,
				false => Malformed::TextTooLong,
			};
			refused(&longer, error);
		}
		for escape in ["%", "%2", "a%", "%2G", "%G2", "%%25", "%+1"] {
			refused(&format!("{start}{escape}"), Malformed::Escape);
		}
		for character in [" ", "/", "?", "\"", "&", "<", ">", "#", "~", "\u{e4}", "\0"] {
			refused(&format!("{start}{character}"), Malformed::Character);
		}
	}
	refused(&"a".repeat(MAX_URI_LEN as usize + 1), Malformed::TooLong);
}

#[test]
fn key_is_refused_when_it_is_not_the_prefixes_or_its_check_digit_is_wrong() {
	let ours = prefix("0614141");
	let gtin = |text: &str| Epc::sgtin(key(text), ours, b"1");
	assert!(gtin("80614141123458").is_ok());
	for step in 1..10 {
		let wrong = key("80614141123458").number() - 8 + (8 + step) % 10;
		let wrong = Digits::new(wrong, 14).expect("14 digits");
		assert_eq!(Epc::sgtin(wrong, ours, b"1"), Err(Malformed::CheckDigit));
		assert_eq!(Epc::lgtin(wrong, ours, b"1"), Err(Malformed::CheckDigit));
	}
	assert_eq!(
		Epc::sscc(key("106141412345678907"), ours),
		Err(Malformed::CheckDigit)
	);
	assert_eq!(
		Epc::grai(key("0614141123453"), ours, b"1"),
		Err(Malformed::CheckDigit)
	);
	assert_eq!(gtin("04012345111118"), Err(Malformed::PrefixDiffers));
	assert_eq!(
		Epc::sscc(key("106141412345678908"), prefix("0614142")),
		Err(Malformed::PrefixDiffers)
	);
	for wrong in ["1", "0614141", "61414112345", "806141411234580"] {
		assert_eq!(gtin(wrong), Err(Malformed::KeyLength), "{wrong}");
		assert_eq!(Epc::sscc(key(wrong), ours), Err(Malformed::KeyLength));
		assert_eq!(Epc::grai(key(wrong), ours, b"1"), Err(Malformed::KeyLength));
	}
	assert_eq!(
		Epc::sgtin(key("80614141123458"), ours, b""),
		Err(Malformed::TextEmpty)
	);
	assert_eq!(
		Epc::grai(key("0614141123452"), ours, &[b'1'; 17]),
		Err(Malformed::TextTooLong)
	);
	assert_eq!(Epc::giai(ours, b"a b"), Err(Malformed::Character));
	assert_eq!(
		Epc::giai(prefix("06141"), b"1"),
		Err(Malformed::PrefixLength)
	);
}

#[test]
fn dot_stands_where_the_assigned_prefix_ends() {
	let item = |uri: &str, assigned: &str| epc(uri).is_issued_under(prefix(assigned));
	assert!(item("urn:epc:id:sgtin:0614141.112345.400", "0614141"));
	for assigned in ["061414", "06141411", "0614142", "0614"] {
		assert!(
			!item("urn:epc:id:sgtin:0614141.112345.400", assigned),
			"{assigned}"
		);
	}
	// A prefix with fewer than six digits is written with the next ones.
	for assigned in ["9506", "95060", "950600"] {
		assert!(item("urn:epc:id:sgtin:950600.1013435.400", assigned));
		assert!(!item("urn:epc:id:sgtin:9506001.013435.400", assigned));
		let made = Epc::sgtin(
			epc("urn:epc:id:sgtin:950600.1013435.400")
				.key()
				.expect("a GTIN"),
			prefix(assigned),
			b"400",
		);
		assert_eq!(made, Ok(epc("urn:epc:id:sgtin:950600.1013435.400")));
	}
	assert!(!item("urn:epc:id:sgtin:951600.1013435.400", "9506"));
}

#[test]
fn epc_is_bytes_to_a_wallet_and_text_in_json() {
	for (uri, ..) in PUBLISHED {
		let epc = epc(uri);
		assert_eq!(epc.encode(), uri.as_bytes().encode());
		assert!(epc.encoded_size() <= Epc::max_encoded_len());
		assert_eq!(Epc::decode(&mut &epc.encode()[..]), Ok(epc.clone()));
		let json = serde_json::to_string(&epc).expect("JSON");
		assert_eq!(json, format!("\"{uri}\""));
		assert_eq!(serde_json::from_str::<Epc>(&json).expect("an EPC"), epc);
	}
	assert_eq!(Epc::type_info(), Vec::<u8>::type_info());
	let longest = format!("urn:epc:class:lgtin:0614141.112345.{}", "%2F".repeat(20));
	assert_eq!(longest.len(), MAX_URI_LEN as usize);
	assert_eq!(epc(&longest).encoded_size(), Epc::max_encoded_len());
	for bytes in [
		b"".encode(),
		b"urn:epc:id:sgtin:0614141.112345.".encode(),
		[b'a'; 96].encode(),
	] {
		assert!(Epc::decode(&mut &bytes[..]).is_err());
	}
	assert!(serde_json::from_str::<Epc>("\"urn:epc:id:sscc:1\"").is_err());
}

#[test]
fn whatever_is_read_is_written_the_same_again() {
	// A small generator: what it mixes are the pieces that URIs are made of.
	let mut state = 0x9E37_79B9_7F4A_7C15_u64;
	let mut roll = |sides: usize| {
		state ^= state >> 12;
		state ^= state << 25;
		state ^= state >> 27;
		(state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
	};
	let pieces = [
		".",
		"..",
		"0",
		"7",
		"12",
		"061414",
		"0614141",
		"112345",
		"1234567890",
		"%2F",
		"%2f",
		"%41",
		"%",
		"a",
		"Z-9",
		"/",
		"400",
	];
	let mut read = 0;
	for _ in 0..200_000 {
		let mut uri = String::from(Scheme::ALL[roll(6)].start());
		for _ in 0..roll(7) {
			uri.push_str(pieces[roll(pieces.len())]);
		}
		if let Ok(epc) = uri.parse::<Epc>() {
			read += 1;
			let written = epc.uri();
			assert!(written.len() <= uri.len());
			assert_eq!(written.parse::<Epc>(), Ok(epc));
		}
	}
	assert!(read > 500, "only {read} of them were any");
}
