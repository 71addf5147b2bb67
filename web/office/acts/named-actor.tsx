/** Who did something: name and address of a person, for those who may see them. */
import type { Actor } from '../../../shared/domain/authority/actor.ts';
import type { PageContext } from '../../site/page-context.ts';
import { tellTexts } from './act-form.tsx';

export const Named = ({ page, by }: { readonly page: PageContext; readonly by: Actor }) => {
  const t = tellTexts(page).submissions;
  switch (by.kind) {
    case 'person':
    case 'credential':
      return (
        <>
          {by.name} <span class="quiet">{by.mail}</span>
          {by.kind === 'credential' && <span class="detail">{t.program}</span>}
        </>
      );
    case 'operator':
      return <>{t.operator}</>;
    case 'unknown':
      return <>{t.unknown}</>;
  }
};
