// The well-known development accounts, and fresh ones nobody has funded.

import { Keyring } from "@polkadot/api";
import { cryptoWaitReady, encodeAddress, randomAsU8a } from "@polkadot/util-crypto";

await cryptoWaitReady();

const keyring = new Keyring({ type: "sr25519", ss58Format: 42 });

/** Validator, council member and sudo key of the development chain; no organisation's. */
export const alice = keyring.addFromUri("//Alice");

/** The organisations of the development chain that play a part here: their numbers and their admins' keys. */
export const MAKER = { org: 1, signer: keyring.addFromUri("//Bob") };
export const CLINIC = { org: 2, signer: keyring.addFromUri("//Charlie") };
export const CARRIER = { org: 3, signer: keyring.addFromUri("//Dave") };

/** An address that no key is known for and that holds nothing. */
export function freshAddress() {
	return encodeAddress(randomAsU8a(32), 42);
}

/** One whole HMK in its smallest parts. */
export const HMK = 10n ** 12n;

/** The stablecoin of the development chain, and one whole of it in its smallest parts. */
export const STABLECOIN = 1;
export const HEUR = 10n ** 6n;
