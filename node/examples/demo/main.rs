//! The main job, from an empty chain to what was proven.
//!
//! Starts a development chain, or four authorities, and lets it do what a consortium's chain is for:
//! members are admitted, devices prove where they come from and what they measure, a failure in real
//! readings opens a ticket and its repair is paid, goods change hands and are recalled, and the rules
//! are replaced without a fork. Every step names the transaction under which anybody can check it.

#[path = "../../tests/support/mod.rs"]
mod support;

mod cast;
mod data;
mod devices;
mod firmware;
mod journey;
mod members;
mod news;
mod questions;
mod recall;
mod service;
mod story;
mod telling;
mod upgrade;

use std::{
	path::{Path, PathBuf},
	process::ExitCode,
	time::{Duration, Instant},
};

use clap::Parser;
use futures::future::try_join;
use tokio::signal::unix::{signal, SignalKind};

use cast::{count, euros, Newcomers, World};
use data::{Choice, Data};
use journey::Delivered;
use questions::Question;
use service::Served;
use story::{Story, Told};
use support::{
	network::{Network, AUTHORITIES},
	Client, Node, NodeBuilder, Result,
};

/// Shows the chain doing its main job.
#[derive(Parser)]
struct Arguments {
	/// The node's program.
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,
	#[command(flatten)]
	series: Choice,
	/// Run four authorities, each its own process, in place of one development node.
	#[arg(long)]
	network: bool,
	/// Leave the chain running when the story is told, until Ctrl-C.
	#[arg(long)]
	keep: bool,
	/// Ask each of the closing questions so often, and print how long the answers take.
	#[arg(long, value_name = "TIMES")]
	ask: Option<u32>,
	/// The port of JSON-RPC. The system chooses one unless this is given.
	#[arg(long, value_name = "PORT")]
	rpc_port: Option<u16>,
}

/// The chain that the story is about.
enum Chain {
	/// One node, which is the council alone.
	One(Node),
	/// Four, which are the council together.
	Four(Network),
}

impl Chain {
	async fn start(arguments: &Arguments) -> Result<Self> {
		let program = arguments.node.as_deref();
		if arguments.network {
			return Ok(Self::Four(
				Network::start(program, arguments.rpc_port).await?,
			));
		}
		Ok(Self::One(development(program, arguments.rpc_port)?))
	}

	fn nodes(&self) -> &[Node] {
		match self {
			Self::One(node) => std::slice::from_ref(node),
			Self::Four(network) => &network.nodes,
		}
	}

	fn council(&self) -> &'static [&'static str] {
		&AUTHORITIES[..self.nodes().len()]
	}

	fn stop(self) -> Result<()> {
		let nodes = match self {
			Self::One(node) => vec![node],
			Self::Four(network) => network.nodes,
		};
		for node in nodes {
			node.stop()?;
		}
		Ok(())
	}
}

fn development(program: Option<&Path>, rpc_port: Option<u16>) -> Result<Node> {
	let mut builder = NodeBuilder::dev();
	if let Some(program) = program {
		builder = builder.program(program);
	}
	if let Some(port) = rpc_port {
		builder = builder.args(["--rpc-port".to_string(), port.to_string()]);
	}
	builder.start()
}

#[tokio::main]
async fn main() -> ExitCode {
	match run(&Arguments::parse()).await {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("\nerror: {error}");
			ExitCode::FAILURE
		},
	}
}

async fn run(arguments: &Arguments) -> Result<()> {
	let data = arguments.series.read()?;
	// Whoever ends this program ends the chain with it.
	let (chain, questions) = tokio::select! {
		done = play(arguments, data) => done?,
		stopped = stopped() => {
			stopped?;
			return Err("stopped before the story was told".into());
		},
	};
	if !arguments.keep {
		return Ok(());
	}
	let first = &chain.nodes()[0];
	questions::print(&first.http_url(), &questions);
	let urls: Vec<String> = chain.nodes().iter().map(Node::ws_url).collect();
	println!(
		"\nLook at it: https://polkadot.js.org/apps/?rpc={}#/explorer",
		urls[0]
	);
	println!(
		"The chain keeps running: {}. Ctrl-C ends it.",
		urls.join(", ")
	);
	stopped().await?;
	chain.stop()
}

/// Waits until somebody wants this program to end.
async fn stopped() -> Result<()> {
	let mut terminated = signal(SignalKind::terminate())?;
	tokio::select! {
		interrupted = tokio::signal::ctrl_c() => interrupted?,
		_ = terminated.recv() => {},
	}
	Ok(())
}

/// What came of the story.
struct Ends {
	newcomers: Newcomers,
	members: usize,
	served: Served,
	delivered: Delivered,
}

async fn play(arguments: &Arguments, data: Data) -> Result<(Chain, Vec<Question>)> {
	let began = Instant::now();
	let chain = Chain::start(arguments).await?;
	let client = chain.nodes()[0].client().await?;
	println!("The chain");
	let runs = match chain.nodes().len() {
		1 => "a node runs".into(),
		several => format!("{several} nodes agree on a final block"),
	};
	println!("      {runs} after {:.1} s", began.elapsed().as_secs_f64());
	println!("      genesis: {:?}", client.genesis);
	println!("      JSON-RPC: {}", chain.nodes()[0].ws_url());

	let story = Story::begin();
	let ends = tell(&story, &chain, &client, &data).await;
	let told = story.end().await;
	// What is told breaks off where something went wrong: that comes first.
	let (ends, told) = (ends?, told?);
	let questions = questions::questions(&ends.served, &ends.delivered, ends.newcomers);
	questions::ask(chain.nodes()[0].address(), &questions)?;
	figures(&chain, &client, &ends, &told, began).await?;
	if let Some(times) = arguments.ask {
		questions::time(chain.nodes()[0].address(), &questions, times)?;
	}
	Ok((chain, questions))
}

/// The chapters in their order. The fridge's and the vaccines' are about different members, and go on at
/// the same time.
async fn tell(story: &Story, chain: &Chain, client: &Client, data: &Data) -> Result<Ends> {
	let mut world = World::of(client, chain.council()).await?;
	let chapter = story.chapter("Members");
	let newcomers = members::admit(&mut world, &chapter).await?;
	drop(chapter);
	let chapter = story.chapter("Devices");
	let devices = devices::enrol(&world, &chapter, data).await?;
	drop(chapter);

	let (fridge, thermometer) = (devices.fridge, devices.thermometer);
	let (first, second) = (
		story.chapter("A fridge fails and is repaired"),
		story.chapter("Vaccines travel"),
	);
	let served = async {
		// Each chapter ends with what happens in it.
		let chapter = first;
		service::run(&world, &chapter, fridge, data, newcomers).await
	};
	let delivered = async {
		let chapter = second;
		journey::run(&world, &chapter, thermometer, newcomers).await
	};
	let (served, delivered) = try_join(served, delivered).await?;

	let chapter = story.chapter("A lot is recalled");
	recall::run(&world, &chapter, &delivered.goods, newcomers).await?;
	drop(chapter);
	let chapter = story.chapter("Other rules, the same chain");
	upgrade::run(&world, &chapter).await?;
	Ok(Ends {
		newcomers,
		members: world.members(),
		served,
		delivered,
	})
}

async fn figures(
	chain: &Chain,
	client: &Client,
	ends: &Ends,
	told: &Told,
	began: Instant,
) -> Result<()> {
	let (height, hash) = client.finalized().await?;
	if let Chain::Four(network) = chain {
		network.until_finalized(height).await?;
	}
	let (served, delivered) = (&ends.served, &ends.delivered);
	let (service, freight) = (served.ledger, delivered.ledger);
	let envelopes = served.envelopes + delivered.readings as u64;
	let items = delivered.goods.vials.len() + delivered.goods.cases.len() + 1;
	let finality = &told.finality;
	let seconds = |place: usize| finality.get(place).map_or(0.0, Duration::as_secs_f64);
	let last = finality.len().saturating_sub(1);

	println!("\nIn figures");
	let line = |what: &str, figures: String| println!("      {what:<10} {figures}");
	line("blocks", format!("{height} final, the last {hash:?}"));
	if chain.nodes().len() > 1 {
		line(
			"nodes",
			format!("{}, and all hold that block final", chain.nodes().len()),
		);
	}
	line(
		"members",
		format!("{}, three of them admitted here", ends.members),
	);
	line(
		"readings",
		format!(
			"{} attested, in {} signed envelopes",
			count((served.readings + delivered.readings) as u128),
			count(envelopes.into())
		),
	);
	line(
		"tickets",
		format!(
			"{} opened by the chain, repaired, proven, closed",
			served.tickets
		),
	);
	line(
		"payments",
		format!(
			"{}: {} of {} put in, and {} given back",
			served.tickets + 1,
			euros(service.paid + freight.paid),
			euros(service.funded + freight.funded),
			euros(service.refunded + freight.refunded)
		),
	);
	line(
		"items",
		format!("{items} named, all that are of the lot recalled"),
	);
	line(
		"proofs",
		format!(
			"{} final, half of them within {:.1} s, all within {:.1} s",
			finality.len(),
			seconds(last / 2),
			seconds(last)
		),
	);
	line(
		"time",
		format!(
			"{} steps in {:.0} s",
			told.steps,
			began.elapsed().as_secs_f64()
		),
	);
	Ok(())
}
