import type { Expr, Parameter } from '../../languages/facts.ts';
import { type FunctionValue, frameOf } from '../value.ts';
import { annotationSchema } from './pydantic.ts';
import { cleaned, parametersIn } from './docs.ts';
import { type Schema, type SchemaReader, unread } from './reader.ts';

/** A function as a tool: its name, what its docstring says, and what it takes. */
export function functionTool(reader: SchemaReader, value: FunctionValue): Schema {
  const { module, scope } = value;
  const own = module.scope(scope);
  if (!own?.name || module.language.id !== 'python')
    return unread(reader, 'a function in it is described at run time') ?? {};
  const params = own.params.filter(param => param.name !== own.self?.name && !isContext(param.annotation));
  if (params.some(param => param.rest)) unread(reader, `\`${own.name}\` takes any arguments`);
  const { description, parameters: told } = parametersIn(cleaned(own.doc ?? ''));
  const frame = frameOf(module, Math.max(0, own.parent));
  const fields = params
    .filter(param => !param.rest)
    .map(param => [param.name, fieldOf(reader, param, told.get(param.name), frame)] as const);
  const required = params.filter(param => param.default === null && !param.rest).map(param => param.name);
  return {
    name: own.name,
    ...(description ? { description } : {}),
    parameters: {
      properties: Object.fromEntries(fields),
      ...(required.length > 0 ? { required } : {}),
      type: 'object',
    },
  };
}

function fieldOf(
  reader: SchemaReader,
  { annotation }: Parameter,
  told: string | undefined,
  frame: ReturnType<typeof frameOf>,
): Schema {
  const schema = annotation ? annotationSchema(reader, annotation, frame) : {};
  return told ? { description: told, ...schema } : schema;
}

/** What a library hands to its tools stands in no schema. */
const isContext = (annotation: Expr | undefined): boolean => {
  const type = annotation?.kind === 'index' ? annotation.object : annotation;
  return (type?.kind === 'name' || type?.kind === 'member') && /Context(?:Wrapper)?$/.test(type.name);
};
