//! What is checked before the node starts.
//!
//! The SDK moves to a random port, or quietly does without one, when a port is taken; it reports
//! a bad network key from deep inside. Here such things are refused while nothing runs yet, in
//! words that name the option to change.

use std::{
	fs,
	io::ErrorKind,
	net::{IpAddr, SocketAddr, TcpListener, UdpSocket},
};

use polkadot_sdk::{
	sc_chain_spec::ChainType,
	sc_network::{
		config::{NodeKeyConfig, Secret},
		multiaddr::Protocol,
		Multiaddr,
	},
	sc_service::Configuration,
	sp_consensus_aura::sr25519::AuthorityId,
	sp_core::crypto::{key_types, ByteArray, KeyTypeId},
	sp_keyring::Sr25519Keyring,
	sp_keystore::KeystorePtr,
};

use crate::cli::Sealing;

/// Checks everything that can be told from the configuration alone.
pub fn check(config: &Configuration, sealing: Option<Sealing>) -> Result<(), String> {
	if sealing.is_some() && config.chain_spec.chain_type() != ChainType::Development {
		return Err(format!(
			"--sealing is for a personal development chain, and `{}` is not one: its authorities \
			 make the blocks together. Use `--dev`, or leave --sealing away",
			config.chain_spec.name(),
		));
	}
	base_path(config)?;
	network_key(config)?;
	ports(config)
}

fn base_path(config: &Configuration) -> Result<(), String> {
	fs::create_dir_all(&config.data_path).map_err(|error| {
		format!(
			"cannot keep data in {}: {error}. Choose another place with --base-path",
			config.data_path.display(),
		)
	})
}

fn network_key(config: &Configuration) -> Result<(), String> {
	let NodeKeyConfig::Ed25519(Secret::File(path)) = &config.network.node_key else {
		return Ok(());
	};
	config
		.network
		.node_key
		.clone()
		.into_keypair()
		.map(drop)
		.map_err(|error| {
			format!(
			"cannot use the network key in {}: {error}. The file holds 32 bytes or 64 hexadecimal \
			 digits; `hallmark-node key generate-node-key --file {0}` writes a good one",
			path.display(),
		)
		})
}

fn ports(config: &Configuration) -> Result<(), String> {
	for endpoint in config.rpc.addr.iter().flatten() {
		// Where there is no IPv6 the SDK does without; a port that is taken is another matter.
		if !endpoint.retry_random_port {
			tcp_is_free(endpoint.listen_addr, "JSON-RPC", "--rpc-port")?;
		}
	}
	if let Some(prometheus) = &config.prometheus_config {
		tcp_is_free(
			prometheus.port,
			"Prometheus",
			"--prometheus-port, or do without it: --no-prometheus",
		)?;
	}
	for address in &config.network.listen_addresses {
		match socket(address) {
			Some((address, Transport::Tcp)) => {
				tcp_is_free(address, "peer-to-peer", "--port or --listen-addr")?
			},
			Some((address, Transport::Udp)) => {
				udp_is_free(address, "peer-to-peer", "--port or --listen-addr")?
			},
			None => {},
		}
	}
	Ok(())
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Transport {
	Tcp,
	Udp,
}

/// The socket behind a peer-to-peer address, if it starts with an IP address and a port.
fn socket(address: &Multiaddr) -> Option<(SocketAddr, Transport)> {
	let mut parts = address.iter();
	let ip = match parts.next()? {
		Protocol::Ip4(ip) => IpAddr::from(ip),
		Protocol::Ip6(ip) => IpAddr::from(ip),
		_ => return None,
	};
	match parts.next()? {
		Protocol::Tcp(port) => Some((SocketAddr::new(ip, port), Transport::Tcp)),
		Protocol::Udp(port) => Some((SocketAddr::new(ip, port), Transport::Udp)),
		_ => None,
	}
}

fn tcp_is_free(address: SocketAddr, what: &str, option: &str) -> Result<(), String> {
	judge(TcpListener::bind(address).map(drop), address, what, option)
}

fn udp_is_free(address: SocketAddr, what: &str, option: &str) -> Result<(), String> {
	judge(UdpSocket::bind(address).map(drop), address, what, option)
}

/// Says what is wrong with an address that could not be bound. An address that this machine does
/// not have, as IPv6 on some, is not the user's mistake.
fn judge(
	bound: std::io::Result<()>,
	address: SocketAddr,
	what: &str,
	option: &str,
) -> Result<(), String> {
	let reason = match bound.as_ref().map_err(|error| error.kind()) {
		Err(ErrorKind::AddrInUse) => "another program uses it",
		Err(ErrorKind::PermissionDenied) => "this user may not use it",
		_ => return Ok(()),
	};
	Err(format!(
		"cannot use the {what} port {} ({address}): {reason}. Choose another with {option}",
		address.port(),
	))
}

/// A warning for a chain that is not for play, if authorities of it use keys that everybody knows.
pub fn well_known_key_advice(authorities: &[AuthorityId]) -> Option<String> {
	let names: Vec<_> = Sr25519Keyring::iter()
		.filter(|key| {
			authorities
				.iter()
				.any(|id| id.to_raw_vec() == key.public().to_raw_vec())
		})
		.map(|key| key.to_seed())
		.collect();
	if names.is_empty() {
		return None;
	}
	Some(format!(
		"authorities of this chain use keys that everybody knows ({}): anyone can sign in their \
		 name. Export the chain spec, put accounts and session keys of your own in it, and start \
		 from that",
		names.join(", "),
	))
}

/// The session keys that a validator has none of, with the name that `key insert` knows them by.
pub fn missing_session_keys(keystore: &KeystorePtr) -> Vec<(KeyTypeId, &'static str)> {
	let none_of_aura = keystore.sr25519_public_keys(key_types::AURA).is_empty();
	let none_of_grandpa = keystore.ed25519_public_keys(key_types::GRANDPA).is_empty();
	[
		none_of_aura.then_some((key_types::AURA, "sr25519")),
		none_of_grandpa.then_some((key_types::GRANDPA, "ed25519")),
	]
	.into_iter()
	.flatten()
	.collect()
}

/// What a validator without session keys should be told, if it lacks any.
///
/// It is a warning and not an error: keys may come later, through JSON-RPC.
pub fn session_key_advice(missing: &[(KeyTypeId, &'static str)]) -> Option<String> {
	if missing.is_empty() {
		return None;
	}
	let name = |(id, scheme): &(KeyTypeId, &str)| {
		format!("`{}` ({scheme})", String::from_utf8_lossy(&id.0))
	};
	let names = missing.iter().map(name).collect::<Vec<_>>().join(" and ");
	let inserts = missing
		.iter()
		.map(|(id, scheme)| {
			format!(
				"\n  hallmark-node key insert --base-path <PATH> --chain <CHAIN> --key-type {} \
				 --scheme {scheme} --suri <SECRET>",
				String::from_utf8_lossy(&id.0),
			)
		})
		.collect::<String>();
	Some(format!(
		"this validator has no session key of type {names}: it will neither author nor vote \
		 without. Either insert the keys and start again:{inserts}\n\
		 or let the node make new ones (JSON-RPC `author_rotateKeys`) and register them on chain \
		 (`session.setKeys`)."
	))
}

#[cfg(test)]
mod tests {
	use super::*;
	use polkadot_sdk::sc_keystore::LocalKeystore;
	use std::sync::Arc;

	#[test]
	fn a_port_in_use_is_refused_with_the_option_to_change() {
		let taken = TcpListener::bind("127.0.0.1:0").unwrap();
		let address = taken.local_addr().unwrap();
		let error = tcp_is_free(address, "JSON-RPC", "--rpc-port").unwrap_err();
		assert!(error.contains(&address.port().to_string()) && error.contains("--rpc-port"));
		drop(taken);
		assert_eq!(tcp_is_free(address, "JSON-RPC", "--rpc-port"), Ok(()));
	}

	#[test]
	fn a_port_of_the_systems_choice_is_always_free() {
		let any = "127.0.0.1:0".parse().unwrap();
		assert_eq!(tcp_is_free(any, "JSON-RPC", "--rpc-port"), Ok(()));
		assert_eq!(udp_is_free(any, "peer-to-peer", "--port"), Ok(()));
	}

	#[test]
	fn peer_to_peer_addresses_are_understood() {
		let address = |text: &str| socket(&text.parse().unwrap());
		assert_eq!(
			address("/ip4/127.0.0.1/tcp/30333/ws"),
			Some(("127.0.0.1:30333".parse().unwrap(), Transport::Tcp))
		);
		assert_eq!(
			address("/ip6/::1/udp/9/webrtc-direct"),
			Some(("[::1]:9".parse().unwrap(), Transport::Udp))
		);
		assert_eq!(address("/dns/example.com/tcp/1"), None);
		assert_eq!(address("/ip4/127.0.0.1"), None);
	}

	#[test]
	fn keys_that_everybody_knows_are_named() {
		let id = |key: Sr25519Keyring| AuthorityId::from(key.public());
		let own = AuthorityId::from_slice(&[7; 32]).unwrap();
		assert_eq!(well_known_key_advice(std::slice::from_ref(&own)), None);
		let advice = well_known_key_advice(&[own, id(Sr25519Keyring::Bob)]).unwrap();
		assert!(
			advice.contains("//Bob") && !advice.contains("//Alice"),
			"{advice}"
		);
	}

	#[test]
	fn the_missing_session_keys_are_named_until_they_are_there() {
		let keystore: KeystorePtr = Arc::new(LocalKeystore::in_memory());
		let advice = || session_key_advice(&missing_session_keys(&keystore));

		let both = advice().unwrap();
		assert!(both.contains("`aura`") && both.contains("`gran`"));

		keystore
			.sr25519_generate_new(key_types::AURA, None)
			.unwrap();
		let one = advice().unwrap();
		assert!(!one.contains("`aura`") && one.contains("--scheme ed25519"));

		keystore
			.ed25519_generate_new(key_types::GRANDPA, None)
			.unwrap();
		assert_eq!(advice(), None);
	}
}
