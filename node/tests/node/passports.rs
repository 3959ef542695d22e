//! Devices' passports on a real node: with certificates that OpenSSL made, and one of a hundred
//! thousand from a list.

use std::{path::Path, process::Command};

use hallmark_merkle::{leaf_hash, Tree};
use hallmark_runtime::{Runtime, RuntimeCall};
use hallmark_types::{device::DeviceStatus, AccountId};
use pallet_device_identity::{
	Call, KeyAtViewFunction, Origin, PassportViewFunction, VerifyOriginViewFunction,
};
use polkadot_sdk::sp_core::Pair;

use crate::support::{
	devices::{
		enrol_with_certificate, enrol_with_manifest, fingerprint, now, register, Device, MAKER,
		OPERATOR,
	},
	key, Client, Finalized, NodeBuilder, Result,
};

/// Sends `call`, signed by the account of `seed`, and waits until it is final.
async fn submit(client: &Client, seed: &str, call: impl Into<RuntimeCall>) -> Result<Finalized> {
	let signer = key(seed);
	let account = AccountId::from(signer.public());
	let nonce = client.nonce(&account).await?;
	let signed = client.sign(call, &signer, nonce).await?;
	client.submit_and_watch(signed).await
}

/// Runs OpenSSL's command line in `folder`.
fn openssl(folder: &Path, arguments: &str) -> Result<()> {
	let output = Command::new("openssl")
		.args(arguments.split_whitespace())
		.current_dir(folder)
		.output()
		.map_err(|error| format!("openssl does not run: {error}"))?;
	match output.status.success() {
		true => Ok(()),
		false => Err(format!(
			"openssl {arguments}: {}",
			String::from_utf8_lossy(&output.stderr)
		)
		.into()),
	}
}

/// A maker's root and a device's certificate below it, both from OpenSSL alone: the root's DER, the
/// chain, and the device.
fn mint(folder: &Path) -> Result<(Vec<u8>, Vec<Vec<u8>>, Device)> {
	std::fs::write(
		folder.join("device.ext"),
		"basicConstraints = critical, CA:FALSE\n\
		 keyUsage = critical, digitalSignature\n\
		 subjectKeyIdentifier = hash\n\
		 authorityKeyIdentifier = keyid:always\n",
	)?;
	openssl(
		folder,
		"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -days 3650 \
		 -subj /O=Independent/CN=Root -addext keyUsage=critical,keyCertSign -outform DER -out root.der",
	)?;
	openssl(folder, "x509 -inform DER -in root.der -out root.pem")?;
	openssl(
		folder,
		"req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout device.key \
		 -subj /O=Independent/CN=Centrifuge/serialNumber=C-42 -out device.csr",
	)?;
	openssl(
		folder,
		"x509 -req -in device.csr -CA root.pem -CAkey root.key -CAcreateserial -days 365 -sha256 \
		 -extfile device.ext -outform DER -out device.der",
	)?;
	openssl(folder, "ec -in device.key -outform DER -out device.sec1")?;
	// SEC 1 §C.4: a sequence of the version, 1, and an octet string with the scalar.
	let sec1 = std::fs::read(folder.join("device.sec1"))?;
	let scalar = sec1
		.get(7..39)
		.ok_or("the private key is not the one of P-256")?;
	let device = Device::with_secret("C-42", scalar)?;
	let read = |name: &str| std::fs::read(folder.join(name));
	Ok((read("root.der")?, vec![read("device.der")?], device))
}

#[tokio::test]
async fn a_certificate_of_openssl_enrols_a_device() -> Result<()> {
	let folder = tempfile::tempdir()?;
	let (root, chain, device) = mint(folder.path())?;
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let (maker, owner) = (MAKER.0, OPERATOR.0);
	let id = device.id(maker);

	let registered = submit(&client, MAKER.1, register(root.clone())?).await?;
	assert_eq!(registered.result(), Ok(()));
	let anchor = fingerprint(&root);
	let proof = device.possession(client.genesis, maker, owner, now(&client).await?);
	let call = enrol_with_certificate(maker, anchor, chain.clone(), proof)?;

	// The maker did not buy it: the device said whom it belongs to.
	let refused = submit(&client, MAKER.1, call.clone()).await?;
	assert!(
		refused.result().is_err(),
		"another owner than the device named"
	);
	assert_eq!(
		client
			.view(PassportViewFunction::<Runtime>::new(id))
			.await?,
		None
	);

	let enrolled = submit(&client, OPERATOR.1, call).await?;
	assert_eq!(enrolled.result(), Ok(()));
	let origin = client
		.view(VerifyOriginViewFunction::<Runtime>::new(id))
		.await?
		.expect("it is enrolled");
	assert_eq!(origin.maker, maker);
	assert_eq!(origin.serial.to_vec(), b"C-42");
	assert_eq!(origin.model.to_vec(), b"Centrifuge");
	assert_eq!(origin.status, DeviceStatus::Active);
	assert!(matches!(
		origin.origin,
		Origin::Certificate { anchor: named, certificate, .. }
			if named == anchor && certificate == fingerprint(&chain[0])
	));
	let at = now(&client).await?;
	let key = client
		.view(KeyAtViewFunction::<Runtime>::new(id, at))
		.await?
		.expect("it has a key");
	assert_eq!(key.key, device.key());
	Ok(())
}

#[tokio::test]
async fn one_of_a_hundred_thousand_enrols_from_a_list() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let (maker, owner) = (MAKER.0, OPERATOR.0);
	let index = 77_777;
	let device = Device::new("SN-77777");
	// The other lines are hashes that nobody knows the lines of: a list hides what is on it.
	let list = Tree::new((0..100_000u32).map(|n| {
		if n == index {
			leaf_hash(&device.line())
		} else {
			leaf_hash(&n.to_be_bytes())
		}
	}))?;
	let publish = Call::publish_manifest {
		root: list.root().into(),
		size: list.size(),
		model: b"Fridge 7".to_vec().try_into().expect("short"),
	};
	assert_eq!(submit(&client, MAKER.1, publish).await?.result(), Ok(()));

	let proof = device.possession(client.genesis, maker, owner, now(&client).await?);
	let call = enrol_with_manifest(maker, &list, index, &device, proof)?;
	assert_eq!(submit(&client, OPERATOR.1, call).await?.result(), Ok(()));
	let passport = client
		.view(PassportViewFunction::<Runtime>::new(device.id(maker)))
		.await?
		.expect("it is enrolled");
	assert_eq!(passport.owner, owner);
	assert_eq!(passport.key.key, device.key());
	assert_eq!(passport.origin.model.to_vec(), b"Fridge 7");
	Ok(())
}
