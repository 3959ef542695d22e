//! Members of the consortium.

use std::sync::Arc;

use hallmark_rpc::{
	organisation::{
		Agent, Application, Authority, Mandate, Membership, OrgApiServer, Organisation,
	},
	Account, Cursor, Digits, Hex32, Limit, OrgRef, Page,
};
use hallmark_runtime::Runtime;
use hallmark_types::{organisation::OrgId, AccountId};
use jsonrpsee::core::RpcResult;
use pallet_organisations::{
	types, AgentsViewFunction, ApplicationViewFunction, OrganisationOfViewFunction,
	OrganisationViewFunction, PrefixHolderViewFunction,
};

use super::{
	ask::{cursor, limit, place, Ask},
	show::{gln, hex_if, text, time, time_if, Show},
};
use crate::service::types::FullClient;

/// Answers the methods.
pub struct Organisations(pub Arc<FullClient>);

/// The number of an organisation. `None` if an account acts for none.
pub fn number_of(ask: &Ask, org: OrgRef) -> RpcResult<Option<OrgId>> {
	match org {
		OrgRef::Number(org) => Ok(Some(org)),
		OrgRef::Account(Account(account)) => {
			let found = ask.view(OrganisationOfViewFunction::<Runtime>::new(account))?;
			Ok(found.map(|(org, _)| org))
		},
	}
}

impl Show for types::Mandate {
	type As = Mandate;

	fn show(&self) -> Mandate {
		Mandate {
			scopes: self.scopes.show(),
			expires_at: time_if(self.expires_at),
		}
	}
}

fn organisation(org: OrgId, found: types::OrganisationOf<Runtime>) -> Organisation {
	Organisation {
		org,
		name: text(&found.profile.name),
		roles: found.profile.roles.show(),
		gln: gln(found.profile.gln),
		metadata: hex_if(found.profile.metadata),
		admin: Account(found.admin),
		offered_to: found.offered_to.map(Account),
		standing: found.standing.show(),
		since: time(found.since),
		agents: found.agents,
	}
}

impl OrgApiServer for Organisations {
	fn get(&self, org: OrgRef, at: Option<Hex32>) -> RpcResult<Option<Organisation>> {
		let ask = Ask::new(&self.0, at)?;
		let Some(org) = number_of(&ask, org)? else {
			return Ok(None);
		};
		let found = ask.view(OrganisationViewFunction::<Runtime>::new(org))?;
		Ok(found.map(|found| organisation(org, found)))
	}

	fn of_account(
		&self,
		Account(account): Account,
		at: Option<Hex32>,
	) -> RpcResult<Option<Membership>> {
		let ask = Ask::new(&self.0, at)?;
		let found = ask.view(OrganisationOfViewFunction::<Runtime>::new(account))?;
		Ok(found.map(|(org, authority)| Membership {
			org,
			authority: match authority {
				types::Authority::Admin => Authority::Admin,
				types::Authority::Agent(mandate) => {
					let Mandate { scopes, expires_at } = mandate.show();
					Authority::Agent { scopes, expires_at }
				},
			},
		}))
	}

	fn agents(
		&self,
		org: OrgRef,
		wanted: Option<Limit>,
		from: Option<Cursor>,
		at: Option<Hex32>,
	) -> RpcResult<Option<Page<Agent>>> {
		let ask = Ask::new(&self.0, at)?;
		let after: Option<AccountId> = place(from)?;
		let Some(org) = number_of(&ask, org)? else {
			return Ok(None);
		};
		let view = AgentsViewFunction::<Runtime>::new(org, after, limit(wanted));
		let page = ask.view(view)?;
		if page.items.is_empty() {
			let org = ask.view(OrganisationViewFunction::<Runtime>::new(org))?;
			if org.is_none() {
				return Ok(None);
			}
		}
		let agent = |agent: types::Agent<AccountId>| Agent {
			account: Account(agent.account),
			mandate: agent.mandate.show(),
			accepted: agent.accepted,
		};
		Ok(Some(Page {
			items: page.items.into_iter().map(agent).collect(),
			next: page.next.map(cursor),
		}))
	}

	fn application(
		&self,
		Account(account): Account,
		at: Option<Hex32>,
	) -> RpcResult<Option<Application>> {
		let ask = Ask::new(&self.0, at)?;
		let found = ask.view(ApplicationViewFunction::<Runtime>::new(account.clone()))?;
		Ok(found.map(|(application, digest)| Application {
			applicant: Account(account),
			name: text(&application.profile.name),
			roles: application.profile.roles.show(),
			gln: gln(application.profile.gln),
			metadata: hex_if(application.profile.metadata),
			since: time(application.since),
			digest: digest.into(),
		}))
	}

	fn prefix_holder(&self, Digits(key): Digits, at: Option<Hex32>) -> RpcResult<Option<OrgId>> {
		Ask::new(&self.0, at)?.view(PrefixHolderViewFunction::<Runtime>::new(key))
	}
}
