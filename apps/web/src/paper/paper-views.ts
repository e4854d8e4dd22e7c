import { DeadlinesView } from './deadlines-view.js';
import { InvoicesView } from './invoices-view.js';
import { queryOf } from './list-address.js';
import { MachinesView } from './machines-view.js';
import { ReportView } from './report-view.js';
import { ReportsView } from './reports-view.js';
import { SettlementView } from './settlement-view.js';
import { SettlementsView } from './settlements-view.js';
import type { Desk, View } from './view.js';

type OpenView = View & { open(): Promise<void> };

/** The papers, in the order in which they come about, and the machines that they are about. */
export const TABS: readonly { readonly path: string; readonly words: readonly [string, string] }[] = [
  { path: 'reports', words: ['日報', 'Reports'] },
  { path: 'settlements', words: ['精算', 'Settlements'] },
  { path: 'invoices', words: ['請求書', 'Invoices'] },
  { path: 'deadlines', words: ['期限', 'Deadlines'] },
  { path: 'machines', words: ['機械', 'Machines'] },
];

const usualGroup = ({ session }: Desk): string => {
  if (session.role === 'client') return 'queue';
  return session.role === 'contractor' ? 'open' : 'all';
};

/** The view that a fragment such as `#/reports/N2026…` names; the reports where it names none. */
export const viewOf = (desk: Desk, hash: string): OpenView => {
  const [path] = hash.replace(/^#\/?/, '').split('?');
  const [kind, ...names] = path.split('/').map(decodeURIComponent);
  if (kind === 'reports' && names[0]) return new ReportView(desk, names[0]);
  if (kind === 'settlements' && names[1]) return new SettlementView(desk, names[0], names[1]);
  if (kind === 'settlements') return new SettlementsView(desk);
  if (kind === 'invoices') return new InvoicesView(desk, queryOf(hash));
  if (kind === 'machines') return new MachinesView(desk);
  if (kind === 'deadlines') return new DeadlinesView(desk);
  return new ReportsView(desk, queryOf(hash) || usualGroup(desk));
};
