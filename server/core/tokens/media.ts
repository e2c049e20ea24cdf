/** How sound and documents are billed, where a provider says so. */
interface MediaRule {
  media: 'audio' | 'file';
  models: RegExp;
  /** What each second or page takes, with the page that says so. */
  takes: string;
  /** What decides how much there is. */
  unknown: string;
}

const LENGTH = 'how long it is, only the run tells';
const PAGES = 'what the file is and how many pages it has, only the run tells';

/** First match wins. Of Gemini 3 one page says 258 and another 560: it is left out. */
const RULES: readonly MediaRule[] = [
  {
    media: 'audio',
    models: /gemini/,
    takes: 'sound takes 32 tokens a second (https://ai.google.dev/gemini-api/docs/audio)',
    unknown: LENGTH,
  },
  {
    media: 'file',
    models: /gemini-(?:1\.5|2)/,
    takes: 'a PDF takes 258 tokens a page (https://ai.google.dev/gemini-api/docs/document-processing)',
    unknown: PAGES,
  },
  {
    media: 'file',
    models: /claude/,
    takes:
      'a PDF takes 1,500 to 3,000 tokens of text a page, and an image of each (https://docs.anthropic.com/en/docs/build-with-claude/pdf-support)',
    unknown: PAGES,
  },
  {
    media: 'file',
    models: /gpt-(?:4o|4\.1|5|6)|(?:^|[./:-])o[134](?:$|-)/,
    takes: 'a PDF takes its text and an image of each page (https://platform.openai.com/docs/guides/pdf-files)',
    unknown: PAGES,
  },
];

/** Why what is sent beside texts and images has no count: the rule that would count it, and what that rule lacks. */
export function whyUncounted(media: 'audio' | 'file', model: string | null): string {
  const what = media === 'audio' ? 'sound' : 'a document';
  if (model === null) return `how ${what} is billed is for the model to decide, which is not known`;
  const rule = RULES.find(one => one.media === media && one.models.test(model));
  return rule ? `${rule.takes}: ${rule.unknown}` : `no rule known for how ${model} bills ${what}`;
}
