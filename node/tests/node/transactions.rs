//! Transactions without an account, as a client assembles them from the metadata alone.

use codec::Encode;
use hallmark_runtime::{transactions::tx_extension, UncheckedExtrinsic};
use hallmark_transactions::{submit, Chain, Error};
use polkadot_sdk::{frame_system, sp_runtime::generic::Era};

use crate::support::{NodeBuilder, Result};

#[tokio::test(flavor = "multi_thread")]
async fn a_general_transaction_is_made_from_the_metadata_alone() -> Result<()> {
	let node = NodeBuilder::dev().start()?;
	let client = node.client().await?;
	let chain = Chain::of(client.rpc()).await?;

	let remark = frame_system::Call::remark {
		remark: b"nobody's".to_vec(),
	};
	let ours =
		UncheckedExtrinsic::new_transaction(remark.into(), tx_extension(Era::Immortal, 0, 0));
	let made = chain.general("System", "remark", &b"nobody's".to_vec().encode())?;
	assert_eq!(made, ours.encode());

	// The chain reads it, and refuses it for what it is: a call that nobody may make.
	let refused = submit(client.rpc(), &made).await;
	assert!(
		matches!(&refused, Err(Error::Refused { code: None, message }) if message.contains("Invalid")),
		"{refused:?}"
	);
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_chain_does_not_have_is_named() -> Result<()> {
	let node = NodeBuilder::dev().start()?;
	let client = node.client().await?;
	let chain = Chain::of(client.rpc()).await?;
	for (pallet, call, words) in [
		("Systems", "remark", "the chain has no pallet Systems"),
		(
			"System",
			"remarks",
			"the chain's pallet System has no call remarks",
		),
		(
			"Historical",
			"any",
			"the chain's pallet Historical has no call any",
		),
	] {
		let error = chain
			.general(pallet, call, &[])
			.expect_err("there is no such call");
		assert_eq!(error.to_string(), words);
	}
	for garbage in [&b""[..], b"meta", &[0; 64]] {
		assert!(matches!(
			Chain::from_metadata(garbage),
			Err(Error::Metadata)
		));
	}
	Ok(())
}
