/** What a request was refused with, in words for the person who asked. */
export class Refusal extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly requestId: string | undefined;
  /** The refusal is one of rights: someone else could do it. */
  readonly ofRight: boolean;

  constructor(message: string, code: string, hint?: string, requestId?: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.hint = hint;
    this.requestId = requestId;
    this.ofRight = ['42501', 'ATNOM', 'ATRNK', 'ATIMM', 'PGRST116'].includes(code);
  }
}

type Raw = {
  message?: string;
  msg?: string;
  code?: string | number;
  error_code?: string;
  hint?: string | null;
  name?: string;
  request_id?: string;
};

const plain: Record<string, string> = {
  '42501': 'Your role does not allow this.',
  '23505': 'There is already one with this value.',
  '23503': 'This points at something that is not there any more.',
  '23514': 'One of the values is not allowed here.',
  '22P02': 'One of the values is not in the right form.',
  '57014': 'This took too long, so the server stopped it. Narrow it down and try again.',
  PGRST116: 'This is not there, or it is not yours to see or change.',
  PGRST301: 'Your session has ended. Sign in again.',
  invalid_credentials: 'E-mail or password is not right.',
  email_exists: 'There is already an account with this e-mail.',
  user_already_exists: 'There is already an account with this e-mail.',
  email_provider_disabled: 'This server sends no mail. Ask whoever runs it to help you.',
  over_email_send_rate_limit: 'Too many mails in a short time. Wait a little and try again.',
  same_password: 'This is your password already.',
  mfa_verification_failed: 'This code is not right, or was used already. Wait for the next one.',
  recovery_code_not_valid: 'This recovery code is not right, or was used already.',
  provider_email_needs_verification: 'You have not confirmed your e-mail address there yet. Do that, then come back.',
  identity_already_exists: 'This e-mail belongs to another account there. Sign in with your password.',
  bad_oauth_state: 'This took too long, or was begun in another window. Try again.',
  bad_oauth_callback: 'What came back can’t be used. Try again, or ask whoever runs this server.',
  insufficient_aal: 'Show your second factor first: sign out, and in again with a code.',
  reauthentication_needed: 'You signed in some time ago. Sign out and in again, then change it.',
  over_request_rate_limit: 'Too many attempts. Wait a little and try again.',
};

/** Turns whatever a client library or the browser threw into a refusal with plain words. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const raw = (error ?? {}) as Raw;
  const message = raw.message ?? raw.msg ?? '';
  if (isOffline(raw.name, message))
    return new Refusal('The server could not be reached.', 'offline', 'Check the connection.');
  const code = String(raw.error_code ?? raw.code ?? 'unknown');
  const words = plain[code] ?? (message.length > 0 ? spoken(message) : 'Something went wrong on the server.');
  return new Refusal(words, code, raw.hint ?? undefined, raw.request_id);
}

/** The database names a right by its key, as in `clients:move`; nobody else does. */
const spoken = (message: string): string => message.replace(/ allow [a-z_]+:[a-z_]+\b/, ' allow this');

function isOffline(name: string | undefined, message: string): boolean {
  return name === 'AuthRetryableFetchError' || /failed to fetch|networkerror|load failed|fetch failed/i.test(message);
}

type Answer = { data: unknown; error: object | null; count?: number | null };
type DataOf<A> = A extends { error: null; data: infer D } ? D : never;

/** Awaits a query of the client and returns its data, or throws the refusal. */
export async function dataOf<A extends Answer>(query: PromiseLike<A>): Promise<DataOf<A>> {
  const answer = await query;
  if (answer.error !== null) throw refusalOf(answer.error);
  return answer.data as DataOf<A>;
}

/** As `dataOf`, with the exact count of all rows that match. */
export async function pageOf<A extends Answer>(query: PromiseLike<A>): Promise<{ rows: DataOf<A>; count: number }> {
  const answer = await query;
  if (answer.error !== null) throw refusalOf(answer.error);
  return { rows: answer.data as DataOf<A>, count: answer.count ?? 0 };
}

const mostRows = 1000;

/** Everything, however much: the server answers with at most a thousand rows at a time. The query says its order. */
export async function everyRow<Row>(
  page: (from: number, to: number) => PromiseLike<{ data: Row[] | null; error: object | null }>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (;;) {
    const answer = await page(rows.length, rows.length + mostRows - 1);
    if (answer.error !== null) throw refusalOf(answer.error);
    rows.push(...(answer.data ?? []));
    if ((answer.data ?? []).length < mostRows) return rows;
  }
}
