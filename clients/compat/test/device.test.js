// A device that was written in another language from the documentation alone makes the documentation's bytes.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";

import { encode, Tagged } from "../src/cbor.js";
import { Device, deviceId, itemId, rootOfOne, streamName } from "../src/device.js";

/** The examples of a page: blocks of hexadecimal digits under a name, with blanks and comments for the reader. */
async function examples(page) {
	const text = await readFile(new URL(`../../../docs/${page}`, import.meta.url), "utf8");
	const blocks = text.matchAll(/^```hex (\S+)\n(.*?)^```$/gms);
	const digits = (block) => block.replaceAll(/#.*$/gm, "").replaceAll(/\s/g, "");
	return new Map([...blocks].map(([, name, block]) => [name, digits(block)]));
}

const NOON = Date.UTC(2026, 2, 1, 12);
const hex = (bytes) => Buffer.from(bytes).toString("hex");

describe("a device in plain JavaScript", async () => {
	const page = await examples("devices.md");
	const genesis = page.get("genesis");
	/** That of docs/devices.md: number 1 of maker 3, with the key of RFC 8032 §7.1, test 1. */
	const device = () =>
		new Device({ maker: 3, serial: "TS1-0000001", secret: Buffer.from(page.get("secret"), "hex") });
	const noon = (mantissa) => ({ name: "temp", mantissa, exponent: -1, at: BigInt(NOON) });

	test("has the published id and key", () => {
		assert.equal(device().id, `0x${page.get("id")}`);
		assert.equal(device().publicKey, `0x${page.get("public")}`);
	});

	test("signs the published word that it holds its key", () => {
		const word = device().possession({ genesis, owner: 7, expiresAt: BigInt(NOON + 3_600_000) });
		assert.equal(word, `0x${page.get("possession")}`);
	});

	test("seals the published reading", () => {
		const envelope = device().readings({ genesis, unit: "Cel", readings: [noon(231)] });
		assert.equal(hex(envelope), page.get("reading"));
	});

	test("seals the published correction", () => {
		const corrects = device();
		corrects.sequence = 2;
		const envelope = corrects.readings({ genesis, unit: "Cel", readings: [noon(229)], corrects: 1 });
		assert.equal(hex(envelope), page.get("correction"));
	});

	test("counts its envelopes from 1", () => {
		const counting = device();
		const numbers = [1, 2, 3].map(() => {
			counting.readings({ genesis, unit: "Cel", readings: [noon(231)] });
			return counting.sequence;
		});
		assert.deepEqual(numbers, [1, 2, 3]);
	});

	test("writes times that are no whole seconds as milliseconds", () => {
		const odd = { ...noon(231), at: BigInt(NOON) + 500n };
		const envelope = hex(device().readings({ genesis, unit: "Cel", readings: [odd] }));
		assert.ok(envelope.includes("06c482221b0000019ca9450bf4"), envelope);
	});

	test("has a line on a manifest, and a list of one has that line's leaf as its root", () => {
		const line = device().line();
		assert.equal(hex(line), `00${page.get("public")}${hex(Buffer.from("TS1-0000001"))}`);
		// SHA-256 of a zero byte and the line, as `printf '%s' 00<line> | xxd -r -p | sha256sum` says.
		assert.equal(rootOfOne(line), "0xb90bb4af9cd7f2e5525c8e3573bb869fa981659c671ee47aa179bd46bd7e4325");
	});
});

test("CBOR takes the shortest heads", () => {
	// RFC 8949, appendix A.
	const published = [
		[0, "00"],
		[23, "17"],
		[24, "1818"],
		[100, "1864"],
		[1000, "1903e8"],
		[1000000, "1a000f4240"],
		[1000000000000n, "1b000000e8d4a51000"],
		[18446744073709551615n, "1bffffffffffffffff"],
		[-1, "20"],
		[-100, "3863"],
		[-1000, "3903e7"],
		[-18446744073709551616n, "3bffffffffffffffff"],
		[Buffer.from("01020304", "hex"), "4401020304"],
		["IETF", "6449455446"],
		["\u00fc", "62c3bc"],
		[[1, [2, 3], [4, 5]], "8301820203820405"],
		[new Map([[1, 2], [3, 4]]), "a201020304"],
		[new Tagged(4, [-2, 27315]), "c48221196ab3"],
	];
	for (const [value, bytes] of published) assert.equal(hex(encode(value)), bytes);
});

test("CBOR refuses what a device must not send", () => {
	assert.throws(() => encode(23.1), /write decimals as a tag 4/);
	assert.throws(() => encode(undefined), TypeError);
	assert.throws(() => encode(18446744073709551616n), /more than 64 bits/);
});

test("names have one form", () => {
	assert.equal(streamName("temp"), "0x74656d70000000000000000000000000");
	assert.throws(() => streamName(""), /not 1 to 16 characters/);
	assert.throws(() => streamName("seventeen-letters"), /not 1 to 16 characters/);
	assert.notEqual(deviceId(1, "TS1-0000001"), deviceId(2, "TS1-0000001"));
	// docs/custody.md: BLAKE2b-256 of the URI.
	const epc = "urn:epc:id:sgtin:950600.0134352.1";
	assert.equal(itemId(epc), "0xdd1f23a3ad0acd20c01dad1ac5eaeb4c18ef6e4fe1e7f91845c531e34f61270f");
});
