import { replayAll } from "./replay";
import { CHANGES } from "./scenarios";

replayAll(CHANGES);
