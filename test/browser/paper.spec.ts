import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { advanceReport } from '#domain';
import { findReport, insertReportSteps } from '#store';
import { describeBrowser, launchBrowser } from '../support/browser.js';
import { openPage } from '../support/pages.js';
import { type PaperTown, startPaperTown } from '../support/paper-town.js';
import { waitUntil } from '../support/wait-until.js';

jest.setTimeout(180_000);

describeBrowser('the paperwork', () => {
  let town: PaperTown;
  let browser: Browser;
  const numberOf = (vehicle: string): string => `N20260124-${vehicle}-K-${vehicle < 'T-4' ? 'C1' : 'C2'}`;

  beforeAll(async () => {
    town = await startPaperTown({ nowAt: Date.parse('2026-02-01T06:00:00+09:00') });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await town?.dispose();
  });

  const open = (account: string) => openPage(browser, town.addressOf('paper', account));
  const rowsOf = (page: Page): Promise<string[]> => page.locator('tbody tr').allTextContents();
  /** The key of the row that has the focus. */
  const focusedRow = (page: Page): Promise<string | null> =>
    page.locator('tbody tr:focus').getAttribute('data-key');
  const stateOf = async (vehicle: string): Promise<string> =>
    (await findReport(town.database, numberOf(vehicle)))!.state;

  it("gives a contractor his own machines' reports only, to correct and hand in", async () => {
    const { page, faults, close } = await open('office');
    expect((await rowsOf(page)).length).toBe(2);
    await page.getByRole('link', { name: /すべて/ }).click();
    expect((await rowsOf(page)).join()).not.toContain('中央4号');
    await page
      .getByRole('row', { name: /中央3号/ })
      .getByRole('link')
      .click();
    await page.getByTestId('sheet').waitFor();
    await page.locator('.report-map[data-drawn="true"]').waitFor();
    await page.getByRole('button', { name: '確定して提出' }).click();
    await waitUntil(async () => (await stateOf('T-3')) === 'submitted', {
      what: 'the report to be handed in',
    });
    await page.getByText('提出済').waitFor();
    expect(faults).toEqual([]);
    await page.goto(`${town.url}/paper#/reports/${numberOf('T-4')}`);
    await page.getByText('ありません。一覧から選び直してください').waitFor();
    await close();
  });

  it('keeps a correction that a session’s end interrupts', async () => {
    const { page, close } = await open('office');
    await page
      .getByRole('row', { name: /中央2号/ })
      .getByRole('link')
      .click();
    await page.getByRole('button', { name: '直す' }).click();
    await page.getByRole('button', { name: '記入事項' }).click();
    await page.getByLabel('特記事項').fill('視界不良');
    await page.getByLabel('理由（必須）').fill('記入漏れ');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'この内容で直す' }).click();
    await page.getByLabel('トークン').fill('token-of-office');
    await page.getByRole('button', { name: '入る' }).click();
    await waitUntil(
      async () => (await findReport(town.database, numberOf('T-2')))!.entries.remarks === '視界不良',
      {
        what: 'the correction to be taken',
      },
    );
    await page.getByRole('button', { name: '確定して提出' }).click();
    await waitUntil(async () => (await stateOf('T-2')) === 'submitted', {
      what: 'the report to be handed in',
    });
    await close();
  });

  it('lets the city check, worst first, and approve the clean ones at once', async () => {
    for (const vehicle of ['T-4', 'T-5']) {
      const report = (await findReport(town.database, numberOf(vehicle)))!;
      const actor = { by: 'other', role: 'contractor' as const, at: Date.now(), seenSteps: 0 };
      const { report: next } = advanceReport(report, { action: 'submit' }, actor);
      await town.database.transaction((tx) => insertReportSteps(tx, [next!], actor.at));
    }
    const { page, faults, close } = await open('city');
    const rows = await rowsOf(page);
    expect(rows.length).toBe(4);
    expect(rows[0]).toContain('中央4号');
    expect(rows[0]).toContain('長い停車');
    expect(
      await page
        .getByRole('row', { name: /中央4号/ })
        .getByRole('checkbox')
        .count(),
    ).toBe(0);
    await page.getByRole('checkbox', { name: 'すべて選ぶ' }).check();
    await page.getByTestId('bulk-approve').click();
    await page.getByText('3 件を承認しました').waitFor();
    expect([await stateOf('T-2'), await stateOf('T-3'), await stateOf('T-5')]).toEqual([
      'approved',
      'approved',
      'approved',
    ]);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '問題なしと判断' }).first().click();
    await page.getByRole('textbox', { name: '理由' }).fill('踏切で待った');
    await page.getByRole('button', { name: '決める' }).click();
    await page.getByText('判断：踏切で待った').waitFor();
    await page.getByRole('button', { name: '差戻す' }).click();
    await page.getByRole('textbox', { name: '理由' }).fill('待機に直してください');
    await page.getByRole('button', { name: '決める' }).click();
    await waitUntil(async () => (await stateOf('T-4')) === 'returned', { what: 'the report to go back' });
    expect(faults).toEqual([]);
    await close();
  });

  it('settles a month with its progress, releases it, and finds the invoice', async () => {
    const { page, faults, close } = await open('city');
    await page.getByRole('link', { name: '精算', exact: true }).click();
    await page.getByLabel('精算する月').fill('2026-01');
    await page.getByLabel('未承認の日報を除く').check();
    await page.getByRole('button', { name: '精算を実行' }).click();
    await page.getByTestId('run').getByText('2 / 2 契約').waitFor();
    await page.getByRole('row', { name: /K-C1/ }).getByRole('link').click();
    await page.getByTestId('money').getByText('未発行').waitFor();
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(1);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    expect(await focusedRow(page)).toBe('2');
    await page.keyboard.press('Enter');
    await page.getByTestId('sheet').waitFor();
    await page.goBack();
    await page.getByTestId('money').getByText('未発行').waitFor();
    await page.getByRole('button', { name: '支払へ回し、請求書を発行' }).click();
    await page.getByText(/請求書 .* を発行しました/).waitFor();
    await page
      .getByTestId('bundle')
      .getByRole('link', { name: /検証用一式/ })
      .waitFor();
    await page.getByRole('link', { name: '請求書', exact: true }).click();
    await page.getByLabel('取引先').fill('六花');
    await page.getByRole('button', { name: '検索' }).click();
    await page.getByRole('row', { name: /架空市長/ }).waitFor();
    await page.getByRole('link', { name: '期限' }).click();
    const record = page.getByRole('row', { name: /K-C1/ }).getByRole('button', { name: '記録する' });
    await record.click();
    await page.getByLabel('日付').fill('2026-01-24');
    expect(await page.getByText('故意または重大な過失').isVisible()).toBe(false);
    await page.getByRole('dialog').getByRole('button', { name: '記録する' }).click();
    await page.getByRole('row', { name: /K-C1.*完了通知 1月24日/ }).waitFor();
    await record.click();
    await page.getByRole('button', { name: '取り消す' }).click();
    await page.getByRole('textbox', { name: '理由' }).fill('日付の誤り');
    await page.getByRole('button', { name: '決める' }).click();
    await page.getByRole('row', { name: /完了通知 1月24日.*取消：日付の誤り/ }).waitFor();
    expect(faults).toEqual([]);
    await close();
  });

  it('gives a contractor his machines, his invoices by keyboard, and an archive of what he searched', async () => {
    const { page, faults, close } = await open('office');
    await page.getByRole('link', { name: '機械', exact: true }).click();
    await page.getByRole('row', { name: /中央2号.*11t級/ }).waitFor();
    // T-1 to T-3; the other contractor's are T-4 and T-5.
    expect((await rowsOf(page)).length).toBe(3);
    await page.getByRole('link', { name: '請求書', exact: true }).click();
    await page.getByRole('button', { name: '再発行' }).click();
    await page.getByRole('textbox', { name: '理由' }).fill('口座番号の誤り');
    await page.getByRole('button', { name: '決める' }).click();
    await page.getByRole('row', { name: /取消/ }).waitFor();
    const keys = await page.locator('tbody tr').evaluateAll((rows) => rows.map((row) => row.dataset.key));
    expect(keys).toHaveLength(2);
    for (const key of keys) {
      await page.keyboard.press('j');
      expect(await focusedRow(page)).toBe(key);
    }
    await page.getByLabel('取引先').fill('架空市');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: /一括出力/ }).click(),
    ]);
    expect([file.suggestedFilename(), new URL(file.url()).searchParams.get('party')]).toEqual([
      '請求書.zip',
      '架空市',
    ]);
    expect(faults).toEqual([]);
    await close();
  });

  it('sorts by a heading and filters by words', async () => {
    const { page, close } = await open('auditor');
    await page.getByRole('button', { name: /機械/ }).click();
    expect((await rowsOf(page)).map((row) => /中央\d号/.exec(row)![0])).toEqual([
      '中央2号',
      '中央3号',
      '中央4号',
      '中央5号',
    ]);
    await page.keyboard.press('/');
    await page.keyboard.type('𠮷髙');
    expect((await rowsOf(page)).length).toBe(2);
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByTestId('sheet').waitFor();
    expect(await page.getByRole('button', { name: /差戻す|確認した|直す/ }).count()).toBe(0);
    await page.goBack();
    const filter = page.getByRole('searchbox', { name: 'しぼり込む' });
    const looked = async (): Promise<[string, string[]]> => {
      await page.locator('tbody tr[data-key]').first().waitFor();
      return [await filter.inputValue(), (await rowsOf(page)).map((row) => /中央\d号/.exec(row)![0])];
    };
    await page.getByRole('button', { name: /機械/ }).click();
    const kept = ['𠮷髙', ['中央5号', '中央4号']];
    expect(await looked()).toEqual(kept);
    await page.reload();
    expect(await looked()).toEqual(kept);
    const sent = page.url();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: '← 日報' }).click();
    expect(await looked()).toEqual(kept);
    await page.goto('about:blank');
    await page.goto(sent);
    expect(await looked()).toEqual(kept);
    await filter.fill('');
    await page.getByLabel('機械番号').fill('T-3');
    await page.getByRole('button', { name: '表示する' }).click();
    await page.getByText('1 件', { exact: true }).waitFor();
    expect(await rowsOf(page)).toEqual([expect.stringContaining('中央3号')]);
    await close();
  });
});
