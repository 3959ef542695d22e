//! Who is who: the members, what they are called, and how they send what they do.

use std::collections::BTreeMap;

use hallmark_runtime::{Runtime, RuntimeCall};
use hallmark_types::{
	organisation::OrgId,
	units::{HEUR, STABLECOIN_DECIMALS},
	Balance,
};
use pallet_organisations::OrganisationViewFunction;

use crate::support::{shipment::send, Client, Finalized, Result};

/// An organisation, by its number and the seed of its admin.
pub type Org = (OrgId, &'static str);

/// Those who are no members yet when the story begins.
#[derive(Clone, Copy)]
pub struct Newcomers {
	/// Makes vaccines.
	pub vaccines: Org,
	/// Repairs fridges.
	pub servicer: Org,
	/// Needs the vaccines.
	pub hospital: Org,
}

/// The chain, and who is on it.
pub struct World {
	/// Goes on as soon as something is in a block.
	pub client: Client,
	/// Who is the council, by their seeds.
	pub council: Vec<&'static str>,
	names: BTreeMap<OrgId, String>,
}

impl World {
	/// A chain with this council.
	pub async fn of(client: &Client, council: &[&'static str]) -> Result<Self> {
		let mut world = Self {
			client: client.hasty(),
			council: council.to_vec(),
			names: BTreeMap::new(),
		};
		world.meet().await?;
		Ok(world)
	}

	/// Asks the chain who its members are. They are numbered from 1 without a gap.
	pub async fn meet(&mut self) -> Result<()> {
		for org in self.names.len() as OrgId + 1.. {
			let view = OrganisationViewFunction::<Runtime>::new(org);
			let Some(member) = self.client.view(view).await? else {
				break;
			};
			let name = String::from_utf8_lossy(&member.profile.name).into_owned();
			self.names.insert(org, name);
		}
		Ok(())
	}

	/// What an organisation is called.
	pub fn name(&self, org: OrgId) -> &str {
		self.names.get(&org).map_or("nobody", String::as_str)
	}

	/// How many members there are.
	pub fn members(&self) -> usize {
		self.names.len()
	}

	/// Somebody does something. What fails is an error.
	pub async fn send(&self, org: Org, call: impl Into<RuntimeCall>) -> Result<Finalized> {
		let name = self.name(org.0);
		let sent = send(&self.client, org.1, call).await;
		sent.map_err(|error| format!("{name} tried something: {error}").into())
	}
}

/// An amount of the stablecoin, to its smallest part.
pub fn euros(amount: Balance) -> String {
	let (whole, parts) = (amount / HEUR, amount % HEUR);
	let width = usize::from(STABLECOIN_DECIMALS);
	format!("{}.{parts:0width$} HEUR", count(whole))
}

/// A number with its thousands apart.
pub fn count(number: u128) -> String {
	let digits = number.to_string();
	let mut text = String::new();
	for (place, digit) in digits.chars().enumerate() {
		if place > 0 && (digits.len() - place).is_multiple_of(3) {
			text.push(',');
		}
		text.push(digit);
	}
	text
}

/// That something is as it should be, or else what is not.
pub fn expect(holds: bool, what: &str) -> Result<()> {
	match holds {
		true => Ok(()),
		false => Err(format!("this does not hold: {what}").into()),
	}
}
