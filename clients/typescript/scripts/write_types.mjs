/** Writes src/schema.ts and src/messages.ts from the server's documents. Both are built, not kept. */

import { readFile, writeFile } from "node:fs/promises";
import openapi, { astToString } from "openapi-typescript";

const root = new URL("../../../", import.meta.url);
const source = new URL("../src/", import.meta.url);

const read = async (path) => JSON.parse(await readFile(new URL(path, root), "utf8"));

async function write(name, document) {
  await writeFile(new URL(name, source), astToString(await openapi(document)));
}

const asyncapi = await read("libs/streaming/src/a1_streaming/asyncapi.json");
const { schemas } = asyncapi.components;
const info = { title: "Messages", version: "0" };
await write("schema.ts", await read("services/gateway/openapi.json"));
await write("messages.ts", { openapi: "3.1.0", info, paths: {}, components: { schemas } });
