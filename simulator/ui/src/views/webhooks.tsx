import { useState } from "preact/hooks";
import { callApi } from "../api";
import { runAction, useApp } from "../hooks";
import { Field } from "../parts/basics";
import { DeliveryPanel } from "../parts/deliveries";

/** The subscription and all deliveries. */
export function WebhooksView() {
  return (
    <>
      <Subscription />
      <section class="delivery-view" aria-label="Deliveries">
        <h2>Deliveries</h2>
        <DeliveryPanel />
      </section>
    </>
  );
}

function Subscription() {
  const webhook = useApp((state) => state.webhook);
  const remove = () => callApi("DELETE", "/webhook");
  return (
    <section class="subscription-box" aria-label="Subscription">
      {webhook !== null && (
        <p>
          Subscribed: <strong>{webhook.url}</strong>{" "}
          <button type="button" onClick={() => void runAction(remove, "Subscription removed.")}>
            Remove
          </button>
        </p>
      )}
      <details class="form-box" open={webhook === null}>
        <summary>{webhook === null ? "Subscribe a webhook" : "Subscribe another webhook"}</summary>
        <SubscriptionForm />
      </details>
    </section>
  );
}

function SubscriptionForm() {
  const [url, setUrl] = useState("http://127.0.0.1:8080/webhook");
  const [verifyToken, setVerifyToken] = useState("");
  const [appSecret, setAppSecret] = useState("");
  const subscribe = (event: Event): void => {
    event.preventDefault();
    const webhook = { url, verifyToken, ...(appSecret === "" ? {} : { appSecret }) };
    void runAction(() => callApi("PUT", "/webhook", webhook), "The webhook is subscribed.");
  };
  return (
    <form onSubmit={subscribe}>
      <Field label="Address" hint="http on this machine">
        <input required type="url" value={url} onInput={({ currentTarget }) => setUrl(currentTarget.value)} />
      </Field>
      <Field label="Verify token" hint="the receiver compares hub.verify_token with it">
        <input required value={verifyToken} onInput={({ currentTarget }) => setVerifyToken(currentTarget.value)} />
      </Field>
      <Field label="App secret" hint="signs deliveries; empty: the simulator's secret">
        <input value={appSecret} onInput={({ currentTarget }) => setAppSecret(currentTarget.value)} />
      </Field>
      <button type="submit" class="primary">
        Subscribe
      </button>
    </form>
  );
}
