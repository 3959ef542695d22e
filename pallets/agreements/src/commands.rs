//! What devices say about what they were told.

use super::*;
use frame_support::{ensure, traits::Time};
use hallmark_agreements::{AgreementId, CommandIndex};
use hallmark_keys::{Acknowledgement, Signature, Statement};
use hallmark_types::device::{DeviceStatus, Passports};
use sp_runtime::DispatchResult;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_acknowledge_command(
		id: AgreementId,
		index: CommandIndex,
		issue: u32,
		signature: &Signature,
	) -> DispatchResult {
		let (mut agreement, terms) = Self::found(id)?;
		ensure!(agreement.status == Status::Active, Error::<T>::NotActive);
		let place = usize::from(index);
		let command = terms
			.commands
			.get(place)
			.ok_or(Error::<T>::UnknownCommand)?;
		let record = agreement
			.commands
			.get_mut(place)
			.ok_or(Error::<T>::UnknownCommand)?;
		ensure!(
			issue > 0 && record.issue == issue,
			Error::<T>::CommandNotGiven
		);
		ensure!(
			record.acknowledged.is_none(),
			Error::<T>::AlreadyAcknowledged
		);
		let now = T::Time::now();
		ensure!(now < record.expires_at, Error::<T>::CommandExpired);
		let facts = T::Devices::facts(&command.device, now).ok_or(Error::<T>::DeviceNotTrusted)?;
		ensure!(
			facts.status == DeviceStatus::Active,
			Error::<T>::DeviceNotTrusted
		);
		let key = facts
			.key
			.filter(|key| !key.compromised && key.compromised_since.is_none())
			.ok_or(Error::<T>::DeviceNotTrusted)?;
		let statement = Acknowledgement {
			genesis: Self::genesis(),
			device: command.device.0,
			agreement: id,
			command: index,
			issue,
			opcode: command.opcode,
			expires_at: record.expires_at,
		};
		ensure!(
			statement.is_signed_by(&key.key, signature, &T::Signatures::default()),
			Error::<T>::NotSignedByDevice
		);

		record.acknowledged = Some(now);
		Self::save_and_look(id, agreement);
		Self::deposit_event(Event::Acknowledged {
			agreement: id,
			command: index,
			issue,
		});
		Ok(())
	}
}
