// CBOR (RFC 8949) in the one form that envelopes have: shortest heads, definite lengths, map keys as given.

/** A value under a CBOR tag. */
export class Tagged {
	constructor(tag, value) {
		this.tag = tag;
		this.value = value;
	}
}

/** The head of an item: major type 0 to 6 and its number, in as few bytes as hold it. */
function head(major, number) {
	const n = BigInt(number);
	const widths = [1, 2, 4, 8];
	const width = n < 24n ? 0 : widths.find((bytes) => n < 1n << BigInt(8 * bytes));
	if (width === undefined) throw new RangeError(`${n} has more than 64 bits`);
	const bytes = [(major << 5) | (width ? 24 + widths.indexOf(width) : Number(n))];
	for (let place = width - 1; place >= 0; place -= 1) bytes.push(Number((n >> BigInt(8 * place)) & 0xffn));
	return Buffer.from(bytes);
}

/** Whole numbers, byte strings, text, arrays, maps (`Map`) and tags as CBOR. Throws a `TypeError` at anything else. */
export function encode(value) {
	if (typeof value === "bigint" || Number.isSafeInteger(value)) {
		return value >= 0 ? head(0, value) : head(1, -1n - BigInt(value));
	}
	if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
	if (typeof value === "string") {
		const text = Buffer.from(value, "utf8");
		return Buffer.concat([head(3, text.length), text]);
	}
	if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encode)]);
	if (value instanceof Map) {
		return Buffer.concat([head(5, value.size), ...[...value].flat().map(encode)]);
	}
	if (value instanceof Tagged) return Buffer.concat([head(6, value.tag), encode(value.value)]);
	throw new TypeError(`no CBOR for ${typeof value} ${String(value)}: write decimals as a tag 4`);
}
