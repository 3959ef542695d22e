use super::*;
use crate::*;
use frame_support::assert_ok;

#[test]
fn decline_returns_the_deposit() {
	on_chain(|| {
		apply(1, MAKER);
		System::reset_events();
		assert_ok!(Organisations::decline(council(), 1, reason("Papers")));

		assert_eq!(
			events(),
			[Event::Declined {
				applicant: 1,
				reason: reason("Papers")
			}]
		);
		assert_eq!(Applications::<Test>::get(1), None);
		assert_eq!(Balances::free_balance(1), ENDOWMENT);
	});
}

#[test]
fn decline_is_refused_to_all_but_the_council() {
	on_chain(|| {
		apply(1, MAKER);
		is_refused_to_all_but_the_council(|origin| {
			Organisations::decline(origin, 1, reason("Papers"))
		});
	});
}

#[test]
fn decline_is_refused_when_there_is_no_application() {
	on_chain(|| {
		assert_noop!(
			Organisations::decline(council(), 1, reason("Papers")),
			Error::<Test>::NoApplication
		);
	});
}

#[test]
fn decline_is_refused_without_a_reason() {
	on_chain(|| {
		apply(1, MAKER);
		for wrong in ["", "\n"] {
			assert_noop!(
				Organisations::decline(council(), 1, reason(wrong)),
				Error::<Test>::NotText
			);
		}
	});
}
