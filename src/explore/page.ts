import { createHash } from 'node:crypto'
import type { PageData } from './listed.js'

/** The page, and what it may do: its own script and style, pictures that it makes, requests to its own server. */
export interface Page {
  readonly html: string
  readonly policy: string
}

export interface PageAssets {
  readonly script: string
  readonly style: string
}

/** The one page of the server. It loads nothing from elsewhere. */
export function pageOf(data: PageData, { script, style }: PageAssets): Page {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  const policy = [
    "default-src 'none'",
    "connect-src 'self'",
    'img-src blob: data:',
    `style-src ${hash(style)}`,
    `script-src ${hash(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>optviz explore</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<noscript>This page needs JavaScript.</noscript>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>
<script type="module">${script}</script>
</body>
</html>
`
  return { html, policy }
}
