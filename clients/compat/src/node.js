// A real node for the length of a test: started on free loopback ports with a base path of its own,
// stopped and removed afterwards.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, constants, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const LOG_LINES_KEPT = 60;

/** Where the node's binary is: `HALLMARK_NODE`, or what `cargo build --release` leaves. */
async function nodeBinary() {
	const target = process.env.CARGO_TARGET_DIR ?? path.join(homedir(), ".cache/hallmark/target");
	const binary = process.env.HALLMARK_NODE ?? path.join(target, "release/hallmark-node");
	try {
		await access(binary, constants.X_OK);
	} catch {
		throw new Error(
			`no node at ${binary}: build it with scripts/test.sh, or name it in HALLMARK_NODE`,
		);
	}
	return binary;
}

/** A TCP port on loopback that nothing listens on. */
async function freePort() {
	const server = createServer();
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address();
	server.close();
	await once(server, "close");
	return port;
}

export class DevNode {
	#child;
	#basePath;
	#log = [];
	#killOnExit = () => this.#child.kill("SIGKILL");

	/** Starts `hallmark-node --dev` with these options besides, and waits until it answers. */
	static async start(options = []) {
		const node = new DevNode();
		const [binary, rpcPort] = await Promise.all([nodeBinary(), freePort()]);
		node.httpUrl = `http://127.0.0.1:${rpcPort}`;
		node.url = `ws://127.0.0.1:${rpcPort}`;
		node.#basePath = await mkdtemp(path.join(tmpdir(), "hallmark-compat-"));
		node.#child = spawn(
			binary,
			[
				"--dev",
				`--base-path=${node.#basePath}`,
				`--rpc-port=${rpcPort}`,
				"--listen-addr=/ip4/127.0.0.1/tcp/0",
				"--no-prometheus",
				"--no-telemetry",
				"--no-mdns",
				...options,
			],
			{ stdio: ["ignore", "pipe", "pipe"] },
		);
		process.once("exit", node.#killOnExit);
		for (const stream of [node.#child.stdout, node.#child.stderr]) {
			stream.setEncoding("utf8");
			stream.on("data", (text) => node.#keep(text));
		}
		try {
			await node.#ready();
		} catch (error) {
			await node.stop();
			throw error;
		}
		return node;
	}

	/** One JSON-RPC call over HTTP. Throws what the node answers as an error. */
	async rpc(method, params = []) {
		const response = await fetch(this.httpUrl, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
		});
		const { result, error } = await response.json();
		if (error) throw new Error(`${method}: ${error.message} (${error.code})`);
		return result;
	}

	/** Stops the node and removes its data. */
	async stop() {
		process.removeListener("exit", this.#killOnExit);
		if (this.#running()) {
			const exited = once(this.#child, "exit");
			this.#child.kill("SIGTERM");
			const force = setTimeout(() => this.#child.kill("SIGKILL"), STOP_TIMEOUT_MS);
			await exited;
			clearTimeout(force);
		}
		await rm(this.#basePath, { recursive: true, force: true });
	}

	#running() {
		return this.#child.exitCode === null && this.#child.signalCode === null;
	}

	#keep(text) {
		this.#log.push(...text.split("\n").filter((line) => line !== ""));
		this.#log.splice(0, Math.max(0, this.#log.length - LOG_LINES_KEPT));
	}

	async #ready() {
		const deadline = Date.now() + START_TIMEOUT_MS;
		const failed = once(this.#child, "error").then(([error]) => {
			throw error;
		});
		// Read in the race below, or never.
		failed.catch(() => {});
		for (;;) {
			if (!this.#running()) throw new Error(`the node ended at once:\n${this.#log.join("\n")}`);
			const answered = await Promise.race([this.rpc("system_health").then(Boolean, () => false), failed]);
			if (answered) return;
			if (Date.now() > deadline) {
				throw new Error(`the node did not answer in time:\n${this.#log.join("\n")}`);
			}
			await delay(100);
		}
	}
}
