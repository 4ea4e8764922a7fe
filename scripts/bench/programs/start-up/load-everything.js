/** Preloaded by NODE_OPTIONS: marks the engine's own preload as loaded already, so that it defers nothing. */
const preload = process.env.BENCH_PRELOAD;
require.cache[preload] = Object.assign(new module.constructor(preload), { loaded: true });
