import fc from "fast-check";
import { listMatches, listMessages } from "../testing/content-rules";
import { noHiddenCharacters, noMixedScripts, noSurroundingWhitespace, unicodeNfc } from "./hidden-characters";

describe("no-hidden-characters", () => {
  function remediate(text: string): string {
    return noHiddenCharacters.remediate?.(text) ?? "";
  }

  test.each([
    ["pro\u200Bmoção", "\u200B", "promoção"],
    ["pro\u00ADmoción", "\u00AD", "promoción"],
    ["\uFEFFHello", "\uFEFF", "Hello"],
    ["Hel\u2060lo", "\u2060", "Hello"],
    ["Olá\u0007!", "\u0007", "Olá!"],
    ["Olá\u001B[31m", "\u001B", "Olá[31m"],
  ])("finds and removes the character in %j", async (text, piece, remediated) => {
    expect(await listMatches(noHiddenCharacters, text)).toEqual([piece]);
    expect(remediate(text)).toBe(remediated);
  });

  test.each([
    ["a\u202Eb", "\u202E"],
    ["\u202A+55 11 99999-9999", "\u202A"],
    ["a\u2066b", "\u2066"],
    ["Olá\u200E!", "\u200E"],
    ["Hola\u200D", "\u200D"],
    ["He\u200Dllo", "\u200D"],
    ["He\u200Cllo", "\u200C"],
    ["👩\u200D!", "\u200D"],
    ["Olá \uFE0F", "\uFE0F"],
    ["Oi\uFE0F", "\uFE0F"],
    ["😀\uFE00\uFE01\uFE02", "\uFE00\uFE01\uFE02"],
    ["a\u{E0101}", "\u{E0101}"],
    ["Oi\u{E0048}\u{E0069}", "\u{E0048}\u{E0069}"],
    ["🏴\u{E0067}\u{E0062}\u{E007F}", "\u{E0067}\u{E0062}\u{E007F}"],
    ["\uF8FF Pay", "\uF8FF"],
    ["Oi \u0378", "\u0378"],
    ["Oi \uFFFF", "\uFFFF"],
    ["Oi \uD83D", "\uD83D"],
    ["Linha 1\u000BLinha 2", "\u000B"],
    ["Oi\u3164", "\u3164"],
    ["\uFFFCFoto", "\uFFFC"],
    ["Oi\u034F", "\u034F"],
  ])("finds but does not remove the character in %j", async (text, piece) => {
    expect(await listMatches(noHiddenCharacters, text)).toEqual([piece]);
    expect(remediate(text)).toBe(text);
  });

  test.each([
    "Olá, João!\n\tPreço: R$ 10\r\n½ ª º",
    "¿Dónde está?",
    "It’s — fine…",
    "👨‍👩‍👧‍👦 👩🏽‍⚕️ 🏳️‍🌈 🏳️‍⚧️ 🐈‍⬛ ❤️‍🔥 ⛓️‍💥 🧑🏻‍❤️‍💋‍🧑🏿",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "🇧🇷 1️⃣ #️⃣ ☎️ ☎︎ ℹ️ ™️ ❤️️",
    "می‌خواهم ببینم",
    "سلام\u200E 123\u200F",
    "שלום 10%\u200F",
    "क्‍ष र्‍य ക്‍",
    "ශ්‍රී ලංකා",
    "ភាសា\u200Bខ្មែរ",
    "ภาษา\u200Bไทย",
    "ᠠ\u180Eᠭ",
    "葛\u{E0100}城",
    "日本語 한국어 中文",
    "ﷺ ٪ ؀",
    "ᄀ\u1160",
    "∩\uFE00",
    "\u{1FAFE}",
  ])("%j has no violations and does not change", async (text) => {
    expect(await listMatches(noHiddenCharacters, text)).toEqual([]);
    expect(remediate(text)).toBe(text);
  });

  test("names the character and the fix", async () => {
    expect(await listMessages(noHiddenCharacters, { name: "a\u200Bb", text: "a\u202Eb" })).toEqual([
      "name, characters 2 to 2: the text contains the invisible character U+200B ZERO WIDTH SPACE. Remove it, or set the rule's enforcement level to remediate.",
      "text, characters 2 to 2: the text contains the invisible character U+202E RIGHT-TO-LEFT OVERRIDE. Remove it and check that the text still reads as intended.",
    ]);
    for (const [text, name] of [
      ["\u{E0041}", "U+E0041 TAG CHARACTER"],
      ["\u0001", "U+0001 CONTROL CHARACTER"],
      ["\uE000", "U+E000 PRIVATE USE"],
      ["\uD800", "U+D800 HALF OF A CHARACTER"],
      ["\u0378", "U+0378 UNASSIGNED"],
      ["\uFE01", "U+FE01 VARIATION SELECTOR"],
      ["\u206A", "U+206A. Remove"],
    ] as const) {
      expect(await listMessages(noHiddenCharacters, text)).toEqual([expect.stringContaining(name)]);
    }
  });

  const unit = fc.constantFrom(
    ..."a é \n \t \r \u0007 \u000B \u0085 \u00AD \u200B \u200C \u200D \u200E \u202E \u2060 \uFEFF \uFE0F \u{E0067} \uD83D \uDC69 👩 ❤ ก ม م क 葛 \u{116D0} 🏴󠁧󠁢󠁥󠁮󠁧󠁿 \u034F \u0301".split(
      " ",
    ),
    " ",
  );

  test("remediation is complete and changes only what the rule reports", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 30 }), async (text) => {
        const remediated = remediate(text);
        expect(remediate(remediated)).toBe(remediated);
        const left = await listMessages(noHiddenCharacters, remediated);
        expect(left.filter((message) => message.includes("remediate"))).toEqual([]);
        if ((await listMatches(noHiddenCharacters, text)).length === 0) expect(remediated).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("no-mixed-scripts", () => {
  test.each([
    ["Prom\u043E\u00E7\u00E3o de hoje", "Prom\u043Eção"],
    ["\u0410tendimento", "\u0410tendimento"],
    ["Env\u00EDo gr\u0430tis", "Envío gr\u0430tis".slice(6)],
    ["\u03A1romo", "\u03A1romo"],
    ["P\u0430yP\u0430l", "P\u0430yP\u0430l"],
    ["\u0420\u0430ypal", "\u0420\u0430ypal"],
    ["Привeт", "Привeт"],
    ["𝐏𝐫𝐨𝐦𝐨 hoje", "𝐏𝐫𝐨𝐦𝐨"],
    ["𝟭𝟬𝟬 motivos", "𝟭𝟬𝟬"],
    ["Ⓟⓡⓞⓜⓞ", "Ⓟⓡⓞⓜⓞ"],
    ["🅿🆁🅾🅼🅾", "🅿🆁🅾🅼🅾"],
    ["Ｐｒｏｍｏ de hoje", "Ｐｒｏｍｏ"],
  ])("%j: finds the word %j", async (text, piece) => {
    expect(await listMatches(noMixedScripts, text)).toEqual([piece]);
  });

  test.each([
    "Promoção na Ωmega",
    "Curso α-test e β-bloqueador",
    "10 µm, 5 μm, 2 kΩ, ∆x, 1ª e 2º",
    "¿Envío a Москва?",
    "Fale com Наталья ou Γιώργος",
    "مرحبا Ana, שלום João, สวัสดี",
    "今日はSALEです。ＪＲ線",
    "카카오톡 ID 문의 LG전자",
    "SMSка, TOPовый, IT-шник, iPhoneом",
    "SΣRVICΣ e Яussia",
    "Привет, мир! Добрый день",
    "Καλημέρα",
    "Naïve café, Straße, Łódź, Đà Nẵng",
    "f(𝑥) = 2𝑥",
    "Tipo 🅰️🅱️🅾️ 🆎 🆗 ™ ℹ️ Ⓜ️",
    "🇧🇷🇦🇷",
    "Ձեզ გამარჯობა नमस्ते",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(noMixedScripts, text)).toEqual([]);
  });

  test("the option fancyLetters allows stylized letters", async () => {
    expect(await listMatches(noMixedScripts, "𝐏𝐫𝐨𝐦𝐨 P\u0430yPal", { fancyLetters: false })).toEqual(["P\u0430yPal"]);
  });

  test("explains both kinds of words", async () => {
    expect(await listMessages(noMixedScripts, { name: "P\u0430y", text: "𝐏𝐫𝐨𝐦𝐨" })).toEqual([
      'name, characters 1 to 3: "P\u0430y" mixes lookalike letters of two scripts. Type the word again on a keyboard of its language.',
      'text, characters 1 to 10: "𝐏𝐫𝐨𝐦𝐨" is written in symbols that look like letters. Use ordinary letters, and *bold* or _italic_ for emphasis.',
    ]);
  });
});

describe("no-surrounding-whitespace", () => {
  test.each([
    [" Olá", " "],
    ["Olá ", " "],
    ["Hola\n", "\n"],
    ["\r\n\tHello", "\r\n\t"],
    ["Olá\u00A0", "\u00A0"],
    ["Olá\u200B\u2060", "\u200B\u2060"],
    ["\uFEFFOlá", "\uFEFF"],
    ["Hola\u3164", "\u3164"],
    ["Hello\u00AD", "\u00AD"],
  ])("finds the whitespace at an end of %j", async (text, piece) => {
    expect(await listMatches(noSurroundingWhitespace, text)).toEqual([piece]);
  });

  test.each([
    "Olá",
    "Olá  Ana\n\nTudo bem?",
    "¿Hola?",
    "❤️",
    "👨‍👩‍👧",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "می‌خواهم",
    "שלום\u200F",
    "สวัสดี",
    "ﷺ",
    "नमस्ते",
    "1️⃣",
  ])("%j has no violations and does not change", async (text) => {
    expect(await listMatches(noSurroundingWhitespace, text)).toEqual([]);
    expect(noSurroundingWhitespace.remediate?.(text)).toBe(text);
  });

  test("locates the whitespace at both ends, also of the name", async () => {
    expect(await listMessages(noSurroundingWhitespace, { name: "oi ", text: " Oi\n" })).toEqual([
      "name, characters 3 to 3: whitespace after the text. Remove the whitespace, or set the rule's enforcement level to remediate.",
      "text, characters 1 to 1: whitespace before the text. Remove the whitespace, or set the rule's enforcement level to remediate.",
      "text, characters 4 to 4: whitespace after the text. Remove the whitespace, or set the rule's enforcement level to remediate.",
    ]);
  });

  test("reports a blank text once and does not empty it", async () => {
    expect(await listMessages(noSurroundingWhitespace, " \u200B\n")).toEqual([
      "text: the text is blank. Write a text, or remove the property.",
    ]);
    expect(noSurroundingWhitespace.remediate?.(" \n")).toBe(" \n");
  });

  const writing = fc.string({
    unit: fc.constantFrom(
      " ",
      "\n",
      "\t",
      "\u00A0",
      "\u200B",
      "\u200D",
      "\uFE0F",
      "\uFEFF",
      "\u3164",
      "a",
      "é",
      "🎉",
      "👨‍👩‍👧",
    ),
  });

  test("remediation is complete and repeatable", async () => {
    await fc.assert(
      fc.asyncProperty(writing, async (text) => {
        const remediated = noSurroundingWhitespace.remediate?.(`a${text}a`.slice(1)) ?? "";
        expect(await listMatches(noSurroundingWhitespace, remediated)).toEqual([]);
        expect(noSurroundingWhitespace.remediate?.(remediated)).toBe(remediated);
      }),
    );
  });
});

describe("unicode-nfc", () => {
  function remediate(text: string): string {
    return unicodeNfc.remediate?.(text) ?? "";
  }

  test.each([
    ["Promoça\u0303o", "a\u0303"],
    ["man\u0303ana", "n\u0303"],
    ["cafe\u0301", "e\u0301"],
    ["Vie\u0323\u0302t", "e\u0323\u0302"],
    ["\u1112\u1161\u11ABguk", "\u1112\u1161\u11AB"],
    ["하\u11AB", "하\u11AB"],
    ["\u1100\u1161\u0BC6\u0BBE", "\u1100\u1161\u0BC6\u0BBE"],
    ["가\u11A8\u0BC6\u0BBE", "가\u11A8\u0BC6\u0BBE"],
    ["か\u3099", "か\u3099"],
    ["и\u0306", "и\u0306"],
  ])("finds and composes the letter in %j", async (text, piece) => {
    expect(await listMatches(unicodeNfc, text)).toEqual([piece]);
    expect(remediate(text)).toBe(text.normalize("NFC"));
  });

  test.each([
    "Promoção de verão",
    "¿Mañana?",
    "Café",
    "नमस्ते क़",
    "שָׁלוֹם",
    "שׁ",
    "مَرْحَبًا",
    "สวัสดีครับ",
    "Việt Nam",
    "福田",
    "Å Ω K",
    "❤️ 1️⃣ 👩‍⚕️",
    "q\u0303",
    `a${"\u0301\u0323".repeat(40)}`,
  ])("%j has no violations and does not change", async (text) => {
    expect(await listMatches(unicodeNfc, text)).toEqual([]);
    expect(remediate(text)).toBe(text);
  });

  test("lists the first letters and counts the rest", async () => {
    const messages = await listMessages(unicodeNfc, "a\u0303".repeat(100));
    expect(messages).toHaveLength(6);
    expect(messages[0]).toBe(
      `text, characters 1 to 2: "a\u0303" consists of 2 characters instead of one. Type the letters again, or set the rule's enforcement level to remediate.`,
    );
    expect(messages[5]).toContain("95 more of these");
  });

  const unit = fc.constantFrom(
    ..."a e n q ã \u0301 \u0303 \u0323 \u0302 \u093C क क़ ש \u05C1 \u1100 \u1161 \u11A8 가 \u3099 か \u0BC6 \u0BBE \uFE0F 👩 \u{1D15E} \u0344".split(
      " ",
    ),
  );

  test("remediation is complete, repeatable and canonically equivalent", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 40 }), async (text) => {
        const remediated = remediate(text);
        expect(await listMatches(unicodeNfc, remediated)).toEqual([]);
        expect(remediate(remediated)).toBe(remediated);
        expect(remediated.normalize("NFC")).toBe(text.normalize("NFC"));
        if ((await listMatches(unicodeNfc, text)).length === 0) expect(remediated).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });
});
