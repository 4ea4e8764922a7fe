"use strict";
/**
 * Loads the SDK's closure serialization (TypeScript, npm's arborist) on first use instead of at startup: two thirds of the
 * SDK's modules, which only programs with hand-written `pulumi.dynamic.Resource`s need. An SDK with another file layout is
 * loaded normally.
 */
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

/** Functions that `@pulumi/pulumi/runtime` re-exports from each module. */
const deferredModules = {
  "./closure/serializeClosure": ["serializeFunctionAsync", "serializeFunction"],
  "./closure/codePaths": ["computeCodePaths"],
};
const runtimeIndex = path.join("@pulumi", "pulumi", "runtime", "index.js");
const load = Module._load;

Module._load = function (request, parent, ...rest) {
  const names = Object.hasOwn(deferredModules, request) ? deferredModules[request] : undefined;
  const isDeferred = names !== undefined && parent?.filename?.endsWith(path.sep + runtimeIndex) === true;
  if (!isDeferred || !isExpectedLayout(parent.filename, request, names)) {
    return Reflect.apply(load, this, [request, parent, ...rest]);
  }
  const loadModule = () => Reflect.apply(load, this, [request, parent, ...rest]);
  return Object.fromEntries(names.map((name) => [name, (...args) => loadModule()[name](...args)]));
};

/** True if the runtime only re-exports the named functions of the module, and the module exports each of them. */
function isExpectedLayout(indexFile, request, names) {
  try {
    const index = readFileSync(indexFile, "utf8");
    const exported = readFileSync(`${path.join(path.dirname(indexFile), request)}.js`, "utf8");
    const variable = new RegExp(`(\\w+) = require\\("${request.replace(/\./g, "\\.")}"\\);`).exec(index)?.[1];
    const uses = index.match(new RegExp(`\\b${variable}\\b`, "g")) ?? [];
    return (
      variable !== undefined &&
      uses.length === names.length + 1 &&
      names.every((name) => index.includes(`exports.${name} = ${variable}.${name};`)) &&
      names.every((name) => exported.includes(`exports.${name} = ${name};`))
    );
  } catch {
    return false;
  }
}
