import { replayAll } from "./replay";
import { STATE } from "./scenarios";

replayAll(STATE);
