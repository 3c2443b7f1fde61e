/** Sounds and desktop notices, as one has switched them on. */

/**
 * @typedef {import("loket/desk/switches.js").Kind} Kind
 * @typedef {import("loket/desk/switches.js").Switches} Switches
 */

/** Two tones for each kind, in hertz: told apart without looking. */
const TONES = /** @type {Record<Kind, [number, number]>} */ ({
  waiting: [523, 784],
  mine: [659, 659],
  given: [784, 523],
  mention: [880, 1047],
  alarm: [330, 262],
});
const TONE_SECONDS = 0.16;
const LOUDNESS = 0.25;
const PAUSE_MS = 1500;

export class Bell {
  /** @type {AudioContext | null} */
  audio = null;
  rangAt = 0;

  /**
   * Many events at once are one sound.
   *
   * @param {Kind} kind
   */
  ring(kind) {
    const now = Date.now();
    if (now - this.rangAt < PAUSE_MS) {
      return;
    }
    this.rangAt = now;
    this.audio ??= new AudioContext();
    void this.audio.resume();
    TONES[kind].forEach((tone, index) => this.tone(tone, index * TONE_SECONDS));
  }

  /**
   * @param {number} hertz
   * @param {number} after seconds
   */
  tone(hertz, after) {
    const audio = /** @type {AudioContext} */ (this.audio);
    const at = audio.currentTime + after;
    const source = audio.createOscillator();
    const volume = audio.createGain();
    source.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + TONE_SECONDS);
    source.connect(volume).connect(audio.destination);
    source.start(at);
    source.stop(at + TONE_SECONDS);
  }
}

/** Whether this browser shows notices: granted, denied, default, or none at all. */
export const noticePermission = () => globalThis.Notification?.permission ?? "denied";

/** Ask for it, which browsers allow only on a press. */
export async function askForNotices() {
  if (noticePermission() === "default") {
    await Notification.requestPermission();
  }
}

/**
 * @param {{title: string, body: string, tag: string, press: () => void}} told
 */
export function notify({ title, body, tag, press }) {
  if (noticePermission() !== "granted") {
    return;
  }
  try {
    const notice = new Notification(title, { body, tag });
    notice.onclick = () => {
      window.focus();
      press();
      notice.close();
    };
  } catch {
    // phones show notices only from a service worker
  }
}
