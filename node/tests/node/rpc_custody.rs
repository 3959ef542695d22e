//! `custody_*` on a small shipment: named, packed, guarded, handed over, made of, recalled, corrected.

use hallmark_rpc::{
	custody::{
		Acknowledgement, Commission, Deed, EpcisPage, Finding, Item, Life, Lot, Named, Obstacle,
		Recall, Rule, Step, Subject, Title, Transformation, Verdict, Whereabouts,
	},
	Hex32,
};
use hallmark_runtime::Runtime;
use hallmark_types::{epc::Epc, gs1::Gln, items::ItemId};
use pallet_custody::{Call, Context, Input, Inputs, NewItem, Outputs, Wrong};
use serde_json::{json, Value};

use crate::{
	rpc_asking::{id, Asker},
	support::{
		agreements::run_to,
		devices::{now, MAKER, OPERATOR as CLINIC},
		fleet::{Fleet, STREAM},
		shipment::{
			commission, hand_over, keep_cold, lot, pack, send, unit_load, vial, AGENCY, CARRIER,
		},
		Client, NodeBuilder, Result,
	},
};

/// How long it may be too warm, in milliseconds.
const ALLOWED: u64 = 15_000;

/// Where the maker's vials get their names.
const PLANT: &str = "9506000000015";

/// Five vials of a lot in a case on a pallet, guarded, sold and carried; one is made into another thing.
async fn ship(client: &Client) -> Result<Fleet> {
	let case = unit_load(0).id();
	let mut names = commission((0..5).map(vial), Some(lot("A7")));
	if let Call::commission { context, .. } = &mut names {
		let plant: Gln = PLANT.parse().map_err(|_| "a GLN")?;
		context.place = Some(plant);
		context.document = Some([0xab; 32].into());
	}
	send(client, MAKER.1, names).await?;
	send(client, MAKER.1, commission((0..2).map(unit_load), None)).await?;
	let vials: Vec<ItemId> = (0..4).map(|n| vial(n).id()).collect();
	send(client, MAKER.1, pack(case, &vials)).await?;
	send(client, MAKER.1, pack(unit_load(1).id(), &[case])).await?;
	hand_over(
		client,
		unit_load(1).id(),
		title(Title::Ownership),
		MAKER.1,
		CLINIC,
	)
	.await?;

	let mut fleet = Fleet::enrol(client, 1).await?;
	let signal = fleet.sensors[0].signal();
	send(client, CLINIC.1, keep_cold(case, signal, ALLOWED, CLINIC.0)).await?;
	hand_over(
		client,
		unit_load(1).id(),
		title(Title::Custody),
		MAKER.1,
		CARRIER,
	)
	.await?;
	let time = now(client).await?;
	let envelopes = [(0, 9_000), (10_000, 9_500), (20_000, 5_000)]
		.map(|(after, value)| fleet.sensors[0].reading(client.genesis, time + after, value));
	fleet.relay(client, envelopes.to_vec()).await?;
	// The clinic's acceptance ends the policy: the breach comes before.
	run_to(client, time + ALLOWED + 10_000).await?;
	hand_over(
		client,
		unit_load(1).id(),
		title(Title::Custody),
		CARRIER.1,
		CLINIC,
	)
	.await?;

	let made = Call::transform {
		inputs: Inputs::truncate_from(vec![Input {
			item: vial(4).id(),
			number: None,
		}]),
		outputs: Outputs::truncate_from(vec![NewItem {
			epc: vial(100),
			quantity: None,
		}]),
		lost: Default::default(),
		lot: None,
		expires: None,
		context: Context::default(),
	};
	send(client, MAKER.1, made).await?;
	Ok(fleet)
}

fn title(title: Title) -> pallet_custody::Title {
	match title {
		Title::Custody => pallet_custody::Title::Custody,
		Title::Ownership => pallet_custody::Title::Ownership,
	}
}

fn uri(epc: Epc) -> Value {
	json!(epc.uri())
}

#[tokio::test(flavor = "multi_thread")]
async fn custody_methods_tell_where_items_are_and_what_they_went_through() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let fleet = ship(&client).await?;
	let (case, pallet) = (unit_load(0), unit_load(1));

	// A vial, by its name and by its id.
	let item: Item = asker.get("custody_item", json!([uri(vial(0))])).await?;
	let same: Item = asker.get("custody_item", json!([id(vial(0).id())])).await?;
	assert_eq!(item, same);
	assert_eq!(item.epc, vial(0).uri());
	assert_eq!(
		(item.issuer, item.owner, item.custodian),
		(MAKER.0, CLINIC.0, CLINIC.0)
	);
	let containers: Vec<_> = item.containers.iter().map(|it| it.epc.clone()).collect();
	assert_eq!(containers, [Some(case.uri()), Some(pallet.uri())]);
	assert_eq!(item.lot.and_then(|it| it.epc), Some(lot("A7").uri()));
	assert_eq!(
		(item.life, item.verdict),
		(Life::Active, Some(Finding::Breached))
	);
	assert!(!item.held && !item.recalled && item.offers.is_empty());
	let used: Item = asker.get("custody_item", json!([uri(vial(4))])).await?;
	assert_eq!(used.life, Life::Consumed);

	// What is in the case, two on a page.
	let contents: Vec<Named> = asker
		.all("custody_contents", &[uri(case.clone()), json!(3)])
		.await?;
	let mut packed: Vec<_> = contents.into_iter().filter_map(|it| it.epc).collect();
	packed.sort_unstable();
	assert_eq!(packed, (0..4).map(|n| vial(n).uri()).collect::<Vec<_>>());

	// Every step, in pages of two as in one.
	let steps: Vec<Step> = asker
		.all("custody_trace", &[uri(vial(0)), json!(2)])
		.await?;
	let once: Vec<Step> = asker
		.all("custody_trace", &[uri(vial(0)), json!(100)])
		.await?;
	assert_eq!(steps, once);
	assert!(steps
		.windows(2)
		.all(|pair| pair[0].number <= pair[1].number));
	let first = &steps[0];
	assert!(matches!(first.deed, Deed::Commissioned { .. }));
	assert_eq!((first.place.as_deref(), first.by), (Some(PLANT), MAKER.0));
	assert_eq!(first.document, Some(Hex32([0xab; 32])));
	let hands: Vec<_> = steps
		.iter()
		.filter_map(|step| match &step.deed {
			Deed::HandedOver {
				title: Title::Custody,
				from,
				to,
				..
			} => Some((*from, *to)),
			_ => None,
		})
		.collect();
	assert_eq!(hands, [(MAKER.0, CARRIER.0), (CARRIER.0, CLINIC.0)]);
	assert!(steps.iter().any(|step| match &step.deed {
		Deed::Attached { device, stream, .. } => {
			*device == fleet.sensors[0].id.into() && stream.to_string() == STREAM
		},
		_ => false,
	}));

	// The verdict, and what led to it.
	let verdict: Verdict = asker
		.get("custody_verdict", json!([uri(case.clone())]))
		.await?;
	assert_eq!(verdict.verdict, Some(Finding::Breached));
	let policy = &verdict.policies[0];
	assert_eq!(
		(policy.unit.as_deref(), policy.finding),
		(Some("Cel"), Finding::Breached)
	);
	// The clinic has it.
	assert_eq!(policy.until, Some(CLINIC.0));
	assert!(policy.ended_at.is_some());
	let rule = &policy.rules[0];
	assert!(
		matches!(&rule.rule, Rule::Limit { limit, allowed_ms: ALLOWED, .. }
		if limit.as_str() == "8")
	);
	let began = rule
		.breach
		.as_ref()
		.and_then(|breach| breach.began.as_ref());
	assert_eq!(began.map(|source| source.sequence), Some(1));
	let none: Verdict = asker
		.get("custody_verdict", json!([uri(vial(100))]))
		.await?;
	assert_eq!((none.verdict, none.policies.len()), (None, 0));

	// Its steps as events, which another reader of EPCIS reads.
	let mut events = Vec::new();
	let mut cursor = Value::Null;
	loop {
		let page: EpcisPage = asker
			.get("custody_epcis", json!([uri(vial(0)), 4, cursor]))
			.await?;
		assert_eq!(page.unmapped, []);
		events.extend(hallmark_epcis::read(&page.document)?);
		let Some(next) = page.next else { break };
		cursor = json!(next);
	}
	assert_eq!(events.len(), steps.len());
	let told = json!(hallmark_epcis::document(
		&events,
		"2026-11-22T08:00:00Z".parse()?
	));
	let told = told.to_string();
	for part in [
		vial(0).uri(),
		case.uri(),
		pallet.uri(),
		"AssociationEvent".into(),
	] {
		assert!(told.contains(&part), "{part}: {told}");
	}
	assert!(events
		.iter()
		.all(|event| event.id.as_ref() == Some(&hallmark_epcis::hash(event))));
	// A breach is told with the hand-over at which it was known.
	let of_case: EpcisPage = asker
		.get("custody_epcis", json!([uri(case.clone()), 100]))
		.await?;
	assert_eq!(of_case.unmapped, []);

	// Forward: from the lot, with what was made of it.
	let found: Vec<Whereabouts> = asker
		.all("custody_traceForward", &[uri(lot("A7")), json!(2)])
		.await?;
	let made = found.iter().find(|it| it.item.epc == Some(vial(100).uri()));
	let made = made.ok_or("what was made is found")?;
	let number = made.made_in.ok_or("it was made")?;
	assert_eq!(found.len(), 6);
	let record: Transformation = asker.get("custody_transformation", json!([number])).await?;
	assert_eq!(record.inputs[0].item, vial(4).id().into());
	assert_eq!(record.outputs, [vial(100).id().into()]);
	let of_item: Vec<Whereabouts> = asker
		.all("custody_traceForward", &[uri(vial(4)), json!(100)])
		.await?;
	assert_eq!(of_item.len(), 2);
	let Deed::Commissioned { commission } = steps[0].deed else {
		return Err("it was named".into());
	};
	let named: Commission = asker.get("custody_commission", json!([commission])).await?;
	assert_eq!((named.items, named.place.as_deref()), (5, Some(PLANT)));

	recall(&client, &asker).await?;
	declare_wrong(&client, &asker).await?;

	// What there is not.
	let unknown = [uri(vial(999)), id(Hex32([7; 32]))];
	let methods = [
		"item",
		"trace",
		"traceForward",
		"verdict",
		"epcis",
		"contents",
		"lot",
	];
	for unknown in unknown {
		for method in methods {
			asker
				.nothing(&format!("custody_{method}"), json!([unknown]))
				.await?;
		}
	}
	for method in ["commission", "transformation", "recall", "acknowledgements"] {
		asker
			.nothing(&format!("custody_{method}"), json!([999]))
			.await?;
	}
	Ok(())
}

/// The agency recalls the lot, the clinic hears of it.
async fn recall(client: &Client, asker: &Asker<'_>) -> Result<()> {
	let before: Lot = asker.get("custody_lot", json!([uri(lot("A7"))])).await?;
	assert_eq!((before.members, before.recalls), (5, 0));
	let onwards = json!([uri(vial(100)), "custody", CARRIER.0]);
	asker.nothing("custody_obstacle", onwards).await?;
	let call = Call::recall {
		subject: pallet_custody::Subject::Lot(lot("A7").id()),
		reason: [0xcd; 32].into(),
		returns_to: Default::default(),
		context: Context::default(),
	};
	send(client, AGENCY.1, call).await?;
	let record: Recall = asker.get("custody_recall", json!([1])).await?;
	assert_eq!((record.by, record.reason), (AGENCY.0, Hex32([0xcd; 32])));
	assert_eq!(
		record.subject,
		Subject::Lot {
			id: lot("A7").id().into()
		}
	);
	let after: Lot = asker
		.get("custody_lot", json!([id(lot("A7").id())]))
		.await?;
	assert_eq!(after.recalls, 1);
	let item: Item = asker.get("custody_item", json!([uri(vial(0))])).await?;
	assert!(item.recalled);

	let none: Vec<Acknowledgement> = asker
		.all("custody_acknowledgements", &[json!(1), json!(null)])
		.await?;
	assert_eq!(none, []);
	let heard: Call<Runtime> = Call::acknowledge {
		recall: 1,
		item: vial(0).id(),
		context: Context::default(),
	};
	send(client, CLINIC.1, heard).await?;
	let heard: Vec<Acknowledgement> = asker
		.all("custody_acknowledgements", &[json!(1), json!(1)])
		.await?;
	assert_eq!(
		heard.iter().map(|it| it.org).collect::<Vec<_>>(),
		[CLINIC.0]
	);

	// Onwards it does not go, but back to whom it came from; and the errors have the runtime's own names.
	let back = json!([uri(unit_load(1)), "custody", CARRIER.0]);
	asker.nothing("custody_obstacle", back).await?;
	let stopped: Obstacle = asker
		.get(
			"custody_obstacle",
			json!([uri(unit_load(1)), "custody", AGENCY.0]),
		)
		.await?;
	assert_eq!(stopped.pallet.as_deref(), Some("Custody"));
	let packed: Obstacle = asker
		.get(
			"custody_obstacle",
			json!([uri(vial(0)), "custody", CARRIER.0]),
		)
		.await?;
	assert_ne!(packed.error, stopped.error);
	Ok(())
}

/// The maker declares a step wrong, and the event of that tells so.
async fn declare_wrong(client: &Client, asker: &Asker<'_>) -> Result<()> {
	let odd = vial(200);
	send(client, MAKER.1, commission([odd.clone()], None)).await?;
	let seen: Call<Runtime> = Call::observe {
		items: pallet_custody::ItemIds::truncate_from(vec![odd.id()]),
		biz_step: Some(b"inspecting".to_vec().try_into().map_err(|_| "too long")?),
		disposition: None,
		context: Context::default(),
	};
	send(client, MAKER.1, seen).await?;
	let wrong: Call<Runtime> = Call::declare_wrong {
		item: odd.id(),
		step: 1,
		wrong: Wrong::DidNotOccur,
		context: Context::default(),
	};
	send(client, MAKER.1, wrong).await?;
	let steps: Vec<Step> = asker
		.all("custody_trace", &[uri(odd.clone()), json!(null)])
		.await?;
	assert_eq!(steps[1].declared_wrong_by, Some(2));
	assert_eq!(steps[2].deed, Deed::DidNotOccur { step: 1 });
	// The declaration alone on its page: the step that it is about is looked up.
	let mut pages = Vec::new();
	let mut cursor = Value::Null;
	for _ in 0..3 {
		let page: EpcisPage = asker
			.get("custody_epcis", json!([uri(odd.clone()), 1, cursor]))
			.await?;
		assert_eq!(page.unmapped, []);
		pages.push(page.document["epcisBody"]["eventList"][0].clone());
		cursor = json!(page.next);
	}
	assert_eq!(cursor, Value::Null);
	assert_eq!(pages[2]["errorDeclaration"]["reason"], "did_not_occur");
	assert_eq!(pages[2]["eventID"], pages[1]["eventID"]);
	assert_eq!(pages[1]["bizStep"], "inspecting");
	Ok(())
}
