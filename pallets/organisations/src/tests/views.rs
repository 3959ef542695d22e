use super::*;
use crate::*;
use frame_support::assert_ok;
use hallmark_types::organisation::Standing;

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
fn agents_are_listed_in_order() {
	on_chain(|| {
		let org = member(1, MAKER);
		assert_ok!(Organisations::add_agent(signed(1), 4, MANAGER, None));
		agent(1, 3, DEVICES, None);
		agent(1, 2, DEVICES, None);

		let shown: Vec<_> = Organisations::agents(org)
			.into_iter()
			.map(|agent| (agent.account, agent.mandate.scopes, agent.accepted))
			.collect();
		assert_eq!(
			shown,
			[(2, DEVICES, true), (3, DEVICES, true), (4, MANAGER, false)]
		);
		assert!(Organisations::agents(org + 1).is_empty());
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
