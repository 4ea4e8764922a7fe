import { link, pix, toldOfArgs } from "../testing/orders";
import { orderPixKeyKinds } from "./order-pix-key-kinds";

function settings(...paymentSettings: readonly object[]): object {
  return { paymentSettings };
}

test.each(["CPF", "PHONE"])("a key of the kind %s is a person's, and its value is not quoted", async (kind) => {
  expect(await toldOfArgs(orderPixKeyKinds, settings(link("https://a.com"), pix(kind)))).toEqual([
    `paymentSettings[1].pixDynamicCode.keyType: a Pix key of the kind ${kind} is not allowed. Use a key of the kind CNPJ, EMAIL, EVP.`,
  ]);
});

test.each(["CNPJ", "EMAIL", "EVP"])("a key of the kind %s may be a business's", async (kind) => {
  expect(await toldOfArgs(orderPixKeyKinds, settings(pix(kind)))).toEqual([]);
});

test("other ways to pay have no key, and neither has an order without any", async () => {
  const boleto = { type: "boleto", boleto: { digitableLine: "CPF" } };
  expect(await toldOfArgs(orderPixKeyKinds, settings(link("https://cpf.com/PHONE"), boleto))).toEqual([]);
  expect(await toldOfArgs(orderPixKeyKinds, { paymentSettings: undefined, body: "Pix: CPF" })).toEqual([]);
});

test("which kinds may be used can be set", async () => {
  const allowed = ["CPF", "CNPJ"];
  expect(await toldOfArgs(orderPixKeyKinds, settings(pix("CPF")), { allowed })).toEqual([]);
  expect(await toldOfArgs(orderPixKeyKinds, settings(pix("EVP"), pix("EMAIL")), { allowed })).toHaveLength(2);
});

test.each([{ allowed: [] }, { allowed: ["cpf"] }, { allowed: "CPF" }, { kinds: ["CPF"] }])(
  "%j is no list of kinds",
  (options) => {
    expect(() => orderPixKeyKinds.with(options, { now: () => new Date() })).toThrow("whatsapp-order-pix-key-kinds.");
  },
);
