import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Finding } from "../../policy-pack/src/finding";
import { NotApplicable } from "../../policy-pack/src/rules/rule";
import { selection } from "../../policy-pack/src/selection";

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
const messages = files.flatMap((file) => parse(readFileSync(join(corpus, file), "utf8")) as readonly Message[]);

test("the corpus holds at least 300 messages of ten trades, and each language as often", () => {
  expect(messages.length).toBeGreaterThanOrEqual(300);
  expect(new Set(files.map((file) => file.replace(/.*\//, ""))).size).toBe(10);
  for (const language of ["pt", "es", "en"]) {
    expect(messages.filter((message) => message.language === language).length).toBeGreaterThanOrEqual(100);
  }
  expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
});

test("the recommended rules raise no false alarm on it, in any text of any message", async () => {
  const shownAs = ({ path }: Finding): string =>
    path.replace("autofillMessage.content", "autofill").replace(/\.title$/, "");
  const checks = selection()
    .selected.filter(({ level }) => level !== "disabled")
    .flatMap(({ rule, options }) =>
      rule.kind === "content" ? [{ id: rule.id, check: rule.with(options, { now: () => new Date(0) }) }] : [],
    );
  const alarms: string[] = [];
  for (const { id, expect: expected, name, text, autofill, iceBreakers = [] } of messages) {
    const content = { name, text, ...(autofill === undefined ? {} : { autofill }), iceBreakers };
    for (const { id: rule, check } of checks) {
      const answer = await check(content);
      if (answer instanceof NotApplicable) continue;
      for (const finding of answer) {
        if (!expected.some((one) => one.rule === rule)) alarms.push(`${id} ${rule} ${shownAs(finding)}`);
      }
    }
  }
  expect(alarms).toEqual([]);
});
