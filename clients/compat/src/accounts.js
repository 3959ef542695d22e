// The well-known development accounts, and fresh ones nobody has funded.

import { Keyring } from "@polkadot/api";
import { cryptoWaitReady, encodeAddress, randomAsU8a } from "@polkadot/util-crypto";

await cryptoWaitReady();

const keyring = new Keyring({ type: "sr25519", ss58Format: 42 });

/** Validator, council member and sudo key of the development chain. */
export const alice = keyring.addFromUri("//Alice");

/** An address that no key is known for and that holds nothing. */
export function freshAddress() {
	return encodeAddress(randomAsU8a(32), 42);
}

/** One whole HMK in its smallest parts. */
export const HMK = 10n ** 12n;
