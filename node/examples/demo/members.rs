//! Three organisations are admitted: paid for, applied for, and voted on.

use futures::future::{try_join, try_join_all};
use hallmark_runtime::{Runtime, RuntimeEvent};
use hallmark_types::{
	organisation::{Role, Roles},
	units::{HEUR, HMK, STABLECOIN},
	Balance,
};
use pallet_organisations::{ApplicationViewFunction, Call, Event};
use polkadot_sdk::{pallet_assets, pallet_balances, pallet_utility};

use crate::{
	cast::{count, expect, Newcomers, World},
	story::Chapter,
	support::{
		agreements::{account, owned, spendable},
		governance::carry,
		shipment::send,
		Result,
	},
};

/// Who pays for what newcomers need first: deposits and fees, and what they put up in agreements.
const FOUNDER: &str = "//Alice";
const TOKENS: Balance = 10_000 * HMK;
const COINS: Balance = 20_000 * HEUR;

/// The vaccine maker's GS1 company prefix. GS1 keeps what begins with 950 for examples.
const PREFIX: &str = "950603";

/// Who applies: its name, its admin's seed, and its role.
const APPLICANTS: [(&str, &str, Role); 3] = [
	("Meadow Vaccines", "//Meadow", Role::Maker),
	("Fjord Field Service", "//Fjord", Role::Servicer),
	("Lakeside Hospital", "//Lakeside", Role::Operator),
];

/// The council admits them, and says which numbers are the vaccine maker's.
pub async fn admit(world: &mut World, chapter: &Chapter) -> Result<Newcomers> {
	let client = world.client.clone();
	let accounts = APPLICANTS.map(|(_, seed, _)| account(seed));

	chapter.step(format!(
		"Alice pays three newcomers {} HMK and {} HEUR each",
		count(TOKENS / HMK),
		count(COINS / HEUR)
	));
	let payments = accounts.iter().flat_map(|who| {
		let tokens = pallet_balances::Call::transfer_keep_alive {
			dest: who.clone().into(),
			value: TOKENS,
		};
		let coins = pallet_assets::Call::transfer {
			id: STABLECOIN.into(),
			target: who.clone().into(),
			amount: COINS,
		};
		[tokens.into(), coins.into()]
	});
	let calls = payments.collect();
	let paid = send(&client, FOUNDER, pallet_utility::Call::batch_all { calls }).await?;
	for who in &accounts {
		let purse = try_join(owned(&client, who), spendable(&client, who)).await?;
		expect(purse == (TOKENS, COINS), "each has exactly what was paid")?;
	}
	chapter.proof(&client, paid);

	let names = APPLICANTS.map(|(name, _, _)| name);
	chapter.step(format!("They apply: {}", names.join(", ")));
	let applications = APPLICANTS.map(|(name, seed, role)| {
		let client = &client;
		async move {
			let apply = Call::apply {
				name: name
					.as_bytes()
					.to_vec()
					.try_into()
					.map_err(|_| "too long")?,
				roles: Roles::of(&[role]),
				gln: None,
				metadata: None,
			};
			send(client, seed, apply).await
		}
	});
	for applied in try_join_all(applications).await? {
		chapter.proof(&client, applied);
	}

	chapter.step(format!(
		"The council of {} reads the applications and votes: they are members, and GS1 prefix {PREFIX} \
		 is Meadow's",
		world.council.len()
	));
	let mut motion = Vec::new();
	for who in &accounts {
		let view = ApplicationViewFunction::<Runtime>::new(who.clone());
		let (_, digest) = client.view(view).await?.ok_or("it has applied")?;
		let applicant = who.clone();
		motion.push(Call::admit { applicant, digest }.into());
	}
	let first = world.members() as u32 + 1;
	motion.push(
		Call::assign_prefix {
			prefix: PREFIX.parse()?,
			org: first,
		}
		.into(),
	);
	let call = pallet_utility::Call::batch_all { calls: motion };
	let admitted = carry(&client, &world.council, call).await?;
	let numbers: Vec<_> = admitted
		.events
		.iter()
		.filter_map(|event| match event {
			RuntimeEvent::Organisations(Event::Admitted { org, .. }) => Some(*org),
			_ => None,
		})
		.collect();
	expect(
		numbers == [first, first + 1, first + 2],
		"three members more",
	)?;
	world.meet().await?;
	chapter.says(format!(
		"organisations {numbers:?}; the chain has {}",
		world.members()
	));
	chapter.proof(&client, admitted);
	let [vaccines, servicer, hospital] = [0, 1, 2].map(|n| (numbers[n], APPLICANTS[n].1));
	Ok(Newcomers {
		vaccines,
		servicer,
		hospital,
	})
}
