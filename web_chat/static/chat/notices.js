/** What tells a visitor who looks elsewhere: a number in the tab's title, a short sound. */

/**
 * The title with the number of unread messages before it.
 *
 * @param {string} title
 * @param {number} count
 */
export function titled(title, count) {
  return count > 0 ? `(${count}) ${title}` : title;
}

/** Two soft tones, made by the browser: nothing has to be fetched. */
export function chime() {
  try {
    const sound = new AudioContext();
    for (const [index, hertz] of [660, 880].entries()) {
      const begins = sound.currentTime + index * 0.12;
      const tone = new OscillatorNode(sound, { frequency: hertz });
      const volume = new GainNode(sound, { gain: 0 });
      volume.gain.setValueAtTime(0.08, begins);
      volume.gain.exponentialRampToValueAtTime(0.001, begins + 0.25);
      tone.connect(volume).connect(sound.destination);
      tone.start(begins);
      tone.stop(begins + 0.25);
    }
    setTimeout(() => sound.close(), 1000);
  } catch {
    // a browser without sound, or one that does not allow it yet
  }
}
