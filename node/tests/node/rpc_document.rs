//! The node's own document against the node.

use std::collections::BTreeSet;

use hallmark_rpc::{
	agreement::AgreementApiClient, custody::CustodyApiClient, device::DeviceApiClient,
	hallmark::HallmarkApiClient, methods, organisation::OrgApiClient, reading::ReadingApiClient,
	Hex32,
};
use jsonrpsee::rpc_params;
use serde_json::Value;

use crate::{
	rpc_asking::Document,
	support::{
		devices::{MAKER, OPERATOR},
		fleet::{Fleet, STREAM},
		shipment::{commission, send, vial},
		NodeBuilder, Result,
	},
};

/// The name spaces that are ours.
const OURS: [&str; 7] = [
	"agreement_",
	"custody_",
	"device_",
	"hallmark_",
	"org_",
	"reading_",
	"rpc",
];

#[tokio::test(flavor = "multi_thread")]
async fn the_document_lists_the_methods_that_there_are() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "manual"]).start()?;
	let client = node.client().await?;
	let json: Value = client.call("rpc.discover", rpc_params![]).await?;
	let alias: Value = client.call("rpc_discover", rpc_params![]).await?;
	assert_eq!(json, alias);
	assert_eq!(json, hallmark_rpc::document());
	Document::read(json.clone())?;

	let listed: Value = client.call("rpc_methods", rpc_params![]).await?;
	let listed = listed["methods"].as_array().ok_or("a list")?;
	let is_ours = |name: &&str| OURS.iter().any(|space| name.starts_with(space));
	let there: BTreeSet<&str> = listed
		.iter()
		.filter_map(Value::as_str)
		.filter(is_ours)
		.collect();
	let described = json["methods"].as_array().ok_or("a list")?;
	let names = described
		.iter()
		.filter_map(|method| method["name"].as_str());
	let ends = described
		.iter()
		.filter_map(|method| method["x-unsubscribe"].as_str());
	let mut told: BTreeSet<&str> = names.chain(ends).collect();
	// The SDK's own, and the other name of what answers this document.
	told.extend(["rpc_methods", "rpc_discover"]);
	assert_eq!(there, told);
	assert_eq!(methods().count(), described.len());
	Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_call_through_the_traits_that_the_node_implements() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let mut fleet = Fleet::enrol(&client, 1).await?;
	fleet.tell(&client, 0, STREAM, &[4_500]).await?;
	send(&client, MAKER.1, commission([vial(0)], None)).await?;
	let rpc = client.rpc();
	let device = Hex32::from(fleet.sensors[0].id);

	let info = rpc.info().await?;
	assert_eq!(info.genesis_hash, client.genesis.into());
	let passport = rpc
		.passport(device.into(), None)
		.await?
		.ok_or("it is enrolled")?;
	assert_eq!(passport.owner, OPERATOR.0);
	let latest = rpc.latest(device.into(), STREAM.parse()?, None).await?;
	assert_eq!(latest.ok_or("it has spoken")?.value.as_str(), "4.5");
	let item = rpc.item(vial(0).into(), None).await?.ok_or("it is named")?;
	assert_eq!(item.custodian, MAKER.0);
	let page = rpc
		.trace(vial(0).into(), None, None, None)
		.await?
		.ok_or("it is named")?;
	assert_eq!((page.items.len(), page.next), (1, None));
	let org = rpc
		.get(MAKER.0.into(), None)
		.await?
		.ok_or("it is a member")?;
	assert_eq!(org.org, MAKER.0);
	assert_eq!(rpc.status(1, None).await?, None);
	let later = AgreementApiClient::list(rpc, OPERATOR.0.into(), None, None, None).await?;
	assert!(later.items.is_empty());
	Ok(())
}
