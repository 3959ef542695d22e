//! What a developer sees when a development or local chain has started.

use std::{
	fmt::Write as _,
	io::{self, Write as _},
	net::{IpAddr, SocketAddr},
};

use codec::Decode;
use hallmark_runtime::Runtime;
use hallmark_types::{
	units::{HMK, SS58_PREFIX, TOKEN_SYMBOL},
	AccountId, Balance, Hash, Nonce,
};
use polkadot_sdk::{
	frame_system::{Account, AccountInfo},
	pallet_balances::AccountData,
	sc_chain_spec::ChainType,
	sc_client_api::StorageProvider,
	sc_network::{multiaddr::Protocol, Multiaddr},
	sc_service::Configuration,
	sp_blockchain::HeaderBackend,
	sp_core::{crypto::Ss58Codec, storage::StorageKey},
	sp_keyring::Sr25519Keyring,
};

use crate::{cli::Sealing, service::types::FullClient};

/// The accounts whose keys everybody knows, in the order in which they are shown.
const WELL_KNOWN: [Sr25519Keyring; 6] = [
	Sr25519Keyring::Alice,
	Sr25519Keyring::Bob,
	Sr25519Keyring::Charlie,
	Sr25519Keyring::Dave,
	Sr25519Keyring::Eve,
	Sr25519Keyring::Ferdie,
];

/// What is known of a node before it starts.
pub struct Greeting {
	chain: String,
	data: String,
	metrics: Option<SocketAddr>,
	sealing: Option<Sealing>,
}

/// An account that has money.
struct Funded {
	name: String,
	address: String,
	balance: Balance,
}

impl Greeting {
	/// A greeting for a development or local chain. Other chains get none: there the log is for
	/// operators.
	pub fn of(config: &Configuration, sealing: Option<Sealing>) -> Option<Self> {
		let spec = &config.chain_spec;
		matches!(spec.chain_type(), ChainType::Development | ChainType::Local).then(|| Self {
			chain: format!("{} ({})", spec.name(), spec.id()),
			data: config.base_path.path().display().to_string(),
			metrics: config
				.prometheus_config
				.as_ref()
				.map(|prometheus| prometheus.port),
			sealing,
		})
	}

	/// Writes the greeting to the standard output. `listening` is where JSON-RPC really is.
	pub fn print(self, client: &FullClient, listening: &[Multiaddr]) {
		let sockets: Vec<_> = listening.iter().filter_map(socket).collect();
		let text = self.text(&sockets, &funded(client));
		let mut out = io::stdout().lock();
		// Whoever closed the standard output does not want to be greeted.
		let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
	}

	fn text(&self, sockets: &[SocketAddr], accounts: &[Funded]) -> String {
		let blocks = match self.sealing {
			None => "Aura and GRANDPA, one every two seconds".to_string(),
			Some(Sealing::Instant) => {
				"as soon as a transaction is ready, final at once".to_string()
			},
			Some(Sealing::Manual) => "when asked for: engine_createBlock".to_string(),
			Some(Sealing::Interval(pace)) => {
				format!("every {} ms, final at once", pace.as_millis())
			},
		};
		let mut text = format!("\n  Hallmark · {}\n\n", self.chain);
		let mut line = |label: &str, value: &str| {
			let _ = writeln!(text, "  {label:<10} {value}");
		};
		for socket in sockets {
			line("JSON-RPC", &format!("ws://{socket}   http://{socket}"));
		}
		if let Some(metrics) = self.metrics.filter(|metrics| metrics.port() != 0) {
			line("Metrics", &format!("http://{metrics}/metrics"));
		}
		line("Blocks", &blocks);
		line("Data", &self.data);

		if !accounts.is_empty() {
			text.push_str("\n  Accounts to play with. Everybody knows their keys.\n");
			for Funded {
				name,
				address,
				balance,
			} in accounts
			{
				let amount = grouped(balance / HMK);
				let _ = writeln!(
					text,
					"  {name:<8} //{name:<8} {address}  {amount:>13} {TOKEN_SYMBOL}"
				);
			}
		}
		if let Some(socket) = sockets
			.iter()
			.find(|socket| socket.is_ipv4())
			.or(sockets.first())
		{
			let _ = write!(
				text,
				"\n  What to try next\n  \
				 Look around  https://polkadot.js.org/apps/?rpc=ws://{socket}\n  \
				 Ask it       curl -s -H 'Content-Type: application/json' \
				 -d '{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"hallmark_info\"}}' http://{socket}\n",
			);
			if self.sealing == Some(Sealing::Manual) {
				let _ = writeln!(
					text,
					"  Make a block curl -s -H 'Content-Type: application/json' \
					 -d '{{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"engine_createBlock\",\
					 \"params\":[true,true]}}' http://{socket}",
				);
			}
		}
		text.push('\n');
		text
	}
}

/// The socket of a JSON-RPC listener. One that listens on every address is shown by the address
/// that this machine calls itself.
fn socket(address: &Multiaddr) -> Option<SocketAddr> {
	let mut parts = address.iter();
	let ip: IpAddr = match parts.next()? {
		Protocol::Ip4(ip) if ip.is_unspecified() => std::net::Ipv4Addr::LOCALHOST.into(),
		Protocol::Ip6(ip) if ip.is_unspecified() => std::net::Ipv6Addr::LOCALHOST.into(),
		Protocol::Ip4(ip) => ip.into(),
		Protocol::Ip6(ip) => ip.into(),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some(SocketAddr::new(ip, port)),
		_ => None,
	}
}

/// The well-known accounts that have money at the best block.
fn funded(client: &FullClient) -> Vec<Funded> {
	let best = client.info().best_hash;
	WELL_KNOWN
		.into_iter()
		.filter_map(|key| {
			let account = key.to_account_id();
			let balance = balance(client, best, &account).filter(|balance| *balance > 0)?;
			let address = account.to_ss58check_with_version(SS58_PREFIX.into());
			Some(Funded {
				name: key.to_string(),
				address,
				balance,
			})
		})
		.collect()
}

fn balance(client: &FullClient, at: Hash, account: &AccountId) -> Option<Balance> {
	let key = StorageKey(Account::<Runtime>::hashed_key_for(account));
	let stored = client.storage(at, &key).ok()??;
	let info = AccountInfo::<Nonce, AccountData<Balance>>::decode(&mut &stored.0[..]).ok()?;
	Some(info.data.free)
}

/// A number with its thousands set apart.
fn grouped(number: Balance) -> String {
	let digits = number.to_string();
	let mut text = String::new();
	for (index, digit) in digits.chars().enumerate() {
		if index > 0 && (digits.len() - index).is_multiple_of(3) {
			text.push(',');
		}
		text.push(digit);
	}
	text
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::time::Duration;

	fn text(sealing: Option<Sealing>, sockets: &[&str]) -> String {
		let sockets: Vec<_> = sockets
			.iter()
			.map(|socket| socket.parse().unwrap())
			.collect();
		let greeting = Greeting {
			chain: "Hallmark Development (hallmark_dev)".into(),
			data: "/data".into(),
			metrics: None,
			sealing,
		};
		let alice = Funded {
			name: "Alice".into(),
			address: "5Grw".into(),
			balance: 1_234 * HMK,
		};
		greeting.text(&sockets, &[alice])
	}

	#[test]
	fn the_banner_shows_where_to_go_and_what_there_is() {
		let text = text(None, &["[::1]:4242", "127.0.0.1:4242"]);
		for part in [
			"hallmark_dev",
			"ws://127.0.0.1:4242",
			"https://polkadot.js.org/apps/?rpc=ws://127.0.0.1:4242",
			"//Alice",
			"5Grw",
			"1,234 HMK",
			"hallmark_info",
			"Aura",
		] {
			assert!(text.contains(part), "no {part} in:\n{text}");
		}
	}

	#[test]
	fn the_banner_tells_how_blocks_are_made() {
		let here = &["127.0.0.1:9944"];
		assert!(text(Some(Sealing::Instant), here).contains("as soon as a transaction"));
		assert!(text(Some(Sealing::Manual), here).contains("engine_createBlock"));
		let pace = Sealing::Interval(Duration::from_millis(750));
		assert!(text(Some(pace), here).contains("every 750 ms"));
	}

	#[test]
	fn addresses_that_mean_everywhere_are_shown_as_here() {
		let shown = |address: &str| socket(&address.parse().unwrap()).map(|s| s.to_string());
		assert_eq!(shown("/ip4/0.0.0.0/tcp/1").as_deref(), Some("127.0.0.1:1"));
		assert_eq!(shown("/ip4/10.0.0.1/tcp/2").as_deref(), Some("10.0.0.1:2"));
		assert_eq!(shown("/dns/example.com/tcp/3"), None);
	}

	#[test]
	fn thousands_are_set_apart() {
		for (number, text) in [
			(0, "0"),
			(999, "999"),
			(1_000, "1,000"),
			(1_234_567, "1,234,567"),
		] {
			assert_eq!(grouped(number), text);
		}
	}
}
