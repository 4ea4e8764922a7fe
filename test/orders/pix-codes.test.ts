import fc from "fast-check";
import { orderDetails, orderWarnings, pixDynamicCode, toWire, validateOrderMessage } from "pulumi-whatsapp/orders";
import { field, sign, writePixCode, type PixValues } from "./pix-codes";

const cnpj = { key: "39580525000189", keyType: "CNPJ" } as const;
const codePath = "paymentSettings[0].pixDynamicCode.code";
const wirePath = "interactive.action.parameters.payment_settings[0].pix_dynamic_code.code";

type Setting = Pick<Parameters<typeof pixDynamicCode>[0], "key" | "keyType">;

function build(code: string, setting: Setting = cnpj, amount = 1000) {
  return orderDetails({
    to: "5511987654321",
    body: "Seu pedido",
    referenceId: "r",
    type: "digital-goods",
    paymentSettings: [pixDynamicCode({ code, merchantName: "Padaria Aurora", ...setting })],
    order: { items: [{ retailerId: "1", name: "Bolo", amount, quantity: 1 }] },
  });
}

function check(code: string, setting: Setting = cnpj): readonly string[] {
  return orderWarnings(build(code, setting)).map(({ path, reason }) => `${path}: ${reason}`);
}

const good = writePixCode({ amount: "10.00" });

test.each<[string, string]>([
  ["an amount", good],
  ["an amount without centavos", writePixCode({ amount: "10" })],
  ["an amount with one decimal", writePixCode({ amount: "10.0" })],
  ["no amount", writePixCode()],
  ["an address", writePixCode({ address: "pix.example.com/v2/x" })],
  ["a check sum in small letters", good.slice(0, -4) + good.slice(-4).toLowerCase()],
  ["the account in capitals", sign(good.slice(0, -8).replace("br.gov.bcb.pix", "BR.GOV.BCB.PIX"))],
  ["accents counted in bytes", writePixCode({ city: "SÃO PAULO" })],
  ["accents counted in characters", sign(writePixCode().slice(0, -8).replace("SAO PAULO", "SÃO PAULO"))],
  ["an account of another payment system", writePixCode({ more: field("27", field("00", "com.example")) })],
])("accepts a code with %s", (_what, code) => {
  expect(check(code)).toEqual([]);
});

test.each<[string, string, string]>([
  ["check sum", good.slice(0, -4) + "0000", `${codePath}: has the check sum "0000" (field 63)`],
  ["check sum that is no number", good.slice(0, -4) + "ZZZZ", `${codePath}: has the check sum "ZZZZ" (field 63)`],
  ["blank", good.replace("PADARIA", "PAD ARIA"), `${codePath}: has the check sum`],
  ["length", good.replace("5802BR", "5803BR"), `${codePath}: has the check sum`],
  [
    "amount",
    writePixCode({ amount: "10.01" }),
    `${codePath}: asks for R$ 10,01 (field 54), but the total of the order is`,
  ],
  ["amount of zero", writePixCode({ amount: "0.00" }), `${codePath}: asks for R$ 0,00 (field 54)`],
  ["comma", writePixCode({ amount: "10,00" }), `${codePath}: has the amount "10,00" (field 54)`],
  ["exponent", writePixCode({ amount: "1e1" }), `${codePath}: has the amount "1e1" (field 54)`],
  ["amount of a dynamic code", writePixCode({ address: "a.b/c", amount: "1.00" }), `${codePath}: asks for R$ 1,00`],
])("builder and validator refuse a code with a wrong %s", (_what, code, message) => {
  expect(() => build(code)).toThrow(message);
  const body = JSON.stringify(toWire(build(good))).replace(JSON.stringify(good), JSON.stringify(code));
  const { failures } = validateOrderMessage(body);
  expect(failures.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
    expect.stringContaining(message.replace(codePath, wirePath)),
  ]);
});

test("a failure names the place in the code", () => {
  expect(() => build(writePixCode({ amount: "10.01" }))).toThrow("(characters 66 to 70)");
  expect(() => build(`${good.slice(0, -4)}0000`)).toThrow(`(characters ${good.length - 7} to ${good.length})`);
});

test("a total without items is compared too", () => {
  const parts = {
    ...{ to: "5511987654321", body: "b", referenceId: "r", type: "digital-goods" as const, totalAmount: "1001" },
    paymentSettings: [pixDynamicCode({ code: good, merchantName: "A", ...cnpj })],
  };
  expect(() => orderDetails(parts)).toThrow("asks for R$ 10,00 (field 54), but the total of the order is R$ 10,01");
  expect(orderDetails({ ...parts, totalAmount: 1000 }).totalAmount).toBe(1000n);
});

const account = field("26", field("00", "br.gov.bcb.pix") + field("01", cnpj.key));
const pixCodes: readonly (readonly [string, string, string])[] = [
  ["three digits of the check sum", good.slice(0, -1), "the length of the field 63 is wrong"],
  ["no check sum", good.slice(0, -8), "lacks the fields 63"],
  [
    "a line end behind",
    `${good}\n`,
    `contains a line break or a tab; give the code as one line (character ${good.length + 1})`,
  ],
  ["a line end of Windows", `${good}\r\n`, "contains a line break"],
  [
    "a line break within",
    `${good.slice(0, 30)}\n${good.slice(30)}`,
    "contains a line break or a tab; give the code as one line (character 31)",
  ],
  ["a blank before", ` ${good}`, "begins or ends with a blank; remove it (character 1)"],
  ["a part only", good.slice(0, 60), "is cut off, or the length of the field"],
  ["the beginning only", "000201", "lacks the fields 26 (Pix account), 52, 53, 58, 59, 60, 62, 63"],
  ["another beginning", good.slice(4, -8), "does not begin like a Pix code (000201)"],
  ["letters in place of a field", `${good.slice(0, 6)}xx`, "has no field after the field 00"],
  ["a repeated field", writePixCode({ more: field("52", "0000") }), "repeats the field 52"],
  [
    "two Pix accounts",
    writePixCode({ more: account.replace(/^26/, "27") }),
    "has more than one Pix account (fields 26, 27)",
  ],
  ["text behind the check sum", `${good}5802BR`, "repeats the field 58"],
  ["another currency", writePixCode({ currency: "840" }), 'has the currency "840" (field 53), which must be 986 (BRL)'],
  ["another country", writePixCode({ country: "AR" }), 'has the country "AR" (field 58)'],
  ["a long name", writePixCode({ name: "A".repeat(26) }), "has a field 59 of more than 25 characters"],
  ["a long city", writePixCode({ city: "A".repeat(16) }), "has a field 60 of more than 15 characters"],
  ["a transaction id with a dash", writePixCode({ transactionId: "a-1" }), 'has the transaction id "a-1"'],
  [
    "a broken account",
    sign(field("00", "01") + field("26", `${field("00", "br.gov.bcb.pix")}0199`)),
    "the length of the field 26/01 is wrong",
  ],
  [
    "an account without a key",
    sign(field("00", "01") + field("26", field("00", "br.gov.bcb.pix"))),
    "has neither a key (26/01) nor an address",
  ],
  [
    "another key",
    writePixCode({ key: "11222333000181" }),
    "has another key (field 26/01) than the payment setting (characters 33 to 46)",
  ],
  [
    "dots in the key",
    writePixCode({ key: "39.580.525/0001-89" }),
    "has a key (field 26/01) that is not written as a CNPJ key",
  ],
];

test.each(pixCodes)("warns of a code with %s", (_what, code, message) => {
  expect(check(code).join("\n")).toContain(`${codePath}: `);
  expect(check(code).join("\n")).toContain(message);
});

test.each<[Setting, string]>([
  [{ key: "39.580.525/0001-89", keyType: "CNPJ" }, "39580525000189"],
  [{ key: "390.533.447-05", keyType: "CPF" }, "39053344705"],
  [{ key: "+5511987654321", keyType: "PHONE" }, "+5511987654321"],
  [{ key: "Loja@Example.com", keyType: "EMAIL" }, "loja@example.com"],
  [{ key: "123E4567-E89B-12D3-A456-426614174000", keyType: "EVP" }, "123e4567-e89b-12d3-a456-426614174000"],
])("compares the key of %j in any spelling", (setting, key) => {
  expect(check(writePixCode({ key }), setting)).toEqual([]);
});

test("no warning quotes a key", () => {
  const warnings = [
    ...check(writePixCode({ key: "39053344705" }), { key: "39053344706", keyType: "CPF" }),
    ...check(writePixCode({ key: "39053344705" }), { key: "12345678909", keyType: "CPF" }),
  ];
  expect(warnings).toHaveLength(2);
  expect(warnings.join()).not.toMatch(/390533|123456/);
});

const upper = fc.stringMatching(/^[A-Z][A-Z ]{0,12}[A-Z]$/);
const values: fc.Arbitrary<PixValues> = fc.record(
  {
    key: fc.constant(cnpj.key),
    address: fc.stringMatching(/^[a-z]{1,20}\.[a-z]{2,3}\/[a-z\d]{1,30}$/),
    amount: fc.constantFrom("10.00", "10", "10.0"),
    name: upper,
    city: upper,
    transactionId: fc.stringMatching(/^[a-zA-Z\d]{1,25}$/),
  },
  { requiredKeys: [] },
);

test("accepts every code that follows the rules", () => {
  fc.assert(
    fc.property(values, (given) => {
      expect(check(writePixCode(given))).toEqual([]);
    }),
  );
});

test("notices every single changed character", () => {
  fc.assert(
    fc.property(values, fc.nat(), fc.stringMatching(/^[A-Z\d]$/), (given, place, other) => {
      const code = writePixCode(given);
      const at = place % code.length;
      fc.pre(code[at]?.toUpperCase() !== other);
      const changed = code.slice(0, at) + other + code.slice(at + 1);
      const notices = (): readonly string[] => {
        try {
          return check(changed);
        } catch (error) {
          return [String(error)];
        }
      };
      expect(notices().length).toBeGreaterThan(0);
    }),
  );
});

test("reads a code of a million characters in linear time", () => {
  const long = `000201${field("52", "0000").repeat(125_000)}`;
  expect(check(long).length).toBeGreaterThan(0);
});
