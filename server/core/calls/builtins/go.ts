import { directoryOf } from '../../paths.ts';
import { type Value, plainText } from '../value.ts';
import { asPath, joinedPath, readText } from './paths.ts';
import { formatted } from './printf.ts';
import { type Call, type Standard, dedent, firstOf } from './call.ts';
import { environment } from './environment.ts';
import { textCall } from './text.ts';

/** A function of `strings` as the method that other languages have: its first argument is the receiver. */
const method =
  (name: string): Standard =>
  ({ engine, args, values, spelled, place }) => {
    const [receiver] = values;
    const isKnown = receiver?.kind === 'text' || receiver?.kind === 'list';
    return isKnown
      ? textCall(engine, receiver, name, { ...args, list: args.list.slice(1) }, spelled, place)
      : undefined;
  };

const variable: Standard = ({ values, place }) => {
  const name = values[0] && plainText(values[0]);
  return name === undefined ? undefined : environment(name, place);
};

/** Go's standard functions, and those of libraries that most programs use, by import path and name. */
export const GO_STANDARD: Readonly<Record<string, Standard>> = {
  'fmt.Sprintf': sprintf,
  'strings.Join': method('join'),
  'strings.ReplaceAll': method('replaceAll'),
  'strings.Replace': method('replace'),
  'strings.TrimSpace': method('trim'),
  'strings.ToLower': method('lower'),
  'strings.ToUpper': method('upper'),
  'strings.Clone': firstOf,
  'bytes.NewBufferString': firstOf,
  'strconv.Itoa': firstOf,
  'os.Getenv': variable,
  'os.LookupEnv': variable,
  'os.ReadFile': file,
  'io.ioutil.ReadFile': file,
  'path.Join': joined,
  'path.filepath.Join': joined,
  'encoding.json.Marshal': firstOf,
  'encoding.json.MarshalIndent': firstOf,
  'flag.String': flag,
  'github.com.spf13.pflag.String': flag,
  'github.com.aws.aws-sdk-go-v2.aws.String': firstOf,
  'github.com.aws.aws-sdk-go-v2.aws.Int32': firstOf,
  'github.com.aws.aws-sdk-go-v2.aws.ToString': firstOf,
  'github.com.aws.aws-sdk-go.aws.String': firstOf,
  'github.com.aws.aws-sdk-go.aws.StringValue': firstOf,
  'github.com.Azure.azure-sdk-for-go.sdk.azcore.to.Ptr': firstOf,
  'github.com.samber.lo.ToPtr': firstOf,
  'github.com.lithammer.dedent.Dedent': dedent,
  'github.com.MakeNowJust.heredoc.Doc': dedent,
  'go:embed': embedded,
};

function sprintf(call: Call): Value | undefined {
  const [format] = call.values;
  return format?.kind === 'text' && !call.args.list[0]?.spread
    ? { kind: 'text', pieces: formatted(format.pieces, call), place: call.place, origin: null }
    : undefined;
}

/** A flag of the command line, with its default: `flag.String("model", "gpt-4o", "…")`. */
function flag({ values }: Call): Value | undefined {
  const [name, value] = values;
  if (value?.kind !== 'text' || value.pieces.length === 0) return undefined;
  const note = `default of the flag \`${(name && plainText(name)) ?? '…'}\``;
  return { ...value, origin: { how: 'parameter-default', note } };
}

function file({ engine, values, place }: Call): Value | undefined {
  const path = asPath(values[0], place);
  return path && readText(engine, path, place);
}

function joined({ values, place }: Call): Value | undefined {
  const [head, ...rest] = values;
  const base = asPath(head, place);
  const more = rest.flatMap(value => plainText(value) ?? []);
  return base && more.length === rest.length ? joinedPath(base, more, place) : undefined;
}

/** `//go:embed prompt.txt` counts from the file it stands in; of several files, their folder. */
function embedded({ engine, values, place }: Call): Value | undefined {
  const path = asPath(values[0], place);
  const found = path && joinedPath({ ...path, file: directoryOf(place.file) }, [path.file], place);
  if (found?.kind !== 'path') return found;
  return engine.project.text(found.file) === undefined
    ? { ...found, file: directoryOf(place.file) }
    : readText(engine, found, place);
}
