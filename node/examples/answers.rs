//! How long the node's own methods take to answer where the state is large: devices, items and
//! agreements by the hundred thousand.

#[path = "../tests/support/mod.rs"]
mod support;
// The program it is shared with uses more of it.
#[allow(dead_code)]
#[path = "agreements/world.rs"]
mod world;

use std::{path::PathBuf, time::Instant};

use clap::Parser;
use serde_json::{json, Value};
use support::{
	answers::{self, Question},
	devices::MAKER,
	fleet::{self, STREAM},
	shipment::{lot, vial},
	NodeBuilder, Result,
};
use world::{Group, When, World};

/// Measures answers on a node with a large state.
#[derive(Parser)]
struct Arguments {
	/// The node's program.
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,
	/// How many devices there are.
	#[arg(long, default_value_t = 100_000)]
	devices: u32,
	/// How many items there are.
	#[arg(long, default_value_t = 100_000)]
	items: u32,
	/// How many agreements are in force.
	#[arg(long, default_value_t = 10_000)]
	agreements: u32,
	/// How often each method is asked.
	#[arg(long, default_value_t = 1_000)]
	times: u32,
}

/// How many devices were heard.
const HEARD: u32 = 1_000;

/// How many items were seen often, and how often: what fills a page of a trace.
const SEEN: (u32, u32) = (100, 25);

#[tokio::main]
async fn main() -> Result<()> {
	let arguments = Arguments::parse();
	let folder = tempfile::tempdir()?;
	let file = folder.path().join("chain.json");
	let began = Instant::now();
	let seen = spread(SEEN.0, arguments.items);
	let world = World {
		// A tenth of them ask as much as one condition can.
		groups: vec![
			Group {
				agreements: arguments.agreements - arguments.agreements / 10,
				when: When::Warm,
			},
			Group {
				agreements: arguments.agreements / 10,
				when: When::Mostly,
			},
		],
		sensors: HEARD.min(arguments.devices),
		devices: arguments.devices,
		vials: arguments.items,
		seen: (seen.clone(), SEEN.1),
		..World::default()
	};
	world.write(arguments.node.as_deref(), &file)?;
	println!(
		"{} devices, {} items, {} agreements: made and written in {:.0} s",
		arguments.devices,
		arguments.items,
		arguments.agreements,
		began.elapsed().as_secs_f64()
	);

	let mut builder = NodeBuilder::new(["--chain".into(), file.into_os_string()])
		.base_path(folder.path().join("base"))
		.patient();
	if let Some(program) = &arguments.node {
		builder = builder.program(program);
	}
	let node = builder.start()?;
	answers::time(
		node.address(),
		&questions(&arguments, &world, &seen),
		arguments.times,
	)
}

/// So many of `all`, as far from each other as can be.
fn spread(count: u32, all: u32) -> Vec<u32> {
	let count = count.min(all);
	(0..u64::from(count))
		.map(|n| (n * u64::from(all) / u64::from(count)) as u32)
		.collect()
}

fn questions(arguments: &Arguments, world: &World, seen: &[u32]) -> Vec<Question> {
	let times = arguments.times;
	let devices = spread(times, arguments.devices);
	let heard = spread(times, HEARD.min(arguments.devices));
	let items = spread(times, arguments.items);
	// Those that ask little and those that ask much.
	let asking = [0, 1].map(|group| {
		let ids = world.ids(group);
		spread(times, ids.len() as u32)
			.into_iter()
			.map(move |n| ids.start + n)
			.collect::<Vec<_>>()
	});
	let agreements = asking.concat();

	let about = |method, things: &[u32], params: &dyn Fn(u32) -> Value| Question {
		method,
		params: things.iter().map(|n| params(*n)).collect(),
	};
	let device = |n| json!([fleet::id(n)]);
	let stream = |n| json!([fleet::id(n), STREAM]);
	let item = |n: u32| json!([vial(n).to_string()]);
	let agreement = |id: u32| json!([id]);
	let mut questions = vec![about("device_keyAt", &devices, &|n| {
		json!([fleet::id(n), "2100-01-01T00:00:00Z"])
	})];
	for method in ["device_passport", "device_verifyOrigin", "reading_streams"] {
		questions.push(about(method, &devices, &device));
	}
	questions.push(about("reading_device", &heard, &device));
	for method in ["reading_latest", "reading_stream"] {
		questions.push(about(method, &heard, &stream));
	}
	// Only what somebody watches has windows.
	let watched: Vec<u32> = [0, 1]
		.into_iter()
		.flat_map(|group| world.sensors_of(group))
		.collect();
	questions.push(about("reading_windows", &watched, &stream));
	for method in ["custody_item", "custody_contents"] {
		questions.push(about(method, &items, &item));
	}
	for method in ["custody_trace", "custody_epcis"] {
		questions.push(about(method, seen, &item));
	}
	questions.push(about("custody_traceForward", &[0], &|n| {
		json!([lot(&n.to_string()).to_string()])
	}));
	for method in [
		"agreement_status",
		"agreement_terms",
		"agreement_explain",
		"agreement_statement",
		"agreement_firings",
	] {
		questions.push(about(method, &agreements, &agreement));
	}
	for (group, ids) in asking.iter().enumerate() {
		let sensor = world.sensors_of(group).start;
		questions.push(about("agreement_whatIf", ids, &|id| {
			json!([id, fleet::id(sensor), STREAM, "60"])
		}));
	}
	questions.push(about("agreement_list", &[MAKER.0], &|org| json!([org])));
	questions
}
