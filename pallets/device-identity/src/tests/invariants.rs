//! Random calls in random order by everybody: whatever they do, the invariants hold after each.
//!
//! `HALLMARK_SEQUENCES` sets the number of sequences.

use crate::mock::*;
use crate::*;
use hallmark_types::{
	device::{Charge, DeviceId, Discipline},
	organisation::{OrgId, Standing},
};
use sp_core::H256;

/// A small generator with a fixed seed for each sequence: a failure names the seed.
struct Dice(u64);

impl Dice {
	fn roll(&mut self, sides: u64) -> u64 {
		// xorshift64*: enough to stir a test.
		self.0 ^= self.0 >> 12;
		self.0 ^= self.0 << 25;
		self.0 ^= self.0 >> 27;
		(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
	}

	fn organisation(&mut self) -> OrgId {
		1 + self.roll(6) as OrgId
	}

	/// Mostly somebody who may act, now and then somebody who may not.
	fn caller(&mut self) -> RuntimeOrigin {
		match self.roll(12) {
			0 => council(),
			1 => by_clerk(self.organisation()),
			_ => by(self.organisation()),
		}
	}
}

/// One call, of which most are refused.
fn step(dice: &mut Dice) {
	let n = 1 + dice.roll(3) as u8;
	let id = device(n);
	let who = dice.organisation();
	// Its owner's call has a chance of success.
	let owner = Devices::<Test>::get(id).map_or(who, |device| device.owner);
	let by_owner = if dice.roll(4) == 0 {
		dice.caller()
	} else {
		by(owner)
	};
	let caller = dice.caller();
	let root = H256::from(list().root());
	let next = 30 + dice.roll(12) as u8;
	let moment = now().saturating_sub(dice.roll(3) * DAY);
	let epoch = Devices::<Test>::get(id).map_or(0, |device| device.last_epoch);
	let old = (1..=110)
		.find(|n| DeviceIdentity::key_at(id, now()).is_some_and(|at| at.key == key(*n)))
		.unwrap_or(n);
	match dice.roll(24) {
		0..=3 => drop(DeviceIdentity::enrol_with_manifest(
			by(who),
			MAKER,
			root,
			entry(n, n),
			possession(n, id, who),
		)),
		4 if dice.roll(3) == 0 => drop(DeviceIdentity::enrol_with_manifest(
			by(who),
			MAKER,
			root,
			entry(n, 100 + n),
			possession(100 + n, id, who),
		)),
		5 | 6 => drop(DeviceIdentity::rotate_key(
			by_owner,
			id,
			key(next),
			rotation(old, id, epoch, next),
			possession(next, id, owner),
		)),
		7 => drop(DeviceIdentity::announce_rotation(
			by_owner,
			id,
			key(next),
			possession(next, id, owner),
		)),
		8 => drop(DeviceIdentity::cancel_rotation(by_owner, id)),
		9 if dice.roll(4) == 0 => drop(DeviceIdentity::report_compromise(
			caller,
			id,
			dice.roll(4) as u32,
			moment,
		)),
		10 | 11 => drop(DeviceIdentity::offer(by_owner, id, who, now() + 2 * DAY)),
		12 => drop(DeviceIdentity::withdraw_offer(by_owner, id)),
		13 | 14 => {
			let to = Offers::<Test>::get(id).map_or(who, |offer| offer.to);
			let _ = DeviceIdentity::accept(by(to), id, possession(old, id, to));
		},
		15 if dice.roll(2) == 0 => drop(DeviceIdentity::suspend(by_owner, id)),
		15 => drop(DeviceIdentity::resume(by_owner, id)),
		16 => match dice.roll(4) {
			0 => drop(DeviceIdentity::retire(by_owner, id)),
			1 => drop(DeviceIdentity::revoke(caller, id, moment)),
			_ => drop(DeviceIdentity::remove(by_owner, id)),
		},
		17 => drop(DeviceIdentity::quarantine(
			caller,
			id,
			Charge::Misreporting,
			H256::zero(),
		)),
		18 => drop(DeviceIdentity::appeal(by_owner, id, H256::zero())),
		19 => drop(DeviceIdentity::decide_appeal(caller, id, dice.roll(3) > 0)),
		20 => drop(DeviceIdentity::clear_suspicion(caller, id)),
		22 => drop(with_layer(|| {
			<DeviceIdentity as Discipline>::quarantine(&id, Charge::DoubleSigned, H256::zero())
		})),
		21 => match dice.roll(8) {
			0 => drop(DeviceIdentity::withdraw_manifest(
				by(MAKER),
				MAKER,
				root,
				moment,
			)),
			1 => stand(who, Standing::Suspended),
			2 => stand(MAKER, Standing::Expelled),
			3 => drop(DeviceIdentity::name_successor(
				council(),
				MAKER,
				OTHER_MAKER,
			)),
			_ => stand(who, Standing::Active),
		},
		_ => pass(dice.roll(60) * DAY / 2),
	}
}

#[test]
fn random_calls_keep_the_invariants() {
	let sequences = std::env::var("HALLMARK_SEQUENCES").map_or(40, |number| {
		number.parse().expect("HALLMARK_SEQUENCES is a number")
	});
	for seed in 1..=sequences {
		new_chain().execute_with(|| {
			let mut dice = Dice(u64::wrapping_mul(seed, 0x9E37_79B9_7F4A_7C15));
			publish();
			for number in 0..80 {
				let before = every_key();
				let tombs: Vec<_> = Removed::<Test>::iter_keys().collect();
				step(&mut dice);
				let at = format!("seed {seed}, call {number}");
				check_invariants();
				history_stays(&before, &at);
				for id in tombs {
					assert!(Removed::<Test>::contains_key(id), "{at}: an id came back");
				}
			}
		});
	}
}

/// Every device's keys, wherever they are kept.
fn every_key() -> Vec<(DeviceId, u32, KeyEpoch)> {
	let mut keys: Vec<_> = KeyEpochs::<Test>::iter().collect();
	for (id, device) in Devices::<Test>::iter() {
		keys.push((id, device.last_epoch, device.latest));
		keys.extend(
			device
				.previous
				.map(|epoch| (id, device.last_epoch - 1, epoch)),
		);
	}
	keys
}

/// A key that spoke for a device once did so for ever: nothing that lay in the past is rewritten,
/// but to say that it was compromised earlier.
fn history_stays(before: &[(DeviceId, u32, KeyEpoch)], at: &str) {
	let after = every_key();
	for (id, number, was) in before {
		let Some(device) = Devices::<Test>::get(id) else {
			assert!(Removed::<Test>::contains_key(id), "{at}: a device is lost");
			continue;
		};
		if was.valid_from > now() {
			continue;
		}
		let is = after
			.iter()
			.find(|(of, at, _)| (of, at) == (id, number))
			.map(|(_, _, epoch)| epoch)
			.expect("a key that spoke stays");
		assert_eq!((is.key, is.valid_from), (was.key, was.valid_from), "{at}");
		if was.valid_until.is_some_and(|until| until <= now()) {
			assert_eq!(is.valid_until, was.valid_until, "{at}");
		}
		if let Some(since) = was.compromised_since {
			assert!(is.compromised_since.is_some_and(|is| is <= since), "{at}");
		}
		assert!(device.last_epoch >= *number, "{at}");
	}
}
