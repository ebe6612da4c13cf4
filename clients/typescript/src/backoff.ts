/** How long to wait before the next attempt: full jitter, so that a crowd does not return at once. */

const FIRST_MS = 250;
const LONGEST_MS = 20_000;

/** Milliseconds after so many failures in a row. `drawn` is random in [0, 1). */
export function delayMs(failures: number, drawn: number): number {
  return drawn * Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 30));
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
