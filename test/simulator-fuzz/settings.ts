const { FUZZ_SEED, FUZZ_RUNS, FUZZ_PATH } = process.env;

/** Seed of the requests. Fixed by default, so that CI repeats them; "random" or a number gives others. */
export const seed = FUZZ_SEED === "random" ? Date.now() % 2 ** 31 : Number(FUZZ_SEED ?? 20261129);

/** Number of requests; undefined in `npm test`, which sends a few hundred and prints nothing. */
export const wantedRuns = FUZZ_RUNS === undefined ? undefined : Number(FUZZ_RUNS);

/** Path of a failure, as fast-check printed it. */
export const path = FUZZ_PATH;
