//! Measures attested readings on a development node, beside plain transfers: an open loop of
//! envelopes that were signed beforehand, counted in final blocks. The load generator runs on the
//! same machine.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{path::PathBuf, sync::Arc, time::Duration};

use clap::{Parser, ValueEnum};
use codec::Encode;
use hallmark_envelope::{BatchBuilder, Leaf, Name, Unit};
use hallmark_merkle::Tree;
use hallmark_runtime::{
	transactions::tx_extension, AccountId, Moment, Runtime, RuntimeCall, RuntimeEvent,
	UncheckedExtrinsic,
};
use hallmark_types::{
	readings::{BatchId, Signal, StreamName},
	units::HMK,
};
use pallet_reading_attestation::{Call, Envelopes, Event};
use polkadot_sdk::{
	frame_system::{self, AccountInfo},
	pallet_balances::{self, AccountData},
	sp_core::{sr25519, Bytes, Pair},
	sp_runtime::generic::Era,
};
use support::{
	devices::now,
	fleet::{self, Sensor, EXPONENT, STREAM},
	key,
	load::{Load, Outcome},
	spec,
	state::State,
	Client, Node, NodeBuilder, Result,
};

/// Measures attested readings on a development node.
#[derive(Parser)]
struct Arguments {
	/// The node's program.
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,
	/// What is measured, in this order.
	#[arg(long, value_enum, value_delimiter = ',', default_values_t = Part::ALL)]
	parts: Vec<Part>,
	/// Sensors that send.
	#[arg(long, default_value_t = 1_000)]
	sensors: u32,
	/// Sensors in the state.
	#[arg(long)]
	enrolled: Option<u32>,
	/// How long each load lasts, in seconds.
	#[arg(long, default_value_t = 30)]
	seconds: u32,
	/// Offered instead of what the part offers by itself, per second.
	#[arg(long)]
	rate: Option<u32>,
	/// Print when each block was final and what it held.
	#[arg(long)]
	timeline: bool,
	/// Further arguments for the node.
	#[arg(long, allow_hyphen_values = true)]
	extra: Vec<String>,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Part {
	/// Plain transfers.
	Transfers,
	/// Envelopes with one reading, without an account.
	Single,
	/// The same, one in a hundred badly signed and one a replay.
	Mixed,
	/// 256 envelopes an extrinsic.
	Relayed,
	/// 256 batches of 256 readings an extrinsic.
	Batches,
	/// 256 batches of 1,024 readings an extrinsic.
	LargeBatches,
	/// An honest load beside ten times as much of nonsense.
	Abuse,
	/// Ten million readings of streams that are full of batches already.
	State,
}

impl Part {
	const ALL: [Self; 8] = [
		Self::Transfers,
		Self::Single,
		Self::Mixed,
		Self::Relayed,
		Self::Batches,
		Self::LargeBatches,
		Self::Abuse,
		Self::State,
	];

	/// Envelopes or transfers a second that are offered.
	fn rate(self) -> u32 {
		match self {
			Self::Transfers | Self::Single | Self::Mixed => 1_200,
			Self::Relayed => 4_608,
			Self::Batches | Self::LargeBatches | Self::State => 2_304,
			Self::Abuse => 60,
		}
	}
}

/// Envelopes in a relay.
const RELAYED: usize = 256;

/// Gateways that relay, each for its own share of the sensors.
const GATEWAYS: usize = 32;

/// Accounts that send transfers or relay envelopes.
const ACCOUNTS: u32 = 1_000;

/// How long the last transactions may take to be final.
const PATIENCE: Duration = Duration::from_secs(40);

fn account(n: u32) -> sr25519::Pair {
	key(&format!("//load//{n}"))
}

/// An account with money.
fn funded(n: u32) -> spec::Entry {
	let info: AccountInfo<u32, AccountData<u128>> = AccountInfo {
		providers: 1,
		data: AccountData {
			free: 1_000 * HMK,
			..Default::default()
		},
		..Default::default()
	};
	let id = AccountId::from(account(n).public());
	(
		frame_system::Account::<Runtime>::hashed_key_for(id),
		info.encode(),
	)
}

/// A transaction as JSON-RPC takes it.
fn hex(transaction: &UncheckedExtrinsic) -> String {
	let text = serde_json::to_string(&Bytes(transaction.encode())).expect("bytes are JSON");
	text.trim_matches('"').to_owned()
}

#[tokio::main]
async fn main() -> Result<()> {
	let arguments = Arguments::parse();
	let enrolled = arguments.enrolled.unwrap_or(arguments.sensors);
	let folder = tempfile::tempdir()?;
	let file = folder.path().join("chain.json");
	let entries = (0..ACCOUNTS).map(funded).chain(fleet::genesis(enrolled));
	spec::write(arguments.node.as_deref(), "dev", entries, &file)?;

	for &part in &arguments.parts {
		// A chain of its own for each, so that none starts with what another left.
		let mut builder = NodeBuilder::new(["--chain".into(), file.clone().into_os_string()])
			.args(["--alice", "--validator", "--force-authoring"])
			.args(["--unsafe-force-node-key-generation"])
			.args(arguments.extra.clone())
			.base_path(folder.path().join(format!("{part:?}")))
			.patient();
		if let Some(program) = &arguments.node {
			builder = builder.program(program);
		}
		let node = builder.start()?;
		let client = Arc::new(node.client().await?);
		client.until_finalized(2, Duration::from_secs(60)).await?;
		let bench = Bench {
			sensors: (0..arguments.sensors).map(Sensor::new).collect(),
			nonces: vec![0; ACCOUNTS as usize],
			versions: client.runtime_version().await?,
			time: now(&client).await?,
			rate: arguments.rate.unwrap_or_else(|| part.rate()),
			seconds: arguments.seconds,
			timeline: arguments.timeline,
			client,
			node,
		};
		bench.run(part).await?;
	}
	Ok(())
}

/// A running node and a fleet that sends to it.
struct Bench {
	sensors: Vec<Sensor>,
	nonces: Vec<u32>,
	versions: (u32, u32),
	time: Moment,
	rate: u32,
	seconds: u32,
	timeline: bool,
	client: Arc<Client>,
	node: Node,
}

fn attested(event: &RuntimeEvent) -> u64 {
	match event {
		RuntimeEvent::ReadingAttestation(Event::Attested { .. }) => 1,
		RuntimeEvent::ReadingAttestation(Event::Relayed { accepted, .. }) => (*accepted).into(),
		_ => 0,
	}
}

fn transferred(event: &RuntimeEvent) -> u64 {
	let is_transfer = matches!(
		event,
		RuntimeEvent::Balances(pallet_balances::Event::Transfer { .. })
	);
	is_transfer.into()
}

impl Bench {
	/// How many envelopes or transfers are offered in all.
	fn total(&self) -> u32 {
		self.rate * self.seconds
	}

	fn load(&self, transactions: Vec<String>, rate: f64) -> Load {
		Load {
			transactions,
			rate,
			patience: PATIENCE,
			count: attested,
		}
	}

	async fn run(mut self, part: Part) -> Result<()> {
		let before = State::of(&self.client, "ReadingAttestation").await?;
		let per_envelope = match part {
			Part::Transfers => return self.transfers().await,
			Part::Single => {
				let load = self.singles(0);
				self.drive(part, load, 1).await?;
				1
			},
			Part::Mixed => {
				let load = self.singles(100);
				self.drive(part, load, 1).await?;
				1
			},
			Part::Relayed => {
				let envelopes = self.readings();
				self.relay(part, envelopes, 1).await?;
				1
			},
			Part::Batches => self.batches(part, 256).await?,
			Part::LargeBatches => self.batches(part, 1_024).await?,
			Part::Abuse => return self.abuse().await,
			Part::State => return self.growth().await,
		};
		let after = State::of(&self.client, "ReadingAttestation").await?;
		println!(
			"    state           {} bytes in {} entries before, {} in {} after {} readings",
			before.bytes,
			before.entries,
			after.bytes,
			after.entries,
			u64::from(self.total()) * per_envelope,
		);
		Ok(())
	}

	async fn drive(&self, part: Part, load: Load, per_envelope: u64) -> Result<Outcome> {
		let outcome = load.run(&self.node, self.client.clone()).await?;
		self.report(&format!("{part:?}"), per_envelope, &outcome);
		Ok(outcome)
	}

	async fn transfers(mut self) -> Result<()> {
		let transactions = (0..self.total())
			.map(|n| {
				let to = AccountId::from(account((n + 1) % ACCOUNTS).public());
				let call = pallet_balances::Call::transfer_keep_alive {
					dest: to.into(),
					value: HMK / 1_000,
				};
				self.signed(n % ACCOUNTS, call)
			})
			.collect();
		let load = Load {
			count: transferred,
			..self.load(transactions, self.rate.into())
		};
		self.drive(Part::Transfers, load, 1).await?;
		Ok(())
	}

	fn signed(&mut self, n: u32, call: impl Into<RuntimeCall>) -> String {
		let nonce = self.nonces[n as usize];
		self.nonces[n as usize] += 1;
		hex(&self
			.client
			.sign_for(self.versions, call, &account(n), nonce))
	}

	fn general(envelope: Vec<u8>) -> String {
		let call = Call::<Runtime>::submit {
			envelope: envelope.try_into().expect("an envelope is bounded"),
		};
		hex(&UncheckedExtrinsic::new_transaction(
			call.into(),
			tx_extension(Era::Immortal, 0, 0),
		))
	}

	/// The n-th envelope of the fleet: the sensors take turns.
	fn reading(&mut self, n: u32) -> Vec<u8> {
		let (genesis, time) = (self.client.genesis, self.time + Moment::from(n / 100));
		let turn = n as usize % self.sensors.len();
		self.sensors[turn].reading(genesis, time, 4_000 + i64::from(n % 997))
	}

	fn readings(&mut self) -> Vec<Vec<u8>> {
		(0..self.total()).map(|n| self.reading(n)).collect()
	}

	/// Envelopes of their own; of `of`, if not 0, one is badly signed and one sent twice.
	fn singles(&mut self, of: u32) -> Load {
		let mut last = String::new();
		let transactions = (0..self.total())
			.map(|n| {
				let mut envelope = self.reading(n);
				if of > 0 && n % of == 0 {
					// The signature's last byte.
					*envelope.last_mut().expect("not empty") ^= 1;
				}
				if of == 0 || n % of != 2 {
					last = Self::general(envelope);
				}
				last.clone()
			})
			.collect();
		self.load(transactions, self.rate.into())
	}

	/// Carries envelopes, as gateways would: each serves its own share of the sensors.
	async fn relay(
		&mut self,
		part: Part,
		envelopes: Vec<Vec<u8>>,
		per_envelope: u64,
	) -> Result<Outcome> {
		let gateways = GATEWAYS.min(self.sensors.len() / 31);
		let mut waiting = vec![Vec::with_capacity(RELAYED); gateways];
		let mut transactions = Vec::new();
		let sensors = self.sensors.len();
		for (n, envelope) in envelopes.into_iter().enumerate() {
			let gateway = n % sensors * gateways / sensors;
			waiting[gateway].push(envelope.try_into().expect("an envelope is bounded"));
			if waiting[gateway].len() == RELAYED {
				let envelopes = std::mem::take(&mut waiting[gateway]);
				let envelopes = Envelopes::try_from(envelopes).expect("as many as fit");
				let call = Call::<Runtime>::relay { envelopes };
				transactions.push(self.signed(gateway as u32, call));
			}
		}
		for (gateway, envelopes) in (0..).zip(waiting) {
			if !envelopes.is_empty() {
				let envelopes = Envelopes::try_from(envelopes).expect("fewer than fit");
				transactions.push(self.signed(gateway, Call::<Runtime>::relay { envelopes }));
			}
		}
		let rate = f64::from(self.rate) / RELAYED as f64;
		let load = self.load(transactions, rate);
		self.drive(part, load, per_envelope).await
	}

	/// Batches of `size` readings. Every sensor sends the same series, each under its own key.
	async fn batches(&mut self, part: Part, size: u32) -> Result<u64> {
		let rounds = self.total().div_ceil(self.sensors.len() as u32);
		let series: Vec<_> = (0..rounds)
			.map(|round| series(self.time + Moment::from(round), size))
			.collect();
		let genesis = self.client.genesis;
		let sensors = self.sensors.len();
		let envelopes = (0..self.total() as usize)
			.map(|n| self.sensors[n % sensors].batch(genesis, &series[n / sensors].batch))
			.collect();
		self.relay(part, envelopes, size.into()).await?;
		self.prove(&series).await?;
		Ok(size.into())
	}

	/// Proves a thousand readings, each of another batch that is still kept.
	async fn prove(&mut self, series: &[Series]) -> Result<()> {
		const PROOFS: u32 = 1_000;
		let trees = series
			.iter()
			.map(|series| Tree::new(series.leaves.iter().map(Leaf::hash)))
			.collect::<std::result::Result<Vec<_>, _>>()?;
		let mut transactions = Vec::new();
		for n in 0..PROOFS {
			let sensor = &self.sensors[n as usize * 7 % self.sensors.len()];
			let device = sensor.id;
			// All have arrived, in order, and the last ones are kept.
			let kept = sensor.sequence.min(fleet::RETENTION.into());
			let number = sensor.sequence - 1 - u64::from(n) % kept;
			let (series, tree) = (&series[number as usize], &trees[number as usize]);
			let index = n.wrapping_mul(2_654_435_761) % series.leaves.len() as u32;
			let call = Call::<Runtime>::prove {
				batch: BatchId {
					signal: Signal {
						device,
						name: StreamName::new(STREAM.as_bytes()).expect("a name"),
					},
					number,
				},
				leaf: series.leaves[index as usize],
				path: tree
					.path(index)?
					.try_into()
					.map_err(|_| "a path is bounded")?,
			};
			transactions.push(self.signed(ACCOUNTS / 2 + n % (ACCOUNTS / 2), call));
		}
		let load = Load {
			count: |event| {
				let proven = matches!(
					event,
					RuntimeEvent::ReadingAttestation(Event::ReadingProven { .. })
				);
				proven.into()
			},
			..self.load(transactions, 200.0)
		};
		let outcome = load.run(&self.node, self.client.clone()).await?;
		println!(
			"    proofs          {} of {PROOFS} random readings proven",
			outcome.counted()
		);
		Ok(())
	}

	/// What the pallet keeps once every ring is full, and what it keeps ten million readings later.
	async fn growth(mut self) -> Result<()> {
		const SIZE: u32 = 1_024;
		const READINGS: u32 = 10_000_000;
		self.sensors.truncate(STREAMS);
		let streams = STREAMS as u32;
		let fill = (fleet::RETENTION + 8) * streams;
		let rest = READINGS.div_ceil(SIZE).next_multiple_of(streams);
		let mut states = Vec::new();
		let mut counted = 0;
		for (from, count) in [(0, fill), (fill, rest)] {
			let envelopes = (from..from + count)
				.map(|n| {
					let series = series(self.time + Moment::from(n / streams), SIZE);
					self.sensors[n as usize % STREAMS].batch(self.client.genesis, &series.batch)
				})
				.collect();
			counted = self
				.relay(Part::State, envelopes, SIZE.into())
				.await?
				.counted();
			states.push(State::of(&self.client, "ReadingAttestation").await?);
		}
		let [before, after] = states[..] else {
			return Err("there are two states".into());
		};
		println!(
			"    state           {} bytes in {} entries, and {} in {} after {} further readings of {streams} \
			 streams: {:+.3} %",
			before.bytes,
			before.entries,
			after.bytes,
			after.entries,
			counted * u64::from(SIZE),
			(after.bytes as f64 / before.bytes as f64 - 1.0) * 100.0,
		);
		Ok(())
	}

	/// An honest load alone, and the same beside ten times as many bad signatures, replays and
	/// envelopes of an owner whose quota is used up.
	async fn abuse(mut self) -> Result<()> {
		let honest = self.singles(0);
		self.drive(Part::Abuse, honest, 1).await?;

		let replayed = self.reading(0);
		let mut penniless = Sensor::new(fleet::PENNILESS);
		let mut transactions = Vec::new();
		for n in 0..self.total() {
			let envelope = self.reading(n);
			for nonsense in 0..10 {
				let mut bad = match nonsense {
					0..4 => envelope.clone(),
					4..7 => replayed.clone(),
					_ => penniless.reading(self.client.genesis, self.time, n.into()),
				};
				// Each is another transaction, so that no hash is known to the pool: another
				// signature, which is the last thing that is looked at.
				let at = bad.len() - 1 - nonsense;
				let flip = n.to_le_bytes();
				bad[at] ^= flip[0] | 1;
				bad[at - 16] ^= flip[1];
				transactions.push(Self::general(bad));
			}
			transactions.push(Self::general(envelope));
		}
		// One good replay first, so that the others are replays.
		let first = self.load(vec![Self::general(replayed)], 1.0);
		first.run(&self.node, self.client.clone()).await?;
		let load = self.load(transactions, f64::from(self.rate) * 11.0);
		let outcome = load.run(&self.node, self.client.clone()).await?;
		self.report("beside nonsense", 1, &outcome);
		Ok(())
	}

	fn report(&self, what: &str, per_envelope: u64, outcome: &Outcome) {
		let readings = outcome.counted() * per_envelope;
		let rate = outcome
			.rate()
			.map_or("within a block or two".to_owned(), |rate| {
				format!("{:.0}/s", rate * per_envelope as f64)
			});
		println!(
			"{what:<15} offered {}/s, final {} ({readings} in {} of {} transactions; \
		 {} in the fullest block; the last after {:.1} s)",
			u64::from(self.rate) * per_envelope,
			rate,
			outcome.finalized(),
			outcome.sent,
			outcome.fullest(),
			outcome.took().as_secs_f64(),
		);
		println!(
			"    to finality     p50 {:.2} s, p99 {:.2} s",
			outcome.latency(0.5) / 1e3,
			outcome.latency(0.99) / 1e3,
		);
		println!(
			"    node            {:.0} µs of processor time each, pool, authoring and import",
			outcome.cpu * 1e6 / outcome.counted().max(1) as f64,
		);
		let mut refused: Vec<_> = outcome.refused.iter().collect();
		refused.sort();
		for (reason, times) in refused {
			println!("    refused         {times} times: {reason}");
		}
		let timeline = outcome.blocks.iter().filter(|_| self.timeline);
		for block in timeline {
			println!(
				"    final           after {:.2} s: {} transactions, {} counted",
				block.after.as_secs_f64(),
				block.transactions,
				block.counted,
			);
		}
	}
}

/// Streams that the growth of the state is measured with.
const STREAMS: usize = 100;

/// A series of readings, and what is signed of it.
struct Series {
	batch: hallmark_envelope::Batch,
	leaves: Vec<Leaf>,
}

/// A millisecond apart, the last one at `last`.
fn series(last: Moment, size: u32) -> Series {
	let name = Name::new(STREAM).expect("a name");
	let mut builder = BatchBuilder::new(
		name,
		Some(Unit::from_symbol("Cel").expect("a unit")),
		EXPONENT,
	)
	.expect("an exponent");
	let leaves = (0..size)
		.map(|n| {
			let time = last + Moment::from(n) - Moment::from(size);
			builder
				.push(time, 4_000 + i64::from(n % 97))
				.expect("in order")
		})
		.collect();
	Series {
		batch: builder.batch().expect("not empty"),
		leaves,
	}
}
