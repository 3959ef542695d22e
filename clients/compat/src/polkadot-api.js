// The chain through polkadot-api: what the shared tests need of it, with values as src/story.js writes them.

import { createClient, InvalidTxError } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";
import { getWsProvider } from "polkadot-api/ws";
import { WebSocket } from "ws";

import { generalTransaction } from "./general.js";
import { Refused } from "./refused.js";

/** A plain value as this library takes it: a struct of one field is that field. */
function toPolkadotApi(value) {
	if (Array.isArray(value)) return value.map(toPolkadotApi);
	if (!isObject(value)) return value;
	if ("type" in value) return { type: value.type, value: fieldsOf(value.value) };
	const fields = Object.values(value);
	return fields.length === 1 ? toPolkadotApi(fields[0]) : fieldsOf(value);
}

/** The same of what keeps its fields, however few there are: what a call or a variant carries. */
function fieldsOf(value) {
	if (!isObject(value) || "type" in value) return toPolkadotApi(value);
	return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, toPolkadotApi(inner)]));
}

const isObject = (value) =>
	typeof value === "object" && !Array.isArray(value) && !(value instanceof Uint8Array);

/** Whatever this library decoded, with all bytes as hexadecimal digits. */
function plain(value) {
	if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString("hex")}`;
	if (Array.isArray(value)) return value.map(plain);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([field, inner]) => [field, plain(inner)]));
}

export class PolkadotApi {
	static title = "polkadot-api";

	/** Connects to a node. Types are the chain's own (`getUnsafeApi`): nothing is generated beforehand. */
	static async connect(node) {
		const chain = new PolkadotApi();
		chain.client = createClient(getWsProvider(node.url, { websocketClass: WebSocket }));
		chain.api = chain.client.getUnsafeApi();
		chain.genesis = (await chain.client.getChainSpecData()).genesisHash;
		return chain;
	}

	close() {
		this.client.destroy();
	}

	/** The chain's clock, in milliseconds since 1970. */
	now() {
		return this.api.query.Timestamp.Now.getValue({ at: "best" });
	}

	/** The SCALE encoding of a call: two bytes that say which, and its arguments. */
	encoded(call) {
		return this.#transaction(call).getEncodedData();
	}

	/** Signs and sends a call. Resolves when it is final: its events, and the name of its error if it failed. */
	async send(signer, call) {
		const sr25519 = getPolkadotSigner(signer.publicKey, "Sr25519", (bytes) => signer.sign(bytes));
		const { events, dispatchError } = await this.#transaction(call).signAndSubmit(sr25519);
		return { events: events.map(plainEvent), error: nameOf(dispatchError) };
	}

	/** Sends a call without an account, as a general transaction. Throws `Refused` if the pool does not take it. */
	async sendGeneral(call) {
		const { hash } = await this.client.getFinalizedBlock();
		const metadata = await this.client.getMetadata(hash);
		const bytes = generalTransaction(metadata, await this.encoded(call));
		try {
			const { block } = await this.client.submit(bytes);
			return { bytes: `0x${Buffer.from(bytes).toString("hex")}`, block: block.hash };
		} catch (error) {
			const reason = error instanceof InvalidTxError ? error.error.value : undefined;
			throw reason?.type === "Custom" ? new Refused(reason.value) : error;
		}
	}

	/** A storage item under its keys. */
	async storage(pallet, item, ...keys) {
		return plain(await this.api.query[pallet][item].getValue(...keys.map(toPolkadotApi), { at: "best" }));
	}

	/** A pallet's view function. */
	async view(pallet, name, ...args) {
		return plain(await this.api.view[pallet][name](...args.map(toPolkadotApi), { at: "best" }));
	}

	#transaction({ pallet, call, args }) {
		return this.api.tx[pallet][call](fieldsOf(args));
	}
}

function nameOf(error) {
	if (error === undefined) return undefined;
	if (error.type !== "Module") return error.type;
	return `${error.value.type}.${error.value.value.type}`;
}

function plainEvent({ type, value }) {
	return { name: `${type}.${value.type}`, data: plain(value.value) };
}
