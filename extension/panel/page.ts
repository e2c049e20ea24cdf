/** Where the page's parts lie, and who may serve them. */
export interface PageParts {
  style: string;
  script: string;
  /** As a content security policy names it. */
  from: string;
  /** A new one each time. */
  nonce: string;
}

/** The panel's page: its own style and script, and nothing else, from nowhere else. */
export const pageHtml = ({ style, script, from, nonce }: PageParts): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${from}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Live Costs</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
