//! What must hold after every block.

use super::*;
use alloc::collections::BTreeMap;
use frame_support::{ensure, traits::Get};
use hallmark_types::gs1::CompanyPrefix;
use sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::check_members()?;
		Self::check_accounts()?;
		Self::check_agents()?;
		Self::check_prefixes()
	}

	fn check_members() -> Result<(), TryRuntimeError> {
		for (org, organisation) in Members::<T>::iter() {
			ensure!(
				org >= 1 && org <= LastId::<T>::get(),
				"members: a number that was never given"
			);
			ensure!(
				Self::ensure_profile(&organisation.profile).is_ok(),
				"members: one without a name or a role"
			);
			ensure!(
				Accounts::<T>::get(&organisation.admin)
					== Some(Membership {
						org,
						capacity: Capacity::Admin
					}),
				"members: the admin acts for another"
			);
			ensure!(
				organisation.deposit.payer == organisation.admin,
				"members: another than the admin paid the deposit"
			);
			ensure!(
				organisation.agents as usize == Agents::<T>::iter_prefix(org).count(),
				"members: the count of agents is off"
			);
			ensure!(
				organisation.agents <= T::MaxAgents::get(),
				"members: more than MaxAgents"
			);
		}
		Ok(())
	}

	fn check_accounts() -> Result<(), TryRuntimeError> {
		for (account, Membership { org, capacity }) in Accounts::<T>::iter() {
			let organisation = Members::<T>::get(org)
				.ok_or("accounts: one acts for an organisation that there is not")?;
			let agrees = match capacity {
				Capacity::Admin => organisation.admin == account,
				Capacity::Agent => {
					Agents::<T>::get(org, &account).is_some_and(|agency| agency.accepted)
				},
			};
			ensure!(agrees, "accounts: the organisation does not know of one");
			ensure!(
				!Applications::<T>::contains_key(&account),
				"accounts: one with an open application acts already"
			);
		}
		for (applicant, application) in Applications::<T>::iter() {
			ensure!(
				Self::ensure_profile(&application.profile).is_ok(),
				"applications: one without a name or a role"
			);
			ensure!(
				application.deposit.payer == applicant,
				"applications: another than the applicant paid the deposit"
			);
		}
		Ok(())
	}

	fn check_agents() -> Result<(), TryRuntimeError> {
		for (org, account, agency) in Agents::<T>::iter() {
			ensure!(
				Members::<T>::contains_key(org),
				"agents: one of an organisation that there is not"
			);
			ensure!(
				!agency.mandate.scopes.is_empty(),
				"agents: one without a scope"
			);
			let acts = Accounts::<T>::get(&account)
				== Some(Membership {
					org,
					capacity: Capacity::Agent,
				});
			ensure!(
				acts == agency.accepted,
				"agents: one acts who has not accepted, or the other way round"
			);
		}
		Ok(())
	}

	fn check_prefixes() -> Result<(), TryRuntimeError> {
		let mut inside = BTreeMap::<CompanyPrefix, u32>::new();
		for (prefix, org) in Prefixes::<T>::iter() {
			ensure!(
				Members::<T>::contains_key(org),
				"prefixes: the holder is an organisation that there is not"
			);
			for outer in prefix.enclosing() {
				ensure!(
					!Prefixes::<T>::contains_key(outer),
					"prefixes: one lies inside another"
				);
				*inside.entry(outer).or_default() += 1;
			}
		}
		ensure!(
			inside == PrefixesInside::<T>::iter().collect::<BTreeMap<_, _>>(),
			"prefixes: the count of those inside another is off"
		);
		Ok(())
	}
}
