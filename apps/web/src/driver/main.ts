import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/staff.css';
import '../styles/facts.css';
import '../styles/report.css';
import '../styles/driver.css';
import '../styles/driver-sheet.css';
import { byId } from '../dom/element.js';
import { leaveFor, signIn } from '../session/sign-in.js';
import { bindLanguage } from '../text/bind-language.js';
import { DriverPage } from './driver-page.js';
import { keepSession, keptSession } from './reports.js';

async function main(): Promise<void> {
  bindLanguage({ language: 'EN' });
  const onWait = (): void => {
    byId('waiting').hidden = false;
  };
  const session = await signIn({ onWait, kept: keptSession });
  byId('waiting').hidden = true;
  if (leaveFor(session, ['driver'])) return;
  await keepSession(session);
  // Without it (plain http from another machine) the page works, but does not open without a connection.
  await navigator.serviceWorker?.register('/driver-worker.js', { scope: '/driver' }).catch(console.warn);
  await new DriverPage(session).open();
}

void main();
