"""Sends a few payments to hub `payments` with the official SDK."""

import json
import os
import uuid
from datetime import datetime, timezone

from azure.eventhub import EventData, EventHubProducerClient

LOCAL = (
    "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;"
    "SharedAccessKey=local-development-only;UseDevelopmentEmulator=true;"
)


def payment(run: str, number: int) -> dict:
    """One payment of a customer who does not exist."""
    return {
        "type": "payment.authorised",
        "paymentId": f"sample-{run}-{number}",
        "occurredAt": datetime.now(timezone.utc).isoformat(),
        "customerId": f"sample-customer-{number % 3}",
        "instrumentId": f"sample-token-{number % 3}",
        "method": "card",
        "sellerId": "sample-seller",
        "market": "DE",
        "amount": 20 + number,
        "currency": "EUR",
        "shippingCountry": "PL",
        "language": "de",
        "items": [{"sku": "sample-sku", "quantity": 1, "unitPrice": 20 + number}],
    }


def main() -> None:
    run = uuid.uuid4().hex[:8]
    connection = os.environ.get("EVENTHUBS") or LOCAL
    with EventHubProducerClient.from_connection_string(connection, eventhub_name="payments") as producer:
        for number in range(5):
            body = payment(run, number)
            data = EventData(json.dumps(body))
            data.message_id = body["paymentId"]
            # The partition key is the customer: what belongs together stays in order.
            batch = producer.create_batch(partition_key=body["customerId"])
            batch.add(data)
            producer.send_batch(batch)
    print("5 payments sent")


if __name__ == "__main__":
    main()
