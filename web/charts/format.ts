/** Numbers as pages print them: as everything else does. */
export {
  formatChange,
  formatDifference,
  formatNumber,
  formatPoints,
  formatRatio,
  formatShare,
  groupDigits,
  UNDEFINED,
} from '../../shared/domain/number-text.ts';
