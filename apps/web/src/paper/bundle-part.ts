import type { BundleState, SettlementDetail } from '#wire';
import { element } from '../dom/element.js';
import { factList } from '../dom/facts.js';
import { readJson } from '../session/api.js';
import { dayOf, ownLanguage, timeOf } from '../text/format-paper.js';
import { say } from '../text/words.js';
import type { Desk } from './view.js';

/** How often is asked for a bundle that is being written, and for one that something keeps from it. */
const ASK_MS = { writing: 2_000, kept: 30_000 } as const;

const MEANING = [
  'この精算を、測位から計算し直して確かめるための一式です（npm run verify）。',
  'Everything to make this settlement again from the fixes and check it (npm run verify).',
] as const;
const WRITING = ['作成しています。', 'It is being written.'] as const;

/** 検証用一式 of a released settlement: its root hash and the file, or how far it is. */
export class BundlePart {
  readonly root = element('section', {
    class: 'sheet-part audits bundle',
    'aria-live': 'polite',
    'data-testid': 'bundle',
    hidden: true,
  });
  private asking: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly desk: Desk,
    /** Address of the settlement. */
    private readonly path: string,
  ) {}

  show(bundle: BundleState | null): void {
    this.close();
    this.root.hidden = bundle === null;
    if (bundle === null) return;
    this.root.replaceChildren(
      element('h2', {}, say(['検証用一式', 'Bundle'])),
      element('p', { class: 'quiet' }, say(MEANING)),
      ...(bundle.kept === null ? this.waiting(bundle) : this.kept(bundle.kept)),
    );
  }

  close(): void {
    clearTimeout(this.asking);
  }

  private kept({ rootHash, bytes, writtenAt }: NonNullable<BundleState['kept']>): HTMLElement[] {
    const href = `${this.path.replace('/api/', '/api/exports/')}/bundle`;
    return [
      factList(
        [say(['ルートハッシュ', 'Root hash']), rootHash],
        [say(['作成', 'Written']), `${dayOf(writtenAt.slice(0, 10))} ${timeOf(writtenAt)}`],
        [say(['大きさ', 'Size']), `${Math.ceil(bytes / 1000).toLocaleString('ja-JP')} kB`],
      ),
      element(
        'a',
        { class: 'button button-quiet link', href, download: true },
        say(['検証用一式（zip）', 'Bundle (zip)']),
      ),
    ];
  }

  private waiting({ trouble }: BundleState): HTMLElement[] {
    this.asking = setTimeout(() => void this.ask(), trouble === null ? ASK_MS.writing : ASK_MS.kept);
    return [
      trouble === null
        ? element('p', {}, say(WRITING))
        : element('p', { class: 'notice alarm' }, ownLanguage(trouble)),
    ];
  }

  private async ask(): Promise<void> {
    await this.desk.run(async () => this.show((await readJson<SettlementDetail>(this.path)).bundle));
  }
}
