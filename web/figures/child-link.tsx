/** A child's name, leading to its own page. */
import { href, inPinyin, type PageContext } from '../site/page-context.ts';

interface Props {
  readonly page: PageContext;
  readonly child: { readonly name: string; readonly path: string };
}

export const ChildLink = ({ page, child: { name, path } }: Props) => (
  <a href={href(page, path)}>{inPinyin(page, name)}</a>
);
