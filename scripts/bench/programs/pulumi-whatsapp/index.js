const { WelcomeMessageSequence } = require("pulumi-whatsapp");

for (let i = 0; i < Number(process.env.COUNT); i++) {
  new WelcomeMessageSequence(`r${i}`, { text: `Hi! This is number ${i}${process.env.EDIT ?? ""}` });
}
