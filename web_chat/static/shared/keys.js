/** The key under which one message is sent, however often: a random UUID (RFC 9562, 5.4). */

/** @returns {string} */
export function newKey() {
  return globalThis.crypto.randomUUID?.() ?? keyOf(randomBytes());
}

/**
 * For pages without TLS, where browsers offer no randomUUID.
 *
 * @param {Uint8Array} bytes sixteen
 */
export function keyOf(bytes) {
  const marked = Uint8Array.from(bytes);
  marked[6] = (marked[6] & 0x0f) | 0x40;
  marked[8] = (marked[8] & 0x3f) | 0x80;
  const hex = [...marked].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/u, "$1-$2-$3-$4-");
}

function randomBytes() {
  return globalThis.crypto.getRandomValues(new Uint8Array(16));
}
