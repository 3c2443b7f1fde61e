/** What can be done besides writing: begin anew, keep the conversation, be quiet. */

/**
 * @param {HTMLElement} menu a <details> whose buttons say by their value what they do
 * @param {import("loket/chat/session.js").Session} session
 * @param {import("loket/shared/keep.js").Keep} keep
 */
export function enliven(menu, session, keep) {
  const summary = /** @type {HTMLElement} */ (menu.querySelector("summary"));
  const sound = /** @type {HTMLButtonElement} */ (menu.querySelector("[value=sound]"));
  const begin = /** @type {HTMLButtonElement} */ (menu.querySelector("[value=new]"));
  const hasSound = () => keep.get("silent") !== true;
  const shut = () => menu.removeAttribute("open");
  const tellSound = () => sound.setAttribute("aria-checked", String(hasSound()));
  const phone = async () => {
    const { open } = await import("loket/chat/phone.js");
    open(/** @type {HTMLElement} */ (document.getElementById("panel")), session, () => summary.focus());
  };
  const save = async () => {
    const { asText, download } = await import("loket/chat/transcript.js");
    download(asText(session.chat.history.messages, document.title), menu.dataset.file ?? "chat.txt");
  };
  /** @type {Record<string, () => void>} */
  const acts = {
    phone: () => void phone().catch(() => {}),
    new: () => void session.begin(),
    sound() {
      keep.set("silent", hasSound() || undefined);
      tellSound();
    },
    print() {
      session.store.tell({ type: "earlier" });
      setTimeout(print);
    },
    save: () => void save().catch(() => {}),
  };
  menu.addEventListener("click", ({ target }) => {
    const button = /** @type {Element} */ (target).closest("button");
    if (button) {
      acts[button.value]?.();
      if (button !== sound) {
        shut();
        summary.focus();
      }
    }
  });
  menu.addEventListener("toggle", () => {
    begin.disabled = session.chat.line !== "up";
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.hasAttribute("open")) {
      event.stopPropagation();
      shut();
      summary.focus();
    }
  });
  menu.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !menu.contains(/** @type {Node} */ (relatedTarget))) {
      shut();
    }
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (!menu.contains(/** @type {Node} */ (target))) {
      shut();
    }
  });
  tellSound();
}
