import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
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
const messages = files.flatMap((file) => parse(readFileSync(join(corpus, file), "utf8")) as readonly Message[]);

test("the corpus has 300 messages of ten trades in three languages", () => {
  expect(messages.length).toBeGreaterThanOrEqual(300);
  expect(new Set(files.map((file) => file.replace(/.*\//, ""))).size).toBe(10);
  for (const language of ["pt", "es", "en"]) {
    expect(messages.filter((message) => message.language === language).length).toBeGreaterThanOrEqual(100);
  }
  expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
});

test("the recommended rules raise no false alarm in the corpus", async () => {
  const formatPath = ({ path }: Finding): string =>
    path.replace("autofillMessage.content", "autofill").replace(/\.title$/, "");
  const checks = createSelection()
    .rules.filter(({ enforcementLevel }) => enforcementLevel !== "disabled")
    .flatMap(({ rule, options }) =>
      rule.kind === "content" ? [{ id: rule.id, check: rule.configure(options, { now: () => new Date(0) }) }] : [],
    );
  const alarms: string[] = [];
  for (const { id, expect: expected, name, text, autofill, iceBreakers = [] } of messages) {
    const content = { name, text, ...(autofill === undefined ? {} : { autofill }), iceBreakers };
    for (const { id: rule, check } of checks) {
      const result = await check(content);
      if (result instanceof NotApplicable) continue;
      for (const finding of result) {
        if (!expected.some((one) => one.rule === rule)) alarms.push(`${id} ${rule} ${formatPath(finding)}`);
      }
    }
  }
  expect(alarms).toEqual([]);
});
