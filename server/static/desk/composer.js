/** Where staff write: a reply with the SMS meter, or a note that only colleagues see. */
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { filled, fitting, unfilled, valuesOf, wordsOf } from "loket/desk/canned.js";
import { called, completed, completing } from "loket/desk/completing.js";
import { Meter } from "loket/desk/meter.js";
import { doorName } from "loket/desk/names.js";
import { texting } from "loket/desk/texting.js";
import { useTray } from "loket/desk/tray.js";
import { t } from "loket/shared/phrases.js";

/**
 * @typedef {import("loket/desk/state.js").Desk} Desk
 * @typedef {import("loket/desk/threads.js").Thread} Thread
 * @typedef {import("loket/desk/acts.js").Acts} Acts
 *
 * @typedef {{key: string | number, title: string, preview: string, text: string}} Suggestion
 */

/** @param {{desk: Desk, thread: Thread, mine: boolean, acts: Acts}} properties */
export function Composer({ desk, thread, mine, acts }) {
  const notes = desk.isNote || !mine;
  return html`<${Writing} key=${notes} desk=${desk} thread=${thread} mine=${mine} notes=${notes} acts=${acts} />`;
}

/** @param {{desk: Desk, thread: Thread, mine: boolean, notes: boolean, acts: Acts}} properties */
function Writing({ desk, thread, mine, notes, acts }) {
  const { conversation } = thread;
  const [text, setText] = useState(() => acts.draft(conversation, notes));
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [isHidden, hide] = useState(false);
  const [door, setDoor] = useState("");
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const moved = useRef(/** @type {number | null} */ (null));
  const tray = useTray();
  const place = completing(text, caret);
  const suggestions = place && !isHidden ? suggested(desk, thread, notes, place, acts.office) : [];
  const leavesAs = notes ? "note" : door || whereTo(thread);
  const parts = leavesAs === "sms" ? texting(text, desk.settings) : null;
  const missing = notes ? [] : unfilled(text);
  const mayLeave = missing.length === 0 && (text.trim() !== "" || tray.ready.length > 0) && !parts?.isTooLong && !tray.isBusy;
  useEffect(() => acts.onRewrite(conversation, (written) => write(written)), [conversation]);
  useLayoutEffect(() => {
    if (moved.current !== null) {
      field.current?.setSelectionRange(moved.current, moved.current);
      moved.current = null;
    }
  });

  const write = (/** @type {string} */ written) => {
    setText(written);
    setChosen(0);
    hide(false);
    acts.keepDraft(conversation, notes, written);
    if (!notes && written) {
      acts.typing(conversation);
    }
  };
  const take = (/** @type {Suggestion} */ suggestion) => {
    if (place) {
      const next = completed(text, place, suggestion.text);
      write(next.text);
      setCaret(next.caret);
      moved.current = next.caret;
      field.current?.focus();
    }
  };
  const send = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (mayLeave) {
      acts.write(conversation, text, { isNote: notes, door, files: tray.ready });
      tray.clear();
      write("");
    }
  };
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (suggestions.length > 0 && choose(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      send(event);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      /** @type {HTMLElement} */ (event.target).blur();
    }
  };
  const choose = (/** @type {KeyboardEvent} */ event) => {
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        setChosen((chosen + (event.key === "ArrowDown" ? 1 : suggestions.length - 1)) % suggestions.length);
        return true;
      case "Enter":
      case "Tab":
        take(suggestions[chosen] ?? suggestions[0]);
        return true;
      case "Escape":
        hide(true);
        return true;
      default:
        return false;
    }
  };
  const follow = () => setCaret(field.current?.selectionStart ?? 0);
  const label = notes ? t("A note for colleagues; @ calls one") : t("Your reply; / finds a ready one");
  const open = t("Fill in or take out before sending: {places}", { places: missing.join(", ") });
  return html`<form class="composer" data-note=${notes} onSubmit=${send}>
    ${suggestions.length > 0 && html`<${Suggestions} suggestions=${suggestions} chosen=${chosen} take=${take} />`}
    <label class="hidden" for="reply">${notes ? t("A note for colleagues") : t("Your reply")}</label>
    <textarea id="reply" rows="2" ref=${field} value=${text} placeholder=${label} onKeyDown=${press} onKeyUp=${follow} onClick=${follow}
      aria-autocomplete="list" aria-controls=${suggestions.length > 0 ? "suggestions" : undefined}
      aria-activedescendant=${suggestions.length > 0 ? `suggestion-${chosen}` : undefined}
      onInput=${(/** @type {InputEvent} */ event) => {
        const { value, selectionStart } = /** @type {HTMLTextAreaElement} */ (event.target);
        write(value);
        setCaret(selectionStart);
      }}></textarea>
    <div class="tray-place" ref=${tray.place}></div>
    <div class="below">
      ${parts && html`<${Meter} texting=${parts} replace=${write} />`}
      <span class="dear" id="unfilled" role="status">${missing.length > 0 && open}</span>
      ${!notes && (thread.doors ?? []).length > 1 && html`<${Door} thread=${thread} door=${door} choose=${setDoor} />`}
      ${mine && html`<label class="check"><input type="checkbox" checked=${desk.isNote} onChange=${acts.flipNote} /> ${t("Note")}</label>`}
      ${!notes && html`<button class="button small" type="button" onClick=${tray.open}>${t("Attach")}</button>`}
      <button class="button primary" disabled=${!mayLeave} aria-describedby=${missing.length > 0 ? "unfilled" : undefined}>${notes ? t("Keep note") : t("Send")}</button>
    </div>
  </form>`;
}

/** @param {{suggestions: Suggestion[], chosen: number, take: (suggestion: Suggestion) => void}} properties */
function Suggestions({ suggestions, chosen, take }) {
  return html`<ul class="suggestions" id="suggestions" role="listbox" aria-label=${t("Ready words")}>
    ${suggestions.map(
      (each, index) => html`<li key=${each.key} id=${`suggestion-${index}`} role="option" aria-selected=${index === chosen}
        onPointerDown=${(/** @type {Event} */ event) => {
          event.preventDefault();
          take(each);
        }}>
        <strong>${each.title}</strong> <span><bdi>${each.preview}</bdi></span>
      </li>`,
    )}
  </ul>`;
}

/** Through which door the reply leaves, for somebody with two. @param {{thread: Thread, door: string, choose: (door: string) => void}} properties */
function Door({ thread, door, choose }) {
  const usual = t("Door: {door}", { door: doorName(whereTo(thread)) });
  return html`<label class="inline"><span class="hidden">${t("Which door it leaves by")}</span>
    <select class="small" value=${door} onChange=${(/** @type {Event} */ event) => choose(/** @type {HTMLSelectElement} */ (event.target).value)}>
      <option value="">${usual}</option>
      ${(thread.doors ?? []).map((each) => html`<option key=${each} value=${each} selected=${each === door}>${doorName(each)}</option>`)}
    </select>
  </label>`;
}

const AT_PAGE_MS = 120_000;

/** Where a reply would go by itself: to the telephone once the page was left. @param {Thread} thread */
function whereTo({ channel, away, at_page: seen }) {
  const isGone = away && seen && Date.now() - Date.parse(seen) > AT_PAGE_MS;
  return isGone ? "sms" : channel;
}

/**
 * @param {Desk} desk
 * @param {Thread} thread
 * @param {boolean} notes
 * @param {import("loket/desk/completing.js").Completing} place
 * @param {string} office
 * @returns {Suggestion[]}
 */
function suggested(desk, thread, notes, { sign, typed }, office) {
  if (sign === "@") {
    const found = notes ? called(desk.staff ?? [], typed, desk.me?.id) : [];
    return found.map(({ id, name, login = name }) => ({ key: id, title: `@${login}`, preview: name, text: `@${login} ` }));
  }
  const here = { staff: desk.me?.name ?? "", office: desk.settings.office?.[thread.language] ?? office };
  const values = valuesOf(thread, desk.panel, here);
  return fitting(desk.canned ?? [], typed, thread.language).map((reply) => {
    const { text } = filled(wordsOf(reply, thread.language), values);
    return { key: reply.id, title: `/${reply.shortcut}`, preview: text, text };
  });
}
