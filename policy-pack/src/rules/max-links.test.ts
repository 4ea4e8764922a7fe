import { pieces, told } from "../testing/checked";
import { maxLinks } from "./max-links";

const two = "Site: loja.com.br 📍 mapa: https://exemplo.com/mapa";

test("of two links the second is one too many", async () => {
  expect(await pieces(maxLinks, two)).toEqual(["https://exemplo.com/mapa"]);
  expect(await told(maxLinks, two)).toEqual([
    "text, characters 28 to 51: 2 links in one text, where at most 1 may be. Keep what matters most and take the others out.",
  ]);
});

test("how many may be can be set", async () => {
  expect(await pieces(maxLinks, two, { max: 2 })).toEqual([]);
  expect(await told(maxLinks, "loja.com.br", { max: 0 })).toEqual([
    "text, characters 1 to 11: 1 link in one text, where at most 0 may be. Take the links out.",
  ]);
  expect(() => maxLinks.options.parse({ max: -1 })).toThrow();
});

test("each text is counted for itself", async () => {
  const content = { text: "loja.com.br", autofill: "Vi em loja.com.br", iceBreakers: ["loja.com.br", "a.com e b.com"] };
  expect(await told(maxLinks, content)).toEqual([
    expect.stringMatching(/^iceBreakers\[1\]\.title, characters 9 to 13: /),
  ]);
});

test.each(["Oi! Tudo bem?", "Fale com a@loja.com.br ou b@loja.com.br", "Das 8.30 às 18.00.Sábado até 12.00"])(
  "%j is clean",
  async (text) => {
    expect(await pieces(maxLinks, text)).toEqual([]);
  },
);
