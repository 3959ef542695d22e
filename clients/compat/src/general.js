// Transactions without an account: a call with the chain's extensions around it and no signer (extrinsic format 5).
// `clients/transactions` does the same in Rust and says what the bytes are.

import { compact, decAnyMetadata } from "@polkadot-api/substrate-bindings";

/** The two high bits of a general transaction's first byte, and the version of its format. */
const GENERAL = 0b0100_0000;
const FORMAT_VERSION = 5;

/** The version of the chain's list of extensions: there has been one so far. */
const EXTENSIONS_VERSION = 0;

/** What extensions carry that say nothing in particular: valid for ever, nonce 0, no tip, no hash of the metadata. */
const NOTHING_IN_PARTICULAR = new Map([
	["CheckMortality", [0]],
	["CheckNonce", [0]],
	["ChargeTransactionPayment", [0]],
	["CheckMetadataHash", [0]],
]);

/** The general transaction of a call, for the chain that this metadata (version 16) describes. */
export function generalTransaction(metadata, callData) {
	const { tag, value } = decAnyMetadata(metadata).metadata;
	if (tag !== "v16") throw new Error(`metadata ${tag}: general transactions are described from version 16 on`);
	const { extrinsic, lookup } = value;
	const order = extrinsic.signedExtensionsByVersion?.find(([version]) => version === EXTENSIONS_VERSION)?.[1];
	if (!extrinsic.version.includes(FORMAT_VERSION) || !order) {
		throw new Error("this chain takes no general transactions");
	}
	const carried = order.flatMap((place) => {
		const { identifier, type } = extrinsic.signedExtensions[place];
		const bytes = isEmpty(type, lookup) ? [] : NOTHING_IN_PARTICULAR.get(identifier);
		if (bytes === undefined) throw new Error(`extension ${identifier} carries something that is not known here`);
		return bytes;
	});
	const body = [GENERAL | FORMAT_VERSION, EXTENSIONS_VERSION, ...carried, ...callData];
	return Uint8Array.from([...compact.enc(body.length), ...body]);
}

/** Whether values of a type take no bytes. */
function isEmpty(type, lookup) {
	const { tag, value } = lookup[type].def;
	if (tag === "tuple") return value.every((inner) => isEmpty(inner, lookup));
	if (tag === "composite") return value.every((field) => isEmpty(field.type, lookup));
	return false;
}
