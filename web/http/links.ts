import type { Context } from 'hono';
import type { Page } from '../../shared/contracts/api/api-answers.ts';

/** RFC 8288: the page that follows, and the first one. */
export function writeLinks(c: Context, page: Page | undefined): Readonly<Record<string, string>> {
  if (!page) return {};
  const link = (cursor: string | null, relation: string): string => {
    const { pathname, searchParams } = new URL(c.req.url);
    searchParams.delete('cursor');
    // Where none was asked for, the answer's own.
    searchParams.set('limit', String(page.limit));
    if (cursor !== null) searchParams.set('cursor', cursor);
    return `<${pathname}?${searchParams.toString()}>; rel="${relation}"`;
  };
  const following = page.next === null ? [] : [link(page.next, 'next')];
  return { link: [...following, link(null, 'first')].join(', ') };
}
