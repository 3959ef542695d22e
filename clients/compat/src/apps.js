// Plays the device for docs/polkadot-js.md, and prints what to type or paste into Polkadot.js Apps.

import { parseArgs } from "node:util";

import { PolkadotJs } from "./polkadot-js.js";
import { asTyped, STEPS } from "./steps.js";

const LOCAL = "ws://127.0.0.1:9944";

const USAGE = `npm run --silent apps STEP [-- --url ${LOCAL}]

Prints what a step of docs/polkadot-js.md sends, for the chain as it is now. The steps, in their order:
${[...STEPS].map(([name, { by }]) => `  ${name.padEnd(18)} ${by.join(", then ")}`).join("\n")}`;

/** How long a node may take to answer. */
const PATIENCE_MS = 60_000;

async function connected(url) {
	let timer;
	const late = new Promise((_, reject) => {
		timer = setTimeout(reject, PATIENCE_MS);
	});
	try {
		return await Promise.race([PolkadotJs.connect({ url }, { throwOnConnect: true }), late]);
	} catch {
		throw new Error(`no node at ${url}: start one with hallmark-node --dev`);
	} finally {
		clearTimeout(timer);
	}
}

async function main() {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { url: { type: "string", default: LOCAL } },
	});
	const step = STEPS.get(positionals[0]);
	if (positionals.length !== 1 || !step) {
		const wrong = positionals.length > 0 ? `no step "${positionals.join(" ")}"\n\n` : "";
		throw new Error(`${wrong}${USAGE}`);
	}
	if (!URL.canParse(values.url) || !/^wss?:$/.test(new URL(values.url).protocol)) {
		throw new Error(`--url ${values.url}: not the address of a WebSocket, such as ${LOCAL}`);
	}
	// Its notes on each attempt to connect would stand between what is to be copied.
	console.error = () => {};
	console.warn = () => {};
	const chain = await connected(values.url);
	const call = await step.make(chain);
	const { name, parameters } = asTyped(call);
	const width = Math.max(...parameters.map(([path]) => path.length));
	console.log(`${name}, as ${step.by.join(", then ")}\n`);
	for (const [path, value] of parameters) console.log(`${path.padEnd(width)}  ${value}`);
	console.log(`\nencoded call data: 0x${Buffer.from(await chain.encoded(call)).toString("hex")}`);
	await chain.close();
}

main().then(
	() => process.exit(0),
	(error) => {
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	},
);
