import type { ReportDetail, Session } from '#wire';
import { byId, element } from '../dom/element.js';
import { STATE_WORDS } from '../text/paper-words.js';
import { say } from '../text/words.js';
import type { Waiting } from './kept.js';
import { isOpen } from './reports.js';

/** Who is here, and whether what he says arrives. */
export const renderBar = (session: Session, isOnline: boolean, waiting: readonly Waiting[]): void => {
  byId('who').textContent = `${session.name} ${session.machines.join('・')}`;
  const net = byId('net');
  const count = waiting.filter(({ refused }) => refused === undefined).length;
  net.dataset.state = count > 0 ? 'waiting' : isOnline ? 'online' : 'offline';
  if (count > 0) net.textContent = say([`送信待ち ${count} 件`, `${count} to send`]);
  else net.textContent = say(isOnline ? ['接続中', 'Online'] : ['圏外', 'Offline']);
};

export interface Actions {
  readonly onConfirm: () => void;
  readonly onCorrect: () => void;
  readonly onPhoto: () => void;
}

const button = (words: readonly [string, string], kind: string, onClick: () => void): HTMLElement => {
  const made = element('button', { type: 'button', class: `driver-button ${kind}` }, say(words));
  made.addEventListener('click', onClick, { once: kind === 'confirm' });
  return made;
};

/** The buttons of a report that can still be confirmed; else how it stands. */
export const renderActions = (
  report: ReportDetail | null,
  waiting: readonly Waiting[],
  { onConfirm, onCorrect, onPhoto }: Actions,
): void => {
  const footer = byId('actions');
  footer.hidden = report === null;
  if (report === null) return;
  const isSubmitted = waiting.some(({ kind }) => kind === 'submit');
  if (isOpen(report) && !isSubmitted) {
    footer.replaceChildren(
      button(['このまま確定', 'Confirm as it is'], 'confirm', onConfirm),
      button(['直す', 'Correct'], 'quiet', onCorrect),
      button(['写真', 'Photo'], 'quiet', onPhoto),
    );
    return;
  }
  const words: readonly [string, string] = isSubmitted
    ? ['確定しました（送信待ち）', 'Confirmed (waiting to be sent)']
    : [`確定しました（${STATE_WORDS[report.state][0]}）`, `Confirmed (${STATE_WORDS[report.state][1]})`];
  footer.replaceChildren(
    element('p', { class: 'done', role: 'status', 'data-testid': 'done' }, `✓ ${say(words)}`),
  );
};
