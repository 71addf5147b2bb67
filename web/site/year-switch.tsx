import { href, type PageContext } from './page-context.ts';

interface YearSwitchProps {
  readonly page: PageContext;
  readonly years: readonly number[];
  readonly year: number;
  readonly pathOf: (year: number) => string;
  /** Whether one may go a year on and back without looking for it. */
  readonly withSteps?: boolean;
}

/** Links, so that it works without a script and every year can be linked to. */
export const YearSwitch = ({ page, years, year, pathOf, withSteps = false }: YearSwitchProps) => (
  <nav class="years" aria-label={page.t.years}>
    <ul>
      {withSteps && (
        <Step
          to={years.findLast((other) => other < year)}
          name={page.t.agency.yearBefore}
          rel="prev"
          sign="‹"
          address={(to) => href(page, pathOf(to))}
        />
      )}
      {years.map((other) => (
        <li>
          <a href={href(page, pathOf(other))} aria-current={other === year ? 'page' : undefined}>
            {other}
          </a>
        </li>
      ))}
      {withSteps && (
        <Step
          to={years.find((other) => other > year)}
          name={page.t.agency.yearAfter}
          rel="next"
          sign="›"
          address={(to) => href(page, pathOf(to))}
        />
      )}
    </ul>
  </nav>
);

interface StepProps {
  readonly to: number | undefined;
  readonly name: (year: number) => string;
  readonly rel: 'prev' | 'next';
  readonly sign: string;
  readonly address: (year: number) => string;
}

const Step = ({ to, name, rel, sign, address }: StepProps) =>
  to === undefined ? (
    <></>
  ) : (
    <li>
      <a class="step" href={address(to)} rel={rel} aria-label={name(to)}>
        {sign}
      </a>
    </li>
  );
