// The chain's main job through two libraries that nobody here wrote, from the chain's own metadata: no type of ours,
// no code generated. One story, told to both.

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, test } from "node:test";

import { alice, CARRIER, CLINIC, HEUR, MAKER, STABLECOIN } from "../src/accounts.js";
import { itemId } from "../src/device.js";
import { DevNode } from "../src/node.js";
import { PolkadotApi } from "../src/polkadot-api.js";
import { PolkadotJs } from "../src/polkadot-js.js";
import * as story from "../src/story.js";

const { HOUR, SECOND } = story;

/** For how many blocks something is waited for. */
const PATIENCE = 30;

/** Codes of refusals (docs/readings.md). */
const ALREADY_RECEIVED = 4;
const SIGNATURE_INVALID = 20;

for (const Library of [PolkadotJs, PolkadotApi]) {
	describe(Library.title, { timeout: 180_000 }, () => {
		let node;
		let chain;

		before(async () => {
			node = await DevNode.start(["--sealing", "instant"]);
			chain = await Library.connect(node);
			// The clock of a chain without blocks stands at 0.
			await done(alice, story.remark());
		});
		after(async () => {
			await chain?.close();
			await node?.stop();
		});

		/** Sends a call that has to succeed: its events. */
		async function done(signer, call) {
			const { events, error } = await chain.send(signer, call);
			assert.equal(error, undefined, `${call.pallet}.${call.call}`);
			return events;
		}

		/** What an event says. */
		function data(events, name) {
			const found = events.find((event) => event.name === name);
			assert.ok(found, `no ${name} among ${events.map((event) => event.name).join(", ")}`);
			return found.data;
		}

		/** What a transaction cost. */
		const fee = (events) => data(events, "TransactionPayment.TransactionFeePaid").actual_fee;

		/** A device that nobody has heard of, with a key of its own. */
		function newDevice(serial = `TS1-${randomBytes(4).toString("hex")}`) {
			return new story.Thermometer({ maker: MAKER.org, serial, secret: randomBytes(32) });
		}

		/** The maker lists a device, and the clinic enrols it: the events of that. */
		async function enrol(device) {
			await done(MAKER.signer, story.publishManifest(device, "Thermometer TS1"));
			const expiresAt = (await chain.now()) + HOUR;
			const word = { genesis: chain.genesis, owner: CLINIC.org, expiresAt };
			return done(CLINIC.signer, story.enrol(device, word));
		}

		/** A device that is enrolled and whose stream is open. */
		async function measuringDevice() {
			const device = newDevice();
			await enrol(device);
			await done(CLINIC.signer, story.openStream(device));
			return device;
		}

		/** What an organisation's admin can spend of the stablecoin. */
		async function coins({ signer }) {
			const account = await chain.storage("Assets", "Account", STABLECOIN, signer.address);
			return account.balance;
		}

		test("a device is enrolled from its maker's list, and its passport says so", async () => {
			const device = newDevice();
			const enrolled = data(await enrol(device), "DeviceIdentity.DeviceEnrolled");
			assert.equal(enrolled.device, device.id);

			const stored = await chain.storage("DeviceIdentity", "Devices", device.id);
			assert.equal(stored.maker, MAKER.org);
			assert.equal(stored.owner, CLINIC.org);
			assert.deepEqual(stored.latest.key, { type: "Ed25519", value: device.publicKey });

			const passport = await chain.view("DeviceIdentity", "passport", device.id);
			assert.equal(passport.owner, CLINIC.org);
			assert.equal(passport.origin.maker, MAKER.org);
			assert.equal(passport.origin.model, `0x${Buffer.from("Thermometer TS1").toString("hex")}`);
			assert.equal(passport.origin.status.type, "Active");
			assert.equal(passport.quarantine, undefined);

			const key = { type: "Ed25519", value: device.publicKey };
			assert.equal(await chain.view("DeviceIdentity", "device_of_key", key), device.id);
			assert.equal(await chain.view("DeviceIdentity", "passport", newDevice().id), undefined);
		});

		test("a second key for a serial number is noted, and does not speak for the device", async () => {
			const device = newDevice();
			await enrol(device);
			const clone = newDevice(device.serial);
			assert.equal(clone.id, device.id);

			data(await enrol(clone), "DeviceIdentity.DuplicateClaimed");
			const passport = await chain.view("DeviceIdentity", "passport", device.id);
			assert.equal(passport.origin.status.type, "Suspect");
			assert.equal(passport.key.key.value, device.publicKey);
		});

		test("what a device signed is carried for nothing, and read back", async () => {
			const device = await measuringDevice();
			const now = await chain.now();
			const two = device.measured(chain.genesis, [231n, now - SECOND], [229n, now]);
			const one = device.measured(chain.genesis, [-5n, now + SECOND]);

			const events = await done(alice, story.relay(two, one));
			assert.deepEqual(data(events, "ReadingAttestation.Relayed").refused, []);
			assert.equal(fee(events), 0n);

			const latest = await chain.view("ReadingAttestation", "latest", device.signal);
			assert.equal(latest.value, -5n);
			assert.equal(latest.exponent, story.EXPONENT);
			assert.equal(latest.measured, now + SECOND);
			assert.equal(latest.sequence, 2n);
			assert.equal(latest.tainted, false);

			const stream = await chain.storage("ReadingAttestation", "Streams", device.id, story.TEMP);
			assert.deepEqual(
				stream.recent.map(({ value }) => value),
				[231n, 229n, -5n],
			);
			const shown = await chain.view("ReadingAttestation", "stream", device.signal);
			assert.equal(shown.sound, true);
			assert.equal(shown.fresh, true);
		});

		test("a bad envelope is named and skipped, and the gateway pays", async () => {
			const device = await measuringDevice();
			const now = await chain.now();
			const good = device.measured(chain.genesis, [40n, now - SECOND]);
			const forged = device.measured(chain.genesis, [50n, now]);
			forged[forged.length - 1] ^= 1;
			const refusal = await chain.view("ReadingAttestation", "refusal", new Uint8Array(forged));
			assert.equal(refusal.type, "SignatureInvalid");

			const events = await done(alice, story.relay(forged, good));
			const { accepted, refused } = data(events, "ReadingAttestation.Relayed");
			assert.equal(accepted, 1);
			assert.deepEqual(
				refused.map(([place, reason]) => [place, reason.type]),
				[[0, "SignatureInvalid"]],
			);
			assert.ok(fee(events) > 0n);
			const latest = await chain.view("ReadingAttestation", "latest", device.signal);
			assert.equal(latest.value, 40n);
		});

		test("a reading needs no account", async () => {
			const device = await measuringDevice();
			const envelope = device.measured(chain.genesis, [45n, await chain.now()]);
			const { bytes, block } = await chain.sendGeneral(story.submit(envelope));
			const latest = await chain.view("ReadingAttestation", "latest", device.signal);
			assert.equal(latest.value, 45n);
			assert.equal(latest.sequence, 1n);
			const { block: body } = await node.rpc("chain_getBlock", [block]);
			assert.ok(body.extrinsics.includes(bytes));

			await assert.rejects(chain.sendGeneral(story.submit(envelope)), { code: ALREADY_RECEIVED });
			const forged = device.measured(chain.genesis, [46n, await chain.now()]);
			forged[forged.length - 1] ^= 1;
			await assert.rejects(chain.sendGeneral(story.submit(forged)), { code: SIGNATURE_INVALID });
		});

		test("a thing gets a name, changes hands, and is traced", async () => {
			const epc = `urn:epc:id:sgtin:950600.0134352.${randomBytes(4).toString("hex")}`;
			const item = itemId(epc);
			await done(MAKER.signer, story.commission(epc));
			await done(MAKER.signer, story.offer(item, CARRIER.org, (await chain.now()) + HOUR));
			const accepted = data(await done(CARRIER.signer, story.accept(item)), "Custody.Accepted");
			assert.equal(accepted.from, MAKER.org);
			assert.equal(accepted.to, CARRIER.org);

			const stored = await chain.storage("Custody", "Items", item);
			assert.equal(stored.owner, MAKER.org);
			assert.equal(stored.custodian, CARRIER.org);

			const shown = await chain.view("Custody", "item_by_epc", new Uint8Array(Buffer.from(epc)));
			assert.equal(shown.id, item);
			assert.equal(shown.custodian, CARRIER.org);

			const { items, next } = await chain.view("Custody", "trace", item, undefined, 10);
			assert.equal(next, undefined);
			assert.deepEqual(
				items.map(({ index, step }) => [index, step.by, step.deed.type]),
				[
					[0, MAKER.org, "Commissioned"],
					[1, CARRIER.org, "HandedOver"],
				],
			);
			assert.equal(items[1].step.deed.value.from, MAKER.org);

			const { error } = await chain.send(MAKER.signer, story.commission(epc));
			assert.equal(error, "Custody.NameTaken");
		});

		test("an agreement pays when the device says so, to the unit", async () => {
			const share = 50n * HEUR;
			const penalty = 20n * HEUR + 1n;
			const device = await measuringDevice();
			const now = await chain.now();
			const terms = story.coldRoomTerms({
				carrier: CARRIER.org,
				clinic: CLINIC.org,
				signal: device.signal,
				share,
				penalty,
				signBy: now + HOUR,
				expiresAt: now + 24n * HOUR,
			});
			const parties = [CARRIER, CLINIC];
			const before = await Promise.all(parties.map(coins));

			const proposal = story.propose(terms);
			const { agreement, hash } = data(await done(CARRIER.signer, proposal), "Agreements.Proposed");
			const mine = story.agreementHash(chain.genesis, agreement, await chain.encoded(proposal));
			assert.equal(hash, mine);
			const wrong = await chain.send(CLINIC.signer, story.sign(agreement, `0x${"11".repeat(32)}`));
			assert.equal(wrong.error, "Agreements.OtherTerms");

			await done(CARRIER.signer, story.sign(agreement, mine));
			assert.equal(await coins(CARRIER), before[0] - share);
			data(await done(CLINIC.signer, story.sign(agreement, mine)), "Agreements.Activated");
			const { status } = await chain.view("Agreements", "status", agreement);
			assert.equal(status.type, "Active");

			// Cold enough: nothing happens, and the chain says so beforehand.
			await done(alice, story.relay(device.measured(chain.genesis, [80n, (await chain.now()) - SECOND])));
			const [cold] = await chain.view("Agreements", "explain", agreement);
			assert.equal(cold.truth.type, "False");
			const [warm] = await chain.view("Agreements", "what_if", agreement, device.signal, 81n);
			assert.equal(warm.fires, true);

			await done(alice, story.relay(device.measured(chain.genesis, [81n, await chain.now()])));
			const ended = await settled(agreement);
			assert.deepEqual(ended.status.status, { type: "Ended", value: { type: "Completed", value: undefined } });
			assert.deepEqual(ended.status.ledger, {
				funded: share,
				paid: penalty,
				credited: 0n,
				refunded: share - penalty,
			});
			assert.equal(ended.firings[0].evidence[0].sequence, 2n);
			assert.deepEqual(await Promise.all(parties.map(coins)), [before[0] - penalty, before[1] + penalty]);
		});

		/** The statement of an agreement once it has ended. Makes blocks until then. */
		async function settled(agreement) {
			for (let block = 0; block < PATIENCE; block += 1) {
				const statement = await chain.view("Agreements", "statement", agreement);
				if (statement.status.status.type === "Ended") return statement;
				await done(alice, story.remark());
			}
			throw new Error(`${PATIENCE} blocks in vain for the end of agreement ${agreement}`);
		}

		test("terms that make no sense are refused, with the clause", async () => {
			const device = await measuringDevice();
			const now = await chain.now();
			const terms = story.coldRoomTerms({
				carrier: CARRIER.org,
				clinic: CLINIC.org,
				signal: device.signal,
				share: 1n * HEUR,
				penalty: 2n * HEUR,
				signBy: now + HOUR,
				expiresAt: now + 24n * HOUR,
			});
			const { error } = await chain.send(CARRIER.signer, story.propose(terms));
			assert.equal(error, "Agreements.Unsound");
		});
	});
}
