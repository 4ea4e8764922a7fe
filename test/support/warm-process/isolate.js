"use strict";
/** Gives each script its own part of `process`, its own modules, and its own connections. */
const http = require("node:http");
const https = require("node:https");
const Module = require("node:module");
const path = require("node:path");
const vm = require("node:vm");
const { currentScript } = require("./script");

const root = path.join(__dirname, "../../..");
const preloads = path.join(root, "engine/preload") + path.sep;
/** Of the SDK, which keeps state in its modules, only what is slow to load and has none. */
const stateless = /[\\/]@pulumi[\\/]pulumi[\\/](proto[\\/]|runtime[\\/]closure[\\/]v8Hooks)/;
const listenerMethods = [
  ...["on", "once", "off", "addListener", "removeListener", "removeAllListeners", "prependListener"],
  ...["listeners", "listenerCount", "setMaxListeners"],
];

/** Thrown by `process.exit` in a script: nothing after it may run. */
class Exited extends Error {}

function separateScripts() {
  separateModules();
  compileOnce();
  separateProcess();
  define(globalThis, "globalStore", undefined);
  separateConnections();
}

/** Installed packages stay loaded, for all scripts. */
function isShared(file) {
  if (typeof file !== "string" || file.startsWith(preloads)) return true;
  const isInstalled = file.startsWith(root + path.sep) && file.includes(`${path.sep}node_modules${path.sep}`);
  return isInstalled && (!file.includes(`${path.sep}@pulumi${path.sep}`) || stateless.test(file));
}

function separateModules() {
  const shared = Module._cache;
  const own = (file) => (isShared(file) ? shared : (currentScript()?.modules ?? shared));
  Module._cache = new Proxy(shared, {
    get: (_shared, file) => own(file)[file],
    set: (_shared, file, module) => Reflect.set(own(file), file, module),
    has: (_shared, file) => file in own(file),
    deleteProperty: (_shared, file) => Reflect.deleteProperty(own(file), file),
    ownKeys: () => [...new Set([...Reflect.ownKeys(shared), ...Object.keys(currentScript()?.modules ?? {})])],
    getOwnPropertyDescriptor: (_shared, file) => Reflect.getOwnPropertyDescriptor(own(file), file),
  });
}

/** Compiles each installed module for the first script only; every script evaluates it again. */
function compileOnce() {
  const compiled = new Map();
  const { _compile } = Module.prototype;
  Module.prototype._compile = function (text, file, ...rest) {
    const isInstalled = file.endsWith(".js") && file.startsWith(root + path.sep);
    if (currentScript() === undefined || !isInstalled || rest[0] === "module")
      return _compile.call(this, text, file, ...rest);
    if (!compiled.has(file)) compiled.set(file, compileModule(text, file));
    const evaluate = compiled.get(file).runInThisContext();
    return evaluate.call(this.exports, this.exports, requireFor(this), this, file, path.dirname(file));
  };
}

const compileModule = (text, file) =>
  new vm.Script(Module.wrap(text.replace(/^#!.*/, "")), {
    filename: file,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });

/** The `require` that Node gives a module. */
function requireFor(module) {
  const own = (id) => module.require(id);
  own.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  own.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  return Object.assign(own, { main: process.mainModule, extensions: Module._extensions, cache: Module._cache });
}

function separateProcess() {
  const { exit, chdir } = process;
  const cwd = process.cwd.bind(process);
  const emit = process.emit.bind(process);
  define(process, "env", process.env);
  define(process, "argv", process.argv);
  process.cwd = () => currentScript()?.properties.cwd ?? cwd();
  process.chdir = (dir) => {
    // Relative paths of `fs` start from the real one.
    chdir.call(process, path.resolve(dir));
    const script = currentScript();
    if (script !== undefined) script.properties.cwd = cwd();
  };
  process.exit = (code = process.exitCode ?? 0) => {
    const script = currentScript();
    if (script === undefined) exit.call(process, code);
    else if (!script.hasEnded) {
      script.end(Number(code));
      throw new Exited();
    }
  };
  for (const name of listenerMethods) {
    const method = process[name].bind(process);
    process[name] = (...args) => {
      const events = currentScript()?.events;
      return events === undefined ? method(...args) : events[name](...args);
    };
  }
  process.emit = (event, ...args) => currentScript()?.emit(event, ...args) ?? emit(event, ...args);
  for (const name of ["stdout", "stderr"]) separateStream(name);
}

/** A property that a script has its own of. */
function define(object, name, real) {
  Object.defineProperty(object, name, {
    get: () => (currentScript()?.properties ?? { [name]: real })[name],
    set: (value) => {
      const script = currentScript();
      if (script !== undefined) script.properties[name] = value;
    },
  });
}

function separateStream(name) {
  const stream = process[name];
  const write = stream.write.bind(stream);
  stream.write = (chunk, ...rest) => {
    const script = currentScript();
    if (script === undefined) return write(chunk, ...rest);
    script.write(name, typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8"));
    rest.find((each) => typeof each === "function")?.();
    return true;
  };
}

/** A connection that is kept for later would be used by another script, and closed with this one. */
function separateConnections() {
  http.globalAgent = new http.Agent({ keepAlive: false });
  https.globalAgent = new https.Agent({ keepAlive: false });
  const pools = require("@grpc/grpc-js/build/src/subchannel-pool");
  pools.getSubchannelPool = () => new pools.SubchannelPool();
  answerInScript(require("@grpc/grpc-js").Server.prototype);
}

/** What a gRPC server is asked is answered by the script that added the service. */
function answerInScript(server) {
  const { addService } = server;
  server.addService = function (service, implementation) {
    const script = currentScript();
    const get = (target, name) => {
      const value = target[name];
      return typeof value === "function" ? (...args) => script.run(() => value.apply(target, args)) : value;
    };
    addService.call(this, service, script === undefined ? implementation : new Proxy(implementation, { get }));
  };
}

module.exports = { separateScripts };
