import type { Basis } from "./rule";

/** The pages of Meta that the rules stand on. */
const messagingPolicy = { title: "WhatsApp Business Messaging Policy", url: "https://business.whatsapp.com/policy" };
const templateGuidelines = {
  title: "Template guidelines",
  url: "https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview",
};
const conversationalComponents = {
  title: "Conversational components",
  url: "https://developers.facebook.com/docs/whatsapp/cloud-api/phone-numbers/conversational-components",
};
const multiDestinationAds = {
  title: "Click to multi-destination ads",
  url: "https://developers.facebook.com/docs/marketing-api/ad-creative/messaging-ads/click-to-multidestination",
};

function on(page: Omit<Basis, "section">) {
  return (section: string): Basis => ({ ...page, section });
}

export const messagingPolicyOn = on(messagingPolicy);
export const templateGuidelinesOn = on(templateGuidelines);
export const conversationalComponentsOn = on(conversationalComponents);
export const multiDestinationAdsOn = on(multiDestinationAds);
/** Of this project: no page of Meta's says it, but people would see a slip. */
export const craftOn = on({ title: "Craft of welcome messages" });
/** Of the organisation that sets the rule. */
export const organisationOn = on({ title: "The organisation's own rule" });
