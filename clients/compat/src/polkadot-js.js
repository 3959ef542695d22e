// The chain through @polkadot/api: what the shared tests need of it, with values as src/story.js writes them.

import { ApiPromise, WsProvider } from "@polkadot/api";
import { bool, Compact, Enum, GenericAccountId, Null, Option, Struct } from "@polkadot/types";
import { isBn, stringCamelCase, stringPascalCase, u8aConcat, u8aToHex } from "@polkadot/util";

import { Refused } from "./refused.js";

/** The widest numbers that come as `number`; wider ones are `bigint`. */
const NUMBER_BITS = 32;

/** A plain value as this library takes it: fields in camel case, enums as objects of one field. */
export function toPolkadotJs(value) {
	if (value === undefined) return null;
	// Bytes as bytes would be taken for bytes with their length in front.
	if (value instanceof Uint8Array) return u8aToHex(value);
	if (Array.isArray(value)) return value.map(toPolkadotJs);
	if (typeof value !== "object") return value;
	if ("type" in value) return { [value.type]: toPolkadotJs(value.value) };
	return Object.fromEntries(
		Object.entries(value).map(([field, inner]) => [stringCamelCase(field), toPolkadotJs(inner)]),
	);
}

/** What this library decoded as a plain value. */
export function fromPolkadotJs(codec) {
	if (codec instanceof Null) return undefined;
	if (codec instanceof Option) return codec.isSome ? fromPolkadotJs(codec.unwrap()) : undefined;
	if (codec instanceof Compact) return fromPolkadotJs(codec.unwrap());
	if (codec instanceof Enum) return { type: codec.type, value: fromPolkadotJs(codec.inner) };
	if (codec instanceof Struct) {
		return Object.fromEntries([...codec].map(([field, inner]) => [snakeCase(field), fromPolkadotJs(inner)]));
	}
	if (Array.isArray(codec)) return [...codec].map(fromPolkadotJs);
	if (isBn(codec)) {
		return codec.bitLength() <= NUMBER_BITS ? codec.toNumber() : codec.toBigInt();
	}
	if (codec instanceof bool) return codec.isTrue;
	if (codec instanceof GenericAccountId) return codec.toString();
	return codec.toHex();
}

/** The metadata's name of a field. This library puts `_` behind those that are words of its own, such as `hash`. */
const snakeCase = (field) => field.replace(/_$/, "").replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export class PolkadotJs {
	static title = "@polkadot/api";

	/** Connects to a node; without options, as Polkadot.js Apps does. */
	static async connect(node, options = {}) {
		const chain = new PolkadotJs();
		chain.provider = new WsProvider(node.url);
		chain.api = await ApiPromise.create({ provider: chain.provider, ...options });
		chain.genesis = chain.api.genesisHash.toHex();
		return chain;
	}

	close() {
		return this.api.disconnect();
	}

	/** The chain's clock, in milliseconds since 1970. */
	async now() {
		return (await this.api.query.timestamp.now()).toBigInt();
	}

	/** The SCALE encoding of a call: two bytes that say which, and its arguments. */
	encoded(call) {
		return this.#transaction(call).method.toU8a();
	}

	/** Signs and sends a call. Resolves when it is final: its events, and the name of its error if it failed. */
	send(signer, call) {
		return new Promise((resolve, reject) => {
			this.#transaction(call)
				.signAndSend(signer, ({ status, events, dispatchError }) => {
					if (status.isFinalized) {
						resolve({ events: events.map(plainEvent), error: this.#nameOf(dispatchError) });
					} else if (status.isInvalid || status.isDropped || status.isUsurped) {
						reject(new Error(`the pool says: ${status.type}`));
					}
				})
				.catch(reject);
		});
	}

	/** Sends a call without an account, as a general transaction. Throws `Refused` if the pool does not take it. */
	async sendGeneral(call) {
		const payload = { era: "0x00", nonce: 0, tip: 0, mode: 0, method: this.#transaction(call).method };
		const transaction = this.api.registry.createType("GeneralExtrinsic", { payload });
		const bytes = transaction.toHex();
		const block = await this.#finalised(bytes).catch((error) => {
			const code = /Custom error: (\d+)/.exec(error.message)?.[1];
			throw code === undefined ? error : new Refused(Number(code));
		});
		return { bytes, block };
	}

	/**
	 * Sends an encoded transaction: the block in which it is final. `api.rpc.author` takes a general one for the inside of
	 * another and wraps it once more, so this speaks to the library's provider.
	 */
	#finalised(bytes) {
		return new Promise((resolve, reject) => {
			const watch = (error, status) => {
				if (error) reject(error);
				else if (status.finalized) resolve(status.finalized);
				else if (status === "invalid" || status === "dropped") reject(new Error(`the pool says: ${status}`));
			};
			this.provider
				.subscribe("author_extrinsicUpdate", "author_submitAndWatchExtrinsic", [bytes], watch)
				.catch(reject);
		});
	}

	/** A storage item under its keys. */
	async storage(pallet, item, ...keys) {
		const query = this.api.query[stringCamelCase(pallet)][stringCamelCase(item)];
		return fromPolkadotJs(await query(...keys.map(toPolkadotJs)));
	}

	/**
	 * A pallet's view function. This library has no words for those yet: the runtime API that executes them is asked,
	 * with ids and types from the metadata.
	 */
	async view(pallet, name, ...args) {
		const { registry, runtimeMetadata, call } = this.api;
		const views = runtimeMetadata.asV16.pallets.find((it) => it.name.eq(pallet))?.viewFunctions;
		const view = views?.find((it) => it.name.eq(name));
		if (!view) throw new Error(`no view function ${pallet}.${name} in the metadata`);
		const typeOf = (id) => registry.createLookupType(id);
		const input = args.map((arg, place) =>
			registry.createType(typeOf(view.inputs[place].type), toPolkadotJs(arg)).toU8a(),
		);
		const answer = await call.runtimeViewFunction.executeViewFunction(view.id, u8aToHex(u8aConcat(...input)));
		if (answer.isErr) throw new Error(`${pallet}.${name}: ${answer.asErr}`);
		return fromPolkadotJs(registry.createType(typeOf(view.output), answer.asOk.toU8a(true)));
	}

	#transaction({ pallet, call, args }) {
		const make = this.api.tx[stringCamelCase(pallet)][stringCamelCase(call)];
		return make(...make.meta.args.map(({ name }) => toPolkadotJs(args[snakeCase(name.toString())])));
	}

	#nameOf(error) {
		if (error === undefined) return undefined;
		if (!error.isModule) return error.toString();
		const { section, name } = this.api.registry.findMetaError(error.asModule);
		return `${stringPascalCase(section)}.${name}`;
	}
}

function plainEvent({ event }) {
	const names = event.data.names ?? [];
	const fields = [...event.data].map(fromPolkadotJs);
	const data = Object.fromEntries(fields.map((field, place) => [snakeCase(names[place] ?? `${place}`), field]));
	return { name: `${stringPascalCase(event.section)}.${event.method}`, data };
}
