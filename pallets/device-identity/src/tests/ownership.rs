use crate::mock::*;
use crate::*;
use frame_support::{assert_noop, assert_ok};
use hallmark_types::{device::DeviceStatus, organisation::Standing};
use sp_runtime::{DispatchError, DispatchResult, TokenError};

fn offer_to(to: u32) -> DispatchResult {
	DeviceIdentity::offer(by(OWNER), device(1), to, START + DAY)
}

fn accept_by(who: u32) -> DispatchResult {
	DeviceIdentity::accept(by(who), device(1), possession(1, device(1), who))
}

#[test]
fn a_device_changes_hands_with_its_own_word() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(offer_to(BUYER));
		assert_eq!(
			last_event(),
			Event::DeviceOffered {
				device: id,
				to: BUYER,
				expires_at: START + DAY
			}
		);
		assert_ok!(accept_by(BUYER));
		assert_eq!(
			last_event(),
			Event::OwnerChanged {
				device: id,
				from: OWNER,
				to: BUYER
			}
		);
		assert_eq!(Devices::<Test>::get(id).expect("there").owner, BUYER);
		assert_eq!(Offers::<Test>::get(id), None);
		assert_eq!(held(OWNER.into()), 0);
		assert!(held(BUYER.into()) > 0);
		assert_noop!(
			DeviceIdentity::suspend(by(OWNER), id),
			Error::<Test>::NotOwner
		);
		assert_ok!(DeviceIdentity::suspend(by(BUYER), id));
	});
}

#[test]
fn offer_is_refused_when_it_cannot_be_kept() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_noop!(
			DeviceIdentity::offer(by(BUYER), id, BUYER, START + DAY),
			Error::<Test>::NotOwner
		);
		for (origin, error) in [
			(by_clerk(OWNER), OUT_OF_SCOPE),
			(RuntimeOrigin::signed(STRANGER), NOT_A_MEMBER),
			(council(), DispatchError::BadOrigin),
		] {
			assert_noop!(DeviceIdentity::offer(origin, id, BUYER, START + DAY), error);
		}
		assert_noop!(
			DeviceIdentity::offer(by(OWNER), device(2), BUYER, START + DAY),
			Error::<Test>::UnknownDevice
		);
		assert_noop!(offer_to(OWNER), Error::<Test>::AlreadyOwner);
		assert_noop!(offer_to(77), Error::<Test>::RecipientNotMember);
		stand(BUYER, Standing::Expelled);
		assert_noop!(offer_to(BUYER), Error::<Test>::RecipientNotMember);
		stand(BUYER, Standing::Active);
		assert_noop!(
			DeviceIdentity::offer(by(OWNER), id, BUYER, START),
			Error::<Test>::MomentInPast
		);
		assert_ok!(offer_to(BUYER));
		assert_noop!(offer_to(REGULATOR), Error::<Test>::OfferOpen);
	});
}

#[test]
fn a_device_under_doubt_does_not_change_hands() {
	on_chain(|| {
		enrol(1, OWNER);
		for status in [
			DeviceStatus::Suspect,
			DeviceStatus::Retired,
			DeviceStatus::Revoked,
			DeviceStatus::Quarantined,
		] {
			assert!(
				frame_support::storage::with_transaction(|| {
					Devices::<Test>::mutate(device(1), |device| {
						device.as_mut().expect("there").status = status;
					});
					let offered = offer_to(BUYER);
					Offers::<Test>::insert(
						device(1),
						Offer {
							to: BUYER,
							expires_at: START + DAY,
						},
					);
					let accepted = accept_by(BUYER);
					let refused = Err(Error::<Test>::NotTransferable.into());
					let as_expected = offered == refused && accepted == refused;
					sp_runtime::TransactionOutcome::Rollback(Ok::<bool, sp_runtime::DispatchError>(
						as_expected,
					))
				})
				.expect("not too deep"),
				"{status:?}"
			);
		}
	});
}

#[test]
fn accept_is_refused_to_others_and_out_of_time() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_noop!(accept_by(BUYER), Error::<Test>::NoOffer);
		assert_ok!(offer_to(BUYER));
		assert_noop!(accept_by(REGULATOR), Error::<Test>::NotOffered);
		assert_noop!(accept_by(OWNER), Error::<Test>::NotOffered);
		for (origin, error) in [
			(by_clerk(BUYER), OUT_OF_SCOPE),
			(RuntimeOrigin::signed(STRANGER), NOT_A_MEMBER),
			(council(), DispatchError::BadOrigin),
		] {
			assert_noop!(
				DeviceIdentity::accept(origin, id, possession(1, id, BUYER)),
				error
			);
		}
		assert_noop!(
			DeviceIdentity::accept(by(BUYER), device(2), possession(1, id, BUYER)),
			Error::<Test>::UnknownDevice
		);
		stand(OWNER, Standing::Suspended);
		assert_noop!(accept_by(BUYER), Error::<Test>::NotTransferable);
		stand(OWNER, Standing::Active);
		pass(DAY);
		assert_noop!(accept_by(BUYER), Error::<Test>::OfferExpired);
	});
}

#[test]
fn accept_is_refused_without_a_fresh_word_of_the_device() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(offer_to(BUYER));
		let accept = |proof| DeviceIdentity::accept(by(BUYER), id, proof);
		for proof in [
			possession(2, id, BUYER),
			possession(1, id, OWNER),
			possession(1, device(2), BUYER),
		] {
			assert_noop!(accept(proof), Error::<Test>::PossessionNotProven);
		}
		let old = possession(1, id, BUYER);
		pass(SECOND);
		assert_noop!(accept(old), Error::<Test>::ProofExpired);
		let far = Proof {
			expires_at: now() + PROOF_LIFETIME + 1,
			..old
		};
		assert_noop!(accept(far), Error::<Test>::ProofLivesTooLong);
		assert_ok!(DeviceIdentity::report_compromise(by(OWNER), id, 0, START));
		assert_noop!(
			accept(possession(1, id, BUYER)),
			Error::<Test>::CompromisedKey
		);
	});
}

#[test]
fn a_suspended_organisation_receives_and_an_expelled_one_does_not() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		stand(BUYER, Standing::Suspended);
		assert_ok!(offer_to(BUYER));
		stand(BUYER, Standing::Expelled);
		assert_noop!(accept_by(BUYER), SUSPENDED);
		stand(BUYER, Standing::Suspended);
		assert_ok!(accept_by(BUYER));
		assert_eq!(Devices::<Test>::get(id).expect("there").owner, BUYER);
		// It has it, and can do nothing with it.
		assert_noop!(DeviceIdentity::suspend(by(BUYER), id), SUSPENDED);
		assert_noop!(
			DeviceIdentity::offer(by(BUYER), id, OWNER, START + DAY),
			SUSPENDED
		);
	});
}

#[test]
fn accept_is_refused_when_the_deposit_cannot_be_paid() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(offer_to(BUYER));
		assert_ok!(Balances::force_set_balance(council(), BUYER.into(), 100));
		assert_eq!(
			with_layer(|| accept_by(BUYER)),
			Err(TokenError::FundsUnavailable.into())
		);
		assert_eq!(Devices::<Test>::get(id).expect("there").owner, OWNER);
		assert!(held(OWNER.into()) > 0);
	});
}

#[test]
fn accept_cancels_what_the_former_owner_announced() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		assert_ok!(offer_to(BUYER));
		assert_ok!(DeviceIdentity::announce_rotation(
			by(OWNER),
			id,
			key(31),
			possession(31, id, OWNER)
		));
		assert_ok!(accept_by(BUYER));
		pass(ROTATION_DELAY);
		assert_eq!(
			DeviceIdentity::key_at(id, now()).expect("a key").key,
			key(1)
		);
	});
}

#[test]
fn withdraw_offer_takes_it_back() {
	on_chain(|| {
		let id = enrol(1, OWNER);
		let withdraw = |origin| DeviceIdentity::withdraw_offer(origin, id);
		assert_noop!(withdraw(by(OWNER)), Error::<Test>::NoOffer);
		assert_ok!(offer_to(BUYER));
		assert_noop!(withdraw(by(BUYER)), Error::<Test>::NotOwner);
		assert_noop!(withdraw(by_clerk(OWNER)), OUT_OF_SCOPE);
		assert_noop!(withdraw(RuntimeOrigin::signed(STRANGER)), NOT_A_MEMBER);
		assert_noop!(withdraw(council()), DispatchError::BadOrigin);
		assert_noop!(
			DeviceIdentity::withdraw_offer(by(OWNER), device(2)),
			Error::<Test>::UnknownDevice
		);
		assert_ok!(withdraw(by(OWNER)));
		assert_eq!(last_event(), Event::OfferWithdrawn { device: id });
		assert_noop!(accept_by(BUYER), Error::<Test>::NoOffer);
		// An expired one must be taken back before the next is made.
		assert_ok!(offer_to(BUYER));
		pass(2 * DAY);
		assert_ok!(withdraw(by(OWNER)));
	});
}
