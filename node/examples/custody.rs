//! Measures custody: what naming and moving things costs, how far a recall reaches in a block, and
//! how long a trace takes on a node that knows a million items.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{
	path::{Path, PathBuf},
	time::Instant,
};

use clap::{Parser, ValueEnum};
use hallmark_runtime::{
	configs::system::MAXIMUM_BLOCK_WEIGHT, AccountId, BalancesConfig, Hash, Runtime, RuntimeEvent,
};
use hallmark_types::{
	items::ItemId,
	organisation::{Role, Roles},
	units::HMK,
};
use pallet_custody::{
	Call, Context, ErrandNumbers, ItemViewFunction, Subject, Title, TraceForwardViewFunction,
	TraceViewFunction,
};
use pallet_organisations::Founder;
use polkadot_sdk::{
	frame_system, pallet_transaction_payment,
	sp_core::Pair,
	sp_io::{hashing::twox_128, TestExternalities},
	sp_runtime::BuildStorage,
};
use support::{
	devices::MAKER,
	http::Http,
	key,
	shipment::{
		commission, hand_over, lot, name_vials, pack, send, send_all, unit_load, vial, CARRIER,
	},
	spec::{self, Entry},
	Client, Finalized, Node, NodeBuilder, Result,
};

/// What is measured.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
enum Part {
	/// Naming a thousand things, and moving one or ten thousand.
	Moves,
	/// A recall of a lot.
	Recall,
	/// Traces on a large state.
	Traces,
}

/// Measures custody on development nodes.
#[derive(Parser)]
struct Arguments {
	/// The node's program.
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,
	/// What is measured.
	#[arg(long, value_enum, value_delimiter = ',', default_values_t = [Part::Moves, Part::Recall, Part::Traces])]
	parts: Vec<Part>,
	/// How many items the state holds on which traces are timed.
	#[arg(long, default_value_t = 1_000_000)]
	items: u32,
	/// How many steps the traced item has.
	#[arg(long, default_value_t = 100)]
	steps: u32,
	/// How many traces are timed.
	#[arg(long, default_value_t = 1_000)]
	traces: u32,
}

#[tokio::main]
async fn main() -> Result<()> {
	let arguments = Arguments::parse();
	for part in &arguments.parts {
		match part {
			Part::Moves => moves(&arguments).await?,
			Part::Recall => recall(&arguments).await?,
			Part::Traces => traces(&arguments)?,
		}
	}
	Ok(())
}

fn start(arguments: &Arguments) -> Result<Node> {
	let mut builder = NodeBuilder::dev();
	if let Some(program) = &arguments.node {
		builder = builder.program(program);
	}
	builder.start()
}

/// What a transaction weighed, in milliseconds, and what it cost.
fn cost(finalized: &Finalized) -> (f64, f64) {
	let (mut weight, mut fee) = (0.0, 0.0);
	for event in &finalized.events {
		match event {
			RuntimeEvent::System(frame_system::Event::ExtrinsicSuccess { dispatch_info }) => {
				weight = dispatch_info.weight.ref_time() as f64 / 1e9;
			},
			RuntimeEvent::TransactionPayment(
				pallet_transaction_payment::Event::TransactionFeePaid { actual_fee, .. },
			) => fee = *actual_fee as f64 / HMK as f64,
			_ => {},
		}
	}
	(weight, fee)
}

async fn moves(arguments: &Arguments) -> Result<()> {
	let node = start(arguments)?;
	let client = node.client().await?;
	let most = MAXIMUM_BLOCK_WEIGHT.ref_time() as f64 / 1e9;

	let named = send(
		&client,
		MAKER.1,
		commission((0..1_000).map(vial), Some(lot("A"))),
	)
	.await?;
	let (weight, fee) = cost(&named);
	println!(
		"naming 1,000 pieces of a lot  one transaction, {weight:.1} ms of weight ({:.0} % of a block), {fee:.4} HMK",
		100.0 * weight / most
	);

	// Ten thousand on one pallet, in a hundred cases, and one on another.
	for n in 1..10 {
		let names = (n * 1_000..(n + 1) * 1_000).map(vial);
		send(&client, MAKER.1, commission(names, Some(lot("A")))).await?;
	}
	send(&client, MAKER.1, commission((0..102).map(unit_load), None)).await?;
	send(&client, MAKER.1, commission([vial(10_000)], Some(lot("A")))).await?;
	let cases: Vec<ItemId> = (0..100).map(|n| unit_load(n).id()).collect();
	let vials: Vec<ItemId> = (0..10_000).map(|n| vial(n).id()).collect();
	for (cases, vials) in cases.chunks(10).zip(vials.chunks(1_000)) {
		let packing = cases
			.iter()
			.zip(vials.chunks(100))
			.map(|(case, vials)| pack(*case, vials));
		send_all(&client, MAKER.1, packing).await?;
	}
	let (full, single) = (unit_load(100).id(), unit_load(101).id());
	let packed = send(&client, MAKER.1, pack(full, &cases)).await?;
	println!(
		"packing 100 cases of 100      {:.1} ms of weight",
		cost(&packed).0
	);
	send(&client, MAKER.1, pack(single, &[vial(10_000).id()])).await?;
	for (pallet, what) in [
		(single, "moving a pallet of one       "),
		(full, "moving a pallet of ten thousand"),
	] {
		let moved = hand_over(&client, pallet, Title::Custody, MAKER.1, CARRIER).await?;
		let (weight, fee) = cost(&moved);
		println!("{what} {weight:.3} ms of weight, {fee:.6} HMK to accept it");
	}
	let moved = client
		.view(ItemViewFunction::<Runtime>::new(vials[9_999]))
		.await?
		.ok_or("there is such an item")?;
	if moved.custodian != CARRIER.0 {
		return Err("a vial stayed behind".into());
	}
	Ok(())
}

/// How long a recall takes until it has been over a whole lot, and when it stops everything.
async fn recall(arguments: &Arguments) -> Result<()> {
	for items in [1_000u32, 10_000] {
		let node = start(arguments)?;
		let client = node.client().await?;
		for n in 0..items / 1_000 {
			let names = (n * 1_000..(n + 1) * 1_000).map(vial);
			send(&client, MAKER.1, commission(names, Some(lot("A")))).await?;
		}
		let cases = items / 100;
		let names = (0..u64::from(cases)).map(unit_load);
		send(&client, MAKER.1, commission(names, None)).await?;
		let vials: Vec<ItemId> = (0..items).map(|n| vial(n).id()).collect();
		let cases: Vec<ItemId> = (0..u64::from(cases)).map(|n| unit_load(n).id()).collect();
		for (cases, vials) in cases.chunks(10).zip(vials.chunks(1_000)) {
			let packing = cases
				.iter()
				.zip(vials.chunks(100))
				.map(|(case, vials)| pack(*case, vials));
			send_all(&client, MAKER.1, packing).await?;
		}
		let call = Call::recall {
			subject: Subject::Lot(lot("A").id()),
			reason: Default::default(),
			returns_to: Default::default(),
			context: Context::default(),
		};
		let recalled = send(&client, MAKER.1, call).await?;
		let mut height = client.header(Some(recalled.block_hash)).await?.number;
		let begun = height;
		loop {
			let hash = client.block_hash(height).await?;
			if let Some(hash) = hash {
				if errands(&client, hash).await? == 0 {
					break;
				}
				height += 1;
			} else {
				client
					.until_finalized(height, std::time::Duration::from_secs(60))
					.await?;
			}
		}
		println!(
			"recall of a lot of {items:>6}     every onward move stops in its own block; gone over in {} block(s), {:.3} ms of weight to call",
			height - begun + 1,
			cost(&recalled).0
		);
	}
	Ok(())
}

/// How many errands were left at the end of a block.
async fn errands(client: &Client, block: Hash) -> Result<u64> {
	let numbers: Option<(u64, u64)> = client
		.storage(&ErrandNumbers::<Runtime>::hashed_key(), Some(block))
		.await?;
	let (first, next) = numbers.unwrap_or_default();
	Ok(next - first)
}

fn traces(arguments: &Arguments) -> Result<()> {
	let folder = tempfile::tempdir()?;
	let file = folder.path().join("chain.json");
	let began = Instant::now();
	write(arguments, &file)?;
	println!(
		"state of {} items       written in {:.0} s",
		arguments.items,
		began.elapsed().as_secs_f64()
	);
	let mut builder = NodeBuilder::new(["--chain".into(), file.into_os_string()])
		.base_path(folder.path().join("base"))
		.patient();
	if let Some(program) = &arguments.node {
		builder = builder.program(program);
	}
	let node = builder.start()?;

	// Over plain HTTP. A WebSocket's answer of more than some thousand bytes is two packets, and the SDK's
	// server does not ask its socket to send the second before the first was acknowledged: 40 ms of
	// waiting that say nothing about the node.
	let mut http = Http::connect(node.address())?;
	let mut taken = Vec::new();
	for n in 0..arguments.traces {
		// Those that were seen often lie among all others.
		let id = vial(traced(arguments, n)).id();
		let began = Instant::now();
		let page = http.view(TraceViewFunction::<Runtime>::new(id, None, 100))?;
		taken.push(began.elapsed().as_secs_f64() * 1e3);
		if page.items.len() != arguments.steps.min(100) as usize {
			return Err(format!("a trace of {} steps", page.items.len()).into());
		}
	}
	report("trace of 100 steps", &mut taken);
	let mut taken = Vec::new();
	let (subject, mut from) = (Subject::Lot(lot("0").id()), None);
	for _ in 0..arguments.traces.min(arguments.items / 100 / 100) {
		let began = Instant::now();
		let page = http.view(TraceForwardViewFunction::<Runtime>::new(subject, from, 100))?;
		taken.push(began.elapsed().as_secs_f64() * 1e3);
		from = page.next;
		if from.is_none() {
			break;
		}
	}
	report("trace forward, 100 items", &mut taken);
	Ok(())
}

fn report(what: &str, taken: &mut [f64]) {
	taken.sort_by(f64::total_cmp);
	let at = |share: f64| taken[((taken.len() - 1) as f64 * share) as usize];
	println!(
		"{what:<29} median {:.2} ms, 99 % within {:.2} ms, of {} over JSON-RPC",
		at(0.5),
		at(0.99),
		taken.len()
	);
}

/// How many items have many steps.
const TRACED: u32 = 100;

/// The number of the n-th item that has many steps.
fn traced(arguments: &Arguments, n: u32) -> u32 {
	(n % TRACED) * (arguments.items / TRACED)
}

/// Writes the specification of a chain with so many items. The pallet itself makes them, natively:
/// what it stored is copied.
fn write(arguments: &Arguments, file: &Path) -> Result<()> {
	let maker = AccountId::from(key(MAKER.1).public());
	let mut storage = frame_system::GenesisConfig::<Runtime>::default().build_storage()?;
	let founder = Founder {
		name: "Frost & Sons".into(),
		admin: maker.clone(),
		roles: Roles::of(&[Role::Maker]),
		gln: None,
		prefixes: vec!["950600".parse().expect("a prefix")],
	};
	// More than its deposits come to.
	BalancesConfig {
		balances: vec![(maker.clone(), 1_000_000_000 * HMK)],
		..Default::default()
	}
	.assimilate_storage(&mut storage)?;
	pallet_organisations::GenesisConfig::<Runtime> {
		organisations: vec![founder],
	}
	.assimilate_storage(&mut storage)?;
	let mut state = TestExternalities::new(storage);
	let seen: Vec<u32> = (0..TRACED).map(|n| traced(arguments, n)).collect();
	let entries: Result<Vec<Entry>> = state.execute_with(|| {
		frame_system::Pallet::<Runtime>::set_block_number(1);
		// The first step is that they are named.
		let times = arguments.steps.saturating_sub(1);
		name_vials(&maker, arguments.items, &seen, times)?;
		Ok(spec::stored(&twox_128(b"Custody")))
	});
	let entries = entries?;
	spec::write(arguments.node.as_deref(), "dev", entries.into_iter(), file)
}
