import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";

const config = new pulumi.Config();

/** A new text creates a new sequence, because Meta rejects changes of a sequence that an ad uses. */
const greeting = new whatsapp.WelcomeMessageSequence("greeting", {
  text: config.get("greeting") ?? "Hi! How can we help?",
  onContentChange: "replace",
});

/** A new sequence creates a new creative, because Meta only changes the name of a creative. */
const creative = new whatsapp.AdCreative("spring-ad", {
  objectStorySpec: {
    page_id: config.require("pageId"),
    link_data: {
      link: "https://api.whatsapp.com/send",
      message: "Spring is here.",
      call_to_action: { type: "WHATSAPP_MESSAGE", value: { app_destination: "WHATSAPP" } },
    },
  },
  welcomeMessageSequenceId: greeting.sequenceId,
});

/** Points the ad at the new creative before the old creative and sequence are deleted, so that it always has a greeting. */
new whatsapp.AdCreativeAttachment("spring-ad", {
  adId: config.require("adId"),
  creativeId: creative.creativeId,
});

export const sequenceId = greeting.sequenceId;
export const creativeId = creative.creativeId;
