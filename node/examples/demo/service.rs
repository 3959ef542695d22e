//! The fridge's readings are attested; a failure in them opens a ticket; the fridge itself proves that it
//! was repaired, and the servicer is paid.

use futures::future::try_join_all;
use hallmark_agreements::{
	templates::{FieldService, Frame},
	AgreementId, Often, Stream, Terms,
};
use hallmark_conditions::{
	condition::ItemId,
	text::{parse, Names, Printed},
	HOUR, MINUTE,
};
use hallmark_envelope::Unit;
use hallmark_runtime::{Balance, Moment};
use hallmark_types::{device::DeviceId, units::HEUR};
use pallet_agreements::Ledger;

use crate::{
	cast::{euros, expect, Newcomers, Org, World},
	data::Data,
	firmware::{Firmware, COLD_IN_A_ROW, TEMPERATURE, WELL_IN_A_ROW},
	story::Chapter,
	support::{
		agreements::{account, frame, spendable, Contract, SECOND},
		devices::OPERATOR,
		fleet::EXPONENT,
		shipment::AGENCY,
		Result,
	},
	telling::Service,
};

/// What a repair costs, and what it costs to be late.
pub const FEE: Balance = 250 * HEUR + 1;
const PENALTY: Balance = 40 * HEUR + 3;
const BOND: Balance = 30 * HEUR + 5;

/// How many repairs are paid for in advance. A series with more failures is told up to the last of them.
pub const VISITS: u32 = 4;

/// How long the operator can object to a repair.
pub const OBJECTION: Moment = 2 * SECOND;

/// What came of it.
pub struct Served {
	/// The agreement.
	pub agreement: AgreementId,
	/// Whose fridge said so.
	pub device: DeviceId,
	/// How many readings are attested, and in how many envelopes.
	pub readings: usize,
	/// As above.
	pub envelopes: u64,
	/// How many tickets were opened, and closed.
	pub tickets: u32,
	/// What became of the money.
	pub ledger: Ledger,
}

/// One word for the only device that this is about.
struct Words(DeviceId);

const WORD: &str = "fridge";

impl Names for Words {
	fn device(&self, name: &str) -> Option<[u8; 32]> {
		(name == WORD).then_some(self.0 .0)
	}

	fn item(&self, _: &str) -> Option<ItemId> {
		None
	}

	fn name_of_device(&self, device: &[u8; 32]) -> Option<&str> {
		(*device == self.0 .0).then_some(WORD)
	}

	fn name_of_item(&self, _: &ItemId) -> Option<&str> {
		None
	}
}

/// The template, with temperatures in place of the device's own word that it has failed.
fn terms(frame: &Frame, fridge: &Firmware, servicer: Org, data: &Data) -> Result<Terms> {
	let template = FieldService {
		operator: OPERATOR.0,
		servicer: servicer.0,
		arbiter: AGENCY.0,
		fault: Stream {
			signal: fridge.signal()?,
			unit: Unit::Celsius,
			exponent: EXPONENT,
		},
		fee: FEE,
		penalty: PENALTY,
		visits: VISITS,
		acknowledge_within: 2 * MINUTE,
		heard_within: 10 * MINUTE,
		objection: OBJECTION,
		bond: BOND,
		patience: MINUTE,
	};
	let words = Words(fridge.id());
	let degrees = |thousandths: i64| format!("{thousandths}e{EXPONENT}");
	let (cold, well) = (degrees(data.below), degrees(data.healthy));
	let mut terms = template.terms(frame)?;
	let failed = format!(
		"reading({WORD}/{TEMPERATURE}) < {cold} for {COLD_IN_A_ROW} \
		 and (ticket.state = none or ticket.state = closed)"
	);
	terms.clauses[0].when = parse(&failed, &words)?;
	let repaired = format!(
		"latest({WORD}/{TEMPERATURE}) >= {well} for {WELL_IN_A_ROW} \
		 and fresh({WORD}/{TEMPERATURE}, 10m)"
	);
	terms.tickets[0].proof = Some(parse(&repaired, &words)?);
	// Months pass in a minute: the next failure is not put off for one.
	for clause in &mut terms.clauses {
		clause.often = Often::EveryTime {
			cool_down: OBJECTION,
		};
	}
	terms.check(frame.sign_by - 1)?;
	Ok(terms)
}

/// Northern Clinics and the servicer agree, and the fridge tells its series.
pub async fn run(
	world: &World,
	chapter: &Chapter,
	fridge: Firmware,
	data: &Data,
	newcomers: Newcomers,
) -> Result<Served> {
	let (client, servicer) = (&world.client, newcomers.servicer);
	let (operator, name) = (world.name(OPERATOR.0), world.name(servicer.0));
	let purse = account(servicer.1);
	let before = spendable(client, &purse).await?;

	chapter.step(format!(
		"{operator} and {name} agree on field service: {} a repair, {} if it comes late",
		euros(FEE),
		euros(PENALTY)
	));
	let terms = terms(&frame(client, HOUR).await?, &fridge, servicer, data)?;
	let words = Words(fridge.id());
	let failed = Printed::new(&terms.clauses[0].when, &words);
	chapter.says(format!("a ticket opens if {failed}"));
	if let Some(proof) = &terms.tickets[0].proof {
		let repaired = Printed::new(proof, &words);
		chapter.says(format!("it counts as repaired if {repaired}"));
	}
	let (contract, proposed) = Contract::propose_by(client, OPERATOR.1, &terms).await?;
	chapter.proof(client, proposed);
	let signatures = [OPERATOR, servicer].map(|org| contract.sign_by(org.1));
	for done in try_join_all(signatures).await? {
		done.result().map_err(|error| format!("{error:?}"))?;
		chapter.proof(client, done);
	}

	let told = (world, chapter);
	let mut service = Service::begin(told, data, contract, servicer, fridge).await?;
	let readings = service.tell().await?;
	service.audit(readings).await?;
	let ledger = service.part().await?;
	let fees = FEE * Balance::from(service.failures);
	let earned = spendable(client, &purse).await? - before;
	expect(
		ledger.paid == fees && earned == fees,
		"the servicer has earned a fee for each repair, and nothing else",
	)?;
	Ok(Served {
		agreement: service.contract.id,
		device: service.fridge.id(),
		readings,
		envelopes: service.ends.len() as u64,
		tickets: service.failures,
		ledger,
	})
}
