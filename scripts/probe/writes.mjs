/** Experiments about writes. */
import { isDeepStrictEqual } from "node:util";
import { parseWrittenSequence, writtenFields } from "../../provider/dist/schema/wire.js";
import { Undecided } from "./stops.mjs";

const refusedWith = (code) => `refused (${code})`;

/** Encodings of a create. The rows of `work.sample()` were sent as JSON with a nested object. */
const encodings = {
  "JSON with the content as JSON text": (fields) => asText(fields),
  urlencoded: (fields) => new URLSearchParams(asText(fields)),
  multipart: (fields) => {
    const form = new FormData();
    for (const [key, value] of Object.entries(asText(fields))) form.set(key, value);
    return form;
  },
};

const asText = (fields) => ({ ...fields, welcome_message_sequence: JSON.stringify(fields.welcome_message_sequence) });

/** Text that servers often change: surrounding spaces, a line break, an emoji with a joiner, a combining mark, quotes. */
const delicate = ' Ol\u00e1 \u{1f469}\u200d\u{1f4bb}\ncafe\u0301 "x" \\ ';

/** @type {import("./work.mjs").Experiment[]} */
export const writes = [
  {
    name: "encodings",
    question: "Which encodings does POST accept?",
    switches: [],
    async run(work) {
      await work.sample();
      const said = ["JSON: yes"];
      for (const [index, [name, encode]] of Object.entries(encodings).entries()) {
        const fields = work.fields(`encoding-${index}`);
        const { id, refusal } = await work.account.create(fields, encode);
        if (id === undefined) await work.control();
        said.push(`${name}: ${id === undefined ? refusedWith(refusal) : await keptAs(work, id, fields)}`);
      }
      return { answer: said.join("; ") };
    },
  },
  {
    name: "text-kept",
    question: "Is text kept character by character?",
    switches: [],
    async run(work) {
      const text = `${work.mark()}${delicate}`;
      const { id, refusal } = await work.account.create(work.fields("delicate", { text: ` ${text}` }));
      if (id === undefined) {
        await work.control();
        return { answer: refusedWith(refusal) };
      }
      const { content } = await work.account.rowOnce(id);
      return { answer: content?.text === ` ${text}` ? "yes" : `no, it reads ${JSON.stringify(content?.text)}` };
    },
  },
  {
    name: "unknown-content-keys",
    question: "What becomes of a key of the content that Meta's page does not name?",
    switches: ["behaviour.unknownContentKeys"],
    async run(work) {
      const key = "probe_unknown_key";
      const { id, refusal } = await work.account.create(work.fields("unknown-key", { [key]: "x" }));
      if (id === undefined) {
        await work.control();
        return { answer: refusedWith(refusal), set: { behaviour: { unknownContentKeys: "refuse" } } };
      }
      const { content } = await work.account.rowOnce(id);
      if (content === undefined) throw new Undecided("the content cannot be read");
      return key in content
        ? { answer: "it is kept", set: { behaviour: { unknownContentKeys: "keep" } } }
        : { answer: "it is dropped", set: { behaviour: { unknownContentKeys: "drop" } } };
    },
  },
  {
    name: "text-required",
    question: "Must a sequence have a text?",
    switches: ["behaviour.textRequired"],
    async run(work) {
      const { name, welcome_message_sequence: whole } = work.fields("no-text");
      const { text: _text, ...content } = whole;
      const { id, refusal } = await work.account.create({ name, welcome_message_sequence: content });
      if (id === undefined) {
        await work.control();
        return {
          answer: `yes, without it a create is ${refusedWith(refusal)}`,
          set: { behaviour: { textRequired: true } },
        };
      }
      const { content: kept } = await work.account.rowOnce(id);
      if (kept === undefined) throw new Undecided("the content cannot be read");
      const reads = kept.text === undefined ? "no text" : `the text ${JSON.stringify(kept.text)}`;
      return { answer: `no, such a sequence reads back with ${reads}`, set: { behaviour: { textRequired: false } } };
    },
  },
  {
    name: "unique-names",
    question: "Must names be unique?",
    switches: ["behaviour.uniqueNames"],
    async run(work) {
      const { sent, ids } = await work.sample();
      const { id, refusal } = await work.account.create({ ...work.fields("-"), name: sent.name });
      if (id === undefined) {
        await work.control();
        return { answer: `yes, the second is ${refusedWith(refusal)}`, set: { behaviour: { uniqueNames: true } } };
      }
      if (ids.includes(id)) throw new Undecided("the second create was answered with the id of the first");
      return { answer: "no", set: { behaviour: { uniqueNames: false } } };
    },
  },
  {
    name: "reused-ids",
    question: "Is the id of a deleted sequence given again?",
    switches: ["behaviour.reuseIds"],
    async run(work) {
      const gone = await work.gone();
      const next = await work.account.mustCreate(work.fields("after-gone"));
      return next === gone
        ? { answer: "yes", set: { behaviour: { reuseIds: true } } }
        : { answer: "no, in one try", set: { behaviour: { reuseIds: false } } };
    },
  },
  {
    name: "absent-parameters",
    question: "What does an update that gives the name alone do to the content?",
    switches: ["behaviour.absentParameters"],
    async run(work) {
      const id = await work.account.mustCreate(work.fields("left-out"));
      const whole = await work.account.rowOnce(id);
      const name = `${work.prefix}left-out-2`;
      const refusal = await work.account.update(id, { name });
      if (refusal !== undefined) {
        const again = await work.account.update(id, work.fields("left-out-2"));
        if (again !== undefined) throw new Error(`an ordinary update was refused with ${again}`);
        return { answer: refusedWith(refusal), set: { behaviour: { absentParameters: "refuse" } } };
      }
      const { content } = await work.account.rowOnce(id, (row) => row.name === name);
      if (isDeepStrictEqual(content, whole.content))
        return { answer: "it keeps it", set: { behaviour: { absentParameters: "keep" } } };
      if (content?.text === undefined || content.text === "")
        return { answer: "it clears it", set: { behaviour: { absentParameters: "clear" } } };
      throw new Undecided(`the content became ${JSON.stringify(content)}`);
    },
  },
  {
    name: "absent-parts",
    question: "What does an update do to parts of the content that it leaves out?",
    switches: ["behaviour.absentParts"],
    async run(work) {
      const id = await work.edited();
      const { name } = work.fields("edited");
      const text = work.mark();
      const refusal = await work.account.update(id, { name, welcome_message_sequence: { text } });
      if (refusal !== undefined) throw new Error(`an ordinary update was refused with ${refusal}`);
      const { content } = await work.account.rowOnce(id, (row) => row.content?.text === text);
      const kept = [content.autofill_message?.content === "Auto", content.ice_breakers?.length === 2];
      if (kept.every(Boolean)) return { answer: "they are kept", set: { behaviour: { absentParts: "merge" } } };
      if (kept.some(Boolean)) throw new Undecided(`the content became ${JSON.stringify(content)}`);
      return { answer: "they are taken away", set: { behaviour: { absentParts: "replace" } } };
    },
  },
  {
    name: "read-after-write",
    question: "Does an update with `fields` return the stored sequence?",
    switches: ["wire.sequenceReadAfterWrite"],
    async run(work) {
      const id = await work.account.mustCreate(work.fields("read-after-write"));
      const changed = work.fields("read-after-write", { text: work.mark() });
      const { body, refusal } = await work.account.updateAsking(id, changed, { fields: writtenFields });
      if (body?.error?.original_response !== undefined)
        throw new Undecided(`the update was accepted, and the read after it refused with ${refusal}`);
      if (refusal !== undefined) {
        const again = await work.account.update(id, changed);
        if (again !== undefined) throw new Error(`an ordinary update was refused with ${again}`);
        return { answer: refusedWith(refusal), set: { wire: { sequenceReadAfterWrite: "refused" } } };
      }
      const isReturned = parseWrittenSequence(body)?.content?.text === changed.welcome_message_sequence.text;
      if (isReturned) return { answer: "yes", set: { wire: { sequenceReadAfterWrite: "returned" } } };
      if (body?.success === true) return { answer: "no", set: { wire: { sequenceReadAfterWrite: "ignored" } } };
      throw new Undecided(`it returns ${JSON.stringify(body)}`);
    },
  },
  {
    name: "updates-in-use",
    question: "Is an update refused while an ad uses the sequence?",
    switches: ["behaviour.updatesInUse"],
    async run(work) {
      const id = work.inUseSequenceId;
      if (id === undefined) throw new Undecided("needs a sequence that an ad uses: --in-use-sequence-id");
      const { name, content, raw } = await work.account.rowOnce(id);
      if (raw.is_used_in_ad !== true) throw new Undecided("`is_used_in_ad` of that sequence is not true");
      if (typeof name !== "string" || content === undefined) throw new Undecided("that sequence cannot be read whole");
      const same = { name, welcome_message_sequence: content };
      const refusal = await work.account.update(id, same, "(its own name and content)");
      if (refusal === undefined)
        return {
          answer: "no, an update that changes nothing is accepted",
          set: { behaviour: { updatesInUse: "allow" } },
        };
      if (refusal !== "4027012") throw new Undecided(`refused with ${refusal}, not 4027012`);
      return { answer: refusedWith(refusal), set: { behaviour: { updatesInUse: "refuse" } } };
    },
  },
];

async function keptAs(work, id, fields) {
  const { name, content } = await work.account.rowOnce(id);
  const isSame = name === fields.name && content?.text === fields.welcome_message_sequence.text;
  return isSame ? "yes" : "accepted, but stored otherwise";
}
