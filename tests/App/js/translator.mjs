// The official Translator v3 client against the local host. Prints "passed".
import { createRequire } from "node:module";
import assert from "node:assert/strict";

const require = createRequire(process.env.XB_NODE_MODULES);
const { default: createClient, isUnexpected } = require("@azure-rest/ai-translation-text");
const [endpoint, key] = process.argv.slice(2);
const headers = { "x-functions-key": key };
const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
const client = createClient(endpoint, { key: "unused", region: "local" }, options);

const translated = await client.path("/translate").post({
  headers,
  body: [{ text: "Nordwind black leather shoes XB-100/7" }, { text: "Where is my order?" }],
  queryParameters: { to: "de,ja", from: "en" },
});
assert(!isUnexpected(translated), JSON.stringify(translated.body));
assert.equal(translated.body.length, 2);
assert.deepEqual(translated.body[0].translations.map((one) => one.to), ["de", "ja"]);
for (const one of translated.body[0].translations) {
  assert(one.text.includes("XB-100/7"), one.text);
}

assert.equal(translated.body[1].translations[0].text, "Wo ist meine Bestellung?");

const detected = await client.path("/translate").post({
  headers,
  body: [{ text: "<p class=\"x\">Schwarze <b>Schuhe</b> für Herren</p>" }],
  queryParameters: { to: "fr", textType: "html" },
});
assert(!isUnexpected(detected), JSON.stringify(detected.body));
assert.equal(detected.body[0].detectedLanguage.language, "de");
assert(detected.body[0].translations[0].text.startsWith("<p class=\"x\">"), detected.body[0].translations[0].text);

const again = await client.path("/translate").post({ headers, body: [{ text: "Where is my order?" }], queryParameters: { to: "de", from: "en" } });
assert.equal(again.body[0].translations[0].cached, true);

const languages = await createClient(`${endpoint}/translate`, { key: "unused", region: "local" }, options).path("/languages").get({ headers });
assert(!isUnexpected(languages));
assert.equal(languages.body.translation.ar.dir, "rtl");

async function refused(status, code, body, queryParameters) {
  const answer = await client.path("/translate").post({ headers, body, queryParameters });
  assert(isUnexpected(answer));
  assert.equal(answer.status, status, JSON.stringify(answer.body));
  assert.equal(answer.body.error.code, code);
  assert(answer.body.error.message.length > 0);
}

await refused("400", 400036, [{ text: "shoes" }], { to: "xx" });
await refused("400", 400035, [{ text: "shoes" }], { to: "de", from: "xx" });
await refused("400", 400077, Array.from({ length: 1001 }, () => ({ text: "a" })), { to: "de" });
await refused("400", 400077, [{ text: "a".repeat(25_001) }], { to: "de,fr" });
await refused("400", 400020, [{ words: "a" }], { to: "de" });
await refused("422", 422002, [{ text: "zorbulated frimfram quux" }], { to: "de", from: "en" });
console.log("passed");
