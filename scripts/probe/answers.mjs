/** Experiments about errors, headers and delayed reads; and the questions without an experiment. */
import { rowsIn } from "./account.mjs";
import { Undecided } from "./stops.mjs";

/** @type {import("./work.mjs").Experiment[]} */
export const answers = [
  {
    name: "lag",
    question: "After how many reads is a write seen?",
    switches: [],
    async run(work) {
      const { account } = work;
      const id = await account.mustCreate(work.fields("lag"));
      const created = await account.lookUntil((rows) => rows.some((row) => row.id === id));
      const next = work.fields("lag");
      const refusal = await account.update(id, next);
      if (refusal !== undefined) throw new Error(`an ordinary update was refused with ${refusal}`);
      const { text } = next.welcome_message_sequence;
      const updated = await account.lookUntil((rows) =>
        rows.some((row) => row.id === id && row.content?.text === text),
      );
      const removed = await account.remove(id);
      if (removed.refusal !== undefined) throw new Error(`an ordinary delete was refused with ${removed.refusal}`);
      const deleted = await account.lookUntil((rows) => rows.every((row) => row.id !== id));
      const writes = Object.entries({ create: created, update: updated, delete: deleted });
      return {
        answer: writes.map(([verb, { looks, seen }]) => `${verb}: ${seen ? looks : `not in ${looks}`}`).join(", "),
      };
    },
  },
  {
    name: "unknown-id",
    question: "What does an unknown id answer, as a filter of the list and as a node?",
    switches: ["behaviour.unknownSequenceInFilter"],
    async run(work) {
      const id = await work.gone();
      const node = await work.account.node(id);
      const { body, refusal } = await work.account.page({ sequence_id: id });
      const asNode = `as a node ${node.refusal === undefined ? "an object" : node.refusal}`;
      const said = (what, unknownSequenceInFilter) => ({
        answer: `as a filter ${what}, ${asNode}`,
        set: { behaviour: { unknownSequenceInFilter } },
      });
      if (refusal === "4027017") return said(refusal, "not-loadable");
      if (refusal === "100/33") return said(refusal, "unknown-object");
      if (refusal !== undefined) throw new Undecided(`as a filter ${refusal}, ${asNode}`);
      if (rowsIn(body).length > 0) throw new Undecided(`as a filter it is ignored, ${asNode}`);
      return said("an empty list", "empty");
    },
  },
  {
    name: "feature-codes",
    question: "Where does a 4027xxx stand in an error?",
    switches: ["wire.featureCodes"],
    async run(work) {
      const again = await work.account.remove(await work.gone());
      const error = isFeature(again) ? again.body.error : (await malformed(work))?.body.error;
      if (error === undefined)
        throw new Undecided("neither a second delete nor malformed content was answered with one");
      const [code, subcode] = [error.code, error.error_subcode];
      if (code === 100)
        return { answer: "in `error_subcode`, under code 100", set: { wire: { featureCodes: "subcode" } } };
      if (typeof code === "string")
        return { answer: "in `code`, as text", set: { wire: { featureCodes: "string-code" } } };
      if (isNumber4027(code)) return { answer: "in `code`", set: { wire: { featureCodes: "code" } } };
      throw new Undecided(`code ${code}, error_subcode ${subcode}`);
    },
  },
  {
    name: "usage-bucket",
    question: "Which bucket do the usage headers name?",
    switches: [],
    async run(work) {
      await work.sample();
      const { usage } = work.graph;
      const accounts = Object.entries(usage.get("x-business-use-case-usage") ?? {});
      const said = accounts.flatMap(([id, buckets]) =>
        [buckets].flat().map((bucket) => `${bucket?.type} of ${id === work.account.wabaId ? "the account" : id}`),
      );
      if (usage.has("x-app-usage")) said.push("the app's (X-App-Usage)");
      if (said.length === 0) throw new Undecided("no usage header came");
      return { answer: said.join(", ") };
    },
  },
];

const isNumber4027 = (code) => Number(code) >= 4027000 && Number(code) <= 4027999;
const isFeature = ({ refusal }) => isNumber4027(refusal);

/** Has the probe's prefix, in case Meta accepts it. */
async function malformed(work) {
  const { answer } = await work.account.create({ name: `${work.prefix}malformed`, welcome_message_sequence: "{" });
  return isFeature(answer) ? answer : undefined;
}

const needsAds = "needs ads, which the probe does not make";

/** Questions without an experiment, with the reason. */
export const leftAlone = [
  ["delete-without-id", "What does DELETE without an id do?", [], "never tried: it may delete everything"],
  ["paused-ads", "Does a paused ad count as using its sequence?", ["behaviour.pausedAdsCount"], needsAds],
  [
    "creative-of-unknown",
    "May a creative name a sequence that does not exist?",
    ["behaviour.unknownSequenceInCreative"],
    needsAds,
  ],
  ["creative-in-use", "May a creative be deleted while an ad uses it?", ["behaviour.deleteCreativeInUse"], needsAds],
  ["creative-deleted", "What does a deleted creative answer?", ["behaviour.deletedCreative"], needsAds],
  [
    "creative-both",
    "May a creative contain a sequence and a page's welcome message?",
    ["behaviour.sequenceAndPageMessage"],
    needsAds,
  ],
  [
    "creative-read-back",
    "What does Meta add to a creative, and in what form does it give a page's welcome message?",
    ["wire.creativeExtras", "wire.pageWelcomeMessage"],
    needsAds,
  ],
  ["creative-order", "In which order are creatives listed?", ["behaviour.creativeOrder"], needsAds],
  ["ad-set-unknown", "May an ad name an ad set that does not exist?", ["behaviour.unknownAdSet"], needsAds],
  [
    "app-id",
    "Does `app_id` list another app's sequences?",
    ["behaviour.appIdReadsOtherApps"],
    "needs a token of a second app",
  ],
].map(([name, question, switches, reason]) => ({
  ...{ name, question, switches },
  run: () => Promise.reject(new Undecided(reason)),
}));
