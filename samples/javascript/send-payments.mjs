// Sends payments to hub `payments` and waits until each is decided in hub `decisions`.
// node samples/javascript/send-payments.mjs [COUNT]
import { randomUUID } from "node:crypto";
import { EventHubConsumerClient, EventHubProducerClient, latestEventPosition } from "@azure/event-hubs";

const local =
  "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=local-development-only;UseDevelopmentEmulator=true;";
const connection = process.env.EVENTHUBS || local;
const count = Number(process.argv[2] ?? 5);
if (!Number.isInteger(count) || count < 1 || count > 1000) {
  console.error("COUNT must be a whole number of 1 to 1,000.");
  process.exit(2);
}

const run = randomUUID().slice(0, 8);
const payments = Array.from({ length: count }, (_, i) => ({
  type: "payment.authorised",
  paymentId: `sample-${run}-${i}`,
  occurredAt: new Date().toISOString(),
  customerId: `sample-customer-${i % 3}`,
  instrumentId: `sample-token-${i % 3}`,
  method: "card",
  sellerId: "sample-seller",
  market: "DE",
  amount: 20 + i,
  currency: "EUR",
  billingCountry: "DE",
  shippingCountry: "PL",
  ipCountry: "DE",
  issuerCountry: "DE",
  deviceId: `sample-device-${i % 3}`,
  shippingAddressId: `sample-address-${i % 3}`,
  language: "de",
  items: [{ sku: "sample-sku", quantity: 1, unitPrice: 20 + i }],
}));

// Listen before sending, so that no decision is missed.
const waiting = new Set(payments.map((payment) => payment.paymentId));
const consumer = new EventHubConsumerClient("$Default", connection, "decisions");
const partitions = await consumer.getPartitionIds();
const opened = new Set();
let allOpen;
let allDecided;
const listening = new Promise((resolve) => (allOpen = resolve));
const decided = new Promise((resolve, reject) => {
  allDecided = resolve;
  setTimeout(() => reject(new Error(`not decided within a minute: ${[...waiting].join(", ")}`)), 60_000).unref();
});
const starts = new Map();
for (const id of partitions) {
  const last = await consumer.getPartitionProperties(id);
  starts.set(id, last.isEmpty ? latestEventPosition : { sequenceNumber: last.lastEnqueuedSequenceNumber, isInclusive: false });
}
const subscription = consumer.subscribe(
  {
    processInitialize: async (context) => {
      opened.add(context.partitionId);
      if (opened.size === partitions.length) allOpen();
    },
    processEvents: async (events) => {
      for (const { body } of events) {
        if (waiting.delete(body.paymentId)) {
          console.log(`${body.paymentId} ${body.outcome} score ${body.score} (${body.reasons.map((reason) => reason.code).join(", ")})`);
        }
      }
      if (waiting.size === 0) allDecided();
    },
    processError: async (error) => console.error(error.message),
  },
  { startPosition: Object.fromEntries(starts) },
);
await listening;

// The partition key is the customer: what belongs together stays in order.
const producer = new EventHubProducerClient(connection, "payments");
for (const payment of payments) {
  await producer.sendBatch([{ body: payment, messageId: payment.paymentId }], { partitionKey: payment.customerId });
}
await producer.close();
console.log(`${payments.length} payments sent`);

try {
  await decided;
  console.log(`${payments.length} payments decided`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await subscription.close();
  await consumer.close();
}
