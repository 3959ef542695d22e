//! `agreement_*` on an agreement that pays while it is watched, in a currency with decimal places.

use codec::Encode;
use hallmark_agreements::{Action, Ticket as TicketTerms};
use hallmark_conditions::text::parse;
use hallmark_envelope::Unit;
use hallmark_rpc::{
	agreement::{
		self, AgreementStatus, Cause, Credit, ExplainedClause, Firing, Forecast, Outcome, Progress,
		Statement, Status, Terms, Ticket, TicketState, Truth,
	},
	Account, Bytes, Hex32, Money, Time,
};
use hallmark_types::units::{HEUR, STABLECOIN};
use serde_json::{json, Value};

use crate::{
	rpc_asking::Asker,
	support::{
		agreements::{account, declared, every, frame, once, pay, terms, Contract, SECOND},
		devices::{MAKER, OPERATOR},
		fleet::{Fleet, STREAM},
		shipment::AGENCY,
		NodeBuilder, Result,
	},
};

/// What each payment is: 2.5 coins.
const PRICE: u128 = 5 * HEUR / 2;

fn coins(amount: &str) -> Result<Money> {
	Ok(serde_json::from_value(json!({
		"amount": amount,
		"symbol": "HEUR",
		"asset": STABLECOIN,
	}))?)
}

#[tokio::test(flavor = "multi_thread")]
async fn agreement_methods_tell_where_it_stands_and_why() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let mut fleet = Fleet::enrol(&client, 1).await?;
	let sensor = &fleet.sensors[0];
	let (device, stream) = (Hex32::from(sensor.id), json!(STREAM));

	// Too warm, three times in a row, and fresh: pay, every time. And one clause that waits.
	let reading = format!("reading({device}/{STREAM})");
	let warm = format!("{reading} > 8 for 3 and fresh({device}/{STREAM}, 10m)");
	let frame = frame(&client, 600 * SECOND).await?;
	let late = Time(frame.expires_at - 60 * SECOND);
	let mut written = terms(
		&frame,
		&[(OPERATOR.0, 4 * PRICE), (MAKER.0, 0)],
		&[declared(sensor, STREAM, Unit::Celsius)],
		vec![
			every(
				&warm,
				&[pay(PRICE), Action::OpenTicket(0), Action::CloseTicket(0)],
			)?,
			once(
				&format!("not ({reading} < 90 or time < {late})"),
				&[Action::End],
			)?,
		],
	)?;
	written.tickets = vec![TicketTerms {
		requester: 0,
		servicer: 1,
		proof: Some(parse(&format!("latest({device}/{STREAM}) < 8"), &())?),
	}]
	.try_into()
	.map_err(|_| "four at most")?;

	// What they will sign, before anything is proposed.
	let encoded = Bytes(written.encode());
	let hash: Hex32 = asker.ask("agreement_nextHash", json!([encoded])).await?;
	let contract = Contract::propose(&client, &written).await?;
	let number = json!([contract.id]);
	let proposed: AgreementStatus = asker.get("agreement_status", number.clone()).await?;
	assert_eq!((proposed.status, proposed.hash), (Status::Proposed, hash));
	assert_eq!(proposed.parties[0].purse, None);
	for org in [OPERATOR.0, MAKER.0] {
		contract
			.sign(org)
			.await?
			.result()
			.map_err(|error| format!("{error:?}"))?;
	}
	let active: AgreementStatus = asker.get("agreement_status", number.clone()).await?;
	assert_eq!(
		(active.status, active.held.clone()),
		(Status::Active, coins("10")?)
	);
	let purse = active.parties[0].purse.as_ref().ok_or("it has signed")?;
	assert_eq!(
		(&purse.account, &purse.rest),
		(&Account(account(OPERATOR.1)), &coins("10")?)
	);

	// The terms, as people read them.
	let told: Terms = asker.get("agreement_terms", number.clone()).await?;
	assert_eq!(told.encoded, encoded);
	assert_eq!(
		(told.symbol.as_str(), told.asset),
		("HEUR", Some(STABLECOIN))
	);
	assert_eq!(told.clauses[0].when, warm);
	let paying = agreement::Action::Pay {
		from: 0,
		to: 1,
		amount: coins("2.5")?,
	};
	assert_eq!(told.clauses[0].actions[0], paying);
	assert_eq!(
		told.tickets[0].proof,
		Some(format!("latest({device}/{STREAM}) < 8"))
	);
	assert_eq!(told.streams[0].device, device);

	// Nothing is known of a stream that has said nothing.
	let explained: Vec<ExplainedClause> = asker.get("agreement_explain", number.clone()).await?;
	let why = &explained[0].why;
	assert_eq!(
		(explained[0].truth, why.text.as_str()),
		(Truth::False, "and")
	);
	assert_eq!(why.operands.len(), 2);
	assert_eq!(why.operands[0].text, format!("{reading} > 8 for 3"));
	assert_eq!(
		why.operands[0].why_unknown.as_deref(),
		Some("too few readings")
	);
	let not = &explained[1].why;
	assert_eq!(
		(not.text.as_str(), not.operands[0].text.as_str()),
		("not", "or")
	);
	assert_eq!(not.operands[0].operands.len(), 2);

	// Two are not three; a third would be, says the dry run.
	fleet.tell(&client, 0, STREAM, &[9_000, 9_250]).await?;
	let what_if = |value: Value| json!([contract.id, device, stream, value]);
	let cold: Vec<Forecast> = asker.get("agreement_whatIf", what_if(json!("7.5"))).await?;
	assert!(!cold[0].fires);
	let warmer: Vec<Forecast> = asker.get("agreement_whatIf", what_if(json!(9.125))).await?;
	assert!(warmer[0].fires && warmer[0].clause.comes_true);
	let payments = warmer[0].payments.as_ref().ok_or("it can be paid")?;
	assert_eq!(payments[0].amount, coins("2.5")?);
	let finer = what_if(json!("9.1255"));
	let problem = asker.refused("agreement_whatIf", finer, "value").await?;
	assert!(problem.contains("finer"), "{problem}");
	let other = json!([contract.id, device, "humidity", "1"]);
	asker.refused("agreement_whatIf", other, "stream").await?;

	// It comes true, twice.
	for times in 1..=2 {
		fleet.tell(&client, 0, STREAM, &[9_500; 3]).await?;
		contract
			.until("a payment", |it| {
				it.firings.len() == times && it.status.ledger.paid > 0
			})
			.await?;
		fleet.tell(&client, 0, STREAM, &[4_000; 3]).await?;
		contract.until("it to cool", |_| true).await?;
	}
	let paid = contract
		.until("both payments", |it| it.status.ledger.paid == 2 * PRICE)
		.await?;
	assert_eq!(paid.firings.len(), 2);
	let status: AgreementStatus = asker.get("agreement_status", number.clone()).await?;
	assert_eq!((status.paid, status.held), (coins("5")?, coins("5")?));
	let firings: Vec<Firing> = asker
		.all("agreement_firings", &[json!(contract.id), json!(1)])
		.await?;
	assert_eq!(
		firings.iter().map(|it| it.number).collect::<Vec<_>>(),
		[0, 1]
	);
	let first = &firings[0];
	assert_eq!((first.clause, first.cause), (0, Cause::Holds));
	assert_eq!(first.why.operands[0].seen.as_deref(), Some("9.5"));
	assert_eq!(first.evidence[0].device, device);
	assert!(matches!(&first.outcome, Outcome::Fired { payments, .. }
		if payments.len() == 1));
	let tickets: Vec<Ticket> = asker.get("agreement_tickets", number.clone()).await?;
	assert_eq!(
		(tickets[0].state, tickets[0].times),
		(TicketState::Closed, 2)
	);
	let proof = tickets[0].proof.as_ref().ok_or("it has one")?;
	assert_eq!(
		(proof.truth, proof.seen.as_deref()),
		(Truth::True, Some("4"))
	);
	let credits: Vec<Credit> = asker.get("agreement_credits", number.clone()).await?;
	assert_eq!(credits, []);
	let statement: Statement = asker.get("agreement_statement", number.clone()).await?;
	assert_eq!((statement.terms, statement.firings), (told, firings));
	assert_eq!(statement.tickets[0].times, 2);
	let _: Progress = asker.ask("agreement_progress", json!([])).await?;

	// By party, in pages of one; by number or by the admin's address.
	let second = Contract::propose(&client, &written).await;
	assert!(second.is_ok());
	let all: Vec<u32> = list(&asker, json!(OPERATOR.0)).await?;
	let same: Vec<u32> = list(&asker, json!(Account(account(OPERATOR.1)))).await?;
	assert_eq!((all.len(), all.contains(&contract.id)), (2, true));
	assert_eq!(all, same);
	assert!(list(&asker, json!(AGENCY.0)).await?.is_empty());

	// What there is not.
	for method in [
		"status",
		"terms",
		"explain",
		"statement",
		"firings",
		"tickets",
		"credits",
	] {
		asker
			.nothing(&format!("agreement_{method}"), json!([999]))
			.await?;
	}
	let unknown = json!([999, device, stream, "1"]);
	asker.nothing("agreement_whatIf", unknown).await?;
	let garbage = json!(["0x0102"]);
	asker
		.refused("agreement_nextHash", garbage, "terms")
		.await?;
	let mut longer = written.encode();
	longer.push(0);
	let problem = asker
		.refused("agreement_nextHash", json!([Bytes(longer)]), "terms")
		.await?;
	assert!(problem.contains("1 bytes are left over"), "{problem}");
	Ok(())
}

/// All agreements of an organisation, a page at a time.
async fn list(asker: &Asker<'_>, org: Value) -> Result<Vec<u32>> {
	let (mut all, mut cursor) = (Vec::new(), Value::Null);
	loop {
		let page: Value = asker.ask("agreement_list", json!([org, 1, cursor])).await?;
		let items: Vec<u32> = serde_json::from_value(page["items"].clone())?;
		all.extend(items);
		cursor = page["next"].clone();
		if cursor.is_null() {
			return Ok(all);
		}
	}
}
