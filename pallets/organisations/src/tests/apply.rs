use super::*;
use crate::*;
use codec::{Decode, Encode};
use frame_support::assert_ok;
use sp_runtime::{DispatchError, TokenError};

#[test]
fn apply_is_recorded_at_the_applicants_expense() {
	on_chain(|| {
		assert_ok!(try_apply(1, &profile(MAKER)));

		let digest = profile(MAKER).digest(&1u64);
		assert_eq!(
			events(),
			[Event::Applied {
				applicant: 1,
				digest
			}]
		);
		let application = Applications::<Test>::get(1).expect("it is recorded");
		assert_eq!(application.profile, profile(MAKER));
		assert_eq!(application.since, START);
		assert_eq!(held(1), price_of_organisation());
		assert_eq!(LastId::<Test>::get(), 0);
	});
}

#[test]
fn apply_needs_an_account() {
	on_chain(|| {
		needs_an_account(|origin| Organisations::apply(origin, name("Alder"), MAKER, None, None));
	});
}

#[test]
fn apply_is_refused_when_an_application_is_open() {
	on_chain(|| {
		apply(1, MAKER);
		assert_noop!(
			try_apply(1, &profile(REGULATOR)),
			Error::<Test>::ApplicationOpen
		);
	});
}

#[test]
fn apply_is_refused_to_who_acts_already() {
	on_chain(|| {
		member(1, MAKER);
		agent(1, 2, DEVICES, None);
		for who in [1, 2] {
			assert_noop!(try_apply(who, &profile(MAKER)), Error::<Test>::AlreadyActs);
		}
	});
}

#[test]
fn apply_is_refused_when_the_name_is_no_text() {
	on_chain(|| {
		let names: [&[u8]; 6] = [
			b"",
			b" \t ",
			b"Al\0der",
			b"Al\nder",
			b"\xffAlder",
			b"Alder\x1b[2J",
		];
		for wrong in names {
			let profile = Profile {
				name: wrong.to_vec().try_into().expect("it is short"),
				..profile(MAKER)
			};
			assert_noop!(try_apply(1, &profile), Error::<Test>::NotText);
		}
	});
}

#[test]
fn apply_takes_a_name_of_any_script() {
	on_chain(|| {
		for (who, text) in (1..).zip(["A", "Ålder & Söner AB", "株式会社ハンノキ"]) {
			let profile = Profile {
				name: name(text),
				..profile(MAKER)
			};
			assert_ok!(try_apply(who, &profile));
		}
	});
}

#[test]
fn apply_is_refused_without_a_role() {
	on_chain(|| {
		assert_noop!(try_apply(1, &profile(Roles::EMPTY)), Error::<Test>::NoRoles);
	});
}

#[test]
fn apply_is_refused_without_money_for_the_deposit() {
	on_chain(|| {
		assert_noop!(
			try_apply(21, &profile(MAKER)),
			DispatchError::Token(TokenError::FundsUnavailable)
		);
	});
}

#[test]
fn apply_does_not_decode_when_the_gln_or_a_role_is_wrong_or_the_name_too_long() {
	let call = |gln: u64, roles: u16, name: Vec<u8>| {
		let apply = (
			0u8,
			name,
			roles,
			Some(gln),
			None::<polkadot_sdk::sp_core::H256>,
		)
			.encode();
		Call::<Test>::decode(&mut &apply[..])
	};
	let good = gln().digits().number();
	assert!(call(good, MAKER.bits(), vec![b'x'; 64]).is_ok());
	for wrong in (good - 9..good + 10).filter(|number| *number != good && number / 10 == good / 10)
	{
		assert!(
			call(wrong, MAKER.bits(), vec![b'x'; 64]).is_err(),
			"{wrong}"
		);
	}
	assert!(call(good, 1 << Role::ALL.len(), vec![b'x'; 64]).is_err());
	assert!(call(good, MAKER.bits(), vec![b'x'; 65]).is_err());
}
