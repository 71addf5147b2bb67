/** The built site, made where it is not there yet or a source has changed since: a start need not wait for another build. */
import { findBuilt, SITE_FOLDER } from './built-from.ts';

/** Answers where its code is. What builds it takes longer to load than to look: it is loaded where there is something to build. */
export async function provideSite(): Promise<string> {
  const built = await findBuilt(SITE_FOLDER);
  if (built !== undefined) return built;
  const { buildWeb } = await import('./build.ts');
  return (await buildWeb(SITE_FOLDER)).handlersEntry;
}
