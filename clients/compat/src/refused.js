/** The pool does not take a transaction; the runtime's own reason has a code (docs/readings.md). */
export class Refused extends Error {
	constructor(code) {
		super(`refused with code ${code}`);
		this.code = code;
	}
}
