const FIRST = 400;
const LONGEST = 5000;

/** A WebSocket that comes back by itself.
 *
 *  `onMessage(object)` gets each JSON message, `onState(up, retryInMs)` each change: up, or away with the time
 *  until the next try. The server sends the whole state first on every connection, so nothing is replayed. */
export class Link {
  constructor(path, { onMessage, onState }) {
    this.url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${path}`;
    this.onMessage = onMessage;
    this.onState = onState;
    this.tries = 0;
    this.open();
  }

  get up() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  open() {
    clearTimeout(this.timer);
    this.socket = new WebSocket(this.url);
    this.socket.addEventListener("open", () => {
      this.tries = 0;
      this.onState(true, 0);
    });
    this.socket.addEventListener("message", (event) => this.onMessage(JSON.parse(event.data)));
    this.socket.addEventListener("close", () => this.later());
  }

  later() {
    const wait = Math.min(LONGEST, FIRST * 2 ** this.tries);
    this.tries += 1;
    this.onState(false, wait);
    this.timer = setTimeout(() => this.open(), wait);
  }

  /** Try at once, if a wait is on. */
  retry() {
    if (this.socket.readyState === WebSocket.CLOSED) this.open();
  }

  /** Send an object; false when there is no connection, and nothing was sent. */
  send(object) {
    if (!this.up) return false;
    this.socket.send(JSON.stringify(object));
    return true;
  }
}
