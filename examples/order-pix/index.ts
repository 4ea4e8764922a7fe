import { InvalidOrder, OrderClient, previewOrder } from "pulumi-whatsapp/orders";
import { pixOrder, type Cart } from "./order";
import { sendOrder } from "./send";

const shop = { name: "Padaria Aurora", cnpj: "39580525000189" };

const cart: Cart = {
  number: process.env["ORDER_NUMBER"] ?? "2026-1001",
  customer: process.env["CUSTOMER"] ?? "5511987654321",
  lines: [
    { sku: "bolo-cenoura", name: "Bolo de cenoura", price: "49,90", salePrice: "44,90", quantity: 2 },
    { sku: "pao-queijo", name: "Pão de queijo (500 g)", price: "19,90", quantity: 1 },
  ],
  shipping: "12,00",
  pixCode:
    "00020126550014br.gov.bcb.pix2533pix.example.com/v2/cobv/2026-10015204000053039865802BR5914PADARIA AURORA6009SAO PAULO62070503***63047067",
};

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(): Promise<void> {
  const message = pixOrder(cart, shop);
  print(previewOrder(message));
  const { WHATSAPP_ACCESS_TOKEN: accessToken, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId } = process.env;
  if (!accessToken || !phoneNumberId) {
    print("Nothing was sent: set WHATSAPP_ACCESS_TOKEN and WHATSAPP_PHONE_NUMBER_ID to send it.");
    return;
  }
  const baseUrl = process.env["WHATSAPP_BASE_URL"];
  const client = new OrderClient({ accessToken, phoneNumberId, ...(baseUrl ? { baseUrl } : {}) });
  await sendOrder(client, message, {
    begin: (referenceId, correlationId) => print(`${referenceId}: sending, correlation id ${correlationId}`),
    sent: (referenceId, messageId) => print(`${referenceId}: accepted as ${messageId}`),
    failed: (referenceId, why) => print(`${referenceId}: not sent. ${why}`),
    open: (referenceId, guidance) => print(`${referenceId}: not known whether it arrived. ${guidance}`),
  });
}

main().catch((error: unknown) => {
  // All errors of the order with their paths.
  const lines = error instanceof InvalidOrder ? error.failures.map(({ path, reason }) => `${path}: ${reason}`) : [];
  process.stderr.write(`${lines.length > 0 ? lines.join("\n") : String(error)}\n`);
  process.exitCode = 1;
});
