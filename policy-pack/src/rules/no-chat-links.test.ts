import { pieces, told } from "../testing/checked";
import { noChatLinks } from "./no-chat-links";

test.each([
  ["Fale com a filial: wa.me/5511999999999", "wa.me/5511999999999"],
  ["Escríbenos https://api.whatsapp.com/send?phone=34600000000 ya", "https://api.whatsapp.com/send?phone=34600000000"],
  ["Join https://chat.whatsapp.com/AbCd", "https://chat.whatsapp.com/AbCd"],
  ["whatsapp://send?text=oi", "whatsapp://send?text=oi"],
  ["https://wa.me/message/ABC123", "https://wa.me/message/ABC123"],
])("the chat in %j is found", async (text, found) => {
  expect(await pieces(noChatLinks, text)).toEqual([found]);
});

test.each([
  "Veja o catálogo: https://wa.me/c/5511999999999",
  "https://wa.me/p/123/5511999999999",
  "https://www.whatsapp.com/legal/business-policy",
  "Chama no WhatsApp!",
  "Olá.wa é isso? wa.meu",
  "https://panama.wa.me.exemplo.com/",
])("%j is clean", async (text) => {
  expect(await pieces(noChatLinks, text)).toEqual([]);
});

test("the message says why it is of no use", async () => {
  expect(await told(noChatLinks, "wa.me/55")).toEqual([
    'text, characters 1 to 8: "wa.me/55" opens a WhatsApp chat, and the person is in one already. Take the link out, or ask people to answer here.',
  ]);
});
