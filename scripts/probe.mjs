/**
 * Asks Meta's live API the questions that its documents leave open, and prints the simulator's switches. Sends nothing without --live; npm run
 * probe explains.
 */
import { jsonText } from "../provider/dist/cli/io.js";
import { printable } from "../provider/dist/client/redact.js";
import { KnownSecrets, secretsInEnvironment } from "../provider/dist/schema/known-secrets.js";
import { isOfProbe } from "./probe/account.mjs";
import { readArguments } from "./probe/arguments.mjs";
import { explanation, help } from "./probe/help.mjs";
import { complaints, machineForm, readable } from "./probe/report.mjs";
import { open } from "./probe/run.mjs";
import { Usage } from "./probe/stops.mjs";

const token = process.env.WHATSAPP_ACCESS_TOKEN?.trim();
const known = new KnownSecrets(secretsInEnvironment(process.env));
const write = (stream, text) => {
  const clean = (line) => /^ */.exec(line)[0] + printable(line, known, Infinity);
  stream.write(text.split("\n").map(clean).join("\n"));
};
const say = (text) => write(process.stdout, text);
const complain = (lines) => write(process.stderr, lines.map((line) => `error: ${line}\n`).join(""));

async function probe({ settings, json, evidence }, door) {
  const run = await door.probe(({ question }) => write(process.stderr, `${question}\n`));
  say(json ? jsonText(machineForm(run, settings)) : readable(run, { ...settings, withEvidence: evidence }));
  return complaints(run);
}

async function sweepAlone({ live, json }, door) {
  const { removed, left } = live ? await door.sweep() : { removed: [], left: [] };
  const found = live ? [] : (await door.account.look()).rows.filter(isOfProbe).map(({ id, name }) => ({ id, name }));
  if (json) say(jsonText({ removed, left, found }));
  else if (live) say(`${removed.length} sequences of the probe were removed.\n`);
  else
    say(`${found.map(({ id, name }) => `${id}  ${name}\n`).join("")}${found.length} would be removed with --live.\n`);
  return left.map(({ id, why }) => `sequence ${id} of the probe is left: ${why}`);
}

async function main(given) {
  if (given.kind === "help") return say(help);
  if (given.kind === "explain" || given.kind === "problems") {
    if (given.kind === "explain") write(process.stderr, explanation);
    else complain(given.problems);
    process.exitCode = 2;
    return;
  }
  const door = open(given.settings);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.on(signal, () => {
      write(process.stderr, "Interrupted: what was made is being removed.\n");
      door.interrupt();
    });
  }
  try {
    const wrong = await (given.kind === "sweep" ? sweepAlone(given, door) : probe(given, door));
    complain(wrong);
    process.exitCode = wrong.length === 0 ? 0 : 1;
  } catch (error) {
    complain([error.message]);
    process.exitCode = error instanceof Usage ? 2 : 1;
  }
}

await main(readArguments(process.argv.slice(2), process.env));
