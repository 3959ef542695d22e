//! What an owner's devices may spend without a fee.

use super::*;
use frame_support::{
	ensure,
	traits::{fungible::MutateHold, tokens::Precision, Get, Time},
};
use hallmark_types::{organisation::OrgId, Moment};
use sp_runtime::{
	traits::{CheckedAdd, CheckedMul, CheckedSub, UniqueSaturatedInto, Zero},
	DispatchResult,
};

/// Milliseconds in a second.
const SECOND: u128 = 1_000;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_raise_quota(who: T::AccountId, units: u32) -> DispatchResult {
		let org = Self::acting(&who)?;
		ensure!(units > 0, Error::<T>::NoUnits);
		let mut bucket = Self::bucket(org, T::Time::now());
		let raised = bucket
			.units
			.checked_add(units)
			.filter(|raised| *raised <= T::MaxQuotaUnits::get())
			.ok_or(Error::<T>::TooManyUnits)?;
		let price = T::QuotaPrice::get()
			.checked_mul(&units.into())
			.ok_or(Error::<T>::Overflow)?;
		let before = Stakes::<T>::get(org, &who).unwrap_or(Stake {
			units: 0,
			held: Zero::zero(),
		});
		let stake = Stake {
			units: before
				.units
				.checked_add(units)
				.ok_or(Error::<T>::Overflow)?,
			held: before
				.held
				.checked_add(&price)
				.ok_or(Error::<T>::Overflow)?,
		};

		T::Currency::hold(&HoldReason::Quota.into(), &who, price)?;
		Stakes::<T>::insert(org, &who, stake);
		bucket.units = raised;
		Buckets::<T>::insert(org, bucket);
		Self::deposit_event(Event::QuotaChanged {
			org,
			who,
			units: raised,
		});
		Ok(())
	}

	pub(crate) fn do_lower_quota(who: T::AccountId, org: OrgId, units: u32) -> DispatchResult {
		ensure!(units > 0, Error::<T>::NoUnits);
		let mut stake = Stakes::<T>::get(org, &who).ok_or(Error::<T>::NotPutUp)?;
		let remaining = stake.units.checked_sub(units).ok_or(Error::<T>::NotPutUp)?;
		// Each unit is worth the same, whatever was paid for it; the last one takes what is left.
		let returned = if remaining == 0 {
			stake.held
		} else {
			let each = stake.held / stake.units.into();
			each.checked_mul(&units.into())
				.ok_or(Error::<T>::Overflow)?
		};
		let mut bucket = Self::bucket(org, T::Time::now());
		bucket.units = bucket
			.units
			.checked_sub(units)
			.ok_or(Error::<T>::NotPutUp)?;
		bucket.level = bucket.level.min(Self::capacity(bucket.units));

		T::Currency::release(&HoldReason::Quota.into(), &who, returned, Precision::Exact)?;
		stake.units = remaining;
		stake.held = stake
			.held
			.checked_sub(&returned)
			.ok_or(Error::<T>::Overflow)?;
		if remaining == 0 {
			Stakes::<T>::remove(org, &who);
		} else {
			Stakes::<T>::insert(org, &who, stake);
		}
		Buckets::<T>::insert(org, bucket);
		Self::deposit_event(Event::QuotaChanged {
			org,
			who,
			units: bucket.units,
		});
		Ok(())
	}

	/// What an owner's devices may spend at `now`: what was left, and what has come back since.
	pub(crate) fn bucket(org: OrgId, now: Moment) -> Bucket {
		let Some(bucket) = Buckets::<T>::get(org) else {
			return Bucket {
				level: Self::capacity(0),
				updated_at: now,
				units: 0,
			};
		};
		let elapsed = u128::from(now.saturating_sub(bucket.updated_at));
		let back = elapsed.saturating_mul(Self::recovery(bucket.units).into()) / SECOND;
		// A level, not an amount of money: it stops at its bound.
		let level = bucket.level.saturating_add(back.unique_saturated_into());
		Bucket {
			level: level.min(Self::capacity(bucket.units)),
			updated_at: now,
			units: bucket.units,
		}
	}

	/// What can be spent at once with so many units.
	pub(crate) fn capacity(units: u32) -> u64 {
		T::QuotaCapacity::get().saturating_mul(u64::from(units).saturating_add(1))
	}

	/// What comes back in a second with so many units.
	pub(crate) fn recovery(units: u32) -> u64 {
		T::QuotaRecovery::get().saturating_mul(u64::from(units).saturating_add(1))
	}
}
