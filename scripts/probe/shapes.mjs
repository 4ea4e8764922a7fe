/** Experiments about the format of responses. */
import { isDeepStrictEqual } from "node:util";
import { rowsIn } from "./account.mjs";
import { Undecided } from "./stops.mjs";

/** Source: Meta's page and the node's fields in Meta's SDK specification. */
const knownKeys = [
  ...["id", "sequence_id", "name", "welcome_message_sequence", "is_used_in_ad", "last_update_time"],
  ...["welcome_message_flow", "eligible_platforms", "compatible_platforms", "is_ig_only_flow"],
];
const usualOrder = ["name", "welcome_message_sequence", "last_update_time", "is_used_in_ad"];

const quoted = (words) => words.map((word) => `\`${word}\``).join(", ");

/** @type {import("./work.mjs").Experiment[]} */
export const shapes = [
  {
    name: "list-shape",
    question: "How is a list wrapped?",
    switches: ["wire.listShape"],
    async run(work) {
      const { body } = (await work.sample()).look.first;
      if (Array.isArray(body)) return { answer: "a bare array", set: { wire: { listShape: "array" } } };
      if (!Array.isArray(body?.data)) throw new Undecided("neither an array nor `data`");
      if ("paging" in body) return { answer: "`data` and `paging`", set: { wire: { listShape: "paged" } } };
      return { answer: "`data` alone", set: { wire: { listShape: "data" } } };
    },
  },
  {
    name: "content-shape",
    question: "In what form does a list give the content?",
    switches: ["wire.contentShape"],
    async run(work) {
      const given = (await work.sample()).whole().raw.welcome_message_sequence;
      const once = opened(given);
      const twice = opened(once);
      if (isObject(given)) return { answer: "an object", set: { wire: { contentShape: "object" } } };
      if (isObject(once)) return { answer: "JSON text", set: { wire: { contentShape: "string" } } };
      if (isObject(twice))
        return { answer: "JSON text of JSON text", set: { wire: { contentShape: "double-encoded" } } };
      throw new Undecided(`it is ${given === undefined ? "missing" : typeof given}, and no JSON object in any form`);
    },
  },
  {
    name: "id-key",
    question: "Under which key does a list give the id?",
    switches: ["wire.idKey"],
    async run(work) {
      const { raw } = (await work.sample()).whole();
      if (!("sequence_id" in raw)) return { answer: "`id`", set: { wire: { idKey: "id" } } };
      if (!("id" in raw)) return { answer: "`sequence_id`", set: { wire: { idKey: "sequence_id" } } };
      if (String(raw.id) !== String(raw.sequence_id))
        return { answer: "`id` and another one as `sequence_id`", set: { wire: { idKey: "disagreeing" } } };
      return { answer: "`id` and `sequence_id`", set: { wire: { idKey: "both" } } };
    },
  },
  {
    name: "numeric-ids",
    question: "Are ids numbers or text?",
    switches: ["wire.numericIds"],
    async run(work) {
      const { created, look } = await work.sample();
      const [inCreate, inList] = [created.text, look.first.text].map((text) =>
        /"(?:id|sequence_id)"\s*:\s*\d/.test(text),
      );
      if (inCreate !== inList) throw new Undecided(`numbers in the ${inCreate ? "create's answer" : "list"} only`);
      return { answer: inList ? "numbers" : "text", set: { wire: { numericIds: inList } } };
    },
  },
  {
    name: "never-given",
    question: "How does a list give parts of the content that were never given?",
    switches: ["wire.nulls"],
    async run(work) {
      const { content } = (await work.sample()).bare();
      if (!isObject(content)) throw new Undecided("the content cannot be read");
      const forms = ["autofill_message", "ice_breakers"].map((key) => formOf(content[key]));
      if (forms[0] !== forms[1] || forms[0] === undefined) throw new Undecided(`as ${JSON.stringify(content)}`);
      return {
        answer: { absent: "not at all", null: "as null", empty: "as empty" }[forms[0]],
        set: { wire: { nulls: forms[0] } },
      };
    },
  },
  {
    name: "extra-fields",
    question: "Do rows carry fields that no document names?",
    switches: ["wire.extraFields"],
    async run(work) {
      const extra = Object.keys((await work.sample()).whole().raw).filter((key) => !knownKeys.includes(key));
      return {
        answer: extra.length === 0 ? "no" : `yes: ${quoted(extra)}`,
        set: { wire: { extraFields: extra.length > 0 } },
      };
    },
  },
  {
    name: "key-order",
    question: "Do the keys of a row come in the order of Meta's samples?",
    switches: ["wire.reorder"],
    async run(work) {
      const keys = Object.keys((await work.sample()).whole().raw).filter((key) => usualOrder.includes(key));
      const isUsual = isDeepStrictEqual(
        keys,
        usualOrder.filter((key) => keys.includes(key)),
      );
      return { answer: isUsual ? "yes" : `no: ${quoted(keys)}`, set: { wire: { reorder: !isUsual } } };
    },
  },
  {
    name: "duplicate-row",
    question: "Does a row come twice on a page?",
    switches: ["wire.duplicateRow"],
    async run(work) {
      const { body } = (await work.sample()).look.first;
      const duplicateRow = rowsIn(body).length > idsIn(body).length;
      return { answer: duplicateRow ? "yes" : "no", set: { wire: { duplicateRow } } };
    },
  },
  {
    name: "list-order",
    question: "In which order does a list give the rows?",
    switches: ["wire.listOrder"],
    async run(work) {
      const { ids, look } = await work.sample();
      const shown = look.rows.map(({ id }) => id).filter((id) => ids.includes(id));
      const reversed = [...ids].reverse();
      if (isDeepStrictEqual(shown, ids))
        return { answer: "oldest first", set: { wire: { listOrder: "oldest-first" } } };
      if (isDeepStrictEqual(shown, reversed))
        return { answer: "newest first", set: { wire: { listOrder: "newest-first" } } };
      return { answer: "neither by creation nor reversed", set: { wire: { listOrder: "arbitrary" } } };
    },
  },
  {
    name: "filter",
    question: "Does `sequence_id` filter the list?",
    switches: ["wire.filter"],
    async run(work) {
      const { ids } = await work.sample();
      const { body, refusal } = await work.account.page({ sequence_id: ids[0] });
      const shown = idsIn(body);
      if (refusal !== undefined) throw new Undecided(`refused with ${refusal}`);
      if (isDeepStrictEqual(shown, [ids[0]])) return { answer: "yes", set: { wire: { filter: "honoured" } } };
      if (shown.length > 1) return { answer: "no, other rows come too", set: { wire: { filter: "ignored" } } };
      if (shown.length === 1) return { answer: "no, one other row comes", set: { wire: { filter: "wrong" } } };
      throw new Undecided("nothing came");
    },
  },
  {
    name: "page-size",
    question: "How many rows come on a page, and is `limit` honoured?",
    switches: ["wire.pageSize"],
    async run(work) {
      const { look, ids } = await work.sample();
      const onFirst = idsIn(look.first.body).length;
      const missing = idsOf(look.rows).length > onFirst || ids.some((id) => look.rows.every((row) => row.id !== id));
      const one = idsIn((await work.account.page({ limit: "1" })).body).length;
      const limit = one === 1 ? "`limit` is honoured" : `\`limit=1\` gives ${one} rows`;
      if (missing && onFirst > 0)
        return {
          answer: `at most ${onFirst}, where 100 were asked for; ${limit}`,
          set: { wire: { pageSize: onFirst } },
        };
      throw new Undecided(`${limit}; all ${onFirst} rows came on one page, where 100 were asked for`);
    },
  },
];

const idsOf = (rows) => [...new Set(rows.map(({ id }) => id))];
const idsIn = (body) => idsOf(rowsIn(body));

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function opened(value) {
  try {
    return typeof value === "string" ? JSON.parse(value) : undefined;
  } catch {
    return undefined;
  }
}

function formOf(value) {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  const isEmpty = Array.isArray(value)
    ? value.length === 0
    : Object.values(value).every((inner) => inner === "" || inner === null);
  return isEmpty ? "empty" : undefined;
}
