import * as pulumi from "@pulumi/pulumi";
import * as whatsapp from "pulumi-whatsapp";

const config = new pulumi.Config();

/** `onContentChange: "replace"`: another text makes a new sequence, since Meta does not change one that an ad uses. */
const greeting = new whatsapp.WelcomeMessageSequence("greeting", {
  text: config.get("greeting") ?? "Hi! How can we help?",
  onContentChange: "replace",
});

/** Another sequence makes a new creative, since Meta changes nothing of a creative but its name. */
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

/** Moves the ad over after both are made, and before the old ones are deleted: it never runs without a greeting. */
new whatsapp.AdCreativeAttachment("spring-ad", {
  adId: config.require("adId"),
  creativeId: creative.creativeId,
});

export const sequenceId = greeting.sequenceId;
export const creativeId = creative.creativeId;
