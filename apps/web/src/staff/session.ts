import { byId } from '../dom/element.js';
import { say } from '../text/words.js';

/** Exchanges a token for the staff cookie; false when the service refuses it. */
async function exchange(token: string): Promise<boolean> {
  const response = await fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  return response.ok;
}

const isSignedIn = async (): Promise<boolean> => (await fetch('/api/vehicles')).ok;

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
export async function signIn(): Promise<void> {
  const token = takeTokenFromAddress();
  if (token !== null && (await exchange(token))) return;
  if (token === null && (await isSignedIn())) return;
  await askForToken(token !== null);
}

function askForToken(refused: boolean): Promise<void> {
  const form = byId<HTMLFormElement>('login');
  form.hidden = false;
  showError(refused);
  byId('token').focus();
  return new Promise((resolve) => {
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const accepted = await exchange(byId<HTMLInputElement>('token').value.trim()).catch(() => false);
      showError(!accepted);
      if (!accepted) return;
      form.hidden = true;
      resolve();
    });
  });
}

function showError(refused: boolean): void {
  const error = byId('login-error');
  error.hidden = !refused;
  error.textContent = say([
    'このトークンでは入れません。端末に表示されたものを確かめてください。',
    'This token is not accepted. Compare it with the one printed in the terminal.',
  ]);
}
