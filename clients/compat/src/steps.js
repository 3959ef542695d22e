// The steps of docs/polkadot-js.md: what each account sends, made from what the chain says now. The page's values are
// these; a test compares them and sends them.

import { alice, CARRIER, CLINIC, HEUR, MAKER } from "./accounts.js";
import { itemId } from "./device.js";
import * as story from "./story.js";

const { HOUR, SECOND } = story;

/** The page's device, with a key that everybody knows: RFC 8032 §7.1, test 1. */
const SECRET = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
export const device = new story.Thermometer({ maker: MAKER.org, serial: "TS1-0000001", secret: SECRET });

/** The page's item. */
export const EPC = "urn:epc:id:sgtin:950600.0134352.1";
export const item = itemId(EPC);

const SHARE = 50n * HEUR;
const PENALTY = 20n * HEUR;

/** Tenths of a degree: fine, and too warm. */
const COLD = 45n;
const WARM = 91n;

const ACCOUNTS = new Map([
	["ALICE", alice],
	["BOB", MAKER.signer],
	["CHARLIE", CLINIC.signer],
	["DAVE", CARRIER.signer],
]);

/** The key of an account by the name that Polkadot.js Apps gives it. */
export const signerOf = (name) => ACCOUNTS.get(name);

/** An envelope with what the device measures now, under the next number that the chain has not seen. */
async function measured(chain, tenths) {
	const known = await chain.view("ReadingAttestation", "device", device.id);
	device.sequence = Number(known?.highest ?? 0n);
	return story.relay(device.measured(chain.genesis, [tenths, (await chain.now()) - SECOND]));
}

/** The latest agreement's number, and the hash of the terms that the chain has for it, computed here. */
async function signLatest(chain) {
	const agreement = await chain.storage("Agreements", "LastAgreement");
	const terms = await chain.storage("Agreements", "Agreed", agreement);
	if (terms === undefined) throw new Error("no agreement to sign: propose one first");
	const proposal = await chain.encoded(story.propose(terms));
	return story.sign(agreement, story.agreementHash(chain.genesis, agreement, proposal));
}

/** By name: who sends it, and what it is. In this order, on a chain of one's own. */
export const STEPS = new Map([
	["publishManifest", { by: ["BOB"], make: () => story.publishManifest(device, "Thermometer TS1") }],
	[
		"enrolWithManifest",
		{
			by: ["CHARLIE"],
			make: async (chain) => {
				const expiresAt = (await chain.now()) + HOUR;
				return story.enrol(device, { genesis: chain.genesis, owner: CLINIC.org, expiresAt });
			},
		},
	],
	["openStream", { by: ["CHARLIE"], make: () => story.openStream(device) }],
	["relay", { by: ["ALICE"], make: (chain) => measured(chain, COLD) }],
	["commission", { by: ["BOB"], make: () => story.commission(EPC) }],
	[
		"offer",
		{ by: ["BOB"], make: async (chain) => story.offer(item, CARRIER.org, (await chain.now()) + HOUR) },
	],
	["accept", { by: ["DAVE"], make: () => story.accept(item) }],
	[
		"propose",
		{
			by: ["DAVE"],
			make: async (chain) => {
				const now = await chain.now();
				const terms = story.coldRoomTerms({
					carrier: CARRIER.org,
					clinic: CLINIC.org,
					signal: device.signal,
					share: SHARE,
					penalty: PENALTY,
					signBy: now + HOUR,
					expiresAt: now + 24n * HOUR,
				});
				return story.propose(terms);
			},
		},
	],
	["sign", { by: ["DAVE", "CHARLIE"], make: signLatest }],
	["relayWarm", { by: ["ALICE"], make: (chain) => measured(chain, WARM) }],
]);

/** A call as Polkadot.js Apps has it: `pallet.call`, and `[path, value]` for everything there is to type or choose. */
export function asTyped({ pallet, call, args }) {
	return { name: `${camelCase(pallet)}.${camelCase(call)}`, parameters: Object.entries(args).flatMap(typed) };
}

function typed([path, value]) {
	const name = path.split(".").map(camelCase).join(".");
	const below = (inner, place) => typed([`${name}.${place}`, inner]);
	if (value === undefined) return [[name, "left out"]];
	if (value instanceof Uint8Array) return [[name, words(value)]];
	if (Array.isArray(value)) return value.length === 0 ? [[name, "empty"]] : value.flatMap(below);
	if (typeof value !== "object") return [[name, String(value)]];
	if (!("type" in value)) return Object.entries(value).flatMap(([field, inner]) => below(inner, field));
	if (value.value === undefined) return [[name, value.type]];
	if (typeof value.value !== "object") return [[name, `${value.type}: ${value.value}`]];
	return [[name, value.type], ...Object.entries(value.value).flatMap(([field, inner]) => below(inner, field))];
}

const camelCase = (name) =>
	`${name[0].toLowerCase()}${name.slice(1)}`.replaceAll(/_(.)/g, (_, letter) => letter.toUpperCase());

/** Printable bytes as text, others as hexadecimal digits. */
function words(bytes) {
	const buffer = Buffer.from(bytes);
	const isText = buffer.length > 0 && buffer.every((byte) => byte >= 0x20 && byte < 0x7f);
	return isText ? buffer.toString() : `0x${buffer.toString("hex")}`;
}
