/**
 * Makes a schema's structs fast where a process may turn text into code: a host's worker, never a page, whose
 * security policy forbids it. The generic codec looks fields up by names that change from call to call, which is most
 * of what a room's tick costs; compiled, each field is named in the code. Both write the same bytes.
 */
import { invariant } from '../core/result.ts';
import {
  beginDelta,
  endDelta,
  isStruct,
  isTable,
  type NumberSteps,
  type Schema,
  writeStepDelta,
} from '../sdk/schema.ts';

type Fields = Readonly<Record<string, Schema<unknown>>>;
type StructCode = Pick<
  Schema<Record<string, unknown>>,
  'read' | 'writeDelta' | 'quantise' | 'copy' | 'assign'
>;

/** What the made code calls, by the names that it uses. */
const TOOLS = { beginDelta, endDelta, writeStepDelta, invariant, round: Math.round };
const PLAIN_NAME = /^[A-Za-z_]\w*$/;

/** Compiles all structs in `schema`, in place. Harmless when it was done before. */
export function compileSchema(schema: Schema<unknown>): void {
  if (isStruct(schema)) {
    for (const field of Object.values(schema.fields)) compileSchema(field);
    Object.assign(schema, compileStruct(schema.fields));
  } else if (isTable(schema) || isList(schema)) compileSchema(schema.element);
}

const isList = (schema: Schema<unknown>): schema is Schema<unknown> & { element: Schema<unknown> } =>
  'element' in schema;

function compileStruct(fields: Fields): StructCode {
  const names = Object.keys(fields);
  for (const name of names) {
    invariant(PLAIN_NAME.test(name) && name !== '__proto__', `"${name}" is no name for a field`);
  }
  const each = (code: (name: string, index: number, schema: Schema<unknown>) => string): string =>
    names.map((name, index) => code(name, index, fields[name]!)).join('\n');
  // A literal with the same names would share its hidden class with the game's own list of fields, which holds objects
  // where this holds numbers: V8 would then keep each number in a new object of its own.
  const text = `
    const { ${Object.keys(TOOLS).join(', ')} } = tools;
    const { ${names.map((_, index) => `${index}: s${index}`).join(', ')} } = schemas;
    function Value(${names.join(', ')}) { ${each((name) => `this.${name} = ${name};`)} }
    Value.prototype = Object.prototype;
    return {
      read: (reader) => new Value(${each((_, i) => `s${i}.read(reader),`)}),
      writeDelta(writer, before, after) {
        const mark = beginDelta(writer);
        let changed = false;
        ${each(deltaCode)}
        return endDelta(writer, mark, changed);
      },
      quantise(value) {
        ${each(quantiseCode)}
        return value;
      },
      copy: (value) => new Value(${each((name, i, { isPlain }) => (isPlain ? `value.${name},` : `s${i}.copy(value.${name}),`))}),
      assign(target, source) {
        ${each((name, i, { isPlain }) => (isPlain ? `target.${name} = source.${name};` : `s${i}.assign(target.${name}, source.${name});`))}
        return target;
      },
    };`;
  return new Function('tools', 'schemas', text)(TOOLS, Object.values(fields)) as StructCode;
}

function deltaCode(name: string, index: number, { isPlain, steps }: Schema<unknown>): string {
  const call = `if (s${index}.writeDelta(writer, before.${name}, after.${name})) changed = true;`;
  if (!isPlain) return call;
  return `if (before.${name} === after.${name}) writer.write(0, 1);
    else ${steps === undefined ? call : numberDeltaCode(name, steps)}`;
}

function numberDeltaCode(name: string, { perUnit, minStep, maxStep, bits }: NumberSteps): string {
  return `{
    const step = round(after.${name} * ${perUnit});
    if (!(step >= ${minStep} && step <= ${maxStep})) invariant(false, after.${name} + " is outside its field's range");
    const change = step - round(before.${name} * ${perUnit});
    if (change === 0) writer.write(0, 1);
    else {
      writeStepDelta(writer, change, step - ${minStep}, ${bits});
      changed = true;
    }
  }`;
}

function quantiseCode(name: string, index: number, { steps }: Schema<unknown>): string {
  if (steps === undefined || steps.perUnit === 1) return `value.${name} = s${index}.quantise(value.${name});`;
  const { perUnit, minStep, maxStep } = steps;
  return `{
    const step = round(value.${name} * ${perUnit});
    if (step !== step) invariant(false, 'a number field became NaN');
    value.${name} = (step < ${minStep} ? ${minStep} : step > ${maxStep} ? ${maxStep} : step) / ${perUnit} + 0;
  }`;
}
