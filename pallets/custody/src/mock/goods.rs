//! Items in few words: their names, what is done with them, and what became of them.

use super::*;
use frame_support::assert_ok;
use hallmark_types::{
	epc::Epc,
	gs1::Gln,
	quantity::{Quantity, Scale},
	readings::Unit,
};

pub fn epc(uri: &str) -> Epc {
	uri.parse().expect("a name")
}

/// A piece of the maker's vaccine.
pub fn vial(n: u32) -> Epc {
	epc(&format!("urn:epc:id:sgtin:950600.0134352.{n}"))
}

/// A lot of the maker's vaccine.
pub fn lot(name: &str) -> Epc {
	epc(&format!("urn:epc:class:lgtin:950600.0134352.{name}"))
}

/// One of the maker's cases or pallets.
pub fn case(n: u64) -> Epc {
	epc(&format!("urn:epc:id:sscc:950600.{n:011}"))
}

/// A crate of the carrier's that is used again and again.
pub fn crate_of_carrier(n: u32) -> Epc {
	epc(&format!("urn:epc:id:grai:950602.000001.{n}"))
}

/// A company prefix.
pub fn prefix(text: &str) -> CompanyPrefix {
	text.parse().expect("a prefix")
}

pub fn named(epc: Epc) -> NewItem {
	NewItem {
		epc,
		quantity: None,
	}
}

/// So many kilograms.
pub fn kilograms(number: u64) -> Quantity {
	Quantity {
		number,
		scale: Scale {
			unit: "KGM".parse().expect("a unit"),
			exponent: 0,
		},
	}
}

pub fn gln(text: &str) -> Gln {
	text.parse().expect("a GLN")
}

pub fn anywhere() -> Context {
	Context::default()
}

/// Name things for an organisation, and return their ids.
pub fn commission(org: OrgId, names: impl IntoIterator<Item = Epc>) -> Vec<ItemId> {
	commission_in(org, names, None)
}

/// The same, of a lot.
pub fn commission_in(
	org: OrgId,
	names: impl IntoIterator<Item = Epc>,
	lot: Option<Epc>,
) -> Vec<ItemId> {
	let items: Vec<_> = names.into_iter().map(named).collect();
	let ids = items.iter().map(|item| item.epc.id()).collect();
	assert_ok!(Custody::commission(
		by(org),
		items.try_into().expect("not too many"),
		lot,
		None,
		anywhere()
	));
	ids
}

pub fn ids(items: &[ItemId]) -> ItemIds {
	items.to_vec().try_into().expect("not too many")
}

/// Pack things, by whoever has the container.
pub fn pack(parent: ItemId, children: &[ItemId]) {
	let org = custodian(parent);
	assert_ok!(Custody::pack(by(org), parent, ids(children), anywhere()));
}

/// Unpack things, by whoever has the container.
pub fn unpack(parent: ItemId, children: &[ItemId]) {
	let org = custodian(parent);
	assert_ok!(Custody::unpack(by(org), parent, ids(children), anywhere()));
}

pub fn custodian(item: ItemId) -> OrgId {
	Custody::item(item)
		.expect("there is such an item")
		.custodian
}

pub fn owner(item: ItemId) -> OrgId {
	Custody::item(item).expect("there is such an item").owner
}

/// Offer an item's custody for an hour.
pub fn offer(item: ItemId, to: OrgId) -> DispatchResult {
	offer_title(item, Title::Custody, custodian(item), to)
}

/// Offer something for an hour.
pub fn offer_title(item: ItemId, title: Title, from: OrgId, to: OrgId) -> DispatchResult {
	Custody::offer(by(from), item, title, to, now() + HOUR, None, anywhere())
}

/// An item changes hands without more ado.
pub fn hand_over(item: ItemId, to: OrgId) {
	assert_ok!(offer(item, to));
	assert_ok!(Custody::accept(by(to), item, Title::Custody));
}

/// Cold-chain rules that are breached by a quarter of an hour above 8 °C.
pub fn cold_chain() -> PolicyTerms {
	use hallmark_conditions::{
		excursion::{Measure, Rule},
		Comparison,
	};
	PolicyTerms {
		unit: Unit::Celsius,
		demand: Demand::Rules(
			vec![Rule::Limit {
				comparison: Comparison::Above,
				limit: 80,
				measure: Measure::Stretch,
				allowed: 15 * MINUTE,
			}]
			.try_into()
			.expect("one rule"),
		),
		hold: None,
		disorder: 0,
		disclosure: 0,
		until: None,
	}
}

/// Call a lot back, for its maker or a regulator. Returns the recall's number.
pub fn recall_lot(org: OrgId, lot: ItemId) -> RecallId {
	recall(org, Subject::Lot(lot), &[])
}

/// Call something back, and name some to whom it may be brought.
pub fn recall(org: OrgId, subject: Subject, returns_to: &[OrgId]) -> RecallId {
	let returns_to = returns_to.to_vec().try_into().expect("not too many");
	assert_ok!(Custody::recall(
		by(org),
		subject,
		REASON,
		returns_to,
		anywhere()
	));
	Counters::<Test>::get().recall
}

/// Customs hold an item.
pub fn hold(item: ItemId) {
	assert_ok!(Custody::hold(by(CUSTOMS), item, REASON, anywhere()));
}

/// Customs let it go.
pub fn release(item: ItemId) {
	assert_ok!(Custody::release(by(CUSTOMS), item, CUSTOMS, anywhere()));
}

/// An item is no more.
pub fn destroy(item: ItemId) {
	assert_ok!(Custody::destroy(by(custodian(item)), item, anywhere()));
}

/// The step that was done last with an item.
pub fn last_step(item: ItemId) -> Step {
	let steps = Items::<Test>::get(item)
		.expect("there is such an item")
		.steps;
	Steps::<Test>::get(item, steps - 1).expect("there is one")
}

/// What was done to an item since it got its name.
pub fn deeds(item: ItemId) -> Vec<Deed> {
	let steps = Custody::item(item).expect("there is such an item").steps;
	(1..steps)
		.map(|index| Steps::<Test>::get(item, index).expect("there is such a step"))
		.map(|step| step.deed)
		.collect()
}
