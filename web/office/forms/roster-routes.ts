/** The roster's pages for offices; they are loaded when somebody asks for one. */
import type { OfficeApp, OfficeDeps } from '../ports.ts';

const PAGE = '/office/agencies/:agency';

export function routeRoster(app: OfficeApp, deps: OfficeDeps): void {
  const load = () => import('./roster-form.tsx');
  app.get(PAGE, async (c) => (await load()).showRoster(c, deps));
  app.post(PAGE, async (c) => (await load()).converseAboutRoster(c, deps));
  app.get(`${PAGE}/merger`, async (c) => (await load()).showMerger(c, deps));
  app.post(`${PAGE}/merger`, async (c) => (await load()).converseAboutMerger(c, deps));
}
