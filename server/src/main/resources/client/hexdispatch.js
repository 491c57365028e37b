/**
 * A client of HexDispatch's WebSocket for browsers and for Node with a WebSocket of its own (22 and later). It stays connected: it comes
 * back after every break with a pause that grows and differs from client to client, follows its areas again, hands on each message once, and
 * acknowledges an order or a roll call when it has been handled.
 *
 *   import { HexDispatch } from '/client/hexdispatch.js';
 *   const client = new HexDispatch({ url: 'ws://127.0.0.1:8080/ws', token, onMessage: async message => { ... } });
 *   client.follow('410181');
 *   await client.command('order.accept', '20261124-0000091-1');
 */

const PREFIX = 'io.hexdispatch.';
const ACKNOWLEDGED = { 'order.dispatched': 'order.acknowledge', 'rollcall.called': 'rollcall.acknowledge' };
const IN_ORDER = new Set(['area.snapshot', 'area.changed', 'area.positions', 'area.ended', 'command.refused']);
// It expired, was revoked, or its role has nothing to do here.
const TOKEN_CODES = [4401, 4403];
const LASTING_MILLIS = 5000;
const SILENT_BEATS_MAX = 2;

/** A command that was refused, or of which nobody knows what became of it because the connection was lost. */
export class CommandFailed extends Error {
  /** @param status the status of the problem as over HTTP; 0 where the connection was lost before an answer came */
  constructor(status, message, problem) {
    super(message);
    this.name = 'CommandFailed';
    this.status = status;
    this.problem = problem;
  }
}

export class HexDispatch {
  #options;
  #socket = null;
  #failures = 0;
  #silentBeats = 0;
  #closed = false;
  #timers = new Set();
  #heart;
  #commands = new Map();
  #areas = new Map();
  #sequences = new Map();
  /** Type and id of the latest messages, oldest first, and whether each was handled. */
  #seen = new Map();

  /**
   * @param {object} options
   * @param {string} options.url the server's WebSocket, such as ws://127.0.0.1:8080/ws
   * @param {string} options.token who connects
   * @param {(message: object) => any} options.onMessage told what comes, once; an order is acknowledged when the promise that it returns is
   *   fulfilled, and comes again where that is rejected. A message has id, type (such as order.dispatched), subject, time and data
   * @param {() => void} [options.onConnected]
   * @param {(why: string, pauseMillis: number) => void} [options.onDisconnected]
   * @param {boolean} [options.acknowledging] false for one who only looks on
   * @param {number} [options.pauseMinMillis] the first pause is at most this, and each further one at most twice the last
   * @param {number} [options.pauseMaxMillis]
   * @param {number} [options.heartbeatMillis] a server silent for two of them is taken for gone
   * @param {number} [options.seenMax] how many messages it remembers, to know what comes again
   * @param {typeof globalThis.WebSocket} [options.WebSocket] in place of the platform's own
   */
  constructor(options) {
    this.#options = {
      onConnected: () => {},
      onDisconnected: () => {},
      acknowledging: true,
      pauseMinMillis: 500,
      pauseMaxMillis: 30000,
      heartbeatMillis: 10000,
      seenMax: 10000,
      WebSocket: globalThis.WebSocket,
      ...options,
    };
    for (const needed of ['url', 'token', 'onMessage', 'WebSocket']) {
      if (!this.#options[needed]) {
        throw new TypeError(`${needed} is missing`);
      }
    }
    this.#heart = setInterval(() => this.#beat(), this.#options.heartbeatMillis);
    this.#connect();
  }

  get isConnected() {
    return this.#socket?.readyState === 1;
  }

  /** Follows an area from now on, after every break anew: the snapshot and the changes come to onMessage. */
  follow(area, { positions = true } = {}) {
    this.#areas.set(area, { positions });
    this.#write('area.subscribe', area, { positions });
  }

  unfollow(area) {
    this.#areas.delete(area);
    this.#sequences.delete(area);
    this.#write('area.unsubscribe', area, {});
  }

  /**
   * Sends a command that is answered, such as order.accept; a promise of the answer. It is rejected with CommandFailed where the command is
   * refused, or the connection is lost before the answer; orders may be acted on again then without harm.
   */
  command(type, subject, data = {}) {
    const id = this.#write(type, subject, data);
    return id === null
      ? Promise.reject(new CommandFailed(0, 'there is no connection'))
      : new Promise((resolve, reject) => this.#commands.set(id, { resolve, reject }));
  }

  /** Sends what is not answered, such as responder.position; without a connection it is left out. */
  tell(type, subject, data = {}) {
    this.#write(type, subject, data);
  }

  /** Ends the connection for good. */
  close() {
    this.#closed = true;
    clearInterval(this.#heart);
    this.#timers.forEach(timer => clearTimeout(timer));
    const socket = this.#socket;
    this.#socket = null;
    this.#failCommands('the client was closed');
    socket?.close(1000);
  }

  #later(millis, action) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      action();
    }, millis);
    this.#timers.add(timer);
  }

  #connect() {
    if (this.#closed) {
      return;
    }
    // A browser sets no headers on a WebSocket; the token travels as a subprotocol, and so not in the address.
    const socket = new this.#options.WebSocket(this.#options.url, ['cloudevents.json', `bearer.${this.#options.token}`]);
    this.#socket = socket;
    this.#silentBeats = 0;
    socket.addEventListener('open', () => {
      if (this.#socket !== socket) {
        return;
      }
      this.#later(LASTING_MILLIS, () => {
        if (this.#socket === socket) {
          this.#failures = 0;
        }
      });
      this.#options.onConnected();
      this.#areas.forEach((wish, area) => this.#write('area.subscribe', area, wish));
    });
    socket.addEventListener('message', event => this.#receive(socket, event.data));
    socket.addEventListener('error', () => this.#lost(socket, 'the connection failed'));
    socket.addEventListener('close', event => {
      const why = `the server closed the connection (${event.code}) ${event.reason}`.trim();
      if (this.#socket === socket && TOKEN_CODES.includes(event.code)) {
        // The same token would be refused again.
        this.#options.onDisconnected(why, null);
        this.close();
      } else {
        this.#lost(socket, why);
      }
    });
  }

  #lost(socket, why) {
    if (this.#socket !== socket) {
      return;
    }
    this.#socket = null;
    this.#failCommands(why);
    // A random part of a time that doubles, so that all who were cut off at once do not come back at once.
    const longest = Math.min(this.#options.pauseMaxMillis, this.#options.pauseMinMillis * 2 ** Math.min(this.#failures++, 16));
    const pause = Math.max(1, Math.round(Math.random() * longest));
    this.#options.onDisconnected(why, pause);
    this.#later(pause, () => this.#connect());
    socket.close();
  }

  #failCommands(why) {
    const open = [...this.#commands.values()];
    this.#commands.clear();
    open.forEach(({ reject }) => reject(new CommandFailed(0, `${why}: whether it was carried out is not known`)));
  }

  /** The pings of WebSocket are hidden from a page, so it asks in words. */
  #beat() {
    const socket = this.#socket;
    if (socket && ++this.#silentBeats > SILENT_BEATS_MAX) {
      this.#lost(socket, 'nothing was heard from the server');
    } else {
      this.#write('connection.ping', '', {});
    }
  }

  #write(type, subject, data) {
    if (!this.isConnected) {
      return null;
    }
    const id = globalThis.crypto?.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
    this.#socket.send(JSON.stringify({
      specversion: '1.0', id, source: '/client/javascript', type: PREFIX + type, ...(subject ? { subject } : {}), data,
    }));
    return id;
  }

  #receive(socket, text) {
    if (this.#socket !== socket) {
      return;
    }
    this.#silentBeats = 0;
    const message = JSON.parse(text);
    message.type = message.type.startsWith(PREFIX) ? message.type.slice(PREFIX.length) : message.type;
    const asked = this.#commands.get(message.data?.command);
    if (asked) {
      this.#commands.delete(message.data.command);
      if (message.type === 'command.refused') {
        asked.reject(new CommandFailed(message.data.problem.status, message.data.problem.detail, message.data.problem));
      } else {
        asked.resolve(message);
      }
    } else if (message.type === 'connection.pong' || this.#isBesideTheOrder(message)) {
      // nothing that anybody waits for
    } else if (IN_ORDER.has(message.type)) {
      Promise.resolve().then(() => this.#options.onMessage(message)).catch(failure => console.error(failure));
    } else {
      this.#handleOnce(message);
    }
  }

  /** Whether a message of an area is not the next one; then the area is followed anew, with a snapshot. */
  #isBesideTheOrder(message) {
    const { area, sequence } = message.data ?? {};
    if (sequence === undefined) {
      return false;
    }
    if (sequence === 1 || this.#sequences.get(area) + 1 === sequence) {
      this.#sequences.set(area, sequence);
      return false;
    }
    if (this.#areas.has(area)) {
      this.#sequences.delete(area);
      this.#write('area.subscribe', area, this.#areas.get(area));
    }
    return true;
  }

  #handleOnce(message) {
    const key = `${message.type} ${message.id}`;
    if (this.#seen.has(key)) {
      if (this.#seen.get(key)) {
        this.#acknowledge(message);
      }
      return;
    }
    this.#seen.set(key, false);
    if (this.#seen.size > this.#options.seenMax) {
      this.#seen.delete(this.#seen.keys().next().value);
    }
    Promise.resolve().then(() => this.#options.onMessage(message)).then(
      () => {
        this.#seen.set(key, true);
        this.#acknowledge(message);
      },
      failure => {
        this.#seen.delete(key);
        console.error(failure);
      });
  }

  #acknowledge(message) {
    const type = ACKNOWLEDGED[message.type];
    if (type && this.#options.acknowledging) {
      this.#write(type, message.subject, {});
    }
  }
}
