/** Experiments about lengths: how much Meta stores, and if it rejects or cuts more. They update one row. */
import { Undecided } from "./stops.mjs";

const filler = (length) => "0123456789".repeat(Math.ceil(length / 10)).slice(0, Math.max(0, length));
const filled = (start, length) => (start + filler(length - start.length)).slice(0, length);

/**
 * @typedef {object} Limit
 * @property {"name" | "text" | "autofill" | "title" | "iceBreakers"} field As in the switch `refuseAbove`.
 * @property {string} question
 * @property {number} [least] The smallest size: a name contains the prefix. Default 1.
 * @property {number} most The first size.
 * @property {number} expected The limit on related pages of Meta's, or a guess as the start of a search.
 * @property {(fields: any, size: number, prefix: string) => object} put
 * @property {(row: import("./account.mjs").Row, start: string) => unknown} got
 */

/** @type {Limit[]} */
const limits = [
  {
    ...{ field: "name", question: "How long may a name be?", least: 40, most: 1000, expected: 255 },
    put: (fields, size, prefix) => ({ ...fields, name: filled(`${prefix}edited-`, size) }),
    got: ({ name }) => name,
  },
  {
    ...{ field: "text", question: "How long may a text be?", most: 5000, expected: 300 },
    put: (fields, size) => within(fields, { text: filled(fields.welcome_message_sequence.text, size) }),
    got: ({ content }) => content.text,
  },
  {
    ...{ field: "autofill", question: "How long may an autofill message be?", most: 2000, expected: 256 },
    put: (fields, size) => within(fields, { autofill_message: { content: filler(size) } }),
    got: ({ content }) => content.autofill_message?.content,
  },
  {
    ...{ field: "title", question: "How long may the title of an ice breaker be?", most: 400, expected: 80 },
    put: (fields, size) => within(fields, { ice_breakers: [{ title: filler(size) }] }),
    got: ({ content }) => content.ice_breakers?.[0]?.title,
  },
  {
    ...{ field: "iceBreakers", question: "How many ice breakers may there be?", most: 20, expected: 4 },
    put: (fields, size) =>
      within(fields, { ice_breakers: Array.from({ length: size }, (_, index) => ({ title: `T${index}` })) }),
    got: ({ content }) => content.ice_breakers?.map(({ title }) => title).join(","),
  },
];

const within = (fields, changes) => ({
  ...fields,
  welcome_message_sequence: { ...fields.welcome_message_sequence, ...changes },
});

/** Fields that the simulator can cut. The others have no switch, because no such cut is known. */
const cuttable = ["text", "title"];

/** @type {import("./work.mjs").Experiment[]} */
export const lengths = limits.map((limit) => ({
  name: `limit-${limit.field}`,
  question: limit.question,
  switches: [`behaviour.refuseAbove.${limit.field}`].concat(
    cuttable.includes(limit.field) ? [`behaviour.truncateAt.${limit.field}`] : [],
  ),
  run: (work) => measure(work, limit),
}));

async function measure(work, limit) {
  const id = await work.edited();
  const tries = async (size) => {
    const fields = limit.put(work.fields("edited"), size, work.prefix);
    return { fields, refusal: await work.account.update(id, fields) };
  };
  const { fields, refusal } = await tries(limit.most);
  if (refusal === undefined) return stored(work, id, limit, fields);
  const most = await largestAccepted(limit, async (size) => (await tries(size)).refusal === undefined);
  return finding(limit, `more than ${most} is refused (${refusal})`, { refuseAbove: most, truncateAt: null });
}

async function stored(work, id, limit, fields) {
  const start = /^v\d+\./.exec(fields.welcome_message_sequence.text)[0];
  const row = await work.account.rowOnce(id, ({ content }) => String(content?.text).startsWith(start));
  const [sent, got] = [limit.got({ name: fields.name, content: fields.welcome_message_sequence }), limit.got(row)];
  if (got === sent)
    return finding(limit, `at least ${limit.most}, kept whole`, { refuseAbove: null, truncateAt: null });
  const kept = sharedStart(sent, String(got));
  const size = limit.field === "iceBreakers" ? row.content.ice_breakers?.length : kept;
  if (kept === 0) throw new Undecided(`${limit.most} was accepted and became ${JSON.stringify(got)}`);
  const end = String(got).slice(kept);
  const ending = end === "" ? "" : `, with ${JSON.stringify(end)} at the end`;
  return finding(limit, `cut at ${size}${ending}`, { refuseAbove: null, truncateAt: size });
}

function finding({ field }, answer, { refuseAbove, truncateAt }) {
  const cut = cuttable.includes(field) ? { truncateAt: { [field]: truncateAt } } : {};
  return { answer, set: { behaviour: { refuseAbove: { [field]: refuseAbove }, ...cut } } };
}

async function largestAccepted({ least = 1, most, expected }, isAccepted) {
  let [accepted, refused] = [least - 1, most];
  while (refused - accepted > 1) {
    // Tries the expected limit and its neighbor first, which takes two calls if it is correct.
    const likely = [expected, expected + 1].find((size) => size > accepted && size < refused);
    const size = likely ?? Math.floor((accepted + refused) / 2);
    if (await isAccepted(size)) accepted = size;
    else refused = size;
  }
  if (accepted < least) throw new Undecided(`even ${least} is refused`);
  return accepted;
}

function sharedStart(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
