// Sends numbered events one by one and prints each number once it is acknowledged: node send-until-gone.mjs CONNECTION_STRING HUB
import { createRequire } from "node:module";

const [connection, hub] = process.argv.slice(2);
const { EventHubProducerClient } = createRequire(process.env.XB_NODE_MODULES)("@azure/event-hubs");
const client = new EventHubProducerClient(connection, hub, { retryOptions: { maxRetries: 0, timeoutInMs: 20_000 } });
try {
  for (let number = 0; ; number++) {
    await client.sendBatch([{ body: Buffer.from(`event ${number}`) }], { partitionId: "0" });
    console.log(number);
  }
} catch {
  process.exit(0);
}
