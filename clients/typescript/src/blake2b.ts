/**
 * BLAKE2b-512 without a key (RFC 7693), for Node and browsers, neither of which has it for both.
 *
 * A 64-bit word is two elements of an array: the low half first.
 */

const BLOCK = 128;
const INITIAL = Uint32Array.from([
  0xf3bcc908, 0x6a09e667, 0x84caa73b, 0xbb67ae85, 0xfe94f82b, 0x3c6ef372, 0x5f1d36f1, 0xa54ff53a, 0xade682d1,
  0x510e527f, 0x2b3e6c1f, 0x9b05688c, 0xfb41bd6b, 0x1f83d9ab, 0x137e2179, 0x5be0cd19,
]);
/** Which words of a block each round mixes, two for each of its eight steps. */
const ORDER = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
] as const;
const ROUNDS = 12;
/** The words that each step mixes: columns, then diagonals. */
const STEPS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

const state = new Uint32Array(16);
const mixed = new Uint32Array(32);
const block = new Uint32Array(32);

const at = (words: Uint32Array, index: number): number => words[index] as number;

/** Add a word of another array, and perhaps a third one, to a word of `mixed`. */
function add(to: number, other: Uint32Array, from: number): void {
  const low = at(mixed, to) + at(other, from);
  mixed[to] = low;
  mixed[to + 1] = at(mixed, to + 1) + at(other, from + 1) + (low > 0xffffffff ? 1 : 0);
}

/** Combine a word of `mixed` with another one, then rotate it right. */
function turn(to: number, from: number, bits: 16 | 24 | 32 | 63): void {
  const low = at(mixed, to) ^ at(mixed, from);
  const high = at(mixed, to + 1) ^ at(mixed, from + 1);
  if (bits === 32) {
    mixed[to] = high;
    mixed[to + 1] = low;
  } else if (bits === 63) {
    mixed[to] = (low << 1) | (high >>> 31);
    mixed[to + 1] = (high << 1) | (low >>> 31);
  } else {
    mixed[to] = (low >>> bits) | (high << (32 - bits));
    mixed[to + 1] = (high >>> bits) | (low << (32 - bits));
  }
}

function compress(counted: number, isLast: boolean): void {
  mixed.set(state);
  mixed.set(INITIAL, 16);
  mixed[24] = at(mixed, 24) ^ counted;
  mixed[25] = at(mixed, 25) ^ Math.floor(counted / 0x100000000);
  if (isLast) {
    mixed[28] = ~at(mixed, 28);
    mixed[29] = ~at(mixed, 29);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const order = ORDER[(round % ORDER.length) as 0];
    STEPS.forEach(([a, b, c, d], step) => {
      const [wa, wb, wc, wd] = [2 * a, 2 * b, 2 * c, 2 * d];
      add(wa, mixed, wb);
      add(wa, block, 2 * (order[(2 * step) as 0] as number));
      turn(wd, wa, 32);
      add(wc, mixed, wd);
      turn(wb, wc, 24);
      add(wa, mixed, wb);
      add(wa, block, 2 * (order[(2 * step + 1) as 0] as number));
      turn(wd, wa, 16);
      add(wc, mixed, wd);
      turn(wb, wc, 63);
    });
  }
  for (let word = 0; word < 16; word += 1) state[word] = at(state, word) ^ at(mixed, word) ^ at(mixed, word + 16);
}

/** Return the first 64 bits of the hash as two numbers: the first four bytes big-endian, and the next four. */
export function blake2bStart(message: Uint8Array): [number, number] {
  state.set(INITIAL);
  state[0] = at(state, 0) ^ 0x01010040; // 64 bytes of hash, no key
  const view = new Uint8Array(BLOCK);
  const words = new DataView(view.buffer);
  let begin = 0;
  do {
    const end = Math.min(begin + BLOCK, message.length);
    view.fill(0);
    view.set(message.subarray(begin, end));
    for (let word = 0; word < 32; word += 1) block[word] = words.getUint32(4 * word, true);
    compress(end, end === message.length);
    begin = end;
  } while (begin < message.length);
  words.setUint32(0, at(state, 0), true);
  words.setUint32(4, at(state, 1), true);
  return [words.getUint32(0), words.getUint32(4)];
}
