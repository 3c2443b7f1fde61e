/**
 * The one line on another site's page: a launcher, and our chat in a frame behind it.
 *
 * Not a module, for a page may name it anywhere; its few words stand here, because it is one file.
 * Browsers refuse storage to foreign frames, so the page itself keeps what the chat must remember.
 * Nothing here needs an inline style or script, so the strictest page may have it.
 */
(() => {
  /** @type {any} */
  const script = document.currentScript;
  /** @type {any} */
  const page = window;
  if (page.Loket) {
    return;
  }
  const { origin } = new URL(script.src);
  const { language, position, colour, open: isWanted } = script.dataset;
  const words = (language ?? document.documentElement.lang).startsWith("en")
    ? ["Open chat", "Close chat", "unread", "Chat"]
    : ["Buka obrolan", "Tutup obrolan", "belum dibaca", "Obrolan"];
  const own = "loket.chat.";
  const prefix = (origin === location.origin ? "" : `${origin} `) + own;
  const side = `inset-inline-${position === "start" ? "start" : "end"}:16px`;
  const host = document.createElement("loket-chat");
  const root = host.attachShadow({ mode: "open" });
  const launcher = document.createElement("button");
  const badge = document.createElement("b");
  const frame = document.createElement("iframe");
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host{all:initial!important}
    button,iframe{position:fixed;z-index:99999999;${side};inset-block-end:16px;border:1px solid #0000;box-shadow:0 4px 24px #0004}
    button{inline-size:60px;block-size:60px;padding:15px;border-radius:50%;background:var(--c,#0b6b5d);color:#fff;cursor:pointer}
    button:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #15201d}
    i{display:block;border:14px solid;clip-path:path("M1 6l3-3h20l3 3v12l-3 3H13l-7 6v-6H4l-3-3z")}
    [aria-expanded=true] i{clip-path:path("M4 7l3-3 7 7 7-7 3 3-7 7 7 7-3 3-7-7-7 7-3-3 7-7z")}
    b{position:absolute;inset-block-start:-3px;inset-inline-end:-3px;padding-inline:8px;border-radius:16px;background:#a8182b;font:700 14px/24px system-ui}
    b:empty,[hidden]{display:none}
    iframe{inset-block-end:92px;inline-size:400px;block-size:min(640px,100dvh - 112px);border-radius:16px;background:canvas;color-scheme:light dark}
    @media(max-width:30rem),(max-height:26rem){iframe{inset:0;inline-size:100%;block-size:100%;border:0;border-radius:0}[aria-expanded=true]{visibility:hidden}}
    @media print{:host{display:none!important}}`);
  root.adoptedStyleSheets = [sheet];
  host.style.setProperty("--c", colour ?? "");
  launcher.append(document.createElement("i"), badge);
  root.append(launcher);
  frame.hidden = true;
  frame.title = words[3];
  frame.src = `${origin}/chat?embed=1${language ? `&lang=${encodeURIComponent(language)}` : ""}`;

  let unread = 0;
  let isMet = false;
  let text = "";
  let isToOpen = isWanted !== undefined;
  /** @type {any} */
  let opener;

  const show = () => {
    badge.textContent = frame.hidden && unread ? `${unread}` : "";
    launcher.ariaExpanded = `${!frame.hidden}`;
    launcher.ariaLabel = frame.hidden ? words[0] + (unread ? `, ${unread} ${words[2]}` : "") : words[1];
  };
  /** @param {object} told */
  const say = (told) => frame.contentWindow?.postMessage(told, origin);
  const tell = () => {
    show();
    if (isMet) {
      say({ loket: "shown", shown: !frame.hidden, text });
      text = "";
    }
  };
  const stand = () => host.isConnected || document.body.append(host);
  const load = () => frame.isConnected || root.append(frame);
  /** @param {{text?: string}} [wish] */
  const open = (wish) => {
    text = `${wish?.text ?? ""}`;
    if (document.body) {
      stand();
      load();
      if (frame.hidden) {
        opener = root.activeElement ?? document.activeElement;
      }
      frame.hidden = false;
      frame.focus();
      tell();
    } else {
      isToOpen = true;
    }
  };
  const close = () => {
    if (!frame.hidden) {
      frame.hidden = true;
      tell();
      (opener === document.body ? launcher : opener).focus();
    }
  };
  /**
   * A page may be refused storage, too: then nothing is kept.
   *
   * @param {(storage: Storage) => void} act
   */
  const attempt = (act) => {
    try {
      act(localStorage);
    } catch {}
  };
  const kept = () => {
    /** @type {Record<string, string>} */
    const values = {};
    attempt((storage) => {
      for (const name in storage) {
        if (name.startsWith(prefix)) {
          values[name.replace(prefix, own)] = storage[name];
        }
      }
    });
    return values;
  };
  /** @type {Record<string, (told: any) => void>} */
  const hears = {
    hello() {
      isMet = true;
      say({ loket: "kept", values: kept() });
      tell();
    },
    keep: ({ name, value }) =>
      attempt((storage) => {
        const key = prefix + `${name}`.slice(own.length);
        if (value === null) {
          storage.removeItem(key);
        } else {
          storage.setItem(key, value);
        }
      }),
    unread({ count }) {
      unread = +count;
      show();
    },
    close,
  };

  window.addEventListener("message", ({ source, origin: from, data }) => {
    if (source === frame.contentWindow && from === origin) {
      hears[data?.loket]?.(data);
    }
  });
  /** @param {any} event */
  const press = ({ target }) => {
    const button = target.closest?.("[data-loket-open],[data-loket-text]");
    if (button) {
      open({ text: button.dataset.loketText });
    }
  };
  document.addEventListener("click", press);
  launcher.onclick = () => (frame.hidden ? open() : close());
  host.addEventListener("keydown", ({ key }) => key === "Escape" && close());
  page.Loket = { open, close };
  const begin = () => {
    stand();
    show();
    if (isToOpen) {
      open({ text });
    } else if (kept()[`${own}token`]) {
      setTimeout(load, 1000);
    }
  };
  if (document.body) {
    begin();
  } else {
    document.addEventListener("DOMContentLoaded", begin);
  }
})();
