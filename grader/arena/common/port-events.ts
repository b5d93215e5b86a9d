import { types } from 'node:util';

type Added = Parameters<EventTarget['addEventListener']>;
type Removed = Parameters<EventTarget['removeEventListener']>;
type Listener = (...args: never[]) => unknown;
type Handler = ((event: Event) => unknown) | null;
type Settings = { readonly capture?: boolean; readonly once?: boolean; readonly signal?: AbortSignal };
type Heard = {
  readonly type: string;
  readonly listener: unknown;
  readonly capture: boolean;
  /** What the EventTarget calls. */
  readonly hear: (event: Event) => unknown;
};

/**
 * The listeners of a `MessagePort`, added in the web's way or in Node's: as in Node, both share one list, with each
 * listener in it once. What is sent, and when it arrives, is up to subclasses.
 */
export abstract class PortEvents extends EventTarget {
  #heard: Heard[] = [];
  readonly #handlers = new Map<string, Handler>();
  readonly #own: ReadonlySet<PropertyKey> = new Set(Reflect.ownKeys(this));
  readonly #appearance = Reflect.getPrototypeOf(this);

  /** Called whenever a listener was added or removed. @param before how many of that type there were */
  protected abstract changed(type: string, before: number): void;

  override addEventListener(type: string, listener: Added[1], options?: Added[2]): void {
    if (typeof listener !== 'function' && typeof listener !== 'object') {
      // Node's own method knows what to say to a non-listener.
      super.addEventListener(type, listener, options);
    } else if (listener !== null) {
      const call = (event: Event): unknown =>
        typeof listener === 'function' ? Reflect.apply(listener, this, [event]) : listener.handleEvent(event);
      this.#add(type, listener, call, typeof options === 'object' ? options : { capture: Boolean(options) });
    }
  }

  override removeEventListener(type: string, listener: Removed[1], options?: Removed[2]): void {
    const capture = typeof options === 'object' ? Boolean(options.capture) : Boolean(options);
    this.#remove(this.#find(type, listener, capture));
  }

  on(type: string, listener: Listener): this {
    return this.#addNodes(type, listener, {});
  }

  once(type: string, listener: Listener): this {
    return this.#addNodes(type, listener, { once: true });
  }

  off(type: string, listener: Listener): this {
    this.#remove(this.#find(type, listener, false));
    return this;
  }

  addListener(type: string, listener: Listener): this {
    return this.on(type, listener);
  }

  removeListener(type: string, listener: Listener): this {
    return this.off(type, listener);
  }

  removeAllListeners(type?: string): this {
    for (const heard of this.#heard) if (type === undefined || heard.type === type) this.#remove(heard);
    return this;
  }

  listenerCount(type: string): number {
    return this.#heard.filter((heard) => heard.type === type).length;
  }

  eventNames(): string[] {
    return [...new Set(this.#heard.map(({ type }) => type))];
  }

  get onmessage(): Handler {
    return this.#handlers.get('message') ?? null;
  }

  set onmessage(handler: Handler) {
    this.#handle('message', handler);
  }

  get onmessageerror(): Handler {
    return this.#handlers.get('messageerror') ?? null;
  }

  set onmessageerror(handler: Handler) {
    this.#handle('messageerror', handler);
  }

  /** Dispatches a message that has arrived. */
  protected tell(data: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  /** Restores the port to its first state; what code has attached to it goes, too. */
  protected forget(): void {
    this.#heard = [];
    this.#handlers.clear();
    Reflect.setPrototypeOf(this, this.#appearance);
    for (const key of Reflect.ownKeys(this)) {
      const value: unknown = Reflect.get(this, key);
      if (!this.#own.has(key)) Reflect.deleteProperty(this, key);
      // The EventTarget's own map of listeners: some may have bypassed these methods. The map has no prototype.
      else if (types.isMap(value)) Map.prototype.clear.call(value);
    }
  }

  #handle(type: string, handler: Handler): void {
    const before = this.#handlers.get(type);
    if (before) this.removeEventListener(type, before);
    this.#handlers.set(type, typeof handler === 'function' ? handler : null);
    if (typeof handler === 'function') this.addEventListener(type, handler);
  }

  #addNodes(type: string, listener: Listener, settings: Settings): this {
    // An object that handles events, or not a listener.
    if (typeof listener !== 'function') this.addEventListener(type, listener, settings);
    else {
      const call = (event: Event): unknown =>
        Reflect.apply(listener, this, [event instanceof MessageEvent ? event.data : event] as never[]);
      this.#add(type, listener, call, settings);
    }
    return this;
  }

  #add(type: string, listener: unknown, call: (event: Event) => unknown, settings: Settings): void {
    const { once = false, capture = false, signal } = settings;
    if (signal?.aborted === true || this.#find(type, listener, capture)) return;
    const hear = (event: Event): unknown => {
      if (once) this.#remove(heard);
      return call(event);
    };
    const heard: Heard = { type, listener, capture, hear };
    const before = this.listenerCount(type);
    this.#heard = [...this.#heard, heard];
    super.addEventListener(type, hear, { capture });
    signal?.addEventListener('abort', () => this.#remove(heard), { once: true });
    this.changed(type, before);
  }

  #find(type: string, listener: unknown, capture: boolean): Heard | undefined {
    return this.#heard.find((heard) => heard.type === type && heard.listener === listener && heard.capture === capture);
  }

  #remove(heard: Heard | undefined): void {
    if (heard === undefined || !this.#heard.includes(heard)) return;
    const { type, capture, hear } = heard;
    const before = this.listenerCount(type);
    this.#heard = this.#heard.filter((each) => each !== heard);
    super.removeEventListener(type, hear, { capture });
    this.changed(type, before);
  }
}
