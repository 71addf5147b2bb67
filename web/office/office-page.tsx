/** What every page of the office function has: the reader, and who is signed in. */
import { showControlsInLines } from '../../shared/domain/basics/shown-controls.ts';
import { nameDesk } from '../http/name-desk.ts';
import { makePage } from '../http/page.ts';
import type { Layout } from '../site/layout.tsx';
import type { PageContext } from '../site/page-context.ts';
import type { OfficeContext, OfficeDeps } from './ports.ts';

export function makeOfficePage(c: OfficeContext, deps: Pick<OfficeDeps, 'now' | 'assets'>): PageContext {
  const page = makePage(c, deps);
  // Middleware fails before anybody is looked for.
  const principal = c.get('signedIn')?.principal;
  return { ...page, signedIn: principal?.name, desk: nameDesk(principal, page.lang) };
}

export async function showPage(
  c: OfficeContext,
  view: ReturnType<typeof Layout>,
  status: 200 | 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 501 = 200,
): Promise<Response> {
  return c.html(showControlsInLines((await view).toString()), status);
}
