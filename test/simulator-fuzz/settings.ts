const { FUZZ_SEED, FUZZ_RUNS, FUZZ_PATH } = process.env;

/** Fixed, so that CI sends the same requests again; "random" or a number asks for others. */
export const seed = FUZZ_SEED === "random" ? Date.now() % 2 ** 31 : Number(FUZZ_SEED ?? 20261129);

/** Undefined in `npm test`, which sends a few hundred and prints nothing. */
export const wantedRuns = FUZZ_RUNS === undefined ? undefined : Number(FUZZ_RUNS);

/** The place of a failure, as fast-check printed it. */
export const path = FUZZ_PATH;
