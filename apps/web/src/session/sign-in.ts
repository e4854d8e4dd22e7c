import type { Session } from '#wire';
import { byId } from '../dom/element.js';
import { say } from '../text/words.js';

/** A service that does not answer is asked again after this time. */
const RETRY_MS = 5_000;

/** The session that the service gives (2xx), null where it refuses (401). @throws when it does not answer or has a fault of its own. */
async function sessionIn(request: Promise<Response>): Promise<Session | null> {
  const response = await request;
  if (response.ok) return (await response.json()) as Session;
  if (response.status === 401) return null;
  throw new Error(`The service answered ${response.status}.`);
}

/** Exchanges a token for the staff cookie; null when the service refuses it. */
const exchange = (token: string): Promise<Session | null> =>
  sessionIn(
    fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    }),
  );

/** Who is signed in by an earlier cookie; null for nobody. */
export const readSession = (): Promise<Session | null> => sessionIn(fetch('/api/session'));

/** Takes the token out of the address, so that it stays in no history and no screenshot. */
function takeTokenFromAddress(): string | null {
  const address = new URL(location.href);
  const token = address.searchParams.get('token');
  if (token === null) return null;
  address.searchParams.delete('token');
  history.replaceState(null, '', address);
  return token;
}

/** What a page shows while the service does not answer; a session that it kept lets the reader go on without. */
export interface SignInOptions {
  readonly onWait: () => void;
  readonly kept?: () => Promise<Session | null>;
}

/** Resolves once the reader is signed in: by the address's token, by an earlier cookie, or by the form. */
export async function signIn({ onWait, kept = async () => null }: SignInOptions): Promise<Session> {
  const token = takeTokenFromAddress();
  for (;;) {
    try {
      const session = await (token === null ? readSession() : exchange(token));
      return session ?? (await askForToken(token === null ? null : REFUSED));
    } catch (error) {
      console.warn('The service does not answer yet.', error);
      const session = await kept();
      if (session !== null) return session;
      onWait();
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

const PAGE_OF: Readonly<Record<Session['role'], string>> = {
  driver: '/driver',
  contractor: '/paper',
  client: '/staff',
  auditor: '/paper',
};

/** Sends whoever has no business on this page to his own; false where he may stay. */
export function leaveFor({ role }: Session, allowed: readonly Session['role'][]): boolean {
  if (allowed.includes(role)) return false;
  location.replace(PAGE_OF[role]);
  return true;
}

/** Asks for a token until the service takes one. */
export function askForToken(fault: Fault | null): Promise<Session> {
  const form = byId<HTMLFormElement>('login');
  form.hidden = false;
  showError(fault);
  byId('token').focus();
  return new Promise((resolve) => {
    const submit = async (event: Event): Promise<void> => {
      event.preventDefault();
      const token = byId<HTMLInputElement>('token').value.trim();
      const answer = await exchange(token).then(
        (session) => session ?? REFUSED,
        () => UNREACHABLE,
      );
      showError('role' in answer ? null : answer);
      if (!('role' in answer)) return;
      form.hidden = true;
      form.removeEventListener('submit', submit);
      resolve(answer);
    };
    form.addEventListener('submit', submit);
  });
}

type Fault = readonly [ja: string, en: string];

const REFUSED: Fault = [
  'このトークンでは入れません。渡されたものを確かめてください。',
  'This token is not accepted. Compare it with the one you were given.',
];
const UNREACHABLE: Fault = [
  'サービスが応答しません。しばらくしてからもう一度お試しください。',
  'The service does not answer: try again in a moment.',
];
/** What the form says when a session ended in the middle of something. */
export const SESSION_ENDED: Fault = [
  'サインインの期限が切れました。入り直すと、書きかけの内容から続けられます。',
  'Your session has ended. Sign in again to go on with what you were writing.',
];

function showError(fault: Fault | null): void {
  const error = byId('login-error');
  error.hidden = fault === null;
  error.textContent = fault === null ? '' : say(fault);
}
