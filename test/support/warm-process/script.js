"use strict";
const { AsyncLocalStorage, createHook } = require("node:async_hooks");
const { EventEmitter } = require("node:events");

/** What keeps Node's event loop alive: handles with a reference, and requests that are not answered yet. */
const handles = new Set([
  "Timeout",
  "Immediate",
  "TCPWRAP",
  "TCPSERVERWRAP",
  "PIPEWRAP",
  "PIPESERVERWRAP",
  "PROCESSWRAP",
  "UDPWRAP",
]);
const requests = /^(FSREQ|FILEHANDLECLOSEREQ|GETADDRINFOREQ|GETNAMEINFOREQ|QUERYWRAP|\w+REQUEST$)/;
const running = new AsyncLocalStorage();

/** The script whose code runs now; undefined for this process's own code. */
const currentScript = () => running.getStore();

createHook({
  init(id, type, trigger, resource) {
    // A connection that a server accepts is made outside any script.
    const script = currentScript() ?? Script.owners.get(trigger);
    if (script !== undefined && (handles.has(type) || requests.test(type))) script.own(id, type, resource);
  },
  after: (id) => Script.owners.get(id)?.noteCalledBack(id),
  destroy: (id) => Script.owners.get(id)?.disown(id),
}).enable();

/** A Node script that runs in this process as if it had one of its own. */
class Script {
  /** By the async id of what a script has opened. */
  static owners = new Map();
  /** Modules that are not shared with other scripts. */
  modules = Object.create(null);
  events = new EventEmitter();
  #resources = new Map();
  #opened = 0;
  #lines = { stdout: "", stderr: "" };
  #hasEnded = false;
  #send;

  /** `send` takes the messages about this script to whoever started it. */
  constructor({ args, cwd, env }, send) {
    const script = args.findIndex((arg, index) => !arg.startsWith("-") && args[index - 1] !== "--require");
    this.preloads = args.slice(0, script).filter((arg) => !arg.startsWith("-"));
    this.file = args[script];
    this.properties = { argv: [process.execPath, ...args.slice(script)], cwd, env };
    this.#send = send;
  }

  /** True once its output and connections are closed. */
  get hasEnded() {
    return this.#hasEnded;
  }

  async start(load) {
    this.run(() => {
      for (const file of [...this.preloads, this.file]) load(file);
    });
    await this.#untilIdle();
    this.end(Number(process.exitCode ?? 0));
  }

  /** Runs a function as part of this script. */
  run(task) {
    return running.run(this, () => {
      try {
        return task();
      } catch (error) {
        this.emit("uncaughtException", error, "uncaughtException");
      }
    });
  }

  /** Delivers an event of `process`. True if the process needs to do nothing more. */
  emit(event, ...args) {
    if (this.#hasEnded) return true;
    if (this.events.listenerCount(event) > 0) return this.events.emit(event, ...args);
    if (event === "warning") this.write("stderr", `${String(args[0])}\n`);
    if (event !== "uncaughtException") return false;
    this.write("stderr", `${args[0]?.stack ?? String(args[0])}\n`);
    this.end(1);
    return true;
  }

  write(stream, text) {
    const lines = (this.#lines[stream] + text).split(/\r\n|\n|\r/);
    this.#lines[stream] = lines.pop();
    for (const line of lines) this.#post({ line, stream });
  }

  /** Asks the script to end, as SIGTERM does. */
  stop() {
    if (this.events.listenerCount("SIGTERM") === 0) this.end(1, "SIGTERM");
    else this.run(() => this.events.emit("SIGTERM", "SIGTERM"));
  }

  end(code, signal = null) {
    if (this.#hasEnded) return;
    process.exitCode = undefined;
    if (signal === null) this.run(() => this.events.emit("exit", code));
    this.#hasEnded = true;
    for (const [stream, rest] of Object.entries(this.#lines)) if (rest !== "") this.#post({ line: rest, stream });
    this.#post({ end: { code: process.exitCode ?? code, signal } });
    process.exitCode = undefined;
    for (const [id, { type, resource }] of this.#resources) {
      this.disown(id);
      close(type, resource);
    }
  }

  own(id, type, resource) {
    // Code of a script that has ended may still run, but it opens nothing.
    if (this.#hasEnded) return void process.nextTick(close, type, resource);
    this.#opened += 1;
    this.#resources.set(id, { type, resource });
    Script.owners.set(id, this);
  }

  disown(id) {
    this.#resources.delete(id);
    Script.owners.delete(id);
  }

  noteCalledBack(id) {
    if (requests.test(this.#resources.get(id)?.type)) this.disown(id);
  }

  /** Waits until Node would find nothing left to do, and `beforeExit` opens nothing new. */
  async #untilIdle() {
    let opened;
    do {
      do await nextTurn(this.#isServer() ? 50 : 1);
      while (!this.#hasEnded && !this.#isIdle());
      opened = this.#opened;
      this.run(() => this.emit("beforeExit", 0));
      await nextTurn(1);
    } while (!this.#hasEnded && (this.#opened !== opened || !this.#isIdle()));
  }

  /** A server waits for calls, and hardly ever becomes idle. */
  #isServer() {
    return [...this.#resources.values()].some(({ type }) => type.includes("SERVER"));
  }

  #isIdle() {
    return [...this.#resources.values()].every(({ resource }) => resource.hasRef?.() === false);
  }

  #post(message) {
    running.exit(() => this.#send(message));
  }
}

function nextTurn(delayMs) {
  return running.exit(() => new Promise((resolve) => setTimeout(resolve, delayMs)));
}

function close(type, resource) {
  running.exit(() => {
    if (type === "Timeout") clearTimeout(resource);
    else if (type === "Immediate") clearImmediate(resource);
    else closeOwner(resource);
  });
}

/** Closes the socket, server or child process that a handle is for. */
function closeOwner(handle) {
  const symbol = Object.getOwnPropertySymbols(handle).find(({ description }) => description === "owner_symbol");
  const owner = symbol === undefined ? undefined : handle[symbol];
  if (typeof owner?.destroy === "function") owner.destroy();
  else if (typeof owner?.close === "function") owner.close();
}

module.exports = { Script, currentScript };
