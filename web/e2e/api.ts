import type { Server } from './server';

/** Someone else at work at the same time: calls the server as the app does, outside of the browser. */
export class Colleague {
  private constructor(
    private readonly server: Server,
    private readonly headers: Record<string, string>,
  ) {}

  static async signIn(server: Server, name: string): Promise<Colleague> {
    const { anonKey } = (await (await fetch(`${server.url}/config.json`)).json()) as { anonKey: string };
    const headers = { apikey: anonKey, 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ email: `${name}@northlight.test`, password: 'atrium-demo' }),
    });
    const { access_token } = (await answer.json()) as { access_token: string };
    return new Colleague(server, { ...headers, authorization: `Bearer ${access_token}` });
  }

  /** The operator, on the server's own machine. */
  static operator(server: Server): Colleague {
    const key = server.serviceKey;
    return new Colleague(server, { apikey: key, authorization: `Bearer ${key}`, 'content-type': 'application/json' });
  }

  async call<T>(name: string, args: object): Promise<T> {
    return this.send<T>('POST', `rpc/${name}`, args);
  }

  /** The sign-in surface. */
  async auth<T>(path: string, body: object): Promise<T> {
    return this.fetch<T>('POST', `auth/v1/${path}`, body);
  }

  async send<T>(method: string, path: string, body?: object): Promise<T> {
    return this.fetch<T>(method, `rest/v1/${path}`, body);
  }

  private async fetch<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.server.url}/${path}`, {
      method,
      headers: { ...this.headers, prefer: 'return=representation' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}
