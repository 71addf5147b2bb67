import { expect, it } from 'vitest';
import { readClaim } from '../../../web/file/source/report-claim.ts';

const START = { agencyId: 'sjj', agencyName: '柳北区审计局', year: 2024 };
const asksYear = [{ path: '/year', why: 'contradicting', text: '', candidates: [[2024], [2023]] }] as const;

it.each([
  ['says the same', { agency: { id: 'sjj', name: '审计局' }, year: 2024 }, [], undefined],
  ['says neither', { agency: { id: null, name: null }, year: null }, [], undefined],
  [
    'is of another year',
    { agency: { id: 'sjj' }, year: 2023 },
    [],
    { agencyId: 'sjj', agencyName: '柳北区审计局', year: 2023 },
  ],
  [
    'is another agency’s',
    { agency: { id: 'jyj', name: '教育局' }, year: 2024 },
    [],
    { agencyId: 'jyj', agencyName: '教育局', year: 2024 },
  ],
  [
    'names another agency',
    { agency: { id: null, name: '教育局' }, year: 2024 },
    [],
    { agencyId: undefined, agencyName: '教育局', year: 2024 },
  ],
  [
    'states another year in its title',
    { agency: { id: 'sjj' }, year: 2024 },
    asksYear,
    { agencyId: 'sjj', agencyName: '柳北区审计局', year: 2023 },
  ],
])('a file that %s', (_, document, asks, claim) => {
  expect(readClaim(document, START, asks)).toEqual(claim);
});
