"use strict";
/**
 * Runs Node scripts beside each other in one process that keeps installed packages loaded, each as if it had a process of its own.
 * The parent sends `{ id, start: { args, cwd, env } }`, `{ id, stop: true }` and `{ id, kill: true }`, and gets
 * `{ id, line, stream }` and `{ id, end: { code, signal } }`. Other processes send and get the same as lines of JSON over the port
 * that the first message names; what they started ends with their connection.
 */
const Module = require("node:module");
const net = require("node:net");
const { createInterface } = require("node:readline");
const { separateScripts } = require("./isolate");
const { Script } = require("./script");

class Starter {
  #scripts = new Map();
  #send;

  constructor(send) {
    this.#send = send;
  }

  receive({ id, start, kill }) {
    if (start !== undefined) this.#start(id, start);
    else if (kill === true) this.#scripts.get(id)?.end(1, "SIGKILL");
    else this.#scripts.get(id)?.stop();
  }

  leave() {
    for (const script of this.#scripts.values()) script.end(1, "SIGKILL");
  }

  #start(id, start) {
    const script = new Script(start, (message) => {
      if (message.end !== undefined) this.#scripts.delete(id);
      this.#send({ id, ...message });
    });
    this.#scripts.set(id, script);
    process.chdir(start.cwd);
    void script.start((file) => Module._load(file, null, false));
  }
}

separateScripts();
const parent = new Starter(process.send.bind(process));
process.on("message", (message) => parent.receive(message));
process.on("disconnect", () => process.exit(0));

const server = net.createServer((socket) => {
  const starter = new Starter((message) => socket.write(`${JSON.stringify(message)}\n`));
  createInterface({ input: socket }).on("line", (line) => starter.receive(JSON.parse(line)));
  socket.on("error", () => undefined);
  socket.on("close", () => starter.leave());
});
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
