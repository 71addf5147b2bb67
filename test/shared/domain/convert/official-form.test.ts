/** The official form that the page gives away, filled in as far as people fill it in. */
import { expect, test } from 'vitest';
import { convertLayout } from '../../../../shared/domain/convert/convert-layout.ts';
import type { Conversion } from '../../../../shared/domain/convert/conversion.ts';
import { noFigures, type Figures } from '../../../../shared/domain/form/figures.ts';
import { writeOfficialDocx } from '../../../../web/downloads/official-docx.ts';
import { emptySections } from '../../../../web/downloads/report-text.ts';
import { readLayout } from '../../../support/read-layout.ts';

const AGENCY = '柳北区审计局';
const TEXT = '2024年工作平稳有序，主动公开信息20条。';

async function convertForm(figures: Figures | undefined): Promise<Conversion> {
  const bytes = await writeOfficialDocx({
    title: `${AGENCY}2024年政府信息公开工作年度报告`,
    edition: '2021',
    figures,
    sections: emptySections(TEXT),
    signature: { name: AGENCY },
    foot: '',
    notes: [],
  });
  return convertLayout(await readLayout(bytes), {
    agency: { id: 'sjj', name: AGENCY, district: '450205' },
    year: 2024,
  });
}

test('without a date, its empty lines for the signature are no text of the report', async () => {
  expect(await convertForm(noFigures('2021'))).toMatchObject({
    outcome: 'read',
    document: { narrative: { overview: TEXT, problems: TEXT, other: TEXT } },
  });
});

test('with texts and no figure, a figure of the texts is none of the table above', async () => {
  expect(await convertForm(undefined)).toMatchObject({ outcome: 'refused', refusal: 'blank-form' });
});
