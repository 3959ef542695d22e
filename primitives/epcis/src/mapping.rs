//! The event that each custody step is.

use alloc::{format, string::String, vec::Vec};
use hallmark_types::{
	epc::{Epc, Scheme},
	Moment,
};

use crate::{
	event::{
		Action, BizTransaction, ErrorDeclaration, Event, Extension, Lasting, Location, Party,
		Quantity, SensorElement, SensorMetadata, SensorReport, Value, What,
	},
	hash::hash,
	measure::measure,
	step::{
		Amount, Chain, Condition, Deed, Device, Exception, Organisation, Place, Step, Thing, Title,
		Unmappable, Verdict, Why, Wrong,
	},
	uri::Uri,
	vocabulary::{BizStep, Disposition, ErrorReason, PartyType, SensorAlert, Term},
	Time, MASTER_DATA, NAMESPACE,
};

/// The events that these steps of an item are, one for each, in their order. Each event's id is
/// its hash.
///
/// A declaration that a step is wrong is the wrong step's event again, with the declaration; so the
/// wrong step, and what corrects it, must be among the steps.
pub fn events(chain: &Chain, steps: &[Step]) -> Result<Vec<Event>, Unmappable> {
	steps.iter().map(|step| event(chain, step, steps)).collect()
}

fn event(chain: &Chain, step: &Step, steps: &[Step]) -> Result<Event, Unmappable> {
	let fail = |why| Unmappable {
		step: step.index,
		why,
	};
	let Deed::DeclareError { step: about, wrong } = step.deed else {
		return Teller { chain, step }.event().map_err(fail);
	};
	let find = |index| {
		steps
			.iter()
			.find(|other| other.item == step.item && other.index == index)
			.filter(|other| !matches!(other.deed, Deed::DeclareError { .. }))
			.ok_or(fail(Why::StepMissing))
			.and_then(|other| event(chain, other, steps))
	};
	let (reason, corrected_by) = match wrong {
		Wrong::DidNotOccur => (ErrorReason::DidNotOccur, None),
		Wrong::IncorrectData(corrected_by) => (ErrorReason::IncorrectData, corrected_by),
	};
	let corrective = corrected_by
		.map(find)
		.transpose()?
		.and_then(|event| event.id);
	Ok(Event {
		error: Some(ErrorDeclaration {
			declared: time(step.at).map_err(fail)?,
			reason: Some(reason.into()),
			corrective: corrective.into_iter().collect(),
			extensions: Teller { chain, step }.signed(),
		}),
		..find(about)?
	})
}

fn time(moment: Moment) -> Result<Time, Why> {
	i64::try_from(moment)
		.ok()
		.and_then(Time::new)
		.ok_or(Why::Moment)
}

/// A field of this project's own.
fn own(name: &'static str, value: impl Into<Value>) -> Option<Extension> {
	Extension::new(Uri::made(NAMESPACE.into()), name, value.into())
}

fn master_data(name: &'static str, value: String) -> Option<Extension> {
	Extension::new(Uri::made(MASTER_DATA.into()), name, Value::Text(value))
}

fn amount(name: &'static str, amount: &Amount) -> Option<Extension> {
	let unit = amount
		.unit
		.as_ref()
		.and_then(|unit| own("unit", unit.as_str()));
	let fields = [own("amount", Value::Number(amount.number)), unit];
	own(name, Value::Fields(fields.into_iter().flatten().collect()))
}

/// Names of things, apart from quantities of lots.
fn split(things: &[Thing]) -> Result<(Vec<Uri>, Vec<Quantity>), Why> {
	if things.is_empty() {
		return Err(Why::NoThing);
	}
	let (classes, serialised): (Vec<&Thing>, Vec<&Thing>) =
		things.iter().partition(|thing| is_class(&thing.epc));
	let mut epcs: Vec<Uri> = serialised
		.iter()
		.map(|thing| Uri::from(&thing.epc))
		.collect();
	// The schema wants each name once, and nobody wants a document whose order means something.
	epcs.sort_unstable();
	epcs.dedup();
	let quantity = |thing: &&Thing| Quantity {
		class: Uri::from(&thing.epc),
		amount: thing.amount.map(|amount| amount.number),
		unit: thing.amount.and_then(|amount| amount.unit),
	};
	Ok((epcs, classes.iter().map(quantity).collect()))
}

fn is_class(epc: &Epc) -> bool {
	epc.scheme() == Scheme::Lgtin
}

/// Turns one step into its event.
struct Teller<'a> {
	chain: &'a Chain,
	step: &'a Step,
}

impl Teller<'_> {
	fn event(&self) -> Result<Event, Why> {
		let step = self.step;
		let at = time(step.at)?;
		let mut event = Event::new(at, self.what()?);
		event.recorded = Some(at);
		event.biz_step = self.biz_step().map(Term::Standard);
		event.disposition = self.disposition().map(Term::Standard);
		event.read_point = self.place()?;
		if self.stays() {
			event.biz_location = event.read_point.clone();
		}
		event.extensions = self.signed();
		if let Some(document) = &step.document {
			event
				.extensions
				.extend(own("document", Uri::event(document).as_str()));
		}
		self.details(&mut event)?;
		event.id = Some(hash(&event));
		Ok(event)
	}

	/// Who did it.
	fn signed(&self) -> Vec<Extension> {
		own("by", self.step.by.uri(self.chain).as_str())
			.into_iter()
			.collect()
	}

	fn place(&self) -> Result<Option<Location>, Why> {
		Ok(match &self.step.place {
			None => None,
			Some(Place::Gln(gln)) => Some(Uri::place(*gln).into()),
			Some(Place::Sgln(epc)) if epc.scheme() == Scheme::Sgln => Some(Uri::from(epc).into()),
			Some(Place::Sgln(_)) => return Err(Why::NotAPlace),
		})
	}

	/// Whether things are afterwards where the step was. An observation may be a departure, what is
	/// destroyed is nowhere, and a title or an order changes no place.
	fn stays(&self) -> bool {
		matches!(
			self.step.deed,
			Deed::Commission { .. }
				| Deed::Pack { .. }
				| Deed::Unpack { .. }
				| Deed::Transform { .. }
				| Deed::HandOver {
					title: Title::Custody,
					..
				}
		)
	}

	fn what(&self) -> Result<What, Why> {
		use Action::{Add, Delete, Observe};
		match &self.step.deed {
			Deed::Commission {
				things,
				lot,
				expires,
			} => {
				let lot = lot
					.as_ref()
					.and_then(|lot| core::str::from_utf8(lot.text()?).ok())
					.and_then(|lot| master_data("lotNumber", lot.into()));
				let expires = expires.and_then(|expires| {
					let (year, month, day) = expires.date();
					master_data(
						"itemExpirationDate",
						format!("{year:04}-{month:02}-{day:02}"),
					)
				});
				object(
					Add,
					things,
					Lasting::default(),
					lot.into_iter().chain(expires).collect(),
				)
			},
			Deed::Destroy { things } => object(Delete, things, Lasting::default(), Vec::new()),
			Deed::Observe { things, .. }
			| Deed::Hold { things, .. }
			| Deed::Release { things }
			| Deed::Acknowledge { things } => object(Observe, things, Lasting::default(), Vec::new()),
			Deed::Recall { things, .. } => {
				let lasting = Lasting {
					set: [Disposition::Recalled.into()].into(),
					unset: Vec::new(),
				};
				object(Observe, things, lasting, Vec::new())
			},
			Deed::EndRecall { things } => {
				let lasting = Lasting {
					set: Vec::new(),
					unset: [Disposition::Recalled.into()].into(),
				};
				object(Observe, things, lasting, Vec::new())
			},
			Deed::Pack { parent, children } => aggregation(Add, parent, children),
			Deed::Unpack { parent, children } => aggregation(Delete, parent, children),
			Deed::HandOver { things, .. } => {
				let (epcs, quantities) = split(things)?;
				Ok(What::Transaction {
					action: Add,
					parent: None,
					epcs,
					quantities,
				})
			},
			Deed::Transform {
				id,
				inputs,
				outputs,
				..
			} => {
				let (inputs, input_quantities) = split(inputs)?;
				let (outputs, output_quantities) = split(outputs)?;
				Ok(What::Transformation {
					id: Some(self.chain.transformation(*id)),
					inputs,
					input_quantities,
					outputs,
					output_quantities,
					lasting: Lasting::default(),
					master_data: Vec::new(),
				})
			},
			Deed::Attach { item, device } => self.association(Add, item, device),
			Deed::Detach { item, device } => self.association(Delete, item, device),
			Deed::DeclareError { .. } => Err(Why::StepMissing),
		}
	}

	fn association(&self, action: Action, item: &Epc, device: &Device) -> Result<What, Why> {
		if is_class(item) {
			return Err(Why::ParentIsClass);
		}
		Ok(What::Association {
			action,
			parent: item.into(),
			children: [device.uri(self.chain)].into(),
			quantities: Vec::new(),
		})
	}

	fn biz_step(&self) -> Option<BizStep> {
		Some(match &self.step.deed {
			Deed::Commission { .. } | Deed::Transform { .. } => BizStep::Commissioning,
			Deed::Observe { biz_step, .. } => return *biz_step,
			Deed::Destroy { .. } => BizStep::Destroying,
			Deed::Pack { .. } => BizStep::Packing,
			Deed::Unpack { .. } => BizStep::Unpacking,
			Deed::HandOver { .. } => BizStep::Accepting,
			Deed::Attach { .. } => BizStep::Installing,
			Deed::Detach { .. } => BizStep::Removing,
			Deed::Hold { .. } | Deed::Recall { .. } | Deed::Acknowledge { .. } => BizStep::Holding,
			Deed::Release { .. } | Deed::EndRecall { .. } => BizStep::Other,
			Deed::DeclareError { .. } => return None,
		})
	}

	fn disposition(&self) -> Option<Disposition> {
		Some(match &self.step.deed {
			Deed::Commission { .. } | Deed::Transform { .. } => Disposition::Active,
			Deed::Observe { disposition, .. } => return *disposition,
			Deed::Destroy { .. } => Disposition::Destroyed,
			Deed::Hold { .. } => Disposition::Unavailable,
			Deed::Release { .. } => Disposition::Available,
			Deed::Recall { .. } | Deed::Acknowledge { .. } => Disposition::Recalled,
			Deed::HandOver {
				things, exceptions, ..
			} => accepted(things, exceptions),
			Deed::Pack { .. }
			| Deed::Unpack { .. }
			| Deed::Attach { .. }
			| Deed::Detach { .. }
			| Deed::EndRecall { .. } => Disposition::InProgress,
			Deed::DeclareError { .. } => return None,
		})
	}

	/// What only some steps say.
	fn details(&self, event: &mut Event) -> Result<(), Why> {
		match &self.step.deed {
			Deed::HandOver {
				title,
				from,
				to,
				exceptions,
				offered,
				conditions,
				..
			} => {
				let kind = match title {
					Title::Custody => PartyType::Possessing,
					Title::Ownership => PartyType::Owning,
				};
				let party = |organisation: &Organisation| Party {
					kind: kind.into(),
					id: organisation.uri(self.chain),
				};
				event.sources = [party(from)].into();
				event.destinations = [party(to)].into();
				event.transactions = [BizTransaction {
					kind: None,
					id: self.chain.step(&self.step.item, self.step.index),
				}]
				.into();
				let exceptions = exceptions
					.iter()
					.filter_map(|it| own("exception", it.word()));
				event.extensions.extend(exceptions);
				let offered = offered
					.as_ref()
					.and_then(|offered| amount("offered", offered));
				event.extensions.extend(offered);
				let sensors = conditions.iter().map(|condition| self.sensor(condition));
				event.sensors = sensors.collect::<Result<_, _>>()?;
			},
			Deed::Transform { lost, .. } => {
				event
					.extensions
					.extend(lost.iter().filter_map(|lost| amount("lost", lost)));
			},
			Deed::Hold { reason, .. } | Deed::Recall { reason, .. } => {
				let reason = reason
					.as_ref()
					.and_then(|reason| own("reason", reason.as_str()));
				event.extensions.extend(reason);
			},
			_ => {},
		}
		Ok(())
	}

	fn sensor(&self, condition: &Condition) -> Result<SensorElement, Why> {
		let measured = measure(&condition.unit);
		let mut report = match &measured {
			Some((measurement, _)) => SensorReport::new(*measurement),
			// The schema wants a word or a URI, and EPCIS has no word for everything.
			None => SensorReport::new(Term::Other(Uri::made([NAMESPACE, "measurement"].concat()))),
		};
		report.lowest = condition.lowest;
		report.highest = condition.highest;
		report.unit = measured.map(|(_, unit)| unit);
		report.exception =
			(condition.verdict == Verdict::Breached).then_some(SensorAlert::Alarm.into());
		let unit = measured
			.is_none()
			.then(|| own("unit", condition.unit.as_str()))
			.flatten();
		report.extensions.extend(unit);
		Ok(SensorElement {
			metadata: SensorMetadata {
				start: Some(time(condition.since)?),
				end: Some(time(condition.until)?),
				device: Some(condition.device.uri(self.chain)),
				..Default::default()
			},
			reports: [report].into(),
			extensions: own("stream", condition.stream.as_str())
				.into_iter()
				.chain(own("verdict", condition.verdict.word()))
				.collect(),
		})
	}
}

/// The state of things that were accepted: the gravest exception decides.
fn accepted(things: &[Thing], exceptions: &[Exception]) -> Disposition {
	let has = |exception| exceptions.contains(&exception);
	if has(Exception::WrongItem) {
		match things.iter().all(|thing| is_class(&thing.epc)) {
			true => Disposition::MismatchClass,
			false => Disposition::MismatchInstance,
		}
	} else if has(Exception::Damaged) {
		Disposition::Damaged
	} else if has(Exception::Temperature) || has(Exception::SealBroken) || has(Exception::Label) {
		Disposition::NonConformant
	} else if has(Exception::Short) || has(Exception::Over) {
		Disposition::MismatchQuantity
	} else {
		Disposition::InProgress
	}
}

fn object(
	action: Action,
	things: &[Thing],
	lasting: Lasting,
	master_data: Vec<Extension>,
) -> Result<What, Why> {
	let (epcs, quantities) = split(things)?;
	Ok(What::Object {
		action,
		epcs,
		quantities,
		lasting,
		master_data,
	})
}

fn aggregation(action: Action, parent: &Epc, children: &[Thing]) -> Result<What, Why> {
	if is_class(parent) {
		return Err(Why::ParentIsClass);
	}
	let (children, quantities) = split(children)?;
	Ok(What::Aggregation {
		action,
		parent: Some(parent.into()),
		children,
		quantities,
	})
}
