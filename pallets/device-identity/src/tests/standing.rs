use crate::mock::*;
use crate::*;
use frame_support::{assert_noop, assert_ok};
use hallmark_types::device::{Charge, DeviceId, DeviceStatus};
use sp_core::H256;
use sp_runtime::{DispatchError, DispatchResult};

pub fn evidence() -> H256 {
	H256::repeat_byte(1)
}

pub fn quarantine_by(origin: RuntimeOrigin, id: DeviceId) -> DispatchResult {
	DeviceIdentity::quarantine(origin, id, Charge::Tampered, evidence())
}

pub fn appeal_by(origin: RuntimeOrigin, id: DeviceId) -> DispatchResult {
	DeviceIdentity::appeal(origin, id, H256::repeat_byte(2))
}

/// Device 1, quarantined by [`REGULATOR`].
pub fn quarantined() -> DeviceId {
	let id = enrol(1, OWNER);
	assert_ok!(quarantine_by(by(REGULATOR), id));
	id
}

/// Device 1, with a second key proven for it.
fn suspect() -> DeviceId {
	let id = enrol(1, OWNER);
	assert_ok!(DeviceIdentity::enrol_with_manifest(
		by(BUYER),
		MAKER,
		list().root().into(),
		entry(1, 101),
		possession(101, id, BUYER),
	));
	assert_eq!(status(id), DeviceStatus::Suspect);
	id
}

fn changed(id: DeviceId, status: DeviceStatus) -> Event<Test> {
	Event::StatusChanged {
		device: id,
		status,
		since: now(),
	}
}

#[test]
fn suspend_and_resume_are_the_owners() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_noop!(
			DeviceIdentity::resume(by(OWNER), id),
			Error::<Test>::NotSuspended
		);
		assert_ok!(DeviceIdentity::suspend(by(OWNER), id));
		assert_eq!(last_event(), changed(id, DeviceStatus::Suspended));
		assert_noop!(
			DeviceIdentity::suspend(by(OWNER), id),
			Error::<Test>::NotActive
		);
		pass(SECOND);
		assert_ok!(DeviceIdentity::resume(by(OWNER), id));
		assert_eq!(last_event(), changed(id, DeviceStatus::Active));
	});
}

#[test]
fn what_is_the_owners_is_refused_to_others() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		type Call = fn(RuntimeOrigin, DeviceId) -> DispatchResult;
		let calls: [(&str, Call); 5] = [
			("suspend", DeviceIdentity::suspend),
			("resume", DeviceIdentity::resume),
			("retire", DeviceIdentity::retire),
			("remove", |origin, id| {
				DeviceIdentity::remove(origin, id)
					.map(drop)
					.map_err(|error| error.error)
			}),
			("appeal", appeal_by),
		];
		for (name, call) in calls {
			assert_eq!(
				call(by(BUYER), id),
				Err(Error::<Test>::NotOwner.into()),
				"{name}"
			);
			assert_eq!(call(by_clerk(OWNER), id), Err(OUT_OF_SCOPE), "{name}");
			assert_eq!(
				call(RuntimeOrigin::signed(STRANGER), id),
				Err(NOT_A_MEMBER),
				"{name}"
			);
			assert_eq!(call(council(), id), Err(DispatchError::BadOrigin), "{name}");
			assert_eq!(
				call(by(OWNER), device(2)),
				Err(Error::<Test>::UnknownDevice.into()),
				"{name}"
			);
		}
		assert_eq!(status(id), DeviceStatus::Active);
	});
}

#[test]
fn retire_is_final_and_works_however_the_device_stands() {
	on_chain(|| {
		let id = quarantined();
		assert_ok!(DeviceIdentity::retire(by(OWNER), id));
		assert_eq!(last_event(), changed(id, DeviceStatus::Retired));
		assert_eq!(Quarantines::<Test>::get(id), None);
		assert_noop!(
			DeviceIdentity::retire(by(OWNER), id),
			Error::<Test>::StatusFinal
		);
		assert_noop!(
			DeviceIdentity::resume(by(OWNER), id),
			Error::<Test>::NotSuspended
		);
		assert_noop!(quarantine_by(by(REGULATOR), id), Error::<Test>::StatusFinal);
		// Disowned it can be, even so.
		assert_ok!(DeviceIdentity::revoke(by(MAKER), id, START));
		assert_eq!(status(id), DeviceStatus::Revoked);
	});
}

#[test]
fn retire_closes_an_open_offer() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(DeviceIdentity::offer(by(OWNER), id, BUYER, START + DAY));
		assert_ok!(DeviceIdentity::retire(by(OWNER), id));
		assert_eq!(Offers::<Test>::get(id), None);
	});
}

#[test]
fn remove_returns_the_deposit_after_the_retention_period() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(DeviceIdentity::rotate_key(
			by(OWNER),
			id,
			key(31),
			rotation(1, id, 0, 31),
			possession(31, id, OWNER)
		));
		assert_noop!(DeviceIdentity::remove(by(OWNER), id), Error::<Test>::InUse);
		assert_ok!(DeviceIdentity::retire(by(OWNER), id));
		pass(RETENTION - 1);
		assert_noop!(
			DeviceIdentity::remove(by(OWNER), id),
			Error::<Test>::RetentionPeriodRuns
		);
		pass(1);
		let done = DeviceIdentity::remove(by(OWNER), id).expect("removed");
		assert_eq!(
			done.actual_weight,
			Some(<() as WeightInfo>::remove(2)),
			"two keys were removed"
		);
		assert_eq!(last_event(), Event::DeviceRemoved { device: id });
		assert_eq!(held(OWNER.into()), 0);
		assert_eq!(DeviceIdentity::passport(id), None);
		assert_eq!(DeviceIdentity::key_at(id, START), None);
		assert_eq!(DeviceIdentity::device_of_key(key(1)), None);
		assert_eq!(DeviceIdentity::device_of_key(key(31)), None);
		assert_eq!(Removed::<Test>::get(id), Some(now()));
	});
}

#[test]
fn remove_waits_though_a_revocation_is_dated_back() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		pass(DAY);
		assert_ok!(DeviceIdentity::revoke(by(MAKER), id, 0));
		assert_noop!(
			DeviceIdentity::remove(by(OWNER), id),
			Error::<Test>::RetentionPeriodRuns
		);
	});
}

#[test]
fn what_is_the_supervisors_is_refused_to_others() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		type Call = fn(RuntimeOrigin, DeviceId) -> DispatchResult;
		let calls: [(&str, Call); 4] = [
			("quarantine", quarantine_by),
			("decide_appeal", |origin, id| {
				DeviceIdentity::decide_appeal(origin, id, true)
			}),
			("clear_suspicion", DeviceIdentity::clear_suspicion),
			("revoke", |origin, id| {
				DeviceIdentity::revoke(origin, id, START)
			}),
		];
		for (name, call) in calls {
			for nobody in [OWNER, BUYER, OTHER_MAKER] {
				assert_eq!(
					call(by(nobody), id),
					Err(Error::<Test>::NotSupervisor.into()),
					"{name} by {nobody}"
				);
			}
			assert_eq!(call(by_clerk(REGULATOR), id), Err(OUT_OF_SCOPE), "{name}");
			assert_eq!(
				call(RuntimeOrigin::signed(STRANGER), id),
				Err(NOT_A_MEMBER),
				"{name}"
			);
			assert_eq!(
				call(council(), device(2)),
				Err(Error::<Test>::UnknownDevice.into()),
				"{name}"
			);
		}
		assert_eq!(status(id), DeviceStatus::Active);
	});
}

#[test]
fn every_change_of_standing_is_told_once_and_no_other() {
	on_chain(|| {
		let told = || Told::take().into_iter().map(|(_, status)| status);
		let id = suspect();
		assert!(told().eq([DeviceStatus::Suspect]));
		assert_ok!(DeviceIdentity::clear_suspicion(by(MAKER), id));
		assert_ok!(DeviceIdentity::suspend(by(OWNER), id));
		assert_ok!(DeviceIdentity::resume(by(OWNER), id));
		assert!(told().eq([
			DeviceStatus::Active,
			DeviceStatus::Suspended,
			DeviceStatus::Active
		]));
		assert_ok!(quarantine_by(council(), id));
		assert_ok!(appeal_by(by(OWNER), id));
		assert_ok!(DeviceIdentity::decide_appeal(by(REGULATOR), id, true));
		assert!(told().eq([DeviceStatus::Quarantined, DeviceStatus::Active]));
		assert_ok!(DeviceIdentity::retire(by(OWNER), id));
		assert_ok!(DeviceIdentity::revoke(by(MAKER), id, START));
		assert!(told().eq([DeviceStatus::Retired, DeviceStatus::Revoked]));
		assert!(DeviceIdentity::resume(by(OWNER), id).is_err());
		pass(RETENTION);
		assert_ok!(DeviceIdentity::remove(by(OWNER), id));
		assert!(told().eq([]));
	});
}

#[test]
fn who_is_told_is_paid_for() {
	use frame_support::dispatch::GetDispatchInfo;
	let id = device(1);
	let proof = Proof {
		expires_at: 0,
		signature: hallmark_keys::Signature([0; 64]),
	};
	for call in [
		Call::<Test>::suspend { device: id },
		Call::resume { device: id },
		Call::retire { device: id },
		Call::quarantine {
			device: id,
			charge: Charge::Cloned,
			evidence: evidence(),
		},
		Call::decide_appeal {
			device: id,
			upheld: true,
		},
		Call::clear_suspicion { device: id },
		Call::revoke {
			device: id,
			since: 0,
		},
		Call::enrol_with_certificate {
			maker: MAKER,
			anchor: H256::zero(),
			chain: Default::default(),
			proof,
		},
		Call::enrol_with_manifest {
			maker: MAKER,
			root: H256::zero(),
			entry: entry(1, 1),
			proof,
		},
	] {
		assert_eq!(call.get_dispatch_info().call_weight, WATCHING, "{call:?}");
	}
}

#[test]
fn clear_suspicion_restores() {
	on_chain(|| {
		let id = suspect();
		assert_ok!(DeviceIdentity::clear_suspicion(by(MAKER), id));
		assert_eq!(last_event(), changed(id, DeviceStatus::Active));
		assert_noop!(
			DeviceIdentity::clear_suspicion(by(MAKER), id),
			Error::<Test>::NotSuspect
		);
	});
}

#[test]
fn clear_suspicion_is_not_the_owners() {
	on_chain(|| {
		let id = enrol(1, MAKER);
		assert_ok!(DeviceIdentity::enrol_with_manifest(
			by(BUYER),
			MAKER,
			list().root().into(),
			entry(1, 101),
			possession(101, id, BUYER),
		));
		assert_noop!(
			DeviceIdentity::clear_suspicion(by(MAKER), id),
			Error::<Test>::OwnCause
		);
		assert_ok!(DeviceIdentity::clear_suspicion(by(REGULATOR), id));
	});
}

#[test]
fn a_suspect_device_can_be_quarantined() {
	on_chain(|| {
		let id = suspect();
		assert_ok!(quarantine_by(by(REGULATOR), id));
		assert_eq!(status(id), DeviceStatus::Quarantined);
	});
}

#[test]
fn revoke_is_final_and_reaches_back() {
	on_chain(|| {
		let id = quarantined();
		pass(DAY);
		assert_noop!(
			DeviceIdentity::revoke(by(MAKER), id, now() + 1),
			Error::<Test>::MomentInFuture
		);
		assert_ok!(DeviceIdentity::revoke(by(MAKER), id, START - DAY));
		assert_eq!(
			last_event(),
			Event::StatusChanged {
				device: id,
				status: DeviceStatus::Revoked,
				since: START - DAY
			}
		);
		assert_eq!(Quarantines::<Test>::get(id), None);
		assert_noop!(
			DeviceIdentity::revoke(by(MAKER), id, START),
			Error::<Test>::StatusFinal
		);
		assert_noop!(
			DeviceIdentity::retire(by(OWNER), id),
			Error::<Test>::StatusFinal
		);
	});
}
