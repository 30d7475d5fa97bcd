/** The wire's version. A client of another version is told to reload (it gets the right one from the host). */
export const PROTOCOL_VERSION = 4;
