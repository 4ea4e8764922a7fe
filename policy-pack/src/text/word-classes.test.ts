import { normalize } from "./normalize";
import { createWordClasses } from "./word-classes";

describe("createWordClasses", () => {
  const { classify, compile } = createWordClasses({ verb: ["send", "send over"], noun: ["card number", "card"] });

  test("finds a pattern and maps it to the words of the text", () => {
    const text = normalize("Hi! Send over the Card number, please");
    const words = classify(text);
    const match = compile("verb word? noun").exec(words.code);
    const start = match?.index ?? -1;
    const span = text.originalSpan(words.getSpan({ start, end: start + (match?.[0].length ?? 0) }));
    expect(text.original.slice(span.start, span.end)).toBe("Send over the Card number");
  });

  test.each([
    ["send, card", "verb , noun"],
    ["send: card", "verb : noun"],
    ["send » card", "verb ; noun"],
    ["send. card", "verb [.] noun"],
  ])("keeps the separator of %j", (text, pattern) => {
    expect(compile(`${pattern}$`).test(classify(normalize(text)).code)).toBe(true);
  });

  test("rejects a phrase in two classes and an unknown class", () => {
    expect(() => createWordClasses({ one: ["a b"], two: ["A  b"] })).toThrow("is in two classes");
    expect(() => compile("verb adjective")).toThrow("there is no class adjective");
  });
});
