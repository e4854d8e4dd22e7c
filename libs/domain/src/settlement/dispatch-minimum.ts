import type { Contract } from '../contract/contract.js';
import { shareByWeight, type Weight } from '../money/share-by-weight.js';
import type { BillablePiece } from './billable-pieces.js';

/** Seconds by owner, in the form that shares are made from. */
export const secondsByOwner = (pieces: readonly BillablePiece[]): Weight[] => {
  const seconds = new Map<string, number>();
  for (const piece of pieces)
    seconds.set(piece.ownerCode, (seconds.get(piece.ownerCode) ?? 0) + piece.seconds);
  return [...seconds].map(([code, weight]) => ({ code, weight }));
};

/**
 * 1 出動あたりの最低時間: what a dispatch with some, but too little, billable time is paid beyond it, before time is rounded.
 * The missing seconds have the price of the dispatch's first billable second, where the dispatch was called for, and are
 * shared among the owners as its worked seconds are. No published rule was found (domain.md §2.4 [?]).
 */
export const topUpsOf = (contract: Contract, piecesOfDispatch: readonly BillablePiece[]): BillablePiece[] => {
  const missingS =
    contract.minimumPerDispatchMinutes * 60 - piecesOfDispatch.reduce((sum, { seconds }) => sum + seconds, 0);
  if (piecesOfDispatch.length === 0 || missingS <= 0) return [];
  const first = piecesOfDispatch.reduce((a, b) => (b.startAt < a.startAt ? b : a));
  return [...shareByWeight(missingS, secondsByOwner(piecesOfDispatch))].map(([ownerCode, seconds]) => ({
    ...first,
    ownerCode,
    seconds,
    isTopUp: true,
  }));
};
