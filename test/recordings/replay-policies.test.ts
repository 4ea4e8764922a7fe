import { POLICIES } from "./policy-scenarios";
import { replayAll } from "./replay";

replayAll(POLICIES);
