import * as pulumi from "@pulumi/pulumi";
import { SandboxOrder } from "pulumi-whatsapp/orders/sandbox";

const config = new pulumi.Config();

/** An order for a demo account. Each change of `status` or `payment` sends a message. Services use `pulumi-whatsapp/orders`. */
const order = new SandboxOrder("demo", {
  to: config.requireSecret("customer"),
  body: "Olá! Aqui está o seu pedido.",
  footer: "Padaria Aurora",
  referenceId: config.get("referenceId") ?? "demo-1001",
  type: "physical-goods",
  paymentSettings: [{ type: "payment_link", paymentLink: { uri: "https://pagar.example.com/demo-1001" } }],
  order: {
    // Amounts are in centavos. Subtotal and total are computed.
    items: [{ retailerId: "bolo-cenoura", name: "Bolo de cenoura", amount: 4990, saleAmount: 4490, quantity: 2 }],
    shipping: { value: 1200, description: "Entrega em dois dias" },
  },
  status: config.getObject("status") ?? "pending",
  payment: config.getObject("payment"),
});

export const total = order.totalAmount;
export const messageId = order.messageId;
export const outcome = order.outcome;
