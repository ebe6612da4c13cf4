/** Reads an AsyncAPI document with the initiative's own parser: prints what it found, and every complaint. */

import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const { document, diagnostics } = await new Parser().parse(readFileSync(process.argv[2], "utf8"));
const complaints = diagnostics.map((each) => `${each.code} at ${each.path.join("/")}: ${each.message}`);
const channels = document?.channels().all() ?? [];
const messages = Object.fromEntries(channels.map((each) => [each.id(), each.messages().all().map((of) => of.name() ?? of.id())]));
console.log(JSON.stringify({ version: document?.version(), complaints, messages }));
