import fc from "fast-check";
import { findInPlainText, toPlainText } from "./plain-text";
import { findSpans } from "./spans";

test.each([
  ["full-width letters and digits", "ｓｅｎｈａ ４１１１", "senha 4111"],
  ["digits of other scripts", "٤١١١ ४१११ ௪௧௧௧", "4111 4111 4111"],
  ["circled letters and digits", "ⓢⓔⓝⓗⓐ 🅒🅐🅡🅓 🅲🅰🆁🅳 ④❶➊➀⓿⓾ ⑷⒈", "senha CARD CARD 4111010 41"],
  ["mathematical letters and digits", "𝐬𝐞𝐧𝐡𝐚 𝓬𝓪𝓻𝓭 𝟺𝟣 ℂℎ", "senha card 41 Ch"],
  ["small capitals and superscripts", "ᴄᴀʀᴅ ɴᴜᴍʙᴇʀ ᶜᵃʳᵈ ⁴¹", "card number card 41"],
  ["keycaps", "4️⃣1️⃣", "41"],
  ["invisible characters", "se\u200Bn\u00ADh\u2060a\uFEFF", "senha"],
  ["spaces and hyphens", "4111\u20091111\u20101111", "4111 1111-1111"],
  ["lookalike letters within words", "сarԁ ѕеnha", "card senha"],
  ["words of lookalike letters only", "your РІХ СРF", "your PIX CPF"],
  ["letters with dots", "c.a.r.d n.u.m.b.e.r", "card number"],
  ["letters with spaces", "c a r d  n u m b e r", "card number"],
  ["letters with other separators", "s-e-n-h-a c*a*r*d s · e · n · h · a", "senha card senha"],
  ["letters with accents", "c ó d i g o", "código"],
  ["a short word in a row of letters", "y o u r  p i n", "your pin"],
  ["a letter before a word", "a c.a.r.d", "a card"],
  ["names of documents", "C.P.F. e D.N.I", "CPF. e DNI"],
])("reads %s: %j", (_what, text, plain) => {
  expect(toPlainText(text).text.replace(/ {2}/g, " ")).toBe(plain);
});

test.each([
  "vogais a e o",
  "Padaria S. A. de C. V.",
  "Made in the U.S.A.",
  "J. R. R. Tolkien, J. S. Bach",
  "3 x R$ 10",
  "a) um b) dois c) três d) quatro",
  "Nº 5, 2ª via, 3.º andar™",
  "Привет, это СМС",
  "½ litro, Ω, μm",
  "👨‍🍳".replace("\u200D", ""),
  "名前。ありがとう",
  "São Paulo – ação",
])("leaves %j as it is", (text) => {
  expect(toPlainText(text).text).toBe(text);
});

test("maps spans to the source", () => {
  const source = "👋 se\u200Bnha: ｃ.а.r.d ⑩";
  const pieces = findInPlainText(source, (plain) => findSpans(plain, /senha|card|10/g));
  expect(pieces.map(({ start, end }) => source.slice(start, end))).toEqual(["se\u200Bnha", "ｃ.а.r.d", "⑩"]);
});

const writing = fc.string({
  unit: fc.constantFrom(
    "a",
    "b",
    "C",
    "1",
    " ",
    ".",
    "-",
    "\u200B",
    "ｅ",
    "е",
    "р",
    "④",
    "⑩",
    "🅲",
    "👍",
    "é",
    "٤",
    "\n",
  ),
});

test("every span of the plain text has a place in the source", () => {
  fc.assert(
    fc.property(writing, (source) => {
      const plain = toPlainText(source);
      let reached = 0;
      for (let at = 0; at < plain.text.length; at++) {
        const { start, end } = plain.sourceSpan({ start: at, end: at + 1 });
        expect(start).toBeGreaterThanOrEqual(reached === 0 ? 0 : reached - 2);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(source.length);
        reached = end;
      }
    }),
  );
});

test("reading a plain text again changes nothing but rows of letters", () => {
  fc.assert(
    fc.property(writing, (source) => {
      const { text } = toPlainText(source.replace(/[ .-]/g, ""));
      expect(toPlainText(text).text).toBe(text);
    }),
  );
});
