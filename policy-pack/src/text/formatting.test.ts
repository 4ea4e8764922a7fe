import fc from "fast-check";
import { parseFormatting } from "./formatting";

function listFormatted(text: string): readonly string[] {
  return parseFormatting(text).formatted.map(({ start, end }) => text.slice(start, end));
}
function listUnpaired(text: string): readonly string[] {
  return parseFormatting(text).unpaired.map(({ marker, shape, start }) => `${marker} ${shape} ${start}`);
}

test("formats words between markers, also nested ones", () => {
  expect(listFormatted("*a* _b_ ~c~ `d`")).toEqual(["*a*", "_b_", "~c~", "`d`"]);
  expect(listFormatted("*a _b_ c*")).toEqual(["_b_", "*a _b_ c*"]);
});

test("code blocks span lines, other formatting does not", () => {
  expect(listFormatted("*a\nb*")).toEqual([]);
  expect(listUnpaired("*a\nb*")).toEqual(["* opener 0", "* closer 4"]);
  expect(listFormatted("```a\n*b*```")).toEqual(["```a\n*b*```"]);
});

test("markers open before a word and close after one", () => {
  expect(listFormatted("a*b* 2*3*4 * a * *a*b")).toEqual([]);
  expect(listFormatted("*a*, (_b_)")).toEqual(["*a*", "_b_"]);
});

test("ignores markers inside code", () => {
  expect(listFormatted("`a *b` c*")).toEqual(["`a *b`"]);
  expect(listUnpaired("`a *b`")).toEqual([]);
});

test("ignores bullets, quotes and runs of markers", () => {
  expect(listUnpaired("* a\n> * b\n- c\n> d\n*** e ***\n____")).toEqual([]);
});

const writing = fc.string({
  unit: fc.constantFrom("*", "_", "~", "`", " ", "\n", "a", "1", ".", "é", "🎉", ">", "- "),
});

test("formatted spans include their markers, and no marker counts twice", () => {
  fc.assert(
    fc.property(writing, (text) => {
      const found = parseFormatting(text);
      for (const { marker, start, end } of found.formatted) {
        expect(text.startsWith(marker, start) && text.slice(0, end).endsWith(marker)).toBe(true);
        expect(end - start).toBeGreaterThan(2 * marker.length);
        if (marker !== "```") expect(text.slice(start, end)).not.toContain("\n");
      }
      const places = [...found.formatted, ...found.unpaired].flatMap((span) =>
        "shape" in span ? [span.start] : [span.start, span.end - span.marker.length],
      );
      expect(new Set(places).size).toBe(places.length);
    }),
  );
});
