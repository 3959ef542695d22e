// Whatever version of the metadata a client asks for, two decoders written by others read it and
// agree on what it says.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { decAnyMetadata, metadata as metadataCodec, unifyMetadata } from "@polkadot-api/substrate-bindings";
import { Metadata, TypeRegistry } from "@polkadot/types";

import { generalTransaction } from "../src/general.js";
import { DevNode } from "../src/node.js";

const VERSIONS = [14, 15, 16];

describe("metadata", { timeout: 120_000 }, () => {
	let node;
	const decoded = new Map();

	before(async () => {
		node = await DevNode.start();
	});
	after(() => node?.stop());

	/** The metadata's bytes in the version asked for. */
	async function fetchMetadata(version) {
		const registry = new TypeRegistry();
		const argument = registry.createType("u32", version).toHex(true);
		const answer = await node.rpc("state_call", ["Metadata_metadata_at_version", argument]);
		const bytes = Uint8Array.from(Buffer.from(answer.slice(2), "hex"));
		const metadata = registry.createType("Option<Bytes>", bytes);
		assert.ok(metadata.isSome, `the runtime knows no metadata version ${version}`);
		return metadata.unwrap().toU8a(true);
	}

	test("offers versions 14, 15 and 16", async () => {
		const answer = await node.rpc("state_call", ["Metadata_metadata_versions", "0x"]);
		const offered = new TypeRegistry().createType("Vec<u32>", answer).map((v) => v.toNumber());
		for (const version of VERSIONS) {
			assert.ok(offered.includes(version), `${version} is not among ${offered.join(", ")}`);
		}
	});

	for (const version of VERSIONS) {
		test(`version ${version} reads the same in both decoders`, async () => {
			const bytes = await fetchMetadata(version);

			const theirs = decAnyMetadata(bytes).metadata;
			assert.equal(theirs.tag, `v${version}`);
			const unified = unifyMetadata(theirs);

			const registry = new TypeRegistry();
			const polkadot = new Metadata(registry, bytes);
			assert.equal(polkadot.version, version);
			registry.setMetadata(polkadot);
			const latest = polkadot.asLatest;

			const pallets = unified.pallets.map(({ name, index }) => `${index} ${name}`);
			assert.deepEqual(
				latest.pallets.map((pallet) => `${pallet.index} ${pallet.name}`),
				pallets,
			);
			assert.equal(latest.lookup.types.length, unified.lookup.length);

			const apis = unified.apis.map(({ name }) => name);
			assert.deepEqual(
				latest.apis.map(({ name }) => name.toString()),
				apis,
			);
			decoded.set(version, { pallets, apis });
		});
	}

	test("every version describes the same pallets", () => {
		assert.deepEqual([...decoded.keys()], VERSIONS);
		const [first, ...rest] = decoded.values();
		for (const other of rest) assert.deepEqual(other.pallets, first.pallets);
		for (const name of ["System", "Balances", "Assets", "ValidatorSet", "Council", "SafeMode"]) {
			assert.ok(
				first.pallets.some((pallet) => pallet.endsWith(` ${name}`)),
				`no pallet ${name}`,
			);
		}
	});

	test("versions that describe runtime APIs name the consortium's", () => {
		for (const version of [15, 16]) {
			assert.ok(decoded.get(version).apis.includes("ConsortiumApi"), `version ${version}`);
		}
	});

	test("a transaction without an account is made from version 16, and not from a guess", async () => {
		const call = Uint8Array.of(42, 3, 0);
		const latest = await fetchMetadata(16);
		const bytes = generalTransaction(latest, call);
		// Nine bytes: format and extensions' version, four extensions that carry one, the call.
		assert.equal(Buffer.from(bytes).toString("hex"), "24450000000000" + "2a0300");
		const older = await fetchMetadata(15);
		assert.throws(() => generalTransaction(older, call), /metadata v15: .* from version 16 on/);

		const { extrinsic } = decAnyMetadata(latest).metadata.value;
		const altered = (change) => {
			const decoded = decAnyMetadata(latest);
			change(decoded.metadata.value.extrinsic);
			return metadataCodec.enc(decoded);
		};
		assert.ok(extrinsic.signedExtensions.some(({ identifier }) => identifier === "CheckNonce"));
		const unknown = altered(({ signedExtensions }) => {
			signedExtensions.find(({ identifier }) => identifier === "CheckNonce").identifier = "CheckMoonPhase";
		});
		assert.throws(() => generalTransaction(unknown, call), /extension CheckMoonPhase carries something/);
		const signedOnly = altered((described) => {
			described.version = [4];
		});
		assert.throws(() => generalTransaction(signedOnly, call), /takes no general transactions/);
	});

	test("wallets learn the token's name, decimals and address format", async () => {
		const properties = await node.rpc("system_properties");
		assert.deepEqual(properties, { ss58Format: 42, tokenDecimals: 12, tokenSymbol: "HMK" });
	});
});
