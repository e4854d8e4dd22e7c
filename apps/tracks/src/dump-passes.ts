import { codeOfWorkKind, type Pass } from '#domain';
import { dumpPasses, type Queryable } from '#store';

/** One pass as one JSON line of integers; fields and order as contracts.md (Delivery) fixes them. */
export const passLine = (pass: Pass): string =>
  JSON.stringify({
    vehicle: pass.vehicleId,
    segment: pass.segment,
    direction: pass.direction,
    enteredAt: pass.enteredAt,
    leftAt: pass.leftAt,
    coveredCm: pass.coveredCm,
    workKind: codeOfWorkKind(pass.workKind),
    confidencePermille: pass.confidencePermille,
    runnerUpSegment: pass.runnerUpSegment,
    runnerUpPermille: pass.runnerUpPermille,
    matcherVersion: pass.matcherVersion,
  });

/** Every stored pass, sorted by vehicle, enteredAt, segment, direction; one line each, without its line end. */
export async function* dumpLines(queryable: Queryable): AsyncGenerator<string> {
  let last: Pass | null = null;
  for (;;) {
    const passes: Pass[] = await dumpPasses(queryable, last);
    for (const pass of passes) yield passLine(pass);
    if (passes.length === 0) return;
    last = passes[passes.length - 1];
  }
}
