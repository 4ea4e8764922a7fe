import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parse } from "yaml";
import type { Finding } from "../../policy-pack/src/finding";
import { NotApplicable } from "../../policy-pack/src/rules/rule";
import { createSelection } from "../../policy-pack/src/selection";

interface Message {
  readonly id: string;
  readonly language: string;
  readonly name: string;
  readonly text: string;
  readonly autofill?: string;
  readonly iceBreakers?: readonly string[];
  readonly expect: readonly { readonly rule: string; readonly at: string }[];
}

const corpus = join(__dirname, "../../policy-pack/corpus");
const halves = readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const files = halves.flatMap(({ name }) => readdirSync(join(corpus, name)).map((file) => join(name, file)));

const firstCollection = files.filter((file) => ["blind", "open"].includes(dirname(file)));
const secondCollection = files.filter((file) => ["blind-2", "open-2"].includes(dirname(file)));

function readMessages(file: string): readonly Message[] {
  return parse(readFileSync(join(corpus, file), "utf8")) as readonly Message[];
}

function countByLanguage(of: readonly string[]): (language: string) => number {
  const messages = of.flatMap(readMessages);
  return (language) => messages.filter((message) => message.language === language).length;
}

test("the first collection has 300 messages of ten trades in three languages", () => {
  expect(new Set(firstCollection.map((file) => basename(file))).size).toBe(10);
  const count = countByLanguage(firstCollection);
  for (const language of ["pt", "es", "en"]) expect(count(language)).toBeGreaterThanOrEqual(100);
});

test("half of the 300 messages of the second collection are blind", () => {
  const blind = countByLanguage(secondCollection.filter((file) => dirname(file) === "blind-2"));
  const all = countByLanguage(secondCollection);
  for (const language of ["pt", "es", "en"]) {
    expect(all(language)).toBeGreaterThanOrEqual(100);
    expect(blind(language)).toBeGreaterThanOrEqual(all(language) / 2);
  }
});

test("each message has an id of its own", () => {
  const messages = files.flatMap(readMessages);
  expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
});

/** Lists findings of the recommended rules that `isAlarm` regards as wrong. */
async function listAlarms(
  of: readonly string[],
  isAlarm: (rule: string, expected: Message["expect"]) => boolean,
): Promise<readonly string[]> {
  const formatPath = ({ path }: Finding): string =>
    path.replace("autofillMessage.content", "autofill").replace(/\.title$/, "");
  const checks = createSelection()
    .rules.filter(({ enforcementLevel }) => enforcementLevel !== "disabled")
    .flatMap(({ rule, options }) =>
      rule.kind === "content" ? [{ id: rule.id, check: rule.configure(options, { now: () => new Date(0) }) }] : [],
    );
  const alarms: string[] = [];
  for (const { id, expect: expected, name, text, autofill, iceBreakers = [] } of of.flatMap(readMessages)) {
    const content = { name, text, ...(autofill === undefined ? {} : { autofill }), iceBreakers };
    for (const { id: rule, check } of checks) {
      const result = await check(content);
      if (result instanceof NotApplicable) continue;
      for (const finding of result) {
        if (isAlarm(rule, expected)) alarms.push(`${id} ${rule} ${formatPath(finding)}`);
      }
    }
  }
  return alarms;
}

test("the recommended rules raise no false alarm in the first collection", async () => {
  const isUnexpected = (rule: string, expected: Message["expect"]): boolean =>
    expected.every((one) => one.rule !== rule);
  expect(await listAlarms(firstCollection, isUnexpected)).toEqual([]);
});

// Authors who have not read the rules cannot name every rule that a violation breaks.
function isAboutCleanMessage(_rule: string, expected: Message["expect"]): boolean {
  return expected.length === 0;
}

test("the recommended rules find nothing in a clean message", async () => {
  const read = files.filter((file) => dirname(file) !== "blind-2");
  expect(await listAlarms(read, isAboutCleanMessage)).toEqual([]);
});

// Whoever changes the rules does not read these messages: the number may fall, and the page of the corpus shows it.
test("the recommended rules are wrong about at most two clean blind messages", async () => {
  const blind = files.filter((file) => dirname(file) === "blind-2");
  expect((await listAlarms(blind, isAboutCleanMessage)).length).toBeLessThanOrEqual(2);
});
