import type { Simulator } from "pulumi-whatsapp-simulator";
import { clientOf } from "../../../simulator/src/testing/client";
import { fullDetails, messengerOf, parametersPath, person, replaceAt } from "../../../simulator/src/testing/orders";

/** Fills every view: content, an order that was paid, messages, failed and delivered webhooks, calls with and without faults. */
export async function populate(simulator: Simulator): Promise<void> {
  simulator.seed({
    people: [
      { name: "Bia Souza", waId: person },
      { name: "Caio", username: "caio.doces" },
    ],
    conversations: [{ person }],
    templates: [
      {
        name: "pedido_pix",
        language: "pt_BR",
        components: [{ type: "BODY", text: "Olá *{{1}}*, seu pedido chegou." }],
      },
      { name: "recusado", language: "pt_BR", status: "REJECTED", components: [{ type: "BODY", text: "Oi" }] },
    ],
  });
  const greeting = {
    text: "Olá! 👋\n\n* *Bolos* e _doces_\n* ~Salgados~\n\n1. `Pix`\n2. Cartão\n\n> Entrega em https://example.com\n```code```",
    autofill_message: { content: "Quero um bolo" },
    ice_breakers: [{ title: "Cardápio" }, { title: "Endereço" }],
  };
  const sequenceId = simulator.addSequence({ name: "Confeitaria da Ana", content: greeting });
  const { adId } = simulator.addAd({ name: "Bolos de aniversário", sequenceId });
  simulator.addAd({ name: "Anúncio pausado", status: "PAUSED" });
  const bia = { person: { waId: person } };
  await simulator.click(adId, { tap: 0, ...bia });
  const send = messengerOf(simulator);
  await send.sendAccepted(replaceAt(fullDetails, `${parametersPath}.order.expiration`, undefined));
  await simulator.payOrder("order-1");
  await send.status({ payment: { status: "captured", timestamp: 1_722_445_231n } });
  simulator.faults.add({ match: { verb: "create" }, effect: { kind: "status", status: 503 }, times: "always" });
  simulator.faults.add({ effect: { kind: "drop" }, match: { verb: "delete" } });
  const client = clientOf(simulator);
  await client.list("?limit=1");
  await client.call("POST", `/${simulator.wabaId}/welcome_message_sequences`, { name: "Outra" });
  await client.call("GET", "/unknown");
}
