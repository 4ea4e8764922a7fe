import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";

const config = new pulumi.Config();

/** What a person sees after the click. */
const signup = new whatsapp.WelcomeMessageSequence("driver-signup", {
  text: "Hi! Thanks for your interest in driving with us.",
  autofillMessage: { content: "Hello! Can I get more info on this?" },
  iceBreakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
});

/** What the ad shows, with that sequence behind its button. */
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

/** The ad is made in Ads Manager; `pulumi destroy` gives it back the creative it has now. */
const attachment = new whatsapp.AdCreativeAttachment("driver-ad", {
  adId: config.require("adId"),
  creativeId: creative.creativeId,
});

/** For the attribution of what comes back after a click (pulumi-whatsapp/webhooks). */
export const ads = [{ adId: attachment.adId, creativeId: creative.creativeId, sequenceId: signup.sequenceId }];
