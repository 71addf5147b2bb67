/** An agency's report as a Word document: the whole of it, and the way back to exactly this version. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hono } from 'hono';
import { createDownloads } from '../../web/downloads/app.ts';
import { drawQrPng } from '../../web/downloads/qr-png.ts';
import { aBalancedReport } from '../support/a-balanced-report.ts';
import { partsOf, readDocx } from '../support/read-files.ts';
import { readQrPng } from '../support/read-qr.ts';
import { DISTRICT, HOSTILE_TEXT, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
let downloads: Hono;
const BELL = String.fromCharCode(7);
beforeAll(async () => {
  scene = await startWebScene();
  downloads = createDownloads(scene.deps);
  await scene.file({
    id: 'late-ju',
    year: 2024,
    received: 50,
    at: '2025-03-02T00:00:00Z',
    change: (document) => {
      Object.assign(document, {
        preamble: '根据《条例》编制本报告。\n统计期限为2024年1月1日至12月31日。',
        narrative: { overview: `第一段。\n第二段。${BELL}`, problems: '存在不足。', other: '' },
        signature: { name: '柳北区教育局', date: '2025-01-20' },
        processingFee: { notices: 1, collectedCny: 40.5 },
        notes: [{ path: '/applications/received/total', text: '含上年度转来的2件' }],
      });
    },
  });
});
afterAll(() => scene.stop());

async function take(path: string): Promise<Uint8Array> {
  const response = await downloads.request(path);
  expect(response.status, path).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}
const imagesIn = (docx: Uint8Array): Uint8Array[] =>
  Object.entries(unzipSync(docx))
    .filter(([name]) => name.startsWith('word/media/'))
    .map(([, content]) => content);

describe('an agency’s report in Word', () => {
  it('is whole, in the order of the form', async () => {
    const docx = await take('/agencies/late-ju/years/2024/form.docx');
    const { paragraphs, tables } = await readDocx(docx);
    expect(tables).toHaveLength(3);
    const version = `http://localhost/agencies/late-ju/years/2024/submissions/`;
    expect(paragraphs.filter((text) => text !== '')).toEqual([
      '柳北区教育局2024年政府信息公开工作年度报告',
      '根据《条例》编制本报告。',
      '统计期限为2024年1月1日至12月31日。',
      '一、总体情况',
      '第一段。',
      String.raw`第二段。\u0007`,
      '二、主动公开政府信息情况',
      '三、收到和处理政府信息公开申请情况',
      '表内附注：一、本年新收政府信息公开申请数量·总计：含上年度转来的2件',
      '四、政府信息公开行政复议、行政诉讼情况',
      '五、存在的主要问题及改进情况',
      '存在不足。',
      '六、其他需要报告的事项',
      '（未填写）',
      '信息处理费：收费通知件数 1，信息处理费实收金额（元） 40.5',
      '柳北区教育局',
      '2025年1月20日',
      expect.stringContaining(`本版本的网址：${version}`),
    ]);
    expect(partsOf(docx)).toContain('PAGE');
  });

  it('leads to exactly this version, by letters and by a QR code', async () => {
    const docx = await take('/agencies/late-ju/years/2024/form.docx');
    const [image, ...more] = imagesIn(docx);
    expect(more).toEqual([]);
    const url = new URL(readQrPng(image!));
    expect((await readDocx(docx)).paragraphs.some((text) => text.endsWith(url.href))).toBe(true);
    const item = (
      await scene.store.table.agencyYears({ district: DISTRICT, agencyId: 'late-ju' }, [2024])
    ).get(2024);
    expect(url.pathname).toContain(encodeURIComponent(item!.inForce!.submissionId));
    const page = await scene.app.request(`${url.pathname}${url.search}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('第二段。');
  });

  it('is that of an instant, and says where nothing is in force', async () => {
    const before = await readDocx(await take('/agencies/late-ju/years/2024/form.docx?asOf=2025-02-20'));
    expect(before.paragraphs.some((text) => text.startsWith('2024年主动公开'))).toBe(true);
    expect(before.paragraphs).not.toContain('第一段。');
    const missing = await take('/agencies/missing-ju/years/2024/form.docx');
    expect((await readDocx(missing)).paragraphs.filter((text) => text === '〔没有现行版本〕')).toHaveLength(
      3,
    );
    expect(readQrPng(imagesIn(missing)[0]!)).toBe(
      'http://localhost/agencies/missing-ju/years/2024?asOf=2026-06-01T04:30Z',
    );
  });

  it('withholds a text that bears private data of a person, as the page does', async () => {
    const withPerson = {
      ...aBalancedReport({ agencyId: 'late-ju', district: DISTRICT, year: 2024, received: 50 }),
    };
    withPerson['narrative'] = {
      overview: '申请人张三，身份证号11010519491231002X。',
      problems: '存在不足。',
      other: '',
    };
    const bytes = new TextEncoder().encode(JSON.stringify(withPerson));
    const app = createDownloads({ ...scene.deps, bucket: { archived: () => Promise.resolve(bytes) } });
    const response = await app.request('/agencies/late-ju/years/2024/form.docx');
    const { paragraphs } = await readDocx(new Uint8Array(await response.arrayBuffer()));
    expect(paragraphs.filter((text) => text.startsWith('已遮蔽'))).toHaveLength(3);
    expect(paragraphs.join('')).not.toMatch(/张三|11010519|存在不足/);
  });

  it('takes texts as letters', async () => {
    const { paragraphs } = await readDocx(await take('/agencies/hostile-ju/years/2024/form.docx'));
    expect(paragraphs.filter((text) => text === HOSTILE_TEXT)).toHaveLength(2);
  });

  it.each(['/agencies/late-ju/years/2024/form.docx', `/regions/${DISTRICT}/years/2024/consolidated.docx`])(
    '%s is a package without loose ends',
    async (path) => {
      const parts = unzipSync(await take(path));
      const text = (name: string): string => new TextDecoder().decode(parts[name]);
      const types = text('[Content_Types].xml');
      for (const name of Object.keys(parts).filter(
        (one) => !one.endsWith('/') && one !== '[Content_Types].xml',
      ))
        expect(
          types.includes(`PartName="/${name}"`) || types.includes(`Extension="${name.split('.').at(-1)!}"`),
          name,
        ).toBe(true);
      const rels = text('word/_rels/document.xml.rels');
      const targets = new Map(
        [...rels.matchAll(/<Relationship [^>]*>/g)].map(([tag]) => [
          /Id="([^"]+)"/.exec(tag)![1]!,
          /Target="([^"]+)"/.exec(tag)![1]!,
        ]),
      );
      for (const target of targets.values()) expect(Object.keys(parts)).toContain(`word/${target}`);
      const used = [...text('word/document.xml').matchAll(/r:(?:embed|id)="([^"]+)"/g)].map(([, id]) => id!);
      expect(used.length).toBeGreaterThan(1);
      for (const id of used) expect([...targets.keys()]).toContain(id);
    },
  );
});

it.each([
  'https://gouji.example/',
  `https://gouji.example/${'a'.repeat(300)}`,
  'https://例子.example/柳北区',
])('a QR code says %s', (url) => {
  expect(readQrPng(drawQrPng(url))).toBe(url);
});
