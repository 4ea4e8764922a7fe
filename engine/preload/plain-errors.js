"use strict";
/**
 * Preloaded into processes that run user code. On Node 20.20.2 `util.inspect` needs a minute at full load to color a stack
 * line such as "node_modules/@pulumi/resource.ts:1:2", and the SDK inspects every error that a program throws. Errors are
 * printed without colors instead.
 */
const util = require("node:util");

util.inspect = new Proxy(util.inspect, {
  apply(inspect, self, [value, options, ...more]) {
    const isColored = value instanceof Error && typeof options === "object" && options !== null;
    return Reflect.apply(inspect, self, [value, isColored ? { ...options, colors: false } : options, ...more]);
  },
});
