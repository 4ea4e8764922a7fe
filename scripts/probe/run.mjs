/** One run: reads the account, removes old rows, runs the experiments, and removes its rows. */
import { setTimeout as sleep } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import { Account, isOfProbe, newPrefix } from "./account.mjs";
import { answers, leftAlone } from "./answers.mjs";
import { Graph } from "./graph.mjs";
import { lengths } from "./limits.mjs";
import { shapes } from "./shapes.mjs";
import { Stop, Undecided, Usage } from "./stops.mjs";
import { sweep } from "./sweep.mjs";
import { Work } from "./work.mjs";
import { writes } from "./writes.mjs";

const experiments = [...shapes, ...writes, ...lengths, ...answers, ...leftAlone];

/**
 * @typedef {object} Settings
 * @property {string} baseUrl
 * @property {string} apiVersion
 * @property {string} accessToken
 * @property {string} wabaId
 * @property {number} reads
 * @property {number} waitMs
 * @property {number} accountHas Expected number of other sequences in the account.
 * @property {string} [inUseSequenceId]
 *
 * @typedef {object} Result
 * @property {string} name
 * @property {string} question
 * @property {string[]} switches
 * @property {"answered" | "undecided" | "failed"} state
 * @property {string} answer The answer, or the reason why there is none.
 * @property {{ wire?: object, behaviour?: object }} [set]
 * @property {import("./graph.mjs").Exchange[]} evidence
 */

/** Opens an account for the operations of the probe. */
export function open(settings) {
  const graph = new Graph(settings);
  const interrupted = new AbortController();
  // An interruption shortens the pause, and the next call fails.
  const pause = () => sleep(settings.waitMs, undefined, { signal: interrupted.signal }).catch(() => undefined);
  const account = new Account({ graph, pause, ...settings });
  return {
    ...{ graph, account },
    sweep: () => sweep({ account, reads: settings.reads, pause }),
    probe: (onStart) => probe({ graph, account, pause, settings, onStart }),
    interrupt() {
      graph.stop("it was interrupted");
      interrupted.abort();
    },
  };
}

/** @returns {Promise<{ prefix: string, results: Result[], stopped: string | undefined, problems: string[], removed: number, calls: number }>} */
async function probe({ graph, account, pause, settings, onStart }) {
  const { rows: before } = await account.look();
  const strangers = before.filter((row) => !isOfProbe(row));
  refuseForeign(strangers, settings);
  const tidy = () => sweep({ account, reads: settings.reads, pause });
  const early = await tidy();
  const work = new Work({ account, graph, prefix: newPrefix(), inUseSequenceId: settings.inUseSequenceId });
  const { results, stop } = await runAll(work, onStart);
  const end = await tidyUp(graph, account, tidy, stop);
  const changed = end.rows === undefined ? [] : changedRows(strangers, end.rows);
  return {
    ...{ prefix: work.prefix, results, stopped: stop?.message },
    problems: [...early.left, ...end.left]
      .map(({ id, why }) => `sequence ${id} of the probe is left: ${why}`)
      .concat(
        changed.map((id) => `sequence ${id}, not of the probe, is not as it was before`),
        end.problems,
      ),
    removed: early.removed.length + end.removed.length,
    calls: graph.calls,
  };
}

function refuseForeign(strangers, { accountHas, wabaId }) {
  if (strangers.length === accountHas) return;
  throw new Usage(
    `account ${wabaId} has ${strangers.length} sequences that are not of the probe, where --account-has says ${accountHas}: ` +
      `the probe is for test accounts. If this is one, confirm it with --account-has ${strangers.length}`,
  );
}

/** @returns {Promise<{ results: Result[], stop: Stop | undefined }>} */
async function runAll(work, onStart) {
  const results = [];
  let stop;
  for (const { run, ...experiment } of experiments) {
    const from = work.graph.exchanges.length;
    const done = (state, answer, set) => {
      const evidence = work.graph.exchanges.slice(from);
      results.push({ ...experiment, state, answer, ...(set === undefined ? {} : { set }), evidence });
    };
    try {
      if (stop !== undefined) throw stop;
      onStart(experiment);
      const { answer, set } = await run(work);
      done("answered", answer, set);
    } catch (error) {
      if (error instanceof Stop) stop = error;
      const reason = error instanceof Stop ? `not reached: ${error.message}` : error.message;
      done(error instanceof Undecided || error instanceof Stop ? "undecided" : "failed", reason);
    }
  }
  return { results, stop };
}

async function tidyUp(graph, account, tidy, stop) {
  const again = "remove it with `npm run probe -- --sweep --live`";
  if (stop !== undefined && !stop.maySweep) {
    const problems = [
      `${account.made.size} sequences of the probe are left, since each call prolongs a block; ${again}`,
    ];
    return { removed: [], left: [], problems };
  }
  graph.finish();
  try {
    return { ...(await tidy()), problems: [] };
  } catch (error) {
    return { removed: [], left: [], problems: [`what the probe made may be left (${error.message}); ${again}`] };
  }
}

/** Compares rows as read, except fields that only Meta changes. */
function changedRows(before, after) {
  const plain = ({ name, content }) => ({ name, content });
  return before
    .filter((row) => !after.some((now) => now.id === row.id && isDeepStrictEqual(plain(now), plain(row))))
    .map(({ id }) => id);
}
