import { urlOf } from "./url";

test("parses a URL with an accent on each of 50,000 calls", () => {
  const address = "https://loja.CAFÉ.com.br/1";
  const answers = new Set(Array.from({ length: 50_000 }, () => urlOf(address)?.hostname));
  expect([...answers]).toEqual(["loja.xn--caf-dma.com.br"]);
});

test.each(["", "loja.com.br", "https://", "http://[::1", "https://a b"])("%j is not a URL", (text) => {
  expect(urlOf(text)).toBeUndefined();
});
