import { render } from "preact";
import { App } from "./app";
import { followEvents } from "./events";
import "./styles/index.css";

const root = document.getElementById("app");
if (root !== null) render(<App />, root);
followEvents();
