// @polkadot/api, the library behind Polkadot.js Apps, with no option that Apps would not give it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { ApiPromise, WsProvider } from "@polkadot/api";

import { alice, freshAddress, HMK } from "../src/accounts.js";
import { DevNode } from "../src/node.js";

const HEADS = 4;

describe("@polkadot/api", { timeout: 120_000 }, () => {
	let node;
	let api;

	before(async () => {
		node = await DevNode.start();
		api = await ApiPromise.create({ provider: new WsProvider(node.url) });
	});
	after(async () => {
		await api?.disconnect();
		await node?.stop();
	});

	/** Signs with Alice's key and waits for finality: what happened, in which block. */
	function signAndFinalise(call) {
		return new Promise((resolve, reject) => {
			call.signAndSend(alice, ({ status, events, dispatchError }) => {
				if (status.isFinalized) {
					resolve({ block: status.asFinalized.toHex(), events, dispatchError });
				} else if (status.isInvalid || status.isDropped || status.isUsurped) {
					reject(new Error(`the pool says: ${status.type}`));
				}
			}).catch(reject);
		});
	}

	test("a signed transfer is finalised", async () => {
		const to = freshAddress();
		const { block, events, dispatchError } = await signAndFinalise(
			api.tx.balances.transferKeepAlive(to, HMK),
		);
		assert.equal(dispatchError, undefined);
		assert.ok(events.some(({ event }) => api.events.balances.Transfer.is(event)));

		const fee = events.find(({ event }) => api.events.transactionPayment.TransactionFeePaid.is(event));
		assert.ok(fee.event.data.actualFee.toBigInt() > 0n);

		const { data } = await (await api.at(block)).query.system.account(to);
		assert.equal(data.free.toBigInt(), HMK);

		const { number } = await api.rpc.chain.getHeader(block);
		assert.equal((await api.rpc.chain.getBlockHash(number.unwrap())).toHex(), block);
		const finalised = await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead());
		assert.ok(finalised.number.toNumber() >= number.toNumber());
	});

	test("a failed call is named by the metadata", async () => {
		const unknown = `0x${"77".repeat(32)}`;
		const { dispatchError } = await signAndFinalise(api.tx.council.vote(unknown, 0, true));
		assert.ok(dispatchError?.isModule, `${dispatchError}`);
		const { section, name } = api.registry.findMetaError(dispatchError.asModule);
		assert.equal(`${section}.${name}`, "council.ProposalMissing");
	});

	test("finalised heads follow one another without a gap", async () => {
		const heads = [];
		await new Promise((resolve, reject) => {
			api.derive.chain
				.subscribeFinalizedHeads((head) => {
					heads.push(head);
					if (heads.length >= HEADS) resolve();
				})
				.then((stop) => api.once("disconnected", stop), reject);
		});
		for (let i = 1; i < heads.length; i += 1) {
			assert.equal(heads[i].parentHash.toHex(), heads[i - 1].hash.toHex());
			assert.equal(heads[i].number.toNumber(), heads[i - 1].number.toNumber() + 1);
		}
	});

	test("the consortium is read through its runtime API", async () => {
		const consortium = await api.call.consortiumApi.consortium();
		const addresses = (list) => list.map((account) => account.toString());
		assert.deepEqual(addresses(consortium.validators), [alice.address]);
		assert.deepEqual(addresses(consortium.nextValidators), [alice.address]);
		assert.deepEqual(addresses(consortium.electedValidators), [alice.address]);
		assert.deepEqual(addresses(consortium.council), [alice.address]);
		assert.equal(consortium.sessionLength.toNumber(), 15);
		assert.equal(consortium.minimumValidators.toNumber(), 1);
		assert.ok(consortium.safeModeUntil.isNone);
	});
});
