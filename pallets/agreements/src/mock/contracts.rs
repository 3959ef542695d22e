//! Terms and agreements in few words.

use super::*;

/// Words for what there is: `d1` is device 1, `i1` is item 1.
pub struct Words;

impl Names for Words {
	fn device(&self, name: &str) -> Option<[u8; 32]> {
		let number = name.strip_prefix('d')?.parse().ok()?;
		Some(device(number).0)
	}

	fn item(&self, name: &str) -> Option<[u8; 32]> {
		let number = name.strip_prefix('i')?.parse().ok()?;
		Some(item(number).0)
	}

	fn name_of_device(&self, _: &[u8; 32]) -> Option<&str> {
		None
	}

	fn name_of_item(&self, _: &[u8; 32]) -> Option<&str> {
		None
	}
}

/// The condition that a text says.
pub fn when(text: &str) -> Condition {
	hallmark_conditions::text::parse(text, &Words).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A clause that fires once, at once.
pub fn once(text: &str, actions: &[Action]) -> Clause {
	Clause {
		when: when(text),
		often: Often::Once,
		challenge: 0,
		unknown: Unknown::Waits,
		actions: actions.to_vec().try_into().expect("few"),
	}
}

/// A clause that fires every time, a minute apart at least.
pub fn every(text: &str, actions: &[Action]) -> Clause {
	Clause {
		often: Often::EveryTime { cool_down: MINUTE },
		..once(text, actions)
	}
}

/// Alice pays Bob.
pub fn pay(amount: u128) -> Action {
	Action::Pay {
		from: 0,
		to: 1,
		amount,
	}
}

/// Terms between Alice, who puts 1,000 in, and Bob, who puts in 200, with these clauses. They can be
/// challenged before the judge. What the clauses listen to is declared.
pub fn terms(clauses: &[Clause]) -> Terms {
	let mut terms = Terms {
		parties: vec![
			Party {
				org: ALICE,
				escrow: 1_000,
			},
			Party {
				org: BOB,
				escrow: 200,
			},
		]
		.try_into()
		.expect("two"),
		asset: None,
		streams: Default::default(),
		clauses: clauses.to_vec().try_into().expect("few"),
		tickets: Default::default(),
		commands: Default::default(),
		arbitration: Some(Arbitration {
			arbiter: JUDGE,
			bond: 50,
			patience: 5 * DAY,
			silence: Ruling::Split(500_000),
		}),
		witnesses: vec![WITNESS].try_into().expect("one"),
		sign_by: now() + DAY,
		expires_at: now() + 100 * DAY,
		document: H256::repeat_byte(5),
	};
	declare(&mut terms);
	terms
}

/// Declare the streams that conditions listen to, as they are.
pub fn declare(terms: &mut Terms) {
	let mut signals: Vec<Signal> = Vec::new();
	for node in terms.nodes() {
		if let Some(signal) = node.signal() {
			let signal = Signal::from(*signal);
			if !signals.contains(&signal) {
				signals.push(signal);
			}
		}
	}
	let of = |signal: Signal| Stream {
		signal,
		unit: World::get()
			.get(&signal)
			.map_or(Unit::Celsius, |it| it.terms.unit),
		exponent: -1,
	};
	terms.streams = signals
		.into_iter()
		.map(of)
		.collect::<Vec<_>>()
		.try_into()
		.expect("few");
}

/// A ticket of Alice's for Bob.
pub fn ticket(proof: Option<&str>) -> Ticket {
	Ticket {
		requester: 0,
		servicer: 1,
		proof: proof.map(when),
	}
}

/// A command to device 2, Bob's.
pub fn command() -> Command {
	Command {
		device: device(2),
		opcode: 7,
		lifetime: HOUR,
	}
}

/// Alice proposes. No events are left of it.
pub fn propose(terms: &Terms) -> AgreementId {
	assert_ok!(Agreements::propose(by(ALICE), Box::new(terms.clone())));
	System::reset_events();
	LastAgreement::<Test>::get()
}

/// All sign. No events are left of it.
pub fn sign_all(id: AgreementId) {
	let terms = Agreed::<Test>::get(id).expect("it is proposed");
	let hash = agreement(id).hash;
	for party in &terms.parties {
		assert_ok!(Agreements::sign(by(party.org), id, hash));
	}
	System::reset_events();
}

/// An active agreement on these terms. It was looked at once, and no events are left of that.
pub fn agree(terms: &Terms) -> AgreementId {
	let id = propose(terms);
	sign_all(id);
	pass(0);
	System::reset_events();
	id
}

pub fn agreement(id: AgreementId) -> AgreementOf<Test> {
	Contracts::<Test>::get(id).expect("there is one of that number")
}

pub fn ledger(id: AgreementId) -> Ledger {
	agreement(id).ledger
}

/// What rests of a party's share.
pub fn rest(id: AgreementId, party: usize) -> u128 {
	agreement(id).purses[party].as_ref().map_or(0, |it| it.rest)
}

/// How often the clauses have fired.
pub fn fired(id: AgreementId) -> Vec<u32> {
	agreement(id).clauses.iter().map(|it| it.fired).collect()
}

pub fn status(id: AgreementId) -> Status {
	agreement(id).status
}
