// polkadot-api: the newer library, on the new JSON-RPC (`chainHead_v1`), with types taken from the
// chain's own metadata.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { createClient } from "polkadot-api";
import { getPolkadotSigner } from "polkadot-api/signer";
import { getWsProvider } from "polkadot-api/ws";
import { WebSocket } from "ws";

import { alice, freshAddress, HMK } from "../src/accounts.js";
import { DevNode } from "../src/node.js";

const HEADS = 4;

describe("polkadot-api", { timeout: 120_000 }, () => {
	let node;
	let client;
	let api;
	const signer = getPolkadotSigner(alice.publicKey, "Sr25519", (bytes) => alice.sign(bytes));

	before(async () => {
		node = await DevNode.start();
		client = createClient(getWsProvider(node.url, { websocketClass: WebSocket }));
		api = client.getUnsafeApi();
	});
	after(async () => {
		client?.destroy();
		await node?.stop();
	});

	test("a signed transfer is finalised", async () => {
		const to = freshAddress();
		const call = api.tx.Balances.transfer_keep_alive({ dest: { type: "Id", value: to }, value: HMK });
		const estimate = await call.getEstimatedFees(alice.address);
		assert.ok(estimate > 0n);

		const outcome = await call.signAndSubmit(signer);
		assert.equal(outcome.ok, true, JSON.stringify(outcome.dispatchError));
		const paid = outcome.events.find(
			({ type, value }) => type === "TransactionPayment" && value.type === "TransactionFeePaid",
		);
		assert.ok(paid.value.value.actual_fee > 0n);

		const { data } = await api.query.System.Account.getValue(to);
		assert.equal(data.free, HMK);
		assert.equal(await node.rpc("chain_getBlockHash", [outcome.block.number]), outcome.block.hash);
	});

	test("a failed call is named by the metadata", async () => {
		const call = api.tx.Council.vote({ proposal: `0x${"77".repeat(32)}`, index: 0, approve: true });
		const { ok, dispatchError } = await call.signAndSubmit(signer);
		assert.equal(ok, false);
		assert.equal(dispatchError.type, "Module");
		assert.equal(dispatchError.value.type, "Council");
		assert.equal(dispatchError.value.value.type, "ProposalMissing");
	});

	test("finalised heads follow one another without a gap", async () => {
		// Finality may take several blocks at once: the ones between come from `blocks$`, which
		// names every block after its parent.
		const parents = new Map();
		const blocks = client.blocks$.subscribe(({ hash, parent }) => parents.set(hash, parent));
		const heads = [];
		try {
			await new Promise((resolve, reject) => {
				client.finalizedBlock$.subscribe({
					next(head) {
						heads.push(head);
						if (head.number - heads[0].number >= HEADS - 1) resolve();
					},
					error: reject,
				});
			});
		} finally {
			blocks.unsubscribe();
		}
		for (let i = 1; i < heads.length; i += 1) {
			let ancestor = heads[i].parent;
			for (let number = heads[i].number - 1; number > heads[i - 1].number; number -= 1) {
				ancestor = parents.get(ancestor);
			}
			assert.equal(ancestor, heads[i - 1].hash);
		}
	});

	test("the consortium is read through its runtime API", async () => {
		const consortium = await api.apis.ConsortiumApi.consortium();
		assert.deepEqual(consortium.validators, [alice.address]);
		assert.deepEqual(consortium.next_validators, [alice.address]);
		assert.deepEqual(consortium.elected_validators, [alice.address]);
		assert.deepEqual(consortium.council, [alice.address]);
		assert.equal(consortium.session_length, 15);
		assert.equal(consortium.minimum_validators, 1);
		assert.equal(consortium.safe_mode_until, undefined);
	});

	test("a pallet's view function answers", async () => {
		assert.deepEqual(await api.view.ValidatorSet.validators(), [alice.address]);
		const seated = await api.view.ValidatorSet.standing(alice.address);
		assert.equal(seated.type, "Seated");
		const stranger = await api.view.ValidatorSet.standing(freshAddress());
		assert.equal(stranger.type, "KeysNotSet");
	});
});
