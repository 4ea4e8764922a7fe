import { useState } from "preact/hooks";
import { callApi } from "../api";
import { runAction } from "../hooks";
import { Field } from "./basics";

/** Adds a person with a number, or with a username and a hidden number. */
export function PersonForm() {
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const text = address.trim();
    const person = text.startsWith("@") ? { username: text.slice(1) } : { waId: text.replace(/[+\s()-]/g, "") };
    const isAdded = await runAction(
      () => callApi("POST", "/seed", { people: [{ name: name.trim(), ...person }] }),
      `${name} can now tap ads and receive orders.`,
    );
    if (isAdded) [setName, setAddress].forEach((set) => set(""));
  };
  return (
    <details class="form-box">
      <summary>Add a person</summary>
      <form onSubmit={(event) => void add(event)}>
        <Field label="Name">
          <input required value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
        </Field>
        <Field label="Number or @username">
          <input required value={address} onInput={({ currentTarget }) => setAddress(currentTarget.value)} />
        </Field>
        <button type="submit">Add</button>
      </form>
    </details>
  );
}
