import { expect, it } from 'vitest';
import { findNearest } from '../../../../shared/domain/basics/edit-distance.ts';

it('finds, among equally near ones, the one that begins alike', () => {
  expect(findNearest('450206', ['450106', '450205', '550206'])).toBe('450205');
  expect(findNearest('450206', ['450205', '450106'])).toBe('450205');
  expect(findNearest('450206', ['450226', '450207'])).toBe('450207');
});

it('finds nothing that differs by more than two', () => {
  expect(findNearest('450206', ['450317', '4502'])).toBe('4502');
  expect(findNearest('450206', ['451317', '450', '450206000'])).toBeUndefined();
});
