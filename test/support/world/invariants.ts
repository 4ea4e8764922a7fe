import { UserError, PartialFailure } from "../../../provider/src/runtime/user-error";
import { bookkeepingIn, contentIn } from "../../../provider/src/runtime/definitions/sequence-state";
import { holdsToken, shownForms } from "../leaks";
import type { TestAccount } from "./account";
import { CheckFailed, type Entry, type SmallEngine } from "./engine";
import type { TestStack } from "./stack";

// One operation may ask the account first (whatsapp:operationTimeoutMs) and then wait for its own slot (the same again).
const longestOperationMs = 250_000;

interface Allowances {
  /** Number of rows that may belong to nothing, because somebody else or a killed process created them. */
  readonly strangers?: number;
  /** Rows whose DELETE Meta confirmed but did not execute. */
  readonly keptRows?: ReadonlySet<string>;
}

/** The invariants I1 to I3 and I5 to I10 that are broken now. */
export function violations(stack: TestStack, allowances: Allowances = {}): readonly string[] {
  const { account, engine } = stack;
  const { keptRows = new Set() } = allowances;
  return [
    ...engine.problems.filter(
      (problem) => ![...keptRows].some((id) => problem.startsWith("I3") && problem.includes(id)),
    ),
    ...orphans(stack, allowances),
    ...stack.harmedIds.map((id) => `I3: somebody else's ${id} was changed or deleted`),
    ...leaks(account, engine),
    ...engine.operations
      .filter(({ elapsedMs }) => elapsedMs > longestOperationMs)
      .map(({ verb, elapsedMs }) => `I6: a ${verb} took ${elapsedMs} ms`),
    ...wildWrites(account),
    ...repeatedCreates(account, engine),
    ...storms(account, engine),
    ...engine.failures.flatMap(badlySaid),
    ...[...engine.entries.values()].flatMap(unreadable),
  ];
}

/** I1 and I2: every row is in the state, waits for its delete, or is named in an error; of the last at most one per resource. */
function orphans(stack: TestStack, { strangers = 0, keptRows = new Set() }: Allowances): string[] {
  const { engine } = stack;
  const held = new Set([...engine.entries.values(), ...engine.pendingDeletes].map(({ id }) => id));
  const said = engine.failures.map(fullText).join("\n");
  const loose = stack.meta
    .sequences()
    .filter(({ wabaId, id }) => !stack.isForeign(id) && !keptRows.has(id) && !held.has(`${wabaId}/${id}`));
  const unnamed = loose.filter((row) => !said.includes(row.id) && !isPromised(engine, row.name));
  const unmade = engine.unmade.size;
  return [
    ...(unnamed.length > strangers
      ? unnamed.map(({ id, name }) => `I1: ${id} (${name ?? ""}) is in no state and in no error`)
      : []),
    ...(loose.length > unmade + strangers ? [`I2: ${loose.length} loose rows for ${unmade} failed creates`] : []),
  ];
}

/** A create of unknown fate whose row cannot be seen yet names the resource, and says that the next run, or the reader, looks for it. */
function isPromised(engine: SmallEngine, name: string | null): boolean {
  return engine.failures.some(
    ({ message }) =>
      message.includes(JSON.stringify(name)) &&
      /the next run finds it|look for it with `pulumi-whatsapp list`/.test(message),
  );
}

function fullText(error: Error): string {
  return error instanceof PartialFailure ? [error.message, ...error.reasons].join(" ") : error.message;
}

/** I5. */
function leaks(account: TestAccount, engine: SmallEngine): string[] {
  const states = JSON.stringify([...engine.entries.values(), ...engine.pendingDeletes]);
  return [
    ...engine.failures.filter((error) => shownForms(error).some(holdsToken)).map(() => "I5: an error shows the token"),
    ...[...engine.warnings, ...engine.run.warnings].filter(holdsToken).map(() => "I5: a warning shows the token"),
    ...(holdsToken(states) ? ["I5: the state holds the token"] : []),
    ...(holdsToken(JSON.stringify(account.meta.journal())) ? ["I5: the journal holds the token"] : []),
  ];
}

/** I7: no update or delete without an id. */
function wildWrites(account: TestAccount): string[] {
  return account.meta.journal().flatMap(({ method, verb, query, body }) => {
    if (method === "DELETE" && !isId(query["sequence_id"])) return ["I7: a DELETE without an id"];
    const isUpdate = method === "POST" && verb === "update";
    const sent = body !== null && typeof body === "object" ? Reflect.get(body, "sequence_id") : undefined;
    return isUpdate && !isId(sent) ? ["I7: an update without an id"] : [];
  });
}

// Codes under which Meta has done nothing, so that the same POST may go out again (Meta, rate limiting).
function isThrottle(code: number | null): boolean {
  return code !== null && ([4, 17, 32, 613, 130429].includes(code) || (code >= 80_000 && code <= 80_014));
}

/** I7: no more than two POSTs for one create, those that were throttled aside. */
function repeatedCreates(account: TestAccount, engine: SmallEngine): string[] {
  const posts = account.meta
    .journal()
    .filter(({ verb, errorCode, status }) => verb === "create" && !isThrottle(errorCode) && status !== 429).length;
  const creates = engine.operations.filter(({ verb }) => verb === "create").length;
  return posts > 2 * creates ? [`I7: ${posts} POSTs for ${creates} creates`] : [];
}

const mostRequests = 100;

/** I6: requests are bounded, whatever Meta answers. */
function storms(account: TestAccount, engine: SmallEngine): string[] {
  const requests = account.meta.journal().length;
  const most = mostRequests * (engine.operations.length + 1);
  return requests > most ? [`I6: ${requests} requests for ${engine.operations.length} operations`] : [];
}

function isId(value: unknown): boolean {
  return typeof value === "string" && /^\d{1,32}$/.test(value);
}

const beginnings =
  /^(Could not (create|adopt|read|update|delete) |Refused to (delete|change) |Sequence (\d+\/\d+ was written|".*" \(\d+\/\d+\) was (created|adopted|updated|not updated again), )|This run created |The id |The state |The inputs |The settings )/;

/** I8: what, why, what next: one line that begins with the deed, of several sentences, and no stack. */
function badlySaid(error: Error): string[] {
  if (error instanceof CheckFailed) {
    return error.reasons.filter((reason) => !/^[\w.[\]:, ]+: .{3,}$/su.test(reason)).map((r) => `I8: ${r}`);
  }
  if (!(error instanceof UserError)) return [`I8: not an expected failure: ${error.stack ?? error.message}`];
  const { message } = error;
  const isFine =
    beginnings.test(message) && message.endsWith(".") && !message.includes("\n") && !/\n\s+at /.test(error.stack ?? "");
  return isFine && message.split(/\. (?=[A-Z`])/).length >= 2 ? [] : [`I8: ${message}`];
}

/** I10: what was written into the state can be read again. */
function unreadable({ name, outs }: Entry): string[] {
  try {
    bookkeepingIn(outs);
  } catch (error) {
    return [`I10: ${name}: ${String(error)}`];
  }
  return contentIn(outs) === undefined ? [`I10: the state of ${name} cannot be read`] : [];
}

/**
 * I4: once the trouble is over, one more run repairs what is left, and the next is quiet, without and with a refresh. What cannot
 * be repaired by itself must say which sequence to take over.
 */
export async function repaired(stack: TestStack): Promise<readonly string[]> {
  const { engine } = stack;
  const problems: string[] = [];
  engine.nextRun();
  for (const old of [...engine.pendingDeletes]) await engine.deletePending(old);
  for (const [name, changes] of [...engine.wanted]) {
    const error = await engine.up(name, changes).then(
      () => undefined,
      (failed: unknown) => failed,
    );
    if (error instanceof Error && !/Set adoptSequenceId: "\d+"/.test(error.message)) {
      problems.push(`I4: the next run fails: ${error.message}`);
    }
  }
  return [...problems, ...(await noisy(stack))];
}

/** I4: what a run without changes does for these resources, although it should do nothing. */
export async function noisy(
  { account, engine }: TestStack,
  names: readonly string[] = [...engine.entries.keys()],
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const problems: string[] = [];
  engine.nextRun(environment);
  account.meta.clearJournal();
  for (const name of names) {
    if (await engine.isPlanned(name)) problems.push(`I4: ${name} is planned a second time`);
  }
  if (account.meta.journal().length > 0) problems.push("I4: a second plan made a request");
  for (const name of names) {
    await engine.refresh(name);
    if (!engine.entries.has(name)) problems.push(`I4: ${name} is gone after a refresh`);
    else if (await engine.isPlanned(name)) problems.push(`I4: ${name} is planned after a refresh`);
  }
  if (account.meta.journal().some(({ method }) => method !== "GET")) problems.push("I4: a refresh wrote");
  return problems;
}
