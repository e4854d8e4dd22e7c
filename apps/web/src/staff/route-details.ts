import type { RouteProgress } from '#wire';
import { element } from '../dom/element.js';
import { factList } from '../dom/facts.js';
import { clockTimeOnDay, kilometres } from '../text/format-time.js';
import { language } from '../text/language.js';
import { ORDER_KIND_WORDS, ROUTE_CLASS_WORDS, say } from '../text/words.js';
import { isLate } from './route-choice.js';

/** A route of the plan: whose it is, how far it is done, what is ordered. Its corridor is on the map. */
export function routeDetails(route: RouteProgress, nowAt: number): HTMLElement[] {
  const percent = Math.round(route.plowedShare * 100);
  const done = route.complete ? say(['完了', 'complete']) : '';
  return [
    element('h2', {}, route.name || route.code, element('small', {}, route.code)),
    element(
      'p',
      { class: 'route-progress' },
      element('meter', { min: 0, max: 100, value: percent, 'aria-label': say(['除雪の進み', 'progress']) }),
      element('strong', {}, `${percent}%`),
      done,
    ),
    factList(
      [say(['路線区分', 'Plan class']), say(ROUTE_CLASS_WORDS[route.routeClass] ?? ROUTE_CLASS_WORDS.none)],
      [say(['延長', 'Length']), `${kilometres(route.lengthKm)} km`],
      [say(['業者', 'Contractor']), route.contractor || '–'],
      route.workZone !== null && [say(['工区', 'Work zone']), route.workZone],
      ...orderFacts(route, nowAt),
    ),
  ];
}

function orderFacts(route: RouteProgress, nowAt: number): (readonly [string, string] | false)[] {
  const { order } = route;
  if (order === null) return [[say(['出動指示', 'Order']), say(['なし', 'none'])]];
  const at = (text: string): string => clockTimeOnDay(Date.parse(text), nowAt, language());
  const kind = say(ORDER_KIND_WORDS[order.kind] ?? [order.kind, order.kind]);
  const late = isLate(route, nowAt) ? say(['（遅れ）', ' (overdue)']) : '';
  return [
    [say(['出動指示', 'Order']), `${kind} ${at(order.orderedAt)}`],
    order.targetFinishAt !== null && [say(['期限', 'Until']), `${at(order.targetFinishAt)}${late}`],
  ];
}
