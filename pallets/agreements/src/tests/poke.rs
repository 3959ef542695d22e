//! `poke`: anybody can have an agreement evaluated, and pays for it.

use crate::{mock::*, *};
use frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo, dispatch::Pays};
use sp_runtime::traits::BadOrigin;

#[test]
fn poke_evaluates_at_once() {
	on_chain(|| {
		let id = agree(&terms(&[once("reading(d1/temp) > 8", &[pay(100)])]));
		say(1, 90);
		say(1, 20);
		let result = Agreements::poke(RuntimeOrigin::signed(9), id).expect("it is active");
		assert_eq!(fired(id), [1]);
		// A flood of it costs what it costs: the caller pays for what was done.
		assert_eq!(result.pays_fee, Pays::Yes);
		let declared = Call::<Test>::poke { agreement: id };
		let declared = declared.get_dispatch_info().call_weight;
		let actual = result.actual_weight.expect("it is refunded");
		assert!((1..declared.ref_time()).contains(&actual.ref_time()));
	});
}

#[test]
fn poke_during_a_round_sees_what_was_heard_before_it() {
	on_chain(|| {
		let terms = terms(&[every("reading(d1/temp) > 8", &[pay(10)])]);
		let ids = [agree(&terms), agree(&terms), agree(&terms)];
		say(1, 90);
		// One of them is looked at, and the round is still under way.
		work(room_for_one(ids[0]));
		let total = |ids: &[u32]| ids.iter().map(|id| fired(*id)[0]).sum::<u32>();
		assert_eq!(total(&ids), 1);
		// Something else is said meanwhile: it belongs to the next round.
		Now::mutate(|now| *now += MINUTE);
		say(1, 95);
		for id in ids {
			assert_ok!(Agreements::poke(RuntimeOrigin::signed(9), id));
		}
		assert_eq!(total(&ids), 3);
		// Then it is seen by all, once.
		Now::mutate(|now| *now += MINUTE);
		settle();
		assert_eq!(total(&ids), 6);
		pass(MINUTE);
		settle();
		assert_eq!(total(&ids), 6);
	});
}

#[test]
fn poke_is_refused_when_there_is_nothing_to_evaluate() {
	on_chain(|| {
		let id = propose(&terms(&[once("confirmed(party 0)", &[pay(100)])]));
		let who = || RuntimeOrigin::signed(9);
		assert_noop!(Agreements::poke(who(), id), Error::<Test>::NotActive);
		assert_noop!(Agreements::poke(who(), 99), Error::<Test>::UnknownAgreement);
		assert_noop!(Agreements::poke(RuntimeOrigin::none(), id), BadOrigin);
	});
}
