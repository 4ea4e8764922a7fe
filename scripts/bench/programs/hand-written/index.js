const { WelcomeMessageSequence } = require("./welcome-message-sequence");

const wabaId = process.env.WHATSAPP_WABA_ID;
for (let i = 0; i < Number(process.env.COUNT); i++) {
  new WelcomeMessageSequence(`r${i}`, {
    wabaId,
    content: { text: `Hi! This is number ${i}${process.env.EDIT ?? ""}` },
  });
}
