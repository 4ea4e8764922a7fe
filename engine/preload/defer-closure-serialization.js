"use strict";
/**
 * Loads the SDK's closure serialization (TypeScript, npm's arborist) at its first use instead of at start-up: two thirds of
 * the SDK's modules, which a program without hand-written `pulumi.dynamic.Resource`s never needs.
 * An SDK whose files are not laid out as expected is loaded normally.
 */
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

/** What `@pulumi/pulumi/runtime` takes from each module: nothing else may depend on their being loaded. */
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
