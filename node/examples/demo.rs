//! The main job, from an empty chain to what was proven.
//!
//! Starts a development chain and lets it do what a consortium's chain is for: move money, decide
//! by vote, prove where a device comes from, and replace its own rules without a fork. Every step
//! waits until its block is final and prints the reference under which anybody can check it.

#[path = "../tests/support/mod.rs"]
mod support;

use std::{
	path::PathBuf,
	time::{Duration, Instant},
};

use clap::Parser;
use codec::Encode;
use hallmark_runtime::{
	AccountId, Balance, Runtime, RuntimeCall, RuntimeEvent, UncheckedExtrinsic,
};
use hallmark_types::{device::DeviceStatus, units::HMK};
use pallet_device_identity::{Origin, PassportViewFunction, VerifyOriginViewFunction};
use polkadot_sdk::{
	frame_system, pallet_balances, pallet_migrations,
	sp_core::{crypto::Ss58Codec, sr25519, Pair, H256},
	sp_io::hashing::{blake2_128, blake2_256, twox_128},
};
use support::{
	client::within,
	devices::{
		enrol_with_certificate, fingerprint, now, register, Device, Factory, MAKER, OPERATOR,
	},
	governance::{as_root, carried_out, motion},
	key, Client, Finalized, Node, NodeBuilder, Result,
};

/// Shows the chain doing its main job.
#[derive(Parser)]
struct Arguments {
	/// The node's program.
	#[arg(long, value_name = "FILE")]
	node: Option<PathBuf>,
	/// Leave the chain running when the story is told, until Ctrl-C.
	#[arg(long)]
	keep: bool,
	/// The port of JSON-RPC. The system chooses one unless this is given.
	#[arg(long, value_name = "PORT")]
	rpc_port: Option<u16>,
}

/// How long the chain may take over one step.
const PATIENCE: Duration = Duration::from_secs(120);

/// Tells the story: numbers the steps and keeps the time.
struct Story {
	began: Instant,
	steps: u32,
}

impl Story {
	fn step(&mut self, what: &str) {
		self.steps += 1;
		println!("\n{}. {what}", self.steps);
	}

	fn proof(&self, finalized: &Finalized) {
		println!(
			"   proof: extrinsic {} of block {:?}, final after {:.1} s",
			finalized.index,
			finalized.block_hash,
			self.began.elapsed().as_secs_f64()
		);
	}
}

#[tokio::main]
async fn main() -> Result<()> {
	let arguments = Arguments::parse();
	let mut story = Story {
		began: Instant::now(),
		steps: 0,
	};

	let mut builder = NodeBuilder::dev();
	if let Some(program) = arguments.node {
		builder = builder.program(program);
	}
	if let Some(port) = arguments.rpc_port {
		builder = builder.args(["--rpc-port".to_string(), port.to_string()]);
	}
	let node = builder.start()?;
	let client = node.client().await?;

	story.step("A development chain starts");
	println!("   genesis: {:?}", client.genesis);
	println!("   JSON-RPC: {}", node.ws_url());
	client.until_finalized(1, PATIENCE).await?;
	println!(
		"   first block final after {:.1} s",
		story.began.elapsed().as_secs_f64()
	);

	transfer(&mut story, &client).await?;
	vote(&mut story, &client).await?;
	passport(&mut story, &client).await?;
	upgrade(&mut story, &client).await?;

	let (height, hash) = client.finalized().await?;
	println!(
		"\nDone in {:.0} s: {} steps, {height} final blocks, the last of them {hash:?}.",
		story.began.elapsed().as_secs_f64(),
		story.steps,
	);
	if arguments.keep {
		keep(node).await?;
	}
	Ok(())
}

async fn transfer(story: &mut Story, client: &Client) -> Result<()> {
	story.step("Alice pays Bob 10 HMK");
	let alice = key("//Alice");
	let bob = account(&key("//Bob"));
	let before = balance(client, &bob).await?;
	let pay = pallet_balances::Call::transfer_keep_alive {
		dest: bob.clone().into(),
		value: 10 * HMK,
	};
	let finalized = submit(client, &alice, pay.into()).await?;
	let after = balance(client, &bob).await?;
	expect(after == before + 10 * HMK, "Bob has exactly 10 HMK more")?;
	println!(
		"   {} had {} HMK and has {}",
		bob.to_ss58check(),
		before / HMK,
		after / HMK
	);
	story.proof(&finalized);
	Ok(())
}

async fn vote(story: &mut Story, client: &Client) -> Result<()> {
	story.step("The council votes: a session shall have 20 blocks");
	let alice = key("//Alice");
	let change = motion(pallet_validator_set::Call::set_session_length { blocks: 20 });
	let finalized = submit(client, &alice, change).await?;
	carried_out(&finalized)?;
	let blocks = client.info().await?["session"]["lengthBlocks"].clone();
	expect(blocks == 20, "the chain says that a session has 20 blocks")?;
	println!("   the chain now says: {blocks} blocks");
	story.proof(&finalized);
	Ok(())
}

async fn passport(story: &mut Story, client: &Client) -> Result<()> {
	let (maker, maker_key) = (MAKER.0, key(MAKER.1));
	let (operator, operator_key) = (OPERATOR.0, key(OPERATOR.1));
	let factory = Factory::new();
	let fridge = Device::new("FR7-0001");

	story.step("A maker of fridges names the CA that its devices' certificates come from");
	let anchor = fingerprint(&factory.anchor());
	let finalized = submit(client, &maker_key, register(factory.anchor())?.into()).await?;
	println!("   anchor: {anchor:?}");
	story.proof(&finalized);

	story.step("A clinic enrols its fridge, which signs that it holds its key");
	let proof = fridge.possession(client.genesis, maker, operator, now(client).await?);
	let chain = factory.chain(&fridge, "Fridge 7");
	let call = enrol_with_certificate(maker, anchor, chain, proof)?;
	let finalized = submit(client, &operator_key, call.into()).await?;
	let device = fridge.id(maker);
	let origin = client
		.view(VerifyOriginViewFunction::<Runtime>::new(device))
		.await?
		.ok_or("the chain does not know the fridge")?;
	expect(origin.maker == maker, "the chain says who made it")?;
	expect(origin.status == DeviceStatus::Active, "it stands well")?;
	println!("   device: {device:?}");
	println!(
		"   verify_origin: organisation {} made {} {}, vouched for by {}, {:?}",
		origin.maker,
		String::from_utf8_lossy(&origin.model),
		String::from_utf8_lossy(&origin.serial),
		match origin.origin {
			Origin::Certificate { anchor, .. } => format!("anchor {anchor}"),
			Origin::Manifest { root, .. } => format!("list {root}"),
		},
		origin.status,
	);
	story.proof(&finalized);

	story.step("Somebody comes with another key for the same serial number");
	let clone = Device::with_secret(fridge.serial.clone(), &[7; 32])?;
	let proof = clone.possession(client.genesis, maker, operator, now(client).await?);
	let chain = factory.chain(&clone, "Fridge 7");
	let call = enrol_with_certificate(maker, anchor, chain, proof)?;
	let finalized = submit(client, &operator_key, call.into()).await?;
	let passport = client
		.view(PassportViewFunction::<Runtime>::new(device))
		.await?
		.ok_or("the chain does not know the fridge")?;
	expect(
		passport.key.key == fridge.key(),
		"the first key speaks for it still",
	)?;
	expect(
		passport.origin.status == DeviceStatus::Suspect,
		"the chain says that there is a clone",
	)?;
	println!(
		"   refused, and the passport now says: {:?}",
		passport.origin.status
	);
	story.proof(&finalized);
	Ok(())
}

async fn upgrade(story: &mut Story, client: &Client) -> Result<()> {
	story.step("The council upgrades the runtime, without a fork");
	let wasm = hallmark_upgrade_drill::wasm().ok_or("the WASM build was skipped")?;
	let (version, transaction_version) = client.runtime_version().await?;
	let alice = key("//Alice");

	let code_hash = H256(blake2_256(wasm));
	let authorize = frame_system::Call::authorize_upgrade { code_hash };
	let finalized = submit(client, &alice, motion(as_root(authorize))).await?;
	carried_out(&finalized)?;
	println!("   motion carried: code {code_hash:?} may come");
	story.proof(&finalized);

	let apply = frame_system::Call::<Runtime>::apply_authorized_upgrade {
		code: wasm.to_vec(),
	};
	let finalized = client
		.submit_and_watch(UncheckedExtrinsic::new_bare(apply.into()))
		.await?;
	finalized
		.result()
		.map_err(|error| format!("the upgrade failed: {error:?}"))?;
	println!(
		"   {} KiB of WASM sent by nobody in particular",
		wasm.len() / 1024
	);
	story.proof(&finalized);

	let (height, migrated) = within(PATIENCE, "the migration", migration(client)).await?;
	let (new_version, _) = client.runtime_version().await?;
	expect(new_version == version + 1, "the spec version rose by one")?;
	let counted: Option<u64> = client
		.storage(b":hallmark:upgrade_drill:accounts", None)
		.await?;
	let counted = counted.ok_or("the migration left nothing behind")?;
	expect(counted > 0, "the migration visited the accounts")?;
	println!(
		"   spec version {version} → {new_version}; the migration visited {counted} accounts and \
		 ended in block {height}, {migrated:?}"
	);

	// The rules changed, the history did not: the same client goes on.
	let remark = frame_system::Call::remark_with_event {
		remark: b"still here".to_vec(),
	};
	let nonce = client.nonce(&account(&alice)).await?;
	let signed = client.sign_for((new_version, transaction_version), remark, &alice, nonce);
	let finalized = client.submit_and_watch(signed).await?;
	finalized
		.result()
		.map_err(|error| format!("the remark failed: {error:?}"))?;
	println!("   and the chain goes on under the new rules");
	story.proof(&finalized);
	Ok(())
}

/// Waits until a final block says that the migrations are done. Returns its height and hash.
async fn migration(client: &Client) -> Result<(u32, H256)> {
	let (mut seen, _) = client.finalized().await?;
	// What a subscription reports first may be a block later than the one that matters.
	seen = seen.saturating_sub(10);
	loop {
		let (height, _) = client.finalized().await?;
		while seen < height {
			seen += 1;
			let hash = client
				.block_hash(seen)
				.await?
				.ok_or("a final block has a hash")?;
			let done = client.events_at(hash).await?.into_iter().any(|record| {
				matches!(
					record.event,
					RuntimeEvent::MultiBlockMigrations(pallet_migrations::Event::UpgradeCompleted)
				)
			});
			if done {
				return Ok((seen, hash));
			}
		}
		client.until_finalized(height + 1, PATIENCE).await?;
	}
}

/// Sends `call`, signed by `who`, and waits until it is final. Fails if the call did.
async fn submit(client: &Client, who: &sr25519::Pair, call: RuntimeCall) -> Result<Finalized> {
	let nonce = client.nonce(&account(who)).await?;
	let finalized = client
		.submit_and_watch(client.sign(call, who, nonce).await?)
		.await?;
	finalized
		.result()
		.map_err(|error| format!("the call failed: {error:?}"))?;
	Ok(finalized)
}

fn account(pair: &sr25519::Pair) -> AccountId {
	pair.public().into()
}

async fn balance(client: &Client, who: &AccountId) -> Result<Balance> {
	let account = who.encode();
	let key = [
		&twox_128(b"System")[..],
		&twox_128(b"Account")[..],
		&blake2_128(&account)[..],
		&account[..],
	]
	.concat();
	type Account = frame_system::AccountInfo<u32, pallet_balances::AccountData<Balance>>;
	let info: Option<Account> = client.storage(&key, None).await?;
	Ok(info.map_or(0, |info| info.data.free))
}

fn expect(holds: bool, what: &str) -> Result<()> {
	match holds {
		true => Ok(()),
		false => Err(format!("this does not hold: {what}").into()),
	}
}

/// Leaves the chain running until Ctrl-C.
async fn keep(node: Node) -> Result<()> {
	println!(
		"\nThe chain keeps running: {}. Ctrl-C ends it.",
		node.ws_url()
	);
	tokio::signal::ctrl_c().await?;
	node.stop()?;
	Ok(())
}
