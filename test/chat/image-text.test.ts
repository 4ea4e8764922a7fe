import fc from "fast-check";
import { chatWith, ImageProcess, type Atom, type ParagraphLines } from "./image-process";

const images = new ImageProcess();
afterAll(() => images.end());

const style = { size: 15, color: "#000000" };
const boldStyle = { ...style, isBold: true };

/** Texts of the atoms of each line, from left to right. */
function readLeftToRight({ lines }: ParagraphLines): readonly string[] {
  return lines.map(({ atoms }) => atoms.map(({ text }) => text).join(""));
}

function layOut(...paragraphs: readonly (string | readonly string[])[]): Promise<readonly ParagraphLines[]> {
  return images.run(
    paragraphs.map((paragraph) => ({
      task: "lines",
      width: 2000,
      spans: (typeof paragraph === "string" ? [paragraph] : paragraph).map((text, index) => ({
        text,
        style: index % 2 === 0 ? style : boldStyle,
      })),
    })),
  );
}

async function layOutAtoms(...texts: readonly string[]): Promise<readonly Atom[]> {
  const paragraphs = await layOut(...texts);
  return paragraphs.flatMap(({ lines }) => lines.flatMap(({ atoms }) => atoms));
}

describe("direction", () => {
  test("the first strong character decides, after emoji, digits and brackets", async () => {
    const texts = ["Olá שלום", "שלום Olá", "👋🎉 (1) שלום", "123 !?", "", "\u2067abc\u2069 שלום"];
    expect((await layOut(...texts)).map(({ direction }) => direction)).toEqual([
      "ltr",
      "rtl",
      "rtl",
      "ltr",
      "ltr",
      "rtl",
    ]);
  });

  test.each([
    ["Hebrew", "אבג", "גבא"],
    ["Latin words in Hebrew", "אב Casa Luma גד", "דג Casa Luma בא"],
    ["Hebrew words in Latin", "Oi אב גד fim", "Oi דג בא fim"],
    ["numbers with separators and percent signs", "אב 1,250.00 גד 50%", "50% דג 1,250.00 בא"],
    ["brackets", "אב (גד) [ה]", "]ה[ )דג( בא"],
    ["a link with a path", "אב https://a.com/x?y=1 גד", "דג https://a.com/x?y=1 בא"],
    ["a date after Arabic letters", "بت 31/12/2026", "31/12/2026 تب"],
    ["emoji in their order", "אב 👋🎉", "🎉👋 בא"],
    ["a flag", "אב 🇧🇷 גד", "דג 🇧🇷 בא"],
  ])("orders %s", async (_name, text, expected) => {
    expect((await layOut(text)).flatMap(readLeftToRight)).toEqual([expected]);
  });

  test("orders formatted parts like plain text", async () => {
    expect((await layOut(["אב ", "גד", " הו ", "abc 12", " ז"])).flatMap(readLeftToRight)).toEqual([
      "ז abc 12 וה דג בא",
    ]);
  });

  test("mirrors brackets from right to left", async () => {
    const [open, , close, ...fromRightToLeft] = (await layOutAtoms("(a)", "(א)")).map(({ picture }) => picture);
    expect(fromRightToLeft).toEqual([open, expect.anything(), close]);
  });

  test("joins Arabic letters across a change of style", async () => {
    const [alone, ...joined] = (await layOut(["م"], ["م", "م"])).flatMap(({ lines }) => lines[0]?.atoms ?? []);
    expect(joined.map(({ picture }) => picture)).not.toContainEqual(alone?.picture);
  });

  test("keeps direction overrides within their paragraph", async () => {
    const chats = ["\u202eabc\ndef (1)", "abc\ndef (1)"].map((text) => chatWith(text));
    const [overridden = "", plain = ""] = await images.run(chats.map((chat) => ({ task: "svg", chat })));
    const linesOf = (svg: string) => Array.from(svg.matchAll(/<g transform=.*?<\/g>/g), ([line]) => line);
    const changed = linesOf(overridden).filter((line) => !linesOf(plain).includes(line));
    expect(linesOf(plain).length).toBe(linesOf(overridden).length);
    expect(changed.length).toBe(1);
  });

  test("orders wrapped lines on their own", async () => {
    const [paragraph] = await images.run([{ task: "lines", width: 60, spans: [{ text: "אבגד הוזח טיכל", style }] }]);
    expect(paragraph === undefined ? [] : readLeftToRight(paragraph)).toEqual(["דגבא", "חזוה", "לכיט"]);
  });
});

describe("scripts", () => {
  const isHindi = ({ text }: Atom) => /\p{Script=Devanagari}/u.test(text);

  test.each(["a हिन्दी", "É, हिन्दी", "Привет हिन्दी!", "Ωहिन्दी", "«50%» हिन्दी", "*a* (हिन्दी)", "שלום हिन्दी"])(
    "shapes %s like Hindi alone",
    async (text) => {
      const alone = await layOutAtoms("हिन्दी");
      const hindi = (await layOutAtoms(text)).filter(isHindi);
      expect(hindi.map(({ text, picture }) => ({ text, picture }))).toEqual(
        alone.map(({ text, picture }) => ({ text, picture })),
      );
    },
  );

  test("shapes every Hindi word between words of other scripts", async () => {
    const [word] = await layOut("हिन्दी");
    const atoms = await layOutAtoms("हिन्दी Luma हिन्दी Привет हिन्दी");
    const alone = word?.lines.flatMap(({ atoms }) => atoms.map(({ picture }) => picture));
    expect(atoms.filter(isHindi).map(({ picture }) => picture)).toEqual([alone, alone, alone].flat());
  });
});

describe("characters", () => {
  test.each([
    ["a smiley", "😀", "grinning-face"],
    ["a skin tone", "👋🏽", "waving-hand-medium-skin-tone"],
    ["a profession with a skin tone", "👩🏾‍💻", "woman-technologist-medium-dark-skin-tone"],
    ["a family", "👨‍👩‍👧‍👦", "family-man-woman-girl-boy"],
    ["a flag", "🇧🇷", "flag-brazil"],
    ["a flag of tags", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "flag-england"],
    ["a flag of joined emoji", "🏳️‍🌈", "rainbow-flag"],
    ["a keycap", "1️⃣", "keycap-1"],
    ["a variation selector", "☎️", "telephone"],
    ["no variation selector", "❤", "red-heart"],
    ["an emoji of 2025", "🫩", "face-with-bags-under-eyes"],
  ])("draws %s as one picture", async (_name, text, picture) => {
    expect(await layOutAtoms(text)).toEqual([{ start: 0, text, picture }]);
  });

  test("draws an unknown sequence as its parts", async () => {
    const atoms = await layOutAtoms("👋\u200d🍕", "🇧🇷\u200d");
    expect(atoms.map(({ picture }) => picture)).toEqual(["waving-hand", "pizza", "flag-brazil"]);
  });

  test.each(["©", "™", "7", "#", "☎\ufe0e", "é", "ß", "€", "→", "★", "✓", "𝗯", "क्षि", "שָׁ", "مَ", "Я", "Ω", "ệ"])(
    "draws %s with a font",
    async (text) => {
      const atoms = await layOutAtoms(text);
      expect(atoms.map((atom) => atom.text).join("")).toBe(text);
      expect(atoms.flatMap(({ picture }) => picture).filter((glyph) => glyph.endsWith("-0"))).toEqual([]);
      expect(atoms.every(({ picture }) => Array.isArray(picture))).toBe(true);
    },
  );

  test("draws a box for missing, control and broken characters", async () => {
    const atoms = await layOutAtoms("一", "\ud800", "\u0007", "\ufffd");
    const [box, ...replacements] = atoms.map(({ picture }) => picture);
    expect(box).toEqual(["sans-0"]);
    expect(new Set(replacements.map(String)).size).toBe(1);
  });

  test("draws nothing for joiners, marks and selectors alone", async () => {
    const widths = (await layOut("\u200d", "\u200e", "\u202e", "\ufe0f", "\u{e0062}")).map(
      ({ lines }) => lines[0]?.width,
    );
    expect(widths).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("lines", () => {
  const alphabet = fc.constantFrom(
    ...Array.from("aeiouçãWMil 0.-/אבمल(*_~`«)"),
    "\u0301",
    "\u202b",
    "\u200d",
    "क्ष",
    "👩🏽‍💻",
    "🇧🇷",
    "一",
    "\ufdfd",
    "inconstitucionalissimamente",
    " palavra ",
  );
  const texts = fc.sample(
    fc.record({
      parts: fc.array(fc.string({ unit: alphabet, maxLength: 30 }), { maxLength: 4 }),
      width: fc.integer({ min: 40, max: 400 }),
    }),
    { numRuns: 2000, seed: 21 },
  );

  test("never exceed the width and contain every character", async () => {
    const tasks = texts.map(({ parts, width }) => ({
      task: "lines" as const,
      width,
      spans: parts.map((text, index) => ({ text, style: { ...style, isBold: index % 2 === 1, isItalic: index > 1 } })),
    }));
    const paragraphs = await images.run(tasks);
    paragraphs.forEach(({ lines }, index) => {
      const { parts = [], width = 0 } = texts[index] ?? {};
      const widest = Math.max(...lines.map((line) => line.width));
      expect(widest).toBeLessThanOrEqual(width + 1e-6);
      // Parts of one character have the same start.
      const drawn = new Map(lines.flatMap(({ atoms }) => atoms.map(({ start, text }) => [start, text])));
      expect(sortCharacters([...drawn.values()].join(""))).toBe(sortCharacters(parts.join("")));
    });
  });

  test("break at spaces, after hyphens and inside words that are too long", async () => {
    const paragraphs = await images.run([
      { task: "lines", width: 110, spans: [{ text: "Quero falar com um projetista", style }] },
      { task: "lines", width: 60, spans: [{ text: "guarda-chuva", style }] },
      { task: "lines", width: 100, spans: [{ text: "a".repeat(30), style }] },
    ]);
    expect(paragraphs.map(readLeftToRight)).toEqual([
      ["Quero falar", "com um", "projetista"],
      ["guarda-", "chuva"],
      ["a".repeat(11), "a".repeat(11), "a".repeat(8)],
    ]);
  });
});

function sortCharacters(text: string): string {
  return Array.from(text.replaceAll(" ", "")).sort().join("");
}
