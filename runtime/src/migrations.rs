//! How the state follows the code.
//!
//! A release that changes what is stored adds its migration here and removes it when every chain
//! has taken it. `docs/runtime-upgrade.md` is the drill.

/// Migrations that fit one block: run in the first block of the new runtime.
pub type SingleBlock = ();

/// Migrations that take as many blocks as they need. Until they are done, blocks carry inherents
/// only.
#[cfg(not(upgrade_drill))]
pub type MultiBlock = ();

/// See [`drill`].
#[cfg(upgrade_drill)]
pub type MultiBlock = (drill::CountAccounts,);

/// A migration to rehearse an upgrade with: it walks over every account, a few in a block, and
/// leaves their number behind. It changes nothing else.
#[cfg(upgrade_drill)]
pub mod drill {
	use crate::*;
	use alloc::vec::Vec;
	use frame_support::{
		migrations::{SteppedMigration, SteppedMigrationError},
		weights::WeightMeter,
	};

	/// Where the number of accounts is left, SCALE-encoded as `u64`.
	pub const ACCOUNTS_KEY: &[u8] = b":hallmark:upgrade_drill:accounts";

	/// Accounts that one step visits: few, so that the rehearsal spans several blocks.
	const ACCOUNTS_PER_STEP: usize = 2;

	/// Counts the accounts.
	pub struct CountAccounts;

	impl SteppedMigration for CountAccounts {
		type Cursor = (AccountId, u64);
		type Identifier = [u8; 24];

		fn id() -> Self::Identifier {
			*b"hallmark/upgrade-drill/1"
		}

		fn max_steps() -> Option<u32> {
			Some(10_000)
		}

		fn step(
			cursor: Option<Self::Cursor>,
			meter: &mut WeightMeter,
		) -> Result<Option<Self::Cursor>, SteppedMigrationError> {
			let step = <Runtime as frame_system::Config>::DbWeight::get()
				.reads_writes(ACCOUNTS_PER_STEP as u64 + 1, 1);
			if !meter.can_consume(step) {
				return Err(SteppedMigrationError::InsufficientWeight { required: step });
			}
			// One step in a block, however much weight is left: this is a rehearsal of waiting.
			meter.consume(meter.remaining());

			let (visited, mut accounts) = match cursor {
				Some((last, counted)) => (
					frame_system::Account::<Runtime>::iter_keys_from(frame_system::Account::<
						Runtime,
					>::hashed_key_for(&last))
					.take(ACCOUNTS_PER_STEP)
					.collect::<Vec<_>>(),
					counted,
				),
				None => (
					frame_system::Account::<Runtime>::iter_keys()
						.take(ACCOUNTS_PER_STEP)
						.collect::<Vec<_>>(),
					0,
				),
			};
			accounts += visited.len() as u64;
			match visited.last() {
				Some(last) if visited.len() == ACCOUNTS_PER_STEP => {
					Ok(Some((last.clone(), accounts)))
				},
				_ => {
					frame_support::storage::unhashed::put(ACCOUNTS_KEY, &accounts);
					Ok(None)
				},
			}
		}
	}
}
