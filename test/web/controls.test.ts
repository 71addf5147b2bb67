import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unzipSync } from 'fflate';
import { writeComplianceHtml } from '../../shared/letters/compliance-html.ts';
import { writeMail } from '../../shared/letters/mail-document.ts';
import { summariseRegion } from '../../shared/pipeline/summarise.ts';
import { createDownloads } from '../../web/downloads/app.ts';
import { DISTRICT, NOW, startWebScene, type WebScene } from '../support/web-scene.ts';

/** An escape, a C1 control, an override, an isolate, a byte order mark, half a pair and a null. */
const HOSTILE = '甲\u001b[31m\u009b2J\u202e乙\u2066\ufeff\u0000丙\ud800';
const RAW = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|(?!^)\ufeff/u;

let scene: WebScene;
let downloads: ReturnType<typeof createDownloads>;
beforeAll(async () => {
  scene = await startWebScene();
  downloads = createDownloads(scene.deps);
  const text = HOSTILE.replace('\ud800', '');
  await scene.file({
    id: 'late-ju',
    year: 2024,
    received: 6,
    at: '2025-04-01T00:00:00Z',
    change: (document) => {
      document.agency.name = text;
      document['narrative'] = { overview: text, problems: text, other: text };
      document['notes'] = [{ path: '/applications/received', text }];
      document['explanations'] = [{ rule: 'Y1', path: '/applications/carriedIn', text }];
      document['sourceUrl'] = `https://example.org/${text}`;
      document[text] = text;
    },
  });
});
afterAll(() => scene.stop());

const YEAR = '/agencies/late-ju/years/2024';
const QUERY = encodeURIComponent(HOSTILE.replace('\ud800', ''));

describe('controls of texts', () => {
  it.each([
    `/regions/${DISTRICT}/years/2024`,
    `/compliance/${DISTRICT}/2024`,
    `/compliance/${DISTRICT}/2024.csv`,
    '/agencies/late-ju',
    YEAR,
    `${YEAR}/history`,
    `/search?q=${QUERY}`,
    `/compare?with=${QUERY}&with=${DISTRICT}&q=${QUERY}`,
    `/regions/${QUERY}`,
    `/regions/${DISTRICT}/years/2024?as_of=1&${QUERY}=2`,
    `/regions/${DISTRICT}/years/2024?kind=${QUERY}`,
  ])('are shown, not given, on %s', async (path) => {
    const html = await (await scene.app.request(path)).text();
    expect(RAW.exec(html.replaceAll('\r\n', '\n'))).toBeNull();
  });

  it('are there to be seen', async () => {
    const { submissions } = (await (await scene.app.request(`/api/v1${YEAR}`)).json()) as {
      submissions: { submissionId: string }[];
    };
    const pages = await Promise.all(
      submissions.map(async ({ submissionId }) =>
        (await scene.app.request(`${YEAR}/submissions/${submissionId}`)).text(),
      ),
    );
    for (const html of pages) expect(RAW.exec(html)).toBeNull();
    expect(pages.join('')).toContain(String.raw`\u202e`);
  });

  it('are shown in mails and in the summary as a file', async () => {
    const { subject, text, html } = writeMail(HOSTILE, [
      { kind: 'paragraph', text: HOSTILE },
      { kind: 'table', head: ['a', HOSTILE], rows: [[HOSTILE, HOSTILE]] },
    ]);
    for (const part of [subject, text, html]) {
      expect(RAW.exec(part)).toBeNull();
      expect(part).toContain(String.raw`\u202e乙\u2066\ufeff\u0000丙\ud800`);
    }
    const summary = await summariseRegion(
      scene.store.table,
      { code: DISTRICT, year: 2024, at: NOW, since: NOW },
      () => Promise.resolve(new Map()),
    );
    if (!summary) throw new Error('no summary');
    const named = { ...summary, region: { ...summary.region, name: HOSTILE } };
    expect(RAW.exec(await writeComplianceHtml(named))).toBeNull();
  });

  it('break no workbook and no document', async () => {
    for (const path of [
      `${YEAR}/form.docx`,
      `${YEAR}/form.xlsx`,
      `/regions/${DISTRICT}/years/2024/tables/agencies.xlsx`,
    ]) {
      const response = await downloads.request(path);
      expect([path, response.status]).toEqual([path, 200]);
      for (const [name, bytes] of Object.entries(unzipSync(new Uint8Array(await response.arrayBuffer()))))
        if (name.endsWith('.xml'))
          expect(RAW.exec(new TextDecoder().decode(bytes).replaceAll('\r\n', '\n'))).toBeNull();
    }
  });
});
