//! The one form of each identifier. Pairs are those that the hash's reference implementation tests
//! itself with, and ours beside them.

use hallmark_epcis::{canonical, digital_link, Uri};
use hallmark_types::{
	epc::{Epc, Scheme},
	gs1::Gln,
};

fn epc(uri: &str) -> Epc {
	uri.parse().unwrap_or_else(|error| panic!("{uri}: {error}"))
}

#[test]
fn epcs_become_digital_links() {
	for (uri, link) in [
		(
			"urn:epc:id:sgtin:4012345.011111.98%22",
			"01/04012345111118/21/98%22",
		),
		(
			"urn:epc:id:sgtin:415056789012.0.987654",
			"01/04150567890128/21/987654",
		),
		(
			"urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()",
			"01/80614141123458/21/6789%2F%26%25%22%21%3F%28%29",
		),
		(
			"urn:epc:id:sscc:4012345.3111111111",
			"00/340123451111111111",
		),
		(
			"urn:epc:id:sscc:4012345.0000000011",
			"00/040123450000000115",
		),
		(
			"urn:epc:id:sgln:4012345.00005.122",
			"414/4012345000054/254/122",
		),
		("urn:epc:id:sgln:4012345.00005.0", "414/4012345000054"),
		(
			"urn:epc:id:grai:4012345.00022.334455",
			"8003/04012345000221334455",
		),
		("urn:epc:id:giai:4012345.ABC345", "8004/4012345ABC345"),
		(
			"urn:epc:class:lgtin:4012345.012345.Lot987",
			"01/04012345123456/10/Lot987",
		),
	] {
		let link = format!("https://id.gs1.org/{link}");
		assert_eq!(digital_link(&epc(uri)).as_str(), link, "{uri}");
		assert_eq!(canonical(uri), link);
		assert_eq!(canonical(&link), link);
		assert_eq!(Uri::from(&epc(uri)).as_str(), epc(uri).uri());
	}
}

#[test]
fn other_epcs_and_patterns_become_digital_links() {
	for (uri, link) in [
		(
			"urn:epc:id:gsrn:4012345.0000006765",
			"8018/401234500000067657",
		),
		(
			"urn:epc:id:gsrnp:4012345.0000098765",
			"8017/401234500000987658",
		),
		(
			"urn:epc:id:gdti:4012345.00009.PO-4711",
			"253/4012345000092PO-4711",
		),
		("urn:epc:id:gdti:987659999999..9", "253/98765999999929"),
		(
			"urn:epc:id:cpi:0614141.11111111111111-A%23%2F.1234",
			"8010/061414111111111111111-A%23%2F/8011/1234",
		),
		(
			"urn:epc:id:ginc:0614141.xyz47%2F11",
			"401/0614141xyz47%2F11",
		),
		("urn:epc:id:gsin:4012345.999987654", "402/40123459999876541"),
		(
			"urn:epc:id:itip:4012345.011111.01.02.987",
			"8006/040123451111180102/21/987",
		),
		(
			"urn:epc:id:upui:1234567.098765.51qIgY)%3C%26Jp3*j7SDB",
			"01/01234567987651/235/51qIgY%29%3C%26Jp3%2Aj7SDB",
		),
		("urn:epc:id:pgln:4000001.00000", "417/4000001000005"),
		("urn:epc:id:pgln:999999999999.", "417/9999999999994"),
		("urn:epc:id:sgcn:4012345.99999.44", "255/401234599999044"),
		("urn:epc:idpat:sgtin:4012345.012345.*", "01/04012345123456"),
		("urn:epc:idpat:grai:4012345.99999.*", "8003/04012345999990"),
		("urn:epc:idpat:gdti:4012345.11111.*", "253/4012345111118"),
		("urn:epc:idpat:sgcn:4012345.22222.*", "255/4012345222227"),
		("urn:epc:idpat:cpi:4012345.AB12.*", "8010/4012345AB12"),
		(
			"urn:epc:idpat:itip:4012345.012345.01.02.*",
			"8006/040123451234560102",
		),
		("urn:epc:idpat:upui:4012345.012345.*", "01/04012345123456"),
	] {
		assert_eq!(
			canonical(uri),
			format!("https://id.gs1.org/{link}"),
			"{uri}"
		);
	}
}

#[test]
fn digital_links_lose_what_does_not_tell_things_apart() {
	for (uri, link) in [
		(
			"https://id.gs1.org/gtin/09780345418913",
			"01/09780345418913",
		),
		(
			"https://example.com/gtin/09780345418913/21/765tz?abc=1",
			"01/09780345418913/21/765tz",
		),
		("http://example.de/gtin-8/01/97803111", "01/00000097803111"),
		(
			"http://us-company-with-UPC.com/01/001122334455",
			"01/00001122334455",
		),
		(
			"http://us-company-with-UPC.com/01/001122334455/ser/GHB",
			"01/00001122334455/21/GHB",
		),
		(
			"https://ean-13.de/gtin/4012345123456/ser/ABC524",
			"01/04012345123456/21/ABC524",
		),
		(
			"https://id.gs1.org/gtin/9780345418913/cpv/344/lot/1223/ser/765tz",
			"01/09780345418913/21/765tz",
		),
		(
			"https://id.gs1.org/gtin/9780345418913/cpv/344",
			"01/09780345418913",
		),
		(
			"http://example.de/01/040123451234/cpv/344/lot/ABD",
			"01/00040123451234/10/ABD",
		),
		(
			"https://id.gs1.org/itip/123456789101100190/cpv/ABCD",
			"8006/123456789101100190",
		),
		(
			"https://fashion-corp.com/8006/040123451234560102/22/AB/21/443322",
			"8006/040123451234560102/21/443322",
		),
		(
			"https://gs1.test.example.org/01/9780345418913/10/1223/",
			"01/09780345418913/10/1223",
		),
		(
			"https://example.org/01/9780345418913/21/765tz#here",
			"01/09780345418913/21/765tz",
		),
		(
			"https://example.co.uk/party/4226350800008",
			"417/4226350800008",
		),
		(
			"https://id.gs1.org/414/4280000000002/254/12",
			"414/4280000000002/254/12",
		),
		(
			"https://id.gs1.org/8003/03870585000552987",
			"8003/03870585000552987",
		),
		(
			"https://id.gs1.org/8004/0180451111ABC987",
			"8004/0180451111ABC987",
		),
		(
			"https://id.gs1.org/8018/385888700111111111",
			"8018/385888700111111111",
		),
		(
			"https://id.gs1.org/253/4602443000331XYZ",
			"253/4602443000331XYZ",
		),
		(
			"https://id.gs1.org/8010/0628165987/8011/9876",
			"8010/0628165987/8011/9876",
		),
		(
			"https://id.gs1.org/255/0811625999996554433",
			"255/0811625999996554433",
		),
		// Whether a character is escaped makes no other thing of it.
		(
			"https://id.gs1.org/01/09780345418913/21/a%2fb%41(",
			"01/09780345418913/21/a%2FbA%28",
		),
	] {
		assert_eq!(
			canonical(uri),
			format!("https://id.gs1.org/{link}"),
			"{uri}"
		);
	}
}

#[test]
fn what_is_no_identifier_stays_as_it_is() {
	for text in [
		"http://example.org/123/4012345ABC987/456/4711",
		"http://id.gs1.org/99/9780345418913",
		"http://id.gs1.org/01/9780345418913/99/utfgf",
		"http://example.de/abc/9780345418913",
		"http://example.de/01/97803",
		"https://id.gs1.org/8006/04012345123456/22/ABCD/10/XYZ",
		"https://id.gs1.org/01/9780345418913/21",
		"https://id.gs1.org/01/9780345418913/21/a\u{e4}",
		"https://id.gs1.org/414/42263508000080",
		"https://",
		"42",
		"Hello World!",
		"urn:epcglobal:cbv:bt:5200001000008:4711",
		"geo:47.506694,11.104301",
		"urn:epc:id:sgtin:0614141.11234.400",
		"urn:epc:id:pgln:0614141.0000",
		"urn:epc:id:pgln:06141.4100000",
		"urn:epc:id:gsrn:0614141.123456789",
		"urn:epc:id:gdti:0614141.12345.",
		"urn:epc:id:sgcn:0614141.12345.1a",
		"urn:epc:id:itip:4012345.012345.1.02.1",
		"urn:epc:idpat:itip:4012345.012345.01.02.1",
		"urn:epc:idpat:sgtin:4012345.012345.1",
		"urn:epc:idpat:sgtin:4012345.*.*",
		"urn:epc:id:gid:95100000.12345.400",
		"",
	] {
		assert_eq!(canonical(text), text);
	}
	assert_eq!(canonical("  Hello  "), "Hello");
	assert_eq!(
		canonical("urn:epcglobal:cbv:bizstep:receiving"),
		"https://ref.gs1.org/cbv/BizStep-receiving"
	);
}

#[test]
fn both_forms_of_a_name_lead_to_one() {
	for length in 6..=12 {
		for scheme in Scheme::ALL {
			let total = match scheme {
				Scheme::Sgtin | Scheme::Lgtin => 13,
				Scheme::Sscc => 17,
				Scheme::Grai | Scheme::Sgln => 12,
				Scheme::Giai => length,
			};
			let digits = &"95060001343520731"[..total];
			let (prefix, reference) = digits.split_at(length);
			let uri = match scheme {
				Scheme::Sscc => format!("{}{prefix}.{reference}", scheme.start()),
				Scheme::Giai => format!("{}{prefix}.a%2Fb(1)", scheme.start()),
				_ => format!("{}{prefix}.{reference}.a%2Fb(1)", scheme.start()),
			};
			let link = digital_link(&epc(&uri));
			assert_eq!(canonical(&uri), link.as_str());
			let elsewhere = link.as_str().replace("//id.gs1.org/", "//items.example/x/") + "?y=z";
			assert_eq!(canonical(&elsewhere), link.as_str());
		}
	}
}

#[test]
fn gln_names_parties_and_places() {
	let gln: Gln = "9506000134352".parse().expect("a GLN");
	assert_eq!(
		Uri::party(gln).as_str(),
		"https://id.gs1.org/417/9506000134352"
	);
	assert_eq!(
		Uri::place(gln).as_str(),
		"https://id.gs1.org/414/9506000134352"
	);
	for uri in [Uri::party(gln), Uri::place(gln)] {
		assert_eq!(canonical(uri.as_str()), uri.as_str());
	}
}

#[test]
fn text_is_a_uri_when_it_has_a_scheme_and_only_their_characters() {
	for text in [
		"urn:epc:id:sscc:1.2",
		"a+b-c.1:x",
		"https://x/%2F?a=b#c",
		"ni:///sha-256;0?v=1",
	] {
		assert_eq!(Uri::new(text).expect("a URI").as_str(), text);
	}
	for text in [
		"", "a", ":a", "a:", "1a:b", "a b:c", "a:b c", "a:\u{e4}", "a:%", "a:%2", "a:%2G", "a:\"b",
	] {
		assert_eq!(Uri::new(text), None, "{text}");
	}
}
