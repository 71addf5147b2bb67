import { Hono } from 'hono';
import { answerJson, type Serving } from '../http/answer.ts';
import { readNow } from '../http/as-of.ts';
import { readRegionParam } from '../http/params.ts';
import { writeArchiveAnswer, writePartAnswer } from './archive-answers.ts';
import { listPartsWith, readIndex, readManifest, readPartParam } from './read-archive.ts';

/** What the archive has, for programs; its files are the function of downloads' to answer. */
export const routeArchiveApi = (serving: Serving) =>
  new Hono()
    .get('/archive', async (c) => {
      const { index, version } = await readIndex(serving);
      const region = c.req.query('region');
      const parts = region === undefined ? index.parts : listPartsWith(index, readRegionParam(region));
      return answerJson(c, serving, readNow(serving), {
        frame: [version],
        read: () => Promise.resolve(parts),
        answer: (found) => writeArchiveAnswer(index, found),
      });
    })
    .get('/archive/:part', async (c) => {
      const { manifest, version } = await readManifest(serving, readPartParam(c.req.param('part')));
      return answerJson(c, serving, readNow(serving), {
        frame: [version],
        read: () => Promise.resolve(manifest),
        answer: writePartAnswer,
      });
    })
    .get('/dictionary', (c) => {
      const key = c.req.query('key');
      return answerJson(c, serving, readNow(serving), {
        // Loaded when it is asked for: all its words in two languages.
        read: async () => (await import('./dictionary.ts')).DICTIONARY,
        answer: (columns) => ({
          columns: columns.filter((column) => key === undefined || column.key === key),
        }),
      });
    });
