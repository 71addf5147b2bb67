import type { PageContext } from './page-context.ts';

export interface Part {
  /** Its heading's. */
  readonly id: string;
  readonly name: string;
}

/** A page of its own that goes on with it. */
interface FurtherPage {
  readonly href: string;
  readonly name: string;
}

/** What a long page has, at its head: each part one click away. */
export const Contents = ({
  page,
  parts,
  further,
}: {
  readonly page: PageContext;
  readonly parts: readonly Part[];
  readonly further?: FurtherPage | undefined;
}) =>
  parts.length < 2 ? (
    <></>
  ) : (
    <nav class="contents" aria-label={page.t.contents}>
      <ul>
        {parts.map(({ id, name }) => (
          <li>
            <a href={`#${id}`}>{name}</a>
          </li>
        ))}
        {further && (
          <li>
            <a href={further.href}>{further.name}</a>
          </li>
        )}
      </ul>
    </nav>
  );
