import { Hono, type Context } from 'hono';
import type { BulkPart } from '../../shared/contracts/bucket/bulk-keys.ts';
import { answerPage, type Serving } from '../http/answer.ts';
import { readNow } from '../http/as-of.ts';
import { readRegionParam } from '../http/params.ts';
import { DICTIONARY_PATH, DOWNLOADS_PATH } from '../site/page-context.ts';
import type { ArchiveView } from './archive-page.tsx';
import { findIndex, findManifest, listPartsWith, readPartParam, refuseNoPart } from './read-archive.ts';

/** Everything to take along, and what it means. */
export const routeArchive = (serving: Serving) =>
  new Hono()
    .get(DOWNLOADS_PATH, async (c) => {
      const found = await findIndex(serving);
      const region = c.req.query('region');
      const parts =
        found && region !== undefined && region !== ''
          ? listPartsWith(found.index, readRegionParam(region))
          : found?.index.parts;
      const [part, ...others] = parts ?? [];
      // One alone is shown at once.
      return others.length === 0 && part
        ? showPart(c, serving, part, found?.index.parts)
        : showArchive(c, serving, { parts }, [found?.version ?? '']);
    })
    .get(`${DOWNLOADS_PATH}/parts/:part`, (c) => showPart(c, serving, readPartParam(c.req.param('part'))))
    .get(DICTIONARY_PATH, (c) => {
      const moment = readNow(serving);
      return answerPage(c, serving, moment, {
        names: false,
        // Loaded when it is asked for, as all of its words are.
        read: () => import('./dictionary-page.tsx'),
        view: (page, { DictionaryPage }) => <DictionaryPage page={page} />,
      });
    });

async function showPart(
  c: Context,
  serving: Serving,
  { code, scope }: BulkPart,
  parts?: ArchiveView['parts'],
): Promise<Response> {
  const part = { code, scope };
  const found = await findManifest(serving, part);
  if (!found) await refuseNoPart(serving, part);
  return showArchive(c, serving, { parts, part, manifest: found?.manifest }, [found?.version ?? '']);
}

function showArchive(
  c: Context,
  serving: Serving,
  view: ArchiveView,
  frame: readonly string[],
): Promise<Response> {
  return answerPage(c, serving, readNow(serving), {
    // What lies in the bucket is no read of the table: its text tells one state from another.
    frame,
    read: async () => ({ ...(await import('./archive-page.tsx')), view }),
    view: (page, { ArchivePage, view: shown }) => <ArchivePage page={page} view={shown} />,
  });
}
