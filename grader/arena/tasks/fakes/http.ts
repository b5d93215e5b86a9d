import type { Json } from '../../common/exploration.ts';
import { shown } from '../../common/value-text.ts';
import { failure, type FakeOptions, type FakeStage } from './fake.ts';

export type HttpRequest = {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
};

/** The server: what it answers, at the moment when the answer arrives. An error that it throws is a network error. */
export type HttpHandler = (request: HttpRequest) => HttpAnswer;

export type HttpAnswer = { readonly status?: number; readonly body?: Json };

export type HttpOptions = FakeOptions<'fetch'> & {
  /** How long an answer takes, in virtual ms; absent: any time. */
  readonly latency?: (request: HttpRequest) => number;
};

/** A client that reads like the global `fetch`. */
export type Http = {
  readonly fetch: (url: string, init?: HttpInit) => Promise<HttpResponse>;
};

export type HttpInit = {
  readonly method?: string;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
};

export type HttpResponse = {
  readonly ok: boolean;
  readonly status: number;
  readonly json: () => Promise<Json>;
  readonly text: () => Promise<string>;
};

export function http(stage: FakeStage, name: string, handler: HttpHandler, options: HttpOptions = {}): Http {
  const called = options.names?.fetch ?? `${name}.fetch`;
  return {
    fetch: (url, { method = 'GET', body, signal } = {}) => {
      const request = { method, url, body };
      let answer: HttpAnswer = {};
      return stage.operation({
        name: called,
        args: method === 'GET' ? [url] : [method, url],
        run: () => responseOf((answer = handler(request))),
        show: ({ status }) => (answer.body === undefined ? `${status}` : `${status} ${shown(answer.body)}`),
        signal,
        reply: options.reply,
        ...(options.latency && { latency: options.latency(request) }),
        ...(options.mayFail?.includes('fetch') && { mayFail: () => failure(called) }),
      });
    },
  };
}

function responseOf({ status = 200, body = null }: HttpAnswer): HttpResponse {
  return {
    ok: status >= 200 && status < 300,
    status,
    json: () => Promise.resolve(structuredClone(body)),
    text: () => Promise.resolve(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}
