//! What the calls cost at worst: names as long as they may be, packed as deep as can be, with
//! policies wherever there may be some, each of another stream.

mod cast;

use super::*;
use alloc::vec::Vec;
use cast::*;
use frame_support::{
	traits::Get,
	weights::{Weight, WeightMeter},
	BoundedVec,
};
use frame_system::RawOrigin;
use hallmark_types::{
	readings::{OnReading, Readings, Unit},
	Moment,
};
use polkadot_sdk::{frame_benchmarking::v2::*, pallet_timestamp};
use sp_core::H256;

pub(crate) use cast::deep_item;

#[benchmarks(where T: pallet_timestamp::Config<Moment = Moment>)]
mod benches {
	use super::*;

	fn begin<T: pallet_timestamp::Config<Moment = Moment>>() {
		// Not by `set_timestamp`, which asks Aura whether this is the slot's time.
		pallet_timestamp::Now::<T>::put(NOW);
	}

	#[benchmark]
	fn commission(n: Linear<1, MAX_NEW>) {
		begin::<T>();
		let (who, _) = maker::<T>();
		let items = (0..n).map(|n| NewItem {
			epc: piece(n),
			quantity: Some(amount(1)),
		});
		let items = NewItems::truncate_from(items.collect());

		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			items,
			Some(lot(0)),
			Some(NOW + 1),
			context(),
		);

		assert!(Items::<T>::contains_key(piece(n - 1).id()));
	}

	#[benchmark]
	fn observe(n: Linear<1, MAX_MOVED>) {
		begin::<T>();
		let (who, _) = maker::<T>();
		let items = name_all::<T>(&who, (0..n).map(piece), None);
		let nest = nest::<T>(&who, 0);
		fill::<T>(&who, nest[0], &items);
		let word = Word::truncate_from(alloc::vec![b'x'; 32]);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			bounded(&items),
			Some(word.clone()),
			Some(word),
			context(),
		);

		assert!(Steps::<T>::contains_key(items[0], 2));
	}

	#[benchmark]
	fn pack(n: Linear<1, MAX_MOVED>) {
		begin::<T>();
		let (who, _) = maker::<T>();
		let items = name_all::<T>(&who, (0..n).map(piece), Some(lot(0)));
		let nest = nest::<T>(&who, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), nest[0], bounded(&items), context());

		assert!(Children::<T>::contains_key(nest[0], items[0]));
	}

	/// Out of as many containers as there may be, each with as many policies, after so many stays that
	/// the oldest is to be judged.
	#[benchmark]
	fn unpack(n: Linear<1, MAX_MOVED>) {
		begin::<T>();
		let (who, org) = maker::<T>();
		let items = name_all::<T>(&who, (0..n).map(piece), Some(lot(0)));
		let nest = nest::<T>(&who, 0);
		fill::<T>(&who, nest[0], &items);
		for (place, id) in nest.iter().enumerate() {
			for slot in 0..MAX_POLICIES as u32 {
				guard::<T>(&who, org, *id, place as u32 * 10 + slot);
			}
		}
		for id in &items {
			Items::<T>::mutate_extant(id, |item| {
				for _ in 0..MAX_STAYS {
					let stay = Stay {
						container: nest[0],
						from: NOW,
						to: NOW + 1,
					};
					let _ = item.stays.try_push(stay);
				}
			});
		}
		pallet_timestamp::Now::<T>::put(NOW + 10);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), nest[0], bounded(&items), context());

		assert!(!Children::<T>::contains_key(nest[0], items[0]));
	}

	#[benchmark]
	fn offer() {
		begin::<T>();
		let (who, _) = maker::<T>();
		let (_, to) = other::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		Pallet::<T>::do_offer(
			who.clone(),
			item,
			Title::Custody,
			to,
			NOW + 1,
			None,
			context(),
		)
		.expect("it is free");
		// It gives way to the next.
		pallet_timestamp::Now::<T>::put(NOW + 10);
		fund::<T>(&who);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			item,
			Title::Custody,
			to,
			NOW + 20,
			None,
			context(),
		);

		assert!(Offers::<T>::contains_key(item, Title::Custody));
	}

	/// Of something with as many policies and past stays as there may be.
	#[benchmark]
	fn accept() {
		begin::<T>();
		let (who, org) = maker::<T>();
		let (taker, to) = other::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		for slot in 0..MAX_POLICIES as u32 {
			guard::<T>(&who, org, item, slot);
		}
		for k in 0..MAX_STAYS {
			let past = name_all::<T>(&who, [container(k)], None)[0];
			for slot in 0..MAX_POLICIES as u32 {
				guard::<T>(&who, org, past, 100 + k * 10 + slot);
			}
			Items::<T>::mutate_extant(item, |item| {
				let stay = Stay {
					container: past,
					from: NOW,
					to: NOW + 1,
				};
				let _ = item.stays.try_push(stay);
			});
		}
		fund::<T>(&who);
		Pallet::<T>::do_offer(who, item, Title::Custody, to, NOW + 20, None, context())
			.expect("it is free");
		fund::<T>(&taker);

		#[extrinsic_call]
		_(RawOrigin::Signed(taker), item, Title::Custody);

		assert_eq!(Items::<T>::get(item).expect("it is there").custodian, to);
	}

	#[benchmark]
	fn close_offer() {
		begin::<T>();
		let (who, _) = maker::<T>();
		let (taker, to) = other::<T>();
		let item = name_all::<T>(&who, [piece(0)], None)[0];
		fund::<T>(&who);
		Pallet::<T>::do_offer(who, item, Title::Custody, to, NOW + 20, None, context())
			.expect("it is free");

		#[extrinsic_call]
		reject(
			RawOrigin::Signed(taker),
			item,
			Title::Custody,
			Rejection::Other,
		);

		assert!(!Offers::<T>::contains_key(item, Title::Custody));
	}

	#[benchmark]
	fn transform(i: Linear<1, MAX_MOVED>, o: Linear<1, MAX_MOVED>) {
		begin::<T>();
		let (who, _) = maker::<T>();
		let inputs: Vec<_> = (0..i)
			.map(|n| NewItem {
				epc: lot(n),
				quantity: Some(amount(1_000)),
			})
			.collect();
		let ids: Vec<_> = inputs.iter().map(|item| item.epc.id()).collect();
		let items = NewItems::truncate_from(inputs);
		Pallet::<T>::do_commission(who.clone(), items, None, None, context()).expect("free");
		fund::<T>(&who);
		let inputs = ids.iter().map(|item| Input {
			item: *item,
			number: Some(999),
		});
		let inputs = Inputs::truncate_from(inputs.collect());
		let outputs = (0..o).map(|n| NewItem {
			epc: piece(n),
			quantity: Some(amount(1)),
		});
		let outputs = Outputs::truncate_from(outputs.collect());
		let lost = u64::from(i) * 999 - u64::from(o.min(i * 999));
		// There is enough of each input for all outputs.
		let lost = Losses::truncate_from(alloc::vec![amount(lost)]);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			inputs,
			outputs,
			lost,
			Some(lot(1_000)),
			Some(NOW + 1),
			context(),
		);

		assert!(Items::<T>::contains_key(piece(o - 1).id()));
	}

	#[benchmark]
	fn hold() {
		begin::<T>();
		let (who, _) = maker::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		let nest = nest::<T>(&who, 0);
		fill::<T>(&who, nest[0], &[item]);
		fund::<T>(&who);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			item,
			H256::repeat_byte(1),
			context(),
		);

		assert_eq!(Items::<T>::get(item).expect("it is there").holds, 1);
	}

	#[benchmark]
	fn recall() {
		begin::<T>();
		let (who, org) = maker::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		let nest = nest::<T>(&who, 0);
		fill::<T>(&who, nest[0], &[item]);
		Items::<T>::mutate_extant(item, |item| item.uses = 1);
		fund::<T>(&who);
		let returns_to = BoundedVec::truncate_from(alloc::vec![org; MAX_RETURNS as usize]);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			Subject::Item(item),
			H256::repeat_byte(1),
			returns_to,
			context(),
		);

		assert!(Items::<T>::get(item).expect("it is there").counted);
	}

	#[benchmark]
	fn acknowledge() {
		begin::<T>();
		let (who, _) = maker::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		let nest = nest::<T>(&who, 0);
		fill::<T>(&who, nest[0], &[item]);
		fund::<T>(&who);
		let subject = Subject::Lot(lot(0).id());
		Pallet::<T>::do_recall(
			who.clone(),
			subject,
			H256::zero(),
			BoundedVec::new(),
			context(),
		)
		.expect("it is the maker's");
		fund::<T>(&who);
		let number = Counters::<T>::get().recall;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), number, item, context());

		assert_eq!(Acknowledgements::<T>::iter_prefix(number).count(), 1);
	}

	#[benchmark]
	fn end_recall() {
		begin::<T>();
		let (who, _) = maker::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		fund::<T>(&who);
		Pallet::<T>::do_recall(
			who.clone(),
			Subject::Item(item),
			H256::zero(),
			BoundedVec::new(),
			context(),
		)
		.expect("it is the maker's");
		fund::<T>(&who);
		let number = Counters::<T>::get().recall;

		#[extrinsic_call]
		_(RawOrigin::Signed(who), number, context());

		let ended = Recalls::<T>::get(number).expect("it is there").ended_at;
		assert!(ended.is_some());
	}

	#[benchmark]
	fn attach_policy() {
		begin::<T>();
		let (who, org) = maker::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		let nest = nest::<T>(&who, 0);
		fill::<T>(&who, nest[0], &[item]);
		let signal = T::Readings::make_signal(org, 0, Unit::Celsius);
		fund::<T>(&who);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), item, signal, demand(), context());

		assert!(Guards::<T>::contains_key(item, 0));
	}

	#[benchmark]
	fn detach_policy() {
		begin::<T>();
		let (who, org) = maker::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		let nest = nest::<T>(&who, 0);
		fill::<T>(&who, nest[0], &[item]);
		guard::<T>(&who, org, item, 0);
		fund::<T>(&who);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), item, 0, context());

		let guard = Guards::<T>::get(item, 0).expect("it is there");
		assert!(guard.ended_at.is_some());
	}

	#[benchmark]
	fn declare_wrong() {
		begin::<T>();
		let (who, _) = maker::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		fund::<T>(&who);
		Pallet::<T>::do_observe(who.clone(), bounded(&[item]), None, None, context())
			.expect("it is there");
		fund::<T>(&who);

		#[extrinsic_call]
		_(
			RawOrigin::Signed(who),
			item,
			0,
			Wrong::IncorrectData(Some(1)),
			context(),
		);

		assert!(DeclaredWrong::<T>::contains_key(item, 0));
	}

	#[benchmark]
	fn end_item() {
		begin::<T>();
		let (who, org) = maker::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		for slot in 0..MAX_POLICIES as u32 {
			guard::<T>(&who, org, item, slot);
		}
		fund::<T>(&who);

		#[extrinsic_call]
		archive(RawOrigin::Signed(who), item, context());

		assert!(!Items::<T>::get(item).expect("it is there").is_active());
	}

	/// Steps that each have a deposit of their own, and the item with them.
	#[benchmark]
	fn prune(n: Linear<5, MAX_MOVED>) {
		begin::<T>();
		let (who, org) = maker::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		for slot in 0..MAX_POLICIES as u32 {
			guard::<T>(&who, org, item, slot);
		}
		// With the four policies and the archiving there are `n` steps.
		for _ in MAX_POLICIES as u32 + 1..n {
			fund::<T>(&who);
			Pallet::<T>::do_observe(who.clone(), bounded(&[item]), None, None, context())
				.expect("it is there");
		}
		fund::<T>(&who);
		Pallet::<T>::do_archive(who.clone(), item, context()).expect("it is at rest");
		pallet_timestamp::Now::<T>::put(NOW + T::RetentionPeriod::get());

		#[extrinsic_call]
		_(RawOrigin::Signed(who), item, n);

		assert!(Removed::<T>::contains_key(item));
	}

	/// One of a block's many readings.
	#[benchmark]
	fn hear() {
		begin::<T>();
		let (_, org) = maker::<T>();
		let signal = T::Readings::make_signal(org, 0, Unit::Celsius);
		let batch = batch();
		for _ in 0..1_000 {
			<Pallet<T> as OnReading>::on_batch(&signal, &batch);
		}

		#[block]
		{
			<Pallet<T> as OnReading>::on_batch(&signal, &batch);
		}

		assert_eq!(Inbox::<T>::decode_len(), Some(1_001));
	}

	/// A policy of something packed deep that ends with an acceptance, and a batch that breaches it.
	#[benchmark]
	fn hear_step() {
		begin::<T>();
		let (who, org) = maker::<T>();
		let (_, to) = other::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		let nest = nest::<T>(&who, 0);
		fill::<T>(&who, nest[0], &[item]);
		let signal = guard::<T>(&who, org, item, 0);
		Guards::<T>::mutate(item, 0, |guard| {
			guard.as_mut().expect("it is there").until = Some(to);
		});
		let heard = Heard::Batch {
			sequence: 100,
			count: 100,
			first: NOW + 100,
			last: NOW + 20_000_000,
			lowest: 0,
			highest: 200,
		};
		let backlog = alloc::vec![(signal, heard)];
		let mut progress = Progress::default();
		let step = <T as Config>::WeightInfo::hear_step();
		let mut meter = WeightMeter::with_limit(Weight::MAX);

		#[block]
		{
			Pallet::<T>::work_on_block(&mut meter, step, &backlog, &mut progress);
		}

		assert_eq!(progress.done, 1);
	}

	/// What is there but has no listener any more is only looked at.
	#[benchmark]
	fn open_backlog(n: Linear<1, 1_000>) {
		begin::<T>();
		let (_, org) = maker::<T>();
		let signal = T::Readings::make_signal(org, 0, Unit::Celsius);
		let heard = Heard::Reading {
			measured: NOW,
			sequence: 0,
			value: 0,
		};
		Backlog::<T>::insert(7, alloc::vec![(signal, heard); n as usize]);
		let read;

		#[block]
		{
			let _ = Backlog::<T>::decode_len(7);
			read = Backlog::<T>::get(7);
			Backlog::<T>::remove(7);
		}

		assert_eq!(read.len(), n as usize);
	}

	#[benchmark]
	fn look_for_work() {
		#[block]
		{
			let _ = ErrandNumbers::<T>::get();
			let _ = Done::<T>::get();
		}
	}

	/// Going over an item of a lot that was used and is packed deep.
	#[benchmark]
	fn errand() {
		begin::<T>();
		let (who, _) = maker::<T>();
		let item = name_all::<T>(&who, [piece(0)], Some(lot(0)))[0];
		let nest = nest::<T>(&who, 0);
		fill::<T>(&who, nest[0], &[item]);
		Items::<T>::mutate_extant(item, |item| item.uses = 1);
		fund::<T>(&who);
		let subject = Subject::Lot(lot(0).id());
		Pallet::<T>::do_recall(who, subject, H256::zero(), BoundedVec::new(), context())
			.expect("it is the maker's");

		#[block]
		{
			Pallet::<T>::run_one_errand();
		}

		assert!(Items::<T>::get(item).expect("it is there").counted);
	}

	/// Of something packed as deep as can be that was elsewhere as often as is remembered, with as many
	/// policies everywhere, all of which end with an acceptance.
	#[benchmark]
	fn judge() {
		begin::<T>();
		let (who, org) = maker::<T>();
		let (_, to) = other::<T>();
		let item = deep_item::<T>(org, 0);
		let past = name_all::<T>(&who, (0..MAX_STAYS).map(container), None);
		for (place, id) in past.iter().enumerate() {
			for slot in 0..MAX_POLICIES as u32 {
				guard::<T>(&who, org, *id, 100 + place as u32 * 10 + slot);
			}
			Items::<T>::mutate_extant(item, |item| {
				let stay = Stay {
					container: *id,
					from: NOW,
					to: NOW + 1,
				};
				let _ = item.stays.try_push(stay);
			});
		}
		let guards: Vec<_> = Guards::<T>::iter_keys().collect();
		for (id, slot) in guards {
			Guards::<T>::mutate(id, slot, |guard| {
				guard.as_mut().expect("it is there").until = Some(to);
			});
		}
		let judged;

		#[block]
		{
			judged = <Pallet<T> as hallmark_types::items::Items>::judge(&item);
		}

		assert!(judged.is_some());
	}

	impl_benchmark_test_suite! {
		Pallet,
		crate::mock::new_chain(),
		crate::mock::Test
	}
}
