import { byId } from '../dom/element.js';
import { firstSteps } from '../text/first-steps.js';

/** The first page of a service without roads. */
export function showEmptyPage(): void {
  document.body.classList.add('empty');
  byId('sheet').replaceChildren(firstSteps());
}
