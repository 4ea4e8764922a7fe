"use strict";
/** Runs `node ARGS` in the warm process at the port that the first argument names, and is what `node ARGS` would be to others. */
const net = require("node:net");
const { createInterface } = require("node:readline");

const [port, ...args] = process.argv.slice(2);
const socket = net.connect(Number(port), "127.0.0.1");
const send = (message) => socket.write(`${JSON.stringify({ id: 0, ...message })}\n`);

send({ start: { args, cwd: process.cwd(), env: process.env } });
createInterface({ input: socket }).on("line", (text) => {
  const { line, stream, end } = JSON.parse(text);
  if (line !== undefined) process[stream].write(`${line}\n`);
  if (end !== undefined) {
    process.exitCode = end.code;
    socket.end();
  }
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => send({ stop: true }));
socket.on("error", ({ message }) => {
  process.stderr.write(`The warm process is gone: ${message}\n`);
  process.exitCode = 1;
});
