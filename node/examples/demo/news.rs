//! What agreements say in the blocks of the best chain, as they come.

use std::time::Duration;

use hallmark_agreements::AgreementId;
use hallmark_runtime::{Runtime, RuntimeEvent};
use pallet_agreements::Event;
use tokio::time::sleep;

use crate::support::{client::within, Client, Result};

/// How long something may be waited for that the chain does by itself.
pub const PATIENCE: Duration = Duration::from_secs(90);

/// How often it is asked whether there is another block.
pub const POLL: Duration = Duration::from_millis(200);

/// What an agreement said in the block at a height.
pub type Said = (u32, Event<Runtime>);

/// Reads the blocks, each once.
pub struct News {
	agreement: AgreementId,
	next: u32,
}

impl News {
	/// Of an agreement, from the best block on.
	pub async fn of(client: &Client, agreement: AgreementId) -> Result<Self> {
		Ok(Self {
			agreement,
			next: client.header(None).await?.number,
		})
	}

	/// What it said since it was asked last.
	pub async fn read(&mut self, client: &Client) -> Result<Vec<Said>> {
		let best = client.header(None).await?.number;
		let mut said = Vec::new();
		while self.next <= best {
			let block = client.block_hash(self.next).await?;
			let events = client
				.events_at(block.ok_or("there is a best chain")?)
				.await?;
			for record in events {
				let RuntimeEvent::Agreements(event) = record.event else {
					continue;
				};
				if is_about(&event) == Some(self.agreement) {
					said.push((self.next, event));
				}
			}
			self.next += 1;
		}
		Ok(said)
	}

	/// What it says until it says something that fits, that included.
	pub async fn until(
		&mut self,
		client: &Client,
		what: &str,
		fits: impl Fn(&Event<Runtime>) -> bool,
	) -> Result<Vec<Said>> {
		let mut all = Vec::new();
		within(PATIENCE, what, async {
			loop {
				all.extend(self.read(client).await?);
				if all.iter().any(|(_, event)| fits(event)) {
					return Ok(());
				}
				sleep(POLL).await;
			}
		})
		.await?;
		Ok(all)
	}
}

/// Which agreement an event is about, of those that this story hears of.
fn is_about(event: &Event<Runtime>) -> Option<AgreementId> {
	match event {
		Event::TicketOpened { agreement, .. }
		| Event::TicketClosed { agreement, .. }
		| Event::CameTrue { agreement, .. }
		| Event::Challengeable { agreement, .. }
		| Event::Fired { agreement, .. }
		| Event::FiringFailed { agreement, .. }
		| Event::Paid { agreement, .. }
		| Event::Credited { agreement, .. }
		| Event::Refunded { agreement, .. }
		| Event::Ended { agreement, .. } => Some(*agreement),
		_ => None,
	}
}
