use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::{organisation::Standing, page::Page};

#[test]
fn application_comes_with_its_digest() {
	on_chain(|| {
		assert_eq!(Organisations::application(1), None);
		let digest = apply(1, MAKER);
		let (application, seen) = Organisations::application(1).expect("it is open");
		assert_eq!(application.profile, profile(MAKER));
		assert_eq!(seen, digest);
		assert_ok!(Organisations::admit(council(), 1, seen));
		assert_eq!(Organisations::application(1), None);
	});
}

#[test]
fn organisation_is_shown_whatever_its_standing() {
	on_chain(|| {
		let org = member(1, MAKER);
		set_standing(org, Standing::Expelled);
		let shown = Organisations::organisation(org).expect("the record stays");
		assert_eq!(shown, organisation(org));
		assert_eq!(Organisations::organisation(org + 1), None);
	});
}

#[test]
fn organisation_of_an_account_comes_with_its_authority() {
	on_chain(|| {
		let org = member(1, MAKER);
		agent(1, 2, DEVICES, Some(START + 10));
		assert_ok!(Organisations::add_agent(signed(1), 3, DEVICES, None));
		Now::set(START + 10);

		assert_eq!(
			Organisations::organisation_of(1),
			Some((org, Authority::Admin))
		);
		assert_eq!(
			Organisations::organisation_of(2),
			Some((
				org,
				Authority::Agent(Mandate {
					scopes: DEVICES,
					expires_at: Some(START + 10)
				})
			))
		);
		assert_eq!(Organisations::organisation_of(3), None);
	});
}

#[test]
fn agents_are_shown_with_their_mandates() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(signed(1), 4, MANAGER, None));
		agent(1, 3, DEVICES, Some(START + 10));

		let mut shown = Organisations::agents(org, None, 10).items;
		shown.sort_by_key(|agent| agent.account);
		let shown: Vec<_> = shown
			.into_iter()
			.map(|agent| (agent.account, agent.mandate, agent.accepted))
			.collect();
		let mandate = |scopes, expires_at| Mandate { scopes, expires_at };
		assert_eq!(
			shown,
			[
				(3, mandate(DEVICES, Some(START + 10)), true),
				(4, mandate(MANAGER, None), false)
			]
		);
		assert_eq!(Organisations::agents(org + 1, None, 10), Page::default());
	});
}

#[test]
fn agents_are_shown_a_page_at_a_time() {
	on_chain(|| {
		let org = member(1, MAKER);
		member(5, MAKER);
		agent(5, 6, DEVICES, None);
		for account in [2, 3, 4] {
			agent(1, account, DEVICES, None);
		}
		let whole = Organisations::agents(org, None, u32::MAX);
		assert_eq!(whole.items.len(), 3);
		assert_eq!(whole.next, None);

		let first = Organisations::agents(org, None, 2);
		assert_eq!(first.items, whole.items[..2]);
		let second = Organisations::agents(org, first.next, 2);
		assert_eq!(second.items, whole.items[2..]);
		assert_eq!(second.next, None);

		// The order outlasts the account at which a page ended.
		let ended = first.next.expect("there was more");
		assert_ok!(Organisations::remove_agent(signed(1), ended));
		assert_eq!(Organisations::agents(org, Some(ended), 2), second);
		assert!(
			Organisations::agents(org, second.items.last().map(|agent| agent.account), 2)
				.items
				.is_empty()
		);
	});
}

#[test]
fn agents_on_a_page_are_bounded_whatever_is_asked_for() {
	use hallmark_types::page::MAX_PAGE;
	on_chain(|| {
		let org = member(1, MAKER);
		let deposit = organisation(org).deposit;
		for account in 1_000..1_000 + u64::from(MAX_PAGE) + 1 {
			let mandate = Mandate {
				scopes: DEVICES,
				expires_at: None,
			};
			let agency = Agency {
				mandate,
				accepted: false,
				deposit: deposit.clone(),
			};
			Agents::<Test>::insert(org, account, agency);
		}
		let first = Organisations::agents(org, None, u32::MAX);
		assert_eq!(first.items.len(), MAX_PAGE as usize);
		assert_eq!(
			Organisations::agents(org, first.next, u32::MAX).items.len(),
			1
		);
		let _ = Agents::<Test>::clear_prefix(org, u32::MAX, None);
	});
}

#[test]
fn prefix_holder_is_shown() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::assign_prefix(
			council(),
			prefix("9506000"),
			org
		));
		assert_eq!(Organisations::prefix_holder(gln().into()), Some(org));
	});
}
