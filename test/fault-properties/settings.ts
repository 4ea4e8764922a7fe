const { FAULT_PROPERTIES_SEED, FAULT_PROPERTIES_RUNS, FAULT_PROPERTIES_PATH } = process.env;

/** Fixed, so that CI repeats the same scenarios; "random" or a number selects others. */
export const seed =
  FAULT_PROPERTIES_SEED === "random" ? Date.now() % 2 ** 31 : Number(FAULT_PROPERTIES_SEED ?? 20261122);

export function runs(usual: number): number {
  return Number(FAULT_PROPERTIES_RUNS ?? usual);
}

/** Path of a failure as fast-check prints it. */
export const path = FAULT_PROPERTIES_PATH;
