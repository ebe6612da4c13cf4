/** The digest of a state: 64 bits that both sides keep up with one addition or subtraction for each change. */

import { blake2bStart } from "./blake2b.ts";

const encoder = new TextEncoder();

/** The first eight bytes, big-endian, of blake2b-512 over `kind NUL key NUL version` in UTF-8. */
export function digestOf(kind: string, key: string, version: number): bigint {
  if (!Number.isSafeInteger(version)) throw new RangeError(`version ${version} of ${kind} ${key} is not exact`);
  const [first, second] = blake2bStart(encoder.encode(`${kind}\0${key}\0${version}`));
  return (BigInt(first) << 32n) | BigInt(second);
}

/** A sum of digests modulo 2^64, in 16 hexadecimal digits. */
export function written(total: bigint): string {
  return BigInt.asUintN(64, total).toString(16).padStart(16, "0");
}
