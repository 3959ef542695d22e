use super::*;
use crate::*;
use hallmark_types::organisation::{ActsFor, Standing};
use sp_runtime::BuildStorage;

fn founder(admin: u64) -> Founder<u64> {
	Founder {
		name: "Alder".into(),
		admin,
		roles: MAKER,
		gln: Some(gln()),
		prefixes: vec![prefix("9506000"), prefix("0614141")],
	}
}

#[test]
fn genesis_numbers_its_members_and_takes_their_deposits() {
	let second = Founder {
		name: "Birch".into(),
		gln: None,
		prefixes: vec![],
		..founder(2)
	};
	chain_with(vec![founder(1), second]).execute_with(|| {
		assert_eq!(LastId::<Test>::get(), 2);
		assert_eq!(Organisations::acting(&1, Scope::Anchors), Ok(1));
		assert_eq!(Organisations::acting(&2, Scope::Anchors), Ok(2));
		assert_eq!(
			organisation(1).profile,
			Profile {
				metadata: None,
				..profile(MAKER)
			}
		);
		assert_eq!(organisation(2).profile.name, name("Birch"));
		assert_eq!(organisation(2).standing, Standing::Active);
		assert_eq!(Prefixes::<Test>::get(prefix("0614141")), Some(1));
		assert_eq!(held(2), price_of_organisation());
		check_invariants();
		assert_eq!(member(3, MAKER), 3);
	});
}

#[test]
fn genesis_is_read_from_json() {
	let json = r#"{ "organisations": [
		{ "name": "Alder", "admin": 1, "roles": ["Maker"], "gln": "9506000134352",
		  "prefixes": ["9506000", "0614141"] },
		{ "name": "Birch", "admin": 2, "roles": ["Operator", "Regulator"] }
	] }"#;
	let config: GenesisConfig<Test> = serde_json::from_str(json).expect("the genesis is sound");
	assert_eq!(config.organisations[0], founder(1));
	assert_eq!(
		config.organisations[1].roles,
		Roles::of(&[Role::Operator, Role::Regulator])
	);
	assert_eq!(config.organisations[1].gln, None);

	for (right, wrong) in [
		("9506000134352", "9506000134353"),
		("0614141", "061"),
		("Maker", "Emperor"),
		("\"name\"", "\"nom\""),
	] {
		let altered = json.replacen(right, wrong, 1);
		assert!(
			serde_json::from_str::<GenesisConfig<Test>>(&altered).is_err(),
			"{wrong}"
		);
	}
}

fn build(organisations: Vec<Founder<u64>>) {
	let _ = genesis(organisations).build_storage();
}

#[test]
#[should_panic = "AlreadyActs"]
fn genesis_is_refused_when_an_admin_stands_twice() {
	build(vec![founder(1), founder(1)]);
}

#[test]
#[should_panic = "PrefixTaken"]
fn genesis_is_refused_when_a_prefix_stands_twice() {
	build(vec![founder(1), founder(2)]);
}

#[test]
#[should_panic = "NoRoles"]
fn genesis_is_refused_when_a_member_has_no_role() {
	build(vec![Founder {
		roles: Roles::EMPTY,
		..founder(1)
	}]);
}

#[test]
#[should_panic = "NotText"]
fn genesis_is_refused_when_a_name_is_too_long() {
	build(vec![Founder {
		name: "x".repeat(65),
		..founder(1)
	}]);
}

#[test]
#[should_panic = "FundsUnavailable"]
fn genesis_is_refused_when_an_admin_has_no_money() {
	build(vec![founder(21)]);
}
