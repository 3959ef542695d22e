//! A small world for conditions to ask about.

use crate::choices::Choices;
use hallmark_conditions::{
	condition::{
		Facts, ItemId, ItemState, Judged, Observed, Party, Ticket, TicketState, Truth, Who, Why,
		Window, MAX_RUN,
	},
	text::Names,
	Moment, Name, Signal,
};

/// How many streams, items, tickets, parties and commands there are. One more of each is asked about.
pub const NUMBER: u8 = 3;

/// A stream with its whole history.
#[derive(Clone, Debug)]
pub struct Stream {
	/// The power of ten of its values.
	pub exponent: i8,
	/// All its readings.
	pub values: Vec<i64>,
	/// How many of them had landed at the last evaluation.
	pub evaluated: usize,
	/// When the latest was measured.
	pub measured: Moment,
	/// From when on it is stale.
	pub stale_from: Option<Moment>,
	/// Why nothing it says counts.
	pub fault: Option<Why>,
}

/// All there is.
#[derive(Clone, Debug)]
pub struct World {
	/// The time.
	pub now: Moment,
	/// Streams, one a device.
	pub streams: Vec<Stream>,
	/// What each item's policy came to until some moment, and from then on.
	pub verdicts: Vec<Result<(Truth, Moment, Truth), Why>>,
	/// The tickets.
	pub tickets: Vec<Option<Ticket>>,
	/// Answers yes or no by chance, and so on.
	pub seed: u64,
}

/// The signal of a stream.
pub fn signal(number: u8) -> Signal {
	Signal {
		device: [number; 32],
		name: Name::new(b"temp").expect("a name"),
	}
}

impl World {
	/// A world by these choices.
	pub fn new(choices: &mut Choices<'_>) -> Self {
		let now = 100 + choices.below(100);
		let streams = (0..NUMBER)
			.map(|_| {
				let values: Vec<i64> = (0..choices.below(12))
					.map(|_| choices.between(-4, 4))
					.collect();
				let measured = (now + 3).saturating_sub(choices.below(40));
				Stream {
					exponent: choices.pick(&[0, -1, 1]),
					evaluated: choices.below(values.len() as u64 + 1) as usize,
					values,
					measured,
					stale_from: choices.pick(&[None, Some(measured + 20), Some(measured + 60)]),
					fault: choices.pick(&[None, None, None, None, Some(Why::Tainted)]),
				}
			})
			.collect();
		let truths = [Truth::True, Truth::False, Truth::Unknown];
		let verdicts = (0..NUMBER)
			.map(|_| {
				let changes = now + choices.below(50);
				let verdict = (choices.pick(&truths), changes, choices.pick(&truths));
				choices.pick(&[Ok(verdict), Ok(verdict), Err(Why::NoPolicy)])
			})
			.collect();
		let tickets = (0..NUMBER)
			.map(|_| {
				let opened = now - choices.below(60);
				let ticket = Ticket {
					state: choices.pick(&TicketState::ALL),
					opened,
					changed: opened + choices.below(now - opened + 1),
				};
				choices.pick(&[Some(ticket), Some(ticket), None])
			})
			.collect();
		Self {
			now,
			streams,
			verdicts,
			tickets,
			seed: choices.below(65_536),
		}
	}

	/// The stream of a signal.
	pub fn stream(&self, asked: &Signal) -> Option<&Stream> {
		let number = asked.device[0];
		let stream = self.streams.get(usize::from(number))?;
		(*asked == signal(number)).then_some(stream)
	}

	/// The same answer to the same question.
	fn by_chance(&self, question: u64) -> u64 {
		let mixed = (self.seed ^ question.wrapping_mul(0x9e37_79b9_7f4a_7c15)).rotate_left(29);
		mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32
	}

	fn says(&self, kind: u64, number: u8, detail: u64, why: Why) -> Result<bool, Why> {
		if number < NUMBER {
			Ok(self.by_chance(kind << 56 | u64::from(number) << 48 | detail) & 1 == 1)
		} else {
			Err(why)
		}
	}
}

fn detail(who: &Who) -> u64 {
	match who {
		Who::Party(party) => u64::from(*party),
		Who::Org(org) => 1 << 32 | u64::from(*org),
	}
}

impl Facts for World {
	fn now(&self) -> Moment {
		self.now
	}

	fn reading(&self, signal: &Signal, run: u8) -> Result<Observed, Why> {
		let stream = self.stream(signal).ok_or(Why::NoSuchStream)?;
		if let Some(why) = stream.fault {
			return Err(why);
		}
		if stream.stale_from.is_some_and(|moment| moment <= self.now) {
			return Err(Why::Stale);
		}
		let mut window = Window::<{ MAX_RUN as usize }>::default();
		for (place, value) in stream.values.iter().enumerate() {
			if place == stream.evaluated {
				window.evaluated();
			}
			window.push(*value);
		}
		if stream.values.len() == stream.evaluated {
			window.evaluated();
		}
		window
			.observe(run, stream.exponent, stream.measured, stream.stale_from)
			.ok_or(Why::NoData)
	}

	fn heard(&self, signal: &Signal) -> Result<Option<Moment>, Why> {
		let stream = self.stream(signal).ok_or(Why::NoSuchStream)?;
		match stream.fault {
			Some(why) => Err(why),
			None => Ok((!stream.values.is_empty()).then_some(stream.measured)),
		}
	}

	fn verdict(&self, item: &ItemId) -> Result<Judged, Why> {
		let place = usize::from(item[0]);
		let (before, changes, after) = (*self.verdicts.get(place).ok_or(Why::NoSuchItem)?)?;
		let has_changed = self.now >= changes;
		Ok(Judged {
			breached: if has_changed { after } else { before },
			until: (!has_changed).then_some(changes),
		})
	}

	fn item_is(&self, item: &ItemId, state: ItemState) -> Result<bool, Why> {
		if item[0] >= NUMBER {
			return Err(Why::NoSuchItem);
		}
		// An item is in one of these, and perhaps in others besides.
		let lives = [
			ItemState::Active,
			ItemState::Consumed,
			ItemState::Destroyed,
			ItemState::Archived,
		];
		if lives.contains(&state) {
			let life = self.by_chance(u64::from(item[0])) as usize % lives.len();
			return Ok(lives[life] == state);
		}
		self.says(1, item[0], state as u64, Why::NoSuchItem)
	}

	fn is_custodian(&self, item: &ItemId, who: &Who) -> Result<bool, Why> {
		if item[0] >= NUMBER {
			return Err(Why::NoSuchItem);
		}
		let custodian = self.by_chance(7 << 56 | u64::from(item[0])) % u64::from(NUMBER);
		match who {
			// The parties are these organisations.
			Who::Party(party) if *party >= NUMBER => Err(Why::NoSuchParty),
			Who::Party(party) => Ok(custodian == u64::from(*party)),
			Who::Org(org) => Ok(custodian == u64::from(*org)),
		}
	}

	fn has_accepted(&self, item: &ItemId, who: &Who) -> Result<bool, Why> {
		self.says(3, item[0], detail(who), Why::NoSuchItem)
	}

	fn ticket(&self, ticket: u8) -> Option<Ticket> {
		self.tickets.get(usize::from(ticket)).copied().flatten()
	}

	fn balance(&self, party: Party, asset: Option<u32>) -> Result<u128, Why> {
		let asset = asset.map_or(0, |asset| 1 + u64::from(asset));
		self.says(4, party, 0, Why::NoSuchParty)?;
		Ok((self.by_chance(5 << 56 | u64::from(party) << 40 | asset) % 8).into())
	}

	fn has_confirmed(&self, party: Party) -> Result<bool, Why> {
		self.says(6, party, 0, Why::NoSuchParty)
	}

	fn is_acknowledged(&self, command: u8) -> Result<bool, Why> {
		self.says(8, command, 0, Why::NoSuchCommand)
	}
}

/// Names for some of what there is.
pub struct Named;

const WORDS: [&str; 3] = ["fridge", "pump-7", "r_2"];

impl Names for Named {
	fn device(&self, name: &str) -> Option<[u8; 32]> {
		let place = WORDS.iter().position(|word| *word == name)?;
		Some([place as u8; 32])
	}

	fn item(&self, name: &str) -> Option<ItemId> {
		self.device(name)
	}

	fn name_of_device(&self, device: &[u8; 32]) -> Option<&str> {
		let place = usize::from(device[0]);
		WORDS
			.get(place)
			.copied()
			.filter(|_| *device == [device[0]; 32])
	}

	fn name_of_item(&self, item: &ItemId) -> Option<&str> {
		self.name_of_device(item)
	}
}
