import { once } from "node:events";
import { createServer } from "node:http";
import fc from "fast-check";
import { realClock } from "../../client/clock";
import { contentDigest, contentOf } from "../../schema/canonical";
import { sequenceArgsSchema, type SequenceArgs } from "../../schema/sequence";
import { sequenceToWire } from "../../schema/wire";
import { Lifecycle } from "../lifecycle";
import { Session } from "../session";
import type { Properties } from "../properties";
import { toDuplicateError } from "./sequence-duplicates";
import { toSequenceInputs, toSequenceOutputs } from "./sequence-state";
import { welcomeMessageSequence } from "./welcome-message-sequence";

const wabaId = "102290129340398";
const sequenceId = "186473890";
const id = `${wabaId}/${sequenceId}`;
// Shared by the tests: everything about a run belongs to its session.
const lifecycle = new Lifecycle(welcomeMessageSequence);

const text = fc.string({ unit: "grapheme", minLength: 1 }).filter((it) => it.trim() !== "" && !it.includes("\u0000"));
const anyArgs: fc.Arbitrary<SequenceArgs> = fc
  .record(
    {
      name: text,
      text,
      autofillMessage: fc.option(fc.record({ content: text })),
      iceBreakers: fc.option(fc.array(fc.record({ title: text }), { maxLength: 5 })),
      onContentChange: fc.constantFrom("update", "replace", null),
      duplicates: fc.constantFrom("refuse", "allow", null),
      adoptSequenceId: fc.constantFrom("186473890", "7", null),
    },
    { requiredKeys: ["name", "text"] },
  )
  .filter((args) => sequenceArgsSchema.safeParse(args).success);

/** Opens the session of one deployment: a process plans each sequence once. */
function openSession(): Session {
  return new Session(undefined, { environment: {}, clock: realClock, warn: () => undefined });
}
function copyAsJson(value: Properties): Properties {
  return JSON.parse(JSON.stringify(value)) as Properties;
}

/** Builds outputs as the state has them after a create with these inputs. */
function createStoredOutputs(inputs: Properties, args: SequenceArgs): Properties {
  return copyAsJson(
    toSequenceOutputs({ scopeId: wabaId, id: sequenceId }, contentOf(args), inputs, { appId: "670843887433847" }),
  );
}

test("any arguments plan no change after their create, however written", () => {
  fc.assert(
    fc.property(anyArgs, (args) => {
      const session = openSession();
      const { inputs, failures } = lifecycle.check(session, {}, { wabaId, ...args });
      expect(failures).toEqual([]);
      const outs = createStoredOutputs(inputs, args);
      for (const same of [inputs, reverseKeys(inputs), removeEmpty(inputs), addNulls(inputs)]) {
        const news = lifecycle.check(session, inputs, same).inputs;
        expect(lifecycle.diff(session, id, outs, news)).toStrictEqual({
          changed: [],
          replaces: [],
        });
      }
    }),
  );
});

test("inputs that are read back plan no change", () => {
  fc.assert(
    fc.property(anyArgs, (args) => {
      const session = openSession();
      const { inputs } = lifecycle.check(session, {}, { wabaId, ...args });
      const outs = createStoredOutputs(inputs, args);
      const read = copyAsJson(toSequenceInputs(wabaId, contentOf(args), outs));
      expect(lifecycle.diff(session, id, outs, read).changed).toStrictEqual([]);
      // During a refresh the arguments arrive the other way round.
      expect(lifecycle.diff(session, id, read, outs).changed).toStrictEqual([]);
    }),
  );
});

function reverseKeys(value: Properties): Properties {
  return Object.fromEntries(Object.entries(value).reverse());
}

/** Removes nulls and empty lists. */
function removeEmpty(value: Properties): Properties {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== null && !(Array.isArray(part) && part.length === 0)),
  );
}

/** Sets absent arguments to null. */
function addNulls(value: Properties): Properties {
  return {
    autofillMessage: null,
    iceBreakers: null,
    onContentChange: null,
    duplicates: null,
    adoptSequenceId: null,
    ...value,
  };
}

test("an unsettled attempt and unknown content announce no replacement", () => {
  const content = { wabaId, name: "a", text: "Hi" };
  const olds = { ...content, sequenceId, __unsettled: { sent: "digest" } };
  const news = {
    ...content,
    text: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    name: undefined,
    onContentChange: "replace",
  };
  const ref = { scopeId: wabaId, id: sequenceId };
  expect(welcomeMessageSequence.compare(openSession(), ref, olds, news, true).replaces).not.toContain("text");
});

test.each([
  ["5", ["3"], "Keep 102290129340398/3 and delete 102290129340398/5"],
  ["3", ["5", "12"], "Keep 102290129340398/3 and delete 102290129340398/5, 102290129340398/12"],
  ["12", ["5"], "Keep 102290129340398/5 and delete 102290129340398/12"],
])("of the equal sequences %s and %j the lowest stays", (own, duplicates, sentence) => {
  const ref = { scopeId: wabaId, id: own };
  const args = { wabaId, name: "a", text: "Hi" };
  const context = welcomeMessageSequence.createContext("create", ref, args);
  const session = openSession();
  const write = { session, ref, context, deadline: session.startDeadline(), args, inputs: args, olds: {} };
  expect(toDuplicateError(write, {}, duplicates).message).toContain(sentence);
});

describe("a refresh after an attempt that left duplicates", () => {
  const content = { name: "a", text: "Hi" };
  const digest = contentDigest(contentOf(content));
  const toRow = (rowId: string, text = "Hi") => ({
    ...{ id: rowId, is_used_in_ad: false },
    ...sequenceToWire(contentOf({ name: "a", text })),
  });

  /** Refreshes the sequence in an account with these rows. */
  async function refresh(rows: readonly object[], duplicates: readonly string[], props: Properties) {
    const server = createServer((request, response) => {
      response.setHeader("Content-Type", "application/json");
      const isApp = new URL(request.url ?? "", "http://localhost").pathname.endsWith("/app");
      response.end(JSON.stringify(isApp ? { id: "670843887433847" } : { data: rows }));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const environment = { WHATSAPP_BASE_URL: `http://127.0.0.1:${port}`, WHATSAPP_ACCESS_TOKEN: "EAAtoken" };
    const warnings: string[] = [];
    const session = new Session(undefined, { environment, clock: realClock, warn: (line) => warnings.push(line) });
    const ref = { scopeId: wabaId, id: sequenceId };
    const row = await welcomeMessageSequence.find(session, ref);
    if (row === undefined) throw new Error("the sequence is not listed");
    const context = welcomeMessageSequence.createContext("read", ref, content);
    const operation = { session, ref, context, deadline: session.startDeadline() };
    const state = { ...content, ...props, __unsettled: { sent: digest, stored: digest, duplicates } };
    const { props: outs, title } = await welcomeMessageSequence.toState(operation, row, state);
    server.close();
    server.closeAllConnections();
    return { isUnsettled: "__unsettled" in outs, warnings: warnings.length, title };
  }

  const title = `Sequence "a" (${id})`;
  test.each<[string, readonly object[], readonly string[], Properties, boolean, number]>([
    ["the account still has", [toRow(sequenceId), toRow("9")], ["9"], {}, true, 1],
    ["that are allowed now", [toRow(sequenceId), toRow("9")], ["9"], { duplicates: "allow" }, true, 0],
    ["that were deleted", [toRow(sequenceId)], ["9"], {}, false, 0],
    ["that have other content now", [toRow(sequenceId), toRow("9", "Hello")], ["9"], {}, false, 0],
    ["without a record of them", [toRow(sequenceId)], [], {}, true, 0],
  ])("%s", async (_name, rows, duplicates, props, isUnsettled, warnings) => {
    expect(await refresh(rows, duplicates, props)).toEqual({ isUnsettled, warnings, title });
  });
});

test.each([
  [{ wabaId, name: "a" }, wabaId],
  [{ wabaId: 5, name: "a" }, "(not set)"],
  [{ name: "a" }, "(not set)"],
])("an error before the create of %j names the account %s", (properties, account) => {
  expect(lifecycle.describeOperation("create", undefined, properties).target).toContain(account);
});
