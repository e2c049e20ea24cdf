import { addTo } from '../groups.ts';
import type { Expr } from '../languages/facts.ts';
import type { Answer } from './answers.ts';
import type { Value } from './value.ts';

/** A value, and what it was found out with first: what meets it again rests on all that this rests on. */
export interface Seen {
  value: Value;
  by: Answer | null;
}

/** Values that hold as long as an evaluation around them is under way. */
export interface Provisional {
  get(memo: Memo, expr: Expr): Seen | undefined;
  /** `cut` is the depth of the evaluation that the value leads back to. */
  set(memo: Memo, expr: Expr, seen: Seen, cut: number): void;
  /** The evaluation at that depth has ended: what led back to it may be more now. */
  end(depth: number): void;
}

/** What is remembered of one frame: it tells the frames apart. */
type Memo = ReadonlyMap<Expr, unknown> | null;

/**
 * A name that a loop builds from itself leads back to an evaluation that has not ended. What is found on the way is not the whole value, so
 * it is not remembered; but asked for again on the same way it would be the same, and with many such names each doubles the work.
 * `onUse` is told the depth that a used value leads back to.
 */
export function createProvisional(onUse: (cut: number) => void): Provisional {
  const values = new Map<Memo, Map<Expr, { seen: Seen; cut: number }>>();
  const byCut = new Map<number, [Map<Expr, unknown>, Expr][]>();
  return {
    get(memo, expr) {
      const found = values.get(memo)?.get(expr);
      if (found) onUse(found.cut);
      return found?.seen;
    },
    set(memo, expr, seen, cut) {
      const own = values.get(memo) ?? new Map<Expr, { seen: Seen; cut: number }>();
      values.set(memo, own.set(expr, { seen, cut }));
      addTo(byCut, cut, [own, expr]);
    },
    end(depth) {
      const ending = byCut.get(depth);
      if (!ending) return;
      for (const [own, expr] of ending) own.delete(expr);
      byCut.delete(depth);
      if (byCut.size === 0) values.clear();
    },
  };
}
