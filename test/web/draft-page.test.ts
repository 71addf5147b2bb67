/** The drafted text of a region's report on its page and in Word: its numbers lead to their cells, and it stays a draft. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDownloads } from '../../web/downloads/app.ts';
import { readDocx } from '../support/read-files.ts';
import { DISTRICT, startWebScene, type WebScene } from '../support/web-scene.ts';

let scene: WebScene;
beforeAll(async () => {
  scene = await startWebScene();
  await scene.file({
    id: 'late-ju',
    year: 2024,
    received: 50,
    at: '2025-03-02T00:00:00Z',
    change: (document) => {
      document['processingFee'] = { notices: 2, collectedCny: 40.5 };
    },
  });
});
afterAll(() => scene.stop());

const page = async (path: string): Promise<string> => {
  const response = await scene.app.request(path);
  expect(response.status, path).toBe(200);
  return response.text();
};
/** The sections' paragraphs, with their links. */
const drafted = (html: string): string[] =>
  [...html.matchAll(/<p lang="zh-CN"[^>]*>(.*?)<\/p>/gs)].map(([, inside = '']) => inside);
const textOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
const linksIn = (html: string) =>
  [...html.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].map(([, address = '', text = '']) => ({
    address: address.replaceAll('&amp;', '&'),
    text,
  }));

const PATH = `/regions/${DISTRICT}/years/2024/draft`;

describe('the draft of a region’s report', () => {
  it('leads each number to its cell or its page', async () => {
    const html = await page(PATH);
    const links = drafted(html).flatMap(linksIn);
    expect(links.length).toBeGreaterThan(20);
    for (const { address, text } of links) {
      expect(text).toMatch(/^[\d.]+%?$/);
      if (address.startsWith('#')) {
        const cell = new RegExp(`id="${address.slice(1)}"[^>]*>([^<]*)<`).exec(html);
        expect(cell, address).not.toBeNull();
      } else await page(address.replace(/#.*/, ''));
    }
    const received = /id="cell-applications-received-total"[^>]*>([^<]*)</
      .exec(html)?.[1]
      ?.replaceAll(/\D/g, '');
    expect(textOf(drafted(html).join(''))).toContain(`已报送单位新收政府信息公开申请${received}件`);
    expect(links).toContainEqual({ address: '#cell-applications-received-total', text: received });
    expect(links).toContainEqual({ address: `/regions/${DISTRICT}/years/2024#chart-fees`, text: '40.5' });
  });

  it('is what the Word file says, marked as a draft in both', async () => {
    const html = await page(PATH);
    expect(html).toContain('草稿：由系统按汇总数字起草');
    const docx = await createDownloads(scene.deps).request(
      `/regions/${DISTRICT}/years/2024/consolidated.docx`,
    );
    const { paragraphs } = await readDocx(new Uint8Array(await docx.arrayBuffer()));
    for (const text of drafted(html)) expect(paragraphs).toContain(textOf(text));
    expect(paragraphs[1]).toMatch(/^草稿/);
  });

  it('is of the instant that is asked for, and of a year without reports', async () => {
    const then = textOf(drafted(await page(`${PATH}?asOf=2025-01-15`)).join(''));
    expect(then).toMatch(/应报送政府信息公开工作年度报告的单位10个，均尚未报送合格报告。/);
    const text = textOf(drafted(await page(PATH)).join(''));
    expect(text).toMatch(/截至2026年6月1日，尚有\d+个单位未报送/);
    // While some are missing, nothing is compared with the year before.
    expect(text).not.toMatch(/上年增|上年减|增加最多|全年/);
    expect(textOf(drafted(await page(`/regions/${DISTRICT}/years/2025/draft`)).join(''))).toMatch(
      /均尚未报送/,
    );
    expect((await scene.app.request('/regions/990101/years/2024/draft')).status).toBe(404);
  });

  it('stands under English headings on an English page, and is linked from the region’s', async () => {
    const html = await page(`${PATH}?lang=en`);
    const outside = textOf(
      html
        .replaceAll(/<p lang="zh-CN"[^>]*>.*?<\/p>/gs, '')
        .replaceAll(/[“"]?(柳北区|柳州市|广西壮族自治区)/g, ''),
    );
    expect(outside.replace('中文', '')).not.toMatch(/草稿|总体情况|汇总/);
    expect(html).toContain('Draft, put together from the computed figures');
    expect(await page(`/regions/${DISTRICT}/years/2024?lang=en`)).toContain(`${PATH}?lang=en`);
  });
});
