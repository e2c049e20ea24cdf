import { type Value, plainText } from '../value.ts';
import { settingRead } from './configuration.ts';
import { formatted } from './printf.ts';
import type { Call, Standard } from './call.ts';

const firstOf: Standard = ({ values }) => values[0];

/** Java's standard functions, and what stands for an injected setting. */
export const JAVA_STANDARD: Readonly<Record<string, Standard>> = {
  'String.format': ({ values, ...call }) => {
    const [format] = values;
    return format?.kind === 'text'
      ? { ...format, pieces: formatted(format.pieces, { ...call, values }), origin: null }
      : undefined;
  },
  'software.amazon.awssdk.core.SdkBytes.fromUtf8String': firstOf,
  'SdkBytes.fromUtf8String': firstOf,
  // `@Value("${app.model:gpt-4o}")`
  '@Value': ({ values, place }) => settingRead(values, place),
  ClassPathResource: resource,
  'org.springframework.core.io.ClassPathResource': resource,
};

/** A file that is packed with the program. */
function resource({ values, place }: Call): Value | undefined {
  const name = values[0] && plainText(values[0]);
  return name === undefined
    ? undefined
    : { kind: 'path', file: `src/main/resources/${name.replace(/^\//, '')}`, place };
}
