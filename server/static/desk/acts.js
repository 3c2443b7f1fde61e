/**
 * Everything a person at the desk can do, as the views call it; the commands by their names.
 *
 * @typedef {import("loket/desk/commands.js").Command} Command
 * @typedef {ReturnType<typeof actsOf>} Acts
 *
 * @typedef {object} Parts of a desk, with which it acts
 * @property {import("loket/shared/line.js").Line} line
 * @property {import("loket/desk/reader.js").Store} store
 * @property {import("loket/desk/reader.js").Reader} reader
 * @property {import("loket/shared/keep.js").Keep} keep
 * @property {import("loket/desk/ringing.js").Bell} bell
 * @property {string} office what it is called
 * @property {() => void} draw shows at once what has changed: the next letter is typed already
 */
import { isPossible } from "loket/desk/commands.js";
import { actOf, doingOf } from "loket/desk/doing.js";
import { goingOf } from "loket/desk/going.js";
import { overviewOf } from "loket/desk/overview.js";
import { openThread } from "loket/desk/state.js";
import { tuningOf } from "loket/desk/tuning.js";
import { writingOf } from "loket/desk/writing.js";

/** @param {Parts} parts */
export function actsOf(parts) {
  const { store, office } = parts;
  const acting = { ...parts, act: actOf(parts) };
  const going = goingOf(parts);
  const doing = doingOf(acting);
  const writing = writingOf(parts);
  const overview = overviewOf(acting);

  /** What is possible just now; else nothing. @param {Command} command */
  function run(command) {
    const desk = store.state;
    if (!isPossible(desk, command)) {
      return;
    }
    switch (command) {
      case "next":
        return going.step(1);
      case "previous":
        return going.step(-1);
      case "leave":
        return going.leave();
      case "search":
        return document.getElementById("search")?.focus();
      case "person":
        return store.tell({ type: "toggled", what: "isWhoOpen" });
      case "write":
      case "note":
        return writing.beginToWrite(command === "note");
      case "aside":
        return void overview.showAside();
      case "take":
      case "giveBack":
      case "close":
      case "reopen":
      case "wake":
        return void doing[command](/** @type {number} */ (openThread(desk)?.conversation));
      case "load":
        overview.fetchLoad();
        return overview.top(command);
      default:
        return overview.top(command);
    }
  }

  return { office, run, ...going, ...doing, ...writing, ...overview, ...tuningOf(acting) };
}
