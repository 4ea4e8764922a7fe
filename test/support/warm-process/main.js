"use strict";
/**
 * Runs Node scripts beside each other in one process that keeps installed packages loaded, each as if it had a process of its own.
 * The parent sends `{ id, start: { args, cwd, env } }`, `{ id, stop: true }` and `{ id, kill: true }`, and gets
 * `{ id, line, stream }` and `{ id, end: { code, signal } }`.
 */
const Module = require("node:module");
const { separateScripts } = require("./isolate");
const { Script } = require("./script");

const send = process.send.bind(process);
const scripts = new Map();
process.on("disconnect", () => process.exit(0));
separateScripts();

process.on("message", ({ id, start, kill }) => {
  if (start !== undefined) startScript(id, start);
  else if (kill === true) scripts.get(id)?.end(1, "SIGKILL");
  else scripts.get(id)?.stop();
});

function startScript(id, start) {
  const script = new Script(start, (message) => {
    if (message.end !== undefined) scripts.delete(id);
    send({ id, ...message });
  });
  scripts.set(id, script);
  process.chdir(start.cwd);
  void script.start((file) => Module._load(file, null, false));
}
