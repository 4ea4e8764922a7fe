import fc from "fast-check";
import { formattingIn } from "./formatting";

function formatted(text: string): readonly string[] {
  return formattingIn(text).formatted.map(({ start, end }) => text.slice(start, end));
}
function unpaired(text: string): readonly string[] {
  return formattingIn(text).unpaired.map(({ marker, shape, start }) => `${marker} ${shape} ${start}`);
}

test("words between signs are formatted, nested ones too", () => {
  expect(formatted("*a* _b_ ~c~ `d`")).toEqual(["*a*", "_b_", "~c~", "`d`"]);
  expect(formatted("*a _b_ c*")).toEqual(["_b_", "*a _b_ c*"]);
});

test("signs do not span lines, blocks of code do", () => {
  expect(formatted("*a\nb*")).toEqual([]);
  expect(unpaired("*a\nb*")).toEqual(["* opener 0", "* closer 4"]);
  expect(formatted("```a\n*b*```")).toEqual(["```a\n*b*```"]);
});

test("an opener stands before a word and a closer behind one that ends there", () => {
  expect(formatted("a*b* 2*3*4 * a * *a*b")).toEqual([]);
  expect(formatted("*a*, (_b_)")).toEqual(["*a*", "_b_"]);
});

test("signs within code are no signs", () => {
  expect(formatted("`a *b` c*")).toEqual(["`a *b`"]);
  expect(unpaired("`a *b`")).toEqual([]);
});

test("bullets, quotes and runs are no signs", () => {
  expect(unpaired("* a\n> * b\n- c\n> d\n*** e ***\n____")).toEqual([]);
});

const writing = fc.string({
  unit: fc.constantFrom("*", "_", "~", "`", " ", "\n", "a", "1", ".", "é", "🎉", ">", "- "),
});

test("whatever is written, formatted stretches begin and end with their sign, and every sign has one meaning", () => {
  fc.assert(
    fc.property(writing, (text) => {
      const found = formattingIn(text);
      for (const { marker, start, end } of found.formatted) {
        expect(text.startsWith(marker, start) && text.slice(0, end).endsWith(marker)).toBe(true);
        expect(end - start).toBeGreaterThan(2 * marker.length);
        if (marker !== "```") expect(text.slice(start, end)).not.toContain("\n");
      }
      const places = [...found.formatted, ...found.unpaired].flatMap((stretch) =>
        "shape" in stretch ? [stretch.start] : [stretch.start, stretch.end - stretch.marker.length],
      );
      expect(new Set(places).size).toBe(places.length);
    }),
  );
});
