import { chatWith, ImageProcess } from "./image-process";
import { checkRandomTexts, parseSvg } from "./image-xml";

const images = new ImageProcess();
afterAll(() => images.end());

test("100,000 random texts give well-formed SVGs with escaped text", async () => {
  await checkRandomTexts(images, 100_000);
});

test.each([
  "a",
  "palavra ",
  "(",
  "()",
  "\u2067",
  "\u202bא\u202c",
  "aא",
  "١1",
  "\u0301",
  "م ",
  "क्",
  "*a* ",
  "\n",
  "1. a\n",
  "\ufdfd",
])("100,000 characters of %j give an image", async (unit) => {
  const text = unit.repeat(100_000 / unit.length);
  const [svg = ""] = await images.run([{ task: "svg", chat: chatWith(text) }]);
  expect(parseSvg(svg).title).toBe("Casa Luma");
});
