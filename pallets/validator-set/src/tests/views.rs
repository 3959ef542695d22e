use crate::{mock::*, *};

#[test]
fn standing_says_what_stands_between_an_account_and_a_seat() {
	on_chain_of(4, 1, || {
		set_keys(5, 5);
		report(4, 4, 40);
		assert_eq!(ValidatorSet::standing(1), Standing::Seated);
		assert_eq!(ValidatorSet::standing(4), Standing::KeysBurned);
		assert_eq!(ValidatorSet::standing(5), Standing::Eligible);
		assert_eq!(ValidatorSet::standing(6), Standing::KeysNotSet);
	});
}

#[test]
fn validators_are_listed_in_order() {
	on_chain_of(4, 1, || {
		assert_eq!(ValidatorSet::validators(), [1, 2, 3, 4])
	});
}
