/** What every page of the office function has: the reader, and who is signed in. */
import { showControlsInLines } from '../../shared/domain/basics/shown-controls.ts';
import { makePage } from '../http/page.ts';
import type { Layout } from '../site/layout.tsx';
import type { PageContext } from '../site/page-context.ts';
import type { OfficeContext, OfficeDeps } from './ports.ts';

export const makeOfficePage = (c: OfficeContext, deps: Pick<OfficeDeps, 'now' | 'assets'>): PageContext => ({
  ...makePage(c, deps),
  // Middleware fails before anybody is looked for.
  signedIn: c.get('signedIn')?.principal.name,
});

export async function showPage(
  c: OfficeContext,
  view: ReturnType<typeof Layout>,
  status: 200 | 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 = 200,
): Promise<Response> {
  return c.html(showControlsInLines((await view).toString()), status);
}
