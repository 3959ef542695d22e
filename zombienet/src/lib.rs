#![doc = include_str!("../README.md")]

pub mod chain;
pub mod council;
pub mod finality;
pub mod keys;
pub mod load;
pub mod network;
pub mod report;
pub mod stats;
pub mod wait;

use anyhow::Result;

pub use chain::Node;
pub use finality::Monitor;
pub use network::{Net, AUTHORITIES};
pub use report::Report;
pub use wait::wait_for;

/// Runs one drill: starts the network of `networks/<file>`, waits until every node is connected
/// and finality moves, lets `body` do its work, and stops the network whatever came of it.
///
/// Fails where `body` fails and where a claim it judged does not hold. The nodes' folder is then
/// kept, and its path printed.
pub async fn drill(
	name: &str,
	file: &str,
	body: impl AsyncFnOnce(&mut Net, &mut Report) -> Result<()>,
) -> Result<()> {
	let mut report = Report::new(name);
	report.say(format_args!("starting the network of {file}"));
	let mut net = Net::start(name, file).await?;
	report.say(format_args!(
		"{} nodes are up and finality moves",
		net.endpoints().len()
	));

	let done = body(&mut net, &mut report).await;
	let verdict = done.and_then(|()| report.finish());
	net.stop(verdict.is_err()).await?;
	verdict
}
