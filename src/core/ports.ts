/**
 * Ports: what pure code needs from the outside world and gets handed in.
 */

/** A clock that never jumps back, in milliseconds from an arbitrary origin. */
export interface Clock {
  nowMs(): number;
}

type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Structured log. error: a person must act; warn: degraded; info: rare life-cycle facts; debug: frequent.
 * Never a token, a name or chat among the fields.
 */
export interface Logger {
  error(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  debug(fields: LogFields, message: string): void;
}
