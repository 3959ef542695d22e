//! Steps as an EPCIS document: what the runtime knows of them, put into the words of
//! `hallmark-epcis`.

use std::{
	collections::HashMap,
	time::{SystemTime, UNIX_EPOCH},
};

use hallmark_epcis::{
	document as write, event, events,
	step::{
		Amount, Chain, Condition, Deed, Device, Exception, Organisation, Place, Step, Thing, Title,
		Verdict, Wrong,
	},
	vocabulary::{BizStep, Disposition, Vocabulary},
	Decimal, Event, Time,
};
use hallmark_rpc::custody::Unmapped;
use hallmark_runtime::Runtime;
use hallmark_types::{
	epc::{Epc, Scheme},
	items::{Holder, ItemId},
	organisation::OrgId,
	quantity::Quantity,
	Moment,
};
use jsonrpsee::core::RpcResult;
use pallet_custody::{
	CommissionRecordViewFunction, Finding, GuardView, LotViewFunction, PoliciesViewFunction,
	TraceCursor, TraceViewFunction, Traced, TransformationViewFunction,
};
use pallet_organisations::OrganisationViewFunction;
use pallet_reading_attestation::StreamViewFunction;
use polkadot_sdk::sp_blockchain::HeaderBackend;
use serde_json::Value;

use super::Things;
use crate::{
	rpc::ask::{failed, Ask},
	service::types::FullClient,
};

/// The events of these steps, and those steps that are none.
pub fn document(
	ask: &Ask,
	client: &FullClient,
	steps: &[Traced],
) -> RpcResult<(Value, Vec<Unmapped>)> {
	let mut teller = Teller {
		ask,
		chain: Chain {
			genesis: client.info().genesis_hash.0,
		},
		things: Things::new(ask),
		organisations: HashMap::new(),
	};
	teller.things.know(steps.iter().map(|traced| traced.item))?;
	let (mut told, mut unmapped) = (Vec::new(), Vec::new());
	for traced in steps {
		match teller.event(traced)? {
			Ok(event) => told.push(event),
			Err(problem) => unmapped.push(Unmapped {
				item: traced.item.into(),
				index: traced.index,
				problem,
			}),
		}
	}
	let now = SystemTime::now().duration_since(UNIX_EPOCH);
	let created = now
		.ok()
		.and_then(|now| time(now.as_millis().try_into().ok()?))
		.ok_or_else(|| failed("the clock", "it stands outside the years 1970 to 9999"))?;
	Ok((write(&told, created), unmapped))
}

fn time(moment: Moment) -> Option<Time> {
	i64::try_from(moment).ok().and_then(Time::new)
}

/// So much of something. `None` where no document can say it.
fn amount(quantity: &Quantity) -> Option<Amount> {
	let number = i64::try_from(quantity.number).ok()?;
	Some(Amount {
		number: Decimal::new(number, quantity.scale.exponent),
		unit: event::Unit::new(quantity.scale.unit.as_str()),
	})
}

fn word<V: Vocabulary>(word: Option<pallet_custody::Word>) -> Option<V> {
	let word = word?;
	V::ALL
		.iter()
		.find(|known| known.word().as_bytes() == &word[..])
		.copied()
}

/// Why a step is no event, in words.
type Untold = String;

/// Tells steps as `hallmark-epcis` wants them told.
struct Teller<'a> {
	ask: &'a Ask,
	chain: Chain,
	things: Things<'a>,
	organisations: HashMap<OrgId, Organisation>,
}

impl Teller<'_> {
	/// The event that a step is, or why it is none.
	fn event(&mut self, traced: &Traced) -> RpcResult<Result<Event, Untold>> {
		let mut needed = Vec::new();
		// A declaration is the wrong step's event again, so that one is told first.
		if let pallet_custody::Deed::DeclaredWrong { step, wrong } = &traced.step.deed {
			let corrected_by = match wrong {
				pallet_custody::Wrong::DidNotOccur => None,
				pallet_custody::Wrong::IncorrectData(corrected_by) => *corrected_by,
			};
			for index in [Some(*step), corrected_by].into_iter().flatten() {
				let Some(other) = self.own_step(traced.item, index)? else {
					return Ok(Err(format!("step {index} is not on record any more")));
				};
				match self.step(&other)? {
					Ok(step) => needed.push(step),
					Err(problem) => return Ok(Err(problem)),
				}
			}
		}
		match self.step(traced)? {
			Ok(step) => needed.push(step),
			Err(problem) => return Ok(Err(problem)),
		}
		Ok(match events(&self.chain, &needed) {
			Ok(mut events) => events.pop().ok_or_else(|| "it says nothing".to_owned()),
			Err(problem) => Err(problem.to_string()),
		})
	}

	/// A step of an item itself.
	fn own_step(&self, item: ItemId, index: u32) -> RpcResult<Option<Traced>> {
		let from = TraceCursor::truncate_from(vec![(item, index)]);
		let view = TraceViewFunction::<Runtime>::new(item, Some(from), 1);
		Ok(self.ask.view(view)?.items.into_iter().next())
	}

	fn step(&mut self, traced: &Traced) -> RpcResult<Result<Step, Untold>> {
		let deed = match self.deed(traced)? {
			Ok(deed) => deed,
			Err(problem) => return Ok(Err(problem)),
		};
		Ok(Ok(Step {
			item: traced.item,
			index: traced.index,
			at: traced.step.at,
			by: self.organisation(traced.step.by)?,
			place: traced.step.place.map(Place::Gln),
			document: traced.step.document.map(|hash| hash.0),
			deed,
		}))
	}

	fn organisation(&mut self, id: OrgId) -> RpcResult<Organisation> {
		if let Some(known) = self.organisations.get(&id) {
			return Ok(*known);
		}
		let found = self
			.ask
			.view(OrganisationViewFunction::<Runtime>::new(id))?;
		let gln = found.and_then(|found| found.profile.gln);
		let organisation = Organisation { id, gln };
		self.organisations.insert(id, organisation);
		Ok(organisation)
	}

	/// An item as a thing. `None` if it is not on record any more.
	fn thing(&mut self, id: ItemId) -> RpcResult<Option<Thing>> {
		let item = self.things.item(id)?;
		Ok(item.map(|item| Thing::from(item.epc.clone())))
	}

	/// Those of several items that are still on record.
	fn those(&mut self, ids: impl IntoIterator<Item = ItemId>) -> RpcResult<Vec<Thing>> {
		let ids: Vec<ItemId> = ids.into_iter().collect();
		self.things.know(ids.iter().copied())?;
		let mut things = Vec::new();
		for id in ids {
			things.extend(self.thing(id)?);
		}
		Ok(things)
	}

	fn deed(&mut self, traced: &Traced) -> RpcResult<Result<Deed, Untold>> {
		use pallet_custody::Deed as Done;
		let Some(item) = self.things.item(traced.item)?.cloned() else {
			return Ok(Err("its item is not on record any more".into()));
		};
		let epc = item.epc.clone();
		let things = vec![Thing::from(epc.clone())];
		Ok(Ok(match traced.step.deed.clone() {
			Done::Commissioned { commission } => {
				let record = CommissionRecordViewFunction::<Runtime>::new(commission);
				let record = self.ask.view(record)?;
				Deed::Commission {
					things,
					lot: self.lot(item.lot)?,
					expires: record.and_then(|record| time(record.expires?)),
				}
			},
			Done::Made { transformation } | Done::Used { transformation, .. } => {
				return self.transformation(transformation)
			},
			Done::Observed {
				biz_step,
				disposition,
			} => Deed::Observe {
				things,
				biz_step: word::<BizStep>(biz_step),
				disposition: word::<Disposition>(disposition),
			},
			Done::Packed { into } => {
				let parent = into.first().map(|(parent, _)| *parent);
				return self.packing(parent, things, |parent, children| Deed::Pack {
					parent,
					children,
				});
			},
			Done::Unpacked { parent } => {
				return self.packing(Some(parent), things, |parent, children| Deed::Unpack {
					parent,
					children,
				})
			},
			Done::Filled { children } => Deed::Pack {
				parent: epc,
				children: self.those(children)?,
			},
			Done::Emptied { children } => Deed::Unpack {
				parent: epc,
				children: self.those(children)?,
			},
			Done::HandedOver {
				title,
				from,
				to,
				exceptions,
				offered,
				verdict,
			} => Deed::HandOver {
				things,
				title: match title {
					pallet_custody::Title::Custody => Title::Custody,
					pallet_custody::Title::Ownership => Title::Ownership,
				},
				from: self.organisation(from)?,
				to: self.organisation(to)?,
				exceptions: Exception::from_bits(exceptions),
				offered: offered.zip(item.quantity).and_then(|(number, quantity)| {
					amount(&Quantity {
						number,
						scale: quantity.scale,
					})
				}),
				conditions: self.conditions(traced, verdict)?,
			},
			Done::Destroyed => Deed::Destroy { things },
			Done::Held { holder, reason } => Deed::Hold {
				things,
				reason: Some(match holder {
					Holder::Organisation(_) => format!("{reason:?}"),
					Holder::Agreement(agreement) => format!("agreement {agreement}"),
				}),
			},
			Done::Released { .. } => Deed::Release { things },
			Done::Recalled { recall } => Deed::Recall {
				things,
				reason: self.reason(recall)?,
			},
			Done::Acknowledged { .. } => Deed::Acknowledge { things },
			Done::RecallEnded { .. } => Deed::EndRecall { things },
			Done::Attached { signal, .. } => Deed::Attach {
				item: epc,
				device: device(signal.device.0),
			},
			Done::Detached { signal, .. } => Deed::Detach {
				item: epc,
				device: device(signal.device.0),
			},
			Done::DeclaredWrong { step, wrong } => Deed::DeclareError {
				step,
				wrong: match wrong {
					pallet_custody::Wrong::DidNotOccur => Wrong::DidNotOccur,
					pallet_custody::Wrong::IncorrectData(by) => Wrong::IncorrectData(by),
				},
			},
			Done::Archived => return Ok(Err("archiving is about the record".into())),
		}))
	}

	/// The lot that an item is of, where its own name does not say it.
	fn lot(&self, lot: Option<ItemId>) -> RpcResult<Option<Epc>> {
		let Some(lot) = lot else {
			return Ok(None);
		};
		let found = self.ask.view(LotViewFunction::<Runtime>::new(lot))?;
		Ok(found.map(|found| found.epc))
	}

	/// Why something is recalled: the hash of a document.
	fn reason(&self, recall: u32) -> RpcResult<Option<String>> {
		let view = pallet_custody::RecallRecordViewFunction::<Runtime>::new(recall);
		let found = self.ask.view(view)?;
		Ok(found.map(|found| format!("{:?}", found.reason)))
	}

	fn packing(
		&mut self,
		parent: Option<ItemId>,
		children: Vec<Thing>,
		deed: impl FnOnce(Epc, Vec<Thing>) -> Deed,
	) -> RpcResult<Result<Deed, Untold>> {
		let parent = match parent {
			Some(parent) => self.thing(parent)?,
			None => None,
		};
		Ok(match parent {
			Some(parent) => Ok(deed(parent.epc, children)),
			None => Err("its container is not on record any more".into()),
		})
	}

	fn transformation(&mut self, id: u64) -> RpcResult<Result<Deed, Untold>> {
		let view = TransformationViewFunction::<Runtime>::new(id);
		let Some(record) = self.ask.view(view)? else {
			return Ok(Err("its transformation is not on record any more".into()));
		};
		let mut inputs = Vec::new();
		for (item, used) in &record.inputs {
			let Some(mut thing) = self.thing(*item)? else {
				continue;
			};
			if thing.epc.scheme() == Scheme::Lgtin {
				thing.amount = used.as_ref().and_then(amount);
			}
			inputs.push(thing);
		}
		Ok(Ok(Deed::Transform {
			id,
			inputs,
			outputs: self.those(record.outputs)?,
			lost: record.lost.iter().filter_map(amount).collect(),
		}))
	}

	/// What the item's own policies say of its conditions up to a hand-over.
	fn conditions(&self, traced: &Traced, verdict: Option<Finding>) -> RpcResult<Vec<Condition>> {
		let Some(verdict) = verdict else {
			return Ok(Vec::new());
		};
		let at = traced.step.at;
		let policies = PoliciesViewFunction::<Runtime>::new(traced.item);
		let policies = self.ask.view(policies)?;
		let in_force = |view: &&GuardView| {
			view.guard.since <= at && view.guard.ended_at.is_none_or(|ended| ended >= at)
		};
		let policies: Vec<&GuardView> = policies.iter().filter(in_force).collect();
		let is_alone = policies.len() == 1;
		let condition = |view: &&GuardView| {
			let signal = view.guard.signal;
			let stream = self.ask.view(StreamViewFunction::<Runtime>::new(signal))?;
			Ok(Condition {
				device: device(signal.device.0),
				stream: signal.name.to_string(),
				unit: stream.map_or_else(String::new, |view| view.stream.terms.unit.to_string()),
				since: view.guard.since,
				until: at,
				lowest: None,
				highest: None,
				verdict: match verdict {
					Finding::Good => Verdict::Good,
					_ if breached_before(view, at) => Verdict::Breached,
					// What was found is about all policies together.
					_ if !is_alone => Verdict::Unknown,
					Finding::Breached => Verdict::Breached,
					Finding::Unknown => Verdict::Unknown,
					Finding::Pending => Verdict::Pending,
				},
			})
		};
		policies.iter().map(condition).collect()
	}
}

fn device(id: [u8; 32]) -> Device {
	Device { id, epc: None }
}

/// Whether a policy was breached by then, as far as is known now.
fn breached_before(view: &GuardView, at: Moment) -> bool {
	let tallies = view.guard.record.tallies();
	tallies
		.iter()
		.any(|tally| tally.breach.is_some_and(|breach| breach.at <= at))
}
