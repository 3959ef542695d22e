//! The calls, each with what it asks for at random, and what the model learns of it.

use crate::{mock::*, *};
use frame_support::BoundedVec;
use hallmark_types::{
	epc::Scheme,
	items::{Holder, Items as ItemsTrait, Life},
	organisation::{OrgId, Standing},
	quantity::Scale,
	readings::{Attested, AttestedBatch, Proven, Signal},
};
use sp_runtime::Weight;
use std::collections::{BTreeMap, BTreeSet};

use super::{
	dice::Dice,
	model::{Called, Made, Model},
};

/// How much there is of everything, by its scale.
fn quantities() -> BTreeMap<Scale, u64> {
	let mut sums = BTreeMap::new();
	for item in Items::<Test>::iter_values().filter(|item| item.life == Life::Active) {
		if let Some(quantity) = item.quantity {
			*sums.entry(quantity.scale).or_default() += quantity.number;
		}
	}
	sums
}

fn grams(number: u64) -> hallmark_types::quantity::Quantity {
	let kilograms = kilograms(number);
	hallmark_types::quantity::Quantity {
		scale: Scale {
			exponent: -3,
			..kilograms.scale
		},
		..kilograms
	}
}

/// New names, of all kinds. Whoever gives them, with what they are of.
pub(super) fn names(
	dice: &mut Dice,
	model: &mut Model,
) -> (OrgId, Vec<NewItem>, Option<hallmark_types::epc::Epc>) {
	let mut next = || {
		model.names += 1;
		model.names
	};
	let lot_name = format!("L{}", dice.roll(4));
	match dice.roll(6) {
		0 => (MAKER, vec![named(case(next().into()))], None),
		1 => (CARRIER, vec![named(crate_of_carrier(next()))], None),
		2 => {
			let quantity = Some(if dice.one_in(2) {
				kilograms(1 + dice.roll(20))
			} else {
				grams(1 + dice.roll(20))
			});
			let epc = lot(&format!("B{}", next()));
			(MAKER, vec![NewItem { epc, quantity }], None)
		},
		3 => {
			let quantity = Some(kilograms(1 + dice.roll(3)));
			let pieces = (0..=dice.roll(3)).map(|_| NewItem {
				epc: vial(next()),
				quantity,
			});
			(MAKER, pieces.collect(), Some(lot(&lot_name)))
		},
		_ => {
			let pieces = (0..=dice.roll(4)).map(|_| named(vial(next())));
			let of = (!dice.one_in(4)).then(|| lot(&lot_name));
			(MAKER, pieces.collect(), of)
		},
	}
}

fn transform(dice: &mut Dice, model: &mut Model) {
	let Some(first) = dice.of(&model.items) else {
		return;
	};
	let org = dice.org_or(model.custodian(first));
	let second = dice
		.of(&model.items)
		.filter(|other| *other != first && dice.one_in(2));
	let ids: Vec<_> = [first].into_iter().chain(second).collect();
	let mut used: BTreeMap<Scale, u64> = BTreeMap::new();
	let inputs: Vec<_> = ids
		.iter()
		.map(|id| {
			let quantity = Items::<Test>::get(id).and_then(|item| item.quantity);
			let number = quantity
				.filter(|_| !dice.one_in(3))
				.map(|quantity| 1 + dice.roll(quantity.number));
			if let Some(quantity) = quantity {
				*used.entry(quantity.scale).or_default() += number.unwrap_or(quantity.number);
			}
			Input { item: *id, number }
		})
		.collect();
	let mut outputs = Vec::new();
	let mut lost = Vec::new();
	for (scale, number) in &used {
		let left = dice.roll(*number + 1);
		// Now and then something comes from nowhere.
		let made = *number - left + u64::from(dice.one_in(10));
		let quantity = |number| hallmark_types::quantity::Quantity {
			number,
			scale: *scale,
		};
		if made > 0 {
			model.names += 1;
			outputs.push(NewItem {
				epc: lot(&format!("B{}", model.names)),
				quantity: Some(quantity(made)),
			});
		}
		if left > 0 {
			lost.push(quantity(left));
		}
	}
	if used.is_empty() {
		model.names += 1;
		outputs.push(named(vial(model.names)));
	}
	let names: Vec<_> = outputs.iter().map(|output| output.epc.id()).collect();
	let of = used.is_empty().then(|| lot(&format!("L{}", dice.roll(4))));
	let done = Custody::transform(
		by(org),
		inputs.try_into().expect("two"),
		outputs.try_into().expect("two"),
		lost.try_into().expect("two"),
		of,
		None,
		anywhere(),
	);
	if done.is_ok() {
		for id in &ids {
			assert!(!model.is_held(*id) && !model.is_called_back(*id));
		}
		for id in &names {
			model.begin(org, *id);
		}
		model.made.push(Made {
			inputs: ids,
			outputs: names,
		});
	}
}

fn pack_some(dice: &mut Dice, model: &mut Model) {
	// Something loose, what else is where it is, and a container there.
	let loose: Vec<_> = model
		.items
		.iter()
		.copied()
		.filter(|id| !model.parents.contains_key(id))
		.collect();
	let Some(first) = dice.of(&loose) else {
		return;
	};
	let holder = model.custodian(first);
	let near: Vec<_> = loose
		.into_iter()
		.filter(|id| model.custodian(*id) == holder)
		.collect();
	let containers: Vec<_> = model
		.items
		.iter()
		.copied()
		.filter(|id| *id != first && model.custodian(*id) == holder)
		.filter(|id| {
			let scheme = Items::<Test>::get(id).map(|item| item.epc.scheme());
			matches!(scheme, Some(Scheme::Sscc | Scheme::Grai))
		})
		.collect();
	let Some(parent) = dice.of(&containers) else {
		return;
	};
	let pool = if dice.one_in(8) { &model.items } else { &near };
	let children: BTreeSet<_> = (0..dice.roll(3))
		.filter_map(|_| dice.of(pool))
		.filter(|id| *id != parent)
		.chain([first])
		.collect();
	let children: Vec<_> = children.into_iter().collect();
	let org = dice.org_or(holder);
	if Custody::pack(by(org), parent, ids(&children), anywhere()).is_ok() {
		for child in children {
			for id in model.inside(child) {
				assert!(!model.is_held(id), "something that is held was packed");
			}
			if model.owner(child) == model.owner(parent) {
				model.follows.insert(child);
			}
			model.parents.insert(child, parent);
		}
	}
}

fn unpack_some(dice: &mut Dice, model: &mut Model) {
	let packed: Vec<_> = model
		.parents
		.iter()
		.map(|(child, parent)| (*child, *parent))
		.collect();
	let Some((child, parent)) = dice.of(&packed) else {
		return;
	};
	let org = dice.org_or(model.custodian(parent));
	if Custody::unpack(by(org), parent, ids(&[child]), anywhere()).is_ok() {
		let owner = model.owner(child);
		model.owners.insert(child, owner);
		model.follows.remove(&child);
		model.parents.remove(&child);
	}
}

fn offer_some(dice: &mut Dice, model: &mut Model) {
	let Some(id) = dice.of(&model.items) else {
		return;
	};
	let recalled: Vec<_> = model
		.items
		.iter()
		.copied()
		.filter(|id| model.is_called_back(*id))
		.collect();
	// Often something that may only go back.
	let id = dice.of(&recalled).filter(|_| dice.one_in(2)).unwrap_or(id);
	let id = if dice.one_in(10) { id } else { model.root(id) };
	let title = if dice.one_in(6) {
		Title::Ownership
	} else {
		Title::Custody
	};
	let from = match title {
		Title::Custody => model.custodian(id),
		Title::Ownership => model.owner(id),
	};
	let from = dice.org_or(from);
	// Often back, now and then on.
	let others: Vec<_> = model.hands[&id]
		.iter()
		.copied()
		.filter(|org| *org != from)
		.collect();
	let last = others.last().copied();
	let to = match dice.of(&others) {
		Some(org) if dice.one_in(2) => last.filter(|_| dice.one_in(2)).unwrap_or(org),
		_ => 1 + (from + dice.roll(5) as OrgId) % 6,
	};
	let recall = dice
		.one_in(3)
		.then(|| 1 + dice.roll(1 + model.recalls.len() as u64) as RecallId);
	let expires_at = now() + (1 + dice.roll(60)) * MINUTE;
	let _ = Custody::offer(by(from), id, title, to, expires_at, recall, anywhere());
}

fn answer_some(dice: &mut Dice, model: &mut Model) {
	let is_open = |offer: &Offer| now() < offer.expires_at;
	let mut offers: Vec<_> = Offers::<Test>::iter()
		.filter(|(_, _, offer)| is_open(offer) || dice.one_in(8))
		.collect();
	offers.sort_by_key(|(id, title, _)| (*id, *title as u8));
	let Some((id, title, offer)) = dice.of(&offers) else {
		return;
	};
	let org = dice.org_or(offer.to);
	match dice.roll(10) {
		0 => drop(Custody::reject(by(org), id, title, Rejection::Other)),
		1 => drop(Custody::withdraw_offer(by(offer.from), id, title)),
		way => {
			let done = if way == 2 {
				let number = (title == Title::Custody).then(|| dice.roll(10));
				Custody::accept_with_exceptions(by(org), id, title, 1, number)
			} else {
				Custody::accept(by(org), id, title)
			};
			if done.is_ok() {
				model.ensure_moves(id, org, &offer);
				match title {
					Title::Custody => {
						for id in model.inside(id) {
							let hands = model.hands.get_mut(&id).expect("it is there");
							hands.push(org);
						}
					},
					Title::Ownership => {
						model.owners.insert(id, org);
					},
				}
			}
		},
	}
}

fn hold_some(dice: &mut Dice, model: &mut Model) {
	let Some(id) = dice.of(&model.items) else {
		return;
	};
	let regulator = [AGENCY, CUSTOMS][dice.roll(2) as usize];
	let org = dice.org_or(regulator);
	let (holder, agreement) = (Holder::Organisation(org), dice.roll(2) as u32);
	let of_agreement = Holder::Agreement(agreement);
	match dice.roll(8) {
		0 if Custody::hold(by(org), id, REASON, anywhere()).is_ok() => {
			model.holds.insert((id, holder));
		},
		1 if dice.one_in(2) && <Custody as ItemsTrait>::hold(&id, of_agreement, REASON).is_ok() => {
			model.holds.insert((id, of_agreement));
		},
		_ => {
			let held: Vec<_> = model.holds.iter().copied().collect();
			match dice.of(&held) {
				Some((id, Holder::Agreement(agreement))) => {
					<Custody as ItemsTrait>::release(&id, Holder::Agreement(agreement));
					model.holds.remove(&(id, Holder::Agreement(agreement)));
				},
				Some((id, Holder::Organisation(of))) => {
					let org = dice.org_or(of);
					if Custody::release(by(org), id, of, anywhere()).is_ok() {
						model.holds.remove(&(id, Holder::Organisation(of)));
					}
				},
				None => (),
			}
		},
	}
}

fn recall_some(dice: &mut Dice, model: &mut Model) {
	match dice.roll(6) {
		0..=2 => {
			let Some(id) = dice.of(&model.items) else {
				return;
			};
			let subject = match model.lots.get(&id) {
				Some(lot) if dice.one_in(2) => Subject::Lot(*lot),
				_ => Subject::Item(id),
			};
			let org = [MAKER, AGENCY, CUSTOMS][dice.roll(3) as usize];
			let org = dice.org_or(org);
			let returns_to: Vec<_> = (0..dice.roll(3)).map(|_| dice.org()).collect();
			let named = BoundedVec::try_from(returns_to.clone()).expect("two");
			if Custody::recall(by(org), subject, REASON, named, anywhere()).is_ok() {
				model.recalls.push(Called {
					subject,
					by: org,
					returns_to,
					is_over: false,
				});
			}
		},
		3..=4 => {
			let open: Vec<_> = model
				.recalls
				.iter()
				.enumerate()
				.filter(|(_, called)| !called.is_over)
				.map(|(place, called)| (place, called.by))
				.collect();
			let Some((place, org)) = dice.of(&open) else {
				return;
			};
			let org = dice.org_or(org);
			if Custody::end_recall(by(org), place as RecallId + 1, anywhere()).is_ok() {
				model.recalls[place].is_over = true;
			}
		},
		_ => {
			let Some(id) = dice.of(&model.items) else {
				return;
			};
			let recall = 1 + dice.roll(1 + model.recalls.len() as u64) as RecallId;
			let org = dice.org_or(model.custodian(id));
			let _ = Custody::acknowledge(by(org), recall, id, anywhere());
		},
	}
}

fn sense(dice: &mut Dice, model: &mut Model, signals: &[Signal]) {
	let Some((id, signal)) = dice.of(&model.items).zip(dice.of(signals)) else {
		return;
	};
	model.sequences += 1;
	let sequence = model.sequences;
	let value = 30 + dice.roll(80) as i64;
	let measured = (now() + SECOND).saturating_sub(dice.roll(40) * MINUTE);
	let tainted = dice.one_in(10);
	match dice.roll(9) {
		0 | 1 => {
			let terms = PolicyTerms {
				disorder: dice.roll(20) * MINUTE,
				disclosure: dice.roll(3) * HOUR,
				until: dice.one_in(2).then(|| dice.org()),
				..cold_chain()
			};
			let owner = Owners::get()[&signal.device];
			let _ = Custody::attach_policy(by(owner), id, signal, terms, anywhere());
		},
		2 => {
			let guards: Vec<_> = Guards::<Test>::iter()
				.map(|(id, slot, guard)| (id, slot, guard.by))
				.collect();
			if let Some((id, slot, org)) = dice.of(&guards) {
				let _ = Custody::detach_policy(by(dice.org_or(org)), id, slot, anywhere());
			}
		},
		3 => hear_batch(
			signal,
			AttestedBatch {
				number: sequence,
				sequence,
				count: 1 + dice.roll(20) as u32,
				first: measured,
				last: measured + dice.roll(30) * MINUTE,
				min: value - 10,
				max: value,
				exponent: -1,
				interval: 0,
				received: now(),
				corrects: None,
				out_of_range: false,
				tainted,
			},
		),
		4 => hear_proof(
			signal,
			Proven {
				batch: 0,
				sequence: sequence.saturating_sub(dice.roll(3)),
				index: dice.roll(2) as u32,
				measured,
				value,
				exponent: -1,
				tainted,
			},
		),
		_ => hear(
			signal,
			Attested {
				value,
				exponent: -1,
				measured,
				received: now(),
				block: System::block_number(),
				sequence,
				corrects: None,
				out_of_range: false,
				tainted,
			},
		),
	}
}

fn other(dice: &mut Dice, model: &mut Model) {
	let Some(id) = dice.of(&model.items) else {
		return;
	};
	let org = dice.org_or(model.custodian(id));
	match dice.roll(12) {
		0 => drop(Custody::destroy(by(org), id, anywhere())),
		1 | 2 => drop(Custody::archive(by(org), id, anywhere())),
		3 => drop(Custody::prune(by(org), id, dice.roll(10) as u32)),
		4 if dice.one_in(6) => pass(RETENTION / 2),
		5 if dice.one_in(2) => {
			// One is suspended, and all others may act again.
			let suspended = dice.org();
			for org in 1..=6 {
				let standing = if org == suspended && dice.one_in(2) {
					Standing::Suspended
				} else {
					Standing::Active
				};
				set_standing(org, standing);
			}
		},
		6 => {
			let wrong = match dice.roll(3) {
				0 => Wrong::DidNotOccur,
				1 => Wrong::IncorrectData(None),
				_ => Wrong::IncorrectData(Some(dice.roll(8) as u32)),
			};
			let step = dice.roll(6) as u32;
			let _ = Custody::declare_wrong(by(org), id, step, wrong, anywhere());
		},
		7 => drop(<Custody as ItemsTrait>::watch(&id)),
		8 | 9 => <Custody as ItemsTrait>::unwatch(&id),
		_ => drop(Custody::observe(
			by(org),
			ids(&[id]),
			None,
			None,
			anywhere(),
		)),
	}
}

/// One call, of which many are refused.
pub(super) fn step(dice: &mut Dice, model: &mut Model, signals: &[Signal]) {
	let before = quantities();
	let mut may_grow = false;
	match dice.roll(44) {
		0 => {
			let (org, names, of) = names(dice, model);
			let given: Vec<_> = names.iter().map(|name| name.epc.id()).collect();
			let org = dice.org_or(org);
			let names = names.try_into().expect("not too many");
			if Custody::commission(by(org), names, of, None, anywhere()).is_ok() {
				may_grow = true;
				for id in given {
					model.begin(org, id);
				}
			}
		},
		1..=6 => pack_some(dice, model),
		7..=8 => unpack_some(dice, model),
		9..=17 => offer_some(dice, model),
		18..=26 => answer_some(dice, model),
		27..=29 => transform(dice, model),
		30..=31 => hold_some(dice, model),
		32..=34 => recall_some(dice, model),
		35..=37 => sense(dice, model, signals),
		38..=39 => other(dice, model),
		_ => {
			let room = match dice.roll(4) {
				0 => Weight::MAX,
				1 => Weight::zero(),
				_ => Weight::from_parts(dice.roll(150), u64::MAX),
			};
			pass_with(dice.roll(10) * MINUTE, room);
		},
	}
	if !may_grow {
		for (scale, number) in quantities() {
			let had = before.get(&scale).copied().unwrap_or_default();
			assert!(number <= had, "there is more of something than there was");
		}
	}
}
