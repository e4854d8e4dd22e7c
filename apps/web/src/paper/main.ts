import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/map.css';
import '../styles/facts.css';
import '../styles/staff.css';
import '../styles/report.css';
import '../styles/paper.css';
import '../styles/paper-report.css';
import '../styles/paper-table.css';
import '../styles/sheet-table.css';
import '../styles/paper-money.css';
import '../styles/paper-print.css';
import { byId } from '../dom/element.js';
import { leaveFor, signIn } from '../session/sign-in.js';
import { bindLanguage } from '../text/bind-language.js';
import { PaperPage } from './paper-page.js';

async function main(): Promise<void> {
  bindLanguage({ language: 'EN' });
  const onWait = (): void => {
    byId('waiting').hidden = false;
  };
  const session = await signIn({ onWait });
  byId('waiting').hidden = true;
  if (leaveFor(session, ['contractor', 'client', 'auditor'])) return;
  await new PaperPage(session).show();
}

void main();
