import { element } from '../dom/element.js';
import { SILENT_WORDS, say, sayOther, WORK_KIND_WORDS } from '../text/words.js';
import { drawSymbol, VEHICLE_SYMBOLS } from './vehicle-symbols.js';

/** Draws every symbol of a vehicle with its words, the reader's language first. */
export function renderVehicleLegend(list: HTMLElement): void {
  list.replaceChildren(
    ...VEHICLE_SYMBOLS.map((symbol) => {
      const words = symbol === 'silent' ? SILENT_WORDS : WORK_KIND_WORDS[symbol];
      return element(
        'li',
        {},
        drawSymbol(symbol),
        element(
          'span',
          { class: 'legend-words' },
          element('span', {}, say(words)),
          element('small', {}, sayOther(words)),
        ),
      );
    }),
  );
}
