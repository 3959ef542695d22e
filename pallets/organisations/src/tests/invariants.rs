//! Random calls in random order: whatever they do, the invariants hold after each of them, and what
//! an account may do is what a second, simpler book of the same events says.

use super::*;
use crate::*;
use codec::Encode;
use hallmark_types::{
	organisation::{ActsFor, OrgId, Standing},
	Moment,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many sequences: `HALLMARK_SEQUENCES`, or a number that a test run can wait for.
fn sequences() -> u64 {
	std::env::var("HALLMARK_SEQUENCES").map_or(150, |number| {
		number.parse().expect("HALLMARK_SEQUENCES is a number")
	})
}

/// How many accounts take part.
const ACTORS: AccountId = 12;

/// A small generator with a fixed seed for each sequence: a failure names the seed.
struct Dice(u64);

impl Dice {
	fn roll(&mut self, sides: u64) -> u64 {
		// xorshift64*: enough to stir a test.
		self.0 ^= self.0 >> 12;
		self.0 ^= self.0 << 25;
		self.0 ^= self.0 >> 27;
		(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
	}

	/// One of these, or `instead` if there are none, and now and then although there are some.
	fn one_of<T>(&mut self, items: impl Iterator<Item = T>, instead: T) -> T {
		let mut items: Vec<T> = items.collect();
		if items.is_empty() || self.roll(6) == 0 {
			return instead;
		}
		let pick = self.roll(items.len() as u64) as usize;
		items.swap_remove(pick)
	}

	fn account(&mut self) -> AccountId {
		1 + self.roll(ACTORS)
	}

	/// Mostly an account that acts for an organisation.
	fn actor(&mut self) -> AccountId {
		let anyone = self.account();
		self.one_of(Accounts::<Test>::iter_keys(), anyone)
	}

	/// Mostly an organisation that there is.
	fn org(&mut self) -> OrgId {
		1 + self.roll(u64::from(LastId::<Test>::get()) + 1) as OrgId
	}

	fn roles(&mut self) -> Roles {
		Roles::from_bits(self.roll(1 << Role::ALL.len()) as u16).expect("every bit is a role")
	}

	fn scopes(&mut self) -> Scopes {
		// Often all, or all that an agent can give, so that agents are able to do something.
		match self.roll(3) {
			0 => Scopes::ALL,
			1 => Scopes::ALL.without(Scope::Organisation),
			_ => Scopes::from_bits(self.roll(1 << Scope::ALL.len()) as u16)
				.expect("every bit is a scope"),
		}
	}

	fn end(&mut self) -> Option<Moment> {
		match self.roll(3) {
			0 => None,
			_ => Some(Now::get() + self.roll(40)),
		}
	}

	fn prefix(&mut self) -> hallmark_types::gs1::CompanyPrefix {
		// Zeros and ones only, so that prefixes often meet.
		let length = 4 + self.roll(4);
		let digits: String = (0..length)
			.map(|_| if self.roll(4) == 0 { '1' } else { '0' })
			.collect();
		prefix(&digits)
	}
}

fn step(dice: &mut Dice) -> DispatchResult {
	let who = dice.actor();
	let anyone = dice.account();
	let org = dice.org();
	match dice.roll(22) {
		0 => try_apply(anyone, &profile(dice.roles())),
		1 => Organisations::withdraw_application(signed(anyone)),
		2..=3 => {
			let applicant = dice.one_of(Applications::<Test>::iter_keys(), anyone);
			// Now and then with a digest that is another's.
			let digest = dice.one_of(std::iter::once(applicant), anyone);
			let digest = Organisations::application(digest).map(|(_, digest)| digest);
			Organisations::admit(council(), applicant, digest.unwrap_or_default())
		},
		4 => Organisations::decline(council(), anyone, reason("Papers")),
		5 => Organisations::set_roles(council(), org, dice.roles()),
		6 => Organisations::set_metadata(signed(who), None, None),
		7 => Organisations::suspend(signed(who), org, reason("Audit")),
		8..=9 => Organisations::reinstate(council(), org),
		10 if dice.roll(6) == 0 => Organisations::expel(council(), org, reason("Fraud")),
		10..=12 => Organisations::add_agent(signed(who), anyone, dice.scopes(), dice.end()),
		13..=14 => {
			let asked = Agents::<Test>::iter()
				.filter(|(_, _, agency)| !agency.accepted)
				.map(|(org, account, _)| (account, org));
			let (account, org) = dice.one_of(asked, (anyone, org));
			Organisations::accept_agency(signed(account), org)
		},
		kind @ 15..=16 => {
			let own = Accounts::<Test>::get(who).map_or(org, |membership| membership.org);
			let agent = dice.one_of(Agents::<Test>::iter_key_prefix(own), anyone);
			match kind {
				15 => Organisations::set_mandate(signed(who), agent, dice.scopes(), dice.end()),
				_ => Organisations::remove_agent(signed(who), agent),
			}
		},
		17 => Organisations::offer_admin(signed(who), Some(anyone).filter(|_| dice.roll(5) != 0)),
		18 => {
			let offered = Members::<Test>::iter()
				.filter_map(|(org, organisation)| Some((organisation.offered_to?, org)));
			let (account, org) = dice.one_of(offered, (anyone, org));
			Organisations::accept_admin(signed(account), org)
		},
		19 => Organisations::assign_prefix(council(), dice.prefix(), org),
		20 => {
			let other = dice.prefix();
			let prefix = dice.one_of(Prefixes::<Test>::iter_keys(), other);
			Organisations::withdraw_prefix(council(), prefix)
		},
		_ => {
			Now::mutate(|now| *now += dice.roll(20));
			Ok(())
		},
	}
}

/// Who acts for whom, kept from the events alone.
#[derive(Default)]
struct Book {
	admins: BTreeMap<OrgId, AccountId>,
	roles: BTreeMap<OrgId, Roles>,
	inactive: BTreeMap<OrgId, Standing>,
	agents: BTreeMap<(OrgId, AccountId), (Mandate, bool)>,
}

impl Book {
	fn open(founders: Vec<Founder<AccountId>>) -> Self {
		let mut book = Self::default();
		for (org, founder) in (1..).zip(founders) {
			book.admins.insert(org, founder.admin);
			book.roles.insert(org, founder.roles);
		}
		book
	}

	fn note(&mut self, event: Event<Test>) {
		match event {
			Event::Admitted { org, admin, roles } => {
				assert_eq!(self.admins.insert(org, admin), None, "a number given twice");
				self.roles.insert(org, roles);
			},
			Event::RolesSet { org, roles } => {
				self.roles.insert(org, roles);
			},
			Event::Suspended { org, by, .. } => {
				assert!(by.is_none_or(|by| self.roles[&by].contains(Role::Regulator)));
				assert!(by.is_none() || !self.roles[&org].contains(Role::Regulator));
				self.inactive.insert(org, Standing::Suspended);
			},
			Event::Reinstated { org } => {
				assert_eq!(self.inactive.remove(&org), Some(Standing::Suspended));
			},
			Event::Expelled { org, .. } => {
				let before = self.inactive.insert(org, Standing::Expelled);
				assert_ne!(before, Some(Standing::Expelled));
			},
			Event::AgentAdded {
				org,
				agent,
				mandate,
			} => {
				self.agents.insert((org, agent), (mandate, false));
			},
			Event::AgencyAccepted { org, agent } => {
				self.agents.get_mut(&(org, agent)).expect("it was asked").1 = true;
			},
			Event::MandateSet {
				org,
				agent,
				mandate,
			} => self.agents.get_mut(&(org, agent)).expect("it was asked").0 = mandate,
			Event::AgentRemoved { org, agent } => {
				self.agents.remove(&(org, agent));
			},
			Event::AdminChanged { org, from, to } => {
				assert_eq!(self.admins.insert(org, to), Some(from));
			},
			_ => (),
		}
	}

	/// For whom `who` acts within `scope`, as this book has it.
	fn acting(&self, who: AccountId, scope: Scope) -> Option<OrgId> {
		let as_admin = self
			.admins
			.iter()
			.filter(|(_, admin)| **admin == who)
			.map(|(org, _)| *org);
		let as_agent = self
			.agents
			.iter()
			.filter(|((_, agent), (mandate, accepted))| {
				*agent == who
					&& *accepted && mandate.scopes.contains(scope)
					&& mandate.expires_at.is_none_or(|end| end > Now::get())
			})
			.map(|((org, _), _)| *org);
		let mut acting = as_admin.chain(as_agent).filter(|org| {
			!self.inactive.contains_key(org)
				&& (scope != Scope::Regulation || self.roles[org].contains(Role::Regulator))
		});
		let first = acting.next();
		assert_eq!(acting.next(), None, "account {who} acts for two");
		first
	}

	/// The pallet has it so as well.
	fn compare(&self, seed: u64) {
		for who in 1..=ACTORS {
			for scope in [Scope::Organisation, Scope::Items, Scope::Regulation] {
				assert_eq!(
					Organisations::acting(&who, scope).ok(),
					self.acting(who, scope),
					"seed {seed}: account {who}, {scope:?}"
				);
			}
		}
	}
}

/// Two members to begin with, one of them a regulator.
fn founders() -> Vec<Founder<AccountId>> {
	[Roles::ALL.without(Role::Regulator), REGULATOR]
		.into_iter()
		.zip(1..)
		.map(|(roles, admin)| Founder {
			name: "Founder".into(),
			admin,
			roles,
			gln: None,
			prefixes: vec![],
		})
		.collect()
}

#[test]
fn random_calls_keep_the_invariants() {
	let mut seen = BTreeSet::new();
	for seed in 1..=sequences() {
		chain_with(founders()).execute_with(|| {
			let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
			let mut book = Book::open(founders());
			for turn in 1..=60 {
				System::reset_events();
				// Many steps are refused, as they should be.
				let _ = step(&mut dice);
				for event in events() {
					seen.insert(event.encode()[0]);
					book.note(event);
				}
				check_invariants();
				if turn % 4 == 0 {
					book.compare(seed);
				}
			}
		});
	}
	// Each call was accepted at least once, if there was time for it: each has an event of its own.
	assert!(seen.len() == 17 || sequences() < 50, "{seen:?}");
}
