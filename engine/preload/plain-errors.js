"use strict";
/**
 * Loaded into the program's process ahead of the program. Node 20.20.2 does not come to an end when `util.inspect` colours a
 * stack line like "node_modules/@pulumi/resource.ts:1:2", which is what the SDK does with every error a program throws: a
 * minute of full load before the message. Errors are shown without colours instead.
 */
const util = require("node:util");

util.inspect = new Proxy(util.inspect, {
  apply(inspect, self, [value, options, ...more]) {
    const isColoured = value instanceof Error && typeof options === "object" && options !== null;
    return Reflect.apply(inspect, self, [value, isColoured ? { ...options, colors: false } : options, ...more]);
  },
});
