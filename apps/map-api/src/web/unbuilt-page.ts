/** What `/` and `/staff` show when the web was not built. */
export const UNBUILT_PAGE = `<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Yukimichi</title>
<body style="font: 16px/1.7 sans-serif; max-width: 34em; margin: 15vh auto; padding: 0 16px">
<h1 style="font-size: 22px">画面がまだ作られていません</h1>
<p>サーバーは動いています。<code>npm run build:web</code> を実行してから、もう一度起動してください。</p>
<p lang="en">The server runs, but its pages were not built: run <code>npm run build:web</code> and start it again.</p>
</body>
</html>
`;
