/** What WelcomeMessageSequence costs: calls to Meta, time against a provider that does nothing, bytes of state. */
import { startSimulator } from "pulumi-whatsapp-simulator";
import { embedded, lifeOf } from "./project.mjs";
import { ratio, seconds, table } from "./report.mjs";

/** One life against a simulator, with the requests of each verb. */
async function measured(size) {
  const simulator = await startSimulator();
  try {
    const environment = {
      WHATSAPP_BASE_URL: simulator.url,
      WHATSAPP_ACCESS_TOKEN: simulator.accessToken,
      WHATSAPP_WABA_ID: simulator.wabaId,
    };
    const calls = {};
    const between = (verb) => {
      const journal = simulator.journal();
      calls[verb] = { all: journal.length, writes: journal.filter(({ method }) => method !== "GET").length };
      simulator.clearJournal();
    };
    const life = await lifeOf("sequences", embedded, size, { environment, between });
    return { ...life, calls };
  } finally {
    await simulator.close();
  }
}

export async function sequences(sizes) {
  const lives = [];
  for (const size of sizes) lives.push({ size, own: await measured(size), noop: await lifeOf("noop", embedded, size) });
  const verbs = Object.keys(lives[0].own.times);
  const heads = (what) => ["verb", ...sizes.map((size) => `${size} ${what}`)];
  table(
    "Calls to Meta: all (writes among them)",
    heads("sequences"),
    verbs.map((verb) => [verb, ...lives.map(({ own }) => `${own.calls[verb].all} (${own.calls[verb].writes})`)]),
  );
  table(
    "WelcomeMessageSequence against a provider that does nothing: wall time (target 1.10x)",
    heads("sequences"),
    verbs.map((verb) => [
      verb,
      ...lives.map(({ own, noop }) => `${ratio(own.times[verb] / noop.times[verb])} (${seconds(own.times[verb])})`),
    ]),
  );
  stateSize(lives);
}

/** What the code reference in each resource adds to the state. */
function stateSize(lives) {
  const bytes = (value) => Buffer.byteLength(JSON.stringify(value));
  table(
    "State per resource (target 1.20x)",
    ["sequences", "with the handler", "without it", "ratio"],
    lives.map(({ size, own }) => {
      const { resources } = JSON.parse(own.stateText).checkpoint.latest;
      const rows = resources.filter(({ type }) => type.includes("dynamic/whatsapp"));
      const without = JSON.parse(JSON.stringify(rows, (key, value) => (key === "__provider" ? undefined : value)));
      const each = (value) => `${Math.round(bytes(value) / rows.length)} B`;
      return [size, each(rows), each(without), ratio(bytes(rows) / bytes(without))];
    }),
  );
}
