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
// One for the whole file: what a run knows belongs to its session.
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

/** A deployment of its own: one process plans each sequence once. */
function opened(): Session {
  return new Session(undefined, { environment: {}, clock: realClock, warn: () => undefined });
}
function throughJson(value: Properties): Properties {
  return JSON.parse(JSON.stringify(value)) as Properties;
}

/** Outputs as the state holds them after a create of these inputs. */
function stored(inputs: Properties, args: SequenceArgs): Properties {
  return throughJson(
    toSequenceOutputs({ scopeId: wabaId, id: sequenceId }, contentOf(args), inputs, { appId: "670843887433847" }),
  );
}

test("whatever is declared, once it is made nothing is planned, however it is written", () => {
  fc.assert(
    fc.property(anyArgs, (args) => {
      const session = opened();
      const { inputs, failures } = lifecycle.check(session, {}, { wabaId, ...args });
      expect(failures).toEqual([]);
      const outs = stored(inputs, args);
      for (const same of [inputs, reversed(inputs), withoutEmpty(inputs), withNulls(inputs)]) {
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

test("inputs read back from the account are those that were declared: a refresh of what nobody touched plans nothing", () => {
  fc.assert(
    fc.property(anyArgs, (args) => {
      const session = opened();
      const { inputs } = lifecycle.check(session, {}, { wabaId, ...args });
      const outs = stored(inputs, args);
      const read = throughJson(toSequenceInputs(wabaId, contentOf(args), outs));
      expect(lifecycle.diff(session, id, outs, read).changes).toBe(false);
      // During a refresh the arguments arrive the other way round.
      expect(lifecycle.diff(session, id, read, outs).changes).toBe(false);
    }),
  );
});

function reversed(value: Properties): Properties {
  return Object.fromEntries(Object.entries(value).reverse());
}

/** Absent instead of null and of an empty list. */
function withoutEmpty(value: Properties): Properties {
  return Object.fromEntries(
    Object.entries(value).filter(([, part]) => part !== null && !(Array.isArray(part) && part.length === 0)),
  );
}

/** Null instead of absent. */
function withNulls(value: Properties): Properties {
  return {
    autofillMessage: null,
    iceBreakers: null,
    onContentChange: null,
    duplicates: null,
    adoptSequenceId: null,
    ...value,
  };
}
