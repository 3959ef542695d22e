//! Random calls in random order by everybody: whatever they do, the invariants hold after each.
//!
//! `HALLMARK_SEQUENCES` sets the number of sequences.

use crate::mock::*;
use crate::*;
use hallmark_envelope::{Header, Unit};
use hallmark_types::{
	device::DeviceStatus,
	readings::{BatchId, Evidence, Watch},
};
use std::collections::BTreeMap;

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

	/// Three devices of one owner, two of another.
	fn device(&mut self) -> u8 {
		[1, 2, 3, 10, 11][self.roll(5) as usize]
	}

	fn stream(&mut self) -> &'static str {
		["temp", "air"][self.roll(2) as usize]
	}

	fn org(&mut self) -> u32 {
		1 + self.roll(2) as u32
	}

	/// Mostly sensible, now and then out of range or far off.
	fn value(&mut self) -> i64 {
		match self.roll(12) {
			0 => 2_000,
			1 => 700,
			_ => 200 + self.roll(20) as i64,
		}
	}

	fn place(&mut self) -> Place {
		Place {
			group: 1 + self.roll(2) as u32,
			seat: self.roll(5) as u8,
		}
	}
}

/// What was said of numbers: each is taken in once.
#[derive(Default)]
struct Ledger {
	next: BTreeMap<u8, u64>,
	taken: std::collections::BTreeSet<(u8, u64)>,
	evidence: Vec<BatchId>,
}

/// An envelope of device `n`, which is not always good.
fn envelope(dice: &mut Dice, ledger: &mut Ledger, n: u8) -> (u64, EnvelopeBytes) {
	let next = ledger.next.entry(n).or_insert(1);
	let sequence = match dice.roll(6) {
		0 => next.saturating_sub(dice.roll(80)).max(1),
		1 => *next + dice.roll(70),
		_ => *next,
	};
	*next = (*next).max(sequence + 1);
	let measured = (now() + 20 * SECOND).saturating_sub(dice.roll(120) * SECOND);
	let signer = if dice.roll(12) == 0 { 77 } else { n };
	let corrects = (dice.roll(5) == 0 && sequence > 1).then(|| {
		let recent = Streams::<Test>::get(device(n), name("temp"))
			.and_then(|stream| stream.recent.last().map(|entry| entry.sequence));
		recent
			.filter(|recent| *recent < sequence)
			.unwrap_or(sequence - 1)
	});
	let header = Header {
		corrects,
		..header(n, sequence)
	};
	let bytes = if dice.roll(3) == 0 {
		let readings = [
			(measured - 10 * SECOND, dice.value()),
			(measured, dice.value()),
		];
		sealed_batch(
			&header,
			&batch_of(dice.stream(), &readings).0,
			&ed25519(signer),
		)
	} else {
		let count = if corrects.is_some() {
			1
		} else {
			1 + dice.roll(3)
		};
		let records: Vec<_> = (0..count)
			.map(|it| record(dice.stream(), dice.value(), measured - it * SECOND))
			.collect();
		sealed(&header, &records, &ed25519(signer))
	};
	(sequence, bytes)
}

/// One call, of which many are refused.
fn step(dice: &mut Dice, ledger: &mut Ledger) {
	let n = dice.device();
	let org = dice.org();
	// Its owner's call has a chance of success.
	let owner = Register::get()[&device(n)].owner;
	let owner = if dice.roll(5) == 0 { org } else { owner };
	let (text, place) = (dice.stream(), dice.place());
	match dice.roll(28) {
		0 | 1 => drop(ReadingAttestation::open_stream(
			by(owner),
			device(n),
			name(text),
			Terms {
				retention: dice.roll(4) as u32,
				..terms()
			},
		)),
		2 if dice.roll(6) == 0 => drop(ReadingAttestation::close_stream(
			by(owner),
			device(n),
			name(text),
		)),
		2 => drop(ReadingAttestation::amend_stream(
			by(owner),
			device(n),
			name(text),
			Bounds {
				max: 300 + dice.roll(900) as i64,
				..terms().bounds
			},
		)),
		3..=9 => {
			let (sequence, bytes) = envelope(dice, ledger, n);
			if submit(bytes).is_ok() {
				assert!(
					ledger.taken.insert((n, sequence)),
					"number {sequence} was taken in twice"
				);
			}
		},
		10 | 11 => {
			let envelopes: Vec<_> = (0..6)
				.map(|_| {
					let n = dice.device();
					(n, envelope(dice, ledger, n))
				})
				.collect();
			let bytes = envelopes
				.iter()
				.map(|(_, (_, bytes))| bytes.clone())
				.collect();
			let (refused, _) = relay(bytes);
			for (place, (n, (sequence, _))) in envelopes.iter().enumerate() {
				if !refused.iter().any(|(bad, _)| usize::from(*bad) == place) {
					assert!(
						ledger.taken.insert((*n, *sequence)),
						"{sequence} was taken in twice"
					);
				}
			}
		},
		12 => drop(ReadingAttestation::open_group(
			by(org),
			GroupTerms {
				unit: Unit::Celsius,
				exponent: -1,
				tolerance: 50,
				patience: 1 + dice.roll(2) as u8,
				freshness: MINUTE,
			},
		)),
		13 | 14 => {
			let group = Groups::<Test>::get(place.group);
			let host = group.map_or(org, |group| group.host);
			let _ = ReadingAttestation::offer_seat(by(host), place.group, device(n), name(text));
		},
		15 | 16 => drop(ReadingAttestation::take_seat(by(owner), place)),
		17 if dice.roll(3) == 0 => drop(ReadingAttestation::free_seat(by(org), place)),
		17 if dice.roll(3) == 0 => drop(ReadingAttestation::close_group(by(org), place.group)),
		18 => drop(ReadingAttestation::raise_quota(
			by(org),
			dice.roll(4) as u32,
		)),
		19 => drop(ReadingAttestation::lower_quota(
			by(org),
			org,
			dice.roll(4) as u32,
		)),
		20 => {
			let batch = BatchId {
				signal: signal(n, text),
				number: dice.roll(6),
			};
			if ReadingAttestation::keep(&batch).is_ok() {
				ledger.evidence.push(batch);
			}
		},
		21 => {
			if let Some(batch) = ledger.evidence.pop() {
				ReadingAttestation::release(&batch);
			}
		},
		22 => Now::mutate(|epoch| *epoch += 1),
		23 if dice.roll(8) == 0 => {
			let sequence = 1 + dice.roll(50);
			let (first, second) = (reading(n, sequence, 5), reading(n, sequence, 6));
			let who = RuntimeOrigin::signed(GATEWAY);
			let _ = ReadingAttestation::report_equivocation(who, first, second);
		},
		23 => change(device(n), |passport| passport.owner = org),
		24 => {
			let standing = [
				DeviceStatus::Active,
				DeviceStatus::Active,
				DeviceStatus::Active,
				DeviceStatus::Suspended,
				DeviceStatus::Suspect,
				DeviceStatus::Quarantined,
			];
			set_status(device(n), standing[dice.roll(6) as usize]);
		},
		25 => {
			let signal = signal(n, text);
			if ReadingAttestation::watch(&signal).is_ok() {
				Interest::mutate(|interest| *interest.entry(signal).or_default() += 1);
			}
		},
		26 => {
			let signal = signal(n, text);
			ReadingAttestation::unwatch(&signal);
			Interest::mutate(|interest| {
				let watchers = interest.entry(signal).or_default();
				*watchers = watchers.saturating_sub(1);
			});
		},
		_ => pass((1 + dice.roll(60)) * SECOND),
	}
}

#[test]
fn random_calls_keep_the_invariants() {
	let sequences: u64 = std::env::var("HALLMARK_SEQUENCES").map_or(20, |number| {
		number.parse().expect("HALLMARK_SEQUENCES is a number")
	});
	for seed in 1..=sequences {
		new_chain().execute_with(|| {
			let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
			let mut ledger = Ledger::default();
			for n in [1, 2, 3, 10] {
				open(n, "temp");
			}
			for number in 0..150 {
				step(&mut dice, &mut ledger);
				ReadingAttestation::do_try_state()
					.unwrap_or_else(|broken| panic!("seed {seed}, step {number}: {broken:?}"));
				// What is kept was promised to be there.
				for batch in &ledger.evidence {
					assert!(
						ReadingAttestation::batch(*batch).is_some_and(|batch| batch.kept > 0),
						"seed {seed}, step {number}: evidence was pruned"
					);
				}
			}
			check_invariants();
		});
	}
}
