/**
 * A provider that an engineer could write in an afternoon instead of installing pulumi-whatsapp: the five calls, over axios. The content is
 * Meta's JSON. It has no retries, no lookup after a lost response, and no check before a delete.
 */
const pulumi = require("@pulumi/pulumi");
const axios = require("axios");
const util = require("node:util");

async function callGraph(method, wabaId, request) {
  try {
    const { data } = await axios.request({
      method,
      url: `${process.env.WHATSAPP_BASE_URL}/v25.0/${wabaId}/welcome_message_sequences`,
      headers: { Authorization: `Bearer ${process.env.WHATSAPP_ACCESS_TOKEN}` },
      timeout: 30_000,
      ...request,
    });
    return data;
  } catch (error) {
    const reason = error.response?.data?.error?.message ?? error.message;
    throw new Error(`${method} of a sequence in account ${wabaId} failed: ${reason}`);
  }
}

const toBody = ({ name, content }) => ({ name, welcome_message_sequence: content });

const provider = {
  async diff(_id, olds, news) {
    const changed = ["wabaId", "name", "content"].filter((key) => !util.isDeepStrictEqual(olds[key], news[key]));
    return { changes: changed.length > 0, replaces: changed.filter((key) => key === "wabaId") };
  },

  async create(inputs) {
    const { sequence_id: sequenceId } = await callGraph("POST", inputs.wabaId, { data: toBody(inputs) });
    return { id: sequenceId, outs: { ...inputs, sequenceId } };
  },

  async read(id, props) {
    const { data } = await callGraph("GET", props.wabaId, { params: { sequence_id: id } });
    if (data.length === 0) return {};
    const [{ name, welcome_message_sequence: content }] = data;
    return { id, props: { ...props, name, content: JSON.parse(content) } };
  },

  async update(id, _olds, news) {
    await callGraph("POST", news.wabaId, { data: { sequence_id: id, ...toBody(news) } });
    return { outs: { ...news, sequenceId: id } };
  },

  async delete(id, props) {
    await callGraph("DELETE", props.wabaId, { params: { sequence_id: id } });
  },
};

exports.WelcomeMessageSequence = class WelcomeMessageSequence extends pulumi.dynamic.Resource {
  constructor(name, args, options) {
    super(provider, name, { name, ...args, sequenceId: undefined }, options, "whatsapp", "WelcomeMessageSequence");
  }
};
