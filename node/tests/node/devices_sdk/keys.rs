//! A device's keys, one after the other.

use hallmark_device::{keys::Signature, Rotated};
use hallmark_envelope::MAX_ENVELOPE_LEN;
use hallmark_types::device::KeyAt;
use pallet_device_identity::{Call, Error, KeyAtViewFunction, PassportViewFunction};

use super::*;
use crate::support::{
	agreements::assert_refused,
	devices::clock,
	shipment::{try_send, CARRIER},
};

const SERIAL: &str = "SDK-KEYS";

/// The call that makes `next` the device's key, signed for as long as a device's word holds.
fn rotate(signal: Signal, next: PublicKey, rotated: Rotated, expires_at: Moment) -> Call<Runtime> {
	let word = |signature: Signature| Proof {
		expires_at,
		signature,
	};
	Call::rotate_key {
		device: signal.device,
		next,
		rotation: word(rotated.rotation),
		possession: word(rotated.possession),
	}
}

/// The key that spoke at a moment.
async fn key_at(net: &Net, signal: Signal, moment: Moment) -> Result<KeyAt> {
	let view = KeyAtViewFunction::<Runtime>::new(signal.device, moment);
	Ok(net.client.view(view).await?.ok_or("it has a key")?)
}

#[tokio::test(flavor = "multi_thread")]
async fn next_key_speaks_for_what_is_measured_from_then_on() -> Result<()> {
	let net = Net::start().await?;
	let flash = provisioned()?;
	let (signer, old) = ed25519(1)?;
	let mut device = switch_on(identity(&net.client, SERIAL), signer, &flash)?;
	let signal = net.enrol(SERIAL, old, &device).await?;
	let mut buffer = [0; MAX_ENVELOPE_LEN];
	let before = net.now().await?;
	let waits = device.readings(&mut buffer, &[celsius(before, 4_000)?])?;
	let waits = waits.bytes.to_vec();

	// The old key names the next one, and the next one says that the device has it.
	let (signer, next) = es256(2)?;
	let asked = net.now().await?;
	let until = asked + WORD_HOLDS;
	let signed = |epoch, owner| device.rotation(epoch, &signer, &next, owner, asked, until);
	for (rotated, why) in [
		(signed(1, OPERATOR.0)?, Error::<Runtime>::RotationNotProven),
		(signed(0, CARRIER.0)?, Error::PossessionNotProven),
	] {
		let call = rotate(signal, next, rotated, until);
		assert_refused(&try_send(&net.client, OPERATOR.1, call).await?, why);
	}
	let call = rotate(signal, next, signed(0, OPERATOR.0)?, until);
	let refused = try_send(&net.client, CARRIER.1, call.clone()).await?;
	assert_refused(&refused, Error::<Runtime>::NotOwner);
	let done = send(&net.client, OPERATOR.1, call.clone()).await?;
	let since = clock(&net.client, Some(done.block_hash)).await?;
	let passport = PassportViewFunction::<Runtime>::new(signal.device);
	let passport = net.client.view(passport).await?.ok_or("it is enrolled")?;
	assert_eq!((passport.key.epoch, passport.key.key), (1, next));
	assert_eq!(key_at(&net, signal, since - 1).await?.key, old);
	assert_eq!(key_at(&net, signal, since).await?.key, next);
	let again = try_send(&net.client, OPERATOR.1, call).await?;
	assert_refused(&again, Error::<Runtime>::KeyInUse);

	// What was measured under the old key is the old key's, however late it comes.
	net.take_in(&waits).await?;
	assert_eq!(net.latest(signal).await?.measured, before);
	let late = device.readings(&mut buffer, &[celsius(since, 4_100)?])?;
	let used = late.number;
	net.refuse(late.bytes, Refusal::AlgorithmMismatch).await?;

	// The next key speaks for what came after, and only for that. The numbers go on.
	let mut device = device.with_signer(signer);
	let early = device.readings(&mut buffer, &[celsius(before + 1, 4_200)?])?;
	assert_eq!(early.number, used + 1);
	net.refuse(early.bytes, Refusal::AlgorithmMismatch).await?;
	let sealed = device.readings(&mut buffer, &[celsius(since, 4_300)?])?;
	net.hear(signal, sealed).await?;
	assert_eq!(net.latest(signal).await?.value, 4_300);

	// Another one of the same kind: now it is the signature that tells the old one.
	let (signer, third) = es256(3)?;
	let asked = net.now().await?;
	let until = asked + WORD_HOLDS;
	let rotated = device.rotation(1, &signer, &third, OPERATOR.0, asked, until)?;
	let call = rotate(signal, third, rotated, until);
	let done = send(&net.client, OPERATOR.1, call).await?;
	let since = clock(&net.client, Some(done.block_hash)).await?;
	assert_eq!(key_at(&net, signal, since).await?.epoch, 2);
	let late = device.readings(&mut buffer, &[celsius(since, 4_400)?])?;
	net.refuse(late.bytes, Refusal::SignatureInvalid).await?;
	let mut device = device.with_signer(signer);
	let sealed = device.readings(&mut buffer, &[celsius(since, 4_500)?])?;
	net.hear(signal, sealed).await?;
	let latest = net.latest(signal).await?;
	assert_eq!((latest.value, latest.tainted), (4_500, false));
	Ok(())
}
