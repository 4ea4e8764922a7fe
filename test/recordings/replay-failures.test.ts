import { replayAll } from "./replay";
import { FAILURES } from "./scenarios";

replayAll(FAILURES);
