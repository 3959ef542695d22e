// What a maker, a clinic and a carrier do, as plain objects: neither library's own types, and no type of ours. A call
// is `{ pallet, call, args }` with the metadata's names; bytes of a fixed length are hexadecimal digits, others a
// `Uint8Array`; an enum is `{ type, value }`; what is not there is `undefined`; numbers of 64 bits and more are `bigint`.

import { blake2AsHex } from "@polkadot/util-crypto";

import { STABLECOIN } from "./accounts.js";
import { Device, rootOfOne, streamName } from "./device.js";

/** In milliseconds. */
export const SECOND = 1_000n;
export const HOUR = 3_600n * SECOND;

export const TEMP = streamName("temp");
/** Tenths of a degree. */
export const EXPONENT = -1;

const NO_HASH = `0x${"00".repeat(32)}`;
const NOWHERE_IN_PARTICULAR = { place: undefined, document: undefined };

const text = (words) => new Uint8Array(Buffer.from(words));
const call = (pallet, name, args) => ({ pallet, call: name, args });
const word = (type, value) => ({ type, value });

/** A thermometer that measures tenths of a degree. */
export class Thermometer extends Device {
	/** Its stream. */
	get signal() {
		return { device: this.id, name: TEMP };
	}

	/** An envelope with readings `[tenths, at]`. */
	measured(genesis, ...readings) {
		const senml = readings.map(([mantissa, at]) => ({ name: "temp", mantissa, exponent: EXPONENT, at }));
		return this.readings({ genesis, unit: "Cel", readings: senml });
	}
}

/** The maker's list, on which this is the only device. */
export function publishManifest(device, model) {
	return call("DeviceIdentity", "publish_manifest", { root: rootOfOne(device.line()), size: 1n, model: text(model) });
}

/** The owner enrols the device by its line on that list, with the device's own word. */
export function enrol(device, { genesis, owner, expiresAt }) {
	return call("DeviceIdentity", "enrol_with_manifest", {
		maker: device.maker,
		root: rootOfOne(device.line()),
		entry: { serial: text(device.serial), key: word("Ed25519", device.publicKey), index: 0, path: [] },
		proof: { expires_at: expiresAt, signature: device.possession({ genesis, owner, expiresAt }) },
	});
}

/** The owner opens the stream. */
export function openStream({ signal }) {
	return call("ReadingAttestation", "open_stream", {
		...signal,
		terms: {
			unit: word("Celsius"),
			exponent: EXPONENT,
			retention: 0,
			bounds: { min: -400n, max: 850n, min_interval: SECOND, longest_silence: HOUR },
		},
	});
}

/** A gateway carries what devices signed. */
export function relay(...envelopes) {
	return call("ReadingAttestation", "relay", { envelopes: envelopes.map((envelope) => new Uint8Array(envelope)) });
}

/** The same without an account. */
export function submit(envelope) {
	return call("ReadingAttestation", "submit", { envelope: new Uint8Array(envelope) });
}

/** A maker names a thing. */
export function commission(epc) {
	return call("Custody", "commission", {
		items: [{ epc: text(epc), quantity: undefined }],
		lot: undefined,
		expires: undefined,
		context: NOWHERE_IN_PARTICULAR,
	});
}

/** Whoever has a thing offers it to another. */
export function offer(item, to, expiresAt) {
	return call("Custody", "offer", {
		item,
		title: word("Custody"),
		to,
		expires_at: expiresAt,
		recall: undefined,
		context: NOWHERE_IN_PARTICULAR,
	});
}

/** Who it was offered to accepts it. */
export function accept(item) {
	return call("Custody", "accept", { item, title: word("Custody") });
}

/**
 * Terms: the carrier puts a share in. Should the clinic's thermometer say more than 8 °C, so much of it is paid to the
 * clinic, the rest goes back, and that is the end. Otherwise all of it goes back when the time is over.
 */
export function coldRoomTerms({ carrier, clinic, signal, share, penalty, signBy, expiresAt }) {
	return {
		parties: [
			{ org: carrier, escrow: share },
			{ org: clinic, escrow: 0n },
		],
		asset: STABLECOIN,
		streams: [{ signal, unit: word("Celsius"), exponent: EXPONENT }],
		clauses: [
			{
				when: {
					nodes: [
						word("Reading", {
							signal,
							look: word("Window"),
							comparison: word("Above"),
							limit: { mantissa: 8n, exponent: 0 },
							run: 1,
						}),
					],
				},
				often: word("Once"),
				challenge: 0n,
				unknown: word("Waits"),
				actions: [word("Pay", { from: 0, to: 1, amount: penalty }), word("RefundRest"), word("End")],
			},
		],
		tickets: [],
		commands: [],
		arbitration: undefined,
		witnesses: [],
		sign_by: signBy,
		expires_at: expiresAt,
		document: NO_HASH,
	};
}

/** A party proposes terms. */
export function propose(terms) {
	return call("Agreements", "propose", { terms });
}

/** A party signs exactly the terms with this hash. */
export function sign(agreement, hash) {
	return call("Agreements", "sign", { agreement, hash });
}

/**
 * The hash that parties sign, from the terms that they have in their hands: whoever computes it need not believe what
 * a node says. `proposal` is the encoded call `propose`, which is two bytes and the terms.
 */
export function agreementHash(genesis, agreement, proposal) {
	const purpose = Buffer.from("hallmark/agreement/v1");
	const number = Buffer.alloc(4);
	number.writeUInt32LE(agreement);
	const signed = [
		Buffer.of(purpose.length << 2),
		purpose,
		Buffer.from(genesis.slice(2), "hex"),
		number,
		Buffer.from(proposal).subarray(2),
	];
	return blake2AsHex(Buffer.concat(signed), 256);
}

/** Does nothing but make a block where blocks are made on demand. */
export function remark() {
	return call("System", "remark", { remark: text("") });
}
