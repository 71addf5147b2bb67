/** A table that scrolls by itself where it is wider than a phone. */
import type { Child } from 'hono/jsx';
import type { PageContext } from '../../site/page-context.ts';

export const ScrollTable = ({
  page,
  caption,
  head,
  rows,
}: {
  readonly page: PageContext;
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Child[])[];
}) => (
  <div class="scroll" tabindex={0} role="region" aria-label={page.t.children.scroll(caption)}>
    <table class="office-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          {head.map((text) => (
            <th scope="col">{text}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...cells]) => (
          <tr>
            <th scope="row">{first}</th>
            {cells.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
