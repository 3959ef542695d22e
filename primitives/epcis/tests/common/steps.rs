//! A journey in steps: every kind of step at least once.

use hallmark_epcis::{
	event::Unit,
	step::{
		Amount, Chain, Condition, Deed, Device, Exception, Organisation, Place, Step, Thing, Title,
		Verdict, Wrong,
	},
	vocabulary::{BizStep, Disposition},
	Decimal,
};
use hallmark_types::epc::Epc;

pub const CHAIN: Chain = Chain {
	genesis: [0x48; 32],
};

/// When the journey begins: 2026-11-22T08:00:00Z.
pub const START: u64 = 1_795_334_400_000;

pub fn epc(uri: &str) -> Epc {
	uri.parse().unwrap_or_else(|error| panic!("{uri}: {error}"))
}

pub fn things(uris: &[&str]) -> Vec<Thing> {
	uris.iter().map(|uri| Thing::from(epc(uri))).collect()
}

pub fn amount(mantissa: i64, exponent: i8, unit: &str) -> Amount {
	Amount {
		number: Decimal::new(mantissa, exponent),
		unit: Unit::new(unit),
	}
}

pub fn lot(uri: &str, amount: Amount) -> Thing {
	Thing {
		epc: epc(uri),
		amount: Some(amount),
	}
}

pub const MAKER: u32 = 1;
pub const CARRIER: u32 = 2;
pub const CLINIC: u32 = 3;

/// Members of the consortium. The carrier has no GLN.
pub fn organisation(id: u32) -> Organisation {
	let gln = match id {
		MAKER => Some("9506000134352"),
		CLINIC => Some("0614141000012"),
		_ => None,
	};
	Organisation {
		id,
		gln: gln.map(|gln| gln.parse().expect("a GLN")),
	}
}

pub const VIALS: [&str; 2] = [
	"urn:epc:id:sgtin:9506000.013435.1001",
	"urn:epc:id:sgtin:9506000.013435.A%2F2",
];
pub const LOT: &str = "urn:epc:class:lgtin:9506000.013435.L-7";
pub const POWDER: &str = "urn:epc:class:lgtin:9506000.113436.P1";
pub const CASE: &str = "urn:epc:id:sscc:9506000.1234567890";
pub const CRATE: &str = "urn:epc:id:grai:9506000.13435.C1";

/// Device 7, which has no EPC.
pub fn sensor() -> Device {
	Device {
		id: [7; 32],
		epc: None,
	}
}

pub fn condition(verdict: Verdict) -> Condition {
	Condition {
		device: sensor(),
		stream: "t".into(),
		unit: "Cel".into(),
		since: START,
		until: START + 3_600_000,
		lowest: Some(Decimal::new(21, -1)),
		highest: Some(Decimal::new(314, -1)),
		verdict,
	}
}

/// Step `index` of the case, an hour after the one before it.
pub fn step(index: u32, by: u32, deed: Deed) -> Step {
	Step {
		item: epc(CASE).id(),
		index,
		at: START + u64::from(index) * 3_600_000,
		by: organisation(by),
		place: Some(Place::Sgln(epc("urn:epc:id:sgln:9506000.13435.dock-2"))),
		document: None,
		deed,
	}
}

pub fn hand_over(title: Title, exceptions: Vec<Exception>, conditions: Vec<Condition>) -> Deed {
	Deed::HandOver {
		things: things(&[CASE]),
		title,
		from: organisation(MAKER),
		to: organisation(CARRIER),
		exceptions,
		offered: None,
		conditions,
	}
}

/// Every kind of step, in an order in which it could be.
pub fn journey() -> Vec<Step> {
	let deeds = [
		Deed::Commission {
			things: things(&VIALS),
			lot: Some(epc(LOT)),
			expires: hallmark_epcis::Time::new(1_830_297_600_000),
		},
		Deed::Commission {
			things: vec![lot(POWDER, amount(12_500, -3, "KGM"))],
			lot: None,
			expires: None,
		},
		Deed::Transform {
			id: 5,
			inputs: vec![lot(POWDER, amount(12_500, -3, "KGM"))],
			outputs: things(&VIALS[..1]),
			lost: vec![amount(25, -1, "KGM"), amount(3, 0, "")],
		},
		Deed::Pack {
			parent: epc(CASE),
			children: [things(&VIALS), vec![lot(LOT, amount(10, 0, ""))]].concat(),
		},
		Deed::Attach {
			item: epc(CASE),
			device: sensor(),
		},
		Deed::Attach {
			item: epc(CRATE),
			device: Device {
				id: [8; 32],
				epc: Some(epc("urn:epc:id:giai:9506000.S-8")),
			},
		},
		Deed::Observe {
			things: things(&[CASE]),
			biz_step: Some(BizStep::Departing),
			disposition: Some(Disposition::InTransit),
		},
		Deed::Observe {
			things: things(&[CASE]),
			biz_step: None,
			disposition: None,
		},
		hand_over(Title::Custody, vec![], vec![condition(Verdict::Good)]),
		hand_over(
			Title::Custody,
			Exception::ALL.to_vec(),
			vec![
				condition(Verdict::Breached),
				Condition {
					unit: "pH".into(),
					lowest: None,
					highest: None,
					..condition(Verdict::Unknown)
				},
			],
		),
		Deed::HandOver {
			things: vec![lot(POWDER, amount(115, -1, "KGM"))],
			title: Title::Ownership,
			from: organisation(CARRIER),
			to: organisation(CLINIC),
			exceptions: vec![Exception::Short],
			offered: Some(amount(12_500, -3, "KGM")),
			conditions: vec![],
		},
		Deed::Hold {
			things: things(&[CASE]),
			reason: Some("papers are missing".into()),
		},
		Deed::Release {
			things: things(&[CASE]),
		},
		Deed::Recall {
			things: things(&[LOT]),
			reason: Some("glass in a vial".into()),
		},
		Deed::Acknowledge {
			things: things(&VIALS),
		},
		Deed::EndRecall {
			things: things(&[LOT]),
		},
		Deed::Detach {
			item: epc(CASE),
			device: sensor(),
		},
		Deed::Unpack {
			parent: epc(CASE),
			children: things(&VIALS),
		},
		Deed::Destroy {
			things: things(&VIALS[1..]),
		},
		Deed::DeclareError {
			step: 6,
			wrong: Wrong::IncorrectData(Some(7)),
		},
		Deed::DeclareError {
			step: 9,
			wrong: Wrong::DidNotOccur,
		},
	];
	let mut steps: Vec<Step> = (0u32..)
		.zip(deeds)
		.map(|(index, deed)| step(index, 1 + index % 3, deed))
		.collect();
	// Somebody knows the place by its GLN only, somebody keeps a fuller event, somebody no place.
	steps[1].place = Some(Place::Gln("0614141000012".parse().expect("a GLN")));
	steps[8].document = Some([0xab; 32]);
	steps[13].place = None;
	steps
}
