import { byId } from '../dom/element.js';
import { language, onLanguage, restoreLanguage, setLanguage } from './language.js';
import { sayPage } from './words.js';

/** Says the page in the reader's language and lets these buttons switch it: id of a button → what it says for English. */
export function bindLanguage(buttons: Readonly<Record<string, string>>): void {
  restoreLanguage();
  for (const id of Object.keys(buttons)) {
    byId(id).addEventListener('click', () => setLanguage(language() === 'ja' ? 'en' : 'ja'));
  }
  const show = (): void => {
    const isJapanese = language() === 'ja';
    for (const [id, english] of Object.entries(buttons)) {
      byId(id).textContent = isJapanese ? english : '日本語';
      byId(id).lang = isJapanese ? 'en' : 'ja';
    }
    sayPage();
  };
  onLanguage(show);
  show();
}
