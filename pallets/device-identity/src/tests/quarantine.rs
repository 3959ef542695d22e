use super::standing::{appeal_by, evidence, quarantine_by, quarantined};
use crate::mock::*;
use crate::*;
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{
	device::{Charge, DeviceId, DeviceStatus, Discipline},
	organisation::{Role, Standing},
};
use sp_core::H256;

#[test]
fn quarantine_is_for_supervisors() {
	on_chain(|| {
		for (n, origin, supervisor) in [
			(1, council(), Supervisor::Council),
			(2, by(MAKER), Supervisor::Maker(MAKER)),
			(3, by(REGULATOR), Supervisor::Regulator(REGULATOR)),
		] {
			let id = enrol(n, OWNER);
			assert_ok!(quarantine_by(origin, id));
			assert_eq!(status(id), DeviceStatus::Quarantined);
			assert_eq!(
				last_event(),
				Event::DeviceQuarantined {
					device: id,
					by: supervisor,
					charge: Charge::Tampered,
					evidence: evidence(),
					appeal_before: START + APPEAL_PERIOD,
				}
			);
		}
	});
}

#[test]
fn quarantine_is_refused_twice() {
	on_chain(|| {
		let id = quarantined();
		assert_noop!(
			quarantine_by(by(MAKER), id),
			Error::<Test>::AlreadyQuarantined
		);
	});
}

#[test]
fn appeal_is_made_once_and_in_time() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_noop!(appeal_by(by(OWNER), id), Error::<Test>::NotQuarantined);
		assert_ok!(quarantine_by(by(REGULATOR), id));
		pass(APPEAL_PERIOD - 1);
		assert_ok!(appeal_by(by(OWNER), id));
		assert_eq!(
			last_event(),
			Event::QuarantineAppealed {
				device: id,
				appeal: H256::repeat_byte(2)
			}
		);
		assert_noop!(appeal_by(by(OWNER), id), Error::<Test>::AlreadyAppealed);

		let id = enrol(2, OWNER);
		assert_ok!(quarantine_by(by(REGULATOR), id));
		pass(APPEAL_PERIOD);
		assert_noop!(appeal_by(by(OWNER), id), Error::<Test>::AppealClosed);
	});
}

#[test]
fn decide_appeal_restores_or_revokes() {
	on_chain(|| {
		for (n, upheld, after) in [
			(1, true, DeviceStatus::Active),
			(2, false, DeviceStatus::Revoked),
		] {
			let id = enrol(n, OWNER);
			assert_ok!(quarantine_by(by(REGULATOR), id));
			assert_ok!(appeal_by(by(OWNER), id));
			assert_ok!(DeviceIdentity::decide_appeal(
				by(OTHER_REGULATOR),
				id,
				upheld
			));
			assert_eq!(status(id), after);
			assert_eq!(Quarantines::<Test>::get(id), None);
			System::assert_has_event(
				Event::AppealDecided {
					device: id,
					by: Supervisor::Regulator(OTHER_REGULATOR),
					upheld,
				}
				.into(),
			);
		}
	});
}

#[test]
fn decide_appeal_is_nobodys_in_their_own_cause() {
	on_chain(|| {
		let id = quarantined();
		let decide = |origin| DeviceIdentity::decide_appeal(origin, id, true);
		assert_noop!(decide(council()), Error::<Test>::NoAppeal);
		assert_ok!(appeal_by(by(OWNER), id));
		assert_noop!(decide(by(REGULATOR)), Error::<Test>::OwnCause);
		assert_noop!(decide(by(MAKER)), Error::<Test>::NotSupervisor);
		assert_ok!(decide(council()));
		assert_noop!(decide(council()), Error::<Test>::NotQuarantined);

		let own = enrol(2, OTHER_REGULATOR);
		assert_ok!(quarantine_by(by(REGULATOR), own));
		assert_ok!(appeal_by(by(OTHER_REGULATOR), own));
		assert_noop!(
			DeviceIdentity::decide_appeal(by(OTHER_REGULATOR), own, true),
			Error::<Test>::OwnCause
		);
	});
}

#[test]
fn decide_appeal_is_not_a_makers_who_is_a_regulator_too() {
	on_chain(|| {
		Register::mutate(|register| {
			let (_, roles) = register.get_mut(&MAKER).expect("a founder");
			*roles = roles.with(Role::Regulator);
		});
		let id = quarantined();
		assert_ok!(appeal_by(by(OWNER), id));
		assert_noop!(
			DeviceIdentity::decide_appeal(by(MAKER), id, true),
			Error::<Test>::OwnCause
		);
		// What another made is not its cause.
		stand(MAKER, Standing::Expelled);
		assert_ok!(DeviceIdentity::name_successor(
			council(),
			MAKER,
			OTHER_MAKER
		));
		stand(MAKER, Standing::Active);
		assert_ok!(DeviceIdentity::decide_appeal(by(MAKER), id, true));
	});
}

#[test]
fn the_chain_quarantines_on_its_own_evidence() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(DeviceIdentity::suspend(by(OWNER), id));
		let quarantine = |id: DeviceId| {
			<DeviceIdentity as Discipline>::quarantine(&id, Charge::DoubleSigned, evidence())
		};
		assert_ok!(quarantine(id));
		assert_eq!(status(id), DeviceStatus::Quarantined);
		assert_eq!(
			last_event(),
			Event::DeviceQuarantined {
				device: id,
				by: Supervisor::Chain,
				charge: Charge::DoubleSigned,
				evidence: evidence(),
				appeal_before: START + APPEAL_PERIOD,
			}
		);
		assert_noop!(quarantine(id), Error::<Test>::AlreadyQuarantined);
		assert_noop!(quarantine(device(2)), Error::<Test>::UnknownDevice);
		assert_ok!(DeviceIdentity::retire(by(OWNER), id));
		assert_noop!(quarantine(id), Error::<Test>::StatusFinal);
		assert_eq!(
			<DeviceIdentity as Discipline>::weight(),
			<() as WeightInfo>::quarantine() + WATCHING
		);
	});
}

#[test]
fn what_the_chain_ordered_is_decided_by_the_council_or_any_regulator() {
	on_chain(|| {
		for (n, judge, by_whom) in [
			(1, council(), Supervisor::Council),
			(2, by(REGULATOR), Supervisor::Regulator(REGULATOR)),
		] {
			let id = enrol(n, OWNER);
			assert_ok!(<DeviceIdentity as Discipline>::quarantine(
				&id,
				Charge::Misreporting,
				evidence()
			));
			let decide = |origin| DeviceIdentity::decide_appeal(origin, id, true);
			assert_noop!(decide(judge.clone()), Error::<Test>::NoAppeal);
			assert_ok!(appeal_by(by(OWNER), id));
			assert_noop!(decide(by(MAKER)), Error::<Test>::NotSupervisor);
			assert_noop!(decide(by(OWNER)), Error::<Test>::NotSupervisor);
			assert_ok!(decide(judge));
			assert_eq!(
				last_event(),
				Event::AppealDecided {
					device: id,
					by: by_whom,
					upheld: true
				}
			);
			assert_eq!(status(id), DeviceStatus::Active);
		}
		let own = enrol(3, REGULATOR);
		assert_ok!(<DeviceIdentity as Discipline>::quarantine(
			&own,
			Charge::Misreporting,
			evidence()
		));
		assert_ok!(appeal_by(by(REGULATOR), own));
		assert_noop!(
			DeviceIdentity::decide_appeal(by(REGULATOR), own, true),
			Error::<Test>::OwnCause
		);
	});
}
