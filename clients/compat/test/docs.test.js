// docs/polkadot-js.md says what to type into Polkadot.js Apps. Here it is typed: every step is sent as the page has it,
// and every name on it is looked for in the chain's metadata. And whatever a page of docs/ says that a test shows, there
// is such a test.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import * as util from "@polkadot/util";

import { alice, CARRIER, CLINIC, STABLECOIN } from "../src/accounts.js";
import { DevNode } from "../src/node.js";
import { PolkadotJs } from "../src/polkadot-js.js";
import { asTyped, device, EPC, item, signerOf, STEPS } from "../src/steps.js";
import { remark, TEMP } from "../src/story.js";

const DOCS = fileURLToPath(new URL("../../../docs/", import.meta.url));
const APPS = fileURLToPath(new URL("../src/apps.js", import.meta.url));

/** What stands on the page where the program prints a value that is another one each time. */
const PRINTED = "*printed*";

/** For how many blocks something is waited for. */
const PATIENCE = 30;

const page = await readFile(path.join(DOCS, "polkadot-js.md"), "utf8");

/** The page's steps, in their order: the program's step, who sends it, its call, the table below it, its events. */
function stepsOf(text) {
	return text
		.split(/^##+ /m)
		.filter((section) => /^\d+\. /.test(section))
		.map((section) => ({
			step: /npm run --silent apps (\w+)/.exec(section)?.[1],
			by: [...section.matchAll(/\*\*([A-Z]+)\*\*/g)].map(([, name]) => name),
			call: /^call: `([\w.]+)`/m.exec(section)?.[1],
			parameters: [...section.matchAll(/^\| `([\w.]+)` \| (?:`([^`]*)`|(\*printed\*|left out|empty)) \|$/gm)].map(
				([, name, value, printed]) => [name, value ?? printed],
			),
			events: happenings(section),
		}));
}

/** Everything in code that reads `pallet.Event` or `pallet.Error`. */
const happenings = (text) => [...text.matchAll(/`([a-z]\w+\.[A-Z]\w+)`/g)].map(([, name]) => name);

/** Everything in code that reads `pallet.name` and is no parameter in a table. */
function names(text) {
	const prose = text.replaceAll(/^\|.*$/gm, "");
	return [...prose.matchAll(/`([a-z]\w+)\.([a-z]\w+)`/g)].map(([, pallet, name]) => [pallet, name]);
}

/** Parameters with nothing in particular where the page leaves the value to the program. */
const withoutPrinted = (parameters, onPage) =>
	parameters.map(([name, value], place) => [name, onPage[place]?.[1] === PRINTED ? PRINTED : value]);

describe("docs/polkadot-js.md", { timeout: 180_000 }, () => {
	let node;
	let chain;

	before(async () => {
		node = await DevNode.start(["--sealing", "instant"]);
		chain = await PolkadotJs.connect(node);
		await chain.send(alice, remark());
	});
	after(async () => {
		await chain?.close();
		await node?.stop();
	});

	/** Runs the program that the page speaks of: what it prints, and how it ended. */
	async function apps(...args) {
		const run = promisify(execFile)(process.execPath, [APPS, ...args]);
		return run.then(
			({ stdout }) => ({ code: 0, stdout, stderr: "" }),
			({ code, stdout, stderr }) => ({ code, stdout, stderr }),
		);
	}

	async function coins({ signer }) {
		return (await chain.storage("Assets", "Account", STABLECOIN, signer.address)).balance;
	}

	test("its steps are the program's, in their order", () => {
		assert.deepEqual(
			stepsOf(page).map(({ step, by }) => [step, by]),
			[...STEPS].map(([name, { by }]) => [name, by]),
		);
	});

	test("typed as it says, each step does what it says, and then the snippet shows it", async (t) => {
		const parties = [CARRIER, CLINIC];
		const coinsBefore = await Promise.all(parties.map(coins));
		for (const { step, call, parameters, events } of stepsOf(page)) {
			await t.test(step, async () => {
				const { by, make } = STEPS.get(step);
				const made = await make(chain);
				const typed = asTyped(made);
				assert.equal(call, typed.name);
				assert.deepEqual(parameters, withoutPrinted(typed.parameters, parameters));

				const from = await height();
				for (const name of by) {
					const { error } = await chain.send(signerOf(name), made);
					assert.equal(error, undefined, `${name}: ${call}`);
				}
				if (step === "relayWarm") await settled();
				const seen = await eventsAfter(from);
				assert.ok(events.length > 0, "the page says what one sees");
				for (const event of events) assert.ok(seen.has(event), `${event} is not among ${[...seen].join(", ")}`);
				await shown[step]?.();
			});
		}
		const gains = (await Promise.all(parties.map(coins))).map((now, place) => now - coinsBefore[place]);
		assert.deepEqual(gains, [-20_000_000n, 20_000_000n]);
		await t.test("snippet", runSnippet);
	});

	/** What the page says that *Chain state* shows after a step. */
	const shown = {
		async enrolWithManifest() {
			const { maker, owner, status, previous } = await chain.storage("DeviceIdentity", "Devices", device.id);
			assert.deepEqual([maker, owner, status.type, previous], [1, 2, "Active", undefined]);
		},
		async relay() {
			const { latest } = await chain.storage("ReadingAttestation", "Streams", device.id, TEMP);
			assert.equal(latest.value, 45n);
		},
		async offer() {
			assert.equal((await chain.storage("Custody", "Items", item)).custodian, 1);
		},
		async accept() {
			const { owner, custodian } = await chain.storage("Custody", "Items", item);
			assert.deepEqual([owner, custodian], [1, 3]);
			const { deed } = await chain.storage("Custody", "Steps", item, 1);
			assert.equal(deed.type, "HandedOver");
			assert.deepEqual([deed.value.from, deed.value.to], [1, 3]);
		},
		async relayWarm() {
			const { evidence } = await chain.storage("Agreements", "Firings", 1, 0);
			assert.equal(evidence[0].sequence, 2n);
		},
	};

	const height = async () => (await chain.api.rpc.chain.getHeader()).number.toNumber();

	/** The names of all events in the blocks above a height. */
	async function eventsAfter(from) {
		const seen = new Set();
		for (let number = from + 1; number <= (await height()); number += 1) {
			const block = await chain.api.at(await chain.api.rpc.chain.getBlockHash(number));
			for (const { event } of await block.query.system.events()) seen.add(`${event.section}.${event.method}`);
		}
		return seen;
	}

	/** What a reading leads to may be done in one of the blocks that follow it: makes blocks until it is. */
	async function settled() {
		const agreement = await chain.storage("Agreements", "LastAgreement");
		for (let block = 0; block < PATIENCE; block += 1) {
			const { status } = await chain.storage("Agreements", "Contracts", agreement);
			if (status.type === "Ended") return;
			await chain.send(alice, remark());
		}
		throw new Error(`${PATIENCE} blocks in vain for the end of the agreement`);
	}

	/** Runs the page's snippet as Apps does, with what Apps hands to it. */
	async function runSnippet() {
		const [, snippet] = /^```js\n(.*?)^```$/ms.exec(page);
		const asked = [...snippet.matchAll(/view\('(\w+)', '(\w+)'/g)].map(([, pallet, name]) => `${pallet}.${name}`);
		const printed = [];
		const log = (value) => printed.push(value);
		const AsyncFunction = (async () => {}).constructor;
		await new AsyncFunction("api", "util", "console", snippet)(chain.api, util, { log });

		assert.equal(printed.length, asked.length);
		const byName = new Map(asked.map((name, place) => [name, printed[place]]));
		assert.equal(byName.get("DeviceIdentity.verify_origin").model, "Thermometer TS1");
		assert.equal(byName.get("ReadingAttestation.latest").value, "91");
		assert.equal(byName.get("ReadingAttestation.stream").sound, true);
		const steps = byName.get("Custody.trace").items.map(({ step }) => Object.keys(step.deed)[0]);
		assert.deepEqual(steps, ["Commissioned", "HandedOver"]);
		assert.equal(byName.get("Agreements.statement").firings.length, 1);
	}

	test("the program prints what it says", async () => {
		await Promise.all(
			["enrolWithManifest", "relay", "propose"].map(async (name) => {
				const { code, stdout, stderr } = await apps(name, "--url", node.url);
				assert.equal(code, 0, stderr);
				const [heading, , ...lines] = stdout.split("\n");
				const { call, by, parameters } = stepsOf(page).find(({ step }) => step === name);
				assert.equal(heading, `${call}, as ${by.join(", then ")}`);
				const end = lines.indexOf("");
				const printed = lines.slice(0, end).map((line) => /^(\S+) +(.*)$/.exec(line).slice(1));
				assert.deepEqual(withoutPrinted(printed, parameters), parameters);
				assert.match(lines[end + 1], /^encoded call data: 0x[0-9a-f]+$/);
			}),
		);
	});

	test("every call, storage item, event and error that it names is in the metadata", () => {
		const { tx, query, events, errors } = chain.api;
		const known = names(page);
		assert.ok(known.length > 20, `${known.length} names`);
		for (const [pallet, name] of known) {
			const there = [tx, query].some((section) => section[pallet]?.[name] !== undefined);
			assert.ok(there, `${pallet}.${name}`);
		}
		for (const happening of happenings(page)) {
			const [pallet, name] = happening.split(".");
			const there = [events, errors].some((section) => section[pallet]?.[name] !== undefined);
			assert.ok(there, happening);
		}
	});

	test("the ids that it names are those of its device and item", () => {
		for (const [id, what] of [
			[device.id, "device"],
			[item, "item"],
			[TEMP, "stream"],
		]) {
			assert.ok(page.includes(id), `${what} ${id}`);
		}
		assert.ok(page.includes(EPC));
		const known = new Set([device.id, item, TEMP]);
		const [, snippet] = /^```js\n(.*?)^```$/ms.exec(page);
		for (const id of snippet.match(/0x[0-9a-f]+/g)) assert.ok(known.has(id), id);
	});

	test("the program says what is wrong with what it was told", async () => {
		const [nothing, unknown, option, address, nobody] = await Promise.all([
			apps(),
			apps("enroll"),
			apps("relay", "--port", "9944"),
			apps("relay", "--url", node.httpUrl),
			apps("relay", "--url", "ws://127.0.0.1:1"),
		]);
		assert.equal(nothing.code, 1);
		assert.match(nothing.stderr, /^npm run --silent apps STEP/);
		assert.equal(unknown.code, 1);
		assert.match(unknown.stderr, /^no step "enroll"\n/);
		assert.equal(option.code, 1);
		assert.match(option.stderr, /--port/);
		assert.equal(address.code, 1);
		assert.match(address.stderr, /not the address of a WebSocket/);
		assert.equal(nobody.code, 1);
		assert.match(nobody.stderr, /^no node at ws:\/\/127.0.0.1:1: start one with hallmark-node --dev\n$/);
	});
});

test("what a page says that a test shows, a test shows", async () => {
	const threats = await readFile(path.join(DOCS, "threat-model.md"), "utf8");
	let shown = 0;
	for (const [, quoted, link] of `${threats}\n${page}`.matchAll(/\[([^\]]+)\]\(([^)#:]+)(?:#[^)]*)?\)/g)) {
		const target = await readFile(path.join(DOCS, link), "utf8").catch(() => undefined);
		assert.ok(target !== undefined, `${link} is not there`);
		if (!/\/tests?[/.]/.test(link)) continue;
		const name = quoted.replaceAll("`", "");
		assert.ok(target.includes(name), `no test "${name}" in ${link}`);
		shown += 1;
	}
	assert.ok(shown > 50, `${shown} tests`);
});
