import { UserError, PartialFailure } from "../../../provider/src/runtime/user-error";
import { bookkeepingIn, contentIn } from "../../../provider/src/runtime/definitions/sequence-state";
import { containsToken, shownForms } from "../leaks";
import type { TestAccount } from "./account";
import { CheckFailed, type StateEntry, type TestEngine } from "./engine";
import type { TestStack } from "./stack";

// One operation may ask the account first (whatsapp:operationTimeoutMs) and then wait for its own slot (the same again).
const longestOperationMs = 250_000;

interface Allowances {
  /** Number of rows that may belong to nothing, because someone else or a killed process created them. */
  readonly strangers?: number;
  /** Rows whose DELETE Meta confirmed but did not execute. */
  readonly keptRows?: ReadonlySet<string>;
}

/** Checks the invariants I1 to I3 and I5 to I10; returns what is broken. */
export function findViolations(stack: TestStack, allowances: Allowances = {}): readonly string[] {
  const { account, engine } = stack;
  const { keptRows = new Set() } = allowances;
  return [
    ...engine.violations.filter(
      (problem) => ![...keptRows].some((id) => problem.startsWith("I3") && problem.includes(id)),
    ),
    ...findOrphans(stack, allowances),
    ...stack.harmedIds.map((id) => `I3: foreign row ${id} was changed or deleted`),
    ...findLeaks(account, engine),
    ...engine.operations
      .filter(({ elapsedMs }) => elapsedMs > longestOperationMs)
      .map(({ verb, elapsedMs }) => `I6: a ${verb} took ${elapsedMs} ms`),
    ...findWritesWithoutId(account),
    ...findRepeatedCreates(account, engine),
    ...findExcessRequests(account, engine),
    ...engine.failures.flatMap(findUnclearMessage),
    ...[...engine.entries.values()].flatMap(findUnreadableState),
  ];
}

/** I1 and I2: every row is in the state, waits for its delete, or is named in an error, at most one for each failed create. */
function findOrphans(stack: TestStack, { strangers = 0, keptRows = new Set() }: Allowances): string[] {
  const { engine } = stack;
  const managed = new Set([...engine.entries.values(), ...engine.pendingDeletes].map(({ id }) => id));
  const messages = engine.failures.map(fullText).join("\n");
  const loose = stack.meta
    .sequences()
    .filter(({ wabaId, id }) => !stack.isForeign(id) && !keptRows.has(id) && !managed.has(`${wabaId}/${id}`));
  const unnamed = loose.filter((row) => !messages.includes(row.id) && !isFoundLater(engine, row.name));
  const failedCreates = engine.failedCreates.size;
  return [
    ...(unnamed.length > strangers
      ? unnamed.map(({ id, name }) => `I1: ${id} (${name ?? ""}) is neither in the state nor in an error`)
      : []),
    ...(loose.length > failedCreates + strangers
      ? [`I2: ${loose.length} loose rows for ${failedCreates} failed creates`]
      : []),
  ];
}

/** True if the error of a create with unknown outcome names the resource and how to find its row later. */
function isFoundLater(engine: TestEngine, name: string | null): boolean {
  return engine.failures.some(
    ({ message }) =>
      message.includes(JSON.stringify(name)) &&
      /the next run finds it|look for it with `pulumi-whatsapp list`/.test(message),
  );
}

function fullText(error: Error): string {
  return error instanceof PartialFailure ? [error.message, ...error.reasons].join(" ") : error.message;
}

/** I5: the token appears nowhere. */
function findLeaks(account: TestAccount, engine: TestEngine): string[] {
  const states = JSON.stringify([...engine.entries.values(), ...engine.pendingDeletes]);
  return [
    ...engine.failures
      .filter((error) => shownForms(error).some(containsToken))
      .map(() => "I5: an error shows the token"),
    ...[...engine.warnings, ...engine.run.warnings].filter(containsToken).map(() => "I5: a warning shows the token"),
    ...(containsToken(states) ? ["I5: the state contains the token"] : []),
    ...(containsToken(JSON.stringify(account.meta.journal())) ? ["I5: the journal contains the token"] : []),
  ];
}

/** I7: no update or delete without an id. */
function findWritesWithoutId(account: TestAccount): string[] {
  return account.meta.journal().flatMap(({ method, verb, query, body }) => {
    if (method === "DELETE" && !isId(query["sequence_id"])) return ["I7: a DELETE without an id"];
    const isUpdate = method === "POST" && verb === "update";
    const sent = body !== null && typeof body === "object" ? Reflect.get(body, "sequence_id") : undefined;
    return isUpdate && !isId(sent) ? ["I7: an update without an id"] : [];
  });
}

// Codes with which Meta executes nothing, so that a client may repeat the POST (Meta, rate limiting).
function isRateLimit(code: number | null): boolean {
  return code !== null && ([4, 17, 32, 613, 130429].includes(code) || (code >= 80_000 && code <= 80_014));
}

/** I7: at most two POSTs for one create, without rate-limited ones. */
function findRepeatedCreates(account: TestAccount, engine: TestEngine): string[] {
  const posts = account.meta
    .journal()
    .filter(({ verb, errorCode, status }) => verb === "create" && !isRateLimit(errorCode) && status !== 429).length;
  const creates = engine.operations.filter(({ verb }) => verb === "create").length;
  return posts > 2 * creates ? [`I7: ${posts} POSTs for ${creates} creates`] : [];
}

const maxRequestsPerOperation = 100;

/** I6: the number of requests is bounded, whatever Meta responds. */
function findExcessRequests(account: TestAccount, engine: TestEngine): string[] {
  const requests = account.meta.journal().length;
  const max = maxRequestsPerOperation * (engine.operations.length + 1);
  return requests > max ? [`I6: ${requests} requests for ${engine.operations.length} operations`] : [];
}

function isId(value: unknown): boolean {
  return typeof value === "string" && /^\d{1,32}$/.test(value);
}

const messageStart =
  /^(Could not (create|adopt|read|update|delete) |Refused to (delete|change) |Sequence (\d+\/\d+ was written|".*" \(\d+\/\d+\) was (created|adopted|updated|not updated again), )|This run created |The id |The state |The inputs |The settings )/;

/** I8: an error is one line of several sentences that starts with the failed operation, without a stack trace. */
function findUnclearMessage(error: Error): string[] {
  if (error instanceof CheckFailed) {
    return error.reasons.filter((reason) => !/^[\w.[\]:, ]+: .{3,}$/su.test(reason)).map((r) => `I8: ${r}`);
  }
  if (!(error instanceof UserError)) return [`I8: not an expected failure: ${error.stack ?? error.message}`];
  const { message } = error;
  const isFine =
    messageStart.test(message) &&
    message.endsWith(".") &&
    !message.includes("\n") &&
    !/\n\s+at /.test(error.stack ?? "");
  return isFine && message.split(/\. (?=[A-Z`])/).length >= 2 ? [] : [`I8: ${message}`];
}

/** I10: the state can be read again. */
function findUnreadableState({ name, outs }: StateEntry): string[] {
  try {
    bookkeepingIn(outs);
  } catch (error) {
    return [`I10: ${name}: ${String(error)}`];
  }
  return contentIn(outs) === undefined ? [`I10: the state of ${name} cannot be read`] : [];
}

/**
 * I4: after the faults, one run repairs what is left, and the next changes nothing, without and with a refresh. An error in the first
 * must name the sequence to adopt.
 */
export async function findRepairProblems(stack: TestStack): Promise<readonly string[]> {
  const { engine } = stack;
  const problems: string[] = [];
  engine.startRun();
  for (const old of [...engine.pendingDeletes]) await engine.deletePending(old);
  for (const [name, changes] of [...engine.declaredArgs]) {
    const error = await engine.up(name, changes).then(
      () => undefined,
      (failed: unknown) => failed,
    );
    if (error instanceof Error && !/Set adoptSequenceId: "\d+"/.test(error.message)) {
      problems.push(`I4: the next run fails: ${error.message}`);
    }
  }
  return [...problems, ...(await findUnwantedChanges(stack))];
}

/** I4: reports what a run without changes does, although it should do nothing. */
export async function findUnwantedChanges(
  { account, engine }: TestStack,
  names: readonly string[] = [...engine.entries.keys()],
  environment: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const problems: string[] = [];
  engine.startRun(environment);
  account.meta.clearJournal();
  for (const name of names) {
    if (await engine.isPlanned(name)) problems.push(`I4: ${name} is planned again`);
  }
  if (account.meta.journal().length > 0) problems.push("I4: a second preview sent a request");
  for (const name of names) {
    await engine.refresh(name);
    if (!engine.entries.has(name)) problems.push(`I4: ${name} is missing after a refresh`);
    else if (await engine.isPlanned(name)) problems.push(`I4: ${name} is planned after a refresh`);
  }
  if (account.meta.journal().some(({ method }) => method !== "GET")) problems.push("I4: a refresh wrote");
  return problems;
}
