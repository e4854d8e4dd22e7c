import { byId } from '../dom/element.js';
import { say } from '../text/words.js';

/** A service that does not answer is asked again after this time. */
const RETRY_MS = 5_000;

/** Did the service take (2xx) or refuse (401) the request? @throws when it does not answer or has a fault of its own. */
async function isAccepted(request: Promise<Response>): Promise<boolean> {
  const { ok, status } = await request;
  if (ok || status === 401) return ok;
  throw new Error(`The service answered ${status}.`);
}

/** Exchanges a token for the staff cookie; false when the service refuses it. */
const exchange = (token: string): Promise<boolean> =>
  isAccepted(
    fetch('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    }),
  );

const isSignedIn = (): Promise<boolean> => isAccepted(fetch('/api/vehicles'));

/** Takes the token out of the address, so that it stays in no history and no screenshot. */
function takeTokenFromAddress(): string | null {
  const address = new URL(location.href);
  const token = address.searchParams.get('token');
  if (token === null) return null;
  address.searchParams.delete('token');
  history.replaceState(null, '', address);
  return token;
}

/** Resolves once the reader is signed in: by the address's token, by an earlier cookie, or by the form. */
export async function signIn(onWait: () => void): Promise<void> {
  const token = takeTokenFromAddress();
  for (;;) {
    try {
      if (await (token === null ? isSignedIn() : exchange(token))) return;
      break;
    } catch (error) {
      console.warn('The service does not answer yet.', error);
      onWait();
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
  await askForToken(token !== null);
}

function askForToken(refused: boolean): Promise<void> {
  const form = byId<HTMLFormElement>('login');
  form.hidden = false;
  showError(refused ? REFUSED : null);
  byId('token').focus();
  return new Promise((resolve) => {
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const token = byId<HTMLInputElement>('token').value.trim();
      const fault = await exchange(token).then(
        (accepted) => (accepted ? null : REFUSED),
        () => UNREACHABLE,
      );
      showError(fault);
      if (fault !== null) return;
      form.hidden = true;
      resolve();
    });
  });
}

const REFUSED = [
  'このトークンでは入れません。端末に表示されたものを確かめてください。',
  'This token is not accepted. Compare it with the one printed in the terminal.',
] as const;
const UNREACHABLE = [
  'サービスが応答しません。しばらくしてからもう一度お試しください。',
  'The service does not answer: try again in a moment.',
] as const;

function showError(fault: readonly [string, string] | null): void {
  const error = byId('login-error');
  error.hidden = fault === null;
  error.textContent = fault === null ? '' : say(fault);
}
