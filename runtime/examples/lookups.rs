//! Does looking up a passport slow down with the number of devices? Fills a state with a thousand
//! devices and with a million, and times the same question on both.
//!
//! The state is the trie that a node keeps, in memory: what grows is the trie's depth.

use hallmark_keys::PublicKey;
use hallmark_runtime::{AccountId, DeviceIdentity, Runtime, RuntimeHoldReason};
use hallmark_types::device::{device_id, DeviceId, DeviceStatus};
use pallet_device_identity::{
	Deposit, Device, Devices, KeyEpoch, KeyEpochs, KeyOwners, Manifest, Manifests, Origin,
};
use polkadot_sdk::{
	sp_core::H256,
	sp_io::{hashing::blake2_256, TestExternalities},
};
use std::time::Instant;

/// Who made all of them.
const MAKER: u32 = 1;
/// How many lookups are timed.
const LOOKUPS: u32 = 2_000;
/// How many devices are written before they are put into the trie.
const CHUNK: u32 = 50_000;

fn serial(n: u32) -> Vec<u8> {
	format!("FR7-{n:07}").into_bytes()
}

fn id(n: u32) -> DeviceId {
	device_id(MAKER, &serial(n))
}

/// A deposit that nothing is held for: this is about reading.
fn deposit<Ticket: codec::Decode>() -> Deposit<AccountId, Ticket> {
	Deposit {
		payer: AccountId::from([0; 32]),
		ticket: Ticket::decode(&mut &[0; 64][..]).expect("a ticket of nothing"),
	}
}

fn fill(state: &mut TestExternalities, devices: u32) {
	let _ = RuntimeHoldReason::DeviceIdentity;
	state.execute_with(|| {
		Manifests::<Runtime>::insert(
			MAKER,
			H256::zero(),
			Manifest {
				size: devices.into(),
				model: Default::default(),
				published_at: 0,
				withdrawn_from: None,
				deposit: deposit(),
			},
		);
	});
	for start in (0..devices).step_by(CHUNK as usize) {
		state.execute_with(|| {
			for n in start..devices.min(start + CHUNK) {
				let key = PublicKey::Ed25519(blake2_256(&n.to_le_bytes()));
				let id = id(n);
				Devices::<Runtime>::insert(
					id,
					Device {
						maker: MAKER,
						serial: serial(n).try_into().expect("short"),
						origin: Origin::Manifest {
							root: H256::zero(),
							index: n,
						},
						owner: 2,
						enrolled_at: 0,
						status: DeviceStatus::Active,
						status_since: 0,
						out_of_use_at: None,
						last_epoch: 0,
						deposit: deposit(),
					},
				);
				KeyEpochs::<Runtime>::insert(
					id,
					0,
					KeyEpoch {
						key,
						valid_from: 0,
						valid_until: None,
						compromised_since: None,
					},
				);
				KeyOwners::<Runtime>::insert(H256(blake2_256(&codec::Encode::encode(&key))), id);
			}
		});
		state.commit_all().expect("the state can be written");
	}
}

/// Microseconds for one passport, the median of many, spread over all devices.
fn lookup(state: &mut TestExternalities, devices: u32) -> f64 {
	let mut taken: Vec<f64> = (0..LOOKUPS)
		.map(|n| {
			let device = id((u64::from(n) * u64::from(devices) / u64::from(LOOKUPS)) as u32);
			// Each in a state of its own, so that nothing is remembered from the one before.
			state.execute_with(|| {
				let began = Instant::now();
				let passport = DeviceIdentity::passport(std::hint::black_box(device));
				let taken = began.elapsed();
				assert!(passport.is_some_and(|passport| passport.device == device));
				taken.as_secs_f64() * 1e6
			})
		})
		.collect();
	taken.sort_by(f64::total_cmp);
	taken[taken.len() / 2]
}

fn main() {
	let mut figures = Vec::new();
	for devices in [1_000, 1_000_000] {
		let mut state = TestExternalities::default();
		fill(&mut state, devices);
		let median = lookup(&mut state, devices);
		println!(
			"passport of one in {devices:>9}    median {median:.1} µs of {LOOKUPS}, native, state in memory"
		);
		figures.push(median);
	}
	println!(
		"a thousand times the devices  {:.2} times the time",
		figures[1] / figures[0]
	);
}
