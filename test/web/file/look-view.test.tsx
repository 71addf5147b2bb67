import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../shared/domain/basics/calendar.ts';
import { CATALOGUES, EDITIONS, type Edition } from '../../../shared/domain/form/catalogue.ts';
import { decodeReport } from '../../../shared/domain/document/decode-report.ts';
import type { Report } from '../../../shared/domain/form/report.ts';
import { checkDraft } from '../../../web/file/draft-check.ts';
import { startDraft, startFromDocument } from '../../../web/file/draft-document.ts';
import type { FilingDraft } from '../../../web/file/filing-draft.ts';
import { LOOK_EN } from '../../../web/file/look/look-en.ts';
import { fieldId } from '../../../web/file/look/look-form.tsx';
import { LookView } from '../../../web/file/look/look-view.tsx';
import { LOOK_ZH_CN } from '../../../web/file/look/look-zh-cn.ts';
import { findRowHelp } from '../../../web/file/look/row-help.ts';
import { renderView } from '../../../web/client/render-view.ts';
import { TEXTS } from '../../../web/texts/texts.ts';
import { aReport } from '../../support/a-report.ts';
import { anAskedDraft, FILED } from '../../support/an-asked-draft.ts';
import { elementWithId, textOf } from '../../support/read-html.ts';
import { HOSTILE_TEXT } from '../../support/web-scene.ts';

const now = parseInstant('2026-12-15T08:00:00Z')!;
const zh = { lang: 'zh-CN', t: TEXTS['zh-CN'], langInAddress: false, ...LOOK_ZH_CN } as const;
const en = { lang: 'en', t: TEXTS.en, langInAddress: false, ...LOOK_EN } as const;

function reportOf(document: unknown): Report {
  const decoded = decodeReport(new TextEncoder().encode(JSON.stringify(document)));
  if (decoded.kind !== 'read' || !decoded.report) throw new Error('no report');
  return decoded.report;
}

interface Drawing {
  readonly page?: typeof zh | typeof en;
  readonly lastYear?: Report;
}
function draw(draft: FilingDraft, { page = zh, lastYear }: Drawing = {}): string {
  const check = checkDraft(draft, { now, lastYear });
  return renderView(<LookView page={page} draft={draft} check={check} lastYear={lastYear} />);
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
const inputs = (html: string): string[] => [...html.matchAll(/<input[^>]*>/g)].map(([tag]) => tag);

const yearOf: Readonly<Record<Edition, number>> = { '2019': 2020, '2021': 2024 };

/** As they are heard: each what its `aria-labelledby` names. */
const heardSuspects = (html: string): string[] =>
  [...html.matchAll(/<section class="suspect"[^>]* aria-labelledby="([^"]*)"/g)].map(([, ids = '']) =>
    ids
      .split(' ')
      .map((id) => textOf(elementWithId(html, id)))
      .join(' '),
  );

describe('what most likely went wrong', () => {
  it('is heard apart where several figures did', () => {
    const draft = startFromDocument(
      FILED,
      aReport({ set: { '/reconsideration/total': 90, '/litigation/direct/total': 91 } }),
    );
    const heard = heardSuspects(draw(draft));
    expect(heard.length).toBeGreaterThan(1);
    expect(new Set(heard).size).toBe(heard.length);
  });
});

describe('the form', () => {
  it('tells a year without parting its digits', () => {
    const draft = startFromDocument(
      FILED,
      aReport({ set: { '/narrative/overview': '2023年,工作平稳有序。' } }),
    );
    expect(textOf(draw(draft))).toMatch(/T1 · .*应为 2024/);
  });

  it.each(EDITIONS)('of edition %s has a field in every cell, named by row and column', (edition) => {
    for (const page of [zh, en]) {
      const html = draw(startDraft({ ...FILED, year: yearOf[edition] }), { page });
      const fields = inputs(html).filter((tag) => attribute(tag, 'data-kind') !== undefined);
      const paths = CATALOGUES[edition].cells.map(({ path }) => path);
      const named = new Map(fields.map((tag) => [attribute(tag, 'data-path'), attribute(tag, 'aria-label')]));
      expect(paths.filter((path) => !named.has(path))).toEqual([]);
      const names = paths.map((path) => named.get(path));
      expect(names).not.toContain(undefined);
      expect(new Set(names).size).toBe(paths.length);
    }
  });

  it('shows what stands there, last year’s figure in every cell that its form had, and no other', () => {
    const draft = startFromDocument(FILED, aReport());
    const html = draw(draft, { lastYear: reportOf(aReport({ year: 2023 })) });
    const received = inputs(html).find(
      (tag) => attribute(tag, 'data-path') === '/applications/received/total',
    );
    expect(attribute(received ?? '', 'value')).toBe('15');
    expect(html.match(/class="last-year"/g)).toHaveLength(CATALOGUES['2021'].cells.length);
    expect(html).toMatch(
      new RegExp(
        `id="${fieldId('/applications/received/total')}-last"><span class="unseen">上年 </span>15</span>`,
      ),
    );
    expect(draw(draft)).not.toContain('class="last-year"');
  });

  it('has each text in a field, and its rules beside it', () => {
    const html = draw(startFromDocument(FILED, aReport({ set: { '/narrative/problems': '略。' } })));
    const problems = fieldId('/narrative/problems');
    expect(elementWithId(html, problems)).toBe('\n略。');
    expect(textOf(elementWithId(html, `${problems}-said`))).toContain('警告');
  });

  it('marks a text that still is last year’s', () => {
    const draft = { ...startFromDocument(FILED, aReport()), lastTexts: {} };
    const text = draft.values['/narrative/overview'] ?? '';
    const html = draw({ ...draft, lastTexts: { '/narrative/overview': text } });
    const said = `${fieldId('/narrative/overview')}-said`;
    expect(textOf(elementWithId(html, said))).toContain('2023年的文字');
    expect(textOf(elementWithId(draw(draft), said))).not.toContain('2023年的文字');
  });
});

describe('candidates', () => {
  const row = '/proactive/normativeDocuments';
  const cells = ['made', 'repealed', 'inForce'].map((key) => `${row}/${key}`);
  const ask = (count: number) =>
    draw(
      anAskedDraft({
        asks: [
          {
            path: row,
            why: 'several-readings',
            text: '行政规范性文件693665',
            place: { line: 10, paragraph: 10 },
            cells,
            candidates: Array.from({ length: count }, (_, i) => [6, 9, i]),
          },
        ],
      }),
    );

  it('show the whole row, and are folded beyond six', () => {
    expect(ask(2).match(/data-candidate=/g)).toHaveLength(2);
    expect(textOf(ask(2))).toContain('本年废止件数 9');
    expect(ask(6)).not.toContain('<details class="more-candidates">');
    expect(ask(9).match(/data-candidate=/g)).toHaveLength(9);
    expect(textOf(ask(9).split('<details class="more-candidates">')[1] ?? '')).toMatch(/^另外 3 种拆法/);
  });

  it('lead to a field only where there is one', () => {
    const html = draw(
      anAskedDraft({
        asks: [
          { path: '/narrative/other', why: 'doubtful-source', text: '一句' },
          { path: '/edition', why: 'other-edition', text: '' },
        ],
      }),
    );
    expect(html.match(/data-ask-goto=/g)).toHaveLength(1);
    expect(html.match(/data-confirm/g)).toHaveLength(2);
  });

  it('stand beside the place in the source, said once', () => {
    expect(textOf(ask(2))).toContain('原文 · 第 10 行 行政规范性文件693665');
  });
});

describe('the order', () => {
  it('is: what is doubtful, what was found, the form', () => {
    const html = draw(anAskedDraft({ set: { '/applications/results/total/total': 61 } }));
    const order = ['id="ask-1"', 'id="suspect-1"', 'id="finding-1"', 'id="look-form-heading"'].map((mark) =>
      html.indexOf(mark),
    );
    expect(order.every((place) => place > 0)).toBe(true);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it('says what was read of a file, and nothing of what was not read', () => {
    expect(textOf(draw(anAskedDraft()))).toContain(
      '读出：2021 版的表，200 格中 197 格；「一、总体情况」「五、存在的主要问题及改进情况」「六、其他需要报告的事项」。',
    );
    expect(draw(startDraft(FILED))).not.toContain('look-read');
  });

  it('says in one sentence what is left', () => {
    expect(textOf(elementWithId(draw(anAskedDraft()), 'look-status'))).toBe('还有 3 处要看，3 格还没有填。');
    expect(textOf(elementWithId(draw(startDraft(FILED)), 'look-status'))).toBe(
      '200 格还没有填，「一、总体情况」「五、存在的主要问题及改进情况」还没有写。',
    );
    expect(textOf(elementWithId(draw(startFromDocument(FILED, aReport())), 'look-status'))).toBe(
      '每一格都填好了，没有发现错误。',
    );
  });
});

describe('words', () => {
  it('hold no programmer’s word, and no Chinese of ours in English', () => {
    const draft = anAskedDraft({ set: { '/applications/results/total/total': 61 } });
    const english = textOf(draw(draft, { page: en }).replace(/<(\w+)[^>]* lang="zh-CN"[\s\S]*?<\/\1>/g, ''));
    expect(english.match(/[\u4e00-\u9fff]+/g)).toBeNull();
    expect(textOf(draw(draft))).not.toMatch(/JSON|explanations|null|\/applications/);
  });

  it('of the document are text, whatever they say', () => {
    const html = draw(startFromDocument(FILED, aReport({ set: { '/narrative/other': HOSTILE_TEXT } })));
    expect(html).not.toContain(HOSTILE_TEXT);
    expect(html).not.toMatch(/<(script|img)\b/);
  });

  it.each(EDITIONS)(
    'help with every row of edition %s: what, article and example, in both languages',
    (edition) => {
      const { rows } = CATALOGUES[edition];
      for (const { helps } of [LOOK_ZH_CN, LOOK_EN]) {
        const found = rows.map(({ path }) => findRowHelp(helps, edition, path));
        expect(rows.filter((_, i) => !found[i]).map(({ path }) => path)).toEqual([]);
        for (const help of found)
          expect(Object.values(help ?? {}).every((text) => text.length > 3)).toBe(true);
        expect(new Set(found.map((help) => help?.what)).size).toBe(rows.length);
        // No row is helped that the form lacks.
        const known = new Set(EDITIONS.flatMap((each) => CATALOGUES[each].rows.map(({ path }) => path)));
        expect(
          [...Object.keys(helps.both), ...Object.keys(helps[edition])].filter((path) => !known.has(path)),
        ).toEqual([]);
      }
    },
  );
});
