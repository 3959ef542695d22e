use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::{OrgId, Standing};
use polkadot_sdk::sp_core::H256;

#[test]
fn admit_makes_a_member_of_an_applicant() {
	on_chain(|| {
		let digest = apply(1, MAKER);
		System::reset_events();
		Now::set(START + 5);
		assert_ok!(Organisations::admit(council(), 1, digest));

		assert_eq!(
			events(),
			[Event::Admitted {
				org: 1,
				admin: 1,
				roles: MAKER
			}]
		);
		let organisation = organisation(1);
		assert_eq!(organisation.profile, profile(MAKER));
		assert_eq!(organisation.admin, 1);
		assert_eq!(organisation.standing, Standing::Active);
		assert_eq!(organisation.since, START + 5);
		assert_eq!(organisation.agents, 0);
		assert_eq!(Applications::<Test>::get(1), None);
		assert_eq!(held(1), price_of_organisation());
	});
}

#[test]
fn admit_needs_no_more_money_than_the_application_did() {
	on_chain(|| {
		let digest = apply(1, MAKER);
		assert_ok!(Balances::transfer_all(signed(1), 2, false));
		assert_ok!(Organisations::admit(council(), 1, digest));
	});
}

#[test]
fn admit_counts_numbers_up_and_gives_none_twice() {
	on_chain(|| {
		assert_eq!(member(1, MAKER), 1);
		assert_eq!(member(2, MAKER), 2);
		set_standing(2, Standing::Expelled);
		assert_eq!(member(3, MAKER), 3);
	});
}

#[test]
fn admit_is_refused_to_all_but_the_council() {
	on_chain(|| {
		let digest = apply(1, MAKER);
		is_refused_to_all_but_the_council(|origin| Organisations::admit(origin, 1, digest));
	});
}

#[test]
fn admit_is_refused_when_there_is_no_application() {
	on_chain(|| {
		let digest = apply(1, MAKER);
		assert_noop!(
			Organisations::admit(council(), 2, digest),
			Error::<Test>::NoApplication
		);
		assert_ok!(Organisations::admit(council(), 1, digest));
		assert_noop!(
			Organisations::admit(council(), 1, digest),
			Error::<Test>::NoApplication
		);
	});
}

#[test]
fn admit_is_refused_when_the_application_was_swapped_since_the_vote() {
	on_chain(|| {
		let voted = apply(1, MAKER);
		assert_ok!(Organisations::withdraw_application(signed(1)));
		apply(1, REGULATOR);
		assert_noop!(
			Organisations::admit(council(), 1, voted),
			Error::<Test>::ApplicationDiffers
		);
	});
}

#[test]
fn admit_is_refused_when_the_digest_is_another_applicants() {
	on_chain(|| {
		apply(1, MAKER);
		let others = apply(2, MAKER);
		for digest in [others, H256::zero()] {
			assert_noop!(
				Organisations::admit(council(), 1, digest),
				Error::<Test>::ApplicationDiffers
			);
		}
	});
}

#[test]
fn admit_is_refused_when_every_number_was_given() {
	on_chain(|| {
		let digest = apply(1, MAKER);
		LastId::<Test>::put(OrgId::MAX);
		assert_noop!(
			Organisations::admit(council(), 1, digest),
			Error::<Test>::NoIdsLeft
		);
	});
}
