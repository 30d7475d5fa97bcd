/**
 * What pure code must not touch: clocks, chance, Node and the page. Looks at the syntax tree of one file; a
 * name counts wherever it stands, unless it is the name of a property. Used by scripts/check-floors.ts.
 */
import { type ParseResult, Visitor, type VisitorObject } from 'oxc-parser';

/** Names that bring in time, chance, Node or the page. */
const FORBIDDEN = new Set([
  ...['Date', 'Intl', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
  ...['requestAnimationFrame', 'globalThis', 'process', 'console', 'Buffer', 'require', 'crypto', 'fetch'],
  ...['WebSocket', 'XMLHttpRequest', 'Worker', 'eval', 'Function'],
  ...['window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'indexedDB'],
]);

/** Members of Math that ECMA-262 defines exactly; for the others each engine may have its own last digit. */
const EXACT_MATH = new Set([
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'],
  ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
]);

type Program = ParseResult['program'];
type MemberExpression = Parameters<NonNullable<VisitorObject['MemberExpression']>>[0];
type BinaryExpression = Parameters<NonNullable<VisitorObject['BinaryExpression']>>[0];

export interface Impurity {
  /** Offset in the source. */
  readonly at: number;
  readonly what: string;
}

/**
 * Everything in `program` that pure code must not do. `isDeterministic`: nor what may differ between two
 * JavaScript engines.
 */
export function findImpurities(program: Program, isDeterministic: boolean): Impurity[] {
  const found: Impurity[] = [];
  /** Identifiers that name a property, and each `Math` in front of one: their parents come first. */
  const settled = new Set<unknown>();
  const settleKey = (node: { key: unknown; computed: boolean }): void => {
    if (!node.computed) settled.add(node.key);
  };
  new Visitor({
    MemberExpression(node) {
      if (!node.computed) settled.add(node.property);
      if (node.object.type !== 'Identifier' || node.object.name !== 'Math') return;
      settled.add(node.object);
      const member = memberName(node);
      if (!isMathAllowed(member, isDeterministic))
        found.push({ at: node.start, what: `uses Math.${member}` });
    },
    Property: settleKey,
    PropertyDefinition: settleKey,
    MethodDefinition: settleKey,
    TSPropertySignature: settleKey,
    TSMethodSignature: settleKey,
    Identifier(node) {
      if (settled.has(node)) return;
      if (FORBIDDEN.has(node.name)) found.push({ at: node.start, what: `uses ${node.name}` });
      else if (node.name === 'Math')
        found.push({ at: node.start, what: 'uses Math without naming a member' });
    },
    BinaryExpression(node) {
      if (isDeterministic && isInexactPower(node)) found.push({ at: node.start, what: 'uses **' });
    },
    MetaProperty(node) {
      if (node.meta.name === 'import') found.push({ at: node.start, what: 'uses import.meta' });
    },
  }).visit(program);
  return found;
}

function memberName(node: MemberExpression): string {
  if (node.property.type === 'Identifier' && !node.computed) return node.property.name;
  return node.property.type === 'Literal' ? String(node.property.value) : '[...]';
}

const isMathAllowed = (member: string, isDeterministic: boolean): boolean =>
  isDeterministic ? EXACT_MATH.has(member) : member !== 'random' && member !== '[...]';

/** Powers of two are exact everywhere; other powers are Math.pow in disguise. */
const isInexactPower = (node: BinaryExpression): boolean =>
  node.operator === '**' && !(node.left.type === 'Literal' && node.left.value === 2);
