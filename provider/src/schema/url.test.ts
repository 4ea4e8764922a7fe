import { urlOf } from "./url";

test("an address stays one however often it is asked, accents and all", () => {
  const address = "https://loja.CAFÉ.com.br/1";
  const answers = new Set(Array.from({ length: 50_000 }, () => urlOf(address)?.hostname));
  expect([...answers]).toEqual(["loja.xn--caf-dma.com.br"]);
});

test.each(["", "loja.com.br", "https://", "http://[::1", "https://a b"])("%j is no address", (text) => {
  expect(urlOf(text)).toBeUndefined();
});
