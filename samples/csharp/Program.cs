using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

const string Local =
    "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=local-development-only;UseDevelopmentEmulator=true;";

var connection = Environment.GetEnvironmentVariable("EVENTHUBS") is { Length: > 0 } given ? given : Local;
var run = Guid.NewGuid().ToString("N")[..8];
await using var producer = new EventHubProducerClient(connection, "payments");
for (var i = 0; i < 5; i++)
{
    var payment = new
    {
        type = "payment.authorised",
        paymentId = $"sample-{run}-{i}",
        occurredAt = DateTimeOffset.UtcNow,
        customerId = $"sample-customer-{i % 3}",
        instrumentId = $"sample-token-{i % 3}",
        method = "card",
        sellerId = "sample-seller",
        market = "DE",
        amount = 20m + i,
        currency = "EUR",
        shippingCountry = "PL",
        language = "de",
        items = new[] { new { sku = "sample-sku", quantity = 1, unitPrice = 20m + i } },
    };

    // The partition key is the customer: what belongs together stays in order. The id lets a repeated sending be recognised.
    var data = new EventData(BinaryData.FromObjectAsJson(payment)) { MessageId = payment.paymentId, ContentType = "application/json" };
    await producer.SendAsync([data], new SendEventOptions { PartitionKey = payment.customerId });
}

Console.WriteLine("5 payments sent");
