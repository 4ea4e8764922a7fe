import type { Finding } from "../finding";
import { parseProgramOrder } from "../order";
import { checkContent } from "../testing/content-rules";
import { now, orderArgs } from "../testing/order-rules";
import { stackSequence } from "../testing/stack-sequence";
import { rules } from "./index";
import { NotApplicable, type Rule } from "./rule";

/** Runs a rule on one of its examples. A rule that does not apply reports nothing. */
async function checkExample(rule: Rule, example: "reported" | "missed"): Promise<readonly Finding[]> {
  const clock = { now: () => now };
  const { options = {}, missedOptions = options } = rule.doesNotDetect;
  const given = example === "reported" ? options : missedOptions;
  const result = await runRule(rule, example, given, clock);
  return result instanceof NotApplicable ? [] : result;
}

function runRule(rule: Rule, example: "reported" | "missed", options: object, clock: { readonly now: () => Date }) {
  switch (rule.kind) {
    case "content":
      return checkContent(rule, rule.doesNotDetect[example], options);
    case "stack":
      return rule.configure(
        options,
        clock,
      )(rule.doesNotDetect[example].map((changes, i) => stackSequence(`s${i}`, changes)));
    case "order":
      return rule.configure(options, clock)(parseProgramOrder(orderArgs(rule.doesNotDetect[example])));
  }
}

describe.each<Rule>(rules)("$id", (rule) => {
  test("reports the example that it detects", async () => {
    expect(await checkExample(rule, "reported")).not.toEqual([]);
  });

  test("does not report the example that it misses", async () => {
    expect(await checkExample(rule, "missed")).toEqual([]);
  });

  test("says in sentences what it does not detect", () => {
    expect(rule.doesNotDetect.summary).toMatch(/^[A-Z].*\.$/);
  });
});
