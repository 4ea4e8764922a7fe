import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Chat } from "../../chat/src";
import { themes, type Theme } from "../../chat/src/image/theme";
import { hashedChats } from "./image-chats";
import { chatWith, ImageProcess } from "./image-process";
import { checkRandomTexts, parseSvg } from "./image-xml";

const images = new ImageProcess();
afterAll(() => images.end());

async function renderSvg(chat: Chat): Promise<string> {
  const [svg = ""] = await images.run([{ task: "svg", chat }]);
  return svg;
}

describe("SVG", () => {
  test("5,000 random texts give well-formed SVGs with escaped text", async () => {
    await checkRandomTexts(images, 5000);
  });

  test("describes the chat for screen readers", async () => {
    const svg = await renderSvg(
      chatWith("Olá, *Ana* & <equipe>\n- um", { quickReplies: ["Sim"], composer: { text: "Oi" } }),
    );
    expect(svg).toMatch(/^<svg [^>]* role="img"><title>/);
    expect(parseSvg(svg)).toEqual({
      title: "Casa Luma",
      desc: "Empresa, 10:00: Olá, Ana & <equipe>\n• um\nRespostas rápidas: Sim\nMensagem preenchida: Oi",
    });
  });

  test("defines each glyph once", async () => {
    const svg = await renderSvg(chatWith("aaaa *aaaa* aaaa"));
    const ids = Array.from(svg.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("credits the emoji only where they are", async () => {
    const credit = "<metadata>Emoji: Twemoji";
    expect(await renderSvg(chatWith("Olá 👋"))).toContain(credit);
    expect(await renderSvg(chatWith("Olá"))).not.toContain(credit);
  });

  test("grows with its text, and folds texts of more than 1,000 lines", async () => {
    const texts = ["a", "a\nb", "a\n".repeat(5000), "palavra ".repeat(12_000)];
    const svgs = await images.run(texts.map((text) => ({ task: "svg", chat: chatWith(text) })));
    const heights = svgs.map((svg) => Number(/height="(\d+)"/.exec(svg)?.[1]));
    const [one = 0, two = 0, manyLines = 0, longLine = 0] = heights;
    expect(two - one).toBe(20);
    expect(manyLines).toBe(longLine);
    expect(manyLines - one).toBeGreaterThan(1000 * 20 - 20);
  });

  test("draws the same text at the same place in both themes", async () => {
    const chat = chatWith("Olá *Ana* 👋", { quickReplies: ["Sim"] });
    const [light = "", dark = ""] = await images.run([
      { task: "svg", chat, options: { theme: "light" } },
      { task: "svg", chat, options: { theme: "dark" } },
    ]);
    expect(light).not.toBe(dark);
    expect(light.replace(/#[0-9a-f]{6}/g, "")).toBe(dark.replace(/#[0-9a-f]{6}/g, ""));
  });
});

describe("PNG", () => {
  test("has the size of the SVG at scale 2 and at others", async () => {
    const chat = chatWith("Olá");
    const height = Number(/height="(\d+)"/.exec(await renderSvg(chat))?.[1]);
    expect(
      await images.run([
        { task: "png", chat },
        { task: "png", chat, options: { scale: 1 } },
        { task: "png", chat, options: { width: 480, scale: 3 } },
      ]),
    ).toEqual([
      { signature: "PNG", width: 720, height: 2 * height },
      { signature: "PNG", width: 360, height },
      { signature: "PNG", width: 1440, height: 3 * height },
    ]);
  });

  test("images are the same bytes on every machine", async () => {
    const hashes: unknown = JSON.parse(readFileSync(join(__dirname, "fixtures/image-hashes.json"), "utf8"));
    const tasks = Object.values(hashedChats).map((values) => ({ task: "hashes" as const, ...values }));
    const results = await images.run(tasks);
    expect(Object.fromEntries(Object.keys(hashedChats).map((name, index) => [name, results[index]]))).toEqual(hashes);
  });
});

describe("options", () => {
  test("rejects sizes out of range", async () => {
    const chat = chatWith("Olá");
    expect(
      await images.findErrors([
        { task: "svg", chat, options: { width: 279 } },
        { task: "svg", chat, options: { width: 801 } },
        { task: "png", chat, options: { scale: 0.4 } },
        { task: "png", chat, options: { scale: NaN } },
        { task: "svg", chat, options: { width: 280 } },
        { task: "svg", chat, options: { width: 800 } },
      ]),
    ).toEqual([
      "RangeError: width must be from 280 to 800, not 279.",
      "RangeError: width must be from 280 to 800, not 801.",
      "RangeError: scale must be from 0.5 to 4, not 0.4.",
      "RangeError: scale must be from 0.5 to 4, not NaN.",
      undefined,
      undefined,
    ]);
  });

  test("rejects a chat that is too large for a PNG", async () => {
    const message = chatWith("a\n".repeat(2000)).messages[0];
    const messages = message === undefined ? [] : Array.from({ length: 10 }, () => message);
    const [error] = await images.findErrors([{ task: "png", chat: chatWith("", { messages }), options: { scale: 4 } }]);
    expect(error).toMatch(/^RangeError: The chat is 360 by \d+ px, too large for a PNG at scale 4\./);
  });

  test("draws characters with extra fonts", async () => {
    const chat = chatWith("สวัสดี");
    const font = "@expo-google-fonts/noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf";
    const [box = ""] = await images.run([{ task: "svg", chat }]);
    const [drawn = ""] = await images.run([{ task: "svgWithFont", chat, font }]);
    expect(box).toContain("glyph-sans-0");
    expect(drawn).not.toContain("glyph-sans-0");
  });

  test("rejects bytes that are not a font", async () => {
    const errors = await images.findErrors([{ task: "svgWithBytes", chat: chatWith(""), bytes: [1, 2, 3] }]);
    expect(errors).toEqual(["TypeError: fonts[0] has no characters: pass the content of a TTF or OTF file."]);
  });
});

describe("themes", () => {
  const pairs: readonly (readonly [string, (theme: Theme) => readonly [string, string]])[] = [
    ["text in a bubble of the business", ({ text, businessBubble }) => [text, businessBubble]],
    ["text in a bubble of the person", ({ text, userBubble }) => [text, userBubble]],
    ["text on code", ({ text, shade }) => [text, shade]],
    ["text of an order", ({ text, inset }) => [text, inset]],
    ["title", ({ text, bar }) => [text, bar]],
    ["subtitle", ({ detail, bar }) => [detail, bar]],
    ["time in a bubble of the business", ({ detail, businessBubble }) => [detail, businessBubble]],
    ["time in a bubble of the person", ({ detail, userBubble }) => [detail, userBubble]],
    ["details of an order", ({ detail, inset }) => [detail, inset]],
    ["label of a placeholder", ({ detail, shade }) => [detail, shade]],
    ["link", ({ link, businessBubble }) => [link, businessBubble]],
    ["link of the person", ({ link, userBubble }) => [link, userBubble]],
    ["button", ({ accent, businessBubble }) => [accent, businessBubble]],
    ["input field", ({ text, field }) => [text, field]],
    ["placeholder of the input field", ({ detail, field }) => [detail, field]],
    ["paid", ({ paid }) => [paid.text, paid.background]],
    ["pending", ({ pending }) => [pending.text, pending.background]],
    ["failed", ({ failed }) => [failed.text, failed.background]],
  ];

  test.each(pairs)("%s has a contrast of 4.5 or more", (_name, choose) => {
    for (const theme of Object.values(themes)) expect(contrast(...choose(theme))).toBeGreaterThanOrEqual(4.5);
  });
});

/** Contrast of two colours by WCAG 2. */
function contrast(first: string, second: string): number {
  const [high = 0, low = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
