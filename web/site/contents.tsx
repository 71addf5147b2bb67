import type { PageContext } from './page-context.ts';

export interface Part {
  /** Its heading's. */
  readonly id: string;
  readonly name: string;
}

/** What a long page has, at its head: each part one click away. */
export const Contents = ({ page, parts }: { readonly page: PageContext; readonly parts: readonly Part[] }) =>
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
      </ul>
    </nav>
  );
