//! What only root may do. On a development chain Alice holds the key to it.

use hallmark_cli::{
	arguments::Wait,
	connection::Connection,
	keys::Keypair,
	progress::Progress,
	transaction::{call, Call},
	values::bytes,
};
use subxt::dynamic::Value;

use crate::support::Result;

/// Root makes a call.
pub async fn calls(connection: &Connection, made: Call) -> Result<()> {
	let sudo = call("Sudo", "sudo", [("call", made.into_value())]);
	let alice = Keypair::development("Alice")?;
	let signed = connection.sign(&alice, &sudo).await?;
	connection
		.hand_in(&signed, Wait::Final, &Progress::new(true))
		.await?
		.succeeded()?;
	Ok(())
}

/// Root writes something else into the state, such as a moment that is long over.
pub async fn stores(connection: &Connection, key: Vec<u8>, value: Vec<u8>) -> Result<()> {
	let entry = Value::unnamed_composite([bytes(key), bytes(value)]);
	let items = Value::unnamed_composite([entry]);
	calls(
		connection,
		call("System", "set_storage", [("items", items)]),
	)
	.await
}
