//! How the fridge's series is told, and what its operator, its servicer and the chain do meanwhile.

use hallmark_conditions::condition::{TicketState, Truth};
use hallmark_runtime::{Moment, Runtime, RuntimeEvent};
use pallet_agreements::{Call, Event, Ledger};
use pallet_reading_attestation::{
	DeviceViewFunction, EnvelopeBytes, Envelopes, StreamViewFunction,
};
use tokio::time::sleep;

use crate::{
	cast::{count, euros, expect, Org, World},
	data::Data,
	firmware::{Firmware, Sealed, WELL_IN_A_ROW},
	news::{News, Said, PATIENCE, POLL},
	service::{FEE, OBJECTION, VISITS},
	story::Chapter,
	support::{
		agreements::{Contract, SECOND},
		client::within,
		devices::{now, OPERATOR},
		Result,
	},
};

/// Envelopes that the gateway carries at once: a block has room for as many, at their worst.
const PARCEL: usize = 72;

/// The service of a fridge, while it goes on.
pub struct Service<'a> {
	world: &'a World,
	chapter: &'a Chapter,
	data: &'a Data,
	/// Between the operator and the servicer.
	pub contract: Contract<'a>,
	servicer: Org,
	/// What measures.
	pub fridge: Firmware,
	news: News,
	/// With which reading each envelope ends, by its number from 1.
	pub ends: Vec<usize>,
	ticket: TicketState,
	/// The reading with which the last failure was found.
	failed_at: usize,
	/// How many failures there were.
	pub failures: u32,
}

impl<'a> Service<'a> {
	/// Begins when all have signed.
	pub async fn begin(
		(world, chapter): (&'a World, &'a Chapter),
		data: &'a Data,
		contract: Contract<'a>,
		servicer: Org,
		fridge: Firmware,
	) -> Result<Self> {
		Ok(Self {
			world,
			chapter,
			data,
			news: News::of(&world.client, contract.id).await?,
			contract,
			servicer,
			fridge,
			ends: Vec::new(),
			ticket: TicketState::None,
			failed_at: 0,
			failures: 0,
		})
	}

	/// Tells the series, and does what is to be done meanwhile. Returns how many readings were told: all,
	/// unless there are more failures than are paid for.
	///
	/// Errors: nothing in the series is a failure; it ends before a repair is proven.
	pub async fn tell(&mut self) -> Result<usize> {
		let (data, chapter) = (self.data, self.chapter);
		chapter.step(format!("The fridge tells {}", data.source));
		chapter.says(format!(
			"{} temperatures of its compressor, which has stopped if it is cold; °C on the chain",
			count(data.readings.len() as u128)
		));
		chapter.says(data.pace());
		let moments = data.moments(now(&self.world.client).await?);
		let mut parcel = Vec::new();
		let mut told = 0;
		for (reading, moment) in data.readings.iter().zip(&moments) {
			let moment = *moment;
			told += 1;
			let Some(sealed) = self.fridge.measure(moment, reading.value)? else {
				continue;
			};
			let urgent = sealed.urgent;
			parcel.push((sealed, told));
			if urgent || parcel.len() == PARCEL {
				self.carry(std::mem::take(&mut parcel), moment).await?;
				if self.failures == VISITS && self.ticket == TicketState::Closed {
					break;
				}
			}
		}
		parcel.extend(self.fridge.flush()?.map(|sealed| (sealed, told)));
		if !parcel.is_empty() {
			self.carry(parcel, moments[told - 1]).await?;
		}
		match self.ticket {
			TicketState::None => Err(data.lacks_failure().into()),
			TicketState::Closed => {
				let rest = data.readings.len() - told;
				if rest > 0 {
					chapter.says(format!(
						"{VISITS} repairs are paid for in advance: the other {} readings are not told",
						count(rest as u128)
					));
				}
				Ok(told)
			},
			_ => {
				let line = data.readings[self.failed_at].line;
				Err(data.lacks_recovery(line).into())
			},
		}
	}

	/// A gateway, the operator's own, carries envelopes, the last of them measured at a moment. Then all
	/// see what came of it.
	async fn carry(&mut self, parcel: Vec<(Sealed, usize)>, last: Moment) -> Result<()> {
		let client = &self.world.client;
		self.until_taken(last).await?;
		let mut envelopes = Vec::new();
		for (sealed, end) in parcel {
			self.ends.push(end);
			expect(
				sealed.number == self.ends.len() as u64 && sealed.readings > 0,
				"the device counts its envelopes",
			)?;
			let bytes = EnvelopeBytes::try_from(sealed.bytes);
			envelopes.push(bytes.map_err(|_| "an envelope is bounded")?);
		}
		let count = envelopes.len() as u32;
		let envelopes = Envelopes::try_from(envelopes).map_err(|_| "a relay holds 256")?;
		let relay = pallet_reading_attestation::Call::relay { envelopes };
		let done = self.world.send(OPERATOR, relay).await?;
		let outcome = done.events.iter().find_map(|event| match event {
			RuntimeEvent::ReadingAttestation(pallet_reading_attestation::Event::Relayed {
				accepted,
				refused,
				..
			}) => Some((*accepted, refused.first().copied())),
			_ => None,
		});
		match outcome {
			Some((accepted, None)) if accepted == count => {},
			other => {
				return Err(format!("not all of {count} envelopes are taken: {other:?}").into())
			},
		}
		self.chapter.follow(client, done);

		self.listen().await?;
		if self.fridge.is_cold() && matches!(self.ticket, TicketState::None | TicketState::Closed) {
			// It is looked at in this block or in one of the next.
			within(PATIENCE, "a ticket about the failure", async {
				while !self.listen().await? {
					sleep(POLL).await;
				}
				Ok(())
			})
			.await?;
		}
		self.resolve().await
	}

	/// Waits until the chain takes what was measured at a moment: its clock may be behind a device's, but
	/// not by any time.
	async fn until_taken(&self, measured: Moment) -> Result<()> {
		while now(&self.world.client).await? + 25 * SECOND < measured {
			sleep(POLL).await;
		}
		Ok(())
	}

	/// What the chain has done by itself. A ticket that it has opened is acknowledged. Returns whether
	/// there was one.
	async fn listen(&mut self) -> Result<bool> {
		let mut opened = false;
		for (height, event) in self.news.read(&self.world.client).await? {
			if let Event::TicketOpened { .. } = event {
				self.acknowledge(height, event).await?;
				opened = true;
			}
		}
		Ok(opened)
	}

	async fn acknowledge(&mut self, height: u32, opened: Event<Runtime>) -> Result<()> {
		let (world, data) = (self.world, self.data);
		self.failures += 1;
		let statement = self.contract.statement().await?;
		let firing = statement.firings.last().ok_or("a clause came true")?;
		let evidence = firing.evidence.first().ok_or("on what was heard")?;
		let end = usize::try_from(evidence.sequence)?
			.checked_sub(1)
			.and_then(|place| self.ends.get(place))
			.ok_or("the evidence is an envelope of the fridge")?;
		self.failed_at = end - 1;
		let reading = &data.readings[self.failed_at];
		self.chapter.step(format!(
			"The fridge has failed: the chain opens ticket {}",
			self.failures
		));
		self.chapter.says(format!(
			"evidence: envelope {}, which ends in line {}: {} at {}, below {} for the third time",
			evidence.sequence,
			count(reading.line as u128),
			data.scale.write(reading.value),
			reading.written,
			data.scale.write(data.below),
		));
		let opened = RuntimeEvent::Agreements(opened);
		self.chapter.event(&world.client, height, opened);

		let acknowledge = Call::acknowledge_ticket {
			agreement: self.contract.id,
			ticket: 0,
		};
		let done = world.send(self.servicer, acknowledge).await?;
		self.ticket = TicketState::Acknowledged;
		let name = world.name(self.servicer.0);
		self.chapter
			.step(format!("{name} acknowledges it and goes there"));
		self.chapter.proof(&world.client, done);
		Ok(())
	}

	/// As soon as the fridge proves that it is well, the servicer says that it is done. Nobody objects, and
	/// the chain pays.
	async fn resolve(&mut self) -> Result<()> {
		let client = &self.world.client;
		if self.ticket != TicketState::Acknowledged {
			return Ok(());
		}
		let proof = self.contract.ticket().await?.proof;
		if proof.is_none_or(|proof| proof.truth() != Truth::True) {
			return Ok(());
		}
		let last = *self.ends.last().ok_or("it has spoken")?;
		let reading = &self.data.readings[last - 1];
		let name = self.world.name(self.servicer.0);
		self.chapter
			.step(format!("{name} has repaired it, and the fridge proves it"));
		self.chapter.says(format!(
			"{} at {}, and {WELL_IN_A_ROW} times in a row {} or more",
			self.data.scale.write(reading.value),
			reading.written,
			self.data.scale.write(self.data.healthy),
		));
		let resolve = Call::resolve_ticket {
			agreement: self.contract.id,
			ticket: 0,
		};
		let done = self.world.send(self.servicer, resolve).await?;
		self.chapter.proof(client, done);

		let is_closed = |event: &Event<Runtime>| matches!(event, Event::TicketClosed { .. });
		let said = self
			.news
			.until(client, "the fee to be paid", is_closed)
			.await?;
		let paid: Vec<&Said> = said
			.iter()
			.filter(|(_, event)| matches!(event, Event::Paid { amount: FEE, .. }))
			.collect();
		let [(height, event)] = paid[..] else {
			return Err(format!("the fee is paid once, and not so: {said:?}").into());
		};
		self.ticket = TicketState::Closed;
		self.chapter.step(format!(
			"Nobody objects for {} s: the chain pays {name} {} and closes the ticket",
			OBJECTION / SECOND,
			euros(FEE)
		));
		let event = RuntimeEvent::Agreements(event.clone());
		self.chapter.event(client, *height, event);
		Ok(())
	}

	/// Nothing is missing of what the fridge has signed, and nothing was added.
	pub async fn audit(&self, readings: usize) -> Result<()> {
		let client = &self.world.client;
		let envelopes = self.ends.len() as u64;
		let numbers = DeviceViewFunction::<Runtime>::new(self.fridge.id());
		let numbers = client.view(numbers).await?.ok_or("it has a stream")?;
		expect(
			(numbers.highest, numbers.missing, numbers.gaps) == (envelopes, 0, 0),
			"each of the fridge's envelopes is on the chain",
		)?;
		expect(numbers.strikes == 0, "none of them is held against it")?;
		let stream = StreamViewFunction::<Runtime>::new(self.fridge.signal()?);
		let stream = client.view(stream).await?.ok_or("it is open")?.stream;
		expect(
			stream.head == self.fridge.head(),
			"the chain's record of the stream is the fridge's own",
		)?;
		self.chapter.step(format!(
			"All of it is attested: {} readings in {} signed envelopes",
			count(readings as u128),
			count(envelopes.into())
		));
		self.chapter.says(format!(
			"the stream's head, as the fridge reckons it: {:?}",
			stream.head
		));
		Ok(())
	}

	/// Both want no more of it, and get back what rests.
	pub async fn part(&self) -> Result<Ledger> {
		let client = &self.world.client;
		let consent = Call::consent {
			agreement: self.contract.id,
			consents: true,
		};
		let consented = self.world.send(self.servicer, consent).await?;
		let cancel = Call::cancel {
			agreement: self.contract.id,
		};
		let ended = self.world.send(OPERATOR, cancel).await?;
		let status = self.contract.statement().await?.status;
		let ledger = status.ledger;
		expect(
			status.held == 0 && ledger.funded == ledger.paid + ledger.refunded,
			"every part that was put in is paid or given back",
		)?;
		self.chapter.step(format!(
			"Both end it: of {} put in, {} are paid and {} go back",
			euros(ledger.funded),
			euros(ledger.paid),
			euros(ledger.refunded)
		));
		self.chapter.proof(client, consented);
		self.chapter.proof(client, ended);
		Ok(ledger)
	}
}
