import fc from "fast-check";
import { realClock } from "../../client/clock";
import { contentOf } from "../../schema/canonical";
import { sequenceArgsSchema, type SequenceArgs } from "../../schema/sequence";
import { Lifecycle } from "../lifecycle";
import { Session } from "../session";
import type { Properties } from "../properties";
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
        expect(lifecycle.diff(session, id, outs, news)).toEqual({
          changes: false,
          replaces: [],
          deleteBeforeReplace: false,
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
      expect(lifecycle.diff(session, id, outs, read).changes).toBe(false);
      // During a refresh the arguments arrive the other way round.
      expect(lifecycle.diff(session, id, read, outs).changes).toBe(false);
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
