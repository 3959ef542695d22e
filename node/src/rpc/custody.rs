//! Items: where they are, whose they are, what they went through.

mod deeds;
mod epcis;
mod policies;

use std::{collections::HashMap, sync::Arc};

use hallmark_rpc::{
	custody::{
		Acknowledgement, Commission, CustodyApiServer, EpcisPage, Finding, Input, Item, Life, Lot,
		Named, Obstacle, Offer, Recall, Step, Subject, Title, Transformation, Verdict, Whereabouts,
	},
	Cursor, Hex32, ItemRef, Limit, Page,
};
use hallmark_runtime::{Runtime, RuntimeError};
use hallmark_types::{
	items::{self, ItemId},
	organisation::OrgId,
	quantity,
};
use jsonrpsee::core::RpcResult;
use pallet_custody::{
	AcknowledgementsViewFunction, CommissionRecordViewFunction, ContentsViewFunction,
	ItemByEpcViewFunction, ItemIds, ItemView, ItemViewFunction, ItemsViewFunction, LotViewFunction,
	ObstacleViewFunction, PoliciesViewFunction, RecallRecordViewFunction, TraceForwardViewFunction,
	TraceViewFunction, Traced, TransformationViewFunction, VerdictViewFunction, MAX_MOVED,
};
use polkadot_sdk::sp_runtime::DispatchError;

use super::{
	ask::{cursor, limit, place, Ask},
	show::{gln, hex_if, quantity as quantity_of, time, time_if, Show},
};
use crate::service::types::FullClient;

/// Answers the methods.
pub struct Custody(pub Arc<FullClient>);

impl Show for items::Life {
	type As = Life;

	fn show(&self) -> Life {
		match self {
			Self::Active => Life::Active,
			Self::Consumed => Life::Consumed,
			Self::Destroyed => Life::Destroyed,
			Self::Archived => Life::Archived,
		}
	}
}

impl Show for pallet_custody::Finding {
	type As = Finding;

	fn show(&self) -> Finding {
		match self {
			Self::Good => Finding::Good,
			Self::Breached => Finding::Breached,
			Self::Unknown => Finding::Unknown,
			Self::Pending => Finding::Pending,
		}
	}
}

impl Show for pallet_custody::Title {
	type As = Title;

	fn show(&self) -> Title {
		match self {
			Self::Custody => Title::Custody,
			Self::Ownership => Title::Ownership,
		}
	}
}

impl Show for pallet_custody::Subject {
	type As = Subject;

	fn show(&self) -> Subject {
		match *self {
			Self::Item(id) => Subject::Item { id: id.into() },
			Self::Lot(id) => Subject::Lot { id: id.into() },
		}
	}
}

/// What is known of the things that an answer names: each is looked up once.
struct Things<'a> {
	ask: &'a Ask,
	items: HashMap<ItemId, Option<ItemView>>,
}

impl<'a> Things<'a> {
	fn new(ask: &'a Ask) -> Self {
		Self {
			ask,
			items: HashMap::new(),
		}
	}

	/// Looks several items up at once: asking the runtime costs more than what it has to do.
	fn know(&mut self, ids: impl IntoIterator<Item = ItemId>) -> RpcResult<()> {
		let mut unknown: Vec<_> = ids
			.into_iter()
			.filter(|id| !self.items.contains_key(id))
			.collect();
		unknown.sort_unstable();
		unknown.dedup();
		for ids in unknown.chunks(MAX_MOVED as usize) {
			let asked = ItemIds::truncate_from(ids.to_vec());
			let views = self.ask.view(ItemsViewFunction::<Runtime>::new(asked))?;
			self.items.extend(ids.iter().copied().zip(views));
		}
		Ok(())
	}

	/// An item. `None` if it is not on record any more.
	fn item(&mut self, id: ItemId) -> RpcResult<Option<&ItemView>> {
		if !self.items.contains_key(&id) {
			let view = self.ask.view(ItemViewFunction::<Runtime>::new(id))?;
			self.items.insert(id, view);
		}
		Ok(self.items.get(&id).and_then(Option::as_ref))
	}

	/// An item by its id and its name.
	fn named(&mut self, id: ItemId) -> RpcResult<Named> {
		let epc = self.item(id)?.map(|item| item.epc.uri());
		Ok(Named { id: id.into(), epc })
	}

	/// So many parts of an item, in its own scale.
	fn part(
		&mut self,
		id: ItemId,
		number: Option<u64>,
	) -> RpcResult<Option<hallmark_rpc::custody::Quantity>> {
		let scale = self.item(id)?.and_then(|item| item.quantity);
		let scale = scale.map(|quantity| quantity.scale);
		Ok(number
			.zip(scale)
			.map(|(number, scale)| quantity_of(&quantity::Quantity { number, scale })))
	}
}

/// An item's id, and the item.
fn found(ask: &Ask, item: &ItemRef) -> RpcResult<Option<ItemView>> {
	match item {
		ItemRef::Id(id) => ask.view(ItemViewFunction::<Runtime>::new((*id).into())),
		ItemRef::Epc(epc) => ask.view(ItemByEpcViewFunction::<Runtime>::new(epc.clone())),
	}
}

fn item_view(ask: &Ask, view: ItemView) -> RpcResult<Item> {
	let mut things = Things::new(ask);
	let lot = match view.lot {
		Some(lot) => {
			let record = ask.view(LotViewFunction::<Runtime>::new(lot))?;
			Some(Named {
				id: lot.into(),
				epc: record.map(|record| record.epc.uri()),
			})
		},
		None => None,
	};
	things.know(view.containers.iter().copied())?;
	let containers = view.containers.iter().map(|id| things.named(*id));
	let offer = |(title, offer): &(pallet_custody::Title, pallet_custody::Offer)| Offer {
		title: title.show(),
		from: offer.from,
		to: offer.to,
		place: gln(offer.place),
		expires_at: time(offer.expires_at),
		document: hex_if(offer.document),
		recall: offer.recall,
	};
	Ok(Item {
		id: view.id.into(),
		epc: view.epc.uri(),
		lot,
		issuer: view.issuer,
		life: view.life.show(),
		owner: view.owner,
		custodian: view.custodian,
		containers: containers.collect::<RpcResult<_>>()?,
		children: view.children,
		quantity: view.quantity.as_ref().map(quantity_of),
		held: view.held,
		held_inside: view.held_inside,
		recalled: view.recalled,
		recalled_inside: view.recalled_inside,
		offers: view.offers.iter().map(offer).collect(),
		verdict: view.verdict.show(),
		expires_at: time_if(view.expires),
		steps: view.steps,
		head: view.head.into(),
	})
}

fn step(things: &mut Things<'_>, traced: Traced) -> RpcResult<Step> {
	Ok(Step {
		item: things.named(traced.item)?,
		index: traced.index,
		number: traced.step.number,
		at: time(traced.step.at),
		by: traced.step.by,
		place: gln(traced.step.place),
		document: hex_if(traced.step.document),
		deed: deeds::deed(things, traced.item, traced.step.deed)?,
		declared_wrong_by: traced.declared_wrong,
	})
}

/// Whether something is recalled or traced as a lot or as an item. `None` if it is neither.
fn subject(ask: &Ask, id: ItemId) -> RpcResult<Option<pallet_custody::Subject>> {
	if ask.view(LotViewFunction::<Runtime>::new(id))?.is_some() {
		return Ok(Some(pallet_custody::Subject::Lot(id)));
	}
	let item = ask.view(ItemViewFunction::<Runtime>::new(id))?;
	Ok(item.map(|_| pallet_custody::Subject::Item(id)))
}

impl CustodyApiServer for Custody {
	fn item(&self, item: ItemRef, at: Option<Hex32>) -> RpcResult<Option<Item>> {
		let ask = Ask::new(&self.0, at)?;
		match found(&ask, &item)? {
			Some(view) => item_view(&ask, view).map(Some),
			None => Ok(None),
		}
	}

	fn trace(
		&self,
		item: ItemRef,
		wanted: Option<Limit>,
		from: Option<Cursor>,
		at: Option<Hex32>,
	) -> RpcResult<Option<Page<Step>>> {
		let ask = Ask::new(&self.0, at)?;
		let id = item.id().into();
		let view = TraceViewFunction::<Runtime>::new(id, place(from)?, limit(wanted));
		let page = ask.view(view)?;
		let mut things = Things::new(&ask);
		if page.items.is_empty() && things.item(id)?.is_none() {
			return Ok(None);
		}
		let named = |traced: &Traced| [vec![traced.item], deeds::named(&traced.step.deed)].concat();
		things.know(page.items.iter().flat_map(named))?;
		let steps = page.items.into_iter();
		Ok(Some(Page {
			items: steps
				.map(|traced| step(&mut things, traced))
				.collect::<RpcResult<_>>()?,
			next: page.next.map(cursor),
		}))
	}

	fn trace_forward(
		&self,
		item: ItemRef,
		wanted: Option<Limit>,
		from: Option<Cursor>,
		at: Option<Hex32>,
	) -> RpcResult<Option<Page<Whereabouts>>> {
		let ask = Ask::new(&self.0, at)?;
		let from = place(from)?;
		let Some(subject) = subject(&ask, item.id().into())? else {
			return Ok(None);
		};
		let view = TraceForwardViewFunction::<Runtime>::new(subject, from, limit(wanted));
		let page = ask.view(view)?;
		let mut things = Things::new(&ask);
		things.know(page.items.iter().map(|found| found.item))?;
		let mut whereabouts = |found: pallet_custody::Whereabouts| {
			Ok(Whereabouts {
				item: things.named(found.item)?,
				life: found.life.show(),
				owner: found.owner,
				custodian: found.custodian,
				root: found.root.into(),
				made_in: found.made_in,
			})
		};
		let items = page.items.into_iter().map(&mut whereabouts);
		Ok(Some(Page {
			items: items.collect::<RpcResult<_>>()?,
			next: page.next.map(cursor),
		}))
	}

	fn verdict(&self, item: ItemRef, at: Option<Hex32>) -> RpcResult<Option<Verdict>> {
		let ask = Ask::new(&self.0, at)?;
		let id = item.id().into();
		let verdict = ask.view(VerdictViewFunction::<Runtime>::new(id))?;
		if verdict.is_none() && found(&ask, &item)?.is_none() {
			return Ok(None);
		}
		let policies = ask.view(PoliciesViewFunction::<Runtime>::new(id))?;
		let policies = policies.iter().map(|policy| policies::policy(&ask, policy));
		Ok(Some(Verdict {
			verdict: verdict.show(),
			policies: policies.collect::<RpcResult<_>>()?,
		}))
	}

	fn epcis(
		&self,
		item: ItemRef,
		wanted: Option<Limit>,
		from: Option<Cursor>,
		at: Option<Hex32>,
	) -> RpcResult<Option<EpcisPage>> {
		let ask = Ask::new(&self.0, at)?;
		let id = item.id().into();
		let view = TraceViewFunction::<Runtime>::new(id, place(from)?, limit(wanted));
		let page = ask.view(view)?;
		if page.items.is_empty() && found(&ask, &item)?.is_none() {
			return Ok(None);
		}
		let (document, unmapped) = epcis::document(&ask, &self.0, &page.items)?;
		Ok(Some(EpcisPage {
			document,
			unmapped,
			next: page.next.map(cursor),
		}))
	}

	fn contents(
		&self,
		item: ItemRef,
		wanted: Option<Limit>,
		from: Option<Cursor>,
		at: Option<Hex32>,
	) -> RpcResult<Option<Page<Named>>> {
		let ask = Ask::new(&self.0, at)?;
		let id = item.id().into();
		let view = ContentsViewFunction::<Runtime>::new(id, place(from)?, limit(wanted));
		let page = ask.view(view)?;
		if page.items.is_empty() && found(&ask, &item)?.is_none() {
			return Ok(None);
		}
		let mut things = Things::new(&ask);
		things.know(page.items.iter().copied())?;
		let items = page.items.into_iter().map(|id| things.named(id));
		Ok(Some(Page {
			items: items.collect::<RpcResult<_>>()?,
			next: page.next.map(cursor),
		}))
	}

	fn lot(&self, lot: ItemRef, at: Option<Hex32>) -> RpcResult<Option<Lot>> {
		let view = LotViewFunction::<Runtime>::new(lot.id().into());
		let found = Ask::new(&self.0, at)?.view(view)?;
		Ok(found.map(|found| Lot {
			id: lot.id(),
			epc: found.epc.uri(),
			issuer: found.issuer,
			members: found.members,
			recalls: found.recalls,
		}))
	}

	fn commission(&self, commission: u64, at: Option<Hex32>) -> RpcResult<Option<Commission>> {
		let view = CommissionRecordViewFunction::<Runtime>::new(commission);
		let found = Ask::new(&self.0, at)?.view(view)?;
		Ok(found.map(|found| Commission {
			commission,
			number: found.number,
			at: time(found.at),
			by: found.by,
			place: gln(found.place),
			document: hex_if(found.document),
			expires_at: time_if(found.expires),
			items: found.items,
		}))
	}

	fn transformation(
		&self,
		transformation: u64,
		at: Option<Hex32>,
	) -> RpcResult<Option<Transformation>> {
		let view = TransformationViewFunction::<Runtime>::new(transformation);
		let found = Ask::new(&self.0, at)?.view(view)?;
		let input = |(item, used): &(ItemId, Option<quantity::Quantity>)| Input {
			item: (*item).into(),
			quantity: used.as_ref().map(quantity_of),
		};
		Ok(found.map(|found| Transformation {
			transformation,
			number: found.number,
			at: time(found.at),
			by: found.by,
			place: gln(found.place),
			document: hex_if(found.document),
			expires_at: time_if(found.expires),
			inputs: found.inputs.iter().map(input).collect(),
			outputs: found.outputs.iter().map(|item| (*item).into()).collect(),
			lost: found.lost.iter().map(quantity_of).collect(),
		}))
	}

	fn recall(&self, recall: u32, at: Option<Hex32>) -> RpcResult<Option<Recall>> {
		let view = RecallRecordViewFunction::<Runtime>::new(recall);
		let found = Ask::new(&self.0, at)?.view(view)?;
		Ok(found.map(|found| Recall {
			recall,
			subject: found.subject.show(),
			by: found.by,
			reason: found.reason.into(),
			at: time(found.at),
			ended_at: time_if(found.ended_at),
			returns_to: found.returns_to.into_inner(),
			reached: found.reached,
		}))
	}

	fn acknowledgements(
		&self,
		recall: u32,
		wanted: Option<Limit>,
		from: Option<Cursor>,
		at: Option<Hex32>,
	) -> RpcResult<Option<Page<Acknowledgement>>> {
		let ask = Ask::new(&self.0, at)?;
		let after: Option<OrgId> = place(from)?;
		let view = AcknowledgementsViewFunction::<Runtime>::new(recall, after, limit(wanted));
		let page = ask.view(view)?;
		if page.items.is_empty() {
			let record = ask.view(RecallRecordViewFunction::<Runtime>::new(recall))?;
			if record.is_none() {
				return Ok(None);
			}
		}
		let items = page.items.into_iter();
		Ok(Some(Page {
			items: items
				.map(|(org, at)| Acknowledgement { org, at: time(at) })
				.collect(),
			next: page.next.map(cursor),
		}))
	}

	fn obstacle(
		&self,
		item: ItemRef,
		title: Title,
		to: OrgId,
		recall: Option<u32>,
		at: Option<Hex32>,
	) -> RpcResult<Option<Obstacle>> {
		let title = match title {
			Title::Custody => pallet_custody::Title::Custody,
			Title::Ownership => pallet_custody::Title::Ownership,
		};
		let view = ObstacleViewFunction::<Runtime>::new(item.id().into(), title, to, recall);
		let found = Ask::new(&self.0, at)?.view(view)?;
		Ok(found.map(obstacle))
	}
}

/// An error of the runtime by its names, as the metadata has them.
fn obstacle(error: DispatchError) -> Obstacle {
	let shown = match RuntimeError::from_dispatch_error(error) {
		Some(error) => format!("{error:?}"),
		None => format!("{error:?}"),
	};
	match shown.split_once('(') {
		Some((pallet, error)) => Obstacle {
			pallet: Some(pallet.into()),
			error: error.strip_suffix(')').unwrap_or(error).into(),
		},
		None => Obstacle {
			pallet: None,
			error: shown,
		},
	}
}
