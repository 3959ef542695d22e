//! How an account becomes the admin of a new member.

use super::*;
use frame_support::{dispatch::DispatchResult, ensure, traits::Footprint};
use hallmark_types::organisation::{OrgId, Standing};
use polkadot_sdk::sp_core::H256;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_apply(who: T::AccountId, profile: Profile) -> DispatchResult {
		Self::ensure_free(&who)?;
		Self::ensure_profile(&profile)?;

		let deposit = Deposit::take(who.clone(), Self::organisation_footprint())?;
		let digest = profile.digest(&who);
		Applications::<T>::insert(
			&who,
			Application {
				profile,
				since: Self::now(),
				deposit,
			},
		);
		Self::deposit_event(Event::Applied {
			applicant: who,
			digest,
		});
		Ok(())
	}

	pub(crate) fn do_withdraw_application(who: T::AccountId) -> DispatchResult {
		let application = Applications::<T>::take(&who).ok_or(Error::<T>::NoApplication)?;
		application.deposit.give_back()?;
		Self::deposit_event(Event::ApplicationWithdrawn { applicant: who });
		Ok(())
	}

	pub(crate) fn do_admit(applicant: T::AccountId, digest: H256) -> DispatchResult {
		let application = Applications::<T>::get(&applicant).ok_or(Error::<T>::NoApplication)?;
		ensure!(
			application.profile.digest(&applicant) == digest,
			Error::<T>::ApplicationDiffers
		);

		Applications::<T>::remove(&applicant);
		let roles = application.profile.roles;
		let org = Self::enter(applicant.clone(), application.profile, application.deposit)?;
		Self::deposit_event(Event::Admitted {
			org,
			admin: applicant,
			roles,
		});
		Ok(())
	}

	pub(crate) fn do_decline(applicant: T::AccountId, reason: Reason) -> DispatchResult {
		Self::ensure_text(&reason)?;
		let application = Applications::<T>::take(&applicant).ok_or(Error::<T>::NoApplication)?;
		application.deposit.give_back()?;
		Self::deposit_event(Event::Declined { applicant, reason });
		Ok(())
	}

	/// A member from the first block on: as if it had applied and was admitted.
	pub(crate) fn found(founder: &Founder<T::AccountId>) -> DispatchResult {
		let name = founder.name.as_bytes().to_vec();
		let profile = Profile {
			name: name.try_into().map_err(|_| Error::<T>::NotText)?,
			roles: founder.roles,
			gln: founder.gln,
			metadata: None,
		};
		Self::ensure_free(&founder.admin)?;
		Self::ensure_profile(&profile)?;

		let deposit = Deposit::take(founder.admin.clone(), Self::organisation_footprint())?;
		let org = Self::enter(founder.admin.clone(), profile, deposit)?;
		for prefix in &founder.prefixes {
			Self::do_assign_prefix(*prefix, org)?;
		}
		Ok(())
	}

	/// Write a new member down, under the next number.
	pub(crate) fn enter(
		admin: T::AccountId,
		profile: Profile,
		deposit: DepositOf<T>,
	) -> Result<OrgId, Error<T>> {
		let org = LastId::<T>::get()
			.checked_add(1)
			.ok_or(Error::<T>::NoIdsLeft)?;
		LastId::<T>::put(org);
		Accounts::<T>::insert(
			&admin,
			Membership {
				org,
				capacity: Capacity::Admin,
			},
		);
		Members::<T>::insert(
			org,
			Organisation {
				profile,
				admin,
				offered_to: None,
				standing: Standing::Active,
				since: Self::now(),
				agents: 0,
				deposit,
			},
		);
		Ok(org)
	}

	pub(crate) fn ensure_profile(profile: &Profile) -> Result<(), Error<T>> {
		Self::ensure_text(&profile.name)?;
		ensure!(!profile.roles.is_empty(), Error::<T>::NoRoles);
		Ok(())
	}

	/// What a member takes up: its record at its largest, and its admin in [`Accounts`]. An
	/// application, which takes up less, pays as much, so that admission cannot fail for money.
	pub(crate) fn organisation_footprint() -> Footprint {
		Footprint::from_mel::<(OrgId, OrganisationOf<T>, T::AccountId, Membership)>()
	}
}
