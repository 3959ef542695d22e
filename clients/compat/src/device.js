// A device in plain JavaScript, from what docs/devices.md and docs/envelope.md say and nothing else: a key of
// node:crypto, a few hundred bytes of CBOR, BLAKE2b for its id.

import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";

import { blake2AsU8a } from "@polkadot/util-crypto";

import { encode, Tagged } from "./cbor.js";

/** What stands before the 32 secret bytes of an Ed25519 key in PKCS #8 (RFC 8410 §7). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/** Labels of a COSE header (docs/envelope.md). */
const ALG = 1;
const CONTENT_TYPE = 3;
const KID = 4;
const SEQUENCE = -65537;
const CORRECTS = -65538;

const EDDSA = -8;
const SENML_CBOR = 112;
const COSE_SIGN1 = 18;
const DECIMAL_FRACTION = 4;

/** How a serial number's and a key's line begins on a manifest: Ed25519. */
const ED25519 = 0;

const hex = (bytes) => `0x${Buffer.from(bytes).toString("hex")}`;
const bytesOf = (text) => Buffer.from(text.replace(/^0x/, ""), "hex");

function littleEndian(number, bytes) {
	const out = Buffer.alloc(8);
	out.writeBigUInt64LE(BigInt(number));
	return out.subarray(0, bytes);
}

/** A SCALE string or byte list of fewer than 64 bytes. */
function short(bytes) {
	if (bytes.length >= 64) throw new RangeError(`${bytes.length} bytes: fewer than 64 are expected here`);
	return Buffer.concat([Buffer.from([bytes.length << 2]), Buffer.from(bytes)]);
}

/** A device's id: the hash of its maker's number and its serial number. */
export function deviceId(maker, serial) {
	const hashed = Buffer.concat([short(Buffer.from("hallmark/device")), littleEndian(maker, 4), short(Buffer.from(serial))]);
	return hex(blake2AsU8a(hashed, 256));
}

/** An item's id: the hash of its EPC URI. */
export function itemId(epc) {
	return hex(blake2AsU8a(Buffer.from(epc), 256));
}

/** A stream's name as the chain keeps it: 16 bytes, zeros behind the characters. */
export function streamName(name) {
	if (name.length === 0 || name.length > 16) throw new RangeError(`stream name "${name}": not 1 to 16 characters`);
	return hex(Buffer.from(name.padEnd(16, "\0")));
}

/** The root of a manifest of one line: that line's leaf (RFC 9162 §2.1.1). */
export function rootOfOne(line) {
	return hex(createHash("sha256").update(Buffer.of(0)).update(line).digest());
}

export class Device {
	/** The number of the last envelope. A real device keeps it through a loss of power. */
	sequence = 0;
	#secret;

	/** The device with this serial number of this maker, and these 32 bytes as its Ed25519 secret. */
	constructor({ maker, serial, secret }) {
		this.maker = maker;
		this.serial = serial;
		this.id = deviceId(maker, serial);
		this.#secret = createPrivateKey({
			key: Buffer.concat([PKCS8_HEAD, secret]),
			format: "der",
			type: "pkcs8",
		});
		const spki = createPublicKey(this.#secret).export({ format: "der", type: "spki" });
		this.publicKey = hex(spki.subarray(-32));
	}

	/** Its line on a maker's manifest (docs/device-passports.md): algorithm, key, serial number. */
	line() {
		return Buffer.concat([Buffer.of(ED25519), bytesOf(this.publicKey), Buffer.from(this.serial)]);
	}

	/** Its word that it holds its key and is `owner`'s, good until `expiresAt`. */
	possession({ genesis, owner, expiresAt }) {
		const said = Buffer.concat([
			Buffer.from("hallmark/possession/v1\0"),
			bytesOf(genesis),
			bytesOf(this.id),
			littleEndian(owner, 4),
			Buffer.of(ED25519),
			bytesOf(this.publicKey),
			littleEndian(expiresAt, 8),
		]);
		return this.#sign(said);
	}

	/**
	 * The next envelope: one or more readings of streams with this unit.
	 *
	 * A reading is `{ name, mantissa, exponent, at }`: the value is `mantissa · 10^exponent`, the time milliseconds
	 * since 1970. `corrects` is the number of the envelope that this one puts right.
	 */
	readings({ genesis, unit, readings, corrects }) {
		this.sequence += 1;
		const header = new Map([
			[ALG, EDDSA],
			[CONTENT_TYPE, SENML_CBOR],
			[KID, bytesOf(this.id)],
			[SEQUENCE, this.sequence],
		]);
		if (corrects !== undefined) header.set(CORRECTS, corrects);
		const payload = encode(readings.map((reading) => record(unit, reading)));
		return this.#seal("hallmark/reading/v1", genesis, encode(header), payload);
	}

	/** A COSE_Sign1 (RFC 9052 §4.2): what is signed commits to a purpose and a chain, which are not sent. */
	#seal(purpose, genesis, header, payload) {
		const bound = Buffer.concat([Buffer.from(purpose), bytesOf(genesis)]);
		const signature = this.#sign(encode(["Signature1", header, bound, payload]));
		return encode(new Tagged(COSE_SIGN1, [header, new Map(), payload, bytesOf(signature)]));
	}

	#sign(bytes) {
		return hex(sign(null, bytes, this.#secret));
	}
}

/** A SenML record (RFC 8428 §6). */
function record(unit, { name, mantissa, exponent = 0, at }) {
	const time = at % 1000n === 0n ? at / 1000n : new Tagged(DECIMAL_FRACTION, [-3, at]);
	const value = exponent === 0 ? mantissa : new Tagged(DECIMAL_FRACTION, [exponent, mantissa]);
	return new Map([
		[0, name],
		[1, unit],
		[2, value],
		[6, time],
	]);
}
