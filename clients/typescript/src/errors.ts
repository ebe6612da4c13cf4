/** What can go wrong. All of it is an `A1Error`. */

import type { components } from "./schema.ts";

/** A refusal of the server, as it stands in the answer's body (RFC 9457). */
export type Problem = Partial<components["schemas"]["ProblemDetails"]> & {
  readonly type: string;
  readonly status: number;
  readonly detail: string;
  /** Why a cursor cannot be resumed. */
  readonly reason?: string;
};

/** Anything that this library throws by itself. */
export class A1Error extends Error {
  override name = "A1Error";
}

/** No answer, after all attempts. */
export class UnreachableError extends A1Error {
  override name = "UnreachableError";
}

/** An answer that is not what the documents say. */
export class UnreadableError extends A1Error {
  override name = "UnreadableError";
}

/** What arrived breaks a promise of the protocol, so the state that is held may be wrong. */
export class BreachError extends A1Error {
  override name = "BreachError";
}

/** The server refused, and said why. */
export class ProblemError extends A1Error {
  override name = "ProblemError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    const hints = [
      problem.parameter && `parameter ${problem.parameter}`,
      problem.near?.length && `nearest: ${problem.near.join(", ")}`,
      problem.reason && `reason: ${problem.reason}`,
      problem.request_id && `request ${problem.request_id}`,
    ].filter(Boolean);
    const said = `${problem.status} ${codeOf(problem)}: ${problem.detail}`;
    super(hints.length > 0 ? `${said} (${hints.join("; ")})` : said);
    this.problem = problem;
  }

  /** The word of the closed list in the documentation: `bad-parameter`. */
  get code(): string {
    return codeOf(this.problem);
  }

  get status(): number {
    return this.problem.status;
  }

  /** Values that are nearly the one sent, the nearest first. */
  get near(): readonly string[] {
    return this.problem.near ?? [];
  }
}

function codeOf(problem: Problem): string {
  return problem.type.slice(problem.type.lastIndexOf(":") + 1);
}

/** Whether a parsed body is a problem document. */
export function isProblem(body: unknown): body is Problem {
  return (
    typeof body === "object" &&
    body !== null &&
    "type" in body &&
    typeof body.type === "string" &&
    "status" in body &&
    typeof body.status === "number" &&
    "detail" in body &&
    typeof body.detail === "string"
  );
}
