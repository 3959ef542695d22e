//! What the calls cost where most has to be read: every record at its largest, and an agent at work
//! wherever an agent may be.

use super::*;
use frame_support::{
	traits::{Consideration, EnsureOrigin, Get},
	BoundedVec,
};
use frame_system::RawOrigin;
use hallmark_types::{
	gs1::{CompanyPrefix, Gln},
	organisation::{OrgId, Role, Roles, Scope, Scopes, Standing},
	Moment,
};
use polkadot_sdk::{frame_benchmarking::v2::*, sp_core::H256};

/// An end that is always still to come.
const END: Option<Moment> = Some(Moment::MAX);

fn longest_text<S: Get<u32>>() -> BoundedVec<u8, S> {
	BoundedVec::truncate_from(alloc::vec![b'x'; S::get() as usize])
}

fn gln() -> Option<Gln> {
	Some(Gln::new(9_506_000_134_352).expect("the check digit is right"))
}

/// The longest prefix: it lies inside the most others. Of digits that no preset assigns.
fn prefix() -> CompanyPrefix {
	CompanyPrefix::parse(b"199999999999").expect("twelve digits are a prefix")
}

fn profile(roles: Roles) -> Profile {
	Profile {
		name: longest_text(),
		roles,
		gln: gln(),
		metadata: Some(H256::repeat_byte(1)),
	}
}

/// Money for one deposit of each kind.
fn fund<T: Config>(who: &T::AccountId) {
	T::Consideration::ensure_successful(who, Pallet::<T>::organisation_footprint());
	T::Consideration::ensure_successful(who, Pallet::<T>::agency_footprint());
}

fn applicant<T: Config>() -> (T::AccountId, H256) {
	let who: T::AccountId = whitelisted_caller();
	fund::<T>(&who);
	let profile = profile(Roles::ALL);
	let digest = profile.digest(&who);
	Pallet::<T>::do_apply(who.clone(), profile).expect("the account is free");
	(who, digest)
}

/// A new organisation and its admin.
fn member<T: Config>(roles: Roles) -> (OrgId, T::AccountId) {
	let admin: T::AccountId = account("admin", LastId::<T>::get(), 0);
	fund::<T>(&admin);
	let deposit = Deposit::take(admin.clone(), Pallet::<T>::organisation_footprint())
		.expect("the admin has money");
	let org =
		Pallet::<T>::enter(admin.clone(), profile(roles), deposit).expect("there are numbers left");
	(org, admin)
}

/// Make `who` an agent of `org`, at its admin's expense.
fn agent<T: Config>(org: OrgId, admin: &T::AccountId, who: &T::AccountId, scopes: Scopes) {
	invite::<T>(admin, who, scopes);
	Pallet::<T>::do_accept_agency(who.clone(), org).expect("it was asked");
}

fn invite<T: Config>(admin: &T::AccountId, who: &T::AccountId, scopes: Scopes) {
	fund::<T>(admin);
	let mandate = Mandate {
		scopes,
		expires_at: END,
	};
	Pallet::<T>::do_add_agent(admin.clone(), who.clone(), mandate).expect("it may give these");
}

/// A new organisation for which `who` is an agent with every scope.
pub(crate) fn member_with_agent<T: Config>(who: &T::AccountId, roles: Roles) -> OrgId {
	let (org, admin) = member::<T>(roles);
	agent::<T>(org, &admin, who, Scopes::ALL);
	org
}

fn governance<T: Config>() -> Result<T::RuntimeOrigin, BenchmarkError> {
	T::GovernanceOrigin::try_successful_origin().map_err(|_| BenchmarkError::Weightless)
}

fn standing_of<T: Config>(org: OrgId) -> Option<Standing> {
	Members::<T>::get(org).map(|organisation| organisation.standing)
}

/// What an agent that manages others can give.
fn givable() -> Scopes {
	Scopes::ALL.without(Scope::Organisation)
}

#[benchmarks]
mod benches {
	use super::*;

	#[benchmark]
	fn apply() {
		let who: T::AccountId = whitelisted_caller();
		fund::<T>(&who);
		let Profile {
			name,
			roles,
			gln,
			metadata,
		} = profile(Roles::ALL);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), name, roles, gln, metadata);

		assert!(Applications::<T>::contains_key(&who));
	}

	#[benchmark]
	fn withdraw_application() {
		let (who, _) = applicant::<T>();

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()));

		assert!(!Applications::<T>::contains_key(&who));
	}

	#[benchmark]
	fn admit() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let (who, digest) = applicant::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), digest);

		assert!(Accounts::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn decline() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let (who, _) = applicant::<T>();

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, who.clone(), longest_text());

		assert!(!Applications::<T>::contains_key(&who));
		Ok(())
	}

	#[benchmark]
	fn set_roles() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let (org, _) = member::<T>(Roles::ALL);
		let roles = Roles::of(&[Role::Auditor]);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, roles);

		assert_eq!(
			Members::<T>::get(org).map(|organisation| organisation.profile.roles),
			Some(roles)
		);
		Ok(())
	}

	#[benchmark]
	fn set_metadata() {
		let who: T::AccountId = whitelisted_caller();
		let org = member_with_agent::<T>(&who, Roles::ALL);
		let metadata = Some(H256::repeat_byte(2));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), gln(), metadata);

		assert_eq!(
			Members::<T>::get(org).map(|organisation| organisation.profile.metadata),
			Some(metadata)
		);
	}

	#[benchmark]
	fn suspend() {
		let who: T::AccountId = whitelisted_caller();
		member_with_agent::<T>(&who, Roles::of(&[Role::Regulator]));
		let (org, _) = member::<T>(Roles::ALL.without(Role::Regulator));

		#[extrinsic_call]
		_(RawOrigin::Signed(who), org, longest_text());

		assert_eq!(standing_of::<T>(org), Some(Standing::Suspended));
	}

	#[benchmark]
	fn reinstate() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let (org, _) = member::<T>(Roles::ALL);
		Pallet::<T>::do_suspend(None, org, longest_text())?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org);

		assert_eq!(standing_of::<T>(org), Some(Standing::Active));
		Ok(())
	}

	#[benchmark]
	fn expel() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let (org, admin) = member::<T>(Roles::ALL);
		Pallet::<T>::do_offer_admin(admin, Some(account("successor", 0, 0)))?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, org, longest_text());

		assert_eq!(standing_of::<T>(org), Some(Standing::Expelled));
		Ok(())
	}

	#[benchmark]
	fn add_agent() {
		let who: T::AccountId = whitelisted_caller();
		let org = member_with_agent::<T>(&who, Roles::ALL);
		fund::<T>(&who);
		let agent: T::AccountId = account("agent", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), agent.clone(), givable(), END);

		assert!(Agents::<T>::contains_key(org, &agent));
	}

	#[benchmark]
	fn accept_agency() {
		let (org, admin) = member::<T>(Roles::ALL);
		let who: T::AccountId = whitelisted_caller();
		invite::<T>(&admin, &who, Scopes::ALL);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), org);

		assert!(Accounts::<T>::contains_key(&who));
	}

	#[benchmark]
	fn set_mandate() {
		let (org, admin) = member::<T>(Roles::ALL);
		let who: T::AccountId = whitelisted_caller();
		agent::<T>(org, &admin, &who, Scopes::ALL);
		let subject: T::AccountId = account("agent", 0, 0);
		agent::<T>(org, &admin, &subject, givable());
		let scopes = Scopes::of(&[Scope::Items]);

		#[extrinsic_call]
		_(RawOrigin::Signed(who), subject.clone(), scopes, END);

		assert_eq!(
			Agents::<T>::get(org, &subject).map(|agency| agency.mandate.scopes),
			Some(scopes)
		);
	}

	#[benchmark]
	fn remove_agent() {
		let (org, admin) = member::<T>(Roles::ALL);
		let who: T::AccountId = whitelisted_caller();
		agent::<T>(org, &admin, &who, Scopes::ALL);
		let subject: T::AccountId = account("agent", 0, 0);
		agent::<T>(org, &admin, &subject, givable());

		#[extrinsic_call]
		_(RawOrigin::Signed(who), subject.clone());

		assert!(!Accounts::<T>::contains_key(&subject));
	}

	#[benchmark]
	fn offer_admin() {
		let (org, admin) = member::<T>(Roles::ALL);
		let to: T::AccountId = account("successor", 0, 0);

		#[extrinsic_call]
		_(RawOrigin::Signed(admin), Some(to.clone()));

		assert_eq!(
			Members::<T>::get(org).and_then(|organisation| organisation.offered_to),
			Some(to)
		);
	}

	/// The successor is an agent of the organisation, and a third account paid for that.
	#[benchmark]
	fn accept_admin() -> Result<(), BenchmarkError> {
		let (org, admin) = member::<T>(Roles::ALL);
		let manager: T::AccountId = account("manager", 0, 0);
		agent::<T>(org, &admin, &manager, Scopes::ALL);
		let who: T::AccountId = whitelisted_caller();
		agent::<T>(org, &manager, &who, givable());
		Pallet::<T>::do_offer_admin(admin, Some(who.clone()))?;
		fund::<T>(&who);

		#[extrinsic_call]
		_(RawOrigin::Signed(who.clone()), org);

		assert_eq!(
			Members::<T>::get(org).map(|organisation| organisation.admin),
			Some(who)
		);
		Ok(())
	}

	#[benchmark]
	fn assign_prefix() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let (org, _) = member::<T>(Roles::ALL);

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, prefix(), org);

		assert_eq!(Prefixes::<T>::get(prefix()), Some(org));
		Ok(())
	}

	#[benchmark]
	fn withdraw_prefix() -> Result<(), BenchmarkError> {
		let origin = governance::<T>()?;
		let (org, _) = member::<T>(Roles::ALL);
		Pallet::<T>::do_assign_prefix(prefix(), org)?;

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, prefix());

		assert_eq!(Prefixes::<T>::get(prefix()), None);
		Ok(())
	}

	impl_benchmark_test_suite!(Pallet, mock::chain_with(alloc::vec![]), mock::Test);
}
