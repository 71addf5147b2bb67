import { href, type PageContext } from './page-context.ts';

interface YearSwitchProps {
  readonly page: PageContext;
  readonly years: readonly number[];
  readonly year: number;
  readonly pathOf: (year: number) => string;
}

/** Links, so that it works without a script and every year can be linked to. */
export const YearSwitch = ({ page, years, year, pathOf }: YearSwitchProps) => (
  <nav class="years" aria-label={page.t.years}>
    <ul>
      {years.map((other) => (
        <li>
          <a href={href(page, pathOf(other))} aria-current={other === year ? 'page' : undefined}>
            {other}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
