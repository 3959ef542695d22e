//! An agreement on a network: whoever executes its blocks comes to the same.

use std::time::Duration;

use hallmark_agreements::{templates::Frame, Action};
use hallmark_runtime::Runtime;
use pallet_agreements::{Call, Ending, Ledger, StatementViewFunction, Status};

use super::{assert_settled, is_over, price};
use crate::support::{
	agreements::{frame, once, pay, terms, Contract, CURRENCIES, SECOND},
	devices::{MAKER, OPERATOR},
	network::peer_address,
	NodeBuilder, Result,
};

/// How long the other node may take to hear of a block.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn settlement_is_the_same_on_a_node_that_only_follows() -> Result<()> {
	let author = NodeBuilder::dev().start()?;
	let client = author.client().await?;
	let folder = tempfile::tempdir()?;
	let address = peer_address(&client).await?;
	let follower = NodeBuilder::new(["--chain", "dev", "--no-mdns", "--bootnodes", &address])
		.base_path(folder.path())
		.start()?;
	let other = follower.client().await?;
	assert_eq!(client.genesis, other.genesis);

	let asset = CURRENCIES[0];
	let price = price(asset);
	let frame = frame(&client, 600 * SECOND).await?;
	let frame = Frame {
		asset,
		// Here the clock is the one on the wall.
		sign_by: frame.sign_by + 300 * SECOND,
		..frame
	};
	let terms = terms(
		&frame,
		&[(OPERATOR.0, 2 * price), (MAKER.0, 0)],
		&[],
		vec![once("confirmed(party 0)", &[pay(price), Action::End])?],
	)?;
	// What one node is told is carried out by both.
	let contract = Contract::agree(&client, &terms).await?;
	let agreement = contract.id;
	contract
		.done(OPERATOR.1, Call::confirm { agreement })
		.await?;
	let over = contract.until("the end", is_over).await?;
	assert_eq!(over.status.status, Status::Ended(Ending::Completed));
	assert_settled(
		&over,
		Ledger {
			funded: 2 * price,
			paid: price,
			credited: 0,
			refunded: price,
		},
	);

	let (height, hash) = client.finalized().await?;
	other.until_finalized(height, PATIENCE).await?;
	assert_eq!(other.block_hash(height).await?, Some(hash));
	let roots = [
		client.header(Some(hash)).await?.state_root,
		other.header(Some(hash)).await?.state_root,
	];
	assert_eq!(roots[0], roots[1]);
	let statement = StatementViewFunction::<Runtime>::new(agreement);
	assert_eq!(other.view(statement).await?, Some(over));
	Ok(())
}
