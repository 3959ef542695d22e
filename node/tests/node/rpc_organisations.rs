//! `org_*` and `hallmark_info` on the members of a development chain.

use hallmark_rpc::{
	organisation::{
		Agent, Application, Authority, Membership, Organisation, Role, Scope, Standing,
	},
	Account,
};
use hallmark_runtime::Runtime;
use hallmark_types::organisation::{Roles, Scopes};
use pallet_organisations::Call;
use polkadot_sdk::sp_keyring::Sr25519Keyring;
use serde_json::{json, Value};

use crate::{
	rpc_asking::{written, Asker},
	support::{
		agreements::account,
		devices::MAKER,
		shipment::{send, AGENCY},
		Client, NodeBuilder, Result,
	},
};

async fn add_agent(client: &Client, agent: Sr25519Keyring, scopes: Scopes) -> Result<()> {
	let add: Call<Runtime> = Call::add_agent {
		account: agent.to_account_id(),
		scopes,
		expires_at: None,
	};
	send(client, MAKER.1, add).await?;
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn org_methods_tell_who_is_who() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;
	let admin = Account(account(MAKER.1));

	let maker: Organisation = asker.get("org_get", json!([MAKER.0])).await?;
	assert_eq!((maker.org, &maker.admin), (MAKER.0, &admin));
	assert!(maker.roles.contains(&Role::Maker));
	assert_eq!((maker.standing, maker.agents), (Standing::Active, 0));
	assert!(!maker.name.is_empty());
	let same: Organisation = asker.get("org_get", json!([admin])).await?;
	assert_eq!(same, maker);
	let agency: Organisation = asker.get("org_get", json!([AGENCY.0])).await?;
	assert!(agency.roles.contains(&Role::Regulator));
	let membership: Membership = asker.get("org_ofAccount", json!([admin])).await?;
	assert_eq!(
		(membership.org, membership.authority),
		(MAKER.0, Authority::Admin)
	);

	// Three agents, two on a page.
	let none: Vec<Agent> = asker
		.all("org_agents", &[json!(MAKER.0), json!(null)])
		.await?;
	assert_eq!(none, []);
	let scopes = Scopes::of(&[hallmark_types::organisation::Scope::Items]);
	let named = [
		Sr25519Keyring::One,
		Sr25519Keyring::Two,
		Sr25519Keyring::AliceStash,
	];
	for agent in named {
		add_agent(&client, agent, scopes).await?;
	}
	let page: Value = asker.get("org_agents", json!([MAKER.0, 2])).await?;
	assert_eq!(page["items"].as_array().map(Vec::len), Some(2));
	let all: Vec<Agent> = asker.all("org_agents", &[json!(MAKER.0), json!(2)]).await?;
	assert_eq!(all.len(), named.len());
	for agent in named {
		let found = all.iter().find(|it| it.account.0 == agent.to_account_id());
		let found = found.ok_or("it is on the list")?;
		assert_eq!(found.mandate.scopes, [Scope::Items]);
		assert!(!found.accepted);
	}

	// Somebody wants to become a member.
	let applicant = Sr25519Keyring::Alice;
	let apply: Call<Runtime> = Call::apply {
		name: b"Newcomers".to_vec().try_into().map_err(|_| "too long")?,
		roles: Roles::of(&[hallmark_types::organisation::Role::Carrier]),
		gln: None,
		metadata: None,
	};
	send(&client, "//Alice", apply).await?;
	let address = Account(applicant.to_account_id());
	let application: Application = asker.get("org_application", json!([address])).await?;
	assert_eq!(
		(application.name.as_str(), application.roles),
		("Newcomers", vec![Role::Carrier])
	);

	// The maker's company prefix begins its items' names.
	let holder: u32 = asker
		.get("org_prefixHolder", json!(["9506000134352"]))
		.await?;
	assert_eq!(holder, MAKER.0);

	// What there is not.
	for unknown in [json!(0), json!(99), written(&address)] {
		asker.nothing("org_get", json!([unknown])).await?;
		asker.nothing("org_agents", json!([unknown])).await?;
	}
	asker.nothing("org_ofAccount", json!([address])).await?;
	asker.nothing("org_application", json!([admin])).await?;
	asker.nothing("org_prefixHolder", json!(["12345"])).await?;

	let info: Value = asker.ask("hallmark_info", json!([])).await?;
	assert_eq!(info["genesisHash"], written(client.genesis));
	assert_eq!(info["sealing"], "instant");
	Ok(())
}
