//! What a maker, a carrier, a customs office and a clinic do with vaccines.

use hallmark_conditions::{
	excursion::{Measure, Rule},
	Comparison,
};
use hallmark_envelope::Unit;
use hallmark_runtime::{AccountId, Custody, Moment, Runtime, RuntimeCall, RuntimeOrigin, System};
use hallmark_types::{epc::Epc, items::ItemId, organisation::OrgId, readings::Signal};
use pallet_custody::{Call, Context, Demand, ItemIds, NewItem, NewItems, PolicyTerms, Title};
use polkadot_sdk::{pallet_utility, sp_core::Pair};

use super::{devices::now, fleet::EXPONENT, key, Client, Finalized, Result};

/// The organisations of the presets `development` and `local` that are not named elsewhere, by their
/// number and their admin.
pub const CARRIER: (OrgId, &str) = (3, "//Dave");
/// Regulates, at the border too.
pub const AGENCY: (OrgId, &str) = (4, "//Eve");

/// How long an offer stands in these programs.
const OFFER_STANDS: Moment = 3_600_000;

/// A name.
pub fn epc(uri: impl AsRef<str>) -> Epc {
	uri.as_ref().parse().expect("a name")
}

/// A vial of the maker's vaccine.
pub fn vial(n: u32) -> Epc {
	epc(format!("urn:epc:id:sgtin:950600.0134352.{n}"))
}

/// A lot of it.
pub fn lot(name: &str) -> Epc {
	epc(format!("urn:epc:class:lgtin:950600.0134352.{name}"))
}

/// One of the maker's cases and pallets.
pub fn unit_load(n: u64) -> Epc {
	epc(format!("urn:epc:id:sscc:950600.{n:011}"))
}

/// How many vials are in each lot of a state that is worked on.
pub const IN_LOT: u32 = 100_000;

/// The maker names so many vials, in the state that is worked on, and sees some of them so often.
pub fn name_vials(maker: &AccountId, vials: u32, seen: &[u32], times: u32) -> Result<()> {
	let maker = || RuntimeOrigin::signed(maker.clone());
	for first in (0..vials).step_by(1_000) {
		let names = (first..(first + 1_000).min(vials)).map(|n| NewItem {
			epc: vial(n),
			quantity: None,
		});
		let names = NewItems::truncate_from(names.collect());
		let lot = lot(&(first / IN_LOT).to_string());
		Custody::commission(maker(), names, Some(lot), None, Context::default())
			.map_err(|error| format!("vials from {first} on: {error:?}"))?;
		System::reset_events();
	}
	let seen: Vec<ItemId> = seen.iter().map(|n| vial(*n).id()).collect();
	let seen = ItemIds::try_from(seen).map_err(|_| "too many are seen at once")?;
	for _ in 0..times {
		Custody::observe(maker(), seen.clone(), None, None, Context::default())
			.map_err(|error| format!("{error:?}"))?;
		System::reset_events();
	}
	Ok(())
}

/// The call that names things.
pub fn commission(names: impl IntoIterator<Item = Epc>, lot: Option<Epc>) -> Call<Runtime> {
	let items: Vec<_> = names
		.into_iter()
		.map(|epc| NewItem {
			epc,
			quantity: None,
		})
		.collect();
	Call::commission {
		items: NewItems::try_from(items).expect("at most a thousand"),
		lot,
		expires: None,
		context: Context::default(),
	}
}

/// The call that packs things.
pub fn pack(parent: ItemId, children: &[ItemId]) -> Call<Runtime> {
	Call::pack {
		parent,
		children: ItemIds::try_from(children.to_vec()).expect("at most a hundred"),
		context: Context::default(),
	}
}

/// The call that takes things out.
pub fn unpack(parent: ItemId, children: &[ItemId]) -> Call<Runtime> {
	Call::unpack {
		parent,
		children: ItemIds::try_from(children.to_vec()).expect("at most a hundred"),
		context: Context::default(),
	}
}

/// The call that offers something, at `now`.
pub fn offer(item: ItemId, title: Title, to: OrgId, now: Moment) -> Call<Runtime> {
	Call::offer {
		item,
		title,
		to,
		expires_at: now + OFFER_STANDS,
		recall: None,
		context: Context::default(),
	}
}

/// The call that accepts what was offered.
pub fn accept(item: ItemId, title: Title) -> Call<Runtime> {
	Call::accept { item, title }
}

/// The call that puts an item under a policy: no warmer than 8 °C for so many milliseconds, until
/// somebody has accepted it.
pub fn keep_cold(item: ItemId, signal: Signal, allowed: Moment, until: OrgId) -> Call<Runtime> {
	let rule = Rule::Limit {
		comparison: Comparison::Above,
		limit: 8 * 10i64.pow(EXPONENT.unsigned_abs().into()),
		measure: Measure::Stretch,
		allowed,
	};
	Call::attach_policy {
		item,
		signal,
		terms: PolicyTerms {
			unit: Unit::Celsius,
			demand: Demand::Rules(vec![rule].try_into().expect("one rule")),
			hold: None,
			disorder: 0,
			disclosure: 0,
			until: Some(until),
		},
		context: Context::default(),
	}
}

/// Sends a call and waits until it is final, whether it succeeded or not.
pub async fn try_send(
	client: &Client,
	seed: &str,
	call: impl Into<RuntimeCall>,
) -> Result<Finalized> {
	let signer = key(seed);
	let nonce = client.nonce(&AccountId::from(signer.public())).await?;
	let signed = client.sign(call, &signer, nonce).await?;
	client.submit_and_watch(signed).await
}

/// Sends a call and waits until it is final. A call that failed is an error.
pub async fn send(client: &Client, seed: &str, call: impl Into<RuntimeCall>) -> Result<Finalized> {
	let finalized = try_send(client, seed, call).await?;
	finalized.result().map_err(|error| format!("{error:?}"))?;
	Ok(finalized)
}

/// Sends calls in one transaction: all or none.
pub async fn send_all(
	client: &Client,
	seed: &str,
	calls: impl IntoIterator<Item = Call<Runtime>>,
) -> Result<Finalized> {
	let calls = calls.into_iter().map(RuntimeCall::from).collect();
	send(client, seed, pallet_utility::Call::batch_all { calls }).await
}

/// An item changes hands: the one offers, the other accepts. Returns what the acceptance led to.
pub async fn hand_over(
	client: &Client,
	item: ItemId,
	title: Title,
	from: &str,
	to: (OrgId, &str),
) -> Result<Finalized> {
	send(client, from, offer(item, title, to.0, now(client).await?)).await?;
	send(client, to.1, accept(item, title)).await
}
