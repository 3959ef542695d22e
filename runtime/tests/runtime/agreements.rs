//! Agreements on the real runtime, from its genesis to the last unit: with the money, the devices, the
//! items and the blocks that it really has.

use hallmark_agreements::{templates::FieldService, Action, AgreementId, Often, Unknown};
use hallmark_conditions::condition::TicketState;
use hallmark_runtime::{configs::system::MAXIMUM_BLOCK_WEIGHT, *};
use hallmark_types::{device::Charge, items::ItemId, readings::BatchId, units::HMK};
use pallet_agreements::{Config, Contracts, Ending, Event, HoldReason, Ledger, Status};
use pallet_custody::Title;
use polkadot_sdk::{
	frame_support::{
		dispatch::DispatchClass,
		traits::Get,
		weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
	},
	sp_runtime::{DispatchError, TokenError},
	*,
};

use crate::{common::*, world::*};

type Call = pallet_agreements::Call<Runtime>;

fn contract(id: AgreementId) -> pallet_agreements::AgreementOf<Runtime> {
	Contracts::<Runtime>::get(id).expect("there is such an agreement")
}

fn status(id: AgreementId) -> Status {
	contract(id).status
}

/// How often each clause has fired.
fn fired(id: AgreementId) -> Vec<u32> {
	contract(id).clauses.iter().map(|it| it.fired).collect()
}

/// What agreements say has happened in the running block.
fn events() -> Vec<Event<Runtime>> {
	let events = System::events().into_iter();
	events
		.filter_map(|record| match record.event {
			RuntimeEvent::Agreements(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// A development chain with its first block begun, and what somebody does on it. At the end everybody
/// counts once more.
fn on_chain(act: impl FnOnce()) {
	chain("development").execute_with(|| {
		begin_block();
		act();
		pass(0);
	});
}

#[test]
fn repair_is_paid_when_the_device_proves_it_in_either_currency() {
	on_chain(|| {
		let mut device = Sensor::enrolled(1);
		for asset in CURRENCIES {
			let (fee, penalty) = (price(asset), price(asset) / 7);
			let accounts = [OPERATOR, MAKER].map(|it| it.1.to_account_id());
			let before = accounts.clone().map(|who| owned(asset, &who));
			let template = FieldService {
				operator: OPERATOR.0,
				servicer: MAKER.0,
				arbiter: AGENCY.0,
				fault: device.declared(),
				fee,
				penalty,
				visits: 2,
				acknowledge_within: 3_600 * SECOND,
				heard_within: 3_600 * SECOND,
				objection: 600 * SECOND,
				bond: penalty,
				patience: 3_600 * SECOND,
			};
			let terms = template.terms(&frame(asset)).expect("the numbers fit");
			let id = agree(&terms);
			let held = || {
				accounts
					.clone()
					.map(|who| on_hold(asset, HoldReason::Escrow, &who))
			};
			assert_eq!(held(), [2 * fee, 2 * penalty]);

			// Fault, ticket, repair, proof.
			device.says(&[ONE; 3]);
			pass(0);
			assert_eq!(contract(id).tickets[0].state, TicketState::Open);
			let acknowledge = Call::acknowledge_ticket {
				agreement: id,
				ticket: 0,
			};
			carried_out(MAKER.1, acknowledge);
			let resolve = || Call::resolve_ticket {
				agreement: id,
				ticket: 0,
			};
			let unproven = pallet_agreements::Error::<Runtime>::NotProven;
			assert_eq!(submit(MAKER.1, resolve()), Ok(Err(unproven.into())));
			device.says(&[0; 3]);
			carried_out(MAKER.1, resolve());
			// The operator may object for ten minutes, and then it is paid without anybody's doing.
			pass(500 * SECOND);
			assert_eq!(contract(id).ledger.paid, 0);
			pass(200 * SECOND);
			pass(0);
			assert_eq!(contract(id).ledger.paid, fee);
			assert_eq!(fired(id), [1, 0, 1]);
			assert_eq!(held(), [fee, 2 * penalty]);

			// Its time is over: everybody has what is theirs, to the unit.
			pass(11 * DAY);
			pass(0);
			assert_eq!(status(id), Status::Ended(Ending::Expired));
			assert_eq!(held(), [0, 0]);
			assert_eq!(
				contract(id).ledger,
				Ledger {
					funded: 2 * fee + 2 * penalty,
					paid: fee,
					credited: 0,
					refunded: fee + 2 * penalty,
				}
			);
			if asset.is_some() {
				// Nobody pays fees in it.
				let after = accounts.clone().map(|who| owned(asset, &who));
				assert_eq!(after, [before[0] - fee, before[1] + fee]);
			}
		}
	});
}

#[test]
fn escrow_is_held_of_who_signed_and_nobody_spends_it() {
	on_chain(|| {
		let who = CARRIER.1.to_account_id();
		for asset in CURRENCIES {
			let before = owned(asset, &who);
			let escrow = before / 2;
			let free = Assets::balance(hallmark_types::units::STABLECOIN, &who);
			let id = agree(&terms(
				asset,
				escrow,
				&[],
				vec![once("confirmed(party 1)", &[Action::End])],
			));
			assert_eq!(on_hold(asset, HoldReason::Escrow, &who), escrow);
			let spend = |amount: Balance| -> RuntimeCall {
				match asset {
					None => transfer(EVE, amount),
					Some(id) => pallet_assets::Call::transfer {
						id: id.into(),
						target: EVE.to_account_id().into(),
						amount,
					}
					.into(),
				}
			};
			// Half is held, so more than half cannot be spent.
			let spent = submit(CARRIER.1, spend(before - escrow + 1));
			let too_much: DispatchError = match asset {
				None => TokenError::FundsUnavailable.into(),
				Some(_) => pallet_assets::Error::<Runtime>::BalanceLow.into(),
			};
			assert_eq!(spent, Ok(Err(too_much)), "{asset:?}");
			assert_eq!(on_hold(asset, HoldReason::Escrow, &who), escrow);

			carried_out(MAKER.1, Call::confirm { agreement: id });
			pass(0);
			assert_eq!(status(id), Status::Ended(Ending::Completed));
			assert_eq!(on_hold(asset, HoldReason::Escrow, &who), 0);
			if asset.is_some() {
				assert_eq!(
					Assets::balance(hallmark_types::units::STABLECOIN, &who),
					free
				);
			}
		}
	});
}

#[test]
fn deposit_goes_back_a_hundred_days_after_the_end() {
	on_chain(|| {
		let who = CARRIER.1.to_account_id();
		let retention: Moment = <Runtime as Config>::RetentionPeriod::get();
		let id = agree(&terms(
			None,
			HMK,
			&[],
			vec![once("confirmed(party 1)", &[Action::End])],
		));
		let deposit = on_hold(None, HoldReason::Storage, &who);
		assert!(deposit > 0);
		carried_out(MAKER.1, Call::confirm { agreement: id });
		pass(0);
		let ended_at = contract(id).ended_at.expect("it is over");
		let remove = || Call::remove { agreement: id };
		pass(retention - (now() - ended_at) - 2 * SECOND);
		assert_eq!(now() - ended_at, retention - 2 * SECOND);
		let too_soon = pallet_agreements::Error::<Runtime>::RetentionNotOver;
		assert_eq!(submit(MAKER.1, remove()), Ok(Err(too_soon.into())));
		assert_eq!(on_hold(None, HoldReason::Storage, &who), deposit);
		pass(0);
		let before = Balances::free_balance(&who);
		carried_out(MAKER.1, remove());
		assert_eq!(Balances::free_balance(&who) - before, deposit);
		assert_eq!(on_hold(None, HoldReason::Storage, &who), 0);
		assert!(!Contracts::<Runtime>::contains_key(id));
	});
}

#[test]
fn batch_that_a_clause_was_based_on_outlives_its_place_in_the_ring() {
	on_chain(|| {
		let mut device = Sensor::enrolled(1);
		let signal = device.signal();
		let above = format!("reading({:?}/{}) > 8", signal.device, signal.name);
		let id = agree(&terms(
			None,
			HMK,
			&[device.declared()],
			vec![once(&above, &[pay(HMK), Action::End])],
		));
		let batch = device.says_at_once(&[5 * ONE, 9 * ONE, 5 * ONE]);
		pass(0);
		assert_eq!(status(id), Status::Ended(Ending::Completed));
		let evidence = ReadingAttestation::batch(BatchId { signal, number: 0 });
		let evidence = evidence.expect("it is kept");
		assert_eq!((evidence.signed, evidence.kept), (batch, 1));

		// Others take its place, and theirs is taken in turn.
		let kept = |number| ReadingAttestation::batch(BatchId { signal, number });
		for _ in 0..2 * RETENTION {
			device.says_at_once(&[5 * ONE]);
			pass(0);
		}
		assert_eq!(kept(0).map(|it| it.signed), Some(batch));
		assert_eq!(kept(1), None);

		// When nobody may ask any more, it goes.
		pass(<Runtime as Config>::RetentionPeriod::get());
		carried_out(MAKER.1, Call::remove { agreement: id });
		assert_eq!(kept(0), None);
	});
}

#[test]
fn agreement_hears_of_a_quarantine_and_of_its_lifting() {
	on_chain(|| {
		let mut device = Sensor::enrolled(1);
		let signal = device.signal();
		let above = format!("latest({:?}/{}) > 8", signal.device, signal.name);
		let ends = Unknown::Ends { after: 60 * SECOND };
		let clauses = [pay(HMK), Action::End].map(|action| {
			let mut clause = once(&above, &[action]);
			clause.unknown = ends;
			clause
		});
		let agree = || agree(&terms(None, HMK, &[device.declared()], clauses.to_vec()));
		let ids = [agree(), agree()];
		device.says(&[5 * ONE]);
		pass(0);
		let quarantine = pallet_device_identity::Call::quarantine {
			device: signal.device,
			charge: Charge::Misreporting,
			evidence: hash_of(1),
		};
		carried_out(AGENCY.1, quarantine);
		pass(0);
		let unknown = |id| contract(id).clauses[0].unknown.is_some();
		assert!(ids.into_iter().all(unknown));

		// It is lifted in time for both.
		let appeal = pallet_device_identity::Call::appeal {
			device: signal.device,
			appeal: hash_of(2),
		};
		carried_out(OPERATOR.1, appeal);
		let decide = pallet_device_identity::Call::decide_appeal {
			device: signal.device,
			upheld: true,
		};
		// By the council: who brought a charge does not decide on it.
		assert_eq!(motion(&[ALICE], decide), Some(Ok(())));
		pass(0);
		assert!(!ids.into_iter().any(unknown));
		pass(120 * SECOND);
		assert!(ids.into_iter().all(|id| status(id) == Status::Active));

		// The next one is not.
		let quarantine = pallet_device_identity::Call::quarantine {
			device: signal.device,
			charge: Charge::Misreporting,
			evidence: hash_of(3),
		};
		carried_out(AGENCY.1, quarantine);
		pass(0);
		pass(120 * SECOND);
		pass(0);
		for id in ids {
			assert_eq!(status(id), Status::Ended(Ending::Unknown));
			assert_eq!(contract(id).ledger.refunded, HMK);
		}
	});
}

/// The maker names a pallet-load and offers it to somebody.
fn offered(to: Member) -> ItemId {
	let epc: hallmark_types::epc::Epc = "urn:epc:id:sscc:950600.00000000001"
		.parse()
		.expect("a name");
	let item = epc.id();
	let commission = pallet_custody::Call::commission {
		items: vec![pallet_custody::NewItem {
			epc,
			quantity: None,
		}]
		.try_into()
		.expect("one"),
		lot: None,
		expires: None,
		context: Default::default(),
	};
	carried_out(MAKER.1, commission);
	let offer = pallet_custody::Call::offer {
		item,
		title: Title::Custody,
		to: to.0,
		expires_at: now() + DAY,
		recall: None,
		context: Default::default(),
	};
	carried_out(MAKER.1, offer);
	item
}

#[test]
fn item_is_held_and_released_by_the_agreement_that_hears_where_it_is() {
	on_chain(|| {
		let item = offered(CARRIER);
		let here = format!("item({item:?}).custodian = party 0");
		let id = agree(&terms(
			None,
			HMK,
			&[],
			vec![
				once("confirmed(party 1)", &[Action::HoldItem(item)]),
				once("confirmed(party 0)", &[Action::RefundRest, Action::End]),
				once(&here, &[pay(HMK)]),
			],
		));
		let accept = || pallet_custody::Call::accept {
			item,
			title: Title::Custody,
		};
		carried_out(MAKER.1, Call::confirm { agreement: id });
		pass(0);
		let held = pallet_custody::Error::<Runtime>::ItemIsHeld;
		assert_eq!(submit(CARRIER.1, accept()), Ok(Err(held.into())));
		carried_out(CARRIER.1, Call::confirm { agreement: id });
		pass(0);
		assert_eq!(status(id), Status::Ended(Ending::Completed));
		carried_out(CARRIER.1, accept());
		pass(0);
		// It was over before the item came.
		assert_eq!(fired(id), [1, 1, 0]);

		// Another one hears of the hand-over in the block in which it takes place.
		let back = pallet_custody::Call::offer {
			item,
			title: Title::Custody,
			to: MAKER.0,
			expires_at: now() + DAY,
			recall: None,
			context: Default::default(),
		};
		carried_out(CARRIER.1, back);
		let there = format!("item({item:?}).custodian = party 1");
		let id = agree(&terms(
			None,
			HMK,
			&[],
			vec![once(&there, &[pay(HMK), Action::End])],
		));
		pass(0);
		assert_eq!(fired(id), [0]);
		carried_out(MAKER.1, accept());
		Executive::finalize_block();
		assert_eq!(status(id), Status::Ended(Ending::Completed));
		begin_block();
	});
}

/// Fills what is left of the running block, down to less than a millisecond: with what anybody may send,
/// and with what is reserved for the council.
fn fill_block() {
	let nothing: [RuntimeCall; 2] = [
		frame_system::Call::remark { remark: vec![] }.into(),
		frame_system::Call::kill_storage { keys: vec![] }.into(),
	];
	for call in nothing {
		for milliseconds in [400, 100, 30, 10, 3, 1] {
			let fill = || pallet_sudo::Call::sudo_unchecked_weight {
				call: Box::new(call.clone()),
				weight: Weight::from_parts(milliseconds * WEIGHT_REF_TIME_PER_MILLIS, 0),
			};
			while submit(ALICE, fill()).is_ok() {}
		}
	}
	let used = System::block_weight().total();
	let left = MAXIMUM_BLOCK_WEIGHT.saturating_sub(used).ref_time();
	assert!(left < 3 * WEIGHT_REF_TIME_PER_MILLIS, "{left} is left");
}

/// What the running block has used for what it does by itself.
fn mandatory() -> Weight {
	*System::block_weight().get(DispatchClass::Mandatory)
}

/// Whether the running block begins a session. Such a block counts as full, and takes no transactions.
fn begins_session() -> bool {
	mandatory().any_gte(MAXIMUM_BLOCK_WEIGHT)
}

/// The next block that takes transactions.
fn pass_to_room() {
	pass(0);
	while begins_session() {
		pass(0);
	}
}

#[test]
fn evaluation_goes_on_within_its_share_while_every_block_is_full() {
	const WATCHERS: usize = 300;
	on_chain(|| {
		let share: Weight = <Runtime as Config>::ReservedShare::get();
		let mut device = Sensor::enrolled(1);
		let signal = device.signal();
		let above = format!("reading({:?}/{}) > 8", signal.device, signal.name);
		let mut ids = Vec::new();
		for n in 0..WATCHERS {
			let asset = CURRENCIES[n % 2];
			let mut clause = once(&above, &[pay(price(asset))]);
			clause.often = Often::EveryTime {
				cool_down: 2 * SECOND,
			};
			ids.push(agree(&terms(
				asset,
				price(asset),
				&[device.declared()],
				vec![clause],
			)));
			if n % 10 == 9 {
				pass_to_room();
			}
		}
		pass(0);
		// What a block does by itself where nothing is to be evaluated.
		pass_to_room();
		let idle = mandatory();

		device.says(&[9 * ONE]);
		fill_block();
		let paid = || ids.iter().filter(|id| fired(**id)[0] == 1).count();
		let (mut before, mut blocks) = (paid(), 0);
		// At the end of a full block there is no room.
		Executive::finalize_block();
		assert_eq!((before, paid()), (0, 0));
		while before < WATCHERS {
			balance_books();
			begin_block();
			blocks += 1;
			// Done before anybody else had a say, within the share.
			let after = paid();
			assert!(after > before, "block {blocks}: {after}");
			if !begins_session() {
				let spent = mandatory().saturating_sub(idle);
				assert!(spent.all_lte(share), "{spent:?}");
			}
			// Nobody has a second turn before everybody had one.
			let had = ids.iter().map(|id| fired(*id)[0]).max();
			assert_eq!(had, Some(1), "block {blocks}");
			fill_block();
			Executive::finalize_block();
			assert_eq!(paid(), after, "a full block has no room at its end");
			before = after;
		}
		println!("{WATCHERS} agreements fired in {blocks} full blocks");
		assert!(blocks > 1, "the share would be no limit");
		begin_block();
		// Nobody is paid twice, and nobody is forgotten.
		pass(0);
		assert!(ids.iter().all(|id| fired(*id) == [1]));
		assert_eq!(
			events()
				.into_iter()
				.filter(|event| matches!(event, Event::Fired { .. }))
				.count(),
			0
		);
	});
}
