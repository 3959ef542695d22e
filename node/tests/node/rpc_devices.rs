//! `device_*` on real devices: one with a certificate, others from a list.

use hallmark_rpc::{
	device::{DeviceStatus, KeyAt, Origin, Passport, Supervisor, VerifiedOrigin},
	organisation::Standing,
	Hex32, Time,
};
use serde_json::json;

use crate::{
	rpc_asking::{id, written, Asker},
	support::{
		devices::{
			enrol_with_certificate, fingerprint, now, register, Device, Factory, MAKER, OPERATOR,
		},
		fleet::Fleet,
		shipment::send,
		NodeBuilder, Result,
	},
};

/// An id of nothing.
const NOBODY: Hex32 = Hex32([7; 32]);

#[tokio::test(flavor = "multi_thread")]
async fn device_methods_tell_origin_owner_and_keys() -> Result<()> {
	let node = NodeBuilder::dev().args(["--sealing", "instant"]).start()?;
	let client = node.client().await?;
	let asker = Asker::new(&client).await?;

	// A fridge with its maker's certificate.
	let (factory, fridge) = (Factory::new(), Device::new("F-1"));
	send(&client, MAKER.1, register(factory.anchor())?).await?;
	let anchor = fingerprint(&factory.anchor());
	let chain = factory.chain(&fridge, "Fridge 4");
	let leaf = fingerprint(&chain[0]);
	let time = now(&client).await?;
	let proof = fridge.possession(client.genesis, MAKER.0, OPERATOR.0, time);
	let enrolled = send(
		&client,
		OPERATOR.1,
		enrol_with_certificate(MAKER.0, anchor, chain, proof)?,
	)
	.await?;
	let device = Hex32::from(fridge.id(MAKER.0));
	let by_name = json!({ "maker": MAKER.0, "serial": "F-1" });

	let passport: Passport = asker.get("device_passport", json!([device])).await?;
	assert_eq!((passport.device, passport.owner), (device, OPERATOR.0));
	assert_eq!(passport.key.epoch, 0);
	assert_eq!(passport.key.key.public.0, fridge.key().as_bytes());
	assert!(!passport.key.compromised);
	assert_eq!((passport.announced, passport.offer), (None, None));
	assert_eq!(passport.quarantine, None);
	let origin: VerifiedOrigin = asker.get("device_verifyOrigin", json!([device])).await?;
	assert_eq!(origin, passport.origin);
	assert_eq!((origin.maker, origin.serial.as_str()), (MAKER.0, "F-1"));
	assert_eq!(origin.maker_standing, Some(Standing::Active));
	assert_eq!(origin.model, "Fridge 4");
	assert_eq!(origin.status, DeviceStatus::Active);
	let vouched_by = Origin::Certificate {
		anchor: anchor.into(),
		certificate: leaf.into(),
	};
	assert_eq!(origin.vouched_by, vouched_by);

	// By what its maker calls it, by position or by name, and as of a block.
	let same: Passport = asker.get("device_passport", json!([by_name])).await?;
	let named: Passport = asker
		.get("device_passport", json!({ "device": by_name }))
		.await?;
	let at = enrolled.block_hash;
	let then: Passport = asker.get("device_passport", json!([device, at])).await?;
	assert_eq!(
		(same.device, named.device, then.device),
		(device, device, device)
	);
	asker
		.nothing("device_passport", json!([device, client.genesis]))
		.await?;

	// Its key, at a moment that is told in either way.
	let moment = Time(now(&client).await?);
	let key: KeyAt = asker.get("device_keyAt", json!([device, moment])).await?;
	let same: KeyAt = asker
		.get("device_keyAt", json!([by_name, moment.0]))
		.await?;
	assert_eq!(key, same);
	assert_eq!(key, passport.key);
	asker
		.nothing(
			"device_keyAt",
			json!([device, "1999-12-31T23:59:59Z".replace("1999", "1971")]),
		)
		.await?;
	let found: Hex32 = asker.get("device_ofKey", json!([key.key])).await?;
	assert_eq!(found, device);

	// Devices of a list; one of them is found to have signed two different things.
	let mut fleet = Fleet::enrol(&client, 2).await?;
	let honest = id(fleet.sensors[0].id);
	let passport: Passport = asker.get("device_passport", json!([honest])).await?;
	assert!(matches!(
		passport.origin.vouched_by,
		Origin::Manifest { index: 0, .. }
	));
	fleet.equivocate(&client, 1).await?;
	let cheat = id(fleet.sensors[1].id);
	let passport: Passport = asker.get("device_passport", json!([cheat])).await?;
	assert_eq!(passport.origin.status, DeviceStatus::Quarantined);
	let quarantine = passport.quarantine.ok_or("it is in quarantine")?;
	assert_eq!(quarantine.by, Supervisor::Chain);
	assert_eq!(written(quarantine.charge), json!("doubleSigned"));

	// What there is not.
	let stranger = json!({ "maker": 99, "serial": "F-1" });
	for unknown in [written(NOBODY), stranger] {
		asker.nothing("device_passport", json!([unknown])).await?;
		asker
			.nothing("device_verifyOrigin", json!([unknown]))
			.await?;
		asker
			.nothing("device_keyAt", json!([unknown, moment]))
			.await?;
	}
	let strange = json!({ "algorithm": "ed25519", "public": NOBODY });
	asker.nothing("device_ofKey", json!([strange])).await?;
	let short = json!({ "algorithm": "es256", "public": NOBODY });
	let problem = asker.refused("device_ofKey", json!([short]), "key").await?;
	assert!(problem.contains("32 bytes"), "{problem}");
	Ok(())
}
