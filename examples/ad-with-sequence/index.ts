import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";

const config = new pulumi.Config();

/** The greeting that a person sees after the click. */
const signup = new whatsapp.WelcomeMessageSequence("driver-signup", {
  text: "Hi! Thanks for your interest in driving with us.",
  autofillMessage: { content: "Hello! Can I get more info on this?" },
  iceBreakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
});

/** The ad's content. Its button opens a chat with the greeting. */
const creative = new whatsapp.AdCreative("driver-ad", {
  objectStorySpec: {
    page_id: config.require("pageId"),
    link_data: {
      link: "https://api.whatsapp.com/send",
      name: "Drive with us",
      message: "Earn on your own schedule.",
      call_to_action: { type: "WHATSAPP_MESSAGE", value: { app_destination: "WHATSAPP" } },
    },
  },
  welcomeMessageSequenceId: signup.sequenceId,
});

/** Points an existing ad, created in Ads Manager, at the creative. `pulumi destroy` restores its previous creative. */
const attachment = new whatsapp.AdCreativeAttachment("driver-ad", {
  adId: config.require("adId"),
  creativeId: creative.creativeId,
});

/** Lets `pulumi-whatsapp/webhooks` attribute incoming messages to the ad and the sequence. */
export const ads = [{ adId: attachment.adId, creativeId: creative.creativeId, sequenceId: signup.sequenceId }];
