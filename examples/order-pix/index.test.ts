import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { pixOrder, type Cart } from "./order";

const now = new Date("2026-11-20T12:00:00Z");
const shop = { name: "Padaria Aurora", cnpj: "39580525000189" };
const cart: Cart = {
  number: "2026-1001",
  customer: "5511987654321",
  lines: [
    { sku: "bolo-cenoura", name: "Bolo de cenoura", price: "49,90", salePrice: "44,90", quantity: 2 },
    { sku: "pao-queijo", name: "Pão de queijo (500 g)", price: "19,90", quantity: 1 },
  ],
  shipping: "12,00",
  pixCode:
    "00020126550014br.gov.bcb.pix2533pix.example.com/v2/cobv/2026-10015204000053039865802BR5914PADARIA AURORA6009SAO PAULO62070503***63047067",
};

test("a cart in reais becomes a message in centavos that expires", () => {
  const { order, totalAmount } = pixOrder(cart, shop, now);
  expect([order?.subtotal, totalAmount]).toEqual([10970n, 12170n]);
  expect(order?.expiration?.timestamp).toBe(String(now.getTime() / 1000 + 1800));
});

test("an invalid cart reports every failure at once", () => {
  const [cake] = cart.lines;
  if (cake === undefined) throw new Error("the cart is empty");
  const wrong = { ...cart, number: "nº 1", lines: [{ ...cake, salePrice: "60,00", quantity: 0 }] };
  expect(() => pixOrder(wrong, shop, now)).toThrow(
    /referenceId: may have .*; order\.items\[0\]\.quantity: must be a whole number from 1 to .*; order\.items\[0\]\.saleAmount: is 6000/,
  );
});

test("without a token the program shows the message and sends nothing", async () => {
  await promisify(execFile)(process.execPath, [require.resolve("typescript/bin/tsc")], { cwd: __dirname });
  const env = { ...process.env, WHATSAPP_ACCESS_TOKEN: "", WHATSAPP_PHONE_NUMBER_ID: "" };
  const { stdout } = await promisify(execFile)(process.execPath, ["dist/index.js"], { cwd: __dirname, env });
  expect(stdout).toMatch(/Bolo de cenoura[^]*R\$ 121,70[^]*Nothing was sent/);
}, 60_000);

test("webhooks resolve an order whose response was lost, without a second send", () => {
  const output = execFileSync(process.execPath, ["on-simulator.mjs"], { cwd: __dirname, encoding: "utf8" });
  expect(output).toMatch(/2026-1001-1: accepted as wamid\./);
  expect(output).toContain("The person sees 2 items, R$ 121,70");
  expect(output).toContain("sent shop/2026-1001-1, delivered shop/2026-1001-1");
  expect(output).toContain("2026-1002-1: not known whether it arrived.");
  expect(output).toMatch(/the statuses resolve it: accepted, wamid\./);
  expect(output).toContain("messages that the person got this time: 1");
}, 60_000);
