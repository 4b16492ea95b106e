#!/bin/sh
# The feed of an agreement (Atom) whose links are: its licence, itself, its page (alternate, text/html) and the same feed in
# English (alternate, application/atom+xml, hreflang=en), in this order, which means nothing in RFC 4287.
# Expected: a reader shows the page, the alternate that is text/html.
# @extractus/feed-extractor 8.0.3 and htmlparser2 12.0.0 give the first link whatever its relation: the licence. newsboat
# 2.21.0, which is no package of pip or npm and is looked for on the machine, gives the last alternate whatever its type: the
# feed in English. rss-parser 3.13.0, @rowanmanning/feed-parser 2.1.5 and feedparser 6.0.14 give the page.
# Output seen (newsboat only where it is installed):
#   feed-extractor  https://licens.example/by/4.0/
#   htmlparser2     https://licens.example/by/4.0/
#   rss-parser      https://aftaler.example/aftaler/
#   feed-parser     https://aftaler.example/aftaler/
#   feedparser      https://aftaler.example/aftaler/
#   newsboat        https://aftaler.example/en/feeds/aftaler.xml
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > feed.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da">
  <id>tag:aftaler.example,2026:feeds/aftaler</id>
  <title>Aftaler</title>
  <updated>2026-03-07T00:00:00Z</updated>
  <author><name>Ministeriet</name></author>
  <link rel="license" href="https://licens.example/by/4.0/"/>
  <link rel="self" type="application/atom+xml" href="https://aftaler.example/feeds/aftaler.xml"/>
  <link rel="alternate" type="text/html" href="https://aftaler.example/aftaler/"/>
  <link rel="alternate" type="application/atom+xml" hreflang="en" href="https://aftaler.example/en/feeds/aftaler.xml"/>
  <entry>
    <id>tag:aftaler.example,2026:aftaler/2021/digital-post</id>
    <title>Digital post: videreført</title>
    <link rel="alternate" type="text/html" href="https://aftaler.example/aftaler/2021/"/>
    <updated>2026-03-07T00:00:00Z</updated>
    <content type="html">&lt;p&gt;80 mio. kr.&lt;/p&gt;</content>
  </entry>
</feed>
XML
npm install --silent --ignore-scripts --no-audit --no-fund --prefix . @extractus/feed-extractor@8.0.3 htmlparser2@12.0.0 \
  rss-parser@3.13.0 @rowanmanning/feed-parser@2.1.5
python3 -m venv venv
venv/bin/pip install --quiet --only-binary :all: feedparser==6.0.14
cat > look.mjs <<'JS'
import { readFileSync } from "node:fs";
import { extractFromXml } from "@extractus/feed-extractor";
import { parseFeed as htmlparser2 } from "htmlparser2";
import RssParser from "rss-parser";
import { parseFeed } from "@rowanmanning/feed-parser";
const text = readFileSync("feed.xml", "utf8");
console.log("feed-extractor ", extractFromXml(text).link);
console.log("htmlparser2    ", htmlparser2(text).link);
console.log("rss-parser     ", (await new RssParser().parseString(text)).link);
console.log("feed-parser    ", parseFeed(text).url);
JS
node look.mjs > seen
venv/bin/python -c 'import feedparser; print("feedparser     ", feedparser.parse("feed.xml").feed.link)' >> seen
page="https://aftaler.example/aftaler/ "
expected="https://licens.example/by/4.0/ https://licens.example/by/4.0/ $page$page$page"
if command -v newsboat > /dev/null; then
  echo "file://$folder/feed.xml" > urls
  HOME=$folder newsboat -u urls -c cache -C /dev/null -x reload
  venv/bin/python -c 'import sqlite3; print("newsboat       ", *sqlite3.connect("cache").execute("SELECT url FROM rss_feed").fetchone())' >> seen
  expected="${expected}https://aftaler.example/en/feeds/aftaler.xml "
fi
cat seen
[ "$(sed 's/.* //' seen | tr '\n' ' ')" = "$expected" ]
