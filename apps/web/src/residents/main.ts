import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/map.css';
import '../styles/residents.css';
import '../styles/sheet.css';
import '../styles/list.css';
import { byId } from '../dom/element.js';
import { Published } from '../state/published.js';
import { language, onLanguage, restoreLanguage, setLanguage } from '../text/language.js';
import { say, sayPage } from '../text/words.js';
import { showEmptyPage } from './empty-page.js';
import { residentsMap } from './residents-map.js';
import { ResidentsPage } from './residents-page.js';

const RETRY_MS = 5_000;

function bindLanguage(): void {
  for (const id of ['language', 'language-short']) {
    byId(id).addEventListener('click', () => setLanguage(language() === 'ja' ? 'en' : 'ja'));
  }
  const show = (): void => {
    byId('language').textContent = language() === 'ja' ? 'English' : '日本語';
    byId('language-short').textContent = language() === 'ja' ? 'EN' : '日本';
  };
  onLanguage(show);
  show();
}

/** Opens the published state; a service that is still starting is asked again. */
async function open(): Promise<Published> {
  for (;;) {
    try {
      return await Published.open();
    } catch (error) {
      console.warn('The service does not answer yet.', error);
      byId('as-of').textContent = say(['サービスの応答を待っています…', 'Waiting for the service…']);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

async function main(): Promise<void> {
  restoreLanguage();
  bindLanguage();
  sayPage();
  const published = await open();
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
