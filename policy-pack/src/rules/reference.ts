/** The text that a rule enforces. */
export interface Reference {
  /** Title of the page, e.g. `WhatsApp Business Messaging Policy`. */
  readonly title: string;
  /** Section or statement on that page. */
  readonly section: string;
  readonly url?: string;
}

function cite(page: Omit<Reference, "section">) {
  return (section: string): Reference => ({ ...page, section });
}

export const citeMessagingPolicy = cite({
  title: "WhatsApp Business Messaging Policy",
  url: "https://business.whatsapp.com/policy",
});
export const citeTemplateGuidelines = cite({
  title: "Template guidelines",
  url: "https://developers.facebook.com/documentation/business-messaging/whatsapp/templates/overview",
});
export const citeConversationalComponents = cite({
  title: "Conversational components",
  url: "https://developers.facebook.com/docs/whatsapp/cloud-api/phone-numbers/conversational-components",
});
export const citeMultiDestinationAds = cite({
  title: "Click to multi-destination ads",
  url: "https://developers.facebook.com/docs/marketing-api/ad-creative/messaging-ads/click-to-multidestination",
});
/** Cites this project: Meta has no such rule, but customers notice the mistake. */
export const citeGoodPractice = cite({ title: "Good practice for welcome messages" });
/** Cites the organization that configures the rule. */
export const citeOrganization = cite({ title: "Your organization's rule" });
