import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/map.css';
import '../styles/residents.css';
import '../styles/sheet.css';
import '../styles/facts.css';
import '../styles/list.css';
import '../styles/no-map.css';
import { byId } from '../dom/element.js';
import { Published } from '../state/published.js';
import { bindLanguage } from '../text/bind-language.js';
import { onLanguage } from '../text/language.js';
import { say } from '../text/words.js';
import { showEmptyPage } from './empty-page.js';
import { residentsMap } from './residents-map.js';
import { ResidentsPage } from './residents-page.js';

const sayWaiting = (): void => {
  byId('as-of').textContent = say(['サービスの応答を待っています…', 'Waiting for the service…']);
};

async function main(): Promise<void> {
  bindLanguage({ language: 'English', 'language-short': 'EN' });
  const published = await Published.open(sayWaiting);
  if (published.current.empty) {
    showEmptyPage();
    onLanguage(showEmptyPage);
    document.documentElement.dataset.ready = 'true';
  } else {
    new ResidentsPage(published, residentsMap(published.current.bounds));
  }
  published.follow();
}

void main();
